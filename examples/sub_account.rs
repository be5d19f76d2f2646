//! For a sub-account: each of its payments, or a client that acts for it. `cargo run --example sub_account`

use bayar::xendit::Client;
use bayar_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let builder = || Client::builder("xnd_development_example").base_url(sandbox.base_url());
    let client = builder().build()?;
    let merchant = "5785e6334d7b410667d355c4";

    let invoice = client
        .create_invoice()
        .for_user_id(merchant)
        .external_id("order-1");
    let invoice = invoice
        .payer_email("customer@example.com")
        .description("Trip to Bali");
    println!("theirs: {}", invoice.amount(230_000).send().await?.id()?);
    println!("ours: {}", client.list_invoices().send().await?.len());

    let theirs = builder().for_user_id(merchant).build()?; // every request of this client
    println!("theirs: {}", theirs.list_invoices().send().await?.len());
    Ok(())
}
