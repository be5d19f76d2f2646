//! A server that writes down the callbacks which arrive, each once, whenever it dies.
//!
//! `cargo run --example callbacks --features axum,sqlite` listens on loopback with a token of its own and sends itself one
//! callback of each kind, two of them twice, as the vendor would. With `XENDIT_CALLBACK_TOKEN` set it waits for the real
//! ones, on the address in the first argument (`127.0.0.1:3000` unless given), with `callbacks.db`.

use std::env;
use std::error::Error;

use axum::Router;
use bayar::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use bayar::sqlx::{self, Sqlite, SqlitePool};
use bayar::xendit::callback::{Callback, Kind, Payload, Receiver, SqlStore, server};
use tokio::net::TcpListener;

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let real = env::var_os("XENDIT_CALLBACK_TOKEN").is_some();
    let shop = Shop::open(if real { "callbacks.db" } else { ":memory:" }).await?;
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

    // Answers 200 when `take` has succeeded, and 503 when it fails, so that the callback comes again.
    let callbacks = server::router(receiver, move |callback| take(shop.clone(), callback));
    let app = Router::new().nest("/callbacks", callbacks);
    let server = tokio::spawn(async move { axum::serve(listener, app).await });
    if real {
        server.await??;
    } else {
        send_one_of_each(&url).await?;
    }
    Ok(())
}

/// A database of one's own.
#[derive(Clone)]
struct Shop {
    pool: SqlitePool,
    /// In the same database.
    store: SqlStore<Sqlite>,
}

impl Shop {
    async fn open(file: &str) -> Result<Self, Failure> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(1);
        let pool = pool.connect_with(options).await?;
        let store = SqlStore::new(pool.clone());
        store.migrate().await?;
        let table = "CREATE TABLE IF NOT EXISTS shipments (event TEXT NOT NULL)";
        sqlx::raw_sql(table).execute(&pool).await?;
        Ok(Self { pool, store })
    }
}

/// The key and what the callback changes are in one transaction: both are there or none, whenever the process dies.
async fn take(shop: Shop, callback: Callback) -> Result<(), Failure> {
    let Ok(key) = callback.deduplication_key() else {
        println!("not documented: {callback:?}"); // success all the same, or it would come again
        return Ok(());
    };
    let mut transaction = shop.pool.begin().await?;
    if shop.store.seen_in(&mut transaction, &key).await? {
        println!("again:  {key}");
        return Ok(());
    }
    sqlx::query("INSERT INTO shipments (event) VALUES ($1)")
        .bind(key.as_str())
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    println!("first:  {key}");
    if let Callback::Invoice(invoice) = &callback
        && let (Some(order), Some(amount)) = (&invoice.external_id, invoice.amount)
    {
        println!("        invoice {order} over {amount} rupiah");
    }
    Ok(())
}

/// The vendor's part.
async fn send_one_of_each(url: &str) -> Result<(), Failure> {
    for kind in Kind::ALL.iter().chain([&Kind::Dana, &Kind::Invoice]) {
        let status = send(url, *kind).await?;
        println!("sent:   {kind}, answered with {status}");
    }
    Ok(())
}

async fn send(url: &str, kind: Kind) -> Result<String, Failure> {
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
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
