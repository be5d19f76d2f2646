//! What schemas of OpenAPI 3.0 and 3.1 say about values.

use bayar_contract::schema::{Additional, Bound, Type};
use bayar_contract::{Contract, NoteKind, Schema, SchemaId};

/// A document with one schema `S` and others.
fn contract(version: &str, schemas: &str) -> Contract {
    let document = format!(
        "{{openapi: {version}, info: {{title: t, version: '1'}}, paths: {{}}, components: {{schemas: {{{schemas}}}}}}}"
    );
    Contract::parse("x.yaml", &document).unwrap_or_else(|error| panic!("{error}"))
}

fn s(contract: &Contract) -> &Schema {
    contract.schema(contract.schema_named("S").unwrap())
}

/// The schema `S` in a document of each version.
fn in_both(schema: &str, judge: impl Fn(&Contract, &Schema)) {
    for version in ["3.0.3", "3.1.0"] {
        let contract = contract(version, &format!("S: {schema}"));
        judge(&contract, s(&contract));
    }
}

fn notes(contract: &Contract, kind: NoteKind) -> Vec<&str> {
    let notes = contract.notes().iter().filter(|note| note.kind == kind);
    notes.map(|note| note.text.as_str()).collect()
}

fn bound(bound: Option<&Bound>) -> Option<(String, bool)> {
    bound.map(|bound| (bound.value.to_string(), bound.exclusive))
}

#[test]
fn types_are_a_set() {
    let types = |schema: &Schema| schema.types.iter().collect::<Vec<_>>();
    for (written, expected, nullable) in [
        ("{}", vec![], false),
        ("{type: string}", vec![Type::String], false),
        (
            "{type: string, nullable: true}",
            vec![Type::Null, Type::String],
            true,
        ),
        (
            "{type: [string, 'null']}",
            vec![Type::Null, Type::String],
            true,
        ),
        (
            "{type: [string, null]}",
            vec![Type::Null, Type::String],
            true,
        ),
        (
            "{type: [integer, string]}",
            vec![Type::Integer, Type::String],
            false,
        ),
        ("{nullable: true, allOf: [{type: string}]}", vec![], true),
        ("{type: Number}", vec![Type::Number], false),
    ] {
        in_both(written, |_, schema| {
            assert_eq!(
                (types(schema), schema.nullable),
                (expected.clone(), nullable),
                "{written}"
            );
        });
    }
    in_both("{type: date}", |contract, schema| {
        assert!(schema.types.is_empty());
        assert_eq!(
            notes(contract, NoteKind::NotUnderstood),
            ["there is no type `date`: any value is taken"]
        );
    });
}

#[test]
fn limits_are_exact() {
    for text in [
        "10000.5",
        "-5",
        "0.01",
        "1e400",
        "90071992547409931234.01",
        "12345678901234567890123",
        "0.10",
    ] {
        in_both(
            &format!("{{minimum: {text}, multipleOf: 0.01}}"),
            |_, schema| {
                assert_eq!(
                    bound(schema.minimum.as_ref()),
                    Some((text.to_owned(), false))
                );
                assert_eq!(schema.multiple_of.as_ref().unwrap().as_str(), "0.01");
            },
        );
    }
}

#[test]
fn limits_may_exclude_themselves() {
    for (written, expected) in [
        ("{minimum: 5, exclusiveMinimum: true}", Some(("5", true))),
        ("{minimum: 5, exclusiveMinimum: false}", Some(("5", false))),
        ("{exclusiveMinimum: 5}", Some(("5", true))),
        ("{minimum: 3, exclusiveMinimum: 5}", Some(("5", true))),
        ("{minimum: 7, exclusiveMinimum: 5}", Some(("7", false))),
        ("{minimum: 5.0, exclusiveMinimum: 5}", Some(("5", true))),
        ("{exclusiveMinimum: true}", None),
        (
            "{minimum: '5', exclusiveMinimum: 'true'}",
            Some(("5", true)),
        ),
    ] {
        let expected = expected.map(|(text, exclusive)| (text.to_owned(), exclusive));
        in_both(written, |_, schema| {
            assert_eq!(bound(schema.minimum.as_ref()), expected, "{written}");
        });
        let turned = written.replace("inimum", "aximum");
        let expected = match turned.as_str() {
            "{maximum: 3, exclusiveMaximum: 5}" => Some(("3".to_owned(), false)),
            "{maximum: 7, exclusiveMaximum: 5}" => Some(("5".to_owned(), true)),
            _ => expected,
        };
        in_both(&turned, |_, schema| {
            assert_eq!(bound(schema.maximum.as_ref()), expected, "{turned}");
        });
    }
}

#[test]
fn counts() {
    in_both(
        "{minLength: 1, maxLength: 1e2, minItems: 2.0, maxItems: '3', minProperties: 4, maxProperties: 18446744073709551616}",
        |contract, schema| {
            let counts = [
                schema.min_length,
                schema.max_length,
                schema.min_items,
                schema.max_items,
                schema.min_properties,
                schema.max_properties,
            ];
            assert_eq!(
                counts,
                [
                    Some(1),
                    Some(100),
                    Some(2),
                    Some(3),
                    Some(4),
                    Some(u64::MAX)
                ]
            );
            assert_eq!(notes(contract, NoteKind::ReadAsMeant).len(), 2);
        },
    );
}

#[test]
fn values_of_any_type() {
    in_both(
        "{enum: [1, 1.50, A, true, null, [1], {a: b}], const: 9007199254740993, default: no, example: 0}",
        |contract, schema| {
            let json = |node: &bayar_contract::NodeId| contract.node(*node).to_json();
            let values: Vec<_> = schema.values.as_ref().unwrap().iter().map(json).collect();
            assert_eq!(
                values,
                ["1", "1.50", "\"A\"", "true", "null", "[1]", "{\"a\":\"b\"}"]
            );
            assert_eq!(json(&schema.constant.unwrap()), "9007199254740993");
            assert_eq!(json(&schema.default.unwrap()), "\"no\"");
            assert_eq!(schema.examples.len(), 1);
        },
    );
    in_both("{enum: []}", |_, schema| {
        assert_eq!(schema.values, Some(vec![]));
    });
    in_both("{enum: }", |_, schema| assert_eq!(schema.values, None));
}

#[test]
fn objects() {
    in_both(
        "{type: object, required: [b, c], properties: {a: {type: string}, b: {}}, additionalProperties: {type: integer}, patternProperties: {^x: true}}",
        |contract, schema| {
            let fields: Vec<_> = schema
                .properties
                .iter()
                .map(|field| (&*field.name, field.required))
                .collect();
            assert_eq!(fields, [("a", false), ("b", true)]);
            assert_eq!(schema.required, ["b", "c"]);
            let Additional::Schema(other) = schema.additional else {
                panic!("{schema:?}")
            };
            assert!(contract.schema(other).types.contains(Type::Integer));
            let (pattern, any) = &schema.pattern_properties[0];
            assert_eq!(
                (pattern.as_str(), contract.schema(*any).boolean),
                ("^x", Some(true))
            );
        },
    );
    for (written, expected) in [
        ("{additionalProperties: false}", Additional::Refused),
        ("{additionalProperties: true}", Additional::Allowed),
        ("{additionalProperties: 'false'}", Additional::Refused),
        ("{}", Additional::Unstated),
    ] {
        in_both(written, |_, schema| assert_eq!(schema.additional, expected));
    }
}

#[test]
fn lists() {
    in_both(
        "{contains: {}, minContains: 2, maxContains: 3}",
        |_, schema| {
            assert!(schema.contains.is_some());
            assert_eq!(
                (schema.min_contains, schema.max_contains),
                (Some(2), Some(3))
            );
        },
    );
    in_both(
        "{items: {type: string}, uniqueItems: true, prefixItems: [{type: integer}, true]}",
        |contract, schema| {
            assert!(
                contract
                    .schema(schema.items.unwrap())
                    .types
                    .contains(Type::String)
            );
            assert!(schema.unique_items && schema.prefix_items.len() == 2);
        },
    );
    in_both(
        "{items: [{type: string}, {type: integer}]}",
        |contract, schema| {
            assert!(schema.items.is_none() && schema.prefix_items.len() == 2);
            assert!(!notes(contract, NoteKind::ReadAsMeant).is_empty());
        },
    );
}

#[test]
fn what_another_dialect_may_mean_is_noted() {
    for (written, count) in [
        (
            "{$schema: 'https://json-schema.org/draft/2020-12/schema', type: string}",
            0,
        ),
        (
            "{$schema: 'http://json-schema.org/draft-04/schema#', type: string}",
            1,
        ),
        (
            "{$ref: '#/components/schemas/Other', $dynamicRef: '#/components/schemas/Other'}",
            1,
        ),
        ("{contentSchema: {type: string}}", 1),
    ] {
        let contract = contract("3.1.0", &format!("S: {written}, Other: {{type: string}}"));
        assert_eq!(
            notes(&contract, NoteKind::NotUnderstood).len(),
            count,
            "{written}"
        );
    }
}

#[test]
fn combinations() {
    in_both(
        "{allOf: [{type: string}], oneOf: [true, false], anyOf: [{}], not: {}, if: {}, then: {}, else: {}}",
        |_, schema| {
            assert_eq!(
                (
                    schema.all_of.len(),
                    schema.one_of.len(),
                    schema.any_of.len()
                ),
                (1, 2, 1)
            );
            assert!(schema.not.is_some() && schema.condition.is_some());
            assert!(schema.then.is_some() && schema.otherwise.is_some());
        },
    );
}

#[test]
fn references_keep_their_names() {
    let contract = contract(
        "3.0.3",
        "S: {properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/A'}}}, A: {$ref: '#/components/schemas/B'}, B: {type: string}",
    );
    let [a, b] = s(&contract).properties.as_slice() else {
        panic!()
    };
    let target = |id: SchemaId| contract.schema(id).reference.as_ref().unwrap().target;
    assert_ne!(a.schema, b.schema);
    assert_eq!(target(a.schema), target(b.schema));
    assert_eq!(
        contract.schema(a.schema).reference.as_ref().unwrap().text,
        "#/components/schemas/A"
    );
    assert_eq!(contract.schema(target(a.schema)).name.as_deref(), Some("A"));
    assert_eq!(Some(contract.follow(a.schema)), contract.schema_named("B"));
    assert_eq!(contract.component(a.schema), Some("A"));
}

#[test]
fn a_component_behind_an_all_of() {
    let contract = contract(
        "3.0.3",
        "S: {properties: {a: {allOf: [{$ref: '#/components/schemas/A'}], description: d}, b: {allOf: [{type: string}]}}}, A: {type: string}, L: {allOf: [{$ref: '#/components/schemas/L'}]}",
    );
    let [a, b] = s(&contract).properties.as_slice() else {
        panic!()
    };
    assert_eq!(contract.component(a.schema), Some("A"));
    assert_eq!(contract.component(b.schema), None);
    assert_eq!(
        contract.component(contract.schema_named("L").unwrap()),
        Some("L")
    );
}

#[test]
fn siblings_of_a_reference() {
    let schemas = "S: {$ref: '#/components/schemas/A', description: d, x-secret: true, maxLength: 3}, A: {type: string}";
    let new = contract("3.1.0", schemas);
    assert_eq!(s(&new).max_length, Some(3));
    assert!(s(&new).secret && new.notes().is_empty());
    assert!(!s(&new).is_reference());
    let id = new.schema_named("S").unwrap();
    assert_eq!((new.follow(id), new.parts(id).len()), (id, 2));
    let old = contract("3.0.3", schemas);
    assert_eq!(
        (s(&old).max_length, s(&old).description.as_deref()),
        (None, Some("d"))
    );
    assert!(s(&old).secret);
    assert_eq!(notes(&old, NoteKind::Ignored).len(), 2);
    let id = old.schema_named("S").unwrap();
    assert_eq!(Some(old.follow(id)), old.schema_named("A"));
}

#[test]
fn parts_and_properties() {
    let contract = contract(
        "3.0.3",
        "S: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [b], properties: {b: {type: string}, a: {type: integer}}}], properties: {c: {}}},
         Base: {required: [a], properties: {a: {type: string}, b: {type: boolean}}}",
    );
    let id = contract.schema_named("S").unwrap();
    assert_eq!(contract.parts(id).len(), 4);
    let properties = contract.properties(id);
    let names: Vec<_> = properties
        .iter()
        .map(|field| (&*field.name, field.required))
        .collect();
    assert_eq!(names, [("c", false), ("a", true), ("b", true)]);
    assert!(
        contract
            .schema(properties[1].schema)
            .types
            .contains(Type::String)
    );
}

#[test]
fn every_member_is_named() {
    let keywords = [
        "properties: {a: {title: M}}, patternProperties: {a: {title: M}}, dependentSchemas: {a: {title: M}}",
        "prefixItems: [{title: M}], items: {title: M}, contains: {title: M}, unevaluatedItems: {title: M}",
        "allOf: [{title: M}], oneOf: [{title: M}], anyOf: [{title: M}], not: {title: M}",
        "if: {title: M}, then: {title: M}, else: {title: M}, propertyNames: {title: M}",
        "additionalProperties: {title: M}, unevaluatedProperties: {title: M}, $ref: '#/components/schemas/R'",
    ];
    let schemas = format!("S: {{{}}}, R: {{title: M}}", keywords.join(", "));
    let contract = contract("3.1.0", &schemas);
    let members: Vec<_> = s(&contract).members().collect();
    let is_member = |id: &SchemaId| contract.schema(*id).title.as_deref() == Some("M");
    assert!(members.iter().all(is_member));
    assert_eq!(members.len(), schemas.matches("title: M").count());
}

#[test]
fn recursion_ends() {
    let contract = contract(
        "3.0.3",
        "S: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/S'}}}},
         Pet: {discriminator: {propertyName: kind}, oneOf: [{$ref: '#/components/schemas/Cat'}]},
         Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object}]}",
    );
    let children = s(&contract).properties[0].schema;
    let item = contract.schema(children).items.unwrap();
    assert_eq!(Some(contract.follow(item)), contract.schema_named("S"));
    assert_eq!(notes(&contract, NoteKind::Recursive).len(), 1);
    assert_eq!(
        contract.parts(contract.schema_named("Cat").unwrap()).len(),
        4
    );
}

#[test]
fn a_long_chain_of_references() {
    use std::fmt::Write;
    let mut schemas = String::from("S: {$ref: '#/components/schemas/N0'}");
    for n in 0..5000 {
        write!(
            schemas,
            ", N{n}: {{$ref: '#/components/schemas/N{}'}}",
            n + 1
        )
        .unwrap();
    }
    schemas += ", N5000: {type: string}";
    let contract = contract("3.0.3", &schemas);
    let id = contract.schema_named("S").unwrap();
    assert_eq!(Some(contract.follow(id)), contract.schema_named("N5000"));
    assert_eq!(contract.parts(id).len(), 5002);
}

#[test]
fn variants() {
    let contract = contract(
        "3.0.3",
        "S: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {type: string}],
             discriminator: {propertyName: kind, mapping: {tom: Cat, kitty: '#/components/schemas/Cat', bird: '#/components/schemas/Bird', fish: Fish}}},
         Cat: {}, Dog: {}, Bird: {}",
    );
    let discriminator = s(&contract).discriminator.as_ref().unwrap();
    assert_eq!(discriminator.property, "kind");
    assert_eq!(discriminator.mapping[3].target, None);
    let variants = contract.variants(contract.schema_named("S").unwrap());
    let variants: Vec<_> = variants
        .iter()
        .map(|variant| (variant.value.as_deref(), contract.component(variant.schema)))
        .collect();
    let expected = [
        (Some("tom"), Some("Cat")),
        (Some("kitty"), Some("Cat")),
        (Some("Dog"), Some("Dog")),
        (None, None),
        (Some("bird"), Some("Bird")),
    ];
    assert_eq!(variants, expected);
    assert!(notes(&contract, NoteKind::Invalid)[0].contains("`Fish` leads nowhere"));
}

#[test]
fn what_is_not_understood_is_data_and_named() {
    in_both(
        "{type: string, format: iban, x-vendor: {a: 1}, foo: [1]}",
        |contract, schema| {
            assert_eq!(
                notes(contract, NoteKind::NotUnderstood),
                ["`foo` is not understood in a schema"]
            );
            let node = contract.node(schema.node.unwrap());
            assert_eq!(node.get("foo").unwrap().to_json(), "[1]");
            assert_eq!(node.get("x-vendor").unwrap().to_json(), "{\"a\":1}");
            assert_eq!(schema.format.as_deref(), Some("iban"));
        },
    );
}

#[test]
fn our_extensions() {
    use bayar_contract::extension::RuleKind;
    let contract = contract(
        "3.0.3",
        "S: {type: string, enum: [A, B], x-final: [B], x-secret: true, x-documented-type: number,
             x-source: {document: d.txt, line: 3, also: [4], documented_as: s},
             x-limit-source: {minimum: 8, pattern: observed}, x-not-enforced: [required],
             x-enum: {A: {line: 5, also: [6], description: d}, B: {source: observed, name: Bee}},
             x-rules: [{rule: when, field: a, equals: true, then: b, minimum: 0.10, line: 7}, {rule: together, fields: [a, b]}]}",
    );
    let schema = s(&contract);
    assert_eq!(schema.final_values.as_deref(), Some(&["B".to_owned()][..]));
    assert!(schema.secret);
    assert_eq!(schema.documented_type.as_deref(), Some("number"));
    assert_eq!(schema.source.to_string(), "d.txt:3");
    assert_eq!(schema.source.document_name(), Some("d"));
    assert_eq!(schema.source.lines().collect::<Vec<_>>(), [3, 4]);
    let limits = schema.limit_sources.iter();
    let limits: Vec<_> = limits.map(|at| (at.keyword.as_str(), at.line)).collect();
    assert_eq!(limits, [("minimum", Some(8)), ("pattern", None)]);
    assert_eq!(schema.not_enforced, ["required"]);
    assert_eq!(schema.value_notes[0].lines, [5, 6]);
    assert!(
        schema.value_notes[1].is_observed && schema.value_notes[1].name.as_deref() == Some("Bee")
    );
    let RuleKind::When(when) = &schema.rules[0].kind else {
        panic!()
    };
    assert_eq!(when.minimum.as_ref().unwrap().as_str(), "0.10");
    assert!(contract.node(when.equals).is_true());
    assert_eq!(schema.rules[0].line, Some(7));
    assert!(matches!(&schema.rules[1].kind, RuleKind::Together { fields } if fields.len() == 2));
    assert!(contract.notes().is_empty(), "{:?}", contract.notes());
}

/// Another vendor may mean something else by the same name.
#[test]
fn extensions_of_others() {
    in_both(
        "{x-enum: [a], x-rules: strict, x-source: 7, x-final: true, x-documented-type: [a],
          x-limit-source: {minimum: guessed, maximum: 3}, x-not-enforced: required}",
        |contract, schema| {
            assert_eq!(notes(contract, NoteKind::NotUnderstood).len(), 7);
            assert_eq!(schema.limit_sources.len(), 1);
            assert!(schema.rules.is_empty() && schema.final_values.is_none());
        },
    );
}
