//! A difference of each class, with where it is.

use serde_json::{Value, json};

use crate::common::{self, documented, exchange};

const ID: &str = "579c8d61f23fa4ca35e52da4";

/// A look at an invoice, as documented.
pub(crate) fn invoice() -> Value {
    let (_, mut answer) = documented("get_invoice");
    answer["id"] = json!(ID);
    exchange("GET", &format!("/v2/invoices/{ID}"), None, 200, &answer)
}

/// The same with a change of the answer.
pub(crate) fn answered(change: impl FnOnce(&mut Value)) -> Value {
    let mut exchange = invoice();
    let mut body: Value =
        serde_json::from_str(exchange["response"]["body"].as_str().unwrap()).unwrap();
    change(&mut body);
    exchange["response"]["body"] = json!(body.to_string());
    exchange
}

/// The answer with a text in place of another.
fn rewritten(from: &str, to: &str) -> Value {
    let mut exchange = invoice();
    let body = exchange["response"]["body"].as_str().unwrap();
    assert!(body.contains(from), "{body}");
    exchange["response"]["body"] = json!(body.replace(from, to));
    exchange
}

/// The creation of an invoice with a change of what is sent; the answer follows.
pub(crate) fn sent(change: impl FnOnce(&mut Value)) -> Value {
    let (mut request, mut answer) = documented("create_invoice");
    change(&mut request);
    for name in ["external_id", "amount"] {
        // An oddity of the request is none of the answer.
        if request.get(name).map(Value::is_string) == Some(answer[name].is_string()) {
            answer[name] = request[name].clone();
        }
    }
    exchange("POST", "/v2/invoices", Some(&request), 200, &answer)
}

/// The same with a change of the exchange.
fn changed(mut exchange: Value, change: impl FnOnce(&mut Value)) -> Value {
    change(&mut exchange);
    exchange
}

pub(crate) fn list(query: &str) -> Value {
    exchange(
        "GET",
        &format!("/v2/invoices{query}"),
        None,
        200,
        &json!([]),
    )
}

pub(crate) fn failed(status: u16, code: &str) -> Value {
    let (request, _) = documented("create_invoice");
    exchange(
        "POST",
        "/v2/invoices",
        Some(&request),
        status,
        &json!({"error_code": code, "message": "No."}),
    )
}

pub(crate) fn callback(change: impl FnOnce(&mut Value)) -> Value {
    common::callback("disbursement", change)
}

/// The class, the operation and the place of what is found.
type Case = (&'static str, &'static str, &'static str, Vec<Value>);

fn one(
    class: &'static str,
    operation: &'static str,
    pointer: &'static str,
    exchange: Value,
) -> Case {
    (class, operation, pointer, vec![exchange])
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn request_cases() -> Vec<Case> {
    let get = "get_invoice";
    let create = "create_invoice";
    vec![
        one(
            "request.undocumented_path",
            "",
            "/v9/things/{}",
            exchange("GET", "/v9/things/123456", None, 404, &json!({})),
        ),
        one(
            "request.path",
            get,
            "",
            changed(invoice(), |e| {
                e["request"]["url"] = json!(format!("https://api.xendit.co//v2/invoices/{ID}/"));
            }),
        ),
        one(
            "request.method",
            "",
            "/v2/invoices",
            exchange("DELETE", "/v2/invoices", None, 404, &json!({})),
        ),
        one("request.query", "list_invoices", "/page", list("?page=2")),
        one(
            "request.header",
            get,
            "/x-shop",
            changed(invoice(), |e| {
                e["request"]["headers"]["X-Shop"] = json!("7");
            }),
        ),
        one(
            "request.field",
            create,
            "/colour",
            sent(|b| b["colour"] = json!("red")),
        ),
        one(
            "request.required",
            create,
            "/external_id",
            sent(|b| _ = b.as_object_mut().unwrap().remove("external_id")),
        ),
        one(
            "request.null",
            create,
            "/description",
            sent(|b| b["description"] = Value::Null),
        ),
        one(
            "request.text_for_number",
            create,
            "/amount",
            sent(|b| b["amount"] = json!("50000")),
        ),
        one(
            "request.number_for_text",
            create,
            "/description",
            sent(|b| b["description"] = json!(7)),
        ),
        one(
            "request.type",
            create,
            "/should_send_email",
            sent(|b| b["should_send_email"] = json!("yes")),
        ),
        one(
            "request.enum",
            "get_ewallet_payment_status",
            "/ewallet_type",
            {
                let (_, answer) = documented("get_ewallet_payment_status");
                let id = answer["external_id"].as_str().unwrap();
                exchange(
                    "GET",
                    &format!("/ewallets?external_id={id}&ewallet_type=GOPAY"),
                    None,
                    200,
                    &answer,
                )
            },
        ),
        one(
            "request.format",
            "list_invoices",
            "/created_after",
            list("?created_after=today&created_before=2020-02-20T00:00:00Z"),
        ),
        one(
            "request.limit",
            "list_invoices",
            "/limit",
            list("?limit=101"),
        ),
        one(
            "request.array_filter",
            "list_invoices",
            "/statuses",
            list("?statuses=SETTLED&statuses=EXPIRED"),
        ),
        one(
            "request.rule",
            "list_invoices",
            "/paid_before",
            list("?paid_after=2020-02-20T00:00:00Z"),
        ),
        one(
            "request.content_type",
            create,
            "/content-type",
            changed(sent(|_| ()), |e| {
                e["request"]["headers"]["Content-Type"] = json!("text/plain");
            }),
        ),
        one(
            "request.not_json",
            create,
            "",
            changed(sent(|_| ()), |e| {
                e["request"]["body"] = json!("{\"amount\": 01}");
            }),
        ),
        one("request.precision", "create_charge", "/amount", {
            let (request, answer) = documented("create_charge");
            let mut charge = exchange("POST", "/credit_card_charges", Some(&request), 200, &answer);
            let body = charge["request"]["body"].as_str().unwrap();
            let amount = format!("\"amount\":{}", request["amount"]);
            assert!(body.contains(&amount), "{body}");
            charge["request"]["body"] = json!(body.replace(&amount, "\"amount\":1e400"));
            charge["response"] = Value::Null;
            charge
        }),
        one(
            "request.array_filter",
            "list_invoices",
            "/statuses",
            list("?statuses=%5B%22SETTLED%22%2C%22EXPIRED%22"),
        ),
        one(
            "request.body",
            get,
            "",
            changed(invoice(), |e| e["request"]["body"] = json!("{}")),
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn response_cases() -> Vec<Case> {
    let get = "get_invoice";
    let create = "create_invoice";
    vec![
        one(
            "response.status",
            get,
            "",
            changed(invoice(), |e| e["response"]["status"] = json!(201)),
        ),
        one(
            "response.header",
            get,
            "/x-new",
            changed(invoice(), |e| {
                e["response"]["headers"]["X-New"] = json!("7");
            }),
        ),
        one(
            "response.content_type",
            get,
            "/content-type",
            changed(invoice(), |e| {
                e["response"]["headers"]["Content-Type"] = json!("text/html");
            }),
        ),
        one(
            "response.field",
            get,
            "/colour",
            answered(|b| b["colour"] = json!("red")),
        ),
        one(
            "response.required",
            get,
            "/status",
            answered(|b| _ = b.as_object_mut().unwrap().remove("status")),
        ),
        one(
            "response.null",
            get,
            "/amount",
            answered(|b| b["amount"] = Value::Null),
        ),
        one(
            "response.text_for_number",
            get,
            "/amount",
            answered(|b| b["amount"] = json!("50000")),
        ),
        one(
            "response.number_for_text",
            get,
            "/description",
            answered(|b| b["description"] = json!(7)),
        ),
        one(
            "response.type",
            get,
            "/available_banks",
            answered(|b| b["available_banks"] = json!({})),
        ),
        one(
            "response.enum",
            get,
            "/status",
            answered(|b| b["status"] = json!("PARTLY_PAID")),
        ),
        one(
            "response.format",
            get,
            "/expiry_date",
            answered(|b| b["expiry_date"] = json!("tomorrow")),
        ),
        one(
            "response.format",
            get,
            "/invoice_url",
            answered(|b| b["invoice_url"] = json!("nowhere")),
        ),
        one(
            "response.format",
            get,
            "/payer_email",
            answered(|b| b["payer_email"] = json!("nobody")),
        ),
        one(
            "response.format",
            get,
            "/user_id",
            answered(|b| b["user_id"] = json!("5785")),
        ),
        one("response.limit", "get_fixed_payment_code", "/prefix", {
            let (_, mut answer) = documented("get_fixed_payment_code");
            answer["prefix"] = json!("MERCHANTS");
            let id = answer["id"].as_str().unwrap();
            exchange(
                "GET",
                &format!("/fixed_payment_code/{id}"),
                None,
                200,
                &answer,
            )
        }),
        one(
            "response.fraction",
            get,
            "/amount",
            rewritten("\"amount\":50000", "\"amount\":50000.5"),
        ),
        one(
            "response.precision",
            get,
            "/amount",
            rewritten("\"amount\":50000", "\"amount\":9007199254740993"),
        ),
        one(
            "response.error_code",
            create,
            "/error_code",
            failed(400, "BRAND_NEW_ERROR"),
        ),
        one(
            "response.error_status",
            create,
            "/error_code",
            failed(404, "API_VALIDATION_ERROR"),
        ),
        one(
            "response.not_json",
            get,
            "",
            changed(invoice(), |e| {
                e["response"]["body"] = json!("<html>502</html>");
            }),
        ),
        one("across.echo", create, "/external_id", {
            let mut exchange = sent(|_| ());
            let body = exchange["response"]["body"].as_str().unwrap();
            exchange["response"]["body"] = json!(body.replace("demo_1475801962607", "demo_2"));
            exchange
        }),
        one(
            "across.id",
            get,
            "/id",
            answered(|b| b["id"] = json!("aaaaaaaaaaaaaaaaaaaaaaaa")),
        ),
        (
            "across.status",
            get,
            "/status",
            vec![
                answered(|b| b["status"] = json!("EXPIRED")),
                answered(|b| b["status"] = json!("PENDING")),
            ],
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn callback_cases() -> Vec<Case> {
    let operation = "disbursement_callback";
    vec![
        one(
            "callback.unknown",
            "",
            "",
            changed(callback(|_| ()), |e| e["request"]["body"] = json!("[1]")),
        ),
        one(
            "callback.method",
            operation,
            "",
            changed(callback(|_| ()), |e| e["request"]["method"] = json!("PUT")),
        ),
        one(
            "callback.header",
            operation,
            "/x-new",
            changed(callback(|_| ()), |e| {
                e["request"]["headers"]["X-New"] = json!("7");
            }),
        ),
        one(
            "callback.content_type",
            operation,
            "/content-type",
            changed(callback(|_| ()), |e| {
                e["request"]["headers"]["Content-Type"] = json!("text/plain");
            }),
        ),
        one(
            "callback.field",
            operation,
            "/colour",
            callback(|b| b["colour"] = json!("red")),
        ),
        one(
            "callback.required",
            operation,
            "/amount",
            callback(|b| _ = b.as_object_mut().unwrap().remove("amount")),
        ),
        one(
            "callback.null",
            operation,
            "/bank_code",
            callback(|b| b["bank_code"] = Value::Null),
        ),
        one(
            "callback.text_for_number",
            operation,
            "/amount",
            callback(|b| b["amount"] = json!("90000")),
        ),
        one(
            "callback.number_for_text",
            operation,
            "/external_id",
            callback(|b| b["external_id"] = json!(7)),
        ),
        one(
            "callback.type",
            operation,
            "/is_instant",
            callback(|b| b["is_instant"] = json!("no")),
        ),
        one(
            "callback.enum",
            operation,
            "/status",
            callback(|b| b["status"] = json!("HALTED")),
        ),
        one(
            "callback.format",
            operation,
            "/updated",
            callback(|b| b["updated"] = json!("now")),
        ),
        one(
            "callback.limit",
            "fixed_payment_code_paid_callback",
            "/prefix",
            common::callback("fixed_payment_code_paid", |b| {
                b["prefix"] = json!("MERCHANTS");
            }),
        ),
        one(
            "callback.fraction",
            operation,
            "/amount",
            callback(|b| b["amount"] = json!(90000.5)),
        ),
        one(
            "callback.precision",
            operation,
            "/amount",
            callback(|b| b["amount"] = json!(9007199254740993_u64)),
        ),
        one(
            "callback.not_json",
            "",
            "",
            changed(callback(|_| ()), |e| {
                e["request"]["body"] = json!("status=PAID");
            }),
        ),
    ]
}
