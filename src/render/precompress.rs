//! An artifact → its compressed copies, for hosts that send a file's `.gz` or `.br` to whoever takes it.
//!
//! A copy stands beside each file that gains by it. The bytes depend on the file's own alone: no date and no name stands in them.

use super::Artifact;
use crate::path::OutputPath;
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// The endings of files that are text; fonts, pictures and packages are compressed in themselves.
const TEXT: [&str; 14] = ["bib", "css", "csv", "html", "js", "json", "jsonld", "map", "ris", "svg", "tmx", "txt", "webmanifest", "xml"];
/// Of 11: the last two steps take ten times as long for a twentieth of the bytes.
const BROTLI_QUALITY: i32 = 9;
/// The greatest window that every browser has.
const BROTLI_WINDOW: i32 = 22;

/// The compressed copies of an artifact; none of one that would not be smaller.
pub(super) fn copies(artifact: &Artifact) -> Vec<Artifact> {
    let is_text = artifact.path.as_str().rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending));
    if !is_text {
        return Vec::new();
    }
    let copy = |ending: &str, bytes: Vec<u8>| {
        let path = OutputPath::new(format!("{}.{ending}", artifact.path));
        (bytes.len() < artifact.bytes.len()).then(|| Artifact::new(path, bytes))
    };
    [copy("gz", gzip(&artifact.bytes)), copy("br", brotli(&artifact.bytes))].into_iter().flatten().collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::with_capacity(bytes.len() / 3), Compression::best());
    // Writing into memory does not fail.
    let _ = writer.write_all(bytes);
    writer.finish().unwrap_or_default()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut copy = Vec::with_capacity(bytes.len() / 4);
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut copy, &parameters);
    copy
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn copies_hold_the_file_and_stand_only_where_they_are_smaller() {
        let page = Artifact::new(OutputPath::new("en/a.html"), "<p>\u{e9}t\u{e9}</p>".repeat(400).into_bytes());
        let copies = copies(&page);
        let paths: Vec<&str> = copies.iter().map(|copy| copy.path.as_str()).collect();
        assert_eq!(paths, ["en/a.html.gz", "en/a.html.br"]);
        let mut gunzipped = Vec::new();
        flate2::read::GzDecoder::new(&copies[0].bytes[..]).read_to_end(&mut gunzipped).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &copies[1].bytes[..], &mut unpacked).unwrap();
        assert!(gunzipped[..] == page.bytes[..] && unpacked[..] == page.bytes[..]);
        assert!(super::copies(&Artifact::new(OutputPath::new("a.txt"), b"ab".to_vec())).is_empty());
        assert!(super::copies(&Artifact::new(OutputPath::new("a.png"), vec![0; 4000])).is_empty());
    }
}
