//! Tokens of cards and their authentication (3DS).

use chrono::{TimeZone, Utc};
use rust_decimal::Decimal;

use super::number::{FAILURE_REASONS, Number, cvn_length};
use crate::clock::Time;
use crate::json::Json;
use crate::products::product::{Act, Answer, Call};
use crate::products::status::token as status;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::{Document, Kind};

use super::fields::{
    AMOUNT, AUTHENTICATION, BRAND, ENDS, FAILURE, ID, IS_SINGLE_USE, NEXT_FAILURE, TOKEN, amount,
};
use crate::products::product::invalid;

/// What is kept of a card.
struct Card {
    masked: String,
    brand: &'static str,
    /// When the month is over in which it expires.
    ends: Time,
    authentication: &'static str,
    failure: Option<&'static str>,
}

pub(super) fn create_token(world: &mut World, call: &Call<'_>) -> Answer {
    let body = call.body;
    let card = read_card(call)?;
    let is_single_use = body.flag("is_single_use").unwrap_or(true);
    // Tokens for many charges are authenticated in a step of its own (line 151).
    let is_authenticated = is_single_use && body.flag("should_authenticate").unwrap_or(true);
    if is_authenticated && body.get("amount").is_none() {
        return Err(invalid(&["amount"], "is required", "any.required"));
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
    fields.set("status", Json::string(status::VERIFIED));
    fields.set(BRAND, Json::string(card.brand));
    fields.set(ENDS, Json::time(card.ends));
    fields.set(AUTHENTICATION, Json::string(card.authentication));
    fields.set_some(FAILURE, card.failure.map(Json::string));
    fields.set(IS_SINGLE_USE, Json::boolean(is_single_use));
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

pub(super) fn has_optional_authentication(world: &World, account: &str) -> bool {
    world.account(account).setting("optional_authentication") == Some(Json::boolean(true))
}

pub(super) fn create_authentication(world: &mut World, call: &Call<'_>) -> Answer {
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
    let is_too_old = token.has_status(status::TOKEN_EXPIRED);
    let status = match token.fields.text(AUTHENTICATION) {
        _ if is_too_old => status::TOKEN_EXPIRED.to_owned(),
        Some(status) => status,
        None => status::IN_REVIEW.to_owned(),
    };
    let mut authentication = Document::new(Kind::Authentication, call.account, ID, Json::object());
    let id = &authentication.id;
    let page = format!("{}/web/authentications/{id}", call.base_url);
    let fields = &mut authentication.fields;
    fields.set("id", Json::string(id));
    fields.set("status", Json::string(&status));
    match status.as_str() {
        status::IN_REVIEW => fields.set("payer_authentication_url", Json::string(&page)),
        status::FAILED => fields.set("failure_reason", Json::string("AUTHENTICATION_FAILED")),
        _ => {}
    }
    fields.set(TOKEN, Json::string(&token.id));
    fields.set_some(AMOUNT, call.body.get("amount").cloned());
    authentication
}

/// The payer is done with an authentication, and so with the token that waits for it.
pub(super) fn end_authentication(
    world: &mut World,
    mut authentication: Document,
    status: &str,
) -> Json {
    set_outcome(&mut authentication, status);
    world.save(&authentication);
    let token = authentication.fields.text(TOKEN).unwrap_or_default();
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
    if status == status::FAILED {
        fields.set("failure_reason", Json::string("AUTHENTICATION_FAILED"));
    }
}

pub(super) fn end_token(world: &mut World, token: &Document, status: &str) -> Act {
    let authentication = token.fields.text("authentication_id").unwrap_or_default();
    let authentication = world
        .store
        .get(Kind::Authentication, &authentication)
        .ok_or("it has no authentication")?;
    end_authentication(world, authentication, status);
    let token = world.store.get(Kind::Token, &token.id);
    Ok(token.map_or_else(Json::object, |token| token.fields))
}

pub(super) fn expire_token(world: &mut World, mut token: Document) -> Json {
    set_outcome(&mut token, status::TOKEN_EXPIRED);
    world.save(&token);
    token.fields
}

pub(super) fn decline(world: &mut World, mut token: Document, input: &Json) -> Act {
    let reason = reason(input, FAILURE_REASONS, "CARD_DECLINED")?;
    token.fields.set(NEXT_FAILURE, Json::string(&reason));
    world.save(&token);
    Ok(token.fields)
}

/// The failure reason that an action is given.
pub(super) fn reason(input: &Json, reasons: &[&str], usual: &str) -> Result<String, String> {
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
