//! Who makes a request: HTTP Basic credentials, and the account that they belong to.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::api::{Access, Operation};
use crate::digest::digest;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::world::account;

const SUB_ACCOUNT: &str = "for-user-id";

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The id of the account that the request is made for.
    pub(crate) account: String,
    /// Whether the key is a production key.
    pub(crate) is_live: bool,
}

/// Finds out who makes a request, and whether they may.
pub(crate) fn check(
    keys: &Keys,
    operation: &Operation,
    headers: &HeaderMap,
) -> Result<Caller, Refusal> {
    let (user, password) = credentials(headers).ok_or_else(Refusal::unauthorized)?;
    if user.is_empty() {
        return Err(match operation.access {
            Access::Password => Refusal::unauthorized(),
            _ => Refusal::empty_key(),
        });
    }
    let sub_account = sub_account(headers);
    let mut caller = match operation.access {
        Access::Password if keys.is_user(&user, &password) => Caller {
            account: finpay_account(&user),
            is_live: false,
        },
        Access::Password => return Err(Refusal::unauthorized()),
        access => {
            let key = keys.find(&user).ok_or_else(Refusal::unauthorized)?;
            key.check(access, operation)?;
            if let Some(sub_account) = sub_account {
                key.check_sub_account(sub_account)?;
            }
            Caller {
                account: key.account,
                is_live: key.is_live,
            }
        }
    };
    if let Some(sub_account) = sub_account {
        caller.account = account::sub_account(&caller.account, sub_account);
    }
    Ok(caller)
}

/// The account that credentials and `for-user-id` name to the controls; without credentials, none.
pub(crate) fn account(keys: &Keys, headers: &HeaderMap) -> Option<String> {
    let (user, _) = credentials(headers).filter(|(user, _)| !user.is_empty())?;
    let account = match keys.find(&user) {
        Some(key) => key.account,
        None if user.starts_with("xnd_") => return None,
        None => finpay_account(&user),
    };
    Some(match sub_account(headers) {
        Some(sub_account) => account::sub_account(&account, sub_account),
        None => account,
    })
}

/// The account of a user of Finpay's.
pub(crate) fn finpay_account(user: &str) -> String {
    digest(&["finpay", user])
}

fn sub_account(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(SUB_ACCOUNT)?
        .to_str()
        .ok()
        .filter(|id| !id.is_empty())
}

/// The user name of the credentials, which at Xendit is the key, and the password.
fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, credentials) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}
