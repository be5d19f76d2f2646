//! The whole report, and the JSON Schema of it.

use std::io::{self, Write};

use serde::Serialize;

use super::steers;
use crate::report::Report;

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    write_value(report, out)
}

/// Writes JSON in which what steers a terminal is escaped; it can only stand in texts.
pub(super) fn write_value(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    let mut rest = text.as_str();
    while let Some(place) = rest.find(|c| c != '\n' && steers(c)) {
        write!(out, "{}", &rest[..place])?;
        let mut chars = rest[place..].chars();
        if let Some(c) = chars.next() {
            write!(out, "\\u{:04x}", u32::from(c))?;
        }
        rest = chars.as_str();
    }
    writeln!(out, "{rest}")
}

/// The JSON Schema of what [`Format::Json`](super::Format::Json) writes.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Report)
}
