//! Tables for the terminal.

use std::fmt::Write;

/// Lines up the columns.
pub fn table<const N: usize>(
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let head = head.map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    let widths: [usize; N] = std::array::from_fn(|column| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0)
    });
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        text += line(row, widths).trim_end();
        text.push('\n');
        if number == 0 {
            let rule = widths.map(|width| "-".repeat(width));
            text += line(&rule, widths).trim_end();
            text.push('\n');
        }
    }
    text
}

fn line<const N: usize>(row: &[String; N], widths: [usize; N]) -> String {
    let mut text = String::new();
    for (cell, width) in row.iter().zip(widths) {
        let _ = write!(text, "{cell:width$}  ");
    }
    text
}
