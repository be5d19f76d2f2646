//! The vendor's own paths that let a payer pay in test mode. No document of the contract has them; they were seen in the
//! vendor's testing pages and in users' programs (`BEHAVIOUR.md`).

use percent_encoding::percent_decode_str;

use super::{act, invoices};
use crate::json::Json;
use crate::products::status::fixed;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::document::{Document, Kind};

/// A request that lets somebody pay.
pub(crate) enum Simulation {
    /// Into the fixed virtual account with this `external_id`: the `amount`.
    VirtualAccount(String),
    /// With a fixed payment code: `payment_code`, `transfer_amount`.
    PaymentCode,
    /// Into any account number, or with the code of an invoice: the fields that name the channel and the number.
    Number(&'static str, &'static str),
}

impl Simulation {
    pub(crate) fn of(method: &str, path: &str) -> Option<Simulation> {
        let path = path.strip_suffix("/simulate_payment")?;
        if method != "POST" {
            return None;
        }
        match path {
            "/fixed_payment_code" => Some(Simulation::PaymentCode),
            "/pool_virtual_accounts" => {
                Some(Simulation::Number("bank_code", "bank_account_number"))
            }
            "/non_fixed_payment_code" => {
                Some(Simulation::Number("retail_outlet_name", "payment_code"))
            }
            _ => {
                let id = path.strip_prefix("/callback_virtual_accounts/external_id=")?;
                let id = percent_decode_str(id).decode_utf8_lossy();
                Some(Simulation::VirtualAccount(id.into_owned()))
            }
        }
    }

    /// The operation whose key and permission it takes.
    pub(crate) fn operation(&self) -> &'static str {
        match self {
            Simulation::VirtualAccount(_) => "create_fixed_virtual_account",
            Simulation::PaymentCode => "create_fixed_payment_code",
            Simulation::Number(..) => "create_invoice",
        }
    }

    pub(crate) fn run(&self, world: &mut World, account: &str, body: &Json) -> super::Answer {
        let transferred = body.get("transfer_amount");
        let (paid, amount, input) = match self {
            Simulation::VirtualAccount(external_id) => {
                let found = world
                    .store
                    .referenced(account, Kind::VirtualAccount, external_id);
                (found.into_iter().next_back(), body.get("amount"), "amount")
            }
            Simulation::PaymentCode => {
                let code = body.text("payment_code").unwrap_or_default();
                let found = numbered(world, account, Kind::PaymentCode, "payment_code", &code);
                (found, transferred, "amount")
            }
            Simulation::Number(channel, number) => {
                let channel = body.text(channel).unwrap_or_default();
                let number = body.text(number).unwrap_or_default();
                if let Some(invoice) = invoices::payable(world, account, &channel, &number) {
                    let asked = invoice.fields.decimal("amount");
                    if transferred.and_then(Json::as_decimal) != asked {
                        return Err(invalid("The invoice takes exactly its amount."));
                    }
                    (Some(invoice), Some(&Json::string(&channel)), "channel")
                } else {
                    let kind = Kind::VirtualAccount;
                    let found = numbered(world, account, kind, "account_number", &number);
                    (found, transferred, "amount")
                }
            }
        };
        let paid = paid.ok_or_else(|| self.not_found())?;
        if paid.has_status(fixed::INACTIVE) {
            return Err(self.inactive());
        }
        let mut given = Json::object();
        given.set_some(input, amount.cloned());
        act(world, paid, "pay", &given).map_err(|problem| invalid(&problem))?;
        let mut answer = Json::object();
        answer.set("status", Json::string("COMPLETED"));
        let message = "The payment is being processed; its callback follows.";
        answer.set("message", Json::string(message));
        Ok(answer)
    }

    fn not_found(&self) -> Refusal {
        let code = match self {
            Simulation::VirtualAccount(_) => "CALLBACK_VIRTUAL_ACCOUNT_NOT_FOUND_ERROR",
            Simulation::PaymentCode => "FIXED_PAYMENT_CODE_NOT_FOUND_ERROR",
            Simulation::Number(..) => "NOT_FOUND_ERROR",
        };
        Refusal::new(404, code, "There is nothing to pay.")
    }

    fn inactive(&self) -> Refusal {
        let code = match self {
            Simulation::PaymentCode => "INACTIVE_FIXED_PAYMENT_CODE_ERROR",
            _ => "CALLBACK_VIRTUAL_ACCOUNT_INACTIVE_ERROR",
        };
        Refusal::new(400, code, "It takes no payment any more.")
    }
}

/// The last of the account's documents in which this field has this value.
fn numbered(
    world: &World,
    account: &str,
    kind: Kind,
    field: &str,
    value: &str,
) -> Option<Document> {
    let mut documents = world.store.recent(account, kind, None);
    documents.find(|document| document.fields.text(field).as_deref() == Some(value))
}

fn invalid(problem: &str) -> Refusal {
    Refusal::new(400, "API_VALIDATION_ERROR", problem)
}
