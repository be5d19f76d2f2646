//! Money out whose outcome is found out, whatever happens on the way. `cargo run --example settle`

use bayar::xendit::Client;
use bayar::{Outcome, SettlePolicy};
use bayar_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let builder = Client::builder("xnd_development_example").base_url(sandbox.base_url());
    let client = builder.build()?;

    let salary = client
        .create_disbursement()
        .external_id("salary-2026-11-employee-7") // names one payment
        .bank_code("BCA")
        .account_holder_name("Rizky")
        .account_number("1231241231")
        .description("Salary")
        .amount(5_000_000);
    match salary.settle(&SettlePolicy::default()).await {
        Outcome::Created(payment) => println!("paid now: {}", payment.id()?),
        Outcome::Existed(payment) => println!("was paid before: {}", payment.id()?),
        Outcome::Conflict(others) => println!("look at these first: {:?}", others.found),
        Outcome::NotCreated(error) => println!("not paid: {error}"),
        Outcome::Unknown(ticket) => println!("keep this, settle it later: {}", ticket.why()),
        other => println!("{other:?}"),
    }
    Ok(())
}
