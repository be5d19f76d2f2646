//! Cardless credit: a customer pays on the page of a partner, who settles, denies or cancels the transaction, or lets it
//! expire.
//!
//! Settings of an account: `cardless_credit` (`false`: the merchant is not registered for it, MERCHANT_NOT_FOUND).

use chrono::TimeDelta;

use crate::callbacks::{self, Callback};
use crate::id::{fresh_like, fresh_uuid};
use crate::json::Json;
use crate::products::product::{Action, Answer, Call, Product};
use crate::products::status::cardless_credit as status;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// The customer has 24 hours (xendit-api-reference.txt, line 1882).
const LIFE: TimeDelta = TimeDelta::hours(24);

/// Where the customer pays.
const PAGE: &str = "_page";

pub(crate) const PRODUCT: Product = Product {
    handlers: &[("create_cardless_credit_payment", create)],
    actions: &[
        Action {
            kind: Kind::CardlessCredit,
            name: "settle",
            about: "The transaction is successful, and its money reaches the cash balance.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(end(world, payment, status::SETTLEMENT)),
        },
        Action {
            kind: Kind::CardlessCredit,
            name: "deny",
            about: "The partner denies the transaction.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(end(world, payment, status::DENY)),
        },
        Action {
            kind: Kind::CardlessCredit,
            name: "cancel",
            about: "The transaction is cancelled.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(end(world, payment, status::CANCEL)),
        },
        Action {
            kind: Kind::CardlessCredit,
            name: "expire",
            about: "The customer has not completed the transaction in 24 hours.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| Ok(end(world, payment, status::EXPIRE)),
        },
        Action {
            kind: Kind::CardlessCredit,
            name: "wait",
            about: "The merchant is told that the customer has not completed the transaction yet.",
            input: &[],
            when: &[status::PENDING],
            run: |world, payment, _| {
                notify(world, &payment);
                Ok(notification(&payment))
            },
        },
    ],
    codes: &[],
    due: &[(Kind::CardlessCredit, due)],
};

fn create(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let is_registered = world.account(call.account).setting("cardless_credit");
    if is_registered == Some(Json::boolean(false)) {
        return Err(call.refuse("MERCHANT_NOT_FOUND"));
    }
    let external_id = body.text("external_id").unwrap_or_default();
    let used = world
        .store
        .referenced(call.account, Kind::CardlessCredit, &external_id);
    if !used.is_empty() {
        return Err(call.refuse("DUPLICATE_PAYMENT_ERROR"));
    }
    if !is_sold(body.get("items").map(Json::items).unwrap_or_default()) {
        return Err(call.refuse("GENERATE_CHECKOUT_URL_ERROR"));
    }
    let payment = new(world, call, &external_id);
    world.save(&payment);
    let fields = &payment.fields;
    let mut answer = Json::object();
    answer.set_some("redirect_url", fields.get(PAGE).cloned());
    answer.copy(
        fields,
        &[
            "transaction_id",
            "order_id",
            "external_id",
            "cardless_credit_type",
        ],
    );
    Ok(answer)
}

/// The partner takes no order of nothing. That prices sum up to the amount is not documented, so it is not asked for.
fn is_sold(items: &[Json]) -> bool {
    let is_positive = |item: &Json| {
        let quantity = item.decimal("quantity");
        quantity.is_some_and(|quantity| quantity.is_sign_positive() && !quantity.is_zero())
    };
    !items.is_empty() && items.iter().all(is_positive)
}

/// A new payment, not saved yet.
fn new(world: &World, call: &Call<'_>, external_id: &str) -> Document {
    let transaction = fresh_uuid();
    let order = format!("{}-{external_id}", fresh_like("5d353767d2c80e33ddc2d252"));
    let page = format!("{}/web/cardless_credit/{transaction}", call.base_url);
    let mut fields = Json::object();
    fields.copy(call.body, &["external_id"]);
    fields.set("order_id", Json::string(&order));
    fields.set("transaction_id", Json::string(&transaction));
    fields.set("status", Json::string(status::PENDING));
    fields.copy(
        call.body,
        &[
            "amount",
            "payment_type",
            "items",
            "customer_details",
            "shipping_address",
            "cardless_credit_type",
            "redirect_url",
            "callback_url",
        ],
    );
    fields.set(PAGE, Json::string(&page));
    let mut payment = Document {
        kind: Kind::CardlessCredit,
        account: call.account.to_owned(),
        id: transaction,
        fields,
    };
    payment.set_due(Some(world.now() + LIFE));
    payment
}

fn due(world: &mut World, payment: Document) {
    if payment.has_status(status::PENDING) {
        end(world, payment, status::EXPIRE);
    }
}

fn end(world: &mut World, mut payment: Document, status: &str) -> Json {
    payment.set_status(status);
    payment.set_due(None);
    world.save(&payment);
    if status == status::SETTLEMENT {
        let amount = payment.fields.decimal("amount").unwrap_or_default();
        world.credit(&payment.account, amount);
    }
    notify(world, &payment);
    notification(&payment)
}

fn notify(world: &mut World, payment: &Document) {
    let mut body = notification(payment);
    let token = world.account(&payment.account).callback_token();
    body.set("callback_authentication_token", Json::string(&token));
    callbacks::send(
        world,
        Callback {
            kind: "cardless_credit_callback",
            account: &payment.account,
            url: payment.fields.text("callback_url"),
            body,
        },
    );
}

/// What the merchant is told of the payment (lines 1874 to 1891).
fn notification(payment: &Document) -> Json {
    let fields = &payment.fields;
    let mut body = Json::object();
    body.copy(
        fields,
        &["external_id", "order_id", "transaction_id", "amount"],
    );
    body.set_some("transaction_status", fields.get("status").cloned());
    body.copy(
        fields,
        &[
            "payment_type",
            "items",
            "customer_details",
            "shipping_address",
            "cardless_credit_type",
        ],
    );
    body
}
