//! `CONTROLS.md`: its examples work, and it shows every control.

use std::collections::{HashMap, HashSet};

use super::{control, sandbox};
use crate::common::Request;

const BOOK: &str = include_str!("../../../CONTROLS.md");

/// Understands as much of curl as the examples use.
#[tokio::test]
async fn the_examples_work_and_show_every_control() {
    let (_, examples) = BOOK.split_once("```sh\n").unwrap();
    let (examples, _) = examples.split_once("```").unwrap();
    let sandbox = sandbox().await;
    let mut files: HashMap<String, String> = HashMap::new();
    let mut shown = HashSet::new();
    for command in examples.replace("\\\n", " ").lines() {
        let mut request = None;
        let (mut method, mut body, mut output) = (None, None, None);
        let (mut credentials, mut target) = (String::new(), String::new());
        let mut headers: Vec<String> = Vec::new();
        let mut words = split(command).into_iter().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "-X" => method = words.next(),
                "-u" => credentials = words.next().unwrap(),
                "-d" => body = words.next(),
                "-H" => headers.push(words.next().unwrap()),
                "-o" => output = words.next(),
                "-T" => {
                    body = files.get(&words.next().unwrap()).cloned();
                    method = Some("PUT".to_owned());
                }
                url => {
                    target = url
                        .strip_prefix("http://127.0.0.1:4010")
                        .unwrap()
                        .to_owned();
                }
            }
        }
        let default = if body.is_some() { "POST" } else { "GET" };
        let method = method.unwrap_or_else(|| default.to_owned());
        let mut call = Request::new(&method, &target).header("Authorization", "");
        if !credentials.is_empty() {
            call = call.credentials(&credentials);
        }
        // What curl sends unless it is told otherwise, and controls do not mind.
        if let Some(body) = &body {
            call = call.body("application/x-www-form-urlencoded", body.as_bytes());
        }
        for header in &headers {
            let (name, value) = header.split_once(": ").unwrap();
            call = call.header(name, value);
        }
        let answer = request.get_or_insert(call).send(&sandbox).await;
        assert_eq!(answer.status, 200, "{command}: {}", answer.text);
        if let Some(output) = output {
            files.insert(output, answer.text);
        }
        let path = target.split('?').next().unwrap();
        shown.insert(format!("{method} {}", path.trim_start_matches("/_sandbox")));
    }
    for control in table() {
        let is_shown = shown.iter().any(|path| fits(&control, path));
        // A callback's id is not known beforehand.
        assert!(
            is_shown || control.contains("redeliver"),
            "no example of {control}"
        );
    }
}

/// `GET /clock` and the like, from the first column of the table.
fn table() -> Vec<String> {
    let (controls, _) = BOOK.split_once("\n## ").unwrap();
    let rows = controls.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.flat_map(|row| {
        let (column, _) = row.split_once(" |").unwrap();
        let controls = column.split(", ");
        controls
            .map(|control| control.trim_matches('`').to_owned())
            .collect::<Vec<_>>()
    })
    .collect()
}

fn fits(control: &str, shown: &str) -> bool {
    let (control, shown): (Vec<_>, Vec<_>) =
        (control.split('/').collect(), shown.split('/').collect());
    control.len() == shown.len()
        && control
            .iter()
            .zip(shown)
            .all(|(one, other)| *one == other || one.starts_with('{'))
}

/// Words of a shell, with single quotes.
fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[tokio::test]
async fn every_control_of_the_table_is_there() {
    let sandbox = sandbox().await;
    for control_line in table() {
        let (method, path) = control_line.split_once(' ').unwrap();
        let answer = control(method, path).send(&sandbox).await;
        assert_ne!(answer.status, 405, "{control_line}");
        if answer.status == 404 {
            let error = answer.json()["error"].as_str().unwrap().to_owned();
            assert!(!error.contains("no control"), "{control_line}");
        }
    }
}
