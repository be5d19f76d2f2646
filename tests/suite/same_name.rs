//! Which of several members with the same name counts: the last one, in every answer and callback, at every level, for
//! the payload, its kind, its token and its key alike. `serde_json::Value` judges.

use std::collections::BTreeMap;

use bayar::xendit::callback::{Callback, HEADER, Kind, Payload, Receiver};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::support::{Clients, Input, Reply, Server, call, each_field, insert, operations};

const TOKEN: &str = "the token";

/// The text of a body whose member at `pointer` comes twice.
fn twice(body: &Value, pointer: &str, first: &Value, second: &Value) -> String {
    const HERE: &str = "put both here";
    let name = pointer.rsplit('/').next().unwrap();
    let body = insert(body, pointer, Some(HERE.into())).to_string();
    let both = format!("{first},\"{name}\":{second}");
    let text = body.replacen(&format!("\"{HERE}\""), &both, 1);
    let last = insert(
        &serde_json::from_str(&body).unwrap(),
        pointer,
        Some(second.clone()),
    );
    assert_eq!(
        serde_json::from_str::<Value>(&text).unwrap(),
        last,
        "{text}"
    );
    text
}

/// Every text in which one member of a body comes twice, with what its last members make.
fn all(body: &Value, mut check: impl FnMut(String, String)) {
    let mut pointers = Vec::new();
    each_field(body, &mut |pointer| pointers.push(pointer.to_owned()));
    for pointer in pointers {
        let value = body.pointer(&pointer).unwrap();
        for other in [json!(null), json!("7"), json!([{}])] {
            check(twice(body, &pointer, &other, value), body.to_string());
            let last = insert(body, &pointer, Some(other.clone()));
            check(twice(body, &pointer, value, &other), last.to_string());
        }
    }
}

#[tokio::test]
async fn in_answers_the_last_one_counts() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let mut count = 0;
    for operation in operations() {
        let Some(example) = operation.answers().into_iter().find(|a| a.status < 300) else {
            continue;
        };
        let input = Input::valid(&operation).answered(&operation, &example.value);
        let read = async |body: String| {
            server.answers(Reply::new(200, body));
            let called = call(&clients, operation.id, &input).await;
            let encoded = called.map(|called| called.encoded);
            encoded.map_err(|error| error.to_string())
        };
        let mut pairs = Vec::new();
        all(&example.value, |text, last| pairs.push((text, last)));
        let mut judged = BTreeMap::new();
        for (text, last) in pairs {
            if !judged.contains_key(&last) {
                judged.insert(last.clone(), read(last.clone()).await);
            }
            assert_eq!(
                read(text.clone()).await,
                judged[&last],
                "{}: {text}",
                operation.id
            );
            count += 1;
        }
    }
    assert!(count > 1_000, "{count}");
}

/// All that a receiver makes of a body.
fn received(headers: &HeaderMap, body: &str) -> Result<(Option<Kind>, String, Value), String> {
    let receiver = Receiver::new(TOKEN).unwrap();
    let callback: Callback = receiver
        .receive(headers, body.as_bytes())
        .map_err(|error| error.to_string())?;
    let key = callback.deduplication_key();
    let key = key.map_or_else(|error| error.to_string(), |key| key.to_string());
    Ok((
        callback.kind(),
        key,
        serde_json::to_value(&callback).unwrap(),
    ))
}

#[test]
fn in_callbacks_the_last_one_counts() {
    let mut headers = HeaderMap::new();
    headers.insert(HEADER, TOKEN.parse().unwrap());
    let mut marks = Vec::new();
    for &kind in Kind::ALL {
        let body = serde_json::to_value(Callback::example(kind)).unwrap();
        marks.extend(body.as_object().unwrap().keys().cloned());
    }
    for &kind in Kind::ALL {
        let mut body = serde_json::to_value(Callback::example(kind)).unwrap();
        if kind.has_token_in_body() {
            body["callback_authentication_token"] = TOKEN.into();
        }
        all(&body, |text, last| {
            for headers in [&headers, &HeaderMap::new()] {
                assert_eq!(received(headers, &text), received(headers, &last), "{text}");
            }
        });
        // Members of other kinds, there and then not.
        for mark in &marks {
            if body.get(mark).is_none() {
                let pointer = format!("/{mark}");
                let text = twice(&body, &pointer, &json!("1"), &Value::Null);
                let found = received(&headers, &text).unwrap();
                assert_eq!((found.0, kind), (Some(kind), kind), "{text}");
            }
        }
    }
}

#[test]
fn the_key_is_of_the_last_one() {
    let mut headers = HeaderMap::new();
    headers.insert(HEADER, TOKEN.parse().unwrap());
    let of = |members: &str| {
        let body = format!(r#"{{"merchant_name":"M","id":"1",{members}}}"#);
        received(&headers, &body).unwrap().1
    };
    assert_eq!(
        of(r#""status":"PENDING","status":"PAID""#),
        "invoice:1:PAID"
    );
    assert_eq!(
        of(r#""status":"PAID","status":"PENDING""#),
        "invoice:1:PENDING"
    );
    // However the name is written.
    assert_eq!(
        of(r#""status":"PENDING","st\u0061tus":"PAID""#),
        "invoice:1:PAID"
    );
    assert_eq!(of(r#""status":"PAID","id":"2""#), "invoice:2:PAID");
    // Nothing is made up of a value that was taken back.
    assert!(of(r#""status":"PAID","status":null"#).contains("status"));
}
