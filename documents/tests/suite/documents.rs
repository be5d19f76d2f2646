//! Documents: their facts, compared with the contract, with themselves and with edited copies.
//!
//! The vendors' documents are no part of this repository. Their facts are, and are compared with the contract here;
//! where the documents lie beside the repository, the facts are extracted again, and copies of them are edited.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bayar_documents::facts::{Kind, Place};
use bayar_documents::{Contracts, Facts, Layout, read};
use bayar_drift::finding::{Class, Finding, Severity};
use serde_json::Value;

const REFERENCE: &str = "xendit-api-reference";

fn contracts() -> Contracts {
    Contracts::of_package().expect("the package is whole")
}

/// The facts of each document as they were transcribed.
fn all_facts() -> Vec<Facts> {
    let read = |(_, text): &(&str, &str)| serde_json::from_str(text).expect("facts");
    bayar_spec::FACTS.iter().map(read).collect()
}

fn facts(name: &str) -> Facts {
    let mut all = all_facts().into_iter();
    all.find(|facts| facts.document == name)
        .expect("facts of the document")
}

/// The text of a document; none if it is not here.
fn document(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)?
        .join("shared/docs");
    let text = fs::read_to_string(folder.join(format!("{name}.txt"))).ok();
    if text.is_none() {
        eprintln!("skipped: the document {name} is not here");
    }
    text
}

/// Replaces `from` by `to` in line `line`, which must have it.
fn edited(text: &str, line: usize, from: &str, to: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(
        lines[line - 1].contains(from),
        "line {line} is {}",
        lines[line - 1]
    );
    lines[line - 1] = lines[line - 1].replacen(from, to, 1);
    lines.join("\n")
}

/// Without the lines `from` to `to`.
fn without(text: &str, from: usize, to: usize) -> String {
    let kept = text
        .lines()
        .enumerate()
        .filter(|(n, _)| !(from..=to).contains(&(n + 1)));
    kept.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

fn unknown(findings: &[Finding]) -> Vec<String> {
    let unknown = findings.iter().filter(|finding| finding.erratum.is_none());
    unknown.map(displayed).collect()
}

pub fn displayed(finding: &Finding) -> String {
    let operation = finding.operation.as_deref().unwrap_or("-");
    let line = finding.line.unwrap_or_default();
    format!(
        "{line} {operation} {}: {}",
        finding.pointer, finding.message
    )
}

#[test]
fn the_facts_of_each_document_are_as_many_as_it_has() {
    let count = |name: &str| {
        let facts = facts(name);
        let kinds = |kind| {
            facts
                .operations
                .iter()
                .filter(|operation| operation.kind == kind)
                .count()
        };
        let fields = |answer: bool| {
            let all = facts
                .operations
                .iter()
                .flat_map(|operation| &operation.fields);
            all.filter(|field| matches!(field.place, Place::Answer | Place::Error) == answer)
                .count()
        };
        let sum = |of: &dyn Fn(&bayar_documents::facts::Operation) -> usize| {
            facts.operations.iter().map(of).sum::<usize>()
        };
        (
            [
                kinds(Kind::Operation),
                kinds(Kind::Callback),
                kinds(Kind::Function),
            ],
            [fields(false), fields(true)],
            sum(&|operation| operation.errors.len()),
            sum(&|operation| operation.examples.len()),
            sum(&|operation| operation.tables.len()) + facts.tables.len(),
        )
    };
    // Operations, callbacks and functions; fields of requests and callbacks, and of answers; error rows; examples;
    // tables of constants.
    assert_eq!(count(REFERENCE), ([35, 9, 2], [340, 319], 172, 99, 9));
    assert_eq!(count("xendit-payout-links"), ([3, 0, 0], [0, 0], 3, 5, 2));
    assert_eq!(count("finpay-get-payout"), ([1, 0, 0], [4, 14], 3, 0, 0));
    let dashboard = facts("xendit-payout-links-dashboard");
    assert!(dashboard.operations.is_empty());
    let names: Vec<_> = dashboard
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(names, ["external_id", "amount", "email"]);
    assert_eq!(facts(REFERENCE).statuses.len(), 5);
}

#[test]
fn layouts_are_recognised_and_facts_are_extracted_as_they_are_kept() {
    for (name, layout) in [
        (REFERENCE, Layout::Slate),
        ("xendit-payout-links", Layout::Readme),
        ("xendit-payout-links-dashboard", Layout::Readme),
        ("finpay-get-payout", Layout::Gitbook),
    ] {
        let kept = facts(name);
        assert_eq!(kept.layout, layout);
        let Some(text) = document(name) else { continue };
        let again: Facts = serde_json::from_str(&read(name, &text, None).to_json()).expect("facts");
        assert!(
            again == kept,
            "{name}: write the facts again with `documents --write-facts`"
        );
    }
}

#[test]
fn every_difference_between_documents_and_contract_is_a_known_erratum() {
    let contracts = contracts();
    let mut known = BTreeMap::new();
    for facts in all_facts() {
        let findings = contracts.check(&facts);
        assert_eq!(
            unknown(&findings),
            Vec::<String>::new(),
            "{}",
            facts.document
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.severity == Severity::Info)
        );
        known.insert(facts.document, findings.len());
    }
    assert!(
        known[REFERENCE] > 80 && known["finpay-get-payout"] == 3,
        "{known:?}"
    );
}

/// The contract, changed in every place that `change` applies to, and how many those are.
fn mutated(change: &dyn Fn(&str, &mut Value) -> usize) -> (Contracts, usize) {
    fn walk(key: &str, value: &mut Value, change: &dyn Fn(&str, &mut Value) -> usize) -> usize {
        let own = change(key, value);
        let inner: usize = match value {
            Value::Object(members) => members
                .iter_mut()
                .map(|(key, member)| walk(key, member, change))
                .sum(),
            Value::Array(items) => items.iter_mut().map(|item| walk(key, item, change)).sum(),
            _ => 0,
        };
        own + inner
    }
    let mut contracts = [bayar_spec::XENDIT, bayar_spec::FINPAY]
        .map(|text| yaml_serde::from_str::<Value>(text).expect("YAML"));
    let count = contracts
        .iter_mut()
        .map(|contract| walk("", contract, change))
        .sum();
    (Contracts::new(&contracts).unwrap(), count)
}

/// The findings of the reference against a changed contract that are no errata.
fn against(change: &dyn Fn(&str, &mut Value) -> usize) -> (Vec<Finding>, usize) {
    let (contracts, count) = mutated(change);
    let known = facts(REFERENCE);
    let findings = contracts.check(&known);
    (findings, count)
}

fn of(findings: &[Finding], class: Class, word: &str) -> usize {
    findings
        .iter()
        .filter(|finding| finding.class == class && finding.message.contains(word))
        .count()
}

#[test]
fn what_the_contract_lost_is_found_in_the_document() {
    // Every row of every error table.
    let (findings, _) = against(&|_, value| {
        value
            .as_object_mut()
            .and_then(|object| object.remove("x-error-codes"))
            .is_some()
            .into()
    });
    let rows: usize = facts(REFERENCE)
        .operations
        .iter()
        .map(|operation| operation.errors.len())
        .sum();
    let lost = of(&findings, Class::DOCUMENT_ONLY, "lists the code");
    // The e-wallets' rows for several variants are one finding a code.
    assert!(lost + 5 >= rows && lost <= rows, "{lost} of {rows}");

    // Every enum.
    let (findings, _) = against(&|_, value| {
        value
            .as_object_mut()
            .and_then(|object| object.remove("enum"))
            .is_some()
            .into()
    });
    assert!(of(&findings, Class::DOCUMENT_ONLY, "for `") > 80);

    // Every default.
    let (findings, count) = against(&|_, value| {
        value
            .as_object_mut()
            .filter(|object| object.contains_key("type"))
            .and_then(|object| object.remove("default"))
            .is_some()
            .into()
    });
    assert!(count >= 7 && of(&findings, Class::DOCUMENT_DIFFERENT, "The default of") >= count - 1);
}

#[test]
fn what_the_contract_says_otherwise_is_found() {
    // Every greatest length, one more than documented.
    let (findings, count) = against(&|key, value| {
        let length = (key == "maxLength").then(|| value.as_u64()).flatten();
        length
            .map(|length| *value = (length + 1).into())
            .is_some()
            .into()
    });
    assert!(count > 10 && of(&findings, Class::DOCUMENT_DIFFERENT, "maxLength") > 10);

    // Nothing is required any more.
    let (findings, _) = against(&|key, value| {
        let names = key == "required" && value.is_array();
        if names {
            *value = Value::Array(Vec::new());
        }
        names.into()
    });
    assert!(
        of(
            &findings,
            Class::DOCUMENT_DIFFERENT,
            "required in the document"
        ) > 70
    );

    // Every number a text.
    let (findings, _) = against(&|key, value| {
        let number = key == "type" && (value == "number" || value == "integer");
        if number {
            *value = "string".into();
        }
        number.into()
    });
    assert!(of(&findings, Class::DOCUMENT_DIFFERENT, "is of type number") > 20);
}

#[test]
fn what_the_document_lost_is_found_in_the_contract() {
    let contracts = contracts();
    let mut facts = facts(REFERENCE);
    let position = facts
        .operations
        .iter()
        .position(|operation| operation.title == "Create Refund")
        .expect("refunds");
    facts.operations.remove(position);
    let findings = contracts.check(&facts);
    let lost: Vec<_> = unknown(&findings);
    assert_eq!(
        lost,
        ["899 create_refund : The contract has the operation create_refund, the document has not."]
    );

    let mut facts = self::facts(REFERENCE);
    let refund = facts
        .operations
        .iter_mut()
        .find(|operation| operation.title == "Create Refund")
        .expect("refunds");
    refund
        .errors
        .retain(|row| row.code != "DUPLICATE_REFUND_ERROR");
    let findings = contracts.check(&facts);
    assert_eq!(
        unknown(&findings),
        [
            "1015 create_refund /error_code: The contract has the code `DUPLICATE_REFUND_ERROR`, the document has not."
        ]
    );
}

/// A page as slate lays it out, about a service of our own.
const SLATE: &str = include_str!("documents/slate.txt");

#[test]
fn what_an_edited_page_changed_is_named() {
    let contracts = contracts();
    let old = read("page", SLATE, None);
    assert_eq!(old.layout, Layout::Slate);
    let changes = |text: &str| -> Vec<String> {
        let new = read("page", text, None);
        contracts
            .compare(&old, &new)
            .iter()
            .map(displayed)
            .collect()
    };
    assert_eq!(changes(SLATE), Vec::<String>::new());
    assert_eq!(changes(&format!("\n\n{SLATE}")), Vec::<String>::new());
    // A code twice with two messages is the same as itself.
    let again = "There is no wind.\nNO_WIND_ERROR\n409\nNone at all.\n";
    let twice = read("page", &SLATE.replace("There is no wind.\n", again), None);
    assert_eq!(contracts.compare(&twice, &twice), []);
    for (from, to, expected) in [
        (
            "https://api.kites.example/kites",
            "https://api.kites.test/kites",
            "7 Create Kite : The host changed from api.kites.example to api.kites.test.",
        ),
        (
            "\"RED\",\n",
            "\"PINK\",\n",
            "31 Create Kite /colour: An example has another value for `/colour`: PINK.",
        ),
        (
            "colour\nrequired",
            "color\nrequired",
            "14 Create Kite /color: The field `colour` was renamed to `color`.",
        ),
        (
            "(RED, GREEN, or BLUE)",
            "(RED, GREEN, BLUE, or PINK)",
            "16 Create Kite /colour: The value `PINK` was added.",
        ),
        (
            "NO_WIND_ERROR\n409\nThere is no wind.\n",
            "",
            "48 Create Kite /error_code: The code `NO_WIND_ERROR` was removed; it stood on line 48.",
        ),
        (
            "NO_WIND_ERROR\n409",
            "NO_WIND_ERROR\n422",
            "48 Create Kite /error_code: The status of `NO_WIND_ERROR` changed from 409 to 422.",
        ),
        (
            "Max 64 characters",
            "Max 32 characters",
            "19 Create Kite /name: The maxLength of `name` changed from 64 to 32.",
        ),
        (
            "name\noptional",
            "name\nrequired",
            "17 Create Kite /name: Whether `name` is required changed from optional to required.",
        ),
        (
            "number Length",
            "string Length",
            "20 Create Kite /tail: The type of `tail` changed from number to string.",
        ),
        (
            "default: 3",
            "default: 4",
            "20 Create Kite /tail: The default of `tail` changed from 3 to 4.",
        ),
        (
            "Money-in write",
            "Money-out write",
            "11 Create Kite : The permission changed from money-in write to money-out write.",
        ),
        (
            "POST https://api.kites.example/kites",
            "PUT https://api.kites.example/kites",
            "7 Create Kite : The endpoint changed from POST /kites to PUT /kites.",
        ),
        (
            "There is no wind.",
            "The wind is gone.",
            "48 Create Kite /error_code: The message of `NO_WIND_ERROR` reads differently.",
        ),
        (
            "  \"id\": \"k1\",\n",
            "",
            "30 Create Kite /id: An example no longer has `/id`; it stood on line 30.",
        ),
    ] {
        assert!(SLATE.contains(from), "{from}");
        let found = changes(&SLATE.replacen(from, to, 1));
        assert!(
            found.contains(&expected.to_owned()),
            "{from} -> {to}: {found:#?}"
        );
    }
}

#[test]
fn a_page_that_contradicts_itself_is_found_out() {
    let contracts = contracts();
    let of = |text: &str| -> Vec<String> {
        let findings = contracts.check(&read("page", text, None));
        findings
            .iter()
            .filter(|finding| finding.class == Class::DOCUMENT_CONTRADICTION)
            .map(displayed)
            .collect()
    };
    assert_eq!(of(SLATE), Vec::<String>::new());
    for (from, to, expected) in [
        (
            "\"colour\": \"RED\"",
            "\"colour\": \"PINK\"",
            "26 Create Kite /colour: An example has `PINK` for `colour`, which is not among the listed values.",
        ),
        (
            "\"tail\": 3",
            "\"tail\": \"3\"",
            "27 Create Kite /tail: `tail` is of type number in the table, string in an example.",
        ),
        (
            "  \"id\": \"k1\",\n",
            "",
            "30 Create Kite /id: The table calls `id` required, an example leaves it out.",
        ),
        (
            "\"tail\": 3",
            "\"tail\": 3, \"bows\": 2",
            "27 Create Kite /bows: An example has `bows`, the table has not.",
        ),
    ] {
        assert!(SLATE.contains(from), "{from}");
        let found = of(&SLATE.replacen(from, to, 1));
        assert!(
            found.len() == 1 && found[0].contains(expected.split_once(' ').expect("a line").1),
            "{from} -> {to}: {found:#?}"
        );
    }
}

#[test]
fn the_vendors_page_with_edits_is_told_from_the_one_before() {
    let Some(text) = document(REFERENCE) else {
        return;
    };
    let contracts = contracts();
    let old = read(REFERENCE, &text, None);
    let changes = |text: &str| -> Vec<String> {
        contracts
            .compare(&old, &read(REFERENCE, text, None))
            .iter()
            .map(displayed)
            .collect()
    };
    assert_eq!(
        changes(&edited(&text, 643, "descriptor", "statement")),
        ["643 create_charge /statement: The field `descriptor` was renamed to `statement`."]
    );
    assert_eq!(
        changes(&edited(
            &text,
            85,
            "HOLDING, or TAX",
            "HOLDING, TAX, or ESCROW"
        )),
        [
            "85 get_balance /account_type: The value `ESCROW` was added.",
            "82 get_balance /account_type: The description of `account_type` reads differently.",
        ]
    );
    assert_eq!(
        changes(&without(&text, 1015, 1017)),
        [
            "1015 create_refund /error_code: The code `DUPLICATE_REFUND_ERROR` was removed; it stood on line 1015."
        ]
    );

    // Errata are those of the lines that were transcribed: they hold though every line has moved.
    let moved = format!("\n\n\n{}", without(&text, 1015, 1017));
    let findings = contracts.check(&read(REFERENCE, &moved, None));
    assert_eq!(
        unknown(&findings),
        [
            "1015 create_refund /error_code: The contract has the code `DUPLICATE_REFUND_ERROR`, the document has not."
        ]
    );
}

#[test]
fn text_of_any_kind_is_read_without_a_panic() {
    for text in [
        "",
        "\n",
        "{",
        "[[[[",
        "curl ",
        "Parameter Description",
        "Parameter Description\n\n",
        "| a |\n---|\n|",
        "No\nName\nMandatory\n1\n",
        "Error Code Description\nAB_C",
        "POST https://x\ncurl -d '{",
        "é: “ß”\nParameter Description\nä ö",
    ] {
        for layout in [Layout::Slate, Layout::Readme, Layout::Gitbook] {
            let facts = read("any", text, Some(layout));
            assert!(serde_json::from_str::<Value>(&facts.to_json()).is_ok());
        }
    }
    // Every document in every layout, cut off anywhere.
    for cut in (0..SLATE.len())
        .step_by(7)
        .filter(|cut| SLATE.is_char_boundary(*cut))
    {
        for layout in [Layout::Slate, Layout::Readme, Layout::Gitbook] {
            read("any", &SLATE[..cut], Some(layout));
        }
    }
}
