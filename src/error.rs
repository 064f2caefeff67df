//! Faults of the program or the machine, as opposed to faults in the author's files.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Why the program cannot work; printed once, with its causes.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A source file or folder cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// An output file or folder cannot be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A published copy cannot be got.
    #[error("cannot get `{address}`")]
    Fetch {
        /// The address of the file.
        address: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Something was asked for by a name that the site does not know.
    #[error("there is no {what} `{name}`{}{hint}", if hint.is_empty() { "" } else { "; " })]
    Unknown {
        /// What was asked for.
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest name, or all of them.
        hint: String,
    },
    /// The preview cannot listen.
    #[error("cannot listen on `{address}`")]
    Serve {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

impl Error {
    /// A file or folder that cannot be read.
    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    /// A file or folder that cannot be written.
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }
}
