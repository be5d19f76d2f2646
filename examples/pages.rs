//! All invoices, over as many pages as there are. `cargo run --example pages`

use bayar::xendit::Client;
use bayar_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let builder = Client::builder("xnd_development_example").base_url(sandbox.base_url());
    let client = builder.build()?;

    for order in 1..=5 {
        let invoice = client
            .create_invoice()
            .external_id(format!("order-{order}"));
        let invoice = invoice
            .payer_email("customer@example.com")
            .description("Trip to Bali");
        invoice.amount(230_000).send().await?;
    }
    let mut invoices = client.list_invoices().limit(2).pages(); // three requests
    while let Some(invoice) = invoices.try_next().await? {
        println!("{}: {}", invoice.external_id()?, invoice.status()?);
    }
    Ok(())
}
