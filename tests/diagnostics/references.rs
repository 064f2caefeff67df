//! References of the text that lead nowhere, or show another name than they lead to.

use crate::support::site::{bilingual, english};

cases! {
    an_unknown_state_near_a_known_one: english().edit("content/r/ii.en.md", "state:ARG", "state:ARB") => ["content/r/ii.en.md:6:35 unknown-state"];
    an_unknown_state_like_no_other: english().edit("content/r/ii.en.md", "state:ARG", "state:ZZZ") => ["content/r/ii.en.md:6:35 unknown-state"];
    an_unknown_state_behind_right_to_left_text: bilingual().edit("content/r/ii.ar.md", "state:ARG", "state:ARB") => [
        "content/r/ii.ar.md:6:30 unknown-state",
    ];
    an_unknown_state_was_meant_for_one_of_those_that_are_lacked: bilingual()
        .edit("content/r/ii.ar.md", "state:ARG", "state:ARB")
        .edit("content/r/ii.en.md", "[](state:ARG)", "[](state:ARG) and [](state:BHR)") => [
        "content/r/ii.ar.md:6:1 parity-references",
        "content/r/ii.ar.md:6:30 unknown-state",
    ];
    an_unknown_measure: english().append("content/r/ii.en.md", "\n5. It has [a plan](measure:plann).\n") => ["content/r/ii.en.md:13:11 unknown-measure"];
    an_unknown_list_of_states: english().append("content/r/ii.en.md", "\n5. It has ([](states:repplied)).\n") => ["content/r/ii.en.md:13:12 unknown-measure"];
    an_unknown_list_of_entities: english().append("content/r/ii.en.md", "\n5. It has ([](entities:zebra)).\n") => ["content/r/ii.en.md:13:12 unknown-measure"];
    an_unknown_entity: english().edit("content/r/ii.en.md", "entity:office", "entity:ofice") => ["content/r/ii.en.md:6:8 unknown-entity"];
    an_unknown_instrument: english().edit("content/r/ii.en.md", "instrument:treaty", "instrument:traety") => [
        "content/r/ii.en.md:6:59 unknown-instrument",
    ];
    an_unknown_symbol: english().edit("content/r/ii.en.md", "symbol:A/1/1", "symbol:A/1/2") => ["content/r/ii.en.md:6:85 unknown-document"];
    an_unknown_paragraph: english().edit("content/r/ii.en.md", "para:1", "para:99") => ["content/r/ii.en.md:9:24 unknown-paragraph"];
    a_reference_to_a_paragraph_that_is_no_number: english().edit("content/r/ii.en.md", "para:1", "para:one") => ["content/r/ii.en.md:9:24 unknown-paragraph"];
    an_unknown_section: english().edit("content/r/ii.en.md", "section:i", "section:iv") => ["content/r/ii.en.md:9:39 unknown-section"];
    an_unknown_figure: english().edit("content/r/ii.en.md", "figure:reached", "figure:reach") => [
        "content/r/ii.en.md:11:15 unknown-figure",
        "seeds/r/figures.yaml:1:1 figure-number",
    ];
    an_unknown_note: english().edit("content/r/ii.en.md", "note:slip", "note:slips") => ["content/r/ii.en.md:11:42 unknown-note"];
    an_unknown_scheme_near_a_known_one: english().edit("content/r/ii.en.md", "state:ARG", "stat:ARG") => ["content/r/ii.en.md:6:35 unknown-scheme"];
    a_link_to_a_file: english().edit("content/r/ii.en.md", "It reached", "It [did](i.en.md) reach") => ["content/r/ii.en.md:11:7 unknown-scheme"];
    a_state_under_the_code_of_another: english().edit("content/r/ii.en.md", "[](state:ARG)", "[Bahrain](state:BRB)") => [
        "content/r/ii.en.md:6:35 state-spelling",
    ];
    a_spelling_that_no_state_has: english().edit("content/r/ii.en.md", "[](state:ARG)", "[Argentine Republic](state:ARG)") => [
        "content/r/ii.en.md:6:35 state-spelling",
    ];
    a_fused_prefix_on_the_name_of_another_state: bilingual().edit("content/r/ii.ar.md", "في [](state:ARG)", "[للبحرين](state:ARG)") => [
        "content/r/ii.ar.md:6:27 state-spelling",
    ];
    a_prefix_that_the_language_does_not_know: bilingual().edit("content/r/ii.ar.md", "في [](state:ARG)", "[سالأرجنتين](state:ARG)") => [
        "content/r/ii.ar.md:6:27 state-spelling",
    ];
    an_entity_under_a_wrong_name: english().edit("content/r/ii.en.md", "[](entity:office)", "[Office of Drugs](entity:office)") => [
        "content/r/ii.en.md:6:8 entity-spelling",
    ];
    a_measure_that_its_paragraph_does_not_mention: bilingual().edit("content/r/i.en.md", " ([](states:plan))", "") => [
        "content/r/i.en.md:6:1 parity-references",
        "seeds/r/measures.yaml:1:1 unmentioned-measure",
    ];
}

#[test]
fn a_prefix_that_the_language_fuses_is_part_of_the_name() {
    for text in ["للأرجنتين", "بالأرجنتين", "الأرجنتين"] {
        let run = bilingual().edit("content/r/ii.ar.md", "في [](state:ARG)", &format!("[{text}](state:ARG)")).unpublished().build("human");
        assert_eq!(run.status, Some(0), "{text}:\n{}", run.stderr);
    }
}

#[test]
fn a_longer_name_that_holds_a_states_does_not_name_that_state() {
    let site = || english().append("content/r/ii.en.md", "\n5. The Bank of Argentina spoke.\n");
    let bank = "bank: {kind: un-entity, name: {en: Bank of Argentina}}\n";
    let known = site().append("seeds/entities.yaml", bank).unpublished().build("human");
    assert_eq!(known.status, Some(0), "{}", known.stderr);
    let unknown = site().unpublished().build("human");
    assert!(unknown.stderr.contains("unlinked-state"), "{}", unknown.stderr);
    // A name in which no State's stands changes nothing.
    let beside = site().append("seeds/entities.yaml", &bank.replace("Argentina", "Nowhere")).unpublished().build("human");
    assert!(beside.stderr.contains("unlinked-state"), "{}", beside.stderr);
}
