//! Tries external links: the one place that names `ureq` and touches the network, and only when asked to.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::time::Duration;

/// How long one address may take; official archives can be slow.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks for each address and reports those that do not answer well, each at the page on which it stands.
pub fn try_all(links: &[(String, String)], diagnostics: &mut Diagnostics) {
    let config =
        ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).user_agent(concat!("sijill/", env!("CARGO_PKG_VERSION"))).build();
    let agent: ureq::Agent = config.into();
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
