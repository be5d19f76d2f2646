//! From a path as it was sent to an operation.

use bayar_contract::Contract;
use bayar_contract::router::{Route, Router, is_untidy};

fn router(templates: &[&str]) -> Router {
    let mut router = Router::new();
    for (index, template) in templates.iter().enumerate() {
        let (method, path) = template.split_once(' ').unwrap_or(("GET", template));
        router.add(method, path, index);
    }
    router
}

/// The template and the values of the parameters.
fn found(router: &Router, request: &str) -> Option<(String, Vec<String>)> {
    let (method, path) = request.split_once(' ').unwrap_or(("GET", request));
    match router.route(method, path) {
        Route::Found {
            template,
            parameters,
            ..
        } => {
            let values = parameters.into_iter().map(|(_, value)| value.into_owned());
            Some((template.to_owned(), values.collect()))
        }
        _ => None,
    }
}

fn assert_found(templates: &[&str], request: &str, template: &str, values: &[&str]) {
    let expected = Some((
        template.to_owned(),
        values.iter().map(|value| (*value).to_owned()).collect(),
    ));
    assert_eq!(found(&router(templates), request), expected, "{request}");
    // The order of the document does not matter.
    let turned: Vec<_> = templates.iter().rev().copied().collect();
    assert_eq!(found(&router(&turned), request), expected, "{request}");
}

#[test]
fn literal_text_around_a_parameter() {
    let all = [
        "/p/payment_id={id}",
        "/i/{id}/expire!",
        "/i/{id}",
        "/f/{id}.json",
        "/v/{id}:cancel",
    ];
    for path in ["/i/a/expire!", "/i/a/expire%21", "//i/a/expire!/"] {
        assert_found(&all, path, "/i/{id}/expire!", &["a"]);
    }
    for path in ["/p/payment_id=a", "/p/payment_id%3Da"] {
        assert_found(&all, path, "/p/payment_id={id}", &["a"]);
    }
    assert_found(&all, "/f/a.json", "/f/{id}.json", &["a"]);
    assert_found(&all, "/v/a:cancel", "/v/{id}:cancel", &["a"]);
    for path in [
        "/p/payment_id=",
        "/p/a",
        "/f/.json",
        "/f/a",
        "/i/a/expire",
        "/v/a:confirm",
        "/I/a",
    ] {
        assert_eq!(found(&router(&all), path), None, "{path}");
    }
}

#[test]
fn several_parameters_in_a_segment() {
    let all = [
        "/m/{lat},{lng}",
        "/f/{name}.{ending}",
        "/f/{name}",
        "/r/{from}..{to}",
    ];
    assert_found(&all, "/m/1.5,-2", "/m/{lat},{lng}", &["1.5", "-2"]);
    assert_found(&all, "/f/a.tar.gz", "/f/{name}.{ending}", &["a", "tar.gz"]);
    assert_found(&all, "/f/a.", "/f/{name}", &["a."]);
    assert_found(&all, "/r/é..ü", "/r/{from}..{to}", &["é", "ü"]);
    assert_eq!(found(&router(&all), "/r/a.."), None);
}

/// However many ways there are to read a segment, few are tried.
#[test]
fn a_long_segment_takes_no_long_time() {
    let router = router(&["/{a}{b}{c}{d}{e}{f}{g}-x"]);
    let path = format!("/{}", "-".repeat(300));
    assert_eq!(found(&router, &path), None);
}

#[test]
fn the_most_specific_is_meant() {
    let all = [
        "/a/{id}",
        "/a/mine",
        "/a/{id}.json",
        "/a/{id}.xml",
        "/{tenant}/users",
        "/a/pre-{id}",
    ];
    assert_found(&all, "/a/mine", "/a/mine", &[]);
    assert_found(&all, "/a/other", "/a/{id}", &["other"]);
    assert_found(&all, "/a/x.json", "/a/{id}.json", &["x"]);
    assert_found(&all, "/a/x.xml", "/a/{id}.xml", &["x"]);
    assert_found(&all, "/a/pre-x", "/a/pre-{id}", &["x"]);
    assert_found(&all, "/b/users", "/{tenant}/users", &["b"]);
    assert_found(&all, "/a/users", "/a/{id}", &["users"]);
}

#[test]
fn a_way_that_leads_nowhere_is_left() {
    let all = ["/a/b/c", "/a/{x}/d", "/{x}/{y}/e"];
    assert_found(&all, "/a/b/d", "/a/{x}/d", &["b"]);
    assert_found(&all, "/a/b/e", "/{x}/{y}/e", &["a", "b"]);
}

#[test]
fn parameters_are_decoded_once() {
    let all = ["/p/{id}"];
    assert_found(&all, "/p/a%2Fb", "/p/{id}", &["a/b"]);
    assert_found(&all, "/p/a%252Fb", "/p/{id}", &["a%2Fb"]);
    assert_found(&all, "/p/a+b", "/p/{id}", &["a+b"]);
    assert_found(&all, "/p/a%zz%FF", "/p/{id}", &["a%zz\u{fffd}"]);
    assert_eq!(found(&router(&all), "/p/a/b"), None);
    assert_found(&["/a%20b/{x}"], "/a%20b/1", "/a%20b/{x}", &["1"]);
}

#[test]
fn methods() {
    let all = ["GET /a/mine", "DELETE /a/{id}", "PUT /a/{id}"];
    assert_found(&all, "delete /a/mine", "/a/{id}", &["mine"]);
    let router = router(&all);
    match router.route("POST", "/a/x") {
        Route::WrongMethod {
            template, methods, ..
        } => {
            assert_eq!((template, methods), ("/a/{id}", vec!["DELETE", "PUT"]));
        }
        other => panic!("{other:?}"),
    }
    match router.route("POST", "/a/mine") {
        Route::WrongMethod { template, .. } => assert_eq!(template, "/a/mine"),
        other => panic!("{other:?}"),
    }
    assert_eq!(router.route("GET", "/b"), Route::Unknown);
}

#[test]
fn slashes() {
    let all = ["/a", "/a/", "/b/", "/"];
    assert_found(&all, "/a", "/a", &[]);
    assert_found(&all, "/a/", "/a/", &[]);
    assert_found(&all, "/b", "/b/", &[]);
    assert_found(&all, "/", "/", &[]);
    assert_found(&all, "", "/", &[]);
    assert_found(&all, "/a?x=/b", "/a", &[]);
    assert!(is_untidy("/a/") && is_untidy("//a") && is_untidy("/a//b"));
    assert!(!is_untidy("/") && !is_untidy("/a/b"));
}

#[test]
fn names_of_parameters_do_not_matter() {
    let router = router(&["GET /a/{x}", "PUT /a/{y}", "GET /a/{z}/b"]);
    assert_eq!(found(&router, "PUT /a/1").unwrap().0, "/a/{y}");
    assert_eq!(found(&router, "GET /a/1/b").unwrap().0, "/a/{z}/b");
}

#[test]
fn paths_that_differ_by_a_fragment() {
    let router = router(&["GET /a/{x}", "GET /a/{x}#link", "GET /a/{y}?action=b"]);
    match router.route("GET", "/a/1?x=2") {
        Route::Found {
            operation, others, ..
        } => assert_eq!((operation, others), (0, [1, 2].as_slice())),
        other => panic!("{other:?}"),
    }
}

#[test]
fn servers_with_a_path() {
    let contract = Contract::parse(
        "x",
        "
openapi: 3.0.3
info: {title: t, version: '1'}
servers:
  - url: https://h.example/api/v3/
  - {url: '/{version}', variables: {version: {default: v1, enum: [v1, v2]}}}
  - {url: 'https://{tenant}.example/{site}', variables: {tenant: {default: a}, site: {default: x/y}}}
paths:
  /a/{id}:
    get: {responses: {}}
  /b:
    servers: [{url: https://other.example}]
    get: {responses: {}}
    put: {servers: [{url: /z}], responses: {}}
",
    )
    .unwrap();
    let router = Router::of(&contract);
    for path in [
        "/api/v3/a/1",
        "/v1/a/1",
        "/v2/a/1",
        "/x/y/a/1",
        "/anything/a/1",
    ] {
        let expected = ("/a/{id}".to_owned(), vec!["1".to_owned()]);
        assert_eq!(found(&router, path), Some(expected), "{path}");
    }
    assert_eq!(found(&router, "/a/1"), None);
    assert!(found(&router, "/b").is_some() && found(&router, "PUT /z/b").is_some());
    assert_eq!(found(&router, "/api/v3/b"), None);
    let below = Router::below(&contract, "/gw");
    assert!(found(&below, "/gw/a/1").is_some() && found(&below, "PUT /gw/b").is_some());
    assert!(found(&Router::below(&contract, ""), "/a/1").is_some());
}

/// Every path of this project's contracts leads to its operation.
#[test]
fn every_operation_is_found() {
    for text in [bayar_spec::XENDIT, bayar_spec::FINPAY] {
        let contract = Contract::parse("x", text).unwrap();
        let router = Router::of(&contract);
        for (index, operation) in contract.operations.iter().enumerate() {
            let path = operation.path.replace('{', "a-").replace('}', "-b");
            match router.route(&operation.method, &path) {
                Route::Found { operation, .. } => assert_eq!(operation, index),
                other => panic!("{path}: {other:?}"),
            }
        }
    }
}
