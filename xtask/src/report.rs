//! The committed documents of what was measured: each task writes rows of its own table there.

use std::fs;

use anyhow::{Context, Result, bail};
use chrono::Utc;

/// Replaces the rows of a table whose first `key` cells are those of a new row, adds those that are new, and dates both.
/// Rows that only begin as a new one are of an earlier measurement, and go. The other rows stay, with the dates that they
/// have.
pub fn write<const N: usize>(
    file: &str,
    name: &str,
    key: usize,
    rows: &[[String; N]],
) -> Result<()> {
    let path = crate::root()?.join(file);
    let text = fs::read_to_string(&path).context(file.to_owned())?;
    let today = Utc::now().format("%Y-%m-%d").to_string();
    let new = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| cell.replace('|', "\\|"));
        cells.chain([today.clone()]).collect()
    });
    fs::write(&path, replaced(&text, name, key, new.collect())?)?;
    println!("written to {file}");
    Ok(())
}

type Row = Vec<String>;

/// The text with the rows put into the table between `<!-- NAME -->` and `<!-- end -->`, which has a head.
fn replaced(text: &str, name: &str, key: usize, new: Vec<Row>) -> Result<String> {
    let start = format!("<!-- {name} -->\n");
    let (before, rest) = text.split_once(&start).context(start.clone())?;
    let (old, after) = rest.split_once("<!-- end -->").context("<!-- end -->")?;
    let mut lines = old.lines();
    let (Some(head), Some(rule)) = (lines.next(), lines.next()) else {
        bail!("the table {name} has no head");
    };
    let is_same = |old: &Row, row: &Row| old.get(..key) == row.get(..key);
    let is_stale = |old: &Row| {
        let begins_as = |row: &Row| row.first() == old.first();
        new.iter().any(begins_as) && !new.iter().any(|row| is_same(old, row))
    };
    let mut rows: Vec<Row> = lines.map(cells).filter(|old| !is_stale(old)).collect();
    for row in new {
        match rows.iter_mut().find(|old| is_same(old, &row)) {
            Some(old) => *old = row,
            None => rows.push(row),
        }
    }
    let rows = rows.iter().map(|row| format!("| {} |\n", row.join(" | ")));
    let rows: String = rows.collect();
    Ok(format!(
        "{before}{start}{head}\n{rule}\n{rows}<!-- end -->{after}"
    ))
}

fn cells(line: &str) -> Row {
    let line = line.trim().trim_start_matches("| ").trim_end_matches(" |");
    line.split(" | ").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "# A\n<!-- one -->\n| tool | found |\n| --- | --- |\n| x | 1 |\n| y | 2 |\n<!-- end -->\nB\n<!-- two -->\n";

    fn row(cells: [&str; 2]) -> Row {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn a_row_replaces_the_one_of_its_key() {
        let new = vec![row(["y", "3"]), row(["z", "4"])];
        let text = replaced(DOCUMENT, "one", 1, new).unwrap();
        let expected = DOCUMENT.replace("| y | 2 |\n", "| y | 3 |\n| z | 4 |\n");
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_no_longer_measured_goes() {
        let new = vec![row(["y", "3"])];
        let text = replaced(DOCUMENT, "one", 2, new).unwrap();
        let expected = DOCUMENT.replace("| y | 2 |\n", "| y | 3 |\n");
        assert_eq!(text, expected);
    }

    #[test]
    fn a_table_that_is_missing_is_an_error() {
        assert!(replaced(DOCUMENT, "three", 1, Vec::new()).is_err());
        assert!(replaced(DOCUMENT, "two", 1, Vec::new()).is_err());
    }
}
