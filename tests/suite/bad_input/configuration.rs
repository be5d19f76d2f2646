//! Clients that are put together wrongly: no request is needed to be told.

use bayar::{finpay, xendit};

use crate::support::{PUBLIC_KEY, SECRET_KEY};

fn told(result: bayar::Result<impl Sized>, part: &str) {
    let error = result.err().expect("a mistake");
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains(part), "{error}");
    assert_eq!((error.operation(), error.status()), (None, None));
}

#[test]
fn a_key_is_put_in_the_wrong_place() {
    told(xendit::Client::new(PUBLIC_KEY), "public key");
    told(xendit::PublicClient::new(SECRET_KEY), "secret key");
    told(xendit::Client::new("xnd_public_production_1"), "public key");
    told(xendit::PublicClient::new("xnd_production_1"), "secret key");
}

#[test]
fn a_key_is_none() {
    for key in ["", " ", "\n"] {
        told(xendit::Client::new(key), "empty");
        told(xendit::PublicClient::new(key), "empty");
    }
    told(xendit::Client::new("sk_test_1"), "xnd_");
    told(xendit::Client::new(format!("{SECRET_KEY}:")), "colon");
    told(
        xendit::Client::new(format!("{SECRET_KEY} {SECRET_KEY}")),
        "space",
    );
    told(finpay::Client::new("", "password", "sub"), "empty");
    told(finpay::Client::new("a:b", "password", "sub"), "colon");
    assert!(xendit::Client::new(format!(" {SECRET_KEY}\n")).is_ok());
}

#[test]
fn a_base_url_is_not_safe() {
    let build = |url: &str| xendit::Client::builder(SECRET_KEY).base_url(url).build();
    for url in [
        "http://api.xendit.co",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://192.168.1.7",
        "http://0.0.0.0",
    ] {
        told(build(url), "plain http");
    }
    told(build("https://user:password@api.xendit.co"), "user name");
    told(build("https://user@api.xendit.co"), "user name");
    told(build("ftp://api.xendit.co"), "neither https nor http");
    told(build("api.xendit.co"), "no URL");
    told(build("https://api.xendit.co?a=b"), "query");
    for url in [
        "https://api.xendit.co",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.1.2.3:80",
        "http://[::1]:8080/",
    ] {
        assert!(build(url).is_ok(), "{url}");
    }
}

#[test]
fn a_header_of_the_client_cannot_be_sent() {
    let client = xendit::Client::builder(SECRET_KEY).header("x-\n", "1");
    told(client.build(), "header");
    let client = xendit::Client::builder(SECRET_KEY).for_user_id("a\nb");
    told(client.build(), "for-user-id");
}
