//! Of the runs that met a fault, how many ended how.

use std::collections::{BTreeMap, BTreeSet};

const OUTCOMES: [&str; 5] = ["created", "existed", "conflict", "not created", "unknown"];

#[derive(Default)]
pub struct Table {
    rows: BTreeMap<String, Row>,
}

#[derive(Default)]
struct Row {
    runs: u32,
    outcomes: BTreeMap<&'static str, u32>,
    wrong: u32,
}

impl Table {
    /// A run stands in several lines if it met several faults.
    pub fn count(&mut self, labels: BTreeSet<String>, outcome: &'static str, is_wrong: bool) {
        for label in labels {
            let row = self.rows.entry(label).or_default();
            row.runs += 1;
            *row.outcomes.entry(outcome).or_default() += 1;
            row.wrong += u32::from(is_wrong);
        }
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:36}{:>7}", "fault", "runs")?;
        for name in OUTCOMES {
            write!(f, "{name:>12}")?;
        }
        write!(f, "{:>7}", "wrong")?;
        for (label, row) in &self.rows {
            write!(f, "\n{label:36}{:>7}", row.runs)?;
            for name in OUTCOMES {
                write!(
                    f,
                    "{:>12}",
                    row.outcomes.get(name).copied().unwrap_or_default()
                )?;
            }
            write!(f, "{:>7}", row.wrong)?;
        }
        Ok(())
    }
}
