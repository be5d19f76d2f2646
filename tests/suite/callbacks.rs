//! Callbacks: who is believed, what is recognised, what is the same, and what is refused.

mod keys;
mod tokens;

use bayar::xendit::callback::{
    Callback, CallbackError, DisbursementCallback, HEADER, InvoiceCallback, Kind,
    LinkajaPaymentCallback, OvoPaymentCallback, Payload, Receiver, decode_unverified,
};
use bayar::{Amount, Secret};
use http::HeaderMap;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{CONTRACTS, callbacks, difference, each_field, insert};

const TOKEN: &str = "MuaJALKJSDK12LASHD123kSAKSDHzjahwUWjkasJSDSA12KSNAK21n==";

fn receiver() -> Receiver {
    Receiver::new(TOKEN).unwrap()
}

fn with(token: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(HEADER, token.parse().unwrap());
    headers
}

fn without() -> HeaderMap {
    HeaderMap::new()
}

fn example(kind: Kind) -> Value {
    serde_json::to_value(Callback::example(kind)).unwrap()
}

fn receive<T: Payload>(headers: &HeaderMap, body: &Value) -> Result<T, CallbackError> {
    receiver().receive(headers, body.to_string().as_bytes())
}

/// Every documented example with the kind that the spec says it is.
fn documented() -> Vec<(Kind, Value)> {
    let mut found = Vec::new();
    for callback in callbacks() {
        for example in callback.examples {
            let kind = match callback.component {
                "EwalletPaymentCallback" if example.get("ewallet_type").is_some() => Kind::Linkaja,
                "EwalletPaymentCallback" => Kind::Dana,
                "OvoPaymentCallback" => Kind::Ovo,
                "CardlessCreditCallback" => Kind::CardlessCredit,
                "FixedVirtualAccountPaidCallback" => Kind::VirtualAccountPaid,
                "FixedVirtualAccountChangedCallback" => Kind::VirtualAccountChanged,
                "FixedPaymentCodePaidCallback" => Kind::RetailOutletPaid,
                "InvoiceCallback" => Kind::Invoice,
                "DisbursementCallback" => Kind::Disbursement,
                other => panic!("{other} has an example now: add its kind"),
            };
            found.push((kind, example));
        }
    }
    assert!(found.len() >= 10, "{}", found.len());
    found
}

/// The documented examples, and ours of the kinds for which the documents have none.
fn examples() -> Vec<(Kind, Value)> {
    let ours = Kind::ALL.iter().map(|&kind| (kind, example(kind)));
    documented().into_iter().chain(ours).collect()
}

#[test]
fn each_documented_example_is_recognised_as_what_it_is() {
    for (kind, body) in documented() {
        let callback: Callback = receive(&with(TOKEN), &body).unwrap();
        assert_eq!(callback.kind(), Some(kind), "{body}");
        let encoded = serde_json::to_value(&callback).unwrap();
        assert_eq!(difference(&body, &encoded), None);
    }
}

#[test]
fn each_example_of_ours_is_documented_where_a_document_has_one() {
    for &kind in Kind::ALL {
        let ours = example(kind);
        let mut theirs = documented()
            .into_iter()
            .filter(|(k, _)| *k == kind)
            .peekable();
        let made_up = [
            Kind::RecurringInvoice,
            Kind::BatchDisbursement,
            Kind::PayoutLink,
        ];
        assert_eq!(theirs.peek().is_none(), made_up.contains(&kind), "{kind}");
        assert!(
            made_up.contains(&kind) || theirs.any(|(_, body)| difference(&body, &ours).is_none()),
            "{kind}: {ours}"
        );
        let callback: Callback = receive(&with(TOKEN), &ours).unwrap();
        assert_eq!(callback.kind(), Some(kind));
    }
}

#[test]
fn no_example_is_taken_for_another_kind_at_a_url_of_one_kind() {
    macro_rules! each {
        ($($kind:ident($payload:ident)),*) => {$(
            for (other, body) in examples() {
                let found = receive::<bayar::xendit::callback::$payload>(&with(TOKEN), &body);
                // A recurring invoice is an invoice.
                let fits = Kind::$kind == other
                    || (Kind::$kind, other) == (Kind::Invoice, Kind::RecurringInvoice);
                match found {
                    Ok(_) => assert!(fits, "{other} was taken for {}", Kind::$kind),
                    Err(error) => {
                        assert!(!fits && error.is_other_kind(), "{other}: {error}");
                        assert_eq!(error.status(), 400);
                        assert!(error.to_string().contains(other.as_str()));
                    }
                }
            }
        )*};
    }
    each!(
        Dana(DanaPaymentCallback),
        Linkaja(LinkajaPaymentCallback),
        Ovo(OvoPaymentCallback),
        CardlessCredit(CardlessCreditCallback),
        VirtualAccountPaid(FixedVirtualAccountPaidCallback),
        VirtualAccountChanged(FixedVirtualAccountChangedCallback),
        RetailOutletPaid(FixedPaymentCodePaidCallback),
        Invoice(InvoiceCallback),
        RecurringInvoice(RecurringInvoiceCallback),
        Disbursement(DisbursementCallback),
        BatchDisbursement(BatchDisbursementCallback),
        PayoutLink(PayoutLinkCallback)
    );
}

#[test]
fn each_mark_belongs_to_one_kind_in_the_documents() {
    for mark in [
        "payment_status",
        "cardless_credit_type",
        "callback_virtual_account_id",
        "is_single_use",
        "fixed_payment_code_id",
        "disbursement_description",
        "total_uploaded_count",
    ] {
        let kinds = spec_with(&[mark]);
        assert_eq!(kinds.len(), 1, "{mark}: {kinds:?}");
    }
    assert_eq!(
        spec_with(&["merchant_name"]),
        ["InvoiceCallback", "RecurringInvoiceCallback"]
    );
    assert_eq!(
        spec_with(&["ewallet_type", "items"]),
        ["LinkajaPaymentCallback"]
    );
    // Its value tells these two.
    assert_eq!(
        spec_with(&["event"]),
        ["OvoPaymentCallback", "PayoutLinkCallback"]
    );
}

/// The callbacks of the spec that have all of these fields.
fn spec_with(fields: &[&str]) -> Vec<String> {
    let [contract, _] = &*CONTRACTS;
    let schemas = contract.named.iter();
    let callbacks = schemas.filter(|(name, _)| name.ends_with("Callback"));
    let with = callbacks.filter(|(_, id)| {
        let schema = contract.schema(*id);
        fields.iter().all(|field| schema.property(field).is_some())
    });
    let mut names: Vec<_> = with.map(|(name, _)| name.clone()).collect();
    names.sort();
    names
}

#[test]
fn an_invoice_is_one_however_it_was_paid() {
    for (status, differs) in [
        (
            "PAID",
            json!({"payment_method": "POOL", "bank_code": "MANDIRI"}),
        ),
        (
            "PAID",
            json!({"payment_method": "BANK_TRANSFER", "payment_channel": "BCA", "payment_destination": "888"}),
        ),
        (
            "PAID",
            json!({"payment_method": "RETAIL_OUTLET", "retail_outlet_name": "ALFAMART"}),
        ),
        (
            "PAID",
            json!({"payment_method": "EWALLET", "ewallet_type": "OVO"}),
        ),
        // Seen on later pages: an invoice with what was bought.
        (
            "PAID",
            json!({"payment_method": "EWALLET", "ewallet_type": "LINKAJA", "items": []}),
        ),
        (
            "PAID",
            json!({"payment_method": "CREDIT_CARD", "credit_card_charge_id": "5b61"}),
        ),
        (
            "EXPIRED",
            json!({"paid_amount": null, "adjusted_received_amount": null, "bank_code": null, "payment_method": null}),
        ),
    ] {
        for kind in [Kind::Invoice, Kind::RecurringInvoice] {
            let mut body = example(kind);
            body["status"] = status.into();
            for (name, value) in differs.as_object().unwrap() {
                body[name] = value.clone();
            }
            let callback: Callback = receive(&with(TOKEN), &body).unwrap();
            assert_eq!(callback.kind(), Some(kind), "{body}");
            assert!(key(&body).ends_with(status));
            let invoice: InvoiceCallback = receive(&with(TOKEN), &body).unwrap();
            assert_eq!(*invoice.status().unwrap(), status);
            let linkaja = receive::<LinkajaPaymentCallback>(&with(TOKEN), &body);
            assert!(linkaja.unwrap_err().is_other_kind());
        }
    }
}

#[test]
fn a_payment_with_ovo_is_read_as_one() {
    let reported = example(Kind::Ovo);
    let callback: Callback = receive(&with(TOKEN), &reported).unwrap();
    let Callback::Ovo(payment) = &callback else {
        panic!("{callback:?}");
    };
    assert_eq!(*payment.status().unwrap(), "FAILED");
    assert_eq!(payment.amount().unwrap(), Amount::from(1001));
    let failure = payment.failure_code.as_deref();
    assert_eq!(failure, Some("USER_DID_NOT_AUTHORIZE_THE_PAYMENT"));

    let mut paid = reported.clone();
    paid["status"] = "COMPLETED".into();
    paid.as_object_mut().unwrap().remove("failure_code");
    let paid: OvoPaymentCallback = receive(&with(TOKEN), &paid).unwrap();
    assert_eq!(*paid.status().unwrap(), "COMPLETED");
    assert_ne!(key(&reported), paid.deduplication_key().unwrap().as_str());

    // An event of another product of the vendor's is none of these.
    let mut other = reported;
    other["event"] = "ewallet.capture".into();
    let callback: Callback = receive(&with(TOKEN), &other).unwrap();
    assert_eq!(callback.kind(), None);
}

#[test]
fn what_is_none_of_the_documented_kinds_is_kept_as_it_came() {
    for body in [
        json!({}),
        json!([]),
        json!({"event": "payment.succeeded", "data": {"amount": 12345678901234567890_u64}}),
        json!({"merchant_name": null, "id": "1"}),
        // The marks of two kinds.
        json!({"merchant_name": "Xendit", "disbursement_description": "x"}),
    ] {
        let text = body.to_string();
        let callback = receiver().receive(&with(TOKEN), text.as_bytes()).unwrap();
        let Callback::Unknown(raw) = &callback else {
            panic!("{text} was taken for {callback:?}")
        };
        assert_eq!(raw.get(), text);
        assert!(callback.deduplication_key().unwrap_err().is_absent());
    }
}

#[test]
fn a_signed_callback_is_received_as_it_was() {
    for &kind in Kind::ALL {
        let callback = Callback::example(kind);
        let request = callback
            .signed("https://shop.example/callbacks", "t")
            .unwrap();
        assert_eq!(request.method(), "POST");
        assert_eq!(
            request.headers().contains_key(HEADER),
            !kind.has_token_in_body()
        );
        let receiver = Receiver::new("t").unwrap();
        let arrived: Callback = receiver.receive_request(&request).unwrap();
        let encode = |callback: &Callback| {
            let mut value = serde_json::to_value(callback).unwrap();
            value
                .as_object_mut()
                .unwrap()
                .remove("callback_authentication_token");
            value
        };
        assert_eq!(encode(&arrived), encode(&callback));
        let other = Receiver::new("u").unwrap();
        assert!(
            other
                .receive_request::<Callback>(&request)
                .unwrap_err()
                .is_token_wrong()
        );
    }
    let callback = Callback::example(Kind::Invoice);
    assert!(
        callback
            .signed("no url", "t")
            .unwrap_err()
            .is_invalid_request()
    );
    assert!(
        callback
            .signed("https://x.example", "a\nb")
            .unwrap_err()
            .is_invalid_request()
    );
}

fn key(body: &Value) -> String {
    let callback: Callback = decode_unverified(body.to_string().as_bytes()).unwrap();
    callback.deduplication_key().unwrap().to_string()
}

#[test]
fn surprises_cost_nothing_else() {
    let mut body = example(Kind::Disbursement);
    body["amount"] = "150000.50".into();
    body["status"] = "BRAND_NEW".into();
    body["failure_code"] = Value::Null;
    body["not_documented"] = json!({"deep": [1]});
    let it: DisbursementCallback = receive(&with(TOKEN), &body).unwrap();
    assert_eq!(it.amount().unwrap().to_string(), "150000.50");
    assert_eq!(*it.status().unwrap(), "BRAND_NEW");
    assert_eq!(it.failure_code, None);
    // Even without what tells the kind: the URL says it.
    body.as_object_mut()
        .unwrap()
        .remove("disbursement_description");
    receive::<DisbursementCallback>(&with(TOKEN), &body).unwrap();
}

#[test]
fn bodies_that_are_too_large_are_refused() {
    let huge = vec![b' '; 10 * 1024 * 1024];
    for headers in [with(TOKEN), without()] {
        let error = receiver().receive::<Callback>(&headers, &huge).unwrap_err();
        assert!(error.is_too_large());
        assert_eq!(error.status(), 413);
    }
    // Without the header nobody is known yet.
    let mut dana = example(Kind::Dana);
    dana["padding"] = "x".repeat(300_000).into();
    assert!(
        receive::<Callback>(&without(), &dana)
            .unwrap_err()
            .is_too_large()
    );
    receive::<Callback>(&with(TOKEN), &dana).unwrap();
    let small = receiver().max_bytes(100);
    let refused = small.receive::<Callback>(&with(TOKEN), dana.to_string().as_bytes());
    assert!(refused.unwrap_err().is_too_large());
    assert!(
        decode_unverified::<Callback>(&huge)
            .unwrap_err()
            .is_too_large()
    );
}

#[test]
fn bombs_are_refused() {
    for bomb in [
        "[".repeat(1_000_000),
        r#"{"a":"#.repeat(100_000),
        format!(
            r#"{{"merchant_name":"x","unknown":{}{}}}"#,
            "[".repeat(32),
            "]".repeat(32)
        ),
    ] {
        let error = receiver()
            .receive::<Callback>(&with(TOKEN), bomb.as_bytes())
            .unwrap_err();
        assert!(error.is_unreadable());
        assert_eq!(error.status(), 400);
        assert_eq!(error.to_string(), "the body is nested too deep");
        let typed = receiver().receive::<InvoiceCallback>(&with(TOKEN), bomb.as_bytes());
        assert!(typed.unwrap_err().is_unreadable());
    }
    // Brackets in a text are no nesting.
    let text = json!({"merchant_name": "[\"{\\".repeat(100), "id": "1"});
    assert_eq!(
        receive::<Callback>(&with(TOKEN), &text).unwrap().kind(),
        Some(Kind::Invoice)
    );
}

#[test]
fn more_values_than_a_body_of_that_size_has_are_refused() {
    let batch = |count| json!({"total_uploaded_count": 1, "disbursements": vec![json!({}); count]});
    receive::<Callback>(&with(TOKEN), &batch(30_000)).unwrap();
    let texts = |count| json!({"merchant_name": "x", "id": "1", "unknown": vec![","; count]});
    receive::<Callback>(&with(TOKEN), &texts(260_000)).unwrap();
    for many in [batch(33_000), texts(263_000)] {
        let error = receive::<Callback>(&with(TOKEN), &many).unwrap_err();
        assert!(error.is_unreadable() && !error.is_too_large());
        assert_eq!(error.status(), 400);
        assert_eq!(error.to_string(), "the body has too many values");
    }
    // Without the header less is taken.
    let items = |count| {
        let token = json!({"callback_authentication_token": TOKEN, "ewallet_type": "LINKAJA"});
        insert(&token, "/items", Some(vec![json!({}); count].into()))
    };
    receive::<LinkajaPaymentCallback>(&without(), &items(2_000)).unwrap();
    let refused = receive::<LinkajaPaymentCallback>(&without(), &items(2_100));
    assert!(refused.unwrap_err().is_unreadable());
}

#[test]
fn bodies_that_are_no_json_are_refused() {
    for body in [
        "",
        " ",
        "x",
        "{",
        "{}{}",
        "{\"id\": 1,}",
        "\u{feff}{}",
        "id=1&status=PAID",
    ] {
        for refused in [
            receiver()
                .receive::<Callback>(&with(TOKEN), body.as_bytes())
                .err(),
            receiver()
                .receive::<InvoiceCallback>(&with(TOKEN), body.as_bytes())
                .err(),
        ] {
            let error = refused.unwrap();
            assert!(error.is_unreadable(), "{body}");
            assert_eq!(error.status(), 400);
        }
    }
    let not_utf8 = receiver().receive::<Callback>(&with(TOKEN), b"{\"a\": \"\xff\"}");
    assert!(not_utf8.unwrap_err().is_unreadable());
}

#[test]
fn a_wrong_header_is_enough_to_know() {
    let error = receiver()
        .receive::<Callback>(&with("x"), b"no json")
        .unwrap_err();
    assert!(error.is_token_wrong());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(TOKEN.into()),
        "[0-9]{1,40}(\\.[0-9]{1,40})?".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,12}", inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = receiver().receive::<Callback>(&with(TOKEN), &body);
        let _ = receiver().receive::<Callback>(&without(), &body);
        let _ = receiver().receive::<InvoiceCallback>(&with(TOKEN), &body);
    }

    #[test]
    fn nobody_is_believed_without_a_token(body in any_json()) {
        let mut body = body;
        if let Some(members) = body.as_object_mut() {
            members.remove("callback_authentication_token");
        }
        prop_assert!(receive::<Callback>(&without(), &body).is_err());
    }

    #[test]
    fn a_surprise_in_any_field_is_survived(
        kind in prop::sample::select(Kind::ALL),
        field in any::<prop::sample::Index>(),
        surprise in any_json(),
    ) {
        let body = example(kind);
        let mut pointers = Vec::new();
        each_field(&body, &mut |pointer| pointers.push(pointer.to_owned()));
        let pointer = field.get(&pointers);
        let surprised = insert(&body, pointer, Some(surprise));
        // The token is the one thing that must be right.
        let right = surprised.get("callback_authentication_token")
            == body.get("callback_authentication_token");
        match receive::<Callback>(&with(TOKEN), &surprised) {
            Ok(callback) => {
                let _ = callback.deduplication_key();
                let again = serde_json::to_value(&callback).unwrap();
                let twice: Callback = decode_unverified(again.to_string().as_bytes()).unwrap();
                prop_assert_eq!(serde_json::to_value(&twice).unwrap(), again);
            }
            Err(error) => prop_assert!(!right && error.is_token_wrong(), "{}", error),
        }
    }

    #[test]
    fn any_callback_at_all_round_trips_its_token(token in "[!-~]{1,80}", kind in prop::sample::select(Kind::ALL)) {
        let request = Callback::example(kind).signed("/callbacks", Secret::from(token.as_str())).unwrap();
        let receiver = Receiver::new(token.as_str()).unwrap();
        prop_assert!(receiver.receive_request::<Callback>(&request).is_ok());
    }
}
