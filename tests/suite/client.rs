//! Clients side by side, and the values that they carry.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bayar::{Amount, AmountText, Environment, RetryPolicy, Timestamp, xendit};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{
    Clients, Input, PUBLIC_KEY, Reply, SECRET_KEY, Server, authorization, call, operation,
};

fn client(server: &Server, key: &str) -> xendit::Client {
    let builder = xendit::Client::builder(key).base_url(server.url());
    builder.build().unwrap()
}

/// Sends many requests at once with each client, each naming its key, and compares the keys with
/// those that arrived.
async fn do_not_mix(server: &Server, clients: [(xendit::Client, &'static str); 2]) {
    let mut tasks = JoinSet::new();
    for n in 0..100 {
        let (client, key) = clients[n % 2].clone();
        tasks.spawn(async move {
            let request = client.get_disbursements_by_external_id().external_id(key);
            request.send().await.map(|_| ())
        });
    }
    for result in tasks.join_all().await {
        result.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 100);
    for request in requests {
        let pair = format!("{}:", request.query()[0].1);
        let encoded = STANDARD.encode(pair);
        let expected = format!("Basic {encoded}");
        assert_eq!(request.header("authorization"), Some(&*expected));
    }
}

const ONE: &str = "xnd_development_one";
const OTHER: &str = "xnd_production_other";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clients_with_different_keys_never_mix() {
    let server = Server::start().await;
    server.answers(Reply::ok(&"[]"));
    let clients = [(client(&server, ONE), ONE), (client(&server, OTHER), OTHER)];
    do_not_mix(&server, clients).await;
}

#[cfg(feature = "rustls")]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clients_that_share_their_connections_never_mix() {
    let server = Server::start().await;
    server.answers(Reply::ok(&"[]"));
    let http = http_client();
    let clients = [ONE, OTHER].map(|key| {
        let builder = xendit::Client::builder(key).base_url(server.url());
        (builder.http_client(http.clone()).build().unwrap(), key)
    });
    do_not_mix(&server, clients).await;
}

#[test]
fn a_development_key_and_a_production_key_are_told_apart() {
    let environment = |key: &str| xendit::Client::new(key).unwrap().environment();
    assert_eq!(environment(ONE), Environment::Development);
    assert_eq!(environment(OTHER), Environment::Production);
    let public = |key: &str| xendit::PublicClient::new(key).unwrap().environment();
    assert_eq!(public("xnd_public_development_1"), Environment::Development);
    assert_eq!(public("xnd_public_production_1"), Environment::Production);
}

/// A client of the user's own.
#[cfg(feature = "rustls")]
fn http_client() -> reqwest::Client {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    builder.user_agent("shop/1.0").build().unwrap()
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn the_user_may_bring_a_client() {
    let server = Server::start().await;
    let builder = xendit::Client::builder(SECRET_KEY).base_url(server.url());
    let client = builder.http_client(http_client()).build().unwrap();
    client.get_balance().send().await.unwrap();
    let request = server.take();
    assert_eq!(request.header("user-agent"), Some("shop/1.0"));
    let key = authorization("get_balance");
    assert_eq!(request.header("authorization"), Some(&*key));
}

#[tokio::test]
async fn the_client_says_who_it_is() {
    let server = Server::start().await;
    client(&server, ONE).get_balance().send().await.unwrap();
    let request = server.take();
    let agent = request.header("user-agent").unwrap();
    assert!(agent.starts_with("bayar/"), "{agent}");
}

/// A TLS server with a certificate of its own making, in PEM; answers whether anybody completed a
/// handshake.
#[cfg(feature = "rustls")]
fn self_signed_server() -> (String, String, std::thread::JoinHandle<bool>) {
    use std::io::Read;
    use std::sync::Arc;

    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = certified.signing_key.serialize_der().try_into().unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut session = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        let mut tls = rustls::Stream::new(&mut session, &mut stream);
        tls.read(&mut [0; 1]).is_ok()
    });
    let certificate = STANDARD.encode(certified.cert.der());
    let pem = format!("-----BEGIN CERTIFICATE-----\n{certificate}\n-----END CERTIFICATE-----\n");
    (url, pem, server)
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_certificate_that_the_caller_vouches_for_is_taken() {
    let builder = || xendit::Client::builder(SECRET_KEY).retries(RetryPolicy::none());
    for pem in [
        "",
        "no PEM",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let error = builder().root_certificates(pem).build().unwrap_err();
        assert!(error.is_configuration(), "{error}");
    }
    let (url, pem, server) = self_signed_server();
    let client = builder().base_url(url).root_certificates(pem).build();
    let error = client.unwrap().get_balance().send().await.unwrap_err();
    assert!(!error.is_connect(), "{error}");
    assert!(server.join().unwrap(), "the server saw no request");
}

#[tokio::test]
async fn a_proxy_of_the_caller_is_used_and_the_http_client_can_be_changed() {
    let proxy = Server::start().await;
    proxy.answers(Reply::new(302, "").header("location", "/elsewhere"));
    let through = bayar::reqwest::Proxy::all(proxy.url()).unwrap();
    let client = xendit::Client::builder(SECRET_KEY)
        .base_url("http://127.0.0.1:9")
        .proxy(through)
        .configure_http(|http| {
            http.user_agent("mine")
                .redirect(bayar::reqwest::redirect::Policy::limited(5))
        })
        .build()
        .unwrap();
    let error = client.get_balance().send().await.unwrap_err();
    assert_eq!(error.status(), Some(302));
    let request = proxy.take();
    assert!(
        request.target.contains("127.0.0.1:9/balance"),
        "{}",
        request.target
    );
    assert_eq!(request.header("user-agent"), Some("mine"));
    assert_eq!(proxy.take_all().len(), 0, "the redirect was followed");
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let (url, _, server) = self_signed_server();
    let client = match xendit::Client::builder(SECRET_KEY).base_url(url).build() {
        Ok(client) => client,
        // Without certificates of its own the machine trusts nobody.
        Err(error) => return assert!(error.is_configuration(), "{error}"),
    };
    let error = client
        .create_disbursement()
        .without_checks()
        .send()
        .await
        .unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(!error.is_outcome_unknown(), "nothing was sent");
    assert!(!server.join().unwrap(), "the server saw a request");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::start().await;
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for status in [301, 302, 303, 307, 308] {
        let reply = Reply::new(status, "").header("location", &elsewhere.url());
        server.answers(reply);
        for id in ["get_balance", "create_disbursement"] {
            let input = Input::valid(&operation(id));
            let error = call(&clients, id, &input).await.err().unwrap();
            assert!(error.is_refused(), "{error}");
            assert_eq!(error.status(), Some(status));
        }
    }
    assert_eq!(elsewhere.connections(), 0);
    assert_eq!(server.requests().len(), 10);
}

#[tokio::test]
async fn clients_may_travel_and_outlive_their_builders() {
    fn sendable<T: Send + Sync + Clone + 'static>(value: &T) -> T {
        value.clone()
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let (secret, public) = (sendable(&clients.secret), sendable(&clients.public));
    drop(sendable(&clients.finpay));
    drop(clients);
    let task = tokio::spawn(async move {
        secret.get_balance().send().await?;
        public
            .create_authentication("t-1")
            .amount(10_000)
            .send()
            .await
    });
    task.await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.requests()[1].json(), json!({"amount": "10000"}));
    let key = format!("{PUBLIC_KEY}:");
    let sent = authorization("create_authentication");
    assert!(sent.contains(&STANDARD.encode(key)));
}

fn json_of(amount: Amount) -> String {
    serde_json::to_string(&amount).unwrap()
}

#[test]
fn an_amount_that_cannot_be_held_exactly_is_none() {
    let none = [
        "123456789012345678901234567890",
        "1.23456789012345678901234567890123",
        "1.23456789012345678901234567890123e3",
        "123456789012345678901234567890.5e2",
        "1e-30",
        "1e400",
        "1e-400",
        "",
        "-",
        ".",
        "e5",
        "1_000",
        "1,000",
        "0x10",
        "NaN",
        "inf",
        "12 000",
    ];
    let read = none.map(|text| (text, text.parse::<Amount>()));
    let read: Vec<_> = read.iter().filter(|(_, amount)| amount.is_ok()).collect();
    assert!(read.is_empty(), "{read:?}");
    for text in none {
        let json = serde_json::to_string(text).unwrap();
        assert!(serde_json::from_str::<Amount>(&json).is_err(), "{text}");
    }
    for json in ["null", "true", "[1]", "{}"] {
        assert!(serde_json::from_str::<Amount>(json).is_err(), "{json}");
    }
}

#[test]
fn nothing_is_a_number_like_any_other() {
    assert_eq!(json_of(Amount::ZERO), "0");
    assert_eq!(json_of("-0".parse().unwrap()).trim_start_matches('-'), "0");
    assert_eq!(Amount::from(0), Amount::ZERO);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn integers_are_amounts(value: i64, unsigned: u64) {
        prop_assert_eq!(json_of(value.into()), value.to_string());
        prop_assert_eq!(json_of(unsigned.into()), unsigned.to_string());
        prop_assert_eq!(Amount::from(value), value);
        prop_assert_eq!(value.to_string().parse::<Amount>().unwrap(), value);
    }

    #[test]
    fn decimals_keep_every_digit(text in "-?(0|[1-9][0-9]{0,19})(\\.[0-9]{1,8})?") {
        let amount: Amount = text.parse().unwrap();
        let sign = |text: &str| text.trim_start_matches('-').to_owned();
        prop_assert_eq!(sign(&amount.to_string()), sign(&text));
        prop_assert_eq!(sign(&json_of(amount)), sign(&text));

        let from_number: Amount = serde_json::from_str(&text).unwrap();
        let from_text: Amount = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        prop_assert_eq!(from_number, amount);
        prop_assert_eq!(from_text, amount);

        let as_text = serde_json::to_string(&AmountText(amount)).unwrap();
        prop_assert_eq!(&as_text, &format!("\"{amount}\""));
        prop_assert_eq!(serde_json::from_str::<AmountText>(&as_text).unwrap().0, amount);
    }

    #[test]
    fn exponents_come_in_and_never_go_out(digits in 1_u64..1_000_000, exponent in -9_i32..13) {
        for form in ["e", "E"] {
            let amount: Amount = format!("{digits}{form}{exponent}").parse().unwrap();
            let json = json_of(amount);
            prop_assert!(!json.contains(['e', 'E']), "{}", json);
            prop_assert_eq!(json.parse::<Amount>().unwrap(), amount);
            let mut expected = rust_decimal::Decimal::from(digits);
            for _ in 0..exponent.abs() {
                let ten = rust_decimal::Decimal::TEN;
                expected = if exponent < 0 { expected / ten } else { expected * ten };
            }
            prop_assert_eq!(amount.to_decimal(), expected);
        }
    }

    #[test]
    fn whatever_is_read_as_an_amount_goes_out_as_json(text in "[-+]?[0-9]{0,32}\\.?[0-9]{0,32}([eE][-+]?[0-9]{1,3})?") {
        if let Ok(amount) = text.parse::<Amount>() {
            let json = json_of(amount);
            prop_assert!(serde_json::from_str::<Value>(&json).unwrap().is_number());
            prop_assert!(!json.contains(['e', 'E']));
            prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
            let is_zero = |text: &str| {
                let digits = text.split(['e', 'E']).next().unwrap_or_default();
                !digits.contains(|c: char| ('1'..='9').contains(&c))
            };
            prop_assert_eq!(is_zero(&json), is_zero(&text), "{}", text);
        }
    }

    #[test]
    fn no_digit_is_rounded_away(digits in "[1-9][0-9]{28,40}[1-9]", exponent in -20_i32..20) {
        prop_assert!(digits.parse::<Amount>().is_err());
        let fraction = format!("0.{digits}");
        prop_assert!(fraction.parse::<Amount>().is_err());
        let text = format!("{}.{}e{exponent}", &digits[..1], &digits[1..]);
        prop_assert!(text.parse::<Amount>().is_err(), "{} was rounded", text);
    }

    #[test]
    fn a_timestamp_is_an_instant_with_any_offset(
        seconds in 0_i64..4_000_000_000,
        millis in 0_u32..1000,
        minutes in -14 * 60..14 * 60,
    ) {
        let utc = chrono::DateTime::from_timestamp(seconds, millis * 1_000_000).unwrap();
        let offset = chrono::FixedOffset::east_opt(minutes * 60).unwrap();
        let local = utc.with_timezone(&offset);
        for text in [
            local.to_rfc3339(),
            local.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
            local.format("%Y-%m-%dT%H:%M:%S%.3f%z").to_string(),
        ] {
            let timestamp = Timestamp::from(&*text);
            prop_assert_eq!(timestamp.datetime().unwrap(), utc, "{}", text);
            let json = serde_json::to_string(&timestamp).unwrap();
            let back: Timestamp = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back.datetime().unwrap(), utc);
        }
        let sent = Timestamp::from(utc).to_string();
        prop_assert_eq!(sent, utc.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
    }

    #[test]
    fn a_text_that_is_no_timestamp_is_kept(text in ".*") {
        prop_assume!(chrono::DateTime::parse_from_rfc3339(&text).is_err());
        let json = serde_json::to_string(&text).unwrap();
        let timestamp: Timestamp = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(timestamp.text(), text);
        prop_assert_eq!(serde_json::to_string(&timestamp).unwrap(), json);
    }
}

#[test]
fn the_ends_of_time_are_points_in_time() {
    for text in [
        "9999-12-31T23:59:59.999999999-23:59",
        "0000-01-01T00:00:00+23:59",
        "+262142-12-31T23:59:59-2359",
        "-262143-01-01T00:00:00+2359",
        "2016-12-31T23:59:60Z",
        "99999999999999999999-01-01T00:00:00Z",
        "2020-02-30T25:61:61Z",
    ] {
        let time = Timestamp::from(text);
        let written = serde_json::to_string(&time).unwrap();
        let read: Timestamp = serde_json::from_str(&written).unwrap();
        let _ = (time.datetime(), format!("{time} {time:?} {read:?}"));
    }
}

#[test]
fn no_digit_of_a_second_is_lost() {
    let text = "2020-02-20T00:00:00.123456Z";
    assert_eq!(Timestamp::from(text).to_string(), text);
    assert_eq!(Timestamp::from("yesterday").datetime(), None);
}

#[test]
fn plain_http_goes_to_named_hosts_with_development_keys_only() {
    let build = |key: &str, url: &str, host: &str| {
        let builder = xendit::Client::builder(key).base_url(url);
        builder.allow_http(host).build()
    };
    let sandbox = "http://sandbox:4010";
    for host in ["sandbox", "SANDBOX"] {
        build("xnd_development_1", sandbox, host).unwrap();
    }
    for (key, host, problem) in [
        ("xnd_development_1", "box", "allow_http"),
        ("xnd_production_1", "sandbox", "no development key"),
    ] {
        let error = build(key, sandbox, host).unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains(problem), "{error}");
    }
}
