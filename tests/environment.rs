//! What is taken from the environment: proxies, and the token of callbacks.
//!
//! A program of its own: a variable can be set for another process only, and a process that starts another one lends it
//! its sockets for a moment, while other tests look whether theirs are closed.

mod support;

use std::env;

use bayar::xendit::callback::{Callback, HEADER, Kind, Receiver};
use bayar::{RetryPolicy, xendit};
use http::HeaderMap;
use support::{SECRET_KEY, Server};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::process::Command;

/// What arrives at a proxy from this program with these variables, when a client calls this URL.
async fn seen_by_a_proxy(url: &str, variables: &[&str]) -> String {
    let proxy = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let mut child = Command::new(env::current_exe().unwrap());
    child
        .args(["--exact", "calls_as_a_program_of_its_own", "--ignored"])
        .env(CALLED, url)
        .kill_on_drop(true);
    for variable in ["no_proxy", "NO_PROXY", "REQUEST_METHOD"] {
        child.env_remove(variable);
    }
    for variable in variables {
        child.env(variable, &address);
    }
    let mut seen = Vec::new();
    let receive = async {
        loop {
            let mut bytes = [0; 4096];
            let (mut stream, _) = proxy.accept().await.unwrap();
            let length = stream.read(&mut bytes).await.unwrap();
            seen.extend(&bytes[..length]);
        }
    };
    let output = tokio::select! {
        () = receive => unreachable!(),
        output = child.output() => output.unwrap(),
    };
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(seen).unwrap()
}

const CALLED: &str = "BAYAR_TEST_CALLED";

#[tokio::test]
#[ignore = "run by the tests of proxies, in an environment of its own"]
async fn calls_as_a_program_of_its_own() {
    let Ok(url) = env::var(CALLED) else {
        return;
    };
    let builder = xendit::Client::builder(SECRET_KEY).base_url(url);
    let client = builder.retries(RetryPolicy::none()).build().unwrap();
    // Money travels on connections of its own.
    let payout_link = client
        .create_payout_link()
        .external_id("a")
        .email("a@example.com")
        .amount(10_000);
    let _ = (client.get_balance().send().await, payout_link.send().await);
}

#[tokio::test]
async fn what_is_sent_to_loopback_goes_through_no_proxy() {
    let server = Server::start().await;
    let every = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"];
    let every = [&every[..], &["ALL_PROXY", "all_proxy"]].concat();
    let port = server.url().rsplit_once(':').unwrap().1.to_owned();
    for host in ["127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]"] {
        let seen = seen_by_a_proxy(&format!("http://{host}:{port}"), &every).await;
        assert_eq!(seen, "", "{host}");
        assert_eq!(server.take_all().len(), 2, "{host}");
    }
    // TLS or not.
    let seen = seen_by_a_proxy(&format!("https://127.0.0.1:{port}"), &every).await;
    assert_eq!(seen, "");
}

#[tokio::test]
async fn what_is_sent_elsewhere_goes_through_the_proxy_of_the_environment() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let seen = seen_by_a_proxy("https://api.example.com", &[variable]).await;
        assert!(seen.starts_with("CONNECT api.example.com:443 "), "{seen}");
        // For the balance and for the payout link; the key travels inside.
        assert_eq!(seen.matches("CONNECT").count(), 2, "{seen}");
        assert!(!seen.to_lowercase().contains("\r\nauthorization"), "{seen}");
    }
}

#[test]
fn tokens_come_from_the_environment() {
    const MARK: &str = "BAYAR_TEST_AGAIN";
    // A variable can be set for another process only: this test, run again.
    let again = |tokens: Option<&str>| {
        let mut test = std::process::Command::new(env::current_exe().unwrap());
        test.args(["--exact", "tokens_come_from_the_environment"]);
        test.env_remove("XENDIT_CALLBACK_TOKEN").env(MARK, "1");
        test.envs(tokens.map(|tokens| ("XENDIT_CALLBACK_TOKEN", tokens)));
        test.output().unwrap().status.success()
    };
    if env::var_os(MARK).is_none() {
        assert!(again(Some("new, old")));
        assert!(!again(Some("new")), "the former token was taken");
        assert!(!again(Some("new,,old")), "an empty token was taken");
        assert!(!again(None), "no token was needed");
        return;
    }
    let receiver = Receiver::from_env().unwrap();
    let body = serde_json::to_vec(&Callback::example(Kind::Invoice)).unwrap();
    for token in ["new", "old"] {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, token.parse().unwrap());
        receiver.receive::<Callback>(&headers, &body).unwrap();
    }
}
