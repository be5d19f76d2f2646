//! An invoice: made, paid by the customer, read back. `cargo run --example invoice`

use bayar::xendit::Client;
use bayar_sandbox::Sandbox;
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // With a key of yours: `Client::from_env()`, and nothing else changes.
    let sandbox = Sandbox::start().await?;
    let builder = Client::builder("xnd_development_example").base_url(sandbox.base_url());
    let client = builder.build()?;

    let invoice = client
        .create_invoice()
        .external_id("order-1")
        .payer_email("customer@example.com")
        .description("Trip to Bali")
        .amount(230_000)
        .send()
        .await?;
    println!("Pay here: {}", invoice.invoice_url()?);

    sandbox.act(invoice.id()?, "pay", json!({"channel": "BCA"}))?; // the customer's part
    let invoice = client.get_invoice(invoice.id()?).send().await?;
    println!("It is {}", invoice.status()?);
    Ok(())
}
