//! Every required field, parameter and limit of the spec, each broken once.

use serde_json::{Value, json};

use super::support::{
    Clients, Input, Operation, Schema, Server, call, insert, operations, sample_body,
};
use super::{has, not_sent};

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
            let field = join(&place, name);
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
            let field = fields[name].follow();
            let is = |key: &str, value: &str| field.get(key) == Some(&json!(value));
            if !is("type", "string") || is("format", "decimal") || field.get("enum").is_some() {
                continue;
            }
            let body = insert(&value, &format!("{pointer}/{name}"), Some(json!("")));
            let input = Input::new(&operation).body(body);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            let place = join(&place, name);
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
        for parameter in operation.parameters().filter(|p| p["required"] == true) {
            let name = parameter["name"].as_str().unwrap();
            let mut input = Input::valid(operation);
            input.parameters.remove(name);
            let error = not_sent(&server, &clients, operation.id, &input).await;
            assert!(has(&error, name, "is required"), "{error}");
            if parameter["schema"]["type"] == "string" {
                input.parameters.insert(name.into(), String::new());
                let error = not_sent(&server, &clients, operation.id, &input).await;
                let rule = if parameter["in"] == "path" {
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

/// A value beyond a limit of the spec, and the rule that it breaks.
fn beyond(field: Schema) -> Vec<(&'static str, Value, &'static str)> {
    let number = |key| field.get(key).and_then(Value::as_i64);
    let excludes = |key| field.get(key) == Some(&json!(true));
    let text = |length: i64| json!("1".repeat(usize::try_from(length).unwrap()));
    let mut broken = vec![];
    if let Some(minimum) = number("minimum") {
        broken.push(if excludes("exclusiveMinimum") {
            ("minimum", json!(minimum), "must be greater than")
        } else {
            ("minimum", json!(minimum - 1), "must be at least")
        });
    }
    if let Some(maximum) = number("maximum") {
        broken.push(if excludes("exclusiveMaximum") {
            ("maximum", json!(maximum), "must be less than")
        } else {
            ("maximum", json!(maximum + 1), "must be at most")
        });
    }
    if number("multipleOf") == Some(1) {
        broken.push(("multipleOf", json!("20000.5"), "must have no decimals"));
    }
    if let Some(length) = number("maxLength") {
        broken.push(("maxLength", text(length + 1), "must have at most"));
    }
    if let Some(length) = number("minLength") {
        broken.push(("minLength", json!(""), "must not be empty"));
        if length > 1 {
            broken.push(("minLength", text(length - 1), "must have at least"));
        }
    }
    if field.get("format") == Some(&json!("email")) {
        broken.push(("format", json!("budi"), "must be an e-mail address"));
    }
    if number("minItems") == Some(1) {
        broken.push(("minItems", json!([]), "must not be empty"));
    }
    if let Some(count) = number("maxItems") {
        let items = vec![json!(null); usize::try_from(count).unwrap() + 1];
        let items = match field.items().and_then(|items| items.get("type")) {
            Some(kind) if kind == "string" => vec![json!("a@example.com"); items.len()],
            _ => vec![json!({}); items.len()],
        };
        broken.push(("maxItems", json!(items), "must have at most"));
    }
    if field.get("pattern").is_some() {
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
                let place = join(&place, name);
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
    let own = |key| field.get(key).or_else(|| field.follow().get(key));
    let source = own("x-source").expect("a source");
    let (document, line) = (&source["document"], &source["line"]);
    let line = match own("x-limit-source").and_then(|limits| limits.get(limit)) {
        Some(line) if line.is_u64() => line,
        Some(_) => return "observed".to_owned(),
        None => line,
    };
    format!("{}:{line}", document.as_str().expect("a document"))
}

/// The value at a limit of the spec, or next to one that is excluded.
fn at(field: Schema) -> Vec<Value> {
    let number = |key| field.get(key).and_then(Value::as_i64);
    let step = |key| i64::from(field.get(key) == Some(&json!(true)));
    let minimum = number("minimum").map(|n| json!(n + step("exclusiveMinimum")));
    let maximum = number("maximum").map(|n| json!(n - step("exclusiveMaximum")));
    let plain = field.get("pattern").is_none() && field.get("format").is_none();
    let longest = number("maxLength").filter(|_| plain);
    let shortest = number("minLength").filter(|_| plain);
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
                let place = join(&place, name);
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
