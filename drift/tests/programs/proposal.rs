//! Patches to the contract: what is proposed from traffic, what never is, and that `git` takes them.

use std::path::Path;
use std::process::Command;

use bayar_drift::check::{Checker, Options};
use bayar_drift::contract::Sources;
use bayar_drift::exchange::{Exchange, Header, Message};
use bayar_drift::proposal::{Form, Proposals};
use bayar_drift::report::Report;
use serde_json::{Value, json};

/// The example of an answer in the contract, which is clean.
fn invoice() -> Value {
    let contract: Value = yaml_serde::from_str(bayar_spec::XENDIT).unwrap();
    let examples = contract
        .pointer("/paths/~1v2~1invoices~1{invoice_id}/get/responses/200/content/application~1json/examples")
        .unwrap();
    let example = examples.as_object().unwrap().values().next().unwrap();
    example["value"].clone()
}

/// An answer to the reading of an invoice.
fn answer(checker: &mut Checker, status: u16, body: &Value) {
    let id = body["id"].as_str().unwrap_or("579c8d61f23fa4ca35e52da4");
    let body = body.to_string();
    checker.check(&Exchange {
        method: "GET".into(),
        url: format!("https://api.xendit.co/v2/invoices/{id}").into(),
        status: Some(status),
        response: Message {
            headers: vec![Header {
                name: "content-type".into(),
                value: "application/json".into(),
            }],
            body: Some(body.as_bytes().into()),
            ..Message::default()
        },
        ..Exchange::default()
    });
}

/// The report over answers that differ from the example by some fields.
fn report(changes: &[Value]) -> Report {
    let mut checker = Checker::new(Options::default()).unwrap();
    for change in changes {
        let mut body = invoice();
        let map = body.as_object_mut().unwrap();
        for (name, value) in change.as_object().unwrap() {
            if value == "absent" {
                map.remove(name);
            } else {
                map.insert(name.clone(), value.clone());
            }
        }
        answer(&mut checker, 200, &body);
    }
    checker.report()
}

fn proposal(report: &Report) -> String {
    let mut out = Vec::new();
    let proposals = Proposals::new(report, &Sources::default(), Form::Patch).unwrap();
    proposals.write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The lines that a patch adds and takes out.
fn changed(patch: &str) -> Vec<&str> {
    let is_changed = |line: &&str| {
        (line.starts_with('+') || line.starts_with('-'))
            && !line.starts_with("+++ ")
            && !line.starts_with("--- ")
    };
    patch.lines().filter(is_changed).collect()
}

/// What a patch says, without what moves when the contract or its errata grow.
fn told(patch: &str) -> String {
    let comments = patch.lines().filter(|line| line.starts_with("# "));
    let comments = comments.map(|line| line.split("; compare").next().unwrap_or_default());
    let lines: Vec<_> = comments.chain(changed(patch)).collect();
    lines.join("\n")
}

/// The contract after `git apply`; nothing where there is no git.
fn patched(patch: &str) -> Option<String> {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    std::fs::create_dir(at.join("spec")).unwrap();
    std::fs::write(at.join("spec/xendit.yaml"), bayar_spec::XENDIT).unwrap();
    std::fs::write(at.join("spec/finpay.yaml"), bayar_spec::FINPAY).unwrap();
    std::fs::write(at.join("proposal.patch"), patch).unwrap();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(at).args(arguments);
        command.env(
            "GIT_CEILING_DIRECTORIES",
            at.parent().unwrap_or(Path::new("/")),
        );
        command.output().ok()
    };
    for arguments in [
        &["apply", "--check", "proposal.patch"][..],
        &["apply", "proposal.patch"],
    ] {
        let output = git(arguments)?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}\n{patch}");
    }
    Some(std::fs::read_to_string(at.join("spec/xendit.yaml")).unwrap())
}

fn schema<'v>(contract: &'v Value, name: &str) -> &'v Value {
    &contract["components"]["schemas"][name]
}

#[test]
fn what_the_provider_sends_is_proposed() {
    let mut changes = vec![json!({}); 11];
    for change in &mut changes {
        *change = json!({
            "status": "REFUNDED",
            "risk_score": 7,
            "note": "free text",
            "is_test": true,
            "payer_phone": "+6281234567890",
            "merchant_name": null,
            "should_send_email": "absent",
        });
    }
    changes.push(json!({}));
    let report = report(&changes);
    let patch = proposal(&report);
    insta::assert_snapshot!(told(&patch));
    assert!(patch.contains("seen 11 times of 12 values"), "{patch}");
    assert!(patch.contains("seen 11 times in 12 exchanges"), "{patch}");
    assert!(!patch.contains("few samples") && !patch.contains("81234567890"));
    let Some(text) = patched(&patch) else { return };
    let contract: Value = yaml_serde::from_str(&text).unwrap();
    let mut expected: Value = yaml_serde::from_str(bayar_spec::XENDIT).unwrap();
    let seen = "Seen; no document tells of it.";
    let invoice = &mut expected["components"]["schemas"]["Invoice"];
    let fields = &mut invoice["properties"];
    fields["risk_score"] =
        json!({"type": "number", "format": "decimal", "description": seen, "x-source": "observed"});
    fields["note"] = json!({"type": "string", "description": seen, "x-source": "observed"});
    fields["is_test"] = json!({"type": "boolean", "description": seen, "x-source": "observed"});
    fields["payer_phone"] =
        json!({"type": "string", "x-secret": true, "description": seen, "x-source": "observed"});
    fields["merchant_name"]["nullable"] = true.into();
    let required = invoice["required"].as_array_mut().unwrap();
    required.retain(|field| field != "should_send_email");
    let status = &mut expected["components"]["schemas"]["InvoiceStatus"];
    status["enum"]
        .as_array_mut()
        .unwrap()
        .push("REFUNDED".into());
    status["x-enum"]["REFUNDED"] = json!({"source": "observed", "description": seen});
    assert_eq!(contract, expected);
    assert_eq!(
        schema(&contract, "InvoiceStatus")["x-final"],
        json!(["SETTLED", "EXPIRED"])
    );
    // Comments and layout stay: beside the two lists in one line, lines are only added.
    let removed = changed(&patch)
        .into_iter()
        .filter(|line| line.starts_with('-'));
    assert_eq!(removed.count(), 2);
}

#[test]
fn much_is_proposed_at_once() {
    // Each exchange has fields and a value of its own.
    let fields = |number: usize| {
        let names = (0..12).map(|field| (format!("field_{number}_{field}"), json!("x")));
        let status = ("status".to_owned(), json!(format!("NEW_{number}")));
        names.chain([status]).collect::<serde_json::Map<_, _>>()
    };
    let changes: Vec<_> = (0..250)
        .map(|number| Value::Object(fields(number)))
        .collect();
    let patch = proposal(&report(&changes));
    assert!(patch.contains("proposes 3250 changes"), "{patch:.200}");
    let Some(text) = patched(&patch) else { return };
    let contract: Value = yaml_serde::from_str(&text).unwrap();
    let fields = schema(&contract, "Invoice")["properties"]
        .as_object()
        .unwrap();
    assert!(fields.contains_key("field_0_0") && fields.contains_key("field_249_11"));
    let values = schema(&contract, "InvoiceStatus")["enum"]
        .as_array()
        .unwrap();
    let new = |number| values.contains(&json!(format!("NEW_{number}")));
    assert!((0..250).all(new), "{values:?}");
}

#[test]
fn a_reference_may_be_null() {
    let report = report(&[json!({"status": null})]);
    let patch = proposal(&report);
    assert!(patch.contains("few samples"), "{patch}");
    let Some(text) = patched(&patch) else { return };
    let contract: Value = yaml_serde::from_str(&text).unwrap();
    let status = &schema(&contract, "Invoice")["properties"]["status"];
    assert_eq!(status["nullable"], true);
    assert_eq!(
        status["allOf"][0]["$ref"],
        "#/components/schemas/InvoiceStatus"
    );
}

#[test]
fn error_codes_at_their_status() {
    let mut checker = Checker::new(Options::default()).unwrap();
    let mut error = |status, code: &str| {
        let body = json!({"error_code": code, "message": "x"});
        answer(&mut checker, status, &body);
    };
    error(404, "INVOICE_GONE_ERROR");
    error(404, "INVOICE_LOST_ERROR");
    error(403, "INVOICE_NOT_FOUND_ERROR");
    error(401, "KEY_EXPIRED_ERROR");
    error(409, "INVOICE_BUSY_ERROR");
    error(429, "SLOW_DOWN_ERROR");
    error(400, "not a code, <b>");
    let report = checker.report();
    let patch = proposal(&report);
    insta::assert_snapshot!(told(&patch));
    let Some(text) = patched(&patch) else { return };
    let contract: Value = yaml_serde::from_str(&text).unwrap();
    let answers = &contract["paths"]["/v2/invoices/{invoice_id}"]["get"]["responses"];
    let codes = |status: &str| -> Vec<&str> {
        let rows = answers[status]["x-observed-error-codes"].as_array();
        let rows = rows.into_iter().flatten();
        rows.filter_map(|row| row["code"].as_str()).collect()
    };
    assert_eq!(codes("404"), ["INVOICE_GONE_ERROR", "INVOICE_LOST_ERROR"]);
    assert_eq!(codes("403"), ["INVOICE_NOT_FOUND_ERROR"]);
    assert_eq!(codes("401"), ["KEY_EXPIRED_ERROR"]);
    assert_eq!(codes("409"), ["INVOICE_BUSY_ERROR"]);
    assert_eq!(
        answers["404"]["x-error-codes"][0]["code"],
        "INVOICE_NOT_FOUND_ERROR"
    );
    assert_eq!(
        answers["429"]["$ref"],
        "#/components/responses/TooManyRequests"
    );
    let shared = &contract["components"]["responses"];
    let before: Value = yaml_serde::from_str(bayar_spec::XENDIT).unwrap();
    assert_eq!(*shared, before["components"]["responses"]);
}

#[test]
fn money_is_never_made_looser() {
    let values = [
        json!("50000"),
        json!(null),
        json!("absent"),
        json!(1.5),
        json!({}),
    ];
    let changes: Vec<_> = values
        .iter()
        .map(|value| json!({"amount": value}))
        .collect();
    let wrong = report(&changes);
    assert!(wrong.findings.len() >= values.len());
    let patch = proposal(&wrong);
    assert_eq!(changed(&patch), [""; 0], "{patch}");
    assert!(patch.contains("proposes 0 changes"), "{patch}");
    assert!(
        patch.matches("get_invoice /amount").count() >= values.len(),
        "{patch}"
    );
    // A new amount is exact, and only a number.
    let patch = proposal(&report(&[json!({"refunded_amount": 5})]));
    assert!(patch.contains("+          format: decimal"), "{patch}");
    let patch = proposal(&report(&[json!({"refunded_amount": "5"})]));
    assert_eq!(changed(&patch), [""; 0]);
}

#[test]
fn nothing_becomes_required_and_nothing_is_guessed() {
    let all_there = vec![json!({"paid_at": "2026-01-01T00:00:00.000Z"}); 50];
    assert_eq!(changed(&proposal(&report(&all_there))), [""; 0]);
    let changes = [
        json!({"thing": {"a": 1}}),
        json!({"things": [1]}),
        json!({"nothing": null}),
        json!({"a b": 1}),
        json!({"--- a/x": 1}),
        json!({"x\n+++ b/y": 1}),
        json!({"status": "paid\n+ x: y"}),
        json!({"status": "4000000000000002"}),
        json!({"status": "'}, x: {y: "}),
        json!({"status": 7}),
        json!({"should_send_email": "yes"}),
        json!({"created": "yesterday"}),
    ];
    let report = report(&changes);
    assert!(
        report.findings.len() >= changes.len(),
        "{:?}",
        report.findings
    );
    let patch = proposal(&report);
    assert_eq!(changed(&patch), [""; 0], "{patch}");
    assert!(patch.lines().all(|line| line.starts_with("# ")), "{patch}");
}

#[test]
fn what_clients_send_is_no_evidence() {
    let mut checker = Checker::new(Options::default()).unwrap();
    checker.check(&Exchange {
        method: "POST".into(),
        url: "https://api.xendit.co/v2/invoices?x=1".into(),
        request: Message {
            body: Some(br#"{"external_id": 1, "surprise": true}"#.as_slice().into()),
            ..Message::default()
        },
        ..Exchange::default()
    });
    let report = checker.report();
    assert!(report.findings.len() > 2);
    assert_eq!(changed(&proposal(&report)), [""; 0]);
}

#[test]
fn a_report_of_another_contract_does_no_harm() {
    let mut wrong = report(&[json!({"status": "REFUNDED", "note": "x", "merchant_name": null})]);
    for line in [0, 99, 5906, u32::MAX] {
        for finding in &mut wrong.findings {
            finding.spec.as_mut().unwrap().line = line;
        }
        let patch = proposal(&wrong);
        if !changed(&patch).is_empty() {
            assert!(
                patched(&patch).is_none_or(|text| { yaml_serde::from_str::<Value>(&text).is_ok() })
            );
        }
    }
}

#[test]
fn every_enum_and_object_of_the_contract_can_be_added_to() {
    // A finding at each place; what is refused is told.
    let contract: Value = yaml_serde::from_str(bayar_spec::XENDIT).unwrap();
    let lines: Vec<_> = bayar_spec::XENDIT.lines().collect();
    let model = report(&[json!({"status": "REFUNDED", "note": "x"})]);
    let of = |class: &str| {
        let found = model
            .findings
            .iter()
            .find(|finding| finding.class.to_string() == class);
        found.unwrap().clone()
    };
    let (value, field) = (of("response.enum"), of("response.field"));
    let mut findings = Vec::new();
    let start = lines.iter().position(|line| *line == "  schemas:").unwrap();
    for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
        let is_it = |line: &&str| **line == format!("    {name}:");
        let line = lines[start..].iter().position(is_it).unwrap() + start + 1;
        let mut finding = match schema.get("enum") {
            Some(_) => value.clone(),
            None if schema.get("properties").is_some() => field.clone(),
            None => continue,
        };
        if let Some(values) = schema["enum"].as_array() {
            let values: Vec<_> = values.iter().map(|value| value.as_str().unwrap()).collect();
            finding.expected = format!("one of {}", values.join(", "));
        }
        finding.spec.as_mut().unwrap().line = u32::try_from(line).unwrap();
        finding.pointer = finding.pointer.replace("note", "seen_just_now");
        finding.seen = finding.seen.replace("REFUNDED", "SEEN_JUST_NOW");
        findings.push(finding);
    }
    assert!(findings.len() > 100, "{}", findings.len());
    let count = findings.len();
    let report = Report {
        findings,
        ..Report::default()
    };
    let patch = proposal(&report);
    assert!(
        patch.contains(&format!("proposes {count} changes")),
        "{patch}"
    );
    if let Some(text) = patched(&patch) {
        assert!(
            text.matches("SEEN_JUST_NOW").count() + text.matches("seen_just_now").count() >= count
        );
    }
}
