//! A case: a broken site, and the exact places and codes of its faults.

use crate::support::site::SmallSite;

/// A broken site, and `path:line:column code` of every fault in order.
pub(crate) type Case = (SmallSite, &'static [&'static str]);

/// A case with its name.
pub(crate) type Named = (&'static str, fn() -> Case);

/// Makes one test of each case, and a list of them all.
macro_rules! cases {
    ($($name:ident: $site:expr => [$($expected:literal),* $(,)?];)+) => {
        $(
            #[test]
            fn $name() {
                crate::case::check(stringify!($name), &($site, &[$($expected),*]));
            }
        )+

        /// The cases of this file.
        pub(crate) fn cases() -> Vec<crate::case::Named> {
            vec![$((stringify!($name), || ($site, &[$($expected),*]))),+]
        }
    };
}

/// Runs the program on the case's site in both drawings.
pub(crate) fn check(name: &str, (site, expected): &Case) {
    let site = site.on_disk();
    let short = site.build("short");
    let human = site.build("human");
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!(format!("diagnostics__{name}"), human.stderr);
    });
    assert_eq!((short.status, human.status), (Some(1), Some(1)), "{}", short.stderr);
    let found: Vec<String> = short.stderr.lines().filter_map(place_and_code).collect();
    assert_eq!(found, *expected, "\n{}", human.stderr);
    assert!(human.stdout.is_empty(), "{}", human.stdout);
    site.assert_untouched();
}

/// `path:line:column code` of a line of the short drawing.
fn place_and_code(line: &str) -> Option<String> {
    let (place, rest) = line.split_once(": error[").or_else(|| line.split_once(": warning["))?;
    Some(format!("{place} {}", rest.split_once(']')?.0))
}
