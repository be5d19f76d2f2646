//! A card is charged, and a part of it refunded. `cargo run --example refund`

use bayar::xendit::types::CardData;
use bayar::xendit::{Client, PublicClient};
use bayar_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder("xnd_development_example").base_url(sandbox.base_url());
    let client = client.build()?;
    let public = PublicClient::builder("xnd_public_development_example");
    let public = public.base_url(sandbox.base_url()).build()?; // in the customer's browser or app

    let card = CardData::new().account_number("4000000000001000");
    let card = card.exp_month("12").exp_year("2090").cvn("123");
    let token = public.create_token().card_data(card).amount(75_000);
    let token = token.is_single_use(true).send().await?;

    let charge = client.create_charge().external_id("order-1").amount(75_000);
    let charge = charge.token_id(token.id()?).send().await?;
    println!("charged {}: {}", charge.id()?, charge.status()?);

    let refund = client.create_refund(charge.id()?).external_id("refund-1");
    let refund = refund.idempotency_key("refund-1").amount(25_000);
    let refund = refund.send().await?;
    println!("refunded {}: {}", refund.amount()?, refund.status()?);
    Ok(())
}
