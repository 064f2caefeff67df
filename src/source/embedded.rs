//! The default theme, as `build.rs` found it below `themes/` when the program was compiled.

include!(concat!(env!("OUT_DIR"), "/embedded_theme.rs"));
