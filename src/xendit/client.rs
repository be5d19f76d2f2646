//! The two clients: one for each kind of key, so that neither key can be put in the wrong place.

use std::env;
use std::sync::Arc;

use super::key::{self, Kind};
use crate::client_builder::{BuildableClient, sealed};
use crate::credentials::Environment;
use crate::transport::Transport;
use crate::{ClientBuilder, CustomRequest, Error, Result};

const BASE_URL: &str = "https://api.xendit.co";

/// Every operation that takes the secret key. Cheap to clone; clones share their connections.
///
/// ```no_run
/// # async fn example() -> bayar::Result<()> {
/// let client = bayar::xendit::Client::from_env()?;
/// let balance = client.get_balance().send().await?;
/// println!("{} rupiah", balance.balance()?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) transport: Arc<Transport>,
}

/// Card tokens and authentications, with the **public** key.
///
/// Made for the payer's device: card data should never pass through a merchant's server.
#[derive(Clone, Debug)]
pub struct PublicClient {
    pub(super) transport: Arc<Transport>,
}

macro_rules! client {
    ($name:ident, $kind:expr, $variable:literal, $what:literal) => {
        impl BuildableClient for $name {}

        impl sealed::Sealed for $name {
            #[allow(private_interfaces)]
            fn from_transport(transport: Transport) -> Self {
                Self {
                    transport: Arc::new(transport),
                }
            }
        }

        impl $name {
            #[doc = concat!("A client with this ", $what, " key and default settings.")]
            ///
            /// # Errors
            /// If the key is not one, or one of the other kind.
            pub fn new(key: impl AsRef<str>) -> Result<Self> {
                Self::builder(key).build()
            }

            #[doc = concat!("A client with the ", $what, " key in `", $variable, "`.")]
            ///
            /// # Errors
            /// If the variable is not set, or holds no such key.
            pub fn from_env() -> Result<Self> {
                let key = env::var($variable).map_err(|_| {
                    Error::configuration(concat!(
                        "the environment variable ",
                        $variable,
                        " is not set to a key"
                    ))
                })?;
                Self::new(key)
            }

            #[doc = concat!("Settings for a client with this ", $what, " key.")]
            pub fn builder(key: impl AsRef<str>) -> ClientBuilder<Self> {
                ClientBuilder::new(BASE_URL, key::read(key.as_ref(), $kind))
            }

            /// Which environment the key belongs to.
            #[must_use]
            pub fn environment(&self) -> Environment {
                self.transport
                    .environment
                    .unwrap_or(Environment::Production)
            }

            /// An operation that the spec does not have, over the same authentication and errors.
            pub fn request(&self, method: reqwest::Method, path: &str) -> CustomRequest {
                CustomRequest::new(self.transport.clone(), method, path)
            }
        }
    };
}

client!(Client, Kind::Secret, "XENDIT_API_KEY", "secret");
client!(PublicClient, Kind::Public, "XENDIT_PUBLIC_KEY", "public");
