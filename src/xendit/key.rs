//! The kinds of keys: secret and public, development and production.

use secrecy::SecretString;

use crate::credentials::{Credentials, Environment};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Secret,
    Public,
}

/// Reads a key. The message of a refusal says what is wrong and never shows the key.
pub(crate) fn read(text: &str, expected: Kind) -> Result<Credentials, String> {
    let key = text.trim();
    let (kind, rest) = match key.strip_prefix("xnd_public_") {
        Some(rest) => (Kind::Public, Some(rest)),
        None => (Kind::Secret, key.strip_prefix("xnd_")),
    };
    let environment = rest.and_then(|rest| {
        if rest.starts_with("development_") {
            Some(Environment::Development)
        } else if rest.starts_with("production_") {
            Some(Environment::Production)
        } else {
            None
        }
    });
    let environment = match environment {
        Some(environment) => environment,
        None if key.is_empty() => return Err("the key is empty".into()),
        None => {
            let prefix = if expected == Kind::Public {
                "xnd_public_"
            } else {
                "xnd_"
            };
            return Err(format!(
                "the key begins with neither `{prefix}development_` nor `{prefix}production_`"
            ));
        }
    };
    match (kind, expected) {
        (Kind::Public, Kind::Secret) => Err("this is a public key, which can only create card \
             tokens: give it to `xendit::PublicClient`, and the secret key to `xendit::Client`"
            .into()),
        (Kind::Secret, Kind::Public) => Err("this is a secret key: it must not get near a \
             payer's device; card tokens take the public key (`xnd_public_…`)"
            .into()),
        _ if key
            .bytes()
            .any(|byte| byte.is_ascii_whitespace() || byte == b':') =>
        {
            Err("the key holds a space or a colon: is it copied whole, and only once?".into())
        }
        _ => Ok(Credentials {
            user: SecretString::from(key),
            password: SecretString::from(""),
            environment: Some(environment),
        }),
    }
}
