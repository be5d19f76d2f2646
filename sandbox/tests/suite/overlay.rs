//! Contracts changed by overlays: what the vendor was seen to do and no document tells.

use std::path::PathBuf;

use bayar_sandbox::Sandbox;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::Request;

const SEEN: &str = "
overlay: 1.0.0
info: {title: Seen, version: '1'}
extends: xendit.yaml
actions:
  - target: $.components.schemas.Invoice.properties
    update:
      channel_hint: {type: string, example: QRIS}
      attempts: {type: integer, default: 0}
      note: {type: string}
  - target: $.components.schemas.InvoiceCallback.properties
    update: {channel_hint: {type: string, example: QRIS}}
  - target: $.components.schemas.CreateInvoiceRequest.properties
    update: {locale: {type: string, maxLength: 2}}
  - target: $.paths
    update:
      /v2/invoices/{invoice_id}/reminders:
        post:
          operationId: create_reminder
          parameters:
            - {name: invoice_id, in: path, required: true, schema: {type: string}}
          responses:
            '201':
              description: The reminder.
              content:
                application/json:
                  schema:
                    type: object
                    properties: {sent_to: {type: string}, copies: {type: integer, default: 1}}
                  example: {sent_to: payer@example.com}
";

fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seen.overlay.yaml");
    std::fs::write(&file, text).unwrap();
    (folder, file)
}

async fn start(text: &str) -> Sandbox {
    let (_folder, file) = file(text);
    Sandbox::builder().overlay(file).start().await.unwrap()
}

async fn refused(text: &str) -> String {
    let (_folder, file) = file(text);
    let started = Sandbox::builder().overlay(file).start().await;
    started.unwrap_err().to_string()
}

fn invoice() -> Value {
    json!({
        "external_id": "order-1", "payer_email": "payer@example.com", "description": "Trip", "amount": 50000,
        "locale": "id",
    })
}

#[tokio::test]
async fn an_added_field_has_its_example_or_default() {
    let sandbox = start(SEEN).await;
    let request = Request::post("/v2/invoices", invoice());
    let answer = request.send(&sandbox).await.json();
    assert_eq!(answer["channel_hint"], "QRIS");
    assert_eq!(answer["attempts"], 0);
    assert_eq!(answer.get("note"), None, "nothing says what is in it");
    let id = answer["id"].as_str().unwrap();
    let got = Request::get(&format!("/v2/invoices/{id}"))
        .send(&sandbox)
        .await;
    assert_eq!(got.json(), answer);
    let listed = Request::get("/v2/invoices").send(&sandbox).await.json();
    assert_eq!(listed[0]["channel_hint"], "QRIS");
    let contract = Request::get("/_sandbox/openapi.json").send(&sandbox).await;
    let schema = "/components/schemas/Invoice/properties/channel_hint/type";
    assert_eq!(contract.json().pointer(schema), Some(&json!("string")));
    sandbox.act(id, "pay", json!({})).unwrap();
    let callback = sandbox.deliveries().pop().unwrap();
    assert_eq!(callback.body["channel_hint"], "QRIS");
}

#[tokio::test]
async fn an_added_field_of_a_request_is_a_part_of_the_contract() {
    let sandbox = start(SEEN).await;
    Request::post("/v2/invoices", invoice())
        .send(&sandbox)
        .await;
    assert_eq!(sandbox.requests()[0].violations, []);
    let mut wrong = invoice();
    wrong["locale"] = json!("Indonesian");
    let response = Request::post("/v2/invoices", wrong.clone())
        .send(&sandbox)
        .await;
    assert_eq!(response.status, 400, "{}", response.text);
    let without = Sandbox::start().await.unwrap();
    Request::post("/v2/invoices", wrong).send(&without).await;
    assert_eq!(without.requests()[0].violations.len(), 1);
}

#[tokio::test]
async fn an_added_operation_is_served_by_its_example() {
    let sandbox = start(SEEN).await;
    let request = Request::new("POST", "/v2/invoices/579c8d61f23fa4ca35e52da4/reminders");
    let response = request.send(&sandbox).await;
    assert_eq!(response.status, 201, "{}", response.text);
    assert_eq!(
        response.json(),
        json!({"sent_to": "payer@example.com", "copies": 1})
    );
    let recorded = &sandbox.requests()[0];
    assert_eq!(recorded.operation.as_deref(), Some("create_reminder"));
    assert_eq!(recorded.violations, []);
    assert_eq!(sandbox.notes(), [""; 0]);
}

#[tokio::test]
async fn two_overlays_and_the_other_contract() {
    let (_one, one) = file(SEEN);
    let finpay = "{overlay: 1.0.0, info: {}, extends: finpay.yaml, actions: [{target: $.info, update: {x-a: 1}}]}";
    let (_two, two) = file(finpay);
    let sandbox = Sandbox::builder().overlay(one).overlay(two);
    let sandbox = sandbox.start().await.unwrap();
    let answer = Request::post("/v2/invoices", invoice())
        .send(&sandbox)
        .await;
    assert_eq!(answer.json()["channel_hint"], "QRIS");
}

#[tokio::test]
async fn what_the_contract_has_by_now_is_named() {
    let overlay = "
overlay: 1.0.0
info: {title: Seen, version: '1'}
extends: xendit.yaml
actions:
  - target: $.components.schemas.InvoiceStatus.enum
    update: PAID
";
    let sandbox = start(overlay).await;
    let [note] = sandbox.notes() else {
        panic!("{:?}", sandbox.notes())
    };
    assert!(
        note.contains("seen.overlay.yaml:6: the action changes nothing")
            && note.contains("InvoiceStatus"),
        "{note}"
    );
}

#[tokio::test]
async fn an_overlay_that_cannot_be_applied_is_told_by_line_and_action() {
    let text = refused(&SEEN.replace("Invoice.properties", "Bill.properties")).await;
    assert!(
        text.contains("seen.overlay.yaml:6:")
            && text.contains("number 1, on $.components.schemas.Bill"),
        "{text}"
    );
    let text = refused(&SEEN.replace("extends: xendit.yaml\n", "")).await;
    assert!(text.contains("one of xendit.yaml, finpay.yaml"), "{text}");
    let none = Sandbox::builder().overlay("no/such.yaml").start().await;
    assert!(none.unwrap_err().to_string().contains("no/such.yaml"));
}
