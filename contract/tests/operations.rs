//! How this project's own contracts are read: one snapshot for each operation, one for the components of each document.
//! `cargo xtask generate` writes them anew.

mod support;

use bayar_contract::Contract;
use bayar_contract::schema::Schema;

fn contracts() -> [(&'static str, Contract); 2] {
    [
        ("xendit", bayar_spec::XENDIT),
        ("finpay", bayar_spec::FINPAY),
    ]
    .map(|(name, text)| {
        let file = format!("spec/{name}.yaml");
        let contract = Contract::parse(&file, text).unwrap_or_else(|error| panic!("{error}"));
        (name, contract)
    })
}

#[test]
fn every_operation() {
    for (_, contract) in contracts() {
        for operation in contract.operations.iter().chain(&contract.callbacks) {
            let id = operation.id.as_deref().unwrap();
            insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
                insta::assert_snapshot!(id, support::operation(&contract, operation));
            });
        }
    }
}

#[test]
fn components() {
    for (name, contract) in contracts() {
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(format!("_{name}"), support::document(&contract));
        });
    }
}

#[test]
fn nothing_of_them_is_noted() {
    for (name, contract) in contracts() {
        assert_eq!(contract.notes(), [], "{name}");
    }
}

#[test]
fn everything_is_read() {
    let [(_, xendit), (_, finpay)] = contracts();
    for (contract, text) in [(&xendit, bayar_spec::XENDIT), (&finpay, bayar_spec::FINPAY)] {
        let all = contract.operations.len() + contract.callbacks.len();
        assert_eq!(all, text.matches("operationId:").count());
    }
    let limited = |operation: &bayar_contract::Operation| {
        operation
            .errors
            .iter()
            .any(|row| row.code == "RATE_LIMIT_EXCEEDED")
    };
    assert!(xendit.operations.iter().all(limited));
}

/// The line of a field is that of its name, and the pointer leads back.
#[test]
fn every_line_is_that_of_its_name() {
    for ((name, contract), text) in contracts()
        .into_iter()
        .zip([bayar_spec::XENDIT, bayar_spec::FINPAY])
    {
        let lines: Vec<_> = text.lines().collect();
        let mut checked = 0;
        for node in contract.document().nodes() {
            let place = node.place();
            assert_eq!(
                contract.document().find(&place.pointer),
                Some(node),
                "{name} {place}"
            );
            let column = place.column as usize - 1;
            let rest: String = lines[place.line as usize - 1]
                .chars()
                .skip(column)
                .collect();
            if let Some(field) = node.name() {
                let rest = rest.trim_start_matches(['\'', '"']);
                assert!(rest.starts_with(field), "{name} {place}: {rest}");
                checked += 1;
            }
        }
        assert!(checked > 300, "{checked}");
    }
}

/// Another reader of YAML sees the same values.
#[test]
fn values_are_those_of_another_reader() {
    for ((name, contract), text) in contracts()
        .into_iter()
        .zip([bayar_spec::XENDIT, bayar_spec::FINPAY])
    {
        let other: serde_json::Value = yaml_serde::from_str(text).unwrap();
        assert!(contract.document().root().to_value() == other, "{name}");
    }
}

#[test]
fn every_schema_is_read() {
    for (_, contract) in contracts() {
        for (_, schema) in contract.schemas() {
            let node = contract.node(schema.node.unwrap());
            let mut nothing = Schema::default();
            nothing.node = schema.node;
            assert!(*schema != nothing || node.is_empty(), "{node:?}");
        }
    }
}
