//! JSONPaths: the examples of RFC 9535, what is refused, what is bounded, and the same nodes as another implementation.

use bayar_contract::Contract;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select as any_of;
use serde_json::{Value, json};
use serde_json_path::JsonPath;

/// The nodes of a path as pointers, or the message.
fn select(document: &str, path: &str) -> Result<Vec<String>, String> {
    let head =
        "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"\", \"version\": \"\"}, \"paths\": {}";
    let document = format!("{head}, \"x-data\": {document}}}");
    let contract = Contract::parse("x.json", &document).unwrap();
    let root = contract.document().find("/x-data").unwrap();
    let nodes = root.select(path).map_err(|problem| problem.message)?;
    let pointers = nodes.iter().map(|node| node.pointer());
    let pointers = pointers.map(|pointer| pointer["/x-data".len()..].to_owned());
    Ok(pointers.collect())
}

/// Pointers stand with a blank between them; `$` is the outermost node.
fn assert_selected(document: &str, cases: &[(&str, &str)]) {
    for (path, expected) in cases {
        let pointers = select(document, path).unwrap_or_else(|error| panic!("{error}"));
        let pointers: Vec<_> = pointers
            .iter()
            .map(|pointer| if pointer.is_empty() { "$" } else { pointer })
            .collect();
        assert_eq!(pointers.join(" "), *expected, "{path}");
    }
}

/// RFC 9535, 1.5.
#[test]
fn the_bookstore() {
    let store = r#"{"store": {
        "book": [
            {"category": "reference", "author": "Nigel Rees", "price": 8.95},
            {"category": "fiction", "author": "Evelyn Waugh", "price": 12.99},
            {"category": "fiction", "author": "Herman Melville", "isbn": "0-553-21311-3", "price": 8.99},
            {"category": "fiction", "author": "J. R. R. Tolkien", "isbn": "0-395-19395-8", "price": 22.99}
        ],
        "bicycle": {"color": "red", "price": 399}
    }}"#;
    let store = store.replace("/store", "");
    let authors =
        "/store/book/0/author /store/book/1/author /store/book/2/author /store/book/3/author";
    assert_selected(
        &store,
        &[
            ("$", "$"),
            ("$.store.book[*].author", authors),
            ("$..author", authors),
            ("$.store.*", "/store/book /store/bicycle"),
            (
                "$.store..price",
                "/store/book/0/price /store/book/1/price /store/book/2/price /store/book/3/price /store/bicycle/price",
            ),
            ("$..book[2]", "/store/book/2"),
            ("$..book[2].author", "/store/book/2/author"),
            ("$..book[2].publisher", ""),
            ("$..book[-1]", "/store/book/3"),
            ("$..book[0,1]", "/store/book/0 /store/book/1"),
            ("$..book[:2]", "/store/book/0 /store/book/1"),
            ("$..book[?@.isbn]", "/store/book/2 /store/book/3"),
            ("$..book[?@.price<10]", "/store/book/0 /store/book/2"),
        ],
    );
    assert_eq!(select(&store, "$..*").unwrap().len(), 23);
}

/// RFC 9535, 2.3 and 2.5. What it lists twice is there once.
#[test]
fn selectors_and_segments() {
    let names = r#"{"o": {"j j": {"k.k": 3}}, "'": {"@": 2}}"#;
    assert_selected(
        names,
        &[
            ("$.o['j j']", "/o/j j"),
            ("$.o['j j']['k.k']", "/o/j j/k.k"),
            (r#"$.o["j j"]["k.k"]"#, "/o/j j/k.k"),
            (r#"$["'"]["@"]"#, "/'/@"),
            (r"$['\'']['\u0040']", "/'/@"),
        ],
    );
    assert_selected(
        r#"{"o": {"j": 1, "k": 2}, "a": [5, 3]}"#,
        &[
            ("$[*]", "/o /a"),
            ("$.o[*]", "/o/j /o/k"),
            ("$.o[*, *]", "/o/j /o/k"),
            ("$.a[*]", "/a/0 /a/1"),
        ],
    );
    assert_selected(
        r#"["a", "b", "c", "d", "e", "f", "g"]"#,
        &[
            ("$[1]", "/1"),
            ("$[-2]", "/5"),
            ("$[7]", ""),
            ("$[-8]", ""),
            ("$[1:3]", "/1 /2"),
            ("$[5:]", "/5 /6"),
            ("$[1:5:2]", "/1 /3"),
            ("$[5:1:-2]", "/5 /3"),
            ("$[::-1]", "/6 /5 /4 /3 /2 /1 /0"),
            ("$[::0]", ""),
            (
                "$[-9007199254740991:9007199254740991:9007199254740991]",
                "/0",
            ),
            ("$[0, 3]", "/0 /3"),
            ("$[0:2, 5]", "/0 /1 /5"),
            ("$[0, 0]", "/0"),
        ],
    );
    assert_selected(
        r#"{"o": {"j": 1, "k": 2}, "a": [5, 3, [{"j": 4}, {"k": 6}]]}"#,
        &[
            ("$..j", "/o/j /a/2/0/j"),
            ("$..[0]", "/a/0 /a/2/0"),
            ("$..o", "/o"),
            ("$.o..[*, *]", "/o/j /o/k"),
            ("$.a..[0, 1]", "/a/0 /a/1 /a/2/0 /a/2/1"),
            (
                "$..*",
                "/o /a /o/j /o/k /a/0 /a/1 /a/2 /a/2/0 /a/2/1 /a/2/0/j /a/2/1/k",
            ),
            ("$ .o\t['k' , \"j\"\n]", "/o/k /o/j"),
            ("$ ..k", "/o/k /a/2/1/k"),
        ],
    );
    assert_selected(
        r#"{"a": null, "b": [null], "c": [{}], "null": 1}"#,
        &[
            ("$.a", "/a"),
            ("$.a[0]", ""),
            ("$.a.d", ""),
            ("$.b[0]", "/b/0"),
            ("$.b[*]", "/b/0"),
            ("$.b[?@]", "/b/0"),
            ("$.b[?@==null]", "/b/0"),
            ("$.c[?@.d==null]", ""),
            ("$.null", "/null"),
        ],
    );
    let escapes = r#"{"\b\f\n\r\t/\\\"": 1, "🀄": 2, "ключ": 3}"#;
    for path in [
        r#"$["\b\f\n\r\t\/\\\""]"#,
        r#"$['\u0008\u000c\u000a\u000D\u0009/\u005C"']"#,
        r"$['\uD83C\udc04']",
        "$.🀄",
        "$.ключ",
    ] {
        assert_eq!(select(escapes, path).unwrap().len(), 1, "{path}");
    }
}

/// RFC 9535, 2.3.5.3, table 12.
#[test]
fn filters() {
    assert_selected(
        r#"{
            "a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
            "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}},
            "e": "f"
        }"#,
        &[
            ("$.a[?@.b == 'kilo']", "/a/9"),
            ("$.a[?(@.b == 'kilo')]", "/a/9"),
            ("$.a[?@>3.5]", "/a/1 /a/4 /a/5"),
            ("$.a[?@.b]", "/a/6 /a/7 /a/8 /a/9"),
            ("$[?@.*]", "/a /o"),
            ("$[?@[?@.b]]", "/a"),
            ("$.o[?@<3, ?@<3]", "/o/p /o/q"),
            (r#"$.a[?@<2 || @.b == "k"]"#, "/a/2 /a/7"),
            (r#"$.a[?match(@.b, "[jk]")]"#, "/a/6 /a/7"),
            (r#"$.a[?search(@.b, "[jk]")]"#, "/a/6 /a/7 /a/9"),
            ("$.o[?@>1 && @<4]", "/o/q /o/r"),
            ("$.o[?@.u || @.x]", "/o/t"),
            ("$.a[?@.b == $.x]", "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5"),
            ("$.a[?!@.b && !(@ < 4 || @ == 5)]", "/a/4 /a/5"),
            ("$.a[?@ == $.o.s]", "/a/1"),
            ("$[?length(@) == 1 || length(@) == 5]", "/o /e"),
            ("$[?count(@.*.*) == 5]", ""),
            ("$[?count(@.*.*) == 4]", "/a"),
            ("$[?count(@[0, 0, 'p', 'p', 'p']) == 3]", "/o"),
            ("$[?value(@..u) == 6]", "/o"),
            ("$[?value(@[0, 0]) == 3]", ""),
        ],
    );
    assert_eq!(
        select("[1, null, {}, \"\"]", "$[?@ == @]").unwrap().len(),
        4
    );
}

/// RFC 9535, 2.3.5.3, table 11, and numbers that are no floats.
#[test]
fn comparisons() {
    let document = r#"{"obj": {"x": "y", "z": [1, {}]}, "same": {"z": [1.0, {}], "x": "y"}, "arr": [2, 3], "no": false}"#;
    for (comparison, expected) in [
        ("$.absent1 == $.absent2", true),
        ("$.absent1 <= $.absent2", true),
        ("$.absent == 'g'", false),
        ("$.absent1 != $.absent2", false),
        ("$.absent != 'g'", true),
        ("$.absent < 1", false),
        ("1 <= 2", true),
        ("1 > 2", false),
        ("13 == '13'", false),
        ("'a' <= 'b'", true),
        ("'a' > 'b'", false),
        ("'\u{ffff}' < '🀄'", true),
        ("$.obj == $.arr", false),
        ("$.obj != $.arr", true),
        ("$.obj == $.obj", true),
        ("$.obj == $.same", true),
        ("$.obj != $.obj", false),
        ("$.arr == $.arr", true),
        ("$.arr != $.arr", false),
        ("$.obj == 17", false),
        ("$.obj != 17", true),
        ("$.obj <= $.arr", false),
        ("$.obj < $.arr", false),
        ("$.obj <= $.obj", true),
        ("$.arr <= $.arr", true),
        ("1 <= $.arr", false),
        ("1 >= $.arr", false),
        ("1 > $.arr", false),
        ("1 < $.arr", false),
        ("true <= true", true),
        ("true > true", false),
        ("false < true", false),
        ("$.no == false", true),
        ("null == false", false),
        ("null <= null", true),
        ("1e2 == 100.00", true),
        ("-0 == 0", true),
        ("9007199254740993 > 9007199254740992", true),
        ("0.1E-400 > 0", true),
        ("$.arr[-1] == 30e-1", true),
        ("length('ключ') == 4", true),
        ("length($.no) == length($.absent)", true),
    ] {
        let selected = select(document, &format!("$[?{comparison}]")).unwrap();
        assert_eq!(!selected.is_empty(), expected, "{comparison}");
    }
}

/// RFC 9485, and what is no text or no pattern.
#[test]
fn patterns() {
    let document = "[\"a.c\", \"abc\", \"a\\nc\", \"a\\rc\", \"a\u{2028}c\", \"xabcx\", \"a\\\\c\", \"a[c\", 1]";
    for (filter, expected) in [
        ("match(@, 'a.c')", "/0 /1 /4 /6 /7"),
        ("match(@, 'a\\\\.c')", "/0"),
        ("match(@, 'a[.]c')", "/0"),
        ("match(@, 'a\\\\\\\\.?c')", "/6"),
        ("match(@, 'a\\\\[c')", "/7"),
        ("match(@, 'a[&&b]c|x')", "/1"),
        ("match(@, 'ab|abc')", "/1"),
        ("search(@, 'b')", "/1 /5"),
        ("search(@, '^a\\\\.')", "/0"),
        ("search(@, $[1])", "/1 /5"),
        ("match(@, $[8])", ""),
        ("match(@, 1)", ""),
        ("search($[9], @)", ""),
    ] {
        assert_selected(document, &[(&format!("$[?{filter}]"), expected)]);
    }
    for (filter, words) in [
        (
            "match(@, '\\\\p{Lu}')",
            "Unicode character classes are not supported",
        ),
        ("search(@, '(')", "the pattern `(` cannot be matched"),
        ("match(@, 'a)|(b')", "without matching '('"),
        (
            "match(@, 'a{1000}{1000}')",
            "the pattern `a{1000}{1000}` cannot be matched",
        ),
        (
            "match('a', @)",
            r"cannot be followed: the pattern `a\c` cannot be matched",
        ),
    ] {
        let error = select(document, &format!("$[?{filter}]")).unwrap_err();
        assert!(error.contains(words), "{filter}: {error}");
    }
}

/// What is no JSONPath names its column, and what is expected there.
#[test]
fn what_is_refused() {
    for (path, column, words) in [
        ("", 1, "`$` is expected"),
        (" $", 1, "`$` is expected"),
        ("paths", 1, "`$` is expected"),
        ("$ ", 2, "`.`, `[` or the end"),
        ("$.a-b", 4, "`.`, `[` or the end"),
        ("$.", 3, "`*` or a name is expected"),
        ("$..", 4, "`*` or a name is expected"),
        ("$. a", 3, "`*` or a name is expected"),
        ("$.1", 3, "`*` or a name is expected"),
        ("$.é.&", 5, "['a-b']"),
        ("$[", 3, "a quoted name, an index"),
        ("$[]", 3, "a quoted name, an index"),
        ("$[a]", 3, "a quoted name, an index"),
        ("$[0", 4, "`,` or `]`"),
        ("$[0 1]", 5, "`,` or `]`"),
        ("$[01]", 3, "begins with a zero"),
        ("$[-0]", 3, "no index -0"),
        ("$[- 1]", 4, "a digit"),
        ("$[9007199254740992]", 3, "beyond 2^53 - 1"),
        ("$[::-9007199254740992]", 5, "beyond 2^53 - 1"),
        ("$['a]", 6, "the closing quote"),
        ("$['\n']", 4, "a control character"),
        (r#"$['\"']"#, 4, "no escape"),
        (r#"$["\'"]"#, 4, "no escape"),
        (r"$['\x41']", 4, "no escape"),
        (r"$['\u12']", 6, "four hexadecimal digits"),
        (r"$['\uD800']", 4, "half of a surrogate pair"),
        (r"$['\uDC00']", 4, "half of a surrogate pair"),
        (r"$['\uD800\u0041']", 4, "half of a surrogate pair"),
        ("$[?]", 4, "a query (`@`, `$`), a literal or a function"),
        ("$[?()]", 5, "a query (`@`, `$`), a literal or a function"),
        ("$[?(@.a]", 8, "`)`"),
        ("$[?@.a =='b' &&]", 16, "a query"),
        ("$[?@.a = 1]", 8, "`,` or `]`"),
        ("$[?@.a & @.b]", 8, "`,` or `]`"),
        ("$[?@.a == b]", 11, "`b` is no value"),
        ("$[?@.a == True]", 11, "a query"),
        ("$[?@.a == 1.]", 13, "a digit"),
        ("$[?@.a == 1e]", 13, "a digit"),
        ("$[?@.a == 00]", 11, "begins with a zero"),
        ("$[?!@.a == 1]", 5, "parentheses"),
        ("$[?(@.a) == 1]", 10, "`,` or `]`"),
        ("$[?true]", 4, "has to be compared"),
        // RFC 9535, 2.4.9.
        ("$[?length(@.*) < 3]", 11, "several nodes"),
        ("$[?count(1) == 1]", 10, "a query is expected"),
        ("$[?count(foo(@.*)) == 1]", 10, "no function `foo`"),
        (
            "$[?match(@.timezone, 'Europe/.*') == true]",
            4,
            "no value to compare",
        ),
        ("$[?value(@..color)]", 4, "has to be compared"),
        ("$[?@..a == 1]", 4, "several nodes"),
        ("$[?1 == @[0, 1]]", 9, "several nodes"),
        ("$[?length (@) == 1]", 4, "`length` is no value"),
        ("$[?length() == 1]", 11, "a query"),
        ("$[?length(@, @) == 1]", 12, "`)`"),
        ("$[?match(@)]", 11, "`,`"),
        ("$[?match(@, 'ключ(')]", 13, "`ключ(` cannot be matched"),
    ] {
        let error = select("[]", path).unwrap_err();
        let head = format!("`{path}` is no JSONPath: at column {column}, ");
        let rest = error.strip_prefix(&head);
        assert!(rest.is_some_and(|rest| rest.contains(words)), "{error}");
    }
}

/// No path makes it run for long, out of memory or out of stack.
#[test]
fn bounds() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(
        select(&deep, &format!("${}", "..*".repeat(50)))
            .unwrap()
            .len(),
        150
    );
    for path in [
        format!("$[?@{}]", "..*".repeat(20)),
        format!("$[?count(@{}) > 1]", "[0, 0]".repeat(100)),
    ] {
        let error = select(&deep, &path).unwrap_err();
        assert!(
            error.contains("it takes more than 8388608 steps"),
            "{error}"
        );
    }
    for (open, close) in [("(", ")"), ("!(", ")"), ("length(", ")"), ("@[?", "]")] {
        let path = |depth: usize| {
            let (open, close) = (open.repeat(depth), close.repeat(depth));
            format!("$[?{open}@{close}]")
        };
        let error = select(&deep, &path(100_000)).unwrap_err();
        assert!(
            error.contains("the filter nests deeper than 32 levels"),
            "{error}"
        );
    }
    assert!(select(&deep, &format!("$[?{}@]", "@ && ".repeat(100_000))).is_ok());
}

/// Documents whose fields stand in the order of their names, as the other implementation has them.
fn documents() -> impl Strategy<Value = Value> {
    let scalars = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(-1),
        json!(0),
        json!(1),
        json!(1.5),
        json!(""),
        json!("a"),
        json!("ab"),
        json!("b.c"),
    ];
    any_of(scalars).prop_recursive(4, 40, 4, |inner| {
        let names = any_of(vec!["a", "b", "b c", "ü"]).prop_map(str::to_owned);
        let lists = vec(inner.clone(), 0..5).prop_map(Value::Array);
        let objects = btree_map(names, inner, 0..4);
        prop_oneof![
            lists,
            objects.prop_map(|fields| Value::Object(fields.into_iter().collect()))
        ]
    })
}

fn pieces(pieces: &[&'static str]) -> BoxedStrategy<String> {
    any_of(pieces.to_vec()).prop_map(str::to_owned).boxed()
}

fn joined(parts: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    parts.prop_map(|parts| parts.concat()).boxed()
}

fn text(text: &'static str) -> BoxedStrategy<String> {
    Just(text.to_owned()).boxed()
}

fn query(start: &'static str, depth: u32) -> BoxedStrategy<String> {
    let mut selectors = vec![
        (
            4,
            pieces(&["'a'", "\"b\"", "'b c'", "\"\\u00fc\"", "'a' , \"b\""]),
        ),
        (2, pieces(&["*", "0", "1", "-1", "-2", "3", "0,0"])),
        (
            1,
            pieces(&[
                ":", "1:", ":-1", "::2", "::-1", "-3:3", "3:0:-2", ":: 0", "0 :2: 1",
            ]),
        ),
    ];
    if depth > 0 {
        selectors.push((3, joined(vec![pieces(&["?", "? "]), logical(depth - 1)])));
    }
    let selectors = proptest::strategy::Union::new_weighted(selectors).boxed();
    let several = vec(selectors, 1..3).prop_map(|several| several.join(","));
    let bracketed = several.prop_map(|several| format!("[{several}]")).boxed();
    let shorthand = pieces(&["a", "b", "ü", "*"]);
    let segment = prop_oneof![
        3 => joined(vec![pieces(&["", "", ".."]), bracketed]),
        2 => joined(vec![pieces(&[".", ".", ".."]), shorthand]),
    ];
    let segments = vec(segment, 0..4);
    segments
        .prop_map(move |segments| format!("{start}{}", segments.concat()))
        .boxed()
}

fn singular() -> BoxedStrategy<String> {
    // The other implementation finds nothing by an index from the end here.
    let segments = pieces(&[".a", "['b']", "[0]", "[1]", ".b", ".ü"]);
    let segments = vec(segments, 0..3).prop_map(|segments| segments.concat());
    joined(vec![pieces(&["@", "@", "$"]), segments.boxed()])
}

fn operand(depth: u32) -> BoxedStrategy<String> {
    let several = |start| joined(vec![query(start, depth.saturating_sub(1)), text("[*]")]);
    let nodes = prop_oneof![singular(), several("@"), several("$")].boxed();
    prop_oneof![
        3 => pieces(&["null", "true", "false", "0", "-1", "1.5", "15e-1", "1", "2", "''", "'a'", "\"ab\""]),
        4 => singular(),
        1 => joined(vec![text("length("), singular(), text(" )")]),
        2 => joined(vec![pieces(&["count( ", "value("]), nodes, text(")")]),
    ]
    .boxed()
}

fn logical(depth: u32) -> BoxedStrategy<String> {
    // The other implementation has its own view of the rest: a property below derives it from these.
    let operators = pieces(&["==", "!= ", " <"]);
    let functions = pieces(&["match(", "search("]);
    let patterns = prop_oneof![pieces(&["'a.*'", "'[a-b]+'", "'b|.'", "'.c'"]), singular()];
    let mut tests = vec![
        (4, joined(vec![operand(depth), operators, operand(depth)])),
        (2, joined(vec![pieces(&["", "!", "! "]), query("@", depth)])),
        (
            1,
            joined(vec![
                pieces(&["", "!"]),
                functions,
                singular(),
                text(", "),
                patterns.boxed(),
                text(")"),
            ]),
        ),
    ];
    if depth > 0 {
        let inner = || logical(depth - 1);
        tests.push((
            1,
            joined(vec![pieces(&["(", "!(", "! ( "]), inner(), text(")")]),
        ));
        tests.push((2, joined(vec![inner(), pieces(&["&&", " || "]), inner()])));
    }
    proptest::strategy::Union::new_weighted(tests).boxed()
}

/// What the other implementation selects, each once.
fn peer(document: &Value, path: &str) -> Option<Vec<String>> {
    let path = JsonPath::parse(path).ok()?;
    let nodes = path.query_located(document);
    let mut pointers = Vec::new();
    for node in nodes.locations() {
        let pointer = node.to_json_pointer();
        if !pointers.contains(&pointer) {
            pointers.push(pointer);
        }
    }
    Some(pointers)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn paths_select_what_another_implementation_selects(document in documents(), path in query("$", 2)) {
        let expected = peer(&document, &path).expect("the path is one by the grammar");
        prop_assert_eq!(select(&document.to_string(), &path), Ok(expected), "{}", path);
    }

    #[test]
    fn texts_are_paths_where_they_are_for_another_implementation(
        path in query("$", 1), at: prop::sample::Index, piece in pieces(&["", "", "-", "0", "'", "!", "(", ")", "]", "[", "..", "\\", " ", "@", "a", "e", "1.", ","])
    ) {
        let places: Vec<_> = path.char_indices().collect();
        let (start, character) = places[at.index(places.len())];
        let mut path = path;
        path.replace_range(start..start + character.len_utf8(), &piece);
        // Blanks may stand before any segment, but the other implementation takes none before two dots.
        let expected = peer(&json!([]), &path.replace(" ..", ".."));
        let selected = select("[]", &path);
        let is_pattern = selected.as_ref().is_err_and(|error| error.contains("cannot be matched"));
        prop_assert!(is_pattern || selected.is_ok() == expected.is_some(), "{}: {:?}", path, selected);
    }

    #[test]
    fn order_follows_from_less_and_equal(document in documents(), one in operand(0), two in operand(0)) {
        let document = json!([document]).to_string();
        for (short, long) in [
            (format!("{one} <= {two}"), format!("{one} < {two} || {one} == {two}")),
            (format!("{one} > {two}"), format!("{two} < {one}")),
            (format!("{one} >= {two}"), format!("{two} <= {one}")),
            (format!("{one} != {two}"), format!("!({two} == {one})")),
        ] {
            let [short, long] = [short, long].map(|filter| format!("$[?{filter}]"));
            prop_assert_eq!(select(&document, &short).unwrap(), select(&document, &long).unwrap(), "{}", short);
        }
    }
}
