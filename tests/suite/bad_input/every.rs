//! Every required field, parameter and limit of the spec, each broken once.

use bayar_contract::Location;
use bayar_contract::schema::{Bound, Type};
use serde_json::{Value, json};

use super::{has, not_sent};
use crate::support::{
    Clients, Input, Operation, Schema, Server, call, insert, operations, sample_body,
};

/// The path of a field as errors name it.
fn join(place: &str, name: &str) -> String {
    format!("{place}.{name}").trim_start_matches('.').to_owned()
}

/// Every object of every request, with the example and the operation that it is part of.
fn objects() -> impl Iterator<Item = (Operation, Value, String, String, Schema)> {
    let examples = operations().into_iter().flat_map(|operation| {
        let mut values: Vec<_> = operation.requests().into_iter().map(|e| e.value).collect();
        if values.is_empty() && operation.has_body() {
            values.push(sample_body(&operation));
        }
        let schema = operation.body_schema();
        values
            .into_iter()
            .filter_map(move |value| Some((operation, schema?, value)))
    });
    examples.flat_map(|(operation, schema, value)| {
        let objects = schema.objects(&value).into_iter();
        objects
            .map(move |(pointer, place, schema)| (operation, value.clone(), pointer, place, schema))
    })
}

#[tokio::test]
async fn every_required_field_of_every_request_is_asked_for() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for (operation, value, pointer, place, schema) in objects() {
        for name in schema.required(value.pointer(&pointer).unwrap()) {
            let body = insert(&value, &format!("{pointer}/{name}"), None);
            let input = Input::new(&operation).body(body);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            let field = join(&place, &name);
            assert!(has(&error, &field, "is required"), "{field}: {error}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[tokio::test]
async fn no_required_text_of_a_request_may_be_empty() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for (operation, value, pointer, place, schema) in objects() {
        let value_at = value.pointer(&pointer).unwrap();
        let fields = schema.fields(value_at);
        for name in schema.required(value_at) {
            let field = fields[&name].follow();
            let is_decimal = field.format.as_deref() == Some("decimal");
            if field.types.only() != Some(Type::String) || is_decimal || field.values.is_some() {
                continue;
            }
            let body = insert(&value, &format!("{pointer}/{name}"), Some(json!("")));
            let input = Input::new(&operation).body(body);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            let place = join(&place, &name);
            let found = error.violations().iter().filter(|v| v.field == place);
            let mut found: Vec<_> = found.map(|v| &*v.rule).collect();
            // A rule of x-rules, of BCA's numbers for one, stands beside it.
            found.retain(|rule| !rule.contains(" when `"));
            assert_eq!(found, ["must not be empty"], "{place}");
            count += 1;
        }
    }
    assert!(count > 80, "{count}");
}

#[tokio::test]
async fn every_required_parameter_is_asked_for() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    // Finpay's client has the sub-account that its operation requires.
    for operation in operations().iter().filter(|o| o.id != "get_payout") {
        for parameter in operation.parameters().filter(|p| p.required) {
            let name = parameter.name.as_str();
            let mut input = Input::valid(operation);
            input.parameters.remove(name);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            assert!(has(&error, name, "is required"), "{error}");
            if operation.schema_of(parameter).types.only() == Some(Type::String) {
                input.parameters.insert(name.into(), String::new());
                let error = not_sent(&server, &clients, operation.id, &input).await;
                let rule = if parameter.location == Location::Path {
                    "is required"
                } else {
                    "must not be empty"
                };
                assert!(has(&error, name, rule), "{error}");
            }
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

/// A limit that has no decimals, as all of the spec.
fn whole(bound: &Bound) -> i64 {
    bound.value.as_str().parse().expect("a whole number")
}

/// A value beyond a limit of the spec, and the rule that it breaks.
fn beyond(field: Schema) -> Vec<(&'static str, Value, &'static str)> {
    let text = |length: u64| json!("1".repeat(usize::try_from(length).unwrap()));
    let mut broken = vec![];
    if let Some(minimum) = &field.minimum {
        broken.push(if minimum.exclusive {
            ("minimum", json!(whole(minimum)), "must be greater than")
        } else {
            ("minimum", json!(whole(minimum) - 1), "must be at least")
        });
    }
    if let Some(maximum) = &field.maximum {
        broken.push(if maximum.exclusive {
            ("maximum", json!(whole(maximum)), "must be less than")
        } else {
            ("maximum", json!(whole(maximum) + 1), "must be at most")
        });
    }
    if field.multiple_of.is_some() {
        broken.push(("multipleOf", json!("20000.5"), "must have no decimals"));
    }
    if let Some(length) = field.max_length {
        broken.push(("maxLength", text(length + 1), "must have at most"));
    }
    if let Some(length) = field.min_length {
        broken.push(("minLength", json!(""), "must not be empty"));
        if length > 1 {
            broken.push(("minLength", text(length - 1), "must have at least"));
        }
    }
    if field.format.as_deref() == Some("email") {
        broken.push(("format", json!("budi"), "must be an e-mail address"));
    }
    if field.min_items == Some(1) {
        broken.push(("minItems", json!([]), "must not be empty"));
    }
    if let Some(count) = field.max_items {
        let kind = field.items_schema().and_then(|items| items.types.only());
        let item = match kind {
            Some(Type::String) => json!("a@example.com"),
            _ => json!({}),
        };
        let items = vec![item; usize::try_from(count).unwrap() + 1];
        broken.push(("maxItems", json!(items), "must have at most"));
    }
    if field.pattern.is_some() {
        broken.push(("pattern", json!("ü "), "must match"));
    }
    broken
}

#[tokio::test]
async fn every_limit_of_every_request_is_held() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for (operation, value, pointer, place, schema) in objects() {
        for (name, field) in schema.fields(value.pointer(&pointer).unwrap()) {
            for (limit, beyond, rule) in beyond(field.follow()) {
                let body = insert(&value, &format!("{pointer}/{name}"), Some(beyond));
                let input = Input::new(&operation).body(body);
                let error = not_sent(&server, &clients, operation.id, &input).await;
                let place = join(&place, &name);
                assert!(has(&error, &place, rule), "{place} {rule}: {error}");
                let stated = stated(field, limit);
                let mut violations = error.violations().iter();
                assert!(
                    violations.any(|v| v.rule.starts_with(rule) && v.source == stated),
                    "{place} {rule}, {stated}: {error}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 130, "{count}");
}

/// Where the spec says that a limit of a field is stated.
fn stated(field: Schema, limit: &str) -> String {
    let both = [field, field.follow()];
    let source = both.iter().map(|schema| &schema.source);
    let source = source.clone().find(|source| !source.is_unknown());
    let source = source.expect("a source");
    let mut limits = both.iter().flat_map(|schema| &schema.limit_sources);
    let (document, line) = match limits.find(|stated| stated.keyword == limit) {
        Some(stated) => (
            stated.document.as_ref().or(source.document.as_ref()),
            stated.line,
        ),
        None => (source.document.as_ref(), source.line),
    };
    match (document, line) {
        (Some(document), Some(line)) => field.contract().cite_line(document, line),
        _ => "observed".to_owned(),
    }
}

/// The value at a limit of the spec, or next to one that is excluded.
fn at(field: Schema) -> Vec<Value> {
    let step = |bound: &Bound| i64::from(bound.exclusive);
    let minimum = field.minimum.as_ref().map(|b| json!(whole(b) + step(b)));
    let maximum = field.maximum.as_ref().map(|b| json!(whole(b) - step(b)));
    let plain = field.pattern.is_none() && field.format.is_none();
    let longest = field.max_length.filter(|_| plain);
    let shortest = field.min_length.filter(|_| plain);
    let lengths = longest.into_iter().chain(shortest);
    let texts = lengths.map(|n| json!("1".repeat(usize::try_from(n).unwrap())));
    minimum.into_iter().chain(maximum).chain(texts).collect()
}

#[tokio::test]
async fn every_limit_of_every_request_can_be_reached() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for (operation, value, pointer, place, schema) in objects() {
        for (name, field) in schema.fields(value.pointer(&pointer).unwrap()) {
            for limit in at(field.follow()) {
                let body = insert(&value, &format!("{pointer}/{name}"), Some(limit));
                let input = Input::new(&operation).body(body);
                let result = call(&clients, operation.id, &input).await;
                // The server knows no answer to some of them.
                let place = join(&place, &name);
                let violations = result.as_ref().err().map_or(&[][..], |e| e.violations());
                assert!(
                    violations.iter().all(|v| v.field != place),
                    "{violations:?}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 90, "{count}");
}

/// Every operation can be called as its documents say without breaking a rule.
#[tokio::test]
async fn no_documented_request_breaks_a_rule() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let sent = |operation: Operation, input: Input| {
        let (server, clients) = (&server, &clients);
        async move {
            server.answers_as_documented(&operation);
            let result = call(clients, operation.id, &input).await;
            result.unwrap_or_else(|error| panic!("{error}"));
        }
    };
    for operation in operations() {
        sent(operation, Input::valid(&operation)).await;
        for example in operation.requests() {
            sent(operation, Input::new(&operation).body(example.value)).await;
        }
    }
}
