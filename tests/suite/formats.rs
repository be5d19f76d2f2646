//! Amounts and JSON of others in every format of serde: exact, or refused, and never another amount.
#![forbid(unsafe_code)]

use std::fmt::Debug;

use axum::extract::{FromRequest, FromRequestParts, Query};
use axum::response::IntoResponse;
use axum::{Json, body, http};
use bayar::xendit::types::{Invoice, InvoiceStatus};
use bayar::{Amount, AmountText, RawJson};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Each with whether it is still known after it was a float, or an integer of 64 bits.
const AMOUNTS: [(&str, bool); 11] = [
    ("0", true),
    ("230000", true),
    ("-1500.5", true),
    ("0.01", true),
    ("99999999999.99", true),
    ("18446744073709551615", true),
    ("18446744073709551616", false),
    ("90071992547409931234.01", false),
    ("9007199254740993.5", false),
    ("0.1234567890123456789", false),
    ("79228162514264337593543950335", false),
];

trait Model: Serialize + DeserializeOwned + PartialEq + Debug {
    /// Whether serde reads it from values that it has read before.
    const LOOKS_AHEAD: bool;
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    amount: Amount,
    fee: AmountText,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax: Option<Amount>,
}

impl Model for Row {
    const LOOKS_AHEAD: bool = false;
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    row: Row,
}

impl Model for Flat {
    const LOOKS_AHEAD: bool = true;
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    Paid(Row),
    Refunded { amount: Amount },
}

impl Model for Tagged {
    const LOOKS_AHEAD: bool = true;
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value")]
enum Adjacent {
    Paid(Row),
}

impl Model for Adjacent {
    const LOOKS_AHEAD: bool = false;
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Named { total: Amount },
    Row(Row),
}

impl Model for Untagged {
    const LOOKS_AHEAD: bool = true;
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn row(text: &str) -> Row {
    Row {
        amount: amount(text),
        fee: AmountText(amount(text)),
        tax: Some(amount(text)),
    }
}

macro_rules! in_every_shape {
    ($check:ident) => {
        for (text, survives) in AMOUNTS {
            let row = row(text);
            $check(&row, survives);
            $check(&Flat { id: 1, row }, survives);
            $check(&Tagged::Paid(row), survives);
            $check(&Tagged::Refunded { amount: row.amount }, survives);
            $check(&Adjacent::Paid(row), survives);
            $check(&Untagged::Row(row), survives);
            $check(&Untagged::Named { total: row.amount }, survives);
        }
    };
}

/// It was read exactly; or it was refused, which it may be only if a float could have changed it.
#[track_caller]
fn exact_or_refused<T: Model, E: Debug>(read: Result<T, E>, model: &T, must: bool) {
    match read {
        Ok(read) => assert_eq!(read, *model),
        Err(error) => assert!(!must, "{model:?}: {error:?}"),
    }
}

#[test]
fn json_has_numbers_with_every_digit() {
    for (text, _) in AMOUNTS {
        let expected = format!(r#"{{"amount":{text},"fee":"{text}","tax":{text}}}"#);
        assert_eq!(serde_json::to_string(&row(text)).unwrap(), expected);
        let map = std::collections::BTreeMap::from([(amount(text), 1)]);
        let map = serde_json::to_string(&map).unwrap();
        assert_eq!(map, format!(r#"{{"{text}":1}}"#));
    }
}

#[test]
fn json_is_read_exactly_or_refused() {
    fn check<T: Model>(model: &T, survives: bool) {
        let json = serde_json::to_string(model).unwrap();
        let must = survives || !T::LOOKS_AHEAD;
        exact_or_refused(serde_json::from_str(&json), model, must);
        exact_or_refused(serde_json::from_slice(json.as_bytes()), model, must);
        exact_or_refused(serde_json::from_reader(json.as_bytes()), model, must);
        let value: Value = serde_json::from_str(&json).unwrap();
        exact_or_refused(T::deserialize(&value), model, survives);
        exact_or_refused(serde_json::from_value(value), model, survives);
    }
    in_every_shape!(check);
}

#[test]
fn a_value_of_json_loses_nothing() {
    fn check<T: Model>(model: &T, _: bool) {
        let value = serde_json::to_value(model).unwrap();
        assert_eq!(T::deserialize(&value).unwrap(), *model);
        let text = value.to_string();
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *model, "{text}");
        assert_eq!(serde_json::from_value::<T>(value).unwrap(), *model);
    }
    in_every_shape!(check);
    let (whole, exact) = (Amount::new(230_000), amount("90071992547409931234.01"));
    assert_eq!(
        json!({"whole": whole, "text": AmountText(whole), "exact": exact}),
        json!({"whole": 230_000, "text": "230000", "exact": "90071992547409931234.01"})
    );
}

#[test]
fn yaml_is_exact() {
    fn check<T: Model>(model: &T, survives: bool) {
        let yaml = yaml_serde::to_string(model).unwrap();
        assert_eq!(yaml_serde::from_str::<T>(&yaml).unwrap(), *model, "{yaml}");
        // As a person writes it: numbers, not texts. JSON is YAML.
        let json = serde_json::to_string(model).unwrap();
        let must = survives || !T::LOOKS_AHEAD;
        exact_or_refused(yaml_serde::from_str(&json), model, must);
    }
    in_every_shape!(check);
}

#[test]
fn csv_is_exact() {
    for (text, survives) in AMOUNTS {
        let row = row(text);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.serialize(row).unwrap();
        let csv = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        assert_eq!(csv, format!("amount,fee,tax\n{text},{text},{text}\n"));
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.deserialize::<Row>().next().unwrap().unwrap(), row);

        let csv = format!("id,{}", csv.replace('\n', "\n1,"));
        let mut reader = csv::Reader::from_reader(csv.trim_end_matches("1,").as_bytes());
        let read = reader.deserialize().next().unwrap();
        exact_or_refused(read, &Flat { id: 1, row }, survives);
    }
}

#[test]
fn forms_are_exact() {
    for (text, _) in AMOUNTS {
        let row = row(text);
        let form = serde_urlencoded::to_string(row).unwrap();
        assert_eq!(form, format!("amount={text}&fee={text}&tax={text}"));
        assert_eq!(serde_urlencoded::from_str::<Row>(&form).unwrap(), row);
        let flat = serde_urlencoded::from_str::<Flat>(&format!("id=1&{form}"));
        assert_eq!(flat.unwrap(), Flat { id: 1, row });
    }
}

#[tokio::test]
async fn axum_is_exact() {
    for (text, survives) in AMOUNTS {
        let row = row(text);
        let answer = Json(row).into_response().into_body();
        let answer = body::to_bytes(answer, usize::MAX).await.unwrap();
        let request = |body: Vec<u8>| {
            let request = http::Request::post(format!("/?amount={text}&fee={text}"));
            let request = request.header("content-type", "application/json");
            request.body(body::Body::from(body)).unwrap()
        };
        let Json(read): Json<Row> = Json::from_request(request(answer.to_vec()), &())
            .await
            .unwrap();
        assert_eq!(read, row);
        let tagged = serde_json::to_vec(&Tagged::Paid(row)).unwrap();
        let read = Json::from_request(request(tagged), &()).await;
        exact_or_refused(read.map(|Json(read)| read), &Tagged::Paid(row), survives);

        let (mut parts, _) = request(Vec::new()).into_parts();
        let query = Query::from_request_parts(&mut parts, &()).await;
        let Query(read): Query<Row> = query.unwrap();
        assert_eq!(read, Row { tax: None, ..row });
    }
}

#[test]
fn a_float_that_may_have_lost_digits_is_refused_in_words() {
    let json = r#"{"kind": "Refunded", "amount": 9007199254740993.5}"#;
    let error = serde_json::from_str::<Tagged>(json).unwrap_err();
    let says = "a number that came as a float and may have lost digits: write it as a text";
    assert_eq!(error.to_string(), says);
    let text = json.replace("9007199254740993.5", "\"9007199254740993.5\"");
    assert!(serde_json::from_str::<Tagged>(&text).is_ok());
    for none in ["null", "true", "[1]", "{}", "\"one\"", "\"\""] {
        assert!(serde_json::from_str::<Amount>(none).is_err(), "{none}");
        let value: Value = serde_json::from_str(none).unwrap();
        assert!(serde_json::from_value::<Amount>(value).is_err(), "{none}");
        assert!(yaml_serde::from_str::<Amount>(none).is_err(), "{none}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    /// No currency has more than four decimals.
    #[test]
    fn where_serde_looks_ahead_no_amount_becomes_another(text in "-?(0|[1-9][0-9]{0,19})(\\.[0-9]{1,4})?") {
        let json = format!(r#"{{"kind": "Refunded", "amount": {text}}}"#);
        if let Ok(Tagged::Refunded { amount: read }) = serde_json::from_str(&json) {
            prop_assert_eq!(read, amount(&text));
        }
        let value: Value = serde_json::from_str(&text).unwrap();
        if let Ok(read) = serde_json::from_value::<Amount>(value) {
            prop_assert_eq!(read, amount(&text));
        }
    }

    #[test]
    fn cents_survive_where_serde_looks_ahead(text in "-?(0|[1-9][0-9]{0,10})\\.[0-9]{1,2}") {
        let json = format!(r#"{{"kind": "Refunded", "amount": {text}}}"#);
        let read: Tagged = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, Tagged::Refunded { amount: amount(&text) });
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    seen: u8,
    #[serde(flatten)]
    invoice: Invoice,
}

#[test]
fn answers_can_be_kept_inside_of_other_things() {
    let json =
        r#"{"id": "i", "status": "SOON", "amount": 1500.5, "paid_amount": 9007199254740993.5}"#;
    let invoice: Invoice = bayar::decode(json.as_bytes()).unwrap();
    let kept = Kept { seen: 1, invoice };
    let value = serde_json::to_value(&kept).unwrap();
    assert_eq!(serde_json::from_value::<Kept>(value).unwrap(), kept);
    let yaml = yaml_serde::to_string(&kept).unwrap();
    assert_eq!(yaml_serde::from_str::<Kept>(&yaml).unwrap(), kept);

    // What may have lost digits is absent, like anything else of no use.
    let json = serde_json::to_string(&kept).unwrap();
    let read: Kept = serde_json::from_str(&json).unwrap();
    assert_eq!(read.invoice.amount().unwrap(), amount("1500.5"));
    assert_eq!(read.invoice.paid_amount, None);
    assert_eq!(
        *read.invoice.status().unwrap(),
        InvoiceStatus::Unknown("SOON".into())
    );
}

#[test]
fn json_of_others_is_kept_in_json_and_becomes_values_elsewhere() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder {
        raw: RawJson,
    }
    let json = r#"{"raw":{"b": [1, 2.50, "x\n\"", null, true, {}], "a": 90071992547409931234.01}}"#;
    let holder: Holder = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&holder).unwrap(), json);
    let value = serde_json::to_value(&holder).unwrap();
    let expected = json!({"raw": {
        "b": [1, "2.50", "x\n\"", null, true, {}],
        "a": "90071992547409931234.01",
    }});
    assert_eq!(value, expected);
    let back: Holder = serde_json::from_value(value).unwrap();
    assert_eq!(back.raw.parse::<Value>().unwrap(), expected["raw"]);
    let yaml = yaml_serde::to_string(&holder).unwrap();
    let back: Holder = yaml_serde::from_str(&yaml).unwrap();
    assert_eq!(back.raw.parse::<Value>().unwrap(), expected["raw"]);

    let floats: Value = serde_json::from_str(json).unwrap();
    assert!(serde_json::from_value::<Holder>(floats).is_err());
    let small = json!({"raw": [1.5, -3, "x"]});
    let read: Holder = serde_json::from_value(small).unwrap();
    assert_eq!(read.raw.get(), r#"[1.5,-3,"x"]"#);
}
