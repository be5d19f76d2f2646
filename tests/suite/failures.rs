//! What failures tell: errors of every shape, answers that are none, connections that break.

use std::time::Duration;

use bayar::{Error, ErrorCode, RetryPolicy, xendit};
use serde_json::{Value, json};

use crate::support::{Clients, Fault, Reply, SECRET_KEY, Server};

async fn start() -> (Server, Clients) {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    (server, clients)
}

async fn refused(status: u16, body: &(impl ToString + ?Sized)) -> Error {
    let (server, clients) = start().await;
    server.answers(Reply::new(status, body.to_string()));
    clients.secret.get_balance().send().await.unwrap_err()
}

#[tokio::test]
async fn every_shape_of_error_details_is_read() {
    let error = refused(
        400,
        &json!({
            "error_code": "API_VALIDATION_ERROR",
            "message": "Some inputs are not valid",
            "errors": [
                {"field": ["items", "price"], "location": "body",
                 "messages": ["must be a number", "must be above 0"], "types": ["number.base"]},
                {"path": "amount", "message": "is required", "context": {"limit": 1}},
                {"message": "no such bank"},
                "just a text",
                null,
                {"field": null, "messages": "one"},
            ],
        }),
    )
    .await;
    let details = error.details();
    assert_eq!(details[0].field, ["items", "price"]);
    assert_eq!(details[0].location.as_deref(), Some("body"));
    assert_eq!(details[0].messages, ["must be a number", "must be above 0"]);
    assert_eq!(details[0].types, ["number.base"]);
    assert_eq!(details[1].field, ["amount"]);
    assert_eq!(details[1].messages, ["is required"]);
    assert_eq!(details[2].messages, ["no such bank"]);
    assert!(details.iter().any(|detail| detail.messages == ["one"]));
    let text = error.to_string();
    for part in [
        "400",
        "API_VALIDATION_ERROR",
        "items.price",
        "above 0",
        "no such bank",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn details_that_are_no_list_are_read_as_well() {
    let one = json!({"message": "no such bank"});
    let error = refused(400, &json!({"error_code": "X", "errors": one})).await;
    assert_eq!(error.details()[0].messages, ["no such bank"]);
    let error = refused(400, &json!({"error_code": "X", "errors": 7})).await;
    assert!(error.details().is_empty());
    assert_eq!(error.code().unwrap().as_str(), "X");
}

#[tokio::test]
async fn an_error_may_lack_anything() {
    let error = refused(409, &json!({"error_code": "BRAND_NEW_ERROR"})).await;
    assert_eq!(
        *error.code().unwrap(),
        ErrorCode::Unknown("BRAND_NEW_ERROR".into())
    );
    assert_eq!(error.message(), None);
    let error = refused(422, &json!({"message": "No.", "error_code": null})).await;
    assert_eq!((error.code(), error.message()), (None, Some("No.")));
    for body in ["{}", "[]", "null", "", "<html>", "\"no\"", r#"{"errors":["#] {
        let error = refused(418, body).await;
        assert_eq!(error.status(), Some(418), "{body}");
        assert_eq!((error.code(), error.message()), (None, None), "{body}");
        assert_eq!(error.body().unwrap(), body);
        assert!(error.is_refused());
    }
}

/// The predicates that are true, in words.
fn predicates(error: &Error) -> String {
    let all = [
        (error.is_configuration(), "configuration"),
        (error.is_invalid_request(), "invalid"),
        (error.is_refused(), "refused"),
        (error.is_unreadable(), "unreadable"),
        (error.is_absent(), "absent"),
        (error.is_timeout(), "timeout"),
        (error.is_connect(), "connect"),
        (error.is_retryable(), "retryable"),
        (error.is_outcome_unknown(), "unknown"),
    ];
    let true_ones = all.iter().filter(|(is, _)| *is).map(|(_, name)| *name);
    true_ones.collect::<Vec<_>>().join(" ")
}

/// Calls a GET and a POST that are answered with `reply`, and compares what the errors tell with
/// what is expected; the POST may have an unknown outcome besides.
async fn tells(reply: Reply, get: &str, post: &str) {
    let server = Server::start().await;
    server.answers(reply.clone());
    let timeout = match reply.fault {
        Fault::Silence | Fault::Stall => Duration::from_millis(300),
        _ => Duration::from_secs(60),
    };
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .timeout(timeout)
        .max_response_bytes(300_000)
        .retries(RetryPolicy::none())
        .build()
        .unwrap();
    let case = || {
        let body = String::from_utf8_lossy(&reply.body[..reply.body.len().min(40)]);
        format!("{} {body} {:?}", reply.status, reply.fault)
    };

    let read = client.get_payout_link("p-1").send().await;
    let read = read.err().unwrap_or_else(|| panic!("{}", case()));
    let change = client.void_payout_link("p-1").send().await;
    let change = change.err().unwrap_or_else(|| panic!("{}", case()));
    assert_eq!(server.requests().len(), 2, "{}: none is repeated", case());

    let found = (predicates(&read), predicates(&change));
    assert_eq!(found, (get.into(), post.into()), "{}", case());
    assert_eq!(
        change.to_string().contains("unknown"),
        post.contains("unknown")
    );
    for error in [read, change] {
        let answered = !matches!(reply.fault, Fault::Silence | Fault::Disconnect);
        assert_eq!(
            error.status(),
            answered.then_some(reply.status),
            "{}",
            case()
        );
        let Some(body) = error.body() else {
            assert!(!answered, "{}", case());
            continue;
        };
        let expected = match reply.fault {
            Fault::None if reply.body.len() > 300_000 => continue,
            Fault::None => &reply.body[..],
            _ => &reply.body[..reply.body.len() / 2],
        };
        assert_eq!(body, expected, "{}", case());
    }
}

const HTML: &str = "<html><body>502 Bad Gateway</body></html>";

#[tokio::test]
async fn statuses_tell_what_to_do() {
    // Without a documented code it may be a gateway's, and says nothing of what was done.
    for status in [302, 400, 401, 403, 404, 409, 422] {
        tells(Reply::new(status, "{}"), "refused", "refused unknown").await;
    }
    let refusal = r#"{"error_code":"API_VALIDATION_ERROR"}"#;
    for status in [400, 401, 403, 404, 409, 422] {
        tells(Reply::new(status, refusal), "refused", "refused").await;
    }
    let passing = "refused retryable";
    let limit = r#"{"error_code":"RATE_LIMIT_EXCEEDED"}"#;
    tells(Reply::new(429, limit), passing, passing).await;
    for status in [408, 500, 502, 503, 504, 520] {
        for body in ["{}", "", HTML] {
            let reply = Reply::new(status, body);
            tells(reply, passing, "refused retryable unknown").await;
        }
    }
    for status in [501, 505] {
        tells(Reply::new(status, "{}"), "refused", "refused unknown").await;
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_an_ordinary_error() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let deep_object = "{\"id\":".repeat(30_000) + "1" + &"}".repeat(30_000);
    assert!(deep_object.len() < 300_000);
    for body in [
        "", " ", HTML, "null", "[]", "\"no\"", "7", "{\"id\":", "{} {}", &deep, "\u{0}",
    ] {
        let reply = Reply::new(200, body);
        tells(reply, "unreadable", "unreadable unknown").await;
    }
    let large = format!(r#"{{"id":"{}"}}"#, "x".repeat(300_000));
    tells(Reply::new(200, large), "unreadable", "unreadable unknown").await;
    let text = Reply::new(200, b"{\"id\":\"\xff\"}".to_vec());
    tells(text, "unreadable", "unreadable unknown").await;
}

#[tokio::test]
async fn a_deep_field_fails_no_answer_and_breaks_no_stack() {
    let (server, clients) = start().await;
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    for field in ["new_field", "id", "amount", "created", "status"] {
        server.answers(Reply::ok(&format!(
            r#"{{"{field}":{deep},"email":"a@b.c"}}"#
        )));
        let payout = clients.secret.get_payout_link("p-1").send().await;
        assert_eq!(payout.unwrap().email.as_deref(), Some("a@b.c"), "{field}");
    }
    server.answers(Reply::ok(&deep));
    let list = clients.secret.list_invoices().send().await;
    assert!(list.unwrap_err().is_unreadable());
    let request = clients.secret.request(reqwest::Method::GET, "/deep");
    let error = request.send::<Value>().await.unwrap_err();
    assert!(error.is_unreadable());
}

#[tokio::test]
async fn a_broken_connection_is_an_ordinary_error() {
    let body = r#"{"id":"p-1","status":"VOIDED"}"#;
    let reply = |fault| Reply::new(200, body).fault(fault);
    let cut = "unreadable retryable";
    tells(reply(Fault::CutShort), cut, "unreadable retryable unknown").await;
    let gone = "retryable unknown";
    tells(reply(Fault::Disconnect), "retryable", gone).await;
    let silent = "timeout retryable";
    tells(reply(Fault::Silence), silent, "timeout retryable unknown").await;
    let stalled = "unreadable timeout retryable";
    let unknown = "unreadable timeout retryable unknown";
    tells(reply(Fault::Stall), stalled, unknown).await;
}

#[tokio::test]
async fn where_nobody_listens_nothing_happened() {
    let client = xendit::Client::builder(SECRET_KEY).base_url("http://127.0.0.1:1");
    let client = client.build().unwrap();
    let error = client.void_payout_link("p").send().await.unwrap_err();
    assert_eq!(predicates(&error), "connect retryable");
    assert_eq!((error.status(), error.body()), (None, None));
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_is_still_a_refusal() {
    let cut = |status| Reply::new(status, r#"{"error_code":"X"}"#).fault(Fault::CutShort);
    tells(cut(400), "refused", "refused unknown").await;
    tells(cut(503), "refused retryable", "refused retryable unknown").await;
}

#[tokio::test]
async fn a_refusal_that_is_too_large_is_still_a_refusal() {
    let page = |status| Reply::new(status, "x".repeat(300_001));
    tells(page(400), "refused", "refused unknown").await;
    tells(page(503), "refused retryable", "refused retryable unknown").await;
}
