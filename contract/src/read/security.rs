//! Ways to authenticate, and what requires them.

use super::Reading;
use crate::document::Node;
use crate::extension::Source;
use crate::notes::NoteKind;
use crate::operation::Location;
use crate::security::{Requirement, SchemeKind, SecurityScheme};

impl<'d> Reading<'d> {
    /// `security` of the document or of an operation.
    pub(super) fn requirements(&mut self, node: Node<'d>) -> Vec<Requirement> {
        let mut requirements = Vec::new();
        for item in self.list(node, "`security`") {
            let Some(object) = self.object(item, "a requirement of security") else {
                continue;
            };
            let schemes = object.fields().map(|(name, scopes)| {
                (
                    name.to_owned(),
                    self.texts(scopes, "the scopes of a scheme"),
                )
            });
            requirements.push(Requirement {
                schemes: schemes.collect(),
                node: object.id(),
            });
        }
        requirements
    }

    pub(super) fn security_scheme(&mut self, name: &str, node: Node<'d>) -> Option<SecurityScheme> {
        let followed = self.follow(node, "a security scheme")?;
        let object = self.object(followed.node, "a security scheme")?;
        let mut text = |name: &str| object.get(name).and_then(|field| self.text(field));
        let kind = match text("type").unwrap_or_default().as_str() {
            "apiKey" => {
                let location = match text("in").unwrap_or_default().as_str() {
                    "query" => Location::Query,
                    "cookie" => Location::Cookie,
                    _ => Location::Header,
                };
                SchemeKind::ApiKey {
                    name: text("name").unwrap_or_default(),
                    location,
                }
            }
            "http" => SchemeKind::Http {
                scheme: text("scheme").unwrap_or_default().to_ascii_lowercase(),
                bearer_format: text("bearerFormat"),
            },
            "mutualTLS" => SchemeKind::MutualTls,
            "oauth2" => SchemeKind::OAuth2,
            "openIdConnect" => SchemeKind::OpenIdConnect {
                url: text("openIdConnectUrl").unwrap_or_default(),
            },
            other => {
                let words = format!("there is no security scheme of type `{other}`");
                self.note(NoteKind::NotUnderstood, object, words);
                SchemeKind::Other(other.to_owned())
            }
        };
        let mut scheme = SecurityScheme {
            name: name.to_owned(),
            kind,
            description: self.described(followed.reference),
            source: Source::default(),
            node: object.id(),
        };
        for (name, field) in object.fields() {
            match name {
                "description" if scheme.description.is_none() => {
                    scheme.description = self.text(field);
                }
                "x-source" => scheme.source = self.source(field),
                "type" | "description" | "name" | "in" | "scheme" | "bearerFormat" | "flows"
                | "openIdConnectUrl" | "oauth2MetadataUrl" | "deprecated" => {}
                _ => self.unknown(name, field, "a security scheme"),
            }
        }
        Some(scheme)
    }
}
