//! Every documented error can be provoked: a row for each says how, and is walked here.
//!
//! `cargo test -p bayar-sandbox --test suite errors::` checks the table in `sandbox/ERRORS.md`; with `UPDATE_ERRORS=1` it
//! writes it.

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

use bayar_contract::Operation;
use bayar_contract::extension::ErrorRow;
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Contract, PUBLIC_KEY, Request, Response};

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
        crate::errors::Row {
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

/// What the contracts list, for each operation.
fn documented() -> Vec<(Operation, ErrorRow)> {
    let contracts = [Contract::xendit(), Contract::finpay()];
    let operations = contracts
        .into_iter()
        .flat_map(|contract| contract.document.operations);
    let rows = |operation: Operation| {
        let rows = operation.errors.clone();
        rows.into_iter().map(move |row| (operation.clone(), row))
    };
    operations.flat_map(rows).collect()
}

/// The names of an operation, a code and a variant, of a documented row.
fn names<'a>(operation: &'a Operation, row: &'a ErrorRow) -> (&'a str, &'a str, &'a str) {
    let variant = row.variant.as_deref().unwrap_or_default();
    (operation.id.as_deref().unwrap(), &row.code, variant)
}

impl Row {
    fn names(&self) -> (&str, &str, &str) {
        (self.operation, self.code, self.variant)
    }
}

fn any_request(operation: &Operation) -> Request {
    let path = operation.path.replace(['{', '}'], "");
    let request = Request::new(&operation.method, &path).json("{}");
    if operation.security[0].schemes[0].0 == "publicKey" {
        request.credentials(PUBLIC_KEY)
    } else {
        request
    }
}

/// What was only observed, and comes about in no way that is known.
async fn ordered(operation: &Operation, code: &str) -> (Sandbox, Response) {
    let sandbox = Sandbox::start().await.unwrap();
    let id = operation.id.as_deref().unwrap();
    sandbox.refuse_next(id, code).unwrap();
    let mut request = any_request(operation);
    let body = operation.body.as_ref().and_then(|body| body.json());
    if let Some(example) = body.and_then(|body| body.examples.first()?.value) {
        let contract = Contract::xendit().document;
        request = request.json(&contract.node(example).to_json());
    }
    let response = request.send(&sandbox).await;
    (sandbox, response)
}

/// The same for every operation that has it: one request more than a minute takes.
async fn too_many(operation: &Operation) -> (Sandbox, Response) {
    let sandbox = Sandbox::builder().rate_limits(true).start().await.unwrap();
    let request = any_request(operation);
    for _ in 0..60 {
        assert_ne!(request.send(&sandbox).await.status, 429);
    }
    let response = request.send(&sandbox).await;
    (sandbox, response)
}

#[tokio::test]
async fn every_documented_error_can_be_provoked() {
    let rows = rows();
    let mut problems = Vec::new();
    let documented = documented();
    for (operation, documented) in &documented {
        let (id, code, variant) = names(operation, documented);
        let row = rows.iter().find(|row| row.names() == (id, code, variant));
        let (sandbox, response) = match row {
            Some(row) => {
                let sandbox = Sandbox::start().await.unwrap();
                let scene = Scene { sandbox };
                let response = (row.provoke)(&scene).await;
                (scene.sandbox, response)
            }
            None if code == RATE_LIMIT => too_many(operation).await,
            None if documented.is_observed => ordered(operation, code).await,
            None => {
                problems.push(format!("{id} {code} {variant}: no row"));
                continue;
            }
        };
        let body = response.json();
        let is_right = body["error_code"] == code
            && body["message"].is_string()
            && documented
                .status
                .map_or((400..600).contains(&response.status), |status| {
                    status == response.status
                });
        if !is_right {
            problems.push(format!(
                "{id} {code} {variant}: answered {} {body}",
                response.status
            ));
        }
        if code == "API_VALIDATION_ERROR" && !body["errors"].is_array() {
            problems.push(format!("{id} {code}: no errors[]"));
        }
        let requests = sandbox.requests();
        let last = requests
            .last()
            .and_then(|request| request.operation.clone());
        if last.as_deref() != Some(id) {
            problems.push(format!("{id} {code} {variant}: provoked at {last:?}"));
        }
    }
    let known: BTreeSet<_> = documented
        .iter()
        .map(|(operation, row)| names(operation, row))
        .collect();
    for row in &rows {
        if !known.contains(&row.names()) {
            problems.push(format!("{:?}: not documented", row.names()));
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[tokio::test]
async fn every_documented_error_can_be_ordered() {
    let sandbox = Sandbox::start().await.unwrap();
    for (operation, row) in documented() {
        let (id, code, _) = names(&operation, &row);
        assert_eq!(sandbox.refuse_next(id, code), Ok(()), "{id} {code}");
    }
    sandbox.refuse_next("get_balance", RATE_LIMIT).unwrap();
    let response = Request::get("/balance").send(&sandbox).await;
    let code = response.json()["error_code"].clone();
    assert_eq!((response.status, code), (429, json!(RATE_LIMIT)));
}

#[test]
fn the_table_is_the_one_that_is_walked() {
    let mut table = String::from(
        "# How to provoke each documented error\n\nWritten and checked by `tests/suite/errors`. A dash stands for a status \
         that no document names.\n\n| operation | status | code | how |\n| --- | --- | --- | --- |\n",
    );
    let rows = rows();
    for (operation, documented) in documented() {
        let (id, code, variant) = names(&operation, &documented);
        let row = rows.iter().find(|row| row.names() == (id, code, variant));
        let how = match row {
            Some(row) => row.how,
            None if code == RATE_LIMIT => TOO_MANY,
            None => ORDERED,
        };
        let status = documented
            .status
            .filter(|_| !documented.has_undocumented_status);
        let status = status.map_or("—".to_owned(), |status| status.to_string());
        let variant = match variant {
            "" => String::new(),
            variant => format!(" ({variant})"),
        };
        writeln!(table, "| `{id}`{variant} | {status} | `{code}` | {how} |").unwrap();
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

/// Every operation of Xendit has it.
const RATE_LIMIT: &str = "RATE_LIMIT_EXCEEDED";

/// The ways that are the same for every operation.
const TOO_MANY: &str =
    "Send 61 requests within a minute (`--rate-limits`), or order it: `refuse_next`.";
const ORDERED: &str = "Observed only: order it, `refuse_next`.";
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
