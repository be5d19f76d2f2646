//! Who is believed: the token, where it stands and where it never shows.

use bayar::xendit::callback::{
    Callback, DanaPaymentCallback, HEADER, InvoiceCallback, Kind, LinkajaPaymentCallback, Receiver,
};
use serde_json::{Value, json};

use super::{TOKEN, example, receive, receiver, with, without};

#[test]
fn a_token_is_needed_and_must_be_right() {
    for &kind in Kind::ALL {
        let mut body = example(kind);
        if kind.has_token_in_body() {
            body["callback_authentication_token"] = TOKEN.into();
            receive::<Callback>(&without(), &body).unwrap();
            body["callback_authentication_token"] = "wrong".into();
            assert!(
                receive::<Callback>(&without(), &body)
                    .unwrap_err()
                    .is_token_wrong()
            );
            assert!(
                receive::<Callback>(&with(TOKEN), &body)
                    .unwrap_err()
                    .is_token_wrong()
            );
            body["callback_authentication_token"] = Value::Null;
        }
        // Nor does a token in the body count where the documents have it in the header.
        let mut smuggled = body.clone();
        smuggled["callback_authentication_token"] = TOKEN.into();
        if !kind.has_token_in_body() {
            assert!(
                receive::<Callback>(&without(), &smuggled)
                    .unwrap_err()
                    .is_token_missing()
            );
        }
        receive::<Callback>(&with(TOKEN), &body).unwrap();
        let missing = receive::<Callback>(&without(), &body).unwrap_err();
        assert!(
            missing.is_token_missing() && !missing.is_token_wrong(),
            "{kind}: {missing}"
        );
        assert_eq!(missing.status(), 401);
        assert_eq!(missing.to_string(), "the callback token is missing");
        for wrong in ["x", "", &TOKEN[1..], &format!("{TOKEN}=")] {
            let wrong = receive::<Callback>(&with(wrong), &body).unwrap_err();
            assert!(
                wrong.is_token_wrong() && !wrong.is_token_missing(),
                "{kind}: {wrong}"
            );
            assert_eq!(wrong.status(), 401);
            assert_eq!(wrong.to_string(), "the callback token is wrong");
        }
    }
}

#[test]
fn a_url_of_one_kind_asks_for_the_token_too() {
    let invoice = example(Kind::Invoice);
    receive::<InvoiceCallback>(&with(TOKEN), &invoice).unwrap();
    assert!(
        receive::<InvoiceCallback>(&without(), &invoice)
            .unwrap_err()
            .is_token_missing()
    );
    assert!(
        receive::<InvoiceCallback>(&with("x"), &invoice)
            .unwrap_err()
            .is_token_wrong()
    );
    let mut dana = example(Kind::Dana);
    receive::<DanaPaymentCallback>(&without(), &dana).unwrap();
    dana["callback_authentication_token"] = "x".into();
    assert!(
        receive::<DanaPaymentCallback>(&without(), &dana)
            .unwrap_err()
            .is_token_wrong()
    );
    dana.as_object_mut()
        .unwrap()
        .remove("callback_authentication_token");
    assert!(
        receive::<DanaPaymentCallback>(&without(), &dana)
            .unwrap_err()
            .is_token_missing()
    );
    receive::<DanaPaymentCallback>(&with(TOKEN), &dana).unwrap();
    assert!(
        receive::<LinkajaPaymentCallback>(&with(TOKEN), &dana)
            .unwrap_err()
            .is_other_kind()
    );
}

#[test]
fn one_wrong_token_beside_a_right_one_is_wrong() {
    let mut headers = with(TOKEN);
    headers.append(HEADER, "x".parse().unwrap());
    let body = example(Kind::Invoice);
    assert!(
        receive::<Callback>(&headers, &body)
            .unwrap_err()
            .is_token_wrong()
    );
}

#[test]
fn tokens_can_be_changed_without_a_gap() {
    let both = Receiver::new("new").unwrap().and_token(" old\n").unwrap();
    let body = example(Kind::Invoice).to_string();
    for token in ["new", "old"] {
        both.receive::<Callback>(&with(token), body.as_bytes())
            .unwrap();
    }
    let refused = both.receive::<Callback>(&with("older"), body.as_bytes());
    assert!(refused.unwrap_err().is_token_wrong());
}

#[test]
fn an_empty_token_is_no_token() {
    for empty in ["", "  ", "\n"] {
        assert!(Receiver::new(empty).unwrap_err().is_configuration());
        assert!(receiver().and_token(empty).unwrap_err().is_configuration());
    }
}

#[test]
fn no_token_shows() {
    let secret = "s3cr3t-token";
    let receiver = Receiver::new(secret).unwrap();
    let mut shown = format!("{receiver:?}");
    let body = json!({"payment_status": "PAID", "callback_authentication_token": secret});
    let body = body.to_string();
    let payload = receiver
        .receive::<Callback>(&without(), body.as_bytes())
        .unwrap();
    shown += &format!("{payload:?}");
    let error = self::receiver()
        .receive::<Callback>(&with(secret), b"{}")
        .unwrap_err();
    shown += &format!("{error} {error:?}");
    let error = self::receiver()
        .receive::<Callback>(&without(), body.as_bytes())
        .unwrap_err();
    shown += &format!("{error} {error:?}");
    let request = Callback::example(Kind::Invoice)
        .signed("https://x.example", secret)
        .unwrap();
    shown += &format!("{:?}", request.headers());
    assert!(!shown.contains(secret), "{shown}");
}
