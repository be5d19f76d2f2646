//! Reports of the parts of a log add up to the report over all of it.

use bayar_drift::check::{Options, merge};
use bayar_drift::report::Report;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{documented, exchange, lines, report_with};

const STATUSES: &[&str] = &["PENDING", "PAID", "SETTLED", "EXPIRED", "PARTLY_PAID"];

/// A look at one of three invoices, with one of several oddities.
fn look(answer: &Value, (id, status, oddity): (usize, usize, usize)) -> Value {
    let id = format!("579c8d61f23fa4ca35e52d{id:02}");
    let mut answer = answer.clone();
    answer["id"] = json!(id);
    answer["status"] = json!(STATUSES[status]);
    match oddity {
        0 => answer["amount"] = json!("50000"),
        1 => answer["colour"] = json!("red"),
        2 => _ = answer.as_object_mut().unwrap().remove("amount"),
        3 => answer["available_banks"][0]["bank_code"] = json!("NEW"),
        4 => answer["available_banks"][1]["bank_code"] = json!("NEW"),
        _ => {}
    }
    exchange("GET", &format!("/v2/invoices/{id}"), None, 200, &answer)
}

fn part(exchanges: &[Value]) -> Report {
    let report = report_with(Options::default(), &lines(exchanges));
    // Over the wire, as from another machine.
    serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_up(looks in prop::collection::vec((0..3_usize, 0..5_usize, 0..8_usize), 0..30), cuts in prop::array::uniform2(0..30_usize)) {
        let (_, answer) = documented("get_invoice");
        let exchanges: Vec<_> = looks.into_iter().map(|look_at| look(&answer, look_at)).collect();
        let whole = part(&exchanges);
        let mut cuts = cuts.map(|cut| cut.min(exchanges.len()));
        cuts.sort_unstable();
        let parts = [&exchanges[..cuts[0]], &exchanges[cuts[0]..cuts[1]], &exchanges[cuts[1]..]].map(part);
        let [first, second, third] = parts;
        let flat = merge([first.clone(), second.clone(), third.clone()]).unwrap();
        prop_assert_eq!(&flat, &whole);
        let nested = merge([first, merge([second, third]).unwrap()]).unwrap();
        prop_assert_eq!(&nested, &whole);
    }
}

#[test]
fn a_status_goes_backwards_between_two_parts() {
    let (_, answer) = documented("get_invoice");
    let parts = [
        part(&[look(&answer, (0, 2, 9))]),
        part(&[look(&answer, (1, 0, 9)), look(&answer, (0, 0, 9))]),
    ];
    let merged = merge(parts).unwrap();
    let [finding] = merged.findings.as_slice() else {
        panic!("{merged:?}")
    };
    assert_eq!(
        (finding.class.to_string(), finding.entries.as_slice()),
        ("across.status".to_owned(), [2].as_slice())
    );
}
