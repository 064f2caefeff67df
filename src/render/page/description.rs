//! What a page of a report says of itself in a sentence: for lists of results, and where its address is shared.

use crate::link::{StateUse, ThemeUse};
use crate::render::message::Argument;
use crate::render::view::Builder;
use crate::render::view::measure::MeasureView;

/// How many characters of a section's text are told; more is cut off by whoever lists pages.
const OPENING: usize = 160;

/// Describes a section: whose paragraphs it restates, and how they begin.
pub(super) fn section(builder: &Builder<'_>, index: usize) -> String {
    let (report, prose) = (builder.report, &builder.prose);
    let paragraphs: Vec<_> = report.sections[index].paragraphs.iter().map(|&paragraph| &report.paragraphs[paragraph]).collect();
    let number = |number: Option<u32>| number.map(|number| builder.language().ordinal(number));
    let first = number(paragraphs.first().and_then(|paragraph| paragraph.id.number()));
    let last = number(paragraphs.last().and_then(|paragraph| paragraph.id.number()));
    let symbol = builder.cited_report();
    let symbol = ("symbol", Argument::Text(&symbol));
    let citation = match (first, last) {
        (Some(first), Some(last)) if first != last => {
            let key = if paragraphs.len() == 2 { "cite-paragraphs-two" } else { "cite-paragraphs-many" };
            prose.message(key, &[symbol, ("from", Argument::Text(&first)), ("to", Argument::Text(&last))])
        }
        (Some(number), _) => {
            let place = prose.message("cite-paragraph", &[("number", Argument::Text(&number))]);
            prose.message("cite-full", &[symbol, ("place", Argument::Text(&place))])
        }
        _ => builder.cited_report(),
    };
    let text = paragraphs.first().and_then(|paragraph| paragraph.texts.get(builder.tag()));
    let opening = text.map(|text| opening(&prose.plain(text.blocks()))).unwrap_or_default();
    if opening.is_empty() {
        let name = builder.section_link(&report.sections[index]).text;
        return named(builder, &name);
    }
    prose.message("section-description", &[("citation", Argument::Text(&citation)), ("opening", Argument::Text(&opening))])
}

/// The first words of a text.
fn opening(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(OPENING) {
        Some((at, _)) => format!("{}…", text[..at].rsplit_once(' ').map_or(&text[..at], |(whole, _)| whole)),
        None => text,
    }
}

/// Describes the page of a State: how many measures it reported, or where it is named.
pub(super) fn state(builder: &Builder<'_>, name: &str, found: &StateUse) -> String {
    let (key, n) = match found.measures.len() {
        0 => ("paragraphs-count", found.paragraphs.len()),
        n => ("measures-count", n),
    };
    counted(builder, name, key, n)
}

/// Describes the page of a theme: how many measures it has.
pub(super) fn theme(builder: &Builder<'_>, name: &str, found: Option<&ThemeUse>) -> String {
    match found.map_or(0, |found| found.measures.len()) {
        0 => named(builder, name),
        n => counted(builder, name, "measures-count", n),
    }
}

/// Describes the page of a measure: what the list of States alone would lose, how many States there are, and where it stands.
pub(super) fn measure(builder: &Builder<'_>, measure: &MeasureView) -> String {
    let item = &measure.item;
    let label = match &item.qualifier {
        Some(qualifier) => format!("{} ({qualifier})", item.label),
        None => item.label.clone(),
    };
    let states = builder.prose.message("states-count", &[("n", Argument::Number(item.states.len() as f64))]);
    let symbol = builder.cited_report();
    let citation = builder.prose.message("cite-full", &[("symbol", Argument::Text(&symbol)), ("place", Argument::Text(&item.place.cited))]);
    let arguments = [("label", label.as_str()), ("states", &states), ("citation", &citation)];
    builder.prose.message("measure-description", &arguments.map(|(name, text)| (name, Argument::Text(text))))
}

/// Describes the page of anything that has a name.
pub(super) fn named(builder: &Builder<'_>, name: &str) -> String {
    let symbol = builder.cited_report();
    let arguments = [("name", name), ("symbol", symbol.as_str()), ("title", builder.report.record.title.text(builder.tag()))];
    builder.prose.message("named-description", &arguments.map(|(name, text)| (name, Argument::Text(text))))
}

fn counted(builder: &Builder<'_>, name: &str, key: &str, n: usize) -> String {
    let counts = builder.prose.message(key, &[("n", Argument::Number(n as f64))]);
    let about = named(builder, name);
    builder.prose.message("counted-description", &[("about", Argument::Text(&about)), ("counts", Argument::Text(&counts))])
}
