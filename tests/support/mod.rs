//! What the integration tests share: a server on loopback, the spec as data, and one way to call
//! any operation through the public client.
#![allow(dead_code, unused_imports)] // each test file uses a part of it

mod calls;
mod contract;
mod server;

pub use calls::{
    ACCOUNT, Called, Clients, Input, OPERATIONS, PUBLIC_KEY, SECRET_KEY, SUB_ACCOUNT,
    authorization, call, call_and_show, client, reencode, salary, sample, sample_body,
};
pub use contract::{
    CONTRACTS, Callback, Example, Operation, Schema, callbacks, each_field, enums, insert,
    operation, operations,
};
pub use server::{Fault, Received, Reply, SOMETHING, Server};

use bayar::{Amount, Timestamp};
use serde_json::Value;

/// Describes the first difference between a documented value and what came of it; none if nothing
/// was lost or made up. Numbers are compared as exact decimals, timestamps as instants; a number
/// may be a text and the reverse.
pub fn difference(documented: &Value, encoded: &Value) -> Option<String> {
    differ("", documented, encoded)
}

fn differ(path: &str, documented: &Value, encoded: &Value) -> Option<String> {
    match (documented, encoded) {
        (Value::Object(before), Value::Object(after)) => {
            let lost = before.iter().find_map(|(name, value)| {
                let path = format!("{path}.{name}");
                match after.get(name) {
                    Some(other) => differ(&path, value, other),
                    None if value.is_null() => None,
                    None => Some(format!("{path} is lost")),
                }
            });
            let made_up = || after.keys().find(|name| !before.contains_key(*name));
            lost.or_else(|| made_up().map(|name| format!("{path}.{name} is made up")))
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(n, (before, after))| differ(&format!("{path}[{n}]"), before, after)),
        // One object where the spec has a list.
        (Value::Object(_), Value::Array(list)) if list.len() == 1 => {
            differ(path, documented, &list[0])
        }
        _ if same(documented, encoded) => None,
        _ => Some(format!("{path}: {documented} became {encoded}")),
    }
}

fn same(documented: &Value, encoded: &Value) -> bool {
    if documented == encoded {
        return true;
    }
    let instant = |value: &Value| Timestamp::from(value.as_str()?).datetime();
    match (documented, encoded) {
        (Value::String(_), Value::String(_)) => {
            instant(documented).is_some() && instant(documented) == instant(encoded)
        }
        (Value::Number(_) | Value::String(_), Value::Number(_) | Value::String(_)) => {
            amount(documented).is_some() && amount(documented) == amount(encoded)
        }
        _ => false,
    }
}

fn amount(value: &Value) -> Option<Amount> {
    value.to_string().trim_matches('"').parse().ok()
}
