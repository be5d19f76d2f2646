//! The known traps of the generator, one test each: what goes wrong without our lowering, and
//! what comes out with it. Behaviour on the wire is tested in the tests of `bayar`.

use bayar_codegen::{Error, Source, generate_alone};

/// A spec with one operation; `schemas` stand below `components/schemas`.
fn spec(operation: &str, schemas: &str) -> String {
    let indent = |text: &str, by: usize| {
        let line = |line: &str| format!("{}{line}\n", " ".repeat(by));
        text.trim().lines().map(line).collect::<String>()
    };
    format!(
        "openapi: 3.0.3\n\
         info: {{title: Test, version: '1'}}\n\
         paths:\n{}components:\n  schemas:\n{}",
        indent(operation, 2),
        indent(schemas, 4)
    )
}

fn rust(spec: &str) -> String {
    try_rust(spec).unwrap_or_else(|error| panic!("{error}"))
}

fn try_rust(spec: &str) -> Result<String, Error> {
    let source = Source {
        file: "test.yaml",
        text: spec,
        module: "crate::test",
    };
    // Where the printer breaks lines is not what these tests are about.
    let flat = |rust: String| {
        rust.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace("( ", "(")
            .replace(", )", ")")
    };
    generate_alone(&source).map(|generated| flat(generated.rust))
}

const GET_THING: &str = "
/things/{id}:
  get:
    operationId: get_thing
    summary: Get a thing
    description: Reads one thing.
    tags: [things]
    parameters:
      - {name: id, in: path, required: true, description: Its id., schema: {type: string}}
    responses:
      '200':
        description: The thing.
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
";

const CREATE_THING: &str = "
/things:
  post:
    operationId: create_thing
    summary: Create a thing
    description: Makes one thing.
    tags: [things]
    parameters:
      - name: X-IDEMPOTENCY-KEY
        in: header
        description: Key.
        schema: {type: string, minLength: 1}
      - {name: for-user-id, in: header, required: true, description: Whom., schema: {type: string}}
    requestBody:
      content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
    responses:
      '200':
        description: The thing.
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
";

fn thing(properties: &str) -> String {
    format!("Thing:\n  type: object\n  description: A thing.\n  properties:\n{properties}")
}

#[test]
fn a_default_response_and_errors_of_several_types_do_not_panic() {
    let operation = format!(
        "{}\n{}",
        GET_THING.trim(),
        "      '400':\n        description: No.\n        content: {application/json: {schema: \
         {$ref: '#/components/schemas/A'}}}\n      default:\n        description: Other.\n        \
         content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}"
    );
    let schemas = format!(
        "{}\nA:\n  type: object\n  properties:\n    a: {{type: string}}\nB:\n  type: object\n  \
         properties:\n    b: {{type: string}}",
        thing("    name: {type: string}")
    );
    let rust = rust(&spec(&operation, &schemas));
    assert!(
        rust.contains("crate::Result<crate::Response<types::Thing>>"),
        "{rust}"
    );
    assert!(
        !rust.contains("pub struct A "),
        "error schemas are documentation only"
    );
}

#[test]
fn an_answer_without_a_body_is_an_answer() {
    let content =
        "        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}\n";
    let operation = GET_THING.replace(content, "").replace("'200'", "'204'");
    let rust = rust(&spec(&operation, &thing("    name: {type: string}")));
    assert!(
        rust.contains("crate::Result<crate::Response<()>>"),
        "{rust}"
    );
}

#[test]
fn every_status_goes_to_one_place_and_no_api_version_is_sent() {
    let rust = rust(&spec(GET_THING, &thing("    name: {type: string}")));
    assert!(rust.contains("client.execute(&operations::GET_THING, &options, request).await"));
    assert!(!rust.contains("200u16") && !rust.contains("from_response"));
    assert!(!rust.contains("api-version"), "{rust}");
}

#[test]
fn enums_are_open() {
    let schemas = format!(
        "{}\nColour:\n  type: string\n  description: A colour.\n  enum: [RED, 3_months]\n  \
         x-enum: {{3_months: {{name: ThreeMonths, description: Long.}}}}",
        thing("    colour: {$ref: '#/components/schemas/Colour'}")
    );
    let rust = rust(&spec(GET_THING, &schemas));
    assert!(rust.contains("crate::open_enum!"));
    assert!(rust.contains("Red = \"RED\"") && rust.contains("ThreeMonths = \"3_months\""));
    assert!(rust.contains("pub colour: Option<Colour>"));
}

#[test]
fn money_is_an_amount_and_a_float_is_refused() {
    let money =
        "    price: {type: number, format: decimal}\n    text: {type: string, format: decimal}";
    let rust = rust(&spec(GET_THING, &thing(money)));
    assert!(rust.contains("pub price: Option<crate::Amount>"));
    assert!(rust.contains("pub text: Option<crate::AmountText>"));
    assert!(!rust.contains("f64") && !rust.contains("f32"));

    let error = try_rust(&spec(GET_THING, &thing("    price: {type: number}"))).unwrap_err();
    let message = error.to_string();
    assert!(
        message.contains("test.yaml:22:9")
            && message.contains("= at: /components/schemas/Thing/properties/price\n"),
        "{message}"
    );
    assert!(message.contains("= help: money is"), "{message}");
}

#[test]
fn unions_go_by_their_discriminator() {
    let schemas = "
Thing:
  description: One of two.
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator:
    propertyName: kind
    mapping: {CAT: '#/components/schemas/Cat', DOG: '#/components/schemas/Dog'}
Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer, format: int64}}}
Dog: {type: object, properties: {kind: {type: string}}}
";
    let rust = rust(&spec(CREATE_THING, schemas));
    assert!(rust.contains("crate::union!"));
    assert!(rust.contains("pub enum Thing by kind \"kind\""), "{rust}");
    assert!(rust.contains("Cat(Cat) = \"CAT\"") && rust.contains("Dog(Dog) = \"DOG\""));
    assert!(rust.contains("pub fn body(mut self, value: impl Into<types::Thing>)"));
}

#[test]
fn limits_guard_requests_and_never_answers() {
    let limited = "    name: {type: string, minLength: 1, maxLength: 5, pattern: '^a', default: a}
    list: {type: array, nullable: true, maxItems: 3, items: {type: string}}
  required: [name]
  additionalProperties: false";
    let rust = rust(&spec(CREATE_THING, &thing(limited)));
    assert!(
        rust.contains("pub name: Option<String>"),
        "no newtype, no default: {rust}"
    );
    assert!(
        rust.contains("pub list: Option<Vec<String>>"),
        "null is absent"
    );
    assert!(!rust.contains("deny_unknown_fields"));
    let check = "Field::new(\"name\", true, Kind::text(Some(1usize), Some(5usize), Some(\"^a\"))";
    assert!(rust.contains(check), "{rust}");
    assert!(rust.contains("Kind::list(None, Some(3usize)"));
}

#[test]
fn a_bound_may_be_excluded_and_a_limit_has_a_source_of_its_own() {
    let limited = "    amount:
      type: number
      format: decimal
      minimum: 0
      exclusiveMinimum: true
      maximum: 90071992547409931
      exclusiveMaximum: false
      description: Some.
      x-source: {document: a.txt, line: 7}
      x-limit-source: {minimum: 9, maximum: observed}
    count: {type: integer, format: int64, minimum: 1, maximum: 5, exclusiveMaximum: true}
    email: {type: string, format: email, minLength: 1, x-source: {document: a.txt, line: 8}}
    text: {type: string, format: decimal, minimum: 0, exclusiveMinimum: true, multipleOf: 1}";
    let rust = rust(&spec(CREATE_THING, &thing(limited)));
    for kind in [
        r#"Kind::amount(Bound::Excluded("0"), Bound::Included("90071992547409931"), false)"#,
        r#"Source::new("a.txt:7", &[("minimum", "a.txt:9"), ("maximum", "observed")])"#,
        "Kind::integer(Bound::Included(1i64), Bound::Excluded(5i64))",
        r#"Field::new("email", false, Kind::Email, Source::new("a.txt:8", &[]))"#,
        r#"Kind::amount(Bound::Excluded("0"), Bound::Unbounded, true)"#,
        "*greater than 0; at most 90071992547409931*",
        "Source: a.txt:7; `minimum`: 9; `maximum`: observed.",
        "*at least 1; less than 5*",
        "*not empty; an e-mail address*",
    ] {
        assert!(rust.contains(kind), "{kind}: {rust}");
    }
}

#[test]
fn fields_decode_tolerantly_and_go_out_only_if_set() {
    let rust = rust(&spec(GET_THING, &thing("    name: {type: string}")));
    assert!(
        rust.contains("#[serde(skip_serializing_if = \"Option::is_none\")]"),
        "{rust}"
    );
    assert!(rust.contains("crate::decode::tolerant_object!(Thing { \"name\" => name }, extra);"));
}

#[test]
fn header_parameters_have_names_of_ours() {
    let rust = rust(&spec(CREATE_THING, &thing("    name: {type: string}")));
    assert!(rust.contains("pub fn idempotency_key(mut self, value: impl Into<String>)"));
    assert!(rust.contains("pub fn for_user_id(mut self, value: impl Into<String>)"));
    assert!(
        rust.replace("header_map .append", "header_map.append")
            .contains("header_map.append(\"X-IDEMPOTENCY-KEY\""),
        "{rust}"
    );
}

#[test]
fn counts_and_durations_are_told_apart_from_what_converts_into_an_integer() {
    let fields = "    count: {type: integer, format: int64}
    lasts: {type: integer, format: int64, x-unit: seconds}";
    let rust = rust(&spec(CREATE_THING, &thing(fields)));
    assert!(rust.contains("pub fn count(mut self, value: impl crate::IntoCount)"));
    assert!(rust.contains("pub fn lasts(mut self, value: impl crate::IntoSeconds)"));
    assert!(rust.contains("pub lasts: Option<crate::Seconds>"));
}

#[test]
fn an_enum_that_is_a_part_of_another_has_its_type() {
    let schemas = |part: &str| {
        let thing = thing(
            "    status: {$ref: '#/components/schemas/Part'}
    other: {$ref: '#/components/schemas/Whole'}",
        );
        format!(
            "{}Whole: {{type: string, enum: [A, B]}}\nPart: {{type: string, enum: {part}, x-part-of: Whole}}\n",
            thing.trim_start_matches('\n').to_owned() + "\n"
        )
    };
    let one = rust(&spec(GET_THING, &schemas("[B]")));
    assert!(one.contains("pub status: Option<Whole>"), "{one}");
    assert!(!one.contains("enum Part"));
    // One that has a value of its own is no part.
    let two = rust(&spec(GET_THING, &schemas("[C]")));
    assert!(two.contains("pub status: Option<Part>"), "{two}");
}

#[test]
fn secrets_and_free_form_objects_have_types_that_hide_them() {
    let hidden = "    card: {type: string, x-secret: true}\n    metadata: {type: object}";
    let rust = rust(&spec(GET_THING, &thing(hidden)));
    assert!(rust.contains("pub card: Option<crate::Secret>"));
    assert!(rust.contains("pub metadata: Option<crate::RawJson>"));
}

#[test]
fn a_literal_part_of_a_path_stays_raw_and_a_parameter_is_encoded() {
    let operation = GET_THING.replace("/things/{id}", "/things/id={id}/expire!");
    let rust = rust(&spec(&operation, &thing("    name: {type: string}")));
    let path = "&format!(\"/things/id={}/expire!\", encode_path(";
    assert!(rust.contains(path), "{rust}");
}

#[test]
fn array_filters_printed_as_json_are_marked() {
    let operation = GET_THING.replace(
        "    responses:",
        "      - name: statuses
        in: query
        description: Which.
        x-json-text: true
        schema: {type: array, items: {type: string}}
    responses:",
    );
    let rust = rust(&spec(&operation, &thing("    name: {type: string}")));
    assert!(
        rust.contains("location: Location::Query, json_text: true"),
        "{rust}"
    );
}

#[test]
fn rules_over_several_fields_reach_the_check() {
    let schema = "
Thing:
  type: object
  x-source: {document: doc.txt, line: 1}
  x-rules:
    - {rule: requires, field: b, needs: a, line: 7}
    - {rule: when, field: a, equals: X, then: b, pattern: '^1', says: one, line: 8}
  properties: {a: {type: string}, b: {type: string}}
";
    let rust = rust(&spec(CREATE_THING, schema));
    assert!(rust.contains("Rule::Requires { field: \"b\", needs: \"a\", source: \"doc.txt:7\""));
    assert!(rust.contains("equals: \"\\\"X\\\"\""), "{rust}");
}

#[test]
fn documented_and_observed_error_codes_reach_the_client() {
    let spec = spec(
        "
/things:
  post:
    operationId: create_thing
    summary: Create a thing
    description: Makes one thing.
    tags: [things]
    responses:
      '200':
        description: The thing.
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      '400':
        description: Refused.
        x-error-codes:
          - {code: THING_EXISTS, line: 1, description: It is there.}
          - {code: THING_EXISTS, line: 2, for: RED, description: It is there.}
        x-observed-error-codes:
          - {code: THING_BROKEN, description: It is broken.}
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      '429': {$ref: '#/components/responses/TooMany'}
      default:
        description: Whatever else.
        x-error-codes:
          - {code: THING_LOST, line: 3, description: It is lost.}
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
",
        &thing("    name: {type: string, description: Name.}\n"),
    ) + "  responses:\n    TooMany:\n      description: Too many.\n      \
       x-observed-error-codes: [{code: SLOWER, description: Wait.}]\n      \
       content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}\n";
    let rust = rust(&spec);
    let expected =
        r#"error_codes: &[ (0u16, "THING_LOST", false), (400u16, "THING_BROKEN", true), "#;
    let shared = r#"(400u16, "THING_EXISTS", false), (429u16, "SLOWER", true), ]"#;
    let expected = format!("{expected}{shared}");
    assert!(rust.contains(&expected), "{rust}");
}

#[test]
fn the_documentation_names_method_path_codes_and_an_example() {
    let operation = GET_THING.replace(
        "      '200':",
        "      '404':
        description: None.
        x-error-codes: [{code: NOT_THERE, line: 9, description: It is not there.}]
      '200':",
    );
    let operation = operation.replace(
        "    tags:",
        "    x-source: {document: doc.txt, line: 3}\n    x-permission: {kind: money-in, access: \
         read, line: 4}\n    tags:",
    );
    let source = spec(&operation, &thing("    name: {type: string}"));
    let rust = rust(&source);
    for part in [
        "`GET /things/{id}`",
        "money-in read",
        "Source:** doc.txt:3.",
        "| 404 | `NOT_THERE` | It is not there. |",
        "client.get_thing(\"id-1\") .send() .await?",
    ] {
        assert!(rust.contains(part), "no {part} in {rust}");
    }
}

#[test]
fn what_is_wrong_with_a_spec_is_said_with_file_place_and_remedy() {
    let yaml = try_rust("openapi: 3.0.3\n  paths: [")
        .unwrap_err()
        .to_string();
    assert!(
        yaml.starts_with("error: ") && yaml.contains("--> test.yaml:2:"),
        "{yaml}"
    );

    // Both in one go, in the form in which the compiler tells its own.
    let broken = GET_THING
        .replace("    summary: Get a thing\n", "")
        .replace("    tags: [things]\n", "");
    let error = try_rust(&spec(&broken, &thing("    name: {type: string}"))).unwrap_err();
    let message = error.to_string();
    for part in [
        "error: `summary` is missing\n --> test.yaml:5:5\n  |\n5 |     get:\n",
        "= at: /paths/~1things~1{id}/get\n",
        "= help: every operation has operationId, summary, description",
        "error: `tags` is missing",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }

    // typify knows no such schema: its panic must not reach anybody.
    let negated = "    name: {not: {type: object, properties: {a: {type: string}}}}";
    let message = try_rust(&spec(GET_THING, &thing(negated)))
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with("test.yaml: the generator refused"),
        "{message}"
    );
}

/// What the client would not check, or what the generators below would take another way than the contract's reader.
#[test]
fn what_the_client_would_not_check_is_refused() {
    for (properties, problem) in [
        (
            "    a: {type: number, format: decimal, multipleOf: 0.01}",
            "`multipleOf: 0.01` is not checked",
        ),
        (
            "    a: {type: integer, format: int64, minimum: 10000.5}",
            "10000.5 limits an integer",
        ),
        (
            "    a: {type: integer, format: int64, maximum: 9223372036854775808}",
            "9223372036854775808 limits an integer",
        ),
        ("    a: {type: string, maxLength: '5'}", "a number is meant"),
        ("    a: {type: text}", "there is no type `text`"),
        (
            "    a: {type: string}\n  x-rules: [{rule: requires, field: a}]",
            "`x-rules` does not say",
        ),
    ] {
        let message = match try_rust(&spec(CREATE_THING, &thing(properties))) {
            Ok(_) => panic!("{properties} is taken"),
            Err(error) => error.to_string(),
        };
        assert!(message.contains(problem), "{problem}: {message}");
        assert!(message.contains("--> test.yaml:2"), "{message}");
    }
    let inside = thing(
        "    a: {type: integer, format: int64, minimum: -5.0e0, maximum: 1e3}
    b: {type: number, format: decimal, multipleOf: 1.0, maximum: 10000.5}",
    );
    let message = try_rust(&spec(CREATE_THING, &inside)).unwrap_err();
    assert!(message.to_string().contains("-5.0e0 limits an integer"));
    let rust = rust(&spec(CREATE_THING, &inside.replace("-5.0e0", "-5")));
    for kind in [
        "Kind::integer(Bound::Included(-5i64), Bound::Included(1000i64))",
        "Kind::amount(Bound::Unbounded, Bound::Included(\"10000.5\"), true)",
    ] {
        assert!(rust.contains(kind), "{kind}: {rust}");
    }
}

#[test]
fn parameters_are_read_wherever_the_document_puts_them() {
    let operation = GET_THING
        .replace(
            "/things/{id}:\n",
            "/things/{id}:\n  parameters:\n    - {name: id, in: path, required: true, schema: {type: string, maxLength: 9}, \
             examples: {shown: {$ref: '#/components/examples/Id'}}}\n",
        )
        .replace(
            "    parameters:\n      - {name: id, in: path, required: true, description: Its id., schema: {type: string}}\n",
            "",
        );
    let text = spec(&operation, &thing("    name: {type: string}"))
        + "  examples:\n    Id: {value: thing-7}\n";
    let rust = rust(&text);
    assert!(rust.contains("client.get_thing(\"thing-7\")"), "{rust}");
    assert!(rust.contains("Field::new(\"id\", true, Kind::text(None, Some(9usize), None)"));
}

#[test]
fn a_component_of_several_parts_is_one_object() {
    let parts = |thing: &str| {
        format!(
            "{thing}\nBase:\n  type: object\n  required: [name]\n  properties:\n    name: {{type: string, maxLength: 5}}\n\
             More:\n  allOf:\n    - $ref: '#/components/schemas/Base'\n    - type: object\n      properties:\n        \
             note: {{type: string}}"
        )
    };
    let thing = "Thing:\n  description: A thing.\n  properties:\n    colour: {type: string}\n  allOf:\n    - $ref: \
                 '#/components/schemas/More'";
    let whole = rust(&spec(CREATE_THING, &parts(thing)));
    let one = rust(&spec(
        CREATE_THING,
        &thing_of(
            "    colour: {type: string}\n    name: {type: string, maxLength: 5}\n    note: {type: string}",
        ),
    ));
    assert_eq!(whole, one);
    // What the client would not check is refused.
    for (thing, problem) in [
        (
            "Thing:\n  allOf:\n    - $ref: '#/components/schemas/More'\n    - type: object\n      properties:\n        \
             name: {type: string}",
            "`name` is a field of several of its parts",
        ),
        (
            "Thing:\n  type: object\n  properties:\n    more:\n      allOf: [{$ref: '#/components/schemas/More'}]\n      \
             minProperties: 1",
            "only a component is made of several parts",
        ),
        (
            "Thing:\n  allOf:\n    - $ref: '#/components/schemas/More'\n    - type: object\n      minProperties: 1",
            "its parts are not all objects",
        ),
    ] {
        let error = try_rust(&spec(CREATE_THING, &parts(thing))).unwrap_err();
        assert!(error.to_string().contains(problem), "{error}");
    }
}

fn thing_of(properties: &str) -> String {
    thing(properties).replace("  properties", "  required: [name]\n  properties")
}

#[test]
fn what_only_readers_of_yaml_disagree_on_keeps_nothing_from_becoming_rust() {
    let schemas = thing("    phone: {type: string, example: 0812}\n    name: {type: string}");
    assert!(rust(&spec(GET_THING, &schemas)).contains("pub struct Thing"));
}

#[test]
fn what_stands_in_the_path_is_an_argument_in_the_order_of_the_path() {
    let named = |path: &str, names: &[&str]| {
        let parameters = names.iter().map(|name| {
            format!("      - {{name: {name}, in: path, required: true, description: Its id., schema: {{type: string}}}}\n")
        });
        let operation = GET_THING.replace("/things/{id}:\n", &format!("{path}:\n")).replace(
            "      - {name: id, in: path, required: true, description: Its id., schema: {type: string}}\n",
            &parameters.collect::<String>(),
        );
        rust(&spec(&operation, &thing("    name: {type: string}")))
    };
    for (path, names, arguments) in [
        ("/things/{id}", &["id"][..], "id: impl Into<String>"),
        (
            "/things/{red_thing_id}",
            &["red_thing_id"],
            "id: impl Into<String>",
        ),
        (
            "/shops/{big_shop_id}/thing",
            &["big_shop_id"],
            "shop_id: impl Into<String>",
        ),
        ("/things/{colour}", &["colour"], "colour: impl Into<String>"),
        (
            "/shops/{shop_id}/things/{id}",
            &["id", "shop_id"],
            "shop_id: impl Into<String>, id: impl Into<String>",
        ),
    ] {
        let rust = named(path, names);
        let method = format!("pub fn get_thing(&self, {arguments})");
        assert!(rust.contains(&method), "{path}: no {method} in {rust}");
    }
}
