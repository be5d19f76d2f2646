//! Details of errors, in every shape that was seen.

use bayar::ErrorDetail;
use serde_json::{Value, json};

use crate::support::{Clients, Reply, Server};

/// The details of an answer with this body.
async fn details(body: &Value) -> Vec<ErrorDetail> {
    let server = Server::start().await;
    server.answers(Reply::new(400, body.to_string()));
    let clients = Clients::of(&server);
    let error = clients.secret.get_balance().send().await.unwrap_err();
    assert_eq!(error.status(), Some(400));
    error.details().to_vec()
}

fn texts(details: &[ErrorDetail]) -> Vec<&str> {
    let messages = details.iter().flat_map(|detail| &detail.messages);
    messages.map(String::as_str).collect()
}

#[tokio::test]
async fn a_detail_is_a_mere_text() {
    let reported = json!({
        "error_code": "CALLBACK_AUTHENTICATION_TOKEN_NOT_FOUND_ERROR",
        "message": "No token",
        "errors": ["Detailed description here"],
    });
    let found = details(&reported).await;
    assert_eq!(texts(&found), ["Detailed description here"]);
    assert!(found[0].field.is_empty() && found[0].types.is_empty());

    let mixed = json!({"errors": ["one", {"message": "two"}, null, 7, "three"]});
    assert_eq!(texts(&details(&mixed).await), ["one", "two", "three"]);
    let alone = json!({"errors": "one"});
    assert_eq!(texts(&details(&alone).await), ["one"]);
}

#[tokio::test]
async fn details_stand_under_validation() {
    let errors = json!([{"field": ["amount"], "messages": ["is required"]}, "a text"]);
    let body = json!({"error_code": "API_VALIDATION_ERROR", "validation": {"errors": errors}});
    let found = details(&body).await;
    assert_eq!(found[0].field, ["amount"]);
    assert_eq!(texts(&found), ["is required", "a text"]);

    // In both places, in any order, and in none.
    let body = json!({"validation": {"errors": ["two"]}, "errors": ["one"]});
    assert_eq!(texts(&details(&body).await), ["one", "two"]);
    for body in [
        json!({"validation": "no"}),
        json!({"validation": {"errors": null}, "errors": {}}),
    ] {
        assert_eq!(texts(&details(&body).await), [""; 0], "{body}");
    }
}

#[tokio::test]
async fn a_detail_has_a_path_and_a_type() {
    let recorded = json!({
        "error_code": "API_VALIDATION_ERROR",
        "errors": [{
            "message": "\"phone\" length must be at least 9 characters long",
            "path": ["phone"], "type": "string.min", "context": {"limit": 9, "key": "phone"},
        }],
    });
    let found = details(&recorded).await;
    assert_eq!(
        (&found[0].field, &found[0].types),
        (&vec!["phone".to_owned()], &vec!["string.min".to_owned()])
    );
}
