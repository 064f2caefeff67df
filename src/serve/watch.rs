//! The site's folders, kept in memory and followed as they change: the one place that names `notify`, and the one in `serve` that reads the disk.
//!
//! What comes in are the system's events; what goes out are changed files. Events only say where to look: a file counts as changed when its bytes
//! differ. Reading a file is an event too (`Access`), and is passed over, or a build would wake itself for ever.

use crate::Error;
use crate::path::SourcePath;
use crate::source::{self, FOLDERS, SourceFile, is_passed_over};
use notify::event::EventKind;
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How often a file that is gone or empty is looked at again before it is believed: editors truncate, then write; or move away, then move in.
const LOOKS: u32 = 10;
/// The time between two looks.
const BETWEEN_LOOKS: Duration = Duration::from_millis(4);
/// How long after a change of folders everything is read once more: files made before the system watches a new folder bring no event.
/// What editors put aside while they save is gone by then, too.
const SETTLED: Duration = Duration::from_millis(120);
/// The endings of files that are worth a build at once when they are new.
const READ: [&str; 8] = [".md", ".yaml", ".html", ".css", ".js", ".ftl", ".svg", ".json"];
/// How often a file system without events is looked through.
const POLLED: Duration = Duration::from_millis(500);

/// What wakes the preview.
pub(super) enum Signal {
    /// The system tells of a change, or that it lost count.
    Event(notify::Result<Event>),
    /// The preview ends.
    Stop,
}

/// Tells a build at work that there is more to do.
#[derive(Default)]
pub(super) struct Bell {
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell {
    fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    fn silence(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }

    /// Whether something has happened since the build began.
    pub(super) fn has_rung(&self) -> bool {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to happen, for `time` at most.
    pub(super) fn wait(&self, time: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_timeout_while(rung, time, |rung| !*rung));
    }
}

/// The way by which signals come.
#[derive(Clone)]
pub(super) struct Signals {
    sender: Sender<Signal>,
    bell: Arc<Bell>,
}

impl Signals {
    /// A way, its other end, and the bell that rings whenever something comes by it.
    pub(super) fn new() -> (Self, Receiver<Signal>, Arc<Bell>) {
        let (sender, receiver) = channel();
        let bell = Arc::new(Bell::default());
        (Self { sender, bell: Arc::clone(&bell) }, receiver, bell)
    }

    pub(super) fn send(&self, signal: Signal) {
        self.bell.ring();
        // Whoever listened has ended.
        let _ = self.sender.send(signal);
    }

    /// Sends an event; reading a file is one too, and no news.
    fn event(&self, event: notify::Result<Event>) {
        if !event.as_ref().is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            self.send(Signal::Event(event));
        }
    }
}

/// What may have changed.
#[derive(Debug, PartialEq, Eq)]
enum Change {
    /// These files, by path below the root.
    Files(BTreeSet<String>),
    /// Something that is most likely gone again soon.
    Later,
    /// Anything: a folder came or went, or events were lost.
    Everything,
}

/// The files of a site in memory.
pub(super) struct Disk {
    root: PathBuf,
    files: BTreeMap<String, SourceFile>,
}

impl Disk {
    /// Reads all files below a root that [`resolved`] gave.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub(super) fn read(root: &Path) -> Result<Self, Error> {
        Ok(Self { files: source::gather(root)?, root: root.to_owned() })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The files by path.
    pub(super) fn files(&self) -> &BTreeMap<String, SourceFile> {
        &self.files
    }

    /// Reads what may have changed, and gives the paths of what did.
    fn update(&mut self, change: &Change) -> BTreeSet<SourcePath> {
        match change {
            Change::Files(paths) => paths.iter().filter(|path| self.update_file(path)).map(SourcePath::new).collect(),
            Change::Later => BTreeSet::new(),
            Change::Everything => self.update_all(),
        }
    }

    /// Reads a file again; whether its bytes are others than before.
    fn update_file(&mut self, path: &str) -> bool {
        let full = self.root.join(path);
        let was_full = self.files.get(path).is_some_and(|file| !file.is_empty());
        let mut read = read_whole(&full);
        for _ in 0..LOOKS {
            if !was_full || read.as_ref().is_ok_and(|bytes| !bytes.is_empty()) {
                break;
            }
            thread::sleep(BETWEEN_LOOKS);
            read = read_whole(&full);
        }
        match read {
            Ok(bytes) => self.put(SourceFile::new(path, bytes)),
            // A file of the site's theme that is gone uncovers the embedded one.
            Err(_) => match source::embedded(path) {
                Some(embedded) => self.put(embedded),
                None => self.files.remove(path).is_some(),
            },
        }
    }

    /// Takes a file; whether it is another than before.
    fn put(&mut self, file: SourceFile) -> bool {
        let digest = file.digest;
        self.files.insert(file.path.as_str().to_owned(), file).is_none_or(|before| before.digest != digest)
    }

    /// Reads everything again. Files come and go while folders are moved, so a look that fails or finds less is taken again.
    fn update_all(&mut self) -> BTreeSet<SourcePath> {
        let mut found = source::gather(&self.root);
        for _ in 0..LOOKS {
            let is_whole = |found: &BTreeMap<String, SourceFile>| {
                self.files.iter().all(|(path, before)| before.is_empty() || found.get(path).is_some_and(|file| !file.is_empty()))
            };
            if found.as_ref().is_ok_and(is_whole) {
                break;
            }
            thread::sleep(BETWEEN_LOOKS);
            found = source::gather(&self.root);
        }
        // What cannot be read stays as it was; the next event looks again.
        let Ok(found) = found else { return BTreeSet::new() };
        let differs = |path: &&String| self.files.get(*path).map(|file| file.digest) != found.get(*path).map(|file| file.digest);
        let changed: BTreeSet<SourcePath> = self.files.keys().chain(found.keys()).filter(differs).map(SourcePath::new).collect();
        self.files = found;
        changed
    }

    /// What an event may have changed; none if it is no concern of the site.
    fn change(&self, event: &Event) -> Option<Change> {
        if event.need_rescan() {
            return Some(Change::Everything);
        }
        let (mut files, mut later) = (BTreeSet::new(), false);
        for path in &event.paths {
            let Some(path) = self.below_root(path) else { continue };
            if self.files.contains_key(&path) {
                files.insert(path);
                continue;
            }
            let full = self.root.join(&path);
            let had_files = self.files.range(format!("{path}/")..).next().is_some_and(|(file, _)| file.starts_with(&format!("{path}/")));
            if had_files || full.is_dir() {
                return Some(Change::Everything);
            }
            if !full.is_file() {
                continue;
            }
            if READ.iter().any(|ending| path.ends_with(ending)) {
                files.insert(path);
            } else {
                // Most likely what an editor writes first and then moves to where it belongs.
                later = true;
            }
        }
        if files.is_empty() && later {
            return Some(Change::Later);
        }
        (!files.is_empty()).then_some(Change::Files(files))
    }

    /// The path below the root, if it lies in one of the site's folders and is not what editors leave beside the real files.
    fn below_root(&self, path: &Path) -> Option<String> {
        let parts: Vec<String> = path.strip_prefix(&self.root).ok()?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let concerns = FOLDERS.contains(&parts.first()?.as_str()) && !parts.iter().any(|part| is_passed_over(part));
        concerns.then(|| parts.join("/"))
    }
}

/// The root as the system's events name it.
///
/// # Errors
/// When there is no such folder.
pub(super) fn resolved(root: &Path) -> Result<PathBuf, Error> {
    root.canonicalize().map_err(|error| Error::read(root, error))
}

/// Reads a file until its length is what was read: a longer one is still being written.
fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = std::fs::read(path)?;
    for _ in 0..LOOKS {
        if std::fs::metadata(path)?.len() == bytes.len() as u64 {
            break;
        }
        bytes = std::fs::read(path)?;
    }
    Ok(bytes)
}

/// The system's watch over the site's folders.
pub(super) struct Watch {
    watcher: Box<dyn Watcher + Send>,
    signals: Receiver<Signal>,
    bell: Arc<Bell>,
    settles: bool,
}

impl Watch {
    /// Watches the folders of a site, and sends what happens by `sender`, whose other end is `signals`.
    ///
    /// # Errors
    /// When the system gives neither events nor a look at the root.
    pub(super) fn new(root: &Path, sender: Signals, signals: Receiver<Signal>) -> Result<Self, Error> {
        let bell = Arc::clone(&sender.bell);
        let failed = |error: notify::Error| Error::read(root, io::Error::other(error));
        let own = sender.clone();
        let recommended = RecommendedWatcher::new(move |event| own.event(event), Config::default());
        let mut watch = match recommended {
            Ok(watcher) => Self { watcher: Box::new(watcher), signals, bell, settles: false },
            Err(error) => return Err(failed(error)),
        };
        if watch.watch_folders(root).is_err() {
            // No events here: too many watches are in use, or the file system has none.
            let polled = Config::default().with_poll_interval(POLLED).with_compare_contents(true);
            let polling = PollWatcher::new(move |event| sender.event(event), polled).map_err(failed)?;
            watch.watcher = Box::new(polling);
            watch.watch_folders(root).map_err(failed)?;
        }
        Ok(watch)
    }

    /// Watches the root for its folders, and all that is below these; never the rest of the root, which may hold anything.
    fn watch_folders(&mut self, root: &Path) -> notify::Result<()> {
        self.watcher.watch(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            let folder = root.join(folder);
            let _ = self.watcher.unwatch(&folder);
            if folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits until files have changed and gives their paths; none when the preview ends.
    ///
    /// The first event is acted on at once, with whatever else has arrived; the rest comes with the next call. While a build is `unfinished` nothing is
    /// waited for: what it was given up for may have come already, or have changed no file.
    pub(super) fn next(&mut self, disk: &mut Disk, unfinished: bool) -> Option<BTreeSet<SourcePath>> {
        loop {
            let first = match (unfinished, self.settles) {
                (true, _) => self.signals.recv_timeout(Duration::ZERO),
                (false, true) => self.signals.recv_timeout(SETTLED),
                (false, false) => self.signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let mut change = match first {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(Signal::Event(event)) => self.look(disk, &event),
                Err(RecvTimeoutError::Timeout) if unfinished => None,
                Err(RecvTimeoutError::Timeout) => {
                    self.settles = false;
                    Some(Change::Everything)
                }
            };
            self.bell.silence();
            while let Ok(signal) = self.signals.try_recv() {
                let Signal::Event(event) = signal else { return None };
                change = merged(change, self.look(disk, &event));
            }
            let changed = change.map(|change| disk.update(&change)).unwrap_or_default();
            if !changed.is_empty() || unfinished {
                return Some(changed);
            }
        }
    }

    fn look(&mut self, disk: &Disk, event: &notify::Result<Event>) -> Option<Change> {
        let change = match event {
            Ok(event) => disk.change(event),
            Err(_) => Some(Change::Everything),
        };
        if matches!(change, Some(Change::Everything | Change::Later)) {
            self.settles = true;
        }
        if change == Some(Change::Everything) {
            let is_root = |path: &PathBuf| path.parent() == Some(disk.root());
            if event.as_ref().map_or(true, |event| event.need_rescan() || event.paths.iter().any(is_root)) {
                let _ = self.watch_folders(disk.root());
            }
        }
        change
    }
}

fn merged(one: Option<Change>, other: Option<Change>) -> Option<Change> {
    match (one, other) {
        (Some(Change::Files(mut files)), Some(Change::Files(more))) => {
            files.extend(more);
            Some(Change::Files(files))
        }
        (Some(Change::Later), other) => other.or(Some(Change::Later)),
        (one, Some(Change::Later)) => one.or(Some(Change::Later)),
        (Some(Change::Everything), _) | (_, Some(Change::Everything)) => Some(Change::Everything),
        (one, other) => one.or(other),
    }
}
