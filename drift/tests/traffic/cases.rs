//! A difference of each class, with where it is.

use bayar_drift::finding::Class;
use serde_json::{Value, json};

use crate::common::{documented, documented_callback, exchange};

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
    callback_of("disbursement", change)
}

fn callback_of(name: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut body = documented_callback(name);
    change(&mut body);
    json!({
        "request": {
            "method": "POST",
            "url": "https://shop.example/callbacks",
            "headers": {"Content-Type": "application/json", "X-CALLBACK-TOKEN": "token"},
            "body": body.to_string(),
        },
        "response": {"status": 200},
        "callback": true,
    })
}

type Case = (Class, &'static str, &'static str, Vec<Value>);

fn one(class: Class, operation: &'static str, pointer: &'static str, exchange: Value) -> Case {
    (class, operation, pointer, vec![exchange])
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn request_cases() -> Vec<Case> {
    use Class as C;
    let get = "get_invoice";
    let create = "create_invoice";
    vec![
        one(
            C::RequestUndocumentedPath,
            "",
            "/v9/things/{}",
            exchange("GET", "/v9/things/123456", None, 404, &json!({})),
        ),
        one(
            C::RequestPath,
            get,
            "",
            changed(invoice(), |e| {
                e["request"]["url"] = json!(format!("https://api.xendit.co//v2/invoices/{ID}/"));
            }),
        ),
        one(
            C::RequestMethod,
            "",
            "/v2/invoices",
            exchange("DELETE", "/v2/invoices", None, 404, &json!({})),
        ),
        one(C::RequestQuery, "list_invoices", "/page", list("?page=2")),
        one(
            C::RequestHeader,
            get,
            "/x-shop",
            changed(invoice(), |e| {
                e["request"]["headers"]["X-Shop"] = json!("7");
            }),
        ),
        one(
            C::RequestField,
            create,
            "/colour",
            sent(|b| b["colour"] = json!("red")),
        ),
        one(
            C::RequestRequired,
            create,
            "/external_id",
            sent(|b| _ = b.as_object_mut().unwrap().remove("external_id")),
        ),
        one(
            C::RequestNull,
            create,
            "/description",
            sent(|b| b["description"] = Value::Null),
        ),
        one(
            C::RequestTextForNumber,
            create,
            "/amount",
            sent(|b| b["amount"] = json!("50000")),
        ),
        one(
            C::RequestNumberForText,
            create,
            "/description",
            sent(|b| b["description"] = json!(7)),
        ),
        one(
            C::RequestType,
            create,
            "/should_send_email",
            sent(|b| b["should_send_email"] = json!("yes")),
        ),
        one(
            C::RequestEnum,
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
            C::RequestFormat,
            "list_invoices",
            "/created_after",
            list("?created_after=today&created_before=2020-02-20T00:00:00Z"),
        ),
        one(
            C::RequestLimit,
            "list_invoices",
            "/limit",
            list("?limit=101"),
        ),
        one(
            C::RequestArrayFilter,
            "list_invoices",
            "/statuses",
            list("?statuses=SETTLED&statuses=EXPIRED"),
        ),
        one(
            C::RequestRule,
            "list_invoices",
            "/paid_before",
            list("?paid_after=2020-02-20T00:00:00Z"),
        ),
        one(
            C::RequestContentType,
            create,
            "/content-type",
            changed(sent(|_| ()), |e| {
                e["request"]["headers"]["Content-Type"] = json!("text/plain");
            }),
        ),
        one(
            C::RequestNotJson,
            create,
            "",
            changed(sent(|_| ()), |e| {
                e["request"]["body"] = json!("{\"amount\": 01}");
            }),
        ),
        one(
            C::RequestBody,
            get,
            "",
            changed(invoice(), |e| e["request"]["body"] = json!("{}")),
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn response_cases() -> Vec<Case> {
    use Class as C;
    let get = "get_invoice";
    let create = "create_invoice";
    vec![
        one(
            C::ResponseStatus,
            get,
            "",
            changed(invoice(), |e| e["response"]["status"] = json!(201)),
        ),
        one(
            C::ResponseHeader,
            get,
            "/x-new",
            changed(invoice(), |e| {
                e["response"]["headers"]["X-New"] = json!("7");
            }),
        ),
        one(
            C::ResponseContentType,
            get,
            "/content-type",
            changed(invoice(), |e| {
                e["response"]["headers"]["Content-Type"] = json!("text/html");
            }),
        ),
        one(
            C::ResponseField,
            get,
            "/colour",
            answered(|b| b["colour"] = json!("red")),
        ),
        one(
            C::ResponseRequired,
            get,
            "/status",
            answered(|b| _ = b.as_object_mut().unwrap().remove("status")),
        ),
        one(
            C::ResponseNull,
            get,
            "/amount",
            answered(|b| b["amount"] = Value::Null),
        ),
        one(
            C::ResponseTextForNumber,
            get,
            "/amount",
            answered(|b| b["amount"] = json!("50000")),
        ),
        one(
            C::ResponseNumberForText,
            get,
            "/description",
            answered(|b| b["description"] = json!(7)),
        ),
        one(
            C::ResponseType,
            get,
            "/available_banks",
            answered(|b| b["available_banks"] = json!({})),
        ),
        one(
            C::ResponseEnum,
            get,
            "/status",
            answered(|b| b["status"] = json!("PARTLY_PAID")),
        ),
        one(
            C::ResponseFormat,
            get,
            "/expiry_date",
            answered(|b| b["expiry_date"] = json!("tomorrow")),
        ),
        one(
            C::ResponseFormat,
            get,
            "/invoice_url",
            answered(|b| b["invoice_url"] = json!("nowhere")),
        ),
        one(
            C::ResponseFormat,
            get,
            "/payer_email",
            answered(|b| b["payer_email"] = json!("nobody")),
        ),
        one(
            C::ResponseFormat,
            get,
            "/user_id",
            answered(|b| b["user_id"] = json!("5785")),
        ),
        one(C::ResponseLimit, "get_fixed_payment_code", "/prefix", {
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
            C::ResponseFraction,
            get,
            "/amount",
            rewritten("\"amount\":50000", "\"amount\":50000.5"),
        ),
        one(
            C::ResponsePrecision,
            get,
            "/amount",
            rewritten("\"amount\":50000", "\"amount\":9007199254740993"),
        ),
        one(
            C::ResponseErrorCode,
            create,
            "/error_code",
            failed(400, "BRAND_NEW_ERROR"),
        ),
        one(
            C::ResponseErrorStatus,
            create,
            "/error_code",
            failed(404, "API_VALIDATION_ERROR"),
        ),
        one(
            C::ResponseNotJson,
            get,
            "",
            changed(invoice(), |e| {
                e["response"]["body"] = json!("<html>502</html>");
            }),
        ),
        one(C::AcrossEcho, create, "/external_id", {
            let mut exchange = sent(|_| ());
            let body = exchange["response"]["body"].as_str().unwrap();
            exchange["response"]["body"] = json!(body.replace("demo_1475801962607", "demo_2"));
            exchange
        }),
        one(
            C::AcrossId,
            get,
            "/id",
            answered(|b| b["id"] = json!("aaaaaaaaaaaaaaaaaaaaaaaa")),
        ),
        (
            C::AcrossStatus,
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
    use Class as C;
    let operation = "disbursement_callback";
    vec![
        one(
            C::CallbackUnknown,
            "",
            "",
            changed(callback(|_| ()), |e| e["request"]["body"] = json!("[1]")),
        ),
        one(
            C::CallbackMethod,
            operation,
            "",
            changed(callback(|_| ()), |e| e["request"]["method"] = json!("PUT")),
        ),
        one(
            C::CallbackHeader,
            operation,
            "/x-new",
            changed(callback(|_| ()), |e| {
                e["request"]["headers"]["X-New"] = json!("7");
            }),
        ),
        one(
            C::CallbackContentType,
            operation,
            "/content-type",
            changed(callback(|_| ()), |e| {
                e["request"]["headers"]["Content-Type"] = json!("text/plain");
            }),
        ),
        one(
            C::CallbackField,
            operation,
            "/colour",
            callback(|b| b["colour"] = json!("red")),
        ),
        one(
            C::CallbackRequired,
            operation,
            "/amount",
            callback(|b| _ = b.as_object_mut().unwrap().remove("amount")),
        ),
        one(
            C::CallbackNull,
            operation,
            "/bank_code",
            callback(|b| b["bank_code"] = Value::Null),
        ),
        one(
            C::CallbackTextForNumber,
            operation,
            "/amount",
            callback(|b| b["amount"] = json!("90000")),
        ),
        one(
            C::CallbackNumberForText,
            operation,
            "/external_id",
            callback(|b| b["external_id"] = json!(7)),
        ),
        one(
            C::CallbackType,
            operation,
            "/is_instant",
            callback(|b| b["is_instant"] = json!("no")),
        ),
        one(
            C::CallbackEnum,
            operation,
            "/status",
            callback(|b| b["status"] = json!("HALTED")),
        ),
        one(
            C::CallbackFormat,
            operation,
            "/updated",
            callback(|b| b["updated"] = json!("now")),
        ),
        one(
            C::CallbackLimit,
            "fixed_payment_code_paid_callback",
            "/prefix",
            callback_of("fixed_payment_code_paid", |b| {
                b["prefix"] = json!("MERCHANTS");
            }),
        ),
        one(
            C::CallbackFraction,
            operation,
            "/amount",
            callback(|b| b["amount"] = json!(90000.5)),
        ),
        one(
            C::CallbackPrecision,
            operation,
            "/amount",
            callback(|b| b["amount"] = json!(9007199254740993_u64)),
        ),
        one(
            C::CallbackNotJson,
            "",
            "",
            changed(callback(|_| ()), |e| {
                e["request"]["body"] = json!("status=PAID");
            }),
        ),
    ]
}
