//! Balances.

use crate::Row;

pub fn rows() -> Vec<Row> {
    vec![]
}
