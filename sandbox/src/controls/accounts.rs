//! Accounts: balances, and what the vendor's dashboard has settings for.

use reqwest::Url;
use rust_decimal::Decimal;

use crate::control_error::ControlError;
use crate::json::Json;
use crate::redact::REDACTED;
use crate::state::AppState;
use crate::world::account::{Account, Balance};

impl AppState {
    /// The account of a key; of anything else, the account with this id.
    pub(crate) fn account_id(&self, key_or_id: &str) -> String {
        let key = self.settings.keys.find(key_or_id);
        key.map_or_else(|| key_or_id.to_owned(), |key| key.account)
    }

    pub(crate) fn accounts(&self) -> Json {
        self.with_world(|world| {
            let ids = world.store.accounts().iter();
            Json::Array(ids.map(|id| displayed(&world.account(id))).collect())
        })
    }

    pub(crate) fn account(&self, id: &str) -> Json {
        self.with_world(|world| displayed(&world.account(id)))
    }

    /// Sets what the changes name; `null` takes a setting away. All or nothing.
    pub(crate) fn configure(&self, id: &str, changes: &Json) -> Result<Json, ControlError> {
        self.with_world(|world| {
            let mut account = world.account(id);
            let Json::Object(fields) = changes else {
                return Err(ControlError::invalid("an object is needed"));
            };
            for (name, value) in fields {
                match name.as_str() {
                    "balances" => set_balances(&mut account, value)?,
                    "settings" => merge(&mut account, "settings", value)?,
                    "callback_urls" => {
                        self.check_urls(value)?;
                        merge(&mut account, "callback_urls", value)?;
                    }
                    "callback_url" => {
                        check_url(value)?;
                        set(&mut account.document.fields, name, value);
                    }
                    "callback_token" => {
                        check_token(value)?;
                        set(&mut account.document.fields, name, value);
                    }
                    _ => {
                        return Err(ControlError::invalid(format!(
                            "an account has balances, settings, callback_url, callback_urls and callback_token, and \
                             no `{name}`; what the dashboard sets belongs under `settings`"
                        )));
                    }
                }
            }
            world.save(&account.document);
            Ok(displayed(&account))
        })
    }

    fn check_urls(&self, urls: &Json) -> Result<(), ControlError> {
        let Json::Object(urls) = urls else {
            return Err(ControlError::invalid("`callback_urls` is an object"));
        };
        let known = &self.api.callbacks;
        for (kind, url) in urls {
            if !known.contains_key(kind) {
                let known: Vec<_> = known.keys().map(String::as_str).collect();
                return Err(ControlError::invalid(format!(
                    "the contract has no callback `{kind}`, but {}",
                    known.join(", ")
                )));
            }
            check_url(url)?;
        }
        Ok(())
    }
}

fn set_balances(account: &mut Account, balances: &Json) -> Result<(), ControlError> {
    let Json::Object(balances) = balances else {
        return Err(ControlError::invalid("`balances` is an object"));
    };
    for (name, amount) in balances {
        let balance = Balance::read(name).ok_or_else(|| {
            ControlError::invalid(format!("there are CASH, HOLDING and TAX, and no `{name}`; what the dashboard sets belongs under `settings`"))
        })?;
        let amount = amount
            .as_decimal()
            .filter(|amount| *amount >= Decimal::ZERO)
            .ok_or_else(|| {
                ControlError::invalid(format!("the balance `{name}` takes an amount from 0"))
            })?;
        account.set_balance(balance, amount);
    }
    Ok(())
}

fn merge(account: &mut Account, name: &str, changes: &Json) -> Result<(), ControlError> {
    let Json::Object(changes) = changes else {
        return Err(ControlError::invalid(format!("`{name}` is an object")));
    };
    let fields = &mut account.document.fields;
    let mut merged = fields.get(name).cloned().unwrap_or_else(Json::object);
    for (name, value) in changes {
        set(&mut merged, name, value);
    }
    fields.set(name, merged);
    Ok(())
}

fn set(fields: &mut Json, name: &str, value: &Json) {
    if value.is_null() {
        fields.remove(name);
    } else {
        fields.set(name, value.clone());
    }
}

pub(crate) fn is_callback_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()))
}

fn check_url(url: &Json) -> Result<(), ControlError> {
    let is_url = url.as_text().is_some_and(|text| is_callback_url(&text));
    if is_url || url.is_null() {
        return Ok(());
    }
    Err(ControlError::invalid(
        "a callback goes to an http or https URL, or with `null` to none",
    ))
}

/// It goes into a header.
fn check_token(token: &Json) -> Result<(), ControlError> {
    let text = token.as_text();
    let is_token = text.is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
    if is_token || token.is_null() {
        return Ok(());
    }
    Err(ControlError::invalid(
        "a callback token is ASCII text without spaces",
    ))
}

/// Amounts as text, so that no reader rounds them.
fn displayed(account: &Account) -> Json {
    let mut balances = Json::object();
    for (name, balance) in Balance::ALL {
        let amount = account.balance(balance).to_string();
        balances.set(name, Json::string(&amount));
    }
    let fields = &account.document.fields;
    let object = |name| fields.get(name).cloned().unwrap_or_else(Json::object);
    let mut json = Json::object();
    json.set("account", Json::string(account.id()));
    json.set("balances", balances);
    json.set(
        "callback_url",
        account
            .default_callback_url()
            .map_or_else(Json::null, |url| Json::string(&url)),
    );
    json.set("callback_urls", object("callback_urls"));
    json.set("callback_token", Json::string(REDACTED));
    json.set("settings", object("settings"));
    json
}
