//! Where the documents are behind the server: a field, a header and an operation that they do not have.
//! `cargo run --example custom_request`

use bayar::xendit::Client;
use bayar::{RawJson, Response, reqwest::Method};
use bayar_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let builder = Client::builder("xnd_development_example").base_url(sandbox.base_url());
    let client = builder.build()?;

    let invoice = client.create_invoice().external_id("order-1");
    let invoice = invoice
        .description("Sticker")
        .amount(230_000)
        .without_check("payer_email") // the document asks for it, the server does not
        .field("locale", "id")
        .header("with-split-rule", "rule-1");
    println!("{}", invoice.send().await?.status()?);

    let request = client
        .request(Method::GET, "/balance")
        .query("account_type", "TAX");
    let balance: Response<RawJson> = request.send().await?;
    println!("{}", balance.into_inner().get());
    Ok(())
}
