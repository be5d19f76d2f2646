//! Invoices: PENDING, then PAID and SETTLED, or EXPIRED.

use chrono::TimeDelta;
use rust_decimal::Decimal;
use serde_json::json;

use crate::callbacks::{self, Callback};
use crate::json::Json;
use crate::products::{Act, Action, Answer, Call, Code, Product};
use crate::world::World;
use crate::world::account::user_id;
use crate::world::clock::Time;
use crate::world::store::{Document, Kind};

/// By default an invoice lives for 24 hours (xendit-api-reference.txt, line 2914).
const LIFE: TimeDelta = TimeDelta::hours(24);

/// No document says when a paid invoice is settled.
const SETTLEMENT: TimeDelta = TimeDelta::days(1);

/// More than this an account with retail outlets cannot ask for (line 2947).
const MOST_AT_OUTLETS: i64 = 5_000_000;

const BANKS: &[&str] = &["MANDIRI", "BRI", "BNI"];
const OUTLETS: &[&str] = &["ALFAMART"];
/// What an account offers when nobody has set anything else.
const METHODS: &[&str] = &[
    "BCA",
    "BNI",
    "BRI",
    "MANDIRI",
    "PERMATA",
    "ALFAMART",
    "CREDIT_CARD",
    "OVO",
];

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_invoice", create),
        ("list_invoices", list),
        ("get_invoice", get),
        ("expire_invoice", expire),
    ],
    actions: &[
        Action {
            kind: Kind::Invoice,
            name: "pay",
            about: "The payer pays. `channel` is a bank, ALFAMART, OVO or CREDIT_CARD; MANDIRI if left out.",
            input: &["channel"],
            when: &["PENDING"],
            run: pay,
        },
        Action {
            kind: Kind::Invoice,
            name: "settle",
            about: "The money of a paid invoice reaches the cash balance.",
            input: &[],
            when: &["PAID"],
            run: settle,
        },
        Action {
            kind: Kind::Invoice,
            name: "expire",
            about: "The time to pay is over.",
            input: &[],
            when: &["PENDING"],
            run: |world, invoice, _| Ok(end(world, invoice)),
        },
    ],
    codes: &[
        Code {
            operation: "create_invoice",
            field: "amount",
            rule: "number.min",
            code: "MINIMAL_TRANSFER_AMOUNT_ERROR",
        },
        Code {
            operation: "create_invoice",
            field: "amount",
            rule: "number.max",
            code: "MAXIMUM_TRANSFER_AMOUNT_ERROR",
        },
    ],
    due: &[(Kind::Invoice, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let methods = chosen(body);
    if methods.is_empty() {
        return Err(call.refuse("NO_COLLECTION_METHODS_ERROR"));
    }
    if methods
        .iter()
        .any(|method| !METHODS.contains(&method.as_str()))
    {
        return Err(call.refuse("UNAVAILABLE_PAYMENT_METHOD_ERROR"));
    }
    let fixed = body.text("callback_virtual_account_id");
    if let Some(id) = &fixed
        && world
            .store
            .of(call.account, Kind::VirtualAccount, id)
            .is_none()
    {
        return Err(call.refuse("CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR"));
    }
    let mut invoice = new(world, call.account, call.base_url, body);
    invoice
        .fields
        .set("_client_type", Json::string("API_GATEWAY"));
    world.save(&invoice);
    Ok(shown(&invoice))
}

/// A new invoice, from the fields of a request to create one. Recurring payments make theirs the same way.
pub(crate) fn new(world: &World, account: &str, base_url: &str, request: &Json) -> Document {
    let now = world.now();
    let life = request
        .decimal("invoice_duration")
        .and_then(|seconds| i64::try_from(seconds).ok());
    let expiry = now + life.and_then(TimeDelta::try_seconds).unwrap_or(LIFE);
    let mut invoice = world.create(
        Kind::Invoice,
        account,
        "579c8d61f23fa4ca35e52da4",
        Json::object(),
    );
    let fields = &mut invoice.fields;
    fields.set("id", Json::string(&invoice.id));
    fields.set("user_id", Json::string(user_id(account)));
    fields.copy(request, &["external_id"]);
    fields.set("status", Json::string("PENDING"));
    fields.set("merchant_name", Json::string("Sandbox"));
    fields.set(
        "merchant_profile_picture_url",
        Json::string(&format!("{base_url}/merchant.png")),
    );
    fields.copy(request, &["amount"]);
    for name in ["payer_email", "description"] {
        fields.set(
            name,
            request
                .get(name)
                .cloned()
                .unwrap_or_else(|| Json::string("")),
        );
    }
    fields.set(
        "invoice_url",
        Json::string(&format!("{base_url}/web/invoices/{}", invoice.id)),
    );
    fields.set("expiry_date", Json::time(expiry));
    let methods = chosen(request);
    fields.set(
        "should_exclude_credit_card",
        Json::boolean(!methods.iter().any(|method| method == "CREDIT_CARD")),
    );
    fields.set(
        "should_send_email",
        Json::boolean(request.flag("should_send_email").unwrap_or(false)),
    );
    fields.set("created", Json::time(now));
    fields.set("updated", Json::time(now));
    fields.copy(
        request,
        &[
            "mid_label",
            "currency",
            "fixed_va",
            "success_redirect_url",
            "failure_redirect_url",
        ],
    );
    if request.get("payment_methods").is_some() {
        let methods = methods.iter().map(|method| Json::string(method)).collect();
        fields.set("_methods", Json::Array(methods));
    }
    invoice.set_due(Some(expiry));
    invoice
}

/// The payment methods that a request asks for, or all.
fn chosen(request: &Json) -> Vec<String> {
    match request.get("payment_methods") {
        Some(Json::Array(methods)) if !methods.is_empty() => {
            methods.iter().filter_map(Json::as_text).collect()
        }
        _ => METHODS.iter().map(|method| (*method).to_owned()).collect(),
    }
}

/// The invoice with its payment options, which follow from it and are not kept.
pub(crate) fn shown(invoice: &Document) -> Json {
    let mut json = invoice.fields.clone();
    let offered = |channel: &&&str| match invoice.fields.get("_methods") {
        Some(methods) => methods.items().contains(&Json::string(channel)),
        None => true,
    };
    let amount = invoice
        .fields
        .get("amount")
        .cloned()
        .unwrap_or_else(|| Json::integer(0));
    let bank = |code: &&str| {
        let mut bank = Json::from_value(&json!({
            "bank_code": code,
            "collection_type": "POOL",
            "bank_account_number": destination(&invoice.id, code),
        }));
        bank.set("transfer_amount", amount.clone());
        bank.set("bank_branch", Json::string("Virtual Account"));
        bank.set("account_holder_name", Json::string("SANDBOX"));
        bank.set("identity_amount", Json::integer(0));
        bank
    };
    let outlet = |name: &&str| {
        let mut outlet = Json::from_value(&json!({
            "retail_outlet_name": name,
            "payment_code": destination(&invoice.id, name),
        }));
        outlet.set("transfer_amount", amount.clone());
        outlet
    };
    json.set(
        "available_banks",
        Json::Array(BANKS.iter().filter(offered).map(bank).collect()),
    );
    json.set(
        "available_retail_outlets",
        Json::Array(OUTLETS.iter().filter(offered).map(outlet).collect()),
    );
    json
}

/// A number to pay to: always the same for the same invoice and channel.
fn destination(id: &str, channel: &str) -> String {
    let digits = id.bytes().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    match channel {
        "MANDIRI" => format!("88608{:08}", digits % 100_000_000),
        "BRI" => format!("26215{:08}", digits % 100_000_000),
        "ALFAMART" => format!("ALFA{:06}", digits % 1_000_000),
        _ => format!("8808{:08}", digits % 100_000_000),
    }
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(shown(&find(world, call)?))
}

fn expire(world: &mut World, call: &Call<'_>) -> Answer {
    let invoice = find(world, call)?;
    if invoice.fields.text("status").as_deref() != Some("PENDING") {
        return Ok(shown(&invoice));
    }
    Ok(end(world, invoice))
}

fn find(world: &World, call: &Call<'_>) -> Result<Document, crate::refusal::Refusal> {
    world
        .store
        .of(call.account, Kind::Invoice, call.path("invoice_id"))
        .ok_or_else(|| call.refuse("INVOICE_NOT_FOUND_ERROR"))
}

/// The filters of a list: a field of the invoice and the parameters that bound it.
const BOUNDS: &[(&str, &str, &str)] = &[
    ("created", "created_after", "created_before"),
    ("paid_at", "paid_after", "paid_before"),
    ("expiry_date", "expired_after", "expired_before"),
    ("created", "after", "before"),
];

fn list(world: &mut World, call: &Call<'_>) -> Answer {
    let query = call.query;
    let limit = query
        .decimal("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(10);
    let last = query.text("last_invoice_id");
    let listed = |filter: &str, value: Option<String>| match query.get(filter) {
        Some(wanted) => value.is_some_and(|value| wanted.items().contains(&Json::string(&value))),
        None => true,
    };
    let fits = |invoice: &Document| {
        let fields = &invoice.fields;
        listed("statuses", fields.text("status"))
            && listed("client_types", fields.text("_client_type"))
            && listed("payment_channels", fields.text("payment_channel"))
            && ["on_demand_link", "recurring_payment_id"]
                .iter()
                .all(|name| query.get(name).is_none() || query.text(name) == fields.text(name))
            && BOUNDS.iter().all(|(field, after, before)| {
                within(
                    fields.moment(field),
                    query.moment(after),
                    query.moment(before),
                )
            })
    };
    let invoices = world
        .store
        .recent(call.account, Kind::Invoice, last.as_deref());
    Ok(Json::Array(
        invoices
            .filter(fits)
            .take(limit)
            .map(|invoice| shown(&invoice))
            .collect(),
    ))
}

/// Both bounds must be given for either to count (line 3405).
fn within(time: Option<Time>, after: Option<Time>, before: Option<Time>) -> bool {
    match (after, before) {
        (Some(after), Some(before)) => time.is_some_and(|time| after < time && time < before),
        _ => true,
    }
}

/// An invoice's time has come: it expires, or its money arrives.
fn due(world: &mut World, invoice: Document) {
    match invoice.fields.text("status").as_deref() {
        Some("PENDING") => _ = end(world, invoice),
        Some("PAID") => _ = settle(world, invoice, &Json::object()),
        _ => {}
    }
}

fn end(world: &mut World, mut invoice: Document) -> Json {
    change(world, &mut invoice, "EXPIRED", None);
    tell(world, &invoice);
    shown(&invoice)
}

fn pay(world: &mut World, mut invoice: Document, input: &Json) -> Act {
    let channel = input
        .text("channel")
        .unwrap_or_else(|| "MANDIRI".to_owned());
    if !METHODS.contains(&channel.as_str()) {
        return Err(format!("`channel` is none of {}", METHODS.join(", ")));
    }
    let method = match channel.as_str() {
        "ALFAMART" => "RETAIL_OUTLET",
        "OVO" => "EWALLET",
        "CREDIT_CARD" => "CREDIT_CARD",
        _ => "BANK_TRANSFER",
    };
    let now = world.now();
    let fields = &mut invoice.fields;
    let amount = fields
        .get("amount")
        .cloned()
        .unwrap_or_else(|| Json::integer(0));
    fields.set("paid_at", Json::time(now));
    fields.set("payment_method", Json::string(method));
    fields.set("payment_channel", Json::string(&channel));
    match method {
        "CREDIT_CARD" => fields.set(
            "credit_card_charge_id",
            Json::string(&crate::id::fresh_like(&invoice.id)),
        ),
        "EWALLET" => {}
        _ => fields.set(
            "payment_destination",
            Json::string(&destination(&invoice.id, &channel)),
        ),
    }
    if method == "BANK_TRANSFER" {
        fields.set("bank_code", Json::string(&channel));
    }
    fields.set("paid_amount", amount.clone());
    fields.set("adjusted_received_amount", amount);
    change(world, &mut invoice, "PAID", Some(now + SETTLEMENT));
    tell(world, &invoice);
    Ok(shown(&invoice))
}

fn settle(world: &mut World, mut invoice: Document, _: &Json) -> Act {
    let amount = invoice
        .fields
        .decimal("adjusted_received_amount")
        .unwrap_or_default();
    change(world, &mut invoice, "SETTLED", None);
    world.credit(&invoice.account, amount);
    Ok(shown(&invoice))
}

fn change(world: &mut World, invoice: &mut Document, status: &str, due: Option<Time>) {
    invoice.fields.set("status", Json::string(status));
    invoice.fields.set("updated", Json::time(world.now()));
    invoice.set_due(due);
    world.save(invoice);
}

/// The callback, whose payment methods have names of their own (lines 3513 to 3560).
fn tell(world: &mut World, invoice: &Document) {
    let fields = &invoice.fields;
    let channel = fields.text("payment_channel").unwrap_or_default();
    let mut body = Json::object();
    body.copy(fields, &["id", "user_id", "external_id"]);
    body.set("is_high", Json::boolean(false));
    body.copy(
        fields,
        &[
            "merchant_name",
            "amount",
            "status",
            "payer_email",
            "description",
        ],
    );
    let received = fields
        .decimal("adjusted_received_amount")
        .unwrap_or(Decimal::ZERO);
    body.set("fees_paid_amount", Json::integer(0));
    body.set("adjusted_received_amount", Json::amount(received));
    let method = match fields.text("payment_method").as_deref() {
        Some("BANK_TRANSFER") => Some("POOL"),
        Some("RETAIL_OUTLET") => Some("RETAIL_OUTLET"),
        Some("EWALLET") => Some("EWALLET"),
        Some("CREDIT_CARD") => Some("CREDIT_CARD"),
        _ => None,
    };
    body.set_some("payment_method", method.map(Json::string));
    match method {
        Some("POOL") => body.set("bank_code", Json::string(&channel)),
        Some("RETAIL_OUTLET") => body.set("retail_outlet_name", Json::string(&channel)),
        Some("EWALLET") => body.set("ewallet_type", Json::string(&channel)),
        _ => {}
    }
    body.set(
        "paid_amount",
        fields
            .get("paid_amount")
            .cloned()
            .unwrap_or_else(|| Json::integer(0)),
    );
    body.copy(
        fields,
        &[
            "updated",
            "created",
            "recurring_payment_id",
            "mid_label",
            "currency",
            "success_redirect_url",
        ],
    );
    body.copy(
        fields,
        &[
            "failure_redirect_url",
            "paid_at",
            "credit_card_charge_id",
            "payment_channel",
            "payment_destination",
        ],
    );
    let is_recurring = fields.get("recurring_payment_id").is_some();
    callbacks::send(
        world,
        Callback {
            kind: if is_recurring {
                "recurring_invoice_callback"
            } else {
                "invoice_callback"
            },
            account: &invoice.account,
            url: None,
            body,
        },
    );
}
