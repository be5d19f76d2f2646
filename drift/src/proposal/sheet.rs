//! The text of a contract, edited line by line so that layout and comments stay.
//!
//! Every edit is made twice, in the text and in what the text says; if the two part, the edit is refused.

use anyhow::{Context, Result, bail, ensure};
use bayar_contract::Contract;
use serde_json::Value;

use super::Form;
use super::change::{Edit, Suggestion, edits};

/// A contract that is being edited.
pub(super) struct Sheet {
    file: String,
    text: String,
    contract: Contract,
}

impl Sheet {
    pub(super) fn new(file: &str, text: &str, contract: Contract) -> Sheet {
        Sheet {
            file: file.to_owned(),
            text: text.to_owned(),
            contract,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Makes changes, or leaves everything as it is.
    pub(super) fn apply(&mut self, suggestions: &[Suggestion]) -> Result<()> {
        let mut lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        let mut value = self.contract.document().root().to_value();
        let edits = edits(&self.contract, suggestions, Form::Patch)?;
        let mut edits: Vec<_> = edits.into_iter().flatten().collect();
        for edit in &edits {
            edit_value(edit, &mut value)?;
        }
        // From the last line to the first, so that the lines of those that follow stay.
        edits.sort_by_cached_key(|edit| std::cmp::Reverse(self.line(edit.at()).ok()));
        for edits in edits.chunk_by(|one, next| one.at() == next.at()) {
            self.edit_lines(edits, &mut lines)?;
        }
        let text = lines.join("\n") + "\n";
        let contract = Contract::parse(&self.file, &text).context("the layout is another one")?;
        ensure!(
            contract.document().root().to_value() == value,
            "the layout of the contract does not allow the edit"
        );
        self.text = text;
        self.contract = contract;
        Ok(())
    }

    /// The line of a node, counted from 0.
    fn line(&self, pointer: &str) -> Result<usize> {
        let node = self.contract.document().find(pointer);
        let node = node.context("no such place in the contract")?;
        Ok(node.line() as usize - 1)
    }

    /// Makes the edits of one place.
    fn edit_lines(&self, edits: &[Edit], lines: &mut Vec<String>) -> Result<()> {
        let Some(edit) = edits.first() else {
            return Ok(());
        };
        let texts: Vec<_> = edits.iter().map(Edit::text).collect();
        let line = self.line(edit.at())?;
        let head = lines.get(line).context("no such line")?.clone();
        let is_flow = head.trim_end().ends_with(']');
        match edit {
            Edit::Item(..) if is_flow => {
                let (list, end) = head.split_at(head.rfind(']').context("no list")?);
                lines[line] = format!("{list}, {}{end}", texts.join(", "));
            }
            Edit::Without(_, item) if is_flow => {
                let (start, end) = head.find('[').zip(head.rfind(']')).context("no list")?;
                let items = head[start + 1..end].split(',').map(str::trim);
                let rest: Vec<_> = items.filter(|text| text != item).collect();
                lines[line] = format!("{}{}{}", &head[..=start], rest.join(", "), &head[end..]);
            }
            Edit::Without(_, item) => {
                let end = block_end(lines, line);
                let is_it = |text: &String| text.trim() == format!("- {item}");
                let found = lines[line..=end].iter().position(is_it);
                lines.remove(line + found.context("the item stands in another form")?);
            }
            Edit::Item(..) => {
                let (end, indent) = block(lines, line)?;
                insert(lines, end + 1, indent, &format!("- {}", texts.join("\n- ")));
            }
            Edit::Fields(..) => {
                let (end, indent) = block(lines, line)?;
                insert(lines, end + 1, indent, &texts.join("\n"));
            }
            Edit::Instead(_, fields) => {
                if block_end(lines, line) != line {
                    bail!("the layout of the contract does not allow the edit");
                }
                lines.remove(line);
                insert(lines, line, indent(&head), fields);
            }
        }
        Ok(())
    }
}

/// The last line of the block that a line opens, and the indentation in it.
fn block(lines: &[String], line: usize) -> Result<(usize, usize)> {
    let end = block_end(lines, line);
    ensure!(end > line, "the contract has it in one line");
    Ok((end, indent(&lines[line + 1])))
}

fn block_end(lines: &[String], line: usize) -> usize {
    let outer = indent(&lines[line]);
    let is_text = |text: &str| !text.trim().is_empty() && !text.trim_start().starts_with('#');
    let inner = lines[line + 1..]
        .iter()
        .take_while(|text| !is_text(text) || indent(text) > outer);
    let last = inner
        .enumerate()
        .filter(|(_, text)| is_text(text))
        .map(|(index, _)| index + 1)
        .last();
    line + last.unwrap_or(0)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn insert(lines: &mut Vec<String>, at: usize, indent: usize, snippet: &str) {
    let new = snippet.lines().map(|line| format!("{:indent$}{line}", ""));
    lines.splice(at..at, new);
}

/// The same in what the text says.
fn edit_value(edit: &Edit, value: &mut Value) -> Result<()> {
    let missing = "no such place in the contract";
    match edit {
        Edit::Fields(at, fields) => {
            let map = value.pointer_mut(at).and_then(Value::as_object_mut);
            let map = map.context(missing)?;
            for (name, field) in read_fields(fields)? {
                ensure!(
                    map.insert(name, field).is_none(),
                    "the contract has it already"
                );
            }
        }
        Edit::Item(at, item) => {
            let list = value.pointer_mut(at).and_then(Value::as_array_mut);
            let item: Value = yaml_serde::from_str(item)?;
            let list = list.context(missing)?;
            ensure!(!list.contains(&item), "the contract has it already");
            list.push(item);
        }
        Edit::Without(at, item) => {
            let list = value.pointer_mut(at).and_then(Value::as_array_mut);
            list.context(missing)?.retain(|value| value != item);
        }
        Edit::Instead(at, fields) => {
            let (parent, name) = at.rsplit_once('/').context(missing)?;
            let map = value.pointer_mut(parent).and_then(Value::as_object_mut);
            let map = map.context(missing)?;
            map.remove(name).context(missing)?;
            map.extend(read_fields(fields)?);
        }
    }
    Ok(())
}

fn read_fields(text: &str) -> Result<serde_json::Map<String, Value>> {
    if text.is_empty() {
        return Ok(serde_json::Map::new());
    }
    Ok(yaml_serde::from_str(text)?)
}
