//! Who calls: headers that were given, and environment variables for the security schemes of a contract.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar_contract::Contract;
use bayar_contract::operation::{Location, Operation};
use bayar_contract::security::{SchemeKind, SecurityScheme};
use hyper::header::{HeaderName, HeaderValue};

use crate::mask::masked;

/// Shorter texts are too common to be taken for a secret wherever they stand.
const SHORTEST: usize = 4;

/// Where a credential goes.
#[derive(Clone)]
pub(super) enum Travels {
    Header(HeaderName, HeaderValue),
    Query(String, String),
}

/// The credentials for one contract.
pub(super) struct Credentials {
    /// As they were given, for every request.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// By the name of the scheme.
    schemes: HashMap<String, Travels>,
    /// The environment variable of each scheme.
    variables: HashMap<String, String>,
    /// What is never shown.
    secrets: Vec<String>,
}

/// A header `Name: value`. The value is in no error.
///
/// # Errors
/// If it has another form.
pub fn parse_header(text: &str) -> Result<(HeaderName, HeaderValue)> {
    let wrong = "--header is none of the form `Name: value`";
    let (name, value) = text.split_once(':').context(wrong)?;
    let name = HeaderName::try_from(name.trim()).map_err(|_| anyhow!(wrong))?;
    let mut value = HeaderValue::try_from(value.trim())
        .map_err(|_| anyhow!("the value of the header {name} cannot be sent"))?;
    value.set_sensitive(true);
    Ok((name, value))
}

impl Credentials {
    pub(super) fn new(
        contract: &Contract,
        headers: &[(HeaderName, HeaderValue)],
        environment: &HashMap<String, String>,
    ) -> Result<Credentials> {
        let own = contract.document().root().find("/x-drift/probe");
        let named = own.and_then(|own| own.get("variables"));
        let mut credentials = Credentials {
            headers: headers.to_vec(),
            schemes: HashMap::new(),
            variables: HashMap::new(),
            secrets: Vec::new(),
        };
        for (_, value) in headers {
            credentials.add_secret(&String::from_utf8_lossy(value.as_bytes()));
        }
        for scheme in &contract.security_schemes {
            let variable = match named {
                Some(named) => named.text(&scheme.name).map(str::to_owned),
                None => Some(usual_variable(&scheme.name)),
            };
            let Some(variable) = variable else {
                continue;
            };
            let value = environment.get(&variable).filter(|value| !value.is_empty());
            if let Some(value) = value {
                let travels = travels(scheme, value);
                let travels = travels
                    .with_context(|| format!("{variable} cannot be sent: nothing was sent"))?;
                credentials.add_secret(value);
                if let Some(Travels::Header(_, value)) = &travels {
                    credentials.add_secret(&String::from_utf8_lossy(value.as_bytes()));
                }
                let named = travels.map(|travels| (scheme.name.clone(), travels));
                credentials.schemes.extend(named);
            }
            credentials.variables.insert(scheme.name.clone(), variable);
        }
        Ok(credentials)
    }

    /// Where the contract says how the keys begin with which no money moves, there is no other.
    pub(super) fn ensure_development(
        &self,
        contract: &Contract,
        environment: &HashMap<String, String>,
    ) -> Result<()> {
        let own = contract.document().root().find("/x-drift/probe");
        let Some(start) = own.and_then(|own| own.text("development_keys")) else {
            return Ok(());
        };
        for variable in self.variables.values() {
            let key = environment.get(variable).map_or("", String::as_str);
            ensure!(
                key.starts_with(start) && key.bytes().all(|byte| byte.is_ascii_graphic()),
                "{variable} holds no key of the development environment ({start}…): nothing was sent"
            );
        }
        let schemes = contract.security_schemes.iter();
        let mut names = schemes.filter_map(header_of);
        ensure!(
            !names.any(|name| self.header(name.as_str()).is_some()),
            "no --header takes the place of a key of the development environment ({start}…): nothing was sent"
        );
        Ok(())
    }

    fn add_secret(&mut self, secret: &str) {
        // Of `Bearer abc`, the last word too.
        for secret in [secret, secret.rsplit(' ').next().unwrap_or_default()] {
            if secret.len() >= SHORTEST {
                self.secrets.push(secret.to_owned());
            }
        }
    }

    /// A header that was given.
    pub(super) fn header(&self, name: &str) -> Option<&(HeaderName, HeaderValue)> {
        let mut headers = self.headers.iter();
        headers.find(|(own, _)| own.as_str().eq_ignore_ascii_case(name))
    }

    /// What an operation needs, beside the headers that were given.
    ///
    /// # Errors
    /// What could be given.
    pub(super) fn of(&self, operation: &Operation) -> Result<Vec<Travels>, String> {
        if operation.security.is_empty() {
            return Ok(Vec::new());
        }
        let all = operation.security.iter().map(|requirement| {
            let schemes = requirement.schemes.iter();
            schemes
                .map(|(scheme, _)| self.schemes.get(scheme).cloned())
                .collect::<Option<Vec<_>>>()
        });
        // What needs nothing comes last: with credentials more is answered.
        let mut all: Vec<_> = all.flatten().collect();
        all.sort_by_key(Vec::is_empty);
        match all.into_iter().next() {
            Some(found) => Ok(found),
            // Those who give headers know what they do.
            None if !self.headers.is_empty() => Ok(Vec::new()),
            None => {
                let names = operation
                    .security
                    .iter()
                    .flat_map(|requirement| &requirement.schemes);
                let mut variables: Vec<_> = names
                    .filter_map(|(name, _)| self.variables.get(name).map(String::as_str))
                    .collect();
                variables.dedup();
                variables.push("--header");
                Err(format!("no credentials: {}", variables.join(" or ")))
            }
        }
    }

    /// A text in which nothing is left of what is never shown but its shape.
    pub(super) fn hide(&self, text: &[u8]) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(text) else {
            return text.to_vec();
        };
        let mut text = text.to_owned();
        for secret in &self.secrets {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), &masked(secret));
            }
        }
        text.into_bytes()
    }
}

/// The name of a scheme as environment variables are written: `petstoreAuth` is `PETSTORE_AUTH`.
fn usual_variable(scheme: &str) -> String {
    let mut variable = String::new();
    let mut was_small = false;
    for letter in scheme.chars() {
        if letter.is_ascii_uppercase() && was_small {
            variable.push('_');
        }
        was_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        let is_word = letter.is_ascii_alphanumeric();
        variable.push(if is_word {
            letter.to_ascii_uppercase()
        } else {
            '_'
        });
    }
    variable
}

/// The header that a scheme uses.
fn header_of(scheme: &SecurityScheme) -> Option<HeaderName> {
    match &scheme.kind {
        SchemeKind::ApiKey {
            name,
            location: Location::Header,
        } => HeaderName::try_from(name.as_str()).ok(),
        SchemeKind::Http { .. } | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect { .. } => {
            Some(hyper::header::AUTHORIZATION)
        }
        _ => None,
    }
}

/// How a credential goes out; nothing where the scheme is none that can be met by a text.
fn travels(scheme: &SecurityScheme, value: &str) -> Result<Option<Travels>> {
    let text = match &scheme.kind {
        SchemeKind::ApiKey {
            name,
            location: Location::Query,
        } => return Ok(Some(Travels::Query(name.clone(), value.to_owned()))),
        SchemeKind::ApiKey {
            name,
            location: Location::Cookie,
        } => {
            let value = header_value(&format!("{name}={value}"))?;
            return Ok(Some(Travels::Header(hyper::header::COOKIE, value)));
        }
        SchemeKind::ApiKey { .. } => value.to_owned(),
        SchemeKind::Http { scheme, .. } if scheme == "basic" => {
            // A key alone is a user name without a password.
            let colon = if value.contains(':') { "" } else { ":" };
            format!("Basic {}", STANDARD.encode(format!("{value}{colon}")))
        }
        SchemeKind::Http { scheme, .. } if scheme != "bearer" => value.to_owned(),
        SchemeKind::Http { .. } | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect { .. } => {
            format!("Bearer {value}")
        }
        _ => return Ok(None),
    };
    let value = header_value(&text)?;
    Ok(header_of(scheme).map(|name| Travels::Header(name, value)))
}

fn header_value(text: &str) -> Result<HeaderValue> {
    let mut value = HeaderValue::from_str(text).map_err(|_| anyhow!("a credential"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables() {
        for (scheme, variable) in [
            ("petstore_auth", "PETSTORE_AUTH"),
            ("bearerAuth", "BEARER_AUTH"),
            ("api-key", "API_KEY"),
            ("ApiKeyAuth", "API_KEY_AUTH"),
            ("OAuth2Security", "OAUTH2_SECURITY"),
        ] {
            assert_eq!(usual_variable(scheme), variable);
        }
    }

    #[test]
    fn no_error_shows_a_value() {
        for wrong in ["secret", "secret value", "na me: secret", "X: sec\nret"] {
            let error = parse_header(wrong).unwrap_err().to_string();
            assert!(!error.contains("sec"), "{error}");
        }
        let (name, value) = parse_header("X-Key:  abc: d ").unwrap();
        assert_eq!(
            (name.as_str(), value.as_bytes()),
            ("x-key", b"abc: d".as_slice())
        );
    }
}
