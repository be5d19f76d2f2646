//! Drift: each class is in the answer, where the list says, and nothing else of the answer changes.

mod scene;

use std::collections::BTreeSet;

use bayar_sandbox::{Class, Drift, Injected, Problem, Sandbox};
use scene::{differences, headers, invoice, is_of_callback, only, problems, scene};
use serde_json::{Value, json};

use crate::common::Request;
use crate::merchant::Merchant;

/// The classes that change the body of an invoice that is looked up.
const OF_A_BODY: &[Class] = &[
    Class::response(Problem::Field),
    Class::response(Problem::Required),
    Class::response(Problem::Null),
    Class::response(Problem::TextForNumber),
    Class::response(Problem::NumberForText),
    Class::response(Problem::Type),
    Class::response(Problem::Enum),
    Class::response(Problem::Format),
    Class::response(Problem::Fraction),
    Class::response(Problem::Precision),
    Class::across(Problem::Id),
];

#[tokio::test]
async fn each_class_of_a_body_is_at_its_place_and_nothing_else_differs() {
    let (sandbox, look_up) = scene().await;
    let plain = look_up.send(&sandbox).await;
    assert_eq!(problems(&plain.json()), BTreeSet::new());
    for class in OF_A_BODY {
        let mut places = BTreeSet::new();
        for seed in 0..5 {
            sandbox.drift_at_random(seed, 0.0);
            sandbox.add_drift(Drift::new(*class).times(1)).unwrap();
            let drifted = look_up.send(&sandbox).await;
            let injected = only(&sandbox);
            assert_eq!(
                (injected.class, injected.operation.as_str()),
                (*class, "get_invoice")
            );
            assert_eq!(drifted.status, 200);
            assert_eq!(headers(&drifted), headers(&plain), "{class:?}");
            let (one, other) = (plain.json(), drifted.json());
            let pointer = injected.pointer.clone();
            assert_eq!(
                differences(&one, &other, ""),
                [pointer.as_str()],
                "{class:?}"
            );
            let as_text = |value: Option<&Value>| value.map(Value::to_string);
            assert_eq!(
                as_text(one.pointer(&pointer)),
                injected.instead_of,
                "{class:?}"
            );
            match class.problem {
                // The number is more than the test's reader holds.
                Problem::Precision => assert!(drifted.text.contains("90071992547409931235")),
                _ => assert_eq!(as_text(other.pointer(&pointer)), injected.sent, "{class:?}"),
            }
            check_value(
                *class,
                one.pointer(&pointer),
                other.pointer(&pointer),
                &other,
            );
            places.insert(pointer);
        }
        let only_one = matches!(class.problem, Problem::Enum | Problem::Id);
        assert!(only_one || places.len() > 1, "{class:?} only at {places:?}");
    }
    let again = look_up.send(&sandbox).await;
    assert_eq!(again.text, plain.text, "what is kept has not drifted");
}

/// Whether a value differs in the way of its class.
fn check_value(class: Class, was: Option<&Value>, is: Option<&Value>, body: &Value) {
    let by_schema = problems(body);
    match class.problem {
        Problem::Field => assert!(was.is_none() && is.is_some()),
        Problem::Required => assert!(is.is_none()),
        Problem::Null => assert!(is.unwrap().is_null() && !was.unwrap().is_null()),
        Problem::TextForNumber => {
            assert_eq!(
                is.unwrap().as_str(),
                Some(was.unwrap().to_string().as_str())
            );
        }
        Problem::NumberForText => {
            assert!(was.unwrap().is_string() && is.unwrap().is_number());
        }
        Problem::Type => {
            let (was, is) = (was.unwrap(), is.unwrap());
            assert_ne!(std::mem::discriminant(was), std::mem::discriminant(is));
            let is_another_class =
                was.is_string() && is.is_number() || was.is_number() && is.is_string();
            assert!(!is_another_class && !is.is_null());
        }
        Problem::Fraction => {
            assert_eq!(is.unwrap().to_string(), format!("{}.5", was.unwrap()));
        }
        Problem::Precision => assert!(is.unwrap().is_number()),
        Problem::Id => assert_eq!(
            was.unwrap().as_str().unwrap().len(),
            is.unwrap().as_str().unwrap().len()
        ),
        _ => assert!(is.unwrap().is_string()),
    }
    let is_seen_by_schema = matches!(
        class.problem,
        Problem::Required
            | Problem::Null
            | Problem::TextForNumber
            | Problem::NumberForText
            | Problem::Type
            | Problem::Enum
    );
    if is_seen_by_schema {
        assert_eq!(by_schema.len(), 1, "{class:?}: {by_schema:?}");
    } else if class.problem != Problem::Format {
        assert_eq!(by_schema, BTreeSet::new(), "{class:?}");
    }
}

#[tokio::test]
async fn every_form_of_text_is_broken() {
    let (sandbox, look_up) = scene().await;
    for (pointer, sent) in [
        ("/created", "20/02/2020 10:00"),
        ("/invoice_url", "no address"),
        ("/payer_email", "no email"),
    ] {
        sandbox
            .add_drift(Drift::new(Class::response(Problem::Format)).pointer(pointer))
            .unwrap();
        assert_eq!(
            look_up
                .send(&sandbox)
                .await
                .json()
                .pointer(pointer)
                .unwrap(),
            sent
        );
        assert_eq!(only(&sandbox).pointer, pointer);
    }
    for pointer in ["/user_id", "/available_banks/0/bank_account_number"] {
        let plain = look_up.send(&sandbox).await.json();
        let was = plain.pointer(pointer).unwrap().as_str().unwrap();
        sandbox
            .add_drift(Drift::new(Class::response(Problem::Format)).pointer(pointer))
            .unwrap();
        let broken = look_up.send(&sandbox).await.json();
        let broken = broken.pointer(pointer).unwrap().as_str().unwrap();
        assert_eq!(broken, format!("{}x", &was[..was.len() - 1]));
        assert_eq!(only(&sandbox).pointer, pointer);
    }
}

#[tokio::test]
async fn the_frame_of_an_answer_drifts_and_its_body_does_not() {
    let (sandbox, look_up) = scene().await;
    let plain = look_up.send(&sandbox).await;
    for class in [
        Class::response(Problem::Status),
        Class::response(Problem::Header),
        Class::response(Problem::ContentType),
    ] {
        sandbox.add_drift(Drift::new(class).times(1)).unwrap();
        let drifted = look_up.send(&sandbox).await;
        let injected = only(&sandbox);
        assert_eq!((injected.class, injected.pointer.as_str()), (class, ""));
        assert_eq!(drifted.text, plain.text);
        assert_eq!(
            drifted.status == 201,
            class == Class::response(Problem::Status)
        );
        let header = drifted.header("X-Undocumented");
        assert_eq!(header.is_some(), class == Class::response(Problem::Header));
        let content_type = if class == Class::response(Problem::ContentType) {
            "text/plain"
        } else {
            "application/json"
        };
        assert_eq!(drifted.header("Content-Type"), Some(content_type));
    }
    sandbox
        .add_drift(Drift::new(Class::response(Problem::NotJson)).times(1))
        .unwrap();
    let drifted = look_up.send(&sandbox).await;
    assert_eq!(format!("{}}}", drifted.text), plain.text);
    assert!(serde_json::from_str::<Value>(&drifted.text).is_err());
    assert_eq!(headers(&drifted), headers(&plain));
    assert_eq!(only(&sandbox).class, Class::response(Problem::NotJson));
}

#[tokio::test]
async fn errors_drift_in_code_and_status() {
    let (sandbox, look_up) = scene().await;
    let unknown = Request::get("/v2/invoices/579c8d61f23fa4ca35e52da4");
    let plain = unknown.send(&sandbox).await;
    assert_eq!(plain.status, 404);
    sandbox
        .add_drift(Drift::new(Class::response(Problem::ErrorCode)).times(1))
        .unwrap();
    assert_eq!(
        look_up.send(&sandbox).await.status,
        200,
        "not an error: the rule waits"
    );
    let drifted = unknown.send(&sandbox).await;
    assert_eq!(
        (drifted.status, &drifted.json()["error_code"]),
        (404, &json!("UNDOCUMENTED_ERROR"))
    );
    assert_eq!(
        differences(&plain.json(), &drifted.json(), ""),
        ["/error_code"]
    );
    assert_eq!(only(&sandbox).pointer, "/error_code");

    sandbox
        .add_drift(Drift::new(Class::response(Problem::ErrorStatus)).times(1))
        .unwrap();
    let drifted = unknown.send(&sandbox).await;
    assert_eq!(
        (drifted.status, drifted.text.as_str()),
        (422, plain.text.as_str())
    );
    let injected = only(&sandbox);
    assert_eq!(
        (injected.instead_of.as_deref(), injected.sent.as_deref()),
        (Some("404"), Some("422"))
    );
}

#[tokio::test]
async fn what_was_sent_is_not_echoed() {
    for (pointer, is, was) in [
        ("/external_id", json!("order-7-other"), json!("order-7")),
        ("/amount", json!(20001), json!(20000)),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let drift = Drift::new(Class::across(Problem::Echo))
            .operation("create_invoice")
            .pointer(pointer);
        sandbox.add_drift(drift).unwrap();
        let created = Request::post("/v2/invoices", invoice())
            .send(&sandbox)
            .await
            .json();
        assert_eq!(created.pointer(pointer), Some(&is));
        assert_eq!(only(&sandbox).pointer, pointer);
        let look_up = Request::get(&format!("/v2/invoices/{}", created["id"].as_str().unwrap()));
        let kept = look_up.send(&sandbox).await.json();
        assert_eq!(kept.pointer(pointer), Some(&was));
        assert_eq!(differences(&kept, &created, ""), [pointer]);
    }
}

#[tokio::test]
async fn a_status_goes_backwards_only_after_it_was_final() {
    let (sandbox, look_up) = scene().await;
    sandbox
        .add_drift(Drift::new(Class::across(Problem::Status)).times(1))
        .unwrap();
    let id = look_up.send(&sandbox).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    sandbox.act(&id, "expire", json!({})).unwrap();
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(look_up.send(&sandbox).await.json()["status"].clone());
    }
    assert_eq!(seen, ["EXPIRED", "PENDING", "EXPIRED"]);
    let injected = sandbox.injected();
    assert_eq!(
        (injected.len(), injected[0].pointer.as_str()),
        (1, "/status")
    );
    assert_eq!(injected[0].request, Some(4));
}

#[tokio::test]
async fn a_rule_keeps_to_its_operation_pointer_and_times() {
    let (sandbox, look_up) = scene().await;
    let list = Request::get("/v2/invoices");
    let rule = Drift::new(Class::response(Problem::Null))
        .operation("list_invoices")
        .pointer("/*/amount")
        .times(1);
    sandbox.add_drift(rule).unwrap();
    let extra = Drift::new(Class::response(Problem::Field)).operation("get_invoice");
    sandbox
        .add_drift(extra.pointer("/available_banks/1/fee"))
        .unwrap();
    assert_eq!(
        look_up.send(&sandbox).await.json()["available_banks"][1]["fee"],
        "new"
    );
    assert!(list.send(&sandbox).await.json()[0]["amount"].is_null());
    assert_eq!(list.send(&sandbox).await.json()[0]["amount"], 20000);
    let pointers: Vec<String> = sandbox
        .injected()
        .into_iter()
        .map(|one| one.pointer)
        .collect();
    assert_eq!(pointers, ["/available_banks/1/fee", "/0/amount"]);
    let error = sandbox
        .add_drift(Drift::new(Class::response(Problem::Null)).operation("no_such"))
        .unwrap_err();
    assert!(error.to_string().contains("no_such"), "{error}");
}

#[tokio::test]
async fn the_same_seed_gives_the_same_sequence() {
    let run = async |seed, rate| {
        let sandbox = Sandbox::builder()
            .drift_at_random(seed, rate)
            .start()
            .await
            .unwrap();
        for index in 0..30 {
            let mut body = invoice();
            body["external_id"] = json!(format!("order-{index}"));
            Request::post("/v2/invoices", body).send(&sandbox).await;
            Request::get("/v2/invoices?limit=3").send(&sandbox).await;
            Request::get("/balance").send(&sandbox).await;
            Request::get("/v2/invoices/579c8d61f23fa4ca35e52da4")
                .send(&sandbox)
                .await;
        }
        let injected = sandbox.injected();
        let key = |one: &Injected| {
            (
                one.class,
                one.operation.clone(),
                one.pointer.clone(),
                one.request,
            )
        };
        injected.iter().map(key).collect::<Vec<_>>()
    };
    let first = run(7, 0.5).await;
    assert_eq!(first, run(7, 0.5).await);
    assert_ne!(first, run(8, 0.5).await);
    assert!((40..80).contains(&first.len()), "{} of 120", first.len());
    assert_eq!(run(7, 1.0).await.len(), 120);
    let classes: BTreeSet<Class> = first.iter().map(|one| one.0).collect();
    assert!(classes.len() > 10, "{classes:?}");
    assert_eq!(run(7, 0.0).await, []);
}

#[tokio::test]
async fn chance_reaches_every_class_of_answers() {
    let (sandbox, look_up) = scene().await;
    sandbox.drift_at_random(1, 1.0);
    let expired = Request::post("/v2/invoices", invoice());
    let answers = Drift::classes().filter(|class| !is_of_callback(*class));
    let of_answers: BTreeSet<_> = answers.collect();
    let mut classes = BTreeSet::new();
    for round in 0..100 {
        let mut body = invoice();
        body["external_id"] = json!(format!("round-{round}"));
        Request::post("/v2/invoices", body).send(&sandbox).await;
        // Its status is final from the first round on.
        sandbox.act("order-7", "expire", json!({})).ok();
        look_up.send(&sandbox).await;
        Request::get("/v2/invoices/579c8d61f23fa4ca35e52da4")
            .send(&sandbox)
            .await;
        classes.extend(sandbox.injected().iter().map(|one| one.class));
        if classes.len() == of_answers.len() {
            break;
        }
    }
    assert_eq!(classes, of_answers);
    sandbox.clear_drift();
    assert_eq!(expired.send(&sandbox).await.status, 200);
    assert_eq!(sandbox.injected(), []);
}

#[tokio::test]
async fn a_callback_drifts_on_its_way_and_names_its_delivery() {
    let merchant = Merchant::start().await;
    let (sandbox, look_up) = scene().await;
    let key = "xnd_development_secret";
    sandbox
        .configure(key, &json!({"callback_url": merchant.url()}))
        .unwrap();
    let rule = Drift::new(Class::callback(Problem::Enum))
        .operation("invoice_callback")
        .pointer("/status");
    sandbox.add_drift(rule).unwrap();
    sandbox.act("order-7", "pay", json!({})).unwrap();
    sandbox.callbacks_settled().await;
    let sent = merchant.taken();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].json()["status"], "UNDOCUMENTED_VALUE");
    let injected = sandbox.injected();
    assert_eq!(injected.len(), 1);
    assert_eq!(injected[0].request, None);
    assert_eq!(
        injected[0].delivery.as_deref(),
        Some(sandbox.deliveries()[0].id.as_str())
    );
    assert_eq!(look_up.send(&sandbox).await.json()["status"], "PAID");
}

#[tokio::test]
async fn a_reset_begins_drift_anew() {
    let enums = Drift::new(Class::response(Problem::Enum)).operation("get_balance");
    let null = Drift::new(Class::response(Problem::Null)).operation("create_invoice");
    let sandbox = Sandbox::builder()
        .drift(null.clone().times(1))
        .drift_at_random(7, 0.5)
        .start()
        .await
        .unwrap();
    let run = async || {
        for index in 0..20 {
            let mut body = invoice();
            body["external_id"] = json!(format!("order-{index}"));
            Request::post("/v2/invoices", body).send(&sandbox).await;
        }
        let injected = sandbox.injected();
        let key = |one: &Injected| (one.class, one.pointer.clone());
        injected.iter().map(key).collect::<Vec<_>>()
    };
    let first = run().await;
    assert!(first.len() > 5);
    assert_eq!(sandbox.drifts(), [], "the one time is over");
    sandbox.add_drift(enums).unwrap();
    sandbox.drift_at_random(8, 1.0);
    sandbox.reset();
    assert_eq!(sandbox.injected(), []);
    assert_eq!(sandbox.drifts(), [null.times(1)]);
    assert_eq!(run().await, first);
}

#[tokio::test]
async fn the_control_adds_reports_and_clears() {
    let (sandbox, look_up) = scene().await;
    let post = async |path: &str, body: Value| {
        let answer = Request::post(path, body).send(&sandbox).await;
        (answer.status, answer.json())
    };
    let (drift, random) = ("/_sandbox/drift", "/_sandbox/drift/random");
    for class in Drift::classes() {
        let operation = if is_of_callback(class) {
            "invoice_callback"
        } else {
            "get_payout"
        };
        let (status, body) = post(drift, json!({"class": class, "operation": operation})).await;
        assert_eq!(status, 200, "{class:?}: {body}");
    }
    let rule = json!({"class": "response.enum", "operation": "get_invoice", "pointer": "/status", "times": 2});
    let (_, added) = post(drift, rule.clone()).await;
    assert_eq!(added["rules"][Drift::classes().count()], rule);
    let of_callback = json!({"class": "callback.null", "operation": "invoice_callback"});
    assert_eq!(post(drift, of_callback).await.0, 200);
    assert_eq!(post(random, json!({"seed": 3, "rate": 0})).await.0, 200);
    for _ in 0..2 {
        let seen = look_up.send(&sandbox).await.json();
        assert_eq!(seen["status"], "UNDOCUMENTED_VALUE");
    }
    assert_eq!(look_up.send(&sandbox).await.json()["status"], "PENDING");
    let report = Request::get(drift).send(&sandbox).await.json();
    let rules = report["rules"].as_array().unwrap().len();
    assert_eq!(rules, Drift::classes().count() + 1);
    assert_eq!((&report["seed"], &report["rate"]), (&json!(3), &json!(0.0)));
    let one = json!({
        "class": "response.enum", "operation": "get_invoice", "pointer": "/status",
        "instead_of": "\"PENDING\"", "sent": "\"UNDOCUMENTED_VALUE\"", "request": 2, "delivery": null,
    });
    let mut other = one.clone();
    other["request"] = json!(3);
    let injected = async |query: &str| {
        let path = format!("/_sandbox/injected{query}");
        Request::get(&path).send(&sandbox).await.json()
    };
    assert_eq!(injected("").await["injected"], json!([other, one]));
    let last = injected("?limit=1").await;
    assert_eq!(last, json!({"injected": [other.clone()], "next_before": 2}));
    assert_eq!(injected("?before=2").await["injected"], json!([one]));
    for (path, wrong) in [
        (drift, json!({"class": "response.mood"})),
        // A class of findings, which no answer can have.
        (drift, json!({"class": "request.enum"})),
        (
            drift,
            json!({"class": "response.enum", "operation": "no_such"}),
        ),
        (
            drift,
            json!({"class": "response.enum", "operation": "invoice_callback"}),
        ),
        (drift, json!({"class": "response.enum", "time": 1})),
        (drift, json!({"seed": 1, "rate": 0.5})),
        (random, json!({"seed": 1, "rate": 2})),
        (random, json!({"rate": 0.5})),
        (random, json!(7)),
    ] {
        let (status, body) = post(path, wrong.clone()).await;
        assert_eq!(status, 400, "{wrong}: {body}");
        assert!(body["error"].is_string(), "{wrong}: {body}");
    }
    let cleared = Request::new("DELETE", drift).send(&sandbox).await.json();
    assert_eq!(cleared["rules"], json!([]));
    assert_eq!(injected("").await["injected"], json!([]));
    assert_eq!(sandbox.drifts(), []);
}
