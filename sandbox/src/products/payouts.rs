//! Finpay's payouts: ACCEPTED, REQUESTED, then SUCCEEDED or FAILED. No document says which status follows which
//! (spec/errata.yaml, finpay-10); this order is ours.
//!
//! No documented operation creates one, so a control does. The documented sample exists for every user from the start.
//! The money leaves the cash balance when a payout is created, and comes back when it does not reach the recipient.
//!
//! Settings of an account: `disbursement_delay_seconds`, as for disbursements, for each step.

use rust_decimal::Decimal;

use crate::json::Json;
use crate::products::disbursements::arrival;
use crate::products::product::{Act, Action, Answer, Call, Product};
use crate::products::status::payout as status;
use crate::world::World;
use crate::world::account::user_id;
use crate::world::document::{Document, Kind};

/// What may follow each status.
const NEXT: &[(&str, &[&str])] = &[
    (
        status::ACCEPTED,
        &[
            status::REQUESTED,
            status::PENDING_COMPLIANCE_ASSESSMENT,
            status::CANCELLED,
        ],
    ),
    (
        status::PENDING_COMPLIANCE_ASSESSMENT,
        &[
            status::REQUESTED,
            status::COMPLIANCE_REJECTED,
            status::CANCELLED,
        ],
    ),
    (status::REQUESTED, &[status::SUCCEEDED, status::FAILED]),
    (status::SUCCEEDED, &[status::REVERSED]),
];

/// With these the money is back.
const RETURNED: &[&str] = &[
    status::COMPLIANCE_REJECTED,
    status::CANCELLED,
    status::FAILED,
    status::REVERSED,
];

pub(crate) const PRODUCT: Product = Product {
    handlers: &[("get_payout", get)],
    actions: &[Action {
        kind: Kind::Payout,
        name: "move",
        about: "The payout goes on to `status`; without it, the usual way: REQUESTED, then SUCCEEDED.",
        input: &["status"],
        when: &[],
        run: move_on,
    }],
    codes: &[],
    due: &[(Kind::Payout, due)],
};

/// Creates a payout from these fields, each of which may be left out: `amount`, `channel_code`, `currency`,
/// `description`, `reference_id`, and `channel_properties` with `account_number` and `account_holder_name`.
pub(crate) fn create(world: &mut World, account: &str, fields: &Json) -> Act {
    let amount = fields
        .get("amount")
        .cloned()
        .unwrap_or_else(|| Json::integer(10_000));
    let value = amount
        .as_decimal()
        .filter(|value| *value > Decimal::ZERO && value.normalize().scale() <= 2);
    let value = value.ok_or("`amount` is no amount above 0 with at most 2 decimals")?;
    if !world.debit(account, value) {
        return Err("the balance is too small".to_owned());
    }
    let payout = new(world, account, fields, amount);
    world.save(&payout);
    Ok(payout.fields)
}

fn new(world: &World, account: &str, requested: &Json, amount: Json) -> Document {
    let mut payout = Document::new(
        Kind::Payout,
        account,
        "disb-571f3644d2b4edf0745e9703",
        Json::object(),
    );
    let given = |name: &str, usual: &str| {
        let text = requested.text(name);
        Json::string(text.as_deref().unwrap_or(usual))
    };
    let arrival = arrival(world, account);
    let now = Json::time(world.now());
    let fields = &mut payout.fields;
    fields.set("id", Json::string(&payout.id));
    fields.set("amount", amount);
    fields.set("channel_code", given("channel_code", "ID_BCA"));
    fields.set("currency", given("currency", "IDR"));
    fields.set("status", Json::string(status::ACCEPTED));
    fields.copy(requested, &["description"]);
    fields.set("reference_id", given("reference_id", &payout.id));
    fields.set("created", now.clone());
    fields.set("updated", now);
    fields.set_some("estimated_arrival_time", arrival.map(Json::time));
    fields.set("business_id", Json::string(user_id(account)));
    fields.set("channel_properties", destination(requested));
    let reference = fields.text("reference_id").unwrap_or_default();
    payout.set_reference(&reference);
    payout.set_due(arrival);
    payout
}

fn destination(requested: &Json) -> Json {
    let mut destination = Json::object();
    destination.set("account_number", Json::string("1234567890"));
    if let Some(properties) = requested.get("channel_properties") {
        destination.copy(properties, &["account_number", "account_holder_name"]);
    }
    destination
}

fn get(world: &mut World, call: &Call<'_>) -> Answer {
    let id = call.path("payout_id");
    if let Some(payout) = world.store.of(call.account, Kind::Payout, id) {
        return Ok(payout.fields);
    }
    let sample = call.example();
    if sample.text("id").as_deref() == Some(id) {
        return Ok(sample);
    }
    Err(call.refuse("DATA_NOT_FOUND"))
}

fn due(world: &mut World, payout: Document) {
    _ = move_on(world, payout, &Json::object());
}

fn move_on(world: &mut World, mut payout: Document, input: &Json) -> Act {
    let status = payout.status();
    let next = NEXT.iter().find(|(from, _)| *from == status);
    let next = next.map_or(&[][..], |(_, next)| *next);
    let wanted = match input.get("status") {
        Some(wanted) => wanted.as_text().unwrap_or_default(),
        None if status == status::SUCCEEDED => {
            return Err("it is SUCCEEDED; only `REVERSED` may follow".to_owned());
        }
        None => next.first().copied().unwrap_or_default().to_owned(),
    };
    if !next.contains(&wanted.as_str()) {
        let next = if next.is_empty() {
            "nothing".to_owned()
        } else {
            next.join(" or ")
        };
        return Err(format!("it is {status}, after which comes {next}"));
    }
    if RETURNED.contains(&wanted.as_str()) {
        let amount = payout.fields.decimal("amount").unwrap_or_default();
        world.credit(&payout.account, amount);
    }
    payout.set_status(&wanted);
    payout.fields.set("updated", Json::time(world.now()));
    let goes_on = wanted == status::REQUESTED;
    payout.set_due(arrival(world, &payout.account).filter(|_| goes_on));
    world.save(&payout);
    Ok(payout.fields)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;
    use crate::products::disbursements::tests::{ACCOUNT, call, spent, status};
    use crate::schedule;

    fn created(world: &mut World) -> Document {
        let fields = json!({
            "amount": 25000,
            "reference_id": "myref-7",
            "channel_properties": {"account_number": "98765", "account_holder_name": "Siti"},
        });
        let payout = create(world, ACCOUNT, &Json::from_value(&fields)).unwrap();
        let id = payout.text("id").unwrap();
        world.store.get(Kind::Payout, &id).unwrap()
    }

    fn moved(world: &mut World, id: &str, to: &str) -> Act {
        let payout = world.store.get(Kind::Payout, id).unwrap();
        move_on(world, payout, &Json::from_value(&json!({"status": to})))
    }

    #[test]
    fn a_payout_can_be_read_and_succeeds_by_itself() {
        let mut world = World::default();
        world.clock.freeze();
        let id = created(&mut world).id;
        assert_eq!(id.len(), 29);
        let read = call(&mut world, "get_payout", &[("payout_id", &id)], &json!({})).unwrap();
        let read = read.to_value();
        assert_eq!(read["status"], "ACCEPTED");
        assert_eq!(read["business_id"], "sub");
        assert_eq!(read["channel_properties"]["account_number"], "98765");
        assert_eq!(spent(&world), 25_000.into());
        schedule::advance(&mut world, TimeDelta::seconds(5));
        assert_eq!(status(&world, Kind::Payout, &id), "REQUESTED");
        schedule::advance(&mut world, TimeDelta::seconds(5));
        assert_eq!(status(&world, Kind::Payout, &id), "SUCCEEDED");
        schedule::advance(&mut world, TimeDelta::days(5));
        assert_eq!(status(&world, Kind::Payout, &id), "SUCCEEDED");
        assert_eq!(spent(&world), 25_000.into());
    }

    #[test]
    fn money_comes_back_once_when_a_payout_does_not_arrive() {
        for way in [
            &["CANCELLED"][..],
            &["PENDING_COMPLIANCE_ASSESSMENT", "COMPLIANCE_REJECTED"],
            &["REQUESTED", "FAILED"],
            &["REQUESTED", "SUCCEEDED", "REVERSED"],
        ] {
            let mut world = World::default();
            let id = created(&mut world).id;
            for status in way {
                assert_eq!(spent(&world), 25_000.into());
                moved(&mut world, &id, status).unwrap();
            }
            assert_eq!(spent(&world), Decimal::ZERO, "{way:?}");
            for (status, _) in NEXT {
                assert!(moved(&mut world, &id, status).is_err());
            }
            for status in RETURNED {
                assert!(moved(&mut world, &id, status).is_err());
            }
            schedule::advance(&mut world, TimeDelta::days(1));
            assert_eq!(spent(&world), Decimal::ZERO, "{way:?}");
        }
    }

    #[test]
    fn no_payout_can_make_money() {
        let mut world = World::default();
        for amount in [json!(-1), json!(0), json!("x"), json!(1e300), json!(0.001)] {
            let fields = Json::from_value(&json!({ "amount": amount }));
            assert!(create(&mut world, ACCOUNT, &fields).is_err(), "{amount}");
        }
        let fields = Json::from_value(&json!({"amount": 1_000_000_000_001_i64}));
        assert!(create(&mut world, ACCOUNT, &fields).is_err());
        assert_eq!(spent(&world), Decimal::ZERO);
    }
}
