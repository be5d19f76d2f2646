//! Errata of documents: they know of what they say, and of nothing else on the same lines.
//!
//! New contradictions are put on every line that an erratum names, as if the vendor had edited the page and its facts
//! had been written anew. Each must come out as unknown.

mod lines;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use bayar_documents::facts::{
    Bound, Constant, ExampleValue, Field, Form, Limit, Line, Place, Type,
};
use bayar_documents::{Contracts, Facts, read};
use bayar_drift::finding::{Class, Finding};
use bayar_drift::output::{Format, render};
use bayar_drift::report::Report;
use lines::{
    CONTRACTS, all_facts, all_unknown, check_all, displayed, errors, examples, found, rows,
};
use serde_json::Value;

#[test]
fn another_type_on_a_line_of_an_erratum_is_new() {
    for kind in [Type::Boolean, Type::Array, Type::Object] {
        let found = found(&|facts, lines| {
            rows(facts, lines)
                .filter(|field| field.kind.is_some_and(|own| own != kind))
                .map(|field| field.kind = Some(kind))
                .count()
        });
        all_unknown(kind.as_str(), &found, 270);
    }
}

#[test]
fn a_text_for_a_number_on_a_line_of_an_erratum_is_new() {
    let swap = |facts: &mut Facts, lines: &BTreeSet<Line>| {
        let swapped = rows(facts, lines).filter_map(|field| {
            field.kind = match field.kind? {
                Type::String => Some(Type::Number),
                Type::Number => Some(Type::String),
                _ => return None,
            };
            Some(())
        });
        swapped.count()
    };
    all_unknown("text and number", &found(&swap), 250);
}

#[test]
fn another_limit_on_a_line_of_an_erratum_is_new() {
    for bound in [Bound::Minimum, Bound::MaxLength] {
        let found = found(&|facts, lines| {
            let limited = rows(facts, lines).map(|field| {
                field.limits.retain(|limit| limit.bound != bound);
                field.limits.push(Limit {
                    bound,
                    value: 7777,
                    when: None,
                    line: field.line,
                });
            });
            limited.count()
        });
        all_unknown(bound.keyword(), &found, 300);
    }
    let found = found(&|facts, lines| {
        let limits = rows(facts, lines).flat_map(|field| &mut field.limits);
        let messages = limits.map(|limit| limit.value += 7777).count();
        let rows = errors(facts, lines).flat_map(|row| &mut row.limits);
        messages + rows.map(|limit| limit.value += 7777).count()
    });
    all_unknown("limits", &found, 60);
}

#[test]
fn another_default_on_a_line_of_an_erratum_is_new() {
    let found = found(&|facts, lines| {
        rows(facts, lines)
            .map(|field| field.default = Some("PINK".to_owned()))
            .count()
    });
    all_unknown("defaults", &found, 290);
}

#[test]
fn another_requiredness_on_a_line_of_an_erratum_is_new() {
    let found = found(&|facts, lines| {
        let flipped = rows(facts, lines).filter_map(|field| {
            field.required = Some(!field.required?);
            Some(())
        });
        flipped.count()
    });
    all_unknown("required", &found, 160);
}

#[test]
fn another_value_on_a_line_of_an_erratum_is_new() {
    let found = found(&|facts, lines| {
        let listed = rows(facts, lines).filter(|field| !field.values.is_empty());
        let listed = listed.map(|field| {
            field.values.push(Constant::new("PINK", field.line));
        });
        listed.count()
    });
    all_unknown("values", &found, 30);
}

#[test]
fn another_field_on_a_line_of_an_erratum_is_new() {
    for name in ["colour", "tail_length"] {
        let found = found(&|facts, lines| {
            let mut added = 0;
            for operation in &mut facts.operations {
                let named = |field: &&Field| lines.range(field.line..=field.last).next().is_some();
                let beside: Vec<Field> = operation
                    .fields
                    .iter()
                    .filter(named)
                    .map(|field| Field {
                        name: name.to_owned(),
                        ..field.clone()
                    })
                    .collect();
                added += beside.len();
                operation.fields.extend(beside);
            }
            added
        });
        all_unknown(name, &found, 130);
    }
}

#[test]
fn another_code_or_status_on_a_line_of_an_erratum_is_new() {
    let codes = found(&|facts, lines| {
        errors(facts, lines)
            .map(|row| row.code = "NO_WIND_ERROR".to_owned())
            .count()
    });
    // The old codes are missing now: also new, unless an erratum says that a code is in an example only.
    all_unknown("codes", &codes, 120);
    let statuses = found(&|facts, lines| {
        let other = errors(facts, lines).filter_map(|row| {
            row.status = Some(row.status? + 17);
            Some(())
        });
        other.count()
    });
    all_unknown("statuses", &statuses, 90);
}

#[test]
fn other_values_of_examples_on_a_line_of_an_erratum_are_new() {
    // Another value.
    let values = found(&|facts, lines| {
        let mut changed = 0;
        for example in examples(facts, lines) {
            for value in example.values.values_mut() {
                if lines.contains(&value.line) && value.value.is_string() {
                    value.value = Value::from("PINK");
                    changed += 1;
                }
            }
        }
        changed
    });
    all_unknown("values", &values, 55);
    // Another type.
    let types = found(&|facts, lines| {
        let mut changed = 0;
        for example in examples(facts, lines) {
            for value in example.values.values_mut() {
                if lines.contains(&value.line) {
                    value.value = Value::Bool(true);
                    changed += 1;
                }
            }
        }
        changed
    });
    all_unknown("types", &types, 80);
    // Another field beside.
    let fields = found(&|facts, lines| {
        let mut added = 0;
        for example in examples(facts, lines) {
            let beside: Vec<(String, ExampleValue)> = example
                .values
                .iter()
                .filter(|(_, value)| lines.contains(&value.line))
                .map(|(pointer, value)| {
                    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
                    (format!("{parent}/colour"), value.clone())
                })
                .collect();
            added += beside.len();
            example.values.extend(beside);
        }
        added
    });
    all_unknown("fields", &fields, 75);
    // No JSON.
    let broken = found(&|facts, lines| {
        let mut broken = 0;
        for operation in &mut facts.operations {
            for example in &mut operation.examples {
                if lines.contains(&example.line) && example.form != Some(Form::Broken) {
                    example.form = Some(Form::Broken);
                    broken += 1;
                }
            }
        }
        broken
    });
    all_unknown("broken", &broken, 40);
}

#[test]
fn a_row_that_is_gone_is_new_though_an_erratum_names_it() {
    let found = found(&|facts, lines| {
        let mut gone = 0;
        for operation in &mut facts.operations {
            let before = operation.fields.len();
            operation
                .fields
                .retain(|field| lines.range(field.line..=field.last).next().is_none());
            gone += before - operation.fields.len();
        }
        gone
    });
    all_unknown("rows", &found, 300);
}

/// The contract with each node changed that `change` applies to.
fn contracts(change: &dyn Fn(&str, &mut Value)) -> Contracts {
    fn walk(key: &str, value: &mut Value, change: &dyn Fn(&str, &mut Value)) {
        change(key, value);
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    walk(key, member, change);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| walk(key, item, change)),
            _ => {}
        }
    }
    static OLD: LazyLock<[Value; 2]> = LazyLock::new(|| {
        [bayar_spec::XENDIT, bayar_spec::FINPAY]
            .map(|text| yaml_serde::from_str(text).expect("YAML"))
    });
    let mut contracts = OLD.clone();
    for contract in &mut contracts {
        walk("", contract, change);
    }
    Contracts::new(&contracts).unwrap()
}

/// What a renamed field of the contract ends in.
const RENAMED: &str = "_renamed";

#[test]
fn what_the_contract_says_otherwise_is_new_though_an_erratum_names_the_line() {
    type Change<'a> = (&'a str, &'a dyn Fn(&str, &mut Value));
    let changes: [Change; 6] = [
        ("types", &|key, value| {
            if key == "type" && value.is_string() {
                *value = match value.as_str() {
                    Some("boolean") => "string".into(),
                    Some("number" | "integer" | "string") => "boolean".into(),
                    _ => return,
                };
            }
        }),
        ("lengths", &|key, value| {
            if let Some(length) = value.as_u64().filter(|_| key == "maxLength") {
                *value = (length + 7777).into();
            }
        }),
        ("minima", &|key, value| {
            if let Some(least) = value.as_u64().filter(|_| key == "minimum") {
                *value = (least + 7777).into();
            }
        }),
        ("values", &|key, value| {
            if key == "enum" && value.is_array() {
                *value = Value::from(vec!["PINK"]);
            }
        }),
        ("defaults", &|key, value| {
            if key == "default" && !value.is_object() {
                *value = "PINK".into();
            }
        }),
        ("names", &|key, value| {
            if key == "properties"
                && let Some(properties) = value.as_object_mut()
            {
                let renamed = std::mem::take(properties).into_iter();
                properties.extend(renamed.map(|(name, field)| (format!("{name}{RENAMED}"), field)));
            }
        }),
    ];
    let known = |contracts: &Contracts| -> BTreeSet<(String, String)> {
        let all = check_all(contracts, &all_facts()).into_iter();
        // What a document says against itself does not depend on the contract.
        let known = all.filter(|finding| {
            finding.erratum.is_some()
                && finding.class != Class::DOCUMENT_CONTRADICTION
                && !finding.pointer.ends_with(RENAMED)
        });
        known
            .map(|finding| (finding.fingerprint.clone(), displayed(&finding)))
            .collect()
    };
    let before = known(&CONTRACTS);
    for (what, change) in changes {
        let after = known(&contracts(change));
        let hidden: Vec<_> = after
            .difference(&before)
            .map(|(_, displayed)| displayed)
            .collect();
        assert_eq!(hidden, Vec::<&String>::new(), "{what}");
    }
}

/// The text of a document; none if it is not here.
fn document(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2)?;
    let text = fs::read_to_string(folder.join(format!("shared/docs/{name}.txt"))).ok();
    if text.is_none() {
        eprintln!("skipped: the document {name} is not here");
    }
    text
}

#[test]
fn an_edit_of_the_page_on_a_line_of_an_erratum_is_new() {
    const REFERENCE: &str = "xendit-api-reference";
    let Some(text) = document(REFERENCE) else {
        return;
    };
    for (line, from, to, message) in [
        // ewallets-46: the example has the number 1001, the table a text.
        (
            1601,
            "string",
            "boolean",
            "`amount` is of type boolean in the document",
        ),
        // cards-50: the statuses of charges in the answer to a reversal.
        (705, "CAPTURED", "PINK", "lists `PINK` for `status`"),
        // virtual-accounts-11: 4 or 5 digits.
        (
            2051,
            "5",
            "7",
            "`merchant_code` has minLength 7 in the document",
        ),
        // cards-04: the default of is_multiple_use.
        (
            174,
            "false",
            "PINK",
            "The default of `is_multiple_use` is PINK",
        ),
        // disbursements-14: the limits of other banks.
        (
            4285,
            "25.000.000",
            "35.000.000",
            "`amount` has maximum 35000000",
        ),
        // recurring-17: an answer with missed_payment_action.
        (
            3734,
            "missed_payment_action",
            "missed_payment_reaction",
            "An example has `missed_payment_reaction`",
        ),
        // cards-48: an example without most of the table.
        (
            483,
            "merchant_id",
            "merchant_number",
            "has `merchant_number`, the contract has not",
        ),
        // ewallets-19: an example with a code that the table does not have.
        (
            1247,
            "DUPLICATE_ERROR",
            "NO_WIND_ERROR",
            "An example has the code `NO_WIND_ERROR`",
        ),
        // errors-16: codes for duplicates.
        (
            1374,
            "DUPLICATE_PAYMENT",
            "NO_WIND_ERROR",
            "The document lists the code `NO_WIND_ERROR`",
        ),
    ] {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let own = &mut lines[line - 1];
        assert!(own.contains(from), "line {line} is {own}");
        *own = own.replacen(from, to, 1);
        let facts = read(REFERENCE, &lines.join("\n"), None);
        let findings = CONTRACTS.check(&facts);
        let about = |finding: &&Finding| finding.message.contains(message);
        let found: Vec<&Finding> = findings.iter().filter(about).collect();
        assert!(!found.is_empty(), "{line}: {message}");
        let is_unknown = |finding: &&Finding| finding.erratum.is_none();
        assert!(found.iter().all(is_unknown), "{line}: {message}");
    }
}

#[test]
fn findings_of_documents_lead_to_the_line_of_the_contract() {
    let findings = check_all(&CONTRACTS, &all_facts());
    let text = |file: &str| match file {
        "spec/xendit.yaml" => bayar_spec::XENDIT,
        "spec/finpay.yaml" => bayar_spec::FINPAY,
        other => panic!("{other} is no contract"),
    };
    let mut fields = 0;
    for finding in &findings {
        let place = finding.spec.as_ref();
        let place = place.unwrap_or_else(|| panic!("no place: {}", displayed(finding)));
        let line = text(&place.file).lines().nth(place.line as usize - 1);
        let line = line.expect("a line of the file").trim();
        let name = finding.pointer.rsplit('/').next().unwrap_or_default();
        let is_field =
            line.starts_with(&format!("{name}:")) || line.contains(&format!("name: {name}"));
        fields += usize::from(is_field && !name.is_empty());
        assert!(
            !line.is_empty() && !line.starts_with('#'),
            "{}: {line}",
            displayed(finding)
        );
    }
    assert!(fields > 1, "{fields} of {}", findings.len());

    let mut out = Vec::new();
    let count = findings.len();
    render(&Report::of(findings), Format::Sarif, &mut out).expect("written");
    let sarif: Value = serde_json::from_slice(&out).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let regions = results.iter().filter(|result| {
        let place = &result["locations"][0]["physicalLocation"];
        place["region"]["startLine"]
            .as_u64()
            .is_some_and(|line| line > 1)
    });
    assert_eq!(regions.count(), count);
}

#[test]
fn changes_between_versions_lead_to_the_line_of_the_contract() {
    let old = &all_facts()[0];
    let mut new = old.clone();
    let get_balance = &mut new.operations[0];
    get_balance.fields[0].default = Some("TAX".to_owned());
    let field = get_balance.fields[0].name.clone();
    get_balance.endpoint += 1;
    get_balance.path.push('s');
    let findings = CONTRACTS.compare(old, &new);
    let line = |finding: &Finding| {
        let place = finding.spec.as_ref().expect("a place");
        let line = bayar_spec::XENDIT.lines().nth(place.line as usize - 1);
        line.expect("a line").trim().to_owned()
    };
    let of = |word: &str| {
        findings
            .iter()
            .find(|finding| finding.message.contains(word))
    };
    let default = of("The default of").expect("the default");
    assert_eq!(default.class, Class::DOCUMENT_CHANGED);
    assert!(line(default).contains(&field), "{}", line(default));
    let place = new.operations[0].fields[0].place;
    assert_eq!(place, Place::Query);
}
