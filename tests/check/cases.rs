//! One small site and its drawing for each code of the checks.

use super::site::{Folder, counts};
use sijill::diagnostic::Code;

const ENGLISH: &str = "1. All States reported.";
const ARABIC: &str = "1. أفادت جميع الدول.";

/// The codes that pages alone show; their cases are in [`super::pages`] and [`super::cli`].
const OF_PAGES: [Code; 6] =
    [Code::BrokenLink, Code::ExternalRequest, Code::HeadingOrder, Code::ImageText, Code::DeadLink, Code::StringLeak];

/// A small site that has one fault.
fn site(code: Code) -> Option<Folder> {
    let pair = |first: &str, second: &str| Some(Folder::small(first, second));
    let english = |text: &str| Some(Folder::small(text, ARABIC));
    let arabic = |text: &str| Some(Folder::small(ENGLISH, text));
    match code {
        Code::ParityItems => {
            pair("1. States should:\n\n    1. Report;\n    2. Act.", "1. ينبغي للدول:\n\n    1. الإبلاغ؛\n    2. العمل؛\n    3. التعاون.")
        }
        Code::ParityFootnotes => pair(
            "1. All States[^1] reported.\n\n2. Some did so late.\n\n[^1]: Of those that were asked.",
            "1. أفادت جميع الدول.\n\n2. وأبلغ بعضها متأخراً[^1].\n\n[^1]: من الدول التي سُئلت.",
        ),
        Code::ParityReferences => pair("1. [](state:ARG) and [](state:JOR) reported.", "1. أفادت [](state:ARG)."),
        Code::ParityNumbers => {
            pair("1. On 3 April 2012, 22 per cent of 5,498 replied.", "1. في ٣ أيار/مايو ٢٠١٢، ردّ ٢٣ في المائة من ٥\u{A0}٤٩٨.")
        }
        Code::UnlinkedState => arabic("1. أفادت جميع الدول، ومنها للأردن."),
        Code::TypedList => pair(
            "1. Some States reported ([](state:ARG), [](state:JOR) and [](state:NER)).",
            "1. أفادت بعض الدول (وهي [](state:ARG) و[](state:JOR) و[](state:NER))، وكلها من المنطقة.",
        ),
        Code::FigureNumber => {
            let folder = Folder::small("1. [12 States](figure:replies) reported.", "1. أفادت [١٢ دولة](figure:replies).");
            folder.write(
                "seeds/a-1-1/figures.yaml",
                "replies:\n  paragraph: 1\n  value: 13\n  unit: {en: States, ar: دولة}\n  label: {en: Replies, ar: الردود}\n",
            );
            Some(folder)
        }
        Code::ForeignPunctuation => arabic("1. أفادت جميع الدول, كما طُلب."),
        Code::DigitSystem => pair("1. All 12 States reported.", "1. أفادت الدول كلها، وعددها 12."),
        Code::DirectionControl => english("1. All\u{200F} States reported."),
        Code::Unbalanced => english("1. All States (and entities reported."),
        Code::Unisolated => pair("1. Ages 12–15 (A/1/1).", "1. الأعمار 12-15 (A/1/1)."),
        Code::DoubleSpace => english("1. All  States reported."),
        Code::Tatweel => arabic("1. أفـادت جميع الدول (هـ)."),
        Code::LiteralEmphasis => arabic("1. أفادت و**«جميع»**الدول."),
        Code::StaleTranslation => {
            let folder = Folder::small(ENGLISH, ARABIC);
            folder.write("seeds/a-1-1/agreed.yaml", "para-1: {en: \"0000000000000000\", ar: \"HASH\"}\n");
            let arabic =
                folder.link().site.map(|site| site.reports[0].paragraphs[0].texts.values().map(|text| text.hash()).collect::<Vec<_>>());
            folder.edit("seeds/a-1-1/agreed.yaml", "HASH", &arabic.unwrap()[0]);
            Some(folder)
        }
        Code::LostAddress => {
            let folder = Folder::small(ENGLISH, ARABIC);
            folder.write("seeds/addresses.yaml", "a-1-1/old.html: {in: [ar, en]}\n");
            Some(folder)
        }
        Code::ToReview => {
            let folder = Folder::small(ENGLISH, ARABIC);
            folder.edit("content/a-1-1/i.en.md", "section: [1]", "section: [1]\nto_review: [1]");
            Some(folder)
        }
        Code::UnusedWaiver => {
            let folder = Folder::small(ENGLISH, ARABIC);
            folder.edit(
                "content/a-1-1/i.ar.md",
                "section: [1]",
                "section: [1]\nwaivers:\n  - {code: double-space, paragraph: 1, reason: as printed}",
            );
            Some(folder)
        }
        _ => None,
    }
}

#[test]
fn the_small_site_itself_has_no_faults() {
    let folder = Folder::small(ENGLISH, ARABIC);
    assert_eq!(folder.link().drawn(), "");
    assert_eq!(counts(&folder.build().diagnostics), [].into());
}

#[test]
fn every_code_of_the_checks_is_drawn_with_its_site() {
    for code in Code::ALL.iter().copied().filter(|code| code.is_adjustable() && !OF_PAGES.contains(code)) {
        let folder = site(code).unwrap_or_else(|| panic!("`{code}` has no case"));
        let linked = folder.link();
        let codes: Vec<&str> = counts(&linked.diagnostics).into_keys().collect();
        assert_eq!(codes, [code.as_str()], "{}", linked.drawn());
        insta::assert_snapshot!(code.as_str(), linked.drawn());
    }
}
