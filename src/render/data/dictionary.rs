//! What kinds of records the open data has, and what fields: the one list by which tables, schemas and the page that explains them are made.
//!
//! What a field means is said in the languages' messages `data-field-NAME`, what a kind is in `data-kind-NAME`.

use crate::parse::id::LanguageTag;
use serde_json::{Map, Value, json};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A text, a code or an id.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Texts or ids, joined by `|` in a table.
    List,
    /// A text for each language.
    Texts,
    /// Texts under fixed names.
    Parts(&'static [&'static str]),
    /// Records of their own; JSON in a table.
    Records,
}

/// A field of a kind of record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it may be empty.
    pub optional: bool,
}

/// A kind of record.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The name, which is also the file's.
    pub name: &'static str,
    /// Its own fields, in order.
    pub fields: &'static [Field],
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// The field.
    pub field: &'static str,
    /// The part of the field, such as a language.
    pub part: Option<String>,
    /// What it holds.
    pub shape: Shape,
}

const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, optional: false }
}

const fn text(name: &'static str) -> Field {
    field(name, Shape::Text)
}

const fn list(name: &'static str) -> Field {
    field(name, Shape::List)
}

const fn texts(name: &'static str) -> Field {
    field(name, Shape::Texts)
}

const fn integer(name: &'static str) -> Field {
    field(name, Shape::Integer)
}

const fn maybe(field: Field) -> Field {
    Field { optional: true, ..field }
}

/// What every record has behind its own fields: where it comes from, and that it is no official text.
pub const COMMON: &[Field] =
    &[text("report"), text("symbol"), text("text_kind"), maybe(texts("isBasedOn")), maybe(text("original_language"))];

/// Where a fact stands.
const PARAGRAPH: Field = maybe(integer("paragraph"));
const FOOTNOTE: Field = maybe(text("footnote"));
const RELATION: Field = maybe(field("relation", Shape::Parts(&["kind", "measure"])));

/// Every kind, in the order in which the page of the data tells them.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "states",
        fields: &[text("iso2"), text("iso3"), text("m49"), text("region"), texts("name"), text("role"), list("measures"), texts("url")],
    },
    Kind {
        name: "paragraphs",
        fields: &[
            maybe(integer("number")),
            text("id"),
            text("section"),
            texts("text"),
            list("states"),
            list("amended_by"),
            list("footnotes"),
            texts("url"),
        ],
    },
    Kind {
        name: "measures",
        fields: &[
            text("id"),
            PARAGRAPH,
            FOOTNOTE,
            text("theme"),
            list("also_themes"),
            text("kind"),
            text("status"),
            texts("label"),
            maybe(texts("qualifier")),
            list("states"),
            list("instruments"),
            list("figures"),
            list("partners"),
            RELATION,
            list("aliases"),
            texts("url"),
        ],
    },
    Kind {
        name: "state-measures",
        fields: &[
            text("iso2"),
            text("iso3"),
            text("m49"),
            text("region"),
            texts("state"),
            text("role"),
            PARAGRAPH,
            FOOTNOTE,
            text("section"),
            text("measure"),
            text("theme"),
            text("kind"),
            text("status"),
            texts("label"),
            maybe(texts("qualifier")),
            texts("url"),
        ],
    },
    Kind {
        name: "statements",
        fields: &[
            text("id"),
            PARAGRAPH,
            FOOTNOTE,
            text("theme"),
            text("quantifier"),
            text("polarity"),
            texts("label"),
            maybe(text("among")),
            texts("url"),
        ],
    },
    Kind {
        name: "actions",
        fields: &[
            text("id"),
            PARAGRAPH,
            FOOTNOTE,
            text("theme"),
            texts("label"),
            field("actors", Shape::Records),
            list("partners"),
            list("instruments"),
            list("figures"),
            list("documents"),
            texts("url"),
        ],
    },
    Kind {
        name: "entities",
        fields: &[text("id"), text("kind"), texts("name"), maybe(text("parent")), text("role"), list("actions"), texts("url")],
    },
    Kind {
        name: "instruments",
        fields: &[text("id"), text("kind"), texts("name"), maybe(integer("adopted")), list("measures"), texts("url")],
    },
    Kind {
        name: "figures",
        fields: &[
            text("id"),
            PARAGRAPH,
            FOOTNOTE,
            maybe(field("value", Shape::Number)),
            maybe(field("min", Shape::Number)),
            maybe(field("max", Shape::Number)),
            maybe(text("scale")),
            maybe(text("bound")),
            text("unit_kind"),
            maybe(texts("unit")),
            texts("label"),
            maybe(texts("period")),
            maybe(text("share_of")),
            maybe(text("source")),
            list("states"),
            texts("url"),
        ],
    },
    Kind { name: "recommendations", fields: &[text("id"), PARAGRAPH, list("themes"), texts("label"), list("answered_by"), texts("url")] },
    Kind {
        name: "sections",
        fields: &[
            text("id"),
            maybe(text("number")),
            integer("level"),
            texts("title"),
            maybe(integer("first_paragraph")),
            maybe(integer("last_paragraph")),
            texts("url"),
        ],
    },
    Kind { name: "footnotes", fields: &[text("id"), PARAGRAPH, text("section"), texts("text"), texts("url")] },
    Kind {
        name: "themes",
        fields: &[text("id"), texts("name"), list("measures"), list("statements"), list("actions"), list("recommendations"), texts("url")],
    },
    Kind {
        name: "documents",
        fields: &[
            text("id"),
            text("kind"),
            texts("title"),
            maybe(integer("year")),
            maybe(text("author")),
            maybe(text("address")),
            list("paragraphs"),
            texts("url"),
        ],
    },
    Kind {
        name: "notes",
        fields: &[
            text("id"),
            PARAGRAPH,
            FOOTNOTE,
            text("class"),
            texts("text"),
            maybe(texts("printed_as")),
            maybe(texts("probably")),
            list("states"),
            list("entities"),
            list("measures"),
            texts("url"),
        ],
    },
    Kind {
        name: "amendments",
        fields: &[
            text("id"),
            text("amending_symbol"),
            text("kind"),
            maybe(text("date")),
            list("languages"),
            maybe(texts("label")),
            maybe(texts("official")),
            field("changes", Shape::Records),
            maybe(texts("url")),
        ],
    },
    Kind {
        name: "replies",
        fields: &[
            text("id"),
            FOOTNOTE,
            text("timing"),
            maybe(text("date")),
            maybe(text("request")),
            list("states"),
            list("entities"),
            texts("label"),
            texts("url"),
        ],
    },
];

impl Kind {
    /// Whether there is a record for each State of each measure, so that no kind has more.
    #[must_use]
    pub fn is_longest(&self) -> bool {
        self.name == "state-measures"
    }

    /// The kind's own fields, and those that every record has.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().chain(COMMON)
    }

    /// The columns of the kind's table.
    #[must_use]
    pub fn columns(&self, languages: &[LanguageTag]) -> Vec<Column> {
        let mut columns = Vec::new();
        for field in self.all_fields() {
            let parts: Vec<String> = match field.shape {
                Shape::Texts => languages.iter().map(|tag| tag.as_str().to_owned()).collect(),
                Shape::Parts(names) => names.iter().map(|name| (*name).to_owned()).collect(),
                shape => {
                    columns.push(Column { name: field.name.to_owned(), field: field.name, part: None, shape });
                    continue;
                }
            };
            columns.extend(parts.into_iter().map(|part| Column {
                name: format!("{}.{part}", field.name),
                field: field.name,
                part: Some(part),
                shape: Shape::Text,
            }));
        }
        columns
    }

    /// The JSON Schema (draft 2020-12) of the kind's file; `describe` says what a field means.
    #[must_use]
    pub fn schema(&self, languages: &[LanguageTag], title: &str, describe: impl Fn(&str) -> String) -> Value {
        let mut properties = Map::new();
        for field in self.all_fields() {
            let mut schema = shape_schema(field, languages);
            schema["description"] = describe(field.name).into();
            properties.insert(field.name.to_owned(), schema);
        }
        let required: Vec<&str> = self.all_fields().map(|field| field.name).collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            "type": "array",
            "items": {"type": "object", "properties": properties, "required": required, "additionalProperties": false},
        })
    }
}

impl Shape {
    /// The type of a column of this shape, in the words of Frictionless table schemas.
    #[must_use]
    pub fn column_type(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text | Self::List | Self::Texts | Self::Parts(_) | Self::Records => "string",
        }
    }
}

fn shape_schema(field: &Field, languages: &[LanguageTag]) -> Value {
    let kind = |name: &str| if field.optional { json!([name, "null"]) } else { json!(name) };
    match field.shape {
        Shape::Text => json!({"type": kind("string")}),
        Shape::Integer => json!({"type": kind("integer")}),
        Shape::Number => json!({"type": kind("number")}),
        Shape::List => json!({"type": "array", "items": {"type": "string"}}),
        Shape::Records => json!({"type": "array", "items": {"type": "object"}}),
        Shape::Texts => {
            let one = if field.optional { json!({"type": ["string", "null"]}) } else { json!({"type": "string"}) };
            let texts: Map<String, Value> = languages.iter().map(|tag| (tag.as_str().to_owned(), one.clone())).collect();
            json!({"type": kind("object"), "properties": texts, "additionalProperties": false})
        }
        Shape::Parts(names) => {
            let parts: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect();
            json!({"type": kind("object"), "properties": parts, "required": names, "additionalProperties": false})
        }
    }
}
