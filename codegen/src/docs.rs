//! The rustdoc of what is generated.

use std::fmt::Write as _;

use heck::ToSnakeCase;
use serde_json::Value;

use crate::contract::{self, Contract, Location, Operation, Parameter};
use crate::document::component;
use crate::lower::Lowered;
use crate::names::variant;

/// A component: its description and source.
pub(crate) fn schema(schema: &Value) -> String {
    let mut doc = text(schema, "description");
    push_source(&mut doc, schema);
    doc
}

/// A field of an object: `promised` if it is only ever received.
pub(crate) fn property(schema: &Value, required: bool, promised: bool) -> String {
    let mut doc = text(schema, "description");
    let mut facts = limits(schema);
    if required {
        let fact = if promised {
            "promised by the document"
        } else {
            "required"
        };
        facts.insert(0, fact.into());
    }
    if !facts.is_empty() {
        let _ = write!(doc, "\n\n*{}*", facts.join("; "));
    }
    push_source(&mut doc, schema);
    doc
}

/// A path, query or header parameter.
pub(crate) fn parameter(parameter: &Parameter) -> String {
    let mut doc = parameter.description.clone();
    let mut facts = vec![match parameter.location {
        Location::Path => format!("`{}` in the path", parameter.name),
        Location::Query => format!("`{}` in the query", parameter.name),
        Location::Header => format!("header `{}`", parameter.name),
    }];
    if parameter.required {
        facts.push("required".into());
    }
    facts.extend(limits(&parameter.schema));
    let limits = limit_sources(&parameter.schema);
    let (facts, source) = (facts.join("; "), &parameter.source);
    let _ = write!(doc, "\n\n*{facts}* (`{source}`{limits})");
    doc
}

/// A value of an open enum.
pub(crate) fn enum_value(value: &str, about: Option<&Value>) -> String {
    let mut doc = format!("`{value}`");
    if let Some(description) = about
        .and_then(|a| a.get("description"))
        .and_then(Value::as_str)
    {
        let _ = write!(doc, ": {description}");
    }
    if let Some("observed") = about.and_then(|a| a.get("source")).and_then(Value::as_str) {
        doc.push_str(" (observed, no document lists it)");
    }
    doc
}

/// The method on the client.
pub(crate) fn operation(
    contract: &Contract,
    lowered: &Lowered,
    operation: &Operation,
    module: &str,
) -> String {
    let Operation {
        method,
        path,
        summary,
        description,
        ..
    } = operation;
    let mut doc = format!(
        "{}.\n\n`{method} {path}`\n\n{description}\n",
        summary.trim_end_matches('.')
    );
    let permission = operation.permission.as_deref();
    let _ = write!(
        doc,
        "\n**Permission of the key:** {}. **Source:** `{}`.\n",
        permission.unwrap_or("the document names none"),
        operation.source
    );
    if !operation.parameters.is_empty() {
        doc.push_str("\n# Parameters\n| name | where | |\n| --- | --- | --- |\n");
        for parameter in &operation.parameters {
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
            };
            let name = parameter.name.to_snake_case();
            let name = name.strip_prefix("x_").unwrap_or(&name);
            let required = if parameter.required { " Required." } else { "" };
            let _ = writeln!(
                doc,
                "| `{name}` | {place} | {}{required} |",
                cell(&parameter.description)
            );
        }
    }
    if let Some(body) = &operation.body {
        let _ = write!(
            doc,
            "\nThe body is a [`{body}`](types::{body}); its fields are set on the builder.\n"
        );
    }
    doc.push_str("\n# Errors\n");
    if operation.errors.is_empty() {
        doc.push_str("The document lists no code for this operation.\n");
    } else {
        doc.push_str("| status | code | when |\n| --- | --- | --- |\n");
        for row in &operation.errors {
            let status = row
                .status
                .map_or("–".to_owned(), |status| status.to_string());
            let variant = row
                .variant
                .as_ref()
                .map_or(String::new(), |v| format!("{v}: "));
            let observed = if row.observed { " (observed)" } else { "" };
            let _ = writeln!(
                doc,
                "| {status} | `{}` | {variant}{}{observed} |",
                row.code,
                cell(&row.description)
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
pub(crate) fn builder(operation: &Operation, module: &str) -> String {
    let client = if operation.public_key {
        "PublicClient"
    } else {
        "Client"
    };
    format!(
        "{}: `{} {}`.\n\nMade by [`{client}::{}`]({module}::{client}::{}).",
        operation.summary.trim_end_matches('.'),
        operation.method,
        operation.path,
        operation.id,
        operation.id
    )
}

/// `send` of an operation.
pub(crate) fn send(operation: &Operation) -> String {
    format!(
        "Checks the request and sends `{} {}`.\n\n# Errors\nSee [`Error`](crate::Error). If the \
         request breaks a documented rule, nothing is sent.",
        operation.method, operation.path
    )
}

/// A call that compiles, made from the first documented request.
pub(crate) fn example(
    contract: &Contract,
    lowered: &Lowered,
    operation: &Operation,
    module: &str,
) -> String {
    let module = module.replacen("crate", "bayar", 1);
    let client = if operation.public_key {
        "PublicClient"
    } else {
        "Client"
    };
    let writer = Example { contract, lowered };
    let mut call = String::new();
    for parameter in operation.parameters.iter().filter(|p| p.required) {
        let name = parameter.name.to_snake_case();
        let name = name.strip_prefix("x_").unwrap_or(&name);
        let value = parameter
            .example
            .clone()
            .unwrap_or_else(|| Value::String(format!("{name}-1")));
        let _ = write!(
            call,
            "\n    .{name}({})",
            writer.value(&parameter.schema, &value)
        );
    }
    let request = operation.request_examples.first().map(|(_, value)| value);
    if let (Some(body), Some(Value::Object(fields))) = (&operation.body, request) {
        let union = lowered.unions.iter().find(|union| union.name == *body);
        if let Some(union) = union {
            let tag = fields.get(&union.tag).and_then(Value::as_str);
            let chosen = union
                .variants
                .iter()
                .find(|(value, _)| Some(value.as_str()) == tag);
            if let Some((_, name)) = chosen {
                let value = Value::Object(
                    fields
                        .iter()
                        .filter(|(key, _)| **key != union.tag)
                        .map(|(key, value)| (key.clone(), value.clone()))
                        .collect(),
                );
                let _ = write!(call, "\n    .body({})", writer.object(name, &value));
            }
        } else {
            call.push_str(&writer.setters(body, fields, "\n    "));
        }
    }
    let uses = if call.contains("types::") {
        format!("use {module}::types;\n# ")
    } else {
        "# ".to_owned()
    };
    format!(
        "{uses}async fn example(client: {module}::{client}) -> bayar::Result<()> {{\n\
         let answer = client.{}(){call}\n    .send()\n    .await?;\n\
         println!(\"{{answer:?}}\");\n# Ok(())\n# }}",
        operation.id
    )
}

struct Example<'a> {
    contract: &'a Contract,
    lowered: &'a Lowered,
}

impl Example<'_> {
    fn setters(
        &self,
        component: &str,
        fields: &serde_json::Map<String, Value>,
        separator: &str,
    ) -> String {
        let properties = self
            .contract
            .schema(component)
            .and_then(|schema| schema.get("properties"));
        let mut code = String::new();
        for (key, value) in fields {
            let Some(schema) = properties.and_then(|all| all.get(key)) else {
                continue;
            };
            let name = key.to_snake_case();
            let name = if name == "type" { "type_" } else { &name };
            let _ = write!(code, "{separator}.{name}({})", self.value(schema, value));
        }
        code
    }

    fn object(&self, component: &str, value: &Value) -> String {
        let setters = value.as_object().map_or(String::new(), |fields| {
            self.setters(component, fields, "\n        ")
        });
        format!("types::{component}::new(){setters}")
    }

    fn value(&self, schema: &Value, value: &Value) -> String {
        if let Some(name) = component(schema) {
            let known = self.lowered.enums.iter().find(|(other, _)| other == name);
            return match (known, value.as_str()) {
                (Some((_, schema)), Some(text)) => match listed(schema, text) {
                    Some(ident) => format!("types::{name}::{ident}"),
                    None => format!("{text:?}"),
                },
                (None, _) if value.is_object() => self.object(name, value),
                _ => value.to_string(),
            };
        }
        match value {
            Value::Array(items) => {
                let item = schema.get("items").unwrap_or(&Value::Null);
                let items: Vec<_> = items.iter().map(|i| self.value(item, i)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::String(text)
                if schema.get("format").and_then(Value::as_str) == Some("decimal") =>
            {
                text.clone()
            }
            other => other.to_string(),
        }
    }
}

/// The variant for a value that the enum lists.
fn listed(schema: &Value, text: &str) -> Option<String> {
    let values = schema.get("enum")?.as_array()?;
    values.iter().find(|value| value.as_str() == Some(text))?;
    let named = schema
        .get("x-enum")
        .and_then(|all| all.get(text)?.get("name")?.as_str());
    Some(named.map_or_else(|| variant(text).to_string(), str::to_owned))
}

/// The limits of a schema, in words.
pub(crate) fn limits(schema: &Value) -> Vec<String> {
    let number = |key: &str| schema.get(key).map(ToString::to_string);
    let mut limits = Vec::new();
    let range = |low: Option<String>, high: Option<String>, what: &str| match (low, high) {
        (Some(low), Some(high)) => Some(format!("{low} to {high}{what}")),
        (Some(low), None) => Some(format!("at least {low}{what}")),
        (None, Some(high)) => Some(format!("at most {high}{what}")),
        (None, None) => None,
    };
    limits.extend(match (number("minLength"), number("maxLength")) {
        (Some(least), None) if least == "1" => Some("not empty".into()),
        (least, most) => range(least, most, " characters"),
    });
    let exclusive = |key: &str| contract::is_true(schema, key);
    if exclusive("exclusiveMinimum") || exclusive("exclusiveMaximum") {
        let side = |key: &str, beyond: bool, words: [&str; 2]| {
            let words = words[usize::from(beyond)];
            number(key).map(|limit| format!("{words} {limit}"))
        };
        let lower = ["at least", "greater than"];
        let upper = ["at most", "less than"];
        limits.extend(side("minimum", exclusive("exclusiveMinimum"), lower));
        limits.extend(side("maximum", exclusive("exclusiveMaximum"), upper));
    } else {
        limits.extend(range(number("minimum"), number("maximum"), ""));
    }
    limits.extend(range(number("minItems"), number("maxItems"), " items"));
    if schema.get("multipleOf").is_some() {
        limits.push("no decimals".into());
    }
    if schema.get("format").and_then(Value::as_str) == Some("email") {
        limits.push("an e-mail address".into());
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        limits.push(format!("matches `{pattern}`"));
    }
    if let Some(default) = schema.get("default") {
        limits.push(format!("the server's default is `{default}`"));
    }
    limits
}

/// Where limits are stated, if not where the field is named: `; minimum: observed`.
fn limit_sources(schema: &Value) -> String {
    let stated = schema.get("x-limit-source").and_then(Value::as_object);
    let mut doc = String::new();
    for (keyword, at) in stated.into_iter().flatten() {
        let at = at.as_str().map_or_else(|| at.to_string(), str::to_owned);
        let _ = write!(doc, "; `{keyword}`: {at}");
    }
    doc
}

fn push_source(doc: &mut String, schema: &Value) {
    let source = schema.get("x-source");
    let line = source.and_then(|s| s.get("line"));
    let document = source
        .and_then(|s| s.get("document"))
        .and_then(Value::as_str);
    match (document, line) {
        (Some(document), Some(line)) => {
            let limits = limit_sources(schema);
            let _ = write!(doc, "\n\nSource: `{document}:{line}`{limits}.");
        }
        _ if source.is_some() => doc.push_str("\n\nObserved; no document names it."),
        _ => {}
    }
}

fn cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}

fn text(schema: &Value, key: &str) -> String {
    schema
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}
