//! Cards: tokens and their authentication (3DS), charges, captures, reversals, refunds.
//!
//! Of a card only its masked number, brand and end are kept; of a CVN nothing. `cards/number.rs` lists the test cards.
//!
//! Settings of an account: `optional_authentication` (`true`: charges may go without 3DS; by default they may not).

mod number;

use chrono::{TimeDelta, TimeZone, Utc};
use rust_decimal::Decimal;

use crate::contract::violation::{Location, Violation};
use crate::json::Json;
use crate::products::cards::number::{FAILURE_REASONS, Number, cvn_length};
use crate::products::{Act, Action, Answer, Call, Code, Product};
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::clock::Time;
use crate::world::store::{Document, Kind};

/// The form of every id of this product.
const ID: &str = "586f0ba2ab70de5d2b409e0d";

/// Authorizations expire in 7 days (xendit-api-reference.txt, line 642).
const AUTHORIZATION: TimeDelta = TimeDelta::days(7);

/// No document says when captured charges are settled, nor when refunds are carried out.
const SETTLEMENT: TimeDelta = TimeDelta::days(1);
const REFUND: TimeDelta = TimeDelta::hours(1);

/// Why refunds fail (line 1027).
const REFUND_FAILURES: &[&str] = &["INSUFFICIENT_BALANCE", "REFUND_FAILED"];

pub(crate) const PRODUCT: Product = Product {
    handlers: &[
        ("create_token", create_token),
        ("create_authentication", create_authentication),
        ("create_charge", create_charge),
        ("reverse_authorization", reverse),
        ("capture_charge", capture),
        ("get_charge", get_charge),
        ("create_refund", create_refund),
    ],
    actions: &[
        Action {
            kind: Kind::Token,
            name: "verify",
            about: "The payer authenticates (3DS).",
            input: &[],
            when: &["IN_REVIEW"],
            run: |world, token, _| end_token(world, &token, "VERIFIED"),
        },
        Action {
            kind: Kind::Token,
            name: "fail",
            about: "The payer does not get through the authentication (3DS).",
            input: &[],
            when: &["IN_REVIEW"],
            run: |world, token, _| end_token(world, &token, "FAILED"),
        },
        Action {
            kind: Kind::Token,
            name: "decline",
            about: "The next charge of the token fails. `failure_reason` is a documented one; CARD_DECLINED if left out.",
            input: &["failure_reason"],
            when: &[],
            run: decline,
        },
        Action {
            kind: Kind::Token,
            name: "expire",
            about: "The token becomes too old to be authenticated or charged.",
            input: &[],
            when: &["IN_REVIEW", "VERIFIED"],
            run: |world, token, _| Ok(expire_token(world, token)),
        },
        Action {
            kind: Kind::Authentication,
            name: "verify",
            about: "The payer authenticates (3DS).",
            input: &[],
            when: &["IN_REVIEW"],
            run: |world, authentication, _| {
                Ok(end_authentication(world, authentication, "VERIFIED"))
            },
        },
        Action {
            kind: Kind::Authentication,
            name: "fail",
            about: "The payer does not get through the authentication (3DS).",
            input: &[],
            when: &["IN_REVIEW"],
            run: |world, authentication, _| Ok(end_authentication(world, authentication, "FAILED")),
        },
        Action {
            kind: Kind::Charge,
            name: "settle",
            about: "The money of a captured charge reaches the cash balance.",
            input: &[],
            when: &["CAPTURED"],
            run: settle,
        },
        Action {
            kind: Kind::Charge,
            name: "expire",
            about: "The 7 days of an authorization are over; the held money is released.",
            input: &[],
            when: &["AUTHORIZED"],
            run: |world, charge, _| Ok(release(world, charge)),
        },
        Action {
            kind: Kind::Refund,
            name: "complete",
            about: "The money of a refund leaves the cash balance, if there is enough.",
            input: &[],
            when: &["PENDING"],
            run: |world, refund, _| Ok(complete(world, refund)),
        },
        Action {
            kind: Kind::Refund,
            name: "fail",
            about: "A refund fails. `failure_reason` is a documented one; REFUND_FAILED if left out.",
            input: &["failure_reason"],
            when: &["PENDING"],
            run: |world, refund, input| {
                let reason = reason(input, REFUND_FAILURES, "REFUND_FAILED")?;
                Ok(fail_refund(world, refund, &reason))
            },
        },
    ],
    codes: &[
        Code {
            operation: "create_charge",
            field: "card_cvn",
            rule: "string.min",
            code: "INVALID_CVN_LENGTH_ERROR",
        },
        Code {
            operation: "create_charge",
            field: "card_cvn",
            rule: "string.max",
            code: "INVALID_CVN_LENGTH_ERROR",
        },
    ],
    due: &[(Kind::Charge, charge_due), (Kind::Refund, refund_due)],
};

/// What is kept of a card.
struct Card {
    masked: String,
    brand: &'static str,
    /// When the month is over in which it expires.
    ends: Time,
    authentication: &'static str,
    failure: Option<&'static str>,
}

fn create_token(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let card = read_card(call)?;
    let is_single_use = body.flag("is_single_use").unwrap_or(true);
    // Tokens for many charges are authenticated in a step of its own (line 151).
    let is_authenticated = is_single_use && body.flag("should_authenticate").unwrap_or(true);
    if is_authenticated && body.get("amount").is_none() {
        return Err(invalid("amount", "is required", "any.required"));
    }
    if body.get("amount").is_some() {
        amount(body, Decimal::ZERO)?;
    }
    if is_single_use && !is_authenticated && !has_optional_authentication(world, call.account) {
        return Err(call.refuse("AUTHENTICATION_REQUIRED_ERROR"));
    }
    let mut token = Document::new(Kind::Token, call.account, ID, Json::object());
    let fields = &mut token.fields;
    fields.set("id", Json::string(&token.id));
    fields.set("masked_card_number", Json::string(&card.masked));
    fields.set("status", Json::string("VERIFIED"));
    fields.set("_brand", Json::string(card.brand));
    fields.set("_ends", Json::time(card.ends));
    fields.set("_authentication", Json::string(card.authentication));
    fields.set_some("_failure", card.failure.map(Json::string));
    fields.set("_is_single_use", Json::boolean(is_single_use));
    if is_authenticated {
        let authentication = authenticate(call, &token);
        let fields = &mut token.fields;
        fields.set("authentication_id", Json::string(&authentication.id));
        fields.copy(&authentication.fields, OUTCOME);
        world.save(&authentication);
    }
    world.save(&token);
    Ok(token.fields)
}

fn read_card(call: &Call<'_>) -> Result<Card, Refusal> {
    let data = call
        .body
        .get("card_data")
        .cloned()
        .unwrap_or_else(Json::object);
    let text = |name: &str| data.text(name).unwrap_or_default();
    let number = text("account_number");
    let number =
        Number::read(&number).ok_or_else(|| call.refuse("ACCOUNT_NUMBER_INVALID_ERROR"))?;
    let brand = number
        .brand()
        .ok_or_else(|| call.refuse("BRAND_NOT_SUPPORTED_ERROR"))?;
    let ends = end_of_month(&text("exp_year"), &text("exp_month"))
        .ok_or_else(|| call.refuse("VALIDATION_ERROR"))?;
    for cvn in [data.text("cvn"), call.body.text("card_cvn")] {
        let Some(cvn) = cvn else { continue };
        if !cvn.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(call.refuse("VALIDATION_ERROR"));
        }
        if cvn.len() != cvn_length(brand) {
            return Err(call.refuse("CREDIT_CARD_DATA_ERROR"));
        }
    }
    Ok(Card {
        masked: number.masked(),
        brand,
        ends,
        authentication: number.authentication(),
        failure: number.failure(),
    })
}

/// The end of a month such as `12` of a year such as `2027`.
fn end_of_month(year: &str, month: &str) -> Option<Time> {
    let is_number = |text: &str, lengths: &[usize]| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(year, &[4]) || !is_number(month, &[1, 2]) {
        return None;
    }
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    let (year, month) = match month {
        1..=11 => (year, month + 1),
        12 => (year + 1, 1),
        _ => return None,
    };
    Utc.with_ymd_and_hms(year, month, 1, 0, 0, 0).single()
}

fn has_optional_authentication(world: &World, account: &str) -> bool {
    world.account(account).setting("optional_authentication") == Some(Json::boolean(true))
}

fn create_authentication(world: &mut World, call: &Call<'_>) -> Answer {
    let token = world
        .store
        .get(Kind::Token, call.path("token_id"))
        .ok_or_else(|| Refusal::new(404, "TOKEN_NOT_FOUND_ERROR", "No token has this id."))?;
    amount(call.body, Decimal::ZERO)?;
    let authentication = authenticate(call, &token);
    world.save(&authentication);
    Ok(authentication.fields)
}

/// What an authentication and a token that is authenticated with it have in common.
const OUTCOME: &[&str] = &["status", "payer_authentication_url", "failure_reason"];

/// A new authentication of a token for the amount of the request, not saved yet.
fn authenticate(call: &Call<'_>, token: &Document) -> Document {
    let is_too_old = token.fields.text("status").as_deref() == Some("TOKEN_EXPIRED");
    let status = match token.fields.text("_authentication") {
        _ if is_too_old => "TOKEN_EXPIRED".to_owned(),
        Some(status) => status,
        None => "IN_REVIEW".to_owned(),
    };
    let mut authentication = Document::new(Kind::Authentication, call.account, ID, Json::object());
    let id = &authentication.id;
    let page = format!("{}/web/authentications/{id}", call.base_url);
    let fields = &mut authentication.fields;
    fields.set("id", Json::string(id));
    fields.set("status", Json::string(&status));
    match status.as_str() {
        "IN_REVIEW" => fields.set("payer_authentication_url", Json::string(&page)),
        "FAILED" => fields.set("failure_reason", Json::string("AUTHENTICATION_FAILED")),
        _ => {}
    }
    fields.set("_token", Json::string(&token.id));
    fields.set_some("_amount", call.body.get("amount").cloned());
    authentication
}

/// The payer is done with an authentication, and so with the token that waits for it.
fn end_authentication(world: &mut World, mut authentication: Document, status: &str) -> Json {
    set_outcome(&mut authentication, status);
    world.save(&authentication);
    let token = authentication.fields.text("_token").unwrap_or_default();
    if let Some(mut token) = world.store.get(Kind::Token, &token)
        && token.fields.text("authentication_id").as_deref() == Some(&authentication.id)
    {
        set_outcome(&mut token, status);
        world.save(&token);
    }
    authentication.fields
}

fn set_outcome(document: &mut Document, status: &str) {
    let fields = &mut document.fields;
    fields.set("status", Json::string(status));
    fields.remove("payer_authentication_url");
    if status == "FAILED" {
        fields.set("failure_reason", Json::string("AUTHENTICATION_FAILED"));
    }
}

fn end_token(world: &mut World, token: &Document, status: &str) -> Act {
    let authentication = token.fields.text("authentication_id").unwrap_or_default();
    let authentication = world
        .store
        .get(Kind::Authentication, &authentication)
        .ok_or("it has no authentication")?;
    end_authentication(world, authentication, status);
    let token = world.store.get(Kind::Token, &token.id);
    Ok(token.map_or_else(Json::object, |token| token.fields))
}

fn expire_token(world: &mut World, mut token: Document) -> Json {
    set_outcome(&mut token, "TOKEN_EXPIRED");
    world.save(&token);
    token.fields
}

fn decline(world: &mut World, mut token: Document, input: &Json) -> Act {
    let reason = reason(input, FAILURE_REASONS, "CARD_DECLINED")?;
    token.fields.set("_next_failure", Json::string(&reason));
    world.save(&token);
    Ok(token.fields)
}

/// The failure reason that an action is given.
fn reason(input: &Json, reasons: &[&str], usual: &str) -> Result<String, String> {
    let reason = input
        .text("failure_reason")
        .unwrap_or_else(|| usual.to_owned());
    if !reasons.contains(&reason.as_str()) {
        return Err(format!(
            "`failure_reason` is none of {}",
            reasons.join(", ")
        ));
    }
    Ok(reason)
}

fn create_charge(world: &mut World, call: &Call<'_>) -> Answer {
    let mut token = chargeable_token(world, call)?;
    let brand = token.fields.text("_brand").unwrap_or_default();
    if let Some(cvn) = call.body.text("card_cvn")
        && cvn.len() != cvn_length(&brand)
    {
        return Err(call.refuse("INVALID_CVN_LENGTH_ERROR"));
    }
    let asked = amount(call.body, Decimal::ZERO)?;
    let mut authentication = authentication_of(world, call, &token)?;
    let authenticated = authentication
        .as_ref()
        .and_then(|authentication| authentication.fields.decimal("_amount"));
    if authenticated.is_some_and(|authenticated| asked > authenticated) {
        return Err(call.refuse("AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR"));
    }
    let failure = failure(world, &token);
    let charge = charge(world, call, &token, authentication.is_some(), failure);
    token.fields.remove("_next_failure");
    token.fields.set("_is_used", Json::boolean(true));
    world.save(&token);
    if let Some(authentication) = &mut authentication {
        authentication.fields.set("_is_used", Json::boolean(true));
        world.save(authentication);
    }
    world.save(&charge);
    Ok(charge.fields)
}

/// The token of a request to charge it. It may be another account's: public and secret keys need not end alike.
fn chargeable_token(world: &World, call: &Call<'_>) -> Result<Document, Refusal> {
    let id = call.body.text("token_id").unwrap_or_default();
    if !is_id(&id) {
        return Err(call.refuse("INVALID_TOKEN_ID_ERROR"));
    }
    let token = world
        .store
        .get(Kind::Token, &id)
        .filter(|token| token.fields.text("status").as_deref() != Some("TOKEN_EXPIRED"))
        .ok_or_else(|| call.refuse("TOKEN_NOT_FOUND_ERROR"))?;
    if is(&token, "_is_single_use") && is(&token, "_is_used") {
        return Err(call.refuse("TOKEN_ALREADY_USED_ERROR"));
    }
    Ok(token)
}

/// The authentication that covers a charge: the one named, or the one made with the token. None if none is needed.
fn authentication_of(
    world: &World,
    call: &Call<'_>,
    token: &Document,
) -> Result<Option<Document>, Refusal> {
    let named = call.body.text("authentication_id");
    if named.as_ref().is_some_and(|id| !is_id(id)) {
        return Err(call.refuse("INVALID_AUTHENTICATION_ID_ERROR"));
    }
    let Some(id) = named.or_else(|| token.fields.text("authentication_id")) else {
        let is_optional = has_optional_authentication(world, call.account)
            || has_optional_authentication(world, &token.account);
        if is_optional {
            return Ok(None);
        }
        return Err(call.refuse("AUTHENTICATION_ID_MISSING_ERROR"));
    };
    let authentication = world
        .store
        .get(Kind::Authentication, &id)
        .filter(|authentication| {
            let fields = &authentication.fields;
            fields.text("_token").as_deref() == Some(&token.id)
                && fields.text("status").as_deref() == Some("VERIFIED")
        })
        .ok_or_else(|| call.refuse("AUTHENTICATION_NOT_FOUND_ERROR"))?;
    if is(&authentication, "_is_used") {
        return Err(call.refuse("AUTHENTICATION_ALREADY_USED_ERROR"));
    }
    Ok(Some(authentication))
}

/// Why a charge of this token fails now, if so.
fn failure(world: &World, token: &Document) -> Option<String> {
    let fields = &token.fields;
    let is_over = || {
        fields
            .moment("_ends")
            .is_some_and(|ends| ends <= world.now())
    };
    fields
        .text("_next_failure")
        .or_else(|| fields.text("_failure"))
        .or_else(|| is_over().then(|| "EXPIRED_CARD".to_owned()))
}

/// A new charge as the request asks for it, not saved yet.
fn charge(
    world: &World,
    call: &Call<'_>,
    token: &Document,
    is_authenticated: bool,
    failure: Option<String>,
) -> Document {
    let body = call.body;
    let brand = token.fields.text("_brand").unwrap_or_default();
    let asked = number(body, "amount");
    // With amount 0 the card is only checked (line 427).
    let is_captured = body.flag("capture").unwrap_or(true)
        && body
            .decimal("amount")
            .is_some_and(|amount| !amount.is_zero());
    let (status, due) = match (&failure, is_captured) {
        (Some(_), _) => ("FAILED", None),
        (None, true) => ("CAPTURED", Some(SETTLEMENT)),
        (None, false) => ("AUTHORIZED", Some(AUTHORIZATION)),
    };
    let charge_type = if is(token, "_is_single_use") {
        "SINGLE_USE_TOKEN"
    } else {
        "MULTIPLE_USE_TOKEN"
    };
    let authorized = match &failure {
        Some(_) => Json::integer(0),
        None => asked.clone(),
    };
    let mut charge = Document::new(Kind::Charge, call.account, ID, Json::object());
    let fields = &mut charge.fields;
    fields.set("created", Json::time(world.now()));
    fields.set("status", Json::string(status));
    fields.set("business_id", Json::string(call.user_id()));
    fields.set("authorized_amount", authorized);
    fields.copy(body, &["external_id"]);
    fields.set("merchant_id", Json::string("sandbox"));
    fields.set(
        "merchant_reference_code",
        Json::string(&crate::id::fresh_like(ID)),
    );
    fields.set("card_type", Json::string("CREDIT"));
    fields.copy(&token.fields, &["masked_card_number"]);
    fields.set("charge_type", Json::string(charge_type));
    fields.set("card_brand", Json::string(&brand));
    fields.set("bank_reconciliation_id", Json::string(&digits(22)));
    fields.set("eci", Json::string(eci(&brand, is_authenticated)));
    if status == "CAPTURED" {
        fields.set("capture_amount", asked);
    }
    fields.copy(body, &["descriptor"]);
    fields.set_some(
        "failure_reason",
        failure.map(|reason| Json::string(&reason)),
    );
    fields.set("id", Json::string(&charge.id));
    charge.set_due(due.map(|due| world.now() + due));
    charge
}

/// What came of the authentication (lines 772 to 776); two digits, as every example has them.
fn eci(brand: &str, is_authenticated: bool) -> &'static str {
    match (is_authenticated, brand) {
        (true, "MASTERCARD") => "02",
        (true, _) => "05",
        (false, _) => "07",
    }
}

fn digits(count: usize) -> String {
    std::iter::repeat_with(|| fastrand::digit(10))
        .take(count)
        .collect()
}

fn get_charge(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(find(world, call, "credit_card_charge_id")?.fields)
}

/// The account's charge that a path names.
fn find(world: &World, call: &Call<'_>, parameter: &str) -> Result<Document, Refusal> {
    let id = call.path(parameter);
    if !is_id(id) {
        let field = vec![parameter.to_owned()];
        let problem = "must be 24 hexadecimal digits";
        let violation = Violation::new(Location::Path, field, problem, "string.regex.base");
        return Err(Refusal::invalid(vec![violation]));
    }
    world
        .store
        .of(call.account, Kind::Charge, id)
        .ok_or_else(|| call.refuse("CREDIT_CARD_CHARGE_NOT_FOUND_ERROR"))
}

fn capture(world: &mut World, call: &Call<'_>) -> Answer {
    let mut charge = find(world, call, "credit_card_charge_id")?;
    let asked = amount(call.body, SMALLEST)?;
    if charge.fields.text("status").as_deref() != Some("AUTHORIZED") {
        return Err(call.refuse("INVALID_CHARGE_STATUS_ERROR"));
    }
    let authorized = charge
        .fields
        .decimal("authorized_amount")
        .unwrap_or_default();
    if asked > authorized {
        return Err(call.refuse("AMOUNT_GREATER_THAN_AUTHORIZED_ERROR"));
    }
    let fields = &mut charge.fields;
    fields.set("status", Json::string("CAPTURED"));
    fields.set("capture_amount", number(call.body, "amount"));
    charge.set_due(Some(world.now() + SETTLEMENT));
    world.save(&charge);
    Ok(charge.fields)
}

fn reverse(world: &mut World, call: &Call<'_>) -> Answer {
    let charge = find(world, call, "charge_id")?;
    match charge.fields.text("status").as_deref() {
        Some("AUTHORIZED") => {}
        Some("REVERSED") => return Err(call.refuse("CHARGE_ALREADY_REVERSED_ERROR")),
        Some("CAPTURED") => return Err(call.refuse("CHARGE_ALREADY_CAPTURED_ERROR")),
        _ => return Err(call.refuse("CHARGE_FAILED_ERROR")),
    }
    let mut reversal = Document::new(Kind::Reversal, call.account, ID, Json::object());
    let fields = &mut reversal.fields;
    fields.set("created", Json::time(world.now()));
    fields.set("credit_card_charge_id", Json::string(&charge.id));
    fields.copy(call.body, &["external_id"]);
    // The table has other fields than the example (lines 483 to 500): both are here.
    fields.copy(
        &charge.fields,
        &[
            "business_id",
            "merchant_id",
            "merchant_reference_code",
            "masked_card_number",
            "charge_type",
            "card_brand",
            "authorized_amount",
        ],
    );
    fields.set("amount", number(&charge.fields, "authorized_amount"));
    fields.set("status", Json::string("SUCCEEDED"));
    fields.set("id", Json::string(&reversal.id));
    world.save(&reversal);
    release(world, charge);
    Ok(reversal.fields)
}

/// The held money is free again. No document has a status for expired authorizations, so they are REVERSED as well.
fn release(world: &mut World, mut charge: Document) -> Json {
    charge.fields.set("status", Json::string("REVERSED"));
    charge.set_due(None);
    world.save(&charge);
    charge.fields
}

fn settle(world: &mut World, mut charge: Document, _: &Json) -> Act {
    if is(&charge, "_is_settled") {
        return Err("it is settled already".to_owned());
    }
    charge.fields.set("_is_settled", Json::boolean(true));
    charge.set_due(None);
    world.save(&charge);
    let captured = charge.fields.decimal("capture_amount").unwrap_or_default();
    world.credit(&charge.account, captured);
    Ok(charge.fields)
}

fn charge_due(world: &mut World, charge: Document) {
    match charge.fields.text("status").as_deref() {
        Some("AUTHORIZED") => _ = release(world, charge),
        Some("CAPTURED") => _ = settle(world, charge, &Json::object()),
        _ => {}
    }
}

fn create_refund(world: &mut World, call: &Call<'_>) -> Answer {
    let mut charge = find(world, call, "credit_card_charge_id")?;
    let asked = amount(call.body, SMALLEST)?;
    let external_id = call.body.text("external_id").unwrap_or_default();
    let used = world
        .store
        .referenced(call.account, Kind::Refund, &external_id);
    if !used.is_empty() {
        return Err(call.refuse("DUPLICATE_REFUND_ERROR"));
    }
    // What was not captured cannot be refunded: its total is 0.
    let captured = charge.fields.decimal("capture_amount").unwrap_or_default();
    let refunded = charge.fields.decimal("_refunded").unwrap_or_default() + asked;
    if refunded > captured {
        return Err(call.refuse("REFUND_AMOUNT_EXCEEDED_ERROR"));
    }
    let now = world.now();
    let mut refund = Document::new(Kind::Refund, call.account, ID, Json::object());
    let fields = &mut refund.fields;
    fields.set("updated", Json::time(now));
    fields.set("created", Json::time(now));
    fields.set("credit_card_charge_id", Json::string(&charge.id));
    fields.set("user_id", Json::string(user_id(call.account)));
    fields.set("amount", number(call.body, "amount"));
    fields.copy(call.body, &["external_id"]);
    fields.set("status", Json::string("PENDING"));
    // The sandbox takes no fees, so there is none to give back.
    fields.set("fee_refund_amount", Json::integer(0));
    fields.set("id", Json::string(&refund.id));
    refund.set_due(Some(now + REFUND));
    charge.fields.set("_refunded", Json::amount(refunded));
    world.save(&charge);
    world.save(&refund);
    Ok(refund.fields)
}

fn refund_due(world: &mut World, refund: Document) {
    if refund.fields.text("status").as_deref() == Some("PENDING") {
        complete(world, refund);
    }
}

fn complete(world: &mut World, mut refund: Document) -> Json {
    let amount = refund.fields.decimal("amount").unwrap_or_default();
    if !world.debit(&refund.account, amount) {
        return fail_refund(world, refund, "INSUFFICIENT_BALANCE");
    }
    end_refund(world, &mut refund, "SUCCEEDED");
    refund.fields
}

/// A refund that failed does not count towards the amount of its charge.
fn fail_refund(world: &mut World, mut refund: Document, reason: &str) -> Json {
    let fields = &mut refund.fields;
    fields.set("failure_reason", Json::string(reason));
    let amount = fields.decimal("amount").unwrap_or_default();
    let charge = fields.text("credit_card_charge_id").unwrap_or_default();
    if let Some(mut charge) = world.store.get(Kind::Charge, &charge) {
        let refunded = charge.fields.decimal("_refunded").unwrap_or_default() - amount;
        charge.fields.set("_refunded", Json::amount(refunded));
        world.save(&charge);
    }
    end_refund(world, &mut refund, "FAILED");
    refund.fields
}

fn end_refund(world: &mut World, refund: &mut Document, status: &str) {
    refund.fields.set("status", Json::string(status));
    refund.fields.set("updated", Json::time(world.now()));
    refund.set_due(None);
    world.save(refund);
}

/// The smallest amount that moves money.
const SMALLEST: Decimal = Decimal::from_parts(1, 0, 0, false, 28);

/// The amount of a request, at least so much.
fn amount(body: &Json, least: Decimal) -> Result<Decimal, Refusal> {
    let amount = body
        .decimal("amount")
        .ok_or_else(|| invalid("amount", "must be an amount", "number.base"))?;
    if amount < least {
        let (problem, rule) = if least.is_zero() {
            ("must be larger than or equal to 0", "number.min")
        } else {
            ("must be greater than 0", "number.greater")
        };
        return Err(invalid("amount", problem, rule));
    }
    Ok(amount)
}

/// An amount as a number, to the digit as it was sent.
fn number(fields: &Json, name: &str) -> Json {
    let text = fields.text(name);
    text.and_then(|text| Json::number(&text))
        .or_else(|| fields.get(name).cloned())
        .unwrap_or_else(|| Json::integer(0))
}

fn invalid(field: &str, problem: &str, rule: &str) -> Refusal {
    let violation = Violation::new(Location::Body, vec![field.to_owned()], problem, rule);
    Refusal::invalid(vec![violation])
}

fn is_id(text: &str) -> bool {
    text.len() == ID.len() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is(document: &Document, flag: &str) -> bool {
    document.fields.flag(flag) == Some(true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::Sandbox;
    use crate::common::{PUBLIC_KEY, Request};

    #[tokio::test]
    async fn nothing_that_is_kept_holds_a_card_number_or_a_cvn() {
        let sandbox = Sandbox::start().await.unwrap();
        let number = "378282246310005";
        let card =
            json!({"account_number": number, "exp_month": "12", "exp_year": "2090", "cvn": "7391"});
        let body = json!({"amount": "10000", "card_data": card, "card_cvn": "7391"});
        let request = Request::post("/v2/credit_card_tokens", body)
            .credentials(PUBLIC_KEY)
            .header("X-IDEMPOTENCY-KEY", "key-1");
        let token = request.send(&sandbox).await.json();
        let token = token["id"].as_str().unwrap();
        sandbox.act(token, "verify", json!({})).unwrap();
        let body = json!({"token_id": token, "external_id": "order-7", "amount": 10000, "card_cvn": "7391"});
        let request =
            Request::post("/credit_card_charges", body).header("X-IDEMPOTENCY-KEY", "key-2");
        assert_eq!(request.send(&sandbox).await.status, 200);
        let kept = sandbox
            .shared
            .with_world(|world| format!("{:?}", world.store.lines().collect::<Vec<_>>()));
        assert!(kept.contains("378282XXXXX0005"), "{kept}");
        for secret in [number, "\"7391\""] {
            let secret = secret.escape_default().to_string();
            assert!(!kept.contains(&secret), "{kept}");
        }
    }
}
