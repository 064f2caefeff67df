//! Files → a ZIP archive that is the same for the same files: in the order given, each with the earliest time that the format knows.
//!
//! The one place that names `zip`.

use crate::Error;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Permissions that every system can keep: its owner writes, all read.
const MODE: u32 = 0o644;

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT).unix_permissions(MODE)
}

/// One file, packed: an archive that holds it alone.
pub(super) fn pack(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    packed(name, bytes, CompressionMethod::Deflated)
}

/// One file as it is, for formats that want their first file so.
pub(super) fn store(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    packed(name, bytes, CompressionMethod::Stored)
}

fn packed(name: &str, bytes: &[u8], method: CompressionMethod) -> Result<Vec<u8>, Error> {
    let failed = |error: zip::result::ZipError| Error::write(Path::new(name), error.into());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, options(method)).map_err(failed)?;
    writer.write_all(bytes).map_err(|error| Error::write(Path::new(name), error))?;
    Ok(writer.finish().map_err(failed)?.into_inner())
}

/// Packed files, joined into one archive without packing them again.
pub(super) fn join(packed: impl IntoIterator<Item = Vec<u8>>) -> Result<Vec<u8>, Error> {
    let failed = |error: zip::result::ZipError| Error::write(Path::new("archive"), error.into());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for one in packed {
        let mut archive = ZipArchive::new(Cursor::new(one)).map_err(failed)?;
        let file = archive.by_index_raw(0).map_err(failed)?;
        writer.raw_copy_file_touch(file, DateTime::DEFAULT, Some(MODE)).map_err(failed)?;
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}
