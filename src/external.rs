//! Tries external links and published copies: the one place that names `ureq` and touches the network, and only when asked to.

use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::link::route;
use crate::publish::verify::{self, Verification};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::time::Duration;

/// How long one address may take; official archives can be slow.
const PATIENCE: Duration = Duration::from_secs(20);

/// The largest file that is read from a host, in bytes.
const LARGEST: u64 = 1 << 30;

/// Asks for each address and reports those that do not answer well, each at the page on which it stands.
pub fn try_all(links: &[(String, String)], diagnostics: &mut Diagnostics) {
    let agent = agent();
    // Each waits for its answer, so they are asked side by side; the order of what is reported stays that of the addresses.
    let dead: Vec<Diagnostic> = links
        .par_iter()
        .filter(|(address, _)| address.starts_with("http://") || address.starts_with("https://"))
        .filter_map(|(address, page)| {
            let asked = address.split('#').next().unwrap_or(address);
            // Some servers refuse HEAD; they are asked again with GET.
            let error = agent.head(asked).call().or_else(|_| agent.get(asked).call()).err()?;
            Some(
                Diagnostic::of_path(Code::DeadLink, page.clone(), format!("`{address}` does not answer: {error}"))
                    .hint("correct the address, or cite where it can be found now"),
            )
        })
        .collect();
    dead.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
}

/// Holds the site that stands at an address against its manifest.
///
/// # Errors
/// When the manifest or a file cannot be got, for another reason than that the host has none.
pub fn verify(address: &str) -> Result<Verification, Error> {
    let agent = agent();
    let base = address.trim_end_matches("index.html").trim_end_matches('/');
    let fetch = |path: &str| get(&agent, &format!("{base}/{path}"));
    let manifest = route::manifest();
    let missing = || Error::Fetch { address: format!("{base}/{manifest}"), source: "there is no manifest here".into() };
    verify::served(&fetch(manifest.as_str())?.ok_or_else(missing)?, fetch)
}

/// The bytes at an address; none if the host has none, or keeps them to itself.
fn get(agent: &ureq::Agent, address: &str) -> Result<Option<Vec<u8>>, Error> {
    let failed = |error: ureq::Error| Error::Fetch { address: address.to_owned(), source: error.into() };
    match agent.get(address).call() {
        Ok(mut answer) => answer.body_mut().with_config().limit(LARGEST).read_to_vec().map(Some).map_err(failed),
        Err(ureq::Error::StatusCode(403 | 404 | 410)) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

fn agent() -> ureq::Agent {
    let config =
        ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).user_agent(concat!("sijill/", env!("CARGO_PKG_VERSION"))).build();
    config.into()
}
