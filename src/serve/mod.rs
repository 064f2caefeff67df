//! The preview: the same build, with its artifacts in memory, shown to a browser and swapped at once when a file is saved.
//!
//! ```text
//! watch ─files→ rebuild ─Generation→ live ←─ http ←─ gate ←─ browser
//! ```
//!
//! - `watch` keeps the site's files in memory and tells which of them changed.
//! - `rebuild` runs the stages of a build over them, with what these remember, and with what `reading` remembers of the audit.
//! - [`live`] holds the generation that is shown.
//! - `http` answers from it, and `message` is what open pages are told; `preview.js` is what they do with it.
//! - `gate` bounds what clients may take.
//!
//! Nothing of the preview is in an artifact: pages are given its script while they are sent. Nothing here prints; each build is told to whoever
//! started the preview.

mod gate;
mod http;
pub mod live;
mod message;
mod reading;
mod rebuild;
mod watch;

pub use gate::Bounds;
pub use http::Follow;

use crate::Error;
use crate::diagnostic::Severity;
use crate::path::SourcePath;
use gate::Gate;
use http::{Answering, Desk, EVENTS, Hosts};
use live::{Generation, Live};
use rebuild::{Audience, Rebuilder};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use watch::{Disk, Signal, Signals, Watch};

/// How many ports are tried, from the one asked for on.
const PORTS: u16 = 100;

/// What a preview is asked for.
#[derive(Debug, Clone)]
pub struct PreviewOptions {
    /// Where `content/` is.
    pub root: PathBuf,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; the next free one is taken where it is in use, and any free one for 0.
    pub port: u16,
    /// Whether open pages turn to the page of the file that was saved.
    pub follow: Follow,
    /// How a place in a file opens in the editor: an address in which `{path}`, `{line}` and `{column}` are filled in.
    pub editor: String,
    /// What clients may take.
    pub bounds: Bounds,
}

/// What one build of the preview came to.
#[derive(Debug, Clone)]
pub struct Rebuilt {
    /// The generation that is shown now.
    pub generation: Arc<Generation>,
    /// The files that changed; none at the start.
    pub changed: BTreeSet<SourcePath>,
    /// How many artifacts are others than before.
    pub artifacts: usize,
    /// The time from the first look at the files to the swap.
    pub time: Duration,
}

impl Rebuilt {
    /// How many faults have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.generation.faults.iter().filter(|fault| fault.severity == severity).count()
    }
}

/// A preview at work; dropped, it ends.
pub struct Preview {
    address: SocketAddr,
    live: Arc<Live>,
    signals: Signals,
    gate: Option<Gate>,
    answering: Option<Answering>,
    following: Option<JoinHandle<()>>,
}

impl Preview {
    /// Builds the site, serves it, and follows its files; `told` is called after each build, the first included, from one thread.
    ///
    /// # Errors
    /// When the sources cannot be read or watched, or no port is free.
    pub fn start(options: &PreviewOptions, mut told: impl FnMut(&Rebuilt) + Send + 'static) -> Result<Self, Error> {
        let started = now();
        let (sender, signals, bell) = Signals::new();
        // The watch stands before the first reading, so that no save falls between them.
        let root = watch::resolved(&options.root)?;
        let mut watch = Watch::new(&root, sender.clone(), signals)?;
        let mut disk = Disk::read(&root)?;
        let listener = listen(options.host, options.port)?;
        let failed = |error: io::Error| Error::Serve { address: SocketAddr::new(options.host, options.port), source: error };
        let address = listener.local_addr().map_err(failed)?;
        let mut rebuilder = Rebuilder::new(format!("http://{}", shown(address)));
        let live = Arc::new(Live::default());
        let mut shown = Arc::default();
        let mut rebuild = {
            let live = Arc::clone(&live);
            // Builds, unless something is saved before the end; whether all is built.
            move |disk: &Disk, changed: &BTreeSet<SourcePath>, started: Instant| {
                let edited = if changed.len() == 1 { changed.first().cloned() } else { None };
                let audience = Audience { live: &live, bell: &bell, open: live.opened(), edited };
                let Some(generation) = rebuilder.build(disk.files(), &audience) else { return false };
                let artifacts = differing(&shown, &generation);
                shown = Arc::clone(&generation);
                told(&Rebuilt { generation, changed: changed.clone(), artifacts, time: now().saturating_duration_since(started) });
                true
            }
        };
        let mut is_built = rebuild(&disk, &BTreeSet::new(), started);

        let desk = Desk {
            live: Arc::clone(&live),
            hosts: Hosts { bound: options.host },
            editor: options.editor.clone(),
            root: disk.root().to_string_lossy().replace('\\', "/"),
            follow: options.follow,
        };
        let answering = Answering::start(move |request| desk.answer(request)).map_err(failed)?;
        let gate = Gate::open(listener, answering.address(), EVENTS, options.bounds).map_err(failed)?;
        let following = thread::Builder::new().name("rebuild".to_owned()).spawn(move || {
            let mut changed = BTreeSet::new();
            while let Some(more) = watch.next(&mut disk, !is_built) {
                // What changed before a build was given up is still to be told.
                changed.extend(more);
                is_built = rebuild(&disk, &changed, now());
                if is_built {
                    changed.clear();
                }
            }
        });
        let following = Some(following.map_err(failed)?);
        Ok(Self { address, live, signals: sender, gate: Some(gate), answering: Some(answering), following })
    }

    /// Where the preview listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The generation that is shown now.
    #[must_use]
    pub fn current(&self) -> Arc<Generation> {
        self.live.current()
    }

    /// The address that a browser on this machine opens.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", shown(self.address))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.signals.send(Signal::Stop);
        self.live.stop();
        drop(self.gate.take());
        drop(self.answering.take());
        if let Some(following) = self.following.take() {
            let _ = following.join();
        }
    }
}

/// Takes the port, or the next free one.
fn listen(host: IpAddr, port: u16) -> Result<TcpListener, Error> {
    let ports = if port == 0 { 0..=0 } else { port..=port.saturating_add(PORTS) };
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in ports {
        match TcpListener::bind((host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            Err(error) => return Err(Error::Serve { address: SocketAddr::new(host, port), source: error }),
        }
    }
    Err(Error::Serve { address: SocketAddr::new(host, port), source: last })
}

/// The address under which this machine reaches itself: an unspecified one listens on loopback too.
fn shown(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port()),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::new(IpAddr::V6(std::net::Ipv6Addr::LOCALHOST), address.port()),
        _ => address,
    }
}

/// How many artifacts came, went or changed.
fn differing(before: &Generation, after: &Generation) -> usize {
    let (mut old, mut new) = (before.artifacts.iter().peekable(), after.artifacts.iter().peekable());
    let mut differing = 0;
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return differing,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => {
                if Arc::ptr_eq(a, b) {
                    Ordering::Equal
                } else {
                    a.cmp(b)
                }
            }
        };
        let before = if order.is_le() { old.next() } else { None };
        let after = if order.is_ge() { new.next() } else { None };
        let is_same = before.zip(after).is_some_and(|((_, a), (_, b))| Arc::ptr_eq(&a.etag, &b.etag) || a.etag == b.etag);
        differing += usize::from(!is_same);
    }
}

#[expect(clippy::disallowed_methods, reason = "the time of a rebuild is told in the terminal; no published byte depends on it")]
fn now() -> Instant {
    Instant::now()
}
