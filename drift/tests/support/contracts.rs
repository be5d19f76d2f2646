//! Contracts of others, and what is found under them.

use std::path::PathBuf;
use std::sync::Arc;

use bayar_drift::check::{Checker, Options};
use bayar_drift::contract::{Contracts, Sources};
use bayar_drift::exchange;
use bayar_drift::report::Report;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Files that contracts are read from.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

pub fn open(texts: &[&str], server: Option<&str>) -> anyhow::Result<Arc<Contracts>> {
    let folder = Folder::new();
    let file = |(index, text): (usize, &&str)| folder.file(&format!("{index}.yaml"), text);
    Contracts::open(&Sources {
        files: texts.iter().enumerate().map(file).collect(),
        overlays: Vec::new(),
        server: server.map(str::to_owned),
    })
}

pub fn checked(contracts: Arc<Contracts>, traffic: &str) -> Report {
    let mut checker = Checker::new(Options {
        contracts: Some(contracts),
        ..Options::default()
    })
    .unwrap();
    exchange::read_ahead(std::io::Cursor::new(traffic.to_owned()), false)
        .for_each(|exchange| checker.check(exchange))
        .unwrap();
    checker.report()
}

/// Each finding in a few words, sorted.
pub fn words(report: &Report) -> Vec<String> {
    let mut words: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            assert_eq!(finding.erratum, None, "{finding:?}");
            format!("{} {}", finding.class, finding.pointer)
        })
        .collect();
    words.sort();
    words
}

/// A `GET` without headers, answered by JSON.
pub fn get(url: &str, body: &Value) -> Value {
    json!({
        "request": {"method": "GET", "url": url, "headers": {}, "body": ""},
        "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": body},
    })
}

/// A document whose `GET /a` answers a schema.
pub fn answering(version: &str, schema: &str) -> String {
    format!(
        "openapi: {version}
info: {{title: t, version: '1'}}
servers: [{{url: https://h.example}}]
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: d
          content: {{application/json: {{schema: {schema}}}}}
components:
  schemas:
    Tree: {{type: object, properties: {{name: {{type: string}}, children: {{type: array, items: {{$ref: '#/components/schemas/Tree'}}}}}}}}
    Cat: {{type: object, required: [kind, lives], properties: {{kind: {{type: string}}, lives: {{type: integer}}}}}}
    Dog: {{type: object, required: [kind, breed], properties: {{kind: {{type: string}}, breed: {{type: string}}}}}}
"
    )
}
