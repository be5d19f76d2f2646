//! One way to call any operation: as a user calls it, by its method on the public client.

use std::collections::BTreeMap;
use std::fmt::Debug;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar::xendit::builder::CreateDisbursement;
use bayar::{Response, RetryPolicy, Timestamp, finpay, xendit};
use bayar_contract::operation;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::{Operation, Server};

pub const SECRET_KEY: &str = "xnd_development_5ecRe7";
pub const PUBLIC_KEY: &str = "xnd_public_development_5ecRe7";
pub const SUB_ACCOUNT: &str = "692e8e678ed4264955161b61";
const FINPAY_USER: &str = "merchant";
const FINPAY_PASSWORD: &str = "pa55:word";

/// A client of a server.
pub fn client(server: &Server, retries: RetryPolicy) -> xendit::Client {
    let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
    builder.retries(retries).build().unwrap()
}

/// The account of [`salary`].
pub const ACCOUNT: &str = "8160093711";

/// A disbursement that the contract allows.
pub fn salary(client: &xendit::Client) -> CreateDisbursement {
    client
        .create_disbursement()
        .external_id("salary-7")
        .bank_code("BCA")
        .account_holder_name("Rizky")
        .account_number(ACCOUNT)
        .description("Salary")
        .amount(500_000)
}

/// One client of each kind.
pub struct Clients {
    pub secret: xendit::Client,
    pub public: xendit::PublicClient,
    pub finpay: finpay::Client,
}

impl Clients {
    pub fn of(server: &Server) -> Self {
        Self::at(&server.url(), &server.url())
    }

    /// Clients for the base URLs of the two providers, with keys of one account.
    pub fn at(xendit: &str, finpay: &str) -> Self {
        // One call, one request: tests/suite/retries.rs has the rest.
        Self::with(xendit, finpay, &RetryPolicy::none())
    }

    pub fn with(xendit: &str, finpay: &str, retries: &RetryPolicy) -> Self {
        let secret = xendit::Client::builder(SECRET_KEY).base_url(xendit);
        let secret = secret.retries(retries.clone());
        let public = xendit::PublicClient::builder(PUBLIC_KEY).base_url(xendit);
        let public = public.retries(retries.clone());
        let merchant = finpay::Client::builder(FINPAY_USER, FINPAY_PASSWORD, SUB_ACCOUNT);
        let merchant = merchant.retries(retries.clone());
        Self {
            secret: secret.build().expect("a client"),
            public: public.build().expect("a client"),
            finpay: merchant.base_url(finpay).build().expect("a client"),
        }
    }
}

/// The `authorization` that an operation must send.
pub fn authorization(operation: &str) -> String {
    let pair = match operation {
        "get_payout" => format!("{FINPAY_USER}:{FINPAY_PASSWORD}"),
        "create_token" | "create_authentication" => format!("{PUBLIC_KEY}:"),
        _ => format!("{SECRET_KEY}:"),
    };
    format!("Basic {}", STANDARD.encode(pair))
}

/// What an operation is called with.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// By the names of the methods that set them; what stands in the path by its name there.
    pub parameters: BTreeMap<String, String>,
    pub body: Option<Value>,
    pub without_checks: bool,
    pub without_check: Option<String>,
}

impl Input {
    /// With the reference and the id of an answer that it will get.
    pub fn answered(mut self, operation: &Operation, answer: &Value) -> Self {
        for name in ["external_id", "reference"] {
            let Some(reference) = answer[name].as_str() else {
                continue;
            };
            if let Some(value) = self.body.as_mut().and_then(|body| body.get_mut(name)) {
                *value = reference.into();
            }
            if let Some(value) = self.parameters.get_mut(name) {
                reference.clone_into(value);
            }
        }
        let path = operation
            .parameters()
            .find(|p| p.location == operation::Location::Path);
        let id = answer["payment_id"].as_str().or(answer["id"].as_str());
        if let (Some(path), Some(id)) = (path, id) {
            self.set(path, id);
        }
        self
    }

    /// A path that leads somewhere and the required parameters, without a body.
    pub fn new(operation: &Operation) -> Self {
        let mut input = Self::default();
        for parameter in operation.parameters().filter(|p| p.required) {
            input.set(parameter, &sample(operation, parameter));
        }
        input
    }

    /// As [`new`](Self::new), with a body that breaks no rule.
    pub fn valid(operation: &Operation) -> Self {
        let input = Self::new(operation);
        if operation.has_body() {
            input.body(sample_body(operation))
        } else {
            input
        }
    }

    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }

    /// Every parameter of the operation.
    pub fn every_parameter(mut self, operation: &Operation) -> Self {
        for parameter in operation.parameters() {
            self.set(parameter, &sample(operation, parameter));
        }
        self
    }

    fn set(&mut self, parameter: &operation::Parameter, value: &str) {
        let name = setter(&parameter.name);
        self.parameters.insert(name, value.into());
    }

    fn path(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    fn get(&self, name: &str) -> Option<Parameter<'_>> {
        self.parameters.get(name).map(|value| Parameter(value))
    }
}

/// The method that sets a parameter.
fn setter(parameter: &str) -> String {
    match parameter {
        "X-IDEMPOTENCY-KEY" => "idempotency_key".into(),
        "X-API-VERSION" => "api_version".into(),
        other => other.replace('-', "_"),
    }
}

/// A value for a parameter: its example, or one that breaks no rule. Lists are joined by commas.
pub fn sample(operation: &Operation, parameter: &'static operation::Parameter) -> String {
    let name = &parameter.name;
    match operation.shown(parameter) {
        Some(Value::String(text)) => text,
        Some(Value::Array(items)) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            items.join(",")
        }
        Some(other) => other.to_string(),
        None if name.ends_with("_after") || name.ends_with("_before") => {
            "2020-02-20T00:00:00.000Z".into()
        }
        None => format!("some-{}", name.to_lowercase()),
    }
}

/// The first documented request, or one of ours where there is none.
pub fn sample_body(operation: &Operation) -> Value {
    if let Some(example) = operation.requests().into_iter().next() {
        return example.value;
    }
    match operation.id {
        "update_fixed_virtual_account" => serde_json::json!({
            "expected_amount": 50_000, "expiration_date": "2020-02-20T00:00:00.000Z",
        }),
        "create_batch_disbursement" => serde_json::json!({
            "reference": "payroll",
            "disbursements": [{
                "amount": 10_000, "bank_code": "BCA", "bank_account_name": "Fadlan",
                "bank_account_number": "1234567890", "description": "Salary",
                "external_id": "salary-1", "email_to": ["fadlan@example.com"],
            }],
        }),
        id => panic!("no request of {id} is known"),
    }
}

/// A parameter as text, for whatever type its method takes.
#[derive(Clone, Copy)]
struct Parameter<'a>(&'a str);

impl<'a> IntoIterator for Parameter<'a> {
    type Item = Parameter<'a>;
    type IntoIter = std::vec::IntoIter<Parameter<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        let items: Vec<_> = self.0.split(',').map(Parameter).collect();
        items.into_iter()
    }
}

impl From<Parameter<'_>> for i64 {
    fn from(parameter: Parameter<'_>) -> Self {
        parameter.0.parse().expect("a number")
    }
}

macro_rules! from_text {
    ($($name:ty),*) => {$(
        impl From<Parameter<'_>> for $name {
            fn from(parameter: Parameter<'_>) -> Self {
                parameter.0.into()
            }
        }
    )*};
}

from_text!(
    String,
    Timestamp,
    xendit::types::AccountType,
    xendit::types::EwalletType,
    xendit::types::InvoiceClientType,
    xendit::types::InvoiceStatus
);

/// What came of a successful call.
pub struct Called {
    pub status: u16,
    /// The value, encoded back.
    pub encoded: Value,
    /// The same, with every digit.
    pub text: String,
    /// `Debug` of the whole answer.
    pub debug: String,
}

impl<T: Serialize + Debug> From<Response<T>> for Called {
    fn from(response: Response<T>) -> Self {
        Self {
            status: response.http_status(),
            encoded: encode(&*response),
            text: text(&*response),
            debug: format!("{response:?}"),
        }
    }
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it encodes")
}

/// Numbers that are too large for a `Value` make it a text.
fn encode(value: &impl Serialize) -> Value {
    let text = text(value);
    serde_json::from_str::<IgnoredAny>(&text).expect("it is JSON");
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

fn decode<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_str(&value.to_string()).expect("it decodes")
}

/// Counts take integers only.
macro_rules! value {
    (limit, $value:expr) => {
        i64::from($value)
    };
    ($parameter:ident, $value:expr) => {
        $value
    };
}

macro_rules! operations {
    ($( $client:ident.$operation:ident$([$path:ident])?($($parameter:ident),*) $({ $body:ty })?; )*) => {
        /// Every operation that [`call`] can call.
        pub const OPERATIONS: &[&str] = &[$(stringify!($operation)),*];

        /// Calls an operation by its name. `Debug` of the request goes to `debug`.
        pub async fn call_and_show(
            clients: &Clients,
            operation: &str,
            input: &Input,
            debug: &mut String,
        ) -> bayar::Result<Called> {
            match operation {
                $( stringify!($operation) => {
                    let mut request = clients.$client.$operation($(input.path(stringify!($path)))?);
                    $( if let Some(value) = input.get(stringify!($parameter)) {
                        request = request.$parameter(value!($parameter, value));
                    } )*
                    $( if let Some(body) = &input.body {
                        request = request.body(decode::<$body>(body));
                    } )?
                    if input.without_checks {
                        request = request.without_checks();
                    }
                    if let Some(field) = &input.without_check {
                        request = request.without_check(field);
                    }
                    *debug = format!("{request:?}");
                    Box::pin(request.send()).await.map(Called::from)
                } )*
                _ => panic!("{operation} is not in the list of operations"),
            }
        }
    };
}

macro_rules! types {
    ($( $module:ident::types::$name:ident; )*) => {
        /// Decodes a callback, or a value of an enum, and encodes it back.
        pub fn reencode(module: &str, name: &str, value: &Value) -> Value {
            match (module, name) {
                $( (stringify!($module), stringify!($name)) => {
                    encode(&decode::<$module::types::$name>(value))
                } )*
                _ => panic!("{module} has no {name}"),
            }
        }
    };
}

include!(concat!(env!("BAYAR_GENERATED"), "/calls.rs"));

/// Calls an operation by its name.
pub async fn call(clients: &Clients, operation: &str, input: &Input) -> bayar::Result<Called> {
    call_and_show(clients, operation, input, &mut String::new()).await
}
