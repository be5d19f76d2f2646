//! Every documented error can be provoked: a row for each says how, and is walked here.
//!
//! `cargo test -p bayar-sandbox --test errors` checks the table in `sandbox/ERRORS.md`; with `UPDATE_ERRORS=1` it
//! writes it.

#[path = "../common/mod.rs"]
mod common;

mod balances;
mod batch_disbursements;
mod cardless_credit;
mod cards;
mod disbursements;
mod ewallets;
mod invoices;
mod payout_links;
mod payouts;
mod recurring_payments;
mod retail_outlets;
mod virtual_accounts;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::pin::Pin;

use bayar_sandbox::Sandbox;
use common::{Contract, PUBLIC_KEY, Request, Response};
use serde_json::{Value, json};

/// A sandbox of its own for each row.
pub(crate) struct Scene {
    pub sandbox: Sandbox,
}

impl Scene {
    pub(crate) async fn get(&self, target: &str) -> Response {
        Request::get(target).send(&self.sandbox).await
    }

    pub(crate) async fn post(&self, target: &str, body: Value) -> Response {
        Request::post(target, body).send(&self.sandbox).await
    }

    pub(crate) async fn send(&self, method: &str, target: &str, body: Value) -> Response {
        Request::new(method, target)
            .json(&body.to_string())
            .send(&self.sandbox)
            .await
    }

    /// Orders the error from the sandbox, for what no request can bring about.
    pub(crate) fn refuse_next(&self, operation: &str, code: &str) {
        self.sandbox.refuse_next(operation, code).unwrap();
    }
}

type Provoked<'a> = Pin<Box<dyn Future<Output = Response> + 'a>>;

/// How to provoke one documented error.
pub(crate) struct Row {
    pub operation: &'static str,
    pub code: &'static str,
    /// The variant that the document's table is for, such as `OVO`; empty if there is none.
    pub variant: &'static str,
    /// For the table: what to do, in words.
    pub how: &'static str,
    pub provoke: for<'a> fn(&'a Scene) -> Provoked<'a>,
}

/// A [`Row`]: `row!(create_invoice, SOME_ERROR, "What to do.", scene => scene.post(…))`, with `for OVO` after the code
/// where the table is for a variant.
macro_rules! row {
    ($operation:ident, $code:ident $(for $variant:ident)?, $how:expr, $scene:ident => $provoke:expr) => {
        crate::Row {
            operation: stringify!($operation),
            code: stringify!($code),
            variant: concat!("" $(, stringify!($variant))?),
            how: $how,
            provoke: |$scene| Box::pin(async move { $provoke.await }),
        }
    };
}
pub(crate) use row;

/// A valid body with changes; `null` removes a field.
pub(crate) fn changed(mut body: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => _ = body.as_object_mut().unwrap().remove(name),
            value => body[name] = value.clone(),
        }
    }
    body
}

fn rows() -> Vec<Row> {
    let products = [
        balances::rows(),
        batch_disbursements::rows(),
        cardless_credit::rows(),
        cards::rows(),
        disbursements::rows(),
        ewallets::rows(),
        invoices::rows(),
        payout_links::rows(),
        payouts::rows(),
        recurring_payments::rows(),
        retail_outlets::rows(),
        virtual_accounts::rows(),
    ];
    products.into_iter().flatten().collect()
}

/// What the contract lists: operation, status (none if the document names none), code and variant.
fn documented() -> Vec<(String, Option<u16>, String, String)> {
    let mut documented = Vec::new();
    for contract in [Contract::xendit(), Contract::finpay()] {
        for (_, _, operation) in contract.operations() {
            let id = operation["operationId"].as_str().unwrap();
            for (status, response) in operation["responses"].as_object().unwrap() {
                for row in response["x-error-codes"].as_array().into_iter().flatten() {
                    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
                    documented.push((
                        id.to_owned(),
                        status.parse().ok(),
                        text("code"),
                        text("for"),
                    ));
                }
            }
        }
    }
    documented
}

#[tokio::test]
async fn every_documented_error_can_be_provoked() {
    let rows = rows();
    let mut problems = Vec::new();
    for (operation, status, code, variant) in documented() {
        let fits =
            |row: &&Row| row.operation == operation && row.code == code && row.variant == variant;
        let Some(row) = rows.iter().find(fits) else {
            problems.push(format!("{operation} {code} {variant}: no row"));
            continue;
        };
        let scene = Scene {
            sandbox: Sandbox::start().await.unwrap(),
        };
        let response = (row.provoke)(&scene).await;
        let body = response.json();
        let is_right = body["error_code"] == code.as_str()
            && body["message"].is_string()
            && status.map_or((400..600).contains(&response.status), |status| {
                status == response.status
            });
        if !is_right {
            problems.push(format!(
                "{operation} {code} {variant}: answered {} {body}",
                response.status
            ));
        }
        if code == "API_VALIDATION_ERROR" && !body["errors"].is_array() {
            problems.push(format!("{operation} {code}: no errors[]"));
        }
        let requests = scene.sandbox.requests();
        let last = requests
            .last()
            .and_then(|request| request.operation.clone());
        if last.as_deref() != Some(&operation) {
            problems.push(format!(
                "{operation} {code} {variant}: provoked at {last:?}"
            ));
        }
    }
    let known: BTreeSet<_> = documented()
        .into_iter()
        .map(|(operation, _, code, variant)| (operation, code, variant))
        .collect();
    for row in &rows {
        let key = (
            row.operation.to_owned(),
            row.code.to_owned(),
            row.variant.to_owned(),
        );
        if !known.contains(&key) {
            problems.push(format!(
                "{} {} {}: not documented",
                row.operation, row.code, row.variant
            ));
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn the_table_is_the_one_that_is_walked() {
    let mut table = String::from(
        "# How to provoke each documented error\n\nWritten and checked by `tests/errors`. A dash stands for a status \
         that no document names.\n\n| operation | status | code | how |\n| --- | --- | --- | --- |\n",
    );
    let rows = rows();
    for (operation, status, code, variant) in documented() {
        let fits =
            |row: &&Row| row.operation == operation && row.code == code && row.variant == variant;
        let how = rows.iter().find(fits).map_or("", |row| row.how);
        let status = status.map_or("—".to_owned(), |status| status.to_string());
        let variant = if variant.is_empty() {
            variant
        } else {
            format!(" ({variant})")
        };
        writeln!(
            table,
            "| `{operation}`{variant} | {status} | `{code}` | {how} |"
        )
        .unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ERRORS.md");
    if std::env::var_os("UPDATE_ERRORS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == table,
        "ERRORS.md is stale: run this test with UPDATE_ERRORS=1"
    );
}

/// The ways that are the same for every operation.
pub const NOT_JSON: &str = "Send a body that is not JSON, such as `{`.";
pub const FORBIDDEN: &str = "Use a public key, or a key without the permission (`--keys`).";

pub(crate) async fn not_json(scene: &Scene, method: &str, target: &str) -> Response {
    Request::new(method, target)
        .json("{")
        .send(&scene.sandbox)
        .await
}

pub(crate) async fn forbidden(scene: &Scene, method: &str, target: &str) -> Response {
    Request::new(method, target)
        .json(&json!({}).to_string())
        .credentials(PUBLIC_KEY)
        .send(&scene.sandbox)
        .await
}
