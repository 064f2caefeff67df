//! What is handed on while it is made: many small files of one job, and files that grow piece by piece, so that neither is ever held whole.

use super::artifact::{Artifact, Hashing};
use super::memory::Memory;
use super::run::Entry;
use super::{Taker, precompress};
use crate::Error;
use crate::path::OutputPath;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A file that is written piece by piece.
pub trait Growing: Write + Send {
    /// Ends it; `entry` is what the list of all files says of it.
    ///
    /// # Errors
    /// When it cannot be put where it belongs.
    fn finish(self: Box<Self>, entry: &Entry) -> Result<(), Error>;
}

/// Whoever keeps files that grow.
pub trait Grower: Sync {
    /// Begins one.
    ///
    /// # Errors
    /// When it cannot be begun.
    fn grow(&self, path: &OutputPath) -> Result<Box<dyn Growing + '_>, Error>;
}

/// Hands on what a job makes, and keeps the list of it.
pub(super) struct Hand<'a> {
    taker: Taker<'a>,
    memory: Option<&'a Memory>,
    /// Whether each file has what a host sends instead beside it, for whoever takes it compressed.
    has_copies: bool,
    /// What was handed on so far.
    pub(super) entries: Vec<Entry>,
}

impl<'a> Hand<'a> {
    /// One that has handed on nothing.
    pub(super) fn new(taker: Taker<'a>, memory: Option<&'a Memory>, has_copies: bool) -> Self {
        Self { taker, memory, has_copies, entries: Vec::new() }
    }

    /// Hands on artifacts.
    pub(super) fn on(&mut self, mut artifacts: Vec<Artifact>) -> Result<(), Error> {
        if self.has_copies {
            let copies: Vec<Artifact> = artifacts.iter().flat_map(precompress::copies).collect();
            artifacts.extend(copies);
        }
        let listed = artifacts.into_iter().map(|artifact| entry(self.memory, artifact));
        let (artifacts, entries): (Vec<Artifact>, Vec<Entry>) = listed.unzip();
        self.entries.extend(entries);
        (self.taker.sink)(artifacts)
    }

    /// Begins a file that grows: it is held whole only where its taker wants that, or its copies are made of it.
    pub(super) fn begin(&self, path: OutputPath) -> Result<File<'a>, Error> {
        let grown = match self.taker.grower.filter(|_| !self.has_copies) {
            Some(grower) => Grown::Written(Box::new(Written { to: grower.grow(&path)?, hash: Hashing::default(), length: 0 })),
            None => Grown::Held(Vec::new()),
        };
        Ok(File(path, BufWriter::with_capacity(1 << 16, grown)))
    }

    /// Ends a file that grew.
    pub(super) fn end(&mut self, File(path, grown): File<'_>) -> Result<(), Error> {
        match grown.into_inner().map_err(|error| Error::write(Path::new(path.as_str()), error.into_error()))? {
            Grown::Held(bytes) => self.on(vec![Artifact::new(path, bytes)]),
            Grown::Written(written) => {
                let Written { to, hash, length } = *written;
                let entry = Entry { path, sha256: hash.finish(), length, bytes: None };
                to.finish(&entry)?;
                self.entries.push(entry);
                Ok(())
            }
        }
    }
}

/// An artifact as it is handed on, and what the list of all files says of it.
pub(super) fn entry(memory: Option<&Memory>, artifact: Artifact) -> (Artifact, Entry) {
    match memory {
        Some(memory) => memory.entry(artifact),
        None => {
            let entry = Entry::of(&artifact);
            (artifact, entry)
        }
    }
}

/// A file that grows.
pub(super) struct File<'a>(OutputPath, BufWriter<Grown<'a>>);

impl File<'_> {
    /// Adds bytes to the end.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let Self(path, grown) = self;
        grown.write_all(bytes).map_err(|error| Error::write(Path::new(path.as_str()), error))
    }
}

impl Write for File<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.1.flush()
    }
}

enum Grown<'a> {
    Held(Vec<u8>),
    Written(Box<Written<'a>>),
}

/// A file that somebody else keeps, with its hash and length so far.
struct Written<'a> {
    to: Box<dyn Growing + 'a>,
    hash: Hashing,
    length: usize,
}

impl Write for Grown<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Held(held) => held.extend_from_slice(bytes),
            Self::Written(written) => {
                written.to.write_all(bytes)?;
                written.hash.add(bytes);
                written.length += bytes.len();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
