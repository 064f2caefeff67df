//! A file of a generation that is written piece by piece: whether it is the last generation's is known only at its end.
//!
//! Until then it stands in a folder of its own beside the generation, of which nothing is touched that may stay as it is.

use super::standing::Stamp;
use super::{Publication, sibling};
use crate::Error;
use crate::path::OutputPath;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// A file that grows. Dropped before [`Growth::finish`], it leaves nothing behind.
pub struct Growth<'p> {
    publication: &'p Publication<'p>,
    path: OutputPath,
    partial: PathBuf,
    file: File,
}

impl Publication<'_> {
    /// Where files stand that grow.
    pub(super) fn growing(&self) -> PathBuf {
        sibling(&self.last.output, "grown", std::process::id())
    }

    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn grow(&self, path: &OutputPath) -> Result<Growth<'_>, Error> {
        let folder = self.growing();
        let partial = folder.join(self.grown.fetch_add(1, Ordering::Relaxed).to_string());
        let file = fs::create_dir_all(&folder).and_then(|()| File::create_new(&partial));
        let file = file.map_err(|error| Error::write(&partial, error))?;
        Ok(Growth { publication: self, path: path.clone(), partial, file })
    }
}

impl Growth<'_> {
    /// Ends the file, of so many bytes: it is the last generation's, if that has these bytes, or else a new one.
    ///
    /// # Errors
    /// When it cannot be put in its place.
    pub fn finish(self, length: usize) -> Result<(), Error> {
        let Self { publication, path, partial, .. } = &self;
        if publication.is_given_up() {
            return Ok(());
        }
        let before = publication.last.standing.file(path.as_str()).filter(|stamp| stamp.bytes() == length as u64);
        let own = publication.last.output.join(path.as_str());
        if before.is_some() && are_same(&own, partial).unwrap_or_default() {
            publication.keep(path);
            return Ok(());
        }
        let place = publication.place(path)?;
        let placed = publication.spare().make_room(path.as_str(), &place).and_then(|()| {
            fs::rename(partial, &place)?;
            self.file.metadata()
        });
        publication.wrote(path, Stamp::of(&placed.map_err(|error| Error::write(&place, error))?));
        Ok(())
    }
}

impl Write for Growth<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Growth<'_> {
    fn drop(&mut self) {
        // Once it is in its place, there is nothing of this name.
        let _ = fs::remove_file(&self.partial);
    }
}

/// Whether two files hold the same bytes, of which they have as many.
fn are_same(one: &Path, other: &Path) -> io::Result<bool> {
    let [mut one, mut other] = [File::open(one)?, File::open(other)?].map(|file| BufReader::with_capacity(1 << 16, file));
    let mut read = [[0; 1 << 14]; 2];
    loop {
        let length = one.read(&mut read[0])?;
        if length == 0 {
            return Ok(true);
        }
        other.read_exact(&mut read[1][..length])?;
        if read[0][..length] != read[1][..length] {
            return Ok(false);
        }
    }
}
