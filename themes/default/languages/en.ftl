# Interface strings in English.

skip = Skip to the text
languages = Languages
menu = Pages of the report
breadcrumbs = You are here
parallel = Both languages side by side
pager = Neighbouring pages
previous = Previous
next = Next
separator = , { "" }

unofficial = Unofficial restatement.
unofficial-cite = Cite the official document.
footer-restates = These pages restate the report in our own words; they are not the official text.
footer-designations = The designations employed do not imply the expression of any opinion whatsoever concerning the legal status of any country, territory, city or area, or of its authorities, or concerning the delimitation of its frontiers or boundaries.
footer-licence = The text of this edition is available under CC BY 4.0. The official document is the work of the United Nations.

menu-contents = Contents
menu-states = States
menu-measures = Measures
menu-matrix = States and measures
menu-themes = Themes
menu-recommendations = Recommendations
menu-figures = Figures
menu-entities = Organizations
menu-instruments = Instruments
menu-documents = Documents cited
menu-amendments = Corrigenda and addenda
menu-changes = Since the last report
menu-about = About this edition

states-description = The States that the report names, and what each reported
measures-description = What States reported, measure by measure
matrix-description = States and measures side by side, theme by theme
themes-description = The report by theme
recommendations-description = What the report recommends, item by item
figures-description = The numbers of the report, each with its place and source
entities-description = The organizations and bodies that the report names
instruments-description = The treaties and other instruments that the report names
documents-description = The documents that the report cites
changes-description = What is new in the report since the one before it
about-description = What this edition is, and the editor’s notes
section-description = Unofficial restatement of { $citation }: { $opening }
measure-description = { $label }: { $states }. { $citation }
named-description = { $name } in { $symbol }, { $title }
counted-description = { $about }: { $counts }

reports = Reports
cite-paragraph = para. { $number }
cite-footnote = footnote { $number }
paragraph-pair = { $first }–{ $last }
paragraph-range = { $n ->
    [one] para. { $range }
   *[other] paras. { $range }
}
stale = Another language of this paragraph has changed since this text was checked against it.
footnotes = Notes
back-to-text = Note { $number }: back to the text
facts-of = Facts and links in { $place }
editor-notes = Editor’s notes
editor-notes-about = Slips of the scan are corrected here and logged. Slips of translation and doubtful facts stay as printed, with a note that says why.
printed-as = Printed as
probably = Probably
named-in = Named in
as-partner = As a partner
among = among the States of
partners = With
statements = Said of States that are not named
actions = What organizations did
actions-of-entity = What it did
actions-in-state = Work of organizations there
related = Related measures
answers = Recommendations that it answers
holds = In this report
open-data = Open data
open-data-about = Everything that the report records, as JSON and as CSV. The texts are a restatement, not the official wording.
across-reports = What each report of this site says
compared-with = Compared with
compared-how = Measures are the same where this edition gives them one id in both reports.
only-here = Only in this report ({ $n })
only-before = Only in the earlier report ({ $n })
continued = Measures of both reports, with other States ({ $n })
named-here = Named only in this report
named-before = Named only in the earlier report

paragraphs-count = { $n ->
    [one] { $n } paragraph
   *[other] { $n } paragraphs
}
states-count = { $n ->
    [one] { $n } State
   *[other] { $n } States
}
other-states-count = { $n ->
    [one] { $n } other State reported it
   *[other] { $n } other States reported it
}
states-replied-count = { $n ->
    [one] { $n } State replied
   *[other] { $n } States replied
}
entities-replied-count = { $n ->
    [one] { $n } United Nations entity replied
   *[other] { $n } United Nations entities replied
}
measures-count = { $n ->
    [one] { $n } measure
   *[other] { $n } measures
}
actions-count = { $n ->
    [one] { $n } action
   *[other] { $n } actions
}
recommendations-count = { $n ->
    [one] { $n } recommendation
   *[other] { $n } recommendations
}
figures-count = { $n ->
    [one] { $n } figure
   *[other] { $n } figures
}
notes-count = { $n ->
    [one] { $n } editor’s note
   *[other] { $n } editor’s notes
}

symbol = Symbol
date = Date
distribution = Distribution
distribution-general = General
distribution-limited = Limited
distribution-restricted = Restricted
original = Original
agenda-item = Agenda
agenda-provisional = Item { $item } of the provisional agenda
agenda-final = Item { $item } of the agenda
mandate = Mandate
resolution = Resolution
previous-report = Previous report
cut-off = Replies counted to
period = Period covered
language-ar = Arabic
language-zh = Chinese
language-en = English
language-fr = French
language-ru = Russian
language-es = Spanish

states-about = A count says how often this report names a State. It is no measure of what the State has done.
role-reported = Replied in time for this report
role-reported-late = Contributed to the previous report after its deadline; reflected in this one
role-mentioned = Named in the report
role-group-reported = Replied in time ({ $n })
role-group-reported-late = Contributed late to the previous report, reflected here ({ $n })
role-group-mentioned = Named in the report ({ $n })
name-in = Name ({ $language })
codes = Codes (ISO 3166, M49)
region = Region
reply = Reply
state = State
acronym = Acronym
part-of = Part of
adopted = Adopted
short-name = Short name
printed-in-document = In the document
reported = { $n ->
    [one] What it reported: { $n } measure
   *[other] What it reported: { $n } measures
}
absence = Not listed does not mean not done: the report lists only what States chose to report.

measures-about = Each measure is one thing that States reported, with its place in the text.
kind = Kind
status = Status
place = Place
theme = Theme
section-of-theme = Section
kind-treaty = Treaty commitment
kind-law = Law
kind-plan = Plan or policy
kind-body = Body or mechanism
kind-service = Service
kind-activity = Activity
kind-position = Position
kind-challenge = Challenge named
status-in-force = { $kind ->
    [treaty] Accepted, as reported in { $year }
    [law] In force, as reported in { $year }
    [plan] Adopted, as reported in { $year }
    [body] In place, as reported in { $year }
    [service] Available, as reported in { $year }
    [position] Stated in { $year }
    [challenge] Named in { $year }
   *[other] Carried out, as reported in { $year }
}
status-in-progress = In progress, as reported in { $year }
status-planned = Planned, as reported in { $year }
status-other = { $kind ->
    [position] Position stated in { $year }
    [challenge] Challenge named in { $year }
   *[other] Reported in { $year }
}
status-short-in-force = in place
status-short-in-progress = in progress
status-short-planned = planned
status-short-other = stated
named-in-list = in a list in the text
named-in-prose = in the running text
of-replied = { $n } of the { $total } States that replied
relation-refines = More exact than
relation-like = Similar to
relation-exception-to = Exception to
relation-back-refines = Made more exact by
relation-back-like = Similar
relation-back-exception-to = Exception

quantifier-all = All States:
quantifier-almost-all = Almost all States:
quantifier-vast-majority = The vast majority of States:
quantifier-most = Most States:
quantifier-many = Many States:
quantifier-growing = A growing number of States:
quantifier-some = Some States:
quantifier-few = A few States:
quantifier-limited = Reported to a limited extent:
quantifier-unspecified = States:
polarity-affirmative = reported
polarity-negative = not reported, or a gap

recommendations-about = Each recommendation, with what named States had already reported towards it.
already-reported = { $n ->
    [one] { $n } measure already reported
   *[other] { $n } measures already reported
}
none-listed = The report lists no measure of a named State here.

figures-about = Every number that is a fact, with its unit, its place in the text and its source.
value = Value
what = What it says
source = Source
share-of = Share of:
figure-percent = { $number } per cent
scale-thousand = { $number } thousand
scale-million = { $number } million
scale-billion = { $number } billion
bound-more-than = more than { $number }
bound-at-least = at least { $number }
bound-up-to = up to { $number }
bound-about = about { $number }

matrix-about = A filled cell says how far the measure had come and leads to its paragraph. An empty cell means not listed in this report.
matrix-caption = Measures under “{ $theme }” and the States that reported them

entity-kind-un-organ = United Nations organ
entity-kind-un-entity = United Nations entity
entity-kind-un-mechanism = United Nations mechanism
entity-kind-treaty-body = Treaty body
entity-kind-trust-fund = Trust fund
entity-kind-inter-agency = Inter-agency group
entity-kind-intergovernmental = Intergovernmental organization
entity-kind-national = National body
entity-kind-other = Other body
entity-kind-group-un-organ = United Nations organs
entity-kind-group-un-entity = United Nations entities
entity-kind-group-un-mechanism = United Nations mechanisms
entity-kind-group-treaty-body = Treaty bodies
entity-kind-group-trust-fund = Trust funds
entity-kind-group-inter-agency = Inter-agency groups
entity-kind-group-intergovernmental = Intergovernmental organizations
entity-kind-group-national = National bodies
entity-kind-group-other = Other bodies
instrument-kind-treaty = Treaty
instrument-kind-protocol = Protocol
instrument-kind-declaration = Declaration
instrument-kind-plan = Plan of action
instrument-kind-guidelines = Principles and guidelines
instrument-kind-agreement = Agreement
instrument-kind-group-treaty = Treaties
instrument-kind-group-protocol = Protocols
instrument-kind-group-declaration = Declarations
instrument-kind-group-plan = Plans of action
instrument-kind-group-guidelines = Principles and guidelines
instrument-kind-group-agreement = Agreements
document-kind-report = Report
document-kind-resolution = Resolution
document-kind-agenda = Agenda
document-kind-publication = Publication
document-kind-web = Web page
in-masthead = masthead
open-document = Open the document
open-official = Open the official document

note-class-ocr-slip = Slip of the scan, corrected.
note-class-translation-slip = Slip of translation, as printed.
note-class-doubtful-fact = Doubtful, as printed.
note-class-group-ocr-slip = Slips of the scan, corrected ({ $n })
note-class-group-translation-slip = Slips of translation, as printed ({ $n })
note-class-group-doubtful-fact = Doubtful facts, as printed ({ $n })

amendments = Corrigenda and addenda
amendments-about = Documents that amend the report. The text here is as amended.
amendment-kind-corrigendum = Corrigendum
amendment-kind-addendum = Addendum
amendment-kind-revision = Revision
amendment-kind-amendment = Amendment
amended-by = Amended by
amended-on = , { $date }
earlier-wording = Earlier wording

how-to-cite = How to cite
how-to-cite-about = Cite the official document by its symbol and paragraph, never these pages’ wording as its text.
designations = Designations and absences
edition = This edition

colon = :
paragraph-word = Paragraph
by-letter = By name
by-region = By region
by-reply = By reply
filter-states = Filter by name or code
filter-none = No State matches.
sort-by-name = Sort by name
sort-by-count = Sort by number of measures
measure = Measure
count-of-state = Measures
count-of-measure = Of the States that replied
n-of-total = { $n } of { $total }
comparison = Compared
comparison-about = Only measures that one of these States reported are shown.
not-listed = not listed
compare = Compare
compare-with = Compare with …
compare-second = State
compare-third = and
said-of-most = Said of most States
said-of-most-about = The report also speaks of all, almost all or most States without naming them.
sections-not-listed = Sections in which it is not listed
sections-count = { $n ->
    [one] { $n } section
   *[other] { $n } sections
}
statements-count = { $n ->
    [one] { $n } statement about States that are not named
   *[other] { $n } statements about States that are not named
}
cite-page = Cite this page
unofficial-edition = unofficial edition of { $site }
chart-percent = Per cent
chart-compared = Compared with the greatest of them
chart-table = As a table

copy-open = Copy or cite
copy-through = Through paragraph
copy-text = Copy the text
copy-both = Copy the text in both languages
copy-citation = Copy the citation
copy-all = Copy the text in all languages
copy-official = Copy the official wording with its citation
copy-lacking = The official wording of these paragraphs is not held here.
official-wording = Official wording
official-quoted = “{ $text }” ({ $citation })
copy-link = Copy the link
copy-done = Copied.
copy-failed = Copying was refused. The text is selected below.
# How a symbol stands in a citation, and how two are joined: “A/64/13 and Add.1”.
cite-symbol = { $symbol }
cite-and = { $first } and { $second }
cite-full = { $symbol }, { $place }
cite-paragraphs-two = { $symbol }, paras. { $from } and { $to }
cite-paragraphs-many = { $symbol }, paras. { $from }–{ $to }
attribution = { $site } restatement of { $citation }; not the official text

print = The whole report on one page
print-description = The whole report on one page, to be printed or read without a connection
print-now = Print
print-sections = The report section by section
official-document = Official document

shortcuts = Keyboard shortcuts
shortcuts-about = The keys are those in these places of a Latin keyboard, whatever the layout.
shortcuts-on = Use keyboard shortcuts
shortcut-search = Search
shortcut-paragraphs = Next and previous paragraph
shortcut-pages = Next and previous page
shortcut-language = The same place in the other language
shortcut-copy = Copy or cite the paragraph
shortcut-help = This sheet
close = Close
# Beside the pages: addresses that are no more, citations and open data

not-found = This page does not exist
not-found-about = The address may be misspelt, or the page may have gone. The site’s home leads to every page that there is.
moved = This page has moved
moved-to = Go to the page that stands in for it
citation-note = Cited as read in the unofficial restatement published by { $publisher }; its wording is not the official text.
original-language = Original language
data-dictionary = The data explained
data-dictionary-about = What each data file holds, field by field. The texts are a restatement in our own words, not the official wording; every record says so and names the document that it restates.
data-whole = All tables together, and the list of all files with their SHA-256:
data-citations = Citation
data-akoma = Akoma Ntoso XML
data-memory = Translation memory (TMX)
data-record = Linked data (JSON-LD)
data-kinds = Kinds of records
data-table-about = Each kind comes as JSON and as CSV, for each report and for all reports together. In a table, a text in several languages has a column for each language, named by the field, a full stop and the language; lists are joined by a vertical bar.
data-field = Field
data-shape = Holds
data-meaning = Meaning
data-optional = (may be empty)
data-shape-text = text
data-shape-integer = whole number
data-shape-number = number
data-shape-list = list
data-shape-texts = text in each language
data-shape-parts = named parts
data-shape-records = records, as JSON in a table

data-kind-states = The States that a report names, and what each reported.
data-kind-paragraphs = The paragraphs, as plain text with every name and list written out.
data-kind-measures = What named States reported, measure by measure.
data-kind-state-measures = One row for each State of each measure, with the paragraph: the long table for statistics programs. Absence is not a finding: a State that is not listed may well have done the same.
data-kind-statements = What a report says of States that it does not name.
data-kind-actions = What organizations did.
data-kind-entities = The organizations, organs, committees and funds that a report names.
data-kind-instruments = The treaties, declarations and plans that a report names.
data-kind-figures = The numbers that a report gives.
data-kind-recommendations = What a report recommends, item by item.
data-kind-sections = The sections of a report.
data-kind-footnotes = The footnotes of a report.
data-kind-themes = The themes under which facts are listed.
data-kind-documents = The documents that a report cites.
data-kind-notes = Editor’s notes on slips and doubtful facts.
data-kind-replies = The lists of States and organizations that replied to the request that a report rests on.
data-kind-amendments = The corrigenda, addenda and other documents that amend a report, with what each of them changes.

data-field-amended_by = The symbols of the documents that amend it.
data-field-amending_symbol = The symbol of the amending document.
data-field-languages = The languages that it was issued for.
data-field-official = Where the document can be read.
data-field-changes = What is changed, place by place, with the earlier wording where it is kept.
data-field-report = The report’s id on this site.
data-field-symbol = The symbol of the official document.
data-field-text_kind = What the texts are: always “restatement”, never the official wording.
data-field-isBasedOn = Where the official document can be read.
data-field-original_language = The language in which the official document was written.
data-field-iso2 = ISO 3166-1 alpha-2 code.
data-field-iso3 = ISO 3166-1 alpha-3 code.
data-field-m49 = United Nations M49 code, three digits.
data-field-region = The region, by its id.
data-field-name = The current name.
data-field-state = The State’s current name.
data-field-role = How it stands to the report: reported, reported-late or mentioned.
data-field-measures = Measures, by their ids.
data-field-measure = The measure’s id.
data-field-url = The address on this site in each language, relative to the site’s root.
data-field-number = The printed number.
data-field-id = What names the record within its report.
data-field-section = The section, by its id.
data-field-text = The text.
data-field-states = States, by ISO 3166-1 alpha-2 code.
data-field-footnotes = Footnotes, by their printed numbers.
data-field-paragraph = The number of the paragraph in which it stands.
data-field-paragraphs = Paragraphs, by their ids.
data-field-footnote = The printed number of the footnote in which it stands, if it stands in one.
data-field-theme = The theme under which it is listed, by its id.
data-field-themes = Themes, by their ids.
data-field-also_themes = Further themes, by their ids.
data-field-kind = What kind of thing it is, in one word.
data-field-status = How far it had come when it was reported: in-force, in-progress, planned or other.
data-field-label = What it is, in a phrase.
data-field-qualifier = What the label alone would lose; belongs to it.
data-field-instruments = Instruments, by their ids.
data-field-figures = Figures, by their ids.
data-field-partners = States (alpha-3 code) and organizations (id) that it was done with.
data-field-relation = How it stands to another measure: refines, like or exception-to, and which.
data-field-aliases = Retired ids, whose addresses still lead here.
data-field-quantifier = How many States the statement speaks of, in the report’s own word.
data-field-polarity = Whether something was done (affirmative) or not (negative).
data-field-among = The measure among whose States the unnamed ones are.
data-field-actors = Who did it, and where each of them did.
data-field-documents = Documents, by symbol or id.
data-field-parent = The organization that it is part of, by its id.
data-field-actions = Actions, by their ids.
data-field-statements = Statements, by their ids.
data-field-recommendations = Recommendations, by their ids.
data-field-adopted = The year in which it was adopted.
data-field-value = The value, in units of the scale.
data-field-min = The least value of a range.
data-field-max = The greatest value of a range.
data-field-scale = The power of ten in which it is printed: thousand, million or billion.
data-field-bound = How the value bounds the true one: more-than, at-least, up-to or about.
data-field-unit_kind = Whether it is a percentage (percent) or a count.
data-field-unit = What is counted.
data-field-period = The time that it speaks of.
data-field-share_of = The figure that a percentage is a share of.
data-field-source = The organization or document that gave it, by its id.
data-field-answered_by = Measures already reported that answer it, by their ids.
data-field-level = How deep the section stands, from 1.
data-field-title = The title.
data-field-first_paragraph = The number of its first paragraph, its sub-sections included.
data-field-last_paragraph = The number of its last paragraph, its sub-sections included.
data-field-year = The year of publication.
data-field-author = Who wrote it, by id.
data-field-address = Where it can be read.
data-field-class = What kind of slip the note speaks of: ocr-slip, translation-slip or doubtful-fact.
data-field-printed_as = The words as printed.
data-field-probably = What was probably meant.
data-field-entities = Organizations, by their ids.
data-field-timing = Whether the replies came in time: on-time or late.
data-field-date = The date at which replies were counted.
data-field-request = The earlier report whose request a late reply answers.

search = Search
search-label = Search the reports
search-hint = Words, a “phrase in quotation marks”, a State or its code, a symbol such as A/HRC/20/18, a paragraph such as para. 45, a figure such as 20.9.
search-names = Index of names
search-no-script = Searching needs scripts, which are off here. The index below leads to every name that the reports use, and to the paragraphs that hold it.
search-no-script-reports = Searching needs scripts, which are off here. What the site holds is listed below.
search-kind = Kind
search-any = All
search-results = Results:
search-none = Nothing was found.
search-more = More results
search-similar = Nothing has this very spelling; found instead:
search-elsewhere = Found in another language:
search-failed = The index could not be loaded.
search-all = All results
search-kind-paragraph = Paragraph
search-kind-state = State
search-kind-measure = Measure
search-kind-entity = Organization
search-kind-instrument = Instrument
search-kind-amendment = Corrigendum or addendum

# To hand on: books, single pages, what a report says of a State

dossier-sheet = What the report says of this State
book-accessibility = Text with headings, a table of contents and notes that are linked both ways; no image and no sound.

# Offline

offline = Offline
offline-about = Keep a copy of this whole site on this device, to read and search it without a connection. It is renewed when a new edition is published.
offline-on = Keep the site on this device
offline-off = Remove the copy
offline-busy = Fetching: { "{done}" } of { "{total}" } files
offline-kept = The site is kept on this device, and opens without a connection.
offline-failed = The copy could not be made: the connection broke, or the device has no room. Nothing was kept.
offline-removed = The copy was removed.
offline-newer = A newer edition of this site has been fetched.
offline-reload = Show it
