//! Lists page by page, and where they end.

use std::collections::BTreeSet;

use bayar::xendit::Client;
use bayar::{RetryPolicy, Timestamp};
use bayar_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::{Fault, Reply, SECRET_KEY, Server};

fn client(url: &str) -> Client {
    let builder = Client::builder(SECRET_KEY).base_url(url);
    builder.retries(RetryPolicy::none()).build().unwrap()
}

fn page(ids: &[&str]) -> Reply {
    let invoices: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    Reply::ok(&Value::from(invoices))
}

/// The ids of every invoice, and the cursors that were sent.
async fn ids(server: &Server, limit: i64) -> (Vec<String>, Vec<Option<String>>) {
    let client = client(&server.url());
    let mut invoices = client.list_invoices().limit(limit).pages();
    let mut ids = Vec::new();
    while let Some(invoice) = invoices.try_next().await.unwrap() {
        ids.push(invoice.id().unwrap().to_owned());
    }
    assert!(invoices.try_next().await.unwrap().is_none());
    let cursor = |query: Vec<(String, String)>| {
        let mut cursors = query
            .into_iter()
            .filter(|(name, _)| name == "last_invoice_id");
        cursors.next().map(|(_, value)| value)
    };
    let requests = server.take_all();
    (ids, requests.iter().map(|r| cursor(r.query())).collect())
}

fn cursors(texts: &[&str]) -> Vec<Option<String>> {
    let cursors = texts.iter().map(|text| Some((*text).to_owned()));
    std::iter::once(None).chain(cursors).collect()
}

#[tokio::test]
async fn pages_end_where_they_should() {
    let server = Server::start().await;
    // A short page.
    server.answers_in_turn([page(&["a", "b"]), page(&["c"])]);
    assert_eq!(
        ids(&server, 2).await,
        (vec!["a".into(), "b".into(), "c".into()], cursors(&["b"]))
    );
    // An empty one.
    server.answers_in_turn([page(&["a", "b"]), page(&[])]);
    assert_eq!(
        ids(&server, 2).await,
        (vec!["a".into(), "b".into()], cursors(&["b"]))
    );
    server.answers_in_turn([page(&[])]);
    assert_eq!(ids(&server, 2).await, (vec![], cursors(&[])));
    // A server that answers the same page for ever.
    server.answers(page(&["a", "b"]));
    let (found, asked) = ids(&server, 2).await;
    assert_eq!((found.len(), asked), (2, cursors(&["b"])));
    // A server that goes round in circles.
    server.answers_in_turn([page(&["a", "b"]), page(&["c", "d"]), page(&["a", "b"])]);
    let (found, asked) = ids(&server, 2).await;
    assert_eq!((found.len(), asked), (4, cursors(&["b", "d"])));
    // A server whose cursor is the first of the next page.
    server.answers_in_turn([page(&["a", "b"]), page(&["b", "c"]), page(&["c"])]);
    let all = vec!["a".into(), "b".into(), "c".into()];
    assert_eq!(ids(&server, 2).await, (all, cursors(&["b", "c"])));
}

#[tokio::test]
async fn nothing_is_asked_for_before_it_is_needed_and_a_cursor_goes_on() {
    let server = Server::start().await;
    server.answers_in_turn([page(&["a", "b"]), page(&["c", "d"]), page(&["e"])]);
    let client = client(&server.url());
    let mut invoices = client.list_invoices().limit(2).pages();
    assert!(server.requests().is_empty() && invoices.cursor().is_none());
    for id in ["a", "b"] {
        assert_eq!(
            invoices.try_next().await.unwrap().unwrap().id().unwrap(),
            id
        );
    }
    assert_eq!((server.requests().len(), invoices.cursor()), (1, Some("b")));
    assert!(invoices.try_next().await.unwrap().is_some());
    let cursor = invoices.cursor().unwrap().to_owned();
    assert_eq!(cursor, "c");
    drop(invoices);
    server.take_all();
    let again = client.list_invoices().limit(2).last_invoice_id(cursor);
    assert_eq!(
        again
            .pages()
            .try_next()
            .await
            .unwrap()
            .unwrap()
            .id()
            .unwrap(),
        "e"
    );
    assert!(server.take().target.contains("last_invoice_id=c"));
}

#[tokio::test]
async fn after_trouble_that_passes_the_page_is_asked_for_again() {
    let server = Server::start().await;
    let client = client(&server.url());
    server.answers_in_turn([
        page(&["a", "b"]),
        Reply::ok(&"[]").fault(Fault::Disconnect),
        page(&["c"]),
    ]);
    let mut invoices = client.list_invoices().limit(2).pages();
    invoices.try_next().await.unwrap();
    invoices.try_next().await.unwrap();
    assert!(invoices.try_next().await.unwrap_err().is_retryable());
    assert_eq!(
        invoices.try_next().await.unwrap().unwrap().id().unwrap(),
        "c"
    );
    assert!(invoices.try_next().await.unwrap().is_none());
    server.take_all();

    // Half of a pair of filters: told once, and nothing is sent.
    let half = client.list_invoices().created_after(Timestamp::now());
    let mut invoices = half.pages();
    assert!(invoices.try_next().await.unwrap_err().is_invalid_request());
    assert!(invoices.try_next().await.unwrap().is_none());
    assert!(server.take_all().is_empty());
}

#[tokio::test]
async fn the_sandbox_lists_every_invoice_once_and_those_of_a_recurring_payment() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(sandbox.base_url());
    for number in 0..25 {
        let invoice = client
            .create_invoice()
            .external_id(format!("order-{number}"));
        let invoice = invoice.amount(20_000).payer_email("a@example.com");
        invoice.description("Shoes").send().await.unwrap();
    }
    for limit in [1, 5, 7, 100] {
        let mut invoices = client.list_invoices().limit(limit).pages();
        let mut found = BTreeSet::new();
        while let Some(invoice) = invoices.try_next().await.unwrap() {
            assert!(found.insert(invoice.external_id().unwrap().to_owned()));
        }
        assert_eq!(found.len(), 25, "{limit}");
    }
    let recurring = client
        .create_recurring_payment()
        .external_id("plan")
        .payer_email("a@example.com")
        .description("Rice")
        .amount(20_000)
        .interval("DAY")
        .interval_count(1);
    let recurring = recurring.send().await.unwrap();
    sandbox.advance(std::time::Duration::from_secs(3 * 24 * 3600 + 60));
    let mut invoices = client.invoices_of_recurring_payment(recurring.id().unwrap());
    let mut count = 0;
    while let Some(invoice) = invoices.try_next().await.unwrap() {
        assert_eq!(invoice.description().unwrap(), "Rice");
        count += 1;
    }
    assert!(count >= 2, "{count}");
}
