//! Callbacks over a real socket: what the server answers, and what comes through.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::FromRef;
use axum::routing::post;
use bayar::xendit::callback::server::{self, Verified};
use bayar::xendit::callback::{Callback, HEADER, InvoiceCallback, Kind, Receiver};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};

const TOKEN: &str = "the token";

/// An address with a router for all kinds at `/all`, whose handler fails when so many callbacks wait
/// to be taken, and a handler for invoices at `/invoice`.
async fn serve(capacity: usize) -> (String, mpsc::Receiver<Callback>) {
    #[derive(Clone)]
    struct State(Receiver);

    impl FromRef<State> for Receiver {
        fn from_ref(state: &State) -> Self {
            state.0.clone()
        }
    }

    async fn paid(Verified(invoice): Verified<InvoiceCallback>) -> String {
        let locale = invoice.extra("locale");
        let locale = locale.map_or(String::new(), |json| format!(" {}", json.get()));
        invoice.external_id.unwrap_or_default() + &locale
    }

    let receiver = Receiver::new(TOKEN).unwrap();
    let (hand_on, callbacks) = mpsc::channel(capacity);
    let all = server::router(receiver.clone(), move |callback| {
        let handed_on = hand_on.try_send(callback);
        async { handed_on }
    });
    let app = Router::new()
        .route("/invoice", post(paid))
        .with_state(State(receiver))
        .nest("/all", all);
    (listen(app).await, callbacks)
}

async fn listen(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Sends the head and then as much of the body as the server takes; the status and the text of
/// the answer.
async fn send(address: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    let mut head = format!("POST {path} HTTP/1.0\r\nhost: {address}\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let _ = stream.write_all(body).await; // the server may have answered by now
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let text = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
    (status, text.to_owned())
}

async fn post_json(address: &str, path: &str, token: Option<&str>, body: &str) -> (u16, String) {
    let length = body.len().to_string();
    let mut headers = vec![("content-length", length.as_str())];
    headers.extend(token.map(|token| (HEADER, token)));
    send(address, path, &headers, body.as_bytes()).await
}

fn json(kind: Kind) -> String {
    serde_json::to_string(&Callback::example(kind)).unwrap()
}

#[tokio::test]
async fn each_kind_is_answered_with_200_and_handled() {
    let (address, mut callbacks) = serve(100).await;
    for &kind in Kind::ALL {
        let request = Callback::example(kind).signed("/all", TOKEN).unwrap();
        let token = request.headers().get(HEADER).map(|t| t.to_str().unwrap());
        let body = std::str::from_utf8(request.body()).unwrap();
        let (status, text) = post_json(&address, "/all", token, body).await;
        assert_eq!((status, text.as_str()), (200, ""));
        assert_eq!(callbacks.recv().await.unwrap().kind(), Some(kind));
    }
}

#[tokio::test]
async fn a_handler_gets_the_payload() {
    let (address, _) = serve(1).await;
    for kind in [Kind::Invoice, Kind::RecurringInvoice] {
        let answer = post_json(&address, "/invoice", Some(TOKEN), &json(kind)).await;
        assert_eq!(answer, (200, "testing-invoice".into()));
        // So does what the contract does not have.
        let more = json(kind).replacen('{', r#"{"locale":{"of":"id"},"#, 1);
        let answer = post_json(&address, "/invoice", Some(TOKEN), &more).await;
        assert_eq!(answer, (200, r#"testing-invoice {"of":"id"}"#.into()));
    }
}

#[tokio::test]
async fn a_refusal_says_why_and_nothing_is_handled() {
    let (address, mut callbacks) = serve(100).await;
    let invoice = json(Kind::Invoice);
    let disbursement = json(Kind::Disbursement);
    for (path, token, body, status, says) in [
        (
            "/all",
            None,
            invoice.as_str(),
            401,
            "the callback token is missing",
        ),
        (
            "/all",
            Some("x"),
            &invoice,
            401,
            "the callback token is wrong",
        ),
        (
            "/all",
            Some("x"),
            "no json",
            401,
            "the callback token is wrong",
        ),
        (
            "/all",
            Some(TOKEN),
            "no json",
            400,
            "is not the documented JSON",
        ),
        ("/all", Some(TOKEN), "", 400, "is not the documented JSON"),
        (
            "/all",
            Some(TOKEN),
            &"[".repeat(100),
            400,
            "nested too deep",
        ),
        (
            "/invoice",
            None,
            &invoice,
            401,
            "the callback token is missing",
        ),
        (
            "/invoice",
            Some("x"),
            &invoice,
            401,
            "the callback token is wrong",
        ),
        (
            "/invoice",
            Some(TOKEN),
            &disbursement,
            400,
            "kind `disbursement`",
        ),
    ] {
        let (found, text) = post_json(&address, path, token, body).await;
        assert_eq!(found, status, "{path} {says}: {text}");
        assert!(text.contains(says), "{path}: {text}");
    }
    assert!(callbacks.try_recv().is_err());
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_sent() {
    let (address, _) = serve(1).await;
    let stated = [("content-length", "10485760"), (HEADER, TOKEN)];
    let (status, text) = send(&address, "/all", &stated, b"").await;
    assert_eq!(status, 413, "{text}");
    assert!(text.contains("larger than 4194304 bytes"), "{text}");
    // Without the header less is taken.
    let (status, text) = send(&address, "/all", &stated[..1], b"").await;
    assert_eq!(status, 413, "{text}");
    assert!(text.contains("larger than 262144 bytes"), "{text}");
    // Nor does a wrong token have the body read.
    let wrong = [("content-length", "10485760"), (HEADER, "x")];
    assert_eq!(send(&address, "/all", &wrong, b"").await.0, 401);
}

#[tokio::test]
async fn a_body_of_no_stated_length_is_refused_as_it_comes() {
    let (address, _) = serve(1).await;
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /all HTTP/1.1\r\nhost: x\r\n{HEADER}: {TOKEN}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let (mut read, mut write) = stream.into_split();
    tokio::spawn(async move { while write.write_all(chunk.as_bytes()).await.is_ok() {} });
    let mut answer = [0; 12];
    read.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[tokio::test]
async fn a_handler_that_fails_lets_the_vendor_send_again() {
    let (address, mut callbacks) = serve(1).await;
    let body = json(Kind::Invoice);
    let answer = async || post_json(&address, "/all", Some(TOKEN), &body).await;
    assert_eq!(answer().await, (200, String::new()));
    assert_eq!(answer().await, (503, String::new()));
    callbacks.recv().await.unwrap();
    assert_eq!(answer().await, (200, String::new()));
    drop(callbacks);
    assert_eq!(answer().await, (503, String::new()));
}

/// A router whose handler counts once it may go on.
async fn gated() -> (String, Arc<Semaphore>, Arc<Mutex<Vec<Callback>>>) {
    let gate = Arc::new(Semaphore::new(0));
    let handled: Arc<Mutex<Vec<_>>> = Arc::default();
    let (open, done) = (gate.clone(), handled.clone());
    let app = server::router(Receiver::new(TOKEN).unwrap(), move |callback| {
        let (open, done) = (open.clone(), done.clone());
        async move {
            open.acquire().await.unwrap().forget();
            done.lock().unwrap().push(callback);
            Ok::<_, Infallible>(())
        }
    });
    (listen(app).await, gate, handled)
}

#[tokio::test]
async fn success_is_answered_only_when_the_handler_is_done() {
    let (address, gate, handled) = gated().await;
    let body = json(Kind::Invoice);
    let answer = post_json(&address, "/", Some(TOKEN), &body);
    let mut answer = std::pin::pin!(answer);
    let early = tokio::time::timeout(Duration::from_millis(200), &mut answer).await;
    assert!(early.is_err(), "{early:?}");
    assert!(handled.lock().unwrap().is_empty());
    gate.add_permits(1);
    assert_eq!(answer.await.0, 200);
    assert_eq!(handled.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_vendor_that_hangs_up_does_not_stop_the_handler() {
    let (address, gate, handled) = gated().await;
    let body = json(Kind::Invoice);
    let answer = post_json(&address, "/", Some(TOKEN), &body);
    let early = tokio::time::timeout(Duration::from_millis(200), answer).await;
    assert!(early.is_err(), "{early:?}"); // and the connection is dropped
    tokio::time::sleep(Duration::from_millis(100)).await;
    gate.add_permits(1);
    for _ in 0..100 {
        if !handled.lock().unwrap().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it was cut off");
}

/// What is written to a log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn why_a_handler_failed_is_logged_in_one_line() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false);
    let subscriber = subscriber.with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber); // all tasks run on this thread
    let take = async |invoice: InvoiceCallback| match invoice.external_id.as_deref() {
        Some("panics") => panic!("it panics"),
        _ => Err("no disk\n2026-11-29 INFO forged\u{1b}[2J"),
    };
    let receiver = Receiver::new(TOKEN).unwrap();
    let app = Router::new().route("/", server::post(receiver, take));
    let address = listen(app).await;
    let body = json(Kind::Invoice);
    let answer = post_json(&address, "/", Some(TOKEN), &body).await;
    assert_eq!(
        answer,
        (503, String::new()),
        "nothing is told to the sender"
    );
    let panics = body.replace("testing-invoice", "panics");
    assert_eq!(post_json(&address, "/", Some(TOKEN), &panics).await.0, 503);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    for (line, problem) in lines.iter().zip(["no disk\\n2026", "the handler panicked"]) {
        assert!(line.contains(" ERROR "), "{line}");
        assert!(
            line.contains("invoice:593f4ed1c3d3bb7f39733d83:PAID"),
            "{line}"
        );
        assert!(line.contains(problem) && !line.contains('\u{1b}'), "{line}");
    }
    assert!(!log.contains(TOKEN));
}
