//! Every operation of both contracts, called with its documented examples: first what makes a resource, then what reads
//! or changes it. Each answer fits its schema, and no documented request is noted as a difference.

use std::collections::BTreeSet;

use bayar_contract::Node;
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{Contract, Request};

const SUB_ACCOUNT: &str = "5785e6334d7b410667d355c4";

/// A way through the operations of one contract.
struct Walk {
    contract: Contract,
    prefix: &'static str,
    sandbox: Sandbox,
    called: BTreeSet<String>,
}

impl Walk {
    async fn new(contract: Contract, prefix: &'static str) -> Walk {
        Walk {
            contract,
            prefix,
            sandbox: Sandbox::start().await.unwrap(),
            called: BTreeSet::new(),
        }
    }

    /// The documented requests of an operation.
    fn examples(&self, id: &str) -> Vec<Value> {
        let body = self.contract.operation(id).body.as_ref().unwrap();
        let examples = body.json().unwrap().examples.iter();
        let examples = examples.map(|example| self.contract.document.node(example.value.unwrap()));
        let examples: Vec<_> = examples.map(Node::to_value).collect();
        assert!(!examples.is_empty(), "{id}");
        examples
    }

    /// Sends every documented request of an operation, with an external id of its own, and returns the last answer.
    async fn send_examples(&mut self, id: &str) -> Value {
        let mut last = Value::Null;
        for (number, mut example) in self.examples(id).into_iter().enumerate() {
            if let Some(external_id) = example["external_id"].as_str() {
                example["external_id"] = json!(format!("{external_id}-{number}"));
            }
            last = self.call(id, "", Some(example)).await;
        }
        last
    }

    /// Calls an operation with this value for the parameter of its path, or this query, and returns the answer.
    async fn call(&mut self, id: &str, of: &str, body: Option<Value>) -> Value {
        let operation = self.contract.operation(id);
        let path = &operation.path;
        let path = match path.split_once('{') {
            Some((before, rest)) => format!("{before}{of}{}", rest.split_once('}').unwrap().1),
            None => format!("{path}{of}"),
        };
        let mut request = Request::new(&operation.method, &format!("{}{path}", self.prefix))
            .header("for-user-id", SUB_ACCOUNT);
        if operation.security[0].schemes[0].0 == "publicKey" {
            // Ends like the secret key: of the same account.
            request = request.credentials("xnd_public_development_secret:");
        }
        if let Some(body) = body {
            request = request.json(&body.to_string());
        }
        let response = request.send(&self.sandbox).await;
        assert_eq!(response.status, 200, "{id}: {}", response.text);
        let content_type = response.header("Content-Type");
        assert_eq!(content_type, Some("application/json"), "{id}");
        let problems = self.contract.answer_problems(id, &response.json());
        assert_eq!(problems, Vec::<String>::new(), "{id}: {}", response.text);
        let recorded = self.sandbox.requests().pop().unwrap();
        assert_eq!(recorded.operation.as_deref(), Some(id));
        assert_eq!(recorded.violations, [], "{id}");
        self.called.insert(id.to_owned());
        response.json()
    }

    fn act(&self, of: &Value, action: &str) {
        self.sandbox.act(text(of, "id"), action, json!({})).unwrap();
    }

    /// A token that the payer has authenticated for an amount.
    async fn token(&mut self, amount: &Value) -> Value {
        let mut card = self.examples("create_token").remove(0);
        card["card_data"]["exp_year"] = json!("2099");
        card["amount"] = json!(amount.to_string());
        let token = self.call("create_token", "", Some(card)).await;
        self.act(&token, "verify");
        token
    }

    async fn charge(&mut self, mut request: Value) -> Value {
        let token = self.token(&request["amount"]).await;
        request["token_id"] = token["id"].clone();
        request["external_id"] = json!(format!("charge-{}", text(&token, "id")));
        request.as_object_mut().unwrap().remove("authentication_id");
        self.call("create_charge", "", Some(request)).await
    }

    fn assert_all_are_called(&self) {
        for operation in &self.contract.document.operations {
            let id = operation.id.as_ref().unwrap();
            assert!(self.called.contains(id), "{id} was not called");
        }
    }
}

fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name}: {json}"))
}

#[tokio::test]
async fn every_xendit_operation_answers_its_documented_requests() {
    let mut walk = Walk::new(Contract::xendit(), "").await;
    walk.call("get_balance", "", None).await;
    cards(&mut walk).await;
    wallets(&mut walk).await;
    virtual_accounts(&mut walk).await;
    invoices(&mut walk).await;
    recurring_payments(&mut walk).await;
    money_out(&mut walk).await;
    walk.assert_all_are_called();
}

async fn cards(walk: &mut Walk) {
    let card = walk.examples("create_token").pop();
    let token = walk.call("create_token", "", card).await;
    let amount = walk.examples("create_authentication").pop();
    let token_id = text(&token, "id").to_owned();
    walk.call("create_authentication", &token_id, amount).await;

    let mut authorized = Vec::new();
    let mut captured = Vec::new();
    for example in walk.examples("create_charge") {
        let charge = walk.charge(example).await;
        match (text(&charge, "status"), &charge["authorized_amount"]) {
            ("CAPTURED", _) => captured.push(charge),
            (_, amount) if amount.as_f64() > Some(0.0) => authorized.push(charge),
            _ => {}
        }
    }
    let capture = walk.examples("capture_charge").pop();
    let id = text(&authorized[0], "id").to_owned();
    walk.call("capture_charge", &id, capture).await;
    walk.call("get_charge", &id, None).await;
    let reversal = walk.examples("reverse_authorization").pop();
    let id = text(&authorized[1], "id").to_owned();
    walk.call("reverse_authorization", &id, reversal).await;
    let refund = walk.examples("create_refund").pop();
    let id = text(&captured[0], "id").to_owned();
    walk.call("create_refund", &id, refund).await;
}

async fn wallets(walk: &mut Walk) {
    let examples = walk.examples("create_ewallet_payment");
    for (number, mut example) in examples.into_iter().enumerate() {
        example["external_id"] = json!(format!("wallet-{number}"));
        if example.get("expiration_date").is_some() {
            example["expiration_date"] = json!("2100-02-20T00:00:00.000Z");
        }
        let wallet = text(&example, "ewallet_type").to_owned();
        walk.call("create_ewallet_payment", "", Some(example)).await;
        let query = format!("?external_id=wallet-{number}&ewallet_type={wallet}");
        walk.call("get_ewallet_payment_status", &query, None).await;
    }
    walk.send_examples("create_cardless_credit_payment").await;
}

async fn virtual_accounts(walk: &mut Walk) {
    walk.call("get_virtual_account_banks", "", None).await;
    let account = walk.send_examples("create_fixed_virtual_account").await;
    let id = text(&account, "id").to_owned();
    walk.call("get_fixed_virtual_account", &id, None).await;
    // No document shows a request.
    let change = json!({"expected_amount": 50000});
    walk.call("update_fixed_virtual_account", &id, Some(change))
        .await;
    let paid = walk
        .sandbox
        .act(&id, "pay", json!({"amount": 50000}))
        .unwrap();
    let payment = text(&paid, "payment_id");
    walk.call("get_fixed_virtual_account_payment", payment, None)
        .await;

    let code = walk.send_examples("create_fixed_payment_code").await;
    let id = text(&code, "id").to_owned();
    let change = walk.examples("update_fixed_payment_code").pop();
    walk.call("update_fixed_payment_code", &id, change).await;
    walk.call("get_fixed_payment_code", &id, None).await;
}

async fn invoices(walk: &mut Walk) {
    let invoice = walk.send_examples("create_invoice").await;
    let id = text(&invoice, "id").to_owned();
    walk.call("get_invoice", &id, None).await;
    walk.call("list_invoices", "", None).await;
    walk.call("expire_invoice", &id, None).await;
}

async fn recurring_payments(walk: &mut Walk) {
    let recurring = walk.send_examples("create_recurring_payment").await;
    let id = text(&recurring, "id").to_owned();
    walk.call("get_recurring_payment", &id, None).await;
    let mut change = walk.examples("edit_recurring_payment").remove(0);
    change.as_object_mut().unwrap().remove("credit_card_token");
    walk.call("edit_recurring_payment", &id, Some(change)).await;
    for verb in ["pause", "resume", "stop"] {
        walk.call(&format!("{verb}_recurring_payment"), &id, None)
            .await;
    }
}

async fn money_out(walk: &mut Walk) {
    walk.call("get_available_disbursement_banks", "", None)
        .await;
    let disbursement = walk.send_examples("create_disbursement").await;
    let id = text(&disbursement, "id").to_owned();
    walk.call("get_disbursement_by_id", &id, None).await;
    let query = format!("?external_id={}", text(&disbursement, "external_id"));
    walk.call("get_disbursements_by_external_id", &query, None)
        .await;
    // No document shows a request.
    let batch = json!({
        "reference": "payroll-1",
        "disbursements": [{
            "amount": 10000,
            "bank_code": "BCA",
            "bank_account_name": "Adit",
            "bank_account_number": "1231241231",
            "description": "Salary",
            "external_id": "salary-1",
        }],
    });
    walk.call("create_batch_disbursement", "", Some(batch))
        .await;
    let link = walk.send_examples("create_payout_link").await;
    let id = text(&link, "id").to_owned();
    walk.call("get_payout_link", &id, None).await;
    walk.call("void_payout_link", &id, None).await;
}

#[tokio::test]
async fn every_finpay_operation_answers_its_documented_requests() {
    let mut walk = Walk::new(Contract::finpay(), "/finpay").await;
    // The documented sample exists from the start: no operation creates a payout.
    let sample = "disb-571f3644d2b4edf0745e9703";
    walk.call("get_payout", sample, None).await;
    walk.assert_all_are_called();
}

/// Without this, an answer schema that accepts everything would pass above.
#[test]
fn the_schemas_refuse_what_is_not_theirs() {
    let contract = Contract::xendit();
    for operation in &contract.document.operations {
        let id = operation.id.as_ref().unwrap();
        let nonsense = json!({"id": 1, "ewallet_type": "OVO"});
        let problems = contract.answer_problems(id, &nonsense);
        assert_ne!(problems, Vec::<String>::new(), "{id}");
    }
}
