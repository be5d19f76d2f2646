//! What callers do with the types of requests, answers and callbacks.
#![forbid(unsafe_code)]
#![allow(
    clippy::nonminimal_bool,
    clippy::op_ref,
    reason = "each operator is tried as it is"
)]

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bayar::chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use bayar::xendit::bulk::State;
use bayar::xendit::callback::{Callback, Kind};
use bayar::xendit::types::{
    BatchDisbursementCallbackItem, Disbursement, DisbursementStatus, EwalletItem, Invoice,
    InvoiceCallback, InvoiceStatus, LinkajaPaymentCallback,
};
use bayar::{Amount, Environment, RetryPolicy, Timestamp, xendit};
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::{Reply, SECRET_KEY, Server};

fn client(url: &str) -> xendit::Client {
    let builder = xendit::Client::builder(SECRET_KEY).base_url(url);
    builder.retries(RetryPolicy::none()).build().unwrap()
}

#[test]
fn timestamps_are_points_in_time_or_texts_without_order() {
    let one: Timestamp = "2020-02-20T00:00:00Z".parse().unwrap();
    let same = Timestamp::from("2020-02-20T07:00:00.000+0700");
    let later = Timestamp::from("2020-02-20T00:00:00.001Z");
    assert!(one == same && one < later && later > same && one <= same);
    let text = Timestamp::from("yesterday");
    assert!(text.partial_cmp(&one).is_none() && one.partial_cmp(&text).is_none());
    assert_eq!(text, Timestamp::from("yesterday"));
    assert!(text.partial_cmp(&Timestamp::from("today")).is_none());
    let error = "yesterday".parse::<Timestamp>().unwrap_err();
    assert!(!error.to_string().contains("yesterday"));
    assert!(DateTime::<Utc>::try_from(&text).is_err());

    let utc = DateTime::<Utc>::try_from(&same).unwrap();
    assert_eq!(utc.to_rfc3339(), "2020-02-20T00:00:00+00:00");
    let zoned = DateTime::<FixedOffset>::try_from(same.clone()).unwrap();
    assert_eq!(zoned.to_rfc3339(), "2020-02-20T07:00:00+07:00");
    assert_eq!(Timestamp::from(&zoned), Timestamp::from(utc));
    let naive = NaiveDate::from_ymd_opt(2020, 2, 20).unwrap();
    assert_eq!(Timestamp::from(naive.and_hms_opt(0, 0, 0).unwrap()), one);
    let system = UNIX_EPOCH + Duration::from_secs(1_582_156_800);
    assert_eq!(Timestamp::from(system), one);
    let before = UNIX_EPOCH - Duration::from_millis(1_500);
    assert_eq!(Timestamp::from(before).text(), "1969-12-31T23:59:58.500Z");
    assert!(Timestamp::from(SystemTime::now()) > one);
    let last = UNIX_EPOCH + Duration::from_secs(1 << 60);
    assert_eq!(
        Timestamp::from(last),
        Timestamp::from(DateTime::<Utc>::MAX_UTC)
    );
}

#[test]
fn open_enums_parse_compare_and_sort() {
    let status: InvoiceStatus = "PAID".parse().unwrap();
    let seen = [
        InvoiceStatus::Expired,
        "SOON".into(),
        InvoiceStatus::Pending,
    ];
    assert!(seen.iter().all(|other| status != other && other != status));
    assert!(&status == InvoiceStatus::Paid && status == &InvoiceStatus::Paid);
    let sorted: BTreeSet<InvoiceStatus> = seen.into_iter().collect();
    let sorted: Vec<&str> = sorted.iter().map(InvoiceStatus::as_str).collect();
    assert_eq!(sorted, ["PENDING", "EXPIRED", "SOON"]);
}

#[test]
fn one_fact_has_one_enum() {
    let told: InvoiceCallback = decode(r#"{"status": "PAID"}"#);
    let read: Invoice = decode(r#"{"status": "PAID"}"#);
    assert_eq!(told.status, read.status);
    assert_eq!(told.status, Some(InvoiceStatus::Paid));
    let item: BatchDisbursementCallbackItem = decode(r#"{"status": "FAILED"}"#);
    assert_eq!(item.status, Some(DisbursementStatus::Failed));
}

fn decode<T: bayar::Tolerant>(json: &str) -> T {
    bayar::decode(json.as_bytes()).unwrap()
}

#[tokio::test]
async fn counts_take_every_integer_that_fits_and_durations_are_durations() {
    let server = Server::start().await;
    server.answers(Reply::ok(&json!([])));
    let client = client(&server.url());
    client.list_invoices().limit(7_usize).send().await.unwrap();
    client.list_invoices().limit(7_u64).send().await.unwrap();
    for request in server.take_all() {
        assert_eq!(request.query(), [("limit".to_owned(), "7".to_owned())]);
    }
    server.answers(Reply::ok(&json!({"id": "1"})));
    let invoice = || {
        let call = client.create_invoice().external_id("order-1");
        let call = call.payer_email("payer@example.com").description("-");
        call.amount(10_000)
    };
    let day = Duration::from_secs(86_400);
    invoice().invoice_duration(day).send().await.unwrap();
    assert_eq!(server.take().json()["invoice_duration"], 86_400);
    invoice().invoice_duration(60_u16).send().await.unwrap();
    assert_eq!(server.take().json()["invoice_duration"], 60);

    for unfit in [
        invoice().invoice_duration(u64::MAX),
        invoice().invoice_duration(i128::MIN),
        invoice().invoice_duration(Duration::from_millis(1_500)),
        invoice().invoice_duration(Duration::MAX),
    ] {
        let error = unfit.send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert_eq!(error.violations()[0].field, "invoice_duration");
    }
    let limit = client.list_invoices().limit(u128::MAX).send().await;
    assert!(limit.unwrap_err().is_invalid_request());
    // Whatever is checked: another number than the one given is never sent.
    let unchecked = client.list_invoices().limit(u128::MAX).without_checks();
    let error = unchecked.send().await.unwrap_err();
    assert_eq!(error.violations()[0].field, "limit");
    let unchecked = invoice().invoice_duration(u64::MAX);
    let unchecked = unchecked.without_check("invoice_duration").send().await;
    assert!(unchecked.unwrap_err().is_invalid_request());
    assert_eq!(server.take_all().len(), 0);
}

#[tokio::test]
async fn what_the_contract_does_not_have_is_kept_as_it_came() {
    let json = r#"{"id": "i", "locale": "id", "rate": 0.10000000000000000001, "locale": {"of": ["a"]},
        "gone": null, "error_code": null}"#;
    let invoice: Invoice = decode(json);
    assert_eq!(invoice.extra("locale").unwrap().get(), r#"{"of": ["a"]}"#);
    assert_eq!(
        invoice.extra("rate").unwrap().get(),
        "0.10000000000000000001"
    );
    assert_eq!(invoice.extra("gone").unwrap().get(), "null");
    assert_eq!(invoice.extra("id"), None);
    assert_eq!(invoice.extra("nothing"), None);
    let names: Vec<String> = invoice.extras().into_keys().collect();
    assert_eq!(names, ["gone", "locale", "rate"]);
    let payment = r#"{"items": [{"name": "x", "weight": 2.50}]}"#;
    let payment: LinkajaPaymentCallback = decode(payment);
    let item = &payment.items.as_deref().unwrap()[0];
    assert_eq!(item.extra("weight").unwrap().get(), "2.50");
    // It goes out with the rest, and nobody who prints it sees it.
    let written = serde_json::to_string(&invoice).unwrap();
    assert!(
        written.contains(r#""rate":0.10000000000000000001"#),
        "{written}"
    );
    assert_eq!(decode::<Invoice>(&written), invoice);
    let printed = format!("{invoice:?}");
    assert!(
        !printed.contains("locale") && !printed.contains("0.1"),
        "{printed}"
    );

    let server = Server::start().await;
    server.answers(Reply::ok(&json!([{"id": "a", "locale": "id"}])));
    let client = client(&server.url());
    let mut pages = client.list_invoices().pages();
    let invoice = pages.try_next().await.unwrap().unwrap();
    assert_eq!(
        invoice.extra("locale").unwrap().parse::<String>().unwrap(),
        "id"
    );
    let listed = client.list_invoices().send().await.unwrap();
    assert_eq!(listed[0].extra("locale").unwrap().get(), "\"id\"");
    let disbursement: Disbursement = decode(r#"{"id": "d", "fee": 1.0}"#);
    assert_eq!(disbursement.extra("fee").unwrap().get(), "1.0");
}

#[tokio::test]
async fn an_answer_is_gone_through_and_written_like_its_value() {
    let server = Server::start().await;
    server.answers(Reply::ok(&json!([{"id": "a"}, {"id": "b", "amount": 1.5}])));
    let client = client(&server.url());
    let invoices = client.list_invoices().send().await.unwrap();
    let written = serde_json::to_string(&invoices).unwrap();
    assert_eq!(written, r#"[{"id":"a"},{"id":"b","amount":1.5}]"#);
    let mut ids = Vec::new();
    for invoice in &invoices {
        ids.push(invoice.id().unwrap().to_owned());
    }
    for invoice in invoices {
        ids.push(invoice.id().unwrap().to_owned());
    }
    assert_eq!(ids, ["a", "b", "a", "b"]);
}

#[test]
fn every_callback_tells_whose_it_is_how_much_and_how_it_ended() {
    for kind in Kind::ALL {
        let callback = Callback::example(*kind);
        let told = (
            callback.external_id(),
            callback.amount(),
            callback.status_text(),
        );
        let json = serde_json::to_value(&callback).unwrap();
        let json = json.get("data").unwrap_or(&json);
        let text = |names: &[&str]| names.iter().find_map(|name| json[name].as_str());
        let amount = ["amount", "total_uploaded_amount"].iter().find_map(|name| {
            let amount: Amount = serde_json::from_value(json.get(name)?.clone()).unwrap();
            Some(amount)
        });
        let expected = (
            text(&["external_id", "reference"]),
            amount,
            text(&["payment_status", "transaction_status", "status"]),
        );
        assert_eq!(told, expected, "{kind}");
        assert!(told.0.is_some(), "{kind}");
        assert_eq!(
            told.1.is_none(),
            *kind == Kind::VirtualAccountChanged,
            "{kind}"
        );
        let comes_once = [Kind::VirtualAccountPaid, Kind::RetailOutletPaid].contains(kind);
        assert_eq!(told.2.is_none(), comes_once, "{kind}");
    }
    let json = json!({"event": "brand.new", "amount": 1, "more": [true]});
    let unknown: Callback =
        xendit::callback::decode_unverified(json.to_string().as_bytes()).unwrap();
    assert_eq!(unknown.kind(), None);
    assert_eq!(
        (
            unknown.external_id(),
            unknown.amount(),
            unknown.status_text()
        ),
        (None, None, None)
    );
    assert_eq!(unknown.extra("more").unwrap().get(), "[true]");
    let invoice = json!({"merchant_name": "m", "locale": "id"}).to_string();
    let invoice: Callback = xendit::callback::decode_unverified(invoice.as_bytes()).unwrap();
    assert_eq!(invoice.extra("locale").unwrap().get(), "\"id\"");
}

#[test]
fn enums_of_ours_are_their_names() {
    fn check<T>(all: &[T], names: &[&str])
    where
        T: serde::Serialize + serde::de::DeserializeOwned,
        T: Copy + PartialEq + std::fmt::Debug + std::fmt::Display,
        T: std::str::FromStr<Err = bayar::UnknownName>,
    {
        let printed: Vec<String> = all.iter().map(ToString::to_string).collect();
        assert_eq!(printed[..names.len()], *names);
        for value in all {
            assert_eq!(value.to_string().parse::<T>().unwrap(), *value);
            let json = serde_json::to_value(value).unwrap();
            assert_eq!(json, value.to_string());
            assert_eq!(serde_json::from_value::<T>(json).unwrap(), *value);
        }
        assert!("Nothing".parse::<T>().is_err());
        assert!(serde_json::from_value::<T>(Value::Null).is_err());
    }
    check(Environment::ALL, &["development", "production"]);
    check(Kind::ALL, &["dana", "linkaja", "ovo"]);
    check(
        State::ALL,
        &["waiting", "sent", "done", "failed", "unknown"],
    );
}

#[tokio::test]
async fn a_request_that_reads_has_no_fields() {
    let server = Server::start().await;
    server.answers(Reply::ok(&json!([])));
    let client = client(&server.url());
    let custom = |method| client.request(method, "/customers");
    let get = bayar::reqwest::Method::GET;
    let list = client.list_invoices().field("external_id", "order-1");
    let errors = [
        list.send().await.unwrap_err(),
        custom(get.clone())
            .field("a", 1)
            .send::<Value>()
            .await
            .unwrap_err(),
        custom(get.clone())
            .json(&json!({}))
            .send::<Value>()
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_invalid_request(), "{error}");
    }
    assert_eq!(server.take_all().len(), 0);
    custom(get).query("a", "1").send::<Value>().await.unwrap();
    assert_eq!(server.take().query(), [("a".to_owned(), "1".to_owned())]);
}

#[tokio::test]
async fn an_answer_without_a_body_is_nothing_to_a_custom_request() {
    let server = Server::start().await;
    server.answers(Reply::new(204, ""));
    let client = client(&server.url());
    let delete = || {
        let request = client.request(bayar::reqwest::Method::DELETE, "/customers/1");
        request.json(&json!({"reference_id": "customer-1"}))
    };
    delete().send::<()>().await.unwrap();
    assert_eq!(
        delete().send::<Option<u8>>().await.unwrap().into_inner(),
        None
    );
    assert!(delete().send::<Vec<u8>>().await.unwrap().is_empty());
    let error = delete().send::<u8>().await.unwrap_err();
    assert!(
        error.is_unreadable() && error.is_outcome_unknown(),
        "{error}"
    );
}

#[tokio::test]
async fn a_payout_of_the_sandbox_is_read_by_its_sub_account() {
    let sandbox = Sandbox::start().await.unwrap();
    let made = sandbox.create_payout("merchant", "sub-1", json!({"amount": 25_000}));
    let made = made.unwrap();
    let id = made["id"].as_str().unwrap();
    let client = |sub_account| {
        let builder = bayar::finpay::Client::builder("merchant", "password", sub_account);
        builder.base_url(sandbox.finpay_url()).build().unwrap()
    };
    let payout = client("sub-1").get_payout(id).send().await.unwrap();
    assert_eq!(payout.amount().unwrap(), 25_000);
    assert_eq!(payout.id().unwrap(), id);
    let other = client("sub-2").get_payout(id).send().await;
    assert_eq!(other.unwrap_err().status(), Some(404));
}

#[test]
fn items_of_requests_take_every_integer() {
    let item = EwalletItem::new().quantity(3_usize).price(1_000);
    assert_eq!(item.quantity, Some(3));
}
