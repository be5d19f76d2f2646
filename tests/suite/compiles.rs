//! What callers may write: each line is an expectation of somebody who has used other clients, and compiles. What must
//! not compile stands in the documentation, as `compile_fail`.
#![allow(
    clippy::eq_op,
    clippy::needless_borrows_for_generic_args,
    clippy::nonminimal_bool,
    clippy::op_ref,
    clippy::needless_pass_by_value,
    clippy::no_effect_underscore_binding,
    reason = "each operator is tried as it is written"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bayar::chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use bayar::rust_decimal::Decimal;
use bayar::xendit::bulk::{MemoryJournal, State};
use bayar::xendit::callback::{Callback, DeduplicationKey, Kind, MemoryStore, Receiver};
use bayar::xendit::types::{
    CreateDisbursementRequest, CreateInvoiceRequest, Disbursement, DisbursementStatus, Invoice,
    InvoiceCallback, InvoiceStatus,
};
use bayar::xendit::{Client, PublicClient, builder};
use bayar::{
    Amount, AmountText, CallReport, Checks, Environment, Error, ErrorCode, IdempotencyKey, Outcome,
    RateLimit, RawJson, Response, RetryPolicy, Secret, SettlePolicy, Timestamp, Unsettled,
    WaitPolicy, finpay,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

macro_rules! expectations {
    ($($says:literal: $code:expr;)*) => {
        const EXPECTATIONS: &[&str] = &[$($says),*];

        /// Never called: that it compiles is the test.
        #[allow(dead_code)]
        fn compiles() {
            $( let _ = $code; )*
        }
    };
}

fn sends<T: Send + 'static>(_: T) {}
fn is_shared<T: Send + Sync + Clone + 'static>() {}
fn is_value<T: Clone + Debug + PartialEq>() {}
fn is_key<T: Ord + std::hash::Hash + Clone>() {}
fn is_text<T: Display + FromStr + Serialize + DeserializeOwned>() {}
fn is_error<T: StdError + Send + Sync + 'static>() {}

/// A row of the caller's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    order: String,
    amount: Amount,
    paid: Option<AmountText>,
    at: Option<Timestamp>,
    status: Option<InvoiceStatus>,
    key: Option<IdempotencyKey>,
    more: Option<RawJson>,
}

/// A part of the caller's own that is not written out.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Event {
    Paid {
        amount: Amount,
    },
    Other {
        #[serde(flatten)]
        row: Row,
    },
}

/// A shop that keeps its clients.
#[derive(Clone, Debug)]
#[allow(dead_code)]
struct Shop {
    client: Client,
    public: PublicClient,
    finpay: finpay::Client,
    prepared: builder::CreateInvoice,
}

expectations! {
    "an amount of an integer, in a constant": { const PRICE: Amount = Amount::new(50_000); PRICE };
    "an amount of every integer": |a: u8, b: i32, c: u64, d: usize| {
        [Amount::from(a), b.into(), c.into(), d.into()]
    };
    "a wide integer may not fit": |n: u128| Amount::try_from(n);
    "an amount of a text": "1500.50".parse::<Amount>();
    "an amount of a decimal, and back": |d: Decimal| Decimal::from(Amount::from(d));
    "amounts are added": |a: Amount, b: Amount| a + b - a;
    "by reference too": |a: &Amount, b: &Amount| a + b;
    "mixed": |a: Amount, b: &Amount| (a + b, b - a);
    "in place": |mut a: Amount, b: Amount| { a += b; a -= &b; a *= 2; a };
    "negated": |a: Amount| (-a, -&a);
    "multiplied by a count": |a: Amount, n: u32| (a * n, n * a, &a * n);
    "summed": |all: Vec<Amount>| (all.iter().sum::<Amount>(), all.into_iter().sum::<Amount>());
    "summed out of rows": |rows: &[Row]| rows.iter().map(|row| row.amount).sum::<Amount>();
    "checked": |a: Amount, b: Amount| a.checked_add(b)?.checked_sub(a)?.checked_mul(3);
    "compared with integers": |a: Amount| a == 5 && 5 == a && a > 4_u64 && 6 >= a;
    "compared by reference": |a: Amount, b: &Amount| a == b && b == a && a <= b;
    "compared with a text amount": |a: Amount, b: AmountText| a == b && b == a && b < a;
    "sorted, and a key": { is_key::<Amount>(); |mut all: Vec<Amount>| { all.sort(); all } };
    "the greater of two": |a: Amount, b: Amount| a.max(b);
    "an integer, if it is whole": |a: Amount| (i64::try_from(a), u32::try_from(a));
    "nothing is zero": |a: Amount| a == Amount::ZERO || a == Amount::default();
    "formatted": |a: Amount| format!("{a} {a:?}");
    "an amount is copied": |a: Amount| { let b = a; a + b };
    "from a reference": |a: &Amount| (Amount::from(a), AmountText::from(a));

    "a timestamp of a text": "2020-02-20T00:00:00Z".parse::<Timestamp>();
    "of chrono's types": |a: DateTime<Utc>, b: &DateTime<FixedOffset>, c: NaiveDateTime| {
        (Timestamp::from(a), Timestamp::from(b), Timestamp::from(c))
    };
    "of the system's clock": Timestamp::from(SystemTime::now());
    "back to chrono": |t: &Timestamp| DateTime::<Utc>::try_from(t);
    "timestamps are compared": |a: Timestamp, b: Timestamp| a < b || a.partial_cmp(&b).is_none();

    "a status is matched": |status: InvoiceStatus| match status {
        InvoiceStatus::Paid => 1,
        InvoiceStatus::Unknown(text) => text.len(),
        _ => 0,
    };
    "compared by value and by reference": |a: InvoiceStatus, b: &InvoiceStatus| {
        a == InvoiceStatus::Paid && b == InvoiceStatus::Paid && InvoiceStatus::Paid == b
    };
    "compared with a text": |a: InvoiceStatus| a == "PAID" && *"PAID" == *a.as_str();
    "of a text": |text: String| (InvoiceStatus::from(text), "PAID".parse::<InvoiceStatus>());
    "a key of maps and sets": |a: InvoiceStatus| {
        is_key::<DisbursementStatus>();
        (BTreeSet::from([a.clone()]), HashSet::from([a.clone()]), HashMap::from([(a, 1)]))
    };
    "whether it is final": |a: InvoiceStatus| a.is_final();
    "error codes are an open enum": |code: &ErrorCode| matches!(code, ErrorCode::InvalidApiKey);
    "an environment has a name": { is_text::<Environment>(); is_text::<Kind>() };

    "a client is shared": { is_shared::<Client>(); is_shared::<PublicClient>(); is_shared::<finpay::Client>() };
    "a client in a struct of one's own": { is_shared::<Shop>(); |shop: Arc<Shop>| shop.client.clone() };
    "a builder is kept and cloned": |shop: &Shop| shop.prepared.clone().external_id("order-7");
    "a builder is returned": |client: &Client| -> builder::GetInvoice { client.get_invoice("i") };
    "a call is spawned": |client: Client| sends(client.create_invoice().send());
    "so is a payment that is settled": |client: Client| {
        sends(async move { client.create_disbursement().settle(&SettlePolicy::default()).await });
    };
    "ids are any text": |client: &Client, id: String| {
        (client.get_invoice(&id), client.get_invoice(id.as_str()), client.get_invoice(id.clone()))
    };
    "ids are numbers in text": |client: &Client, id: u64| client.get_invoice(id.to_string());
    "amounts of a builder are integers or amounts": |client: &Client, a: Amount| {
        (client.create_invoice().amount(5), client.create_invoice().amount(a), client.create_invoice().amount(&a))
    };
    "texts of a builder are borrowed or owned": |client: &Client, text: &String| {
        client.create_invoice().external_id(text).description(text.clone()).payer_email("a@b.c")
    };
    "optional fields": |client: &Client, days: Option<Duration>, url: Option<&str>| {
        client.create_invoice().maybe_invoice_duration(days).maybe_success_redirect_url(url)
    };
    "a count is any integer": |client: &Client, n: usize| client.list_invoices().limit(n).limit(5_i8);
    "a whole body": |client: &Client| client.create_invoice().body(CreateInvoiceRequest::new());
    "a body apart from a client": CreateDisbursementRequest::new().external_id("a").amount(5);
    "time for one call": |client: &Client| client.get_balance().timeout(Duration::from_secs(5));
    "a key of one's own": |client: &Client, key: IdempotencyKey| {
        client.create_disbursement().idempotency_key(&key).idempotency_key("job-7")
    };
    "a key of a job": IdempotencyKey::derive("job", format!("line-{}", 7));
    "a sub-account": |client: &Client| client.get_balance().for_user_id("5f");
    "a header and a query of one's own": |client: &Client| {
        client.list_invoices().header("X-Trace", "7").query("locale", 7)
    };
    "a field that is not documented": |client: &Client| {
        client.create_invoice().field("locale", "id").field("n", [1, 2])
    };
    "a request that is not documented": |client: &Client| {
        client.request(bayar::reqwest::Method::POST, "/customers").name("create_customer").send::<Row>()
    };
    "checks are switched off": |client: &Client| {
        (client.create_invoice().without_check("amount"), client.create_invoice().without_checks())
    };
    "the client is built": |key: String| {
        Client::builder(key)
            .timeout(Duration::from_secs(5))
            .retries(RetryPolicy::none())
            .checks(Checks::Enforced)
            .for_user_id("5f")
            .on_call(|report: &CallReport| drop(report.clone()))
            .build()
    };
    "TLS and proxies": |http: bayar::reqwest::Proxy| {
        Client::builder("k").proxy(http).root_certificates(Vec::new()).configure_http(|http| http.tcp_nodelay(true))
    };

    "an answer is its value": |answer: Response<Invoice>| answer.external_id.clone();
    "an answer gives its value away": |answer: Response<Invoice>| -> Invoice { answer.into_inner() };
    "what was promised": |invoice: &Invoice| -> bayar::Result<Amount> { invoice.amount() };
    "a list is walked": |answer: Response<Vec<Invoice>>| { for one in &answer { drop(one.clone()) } answer.len() };
    "a list is taken": |answer: Response<Vec<Invoice>>| answer.into_iter().map(|one| one.id).collect::<Vec<_>>();
    "an answer is serialized": |answer: &Response<Invoice>| serde_json::to_string(answer);
    "an answer has a status, headers and a body": |answer: &Response<Invoice>| {
        (answer.http_status(), answer.headers().len(), answer.body().len(), answer.request_id().is_some())
    };
    "what the contract does not have": |invoice: &Invoice| invoice.extra("locale").map(|json| json.parse::<String>());
    "models are values": { is_value::<Invoice>(); is_value::<CreateInvoiceRequest>(); is_value::<InvoiceCallback>() };
    "a model of the caller's tests": Invoice::default();
    "a model of stored JSON": |body: &[u8]| (bayar::decode::<Invoice>(body), serde_json::from_slice::<Invoice>(body));
    "secrets are exposed on purpose": |secret: &Secret| secret.expose().len();

    "rows of the caller in JSON": |row: &Row| serde_json::to_value(row);
    "in a tagged enum, flattened": |text: &str| serde_json::from_str::<Event>(text);
    "in json!": |a: Amount, t: Timestamp| serde_json::json!({"amount": a, "at": t});
    "in CSV": |text: &str| csv::Reader::from_reader(text.as_bytes()).deserialize::<Row>().count();
    "in maps": |row: Row| BTreeMap::from([(row.amount, row.order)]);

    "an error is an error": { is_error::<Error>(); |error: Error| -> Box<dyn StdError + Send + Sync> { error.into() } };
    "an error says what it is": |error: &Error| {
        (error.is_refused(), error.is_timeout(), error.is_outcome_unknown(), error.code().cloned(), error.status())
    };
    "an error names what was wrong": |error: &Error| {
        error.violations().iter().map(|one| (one.field.clone(), one.source)).collect::<Vec<_>>()
    };
    "limits that a server told": |error: &Error| -> Option<RateLimit> { error.rate_limit() };

    "a payment ends in one of its outcomes": |outcome: Outcome<Disbursement>| match outcome {
        Outcome::Created(payment) => payment.id.clone(),
        other => other.payment().and_then(|payment| payment.id.clone()),
    };
    "what is unsettled is kept": |ticket: &Unsettled| {
        is_text_of_json::<Unsettled>();
        (serde_json::to_string(ticket), ticket.reference().to_owned())
    };
    "a payment waits for its end": |client: Client, id: String| async move {
        client.get_disbursement_by_id(id).until_final(&WaitPolicy::default()).await.map(|waited| waited.is_final())
    };
    "a job over a journal": |client: &Client| client.bulk("job", MemoryJournal::new()).concurrency(4);
    "states of a job are told apart": |state: State| matches!(state, State::Done | State::Failed);

    "a callback is received": |receiver: &Receiver, headers: &bayar::http::HeaderMap, body: &[u8]| {
        receiver.receive::<InvoiceCallback>(headers, body).is_ok()
    };
    "a callback of any kind": |callback: Callback| match &callback {
        Callback::Invoice(invoice) => invoice.external_id.clone(),
        other => other.external_id().map(str::to_owned),
    };
    "facts over all kinds": |callback: &Callback| (callback.amount(), callback.status_text().map(str::to_owned));
    "callbacks are remembered": { is_shared::<MemoryStore>(); is_shared::<Receiver>(); is_key::<DeduplicationKey>() };
}

fn is_text_of_json<T: Serialize + DeserializeOwned + Clone>() {}

/// What takes any call.
#[allow(dead_code)]
async fn again<F, T>(call: impl Fn() -> F) -> bayar::Result<Response<T>>
where
    F: Future<Output = bayar::Result<Response<T>>>,
{
    call().await
}

#[test]
fn eighty_and_more_expectations_compile() {
    let told: HashSet<&str> = EXPECTATIONS.iter().copied().collect();
    assert_eq!(told.len(), EXPECTATIONS.len(), "one is told twice");
    assert!(told.len() >= 80, "{} expectations", told.len());
    println!("{} expectations compile", told.len());
}
