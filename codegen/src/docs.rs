//! The rustdoc of what is generated.

use std::fmt::Write as _;

use bayar_contract::extension::EnumValue;
use bayar_contract::operation::{self, Body, Parameter};
use bayar_contract::schema::{Bound, Schema};
use bayar_contract::{Contract, Kind, Location, Node, SchemaId};
use heck::ToSnakeCase;
use proc_macro2::Ident;

use crate::lower::Lowered;
use crate::names::{argument_name, enum_variant};
use crate::operation::{Operation, component};

/// A component: its description and source.
pub(crate) fn schema(contract: &Contract, schema: &Schema) -> String {
    let mut doc = text(schema.description.as_ref());
    push_source(contract, &mut doc, schema);
    doc
}

/// A field of an object: `promised` if it is only ever received.
pub(crate) fn property(
    contract: &Contract,
    schema: &Schema,
    required: bool,
    promised: bool,
) -> String {
    let mut doc = text(schema.description.as_ref());
    let mut facts = limits(contract, schema);
    if required {
        let fact = if promised {
            "promised by the document"
        } else {
            requirement(schema)
        };
        facts.insert(0, fact.into());
    }
    if !facts.is_empty() {
        let _ = write!(doc, "\n\n*{}*", facts.join("; "));
    }
    push_source(contract, &mut doc, schema);
    doc
}

/// That a field is required, and whether the server was seen to do without it.
pub(crate) fn requirement(schema: &Schema) -> &'static str {
    if schema.is_requirement_enforced() {
        "required"
    } else {
        "required, not enforced"
    }
}

/// A path, query or header parameter.
pub(crate) fn parameter(contract: &Contract, parameter: &Parameter) -> String {
    let mut doc = parameter.description.clone().unwrap_or_default();
    let mut facts = vec![match parameter.location {
        Location::Header => format!("header `{}`", parameter.name),
        location => format!("`{}` in the {location}", parameter.name),
    }];
    if parameter.required {
        facts.push("required".into());
    }
    let schema = parameter.schema.map(|id| contract.schema(id));
    facts.extend(schema.into_iter().flat_map(|s| limits(contract, s)));
    let limits = schema.map_or_else(String::new, limit_sources);
    let (facts, source) = (facts.join("; "), contract.cite(&parameter.source));
    let _ = write!(doc, "\n\n*{facts}* ({source}{limits})");
    doc
}

/// A value of an open enum; `is_seen` if an overlay has it.
pub(crate) fn enum_value(value: &str, about: Option<&EnumValue>, is_seen: bool) -> String {
    let mut doc = format!("`{value}`");
    if let Some(description) = about.and_then(|about| about.description.as_ref()) {
        let _ = write!(doc, ": {description}");
    }
    if is_seen || about.is_some_and(|about| about.is_observed) {
        doc.push_str(" (observed, no document lists it)");
    }
    doc
}

/// The method on the client.
pub(crate) fn operation(
    contract: &Contract,
    lowered: &Lowered,
    operation: &Operation<'_>,
    module: &str,
) -> String {
    let spec = operation.spec;
    let mut doc = format!(
        "{}.\n\n`{} {}`\n\n{}\n",
        operation.summary.trim_end_matches('.'),
        spec.method,
        spec.path,
        operation.description
    );
    let permission = operation.permission();
    let _ = write!(
        doc,
        "\n**Permission of the key:** {}. **Source:** {}.\n",
        permission.as_deref().unwrap_or("the document names none"),
        contract.cite(&spec.source)
    );
    if !spec.parameters.is_empty() {
        doc.push_str("\n# Parameters\n| name | where | |\n| --- | --- | --- |\n");
        for parameter in &spec.parameters {
            let required = if parameter.required { " Required." } else { "" };
            let _ = writeln!(
                doc,
                "| `{}` | {} | {}{required} |",
                argument_name(operation, parameter),
                parameter.location,
                cell(parameter.description.as_ref())
            );
        }
    }
    if let Some(body) = operation.body {
        let _ = write!(
            doc,
            "\nThe body is a [`{body}`](types::{body}); its fields are set on the builder.\n"
        );
    }
    doc.push_str("\n# Errors\n");
    if spec.errors.is_empty() {
        doc.push_str("The document lists no code for this operation.\n");
    } else {
        doc.push_str("| status | code | when |\n| --- | --- | --- |\n");
        for row in &spec.errors {
            let status = row
                .status
                .map_or("–".to_owned(), |status| status.to_string());
            let variant = row
                .variant
                .as_ref()
                .map_or(String::new(), |v| format!("{v}: "));
            let observed = if row.is_observed { " (observed)" } else { "" };
            let _ = writeln!(
                doc,
                "| {status} | `{}` | {variant}{}{observed} |",
                row.code,
                cell(row.description.as_ref())
            );
        }
    }
    doc.push_str("\nAnything else is a [`bayar::Error`](crate::Error), too.\n");
    let _ = write!(
        doc,
        "\n# Example\n```no_run\n{}\n```\n",
        example(contract, lowered, operation, module)
    );
    doc
}

/// The builder of an operation.
pub(crate) fn builder(operation: &Operation<'_>, module: &str) -> String {
    let client = client(operation);
    format!(
        "{}: `{} {}`.\n\nMade by [`{client}::{}`]({module}::{client}::{}).",
        operation.summary.trim_end_matches('.'),
        operation.spec.method,
        operation.spec.path,
        operation.id,
        operation.id
    )
}

/// `send` of an operation.
pub(crate) fn send(operation: &Operation<'_>) -> String {
    format!(
        "Checks the request and sends `{} {}`.\n\n# Errors\nSee [`Error`](crate::Error). If the \
         request breaks a documented rule, nothing is sent.",
        operation.spec.method, operation.spec.path
    )
}

fn client(operation: &Operation<'_>) -> &'static str {
    if operation.public_key {
        "PublicClient"
    } else {
        "Client"
    }
}

/// A call that compiles, made from the first documented request.
pub(crate) fn example(
    contract: &Contract,
    lowered: &Lowered,
    operation: &Operation<'_>,
    module: &str,
) -> String {
    let module = module.replacen("crate", "bayar", 1);
    let client = client(operation);
    let writer = Example { contract, lowered };
    let mut call = String::new();
    let mut path = Vec::new();
    for parameter in operation.spec.parameters.iter().filter(|p| p.required) {
        let name = argument_name(operation, parameter);
        let value = match first(contract, &parameter.examples) {
            Some(value) => writer.value(parameter.schema, value),
            None => format!("\"{name}-1\""),
        };
        if parameter.location == Location::Path {
            path.push(value);
        } else {
            let _ = write!(call, "\n    .{name}({value})");
        }
    }
    let path = path.join(", ");
    let media = operation.spec.body.as_ref().and_then(Body::json);
    let request = media.and_then(|media| first(contract, &media.examples));
    if let (Some(body), Some(request)) = (operation.body, request) {
        if !lowered.unions.iter().any(|union| union == body) {
            call.push_str(&writer.setters(body, request, None, "\n    "));
        } else if let Some((tag, variant)) = variant_of(contract, body, request) {
            let _ = write!(
                call,
                "\n    .body({})",
                writer.object(variant, request, Some(&tag))
            );
        }
    }
    let uses = if call.contains("types::") {
        format!("use {module}::types;\n# ")
    } else {
        "# ".to_owned()
    };
    format!(
        "{uses}async fn example(client: {module}::{client}) -> bayar::Result<()> {{\n\
         let answer = client.{}({path}){call}\n    .send()\n    .await?;\n\
         println!(\"{{answer:?}}\");\n# Ok(())\n# }}",
        operation.id
    )
}

fn first<'a>(contract: &'a Contract, examples: &[operation::Example]) -> Option<Node<'a>> {
    let value = examples.iter().find_map(|example| example.value);
    value.map(|node| contract.node(node))
}

/// The field that tells the variants of a union apart, and the component of the variant that a value is.
fn variant_of<'a>(
    contract: &'a Contract,
    union: &str,
    value: Node<'_>,
) -> Option<(String, &'a str)> {
    let discriminator = component(contract, union)?.discriminator.clone()?;
    let tag = value.text(&discriminator.property)?;
    let mapping = discriminator.mapping.iter().find(|m| m.value == tag)?;
    Some((discriminator.property, contract.component(mapping.target?)?))
}

struct Example<'a> {
    contract: &'a Contract,
    lowered: &'a Lowered,
}

impl Example<'_> {
    fn setters(
        &self,
        name: &str,
        value: Node<'_>,
        without: Option<&str>,
        separator: &str,
    ) -> String {
        let schema = component(self.contract, name);
        let mut code = String::new();
        for (key, value) in value.fields().filter(|(key, _)| Some(*key) != without) {
            let Some(property) = schema.as_ref().and_then(|schema| schema.property(key)) else {
                continue;
            };
            let name = key.to_snake_case();
            let name = if name == "type" { "type_" } else { &name };
            let value = self.value(Some(property.schema), value);
            let _ = write!(code, "{separator}.{name}({value})");
        }
        code
    }

    fn object(&self, name: &str, value: Node<'_>, without: Option<&str>) -> String {
        let setters = self.setters(name, value, without, "\n        ");
        format!("types::{name}::new(){setters}")
    }

    fn value(&self, id: Option<SchemaId>, value: Node<'_>) -> String {
        if let Some(name) = id.and_then(|id| self.contract.component(id)) {
            let is_enum = self.lowered.enums.iter().any(|other| other == name);
            let listed = || {
                let schema = component(self.contract, name)?;
                self.listed(&schema, value.as_str()?)
            };
            return match value.kind() {
                Kind::Object if !is_enum => self.object(name, value, None),
                _ if is_enum => listed().map_or_else(
                    || value.to_json(),
                    |ident| format!("types::{name}::{ident}"),
                ),
                _ => value.to_json(),
            };
        }
        let schema = id.map(|id| self.contract.schema(id));
        let is_decimal = schema.is_some_and(|schema| schema.format.as_deref() == Some("decimal"));
        match (value.kind(), value.as_str()) {
            (Kind::List, _) => {
                let item = schema.and_then(|schema| schema.items);
                let items: Vec<_> = value.items().map(|i| self.value(item, i)).collect();
                format!("[{}]", items.join(", "))
            }
            (_, Some(text)) if is_decimal => text.to_owned(),
            _ => value.to_json(),
        }
    }

    /// The variant for a value that the enum lists.
    fn listed(&self, schema: &Schema, text: &str) -> Option<Ident> {
        let mut values = schema.values.iter().flatten();
        let is_listed = values.any(|value| self.contract.node(*value).as_str() == Some(text));
        is_listed.then(|| enum_variant(schema, text))
    }
}

/// The limits of a schema, in words.
pub(crate) fn limits(contract: &Contract, schema: &Schema) -> Vec<String> {
    let mut limits = Vec::new();
    let range = |low: Option<String>, high: Option<String>, what: &str| match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} to {high}{what}")),
        (Some(low), None) => Some(format!("at least {low}{what}")),
        (None, Some(high)) => Some(format!("at most {high}{what}")),
        (None, None) => None,
    };
    let counts = |low: Option<u64>, high: Option<u64>, what: &str| {
        range(
            low.map(|n| n.to_string()),
            high.map(|n| n.to_string()),
            what,
        )
    };
    limits.extend(match (schema.min_length, schema.max_length) {
        (Some(1), None) => Some("not empty".into()),
        (least, most) => counts(least, most, " characters"),
    });
    let (minimum, maximum) = (schema.minimum.as_ref(), schema.maximum.as_ref());
    if minimum.into_iter().chain(maximum).any(|b| b.exclusive) {
        let side = |bound: Option<&Bound>, words: [&str; 2]| {
            bound.map(|b| format!("{} {}", words[usize::from(b.exclusive)], b.value))
        };
        limits.extend(side(minimum, ["at least", "greater than"]));
        limits.extend(side(maximum, ["at most", "less than"]));
    } else {
        let value = |bound: Option<&Bound>| bound.map(|b| b.value.to_string());
        limits.extend(range(value(minimum), value(maximum), ""));
    }
    limits.extend(counts(schema.min_items, schema.max_items, " items"));
    if schema.multiple_of.is_some() {
        limits.push("no decimals".into());
    }
    if schema.format.as_deref() == Some("email") {
        limits.push("an e-mail address".into());
    }
    if let Some(pattern) = &schema.pattern {
        limits.push(format!("matches `{pattern}`"));
    }
    if let Some(default) = schema.default {
        let default = contract.node(default).to_json();
        limits.push(format!("the server's default is `{default}`"));
    }
    limits
}

/// Where limits are stated, if not where the field is named: `; minimum: observed`.
fn limit_sources(schema: &Schema) -> String {
    let mut doc = String::new();
    for limit in &schema.limit_sources {
        let at = limit.line.map_or("observed".to_owned(), |l| l.to_string());
        let _ = write!(doc, "; `{}`: {at}", limit.keyword);
    }
    doc
}

fn push_source(contract: &Contract, doc: &mut String, schema: &Schema) {
    let source = &schema.source;
    if source.is_observed {
        doc.push_str("\n\nObserved; no document names it.");
    } else if !source.is_unknown() {
        let limits = limit_sources(schema);
        let source = contract.cite(source);
        let _ = write!(doc, "\n\nSource: {source}{limits}.");
    }
}

fn cell(text: Option<&String>) -> String {
    let words = text.into_iter().flat_map(|text| text.split_whitespace());
    words.collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn text(text: Option<&String>) -> String {
    text.map_or_else(String::new, |text| text.trim().to_owned())
}
