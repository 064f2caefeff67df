//! One file of a theme's `assets/` → its bytes, and the places where it names another file.
//!
//! A style names files in `url()`, `@import` and `image-set()`, relative to itself; a script names one by a string that begins with `assets/`,
//! relative to the site's root. Whether a named file exists is the matter of `link`, which gives every file its published name.

use bytes::Bytes;
use cssparser::{ParseError, Parser, Token};
use std::ops::Range;

/// The folder that the theme's files are published in.
pub const FOLDER: &str = "assets/";

/// A file of a theme's `assets/`.
#[derive(Debug, Clone, Default)]
pub struct AssetFile {
    /// Its bytes, as they stand in the theme.
    pub bytes: Bytes,
    /// Where it names other files, in the order in which they stand.
    pub references: Vec<AssetReference>,
}

/// A place where one file names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetReference {
    /// The bytes that are written anew when the other file has its name.
    pub range: Range<usize>,
    /// The address, as it is read there.
    pub address: String,
    /// How an address is written there.
    pub form: ReferenceForm,
}

/// How an address is written in the place where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceForm {
    /// `url("…")`, relative to the file.
    Url,
    /// `"…"`, relative to the file.
    Quoted,
    /// The bare characters inside a script's quotation marks, from the site's root.
    FromRoot,
}

impl AssetFile {
    /// Reads a file of this name.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8]) -> Self {
        let references = match (name.rsplit_once('.').map(|(_, ending)| ending), std::str::from_utf8(bytes)) {
            (Some("css"), Ok(text)) => in_style(text),
            (Some("js"), Ok(text)) => in_script(text),
            _ => Vec::new(),
        };
        Self { bytes: Bytes::copy_from_slice(bytes), references }
    }
}

/// The places where a style names files.
#[must_use]
pub fn in_style(css: &str) -> Vec<AssetReference> {
    let mut references = Vec::new();
    if may_name_files(css) {
        collect(&mut Parser::new(css), false, &mut references);
    }
    references
}

/// Whether a style holds any of the words that a file is named behind, or one that may be written otherwise.
fn may_name_files(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    ["url(", "src(", "image-set(", "@import", "\\"].iter().any(|sign| css.contains(sign))
}

/// Walks one block; `named` says that a bare string in it is an address.
fn collect(parser: &mut Parser<'_>, named: bool, references: &mut Vec<AssetReference>) {
    let mut imports = false;
    loop {
        let start = parser.position();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { break };
        // The token's own bytes: a block's are those of its opening only.
        let range = start.byte_index()..parser.position().byte_index();
        match token {
            Token::UnquotedUrl(address) => {
                references.push(AssetReference { range, address: address.to_string(), form: ReferenceForm::Url });
            }
            Token::QuotedString(address) if named || imports => {
                references.push(AssetReference { range, address: address.to_string(), form: ReferenceForm::Quoted });
                imports = false;
            }
            Token::AtKeyword(keyword) => imports = keyword.eq_ignore_ascii_case("import"),
            Token::Semicolon => imports = false,
            Token::Function(name) => {
                let names = ["url", "src", "image-set", "-webkit-image-set"].iter().any(|known| name.eq_ignore_ascii_case(known));
                block(parser, names, references);
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => block(parser, false, references),
            _ => {}
        }
    }
}

fn block(parser: &mut Parser<'_>, named: bool, references: &mut Vec<AssetReference>) {
    // Nothing in here is a fault: a browser passes over what it does not understand.
    let _ = parser.parse_nested_block(|inner| -> Result<(), ParseError<()>> {
        collect(inner, named, references);
        Ok(())
    });
}

/// The places where a script names files: whole strings that begin with the folder's name.
fn in_script(script: &str) -> Vec<AssetReference> {
    let mut references = Vec::new();
    for (at, _) in script.match_indices(FOLDER) {
        let Some(quote) = script[..at].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`')) else { continue };
        let Some(length) = script[at..].find([quote, '\n']).filter(|length| script[at + length..].starts_with(quote)) else { continue };
        let range = at..at + length;
        references.push(AssetReference { address: script[range.clone()].to_owned(), range, form: ReferenceForm::FromRoot });
    }
    references
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_names_files_in_urls_imports_and_image_sets_and_not_in_comments_or_content() {
        let css = "@import \"base.css\" screen;\n/* url(no.png) */ a::after { content: \"url(no.png)\"; }\n\
                   @media print { b { background: url( a.svg#x ) , url('b c.png'); mask: image-set(\"d.png\" 1x, url(e.png) 2x) } }";
        let found: Vec<(String, &str)> = in_style(css).into_iter().map(|reference| (reference.address, &css[reference.range])).collect();
        let expected = [
            ("base.css", "\"base.css\""),
            ("a.svg#x", "url( a.svg#x )"),
            ("b c.png", "'b c.png'"),
            ("d.png", "\"d.png\""),
            ("e.png", "url(e.png)"),
        ];
        assert_eq!(found, expected.map(|(address, text)| (address.to_owned(), text)));
        // Names of functions may be written in upper case, or with an escape.
        for css in ["a { background: URL(\"a.png\") }", "a { background: \\75 rl(\"a.png\") }", "@IMPORT \"a.png\";"] {
            assert_eq!(in_style(css).len(), 1, "{css}");
        }
        assert_eq!(in_style("a { color: curl }"), []);
    }

    #[test]
    fn a_script_names_files_in_whole_strings() {
        let script = "load('assets/a.js'); // assets/b.js\nlet c = \"../assets/c.js\", d = `assets/d.css`, e = 'assets/never closed\n";
        let found: Vec<String> = in_script(script).into_iter().map(|reference| reference.address).collect();
        assert_eq!(found, ["assets/a.js", "assets/d.css"]);
    }
}
