//! Retail outlets: fixed payment codes.

use crate::Row;

pub fn rows() -> Vec<Row> {
    vec![]
}
