//! The codes of all diagnostics, each with its severity and its explanation.

use super::Severity;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What kind of fault a diagnostic is; written in kebab-case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The code as it is written in reports and in `site.yaml`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text),+ }
            }

            /// The severity that a fault of this kind has unless a site says otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// What the code means, why it matters and how to mend it, in one paragraph.
            #[must_use]
            pub fn explanation(self) -> String {
                let lines: &[&str] = match self { $(Code::$name => &[$($doc),+]),+ };
                lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
            }

            /// The first sentence of the explanation.
            #[must_use]
            pub fn summary(self) -> String {
                let text = self.explanation();
                text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
            }

            /// Whether a site may set the level of this code: it judges the text or the pages, not whether a site can be made.
            #[must_use]
            pub fn is_adjustable(self) -> bool {
                self >= Code::ParityItems && self <= Code::StringLeak
            }

            /// Whether a section may waive this code for one of its paragraphs: it judges the text of one.
            #[must_use]
            pub fn is_waivable(self) -> bool {
                self >= Code::ParityItems && self <= Code::LiteralEmphasis
            }
        }
    };
}

codes! {
    /// A source file is not UTF-8 text. Every file below `content/`, `seeds/` and `themes/` that Sijill reads as text
    /// must be UTF-8. Save it again as UTF-8 in your editor.
    NotUtf8 = "not-utf8", Error;
    /// There is nothing to publish: `content/` is missing, or holds no report. A report is a folder of `content/` with
    /// a `report.yaml` in it.
    EmptyContent = "empty-content", Error;
    /// A file below `content/` or `seeds/` has a name that Sijill does not know, so nothing would ever read it. Sections
    /// are named `STEM.LANGUAGE.md`.
    UnexpectedFile = "unexpected-file", Error;
    /// A required file is missing.
    MissingFile = "missing-file", Error;
    /// A file is not valid YAML and could not be read at all.
    YamlSyntax = "yaml-syntax", Error;
    /// A record has a field that its kind does not have; most often a slip in the field's name.
    UnknownField = "unknown-field", Error;
    /// A value has another type than its field wants, or is none of the words that the field allows.
    WrongType = "wrong-type", Error;
    /// A record lacks a field that its kind requires.
    MissingField = "missing-field", Error;
    /// A mapping names the same key twice, so one of the two values would be lost.
    DuplicateKey = "duplicate-key", Error;
    /// A section file does not begin with front matter between two lines of `---`.
    MissingFrontMatter = "missing-front-matter", Error;
    /// A text is missing in one of the languages that the site or the report is published in.
    MissingText = "missing-text", Error;
    /// A text or file names a language that the site does not publish.
    UnknownLanguage = "unknown-language", Error;
    /// A value is well-formed but out of the range or form that its field allows.
    InvalidValue = "invalid-value", Error;
    /// Two things have the same id.
    DuplicateId = "duplicate-id", Error;
    /// Two sections of a report have the same section number in one language.
    DuplicateSection = "duplicate-section", Error;
    /// Two paragraphs of a report have the same number.
    DuplicateParagraph = "duplicate-paragraph", Error;
    /// Paragraph numbers skip, repeat or stand out of order. Markdown renumbers lists silently; the printed numbers are
    /// what people cite, so they must be written as they are printed.
    ParagraphOrder = "paragraph-order", Error;
    /// A block stands outside any numbered paragraph, where nobody could cite it. Number it, or indent it by four spaces
    /// to make it part of the paragraph above. Only unnumbered sections such as a summary may have blocks of their own.
    BlockOutsideParagraph = "block-outside-paragraph", Error;
    /// A paragraph holds a kind of block or inline markup that reports do not use: raw HTML, images, headings, code blocks, rules.
    UnsupportedMarkup = "unsupported-markup", Error;
    /// A link has a scheme that is neither a kind of reference nor a web address.
    UnknownScheme = "unknown-scheme", Error;
    /// A reference names a State that `seeds/states.yaml` does not have.
    UnknownState = "unknown-state", Error;
    /// A reference names a measure (or a list of replies) that the report does not record.
    UnknownMeasure = "unknown-measure", Error;
    /// A reference names an entity that `seeds/entities.yaml` does not have.
    UnknownEntity = "unknown-entity", Error;
    /// A reference names an instrument that `seeds/instruments.yaml` does not have.
    UnknownInstrument = "unknown-instrument", Error;
    /// A reference names a document that `seeds/documents.yaml` does not have.
    UnknownDocument = "unknown-document", Error;
    /// A record names a theme that `seeds/themes.yaml` does not have.
    UnknownTheme = "unknown-theme", Error;
    /// A State names a region that `seeds/regions.yaml` does not have.
    UnknownRegion = "unknown-region", Error;
    /// A reference names a paragraph that the report does not have.
    UnknownParagraph = "unknown-paragraph", Error;
    /// A reference names a footnote that the report does not have.
    UnknownFootnote = "unknown-footnote", Error;
    /// A reference names a figure that the report does not record.
    UnknownFigure = "unknown-figure", Error;
    /// A reference names an editor's note that the report does not have.
    UnknownNote = "unknown-note", Error;
    /// A reference names a section that the report does not have.
    UnknownSection = "unknown-section", Error;
    /// A link to a State shows a text that is no known spelling of that State's name, so the reader would be told one
    /// State and led to another. Add the spelling to `seeds/states.yaml` if it is right.
    StateSpelling = "state-spelling", Error;
    /// A link to an entity shows a text that is no known spelling of that entity's name.
    EntitySpelling = "entity-spelling", Error;
    /// A measure is not mentioned in the paragraph that it is recorded for. Link a phrase of the paragraph to it with
    /// `[phrase](measure:ID)`, or write its States in place with `[](states:ID)`.
    UnmentionedMeasure = "unmentioned-measure", Error;
    /// A section exists in one language of the report and not in another.
    MissingCounterpart = "missing-counterpart", Error;
    /// A paragraph exists in one language of a section and not in another.
    MissingParagraph = "missing-paragraph", Error;
    /// The text refers to a footnote that is not defined in the section.
    UndefinedFootnote = "undefined-footnote", Error;
    /// A footnote is defined but the section's text never refers to it.
    UnusedFootnote = "unused-footnote", Error;
    /// Two footnotes of a report have the same number.
    DuplicateFootnote = "duplicate-footnote", Error;
    /// Two pages or files of the site would be written to the same path.
    DuplicateOutput = "duplicate-output", Error;
    /// Two things of one page would have the same fragment, so that a link could not tell them apart.
    DuplicateFragment = "duplicate-fragment", Error;
    /// A template of the theme does not parse, or asks for something that does not exist.
    Template = "template", Error;
    /// A language's interface strings do not parse, or a message that a page needs is missing or broken.
    InterfaceString = "interface-string", Error;
    /// A language that the site publishes has no language file in the theme.
    MissingLanguage = "missing-language", Error;
    /// A folder of `seeds/` records facts for a report that `content/` does not have.
    UnknownReport = "unknown-report", Error;
    /// A paragraph has other lettered items in one language than in another. Letters are cited by position, as in `para. 7 (c)`,
    /// so the items must correspond one to one. Add the missing item, or split or join items as the other language does.
    ParityItems = "parity-items", Error;
    /// A paragraph carries a footnote's mark in one language and not in another. Readers of one language would miss the
    /// note. Put its mark `[^N]` where it belongs, or remove its counterpart.
    ParityFootnotes = "parity-footnotes", Error;
    /// A paragraph refers to a State, measure, entity, instrument, document, figure, note or paragraph in one language and
    /// not in another, so readers of the two languages would be told different things. A measure counts alike by a phrase and
    /// by a list of its States, but the States that are shown must be the same. Refer to it in both languages, in any order.
    ParityReferences = "parity-references", Error;
    /// A number, percentage, year or date stands in a paragraph in one language and not in another. Values are compared, not
    /// digits: each language's file tells its decimal and grouping marks and the names of its months. Correct the number that
    /// is wrong, or waive the finding where a language rightly writes a number in words.
    ParityNumbers = "parity-numbers", Error;
    /// A State is named in prose without a reference, so its page would not lead here. Write `[](state:CODE)`, or
    /// `[name](state:CODE)` where the name is inflected. A name that is part of a longer known name does not count.
    UnlinkedState = "unlinked-state", Error;
    /// A list of States is typed out by hand. Lists are facts: record them once, as a measure's States, and write
    /// `([](states:ID))`, so that each language sorts and joins them in its own way.
    TypedList = "typed-list", Error;
    /// The number of a figure does not stand in the paragraph that it is recorded for, or the phrase that refers to the figure
    /// has another number. Readers would be told two things. Correct the one that is wrong; a number that is written in words
    /// is tied to its figure by `[words](figure:ID)`.
    FigureNumber = "figure-number", Error;
    /// A comma, semicolon or question mark of another language stands in the prose. Such signs slip in with the keyboard and
    /// look wrong to every reader. Write the language's own sign, which the language's file names.
    ForeignPunctuation = "foreign-punctuation", Error;
    /// Digits of another language stand in the prose. Mixed digits look careless, and may be ordered wrongly in a
    /// right-to-left line. Write the number in the language's own digits.
    DigitSystem = "digit-system", Error;
    /// An invisible direction control stands in the text. Nobody sees it, it breaks search and copying, and it is not needed:
    /// direction comes from markup, which the program writes. Remove it, and write symbols and names as references.
    DirectionControl = "direction-control", Error;
    /// A bracket or quotation mark has no counterpart in its paragraph. Half a pair changes what is enclosed or quoted.
    /// Close or open the pair, or remove the sign.
    Unbalanced = "unbalanced", Error;
    /// A symbol or range in Latin letters or digits stands bare in right-to-left prose, where it could render reversed. Write
    /// a symbol as `[](symbol:…)`, which is isolated where it stands, and a range in the language's own digits.
    Unisolated = "unisolated", Error;
    /// Two spaces stand side by side, which search and comparison would stumble over. Write one.
    DoubleSpace = "double-space", Error;
    /// A lengthening stroke stands in the text. It hides the word from search; letters are lengthened by the fonts, not by the
    /// text. Remove it.
    Tatweel = "tatweel", Error;
    /// Signs of emphasis stay literal, since Markdown does not read them between a letter and a sign such as a quotation mark,
    /// so readers would see asterisks. Leave a space or a sign outside the emphasis, or remove it.
    LiteralEmphasis = "literal-emphasis", Error;
    /// A paragraph or footnote changed in one language and not in another since the two last agreed, so the other may have
    /// fallen behind. Bring it up to date; `sijill check --accept` then records that all languages agree as they stand.
    StaleTranslation = "stale-translation", Warning;
    /// A paragraph is marked in the front matter as wanting a reader, so that nobody forgets it. Read it against its
    /// counterpart, then remove it from `to_review`.
    ToReview = "to-review", Warning;
    /// A waiver waives nothing. It would hide a later fault that nobody has judged. Remove it.
    UnusedWaiver = "unused-waiver", Warning;
    /// A page that once existed is gone, so links to it would break. Name the page that stands in for it as `to:` in
    /// `seeds/addresses.yaml`; until then its readers are led to the nearest page that is left.
    LostAddress = "lost-address", Warning;
    /// A link on a page leads to a file or fragment that the site does not have, or only works at the root of a host. Readers
    /// would be led nowhere. Mend the link in the theme's template or in the content; links within the site are relative.
    BrokenLink = "broken-link", Error;
    /// A page asks for something from elsewhere: a style, script, picture or font. Readers offline would miss it, and readers
    /// online would be told on. Put the file into the theme's `assets/`.
    ExternalRequest = "external-request", Error;
    /// The headings of a page skip a level, or the page has no heading of the first level, or more than one. Those who listen
    /// to a page find their way by its headings. Give the page one heading of the first level, and skip no level below it.
    HeadingOrder = "heading-order", Error;
    /// An image has no text for those who do not see it. Add `alt` with what the image tells, or empty for an ornament.
    ImageText = "image-text", Error;
    /// An external link does not answer, so a source can no longer be checked there. External links are tried only with
    /// `sijill check --external`. Correct the address, or cite where the source can be found now.
    DeadLink = "dead-link", Warning;
    /// A page shows an interface string of another language, most often one that was typed into a template. Readers would meet
    /// words that they cannot read. Take the text from the page's own language with `t(key=…)`, or mark its language with `lang`.
    StringLeak = "string-leak", Error;
    /// The output folder is the site's root or one of its source folders, which publishing would overwrite.
    OutputIsSource = "output-is-source", Error;
    /// The output folder holds files that Sijill did not write. They are never overwritten or removed: name another
    /// folder, or move them away.
    OutputNotOurs = "output-not-ours", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
