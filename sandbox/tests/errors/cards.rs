//! Cards: tokens, authentications, charges, captures, reversals, refunds.

use crate::Row;

pub fn rows() -> Vec<Row> {
    vec![]
}
