//! What this crate sees of the contracts, as one snapshot; `INSTA_UPDATE=always` writes it anew.

use std::fmt::Write as _;

use bayar_contract::Decimal;
use bayar_contract::extension::RuleKind;

use crate::api::limits::Limits;
use crate::api::rules::Rule;
use crate::api::shape::Shape;
use crate::api::{Answer, Api, Operation};

#[test]
fn operations_and_callbacks() {
    let api = Api::with(&[]).unwrap();
    let mut text = String::new();
    for operation in api.operations() {
        write_operation(&mut text, operation);
    }
    for (id, callback) in &api.callbacks {
        writeln!(
            text,
            "{id}, token in a header: {}",
            callback.has_token_header
        )
        .unwrap();
        write_answer(&mut text, &callback.body);
    }
    let mut secrets: Vec<_> = api.secrets.iter().collect();
    secrets.sort();
    writeln!(text, "secrets: {secrets:?}").unwrap();
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("contract", text);
    });
}

fn write_operation(text: &mut String, operation: &Operation) {
    let Operation {
        id,
        provider,
        method,
        path,
        access,
        ..
    } = operation;
    writeln!(text, "{id}: {provider:?} {method} {path} by {access:?}").unwrap();
    if let Some(permission) = &operation.permission {
        writeln!(text, "  {permission:?}").unwrap();
    }
    for parameter in &operation.parameters {
        let required = if parameter.required { "!" } else { "" };
        let name = format!("{} {}{required}", parameter.location, parameter.name);
        write_shape(text, &name, &parameter.schema.shape, 1);
    }
    for rule in &operation.rules {
        writeln!(text, "  query {}", rule_text(rule)).unwrap();
    }
    if let Some(body) = &operation.body {
        write_shape(text, "body", &body.shape, 1);
    }
    write_answer(text, &operation.answer);
    for row in &operation.errors {
        let status = row
            .status
            .map_or("-".to_owned(), |status| status.to_string());
        writeln!(text, "  {status} {}", row.code).unwrap();
    }
}

fn write_answer(text: &mut String, answer: &Answer) {
    let fields = count(&answer.shape);
    let Answer {
        status, examples, ..
    } = answer;
    let examples = examples.len();
    writeln!(
        text,
        "  answer {status}: {fields} fields, {examples} examples"
    )
    .unwrap();
}

fn inner(shape: &Shape) -> impl Iterator<Item = (&str, &Shape)> {
    let properties = shape
        .properties
        .iter()
        .map(|(name, shape)| (name.as_str(), shape));
    let items = shape.items.iter().map(|items| ("[]", items.as_ref()));
    let variants = shape
        .variants
        .iter()
        .flat_map(|variants| &variants.by_value);
    let alternatives = shape.alternatives.iter().map(|shape| ("or", shape));
    let variants = variants.map(|(value, shape)| (value.as_str(), shape));
    properties.chain(items).chain(variants).chain(alternatives)
}

fn count(shape: &Shape) -> usize {
    inner(shape).map(|(_, shape)| 1 + count(shape)).sum()
}

fn write_shape(text: &mut String, name: &str, shape: &Shape, depth: usize) {
    let kind = shape
        .kind
        .map_or("any".to_owned(), |kind| format!("{kind:?}"));
    write!(text, "{:1$}{name}: {kind}", "", 2 * depth).unwrap();
    if let Some(format) = &shape.format {
        write!(text, " {format}").unwrap();
    }
    if shape.is_enum {
        write!(text, " of {}", shape.values.join("|")).unwrap();
    }
    write_limits(text, &shape.limits);
    for rule in &shape.rules {
        write!(text, " {}", rule_text(rule)).unwrap();
    }
    if !shape.required.is_empty() {
        write!(text, " requires {}", shape.required.join(", ")).unwrap();
    }
    if shape.takes_any_field() && shape.kind == Some(crate::api::Kind::Object) {
        write!(text, " and any field").unwrap();
    }
    text.push('\n');
    for (name, shape) in inner(shape) {
        write_shape(text, name, shape, depth + 1);
    }
}

fn rule_text(rule: &Rule) -> String {
    let RuleKind::When(when) = &rule.kind else {
        return format!("{:?}", rule.kind);
    };
    let number = |limit: &Option<Decimal>| limit.as_ref().map(Decimal::to_string);
    format!(
        "When {} is {}: {} required {} pattern {:?} from {:?} to {:?}: {:?}",
        when.field,
        rule.equals,
        when.then,
        when.required,
        when.pattern,
        number(&when.minimum),
        number(&when.maximum),
        when.says,
    )
}

fn write_limits(text: &mut String, limits: &Limits) {
    for (sign, bound) in [('>', &limits.minimum), ('<', &limits.maximum)] {
        if let Some(bound) = bound {
            let equal = if bound.is_exclusive { "" } else { "=" };
            write!(text, " {sign}{equal}{}", bound.value).unwrap();
        }
    }
    for step in &limits.multiple_of {
        write!(text, " *{step}").unwrap();
    }
}
