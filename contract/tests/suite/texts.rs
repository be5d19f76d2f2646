//! YAML and JSON: values, lines, aliases, and what is neither.

use bayar_contract::{Contract, Document, Node};

/// The document with extensions at its end.
fn read(rest: &str) -> Contract {
    let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{rest}");
    Contract::parse("x.yaml", &text).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(rest: &str) -> String {
    let text = format!("openapi: 3.0.3\npaths: {{}}\n{rest}");
    Contract::parse("x.yaml", &text).unwrap_err().to_string()
}

fn json(contract: &Contract, pointer: &str) -> String {
    at(contract.document(), pointer).to_json()
}

fn at<'d>(document: &'d Document, pointer: &str) -> Node<'d> {
    document
        .find(pointer)
        .unwrap_or_else(|| panic!("{pointer}"))
}

#[test]
fn scalars_of_yaml() {
    let contract = read(
        "x-a: [on, no, 0x10, 1_0, 010, ~, 1e400, 12345678901234567890123, '1', !!str 2, !!int '3', !mine 4, .inf, 2020-01-02, \"\\u00e9\\U0001F600\"]\n200: a\n~: b\ntrue: c",
    );
    assert_eq!(
        json(&contract, "/x-a"),
        r#"["on","no",16,"1_0","010",null,1e400,12345678901234567890123,"1","2",3,"4",".inf","2020-01-02","é😀"]"#
    );
    for name in ["200", "~", "true"] {
        assert!(
            contract
                .document()
                .find(&format!("/{}", name.replace('~', "~0")))
                .is_some(),
            "{name}"
        );
    }
    let noted = |words: &str| {
        contract
            .notes()
            .iter()
            .any(|note| note.text.contains(words))
    };
    assert!(noted("begins with 0") && noted("the tag !mine") && noted("JSON has no such number"));
}

#[test]
fn aliases_and_merge_keys() {
    let contract = read(
        "x-base: &base
  a: 1
  b: {c: 2}
x-more: &more {a: 3, d: 4}
x-alias: *base
x-merged:
  b: 5
  <<: *base
x-both: {<<: [*base, *more], e: 6}
x-quoted: {'<<': 7}
x-list: [*base, &n x-name, *n]
*n : 8
",
    );
    let json = |pointer: &str| json(&contract, pointer);
    assert_eq!(json("/x-alias"), r#"{"a":1,"b":{"c":2}}"#);
    assert_eq!(json("/x-merged"), r#"{"b":5,"a":1}"#);
    assert_eq!(json("/x-both"), r#"{"e":6,"a":1,"b":{"c":2},"d":4}"#);
    assert_eq!(json("/x-quoted"), r#"{"<<":7}"#);
    assert_eq!(
        json("/x-list"),
        r#"[{"a":1,"b":{"c":2}},"x-name","x-name"]"#
    );
    assert_eq!(json("/x-name"), "8");
    // The line is where it is written, the pointer where it is meant.
    let c = at(contract.document(), "/x-alias/b/c");
    assert_eq!((c.line(), c.pointer().as_str()), (6, "/x-alias/b/c"));
    assert_eq!(at(contract.document(), "/x-alias").line(), 8);
    assert_eq!(at(contract.document(), "/x-both/d").pointer(), "/x-both/d");
}

#[test]
fn aliases_that_never_end() {
    let bomb = (1..40).fold(String::new(), |text, n| {
        let before = n - 1;
        text + &format!("x-{n}: &a{n} [*a{before}, *a{before}, *a{before}, *a{before}]\n")
    });
    let text = refused(&format!("x-0: &a0 [1, 2, 3]\n{bomb}"));
    assert!(text.contains("the aliases repeat more than"), "{text}");
    let text = refused("x-a: &a [*a]");
    assert!(text.contains("stands inside of what it repeats"), "{text}");
    let text = refused("x-a: {<<: 5}");
    assert!(
        text.contains("`<<` merges objects, and this is a number"),
        "{text}"
    );
    let text = refused("x-a: *nothing");
    assert!(text.contains("no YAML"), "{text}");
}

#[test]
fn names_stand_once() {
    let text = refused("x-a: 1\nx-b: {c: 1, d: 2, c: 3}\nx-a: 2\n");
    assert!(
        text.contains("`c` stands twice in the same object\n --> x.yaml:4:19"),
        "{text}"
    );
    assert!(
        text.contains("`x-a` stands twice in the same object\n --> x.yaml:5:1"),
        "{text}"
    );
    assert!(
        text.contains("help: keep one of them; the other stands at line 3"),
        "{text}"
    );
    let many = (0..40).fold(String::new(), |text, n| text + &format!("k{n}: 1, "));
    assert!(refused(&format!("x-a: {{{many}k7: 2}}")).contains("`k7` stands twice"));
    let text = Contract::parse("x.json", "{\"openapi\": \"3.0.0\",\n\"a\": 1,\n \"a\": 2}")
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("`a` stands twice in the same object\n --> x.json:3:2"),
        "{text}"
    );
}

#[test]
fn json_to_the_digit() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "\u00e9\ud83d\ude00\n\"\/", "version": "1"}, "paths": {},
        "x-a": [18446744073709551616, -0.10, 1E+400, "\ud800x", "\udc00", "a\ud800\ud83d\ude00"], "x-e": "", "\u0078-\u006e": 1}"#;
    let contract = Contract::parse("x.json", text).unwrap();
    assert_eq!(contract.info.title, "é😀\n\"/");
    assert_eq!(
        json(&contract, "/x-a"),
        "[18446744073709551616,-0.10,1E+400,\"\u{fffd}x\",\"\u{fffd}\",\"a\u{fffd}😀\"]"
    );
    assert_eq!(json(&contract, "/x-n"), "1");
    assert_eq!(
        contract
            .notes()
            .iter()
            .filter(|note| note.text.contains("surrogate"))
            .count(),
        3
    );
    assert_eq!(at(contract.document(), "/x-a/2").line(), 2);
    // Nothing but the digits of floats is lost on the way to serde_json.
    let value = contract.document().root().to_value();
    assert_eq!(value["x-a"][1].as_f64(), Some(-0.1));
    assert_eq!(value["x-a"][2].as_f64(), Some(f64::MAX));
}

#[test]
fn what_is_no_json_may_be_yaml() {
    let contract = Contract::parse(
        "x",
        "{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {},}",
    )
    .unwrap();
    assert_eq!(contract.info.title, "t");
    for (text, words) in [
        (
            "{\"openapi\": \"3.0.3\", \"x\": }}",
            "no JSON: a value is expected",
        ),
        ("{\"openapi\": [}", "no JSON"),
        ("{\"a\": 1} {", "no JSON: a end of file is expected"),
        ("{\"a\": \"x", "no JSON: unterminated string"),
        ("{\"a\": \"\\q\"}", "no JSON"),
    ] {
        let error = Contract::parse("x.json", text).unwrap_err().to_string();
        assert!(error.contains(words), "{text}: {error}");
        assert!(error.contains("x.json:1:"), "{error}");
    }
}

#[test]
fn what_is_no_yaml() {
    for (text, words) in [
        ("x-a: b: c", "no YAML"),
        ("x-a:\n\t- b", "no YAML"),
        ("x-a: [1", "no YAML"),
        ("? {a: b}\n: c", "the name of a field is an object"),
        ("? [a]\n: c", "the name of a field is a list"),
        ("---\na: 1", "a second document begins"),
    ] {
        let error = refused(text);
        assert!(error.contains(words), "{text}: {error}");
    }
    read("---\n");
    read("...\n");
    read("# only a comment\n---\n# nothing\n");
}

/// `saphyr-parser` wants what stands in brackets and quotes further in than others do.
#[test]
fn indentation_within_brackets() {
    let contract = read(
        "x-a:\n  b: {\n    c: 1\n  }\n  d: [\n  1,\n 2\n]\n  e: \"f\n g\n\n  h\"\n  i: 'j\nk''l\n  '\n  m: n\n",
    );
    assert_eq!(
        json(&contract, "/x-a"),
        r#"{"b":{"c":1},"d":[1,2],"e":"f g\nh","i":"j k'l ","m":"n"}"#
    );
    assert_eq!(at(contract.document(), "/x-a/d/1").line(), 10);
    assert_eq!(at(contract.document(), "/x-a/d/1").place().column, 2);
    assert!(
        contract
            .notes()
            .iter()
            .any(|note| note.text.starts_with("line 10 is indented less"))
    );
    // A block does not become something else by it.
    assert!(refused("x-a:\n  - b\n c: d\n").contains("no YAML"));
}

#[test]
fn deep_texts_do_not_overflow() {
    for depth in [300, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let text =
                Contract::parse("x", &format!("{{\"openapi\": \"3.0.3\", \"x-a\": {deep}}}"))
                    .unwrap_err()
                    .to_string();
            assert!(text.contains("nests deeper than"), "{text}");
        }
        let deep = "- ".repeat(depth);
        assert!(Contract::parse("x", &format!("openapi: 3.0.3\nx-a:\n  {deep}1")).is_err());
    }
    let deep = "[".repeat(200) + &"]".repeat(200);
    assert!(json(&read(&format!("x-a: {deep}")), "/x-a").len() == 400);
}

#[test]
fn lines_whatever_ends_them() {
    let contract = Contract::parse(
        "x",
        "\u{feff}openapi: 3.0.3\r\ninfo:\r\n  title: é\r\n  version: '1'\r\npaths: {}\r\n",
    )
    .unwrap();
    let version = at(contract.document(), "/info/version");
    assert_eq!((version.line(), version.place().column), (4, 3));
    assert_eq!(
        contract.document().at_line("x", 2).unwrap().pointer(),
        "/info"
    );
    assert_eq!(contract.document().at_line("x", 9), None);
    let contract = Contract::parse(
        "x",
        "\u{feff}{\"openapi\": \"3.0.3\",\n\"info\": {}, \"paths\": {}}",
    )
    .unwrap();
    assert_eq!(at(contract.document(), "/info").line(), 2);
}
