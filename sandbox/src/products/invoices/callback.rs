//! What merchants are sent of their invoices.

use rust_decimal::Decimal;

use super::fields::{IS_FIXED, ON_DEMAND_LINK, RECURRING};
use crate::callbacks::{self, Callback};
use crate::json::Json;
use crate::world::World;
use crate::world::document::Document;

/// The callback, whose payment methods have names of their own (lines 3513 to 3560).
pub(super) fn notify(world: &mut World, invoice: &Document) {
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
    let is_fixed = invoice.is(IS_FIXED);
    let method = fields.text("payment_method");
    // A POOL is of virtual accounts that are not fixed (line 2917).
    let method = match method.as_deref() {
        Some("BANK_TRANSFER") if !is_fixed => Some("POOL"),
        method => method,
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
    body.set_some("on_demand_link", fields.get(ON_DEMAND_LINK).cloned());
    let recurring = fields.get(RECURRING);
    let is_recurring = recurring.is_some();
    body.set_some("recurring_payment_id", recurring.cloned());
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
