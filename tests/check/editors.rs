//! What editors of other reports and languages write: right prose is not reported, and wrong prose is.

use super::site::{Folder, counts};

/// A small site in English and in a language of this test's own, French as the United Nations writes it.
fn french(english: &str, french: &str) -> Folder {
    let folder = Folder::small(english, "1. x");
    std::fs::remove_file(folder.path().join("content/a-1-1/i.ar.md")).unwrap();
    for path in [
        "content/site.yaml",
        "content/a-1-1/report.yaml",
        "seeds/regions.yaml",
        "seeds/themes.yaml",
        "seeds/states.yaml",
        "seeds/entities.yaml",
        "seeds/documents.yaml",
    ] {
        let text = folder.read(path).replace("ar:", "fr:").replace("[en, ar]", "[en, fr]");
        folder.write(path, &text);
    }
    let states = [
        ("الأرجنتين", "Argentine"),
        ("غينيا - بيساو", "Guinée-Bissau"),
        ("غينيا الاستوائية", "Guinée équatoriale"),
        ("غينيا", "Guinée"),
        ("الأردن", "Jordanie"),
        ("مالي", "Mali"),
        ("النيجر", "Niger"),
        ("نيجيريا", "Nigéria"),
        ("عمان", "Oman"),
    ];
    let text = states.iter().fold(folder.read("seeds/states.yaml"), |text, (from, to)| text.replace(from, to));
    folder.write("seeds/states.yaml", &text);
    let site = folder.read("content/site.yaml");
    folder.write("content/site.yaml", &format!("{site}theme: mine\n"));
    folder.write("content/a-1-1/i.fr.md", &format!("---\nsection: [1]\ntitle: Introduction\n---\n\n{french}\n"));
    let home = super::site::home().join("themes/default/languages");
    folder.write("themes/mine/languages/fr.ftl", &std::fs::read_to_string(home.join("en.ftl")).unwrap());
    let language = std::fs::read_to_string(home.join("en.yaml")).unwrap();
    let head = language.split("months:").next().unwrap().replace("name: English", "name: Français").replace("en-GB", "fr");
    let head = head.replace("decimal: \".\", group: \",\"", "decimal: \",\", group: \"\\u00A0\"");
    folder.write(
        "themes/mine/languages/fr.yaml",
        &format!(
            "{head}months: [janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre]\n\
             date: \"{{day}} {{month}} {{year}}\"\nresolution: \"{{session}}/{{number}}\"\n\
             prose:\n  percent: [\"%\", pour cent]\n  scales: {{mille: 1000, million: 1000000, millions: 1000000, milliards: 1000000000}}\n  \
             quotes: [\"«»\", \"“”\", \"„“\"]\n  foreign: {{\"،\": \",\"}}\n"
        ),
    );
    folder
}

fn silent(pairs: &[(&str, &str)], site: impl Fn(&str, &str) -> Folder) {
    for (first, second) in pairs {
        let linked = site(&format!("1. {first}"), &format!("1. {second}")).link();
        assert_eq!(linked.drawn(), "", "`{first}` and `{second}` say the same");
    }
}

fn reported(code: &'static str, pairs: &[(&str, &str)], site: impl Fn(&str, &str) -> Folder) {
    for (first, second) in pairs {
        let linked = site(&format!("1. {first}"), &format!("1. {second}")).link();
        let codes: Vec<&str> = counts(&linked.diagnostics).into_keys().collect();
        assert_eq!(codes, [code], "`{first}` and `{second}`:\n{}", linked.drawn());
    }
}

#[test]
fn french_prose_that_says_the_same_is_silent() {
    silent(
        &[
            ("About 20.9 million people, or 22.5 per cent.", "Environ 20,9 millions de personnes, soit 22,5\u{A0}%."),
            ("Some 5,498 cases in 2011.", "Quelque 5\u{A0}498 cas en 2011."),
            ("On 3 April 2012 and in May 2013.", "Le 3 avril 2012 et en mai 2013."),
            ("On 1 April 2012.", "Le 1er avril 2012."),
            ("From May to June 2012.", "De mai à juin 2012."),
            ("It may act, never in March.", "Il peut agir ; jamais en mars."),
            ("Between 22 and 68 per cent.", "Entre 22\u{A0}% et 68\u{A0}%."),
            ("Between 2 and 3 million people.", "Entre 2 millions et 3 millions de personnes."),
            ("See paragraphs 23–25.", "Voir les paragraphes 23 à 25."),
            ("The “draft” was adopted.", "Le « projet d’accord » a été adopté (voir « l’annexe »)."),
            ("At 10.30 it met.", "À 10,30 elle s’est réunie."),
            (
                "It held that: a) States act; b) they report; iv) they pay.",
                "Elle a jugé que : a) les États agissent ; b) ils rendent compte ; iv) ils paient.",
            ),
            ("The (first [and last]) case.", "Le (premier [et dernier]) cas."),
            ("Said to be „so“.", "Dit „ainsi“."),
        ],
        |first, second| french(&first.replace("„so“", "“so”"), second),
    );
}

#[test]
fn french_disparities_are_reported() {
    reported(
        "parity-numbers",
        &[
            ("About 20.9 million people.", "Environ 20,8 millions de personnes."),
            ("On 3 April 2012.", "Le 3 mai 2012."),
            ("From 3 April to 5 May 2012.", "Du 5 avril au 3 mai 2012."),
            ("Between 22 and 68 per cent.", "Entre 22\u{A0}% et 67\u{A0}%."),
            ("22 per cent of the States.", "22 des États."),
        ],
        french,
    );
    reported("unbalanced", &[("The draft.", "Le « projet."), ("The draft.", "Le projet ».")], french);
}

#[test]
fn arabic_prose_that_says_the_same_is_silent() {
    silent(
        &[
            ("In May 2012, 11 million people.", "في أيار/مايو من عام ٢٠١٢، ١١ مليوناً من الناس."),
            ("It gave financial support.", "وقدمت دعماً مالياً في إطار مالي."),
            ("A meeting in Amman.", "اجتماع في عمان."),
            ("The AB-12 and and/or rules.", "قواعد AB-12 و/أو غيرها."),
            ("In 1433 (AH).", "في عام ١٤٣٣هـ."),
            ("See paragraphs 23–25.", "انظر الفقرات ٢٣-٢٥."),
            ("The text (a) of it.", "النص (أ) منه، والنص (هـ)."),
            ("Rated 5 * of 5.", "حصل على ٥ * من ٥."),
        ],
        Folder::small,
    );
}

#[test]
fn the_longest_name_wins_and_a_name_within_a_longer_known_name_is_no_mention() {
    let named = |english: &str| {
        let linked = Folder::small(&format!("1. {english}"), "1. نص.").link();
        let drawn = linked.drawn();
        let codes: Vec<String> = drawn.split("the State `").skip(1).map(|rest| rest[..3].to_owned()).collect();
        assert_eq!(codes.len(), linked.found().len(), "{drawn}");
        codes.join(" ")
    };
    assert_eq!(named("It worked in Nigeria."), "NGA");
    assert_eq!(named("It worked in Niger."), "NER");
    assert_eq!(named("It worked in Equatorial Guinea."), "GNQ");
    assert_eq!(named("It worked in Guinea-Bissau."), "GNB");
    assert_eq!(named("It worked in Guinea, Guinea-Bissau and Equatorial Guinea."), "GIN GNB GNQ");
    assert_eq!(named("The United Nations country team in Argentina worked."), "");
    assert_eq!(named("The Romanian and Omani nationals worked."), "");
    assert_eq!(named("It worked in\n    Argentina."), "ARG");
}
