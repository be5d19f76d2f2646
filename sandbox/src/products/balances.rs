//! Balances: cash, holding and tax. Only the cash balance moves (xendit-api-reference.txt, lines 43 and 79).

use crate::json::Json;
use crate::products::product::{Answer, Call, Product};
use crate::world::World;
use crate::world::account::Balance;

pub(crate) const PRODUCT: Product = Product {
    handlers: &[("get_balance", get)],
    actions: &[],
    codes: &[],
    due: &[],
};

#[allow(clippy::unnecessary_wraps, reason = "it is a handler")]
fn get(world: &mut World, call: &Call<'_>) -> Answer {
    let wanted = call.query.text("account_type");
    let balance = wanted
        .and_then(|wanted| Balance::read(&wanted))
        .unwrap_or(Balance::Cash);
    let mut answer = Json::object();
    answer.set(
        "balance",
        Json::amount(world.account(call.account).balance(balance)),
    );
    Ok(answer)
}
