//! The kinds of corrections, and the edits of the YAML that make them.

use std::collections::{HashMap, HashSet};
use std::fmt::{self, Display};

use anyhow::{Context, Result, bail, ensure};
use bayar_contract::{Contract, Document, Node, Version, unescape};

use super::Form;

/// What is said of everything that is added.
const SEEN: &str = "Seen; no document tells of it.";

/// A correction of a contract. Places are JSON pointers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Change {
    /// A value more in the enum at a place.
    Value(String, String),
    /// A field more, not required, in the object at a place.
    Field {
        at: String,
        name: String,
        kind: Kind,
        is_secret: bool,
    },
    /// An error code more at a status, in the answers at a place.
    Code {
        at: String,
        status: String,
        code: String,
    },
    /// The field at a place may be null.
    Nullable(String),
    /// A field of the object at a place is not required.
    Optional { at: String, name: String },
}

/// The type of a field that is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Exact: whether it is an amount cannot be told.
    Number,
    Text,
    Boolean,
}

/// A correction, with why it is suggested.
#[derive(Debug)]
pub(super) struct Suggestion {
    pub(super) change: Change,
    /// What a field that is added may hold, as YAML.
    pub(super) example: Option<String>,
    /// Lines for people.
    pub(super) evidence: Vec<String>,
}

/// An edit of the text. Snippets are YAML without indentation.
#[derive(Debug)]
pub(super) enum Edit {
    /// Adds fields at the end of a mapping.
    Fields(String, String),
    /// Adds an item at the end of a list.
    Item(String, String),
    /// Takes an item out of a list.
    Without(String, String),
    /// Replaces a field that stands in one line; nothing removes it.
    Instead(String, String),
}

impl Edit {
    pub(super) fn at(&self) -> &str {
        match self {
            Edit::Fields(at, _)
            | Edit::Item(at, _)
            | Edit::Without(at, _)
            | Edit::Instead(at, _) => at,
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Edit::Fields(_, text)
            | Edit::Item(_, text)
            | Edit::Without(_, text)
            | Edit::Instead(_, text) => text,
        }
    }
}

/// The edits that make several changes at once, for each its own. What is taken out or replaced must not be edited by
/// another, and a field is added once.
pub(super) fn edits(
    contract: &Contract,
    suggestions: &[Suggestion],
    form: Form,
) -> Result<Vec<Vec<Edit>>> {
    let edits = suggestions.iter().map(|own| own.edits(contract, form));
    let edits: Vec<_> = edits.collect::<Result<_>>()?;
    let mut times: HashMap<&str, usize> = HashMap::new();
    for edit in edits.iter().flatten() {
        *times.entry(edit.at()).or_default() += 1;
    }
    let mut fields = HashSet::new();
    let is_field_new = suggestions.iter().all(|own| match &own.change {
        Change::Field { at, name, .. } => fields.insert((at, name)),
        _ => true,
    });
    let is_removal = |edit: &&Edit| matches!(edit, Edit::Without(..) | Edit::Instead(..));
    let mut removals = edits.iter().flatten().filter(is_removal);
    ensure!(
        is_field_new && removals.all(|edit| times[edit.at()] == 1),
        "one place is changed twice"
    );
    Ok(edits)
}

impl Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |at: &str| {
            let at = at.trim_start_matches("/components/schemas/");
            let at = at.trim_start_matches("/paths/");
            unescape(at.trim_end_matches("/responses"))
        };
        match self {
            Change::Value(at, value) => write!(out, "{}: the value {value}", name(at)),
            Change::Field {
                at, name: field, ..
            } => {
                write!(
                    out,
                    "{}: the field {field}, type as in the first sample",
                    name(at)
                )
            }
            Change::Code { at, status, code } => {
                write!(out, "{}: the code {code} at {status}", name(at))
            }
            Change::Nullable(at) => write!(out, "{}: may be null", name(at)),
            Change::Optional { at, name: field } => {
                write!(out, "{}: {field} is not always there", name(at))
            }
        }
    }
}

impl Suggestion {
    /// The edits that make the change in the contract as it is by now.
    fn edits(&self, contract: &Contract, form: Form) -> Result<Vec<Edit>> {
        let (document, version) = (contract.document(), contract.version);
        let at = |pointer: &str| document.find(pointer);
        match &self.change {
            Change::Value(place, value) => {
                let text = scalar(value);
                let mut edits = vec![Edit::Item(format!("{place}/enum"), text.clone())];
                let meanings = format!("{place}/x-enum");
                if form == Form::Patch && at(&meanings).is_some() {
                    let row = format!("{{source: observed, description: {SEEN}}}");
                    edits.push(Edit::Fields(meanings, format!("{text}: {row}")));
                }
                Ok(edits)
            }
            Change::Field {
                at,
                name,
                kind,
                is_secret,
            } => {
                let at = format!("{at}/properties");
                let is_known = document
                    .find(&at)
                    .is_some_and(|own| own.get(name).is_some());
                ensure!(!is_known, "the contract has it already");
                let mut field = field(name, *kind, *is_secret);
                match (form, &self.example) {
                    (Form::Patch, _) => {
                        field.push_str(&format!("\n  description: {SEEN}\n  x-source: observed"));
                    }
                    (Form::Overlay, Some(example)) if !is_secret => {
                        field.push_str(&format!("\n  example: {example}"));
                    }
                    (Form::Overlay, _) => {}
                }
                Ok(vec![Edit::Fields(at, field)])
            }
            Change::Nullable(place) if version != Version::V3_0 => {
                let kind = format!("{place}/type");
                let reference = format!("{place}/$ref");
                let text = |pointer: &str| at(pointer).and_then(Node::as_str);
                Ok(vec![if let Some(target) = text(&reference) {
                    let either = format!("anyOf:\n  - $ref: {}\n  - type: 'null'", quoted(target));
                    Edit::Instead(reference, either)
                } else if let Some(own) = text(&kind) {
                    let both = format!("type: [{}, 'null']", scalar(own));
                    Edit::Instead(kind, both)
                } else if at(&kind).is_some() {
                    Edit::Item(kind, "'null'".to_owned())
                } else {
                    bail!("the contract has another form there");
                }])
            }
            Change::Nullable(place) => {
                let mut edits = Vec::new();
                let reference = format!("{place}/$ref");
                if let Some(target) = at(&reference).and_then(Node::as_str) {
                    // OpenAPI 3.0 ignores what stands beside a reference.
                    let wrapped = format!("allOf:\n  - $ref: '{target}'");
                    edits.push(Edit::Instead(reference, wrapped));
                }
                edits.push(Edit::Fields(place.clone(), "nullable: true".to_owned()));
                Ok(edits)
            }
            Change::Optional { at: place, name } => {
                let list = format!("{place}/required");
                let count = at(&list).map_or(0, Node::len);
                Ok(vec![if count == 1 {
                    Edit::Instead(list, String::new())
                } else {
                    Edit::Without(list, name.clone())
                }])
            }
            Change::Code {
                at: place,
                status,
                code,
            } => code_edits(document, [place, status, code], form),
        }
    }
}

fn field(name: &str, kind: Kind, is_secret: bool) -> String {
    let kind = match kind {
        Kind::Number => "type: number\n  format: decimal",
        Kind::Text => "type: string",
        Kind::Boolean => "type: boolean",
    };
    let secret = if is_secret { "\n  x-secret: true" } else { "" };
    format!("{}:\n  {kind}{secret}", scalar(name))
}

/// Adds the code to the rows of its answer. A shared answer becomes the operation's own, with the shared schema.
fn code_edits(document: &Document, at: [&String; 3], form: Form) -> Result<Vec<Edit>> {
    const ROWS: &str = "x-observed-error-codes";
    let [place, status, code] = at;
    let row = match form {
        Form::Patch => format!("{{code: {code}, description: {SEEN}}}"),
        Form::Overlay => format!("{{code: {code}}}"),
    };
    let answer = format!("{place}/{status}");
    let table = format!("{ROWS}:\n  - {row}");
    let Some(own) = document.find(&answer) else {
        let answers = document.find(place).context("no answers")?;
        let schema = error_schema(answers).context("the contract has no schema of an error")?;
        let text = response([SEEN, "observed", &table, schema]);
        return Ok(vec![Edit::Fields(
            place.clone(),
            format!("'{status}':\n{text}"),
        )]);
    };
    let Some(reference) = own.text("$ref") else {
        let rows = format!("{answer}/{ROWS}");
        return Ok(vec![match own.get(ROWS) {
            Some(_) => Edit::Item(rows, row),
            None => Edit::Fields(answer, table),
        }]);
    };
    let shared = reference
        .strip_prefix('#')
        .and_then(|pointer| document.find(pointer));
    let shared = shared.context("the answer is in another file")?;
    if shared.get(ROWS).is_some() {
        bail!("the answer is shared by all operations");
    }
    let description = shared.text("description").context("no description")?;
    let source = shared.get("x-source");
    let text = |name: &str| source.and_then(|source| source.get(name)?.scalar());
    let source = match (text("document"), text("line")) {
        (Some(document), Some(line)) => format!("{{document: {document}, line: {line}}}"),
        _ => "observed".to_owned(),
    };
    let mut table = table;
    if let Some(headers) = shared.get("headers") {
        table += "\nheaders:";
        for (name, header) in headers.fields() {
            let reference = header.text("$ref").context("a header of its own")?;
            table += &format!("\n  {name}: {{$ref: {}}}", quoted(reference));
        }
    }
    let schema = json_schema(shared).context("the answer has another form")?;
    let text = response([&quoted(description), &source, &table, schema]);
    Ok(vec![Edit::Instead(answer, format!("'{status}':\n{text}"))])
}

/// What failures of an operation answer: in general, or else one of them.
fn error_schema(answers: Node<'_>) -> Option<&str> {
    let is_failure = |status: &str| status.starts_with(['4', '5']);
    let failures = answers.fields().filter(|(status, _)| is_failure(status));
    let mut failures = answers
        .get("default")
        .into_iter()
        .chain(failures.map(|(_, own)| own));
    failures.find_map(|answer| match answer.text("$ref") {
        Some(target) => json_schema(answer.document().find(target.strip_prefix('#')?)?),
        None => json_schema(answer),
    })
}

/// The component that an answer holds.
fn json_schema(answer: Node<'_>) -> Option<&str> {
    answer
        .find("/content/application~1json/schema")?
        .text("$ref")
}

/// An answer that is an error of no special form.
fn response([description, source, table, schema]: [&str; 4]) -> String {
    let table = table.replace('\n', "\n  ");
    format!(
        "  description: {description}\n  x-source: {source}\n  {table}\n  content:\n    application/json:\n      schema: {{$ref: '{schema}'}}"
    )
}

/// A text as YAML; in quotes where it could be taken for something else.
fn scalar(text: &str) -> String {
    const WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !WORDS.contains(&text.to_lowercase().as_str());
    if is_plain {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
