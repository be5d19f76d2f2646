//! Overlays: applied in order, with nothing missed in silence.

use bayar_contract::overlay::{Overlay, readers};
use bayar_contract::{Contract, Error, NoteKind, Reader};

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: Orders, version: '1'}
tags: [{name: a}]
paths:
  /orders:
    get:
      operationId: list_orders
      summary: Old
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: ok}}
    post:
      operationId: create_order
      responses: {'200': {description: ok}}
components:
  schemas:
    Order: {type: object, properties: {status: {type: string, enum: [NEW, PAID]}}}
";

fn apply(actions: &str) -> Result<Contract, Error> {
    let overlay = format!("overlay: 1.1.0\ninfo: {{title: o, version: '1'}}\nactions:\n{actions}");
    Reader::new()
        .overlay("fix.overlay.yaml", &overlay)
        .read("orders.yaml", DOCUMENT)
}

fn applied(actions: &str) -> Contract {
    apply(actions).unwrap_or_else(|error| panic!("{error}"))
}

fn json(contract: &Contract, pointer: &str) -> String {
    contract.document().find(pointer).unwrap().to_json()
}

fn refused(actions: &str) -> String {
    apply(actions).unwrap_err().to_string()
}

fn notes(contract: &Contract) -> Vec<String> {
    let notes = contract
        .notes()
        .iter()
        .filter(|note| note.kind == NoteKind::Overlay);
    notes
        .map(|note| format!("{}: {}", contract.place(note.node).line, note.text))
        .collect()
}

#[test]
fn update() {
    let contract = applied(
        "- target: $.paths['/orders'].get
  update:
    summary: New
    deprecated: true
    parameters:
      - {name: after, in: query, schema: {type: string}}
- target: $.components.schemas.Order.properties.status.enum
  update: [EXPIRED, null]
- target: $.tags
  update: {name: b}
- target: $.info.version
  update: '2'
",
    );
    let operation = contract.operation("list_orders").unwrap();
    assert_eq!(operation.summary.as_deref(), Some("New"));
    assert!(operation.deprecated);
    let names: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.name)
        .collect();
    assert_eq!(names, ["limit", "after"]);
    let values = "/components/schemas/Order/properties/status/enum";
    assert_eq!(json(&contract, values), r#"["NEW","PAID","EXPIRED",null]"#);
    assert_eq!(contract.tags.len(), 2);
    assert_eq!(contract.info.version, "2");
    assert!(contract.notes().is_empty(), "{:?}", contract.notes());
}

#[test]
fn what_came_from_an_overlay_says_so() {
    let contract = applied(
        "- target: $.components.schemas.Order.properties
  update:
    amount:
      type: number
      minimum: 10000.5
- target: $.paths['/orders'].get.summary
  update: New
",
    );
    let order = contract.schema(contract.schema_named("Order").unwrap());
    let [status, amount] = order.properties.as_slice() else {
        panic!("{order:?}")
    };
    let place = |schema| contract.place(contract.schema(schema).node.unwrap());
    assert!(!place(status.schema).is_overlay);
    let place = place(amount.schema);
    assert!(place.is_overlay);
    assert_eq!((place.file.as_str(), place.line), ("fix.overlay.yaml", 6));
    assert_eq!(place.pointer, "/components/schemas/Order/properties/amount");
    let minimum = contract.schema(amount.schema).minimum.as_ref().unwrap();
    assert_eq!(contract.place(minimum.node).line, 8);
    let summary = contract
        .document()
        .find("/paths/~1orders/get/summary")
        .unwrap();
    assert_eq!((summary.file(), summary.line()), ("fix.overlay.yaml", 10));
    assert_eq!(
        contract
            .document()
            .nodes()
            .filter(|node| node.is_overlay())
            .count(),
        4
    );
}

#[test]
fn remove() {
    let contract = applied(
        "- target: $.paths['/orders'].post
  remove: true
- target: $.components.schemas.Order.properties.status.enum[?@ == 'NEW']
  remove: true
- target: $.paths.*.get.parameters[?@.name == 'limit']
  remove: true
",
    );
    assert!(contract.operation("create_order").is_none());
    assert_eq!(
        json(
            &contract,
            "/components/schemas/Order/properties/status/enum"
        ),
        r#"["PAID"]"#
    );
    assert!(contract.operations[0].parameters.is_empty());
    assert!(refused("- {target: $, remove: true}\n").contains("removes the whole document"));
}

#[test]
fn copy() {
    let contract = applied(
        "- target: $.paths['/orders'].post
  copy: $.paths['/orders'].get
- target: $.paths['/orders'].post
  update: {operationId: make_order}
",
    );
    let [get, post] = contract.operations.as_slice() else {
        panic!()
    };
    assert_eq!((get.parameters.len(), post.parameters.len()), (1, 1));
    assert_eq!(post.id.as_deref(), Some("make_order"));
    let place = contract.place(post.parameters[0].node);
    assert!(place.is_overlay && place.line == 5, "{place}");
    assert!(!contract.place(get.parameters[0].node).is_overlay);
    let text = refused("- {target: $.paths, copy: '$.paths.*.*'}\n");
    assert!(text.contains("`copy` selects 2 nodes"), "{text}");
    let text = refused("- {target: $.tags, copy: '$.nothing'}\n");
    assert!(text.contains("`copy` selects 0 nodes"), "{text}");
}

#[test]
fn one_overlay_after_another() {
    let overlay = |actions: &str| format!("{{overlay: 1.0.0, info: {{}}, actions: {actions}}}");
    let contract = Reader::new()
        .overlay(
            "a",
            &overlay("[{target: $.paths, update: {/new: {get: {responses: {}}}}}]"),
        )
        .overlay(
            "b",
            &overlay("[{target: \"$.paths['/new'].get\", update: {operationId: new}}]"),
        )
        .read("x", DOCUMENT)
        .unwrap();
    let operation = contract.operation("new").unwrap();
    assert_eq!(contract.place(operation.node).file, "a");
    let id = contract.node(operation.node).get("operationId").unwrap();
    assert_eq!(id.file(), "b");
}

#[test]
fn what_selects_nothing_is_an_error() {
    let text = refused(
        "- target: $.paths['/orders'].put
  update: {summary: x}
- target: $.paths.*.get[?@.nothing]
  update: {summary: x}
",
    );
    assert!(
        text.contains("selects nothing: `$.paths['/orders'].put`"),
        "{text}"
    );
    assert!(text.contains("fix.overlay.yaml:4:3"), "{text}");
    assert!(
        text.contains("selects nothing: `$.paths.*.get[?@.nothing]`"),
        "{text}"
    );
    assert!(text.contains("fix.overlay.yaml:6:3"), "{text}");
}

#[test]
fn what_changes_nothing_is_noted() {
    let contract = applied(
        "- target: $.paths['/orders'].get
  update: {summary: Old}
- target: $.paths['/orders'].get
  update: {summary: New}
- target: $.info
",
    );
    let notes = notes(&contract);
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[0].starts_with("4: the action changes nothing"),
        "{notes:?}"
    );
    assert!(notes[1].starts_with("8: the action neither"), "{notes:?}");
}

#[test]
fn what_does_not_fit_is_an_error() {
    for (actions, words) in [
        (
            "- {target: $.info, update: [1]}",
            "a list cannot be merged into an object, which /info is",
        ),
        (
            "- {target: $.info, update: {title: {a: 1}}}",
            "an object cannot be merged into a text, which /info/title is",
        ),
        (
            "- {target: $.tags, update: {name: b}, copy: $.info}",
            "updates and copies",
        ),
        (
            "- {target: '$.paths.*', updates: {}}",
            "`updates` is not understood in an action",
        ),
        ("- {target: '$[', remove: true}", "`$[` is no JSONPath"),
        (
            "- {target: '$..*', update: {a: 1}}",
            "selects objects, lists and others together",
        ),
        ("- {update: {a: 1}}", "has no `target`"),
        (
            "- {target: $.info, remove: perhaps}",
            "`remove` is a boolean",
        ),
        (
            "- {target: $.info, update: {a: 1, a: 2}}",
            "`a` stands twice",
        ),
    ] {
        let text = refused(actions);
        assert!(text.contains(words), "{actions}: {text}");
        assert!(text.contains("fix.overlay.yaml:4:"), "{actions}: {text}");
    }
}

#[test]
fn what_an_overlay_breaks_is_told_at_its_line() {
    let text = refused(
        "- target: $.components.schemas\n  update:\n    New: {$ref: '#/components/schemas/Nothing'}\n",
    );
    assert!(
        text.contains("leads nowhere") && text.contains("fix.overlay.yaml:6:"),
        "{text}"
    );
    assert!(text.contains("at: /components/schemas/New/$ref"), "{text}");
}

#[test]
fn what_is_no_overlay() {
    let read = |overlay: &str| Reader::new().overlay("o", overlay).read("x", DOCUMENT);
    for (overlay, words) in [
        ("openapi: 3.0.3", "this is no overlay"),
        ("overlay: 2.0.0\nactions: []", "there is no Overlay 2.0.0"),
        ("overlay: 1.0.0", "has no `actions`"),
        ("overlay: 1.0.0\nactions: {}", "`actions` is a list"),
        ("overlay: [", "no YAML"),
        ("[]", "this is no overlay"),
        ("", "this is no overlay"),
    ] {
        let text = read(overlay).unwrap_err().to_string();
        assert!(text.contains(words), "{overlay}: {text}");
    }
    let contract = read("overlay: 1.7.0\nactions: []").unwrap();
    assert_eq!(notes(&contract), ["1: Overlay 1.7.0 is read as 1.1"]);
    assert!(
        Contract::parse("x", "overlay: 1.0.0")
            .unwrap_err()
            .to_string()
            .contains("this is an overlay")
    );
}

#[test]
fn the_document_that_an_overlay_was_written_for() {
    let read = |key: &str| {
        let overlay =
            format!("overlay: 1.0.0\n{key}\nactions: [{{target: $.info, update: {{x-a: 1}}}}]");
        notes(
            &Reader::new()
                .overlay("o", &overlay)
                .read("api/orders.yaml", DOCUMENT)
                .unwrap(),
        )
    };
    assert_eq!(read("extends: https://example.test/x/orders.yaml"), [""; 0]);
    assert!(read("extends: ./other.yaml")[0].contains("is for ./other.yaml"));
}

/// What an overlay takes away is not noted any more, and is no part of the document.
#[test]
fn what_is_taken_away_is_gone() {
    let document = format!("{DOCUMENT}x-old: [010, {{x-secret: true, name: pin}}]\n");
    let read = |reader: Reader| reader.read("x", &document).unwrap();
    let contract = read(Reader::new());
    assert_eq!((contract.notes().len(), contract.secrets().len()), (1, 1));
    let overlay = "{overlay: 1.0.0, info: {}, actions: [{target: $.x-old, remove: true}]}";
    let overlay = overlay.replace("$.x-old", "\"$['x-old']\"");
    let contract = read(Reader::new().overlay("o", &overlay));
    assert_eq!((contract.notes().len(), contract.secrets().len()), (0, 0));
    assert!(
        contract
            .document()
            .nodes()
            .all(|node| node.as_str() != Some("pin"))
    );
}

/// What grows without end is stopped.
#[test]
fn growth_is_bounded() {
    let doubled = "- {target: $.components, copy: $}\n".repeat(40);
    let text = refused(&doubled);
    assert!(
        text.contains("too deep or too large") || text.contains("too large"),
        "{text}"
    );
}

/// A list that holds nothing twice is not made longer by what it has: the contract has caught up.
#[test]
fn what_is_listed_already() {
    let contract = applied(
        "- target: $.components.schemas.Order.properties.status.enum
  update: PAID
- target: $.components.schemas.Order.properties.status
  update: {enum: [NEW, LATE]}
",
    );
    assert_eq!(
        json(
            &contract,
            "/components/schemas/Order/properties/status/enum"
        ),
        "[\"NEW\",\"PAID\",\"LATE\"]"
    );
    assert_eq!(
        notes(&contract),
        [
            "4: the action changes nothing: `$.components.schemas.Order.properties.status.enum` says so already"
        ]
    );
}

#[test]
fn problems_name_the_action() {
    let text =
        refused("- target: $.info\n  update: {x-a: 1}\n- target: $.nothing\n  remove: true\n");
    assert!(text.contains("= action: number 2, on $.nothing"), "{text}");
    let text = refused(
        "- target: $.paths['/orders'].get.responses['200']\n  update: {$ref: '#/components/x'}\n",
    );
    assert!(
        text.contains("= action: number 1, on $.paths['/orders'].get.responses['200']"),
        "{text}"
    );
}

#[test]
fn the_action_at_a_place() {
    let contract = applied(
        "- target: $.components.schemas.Order.properties\n  update: {note: {type: string}}
- target: $.components.schemas.Order.properties.status\n  remove: true
",
    );
    let line = |pointer: &str| {
        contract
            .document()
            .action_at(pointer)
            .map(bayar_contract::Node::line)
    };
    assert_eq!(
        line("/components/schemas/Order/properties/status/enum"),
        Some(6)
    );
    assert_eq!(line("/components/schemas/Order/properties/note"), Some(4));
    assert_eq!(line("/components/schemas/Order"), Some(6));
    assert_eq!(line("/components/schemas/Ord"), None);
}

#[test]
fn each_overlay_goes_to_what_it_extends() {
    let overlay = |head: &str| Overlay {
        name: "o".to_owned(),
        text: format!("overlay: 1.0.0\n{head}\nactions: [{{target: $.info, update: {{x-a: 1}}}}]"),
    };
    let changed = |heads: &[&str]| {
        let overlays: Vec<_> = heads.iter().map(|head| overlay(head)).collect();
        let readers = readers(&["spec/a.yaml", "b.yaml"], &overlays)?;
        let read = |reader: &Reader| {
            let contract = reader.read("x", DOCUMENT).unwrap();
            contract.document().find("/info/x-a").is_some()
        };
        Ok::<_, Error>(readers.iter().map(read).collect::<Vec<_>>())
    };
    assert_eq!(changed(&["extends: a.yaml"]).unwrap(), [true, false]);
    assert_eq!(
        changed(&["'extends': \"https://x.example/b.yaml\" # the other"]).unwrap(),
        [false, true]
    );
    for (head, words) in [
        ("", "does not say which contract it changes"),
        (
            "extends: c.yaml",
            "for c.yaml, which is none of the contracts",
        ),
    ] {
        let error = changed(&["extends: a.yaml", head]).unwrap_err().to_string();
        assert!(
            error.contains(words) && error.contains("one of a.yaml, b.yaml"),
            "{error}"
        );
    }
    let only = readers(&["a.yaml"], &[overlay("")]).unwrap();
    assert_eq!(only.len(), 1);
}

#[test]
fn an_overlay_that_is_not_there() {
    let error = Overlay::open("none/such.yaml").unwrap_err().to_string();
    assert!(
        error.contains("none/such.yaml") && error.contains("cannot be read"),
        "{error}"
    );
}

/// What only describes is no news where the contract has the rest by now.
#[test]
fn a_contract_that_has_caught_up() {
    let known = "- target: $.components.schemas.Order.properties
  update: {status: {type: string, description: Seen., example: NEW}}
";
    assert_eq!(
        notes(&applied(known)),
        ["4: the action changes nothing: `$.components.schemas.Order.properties` says so already"]
    );
    for change in [
        "{status: {description: Seen.}}",
        "{status: {type: integer}}",
        "{note: {type: string}}",
    ] {
        let actions =
            format!("- target: $.components.schemas.Order.properties\n  update: {change}\n");
        assert_eq!(notes(&applied(&actions)), [""; 0], "{change}");
    }
}

#[test]
fn several_overlays_in_a_file() {
    let one = |extends: &str, field: &str| {
        format!(
            "# Seen.\n---\noverlay: 1.0.0\nextends: {extends}\nactions: [{{target: $.info, update: {{{field}: 1}}}}]\n"
        )
    };
    let file = Overlay {
        name: "o".to_owned(),
        text: one("b.yaml", "x-b") + &one("a.yaml", "x-a"),
    };
    let readers = readers(&["a.yaml", "b.yaml"], &[file]).unwrap();
    for (reader, [field, other], line) in [
        (&readers[0], ["x-a", "x-b"], 10),
        (&readers[1], ["x-b", "x-a"], 5),
    ] {
        let contract = reader.read("x", DOCUMENT).unwrap();
        let find = |field: &str| contract.document().find(&format!("/info/{field}"));
        assert_eq!(find(field).unwrap().line(), line);
        assert!(find(other).is_none());
    }
}
