//! Balances.

use super::Row;

pub fn rows() -> Vec<Row> {
    vec![]
}
