//! What requests are authenticated with.

use secrecy::SecretString;

/// Which of a vendor's environments a key belongs to.
///
/// As text, and in serde, `development` and `production`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// `xnd_development_…`: no money moves.
    Development,
    /// `xnd_production_…`: real money moves.
    Production,
}

impl Environment {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::Development, Self::Production];

    /// Its name: `development` or `production`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }
}

crate::named::named!(Environment);

/// User name and password of Basic authentication.
pub(crate) struct Credentials {
    pub(crate) user: SecretString,
    pub(crate) password: SecretString,
    /// Known only if the user name is a key that tells.
    pub(crate) environment: Option<Environment>,
}
