//! Requests → answers, from memory: the one place that names tiny_http's server.
//!
//! A request names an artifact or one of the preview's own addresses below [`OWN`]. No path leads to the disk. Each request has a thread of its own,
//! so that a panic in one harms no other; `gate` bounds how many there are.

use super::live::{Generation, Live, Stored, Waited};
use super::message;
use bytes::Bytes;
use percent_encoding::percent_decode_str;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::Range;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};

/// The folder of the preview's own addresses, which no artifact can have: theirs begin with no underscore.
const OWN: &str = "/_sijill/";
/// The preview's stream of events.
pub(super) const EVENTS: &str = "/_sijill/events";
/// The script of every page.
const SCRIPT: &str = include_str!("preview.js");
/// How often a stream of events shows that it lives, so that a client that is gone is noticed.
const PING: Duration = Duration::from_secs(1);

/// What answering needs to know.
pub(super) struct Desk {
    pub(super) live: Arc<Live>,
    pub(super) hosts: Hosts,
    /// How a file and a place in it open in the editor: `{path}`, `{line}` and `{column}` are filled in.
    pub(super) editor: String,
    /// The site's root, as an absolute path.
    pub(super) root: String,
    /// Whether open pages turn to the page of the file that was saved.
    pub(super) follow: Follow,
}

/// Whether open pages turn to the page of the file that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// They stay.
    No,
    /// They turn to it.
    Yes,
}

/// The names that the preview may be called by.
///
/// A page of another site can make a browser ask this server under a name of its own (DNS rebinding); then `Host` holds that name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hosts {
    pub(super) bound: IpAddr,
}

impl Hosts {
    fn allows(self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        match name.parse::<IpAddr>() {
            // An address is never rebound; on loopback only loopback addresses lead here.
            Ok(address) => !self.bound.is_loopback() || address.is_loopback(),
            Err(_) => name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost"),
        }
    }
}

/// tiny_http at work; dropped, it ends.
pub(super) struct Answering {
    server: Arc<Server>,
    address: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

impl Answering {
    /// Answers each request through `handler`, in a thread of its own.
    ///
    /// Only the gate is meant to speak to this server, so it is on loopback whatever the preview listens on.
    ///
    /// # Errors
    /// When there is no port or no thread.
    pub(super) fn start<H>(handler: H) -> io::Result<Self>
    where
        H: Fn(Request) + Send + Sync + 'static,
    {
        let server = Arc::new(Server::http((Ipv4Addr::LOCALHOST, 0)).map_err(io::Error::other)?);
        let address = server.server_addr().to_ip().ok_or(io::ErrorKind::AddrNotAvailable)?;
        let (handler, own) = (Arc::new(handler), Arc::clone(&server));
        let thread = thread::Builder::new().name("requests".to_owned()).spawn(move || {
            for request in own.incoming_requests() {
                let handler = Arc::clone(&handler);
                // A request that is dropped, by a panic or for want of a thread, is answered with status 500.
                let _ = thread::Builder::new().name("request".to_owned()).spawn(move || handler(request));
            }
        })?;
        Ok(Self { server, address, thread: Some(thread) })
    }

    /// Where the gate finds it.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Desk {
    /// Answers one request.
    pub(super) fn answer(&self, request: Request) {
        let header = |name: &'static str| {
            let found = request.headers().iter().find(|header| header.field.equiv(name));
            found.map(|header| header.value.as_str().to_owned())
        };
        let is_allowed = header("Host").is_some_and(|host| self.hosts.allows(&host));
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let answer = match request.method() {
            _ if !is_allowed => Answer::plain(403, "this preview answers to its own address only\n"),
            Method::Get | Method::Head if path == EVENTS => {
                let page = query.strip_prefix("page=").and_then(decoded).unwrap_or_default();
                // The client is gone when writing fails; there is nobody to tell.
                let _ = self.stream(request, &page);
                return;
            }
            Method::Get | Method::Head => {
                let asked = Asked { range: header("Range"), if_range: header("If-Range"), if_none_match: header("If-None-Match") };
                self.find(path, &asked)
            }
            _ => Answer::plain(405, "only GET and HEAD\n").with("Allow", "GET, HEAD".to_owned()),
        };
        let _ = request.respond(answer.into_response());
    }

    fn find(&self, path: &str, asked: &Asked) -> Answer {
        if path == format!("{OWN}preview.js") {
            let script =
                Stored { bytes: SCRIPT.as_bytes().into(), etag: format!("\"{}\"", crate::render::sha256(SCRIPT.as_bytes())).into() };
            return asked.answer(&script, "text/javascript; charset=utf-8");
        }
        let generation = self.live.current();
        let Some(page) = artifact_path(path) else { return Self::not_found(&generation, path) };
        if let Some(stored) = generation.artifacts.get(page.as_str()) {
            let bytes = if page.ends_with(".html") { with_script(&stored.bytes, &stored.etag) } else { stored.bytes.clone() };
            return asked.answer(&Stored { bytes, etag: Arc::clone(&stored.etag) }, content_type(&page));
        }
        if generation.artifacts.contains_key(format!("{page}/index.html").as_str()) {
            return Answer::plain(301, "").with("Location", format!("{path}/"));
        }
        Self::not_found(&generation, path)
    }

    /// The page of the language for addresses that lead nowhere, or else a page of the preview's own.
    fn not_found(generation: &Generation, path: &str) -> Answer {
        let folder = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let own = [format!("{folder}/404.html"), "404.html".to_owned()];
        let page = own.iter().find_map(|page| Some((page, generation.artifacts.get(page.as_str())?)));
        let bytes = match page {
            Some((_, stored)) => with_script(&stored.bytes, ""),
            None => {
                let what = if generation.artifacts.is_empty() { "Nothing could be built yet" } else { "There is no such page" };
                let page = format!(
                    "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>404</title></head>\n<body>\n<h1>{what}</h1>\n\
                     <p><a href=\"/\">/</a></p>\n{}</body>\n</html>\n",
                    script_tag("")
                );
                page.into_bytes().into()
            }
        };
        Answer { status: 404, headers: vec![("Content-Type", "text/html; charset=utf-8".to_owned())], bytes, range: None }
    }

    /// Tells a page what it needs to know now, and again after each build, until it is gone.
    fn stream(&self, request: Request, url: &str) -> io::Result<()> {
        // An address that leads nowhere is named too: it may come to be.
        let page = artifact_path(url).unwrap_or_default();
        let _open = self.live.open(&page);
        let mut out = request.into_writer();
        out.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
              Cross-Origin-Resource-Policy: same-origin\r\n\r\nretry: 300\n\n",
        )?;
        let mut generation = self.live.current();
        loop {
            write!(out, "data: {}\n\n", message::of(&generation, &page, self))?;
            out.flush()?;
            generation = loop {
                match self.live.wait(generation.number, PING) {
                    Waited::Newer(newer) => break newer,
                    Waited::Quiet => {
                        out.write_all(b": ping\n\n")?;
                        out.flush()?;
                    }
                    Waited::Stopped => return Ok(()),
                }
            };
        }
    }
}

/// Decodes `%XX`; none for what is no UTF-8.
fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Into::into)
}

/// The path of the artifact that an address may name; none for whatever could not name one.
fn artifact_path(url: &str) -> Option<String> {
    let path = decoded(url)?;
    let path = path.strip_prefix('/')?;
    let mut parts: Vec<&str> = path.split('/').collect();
    if parts.last() == Some(&"") {
        *parts.last_mut()? = "index.html";
    }
    let is_plain = |part: &&str| !part.is_empty() && *part != "." && *part != ".." && !part.contains(|c: char| c == '\\' || c.is_control());
    parts.iter().all(is_plain).then(|| parts.join("/"))
}

/// What every page is given at its end; the script must know which version of the page it stands in.
fn script_tag(etag: &str) -> String {
    format!("<script src=\"{OWN}preview.js\" data-etag=\"{}\" data-unkept defer></script>\n", etag.trim_matches('"'))
}

/// A page with the preview's script at its end; an empty tag says that the page stands for none.
fn with_script(page: &[u8], etag: &str) -> Bytes {
    let end = page.windows(7).rposition(|window| window == b"</body>").unwrap_or(page.len());
    let (before, after) = page.split_at(end);
    [before, script_tag(etag).as_bytes(), after].concat().into()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// What a request says of the part and the version that it wants.
#[derive(Default)]
struct Asked {
    range: Option<String>,
    if_range: Option<String>,
    if_none_match: Option<String>,
}

impl Asked {
    fn answer(&self, stored: &Stored, content_type: &'static str) -> Answer {
        let Stored { bytes, etag } = stored;
        let is_known = |tags: &str| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == &**etag || tag.trim() == "*");
        let headers = vec![("ETag", etag.to_string()), ("Cache-Control", "no-cache".to_owned()), ("Accept-Ranges", "bytes".to_owned())];
        if self.if_none_match.as_deref().is_some_and(is_known) {
            return Answer { status: 304, headers, bytes: Bytes::new(), range: None };
        }
        let answer = Answer { status: 200, headers, bytes: bytes.clone(), range: None }.with("Content-Type", content_type.to_owned());
        // A part of another version than the client has would not fit the rest.
        let fits = self.if_range.as_ref().is_none_or(|tag| **tag == **etag);
        match self.range.as_deref().filter(|_| fits).and_then(|range| part(range, bytes.len())) {
            Some(Ok(range)) => {
                let answer = answer.with("Content-Range", format!("bytes {}-{}/{}", range.start, range.end - 1, bytes.len()));
                Answer { status: 206, range: Some(range), ..answer }
            }
            Some(Err(())) => Answer::plain(416, "").with("Content-Range", format!("bytes */{}", bytes.len())),
            None => answer,
        }
    }
}

/// The one range that a `Range` header asks for; none where it asks for several or for something else, and an error where there is no such part.
fn part(range: &str, length: usize) -> Option<Result<Range<usize>, ()>> {
    let (first, last) = range.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().unwrap_or(usize::MAX));
    let range = match (first, last) {
        ("", "") => return None,
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    Some(if range.is_empty() { Err(()) } else { Ok(range) })
}

/// An answer before it is written.
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    bytes: Bytes,
    range: Option<Range<usize>>,
}

impl Answer {
    fn plain(status: u16, text: &str) -> Self {
        let bytes = Bytes::copy_from_slice(text.as_bytes());
        Self { status, headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())], bytes, range: None }
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    fn into_response(self) -> Response<Cursor<Vec<u8>>> {
        let bytes = match self.range {
            Some(range) => self.bytes[range].to_vec(),
            None => self.bytes.to_vec(),
        };
        let length = bytes.len();
        let mut response = Response::new(self.status.into(), Vec::new(), Cursor::new(bytes), Some(length), None);
        let always = [("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin")];
        let always = always.map(|(name, value)| (name, value.to_owned()));
        for (name, value) in self.headers.into_iter().chain(always) {
            // tiny_http lets line ends through and refuses what is not ASCII.
            let value = value.chars().fold(String::new(), |mut out, c| {
                if c.is_ascii() && !c.is_ascii_control() {
                    out.push(c);
                } else {
                    let _ = c.encode_utf8(&mut [0; 4]).bytes().try_for_each(|byte| write!(out, "%{byte:02X}"));
                }
                out
            });
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        response.with_chunked_threshold(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::net::TcpStream;

    #[test]
    fn a_panic_in_one_request_harms_no_other() {
        let answering = Answering::start(|request| {
            assert!(request.url() != "/panics", "this request is meant to panic");
            let _ = request.respond(Response::from_string("well"));
        })
        .expect("a server");
        let ask = |path: &str| {
            let mut client = TcpStream::connect(answering.address()).expect("a connection");
            write!(client, "GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").expect("a request");
            let mut answer = String::new();
            client.read_to_string(&mut answer).expect("an answer");
            answer
        };
        for _ in 0..3 {
            assert!(ask("/panics").starts_with("HTTP/1.1 500"));
            assert!(ask("/").ends_with("well"));
        }
    }

    #[test]
    fn a_range_is_a_part_or_nothing() {
        assert_eq!(part("bytes=0-0", 10), Some(Ok(0..1)));
        assert_eq!(part("bytes=-20", 10), Some(Ok(0..10)));
        assert_eq!(part("bytes=-0", 10), Some(Err(())));
        assert_eq!(part("bytes=10-", 10), Some(Err(())));
        for other in ["bytes=1-0", "bytes=0-1,4-5", "bytes=-", "items=0-1", "bytes=a-b", "bytes=+1-2"] {
            assert_eq!(part(other, 10), None, "{other}");
        }
    }
}
