//! The door to the preview: accepts connections, bounds each of them, and hands tiny_http only what is complete.
//!
//! tiny_http has no timeouts, no bound on a request's size, and a pool of workers that can leave a connection waiting behind idle ones. So no client
//! talks to it directly: each connection is read here until its head is complete, within bounds of bytes and time, and is then relayed over a
//! connection of its own, with `Connection: close`. The pool then never sees a connection that is slow, idle or kept alive.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The bounds of what a client may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Connections at one time; beyond them the one that has waited longest is closed.
    pub connections: usize,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// Time for a request's head to arrive.
    pub head_time: Duration,
    /// Time for an answer to be taken, streams of events apart.
    pub answer_time: Duration,
}

impl Default for Bounds {
    /// Far above what browsers ask for (six connections each, heads below 2 KB), far below what a machine has.
    fn default() -> Self {
        Self { connections: 320, head_bytes: 16 * 1024, head_time: Duration::from_secs(8), answer_time: Duration::from_secs(30) }
    }
}

/// How long one write to a client may stand still; a stream of events writes every second, so that a client that is gone is noticed.
const STILL: Duration = Duration::from_secs(5);

/// What a connection is doing, in the order in which connections are given up when there are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    Waiting,
    Answering,
    Listening,
}

/// The open connections, each with a handle to close it.
#[derive(Default)]
struct Connections {
    next: u64,
    open: BTreeMap<u64, (Doing, TcpStream)>,
}

/// The accept loop at work; dropped, it closes all connections.
pub(super) struct Gate {
    address: SocketAddr,
    connections: Arc<Mutex<Connections>>,
    stopped: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Gate {
    /// Accepts connections on `listener` and relays complete requests to `inner`; requests for the path `stream` may last.
    ///
    /// # Errors
    /// When the listener has no address or no thread can be made.
    pub(super) fn open(listener: TcpListener, inner: SocketAddr, stream: &'static str, bounds: Bounds) -> io::Result<Self> {
        let mut address = listener.local_addr()?;
        if address.ip().is_unspecified() {
            address.set_ip(if address.is_ipv4() { [127, 0, 0, 1].into() } else { std::net::Ipv6Addr::LOCALHOST.into() });
        }
        let connections: Arc<Mutex<Connections>> = Arc::default();
        let stopped = Arc::new(AtomicBool::new(false));
        let (own, stop) = (Arc::clone(&connections), Arc::clone(&stopped));
        let accepting = thread::Builder::new().name("accept".to_owned()).spawn(move || {
            for client in listener.incoming() {
                if stop.load(Ordering::Acquire) {
                    return;
                }
                match client {
                    Ok(client) => admit(client, &own, Relay { inner, stream, bounds }),
                    // Out of file descriptors, most likely: others will be closed soon.
                    Err(_) => thread::sleep(Duration::from_millis(5)),
                }
            }
        })?;
        Ok(Self { address, connections, stopped, accepting: Some(accepting) })
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Release);
        // The loop waits in `accept`; one more connection wakes it.
        let woken = TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_ok();
        if let Some(accepting) = self.accepting.take().filter(|_| woken) {
            let _ = accepting.join();
        }
        for (_, client) in lock(&self.connections).open.values() {
            let _ = client.shutdown(Shutdown::Both);
        }
    }
}

fn lock(connections: &Mutex<Connections>) -> std::sync::MutexGuard<'_, Connections> {
    connections.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a connection a thread of its own, and closes another one if there are too many.
fn admit(client: TcpStream, connections: &Arc<Mutex<Connections>>, relay: Relay) {
    let Ok(handle) = client.try_clone() else { return };
    let id = {
        let mut connections = lock(connections);
        if connections.open.len() >= relay.bounds.connections {
            let given_up = connections.open.iter().min_by_key(|(id, (doing, _))| (*doing, **id)).map(|(id, _)| *id);
            if let Some((_, given_up)) = given_up.and_then(|id| connections.open.remove(&id)) {
                let _ = given_up.shutdown(Shutdown::Both);
            }
        }
        connections.next += 1;
        let id = connections.next;
        connections.open.insert(id, (Doing::Waiting, handle));
        id
    };
    let entry = Entry { id, connections: Arc::clone(connections) };
    // Without a thread the connection is dropped, which closes it.
    let _ = thread::Builder::new().name("connection".to_owned()).spawn(move || {
        let _ = relay.run(&client, &entry);
        let _ = client.shutdown(Shutdown::Both);
    });
}

/// A connection's line in the table, removed when its thread ends, however that ends.
struct Entry {
    id: u64,
    connections: Arc<Mutex<Connections>>,
}

impl Entry {
    fn is_now(&self, doing: Doing) {
        if let Some((own, _)) = lock(&self.connections).open.get_mut(&self.id) {
            *own = doing;
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        lock(&self.connections).open.remove(&self.id);
    }
}

/// How a connection is relayed.
#[derive(Clone, Copy)]
struct Relay {
    inner: SocketAddr,
    stream: &'static str,
    bounds: Bounds,
}

impl Relay {
    fn run(&self, client: &TcpStream, entry: &Entry) -> io::Result<()> {
        client.set_nodelay(true)?;
        client.set_write_timeout(Some(STILL))?;
        let head = match self.head(client)? {
            Ok(head) => head,
            Err(status) => return refuse(client, status),
        };
        let lasts = head.target.split('?').next() == Some(self.stream);
        entry.is_now(if lasts { Doing::Listening } else { Doing::Answering });
        let mut server = TcpStream::connect_timeout(&self.inner, STILL)?;
        server.set_nodelay(true)?;
        server.set_read_timeout(Some(self.bounds.answer_time))?;
        server.write_all(&head.relayed)?;
        let until = (!lasts).then(|| now() + self.bounds.answer_time);
        let copied = copy(&mut server, client, until);
        let _ = server.shutdown(Shutdown::Both);
        copied
    }

    /// Reads a request's head within the bounds; a status where the request is refused.
    fn head(&self, mut client: &TcpStream) -> io::Result<Result<Head, u16>> {
        let until = now() + self.bounds.head_time;
        let mut read = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let left = until.saturating_duration_since(now());
            if left.is_zero() {
                return Ok(Err(408));
            }
            client.set_read_timeout(Some(left))?;
            let count = match client.read(&mut piece) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => count,
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(Err(408)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            // The end may lie across two pieces.
            let from = read.len().saturating_sub(3);
            read.extend_from_slice(&piece[..count]);
            if let Some(end) = read[from..].windows(4).position(|window| window == b"\r\n\r\n") {
                let end = from + end;
                return Ok(if end > self.bounds.head_bytes { Err(431) } else { Head::check(&read[..end]) });
            }
            if read.len() > self.bounds.head_bytes {
                return Ok(Err(431));
            }
        }
    }
}

/// A request's head that may be relayed.
struct Head {
    target: String,
    relayed: Vec<u8>,
}

impl Head {
    /// Takes a head without its last empty line; a status if it is refused. A preview has no use for bodies, so there are none.
    fn check(bytes: &[u8]) -> Result<Self, u16> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).ok_or(400_u16)?;
        let mut lines = text.split("\r\n");
        let first = lines.next().unwrap_or_default();
        let target = match first.split(' ').collect::<Vec<_>>()[..] {
            [_, target, "HTTP/1.0" | "HTTP/1.1"] if target.starts_with('/') => target.to_owned(),
            _ => return Err(400),
        };
        let mut relayed = format!("{first}\r\n");
        for line in lines {
            let (name, value) = line.split_once(':').ok_or(400_u16)?;
            // A space in or before a name, or a bare line end, means one thing here and another there.
            if name.is_empty() || line.contains(|c: char| c.is_ascii_control() && c != '\t') || name.contains([' ', '\t']) {
                return Err(400);
            }
            match name.to_ascii_lowercase().as_str() {
                "content-length" if value.trim() == "0" => {}
                "content-length" | "transfer-encoding" => return Err(413),
                "connection" | "keep-alive" | "expect" | "upgrade" | "te" => {}
                _ => {
                    relayed.push_str(line);
                    relayed.push_str("\r\n");
                }
            }
        }
        relayed.push_str("Connection: close\r\n\r\n");
        Ok(Self { target, relayed: relayed.into_bytes() })
    }
}

/// Copies an answer, and says in it that the connection ends with it.
fn copy(server: &mut TcpStream, client: &TcpStream, until: Option<Instant>) -> io::Result<()> {
    let mut piece = vec![0; 64 * 1024];
    let mut first = Vec::new();
    let mut started = false;
    loop {
        let count = server.read(&mut piece)?;
        if count == 0 {
            return if started { Ok(()) } else { write(client, &first, until) };
        }
        if started {
            write(client, &piece[..count], until)?;
            continue;
        }
        first.extend_from_slice(&piece[..count]);
        if let Some(end) = first.windows(2).position(|window| window == b"\r\n") {
            first.splice(end..end, b"\r\nConnection: close".iter().copied());
            write(client, &first, until)?;
            (first, started) = (Vec::new(), true);
        }
    }
}

/// Writes all bytes, however small the pieces that the client takes, but not beyond `until`.
fn write(mut client: &TcpStream, mut bytes: &[u8], until: Option<Instant>) -> io::Result<()> {
    while !bytes.is_empty() {
        if until.is_some_and(|until| now() > until) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        match client.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Answers a request that is not relayed.
fn refuse(mut client: &TcpStream, status: u16) -> io::Result<()> {
    let bytes = format!("HTTP/1.1 {status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").into_bytes();
    client.write_all(&bytes)?;
    client.shutdown(Shutdown::Write)?;
    // What is left unread would reset the connection and with it the answer; a bounded part of it is read.
    client.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut rest = [0; 4096];
    for _ in 0..16 {
        if client.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "time bounds need the clock; no published byte depends on it")]
fn now() -> Instant {
    Instant::now()
}
