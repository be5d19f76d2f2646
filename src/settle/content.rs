//! What makes two payments the same one.

use serde::{Deserialize, Serialize};

use crate::{Amount, Error, Result, decode};

/// What makes two payments the same one, without anything secret. What an answer does not show is none.
///
/// Names and descriptions are no part of it: banks write them their way. Neither is the account number, which no answer
/// shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    /// `external_id` or `reference`.
    pub(crate) reference: Option<String>,
    /// What it belongs to, such as the charge of a refund.
    pub(crate) parent: Option<String>,
    /// In digits, so that every format of serde keeps it exactly.
    pub(crate) amount: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) bank_code: Option<String>,
}

impl Content {
    pub(crate) fn amount(amount: Option<Amount>) -> Option<String> {
        amount.map(|amount| amount.to_decimal().normalize().to_string())
    }

    /// Of the JSON that goes out, so that what is compared is what was sent.
    pub(crate) fn of_request(body: &[u8]) -> Result<Self> {
        let sent: Sent = decode::answer(body)
            .map_err(|_| Error::unsendable(None, "the body of the request is no JSON object"))?;
        let items = sent.disbursements.as_deref();
        let amount = match items {
            Some(items) => total(items),
            None => sent.amount,
        };
        Ok(Self {
            reference: sent.external_id.or(sent.reference),
            parent: None,
            amount: Self::amount(amount),
            count: items.and_then(|items| i64::try_from(items.len()).ok()),
            bank_code: sent.bank_code,
        })
    }
}

/// None if an item has no amount, or all together have more digits than there are.
fn total(items: &[Item]) -> Option<Amount> {
    let mut items = items.iter();
    items.try_fold(Amount::ZERO, |total, item| total.checked_add(item.amount?))
}

/// The fields of requests for money out that answers show as well.
struct Sent {
    external_id: Option<String>,
    reference: Option<String>,
    amount: Option<Amount>,
    bank_code: Option<String>,
    disbursements: Option<Vec<Item>>,
}

decode::tolerant_object!(Sent {
    "external_id" => external_id,
    "reference" => reference,
    "amount" => amount,
    "bank_code" => bank_code,
    "disbursements" => disbursements,
});

/// One of a batch.
struct Item {
    amount: Option<Amount>,
}

decode::tolerant_object!(Item { "amount" => amount });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_from_the_json_that_goes_out() {
        let body = br#"{"external_id": "a", "amount": 15000.00, "bank_code": "BCA", "account_number": "123"}"#;
        let content = Content::of_request(body).unwrap();
        assert_eq!(content.reference.as_deref(), Some("a"));
        assert_eq!(content.amount.as_deref(), Some("15000"));
        assert_eq!(content.bank_code.as_deref(), Some("BCA"));
        assert_eq!(content.count, None);
    }

    #[test]
    fn a_batch_is_as_much_as_its_items() {
        let body = br#"{"reference": "b", "disbursements": [{"amount": 1}, {"amount": "2.50"}]}"#;
        let content = Content::of_request(body).unwrap();
        assert_eq!(content.amount.as_deref(), Some("3.5"));
        assert_eq!(content.count, Some(2));
        let huge = "7".repeat(28);
        let body = format!(
            r#"{{"reference": "b", "disbursements": [{{"amount": {huge}}}, {{"amount": {huge}}}, {{"amount": {huge}0}}]}}"#
        );
        assert_eq!(Content::of_request(body.as_bytes()).unwrap().amount, None);
        assert!(Content::of_request(b"[]").is_err());
    }
}
