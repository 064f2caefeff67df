//! The corrigenda and addenda of a report: what each is by its symbol, and the places that it changes.

use super::fact::{Anchored, check_date};
use super::registry::check_id;
use super::text::require_or;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned, nearest};
use crate::parse::amendment::{AmendmentRecord, ChangeRecord};
use crate::parse::facts::{Anchor, Record};
use crate::parse::id::{AmendmentId, LanguageTag};
use crate::parse::site::ReportRecord;

/// A document that amends the report.
#[derive(Debug)]
pub struct Amendment {
    /// The id.
    pub id: AmendmentId,
    /// Where the id is written.
    pub span: Span,
    /// What it is, by the last part of its symbol.
    pub kind: AmendmentKind,
    /// What its symbol adds to the report's, such as `Corr.1`.
    pub suffix: String,
    /// The languages of the report that it was issued for.
    pub languages: Vec<LanguageTag>,
    /// What it changes, in the order of the report.
    pub changes: Vec<Change>,
    /// The record.
    pub record: AmendmentRecord,
}

/// What an amendment changes in one place.
#[derive(Debug)]
pub struct Change {
    /// The place.
    pub anchor: Anchored,
    /// The record.
    pub record: ChangeRecord,
}

/// What an amendment is, as its symbol says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmendmentKind {
    /// Mends slips.
    Corrigendum,
    /// Adds to the text.
    Addendum,
    /// Replaces the text.
    Revision,
    /// Changes the text by a decision.
    Amendment,
}

impl AmendmentKind {
    /// The kinds, each with how it is written in a symbol, before its number.
    const MARKS: [(&'static str, Self); 4] =
        [("Corr.", Self::Corrigendum), ("Add.", Self::Addendum), ("Rev.", Self::Revision), ("Amend.", Self::Amendment)];

    /// The word as it is written in the data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corrigendum => "corrigendum",
            Self::Addendum => "addendum",
            Self::Revision => "revision",
            Self::Amendment => "amendment",
        }
    }

    /// Reads what a symbol adds to another, such as `Corr.1` or `Add.1/Corr.2`: the last part says what it is.
    fn of(suffix: &str) -> Option<Self> {
        let mut kind = None;
        for part in suffix.split('/') {
            let (mark, found) = Self::MARKS.into_iter().find(|(mark, _)| part.starts_with(mark))?;
            let number = &part[mark.len()..];
            let is_number = number.starts_with(|c: char| matches!(c, '1'..='9')) && number.bytes().all(|byte| byte.is_ascii_digit());
            kind = is_number.then_some(found);
            kind?;
        }
        kind
    }
}

/// Links the amendments of a report, sorted by date and symbol; a fault leaves out what it concerns.
pub(super) fn link(
    records: Vec<Record<AmendmentId, AmendmentRecord>>,
    report: &ReportRecord,
    languages: &[LanguageTag],
    place: impl Fn(&Spanned<Anchor>, &mut Diagnostics) -> Option<Anchored>,
    diagnostics: &mut Diagnostics,
) -> Vec<Amendment> {
    let mut amendments: Vec<Amendment> = Vec::new();
    for (id, mut record) in records {
        check_id(&id, diagnostics);
        let own = issued_for(&record, languages, diagnostics);
        // What one translation got wrong is often mended in that language alone.
        let otherwise = match own.len() {
            1 => "",
            _ => ", or name in `languages` those that the amendment was issued for",
        };
        let require = |text: &_, field, diagnostics: &mut Diagnostics| require_or(text, &own, field, otherwise, diagnostics);
        require(&record.label, "label", diagnostics);
        check_dates(&record, report, diagnostics);
        super::check_official(&record.official, diagnostics);
        if let Some(other) = amendments.iter().find(|other| other.record.symbol.value == record.symbol.value) {
            let message = format!("two amendments have the symbol `{}`", record.symbol.value);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, record.symbol.span, message)
                    .other(other.record.symbol.span, "the other one")
                    .hint("write all that one document changes under one id, or give this one its own number"),
            );
        }
        let mut changes = Vec::new();
        for change in std::mem::take(&mut record.changes) {
            require(&change.label, "label", diagnostics);
            change.before.iter().for_each(|before| require(before, "before", diagnostics));
            if let Some(anchor) = place(&change.paragraph, diagnostics) {
                changes.push(Change { anchor, record: change });
            }
        }
        changes.sort_by(|a, b| a.anchor.cmp(&b.anchor));
        if let Some((suffix, kind)) = suffix(&record, report, diagnostics) {
            amendments.push(Amendment { id: id.value, span: id.span, kind, suffix, languages: own, changes, record });
        }
    }
    amendments.sort_by(|a, b| key(a).cmp(&key(b)));
    amendments
}

/// By date, and then by symbol; what has no date comes last.
fn key(amendment: &Amendment) -> (bool, Option<&str>, &str) {
    let date = amendment.record.date.as_ref().map(|date| date.value.as_str());
    (date.is_none(), date, &amendment.suffix)
}

/// The languages that an amendment was issued for, in the report's order.
fn issued_for(record: &AmendmentRecord, languages: &[LanguageTag], diagnostics: &mut Diagnostics) -> Vec<LanguageTag> {
    const HINT: &str = "name languages of the report, or leave the line out for all of them";
    let Some(written) = &record.languages else { return languages.to_vec() };
    if written.is_empty() {
        diagnostics.push(Diagnostic::new(Code::InvalidValue, written.span, "the amendment was issued for no language").hint(HINT));
    }
    for (position, language) in written.iter().enumerate() {
        if let Some(first) = written[..position].iter().find(|first| first.value == language.value) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, language.span, format!("the language `{}` is named twice", language.value))
                    .other(first.span, "the first time")
                    .hint("name it once"),
            );
        } else if !languages.contains(&language.value) && !diagnostics.follows(Code::UnknownLanguage, language.as_str()) {
            let message = format!("the report has no language `{}`", language.value);
            diagnostics.push(Diagnostic::new(Code::UnknownLanguage, language.span, message).nearest(
                language.as_str(),
                languages.iter().map(LanguageTag::as_str),
                HINT,
            ));
        }
    }
    languages.iter().filter(|language| written.iter().any(|own| own.value == **language)).cloned().collect()
}

fn check_dates(record: &AmendmentRecord, report: &ReportRecord, diagnostics: &mut Diagnostics) {
    let Some(date) = &record.date else { return };
    check_date(date, diagnostics);
    // Dates of this form sort as texts.
    if let Some(first) = report.date.as_ref().filter(|first| first.value > date.value && super::parse_date(date).is_some()) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, date.span, format!("`{}` is before the report's own date", date.value))
                .other(first.span, "the report's date")
                .hint("give the date on the amendment's masthead"),
        );
    }
}

/// What an amendment's symbol adds to the report's; none, after a report, if it does not extend it.
fn suffix(record: &AmendmentRecord, report: &ReportRecord, diagnostics: &mut Diagnostics) -> Option<(String, AmendmentKind)> {
    let (symbol, whole) = (&record.symbol, report.symbol.as_str());
    let suffix = symbol.value.strip_prefix(whole).and_then(|rest| rest.strip_prefix('/'));
    let found = suffix.and_then(|suffix| Some((suffix.to_owned(), AmendmentKind::of(suffix)?)));
    if found.is_none() && !whole.is_empty() {
        let message = match suffix {
            _ if symbol.value == whole => format!("`{whole}` is the report itself, not what amends it"),
            None => format!("`{}` does not extend the report's symbol", symbol.value),
            Some("") => format!("`{}` ends before it says what it is", symbol.value),
            Some(suffix) => format!("`{suffix}` names no amendment"),
        };
        let hint = match meant(&symbol.value) {
            Some(meant) => format!("did you mean `{whole}/{meant}`?"),
            None => format!("write it as `{whole}/Corr.1`, `{whole}/Add.1`, `{whole}/Rev.1` or `{whole}/Amend.1`"),
        };
        let diagnostic = Diagnostic::new(Code::InvalidValue, symbol.span, message);
        diagnostics.push(diagnostic.other(report.symbol.span, "the report's symbol").hint(hint));
    }
    found
}

/// What a symbol's last parts were probably meant to add to a report's: `Corr.1` for `Cor.1` and for `corr 1`.
fn meant(symbol: &str) -> Option<String> {
    let mend = |part: &str| {
        let letters = part.trim_end_matches(|c: char| !c.is_alphabetic());
        let number = part[letters.len()..].trim_start_matches(['.', ' ', '-', '0']);
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        // Fewer letters are nearer to every mark than they mean.
        let mark = nearest(letters, AmendmentKind::MARKS.map(|(mark, _)| mark.trim_end_matches('.'))).filter(|_| letters.len() > 1)?;
        is_number.then(|| format!("{mark}.{}", if number.is_empty() { "1" } else { number }))
    };
    let mut parts: Vec<String> = symbol.rsplit('/').map_while(mend).collect();
    parts.reverse();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// How symbols are cited together behind the report's own: `Corr.1 and 2`, `Add.1-3`.
///
/// Each item is a mark with its numbers, in the order of the first of each; what follows another amendment, such as `Add.1/Corr.1`, stands whole.
#[must_use]
pub fn cited_together(suffixes: &[&str]) -> Vec<(String, Vec<u32>)> {
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    for suffix in suffixes {
        let at = suffix.rfind('.').map_or(suffix.len(), |at| at + 1);
        let (mark, number) = suffix.split_at(at);
        let Ok(number) = number.parse::<u32>() else { continue };
        match groups.iter_mut().find(|(own, _)| own == mark && !mark.contains('/')) {
            Some((_, numbers)) => numbers.push(number),
            None => groups.push((mark.to_owned(), vec![number])),
        }
    }
    groups.iter_mut().for_each(|(_, numbers)| numbers.sort_unstable());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_says_by_its_last_part_what_it_is() {
        assert_eq!(AmendmentKind::of("Corr.1"), Some(AmendmentKind::Corrigendum));
        assert_eq!(AmendmentKind::of("Add.12"), Some(AmendmentKind::Addendum));
        assert_eq!(AmendmentKind::of("Add.1/Corr.1"), Some(AmendmentKind::Corrigendum));
        for other in ["", "Corr.", "Corr.x", "Corr.0", "Corr.01", "Annex", "Corr.1/", "Corr.1/x"] {
            assert_eq!(AmendmentKind::of(other), None, "{other}");
        }
    }

    #[test]
    fn a_slip_in_a_symbol_is_mended() {
        for (slip, mended) in [
            ("A/1/1/Cor.1", "Corr.1"),
            ("A/1/1/corr 2", "Corr.2"),
            ("A/1/1/ADD1", "Add.1"),
            ("Add.1/Corr.01", "Add.1/Corr.1"),
            ("A/9/Rev", "Rev.1"),
        ] {
            assert_eq!(meant(slip).as_deref(), Some(mended), "{slip}");
        }
        for other in ["", "A/1/1", "A/1/1/Annex", "A/1/1/L.1", "A/1/1/Corr.1/x"] {
            assert_eq!(meant(other), None, "{other}");
        }
    }

    #[test]
    fn symbols_of_one_kind_are_cited_together() {
        let groups = cited_together(&["Corr.2", "Add.1", "Corr.1", "Add.1/Corr.1"]);
        assert_eq!(groups, [("Corr.".to_owned(), vec![1, 2]), ("Add.".to_owned(), vec![1]), ("Add.1/Corr.".to_owned(), vec![1])]);
    }
}
