//! A status that goes back is found wherever the contract has one.

use bayar_drift::check::{Options, merge};
use bayar_drift::finding::{Class, Finding, Problem};
use bayar_drift::report::Report;
use serde_json::{Value, json};

use super::cases::callback;
use crate::common::{documented, exchange, lines, places, report, report_with};
use crate::support::contracts::{answering, checked, get, open};

/// Both, and the finding about the second.
type Case = ([Value; 2], &'static str, &'static str);

fn brought(body: Value) -> Value {
    let mut exchange = callback(|_| ());
    exchange["request"]["body"] = json!(body.to_string());
    exchange
}

fn dana(status: &str) -> Value {
    brought(json!({
        "external_id": "dana-1", "amount": "1001", "business_id": "12121212",
        "payment_status": status, "transaction_date": "2019-04-07T01:35:46.658Z",
        "callback_authentication_token": "token",
    }))
}

fn linkaja(status: &str) -> Value {
    let item = json!({"id": "1", "name": "Case", "price": 300_000, "quantity": 1});
    brought(json!({
        "external_id": "linkaja-1", "amount": "300000", "items": [item], "status": status,
        "ewallet_type": "LINKAJA", "callback_authentication_token": "token",
    }))
}

fn cardless(status: &str) -> Value {
    let person = json!({"first_name": "a", "last_name": "b", "email": "a@b.co", "phone": "0811"});
    let address = json!({
        "first_name": "a", "last_name": "b", "address": "c", "city": "d", "postal_code": "12345",
        "phone": "0811", "country_code": "IDN",
    });
    let item = json!({
        "id": "1", "name": "Case", "price": 800_000, "type": "a", "url": "http://a.example/b",
        "quantity": 1,
    });
    brought(json!({
        "external_id": "cardless-1", "order_id": "o-cardless-1", "transaction_id": "t-1",
        "amount": 800_000, "transaction_status": status, "payment_type": "3_months",
        "items": [item], "customer_details": person, "shipping_address": address,
        "cardless_credit_type": "KREDIVO", "callback_authentication_token": "token",
    }))
}

fn payout(status: &str) -> Value {
    let event = match status {
        "FAILED" => "disbursement.failed",
        _ => "disbursement.completed",
    };
    brought(json!({
        "event": event, "business_id": "5848fdf860053555135587e7",
        "created": "2019-12-12T06:13:21.637Z",
        "data": {"id": "67f1b30c", "external_id": "demo", "amount": 23000, "status": status},
    }))
}

fn batch(status: &str) -> Value {
    let item = json!({
        "created": "2017-03-30T06:12:47.212Z", "updated": "2017-03-30T07:12:47.212Z",
        "external_id": "d-1", "amount": 10000, "bank_code": "BCA",
        "bank_account_number": "1234567890", "bank_account_name": "Fadlan",
        "description": "Batch", "status": status, "id": "58dca1dffee4228917d37338",
    });
    brought(json!({
        "created": "2017-03-30T06:12:47.212Z", "updated": "2017-03-30T07:12:47.212Z",
        "reference": "a", "total_uploaded_count": 2, "total_uploaded_amount": 20000,
        "status": "COMPLETED", "id": "58dca1dffee4228917d37336",
        "user_id": "57c5aa7a36e3b6a709b6e148", "disbursements": [
            {"id": "58dca1dffee4228917d37339", "status": "COMPLETED"}, item,
        ],
    }))
}

fn ovo() -> [Value; 2] {
    let (request, mut answer) = documented("create_ewallet_payment");
    answer["external_id"] = request["external_id"].clone();
    answer["amount"] = request["amount"].clone();
    answer["status"] = json!("COMPLETED");
    let created = exchange("POST", "/ewallets", Some(&request), 200, &answer);
    let (_, mut look) = documented("get_ewallet_payment_status");
    look["external_id"] = request["external_id"].clone();
    look["status"] = json!("PENDING");
    let id = request["external_id"].as_str().unwrap();
    let target = format!("/ewallets?external_id={id}&ewallet_type=OVO");
    [created, exchange("GET", &target, None, 200, &look)]
}

fn cases() -> Vec<Case> {
    vec![
        (
            [cardless("settlement"), cardless("pending")],
            "cardless_credit_callback",
            "/transaction_status",
        ),
        (
            [dana("PAID"), dana("PENDING")],
            "ewallet_payment_callback",
            "/payment_status",
        ),
        (
            [linkaja("SUCCESS_COMPLETED"), linkaja("FAILED")],
            "ewallet_payment_callback",
            "/status",
        ),
        (
            [payout("SUCCEEDED"), payout("FAILED")],
            "payout_link_callback",
            "/data/status",
        ),
        (
            [batch("COMPLETED"), batch("FAILED")],
            "batch_disbursement_callback",
            "/disbursements/1/status",
        ),
        (ovo(), "get_ewallet_payment_status", "/status"),
    ]
}

fn backwards(report: &Report) -> Vec<&Finding> {
    let is_it = |finding: &&Finding| finding.class == Class::across(Problem::Status);
    report.findings.iter().filter(is_it).collect()
}

#[test]
fn one_that_goes_back_is_found_at_its_place() {
    for ([first, second], operation, pointer) in cases() {
        let there = report(&[first.clone(), second.clone()]);
        let [finding] = backwards(&there)[..] else {
            panic!("{operation}: {:#?}", places(&there))
        };
        assert_eq!(finding.operation.as_deref(), Some(operation));
        assert_eq!(
            (finding.pointer.as_str(), finding.entries.as_slice()),
            (pointer, &[1][..])
        );
        let again = report(&[first.clone(), first.clone()]);
        assert_eq!(backwards(&again), [] as [&Finding; 0], "{operation}");
        // The same from one part of a log to the next.
        let part = |exchange: &Value| {
            report_with(Options::default(), &lines(std::slice::from_ref(exchange)))
        };
        let merged = merge([part(&first), part(&second)]).unwrap();
        assert_eq!(merged.findings, there.findings, "{operation}");
    }
}

/// Two statuses of one thing have nothing to do with each other, nor have two things of one number.
#[test]
fn one_status_is_not_another() {
    let status = "{type: string, enum: [NEW, DONE], x-final: [DONE]}";
    let text = format!(
        "{}    Status: {status}\nx-drift: {{identified_by: [id], first_statuses: [NEW]}}\n",
        answering(
            "3.0.3",
            "{type: object, properties: {id: {type: string}, status: {$ref: '#/components/schemas/Status'}, \
             delivery: {$ref: '#/components/schemas/Status'}, parts: {type: object, additionalProperties: \
             {type: object, properties: {id: {type: string}, state: {$ref: '#/components/schemas/Status'}}}}}}",
        )
    );
    let contracts = open(&[&text], None).unwrap();
    let look = |body: Value| get("https://h.example/a", &body);
    let one = look(
        json!({"id": "1", "status": "DONE", "delivery": "NEW", "parts": {"a": {"id": "1", "state": "NEW"}}}),
    );
    let two = look(
        json!({"id": "1", "status": "DONE", "delivery": "DONE", "parts": {"b": {"id": "1", "state": "DONE"}}}),
    );
    let there = checked(contracts.clone(), &lines(&[one.clone(), two.clone()]));
    assert_eq!(places(&there), []);
    let back = checked(contracts, &lines(&[two, one]));
    let back: Vec<_> = places(&back)
        .into_iter()
        .map(|(.., pointer)| pointer)
        .collect();
    assert_eq!(back, ["/delivery", "/parts/a/state"]);
}
