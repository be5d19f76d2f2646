//! A server that prints the callbacks which arrive, each once.
//!
//! `cargo run --example callbacks --features axum` listens on loopback with a token of its own
//! and sends itself one callback of each kind, two of them twice, as the vendor would.
//! With `XENDIT_CALLBACK_TOKEN` set it waits for the real ones, on the address in the first
//! argument (`127.0.0.1:3000` unless given).

use std::env;
use std::error::Error;
use std::time::Duration;

use axum::Router;
use bayar::xendit::callback::{Callback, Kind, MemoryStore, Payload, Receiver, Store, server};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let real = env::var_os("XENDIT_CALLBACK_TOKEN").is_some();
    let receiver = if real {
        Receiver::from_env()?
    } else {
        Receiver::new("a token for the example")?
    };
    let address = env::args().nth(1);
    let address = address.as_deref().unwrap_or(if real {
        "127.0.0.1:3000"
    } else {
        "127.0.0.1:0"
    });
    let listener = TcpListener::bind(address).await?;
    let url = format!("http://{}/callbacks", listener.local_addr()?);
    println!("listening for callbacks at {url}");

    let (hand_on, mut callbacks) = mpsc::channel(1_000);
    let app = Router::new().nest("/callbacks", server::router(receiver, hand_on));
    tokio::spawn(async move { axum::serve(listener, app).await });

    if !real {
        tokio::spawn(send_one_of_each(url));
    }
    let store = MemoryStore::new();
    // The example ends when nothing has come for a while; a server waits.
    let patience = Duration::from_secs(if real { u32::MAX.into() } else { 1 });
    while let Ok(Some(callback)) = tokio::time::timeout(patience, callbacks.recv()).await {
        show(&store, &callback).await?;
    }
    Ok(())
}

async fn show(store: &MemoryStore, callback: &Callback) -> Result<(), Box<dyn Error>> {
    let Ok(key) = callback.deduplication_key() else {
        println!("not documented: {callback:?}");
        return Ok(());
    };
    if store.seen(&key).await? {
        println!("again:  {key}");
        return Ok(());
    }
    println!("first:  {key}");
    if let Callback::Invoice(invoice) = callback {
        println!(
            "        invoice {} over {} rupiah",
            invoice.external_id()?,
            invoice.amount()?
        );
    }
    Ok(())
}

/// The vendor's part.
async fn send_one_of_each(url: String) {
    for kind in Kind::ALL.iter().chain([&Kind::Dana, &Kind::Invoice]) {
        if let Err(error) = send(&url, *kind).await {
            println!("the {kind} callback could not be sent: {error}");
        }
    }
}

async fn send(url: &str, kind: Kind) -> Result<(), Box<dyn Error + Send + Sync>> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let request = Callback::example(kind).signed(url, "a token for the example")?;
    let uri = request.uri();
    let host = uri.authority().map(ToString::to_string).unwrap_or_default();
    let mut head = format!("POST {} HTTP/1.0\r\nhost: {host}\r\n", uri.path());
    for (name, value) in request.headers() {
        head += &format!("{name}: {}\r\n", value.to_str()?);
    }
    head += &format!("content-length: {}\r\n\r\n", request.body().len());
    let mut stream = tokio::net::TcpStream::connect(host).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(request.body()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let status = answer.lines().next().unwrap_or_default();
    println!("sent:   {kind}, answered with {status}");
    Ok(())
}
