//! What a callback and its repetitions have in common.

use bayar::xendit::callback::{InvoiceCallback, Kind, Payload, RecurringInvoiceCallback};
use serde_json::json;

use super::{TOKEN, example, key, receive, with};
use crate::support::{each_field, insert};

#[test]
fn keys_are_these() {
    let keys: Vec<_> = Kind::ALL.iter().map(|&kind| key(&example(kind))).collect();
    assert_eq!(
        keys,
        [
            "dana:12121212:dana-ewallet:PAID",
            "linkaja:linkaja-ewallet:SUCCESS_COMPLETED",
            "ovo:6b8bca62-3b2f-4f1e-9d0b-5bb4e2b1ab0c:FAILED",
            "cardless_credit:75191237c81273jajsh7291c-test-cardless-credit-01:settlement",
            "virtual_account_paid:demo-1476087608948_1476087303080",
            "virtual_account_changed:57fb4e076fa3fa296b7f5a97:ACTIVE:2016-10-10T08%3A15%3A03.404Z",
            "retail_outlet_paid:5b61ffc470f7f3470165e7b3",
            "invoice:593f4ed1c3d3bb7f39733d83:PAID",
            "invoice:593f4ed1c3d3bb7f39733d86:PAID",
            "disbursement:57e214ba82b034c325e84d6e:FAILED",
            "batch_disbursement:593f4ed1c3d3bb7f39733d83:CHECK",
            "payout_link:67f1b30c-0262-4955-8777-95aa0478c2fc:disbursement.completed",
        ]
    );
}

#[test]
fn the_key_changes_with_the_event_and_with_nothing_else() {
    // What the keys are made of, beside what tells the kind.
    let parts = [
        "/business_id",
        "/external_id",
        "/payment_status",
        "/status",
        "/order_id",
        "/transaction_status",
        "/payment_id",
        "/id",
        "/updated",
        "/data/id",
        "/event",
        "/fixed_payment_code_payment_id",
    ];
    for &kind in Kind::ALL {
        let body = example(kind);
        let mut changed = 0;
        each_field(&body, &mut |pointer| {
            let pointer = pointer.to_owned();
            let value = body.pointer(&pointer).unwrap();
            if !value.is_string() || value == "disbursement.completed" || value == "ewallet.payment"
            {
                return;
            }
            let other = insert(&body, &pointer, Some("2000-01-01T00:00:00.000Z".into()));
            if key(&other) != key(&body) {
                assert!(parts.contains(&pointer.as_str()), "{kind} {pointer}");
                changed += 1;
            }
        });
        assert!(changed >= 1, "{kind}");
    }
}

#[test]
fn an_id_cannot_look_like_an_id_and_a_status() {
    let dana = |id: &str, status: &str| key(&json!({"external_id": id, "payment_status": status}));
    assert_ne!(dana("a", "b:c"), dana("a:b", "c"));
    assert_ne!(dana("a%3A", "b"), dana("a:", "b"));
    assert_eq!(dana("a\u{0}\n", "b"), "dana::a%00%0A:b");
}

#[test]
fn an_invoice_has_one_key_however_it_was_read() {
    let body = example(Kind::RecurringInvoice);
    let as_invoice: InvoiceCallback = receive(&with(TOKEN), &body).unwrap();
    let as_recurring: RecurringInvoiceCallback = receive(&with(TOKEN), &body).unwrap();
    let key = as_invoice.deduplication_key().unwrap();
    assert_eq!(key, as_recurring.deduplication_key().unwrap());
}
