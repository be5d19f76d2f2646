//! A payment integration in one go, against the sandbox in this process.
//!
//! `cargo run --example quickstart` needs no key and no network. With `XENDIT_API_KEY` set to a
//! development key, `cargo run --example quickstart -- --live` does the same against the vendor's
//! development environment; it refuses a production key.

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use bayar::xendit::callback::{Callback, Receiver};
use bayar::xendit::{Client, types};
use bayar::{Environment, Timestamp};
use bayar_sandbox::Sandbox;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Long for loopback.
const PATIENCE: Duration = Duration::from_secs(10);

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
    let mut vendor = if live {
        None
    } else {
        Some(Vendor::start().await?)
    };
    let client = match &vendor {
        None => development_client()?,
        Some(vendor) => {
            let url = vendor.sandbox.base_url();
            println!("Talking to a sandbox at {url}. No key, no network.");
            Client::builder("xnd_development_quickstart")
                .base_url(url)
                .build()?
        }
    };
    // Ids of our own choice must be new each time in the vendor's environment.
    let run = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();

    balance(&client).await?;
    invoice(&client, vendor.as_mut(), &format!("order-{run}")).await?;
    disbursement(&client, vendor.as_mut(), &format!("salary-{run}")).await?;
    payout_link(&client, &format!("prize-{run}")).await?;
    virtual_account(&client, &format!("customer-{run}")).await?;
    ewallet(&client, &format!("coffee-{run}")).await?;
    errors(&client).await?;

    println!("\nDone. Every line above was a real HTTP request through the public client.");
    Ok(())
}

/// The sandbox, which stops when this is dropped, and the callbacks that it sends to this process.
struct Vendor {
    sandbox: Sandbox,
    callbacks: mpsc::Receiver<Callback>,
}

impl Vendor {
    async fn start() -> Outcome<Self> {
        let token = "the token of the dashboard";
        let (hand_on, callbacks) = mpsc::channel(100);
        let app = Router::new()
            .route("/callbacks", post(take_callback))
            .with_state((Receiver::new(token)?, hand_on));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/callbacks", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, app).await });
        let sandbox = Sandbox::builder()
            .callback_url(&url)
            .callback_token(token)
            .start()
            .await?;
        Ok(Self { sandbox, callbacks })
    }

    async fn next_callback(&mut self) -> Outcome<Callback> {
        let callback = tokio::time::timeout(PATIENCE, self.callbacks.recv()).await?;
        callback.ok_or_else(|| "the callback server has stopped".into())
    }
}

/// Verifies a callback and hands it on, which is enough for as long as this process lives. A merchant's server answers
/// 200 only when the effect is on the disk, as `examples/callbacks.rs` does with `bayar::xendit::callback::server`.
async fn take_callback(
    State((receiver, hand_on)): State<(Receiver, mpsc::Sender<Callback>)>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    match receiver.receive::<Callback>(&headers, &body) {
        Ok(callback) => match hand_on.try_send(callback) {
            Ok(()) => StatusCode::OK,
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        },
        Err(error) => error.status(),
    }
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

async fn invoice(client: &Client, vendor: Option<&mut Vendor>, order: &str) -> Outcome {
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

    // In the vendor's environment nobody pays within these seconds.
    let Some(vendor) = vendor else {
        let expired = client.expire_invoice(id).send().await?;
        println!("  Expired it: {}.", expired.status()?);
        return Ok(());
    };
    vendor.sandbox.act(id, "pay", json!({"channel": "BCA"}))?;
    match vendor.next_callback().await? {
        Callback::Invoice(paid) => println!(
            "  The customer paid. The callback arrived, verified by its token: order {} is {}.",
            paid.external_id()?,
            paid.status()?
        ),
        other => return Err(format!("another callback came: {:?}", other.kind()).into()),
    }

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
    Ok(())
}

async fn disbursement(client: &Client, vendor: Option<&mut Vendor>, salary: &str) -> Outcome {
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

    let Some(vendor) = vendor else { return Ok(()) };
    // The sandbox has a clock of its own: nobody waits for the bank.
    vendor.sandbox.advance(Duration::from_secs(3600));
    match vendor.next_callback().await? {
        Callback::Disbursement(done) => {
            println!("  An hour later the callback says {}.", done.status()?);
        }
        other => return Err(format!("another callback came: {:?}", other.kind()).into()),
    }
    balance(client).await
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

    let voided = client.void_payout_link(link.id()?).send().await?;
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
            "  From the server: HTTP {} {}: {error}",
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
