//! Builders fit into their user's code: they own what they hold, take ids as arguments, and send what the documents do
//! not know, or refuse to.

mod support;

use std::fmt::Debug;

use bayar::xendit::builder::{CreateDisbursement, CreateInvoice, GetInvoice, ListInvoices};
use bayar::xendit::types::{CreateInvoiceRequest, InvoiceStatus};
use bayar::xendit::{self, Invoices};
use bayar::{CustomRequest, Result, SettlePolicy, reqwest};
use serde_json::{Value, json};
use support::{Clients, Reply, Server};

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
