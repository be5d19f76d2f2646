//! API keys: whose they are and what they may do.

use crate::contract::{Access, Operation, Permission};
use crate::idempotency::digest;
use crate::refusal::Refusal;

const PUBLIC: &str = "xnd_public_development_";
const SECRET: &str = "xnd_development_";

/// The keys that a sandbox knows.
#[derive(Debug, Default)]
pub(crate) enum Keys {
    /// Every development key. What follows its prefix names the account, so a secret and a public key that end alike
    /// belong together.
    #[default]
    Any,
}

/// A known key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) account: String,
    pub(crate) is_live: bool,
    is_public: bool,
    may: Option<Vec<Permission>>,
}

impl Keys {
    pub(crate) fn find(&self, key: &str) -> Option<Key> {
        match self {
            Keys::Any => {
                let (is_public, name) = match key.strip_prefix(PUBLIC) {
                    Some(name) => (true, name),
                    None => (false, key.strip_prefix(SECRET)?),
                };
                Some(Key {
                    account: digest(&["xendit", name]),
                    is_live: false,
                    is_public,
                    may: None,
                })
            }
        }
    }
}

impl Key {
    /// Whether the key may be used for an operation.
    pub(crate) fn check(&self, access: Access, operation: &Operation) -> Result<(), Refusal> {
        match access {
            Access::SecretKey if self.is_public => {
                return Err(Refusal::forbidden("This operation takes a secret key."));
            }
            Access::PublicKey if !self.is_public => {
                return Err(Refusal::forbidden("This operation takes a public key."));
            }
            _ => {}
        }
        let (Some(may), Some(needed)) = (&self.may, operation.permission) else {
            return Ok(());
        };
        if may.contains(&needed) {
            return Ok(());
        }
        Err(Refusal::forbidden(
            "The API key lacks the permission for this request.",
        ))
    }
}
