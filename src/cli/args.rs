//! What may be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// Publishes official reports in more than one language as one static, linked site.
#[derive(Debug, Parser)]
#[command(name = "sijill", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site and publish it, unless the sources have errors.
    Build(BuildArguments),
    /// Check the site as a build would, without publishing.
    Check(CheckArguments),
    /// Hold a published copy against the manifest that it carries.
    Verify(VerifyArguments),
    /// Make files to hand on: the site as one archive, reports as books or single pages, what a report says of a State.
    Export(ExportArguments),
    /// Explain a diagnostic's code, or list them all.
    Explain(ExplainArguments),
    /// Show the site in a browser, and follow every save.
    Serve(ServeArguments),
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// The folder that holds `content/`, `seeds/` and `themes/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The folder to publish into [default: `public` below the root].
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Where the site will stand, for canonical addresses.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// How faults are drawn.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// Tell how long each stage took.
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// The folder that holds `content/`, `seeds/` and `themes/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// How faults are drawn.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// Record that all languages agree as they stand.
    #[arg(long)]
    pub(super) accept: bool,
    /// Try the external links.
    #[arg(long)]
    pub(super) external: bool,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    /// The folder, or the address with `https://`, at which the copy stands.
    #[arg(value_name = "DIR|URL")]
    pub(super) copy: String,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[command(subcommand)]
    pub(super) command: ExportCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ExportCommand {
    /// The whole site as one archive: unpacked, it opens with a double click on `index.html`.
    Zip {
        #[command(flatten)]
        place: ExportPlace,
    },
    /// Each report as an EPUB book, in each language and in both languages of each pair.
    Epub {
        #[command(flatten)]
        place: ExportPlace,
        #[command(flatten)]
        what: ExportWhat,
    },
    /// Each report as one HTML file that needs nothing beside it, in each language.
    Single {
        #[command(flatten)]
        place: ExportPlace,
        #[command(flatten)]
        what: ExportWhat,
    },
    /// What a report says of a State as one HTML file: its sheet and every paragraph that names it.
    Dossier {
        /// The States, by code or name [default: every State that the reports name].
        #[arg(value_name = "STATE")]
        states: Vec<String>,
        #[command(flatten)]
        place: ExportPlace,
        #[command(flatten)]
        what: ExportWhat,
    },
}

#[derive(Debug, Args)]
pub(super) struct ExportPlace {
    /// The folder that holds `content/`, `seeds/` and `themes/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The folder to write into [default: `export` below the root].
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Where the site will stand, for links to what is not in the file.
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// How faults are drawn.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

#[derive(Debug, Default, Args)]
pub(super) struct ExportWhat {
    /// A report, by its folder's name or its symbol; may be given several times [default: all].
    #[arg(long = "report", value_name = "ID")]
    pub(super) reports: Vec<String>,
    /// A language, or for books a pair such as `fr-en`; may be given several times [default: all].
    #[arg(long = "lang", value_name = "LANG")]
    pub(super) languages: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The code, such as `parity-numbers`.
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The folder that holds `content/`, `seeds/` and `themes/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The port; the next free one where it is in use, any free one for 0.
    #[arg(long, value_name = "N", default_value_t = 3170)]
    pub(super) port: u16,
    /// The address to listen on; anything but loopback lets other machines read the preview.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) host: IpAddr,
    /// Open the site in the browser.
    #[arg(long)]
    pub(super) open: bool,
    /// Turn open pages to the page of the file that was saved.
    #[arg(long)]
    pub(super) follow: bool,
}

/// How faults are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the lines of source.
    Human,
    /// One line each.
    Short,
    /// JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub's workflow commands.
    Github,
}
