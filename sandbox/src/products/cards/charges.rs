//! Charges: made, captured, reversed and settled.

use chrono::TimeDelta;
use rust_decimal::Decimal;

use super::number::cvn_length;
use crate::api::violation::{Location, Violation};
use crate::json::Json;
use crate::products::product::{Act, Answer, Call};
use crate::products::status::{charge as status, refund, token};
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::{Document, Kind};

use super::fields::{
    AMOUNT, BRAND, ENDS, FAILURE, ID, IS_SETTLED, IS_SINGLE_USE, IS_USED, NEXT_FAILURE, SMALLEST,
    TOKEN, amount, is_id, number,
};
use super::tokens::has_optional_authentication;

/// Authorizations expire in 7 days (xendit-api-reference.txt, line 642).
const AUTHORIZATION: TimeDelta = TimeDelta::days(7);

/// No document says when captured charges are settled, nor when refunds are carried out.
const SETTLEMENT: TimeDelta = TimeDelta::days(1);

pub(super) fn create_charge(world: &mut World, call: &Call<'_>) -> Answer {
    let mut token = chargeable_token(world, call)?;
    let brand = token.fields.text(BRAND).unwrap_or_default();
    if let Some(cvn) = call.body.text("card_cvn")
        && cvn.len() != cvn_length(&brand)
    {
        return Err(call.refuse("INVALID_CVN_LENGTH_ERROR"));
    }
    let asked = amount(call.body, Decimal::ZERO)?;
    let mut authentication = authentication_of(world, call, &token)?;
    let authenticated = authentication
        .as_ref()
        .and_then(|authentication| authentication.fields.decimal(AMOUNT));
    if authenticated.is_some_and(|authenticated| asked > authenticated) {
        return Err(call.refuse("AMOUNT_GREATER_THAN_AUTHENTICATED_ERROR"));
    }
    let external_id = call.body.text("external_id").unwrap_or_default();
    let used = world
        .store
        .referenced(call.account, Kind::Charge, &external_id);
    if !used.is_empty() {
        return Err(call.refuse("EXTERNAL_ID_ALREADY_USED_ERROR"));
    }
    let failure = failure(world, &token);
    let charge = charge(world, call, &token, authentication.is_some(), failure);
    token.fields.remove(NEXT_FAILURE);
    token.fields.set(IS_USED, Json::boolean(true));
    world.save(&token);
    if let Some(authentication) = &mut authentication {
        authentication.fields.set(IS_USED, Json::boolean(true));
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
        .filter(|token| !token.has_status(token::TOKEN_EXPIRED))
        .ok_or_else(|| call.refuse("TOKEN_NOT_FOUND_ERROR"))?;
    if token.is(IS_SINGLE_USE) && token.is(IS_USED) {
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
            authentication.fields.text(TOKEN).as_deref() == Some(&token.id)
                && authentication.has_status(token::VERIFIED)
        })
        .ok_or_else(|| call.refuse("AUTHENTICATION_NOT_FOUND_ERROR"))?;
    if authentication.is(IS_USED) {
        return Err(call.refuse("AUTHENTICATION_ALREADY_USED_ERROR"));
    }
    Ok(Some(authentication))
}

/// Why a charge of this token fails now, if so.
pub(super) fn failure(world: &World, token: &Document) -> Option<String> {
    let fields = &token.fields;
    let is_over = || fields.moment(ENDS).is_some_and(|ends| ends <= world.now());
    fields
        .text(NEXT_FAILURE)
        .or_else(|| fields.text(FAILURE))
        .or_else(|| is_over().then(|| "EXPIRED_CARD".to_owned()))
}

/// A new charge as the request asks for it, not saved yet.
pub(super) fn charge(
    world: &World,
    call: &Call<'_>,
    token: &Document,
    is_authenticated: bool,
    failure: Option<String>,
) -> Document {
    let body = call.body;
    let brand = token.fields.text(BRAND).unwrap_or_default();
    let asked = number(body, "amount");
    // With amount 0 the card is only checked (line 427).
    let is_captured = body.flag("capture").unwrap_or(true)
        && body
            .decimal("amount")
            .is_some_and(|amount| !amount.is_zero());
    let (status, due) = match (&failure, is_captured) {
        (Some(_), _) => (status::FAILED, None),
        (None, true) => (status::CAPTURED, Some(SETTLEMENT)),
        (None, false) => (status::AUTHORIZED, Some(AUTHORIZATION)),
    };
    let charge_type = if token.is(IS_SINGLE_USE) {
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
    if status == status::CAPTURED {
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

pub(super) fn digits(count: usize) -> String {
    std::iter::repeat_with(|| fastrand::digit(10))
        .take(count)
        .collect()
}

pub(super) fn get_charge(world: &mut World, call: &Call<'_>) -> Answer {
    Ok(find(world, call, "credit_card_charge_id")?.fields)
}

/// The account's charge that a path names.
pub(super) fn find(world: &World, call: &Call<'_>, parameter: &str) -> Result<Document, Refusal> {
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

pub(super) fn capture(world: &mut World, call: &Call<'_>) -> Answer {
    let mut charge = find(world, call, "credit_card_charge_id")?;
    let asked = amount(call.body, SMALLEST)?;
    if !charge.has_status(status::AUTHORIZED) {
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
    fields.set("status", Json::string(status::CAPTURED));
    fields.set("capture_amount", number(call.body, "amount"));
    charge.set_due(Some(world.now() + SETTLEMENT));
    world.save(&charge);
    Ok(charge.fields)
}

pub(super) fn reverse(world: &mut World, call: &Call<'_>) -> Answer {
    let charge = find(world, call, "charge_id")?;
    match charge.status().as_str() {
        status::AUTHORIZED => {}
        status::REVERSED => return Err(call.refuse("CHARGE_ALREADY_REVERSED_ERROR")),
        status::CAPTURED => return Err(call.refuse("CHARGE_ALREADY_CAPTURED_ERROR")),
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
    fields.set("status", Json::string(refund::SUCCEEDED));
    fields.set("id", Json::string(&reversal.id));
    world.save(&reversal);
    release(world, charge);
    Ok(reversal.fields)
}

/// The held money is free again. No document has a status for expired authorizations, so they are REVERSED as well.
pub(super) fn release(world: &mut World, mut charge: Document) -> Json {
    charge.set_status(status::REVERSED);
    charge.set_due(None);
    world.save(&charge);
    charge.fields
}

pub(super) fn settle(world: &mut World, mut charge: Document, _: &Json) -> Act {
    if charge.is(IS_SETTLED) {
        return Err("it is settled already".to_owned());
    }
    charge.fields.set(IS_SETTLED, Json::boolean(true));
    charge.set_due(None);
    world.save(&charge);
    let captured = charge.fields.decimal("capture_amount").unwrap_or_default();
    world.credit(&charge.account, captured);
    Ok(charge.fields)
}

pub(super) fn charge_due(world: &mut World, charge: Document) {
    match charge.status().as_str() {
        status::AUTHORIZED => _ = release(world, charge),
        status::CAPTURED => _ = settle(world, charge, &Json::object()),
        _ => {}
    }
}
