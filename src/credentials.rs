//! What requests are authenticated with.

use secrecy::SecretString;

/// Which of a vendor's environments a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// `xnd_development_…`: no money moves.
    Development,
    /// `xnd_production_…`: real money moves.
    Production,
}

/// User name and password of Basic authentication.
pub(crate) struct Credentials {
    pub(crate) user: SecretString,
    pub(crate) password: SecretString,
    /// Known only if the user name is a key that tells.
    pub(crate) environment: Option<Environment>,
}
