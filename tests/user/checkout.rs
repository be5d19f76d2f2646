//! A checkout: an order becomes an invoice, the callback of its payment ships it, once.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use bayar::xendit::Client;
use bayar::xendit::callback::{Callback, MemoryStore, Payload, Receiver, Store};
use bayar::xendit::types::InvoiceStatus;
use bayar::{Amount, Timestamp};
use bayar_sandbox::Sandbox;
use serde_json::json;
use tokio::net::TcpListener;

const TOKEN: &str = "the token of the dashboard";

#[derive(Clone, Debug, PartialEq)]
struct Order {
    total: Amount,
    shipped: u32,
}

/// What the service keeps; clones share it.
#[derive(Clone)]
struct Shop {
    client: Client,
    receiver: Receiver,
    seen: MemoryStore,
    orders: Arc<Mutex<BTreeMap<String, Order>>>,
}

impl Shop {
    fn new(client: Client) -> bayar::Result<Self> {
        Ok(Self {
            client,
            receiver: Receiver::new(TOKEN)?,
            seen: MemoryStore::new(),
            orders: Arc::default(),
        })
    }

    /// Answers the page on which the customer pays.
    async fn order(
        &self,
        name: &str,
        prices: &[Amount],
        note: Option<&str>,
    ) -> bayar::Result<String> {
        let total: Amount = prices.iter().sum();
        let invoice = self
            .client
            .create_invoice()
            .external_id(name)
            .payer_email("customer@example.com")
            .description(note.unwrap_or("Order"))
            .amount(total)
            .invoice_duration(std::time::Duration::from_secs(3600))
            .maybe_success_redirect_url(note.map(|_| "https://shop.example/thanks"))
            .send()
            .await?;
        let order = Order { total, shipped: 0 };
        self.orders.lock().unwrap().insert(name.to_owned(), order);
        Ok(invoice.invoice_url()?.to_owned())
    }

    async fn take(&self, callback: &Callback) -> Result<(), Box<dyn Error>> {
        let key = callback.deduplication_key()?;
        if self.seen.contains(&key).await? {
            return Ok(());
        }
        if let Callback::Invoice(invoice) = callback
            && matches!(invoice.status, Some(InvoiceStatus::Paid))
        {
            let mut orders = self.orders.lock().unwrap();
            let order = orders.get_mut(invoice.external_id()?).ok_or("whose?")?;
            if callback.amount() == Some(order.total) {
                order.shipped += 1;
            }
        }
        self.seen.seen(&key).await?;
        Ok(())
    }
}

async fn receive(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match shop.receiver.receive::<Callback>(&headers, &body) {
        Ok(callback) => match shop.take(&callback).await {
            Ok(()) => StatusCode::OK,
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
        },
        Err(error) => error.status(),
    }
}

#[tokio::test]
async fn who_pays_gets_the_goods_once() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/callbacks", listener.local_addr()?);
    let sandbox = Sandbox::builder().callback_url(&url).callback_token(TOKEN);
    let sandbox = sandbox.start().await?;
    let shop = Shop::new(super::client(&sandbox))?;
    let app = Router::new().route("/callbacks", post(receive));
    let app = app.with_state(shop.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });

    let prices = [Amount::new(200_000), Amount::new(30_000)];
    let page = shop.order("order-1", &prices, None).await?;
    assert!(page.starts_with("http"));
    shop.order("order-2", &prices[..1], Some("Sticker")).await?;

    sandbox.duplicate_callbacks(true);
    let invoices = shop
        .client
        .list_invoices()
        .external_id("order-1")
        .send()
        .await?;
    let invoice = invoices.iter().next().ok_or("no invoice")?;
    assert!(invoice.expiry_date()? > &Timestamp::from("2020-01-01T00:00:00Z"));
    sandbox.act(invoice.id()?, "pay", json!({"channel": "BCA"}))?;
    sandbox.callbacks_settled().await;

    let orders = shop.orders.lock().unwrap().clone();
    assert_eq!(orders["order-1"].total, 230_000);
    assert_eq!(
        (orders["order-1"].shipped, orders["order-2"].shipped),
        (1, 0)
    );
    Ok(())
}
