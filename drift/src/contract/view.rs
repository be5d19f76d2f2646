//! What the checks see of some operations, as lines of text.

use std::fmt::Write;

use super::schema::{Kind, Schema};
use super::{Contracts, Operation};

#[test]
fn what_the_checks_see() {
    let contract = Contracts::embedded().unwrap();
    let mut views = String::new();
    let seen = [
        "create_token",
        "create_ewallet_payment",
        "list_invoices",
        "get_payout",
    ];
    for operation in &contract.operations {
        if seen.contains(&operation.id.as_str()) {
            view(operation, &mut views);
        }
    }
    insta::assert_snapshot!(views);
}

fn view(operation: &Operation, out: &mut String) {
    let source = &operation.origin.source;
    let mut line = |text: String| writeln!(out, "{text}").unwrap();
    line(format!(
        "{} {} {} document {:?}:{:?} spec {:?} section {:?} rules {:?}",
        operation.id,
        operation.method,
        operation.path,
        source.document,
        source.line,
        operation.origin.place.as_ref().map(|place| place.line),
        operation.section,
        lines(&operation.rules),
    ));
    line(format!(
        "  echoes {:?} asked {:?}",
        operation.echoes, operation.asked
    ));
    let mut query: Vec<_> = operation.query.values().collect();
    query.sort_by_key(|parameter| &parameter.name);
    let mut headers: Vec<_> = operation.headers.values().collect();
    headers.sort_by_key(|parameter| &parameter.name);
    let of = [
        ("path", operation.path_parameters.iter().collect()),
        ("query", query),
        ("header", headers),
    ];
    for (place, parameters) in of {
        for parameter in parameters {
            let required = if parameter.is_required { "!" } else { "" };
            let name = format!("{place} {}{required}", parameter.name);
            schema(&name, &parameter.schema, 1, out);
        }
    }
    if let Some(body) = &operation.body {
        let required = if body.is_required { "!" } else { "" };
        schema(
            &format!("body{required}"),
            body.content.schema().unwrap(),
            1,
            out,
        );
    }
    let mut responses: Vec<_> = operation
        .responses
        .iter()
        .map(|(status, response)| (status.to_string().replace("default", "other"), response))
        .collect();
    responses.sort_by(|one, two| one.0.cmp(&two.0));
    for (status, response) in responses {
        let codes = if response.has_codes {
            " with codes"
        } else {
            ""
        };
        writeln!(out, "  {status}{codes}").unwrap();
        let mut headers: Vec<_> = response.headers.iter().collect();
        headers.sort_by_key(|(name, _)| *name);
        for (name, header) in headers {
            schema(&format!("header {name}"), header, 2, out);
        }
        if let Some(answer) = response.content.schema() {
            schema("answer", answer, 2, out);
        }
    }
    let mut codes: Vec<_> = operation.codes.iter().collect();
    codes.sort_by_key(|(code, _)| *code);
    for (code, rows) in codes {
        for row in rows {
            writeln!(
                out,
                "  {code} {:?} {:?} spec {:?}",
                row.status,
                row.origin.source,
                row.origin.place.as_ref().map(|place| place.line)
            )
            .unwrap();
        }
    }
}

fn schema(name: &str, schema: &Schema, depth: usize, out: &mut String) {
    let mut line = format!("{}{name}: {:?}", "  ".repeat(depth), schema.kind);
    let mut add = |text: String| write!(line, " {text}").unwrap();
    add(format!("{:?}", schema.format));
    let bound = |bound: &super::schema::Bound| {
        format!(
            "{}{}",
            bound.value,
            if bound.is_exclusive { " excluded" } else { "" }
        )
    };
    let range = schema.range.as_deref();
    for (word, text) in [
        (
            "min",
            range.and_then(|range| range.minimum.as_ref()).map(bound),
        ),
        (
            "max",
            range.and_then(|range| range.maximum.as_ref()).map(bound),
        ),
        (
            "step",
            range
                .and_then(|range| range.step.as_ref())
                .map(ToString::to_string),
        ),
        ("shortest", schema.min_length.map(|n| n.to_string())),
        ("longest", schema.max_length.map(|n| n.to_string())),
        ("items", schema.max_items.map(|n| n.to_string())),
        ("pattern", schema.pattern.as_ref().map(ToString::to_string)),
        ("component", schema.origin.component.clone()),
        ("holder", schema.origin.holder.clone()),
    ] {
        if let Some(text) = text {
            add(format!("{word} {text}"));
        }
    }
    if let Some(values) = &schema.values {
        add(format!("one of {:?} last {:?}", values.list, values.last));
    }
    if schema.is_nullable {
        add("nullable".into());
    }
    if schema.is_secret {
        add("secret".into());
    }
    if schema.kind == Kind::Object && schema.is_open() {
        add("open".into());
    }
    if !schema.rules.is_empty() {
        add(format!("rules {:?}", lines(&schema.rules)));
    }
    let source = &schema.origin.source;
    add(format!(
        "at {:?}:{:?}{:?} spec {:?}",
        source.document,
        source.line,
        source.also,
        schema.origin.place.as_ref().map(|place| place.line)
    ));
    writeln!(out, "{line}").unwrap();
    if let Some(items) = &schema.items {
        self::schema("items", items, depth + 1, out);
    }
    for field in &schema.fields {
        let required = if field.is_required { "!" } else { "" };
        let name = format!("{}{required}", field.name);
        self::schema(&name, &field.schema, depth + 1, out);
    }
    if let Some(union) = &schema.union {
        for (value, variant) in &union.variants {
            let name = format!("{:?}={value}", union.property);
            self::schema(&name, variant, depth + 1, out);
        }
    }
}

fn lines(rules: &[super::rules::Rule]) -> Vec<Option<u32>> {
    rules.iter().map(|rule| rule.line).collect()
}
