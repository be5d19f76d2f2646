//! Each class of finding: a difference is found, where it is, and nothing else is.

mod bounds;
mod callbacks;
mod cases;
mod statuses;

use std::collections::BTreeSet;

use bayar_drift::check::Options;
use bayar_drift::finding::{Class, Subject};
use cases::{
    answered, callback, callback_cases, failed, invoice, list, request_cases, response_cases, sent,
};
use serde_json::{Value, json};

use crate::common::{documented, exchange, lines, places, report, report_with};

#[test]
fn what_is_documented_has_no_finding() {
    let clean = [
        invoice(),
        sent(|_| ()),
        list(""),
        list("?statuses=%5B%22SETTLED%22%5D&limit=3"),
        callback(|_| ()),
        failed(400, "API_VALIDATION_ERROR"),
    ];
    assert_eq!(places(&report(&clean)), []);
}

#[test]
fn every_class_is_found_where_it_is_and_nothing_else() {
    let mut found = BTreeSet::new();
    let mut wrong = Vec::new();
    for (class, operation, pointer, exchanges) in
        [request_cases(), response_cases(), callback_cases()].concat()
    {
        let expected = (class.to_string(), operation.to_owned(), pointer.to_owned());
        let seen = places(&report(&exchanges));
        if seen != [expected] {
            wrong.push((class, seen));
        }
        found.insert(class);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let of_traffic = |class: &Class| !matches!(class.subject, Subject::Document | Subject::Spec);
    for class in Class::all().filter(of_traffic) {
        assert!(
            found.contains(class.to_string().as_str()),
            "{class} has no case"
        );
    }
}

#[test]
fn very_many_places_are_summed_up() {
    let odd = answered(|body| {
        for number in 0..10_500 {
            body[format!("field_{number}")] = json!(1);
        }
    });
    let report = report(&[odd]);
    assert_eq!(report.summary.findings, 10_001);
    assert_eq!(report.summary.occurrences, 10_500);
    let sum = report
        .findings
        .iter()
        .find(|finding| finding.count > 1)
        .unwrap();
    assert_eq!((sum.count, sum.pointer.as_str()), (500, ""));
}

#[test]
fn money_is_compared_as_written() {
    let amount = |sent: &str, answered: &str| {
        let exchange = sent_text(sent, answered);
        places(&report(&[exchange]))
            .into_iter()
            .map(|(class, ..)| class)
            .collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(amount("50000", "50000.00"), none);
    assert_eq!(amount("50000", "5e4"), none);
    assert_eq!(amount("50000", "50001"), ["across.echo"]);
    assert_eq!(
        amount("50000.00000000000000000001", "50000"),
        ["request.limit", "across.echo", "request.precision"]
    );
    let huge = "90071992547409931234.01";
    assert_eq!(
        amount(huge, huge),
        [
            "request.limit",
            "request.precision",
            "response.fraction",
            "response.precision"
        ]
    );
    let next = "90071992547409931234.02";
    assert_eq!(
        amount(huge, next),
        [
            "request.limit",
            "across.echo",
            "request.precision",
            "response.fraction",
            "response.precision"
        ]
    );
}

/// A payout link, whose amount has no upper limit.
fn sent_text(sent: &str, answered: &str) -> Value {
    let (mut request, mut answer) = documented("create_payout_link");
    for body in [&mut request, &mut answer] {
        body["external_id"] = json!("a");
        body["amount"] = json!("AMOUNT");
    }
    let mut exchange = exchange("POST", "/payouts", Some(&request), 200, &answer);
    let put =
        |body: &Value, amount: &str| json!(body.as_str().unwrap().replace("\"AMOUNT\"", amount));
    exchange["request"]["body"] = put(&exchange["request"]["body"], sent);
    exchange["response"]["body"] = put(&exchange["response"]["body"], answered);
    exchange
}

#[test]
fn a_list_is_one_wherever_its_items_stand() {
    let found = places(&report(&[list("?statuses=SETTLED&statuses=VOID")]));
    let expected = [
        ("request.enum", "/statuses/1"),
        ("request.array_filter", "/statuses"),
    ];
    let place = |(class, pointer): (&str, &str)| {
        (
            class.to_owned(),
            "list_invoices".to_owned(),
            pointer.to_owned(),
        )
    };
    assert_eq!(found, expected.map(place));
}

#[test]
fn other_ways_to_write_a_path() {
    // The documented answer of this operation has an account number that is no text.
    let (_, answer) = documented("get_invoice");
    let id = answer["id"].as_str().unwrap();
    for end in ["expire!", "expire%21"] {
        let exchange = exchange("POST", &format!("/invoices/{id}/{end}"), None, 200, &answer);
        assert_eq!(places(&report(&[exchange])), [], "{end}");
    }
    let (_, answer) = documented("get_ewallet_payment_status");
    let id = answer["external_id"].as_str().unwrap();
    let printed = format!("/ewallets/external_id={id}&ewallet_type=OVO");
    let report = report(&[exchange("GET", &printed, None, 200, &answer)]);
    let expected = (
        "request.path".to_owned(),
        "get_ewallet_payment_status".to_owned(),
        String::new(),
    );
    assert_eq!(places(&report), [expected]);
}

#[test]
fn callbacks_are_recognised_by_path_and_by_shape() {
    let mut by_shape = callback(|_| ());
    by_shape.as_object_mut().unwrap().remove("callback");
    let report = report_with(Options::default(), &lines(std::slice::from_ref(&by_shape)));
    assert_eq!((report.summary.callbacks, places(&report)), (1, vec![]));
    by_shape["request"]["body"] = json!("{}");
    by_shape["request"]["headers"] = json!({});
    let options = Options {
        callback_paths: vec!["/callbacks".into()],
        ..Options::default()
    };
    let report = report_with(options, &lines(&[by_shape]));
    assert_eq!(report.summary.callbacks, 1);
    assert_eq!(report.findings[0].class.to_string(), "callback.unknown");
}

#[test]
fn a_finding_tells_all() {
    let odd = answered(|body| body["status"] = json!("PARTLY_PAID"));
    let report = report(&[invoice(), odd.clone(), odd]);
    let [finding] = report.findings.as_slice() else {
        panic!("{report:?}")
    };
    assert_eq!(finding.count, 2);
    assert_eq!(finding.entries, [1, 2]);
    assert_eq!(finding.document.as_deref(), Some("xendit-api-reference"));
    assert_eq!(finding.seen, "\"PARTLY_PAID\"");
    assert!(finding.expected.contains("SETTLED"));
    let spec = finding.spec.as_ref().unwrap();
    let line = bayar_spec::XENDIT
        .lines()
        .nth(spec.line as usize - 1)
        .unwrap();
    assert_eq!(
        (spec.file.as_str(), line.trim()),
        ("spec/xendit.yaml", "status:")
    );
    assert!(!finding.advice.is_empty() && finding.line.is_some());
    assert_eq!(report.coverage.operations["get_invoice"].count, 3);
    assert_eq!(report.coverage.operations["get_balance"].count, 0);
}

#[test]
fn secrets_are_in_no_report() {
    let secrets = [
        "4000000000000002",
        "1234567890",
        "lanny@shop.example",
        "+6281234567890",
        "xnd_development_P4qDfOss0OCpl8",
        "token-of-callbacks",
    ];
    let odd = sent(|body| {
        body["amount"] = json!(secrets[0]);
        body["description"] = json!([secrets[4]]);
        body["payer_email"] = json!(format!("{} or {}", secrets[2], secrets[3]));
        body["note"] = json!(format!("card {} account {}", secrets[0], secrets[1]));
        body[secrets[2]] = json!(1);
        // No line of the spec has these digits.
        body["card_cvn"] = json!("9873");
    });
    let mut odd_callback = callback(|body| body["status"] = json!(secrets[3]));
    odd_callback["request"]["headers"]["X-CALLBACK-TOKEN-2"] = json!(secrets[5]);
    let path = exchange(
        "GET",
        &format!("/cards/{}?key={}", secrets[0], secrets[4]),
        None,
        200,
        &json!({}),
    );
    let text = serde_json::to_string(&report(&[odd, odd_callback, path])).unwrap();
    for secret in secrets.iter().chain(&["9873"]) {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn secrets_in_odd_forms_are_in_no_report_and_no_recording() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use bayar_drift::mask::Mask;
    use bayar_drift::output::{Format, render};

    let key = "xnd_development_Planted0Key1Zz9";
    let encoded = STANDARD.encode(format!("{key}:"));
    let with = |headers: Value, body: Value, query: &str| {
        let url = format!("https://api.xendit.co/disbursements{query}");
        let request = json!({"method": "POST", "url": url, "headers": headers, "body": body});
        json!({"request": request, "response": {"status": 200, "headers": {}, "body": "{\"id\": 1}"}})
    };
    let none = || json!({});
    for (secret, exchange) in [
        (
            encoded.as_str(),
            with(json!({"X-Auth": encoded}), none(), ""),
        ),
        (&encoded, with(none(), none(), &format!("?odd={encoded}"))),
        (
            "Planted0Key1",
            with(json!({"X-Odd": key.replace('_', "%5F")}), none(), ""),
        ),
        (
            "CbTok3nPlantedQ7",
            with(json!({"X-Session-Token": "CbTok3nPlantedQ7"}), none(), ""),
        ),
        (
            "73519284",
            with(none(), json!({"accountNumber": "73519284"}), ""),
        ),
        (
            "73519284",
            with(none(), json!({"accountnumber": "73519284"}), ""),
        ),
        ("73519284", with(none(), json!({"to": 73_519_284}), "")),
        (
            "\"739\"",
            with(none(), json!({"cvc": "739", "bank_code": 5}), ""),
        ),
        ("912774", with(none(), json!({"otp": "912774"}), "")),
        (
            "s3cr3t",
            with(
                none(),
                json!({"note": "https://shop.example/?token=s3cr3t"}),
                "",
            ),
        ),
        (
            "73519284",
            with(
                json!({"Content-Type": "text/plain"}),
                json!("account 73519284"),
                "",
            ),
        ),
    ] {
        let report = report(std::slice::from_ref(&exchange));
        for format in [
            Format::TextAll,
            Format::Json,
            Format::Sarif,
            Format::Junit,
            Format::Markdown,
            Format::Html,
            Format::Github,
        ] {
            let mut out = Vec::new();
            render(&report, format, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            // The contract has lines, which are numbers too.
            assert!(!out.contains(secret), "{secret} in {format:?}: {out}");
        }
        let mask = Mask::new().unwrap();
        let mut recorded = Vec::new();
        bayar_drift::exchange::read(exchange.to_string().as_bytes(), |exchange| {
            bayar_drift::exchange::write_ndjson(&mask.exchange(exchange), &mut recorded).unwrap();
        })
        .unwrap();
        let recorded = String::from_utf8(recorded).unwrap();
        assert!(!recorded.contains(secret), "{secret} in {recorded}");
    }
}
