//! Links, fragments, languages and labels of every page.

use super::harness::html::{Element, Page};
use super::{Built, built, none, yaml};
use std::collections::{BTreeMap, BTreeSet};

/// Attributes that name a file to open or to load.
const LINKS: [&str; 7] = ["href", "src", "action", "formaction", "poster", "data", "cite"];

fn links(element: &Element) -> impl Iterator<Item = &str> {
    LINKS.iter().filter_map(|name| element.get(name))
}

/// Whether an address has a scheme, such as `https:`.
fn has_scheme(address: &str) -> bool {
    address
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) && !scheme.is_empty())
}

/// The file that a relative address leads to from a page; none if it climbs out of the site.
fn resolve(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    if !address.is_empty() {
        parts.pop();
        for part in address.split('/') {
            match part {
                ".." => {
                    parts.pop()?;
                }
                "." => {}
                part => parts.push(part),
            }
        }
    }
    Some(parts.join("/"))
}

/// Why a relative link of a page is dead, if it is.
fn dead(built: &Built, page: &str, link: &str) -> Option<String> {
    let (address, fragment) = link.split_once('#').map_or((link, None), |(address, fragment)| (address, Some(fragment)));
    let address = address.split('?').next().unwrap_or(address);
    if address.starts_with('/') {
        return Some("is absolute".to_owned());
    }
    let Some(target) = resolve(page, address) else { return Some("leads out of the site".to_owned()) };
    if !built.files.contains_key(&target) {
        return Some(format!("leads to `{target}`, which does not exist"));
    }
    match (fragment, built.pages.get(&target)) {
        (Some(fragment), Some(page)) if page.by_id(fragment).is_none() => Some(format!("`{target}` has no `#{fragment}`")),
        _ => None,
    }
}

#[test]
fn every_internal_link_leads_to_a_file_and_a_fragment_and_none_is_absolute() {
    let built = built();
    let mut faults = Vec::new();
    let mut walked = 0;
    for (path, page) in &built.pages {
        for element in &page.elements {
            for link in links(element).filter(|link| !has_scheme(link)) {
                walked += 1;
                faults.extend(dead(built, path, link).map(|why| format!("{path}: <{}> `{link}` {why}", element.name)));
            }
        }
    }
    assert!(walked > 10_000, "only {walked} links were found");
    none(&faults);
}

#[test]
fn what_a_stylesheet_loads_is_in_the_site() {
    let built = built();
    let mut faults = Vec::new();
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".css")) {
        let css = String::from_utf8_lossy(bytes);
        for (at, _) in css.match_indices("url(") {
            let address = css[at + 4..].split(')').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
            if !address.starts_with("data:") && !address.starts_with('#') {
                faults.extend(dead(built, path, address).map(|why| format!("{path}: `{address}` {why}")));
            }
        }
        if css.contains("@import") {
            faults.push(format!("{path}: imports another stylesheet"));
        }
    }
    none(&faults);
}

#[test]
fn external_links_are_official_documents_their_sources_or_the_licence_and_nothing_is_loaded_from_elsewhere() {
    let built = built();
    let mut allowed: BTreeSet<String> = BTreeSet::new();
    let report = yaml("content/a-67-170/report.yaml");
    allowed.extend(report["official"].as_mapping().unwrap().iter().map(|(_, url)| url.as_str().unwrap().to_owned()));
    let documents = yaml("seeds/documents.yaml");
    allowed.extend(documents.as_mapping().unwrap().iter().filter_map(|(_, document)| document["url"].as_str()).map(str::to_owned));
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, page) in &built.pages {
        for element in &page.elements {
            for link in links(element).filter(|link| has_scheme(link) && !link.starts_with("data:image/")) {
                let licence = link.starts_with("https://creativecommons.org/licenses/by/4.0/");
                if element.name != "a" || !(licence || allowed.contains(link)) {
                    faults.push(format!("{path}: <{}> `{link}`", element.name));
                }
                seen.insert(link);
            }
            for name in ["srcset", "style", "onclick", "onload"] {
                if element.get(name).is_some_and(|value| name.starts_with("on") || value.contains("//")) {
                    faults.push(format!("{path}: <{}> has `{name}`", element.name));
                }
            }
        }
    }
    assert!(seen.len() > 5, "only {seen:?} were found");
    none(&faults);
}

#[test]
fn every_page_is_well_formed_and_its_ids_are_unique() {
    let mut faults = Vec::new();
    for (path, page) in &built().pages {
        faults.extend(page.faults.iter().map(|fault| format!("{path}: {fault}")));
        let mut seen = BTreeSet::new();
        let ids = page.elements.iter().filter_map(|element| element.get("id"));
        faults.extend(ids.filter(|id| !seen.insert(*id)).map(|id| format!("{path}: `#{id}` stands twice")));
        for element in &page.elements {
            for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
                for id in element.get(name).into_iter().flat_map(str::split_ascii_whitespace) {
                    if page.by_id(id).is_none() {
                        faults.push(format!("{path}: <{} {name}> names `{id}`, which is not on the page", element.name));
                    }
                }
            }
        }
    }
    none(&faults);
}

/// The languages of the site: tag, name in the language itself, direction.
fn languages() -> Vec<(String, String, String)> {
    let site = yaml("content/site.yaml");
    let tags = site["languages"].as_sequence().unwrap().iter().map(|tag| tag.as_str().unwrap().to_owned());
    tags.map(|tag| {
        let language = yaml(&format!("themes/default/languages/{tag}.yaml"));
        let text = |field: &str| language[field].as_str().unwrap().to_owned();
        (tag, text("name"), text("direction"))
    })
    .collect()
}

#[test]
fn every_page_says_its_language_has_one_heading_a_title_and_a_way_to_the_other_languages() {
    let languages = languages();
    let mut faults = Vec::new();
    for (path, page) in &built().pages {
        let mut fault = |what: &str| faults.push(format!("{path}: {what}"));
        let Some(html) = page.all("html").next() else {
            fault("no <html>");
            continue;
        };
        let Some((tag, _, direction)) = languages.iter().find(|(tag, ..)| Some(tag.as_str()) == html.get("lang")) else {
            fault("its `lang` is no language of the site");
            continue;
        };
        let folder = path.split('/').next().unwrap_or_default();
        if languages.iter().any(|(other, ..)| other == folder && other != tag) {
            fault("its `lang` is not its folder's");
        }
        if html.get("dir") != Some(direction) {
            fault("its `dir` is not its language's");
        }
        let headings: Vec<_> = page.all("h1").collect();
        if headings.len() != 1 || page.text(headings[0]).is_empty() {
            fault(&format!("{} <h1>", headings.len()));
        }
        let titles: Vec<_> = page.all("head").flat_map(|head| page.inside(head)).filter(|element| element.name == "title").collect();
        if titles.len() != 1 || page.text(titles[0]).is_empty() {
            fault(&format!("{} <title>", titles.len()));
        }
        for (other, name, _) in languages.iter().filter(|(other, ..)| other != tag) {
            let leads = page.all("a").any(|link| link.get("hreflang") == Some(other) && page.text(link) == *name);
            if !leads {
                fault(&format!("no link to `{other}` that is labelled `{name}`"));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_page_has_a_title_of_its_own_within_its_language() {
    let mut seen: BTreeMap<(String, String), &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for (path, page) in &built().pages {
        let title = page.all("title").next().map(|title| page.text(title)).unwrap_or_default();
        let folder = path.split('/').next().unwrap_or_default().to_owned();
        if let Some(first) = seen.insert((folder, title.clone()), path) {
            faults.push(format!("{path} and {first} are both titled `{title}`"));
        }
    }
    none(&faults);
}

#[test]
fn the_label_and_the_official_document_are_on_every_page() {
    let report = yaml("content/a-67-170/report.yaml");
    let official: Vec<&str> = report["official"].as_mapping().unwrap().iter().map(|(_, url)| url.as_str().unwrap()).collect();
    let labels = BTreeMap::from([("en", "Unofficial restatement."), ("ar", "صياغة غير رسمية")]);
    let mut faults = Vec::new();
    for (path, page) in &built().pages {
        let language = page.all("html").next().and_then(|html| html.get("lang")).unwrap_or_default();
        if !page.whole_text().contains(labels[language]) {
            faults.push(format!("{path}: no label in `{language}`"));
        }
        if !page.all("a").any(|link| link.get("href").is_some_and(|href| official.contains(&href))) {
            faults.push(format!("{path}: no link to the official document"));
        }
    }
    none(&faults);
}

/// The paragraphs of a page: elements whose id is a paragraph's and which hold its text.
fn paragraphs(page: &Page) -> impl Iterator<Item = (&Element, &str)> {
    let of_paragraph = |id: &str| {
        id.strip_prefix("para-").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) || id.starts_with("summary-")
    };
    page.elements.iter().filter_map(|element| element.get("id").map(|id| (element, id))).filter(move |(_, id)| of_paragraph(id))
}

#[test]
fn the_language_switch_of_every_paragraph_leads_to_the_same_paragraph_in_the_other_language() {
    let built = built();
    let languages = languages();
    let mut faults = Vec::new();
    for (tag, ..) in &languages {
        let mut switched = 0;
        for (path, page) in built.pages.iter().filter(|(path, _)| path.starts_with(&format!("{tag}/"))) {
            for (paragraph, id) in paragraphs(page) {
                for (other, ..) in languages.iter().filter(|(other, ..)| other != tag) {
                    let same = format!("{other}{}", path.strip_prefix(tag.as_str()).unwrap());
                    let switch = page.inside(paragraph).iter().find(|link| link.name == "a" && link.get("hreflang") == Some(other));
                    let target = switch.and_then(|link| link.get("href")).and_then(|href| href.split_once('#'));
                    match target {
                        Some((address, fragment)) if fragment == id && resolve(path, address).as_deref() == Some(&same) => switched += 1,
                        other => faults.push(format!("{path}#{id}: the switch leads to {other:?}, not to `{same}#{id}`")),
                    }
                }
            }
        }
        assert_eq!(switched, 2 * 66, "65 paragraphs and the summary's, in their sections and on one page, switch away from `{tag}`");
    }
    none(&faults);
}

#[test]
fn the_parallel_view_has_every_paragraph_once_with_a_cell_in_each_language() {
    let mut rows = BTreeSet::new();
    for (path, page) in built().pages.iter().filter(|(path, _)| path.starts_with("ar-en/")) {
        for (row, id) in paragraphs(page) {
            assert!(rows.insert(id.to_owned()), "{path}: `{id}` stands in two pages");
            for (tag, _, direction) in languages() {
                let cell = page.inside(row).iter().find(|cell| cell.get("lang") == Some(&tag) && cell.get("dir") == Some(&direction));
                assert!(cell.is_some_and(|cell| page.text(cell).chars().count() > 40), "{path}#{id}: no text in `{tag}`");
            }
        }
    }
    assert_eq!(rows.len(), 66);
}

#[test]
fn every_address_in_the_data_leads_to_a_page_and_a_fragment() {
    let built = built();
    let mut faults = Vec::new();
    let mut addresses = 0;
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.starts_with("data/a-67-170/") && path.ends_with(".json")) {
        let records = match serde_json::from_slice(bytes).unwrap() {
            serde_json::Value::Array(records) => records,
            record => vec![record],
        };
        for record in records {
            for url in record["url"].as_object().into_iter().flat_map(|urls| urls.values()) {
                addresses += 1;
                faults.extend(dead(built, "index.html", url.as_str().unwrap()).map(|why| format!("{path}: `{url}` {why}")));
            }
        }
    }
    assert!(addresses > 500, "only {addresses} addresses were found");
    none(&faults);
}

#[test]
fn each_letter_of_the_index_of_states_stands_once_and_without_a_mark_that_others_lack() {
    for (language, first) in [("ar", "أ"), ("en", "A")] {
        let text = String::from_utf8(built().files[&format!("{language}/a-67-170/states/index.html")].clone()).unwrap();
        let by_letter = text.split("id=\"by-region\"").next().unwrap();
        let letters: Vec<&str> = by_letter.split("<h3>").skip(1).map(|rest| rest.split("</h3>").next().unwrap()).collect();
        assert_eq!(letters[0], first);
        assert!(letters.len() > 15, "{letters:?}");
        assert_eq!(letters.iter().collect::<BTreeSet<_>>().len(), letters.len(), "{letters:?}");
    }
}
