//! The client: user name, password and a sub-account that every request must name.

use std::sync::Arc;

use secrecy::SecretString;

use crate::client_builder::{BuildableClient, sealed};
use crate::credentials::Credentials;
use crate::transport::Transport;
use crate::{ClientBuilder, CustomRequest, Result};

const BASE_URL: &str = "https://api.finpay.id";

/// Every operation of Finpay. Cheap to clone; clones share their connections.
///
/// ```no_run
/// # async fn example() -> bayar::Result<()> {
/// let client = bayar::finpay::Client::new("user", "password", "692e8e678ed4264955161b61")?;
/// let payout = client
///     .get_payout("disb-571f3644d2b4edf0745e9703")
///     .send()
///     .await?;
/// println!("{} {}", payout.status()?, payout.amount()?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) transport: Arc<Transport>,
}

impl BuildableClient for Client {}

impl sealed::Sealed for Client {
    #[allow(private_interfaces)]
    fn from_transport(transport: Transport) -> Self {
        Self {
            transport: Arc::new(transport),
        }
    }
}

impl Client {
    /// A client with default settings, acting for a sub-account
    /// (mandatory, Finpay, Get Payout by ID, line 61).
    ///
    /// # Errors
    /// If the user name is empty or holds a colon.
    pub fn new(
        user: impl AsRef<str>,
        password: impl AsRef<str>,
        for_user_id: impl AsRef<str>,
    ) -> Result<Self> {
        Self::builder(user, password, for_user_id).build()
    }

    /// Settings for a client.
    ///
    /// The provider's development host is `https://devo.finnet.co.id` (observed): set it with
    /// [`base_url`](ClientBuilder::base_url).
    pub fn builder(
        user: impl AsRef<str>,
        password: impl AsRef<str>,
        for_user_id: impl AsRef<str>,
    ) -> ClientBuilder<Self> {
        let user = user.as_ref();
        let credentials = if user.is_empty() {
            Err("the user name is empty".to_owned())
        } else if user.contains(':') {
            Err("the user name holds a colon, which Basic authentication cannot carry".to_owned())
        } else {
            Ok(Credentials {
                user: SecretString::from(user),
                password: SecretString::from(password.as_ref()),
                environment: None,
            })
        };
        ClientBuilder::new(BASE_URL, credentials).for_user_id(for_user_id)
    }

    /// An operation that the spec does not have, over the same authentication and errors.
    pub fn request(&self, method: reqwest::Method, path: &str) -> CustomRequest {
        CustomRequest::new(self.transport.clone(), method, path)
    }
}
