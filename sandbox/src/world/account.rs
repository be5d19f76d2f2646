//! Accounts: their balances, and what the vendor's dashboard has settings for.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::json::Json;
use crate::world::document::{Document, Kind};

/// What a new account has on its cash balance, in rupiah.
pub(crate) const INITIAL_BALANCE: i64 = 1_000_000_000_000;

/// The token of an account's callbacks, if nobody sets another.
pub(crate) const CALLBACK_TOKEN: &str = "sandbox-callback-token";

/// What holds for every account that has nothing else set.
#[derive(Debug, Default)]
pub(crate) struct Defaults {
    pub(crate) callback_url: Option<String>,
    pub(crate) callback_token: Option<String>,
}

/// The balances of `account_type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Balance {
    Cash,
    Holding,
    Tax,
}

impl Balance {
    pub(crate) fn read(text: &str) -> Option<Balance> {
        match text {
            "CASH" => Some(Balance::Cash),
            "HOLDING" => Some(Balance::Holding),
            "TAX" => Some(Balance::Tax),
            _ => None,
        }
    }

    pub(crate) const ALL: [(&'static str, Balance); 3] = [
        ("CASH", Balance::Cash),
        ("HOLDING", Balance::Holding),
        ("TAX", Balance::Tax),
    ];

    fn field(self) -> &'static str {
        match self {
            Balance::Cash => "cash",
            Balance::Holding => "holding",
            Balance::Tax => "tax",
        }
    }
}

/// The id of a sub-account: two merchants may each have one of the same name.
pub(crate) fn sub_account(parent: &str, user_id: &str) -> String {
    format!("{parent}/{user_id}")
}

/// Whether it is one, and has a name.
pub(crate) fn is_sub_account(account: &str) -> bool {
    master(account).is_some() && !user_id(account).is_empty()
}

/// What answers call `user_id` or `business_id`.
pub(crate) fn user_id(account: &str) -> &str {
    account.rsplit('/').next().unwrap_or(account)
}

/// The master of a sub-account.
pub(crate) fn master(account: &str) -> Option<&str> {
    account.split_once('/').map(|(master, _)| master)
}

/// A merchant, or a sub-account of one.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) document: Document,
    /// Of a sub-account: its master, whose callback URL and token hold where it has none of its own (observed).
    master: Option<Document>,
    defaults: Arc<Defaults>,
}

impl Account {
    /// The account as it was saved, or a new one, with its master as far as that was saved.
    pub(crate) fn of(
        saved: Option<Document>,
        master: Option<Document>,
        id: &str,
        defaults: Arc<Defaults>,
    ) -> Account {
        let document = saved.unwrap_or_else(|| {
            let mut fields = Json::object();
            fields.set(Balance::Cash.field(), Json::integer(INITIAL_BALANCE));
            Document {
                kind: Kind::Account,
                account: id.to_owned(),
                id: id.to_owned(),
                fields,
            }
        });
        Account {
            document,
            master,
            defaults,
        }
    }

    /// The account, then its master.
    fn fields(&self) -> impl Iterator<Item = &Json> {
        let documents = [Some(&self.document), self.master.as_ref()];
        documents
            .into_iter()
            .flatten()
            .map(|document| &document.fields)
    }

    pub(crate) fn id(&self) -> &str {
        &self.document.id
    }

    pub(crate) fn balance(&self, balance: Balance) -> Decimal {
        self.document
            .fields
            .decimal(balance.field())
            .unwrap_or_default()
    }

    pub(crate) fn set_balance(&mut self, balance: Balance, amount: Decimal) {
        self.document
            .fields
            .set(balance.field(), Json::amount(amount));
    }

    /// The token that the account's callbacks carry.
    pub(crate) fn callback_token(&self) -> String {
        let set = self
            .fields()
            .find_map(|fields| fields.text("callback_token"));
        set.or_else(|| self.defaults.callback_token.clone())
            .unwrap_or_else(|| CALLBACK_TOKEN.to_owned())
    }

    /// The URL for callbacks of a kind, such as `invoice_callback`, as the dashboard would have it: the one set for
    /// this kind, or the one for all.
    pub(crate) fn callback_url(&self, kind: &str) -> Option<String> {
        let url = |fields: &Json| {
            let of_kind = fields.get("callback_urls").and_then(|urls| urls.text(kind));
            of_kind.or_else(|| fields.text("callback_url"))
        };
        let set = self.fields().find_map(url);
        set.or_else(|| self.defaults.callback_url.clone())
    }

    /// The URL for callbacks of every kind that has none of its own.
    pub(crate) fn default_callback_url(&self) -> Option<String> {
        let set = self.fields().find_map(|fields| fields.text("callback_url"));
        set.or_else(|| self.defaults.callback_url.clone())
    }

    /// A setting of the dashboard, such as `batch_approval`; see the controls.
    pub(crate) fn setting(&self, name: &str) -> Option<Json> {
        self.document.fields.get("settings")?.get(name).cloned()
    }
}
