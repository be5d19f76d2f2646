//! Heads: nothing changes in them but `Host`, and where the API begins.

use bayar_drift::check::Options;
use bayar_drift::report::Report;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Fixture, echo};
use crate::common::report_with;

/// What the API gets of a head, with `HOST` for its own, and what comes back for an answer.
async fn pass(path: &str, head: &[u8], answer: &[u8]) -> (String, Vec<u8>) {
    let (address, server) = echo(answer.to_vec()).await;
    let fixture = Fixture::new(&format!("http://{address}{path}")).await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    let length = b"Content-Length: 2\r\n\r\n{}";
    client.write_all(&[head, length].concat()).await.unwrap();
    let mut answered = Vec::new();
    client.read_to_end(&mut answered).await.unwrap();
    let received = server.await.unwrap();
    let received = received.strip_suffix(length).unwrap();
    let received = String::from_utf8_lossy(received).replace(&address, "HOST");
    fixture.stop().await;
    (received, answered)
}

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

#[tokio::test]
async fn lines_that_go_on_belong_to_the_line_before() {
    for (sent, expected) in [
        (
            "GET /a HTTP/1.1\r\nX-Note: a\r\n host: b\r\nHost: x\r\nB: c\r\n",
            "GET /a HTTP/1.1\r\nX-Note: a\r\n host: b\r\nHost: HOST\r\nB: c\r\n",
        ),
        (
            "GET /a HTTP/1.1\r\nHost: x\r\n y\r\n\tz\r\nB: c\r\n",
            "GET /a HTTP/1.1\r\nHost: HOST\r\nB: c\r\n",
        ),
        (
            "GET /a HTTP/1.1\r\nHost: x\r\nB: c\r\nhost: y\r\n z\r\n d\r\n",
            "GET /a HTTP/1.1\r\nHost: HOST\r\nB: c\r\n",
        ),
    ] {
        let (received, _) = pass("", sent.as_bytes(), ANSWER).await;
        assert_eq!(received, expected);
    }
}

#[tokio::test]
async fn targets_of_every_form() {
    for (path, method, target, expected) in [
        (
            "",
            "GET",
            &b"http://h/caf\xe9?\xff"[..],
            &b"/caf\xe9?\xff"[..],
        ),
        ("/gw", "GET", b"http://h/caf\xe9", b"/gw/caf\xe9"),
        ("", "GET", b"http://h?a=1", b"/?a=1"),
        ("/gw", "GET", b"http://h?a=1", b"/gw/?a=1"),
        ("", "GET", b"http://h", b"/"),
        ("", "GET", b"http://h/a?b=http://c/d", b"/a?b=http://c/d"),
        ("", "GET", b"/a?b=http://c/d", b"/a?b=http://c/d"),
        ("", "OPTIONS", b"*", b"*"),
        ("/gw", "OPTIONS", b"*", b"*"),
    ] {
        let method = method.as_bytes();
        let head = |target| [method, b" ", target, b" HTTP/1.1\r\nA: b\r\n"].concat();
        let (received, _) = pass(path, &head(target), ANSWER).await;
        let rest = b" HTTP/1.1\r\nHost: HOST\r\nA: b\r\n";
        let expected = [method, b" ", expected, rest].concat();
        assert_eq!(received, String::from_utf8_lossy(&expected));
    }
}

#[tokio::test]
async fn a_reason_may_have_any_bytes() {
    let answer = b"HTTP/1.1 201 Cr\xe9\xe9\r\nX-A: \xff\r\nContent-Length: 2\r\n\r\n{}";
    let (_, answered) = pass("", b"GET /a HTTP/1.1\r\n", answer).await;
    assert_eq!(answered, answer);
}

#[tokio::test]
async fn a_record_is_without_the_path_of_the_upstream() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"balance\": \"1\"}";
    for (path, expected) in [
        ("", "/balance"),
        ("/gw", "/balance"),
        ("/a/b/", "/balance"),
        // By this the contracts know which of them it is.
        ("/finpay", "/finpay/balance"),
    ] {
        let (address, server) = echo(answer.as_bytes().to_vec()).await;
        let fixture = Fixture::new(&format!("http://{address}{path}")).await;
        let sent = "GET /balance HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        super::send(&fixture.address(), sent).await.1.unwrap();
        server.await.unwrap();
        let (report, _, output, _) = fixture.stop().await;
        let url = format!("\"url\":\"http://{address}{expected}\"");
        assert!(output.contains(&url), "{output}");
        let again = report_with(Options::default(), &output);
        let prints = |report: &Report| -> Vec<_> {
            let findings = report.findings.iter();
            findings.map(|one| one.fingerprint.clone()).collect()
        };
        assert_eq!(prints(&again), prints(&report), "{path}");
    }
}
