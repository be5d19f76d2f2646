//! The proxy between a client and the sandbox: nothing changes on the way, and everything is seen.

mod ends;
mod heads;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bayar_drift::check::{Checker, Options};
use bayar_drift::exchange;
use bayar_drift::finding::Finding;
use bayar_drift::proxy::{Losses, Output, Proxy};
use bayar_drift::report::Report;
use bayar_sandbox::{Class, Drift, Fault, Problem, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// `xnd_development_secret:`
const KEY: &str = "Basic eG5kX2RldmVsb3BtZW50X3NlY3JldDo=";
const INVOICE: &str = r#"{"external_id": "order-1", "payer_email": "lanny.person@example.com", "description": "card 4000000000000002", "amount": 230000}"#;

/// A buffer that the test can look into.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Fixture {
    proxy: Proxy,
    output: Buffer,
    told: Arc<Mutex<Vec<String>>>,
}

impl Fixture {
    async fn new(upstream: &str) -> Fixture {
        let output = Buffer::default();
        let told = Arc::new(Mutex::new(Vec::new()));
        let write: Output = Box::new(output.clone());
        let tell = told.clone();
        let on_finding = Box::new(move |finding: &Finding| {
            tell.lock().unwrap().push(finding.class.to_string());
        });
        let listen = "127.0.0.1:0".parse().unwrap();
        let proxy = Proxy::start(
            listen,
            upstream,
            Options::default(),
            Some(write),
            on_finding,
        )
        .await
        .unwrap();
        Fixture {
            proxy,
            output,
            told,
        }
    }

    fn address(&self) -> String {
        self.proxy.address().to_string()
    }

    async fn stop(self) -> (Report, Losses, String, Vec<String>) {
        let (report, losses) = self.proxy.stop().await.unwrap();
        let output = String::from_utf8(self.output.0.lock().unwrap().clone()).unwrap();
        let told = self.told.lock().unwrap().clone();
        (report, losses, output, told)
    }
}

fn request(host: &str, method: &str, target: &str, body: &str) -> String {
    format!(
        "{method} {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {KEY}\r\nX-Mixed-Case: A  b\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Everything that comes back until the connection ends, and how it ended.
async fn send(address: &str, request: &str) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match stream.read(&mut chunk).await {
            Ok(0) => return (answer, Ok(())),
            Ok(n) => answer.extend_from_slice(&chunk[..n]),
            Err(error) => return (answer, Err(error)),
        }
    }
}

/// A server that answers one request with these bytes, and gives what it was sent.
async fn echo(answer: Vec<u8>) -> (String, tokio::task::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        let mut chunk = vec![0; 65536];
        loop {
            let n = stream.read(&mut chunk).await.unwrap();
            received.extend_from_slice(&chunk[..n]);
            if n == 0 || received.ends_with(b"}") || received.ends_with(b"0\r\n\r\n") {
                break;
            }
        }
        stream.write_all(&answer).await.unwrap();
        stream.shutdown().await.unwrap();
        received
    });
    (address, server)
}

#[tokio::test]
async fn both_ways_byte_by_byte() {
    let answer = b"HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\nX-Odd-CASE: 1\r\nSet-Cookie: a\r\n\
                   Set-Cookie: b\r\nrequest-id: r\r\nContent-Length: 22\r\nConnection: close\r\n\r\n{\"amount\" :  0000.10}\n"
        .to_vec();
    for target in [
        "/invoices/579c8d61f23fa4ca35e52da4/expire!",
        "/invoices/579c8d61f23fa4ca35e52da4/expire%21",
        "//v2//invoices/?statuses=[%22PAID%22]&a=%5b&&b=+%20",
    ] {
        let (address, server) = echo(answer.clone()).await;
        let fixture = Fixture::new(&format!("http://{address}")).await;
        // Under the name of the server, so that not even `Host` may differ.
        let sent = request(&address, "POST", target, "{\"a\" : 1.10 }");
        let (answered, end) = send(&fixture.address(), &sent).await;
        end.unwrap();
        assert_eq!(
            String::from_utf8_lossy(&answered),
            String::from_utf8_lossy(&answer)
        );
        let received = server.await.unwrap();
        assert_eq!(String::from_utf8_lossy(&received), sent);
        fixture.stop().await;
    }
}

#[tokio::test]
async fn raw_characters_that_no_url_has_pass() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixture = Fixture::new(sandbox.base_url()).await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    let raw = request(
        "x",
        "GET",
        "/v2/invoices?statuses=[\"PAID\",\"EXPIRED\"]",
        "",
    );
    let raw = raw.replace("X-Mixed-Case: A  b\r\n", "");
    let open = raw.replace("Connection: close\r\n", "");
    // Twice on one connection.
    client.write_all(open.as_bytes()).await.unwrap();
    let mut answers = vec![0; 4096];
    let length = client.read(&mut answers).await.unwrap();
    answers.truncate(length);
    client.write_all(raw.as_bytes()).await.unwrap();
    client.read_to_end(&mut answers).await.unwrap();
    let answers = String::from_utf8(answers).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
    let targets: Vec<_> = (sandbox.requests().into_iter())
        .map(|request| request.target)
        .collect();
    // The sandbox encodes them itself.
    let encoded = "/v2/invoices?statuses=[%22PAID%22,%22EXPIRED%22]";
    assert_eq!(targets, [encoded, encoded]);
    let (report, ..) = fixture.stop().await;
    assert_eq!(report.summary.exchanges, 2);
    assert_eq!(report.findings, []);
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn chunked_stays_chunked() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
                   2\r\n{}\r\n0\r\n\r\n"
        .to_vec();
    let (address, server) = echo(answer.clone()).await;
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let sent = format!(
        "POST /v2/invoices HTTP/1.1\r\nhost: {address}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
         2\r\n{{}}\r\n0\r\n\r\n"
    );
    let (answered, end) = send(&fixture.address(), &sent).await;
    end.unwrap();
    assert_eq!(
        String::from_utf8_lossy(&answered),
        String::from_utf8_lossy(&answer)
    );
    assert_eq!(String::from_utf8_lossy(&server.await.unwrap()), sent);
    let (report, losses, ..) = fixture.stop().await;
    assert_eq!((report.summary.exchanges, losses), (1, Losses::default()));
}

/// A head for [`echo`] with many headers, one of which goes on in a second line, and others that come again.
fn odd_headers() -> String {
    let many = (0..150).map(|number| format!("X-{number}: {number}\r\n"));
    let many: String = many.collect();
    format!(
        "Set-Cookie: a\r\nX-a: 1\r\nset-cookie: b\r\nX-Folded: one\r\n  two\r\nX-A: 2\r\n{many}"
    )
}

#[tokio::test]
async fn headers_keep_their_order_and_their_lines() {
    let headers = odd_headers();
    let answer =
        format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}");
    let (address, server) = echo(answer.clone().into_bytes()).await;
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let sent = request(&address, "POST", "/v2/invoices", "{}");
    let sent = sent.replace("Connection:", &format!("{headers}Connection:"));
    let (answered, end) = send(&fixture.address(), &sent).await;
    end.unwrap();
    assert_eq!(String::from_utf8_lossy(&answered), answer);
    assert_eq!(String::from_utf8_lossy(&server.await.unwrap()), sent);
    let (report, ..) = fixture.stop().await;
    assert_eq!(report.summary.exchanges, 1);
}

#[tokio::test]
async fn what_comes_before_an_answer_passes() {
    let answer = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let (address, server) = echo(answer.as_bytes().to_vec()).await;
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let (answered, end) = send(
        &fixture.address(),
        &request(&address, "POST", "/v2/invoices", "{}"),
    )
    .await;
    end.unwrap();
    assert_eq!(String::from_utf8_lossy(&answered), answer);
    server.await.unwrap();
    let (.., output, _) = fixture.stop().await;
    assert!(output.contains("\"status\":200"), "{output}");
}

#[tokio::test]
async fn another_protocol_passes_unchecked() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\n\r\n";
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = vec![0; 4096];
        let length = stream.read(&mut received).await.unwrap();
        assert!(received[..length].ends_with(b"\r\n\r\n"));
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
        stream.write_all(&rest).await.unwrap();
    });
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    let sent = "GET /stream HTTP/1.1\r\nUpgrade: echo\r\nConnection: upgrade\r\n\r\n";
    client.write_all(sent.as_bytes()).await.unwrap();
    let mut answered = vec![0; head.len()];
    client.read_exact(&mut answered).await.unwrap();
    assert_eq!(answered, head.as_bytes());
    let odd = b"\0GET no HTTP\r\n\r\n";
    client.write_all(odd).await.unwrap();
    client.shutdown().await.unwrap();
    let mut rest = Vec::new();
    client.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, odd);
    server.await.unwrap();
    let (report, losses, ..) = fixture.stop().await;
    assert_eq!((report.summary.exchanges, losses.upgrades), (0, 1));
}

#[tokio::test]
async fn a_body_that_looks_like_a_request_is_not_changed() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".to_vec();
    let (address, server) = echo(answer).await;
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let (first, second) = (
        "{\n \"description\": \"",
        "GET /\\\"b\\\" HTTP/1.1\",\n \"amount\": 1}",
    );
    let sent = request(
        &address,
        "POST",
        "/v2/invoices",
        &format!("{first}{second}"),
    );
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    client.set_nodelay(true).unwrap();
    client
        .write_all(&sent.as_bytes()[..sent.len() - second.len()])
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    client.write_all(second.as_bytes()).await.unwrap();
    let mut answered = Vec::new();
    client.read_to_end(&mut answered).await.unwrap();
    assert_eq!(String::from_utf8_lossy(&server.await.unwrap()), sent);
    fixture.stop().await;
}

#[tokio::test]
async fn the_path_of_the_upstream_is_none_of_the_contract() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"balance\": \"1\"}".to_vec();
    let (address, server) = echo(answer).await;
    let fixture = Fixture::new(&format!("http://{address}/gw/")).await;
    let sent = "GET /balance HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let (_, end) = send(&fixture.address(), sent).await;
    end.unwrap();
    let received = String::from_utf8(server.await.unwrap()).unwrap();
    assert!(
        received.starts_with("GET /gw/balance HTTP/1.1\r\n"),
        "{received}"
    );
    let (report, ..) = fixture.stop().await;
    let classes: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.class.to_string())
        .collect();
    assert_eq!(classes, ["response.text_for_number"]);
}

#[tokio::test]
async fn a_large_body_streams_and_is_not_kept() {
    let mut answer =
        b"HTTP/1.1 200 OK\r\ncontent-length: 20000000\r\nconnection: close\r\n\r\n".to_vec();
    answer.resize(answer.len() + 20_000_000, b' ');
    let (address, server) = echo(answer.clone()).await;
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let (answered, end) = send(
        &fixture.address(),
        &request(&address, "POST", "/v2/invoices", "{}"),
    )
    .await;
    end.unwrap();
    assert!(answered == answer);
    server.await.unwrap();
    let (_, losses, output, _) = fixture.stop().await;
    assert_eq!(losses.bodies, 1);
    assert!(output.len() < 2000);
}

#[tokio::test]
async fn findings_and_no_secrets() {
    let sandbox = Sandbox::start().await.unwrap();
    let drift = Drift::new(Class::response(Problem::Enum))
        .operation("create_invoice")
        .pointer("/status");
    sandbox.add_drift(drift).unwrap();
    let fixture = Fixture::new(sandbox.base_url()).await;
    let (answer, end) = send(
        &fixture.address(),
        &request("x", "POST", "/v2/invoices", INVOICE),
    )
    .await;
    end.unwrap();
    assert!(
        answer.starts_with(b"HTTP/1.1 200 OK\r\n"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    let (report, losses, output, told) = fixture.stop().await;
    assert_eq!(losses, Losses::default());
    let classes: Vec<_> = report
        .findings
        .iter()
        .map(|f| f.class.to_string())
        .collect();
    assert!(classes.contains(&"response.enum".to_owned()), "{classes:?}");
    // `X-Mixed-Case` is the only other thing that the contract does not have.
    assert!(
        classes
            .iter()
            .all(|class| class == "response.enum" || class == "request.header"),
        "{classes:?}"
    );
    assert_eq!(told.len(), classes.len(), "{told:?}");
    assert_eq!(output.lines().count(), 1);
    for secret in [KEY, &KEY[6..], "lanny.person", "4000000000000002", "xnd_"] {
        assert!(!output.contains(secret), "{secret} in {output}");
    }
    // What was written shows the same.
    let mut checker = Checker::new(Options::default()).unwrap();
    exchange::read(output.as_bytes(), |exchange| checker.check(exchange)).unwrap();
    let again = checker.report();
    let prints = |report: &Report| -> Vec<_> {
        report
            .findings
            .iter()
            .map(|f| f.fingerprint.clone())
            .collect()
    };
    assert_eq!(prints(&again), prints(&report));
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_breaks_breaks_for_the_client() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixture = Fixture::new(sandbox.base_url()).await;
    let direct = sandbox
        .base_url()
        .strip_prefix("http://")
        .unwrap()
        .to_owned();
    for fault in [
        Fault::reset(),
        Fault::reset_in_body(),
        Fault::garbage(),
        Fault::empty(502),
    ] {
        let name = format!("{fault:?}");
        let balance = request("x", "GET", "/balance", "");
        sandbox.add_fault(fault.times(2)).unwrap();
        let (expected, expected_end) = send(&direct, &balance).await;
        let (answer, end) = send(&fixture.address(), &balance).await;
        assert_eq!(
            end.is_err(),
            expected_end.is_err() || name.contains("Garbage"),
            "{name}"
        );
        let body = |answer: &[u8]| {
            let answer = String::from_utf8_lossy(answer).into_owned();
            answer
                .split_once("\r\n\r\n")
                .map(|(_, body)| body.to_owned())
        };
        if name.contains("Garbage") {
            // Nobody can forward as an answer what is none.
            assert_eq!(answer, b"");
        } else {
            assert_eq!(body(&answer), body(&expected), "{name}");
        }
        sandbox.clear_faults();
    }
    let (report, ..) = fixture.stop().await;
    assert_eq!(report.summary.exchanges, 4);
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn slow_bytes_pass_as_they_come() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixture = Fixture::new(sandbox.base_url()).await;
    sandbox
        .add_fault(Fault::slow_bytes(64, Duration::from_millis(20)))
        .unwrap();
    let mut stream = TcpStream::connect(fixture.address()).await.unwrap();
    let banks = request("x", "GET", "/available_disbursements_banks", "");
    stream.write_all(banks.as_bytes()).await.unwrap();
    let began = Instant::now();
    let mut first = [0; 1];
    stream.read_exact(&mut first).await.unwrap();
    let first_after = began.elapsed();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert!(
        first_after * 2 < began.elapsed(),
        "{first_after:?} of {:?}",
        began.elapsed()
    );
    assert!(rest.ends_with(b"]"));
    fixture.stop().await;
    sandbox.shutdown().await.unwrap();
}

#[tokio::test]
async fn nobody_there() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let fixture = Fixture::new(&format!("http://{address}")).await;
    let (answer, _) = send(
        &fixture.address(),
        &request("x", "GET", "/available_disbursements_banks", ""),
    )
    .await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(
        answer.starts_with("HTTP/1.1 502 ") && answer.contains("no connection to"),
        "{answer}"
    );
    let (report, ..) = fixture.stop().await;
    assert_eq!(report.summary.exchanges, 1);
}
