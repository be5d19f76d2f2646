//! A report for the back office: every invoice of two accounts, page by page, with totals and what the documents lack.

use std::collections::BTreeMap;
use std::error::Error;

use bayar::Amount;
use bayar::xendit::Client;
use bayar::xendit::types::{Invoice, InvoiceStatus};
use bayar_sandbox::Sandbox;
use serde::Serialize;
use serde_json::json;

const MERCHANT: &str = "5785e6334d7b410667d355c4";

#[derive(Debug, Default, PartialEq, Serialize)]
struct Line {
    status: String,
    count: u64,
    total: Amount,
    fee: Amount,
}

/// 3 of 1000, and 2,000 for each.
fn fee(total: Amount, count: u64) -> Amount {
    let part = total.to_decimal() * bayar::rust_decimal::Decimal::new(3, 3);
    Amount::from(part) + Amount::from(2_000) * count
}

async fn lines(client: &Client, account: Option<&str>) -> bayar::Result<Vec<Line>> {
    let mut all: BTreeMap<InvoiceStatus, (u64, Amount)> = BTreeMap::new();
    let mut invoices = client
        .list_invoices()
        .maybe_for_user_id(account)
        .limit(2)
        .pages();
    while let Some(invoice) = invoices.try_next().await? {
        let (count, total) = all.entry(invoice.status()?.clone()).or_default();
        *count += 1;
        *total += invoice.amount()?;
    }
    let lines = all.into_iter().map(|(status, (count, total))| Line {
        status: status.to_string(),
        count,
        total,
        fee: fee(total, count),
    });
    Ok(lines.collect())
}

async fn invoice(client: &Client, name: &str, account: Option<&str>) -> bayar::Result<Invoice> {
    let call = client
        .create_invoice()
        .external_id(name)
        .maybe_for_user_id(account);
    let call = call
        .payer_email("customer@example.com")
        .description("Goods");
    Ok(call.amount(100_000).send().await?.into_inner())
}

#[tokio::test]
async fn what_came_in_is_added_up() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = super::client(&sandbox);
    for number in 1..=5 {
        let invoice = invoice(&client, &format!("order-{number}"), None).await?;
        if number % 2 == 0 {
            sandbox.act(invoice.id()?, "pay", json!({"channel": "BCA"}))?;
        }
    }
    invoice(&client, "theirs-1", Some(MERCHANT)).await?;

    let ours = lines(&client, None).await?;
    let mut report = csv::Writer::from_writer(Vec::new());
    for line in &ours {
        report.serialize(line)?;
    }
    let report = String::from_utf8(report.into_inner()?)?;
    let expected = "status,count,total,fee\nPAID,2,200000,4600\nPENDING,3,300000,6900\n";
    assert_eq!(report.lines().count(), expected.lines().count());
    for line in expected.lines() {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    let theirs = lines(&client, Some(MERCHANT)).await?;
    assert_eq!(theirs.len(), 1);
    assert_eq!(theirs[0].total, 100_000);
    Ok(())
}

#[tokio::test]
async fn what_the_documents_lack_is_at_hand() -> Result<(), Box<dyn Error>> {
    let invoice: Invoice =
        bayar::decode(br#"{"id": "1", "status": "HELD", "locale": "id", "amount": 5}"#)?;
    assert_eq!(invoice.status()?, "HELD");
    let locale = invoice.extra("locale").map(|value| value.get().to_owned());
    assert_eq!(locale.as_deref(), Some("\"id\""));
    let status: InvoiceStatus = "PAID".parse()?;
    assert!(InvoiceStatus::KNOWN.contains(&status.as_str()));
    Ok(())
}
