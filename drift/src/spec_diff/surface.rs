//! The generated Rust of two versions: what a caller can no longer write, and what is new.

use std::collections::{BTreeMap, BTreeSet};
use std::panic;

use anyhow::{Context, Result, bail};
use bayar_codegen::{Generated, Source, generate_alone, surface::surface};

use crate::difference::{Difference, Place};
use crate::finding::Class;

/// A type and its members, each by what tells it from the others.
type Types = BTreeMap<String, BTreeMap<String, String>>;

/// What changed for callers.
///
/// # Errors
/// If the older version generates no Rust. That the newer does not is a change.
pub(super) fn changes(old: &str, new: &str) -> Result<Vec<Difference>> {
    let before = generated(old).context("the older contract generates no Rust")?;
    let after = match generated(new) {
        Ok(after) => after,
        Err(error) => {
            return Ok(vec![change(
                Class::SPEC_COMPILE,
                "",
                "Rust",
                "none",
                format!("The newer contract generates no Rust: {error}."),
            )]);
        }
    };
    let mut changes = types(&read(&before), &read(&after));
    changes.extend(codes(&before, &after));
    Ok(changes)
}

fn generated(text: &str) -> Result<Generated> {
    let source = Source {
        file: "the contract",
        text,
        module: "crate::contract",
    };
    // The generators in use panic where they do not know what to do.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    let generated = panic::catch_unwind(|| generate_alone(&source));
    panic::set_hook(hook);
    match generated {
        Ok(generated) => Ok(generated?),
        Err(_) => bail!("the generator does not know what to make of it"),
    }
}

fn change(class: Class, pointer: &str, from: &str, to: &str, message: String) -> Difference {
    Difference::new(class, None, message)
        .at(Some(Place::Body), pointer)
        .between(from, to)
}

fn types(before: &Types, after: &Types) -> Vec<Difference> {
    let mut changes = Vec::new();
    for (name, members) in before {
        let Some(now) = after.get(name) else {
            changes.push(change(
                Class::SPEC_COMPILE,
                name,
                "a type",
                "gone",
                format!("The type `{name}` is gone."),
            ));
            continue;
        };
        for (member, text) in members {
            let pointer = format!("{name}::{member}");
            match now.get(member) {
                None => changes.push(change(
                    Class::SPEC_COMPILE,
                    &pointer,
                    text,
                    "gone",
                    format!("`{pointer}` is gone."),
                )),
                Some(other) if other != text => {
                    let message = format!("`{pointer}` is another: `{text}` became `{other}`.");
                    changes.push(change(Class::SPEC_COMPILE, &pointer, text, other, message));
                }
                Some(_) => {}
            }
        }
        for (member, text) in now
            .iter()
            .filter(|(member, _)| !members.contains_key(*member))
        {
            let pointer = format!("{name}::{member}");
            // Structs have a `Default`, enums are open: both may grow.
            changes.push(change(
                Class::SPEC_COMPATIBLE,
                &pointer,
                "not there",
                text,
                format!("`{pointer}` is new."),
            ));
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        changes.push(change(
            Class::SPEC_COMPATIBLE,
            name,
            "not there",
            "a type",
            format!("The type `{name}` is new."),
        ));
    }
    changes
}

/// Every documented code is a variant of one enum.
fn codes(before: &Generated, after: &Generated) -> Vec<Difference> {
    let of = |generated: &Generated| -> BTreeSet<String> {
        let codes = generated.contract.error_codes();
        codes.iter().map(|(code, _)| (*code).to_owned()).collect()
    };
    let (before, after) = (of(before), of(after));
    let gone = before.difference(&after).map(|code| {
        let pointer = format!("ErrorCode::{code}");
        change(
            Class::SPEC_COMPILE,
            &pointer,
            code,
            "gone",
            format!("The variant of `ErrorCode` for `{code}` is gone."),
        )
    });
    let new = after.difference(&before).map(|code| {
        let pointer = format!("ErrorCode::{code}");
        change(
            Class::SPEC_COMPATIBLE,
            &pointer,
            "not there",
            code,
            format!("`ErrorCode` has a variant for `{code}`."),
        )
    });
    gone.chain(new).collect()
}

/// Reads what `bayar-codegen` prints of a surface.
fn read(generated: &Generated) -> Types {
    let mut types = Types::new();
    for (_, text) in surface(generated) {
        let mut name = String::new();
        let mut derives = Vec::new();
        let mut member = String::new();
        for line in text.lines().filter(|line| !line.starts_with("//")) {
            if let Some(list) = line.strip_prefix("#[derive(") {
                let list = list.trim_end_matches(")]").split(", ");
                derives.extend(list.map(str::to_owned));
            } else if line.starts_with("#[") {
                // `#[non_exhaustive]` stands on every type, and is no part of the member below it.
            } else if let Some(found) = head(line) {
                found.clone_into(&mut name);
                let members = types.entry(name.clone()).or_default();
                members.extend(derives.drain(..).map(|one| (format!("derive({one})"), one)));
            } else if line == "}" {
                member.clear();
            } else if !line.is_empty() {
                member.push(' ');
                member.push_str(line.trim());
                if line.ends_with([';', ',']) && balanced(&member) {
                    let text = std::mem::take(&mut member);
                    let text = text.trim().trim_end_matches([';', ',']);
                    types
                        .entry(name.clone())
                        .or_default()
                        .insert(key(text).to_owned(), text.to_owned());
                }
            }
        }
    }
    types
}

/// The type that a line opens, without its path.
fn head(line: &str) -> Option<&str> {
    let rest = [
        "pub struct ",
        "impl ",
        "impl<'a> ",
        "open_enum! ",
        "union! ",
    ]
    .iter()
    .find_map(|start| line.strip_prefix(start))?;
    let path = rest.split([' ', '<', ';', '{']).next()?;
    path.rsplit("::").next()
}

/// Whether every bracket is closed: a signature may stand on several lines.
fn balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

/// What tells a member from the others: its name, with brackets if it is a function.
fn key(member: &str) -> &str {
    let start = member
        .strip_prefix("pub async fn ")
        .or_else(|| member.strip_prefix("pub fn "))
        .or_else(|| member.strip_prefix("pub "))
        .unwrap_or(member);
    let end = start.find(['(', ':', ' ']).unwrap_or(start.len());
    let is_function = member.contains("fn ");
    if is_function {
        &start[..=end.min(start.len() - 1)]
    } else {
        &start[..end]
    }
}
