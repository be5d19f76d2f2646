//! Overlays that are proposed for the contracts of this package: under them the same traffic is clean, and bayar can be
//! generated.

use std::collections::BTreeSet;

use bayar_codegen::{Changes, Client, Generated, generate_changed, sources};
use bayar_drift::check::Options;
use bayar_drift::contract::{Contracts, Overlay, Sources};
use bayar_drift::proposal::{Form, Proposals};
use bayar_drift::report::Report;
use serde_json::{Value, json};

use crate::common::{self, documented, documented_callback, exchange, lines, report_with};

/// Why something is proposed: the class, and traffic that shows it.
struct Case {
    class: &'static str,
    exchange: Value,
    action: &'static str,
}

fn invoice(change: impl FnOnce(&mut Value)) -> Value {
    let (_, mut body) = documented("get_invoice");
    change(&mut body);
    let target = format!("/v2/invoices/{}", body["id"].as_str().unwrap());
    exchange("GET", &target, None, 200, &body)
}

fn refused(status: u16, code: &str) -> Value {
    let body = json!({"error_code": code, "message": "No."});
    exchange(
        "GET",
        "/v2/invoices/579c8d61f23fa4ca35e52da4",
        None,
        status,
        &body,
    )
}

fn callback(change: impl FnOnce(&mut Value)) -> Value {
    let mut body = documented_callback("disbursement");
    change(&mut body);
    json!({
        "request": {
            "method": "POST",
            "url": "https://shop.example/callbacks",
            "headers": {"Content-Type": "application/json", "X-CALLBACK-TOKEN": "t"},
            "body": body.to_string(),
        },
        "response": {"status": 200},
        "callback": true,
    })
}

fn without(body: &mut Value, field: &str) {
    body.as_object_mut().unwrap().remove(field).unwrap();
}

/// Every class that can be proposed.
fn cases() -> Vec<Case> {
    let case = |class, exchange, action| Case {
        class,
        exchange,
        action,
    };
    vec![
        case(
            "response.enum",
            invoice(|b| b["status"] = json!("REFUNDED")),
            "    update:\n      REFUNDED\n",
        ),
        case(
            "response.field",
            invoice(|b| b["channel_hint"] = json!("QRIS")),
            "      channel_hint:\n        type: string\n        example: \"QRIS\"\n",
        ),
        case(
            "response.field",
            invoice(|b| b["risk_score"] = json!(7)),
            "      risk_score:\n        type: number\n        format: decimal\n        example: 7\n",
        ),
        case(
            "response.null",
            invoice(|b| b["merchant_name"] = Value::Null),
            "      nullable: true\n",
        ),
        case(
            "response.null",
            invoice(|b| b["status"] = Value::Null),
            "      nullable: true\n",
        ),
        case(
            "response.required",
            invoice(|b| without(b, "should_send_email")),
            "    remove: true\n",
        ),
        case(
            "response.error_code",
            refused(404, "INVOICE_GONE_ERROR"),
            "{code: INVOICE_GONE_ERROR}",
        ),
        case(
            "response.error_code",
            refused(409, "INVOICE_BUSY_ERROR"),
            "      '409':\n",
        ),
        case(
            "response.error_status",
            refused(403, "INVOICE_NOT_FOUND_ERROR"),
            "{code: INVOICE_NOT_FOUND_ERROR}",
        ),
        case(
            "callback.enum",
            callback(|b| b["status"] = json!("HALTED")),
            "    update:\n      HALTED\n",
        ),
        case(
            "callback.field",
            callback(|b| b["colour"] = json!("red")),
            "      colour:\n",
        ),
        case(
            "callback.null",
            callback(|b| b["bank_code"] = Value::Null),
            "      nullable: true\n",
        ),
        case(
            "callback.required",
            callback(|b| without(b, "disbursement_description")),
            "    remove: true\n",
        ),
    ]
}

fn report(overlay: Option<&Overlay>, traffic: &str) -> Report {
    let contracts = Contracts::open(&Sources {
        overlays: overlay.into_iter().cloned().collect(),
        ..Sources::default()
    });
    let options = Options {
        contracts: Some(contracts.unwrap_or_else(|error| panic!("{error:#}\n{overlay:#?}"))),
        ..Options::default()
    };
    report_with(options, traffic)
}

fn classes(report: &Report) -> BTreeSet<String> {
    let findings = report.findings.iter();
    findings.map(|finding| finding.class.to_string()).collect()
}

fn proposed(report: &Report, sources: &Sources) -> Overlay {
    let proposals = Proposals::new(report, sources, Form::Overlay).unwrap();
    let mut text = Vec::new();
    proposals.write(&mut text).unwrap();
    Overlay {
        name: "proposed.overlay.yaml".to_owned(),
        text: String::from_utf8(text).unwrap(),
    }
}

/// The notes of a build of bayar with an overlay.
fn generated(overlay: &Overlay) -> Vec<String> {
    let changes = Changes {
        overlays: std::slice::from_ref(overlay),
        client: Client {
            written: &[],
            generated: &[],
        },
    };
    let modules = generate_changed(&sources(bayar_spec::XENDIT, bayar_spec::FINPAY), &changes);
    let modules = modules.unwrap_or_else(|error| panic!("{error}\n{}", overlay.text));
    modules.iter().flat_map(Generated::notes).collect()
}

#[test]
fn the_same_traffic_is_clean_under_each() {
    for Case {
        class,
        exchange,
        action,
    } in cases()
    {
        let traffic = lines(&[exchange]);
        let found = report(None, &traffic);
        assert!(
            classes(&found).contains(class),
            "{class}: {:?}",
            classes(&found)
        );
        let overlay = proposed(&found, &Sources::default());
        assert!(overlay.text.contains(action), "{class}: {}", overlay.text);
        assert!(
            overlay.text.contains("  #     "),
            "evidence stands by the action: {}",
            overlay.text
        );
        let left = report(Some(&overlay), &traffic);
        assert_eq!(
            classes(&left),
            BTreeSet::new(),
            "{class}: {}\n{:#?}",
            overlay.text,
            left.findings
        );
    }
}

#[test]
fn all_of_them_at_once_are_typed_in_a_build() {
    let exchanges: Vec<_> = cases().into_iter().map(|case| case.exchange).collect();
    let traffic = lines(&exchanges);
    let overlay = proposed(&report(None, &traffic), &Sources::default());
    assert_eq!(
        generated(&overlay),
        [""; 0],
        "each action changes something"
    );
    // One invoice after another in one log: that a status goes back is another matter.
    let left = report(Some(&overlay), &traffic);
    let proposed: BTreeSet<_> = cases().into_iter().map(|case| case.class).collect();
    let left = classes(&left);
    let left: Vec<_> = (left.iter())
        .filter(|class| proposed.contains(class.as_str()))
        .collect();
    assert_eq!(left, [""; 0], "{}", overlay.text);
}

/// What is proposed under an overlay comes on top of it, also where the overlay has the place.
#[test]
fn one_on_top_of_another() {
    let first = "overlay: 1.0.0
info: {title: Seen, version: '1'}
extends: xendit.yaml
actions:
  - target: $.components.schemas.Invoice.properties
    update:
      channel:
        type: object
        properties:
          name: {type: string}
";
    let first = Overlay {
        name: "first.overlay.yaml".to_owned(),
        text: first.to_owned(),
    };
    let traffic = lines(&[invoice(|b| {
        b["channel"] = json!({"name": "QRIS", "is_open": true});
    })]);
    let found = report(Some(&first), &traffic);
    assert_eq!(
        classes(&found),
        BTreeSet::from(["response.field".to_owned()])
    );
    let mut sources = Sources {
        overlays: vec![first],
        ..Sources::default()
    };
    let second = proposed(&found, &sources);
    assert!(
        second
            .text
            .contains("$.components.schemas.Invoice.properties.channel.properties"),
        "{}",
        second.text
    );
    sources.overlays.push(second);
    let options = Options {
        contracts: Some(Contracts::open(&sources).unwrap()),
        ..Options::default()
    };
    assert_eq!(classes(&report_with(options, &traffic)), BTreeSet::new());
}

/// One file for both contracts.
#[test]
fn both_contracts() {
    let payout = json!({"id": "disb-1", "colour": "red"});
    let mut finpay = exchange("GET", "/", None, 200, &payout);
    let contract = common::contract(bayar_spec::FINPAY);
    let server = contract["servers"][0]["url"].as_str().unwrap().to_owned();
    let (path, _) = contract["paths"]
        .as_object()
        .unwrap()
        .iter()
        .next()
        .unwrap();
    let path = path.split('{').next().unwrap();
    finpay["request"]["url"] = json!(format!("{server}{path}disb-1"));
    let traffic = lines(&[invoice(|b| b["colour"] = json!("red")), finpay]);
    let found = report(None, &traffic);
    let overlay = proposed(&found, &Sources::default());
    let extends = |name: &str| overlay.text.contains(&format!("extends: '{name}'"));
    assert!(
        extends("xendit.yaml") && extends("finpay.yaml"),
        "{}",
        overlay.text
    );
    assert!(
        !classes(&report(Some(&overlay), &traffic)).contains("response.field"),
        "{}",
        overlay.text
    );
    assert_eq!(generated(&overlay), [""; 0]);
}

/// A contract that has caught up makes the overlay say so, action by action.
#[test]
fn what_was_proposed_before_is_named_once_it_is_known() {
    let traffic = lines(&[invoice(|b| {
        b["channel_hint"] = json!("QRIS");
        b["status"] = json!("REFUNDED");
    })]);
    let overlay = proposed(&report(None, &traffic), &Sources::default());
    let known = bayar_spec::XENDIT
        .replace(
            "enum: [PENDING, PAID, SETTLED, EXPIRED]",
            "enum: [PENDING, PAID, SETTLED, EXPIRED, REFUNDED]",
        )
        .replacen(
            "    Invoice:\n      type: object\n",
            "    Invoice:\n      x-a: 1\n      type: object\n",
            1,
        );
    assert_ne!(known, bayar_spec::XENDIT);
    let changes = Changes {
        overlays: std::slice::from_ref(&overlay),
        client: Client {
            written: &[],
            generated: &[],
        },
    };
    let modules = generate_changed(&sources(&known, bayar_spec::FINPAY), &changes).unwrap();
    let notes: Vec<_> = modules.iter().flat_map(Generated::notes).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].contains("the action changes nothing") && notes[0].contains("InvoiceStatus.enum"),
        "{notes:?}"
    );
}

/// Money is never made looser, nothing becomes required, and what clients send is no evidence.
#[test]
fn what_is_never_proposed() {
    let mut exchanges = vec![
        invoice(|b| b["amount"] = Value::Null),
        invoice(|b| b["amount"] = json!("50000")),
        invoice(|b| b["amount"] = json!(1.5)),
        invoice(|b| without(b, "amount")),
        invoice(|b| b["fee_amount"] = json!("5")),
    ];
    let (mut request, answer) = documented("create_invoice");
    request["surprise"] = json!(true);
    exchanges.push(exchange(
        "POST",
        "/v2/invoices",
        Some(&request),
        200,
        &answer,
    ));
    let found = report(None, &lines(&exchanges));
    assert!(found.findings.len() >= exchanges.len());
    let overlay = proposed(&found, &Sources::default());
    assert!(!overlay.text.contains("target"), "{}", overlay.text);
    assert!(
        overlay.text.contains("proposes 0 changes"),
        "{}",
        overlay.text
    );
    assert!(
        overlay
            .text
            .contains("Not proposed, money stays as documented"),
        "{}",
        overlay.text
    );
}
