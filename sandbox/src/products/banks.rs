//! The banks of virtual accounts, and what each takes.

use rust_decimal::Decimal;

use crate::json::Json;
use crate::products::product::{Answer, Call};
use crate::refusal::Refusal;
use crate::world::World;

/// Least and most of a closed account, in rupiah, where only reports say it (of 2019).
const LIMITS: &[(&str, i64, i64)] = &[
    ("BCA", 10_000, 999_999_999_999),
    ("PERMATA", 1, 9_999_999_999),
];

/// A bank, and the optional fields that it does not take.
#[derive(Clone, Copy)]
pub(super) struct Bank {
    code: &'static str,
    name: &'static str,
    pub(super) merchant_code: &'static str,
    lacks: &'static [&'static str],
}

/// Only Mandiri and BRI suggest amounts (line 2014), only BRI shows a description (line 2029). Limits for closed
/// accounts are documented for BNI, BRI and Mandiri only (line 2097); that BCA has none is the sandbox's choice.
const BANKS: &[Bank] = &[
    Bank {
        code: "MANDIRI",
        name: "Bank Mandiri",
        merchant_code: "88608",
        lacks: &["description"],
    },
    Bank {
        code: "BNI",
        name: "Bank Negara Indonesia",
        merchant_code: "8808",
        lacks: &["suggested_amount", "description"],
    },
    Bank {
        code: "BRI",
        name: "Bank Rakyat Indonesia",
        merchant_code: "26215",
        lacks: &[],
    },
    Bank {
        code: "PERMATA",
        name: "Bank Permata",
        merchant_code: "8214",
        lacks: &["suggested_amount", "description"],
    },
    Bank {
        code: "BCA",
        name: "Bank Central Asia",
        merchant_code: "10766",
        lacks: &[
            "expiration_date",
            "suggested_amount",
            "is_closed",
            "description",
        ],
    },
];

/// A bank that only an account's setting names. Its merchant code is the sandbox's own.
const OTHER: Bank = Bank {
    code: "",
    name: "",
    merchant_code: "99000",
    lacks: &[],
};

/// The codes for fields that a bank does not take.
const LACKING: &[(&str, &str)] = &[
    ("expiration_date", "EXPIRATION_DATE_NOT_SUPPORTED_ERROR"),
    ("suggested_amount", "SUGGESTED_AMOUNT_NOT_SUPPORTED_ERROR"),
    ("is_closed", "CLOSED_VA_NOT_SUPPORTED_ERROR"),
    ("description", "DESCRIPTION_NOT_SUPPORTED_ERROR"),
];

#[allow(clippy::unnecessary_wraps, reason = "it is a handler")]
pub(super) fn banks(world: &mut World, call: &Call<'_>) -> Answer {
    let row = |name: &str, code: &str| {
        let mut json = Json::object();
        json.set("name", Json::string(name));
        json.set("code", Json::string(code));
        json
    };
    let listed = BANKS.iter().map(|bank| row(bank.name, bank.code));
    let more = more_banks(world, call.account);
    let more = more.iter().filter(|code| bank(code).is_none());
    Ok(Json::Array(
        listed.chain(more.map(|code| row(code, code))).collect(),
    ))
}

/// The bank with this code.
pub(super) fn bank(code: &str) -> Option<&'static Bank> {
    BANKS.iter().find(|bank| bank.code == code)
}

/// The same as an account's setting has it.
pub(super) fn bank_of(world: &World, account: &str, code: &str) -> Option<Bank> {
    let is_set = more_banks(world, account).iter().any(|more| more == code);
    match bank(code) {
        Some(bank) if is_set => Some(Bank {
            lacks: &[],
            ..*bank
        }),
        Some(bank) => Some(*bank),
        None => is_set.then_some(OTHER),
    }
}

fn more_banks(world: &World, account: &str) -> Vec<String> {
    let more = world.account(account).setting("virtual_account_banks");
    let more = more.iter().flat_map(Json::items);
    more.filter_map(Json::as_text).collect()
}

/// The code for a field of the request that the bank does not take.
pub(super) fn lacking(bank: &Bank, body: &Json) -> Option<&'static str> {
    let is_asked = |field: &str| {
        body.get(field)
            .is_some_and(|json| !json.is_null() && body.flag(field) != Some(false))
    };
    LACKING
        .iter()
        .find(|(field, _)| bank.lacks.contains(field) && is_asked(field))
        .map(|(_, code)| *code)
}

/// The contract has limits for three banks; for the others the amount is a sum of money at least.
pub(super) fn check_expected(call: &Call<'_>, bank: &str) -> Result<(), Refusal> {
    if call.body.get("expected_amount").is_none() {
        return Ok(());
    }
    let limits = LIMITS.iter().find(|(of, ..)| *of == bank);
    let (least, most) = limits.map_or((1, i64::MAX), |(_, least, most)| (*least, *most));
    match call.body.decimal("expected_amount") {
        Some(amount) if amount < Decimal::from(least) => {
            Err(call.refuse("MINIMUM_EXPECTED_AMOUNT_ERROR"))
        }
        Some(amount) if amount <= Decimal::from(most) => Ok(()),
        _ => Err(call.refuse("MAXIMUM_EXPECTED_AMOUNT_ERROR")),
    }
}
