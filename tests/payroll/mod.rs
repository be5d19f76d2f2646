//! People to pay, and what the sandbox has of them.
#![allow(dead_code)] // each test file uses a part of it

use std::collections::BTreeMap;
use std::time::Duration;

use bayar::xendit::Client;
use bayar::xendit::builder::CreateDisbursement;
use bayar::{RetryPolicy, SettlePolicy};
use bayar_sandbox::Sandbox;
use futures_util::{Stream, stream};
use serde_json::Value;

pub const KEY: &str = "xnd_development_payroll";
pub const JOB: &str = "payroll-2026-11";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub number: usize,
    pub salary: u32,
}

impl Person {
    pub fn reference(&self) -> String {
        format!("2026-11-{}", self.number)
    }
}

pub fn people(count: usize) -> Vec<Person> {
    let person = |number| Person {
        number,
        salary: 1_000_000,
    };
    (0..count).map(person).collect()
}

pub fn input(people: Vec<Person>) -> impl Stream<Item = Person> + Send {
    stream::iter(people)
}

pub fn request(client: &Client, person: &Person) -> CreateDisbursement {
    client
        .create_disbursement()
        .external_id(person.reference())
        .bank_code("BCA")
        .account_holder_name(format!("Employee {}", person.number))
        .account_number(format!("77{:08}", person.number))
        .description("Salary")
        .amount(person.salary)
}

/// Tries again fast.
pub fn client(url: &str) -> Client {
    let retries = RetryPolicy::default().pauses(Duration::from_millis(1), Duration::from_millis(5));
    let builder = Client::builder(KEY).base_url(url).retries(retries);
    builder.build().unwrap()
}

pub fn policy() -> SettlePolicy {
    SettlePolicy::default()
        .pauses(Duration::from_millis(5), Duration::from_millis(50))
        .settle_after(Duration::from_millis(300))
        .accept_shorter_wait()
}

/// The ids of the disbursements that the sandbox has under each reference.
pub fn ids(sandbox: &Sandbox) -> BTreeMap<String, Vec<String>> {
    let snapshot: Value = serde_json::from_str(&sandbox.snapshot().to_json()).unwrap();
    let mut ids: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for line in snapshot["lines"].as_array().unwrap() {
        if line["kind"] == "disbursement" {
            let payment: Value = serde_json::from_str(line["text"].as_str().unwrap()).unwrap();
            let text = |name| payment[name].as_str().unwrap().to_owned();
            ids.entry(text("external_id")).or_default().push(text("id"));
        }
    }
    ids
}

/// How many disbursements the sandbox has under each reference.
pub fn payments(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let ids = ids(sandbox).into_iter();
    ids.map(|(reference, ids)| (reference, ids.len())).collect()
}

pub fn assert_paid_once(sandbox: &Sandbox, people: &[Person]) {
    let once: BTreeMap<_, _> = people.iter().map(|p| (p.reference(), 1)).collect();
    assert_eq!(payments(sandbox), once);
}
