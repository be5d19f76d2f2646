//! What the tap of `bayar::drift` costs a call, at full sampling: at most 2 % is the aim.
//!
//! `cargo bench --features drift --bench tap`. The two sides take turns on the same connection, and the ratios are medians
//! over the turns: of the CPU time of the client's thread, and of the time that a call takes. Nothing of the tap may have
//! been left out.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use bayar::drift::Tap;
use bayar::xendit;
use cpu_time::ThreadTime;

const KEY: &str = "xnd_development_bench";
const TURNS: usize = 2000;
const CALLS: u32 = 20;

fn main() {
    let base_url = serve(include_str!("invoice.json"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    rustls::crypto::ring::default_provider()
        .install_default()
        .expect("the first one");
    let http = reqwest::Client::builder()
        .timeout(Duration::from_secs(60))
        .build()
        .expect("a client");
    let builder = || {
        xendit::Client::builder(KEY)
            .base_url(&base_url)
            .http_client(http.clone())
    };
    let tap = Tap::builder().start().expect("a thread starts");
    let tapped = builder().observe(tap.clone()).build().expect("a client");
    let plain = builder().build().expect("a client");
    let time = |client: &xendit::Client| {
        let (cpu, wall) = (ThreadTime::now(), Instant::now());
        for _ in 0..CALLS {
            runtime.block_on(call(client));
        }
        [cpu.elapsed() / CALLS, wall.elapsed() / CALLS]
    };
    time(&tapped);
    time(&plain);
    let turns: Vec<_> = (0..TURNS)
        .map(|turn| {
            // Whoever comes first finds colder caches.
            if turn % 2 == 0 {
                (time(&tapped), time(&plain))
            } else {
                let without = time(&plain);
                (time(&tapped), without)
            }
        })
        .collect();
    println!("a call with the tap at full sampling, of one without:");
    for (index, name) in ["processor time", "time"].into_iter().enumerate() {
        let ratio = |(with, without): &([Duration; 2], [Duration; 2])| {
            let (with, without) = (with[index], without[index]);
            (with.as_secs_f64() / without.as_secs_f64(), with, without)
        };
        let mut ratios: Vec<_> = turns.iter().map(ratio).collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (ratio, with, without) = ratios[TURNS / 2];
        println!(
            "  {name}: {ratio:.3} ({with:?} to {without:?}; quartiles {:.3} to {:.3})",
            ratios[TURNS / 4].0,
            ratios[TURNS * 3 / 4].0,
        );
    }
    println!("  {:?}", tap.counts());
    assert_eq!(tap.counts().left_out, 0);
}

async fn call(client: &xendit::Client) {
    let request = client
        .create_invoice()
        .external_id("invoice_123124123")
        .payer_email("payer@example.com")
        .description("Trip to Bali")
        .amount(230_000);
    request.send().await.expect("an invoice");
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
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{invoice}",
                    invoice.len()
                );
                let mut buffer = Vec::new();
                let mut chunk = [0; 4096];
                while let Ok(n @ 1..) = stream.read(&mut chunk) {
                    buffer.extend_from_slice(&chunk[..n]);
                    // The body is the only thing that ends with a brace.
                    if buffer.ends_with(b"}") {
                        buffer.clear();
                        let sent = stream.write_all(answer.as_bytes());
                        sent.expect("the client reads");
                    }
                }
            });
        }
    });
    format!("http://{address}")
}
