//! What makes no sense is refused, in words.

use super::{control, get, invoice, refused, sandbox};

/// Method, path, body, status, and words of the error.
const REFUSED: &[(&str, &str, &str, u16, &str)] = &[
    ("POST", "/resources/nobody/pay", "", 404, "no resource"),
    (
        "POST",
        "/resources/order-1/dance",
        "",
        404,
        "no action `dance`",
    ),
    ("POST", "/resources/twice/pay", "", 409, "take the id"),
    (
        "POST",
        "/resources/order-1/pay",
        r#"{"chanel": "BNI"}"#,
        400,
        "no `chanel`",
    ),
    (
        "POST",
        "/resources/order-1/pay",
        "[1]",
        400,
        "not a JSON object",
    ),
    ("POST", "/resources/order-1/pay", "{", 400, "not JSON"),
    ("GET", "/resources/nobody", "", 404, "no resource"),
    (
        "GET",
        "/resources?kind=invoices",
        "",
        400,
        "no kind `invoices`",
    ),
    (
        "GET",
        "/resources?kinds=invoice",
        "",
        400,
        "no parameter `kinds`",
    ),
    ("GET", "/resources?limit=many", "", 400, "`limit`"),
    ("POST", "/clock/advance", "{}", 400, "`seconds` or `until`"),
    (
        "POST",
        "/clock/advance",
        r#"{"seconds": -1}"#,
        400,
        "forward",
    ),
    ("POST", "/clock/advance", r#"{"seconds": 1e18}"#, 400, ""),
    (
        "POST",
        "/clock/advance",
        r#"{"until": "2001-01-01T00:00:00Z"}"#,
        400,
        "forward",
    ),
    (
        "POST",
        "/clock/advance",
        r#"{"until": "tomorrow"}"#,
        400,
        "`until`",
    ),
    (
        "POST",
        "/clock/advance",
        r#"{"minutes": 5}"#,
        400,
        "no field `minutes`",
    ),
    (
        "POST",
        "/refuse_next",
        r#"{"operation": "create_invoice", "code": "NO_SUCH"}"#,
        400,
        "NO_SUCH",
    ),
    (
        "POST",
        "/refuse_next",
        r#"{"operation": "create_invoice"}"#,
        400,
        "`code`",
    ),
    (
        "PATCH",
        "/accounts/a",
        r#"{"balance": 5}"#,
        400,
        "no `balance`",
    ),
    (
        "PATCH",
        "/accounts/a",
        r#"{"balances": {"CASH": -5}}"#,
        400,
        "`CASH`",
    ),
    (
        "PATCH",
        "/accounts/a",
        r#"{"balances": {"cash": 5}}"#,
        400,
        "no `cash`",
    ),
    (
        "PATCH",
        "/accounts/a",
        r#"{"callback_url": "file:///etc/passwd"}"#,
        400,
        "http",
    ),
    (
        "PATCH",
        "/accounts/a",
        r#"{"callback_urls": {"invoice": "http://a/"}}"#,
        400,
        "invoice_callback",
    ),
    (
        "PATCH",
        "/accounts/a",
        r#"{"callback_token": "two words"}"#,
        400,
        "token",
    ),
    ("PATCH", "/account", r"{}", 401, "key"),
    ("GET", "/account", "", 401, "key"),
    ("POST", "/deliveries/none/redeliver", "", 404, "no callback"),
    (
        "POST",
        "/callbacks/release",
        r#"{"order": "best"}"#,
        400,
        "`order`",
    ),
    ("POST", "/callbacks/duplicates", "{}", 400, "`on`"),
    ("PUT", "/snapshot", "{}", 400, "no snapshot"),
    ("GET", "/nothing", "", 404, "no control"),
    ("DELETE", "/clock", "", 405, "method"),
    ("GET", "", "", 404, "no control"),
];

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_words() {
    let sandbox = sandbox().await;
    invoice(&sandbox, "order-1").await;
    invoice(&sandbox, "twice").await;
    invoice(&sandbox, "twice").await;
    for &(method, path, body, status, words) in REFUSED {
        let answer = control(method, path).json(body).send(&sandbox).await;
        println!("{method} {path} {body}");
        refused(&answer, status, words);
    }
    // Nothing of this changed anything.
    assert!(
        get(&sandbox, "/accounts").await["accounts"]
            .as_array()
            .unwrap()
            .len()
            == 1
    );
}
