//! `sandbox/CONFORMANCE.md`, the committed document of what was measured: each task writes rows of its own table there.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use chrono::Utc;

/// Replaces the rows of a table whose first `key` cells are those of a new row, adds those that are new, and dates both.
/// The other rows stay, with the dates that they have.
pub fn write<const N: usize>(name: &str, key: usize, rows: &[[String; N]]) -> Result<()> {
    let file = file()?;
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let today = Utc::now().format("%Y-%m-%d").to_string();
    let new = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| cell.replace('|', "\\|"));
        cells.chain([today.clone()]).collect()
    });
    fs::write(&file, replaced(&text, name, key, new.collect())?)?;
    println!("written to sandbox/CONFORMANCE.md");
    Ok(())
}

fn file() -> Result<PathBuf> {
    Ok(crate::root()?.join("sandbox/CONFORMANCE.md"))
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
    let mut rows: Vec<Row> = lines.map(cells).collect();
    for row in new {
        let same = |old: &&mut Row| old.get(..key) == row.get(..key);
        match rows.iter_mut().find(same) {
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
    fn a_table_that_is_missing_is_an_error() {
        assert!(replaced(DOCUMENT, "three", 1, Vec::new()).is_err());
        assert!(replaced(DOCUMENT, "two", 1, Vec::new()).is_err());
    }
}
