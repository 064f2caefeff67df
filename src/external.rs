//! Tries external links: the one place that names `ureq` and touches the network, and only when asked to.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use std::time::Duration;

/// How long one address may take; official archives can be slow.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks for each address and reports those that do not answer well, each at the page on which it stands.
pub fn try_all(links: &[(String, String)], diagnostics: &mut Diagnostics) {
    let config =
        ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).user_agent(concat!("sijill/", env!("CARGO_PKG_VERSION"))).build();
    let agent: ureq::Agent = config.into();
    for (address, page) in links.iter().filter(|(address, _)| address.starts_with("http")) {
        let address = address.split('#').next().unwrap_or(address);
        // Some servers refuse HEAD; they are asked again with GET.
        let answer = agent.head(address).call().or_else(|_| agent.get(address).call());
        if let Err(error) = answer {
            diagnostics.push(
                Diagnostic::of_path(Code::DeadLink, page.clone(), format!("`{address}` does not answer: {error}"))
                    .hint("correct the address, or cite where it can be found now"),
            );
        }
    }
}
