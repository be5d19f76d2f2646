//! A nightly job: pays what a file lists, may be started again, and says what it did.

use std::error::Error;

use bayar::xendit::Client;
use bayar::xendit::bulk::MemoryJournal;
use bayar::{Amount, Outcome, SettlePolicy};
use bayar_sandbox::Sandbox;
use futures_util::stream;
use serde::Deserialize;

const FILE: &str = "\
supplier,bank,holder,account,amount
s-1,BCA,Rizky,1231241231,1500000
s-2,BNI,Siti,8808999942,250000.00
s-3,BCA,Budi,8160093711,99999
";

#[derive(Clone, Debug, Deserialize)]
struct Supplier {
    supplier: String,
    bank: String,
    holder: String,
    account: String,
    amount: Amount,
}

fn suppliers() -> Result<Vec<Supplier>, csv::Error> {
    csv::Reader::from_reader(FILE.as_bytes())
        .deserialize()
        .collect()
}

/// What was paid, and how many lines were not.
async fn pay(client: &Client, journal: &MemoryJournal) -> Result<(Amount, u32), Box<dyn Error>> {
    let job = client.bulk("suppliers-2026-11-29", journal.clone());
    let mut ended = job.run(stream::iter(suppliers()?), |client, supplier| {
        client
            .create_disbursement()
            .external_id(format!("2026-11-29-{}", supplier.supplier))
            .bank_code(&supplier.bank)
            .account_holder_name(&supplier.holder)
            .account_number(&supplier.account)
            .description("Goods")
            .amount(supplier.amount)
    });
    let (mut paid, mut open) = (Amount::ZERO, 0);
    while let Some(one) = ended.try_next().await? {
        if one.end.is_done() {
            paid += one.item.amount;
        } else {
            open += 1;
        }
    }
    Ok((paid, open))
}

#[tokio::test]
async fn everyone_is_paid_once_however_often_it_starts() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let (client, journal) = (super::client(&sandbox), MemoryJournal::new());
    let before = *client
        .get_balance()
        .send()
        .await?
        .balance
        .as_ref()
        .ok_or("none")?;
    let listed: Amount = suppliers()?.iter().map(|supplier| supplier.amount).sum();

    assert_eq!(pay(&client, &journal).await?, (listed, 0));
    assert_eq!(
        pay(&client, &journal).await?,
        (listed, 0),
        "again, and nothing new"
    );
    // Another machine, without the journal: the look-up finds them.
    assert_eq!(pay(&client, &MemoryJournal::new()).await?, (listed, 0));
    let after = client.get_balance().send().await?.balance()?;
    assert_eq!(before.checked_sub(after), Some(listed));
    Ok(())
}

/// A builder is a value: it is made here, stored, sent to a task, and settled there.
#[tokio::test]
async fn a_request_goes_to_another_task() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = super::client(&sandbox);
    let requests: Vec<_> = suppliers()?
        .into_iter()
        .map(|supplier| {
            let request = client.create_disbursement().external_id(supplier.supplier);
            let request = request
                .bank_code(supplier.bank)
                .account_holder_name(supplier.holder);
            let request = request
                .account_number(supplier.account)
                .description("Goods");
            request.amount(supplier.amount)
        })
        .collect();
    let settle = |request: bayar::xendit::builder::CreateDisbursement| async move {
        request.settle(&SettlePolicy::default()).await
    };
    let tasks: Vec<_> = requests
        .into_iter()
        .map(|request| tokio::spawn(settle(request)))
        .collect();
    for task in tasks {
        let outcome = task.await?;
        assert!(matches!(outcome, Outcome::Created(_)), "{outcome:?}");
    }
    Ok(())
}
