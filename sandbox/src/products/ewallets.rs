//! E-wallets: OVO asks on the payer's phone, DANA and LinkAja answer with a page on which to pay.
//!
//! A payment with OVO is over when it is answered, unless `X-API-VERSION: 2020-02-01` asks for one that is PENDING. What
//! the payer or the wallet does then is told by the phone number, for which no document has test values:
//!
//! | phone | a payment with OVO |
//! | --- | --- |
//! | `081000000001` | `USER_DID_NOT_AUTHORIZE_THE_PAYMENT` |
//! | `081000000002` | `USER_DECLINED_THE_TRANSACTION` |
//! | `081000000003` | `PHONE_NUMBER_NOT_REGISTERED` |
//! | `081000000004` | `EXTERNAL_ERROR` |
//! | `081000000005` | `SENDING_TRANSACTION_ERROR` |
//! | `081000000006` | `EWALLET_APP_UNREACHABLE` |
//!
//! The first two need the payer, so a payment that is PENDING at first does not answer them: it EXPIRES. With LinkAja,
//! `081000000004` is a `GENERATE_CHECKOUT_TOKEN_ERROR`.

use chrono::TimeDelta;

use crate::callbacks::{self, Callback};
use crate::json::Json;
use crate::products::product::{Action, Answer, Call, Product};
use crate::products::status::ewallet as status;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// By default DANA's payer has 24 hours (xendit-api-reference.txt, line 1298). LinkAja's limit is not documented.
const LIFE: TimeDelta = TimeDelta::hours(24);

/// How long OVO waits for the payer; the documents only say that there is a limit (line 1348).
const OVO_LIFE: TimeDelta = TimeDelta::seconds(60);

/// The version that answers before the payer has paid. Any other answers afterwards, as the document shows it.
const PENDING_VERSION: &str = "2020-02-01";

/// The version that a request asked for.
const API_VERSION: &str = "_api_version";

/// Phones whose payers do not get to pay, and those whose payers do not.
const UNREACHED: &[(&str, &str)] = &[
    ("081000000003", "PHONE_NUMBER_NOT_REGISTERED"),
    ("081000000004", "EXTERNAL_ERROR"),
    ("081000000005", "SENDING_TRANSACTION_ERROR"),
    ("081000000006", "EWALLET_APP_UNREACHABLE"),
];
const UNWILLING: &[(&str, &str)] = &[
    ("081000000001", "USER_DID_NOT_AUTHORIZE_THE_PAYMENT"),
    ("081000000002", "USER_DECLINED_THE_TRANSACTION"),
];
const NO_CHECKOUT: &[(&str, &str)] = &[("081000000004", "GENERATE_CHECKOUT_TOKEN_ERROR")];

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_ewallet_payment", create),
        ("get_ewallet_payment_status", get),
    ],
    actions: &[
        Action {
            kind: Kind::Ewallet,
            name: "pay",
            about: "The payer pays.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(pay(world, payment)),
        },
        Action {
            kind: Kind::Ewallet,
            name: "decline",
            about: "The payer declines, or the wallet does. Answers then say EXPIRED, the callback FAILED.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(end(world, payment, status::FAILED)),
        },
        Action {
            kind: Kind::Ewallet,
            name: "expire",
            about: "The time to pay is over.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(end(world, payment, status::EXPIRED)),
        },
    ],
    codes: &[],
    due: &[(Kind::Ewallet, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let wallet = body.text("ewallet_type").unwrap_or_default();
    let external_id = body.text("external_id").unwrap_or_default();
    if find(world, call.account, &external_id, &wallet).is_some() {
        return Err(call.refuse("DUPLICATE_PAYMENT"));
    }
    let waits = wallet != "OVO" || call.header("x-api-version") == Some(PENDING_VERSION);
    let phone = body.text("phone").unwrap_or_default();
    let code = match wallet.as_str() {
        "OVO" if waits => of(UNREACHED, &phone),
        "OVO" => of(UNREACHED, &phone).or_else(|| of(UNWILLING, &phone)),
        "LINKAJA" => of(NO_CHECKOUT, &phone),
        _ => None,
    };
    if let Some(code) = code {
        return Err(call.refuse(code));
    }
    let payment = new(world, call, &wallet);
    world.save(&payment);
    if waits {
        return Ok(created(&payment));
    }
    pay(world, payment);
    let payment = find(world, call.account, &external_id, &wallet);
    let mut answer = payment.map_or_else(Json::object, |payment| created(&payment));
    answer.remove("status");
    Ok(answer)
}

fn of(table: &[(&str, &'static str)], phone: &str) -> Option<&'static str> {
    let row = table.iter().find(|(row, _)| *row == phone);
    row.map(|(_, code)| *code)
}

/// A new payment that nobody has paid yet, not saved.
fn new(world: &World, call: &Call<'_>, wallet: &str) -> Document {
    let now = world.now();
    let body = call.body;
    let id_like = "b0c464ab-dcdc-4426-9255-759a9450c9d2";
    let mut payment = Document::new(Kind::Ewallet, call.account, id_like, Json::object());
    let page = format!("{}/web/ewallets/{}", call.base_url, payment.id);
    let expiry = match wallet {
        "OVO" => now + OVO_LIFE,
        "DANA" => body.moment("expiration_date").unwrap_or(now + LIFE),
        _ => now + LIFE,
    };
    let fields = &mut payment.fields;
    fields.copy(body, &["ewallet_type", "external_id", "amount"]);
    fields.set("business_id", Json::string(call.user_id()));
    fields.set("status", Json::string(status::PENDING));
    fields.set("transaction_date", Json::time(now));
    fields.set("expiration_date", Json::time(expiry));
    if wallet == "DANA" {
        fields.copy(body, &["expiration_date"]);
    }
    if wallet != "OVO" {
        fields.set("checkout_url", Json::string(&page));
    }
    fields.copy(body, &["phone", "items", "callback_url", "redirect_url"]);
    let version = call.header("x-api-version").map(Json::string);
    fields.set_some(API_VERSION, version);
    payment.set_due(Some(expiry));
    payment
}

/// The payment as its creation answers it (lines 1184 to 1223).
fn created(payment: &Document) -> Json {
    let fields = &payment.fields;
    let mut answer = Json::object();
    match fields.text("ewallet_type").as_deref() {
        Some("OVO") => answer.copy(
            fields,
            &[
                "transaction_date",
                "amount",
                "external_id",
                "ewallet_type",
                "business_id",
                "status",
            ],
        ),
        Some("DANA") => answer.copy(
            fields,
            &["external_id", "checkout_url", "amount", "ewallet_type"],
        ),
        _ => {
            // The document's name of the page, and the one that was seen.
            answer.set_some("redirect_url", fields.get("checkout_url").cloned());
            answer.copy(
                fields,
                &[
                    "checkout_url",
                    "transaction_date",
                    "amount",
                    "external_id",
                    "ewallet_type",
                ],
            );
        }
    }
    answer
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    let text = |name: &str| call.query.text(name).unwrap_or_default();
    find(
        world,
        call.account,
        &text("external_id"),
        &text("ewallet_type"),
    )
    .map(|payment| displayed(&payment))
    .ok_or_else(|| call.refuse("PAYMENT_NOT_FOUND_ERROR"))
}

/// An external id belongs to one payment of a wallet: this is how payments are looked up.
fn find(world: &World, account: &str, external_id: &str, wallet: &str) -> Option<Document> {
    let payments = world.store.referenced(account, Kind::Ewallet, external_id);
    payments
        .into_iter()
        .find(|payment| payment.fields.text("ewallet_type").as_deref() == Some(wallet))
}

/// The payment with its status (lines 1459 to 1485; LinkAja's fields were only seen).
fn displayed(payment: &Document) -> Json {
    let fields = &payment.fields;
    let mut answer = Json::object();
    match fields.text("ewallet_type").as_deref() {
        Some("OVO") => answer.copy(
            fields,
            &[
                "amount",
                "external_id",
                "transaction_date",
                "business_id",
                "ewallet_type",
                "status",
            ],
        ),
        Some("DANA") => answer.copy(
            fields,
            &[
                "amount",
                "external_id",
                "expiration_date",
                "business_id",
                "status",
            ],
        ),
        _ => {
            answer.copy(
                fields,
                &[
                    "amount",
                    "external_id",
                    "business_id",
                    "ewallet_type",
                    "status",
                    "payment_timestamp",
                ],
            );
            answer.set_some("expired_at", fields.get("expiration_date").cloned());
            answer.copy(fields, &["checkout_url"]);
        }
    }
    answer
}

fn due(world: &mut World, payment: Document) {
    if payment.has_status(status::PENDING) {
        end(world, payment, status::EXPIRED);
    }
}

fn pay(world: &mut World, mut payment: Document) -> Json {
    let now = world.now();
    let amount = payment.fields.decimal("amount").unwrap_or_default();
    let status = match payment.fields.text("ewallet_type").as_deref() {
        Some("DANA") => status::PAID,
        _ => status::COMPLETED,
    };
    let fields = &mut payment.fields;
    fields.set("status", Json::string(status));
    fields.set("transaction_date", Json::time(now));
    fields.set("payment_timestamp", Json::time(now));
    payment.set_due(None);
    world.save(&payment);
    world.credit(&payment.account, amount);
    notify(world, &payment, status::PAID);
    displayed(&payment)
}

/// The payment is over without money. No answer is documented to say FAILED, so those that fail are EXPIRED there.
fn end(world: &mut World, mut payment: Document, outcome: &str) -> Json {
    payment.set_status(status::EXPIRED);
    payment.set_due(None);
    world.save(&payment);
    notify(world, &payment, outcome);
    displayed(&payment)
}

/// The callback of each wallet, with its statuses (lines 1604 and 1616; that of OVO was only seen).
fn notify(world: &mut World, payment: &Document, outcome: &str) {
    let fields = &payment.fields;
    let is_paid = outcome == status::PAID;
    let mut body = Json::object();
    body.copy(fields, &["external_id"]);
    // A text by the tables (lines 1601 and 1612), to the digit as it was sent.
    let amount = fields.get("amount").map(|amount| match amount.as_text() {
        Some(text) => Json::string(&text),
        None => Json::string(&amount.to_string()),
    });
    body.set_some("amount", amount);
    match fields.text("ewallet_type").as_deref() {
        Some("DANA") => {
            body.copy(fields, &["business_id"]);
            body.set("payment_status", Json::string(outcome));
            body.copy(fields, &["transaction_date"]);
        }
        Some("LINKAJA") => {
            body.copy(fields, &["items"]);
            let status = if is_paid {
                status::SUCCESS_COMPLETED
            } else {
                status::FAILED
            };
            body.set("status", Json::string(status));
            body.copy(fields, &["ewallet_type"]);
        }
        _ => return tell_of_ovo(world, payment, outcome),
    }
    let token = world.account(&payment.account).callback_token();
    body.set("callback_authentication_token", Json::string(&token));
    callbacks::send(
        world,
        Callback {
            kind: "ewallet_payment_callback",
            account: &payment.account,
            url: fields.text("callback_url"),
            body,
        },
    );
}

/// OVO calls back only in the version that answers before the payer has paid; its token stands in the header (observed).
fn tell_of_ovo(world: &mut World, payment: &Document, outcome: &str) {
    let fields = &payment.fields;
    if fields.text(API_VERSION).as_deref() != Some(PENDING_VERSION) {
        return;
    }
    let phone = fields.text("phone").unwrap_or_default();
    let failure = match outcome {
        status::PAID => None,
        status::EXPIRED => Some("USER_DID_NOT_AUTHORIZE_THE_PAYMENT"),
        _ => Some(of(UNWILLING, &phone).unwrap_or("USER_DECLINED_THE_TRANSACTION")),
    };
    let mut body = Json::object();
    body.set("event", Json::string("ewallet.payment"));
    body.set("id", Json::string(&payment.id));
    let sent = [
        "external_id",
        "business_id",
        "phone",
        "ewallet_type",
        "amount",
    ];
    body.copy(fields, &sent);
    body.set_some("failure_code", failure.map(Json::string));
    let status = failure.map_or(status::COMPLETED, |_| status::FAILED);
    body.set("status", Json::string(status));
    callbacks::send(
        world,
        Callback {
            kind: "ovo_payment_callback",
            account: &payment.account,
            url: None,
            body,
        },
    );
}
