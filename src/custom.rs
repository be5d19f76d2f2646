//! Operations that the spec does not have.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::contract::Operation;
use crate::decode::Plain;
use crate::request::Options;
use crate::transport::Transport;
use crate::{Error, Response, Result, redact};

/// A request to a path that the documents do not have, with types of your own.
///
/// Made by `Client::request`. Authentication, headers, limits and errors are those of every
/// other operation; there is nothing to check it against.
///
/// ```no_run
/// # #[derive(serde::Deserialize, Debug)] struct Customer { id: String }
/// # async fn example(client: bayar::xendit::Client) -> bayar::Result<()> {
/// let customer = client
///     .request(bayar::reqwest::Method::POST, "/customers")
///     .name("create_customer")
///     .header("X-IDEMPOTENCY-KEY", "customer-1")
///     .field("reference_id", "customer-1")
///     .send::<Customer>()
///     .await?;
/// println!("{}", customer.id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing is sent before `send`"]
pub struct CustomRequest {
    transport: Arc<Transport>,
    method: Method,
    name: &'static str,
    path: String,
    body: Option<std::result::Result<Vec<u8>, String>>,
    options: Box<Options>,
}

// Nobody knows which parts of it are secrets: of the path there is the first segment.
impl fmt::Debug for CustomRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomRequest")
            .field("name", &self.name)
            .field("method", &self.method)
            .field("path", &beginning(&self.path))
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// The first segment of a path.
fn beginning(path: &str) -> String {
    let begin = path.len() - path.trim_start_matches('/').len();
    let end = path[begin..].find(['/', '?', '#']);
    let end = end.map_or(path.len(), |end| begin + end);
    let more = if end < path.len() { "…" } else { "" };
    format!("{}{more}", redact::text(&path[..end]))
}

const fn unknown(id: &'static str, method: &'static str) -> Operation {
    Operation {
        id,
        method,
        documented: false,
        money_out: true,
        parameters: &[],
        body: None,
        rules: &[],
        error_codes: &[],
    }
}

/// A request by its name. Whether a failure leaves an unknown outcome depends on nothing but its method.
pub(crate) fn operation(name: &'static str, is_safe: bool) -> &'static Operation {
    // A name stands in the program: there are as many as it has.
    static NAMED: LazyLock<Mutex<HashMap<(&str, bool), &'static Operation>>> =
        LazyLock::new(Mutex::default);
    let mut named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    named.entry((name, is_safe)).or_insert_with(|| {
        let method = if is_safe { "GET" } else { "POST" };
        Box::leak(Box::new(unknown(name, method)))
    })
}

impl CustomRequest {
    pub(crate) fn new(transport: Arc<Transport>, method: Method, path: &str) -> Self {
        Self {
            transport,
            method,
            name: "custom_request",
            path: path.to_owned(),
            body: None,
            options: Box::default(),
        }
    }

    /// Names the operation, such as `create_customer`, for errors, spans and [`CallReport`](crate::CallReport). Without a
    /// name it is `custom_request`.
    pub fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Sends this value as JSON. With a GET it is an error before anything is sent.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_vec(body).map_err(|error| error.to_string()));
        self
    }

    crate::request::customise!();

    /// Sends the request and decodes the answer with serde, as strictly as `A` does.
    ///
    /// An answer without a body (204) is read as `null`, or as an empty object or list, whichever `A` takes: `()` and
    /// `Option` take `null`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send<A: DeserializeOwned>(self) -> Result<Response<A>> {
        let operation = operation(self.name, self.method.is_safe());
        let unsendable = |problem: &str| Error::unsendable(Some(operation), problem);
        if !self.path.starts_with('/') {
            return Err(unsendable("the path does not begin with `/`"));
        }
        let base_url = self.transport.base_url.as_str().trim_end_matches('/');
        let url = format!("{base_url}{}", self.path);
        let mut request = self.transport.client.request(self.method, url);
        if let Some(body) = self.body {
            if operation.method == "GET" {
                return Err(unsendable("it reads, and has no body; see `query`"));
            }
            let body = body.map_err(|error| unsendable(&redact::text(&error)))?;
            request = request
                .header(reqwest::header::CONTENT_TYPE, "application/json")
                .body(body);
        }
        let request = request.header(reqwest::header::ACCEPT, "application/json");
        let request = crate::request::built(request.build())?;
        let answer = self
            .transport
            .execute::<Plain<A>>(operation, &self.options, request)
            .await?;
        Ok(answer.map(|plain| plain.0))
    }
}
