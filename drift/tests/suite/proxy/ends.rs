//! How connections end: as the API ends them, and never so that a cut answer looks whole.

use std::future::Future;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use super::{Fixture, send};

const GET: &str = "GET /balance HTTP/1.1\r\nHost: x\r\n\r\n";
const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"balance\": 100}";
const A_MOMENT: Duration = Duration::from_millis(200);
const SOON: Duration = Duration::from_secs(3);

/// A proxy before an API that reads what comes first and then does this with its one connection.
async fn before<F>(then: impl FnOnce(TcpStream) -> F + Send + 'static) -> Fixture
where
    F: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let length = stream.read(&mut [0; 4096]).await.unwrap();
        assert!(length > 0);
        then(stream).await;
    });
    Fixture::new(&format!("http://{address}")).await
}

async fn say(stream: &mut TcpStream, words: &str) {
    stream.write_all(words.as_bytes()).await.unwrap();
    sleep(A_MOMENT).await;
}

/// What a client that reads late gets, and whether the connection ended in order.
async fn read_late(client: &mut TcpStream) -> (String, bool) {
    sleep(A_MOMENT * 3).await;
    let mut answer = Vec::new();
    let end = timeout(SOON, client.read_to_end(&mut answer)).await;
    let is_in_order = end.expect("the connection stays open").is_ok();
    (String::from_utf8(answer).unwrap(), is_in_order)
}

#[tokio::test]
async fn a_whole_answer_outlives_a_reset_after_it() {
    let fixture = before(|mut stream| async move {
        say(&mut stream, ANSWER).await;
        stream.set_zero_linger().unwrap();
    })
    .await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    client.write_all(GET.as_bytes()).await.unwrap();
    assert_eq!(read_late(&mut client).await, (ANSWER.to_owned(), true));
    let (report, ..) = fixture.stop().await;
    assert_eq!(report.summary.exchanges, 1);
}

#[tokio::test]
async fn a_whole_answer_outlives_the_end_before_the_next() {
    let fixture = before(|mut stream| async move {
        sleep(A_MOMENT).await;
        say(&mut stream, ANSWER).await;
        stream.shutdown().await.unwrap();
        sleep(SOON).await;
    })
    .await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    let both = GET.repeat(2);
    client.write_all(both.as_bytes()).await.unwrap();
    assert_eq!(read_late(&mut client).await, (ANSWER.to_owned(), true));
    let (report, ..) = fixture.stop().await;
    assert_eq!(report.summary.exchanges, 2);
}

#[tokio::test]
async fn an_answer_without_length_that_is_cut_looks_cut() {
    let part = "HTTP/1.1 200 OK\r\n\r\n{\"balance\":";
    let fixture = before(move |mut stream| async move {
        say(&mut stream, part).await;
        sleep(SOON * 10).await;
    })
    .await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    client.write_all(GET.as_bytes()).await.unwrap();
    let mut answer = vec![0; part.len()];
    client.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, part.as_bytes());
    fixture.stop().await;
    assert!(client.read(&mut answer).await.is_err());
}

#[tokio::test]
async fn what_nobody_asked_for_passes_at_once_and_is_the_end() {
    let late = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
    for ends in [true, false] {
        let fixture = before(move |mut stream| async move {
            say(&mut stream, ANSWER).await;
            say(&mut stream, late).await;
            if !ends {
                sleep(SOON * 10).await;
            }
        })
        .await;
        let mut client = TcpStream::connect(fixture.address()).await.unwrap();
        client.write_all(GET.as_bytes()).await.unwrap();
        let expected = (format!("{ANSWER}{late}"), true);
        assert_eq!(read_late(&mut client).await, expected, "ends: {ends}");
        let (report, ..) = fixture.stop().await;
        assert_eq!(report.summary.exchanges, 1);
    }
}

#[tokio::test]
async fn empty_lines_between_answers_are_nothing() {
    let fixture = before(|mut stream| async move {
        say(&mut stream, &format!("{ANSWER}\r\n")).await;
        let length = stream.read(&mut [0; 4096]).await.unwrap();
        assert!(length > 0);
        say(&mut stream, ANSWER).await;
    })
    .await;
    let mut client = TcpStream::connect(fixture.address()).await.unwrap();
    client.write_all(GET.as_bytes()).await.unwrap();
    sleep(A_MOMENT * 2).await;
    client.write_all(GET.as_bytes()).await.unwrap();
    let (answers, is_in_order) = read_late(&mut client).await;
    assert_eq!((answers.matches("200 OK").count(), is_in_order), (2, true));
    fixture.stop().await;
}

#[tokio::test]
async fn what_is_no_request_is_refused_at_once() {
    let fixture = Fixture::new("http://127.0.0.1:9").await;
    // The beginning of TLS, which has no empty line.
    for odd in [
        "\u{16}\u{3}\u{1}\u{2}\0",
        "GET / HTTP/1.1\r\nno header\r\n\r\n",
    ] {
        let answer = timeout(SOON, send(&fixture.address(), odd)).await;
        let (answer, end) = answer.expect("nothing comes");
        end.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 400 "), "{odd:?}: {answer:?}");
    }
    fixture.stop().await;
}

#[tokio::test]
async fn a_proxy_that_would_call_itself_does_not_start() {
    use bayar_drift::check::Options;
    use bayar_drift::proxy::Proxy;

    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    for listen in ["127.0.0.1", "0.0.0.0"] {
        let listen = format!("{listen}:{port}").parse().unwrap();
        let upstream = format!("http://localhost:{port}/gw");
        let options = Options::default();
        let proxy = Proxy::start(listen, &upstream, options, None, Box::new(|_| {})).await;
        let error = proxy.unwrap_err().to_string();
        assert!(error.contains("itself"), "{error}");
    }
}
