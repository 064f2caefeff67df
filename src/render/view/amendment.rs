//! The corrigenda and addenda of a report, as its pages tell them, and how the report is cited with them.

use super::Builder;
use super::item::PlaceView;
use crate::link::amendment::cited_together;
use crate::link::route;
use crate::link::{Amendment, Change};
use crate::render::language::Language;
use crate::render::message::Argument;
use serde::Serialize;

/// A document that amends the report.
#[derive(Debug, Serialize)]
pub struct AmendmentItem {
    /// The fragment on the page that tells of it.
    pub fragment: String,
    /// The address of what tells of it.
    pub href: String,
    /// The symbol.
    pub symbol: String,
    /// The kind, which names the message `amendment-kind-KIND`.
    pub kind: &'static str,
    /// The date, in the language.
    pub date: Option<String>,
    /// The date, `YYYY-MM-DD`.
    pub iso_date: Option<String>,
    /// Where it can be read.
    pub official: Option<String>,
    /// What it does.
    pub label: String,
    /// What it changes.
    pub changes: Vec<ChangeItem>,
}

/// What an amendment changes in one place.
#[derive(Debug, Serialize)]
pub struct ChangeItem {
    /// The place.
    pub place: PlaceView,
    /// What is changed.
    pub label: String,
    /// The earlier wording.
    pub before: Option<String>,
}

/// An amendment where it changes a paragraph.
#[derive(Debug, Serialize)]
pub struct AmendedView {
    /// The address of what tells of it.
    pub href: String,
    /// Its symbol.
    pub symbol: String,
    /// Its date, in the language.
    pub date: Option<String>,
    /// The footnote that is changed, as it is cited; none where it is the paragraph itself.
    pub footnote: Option<PlaceView>,
    /// What is changed.
    pub label: String,
    /// The earlier wording.
    pub before: Option<String>,
}

impl Builder<'_> {
    /// The amendments that were issued for the language, oldest first.
    pub fn own_amendments(&self) -> impl Iterator<Item = &Amendment> {
        self.report.amendments.iter().filter(|amendment| amendment.languages.contains(self.tag()))
    }

    /// All amendments, for the about page.
    #[must_use]
    pub fn amendments(&self) -> Vec<AmendmentItem> {
        let item = |amendment: &Amendment| AmendmentItem {
            fragment: route::amendment_fragment(&amendment.id),
            href: self.amendment_href(amendment),
            symbol: amendment.record.symbol.value.clone(),
            kind: amendment.kind.as_str(),
            date: self.amendment_date(amendment),
            iso_date: amendment.record.date.as_ref().map(|date| date.value.clone()),
            official: self.amendment_official(amendment),
            label: amendment.record.label.text(self.tag()).to_owned(),
            changes: amendment.changes.iter().map(|change| self.change(change)).collect(),
        };
        self.own_amendments().map(item).collect()
    }

    /// What amends a paragraph or its footnotes.
    #[must_use]
    pub fn amended(&self, paragraph: usize) -> Vec<AmendedView> {
        let changes = self.own_amendments().flat_map(|amendment| amendment.changes.iter().map(move |change| (amendment, change)));
        let own = changes.filter(|(_, change)| change.anchor.paragraph == paragraph).map(|(amendment, change)| {
            let ChangeItem { place, label, before } = self.change(change);
            AmendedView {
                href: self.amendment_href(amendment),
                symbol: amendment.record.symbol.value.clone(),
                date: self.amendment_date(amendment),
                footnote: change.anchor.footnote.is_some().then_some(place),
                label,
                before,
            }
        });
        own.collect()
    }

    /// The report's symbol as it is cited: with what amends it, as in `A/64/13 and Add.1`.
    #[must_use]
    pub fn cited_report(&self) -> String {
        self.cited_report_in(self.language())
    }

    /// The report's symbol as it is cited in a language that the report is published in.
    #[must_use]
    pub fn cited_report_in(&self, language: &Language) -> String {
        let message = |key: &str, arguments: &[(&str, Argument<'_>)]| {
            language.messages.format(key, arguments, |value| language.quantity(value)).unwrap_or_else(|_| format!("[{key}]"))
        };
        let symbol = |text: &str| message("cite-symbol", &[("symbol", Argument::Text(text))]);
        let own = self.report.amendments.iter().filter(|amendment| amendment.languages.contains(&language.tag));
        let suffixes: Vec<&str> = own.map(|amendment| amendment.suffix.as_str()).collect();
        let mut parts = vec![symbol(self.report.record.symbol.as_str())];
        for (mark, numbers) in cited_together(&suffixes) {
            let follow = numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]);
            match numbers[..] {
                [first, .., last] if numbers.len() > 2 && follow => parts.push(symbol(&format!("{mark}{first}-{last}"))),
                // The mark stands once: `Corr.1 and 2`.
                _ => parts.extend(numbers.iter().enumerate().map(|(position, number)| match position {
                    0 => symbol(&format!("{mark}{number}")),
                    _ => symbol(&number.to_string()),
                })),
            }
        }
        let and =
            |first: String, second: String| message("cite-and", &[("first", Argument::Text(&first)), ("second", Argument::Text(&second))]);
        parts.into_iter().reduce(and).unwrap_or_default()
    }

    fn change(&self, change: &Change) -> ChangeItem {
        ChangeItem {
            place: self.place(&change.anchor),
            label: change.record.label.text(self.tag()).to_owned(),
            before: change.record.before.as_ref().map(|before| before.text(self.tag()).to_owned()),
        }
    }

    /// The address of what tells of an amendment.
    pub fn amendment_href(&self, amendment: &Amendment) -> String {
        let page = route::amendments_page(self.site.outputs);
        format!("{}#{}", self.prose.href(&page), route::amendment_fragment(&amendment.id))
    }

    fn amendment_date(&self, amendment: &Amendment) -> Option<String> {
        amendment.record.date.as_ref().map(|date| self.language().date(date))
    }

    /// Where an amendment can be read, in this language if possible.
    fn amendment_official(&self, amendment: &Amendment) -> Option<String> {
        amendment.record.official.nearest(self.tag()).map(str::to_owned)
    }
}
