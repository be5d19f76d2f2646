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

#[test]
fn a_source_names_the_section_that_its_line_stands_in() {
    let [(_, xendit), (_, finpay)] = contracts();
    let cite = |line| xendit.cite_line("xendit-api-reference.txt", line);
    assert_eq!(cite(2796), "API reference, Create invoice, line 2796");
    assert_eq!(cite(4984), "API reference, Errors, line 4984");
    assert_eq!(cite(3), "API reference, line 3");
    assert_eq!(xendit.cite_line("another.txt", 3), "another.txt:3");
    let source = &finpay.operations[0].source;
    assert!(
        finpay
            .cite(source)
            .starts_with("Finpay, Get Payout by ID, line ")
    );

    // What each section is called is what the documents call it.
    for (name, facts) in bayar_spec::FACTS {
        let facts: yaml_serde::Value = yaml_serde::from_str(facts).unwrap();
        let documents = [&xendit, &finpay].map(|contract| &contract.info.documents);
        let file = format!("{name}.txt");
        let cited = documents
            .into_iter()
            .flatten()
            .find(|cited| cited.file == file);
        let cited = cited.unwrap_or_else(|| panic!("`x-documents` has no {file}"));
        for operation in facts["operations"].as_sequence().unwrap() {
            let line = operation["line"].as_u64().unwrap().try_into().unwrap();
            assert_eq!(
                cited.section(line),
                operation["title"].as_str(),
                "{file}:{line}"
            );
        }
    }
}
