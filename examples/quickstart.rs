//! A payment integration in one go, against the sandbox in this process.
//!
//! `cargo run --example quickstart` needs no key and no network. With `XENDIT_API_KEY` set to a
//! development key, `cargo run --example quickstart -- --live` does the same against the vendor's
//! development environment; it refuses a production key.

use std::error::Error;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use bayar::xendit::{Client, types};
use bayar::{Environment, Timestamp};
use bayar_sandbox::Sandbox;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nStopped: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Outcome {
    let live = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--live") => true,
        Some(other) => return Err(format!("`{other}` is unknown; there is only --live").into()),
    };
    // Kept until the end: the sandbox stops when it is dropped.
    let sandbox = if live {
        None
    } else {
        Some(Sandbox::start().await?)
    };
    let client = match &sandbox {
        None => development_client()?,
        Some(sandbox) => {
            println!(
                "Talking to a sandbox at {}. No key, no network.",
                sandbox.base_url()
            );
            Client::builder("xnd_development_quickstart")
                .base_url(sandbox.base_url())
                .build()?
        }
    };
    // Ids of our own choice must be new each time in the vendor's environment.
    let run = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();

    balance(&client).await?;
    invoice(&client, &format!("order-{run}")).await?;
    disbursement(&client, &format!("salary-{run}")).await?;
    payout_link(&client, &format!("prize-{run}")).await?;
    virtual_account(&client, &format!("customer-{run}")).await?;
    ewallet(&client, &format!("coffee-{run}")).await?;
    errors(&client).await?;

    println!("\nDone. Every line above was a real HTTP request through the public client.");
    Ok(())
}

fn development_client() -> Outcome<Client> {
    let client = Client::from_env()?;
    if client.environment() == Environment::Production {
        return Err("XENDIT_API_KEY is a production key: this would move real money".into());
    }
    println!("Talking to the vendor's development environment. No real money moves.");
    Ok(client)
}

async fn balance(client: &Client) -> Outcome {
    println!("\nBalance");
    let balance = client
        .get_balance()
        .account_type(types::AccountType::Cash)
        .send()
        .await?;
    println!(
        "  There are {} rupiah on the cash account.",
        balance.balance()?
    );
    Ok(())
}

async fn invoice(client: &Client, order: &str) -> Outcome {
    println!("\nInvoice: ask a customer for money");
    let invoice = client
        .create_invoice()
        .external_id(order)
        .payer_email("customer@example.com")
        .description("Trip to Bali")
        .amount(230_000)
        .send()
        .await?;
    let id = invoice.id()?;
    println!(
        "  Created {id} for {} rupiah: {}.",
        invoice.amount()?,
        invoice.status()?
    );
    println!("  The customer pays at {}", invoice.invoice_url()?);

    let invoice = client.get_invoice().invoice_id(id).send().await?;
    println!(
        "  Read it back: {} for order {}.",
        invoice.status()?,
        invoice.external_id()?
    );

    let open = [types::InvoiceStatus::Pending, types::InvoiceStatus::Paid];
    let invoices = client
        .list_invoices()
        .statuses(open)
        .limit(10)
        .send()
        .await?;
    println!(
        "  Listed invoices that are pending or paid: {} on this page.",
        invoices.len()
    );

    let expired = client.expire_invoice().invoice_id(id).send().await?;
    println!("  Expired it: {}.", expired.status()?);
    Ok(())
}

async fn disbursement(client: &Client, salary: &str) -> Outcome {
    println!("\nDisbursement: send money to a bank account");
    let disbursement = client
        .create_disbursement()
        // The same key never pays twice, however often the request is sent.
        .idempotency_key(salary)
        .external_id(salary)
        .bank_code("BCA")
        .account_holder_name("Rizky")
        .account_number("1231241231")
        .description("Salary for November")
        .amount(500_000)
        .send()
        .await?;
    println!(
        "  Sent {} rupiah: {}.",
        disbursement.amount()?,
        disbursement.status()?
    );

    let found = client
        .get_disbursements_by_external_id()
        .external_id(salary)
        .send()
        .await?;
    println!("  Looked up {salary}: {} found.", found.len());
    Ok(())
}

async fn payout_link(client: &Client, prize: &str) -> Outcome {
    println!("\nPayout link: let the recipient say where the money goes");
    let link = client
        .create_payout_link()
        .idempotency_key(prize)
        .external_id(prize)
        .amount(23_000)
        .email("winner@example.com")
        .send()
        .await?;
    println!("  Created {}: {}.", link.id()?, link.status()?);

    let voided = client.void_payout_link().id(link.id()?).send().await?;
    println!("  Voided it before it was claimed: {}.", voided.status()?);
    Ok(())
}

async fn virtual_account(client: &Client, customer: &str) -> Outcome {
    println!("\nVirtual account: an account number that a customer transfers to");
    let account = client
        .create_fixed_virtual_account()
        .external_id(customer)
        .bank_code("BNI")
        .name("Rika Sutanto")
        .is_closed(true)
        .expected_amount(150_000)
        .expiration_date(Timestamp::from("2030-12-31T17:00:00.000Z"))
        .send()
        .await?;
    println!(
        "  {} takes transfers to {} at {}.",
        account.name()?,
        account.account_number()?.expose(),
        account.bank_code()?
    );
    Ok(())
}

async fn ewallet(client: &Client, coffee: &str) -> Outcome {
    println!("\nE-wallet: charge an OVO account by its phone number");
    let payment = client
        .create_ewallet_payment()
        .body(
            types::CreateOvoPaymentRequest::new()
                .external_id(coffee)
                .amount(25_000)
                .phone("08123123123"),
        )
        .send()
        .await?;
    match payment.into_inner() {
        types::EwalletPayment::Ovo(paid) => println!("  OVO took {} rupiah.", paid.amount()?),
        other => println!("  Another wallet answered: {other:?}"),
    }
    Ok(())
}

async fn errors(client: &Client) -> Outcome {
    println!("\nErrors");
    let too_small = client
        .create_invoice()
        .external_id("order-1")
        .payer_email("customer@example.com")
        .description("Sticker")
        .amount(500);
    if let Err(error) = too_small.clone().send().await {
        println!("  Before anything is sent: {error}");
    }
    // Documents age: the same request without our check, so that the server says it.
    if let Err(error) = too_small.without_checks().send().await {
        println!(
            "  From the server: HTTP {} {}",
            status(&error),
            code(&error)
        );
        for detail in error.details() {
            println!("    {detail}");
        }
        println!(
            "  Worth a retry: {}.",
            if error.is_retryable() { "yes" } else { "no" }
        );
    }
    Ok(())
}

fn status(error: &bayar::Error) -> u16 {
    error.status().unwrap_or_default()
}

fn code(error: &bayar::Error) -> &str {
    error.code().map_or("(no code)", |code| code.as_str())
}
