//! The figures of benches/README.md: each a ratio to what a user would write by hand, in one run.
//!
//! `cargo bench --bench figures`. Times are CPU time of the client's thread, the two sides take
//! turns, and the ratio is the median over the turns.

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use bayar::xendit::callback::{Callback, InvoiceCallback, Kind, Receiver};
use bayar::xendit::types::{Invoice, InvoiceStatus};
use bayar::{Amount, xendit};
use cpu_time::ThreadTime;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

const KEY: &str = "xnd_development_bench";
/// As long as the documents' one.
const TOKEN: &str = "MuaJALKJSDK12LASHD123kSAKSDHzjahwUWjkasJSDSA12KSNAK21n==";

fn main() {
    let only = std::env::args()
        .nth(1)
        .filter(|argument| !argument.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| name.contains(only));
    let invoice = include_str!("invoice.json");
    let list = format!("[{}]", vec![invoice; 100].join(","));

    if wanted("decode") {
        report("decode 100 invoices", 100, 10, |side| match side {
            Side::Ours => drop(black_box(bayar::decode::<Vec<Invoice>>(list.as_bytes()))),
            Side::Theirs => {
                drop(black_box(serde_json::from_str::<Vec<by_hand::Invoice>>(
                    &list,
                )));
            }
        });
    }
    if wanted("receive") {
        receive();
    }
    if !wanted("call") {
        return;
    }

    let base_url = serve(invoice);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    rustls::crypto::ring::default_provider()
        .install_default()
        .expect("the first one");
    let timeout = std::time::Duration::from_secs(60);
    let theirs = reqwest::Client::builder()
        .timeout(timeout)
        .build()
        .expect("a client");
    // The same connection: where the scheduler puts it must not decide.
    let ours = xendit::Client::builder(KEY)
        .base_url(&base_url)
        .http_client(theirs.clone())
        .build()
        .expect("a client");
    let url = format!("{base_url}/v2/invoices");
    report("call: create an invoice over loopback", 200, 20, |side| {
        runtime.block_on(async {
            match side {
                Side::Ours => {
                    let answer = ours
                        .create_invoice()
                        .external_id("invoice_123124123")
                        .payer_email("payer@example.com")
                        .description("Trip to Bali")
                        .amount(230_000)
                        .send()
                        .await
                        .expect("an invoice");
                    assert_eq!(answer.status, Some(InvoiceStatus::Pending));
                    assert_eq!(answer.amount, Some(Amount::from(50_000)));
                }
                Side::Theirs => {
                    let body = by_hand::CreateInvoice {
                        external_id: "invoice_123124123",
                        payer_email: "payer@example.com",
                        description: "Trip to Bali",
                        amount: Decimal::from(230_000),
                    };
                    let request = theirs.post(&url).basic_auth(KEY, Some("")).json(&body);
                    let response = request.send().await.expect("an answer");
                    let response = response.error_for_status().expect("a success");
                    let answer: by_hand::Invoice = response.json().await.expect("an invoice");
                    assert_eq!(answer.amount, Decimal::from(50_000));
                }
            }
        });
    });
}

/// Verify and decode an invoice callback; by hand, decode it only.
fn receive() {
    let body = include_bytes!("../src/xendit/callback/examples/invoice.json");
    let receiver = Receiver::new(TOKEN).expect("a token");
    let request = Callback::example(Kind::Invoice)
        .signed("/callbacks", TOKEN)
        .expect("a callback");
    let headers = request.headers();
    // As the vendor sends it: without the spaces of the file.
    let body: serde_json::Value = serde_json::from_slice(body).expect("the example is JSON");
    let body = body.to_string();
    let body = body.as_bytes();
    let turns = |name, ours: &dyn Fn()| {
        let time = report(name, 200, 1_000, |side| match side {
            Side::Ours => ours(),
            Side::Theirs => {
                let callback = serde_json::from_slice::<by_hand::InvoiceCallback>(black_box(body));
                drop(black_box(callback.expect("the example")));
            }
        });
        let per_second = 1.0 / time.as_secs_f64();
        println!("  {per_second:.0} callbacks per second and core");
    };
    turns("receive an invoice callback", &|| {
        let callback = receiver.receive::<InvoiceCallback>(headers, black_box(body));
        drop(black_box(callback.expect("verified")));
    });
    turns("receive a callback of unknown kind", &|| {
        let callback = receiver.receive::<Callback>(headers, black_box(body));
        drop(black_box(callback.expect("verified")));
    });
}

#[derive(Clone, Copy)]
enum Side {
    Ours,
    Theirs,
}

/// Runs both sides in turns and prints the median ratio of their CPU times; our time.
fn report(name: &str, turns: usize, calls: u32, mut run: impl FnMut(Side)) -> std::time::Duration {
    let mut time = |side| {
        let start = ThreadTime::now();
        for _ in 0..calls {
            run(side);
        }
        start.elapsed() / calls
    };
    time(Side::Ours);
    time(Side::Theirs);
    let mut rounds: Vec<_> = (0..turns)
        .map(|turn| {
            // Whoever comes first finds colder caches.
            if turn % 2 == 0 {
                (time(Side::Ours), time(Side::Theirs))
            } else {
                let theirs = time(Side::Theirs);
                (time(Side::Ours), theirs)
            }
        })
        .collect();
    let ratio = |(ours, theirs): &(std::time::Duration, std::time::Duration)| {
        ours.as_secs_f64() / theirs.as_secs_f64()
    };
    rounds.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    let median = rounds[turns / 2];
    println!(
        "{name}: {:.2} of hand-written code (bayar {:?}, by hand {:?}; quartiles {:.2} to {:.2})",
        ratio(&median),
        median.0,
        median.1,
        ratio(&rounds[turns / 4]),
        ratio(&rounds[turns * 3 / 4]),
    );
    median.0
}

/// Answers every request on every connection with the same invoice.
fn serve(invoice: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            thread::spawn(move || {
                let answer = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \
                     {}\r\n\r\n{invoice}",
                    invoice.len()
                );
                let mut buffer = Vec::new();
                let mut chunk = [0; 4096];
                while let Ok(n @ 1..) = stream.read(&mut chunk) {
                    buffer.extend_from_slice(&chunk[..n]);
                    // The body is the only thing that ends with a brace.
                    if buffer.ends_with(b"}") {
                        buffer.clear();
                        stream
                            .write_all(answer.as_bytes())
                            .expect("the client reads");
                    }
                }
            });
        }
    });
    format!("http://{address}")
}

/// What a careful user would write: the same fields, exact amounts, real timestamps, enums.
mod by_hand {
    use chrono::{DateTime, FixedOffset};

    use super::{Decimal, Deserialize, Serialize};

    #[derive(Serialize)]
    pub struct CreateInvoice<'a> {
        pub external_id: &'a str,
        pub payer_email: &'a str,
        pub description: &'a str,
        pub amount: Decimal,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    pub struct Invoice {
        pub id: String,
        pub user_id: String,
        pub external_id: String,
        pub status: Status,
        pub merchant_name: String,
        pub merchant_profile_picture_url: String,
        pub amount: Decimal,
        pub payer_email: Option<String>,
        pub description: Option<String>,
        pub invoice_url: String,
        pub expiry_date: DateTime<FixedOffset>,
        pub available_banks: Option<Vec<Bank>>,
        pub available_retail_outlets: Option<Vec<RetailOutlet>>,
        pub should_exclude_credit_card: Option<bool>,
        pub should_send_email: Option<bool>,
        pub created: DateTime<FixedOffset>,
        pub updated: DateTime<FixedOffset>,
        pub mid_label: Option<String>,
        pub currency: Option<String>,
        pub paid_at: Option<DateTime<FixedOffset>>,
        pub credit_card_charge_id: Option<String>,
        pub payment_method: Option<Method>,
        pub payment_channel: Option<String>,
        pub payment_destination: Option<String>,
        pub success_redirect_url: Option<String>,
        pub failure_redirect_url: Option<String>,
        pub fixed_va: Option<bool>,
        pub paid_amount: Option<Decimal>,
        pub bank_code: Option<BankCode>,
        pub adjusted_received_amount: Option<Decimal>,
        pub recurring_payment_id: Option<String>,
    }

    /// Every field of the documents' table.
    #[derive(Deserialize)]
    #[allow(dead_code)]
    pub struct InvoiceCallback {
        pub id: String,
        pub user_id: String,
        pub external_id: String,
        pub is_high: bool,
        pub merchant_name: String,
        pub amount: Decimal,
        pub status: Status,
        pub payer_email: String,
        pub description: String,
        pub fees_paid_amount: Option<Decimal>,
        pub adjusted_received_amount: Decimal,
        pub bank_code: Option<BankCode>,
        pub retail_outlet_name: Option<String>,
        pub ewallet_type: Option<String>,
        pub on_demand_link: Option<String>,
        pub recurring_payment_id: Option<String>,
        pub paid_amount: Decimal,
        pub updated: DateTime<FixedOffset>,
        pub created: DateTime<FixedOffset>,
        pub mid_label: Option<String>,
        pub currency: Option<String>,
        pub success_redirect_url: Option<String>,
        pub failure_redirect_url: Option<String>,
        pub paid_at: Option<DateTime<FixedOffset>>,
        pub credit_card_charge_id: Option<String>,
        pub payment_method: Option<String>,
        pub payment_channel: Option<String>,
        pub payment_destination: Option<String>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    pub struct Bank {
        pub bank_code: BankCode,
        pub collection_type: CollectionType,
        pub bank_account_number: String,
        pub transfer_amount: Option<Decimal>,
        pub bank_branch: Option<String>,
        pub account_holder_name: Option<String>,
        pub identity_amount: Option<Decimal>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    pub struct RetailOutlet {
        pub retail_outlet_name: String,
        pub payment_code: Option<String>,
        pub transfer_amount: Option<Decimal>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum Status {
        Pending,
        Paid,
        Settled,
        Expired,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum Method {
        BankTransfer,
        CreditCard,
        RetailOutlet,
        Ewallet,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "UPPERCASE")]
    pub enum BankCode {
        Bca,
        Mandiri,
        Bni,
        Bri,
        Permata,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "UPPERCASE")]
    pub enum CollectionType {
        Pool,
    }
}
