//! Texts that a document forbids or that the vendor was seen to refuse.

use serde_json::{Value, json};

use super::{breaks, not_sent, with};
use crate::support::{Clients, Input, Server, call, insert, operation, sample_body};

#[tokio::test]
async fn an_external_id_is_too_long() {
    let long = "ü".repeat(1001);
    let input = with("create_disbursement", &json!({"external_id": long}));
    let source = "line 4239";
    let rule = "must have at most 1000 characters, has 1001";
    breaks("create_disbursement", input, "external_id", rule, source).await;
}

#[tokio::test]
async fn characters_are_counted_and_not_bytes() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for text in ["ü".repeat(1000), "😀".repeat(1000)] {
        let input = with("create_disbursement", &json!({"external_id": text}));
        call(&clients, "create_disbursement", &input).await.unwrap();
    }
}

#[tokio::test]
async fn an_account_number_at_bca_has_not_ten_digits() {
    for number in ["123456789", "12345678901", "123-456-78"] {
        let input = with("create_disbursement", &json!({"account_number": number}));
        let source = "line 4263";
        let rule = r#"must be exactly 10 digits when `bank_code` is "BCA""#;
        breaks("create_disbursement", input, "account_number", rule, source).await;
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let other = json!({"bank_code": "MANDIRI", "account_number": "123-456-78"});
    let other = with("create_disbursement", &other);
    call(&clients, "create_disbursement", &other).await.unwrap();
}

#[tokio::test]
async fn an_idempotency_key_is_empty() {
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for id in [
        "create_disbursement",
        "create_batch_disbursement",
        "create_refund",
    ] {
        let input = Input::valid(&operation(id)).parameter("idempotency_key", "");
        let error = not_sent(&server, &clients, id, &input).await;
        assert_eq!(error.violations()[0].field, "X-IDEMPOTENCY-KEY");
        assert_eq!(error.violations()[0].rule, "must not be empty");
    }
}

#[tokio::test]
async fn an_item_of_a_batch_breaks_a_rule_of_single_disbursements() {
    let id = "create_batch_disbursement";
    let broken = |field: &str, value: Value| {
        let body = sample_body(&operation(id));
        let body = insert(&body, &format!("/disbursements/0/{field}"), Some(value));
        with(id, &body)
    };
    let four: Vec<_> = (0..4).map(|n| format!("{n}@example.com")).collect();
    for (field, value, rule) in [
        (
            "bank_account_number",
            json!("123456789O"),
            "must match `^[0-9-]+$`",
        ),
        ("email_to", json!(four), "must have at most 3 items, has 4"),
        ("bank_account_name", json!(""), "must not be empty"),
        ("description", json!(""), "must not be empty"),
    ] {
        // Letters break the rule of BCA as well.
        let mut input = broken(field, value);
        if field == "bank_account_number" {
            let body = input.body.take().unwrap();
            let other = Some(json!("BNI"));
            input.body = Some(insert(&body, "/disbursements/0/bank_code", other));
        }
        let place = format!("disbursements[0].{field}");
        breaks(id, input, &place, rule, "observed").await;
    }
    for number in ["123456789", "12345678901", "123-456-78"] {
        let input = broken("bank_account_number", json!(number));
        let rule = r#"must be exactly 10 digits when `bank_code` is "BCA""#;
        let place = "disbursements[0].bank_account_number";
        breaks(id, input, place, rule, "observed").await;
    }
    for field in ["email_cc", "email_bcc"] {
        let mut input = broken(field, json!(["a@example.com"]));
        let body = input.body.take().unwrap();
        input.body = Some(insert(&body, "/disbursements/0/email_to", None));
        let place = format!("disbursements[0].{field}");
        let rule = "is allowed only together with `email_to`";
        breaks(id, input, &place, rule, "observed").await;
    }
}

#[tokio::test]
async fn a_batch_has_nothing_in_it() {
    let id = "create_batch_disbursement";
    let nothing = with(id, &json!({"disbursements": []}));
    breaks(
        id,
        nothing,
        "disbursements",
        "must not be empty",
        "observed",
    )
    .await;
}

#[tokio::test]
async fn a_sub_account_is_empty() {
    // The payment would leave the account of the key.
    for id in ["create_disbursement", "create_payout_link", "get_balance"] {
        let input = Input::valid(&operation(id)).parameter("for_user_id", "");
        breaks(id, input, "for-user-id", "must not be empty", "observed").await;
    }
}

#[tokio::test]
async fn an_e_mail_address_is_none() {
    for address in [
        "budi",
        "budi@",
        "@example.com",
        "a b@example.com",
        "Budi <budi@example.com>",
    ] {
        let rule = "must be an e-mail address such as name@example.com";
        let source = "line 15";
        let input = with("create_payout_link", &json!({"email": address}));
        breaks("create_payout_link", input, "email", rule, source).await;

        let source = "line 2796";
        let input = with("create_invoice", &json!({"payer_email": address}));
        breaks("create_invoice", input, "payer_email", rule, source).await;

        let source = "line 4290";
        let input = with(
            "create_disbursement",
            &json!({"email_to": ["a@b.id", address]}),
        );
        breaks("create_disbursement", input, "email_to[1]", rule, source).await;
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    for address in [
        "budi+1@mail.example.co.id",
        "BUDI@example.com",
        "budi@täter.example",
        "o'neil@example.com",
    ] {
        let input = with("create_payout_link", &json!({"email": address}));
        call(&clients, "create_payout_link", &input).await.unwrap();
    }
}

#[tokio::test]
async fn a_virtual_account_has_a_name_that_the_vendor_takes() {
    let id = "create_fixed_virtual_account";
    let named = |name: &str| with(id, &json!({"name": name}));
    for name in ["PT. Maju", "Budi_1", "Budi & Co"] {
        let source = "line 2004";
        let rule = "must match `^[A-Za-z0-9 -]*$`";
        breaks(id, named(name), "name", rule, source).await;
    }
    let server = Server::start().await;
    let clients = Clients::of(&server);
    // The second is the document's own (1951).
    for name in ["tes 124", "YourCompany - Becca Salim", "Budi"] {
        call(&clients, id, &named(name)).await.unwrap();
    }
}

#[tokio::test]
async fn an_ovo_payment_is_refused_as_the_vendor_does() {
    let id = "create_ewallet_payment";
    let short = "must have at least 9 characters";
    let strange = "must match `^08[0-9]*$`";
    for (phone, rules) in [
        ("", &["must not be empty"][..]),
        ("08123456", &[short]),
        ("0", &[short, strange]),
        ("abc", &[short, strange]),
        ("+6281298498259", &[strange]),
        ("6281298498259", &[strange]),
        ("0812-9849-8259", &[strange]),
        ("12345678901234567890", &[strange]),
    ] {
        let server = Server::start().await;
        let clients = Clients::of(&server);
        let input = with(id, &json!({"phone": phone}));
        let error = not_sent(&server, &clients, id, &input).await;
        let found: Vec<_> = error.violations().iter().collect();
        assert_eq!(found.len(), rules.len(), "{phone}: {error}");
        for (violation, rule) in found.iter().zip(rules) {
            assert_eq!((&*violation.field, &*violation.rule), ("phone", *rule));
            assert_eq!(violation.source, "observed");
        }
    }
    for reference in ["demo_1600273563", "order 1", "order.1"] {
        let input = with(id, &json!({"external_id": reference}));
        breaks(
            id,
            input,
            "external_id",
            "must match `^[A-Za-z0-9-]*$`",
            "observed",
        )
        .await;
    }
    // Another wallet takes them.
    let server = Server::start().await;
    let clients = Clients::of(&server);
    let ovo = with(id, &json!({"phone": "081298498", "external_id": "Demo-16"}));
    call(&clients, id, &ovo).await.unwrap();
    let dana = json!({
        "ewallet_type": "DANA", "external_id": "demo_1600273563", "amount": 1001,
        "callback_url": "https://my-shop.com/callbacks", "redirect_url": "https://my-shop.com/home",
    });
    call(&clients, id, &Input::default().body(dana))
        .await
        .unwrap();
}
