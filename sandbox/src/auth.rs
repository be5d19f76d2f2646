//! HTTP Basic authentication: which credentials an operation takes.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::contract::Access;
use crate::refusal::Refusal;

const PUBLIC_KEY: &str = "xnd_public_";

pub(crate) fn check(access: Access, headers: &HeaderMap) -> Result<(), Refusal> {
    let user = user(headers)
        .filter(|user| !user.is_empty())
        .ok_or_else(Refusal::unauthorized)?;
    let is_public = user.starts_with(PUBLIC_KEY);
    match access {
        Access::SecretKey if is_public => {
            Err(Refusal::forbidden("This operation takes a secret key."))
        }
        Access::PublicKey if !is_public => {
            Err(Refusal::forbidden("This operation takes a public key."))
        }
        _ => Ok(()),
    }
}

/// The user name of the credentials, which at Xendit is the key.
fn user(headers: &HeaderMap) -> Option<String> {
    let (scheme, credentials) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (user, _password) = decoded.split_once(':')?;
    Some(user.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(access: Access, authorization: Option<&str>) -> Option<u16> {
        let mut headers = HeaderMap::new();
        if let Some(value) = authorization {
            headers.insert(AUTHORIZATION, value.parse().unwrap());
        }
        check(access, &headers).err().map(|refusal| refusal.status)
    }

    fn basic(credentials: &str) -> String {
        format!("Basic {}", STANDARD.encode(credentials))
    }

    #[test]
    fn credentials_without_a_user_are_refused() {
        for value in [
            None,
            Some("Basic"),
            Some("Basic !"),
            Some("Bearer a"),
            Some(basic(":").as_str()),
            Some(basic("key").as_str()),
        ] {
            assert_eq!(status(Access::SecretKey, value), Some(401), "{value:?}");
        }
    }

    #[test]
    fn each_operation_takes_its_kind_of_key() {
        let (secret, public) = (
            basic("xnd_development_a:"),
            basic("xnd_public_development_a:"),
        );
        assert_eq!(status(Access::SecretKey, Some(&secret)), None);
        assert_eq!(status(Access::SecretKey, Some(&public)), Some(403));
        assert_eq!(status(Access::PublicKey, Some(&secret)), Some(403));
        assert_eq!(status(Access::PublicKey, Some(&public)), None);
        assert_eq!(
            status(Access::Password, Some(&basic("undefined:password"))),
            None
        );
    }
}
