//! Finpay's payouts.

use super::{Row, Scene, row};
use crate::common::{Request, Response};

async fn payout(scene: &Scene, authorization: &str, id: &str) -> Response {
    let request = Request::get(&format!("/finpay/payout/{id}"))
        .header("for-user-id", "692e8e678ed4264955161b61")
        .header("Authorization", authorization);
    request.send(&scene.sandbox).await
}

/// `undefined:password`, as the document has it (finpay-get-payout.txt, line 47).
const CREDENTIALS: &str = "Basic dW5kZWZpbmVkOnBhc3N3b3Jk";
const SAMPLE: &str = "disb-571f3644d2b4edf0745e9703";
const UNKNOWN: &str = "disb-000000000000000000000000";

pub fn rows() -> Vec<Row> {
    vec![
        row!(get_payout, INVALID_API_KEY, "Send no credentials.", scene => payout(scene, "", SAMPLE)),
        row!(get_payout, DATA_NOT_FOUND, "Ask for an id that does not exist.", scene => payout(scene, CREDENTIALS, UNKNOWN)),
        row!(get_payout, SERVER_ERROR, "Order it: `refuse_next`.", scene => {
            scene.refuse_next("get_payout", "SERVER_ERROR");
            payout(scene, CREDENTIALS, SAMPLE)
        }),
    ]
}
