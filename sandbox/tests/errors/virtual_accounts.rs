//! Fixed virtual accounts and the payments into them.

use crate::Row;

pub fn rows() -> Vec<Row> {
    vec![]
}
