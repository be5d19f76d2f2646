//! Our extensions. What another vendor means by the same name is noted, never refused.

use super::Reading;
use crate::document::{Kind, Node};
use crate::extension::{
    CitedDocument, DocumentedFunction, EnumValue, ErrorRow, LimitSource, Permission, Rule,
    RuleKind, Source, When,
};
use crate::notes::NoteKind;
use crate::operation::Status;

/// Where what states no source comes from: an overlay has what was seen.
pub(super) fn unstated(node: Node<'_>) -> Source {
    Source {
        is_observed: node.is_overlay(),
        ..Source::default()
    }
}

impl<'d> Reading<'d> {
    /// `x-source`.
    pub(super) fn source(&mut self, node: Node<'d>) -> Source {
        if node.kind() == Kind::Text {
            let is_observed = node.as_str() == Some("observed");
            if !is_observed {
                self.not_ours(node, "x-source");
            }
            return Source {
                is_observed,
                ..Source::default()
            };
        }
        if node.kind() != Kind::Object {
            self.not_ours(node, "x-source");
            return Source::default();
        }
        Source {
            document: node.text("document").map(str::to_owned),
            line: self.line_of(node),
            also: self.also_of(node),
            documented_as: node.text("documented_as").map(str::to_owned),
            is_observed: node.get("document").is_none() && node.get("observed").is_some(),
        }
    }

    /// `x-documents`.
    pub(super) fn cited_documents(&mut self, node: Node<'d>) -> Vec<CitedDocument> {
        let mut documents = Vec::new();
        for (file, about) in node.fields() {
            let Some(title) = about.text("title") else {
                self.not_ours(about, "x-documents");
                continue;
            };
            let mut sections = Vec::new();
            for (line, heading) in about.get("sections").into_iter().flat_map(Node::fields) {
                match (line.parse(), heading.as_str()) {
                    (Ok(line), Some(heading)) => sections.push((line, heading.to_owned())),
                    _ => self.not_ours(heading, "x-documents"),
                }
            }
            documents.push(CitedDocument {
                file: file.to_owned(),
                title: title.to_owned(),
                sections,
            });
        }
        documents
    }

    /// `x-error-codes` and `x-observed-error-codes` of an answer.
    pub(super) fn error_rows(
        &mut self,
        response: Node<'d>,
        status: Status,
        of: &Source,
    ) -> Vec<ErrorRow> {
        let mut rows = Vec::new();
        for (table, is_observed) in [("x-error-codes", false), ("x-observed-error-codes", true)] {
            let Some(list) = response.get(table) else {
                continue;
            };
            if list.kind() != Kind::List {
                self.not_ours(list, table);
                continue;
            }
            for node in list.items() {
                let Some(code) = node.get("code").and_then(Node::scalar) else {
                    self.not_ours(node, table);
                    continue;
                };
                rows.push(ErrorRow {
                    code: code.to_owned(),
                    status: status.code(),
                    description: node.text("description").map(str::to_owned),
                    variant: node.text("for").map(str::to_owned),
                    is_observed: is_observed || node.is_overlay(),
                    is_example_only: node.get("example_only").is_some_and(Node::is_true),
                    has_undocumented_status: node
                        .get("status_undocumented")
                        .is_some_and(Node::is_true),
                    source: self.source_of_row(node, of),
                    node: node.id(),
                });
            }
        }
        rows
    }

    fn source_of_row(&mut self, node: Node<'d>, of: &Source) -> Source {
        if let Some(own) = node.get("x-source") {
            return self.source(own);
        }
        let line = self.line_of(node);
        let own = node.text("document").map(str::to_owned);
        match own.or_else(|| of.document.clone()) {
            Some(document) if line.is_some() => Source {
                document: Some(document),
                line,
                also: self.also_of(node),
                ..Source::default()
            },
            _ => Source {
                is_observed: true,
                ..Source::default()
            },
        }
    }

    /// `x-permission`.
    pub(super) fn permission(&mut self, node: Node<'d>) -> Option<Permission> {
        let Some(kind) = node.text("kind") else {
            self.not_ours(node, "x-permission");
            return None;
        };
        Some(Permission {
            kind: kind.to_owned(),
            access: node.text("access").map(str::to_owned),
            line: self.line_of(node),
        })
    }

    /// `x-documented-function`.
    pub(super) fn function(&mut self, node: Node<'d>) -> Option<DocumentedFunction> {
        let Some(name) = node.text("name") else {
            self.not_ours(node, "x-documented-function");
            return None;
        };
        Some(DocumentedFunction {
            name: name.to_owned(),
            lines: self.lines_of(node),
        })
    }

    /// An extension that is a text.
    pub(super) fn extension_text(&mut self, node: Node<'d>) -> Option<String> {
        let text = node.as_str().map(str::to_owned);
        if text.is_none() {
            self.not_ours(node, node.name().unwrap_or_default());
        }
        text
    }

    /// A list of texts, such as `x-final` and `x-not-enforced`.
    pub(super) fn extension_texts(
        &mut self,
        node: Node<'d>,
        extension: &str,
    ) -> Option<Vec<String>> {
        let values: Vec<_> = node
            .items()
            .filter_map(Node::scalar)
            .map(str::to_owned)
            .collect();
        if node.kind() != Kind::List || values.len() != node.len() {
            self.not_ours(node, extension);
            return None;
        }
        Some(values)
    }

    /// `x-enum`.
    pub(super) fn value_notes(&mut self, node: Node<'d>) -> Vec<EnumValue> {
        if node.kind() != Kind::Object {
            self.not_ours(node, "x-enum");
            return Vec::new();
        }
        let mut notes = Vec::new();
        for (value, row) in node.fields() {
            if row.kind() != Kind::Object {
                self.not_ours(row, "x-enum");
                continue;
            }
            let source = row.get("x-source").map(|source| self.source(source));
            notes.push(EnumValue {
                value: value.to_owned(),
                description: row.text("description").map(str::to_owned),
                name: row.text("name").map(str::to_owned),
                document: row
                    .text("document")
                    .map(str::to_owned)
                    .or_else(|| source.as_ref().and_then(|source| source.document.clone())),
                lines: self.lines_of(row),
                is_observed: row.text("source") == Some("observed")
                    || source.is_some_and(|source| source.is_observed),
                node: row.id(),
            });
        }
        notes
    }

    /// `x-limit-source`.
    pub(super) fn limit_sources(&mut self, node: Node<'d>) -> Vec<LimitSource> {
        if node.kind() != Kind::Object {
            self.not_ours(node, "x-limit-source");
            return Vec::new();
        }
        let mut sources = Vec::new();
        for (keyword, at) in node.fields() {
            let line = match at.kind() {
                Kind::Number => self.line_number(at),
                Kind::Object => self.line_of(at),
                _ => None,
            };
            if line.is_none() && at.as_str() != Some("observed") {
                self.not_ours(at, "x-limit-source");
                continue;
            }
            sources.push(LimitSource {
                keyword: keyword.to_owned(),
                document: at.text("document").map(str::to_owned),
                line,
            });
        }
        sources
    }

    /// `x-rules`.
    pub(super) fn rules(&mut self, node: Node<'d>) -> Vec<Rule> {
        if node.kind() != Kind::List {
            self.not_ours(node, "x-rules");
            return Vec::new();
        }
        let mut rules = Vec::new();
        for item in node.items() {
            match self.rule(item) {
                Some(kind) => rules.push(Rule {
                    kind,
                    line: self.line_of(item),
                    node: item.id(),
                }),
                None => self.not_ours(item, "x-rules"),
            }
        }
        rules
    }

    fn rule(&mut self, node: Node<'d>) -> Option<RuleKind> {
        let text = |name: &str| node.text(name).map(str::to_owned);
        let texts = |name: &str| -> Option<Vec<String>> {
            let items = node.get(name)?.items();
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        };
        Some(match node.text("rule")? {
            "requires" => RuleKind::Requires {
                field: text("field")?,
                needs: text("needs")?,
            },
            "together" => RuleKind::Together {
                fields: texts("fields")?,
            },
            "only" => RuleKind::Only {
                field: text("field")?,
                when: text("when")?,
                values: texts("in")?,
            },
            "when" => RuleKind::When(When {
                field: text("field")?,
                equals: node.get("equals")?.id(),
                then: text("then")?,
                required: node.get("required").is_some_and(Node::is_true),
                pattern: text("pattern"),
                minimum: node.get("minimum").and_then(|limit| self.decimal(limit)),
                maximum: node.get("maximum").and_then(|limit| self.decimal(limit)),
                says: text("says"),
            }),
            _ => return None,
        })
    }

    fn line_of(&mut self, node: Node<'d>) -> Option<u32> {
        let line = node.get("line")?;
        self.line_number(line)
    }

    fn also_of(&mut self, node: Node<'d>) -> Vec<u32> {
        let also = node.get("also").into_iter().flat_map(Node::items);
        also.filter_map(|line| self.line_number(line)).collect()
    }

    fn lines_of(&mut self, node: Node<'d>) -> Vec<u32> {
        let line = self.line_of(node);
        let also = self.also_of(node);
        line.into_iter().chain(also).collect()
    }

    fn not_ours(&mut self, node: Node<'d>, name: &str) {
        let words = format!("`{name}` does not say what it says in this project's contracts");
        self.note(NoteKind::NotUnderstood, node, words);
    }
}
