//! What the vendor's SDKs send, and the contract does not have. Each was looked at; any other fails a run.

use super::traffic::Oddity;

const NAMES_ITSELF: Oddity = Oddity {
    class: "request.header",
    places: &[("*", "/xendit-lib"), ("*", "/xendit-lib-ver")],
    count: 0,
    why: "the SDK names itself and its version in each request",
};

const REPEATS_KEYS: Oddity = Oddity {
    class: "request.array_filter",
    places: &[
        ("list_invoices", "/statuses"),
        ("list_invoices", "/client_types"),
    ],
    count: 3,
    why: "the key is repeated for each value; the document prints an array in JSON",
};

/// xendit-node 1.x.
pub const NODE: &[Oddity] = &[
    Oddity {
        class: "request.path",
        places: &[
            ("create_fixed_payment_code", ""),
            ("create_payout_link", ""),
            ("create_recurring_payment", ""),
        ],
        count: 3,
        why: "a slash at the end",
    },
    Oddity {
        class: "request.field",
        places: &[
            ("create_disbursement", "/bank_account_name"),
            ("create_disbursement", "/bank_account_number"),
            (
                "create_batch_disbursement",
                "/disbursements/*/account_holder_name",
            ),
            (
                "create_batch_disbursement",
                "/disbursements/*/account_number",
            ),
        ],
        count: 6,
        why: "the account goes out twice: under the names of a disbursement and of one in a batch",
    },
    Oddity {
        class: "request.number_for_text",
        places: &[("capture_charge", "/amount"), ("create_refund", "/amount")],
        count: 2,
        why: "the amount as the caller has it, a number; the document has a text",
    },
    REPEATS_KEYS,
    Oddity {
        count: 90,
        ..NAMES_ITSELF
    },
];

/// xendit-python 0.1.x.
pub const PYTHON: &[Oddity] = &[
    Oddity {
        class: "request.path",
        places: &[("*", "")],
        count: 46,
        why: "two slashes at the beginning: the base URL ends with one, every path begins with one",
    },
    Oddity {
        class: "request.field",
        places: &[("update_fixed_payment_code", "/fixed_payment_code_id")],
        count: 1,
        why: "the id of the path once more in the body",
    },
    Oddity {
        class: "request.body",
        places: &[
            ("expire_invoice", ""),
            ("pause_recurring_payment", ""),
            ("resume_recurring_payment", ""),
            ("stop_recurring_payment", ""),
            ("void_payout_link", ""),
        ],
        count: 5,
        why: "`{}` where nothing belongs",
    },
    REPEATS_KEYS,
    Oddity {
        count: 92,
        ..NAMES_ITSELF
    },
];
