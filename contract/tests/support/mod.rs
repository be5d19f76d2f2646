//! What was read, as text for snapshots. Lines of the contract are left out: they change with every edit above them.

use std::fmt::Write;

use bayar_contract::extension::{ErrorRow, Rule, RuleKind, Source};
use bayar_contract::operation::{Example, MediaType, OperationKind, Parameter, Response};
use bayar_contract::schema::{Additional, Bound, SchemaId};
use bayar_contract::security::Requirement;
use bayar_contract::{Contract, NodeId, Operation};

/// One operation with everything but the components it names.
pub fn operation(contract: &Contract, operation: &Operation) -> String {
    let mut out = format!("{} {}\n", operation.method, operation.path);
    match &operation.kind {
        OperationKind::Callback { name, of } => {
            let of = contract.operations[*of].id.as_deref().unwrap_or_default();
            line(&mut out, 0, &format!("callback {name} of {of}"));
        }
        OperationKind::Webhook { name } => line(&mut out, 0, &format!("webhook {name}")),
        _ => {}
    }
    line(&mut out, 0, &format!("tags {:?}", operation.tags));
    optional(&mut out, 0, "summary", operation.summary.as_deref());
    optional(&mut out, 0, "description", operation.description.as_deref());
    line(
        &mut out,
        0,
        &format!("source {}", source(&operation.source)),
    );
    if let Some(permission) = &operation.permission {
        let access = permission.access.as_deref().unwrap_or("-");
        let text = format!(
            "permission {} {access} {:?}",
            permission.kind, permission.line
        );
        line(&mut out, 0, &text);
    }
    optional(&mut out, 0, "money", operation.money.as_deref());
    if let Some(function) = &operation.function {
        line(
            &mut out,
            0,
            &format!("function {} {:?}", function.name, function.lines),
        );
    }
    if operation.deprecated {
        line(&mut out, 0, "deprecated");
    }
    line(
        &mut out,
        0,
        &format!("security {}", security(&operation.security)),
    );
    for server in &operation.servers {
        line(&mut out, 0, &format!("server {}", server.url));
    }
    for rule in &operation.rules {
        line(&mut out, 0, &format!("rule {}", rule_text(contract, rule)));
    }
    for parameter in &operation.parameters {
        let text = format!("parameter {} in {}", parameter.name, parameter.location);
        parameter_lines(contract, &mut out, 0, &text, parameter);
    }
    if let Some(body) = &operation.body {
        let required = if body.required { " required" } else { "" };
        line(&mut out, 0, &format!("body{required}"));
        optional(&mut out, 1, "description", body.description.as_deref());
        body.content
            .iter()
            .for_each(|media| media_lines(contract, &mut out, 1, media));
    }
    for response in &operation.responses {
        response_lines(contract, &mut out, response);
    }
    for row in &operation.errors {
        line(&mut out, 0, &format!("error {}", row_text(row)));
    }
    out
}

/// The document itself and its components.
pub fn document(contract: &Contract) -> String {
    let mut out = format!("{} {}\n", contract.info.title, contract.info.version);
    optional(
        &mut out,
        0,
        "description",
        contract.info.description.as_deref(),
    );
    line(
        &mut out,
        0,
        &format!("source {}", source(&contract.info.source)),
    );
    for server in &contract.servers {
        let text = format!("server {} {}", server.url, source(&server.source));
        line(&mut out, 0, &text);
    }
    for tag in &contract.tags {
        let text = format!("tag {} {}", tag.name, source(&tag.source));
        line(&mut out, 0, &text);
    }
    line(
        &mut out,
        0,
        &format!("security {}", security(&contract.security)),
    );
    for scheme in &contract.security_schemes {
        let text = format!(
            "scheme {} {:?} {}",
            scheme.name,
            scheme.kind,
            source(&scheme.source)
        );
        line(&mut out, 0, &text);
    }
    line(&mut out, 0, &format!("secrets {:?}", contract.secrets()));
    for (name, id) in &contract.named {
        line(&mut out, 0, &format!("schema {name}"));
        schema_lines(contract, &mut out, 1, *id, true);
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    let text = text.trim_end().replace('\n', "\\n");
    writeln!(out, "{}{text}", "  ".repeat(depth)).unwrap();
}

fn optional(out: &mut String, depth: usize, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        line(out, depth, &format!("{name}: {text}"));
    }
}

pub fn source(source: &Source) -> String {
    let also = if source.also.is_empty() {
        String::new()
    } else {
        format!(" also {:?}", source.also)
    };
    let name = source
        .documented_as
        .as_ref()
        .map_or(String::new(), |name| format!(" as {name:?}"));
    format!("{source}{also}{name}")
}

fn security(requirements: &[Requirement]) -> String {
    let schemes = requirements
        .iter()
        .map(|requirement| format!("{:?}", requirement.schemes));
    schemes.collect::<Vec<_>>().join(" or ")
}

fn rule_text(contract: &Contract, rule: &Rule) -> String {
    let line = rule.line.map_or("-".to_owned(), |line| line.to_string());
    let text = match &rule.kind {
        RuleKind::Requires { field, needs } => format!("{field} requires {needs}"),
        RuleKind::Together { fields } => format!("together {fields:?}"),
        RuleKind::Only {
            field,
            when,
            values,
        } => format!("{field} only when {when} is one of {values:?}"),
        RuleKind::When(when) => format!(
            "when {} is {} then {} required {} pattern {:?} from {:?} to {:?}: {:?}",
            when.field,
            json(contract, when.equals),
            when.then,
            when.required,
            when.pattern,
            when.minimum.as_ref().map(ToString::to_string),
            when.maximum.as_ref().map(ToString::to_string),
            when.says,
        ),
        other => format!("{other:?}"),
    };
    format!("{text} ({line})")
}

fn row_text(row: &ErrorRow) -> String {
    let status = row
        .status
        .map_or("-".to_owned(), |status| status.to_string());
    let mut text = format!("{status} {} {}", row.code, source(&row.source));
    for (name, is) in [
        ("observed", row.is_observed),
        ("example only", row.is_example_only),
        ("status undocumented", row.has_undocumented_status),
    ] {
        if is {
            text += &format!(" [{name}]");
        }
    }
    if let Some(variant) = &row.variant {
        text += &format!(" for {variant}");
    }
    format!("{text}: {}", row.description.as_deref().unwrap_or("-"))
}

fn json(contract: &Contract, node: NodeId) -> String {
    contract.node(node).to_json()
}

fn parameter_lines(
    contract: &Contract,
    out: &mut String,
    depth: usize,
    text: &str,
    parameter: &Parameter,
) {
    let mut text = text.to_owned();
    for (name, is) in [
        ("required", parameter.required),
        ("secret", parameter.secret),
        ("deprecated", parameter.deprecated),
        ("explode", parameter.explode),
        ("of the path", parameter.is_of_path),
    ] {
        if is {
            text += &format!(" [{name}]");
        }
    }
    text += &format!(" {} {}", parameter.style, source(&parameter.source));
    if let Some(component) = &parameter.component {
        text += &format!(" = {component}");
    }
    line(out, depth, &text);
    optional(
        out,
        depth + 1,
        "description",
        parameter.description.as_deref(),
    );
    match &parameter.content {
        Some(media) => media_lines(contract, out, depth + 1, media),
        None => schema_or_name(contract, out, depth + 1, "schema", parameter.schema),
    }
    examples(contract, out, depth + 1, &parameter.examples);
}

fn media_lines(contract: &Contract, out: &mut String, depth: usize, media: &MediaType) {
    let source = if media.source.is_unknown() {
        String::new()
    } else {
        format!(" {}", source(&media.source))
    };
    line(out, depth, &format!("{}{source}", media.name));
    schema_or_name(contract, out, depth + 1, "schema", media.schema);
    examples(contract, out, depth + 1, &media.examples);
}

fn examples(contract: &Contract, out: &mut String, depth: usize, examples: &[Example]) {
    for example in examples {
        let name = example.name.as_deref().unwrap_or("-");
        line(
            out,
            depth,
            &format!("example {name} {}", source(&example.source)),
        );
        optional(out, depth + 1, "summary", example.summary.as_deref());
        if let Some(value) = example.value {
            line(out, depth + 1, &json(contract, value));
        }
    }
}

fn response_lines(contract: &Contract, out: &mut String, response: &Response) {
    let component = response
        .component
        .as_ref()
        .map_or(String::new(), |name| format!(" = {name}"));
    let text = format!(
        "answer {}{component} {}",
        response.status,
        source(&response.source)
    );
    line(out, 0, &text);
    optional(out, 1, "description", response.description.as_deref());
    for header in &response.headers {
        parameter_lines(contract, out, 1, &format!("header {}", header.name), header);
    }
    for link in &response.links {
        line(out, 1, &format!("link {}", link.name));
    }
    response
        .content
        .iter()
        .for_each(|media| media_lines(contract, out, 1, media));
}

fn schema_or_name(
    contract: &Contract,
    out: &mut String,
    depth: usize,
    label: &str,
    id: Option<SchemaId>,
) {
    let Some(id) = id else { return };
    line(out, depth, label);
    schema_lines(contract, out, depth + 1, id, false);
}

/// A schema; a component only by its name, unless it is the one that is asked for.
#[allow(clippy::too_many_lines)] // One line for each thing that a schema may say.
pub fn schema_lines(
    contract: &Contract,
    out: &mut String,
    depth: usize,
    id: SchemaId,
    is_asked_for: bool,
) {
    let schema = contract.schema(id);
    if let (Some(name), false) = (&schema.name, is_asked_for) {
        line(out, depth, &format!("= {name}"));
        return;
    }
    let mut facts = Vec::new();
    if let Some(boolean) = schema.boolean {
        facts.push(boolean.to_string());
    }
    if !schema.types.is_empty() {
        facts.push(schema.types.to_string());
    }
    if schema.nullable {
        facts.push("nullable".to_owned());
    }
    if let Some(format) = &schema.format {
        facts.push(format!("format {format}"));
    }
    let bound = |name: &str, bound: &Option<Bound>| {
        let bound = bound.as_ref()?;
        Some(format!(
            "{name}{} {}",
            if bound.exclusive { " exclusive" } else { "" },
            bound.value
        ))
    };
    facts.extend(bound("minimum", &schema.minimum));
    facts.extend(bound("maximum", &schema.maximum));
    facts.extend(
        schema
            .multiple_of
            .as_ref()
            .map(|step| format!("multiple of {step}")),
    );
    for (name, count) in [
        ("min length", schema.min_length),
        ("max length", schema.max_length),
        ("min items", schema.min_items),
        ("max items", schema.max_items),
        ("min properties", schema.min_properties),
        ("max properties", schema.max_properties),
    ] {
        facts.extend(count.map(|count| format!("{name} {count}")));
    }
    facts.extend(
        schema
            .pattern
            .as_ref()
            .map(|pattern| format!("pattern {pattern}")),
    );
    for (name, is) in [
        ("unique", schema.unique_items),
        ("read only", schema.read_only),
        ("write only", schema.write_only),
        ("deprecated", schema.deprecated),
        ("secret", schema.secret),
    ] {
        if is {
            facts.push(name.to_owned());
        }
    }
    if let Some(values) = &schema.values {
        let values = values.iter().map(|value| json(contract, *value));
        facts.push(format!("one of {}", values.collect::<Vec<_>>().join(" ")));
    }
    facts.extend(
        schema
            .constant
            .map(|value| format!("const {}", json(contract, value))),
    );
    facts.extend(
        schema
            .default
            .map(|value| format!("default {}", json(contract, value))),
    );
    facts.extend(
        schema
            .examples
            .iter()
            .map(|value| format!("example {}", json(contract, *value))),
    );
    facts.extend(
        schema
            .final_values
            .as_ref()
            .map(|values| format!("final {values:?}")),
    );
    facts.extend(
        schema
            .documented_type
            .as_ref()
            .map(|name| format!("documented as {name}")),
    );
    match schema.additional {
        Additional::Allowed => facts.push("and any other fields".to_owned()),
        Additional::Refused => facts.push("no other fields".to_owned()),
        _ => {}
    }
    if !schema.source.is_unknown() {
        facts.push(source(&schema.source));
    }
    if !facts.is_empty() {
        line(out, depth, &facts.join(", "));
    }
    optional(out, depth, "title", schema.title.as_deref());
    optional(out, depth, "description", schema.description.as_deref());
    if let Some(reference) = &schema.reference {
        schema_lines(contract, out, depth, reference.target, false);
    }
    for property in &schema.properties {
        let required = if property.required { " required" } else { "" };
        line(out, depth, &format!(".{}{required}", property.name));
        schema_lines(contract, out, depth + 1, property.schema, false);
    }
    for name in &schema.required {
        if schema.property(name).is_none() {
            line(out, depth, &format!("requires {name}"));
        }
    }
    if let Additional::Schema(id) = schema.additional {
        schema_or_name(contract, out, depth, "other fields", Some(id));
    }
    schema_or_name(contract, out, depth, "items", schema.items);
    for (label, ids) in [
        ("first items", &schema.prefix_items),
        ("all of", &schema.all_of),
        ("one of", &schema.one_of),
        ("any of", &schema.any_of),
    ] {
        for id in ids {
            schema_or_name(contract, out, depth, label, Some(*id));
        }
    }
    schema_or_name(contract, out, depth, "not", schema.not);
    if let Some(discriminator) = &schema.discriminator {
        line(
            out,
            depth,
            &format!("discriminator {}", discriminator.property),
        );
        for variant in contract.variants(id) {
            let name = contract.component(variant.schema).unwrap_or("-");
            let value = variant.value.as_deref().unwrap_or("-");
            line(out, depth + 1, &format!("{value}: {name}"));
        }
    }
    for note in &schema.value_notes {
        let observed = if note.is_observed { " observed" } else { "" };
        let name = note
            .name
            .as_ref()
            .map_or(String::new(), |name| format!(" as {name}"));
        let document = note.document.as_deref().unwrap_or("-");
        let text = format!(
            "value {}{name} {document} {:?}{observed}: {}",
            note.value,
            note.lines,
            note.description.as_deref().unwrap_or("-")
        );
        line(out, depth, &text);
    }
    for limit in &schema.limit_sources {
        let at = limit
            .line
            .map_or("observed".to_owned(), |line| line.to_string());
        line(out, depth, &format!("{} by {at}", limit.keyword));
    }
    for keyword in &schema.not_enforced {
        line(out, depth, &format!("{keyword} is not enforced"));
    }
    for rule in &schema.rules {
        line(out, depth, &format!("rule {}", rule_text(contract, rule)));
    }
}
