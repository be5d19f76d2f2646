//! Corrections of the contract that traffic suggests, for people to judge: an OpenAPI Overlay, or a patch of the
//! document. Nothing is written by itself.
//!
//! Only what the provider sent is evidence. Money is never widened, nothing becomes required, and what would have to be
//! guessed is not proposed: it is listed with the reason.

mod change;
mod overlay;
mod sheet;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Write};
use std::sync::LazyLock;

use anyhow::{Result, anyhow};
use bayar_contract::{Document, Node};
use clap::ValueEnum;
use regex::Regex;
use similar::TextDiff;

use crate::baseline::{is_about_money, is_amount_name};
use crate::contract::{Source, Sources};
use crate::finding::{Direction, Finding, Part, Problem, Subject, generic_pointer};
use crate::output::counted;
use crate::proposal::change::{Change, Suggestion};
use crate::proposal::overlay::Overlay;
use crate::proposal::sheet::Sheet;
use crate::redact::is_secret_name;
use crate::report::Report;

/// Fewer samples are marked as few.
const FEW: u64 = 10;

/// A contract is read so often at most: once for all changes, and more where one of them cannot be made.
const MOST_TRIES: usize = 100;

/// How corrections are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// An OpenAPI Overlay, which --overlay and builds of bayar take.
    Overlay,
    /// A patch of the document, which `git apply` takes: for those who keep it.
    Patch,
}

/// The corrections of every contract.
#[derive(Debug)]
pub struct Proposals {
    form: Form,
    files: Vec<Proposal>,
    /// What is not proposed, by the reason.
    refused: BTreeMap<String, Vec<String>>,
}

/// The corrections of a contract.
#[derive(Debug)]
struct Proposal {
    file: String,
    /// The document.
    old: String,
    /// The document afterwards, or the overlay.
    new: String,
    suggestions: Vec<Suggestion>,
}

/// Corrections that are being made.
enum Draft {
    Patch(Sheet),
    Overlay(Overlay),
}

impl Draft {
    /// Makes changes, or leaves everything as it is.
    fn apply(&mut self, suggestions: &[Suggestion]) -> Result<()> {
        match self {
            Draft::Patch(sheet) => sheet.apply(suggestions),
            Draft::Overlay(overlay) => overlay.apply(suggestions),
        }
    }
}

impl Proposals {
    /// What the findings of a report under some contracts suggest.
    ///
    /// # Errors
    /// If the contracts cannot be read.
    pub fn new(report: &Report, sources: &Sources, form: Form) -> Result<Proposals> {
        let mut proposals = Proposals {
            form,
            files: Vec::new(),
            refused: BTreeMap::new(),
        };
        let mut files = HashSet::new();
        for source in sources.open()? {
            files.extend(proposals.read(report, source)?);
        }
        let has_place = |finding: &&Finding| {
            let place = finding.spec.as_ref();
            place.is_some_and(|place| files.contains(&place.file))
        };
        for finding in report.findings.iter().filter(|finding| !has_place(finding)) {
            proposals.refuse("the contract has no place for it", finding);
        }
        Ok(proposals)
    }

    /// Writes the overlay, or the patch, with the evidence as comments.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let counts = self.files.iter().map(|file| file.suggestions.len());
        let count: usize = counts.sum();
        let count = counted(count as u64, "change");
        writeln!(
            out,
            "# bayar-drift proposes {count}. Judge each; {} takes this file as it is.",
            match self.form {
                Form::Overlay => "--overlay",
                Form::Patch => "`git apply`",
            }
        )?;
        for file in self.files.iter().filter(|_| self.form == Form::Patch) {
            for own in &file.suggestions {
                comment(out, &format!("{}: {}", file.file, own.change))?;
                for line in &own.evidence {
                    comment(out, &format!("    {line}"))?;
                }
            }
        }
        for (reason, findings) in &self.refused {
            comment(out, &format!("Not proposed, {reason}:"))?;
            for line in findings {
                comment(out, &format!("    {line}"))?;
            }
        }
        for file in &self.files {
            if self.form == Form::Overlay {
                write!(out, "---\n{}", file.new)?;
                continue;
            }
            let diff = TextDiff::from_lines(file.old.as_str(), file.new.as_str());
            let names = (format!("a/{}", file.file), format!("b/{}", file.file));
            write!(out, "{}", diff.unified_diff().header(&names.0, &names.1))?;
        }
        Ok(())
    }

    /// Tells the files that the contract was read from.
    fn read(&mut self, report: &Report, source: Source) -> Result<Vec<String>> {
        let contract = match self.form {
            Form::Overlay => source.read()?,
            Form::Patch => source.read_plain()?,
        };
        let document = contract.document();
        let files: Vec<_> = document.files().map(str::to_owned).collect();
        let is_here = |finding: &&Finding| {
            let place = finding.spec.as_ref();
            place.is_some_and(|place| files.contains(&place.file))
        };
        let mut suggestions: Vec<Suggestion> = Vec::new();
        let mut known: HashMap<Change, usize> = HashMap::new();
        let mut places: HashMap<(&str, u32), Place<'_>> = HashMap::new();
        for finding in report.findings.iter().filter(is_here) {
            let judged = if report.acceptance(finding).is_some() {
                Err("the baseline accepts it".to_owned())
            } else {
                let place = finding.spec.as_ref();
                let (file, line) = place.map_or(("", 0), |place| (&*place.file, place.line));
                let place = places.entry((file, line));
                let place = place.or_insert_with(|| document.at_line(file, line));
                judge(document, *place, finding)
            };
            let change = match judged {
                Ok(change) => change,
                Err(reason) => {
                    self.refuse(&reason, finding);
                    continue;
                }
            };
            let evidence = evidence(report, finding);
            if let Some(index) = known.get(&change) {
                suggestions[*index].evidence.push(evidence);
            } else {
                known.insert(change.clone(), suggestions.len());
                suggestions.push(Suggestion {
                    change,
                    example: example(&finding.seen),
                    evidence: vec![evidence],
                });
            }
        }
        if suggestions.is_empty() {
            return Ok(files);
        }
        let (file, old) = (source.file.clone(), source.text.clone().into_owned());
        let mut draft = match self.form {
            Form::Patch => Draft::Patch(Sheet::new(&file, &old, contract)),
            Form::Overlay => Draft::Overlay(Overlay::new(source, contract)),
        };
        let mut applied = Vec::new();
        let mut batches = vec![suggestions];
        let mut tries = 0;
        while let Some(mut batch) = batches.pop() {
            tries += 1;
            let result = if tries > MOST_TRIES {
                Err(anyhow!("too much at once: take this proposal first"))
            } else {
                draft.apply(&batch)
            };
            match result {
                Ok(()) => applied.append(&mut batch),
                Err(_) if batch.len() > 1 && tries <= MOST_TRIES => {
                    let later = batch.split_off(batch.len() / 2);
                    batches.extend([later, batch]);
                }
                Err(reason) => {
                    let refused = self.refused.entry(format!("{reason:#}")).or_default();
                    refused.extend(batch.into_iter().flat_map(|own| own.evidence));
                }
            }
        }
        if !applied.is_empty() {
            self.files.push(Proposal {
                file,
                old,
                new: match draft {
                    Draft::Patch(sheet) => sheet.into_text(),
                    Draft::Overlay(overlay) => overlay.into_text(),
                },
                suggestions: applied,
            });
        }
        Ok(files)
    }

    fn refuse(&mut self, reason: &str, finding: &Finding) {
        let list = self.refused.entry(reason.to_owned()).or_default();
        list.push(format!("{} {}", finding.class, place(finding)));
    }
}

/// A line that is no part of the patch, whatever is in it.
fn comment(out: &mut impl Write, text: &str) -> io::Result<()> {
    writeln!(out, "# {}", plain(text))
}

/// On one line.
fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

/// A sample that the report has as it came, as YAML; of a text, if it is a word.
fn example(seen: &str) -> Option<String> {
    let is_word = |text: &str| {
        let text = text.strip_prefix('"')?.strip_suffix('"')?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        (!text.is_empty() && text.chars().all(is_plain)).then_some(())
    };
    let is_literal = matches!(seen, "true" | "false") || is_number(seen) || is_word(seen).is_some();
    is_literal.then(|| seen.to_owned())
}

fn place(finding: &Finding) -> String {
    let operation = finding.operation.as_deref().unwrap_or("no operation");
    format!("{operation} {}", generic_pointer(&finding.pointer))
}

/// How often it was seen, of how often it could have been.
fn evidence(report: &Report, finding: &Finding) -> String {
    let coverage = &report.coverage;
    let all = match finding.direction {
        Direction::Callback => &coverage.callbacks,
        _ => &coverage.operations,
    };
    let covered = finding.operation.as_ref().and_then(|id| all.get(id));
    let pointer = generic_pointer(&finding.pointer);
    let of = covered.map(|covered| match covered.response_fields.get(&pointer) {
        Some(values) if *values >= finding.count => format!("of {values} values"),
        _ => format!("in {}", counted(covered.count, "exchange")),
    });
    let few = if finding.count < FEW {
        "; few samples"
    } else {
        ""
    };
    let entries: Vec<_> = finding.entries.iter().map(u64::to_string).collect();
    let known = match &finding.erratum {
        Some(id) => format!("; compare {id}"),
        None => String::new(),
    };
    format!(
        "{}: seen {} {}, at first in {}{few}{known}",
        place(finding),
        counted(finding.count, "time"),
        of.unwrap_or_default(),
        entries.join(", ")
    )
}

/// What begins at the line of the contract that a finding names.
type Place<'d> = Option<Node<'d>>;

const OTHER_VERSION: &str = "the report is of another version of the contract";

/// What a finding suggests, or why it suggests nothing.
fn judge(document: &Document, place: Place<'_>, finding: &Finding) -> Result<Change, String> {
    use Problem as P;
    if finding.direction == Direction::Request {
        return Err(
            "what a client sends is no evidence of what the provider takes or says".to_owned(),
        );
    }
    let is_body = finding.part == Part::Body;
    match finding.class.problem {
        _ if finding.class.subject == Subject::Across => {
            Err("the provider has to explain it".to_owned())
        }
        P::Fraction | P::Precision => Err("the provider has to explain it".to_owned()),
        P::Enum if is_body => new_value(place, finding),
        P::Field if is_body => new_field(place, finding),
        P::ErrorCode | P::ErrorStatus => new_code(document, finding),
        P::Null if is_body => Ok(Change::Nullable(property(place, finding)?)),
        P::Required if is_body => optional(document, place, finding),
        P::TextForNumber | P::NumberForText | P::Type => {
            Err("a type stays as documented: read both, and tell it in an erratum".to_owned())
        }
        P::Status => Err("a status alone does not tell what the answer holds".to_owned()),
        P::Format | P::Limit => Err("samples do not tell the new form or limit".to_owned()),
        _ => Err("it is no single place of the contract".to_owned()),
    }
}

fn new_value(place: Place<'_>, finding: &Finding) -> Result<Change, String> {
    static VALUE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("^\"([A-Za-z][A-Za-z0-9 _.-]{0,63})\"$").ok());
    let value = first_group(&VALUE, &finding.seen);
    let value = value.ok_or("the value does not look like one of a list")?;
    let schema = with(place, "enum")?;
    let listed = schema.get("enum").into_iter().flat_map(Node::items);
    let listed: Vec<_> = listed.filter_map(Node::as_str).collect();
    if finding.expected != format!("one of {}", listed.join(", ")) {
        return Err("the value stands for an object that is not known".to_owned());
    }
    Ok(Change::Value(schema.pointer(), value))
}

fn new_field(place: Place<'_>, finding: &Finding) -> Result<Change, String> {
    static NAME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("^([A-Za-z_][A-Za-z0-9_-]{0,63})$").ok());
    if finding.expected != "no such field" {
        return Err("a field that comes twice is no matter of the contract".to_owned());
    }
    let name = finding.pointer.rsplit('/').next().unwrap_or_default();
    let name = first_group(&NAME, name).ok_or("its name does not look like one of a field")?;
    let schema = with(place, "properties")?;
    let seen = finding.seen.as_str();
    let is_text = seen.starts_with('"') || seen.starts_with("text ");
    let is_number = seen.starts_with("number ") || is_number(seen);
    let kind = match seen {
        _ if is_number => change::Kind::Number,
        _ if is_text && is_amount_name(&name) => {
            return Err("an amount as a text: a person has to decide that".to_owned());
        }
        _ if is_text => change::Kind::Text,
        "true" | "false" => change::Kind::Boolean,
        _ => return Err("the samples do not tell what is in it".to_owned()),
    };
    Ok(Change::Field {
        at: schema.pointer(),
        is_secret: is_secret_name(&name),
        name,
        kind,
    })
}

fn is_number(text: &str) -> bool {
    bayar_contract::Decimal::parse(text).is_some()
}

fn new_code(document: &Document, finding: &Finding) -> Result<Change, String> {
    static CODE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("^\"?([A-Z][A-Z0-9_]{1,79})\"? with [45][0-9]{2}$").ok());
    let code = first_group(&CODE, &finding.seen).ok_or("the code does not look like one")?;
    let status = finding.seen.rsplit(' ').next().unwrap_or_default();
    let id = finding.operation.as_deref().unwrap_or_default();
    let paths = document.root().get("paths");
    let operations = paths
        .into_iter()
        .flat_map(Node::fields)
        .flat_map(|(_, path)| path.fields());
    let operation = operations
        .map(|(_, operation)| operation)
        .find(|operation| operation.text("operationId") == Some(id))
        .ok_or("the contract has no such operation")?;
    Ok(Change::Code {
        at: format!("{}/responses", operation.pointer()),
        status: status.to_owned(),
        code,
    })
}

fn optional(document: &Document, place: Place<'_>, finding: &Finding) -> Result<Change, String> {
    let at = property(place, finding)?;
    let (holder, name) = at.rsplit_once("/properties/").ok_or("it is no field")?;
    if is_variant_tag(document, &format!("#{holder}"), name) {
        return Err("it tells which object it is".to_owned());
    }
    let node = document.find(holder).ok_or("it is no field")?;
    let mut required = node.get("required").into_iter().flat_map(Node::items);
    if !required.any(|field| field.as_str() == Some(name)) {
        return Err("it is required at another place".to_owned());
    }
    Ok(Change::Optional {
        at: holder.to_owned(),
        name: name.to_owned(),
    })
}

/// Whether a field tells which of several objects a component is.
fn is_variant_tag(document: &Document, component: &str, name: &str) -> bool {
    let schemas = document.find("/components/schemas");
    let mut schemas = schemas.into_iter().flat_map(Node::fields);
    schemas.any(|(_, schema)| {
        let Some(discriminator) = schema.get("discriminator") else {
            return false;
        };
        let mut mapping = discriminator
            .get("mapping")
            .into_iter()
            .flat_map(Node::fields);
        mapping.any(|(_, value)| value.as_str() == Some(component))
            && discriminator.text("propertyName") == Some(name)
    })
}

/// The pointer of the field that a finding is about. Nothing is made looser where it is an amount.
fn property(place: Place<'_>, finding: &Finding) -> Result<String, String> {
    if is_about_money(finding) {
        return Err("money stays as documented".to_owned());
    }
    let node = place.ok_or(OTHER_VERSION)?;
    let name = finding.pointer.rsplit('/').next().unwrap_or_default();
    let is_it = node.pointer().ends_with(&format!("/properties/{name}"));
    if !is_it {
        return Err("it is no field of an object".to_owned());
    }
    Ok(node.pointer())
}

/// The schema at the place of a finding that has a certain keyword, behind references and `allOf`.
fn with<'d>(place: Place<'d>, keyword: &str) -> Result<Node<'d>, String> {
    find(place.ok_or(OTHER_VERSION)?, keyword, 0)
        .ok_or_else(|| "the contract has another form there".to_owned())
}

fn find<'d>(node: Node<'d>, keyword: &str, depth: usize) -> Option<Node<'d>> {
    if depth > 8 {
        return None;
    }
    if let Some(pointer) = node
        .text("$ref")
        .and_then(|target| target.strip_prefix('#'))
    {
        return find(node.document().find(pointer)?, keyword, depth + 1);
    }
    if node.get(keyword).is_some() {
        return Some(node);
    }
    let parts: Vec<_> = node.get("allOf")?.items().collect();
    let mut parts = parts.into_iter().rev();
    parts.find_map(|part| find(part, keyword, depth + 1))
}

fn first_group(pattern: &LazyLock<Option<Regex>>, text: &str) -> Option<String> {
    let found = pattern.as_ref()?.captures(text)?;
    found.get(1).map(|group| group.as_str().to_owned())
}
