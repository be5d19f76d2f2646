//! API keys: whose they are and what they may do.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;

use crate::api::{Access, Operation, Permission};
use crate::digest::digest;
use crate::refusal::Refusal;

/// How keys begin: whether they are public, and whether for production.
const PREFIXES: &[(&str, bool, bool)] = &[
    ("xnd_public_development_", true, false),
    ("xnd_public_production_", true, true),
    ("xnd_development_", false, false),
    ("xnd_production_", false, true),
];

/// The keys that a sandbox knows, for [`Builder::keys`](crate::Builder::keys).
///
/// Written in YAML or JSON:
///
/// ```
/// # let keys = bayar_sandbox::Keys::parse("
/// accounts:
///   - id: 5785e6334d7b410667d355c4      # the `user_id` of answers; one is made if it is left out
///     keys:
///       - key: xnd_development_shop     # or xnd_production_…
///         money_in: write               # none, read or write, which includes read; write if left out
///         money_out: none
///       - key: xnd_public_development_shop
///     sub_accounts: [6018306aa16ad90cb3c43ba7]   # for `for-user-id`; any if left out
/// finpay:                               # any user and password if left out
///   - user: merchant
///     password: secret                  # any if left out
/// # ");
/// # assert!(keys.is_ok());
/// ```
///
/// Of keys and passwords, hashes are kept.
#[derive(Default)]
pub struct Keys {
    /// Without them, every development key is known. What follows its prefix names the account, so a secret and a
    /// public key that end alike belong together.
    listed: Option<Listed>,
}

#[derive(Default)]
struct Listed {
    keys: HashMap<String, Key>,
    /// Hashes of the passwords by user; without them, any user is known.
    users: Option<HashMap<String, Option<String>>>,
}

/// A known key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) account: String,
    pub(crate) is_live: bool,
    is_public: bool,
    money_in: Level,
    money_out: Level,
    /// Any, if there is no list.
    sub_accounts: Option<Vec<String>>,
}

/// What a key may do in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    None,
    Read,
    #[default]
    Write,
}

/// Why keys could not be read: with the line and the entry, and without what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysError(String);

impl fmt::Display for KeysError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for KeysError {}

/// Says how many there are, and none of them.
impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = self.listed.as_ref().map(|listed| listed.keys.len());
        out.debug_struct("Keys").field("listed", &listed).finish()
    }
}

impl Keys {
    /// Reads a file of keys.
    ///
    /// # Errors
    /// If the file cannot be read, or is not as described above.
    pub fn read(file: impl AsRef<Path>) -> Result<Keys, KeysError> {
        let file = file.as_ref();
        let in_file = |error: &dyn fmt::Display| KeysError(format!("{}: {error}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| in_file(&error))?;
        Keys::parse(&text).map_err(|error| in_file(&error))
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// If the text is not as described above.
    pub fn parse(text: &str) -> Result<Keys, KeysError> {
        let file = yaml_serde::from_str::<File>(text)
            .map_err(|error| KeysError(without_values(&error.to_string())))?;
        let mut listed = Listed::default();
        for (place, account) in file.accounts.into_iter().enumerate() {
            account.list(&mut listed.keys, &format!("accounts[{place}]"), text)?;
        }
        listed.users = file.finpay.map(users);
        Ok(Keys {
            listed: Some(listed),
        })
    }

    pub(crate) fn find(&self, key: &str) -> Option<Key> {
        if let Some(listed) = &self.listed {
            return listed.keys.get(&digest(&[key])).cloned();
        }
        let (is_public, is_live, name) = kind(key)?;
        let key = Key {
            account: digest(&["xendit", name]),
            is_live,
            is_public,
            money_in: Level::Write,
            money_out: Level::Write,
            sub_accounts: None,
        };
        Some(key).filter(|key| !key.is_live)
    }

    /// Whether these are the credentials of a Finpay user.
    pub(crate) fn is_user(&self, user: &str, password: &str) -> bool {
        let users = self
            .listed
            .as_ref()
            .and_then(|listed| listed.users.as_ref());
        let Some(users) = users else { return true };
        match users.get(user) {
            Some(Some(known)) => *known == digest(&[password]),
            Some(None) => true,
            None => false,
        }
    }
}

/// Whether a key is public and for production, and the rest of it.
fn kind(key: &str) -> Option<(bool, bool, &str)> {
    PREFIXES.iter().find_map(|(prefix, is_public, is_live)| {
        Some((*is_public, *is_live, key.strip_prefix(prefix)?))
    })
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
        if operation.permission.is_none_or(|needed| self.may(needed)) {
            return Ok(());
        }
        Err(Refusal::forbidden(
            "The API key lacks the permission for this request.",
        ))
    }

    /// Whether the key may act for a sub-account.
    pub(crate) fn check_sub_account(&self, id: &str) -> Result<(), Refusal> {
        match &self.sub_accounts {
            Some(known) if !known.iter().any(|known| known == id) => Err(Refusal::forbidden(
                "The API key may not act for this sub-account.",
            )),
            _ => Ok(()),
        }
    }

    fn may(&self, needed: Permission) -> bool {
        let level = if needed.is_money_out {
            self.money_out
        } else {
            self.money_in
        };
        let needed = if needed.is_write {
            Level::Write
        } else {
            Level::Read
        };
        level >= needed
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with accounts")]
struct File {
    accounts: Vec<AccountEntry>,
    finpay: Option<Vec<UserEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountEntry {
    id: Option<AccountId>,
    keys: Vec<KeyEntry>,
    sub_accounts: Option<Vec<AccountId>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyEntry {
    key: KeyText,
    #[serde(default)]
    money_in: Level,
    #[serde(default)]
    money_out: Level,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    user: String,
    password: Option<String>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct AccountId(String);

impl TryFrom<String> for AccountId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.is_empty() || text.contains(['/', ' ']) {
            return Err("an account id is not empty and has neither slash nor space");
        }
        Ok(AccountId(text))
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct KeyText(String);

impl TryFrom<String> for KeyText {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match kind(&text) {
            None => Err("a key begins with xnd_development_, xnd_production_, \
                         xnd_public_development_ or xnd_public_production_"),
            Some(_) if text.contains([':', ' ']) => Err("a key holds neither colon nor space"),
            Some(_) => Ok(KeyText(text)),
        }
    }
}

impl AccountEntry {
    fn list(
        self,
        keys: &mut HashMap<String, Key>,
        place: &str,
        file: &str,
    ) -> Result<(), KeysError> {
        let first = self.keys.first();
        let first = first.and_then(|first| kind(&first.key.0));
        let (.., name) =
            first.ok_or_else(|| KeysError(format!("{place}: an account has at least one key")))?;
        let id = self.id.map_or_else(|| digest(&["xendit", name]), |id| id.0);
        let sub_accounts: Option<Vec<_>> = self
            .sub_accounts
            .map(|ids| ids.into_iter().map(|id| id.0).collect());
        for (number, entry) in self.keys.iter().enumerate() {
            let text = &entry.key.0;
            let (is_public, is_live, _) = kind(text).unwrap_or_default();
            let key = Key {
                account: id.clone(),
                is_live,
                is_public,
                money_in: entry.money_in,
                money_out: entry.money_out,
                sub_accounts: sub_accounts.clone(),
            };
            if keys.insert(digest(&[text]), key).is_some() {
                let line = last_line_with(file, text);
                let message =
                    format!("{place}.keys[{number}].key: was listed before at line {line}");
                return Err(KeysError(message));
            }
        }
        Ok(())
    }
}

fn users(entries: Vec<UserEntry>) -> HashMap<String, Option<String>> {
    let hashed = |entry: UserEntry| {
        let password = entry.password.map(|password| digest(&[&password]));
        (entry.user, password)
    };
    entries.into_iter().map(hashed).collect()
}

fn last_line_with(file: &str, text: &str) -> usize {
    let lines = file.lines().zip(1..);
    let last = lines.filter(|(line, _)| line.contains(text)).last();
    last.map_or(0, |(_, number)| number)
}

/// The parser quotes what it does not like, which may be a key: everything from the first to the last quote goes.
fn without_values(message: &str) -> String {
    let is_quote = |letter: char| matches!(letter, '`' | '"' | '\'');
    match (message.find(is_quote), message.rfind(is_quote)) {
        (Some(first), Some(last)) => format!("{}…{}", &message[..first], &message[last + 1..]),
        _ => message.to_owned(),
    }
}
