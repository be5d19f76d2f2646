//! Builders fit into their user's code: they own what they hold, take ids as arguments, and send what the documents do
//! not know, or refuse to.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bayar::xendit::builder::{CreateDisbursement, CreateInvoice, GetInvoice, ListInvoices};
use bayar::xendit::types::{CreateEwalletPaymentRequest, CreateInvoiceRequest, InvoiceStatus};
use bayar::xendit::{self, Invoices, types};
use bayar::{
    CallReport, Checks, CustomRequest, Exchange, Observer, Result, RetryPolicy, SettlePolicy,
    reqwest,
};
use serde_json::{Value, json};

use crate::support::{Clients, Fault, Reply, SECRET_KEY, Server};

const SECOND: Duration = Duration::from_secs(1);

fn is_owned<T: Send + Sync + Clone + Debug + 'static>(value: T) -> T {
    value
}

fn is_task<T: Send + 'static>(task: T) -> T {
    task
}

/// A builder outlives the client that made it.
fn invoice(client: xendit::Client) -> CreateInvoice {
    let call = client.create_invoice().external_id("order-1");
    call.payer_email("payer@example.com").amount(230_000)
}

fn custom(client: &xendit::Client) -> CustomRequest {
    client.request(reqwest::Method::GET, "/customers")
}

fn pages(client: &xendit::Client) -> Invoices {
    client.invoices_of_recurring_payment("r-1")
}

/// What a program keeps until it is time.
#[derive(Clone, Debug)]
#[allow(dead_code)]
struct Later {
    invoice: CreateInvoice,
    look_up: GetInvoice,
    list: ListInvoices,
    payment: CreateDisbursement,
    custom: CustomRequest,
}

#[tokio::test]
async fn they_are_kept_cloned_and_spawned() {
    let server = Server::start().await;
    let Clients {
        secret: client,
        public,
        finpay,
    } = Clients::of(&server);
    let later = is_owned(Later {
        invoice: invoice(client.clone()),
        look_up: client.get_invoice("i-1"),
        list: client.list_invoices(),
        payment: client.create_disbursement(),
        custom: custom(&client),
    });
    let _ = is_owned(public.create_authentication("t-1"));
    let _ = is_owned(finpay.get_payout("p-1"));

    let policy = SettlePolicy::default();
    let payment = later.payment.clone();
    drop(is_task(async move { payment.settle(&policy).await }));
    drop(is_task(pages(&client)));
    drop(client);

    server.answers(Reply::ok(&json!({"id": "i-1", "status": "PENDING"})));
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..3 {
        let call = later.invoice.clone().external_id(format!("order-{n}"));
        tasks.spawn(call.description("Trip").without_checks().send());
    }
    let answers = tasks.join_all().await;
    assert_eq!((answers.len(), server.requests().len()), (3, 3));
    later.look_up.send().await.unwrap();
    assert_eq!(server.requests().last().unwrap().path(), "/v2/invoices/i-1");
}

#[tokio::test]
async fn ids_are_arguments_of_any_kind_of_text() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let client = &clients.secret;
    let id = String::from("a/b");
    server.answers(Reply::ok(&json!({"id": "a/b", "status": "PENDING"})));
    client.get_invoice(&id).send().await.unwrap();
    client.get_invoice(id.as_str()).send().await.unwrap();
    client.get_invoice(id.clone()).send().await.unwrap();
    client
        .get_invoice(std::borrow::Cow::from(&id))
        .send()
        .await
        .unwrap();
    let asked = server.requests();
    assert!(
        asked.iter().all(|r| r.path() == "/v2/invoices/a%2Fb"),
        "{asked:?}"
    );
    assert_eq!(asked.len(), 4);
    // Of the charge, not of the refund.
    let refund = client.create_refund("c-1").external_id("r-1").amount(1);
    let _ = refund.send().await;
    assert_eq!(
        server.requests().last().unwrap().path(),
        "/credit_card_charges/c-1/refunds"
    );
}

#[tokio::test]
async fn an_id_that_leads_nowhere_is_told_before_anything_is_sent() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for id in ["", ".", ".."] {
        let error = clients.secret.get_invoice(id).send().await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert_eq!(error.violations()[0].field, "invoice_id");
        let refund = clients
            .secret
            .create_refund(id)
            .external_id("r-1")
            .amount(1);
        let outcome = refund.settle(&SettlePolicy::default()).await;
        assert_eq!(outcome.name(), "not created");
        let error = clients.finpay.get_payout(id).send().await.unwrap_err();
        assert_eq!(error.violations()[0].field, "payout_id");
    }
    assert!(server.requests().is_empty());
}

async fn refused<T: Debug>(call: impl Future<Output = Result<T>>) -> String {
    call.await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_get_takes_a_query_and_no_field() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let client = &clients.secret;
    let list = client.list_invoices().external_id("order-1").limit(10);
    let found = refused(list.clone().field("payer_email", "a@example.com").send()).await;
    assert!(
        found.contains("`payer_email`") && found.contains("`query`"),
        "{found}"
    );
    refused(
        custom(client)
            .field("email", "a@example.com")
            .send::<Value>(),
    )
    .await;
    assert!(server.requests().is_empty());

    server.answers(Reply::ok(&json!([])));
    let list = list
        .query("payer_email", "a+b@example.com")
        .query("limit", 3);
    list.send().await.unwrap();
    let mut query = server.take().query();
    query.sort();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let expected = [
        pair("external_id", "order-1"),
        pair("limit", "3"),
        pair("payer_email", "a+b@example.com"),
    ];
    assert_eq!(query, expected);

    // What is written there goes out as it is, and again and again.
    let list = client.list_invoices().statuses([InvoiceStatus::Paid]);
    let list = list.query("statuses", "PAID").query("statuses", "SETTLED");
    list.send().await.unwrap();
    let expected = [pair("statuses", "PAID"), pair("statuses", "SETTLED")];
    assert_eq!(server.take().query(), expected);

    custom(client)
        .query("page", 2)
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(server.take().target, "/customers?page=2");
}

#[tokio::test]
async fn a_query_is_held_against_the_documents_too() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let list = clients.secret.list_invoices().query("limit", "many");
    let error = list.clone().send().await.unwrap_err();
    assert_eq!(error.violations()[0].field, "limit");
    assert!(server.requests().is_empty());
    server.answers(Reply::ok(&json!([])));
    list.without_check("limit").send().await.unwrap();
    assert_eq!(
        server.take().query(),
        [("limit".to_owned(), "many".to_owned())]
    );
}

#[tokio::test]
async fn what_may_be_missing_is_set_if_it_is_there() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let call = invoice(clients.secret.clone()).description("Trip");
    let phone: Option<&str> = None;
    let call = call
        .maybe_should_send_email(Some(true))
        .maybe_payment_methods(Some(["BCA"]))
        .maybe_success_redirect_url(phone)
        .maybe_for_user_id(Some("sub-1".to_owned()));
    let _ = call.send().await;
    let sent = server.take();
    assert_eq!(sent.header("for-user-id"), Some("sub-1"));
    let body = sent.json();
    assert_eq!(body["should_send_email"], true);
    assert_eq!(body["payment_methods"], json!(["BCA"]));
    assert_eq!(body.get("success_redirect_url"), None);
    // A missing value takes nothing back.
    let body = CreateInvoiceRequest::new().success_redirect_url("https://shop.example/");
    let body = body.maybe_success_redirect_url(None::<String>);
    assert_eq!(
        body.success_redirect_url.as_deref(),
        Some("https://shop.example/")
    );
}

#[tokio::test]
async fn a_value_that_no_document_lists_is_sent_on_purpose_only() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let client = &clients.secret;
    let new = InvoiceStatus::Unknown("FROZEN".into());
    let list = client.list_invoices().statuses([InvoiceStatus::Paid, new]);
    let balance = client.get_balance().account_type("SAVINGS");
    let recurring = client.create_recurring_payment().external_id("r-1");
    let recurring = recurring
        .payer_email("payer@example.com")
        .description("Gym");
    let recurring = recurring.amount(50_000).interval_count(1).interval("HOUR");
    let wallet = json!({"external_id": "w-1", "amount": 1000, "ewallet_type": "GOLD"});
    let wallet: CreateEwalletPaymentRequest = serde_json::from_value(wallet).unwrap();
    let wallet = client.create_ewallet_payment().body(wallet);

    for (field, error) in [
        ("statuses", list.clone().send().await.unwrap_err()),
        ("account_type", balance.clone().send().await.unwrap_err()),
        ("interval", recurring.clone().send().await.unwrap_err()),
        ("ewallet_type", wallet.clone().send().await.unwrap_err()),
    ] {
        let violations = error.violations();
        assert_eq!(
            (violations.len(), &*violations[0].field),
            (1, field),
            "{error}"
        );
        assert!(violations[0].rule.starts_with("must be one of"), "{error}");
    }
    assert!(server.requests().is_empty());

    let _ = list.without_check("statuses").send().await;
    let _ = balance.without_check("account_type").send().await;
    let _ = recurring.without_check("interval").send().await;
    let _ = wallet.without_check("ewallet_type").send().await;
    let sent = server.requests();
    assert_eq!(sent.len(), 4);
    assert_eq!(
        sent[0].query(),
        [("statuses".into(), r#"["PAID","FROZEN"]"#.into())]
    );
    assert_eq!(sent[2].json()["interval"], "HOUR");
}

#[tokio::test]
async fn what_is_not_checked_in_a_list_is_not_checked_in_its_items() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let item = types::BatchDisbursementItem::new()
        .amount(0)
        .bank_code("BCA");
    let batch = clients.secret.create_batch_disbursement().reference("b-1");
    let batch = batch.disbursements([item]);
    let error = batch.clone().send().await.unwrap_err();
    let inside = |v: &&bayar::Violation| v.field.starts_with("disbursements[0].");
    assert_eq!(
        error.violations().iter().filter(inside).count(),
        error.violations().len()
    );
    let _ = batch.without_check("disbursements").send().await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_the_server_does_without_is_set_once_for_a_client() {
    let server = Server::start().await;
    let client = |checks| {
        let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
        builder.checks(checks).build().unwrap()
    };
    let invoice = |client: &xendit::Client| client.create_invoice().external_id("order-1");
    let error = invoice(&client(Checks::Documented)).amount(10_000).send();
    let error = error.await.unwrap_err();
    let fields: Vec<_> = error.violations().iter().map(|v| &*v.field).collect();
    assert_eq!(fields, ["payer_email", "description"]);
    let lenient = client(Checks::Enforced);
    // Everything else is.
    let error = invoice(&lenient).amount(1).send().await.unwrap_err();
    assert_eq!(error.violations()[0].field, "amount");
    let error = lenient.create_invoice().amount(10_000).send().await;
    assert_eq!(error.unwrap_err().violations()[0].field, "external_id");
    assert!(server.requests().is_empty());
    let _ = invoice(&lenient).amount(10_000).send().await;
    assert_eq!(
        server.take().json(),
        json!({"external_id": "order-1", "amount": 10_000})
    );
}

#[tokio::test]
async fn one_request_has_a_time_out_of_its_own() {
    let server = Server::start().await;
    server.answers(Reply::ok(&"").fault(Fault::Silence));
    let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
    let client = builder.retries(RetryPolicy::none()).timeout(10 * SECOND);
    let client = client.build().unwrap();
    let began = Instant::now();
    let call = client.get_balance().timeout(SECOND / 20);
    assert!(call.send().await.unwrap_err().is_timeout());
    let custom = custom(&client).timeout(SECOND / 20);
    assert!(custom.send::<Value>().await.unwrap_err().is_timeout());
    assert!(began.elapsed() < 5 * SECOND);
}

struct Count(Arc<AtomicUsize>);

impl Observer for Count {
    fn observe(&self, _: &Exchange<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn hooks_and_observers_stand_side_by_side() {
    let server = Server::start().await;
    let counts: [Arc<AtomicUsize>; 4] = Default::default();
    let hook = |n: usize| {
        let count = Arc::clone(&counts[n]);
        move |report: &CallReport| {
            assert_eq!(report.operation, "list_customers");
            count.fetch_add(1, Ordering::Relaxed);
        }
    };
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url(server.url())
        .on_call(hook(0))
        .on_call(hook(1))
        .observe(Count(Arc::clone(&counts[2])))
        .observe(Count(Arc::clone(&counts[3])))
        .build()
        .unwrap();
    let call = custom(&client).name("list_customers");
    let _ = call.send::<Value>().await;
    let counts: Vec<_> = counts
        .iter()
        .map(|count| count.load(Ordering::Relaxed))
        .collect();
    assert_eq!(counts, [1, 1, 1, 1]);
}
