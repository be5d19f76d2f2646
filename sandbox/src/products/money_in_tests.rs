//! Tests of what only the vendor's dashboard sets and of what the merchant is told, for the products that take money in.

use axum::http::HeaderMap;
use serde_json::{Value, json};

use crate::api::Api;
use crate::api::schema::validator;
use crate::json::Json;
use crate::products;
use crate::products::product::{Answer, Call};
use crate::schedule;
use crate::world::World;
use crate::world::document::Kind;

const ACCOUNT: &str = "account";

#[derive(Default)]
struct Desk {
    world: World,
}

impl Desk {
    /// As the dashboard would have it.
    fn with(settings: &Value) -> Desk {
        let mut desk = Desk::default();
        let mut account = desk.world.account(ACCOUNT);
        let settings = Json::from_value(settings);
        account.document.fields.set("settings", settings);
        desk.world.save(&account.document);
        desk
    }

    /// A request that passed the checks of its schema.
    fn call(&mut self, operation: &str, path: &[(&str, &str)], body: &Value) -> Answer {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let path: Vec<_> = path.iter().map(owned).collect();
        schedule::catch_up(&mut self.world);
        let call = Call {
            operation: Api::with(&[]).unwrap().operation(operation).unwrap(),
            account: ACCOUNT,
            path: &path,
            query: &Json::object(),
            body: &Json::from_value(body),
            headers: &HeaderMap::new(),
            base_url: "http://127.0.0.1:1",
        };
        let answer = products::handle(&mut self.world, &call);
        schedule::catch_up(&mut self.world);
        answer
    }

    fn invoice(&mut self, changes: &Value) -> Answer {
        let mut body = json!({"external_id": "order-7", "amount": 20000, "payer_email": "a@example.com", "description": "Shoes"});
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.call("create_invoice", &[], &body)
    }

    fn refused(&mut self, changes: &Value) -> String {
        self.invoice(changes).unwrap_err().code
    }

    fn account(&mut self, changes: &Value) -> Json {
        let mut body =
            json!({"external_id": "rika", "bank_code": "MANDIRI", "name": "Rika Sutanto"});
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.call("create_fixed_virtual_account", &[], &body)
            .unwrap()
    }

    fn act(&mut self, kind: Kind, json: &Json, name: &str, input: &Value) {
        let id = json.text("id").unwrap();
        let document = self.world.store.get(kind, &id).unwrap();
        products::act(&mut self.world, document, name, &Json::from_value(input)).unwrap();
    }

    /// The callbacks so far, each checked against the contract: kind and body.
    fn sent(&self) -> Vec<(String, Value)> {
        let contract = bayar_contract::Contract::parse("xendit.yaml", bayar_spec::XENDIT).unwrap();
        let deliveries = self.world.store.all(Kind::Delivery);
        deliveries
            .map(|delivery| {
                let kind = delivery.fields.text("kind").unwrap();
                let body = delivery.fields.get("body").unwrap().to_value();
                check(&contract, &kind, &body);
                (kind, body)
            })
            .collect()
    }
}

/// A callback holds what the contract says and nothing else.
fn check(contract: &bayar_contract::Contract, kind: &str, body: &Value) {
    let webhook = contract.operation(kind).unwrap();
    let content = webhook.body.as_ref().unwrap().json().unwrap();
    let schema = content.schema.unwrap();
    let validator = validator(contract, schema).unwrap();
    let problems: Vec<_> = validator
        .iter_errors(body)
        .map(|error| error.to_string())
        .collect();
    assert!(problems.is_empty(), "{kind}: {problems:?}: {body}");
    let known = contract.properties(schema);
    for name in body.as_object().unwrap().keys() {
        let is_known = known.iter().any(|property| property.name == *name);
        assert!(is_known, "{kind}: {name}");
    }
}

#[test]
fn an_account_without_methods_makes_no_invoices() {
    let mut desk = Desk::with(&json!({"payment_methods": []}));
    assert_eq!(desk.refused(&json!({})), "NO_COLLECTION_METHODS_ERROR");
}

#[test]
fn only_the_methods_of_the_account_can_be_chosen() {
    let mut desk = Desk::with(&json!({"payment_methods": ["BCA", "OVO"]}));
    let refused = desk.refused(&json!({"payment_methods": ["BNI"]}));
    assert_eq!(refused, "UNAVAILABLE_PAYMENT_METHOD_ERROR");
    let invoice = desk.invoice(&json!({})).unwrap().to_value();
    assert_eq!(invoice["available_banks"].as_array().unwrap().len(), 1);
    assert_eq!(invoice["should_exclude_credit_card"], true);
}

#[test]
fn a_range_that_is_used_up_refuses_what_needs_it() {
    let mut desk = Desk::with(&json!({"virtual_account_range_used_up": true}));
    let refused = desk.refused(&json!({}));
    assert_eq!(refused, "UNIQUE_ACCOUNT_NUMBER_UNAVAILABLE_ERROR");
    desk.invoice(&json!({"payment_methods": ["OVO"]})).unwrap();
    let mut desk = Desk::with(&json!({"payment_code_range_used_up": true}));
    let refused = desk.refused(&json!({}));
    assert_eq!(refused, "AVAILABLE_PAYMENT_CODE_NOT_FOUND_ERROR");
    desk.invoice(&json!({"payment_methods": ["BNI"]})).unwrap();
}

#[test]
fn with_retail_outlets_their_limit_holds_for_every_invoice() {
    let mut desk = Desk::with(&json!({"retail_outlets": true}));
    let refused = desk.refused(&json!({"amount": 5000001}));
    assert_eq!(refused, "MAXIMUM_TRANSFER_AMOUNT_ERROR");
    desk.invoice(&json!({"amount": 5000000})).unwrap();
}

#[test]
fn a_paid_invoice_is_told_in_the_words_of_its_channel() {
    let mut desk = Desk::default();
    for channel in ["MANDIRI", "ALFAMART", "OVO", "CREDIT_CARD"] {
        let invoice = desk.invoice(&json!({})).unwrap();
        desk.act(Kind::Invoice, &invoice, "pay", &json!({"channel": channel}));
    }
    let sent = desk.sent();
    let of = |field: &str| {
        sent.iter()
            .map(|(_, body)| body[field].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("status"), ["PAID"; 4]);
    assert_eq!(
        of("payment_method"),
        ["POOL", "RETAIL_OUTLET", "EWALLET", "CREDIT_CARD"]
    );
    let null = Value::Null;
    assert_eq!(
        of("bank_code"),
        [json!("MANDIRI"), null.clone(), null.clone(), null.clone()]
    );
    assert_eq!(of("retail_outlet_name")[1], "ALFAMART");
    assert_eq!(of("ewallet_type")[2], "OVO");
    assert!(of("credit_card_charge_id")[3].is_string());
    assert_eq!(
        of("recurring_payment_id"),
        [null.clone(), null.clone(), null.clone(), null]
    );
}

#[test]
fn an_expired_invoice_is_told_only_where_that_is_enabled() {
    let mut desk = Desk::default();
    let invoice = desk.invoice(&json!({})).unwrap();
    desk.act(Kind::Invoice, &invoice, "expire", &json!({}));
    assert_eq!(desk.sent(), []);
    let mut desk = Desk::with(&json!({"invoice_expired_callback": true}));
    let invoice = desk.invoice(&json!({})).unwrap();
    desk.act(Kind::Invoice, &invoice, "expire", &json!({}));
    let sent = desk.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].1["status"], "EXPIRED");
}

#[test]
fn the_duration_of_the_business_holds_where_a_request_has_none() {
    let mut desk = Desk::with(&json!({"invoice_duration": 600}));
    let created = |json: &Json| json.moment("created").unwrap();
    let invoice = desk.invoice(&json!({})).unwrap();
    let life = invoice.moment("expiry_date").unwrap() - created(&invoice);
    assert_eq!(life.num_seconds(), 600);
    let invoice = desk.invoice(&json!({"invoice_duration": 60})).unwrap();
    let life = invoice.moment("expiry_date").unwrap() - created(&invoice);
    assert_eq!(life.num_seconds(), 60);
}

#[test]
fn an_account_is_told_when_it_is_made_changed_and_paid() {
    let mut desk = Desk::default();
    let account = desk.account(&json!({"bank_code": "BRI", "description": "Rent"}));
    let id = account.text("id").unwrap();
    let body = json!({"suggested_amount": 5000});
    desk.call("update_fixed_virtual_account", &[("id", &id)], &body)
        .unwrap();
    desk.act(
        Kind::VirtualAccount,
        &account,
        "pay",
        &json!({"sender_name": "JOHN"}),
    );
    let sent = desk.sent();
    let kinds: Vec<_> = sent.iter().map(|(kind, _)| kind.as_str()).collect();
    let (changed, paid) = (
        "fixed_virtual_account_changed_callback",
        "fixed_virtual_account_paid_callback",
    );
    assert_eq!(kinds, [changed, changed, paid]);
    assert_eq!(sent[0].1["status"], "ACTIVE");
    assert_eq!(sent[1].1["suggested_amount"], 5000);
    assert_eq!(sent[2].1["amount"], 5000);
    assert_eq!(sent[2].1["callback_virtual_account_id"], id.as_str());
    assert!(sent[0].1.get("description").is_none() && sent[2].1.get("sender_name").is_none());
}

#[test]
fn a_transfer_for_an_invoice_is_told_as_the_invoice_only() {
    let mut desk = Desk::default();
    let account = desk.account(&json!({}));
    let linked = json!({"callback_virtual_account_id": account.text("id").unwrap()});
    desk.invoice(&linked).unwrap();
    desk.act(Kind::VirtualAccount, &account, "pay", &json!({}));
    let sent = desk.sent();
    assert_eq!(sent.len(), 2, "the account was made, the invoice paid");
    assert_eq!(sent[1].0, "invoice_callback");
    assert_eq!(sent[1].1["payment_method"], "BANK_TRANSFER");
}

#[test]
fn a_bank_may_take_its_time_and_a_range_may_be_small() {
    let settings = json!({"virtual_account_activation": 600, "virtual_account_range": {"from": 5000, "to": 5001}});
    let mut desk = Desk::with(&settings);
    let mut numbers: Vec<_> = (0..2)
        .map(|_| desk.account(&json!({})).text("account_number").unwrap())
        .collect();
    numbers.sort();
    assert_eq!(numbers, ["886085000", "886085001"]);
    let body = json!({"external_id": "rika", "bank_code": "MANDIRI", "name": "Rika"});
    desk.call("create_fixed_virtual_account", &[], &body)
        .unwrap_err();
    let status = |desk: &Desk| {
        let account = desk.world.store.all(Kind::VirtualAccount).next().unwrap();
        account.fields.text("status").unwrap()
    };
    assert_eq!(status(&desk), "PENDING");
    schedule::advance(&mut desk.world, chrono::TimeDelta::seconds(601));
    assert_eq!(status(&desk), "ACTIVE");
}

#[test]
fn a_payment_code_has_the_prefix_of_the_account_and_is_told_when_paid() {
    let mut desk = Desk::with(&json!({"payment_code_prefix": "SHOP"}));
    let body = json!({"external_id": "rika", "retail_outlet_name": "INDOMARET", "name": "Rika", "expected_amount": 10000.50});
    let code = desk.call("create_fixed_payment_code", &[], &body).unwrap();
    assert!(code.text("payment_code").unwrap().starts_with("SHOP"));
    desk.act(Kind::PaymentCode, &code, "pay", &json!({}));
    let sent = desk.sent();
    assert_eq!(sent[0].0, "fixed_payment_code_paid_callback");
    assert_eq!(
        sent[0].1["payment_code"],
        code.text("payment_code").unwrap()
    );
    assert_eq!(sent[0].1["amount"], 10000.5);
}

#[test]
fn the_invoice_of_a_recurring_payment_is_told_with_its_id() {
    let mut desk = Desk::default();
    let body = json!({
        "external_id": "rent", "payer_email": "a@example.com", "description": "Rent", "amount": 125000,
        "interval": "MONTH", "interval_count": 1,
    });
    let recurring = desk.call("create_recurring_payment", &[], &body).unwrap();
    let invoice = desk.world.store.all(Kind::Invoice).next().unwrap();
    desk.act(Kind::Invoice, &invoice.fields, "pay", &json!({}));
    let sent = desk.sent();
    assert_eq!(sent[0].0, "recurring_invoice_callback");
    assert_eq!(
        sent[0].1["recurring_payment_id"],
        recurring.text("id").unwrap()
    );
}
