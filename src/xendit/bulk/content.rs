//! What tells whether two requests are the same payment.

use uuid::Uuid;

use super::super::builder::CreateDisbursement;
use crate::credentials::Environment;
use crate::settle::MoneyOut;
use crate::{IdempotencyKey, Result};

/// How much of the digest of an account number goes into the journal: a change of it is noticed but once in 65,536
/// times, and the number cannot be found out.
const ACCOUNT_DIGITS: usize = 4;

/// The version of the form of a digest, at its beginning. One of another form would make a row look changed.
const FORM: &str = "1:";

/// What a request says, as digests.
#[derive(PartialEq, Eq)]
pub(super) struct Content {
    /// All of it but the account number.
    most: Uuid,
    account: Uuid,
}

impl Content {
    pub(super) fn of(call: &CreateDisbursement) -> Result<Self> {
        let mut body = call.body.clone();
        let account = body.account_number.take();
        let sub_account = call.for_user_id.clone();
        let sub_account = sub_account.or_else(|| call.client.sub_account(&call.options));
        let text = serde_json::to_vec(&(
            environment(call),
            sub_account,
            &call.with_fee_rule,
            &call.options.fields,
            body,
        ));
        let text = text.map_err(|_| crate::Error::unsendable(None, "it is no JSON"))?;
        let most = Uuid::new_v5(&Uuid::NAMESPACE_OID, &text);
        let account = account.as_ref().map_or("", |account| account.expose());
        Ok(Self {
            most,
            account: Uuid::new_v5(&most, account.as_bytes()),
        })
    }

    /// As it stands in the journal.
    pub(super) fn digest(&self) -> String {
        let account = self.account.simple().to_string();
        format!("{FORM}{}-{}", self.most, &account[..ACCOUNT_DIGITS])
    }
}

/// Whether what stands in the journal is this digest.
pub(super) fn is_same(stored: &str, digest: &str) -> bool {
    // Before it had a version it had the same form.
    stored == digest || digest.strip_prefix(FORM) == Some(stored)
}

/// The reference that goes out, also where a field of the caller's own sets it.
pub(super) fn reference(call: &CreateDisbursement) -> Result<Option<String>> {
    Ok(call.content()?.reference.filter(|text| !text.is_empty()))
}

fn environment(call: &CreateDisbursement) -> &'static str {
    let environment = call.client.environment;
    environment.unwrap_or(Environment::Production).as_str()
}

/// The key of a payment: the same in every run and on every machine.
pub(super) fn key(call: &CreateDisbursement, job: &str, reference: &str) -> IdempotencyKey {
    match call.client.environment {
        // Keys must differ between environments (API reference, Create disbursement, line 4236).
        Some(Environment::Development) => {
            IdempotencyKey::derive(format!("development/{job}"), reference)
        }
        _ => IdempotencyKey::derive(job, reference),
    }
}
