//! What the vendor added and no document tells, typed: a field, a value and an operation of `seen.overlay.yaml`, which
//! `.cargo/config.toml` gives to the build. The sandbox serves it and the tap knows it by the same file.
//!
//! `cargo run` in this folder needs no key and no network.

use std::error::Error;

use bayar::drift::Tap;
use bayar::xendit::Client;
use bayar::xendit::types::InvoiceStatus;
use bayar_sandbox::{Reply, Sandbox};
use serde_json::{Value, json};

const OVERLAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seen.overlay.yaml");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().overlay(OVERLAY).start().await?;
    let (finding, found) = std::sync::mpsc::channel();
    let tap = Tap::builder().on_finding(move |one, _| _ = finding.send(one.message.clone()));
    let tap = tap.start()?;
    let client = Client::builder("xnd_development_example")
        .base_url(sandbox.base_url())
        .observe(tap.clone())
        .build()?;

    let invoice = client
        .create_invoice()
        .external_id("order-1")
        .payer_email("customer@example.com")
        .description("Trip to Bali")
        .amount(230_000)
        .send()
        .await?;
    let hint: &Option<String> = &invoice.channel_hint;
    println!("The field: channel_hint is {hint:?}");

    let reminder = client
        .create_reminder(invoice.id()?)
        .message("Your seats are still there.")
        .send()
        .await?;
    println!("The operation: reminded {:?}", reminder.sent_to);
    let long = client.create_reminder("1").message("!".repeat(201));
    println!(
        "It is checked as others are: {}",
        long.send().await.unwrap_err()
    );

    let answer = client.get_invoice(invoice.id()?).send().await?;
    let mut refunded: Value = serde_json::from_slice(answer.body())?;
    refunded["status"] = json!("REFUNDED");
    sandbox.enqueue(Reply::json(200, refunded.to_string()));
    let invoice = client.get_invoice(invoice.id()?).send().await?;
    let is_known = invoice.status == Some(InvoiceStatus::Refunded);
    println!("The value: {:?}, known: {is_known}", invoice.status);

    drop((client, tap));
    let found: Vec<String> = found.iter().collect();
    println!("The tap: {} findings", found.len());
    assert!(is_known && found.is_empty(), "{found:?}");
    Ok(())
}
