//! What earlier versions of this crate have stored is read, and means what it meant.
#![forbid(unsafe_code)]

use bayar::xendit::bulk::{BulkError, Entry, Journal, MemoryJournal, State};
use bayar::{Outcome, Unsettled};
use bayar_sandbox::Sandbox;

use crate::payroll::{JOB, client, input, people, policy, request};

/// Tickets as they were written: before they had a version, and with the first one.
const TICKETS: [&str; 2] = [
    r#"{"operation":"create_disbursement","environment":"development","for_user_id":null,"key":"payroll-2026-11-0",
        "content":{"reference":"2026-11-0","parent":null,"amount":"1000000","count":null,"bank_code":"BCA"},
        "last_sent":1764400000000,"looked_first":true,"accepted":false,"why":"the connection broke"}"#,
    r#"{"version":1,"operation":"create_disbursement","environment":"development","for_user_id":null,
        "key":"payroll-2026-11-0",
        "content":{"reference":"2026-11-0","parent":null,"amount":"1000000","count":null,"bank_code":"BCA"},
        "last_sent":1764400000000,"looked_first":true,"accepted":false,"why":"the connection broke"}"#,
];

/// Digests of the first request of the payroll, as they were written: before they had a version, and with the first one.
const DIGESTS: [&str; 2] = [
    "2b4cb85d-1aa4-5b64-858b-9fc1ebce71bd-591d",
    "1:2b4cb85d-1aa4-5b64-858b-9fc1ebce71bd-591d",
];

#[tokio::test]
async fn a_ticket_of_an_earlier_version_settles() {
    for text in TICKETS {
        let ticket: Unsettled = serde_json::from_str(text).unwrap();
        assert_eq!(ticket.reference(), "2026-11-0");
        assert_eq!(
            ticket.last_sent().unwrap().to_string(),
            "2025-11-29T07:06:40.000Z"
        );
        let again = serde_json::to_string(&ticket).unwrap();
        assert_eq!(serde_json::from_str::<Unsettled>(&again).unwrap(), ticket);

        let sandbox = Sandbox::start().await.unwrap();
        let client = client(sandbox.base_url());
        let settled = client
            .settle_disbursement(&ticket, &policy())
            .await
            .unwrap();
        assert!(matches!(settled, Outcome::NotCreated(_)), "{settled:?}");
        let person = &people(1)[0];
        request(&client, person).send().await.unwrap();
        let settled = client
            .settle_disbursement(&ticket, &policy())
            .await
            .unwrap();
        assert!(matches!(settled, Outcome::Created(_)), "{settled:?}");
    }
}

#[test]
fn a_ticket_of_a_later_version_is_refused() {
    let later = TICKETS[1].replace("\"version\":1", "\"version\":2");
    let error = serde_json::from_str::<Unsettled>(&later).unwrap_err();
    assert!(error.to_string().contains("later version"), "{error}");
}

#[tokio::test]
async fn a_row_of_an_earlier_version_is_the_same_payment() {
    for digest in DIGESTS {
        let sandbox = Sandbox::start().await.unwrap();
        let journal = MemoryJournal::new();
        let entry = Entry::new("2026-11-0", digest);
        journal.enter(JOB, &[entry]).await.unwrap();
        let bulk = || client(sandbox.base_url()).bulk(JOB, journal.clone());
        let bulk = || bulk().settle_policy(policy()).announced_limits(false);
        let mut run = bulk().run(input(people(1)), request);
        let ended = run.try_next().await.unwrap().unwrap();
        assert_eq!(ended.end.state(), State::Done, "{}", ended.end);

        let mut staff = people(1);
        staff[0].salary += 1;
        let changed = bulk().run(input(staff), request).try_next().await;
        assert!(matches!(changed, Err(BulkError::Changed(_))), "{changed:?}");
    }
}

/// What is written today has the version of today.
#[tokio::test]
async fn what_is_written_carries_a_version() {
    let sandbox = Sandbox::start().await.unwrap();
    let journal = MemoryJournal::new();
    let bulk = client(sandbox.base_url()).bulk(JOB, journal.clone());
    let mut run = bulk.announced_limits(false).run(input(people(1)), request);
    assert!(run.try_next().await.unwrap().unwrap().end.is_done());
    let records = journal.read(JOB, &["2026-11-0".to_owned()]).await.unwrap();
    assert_eq!(records[0].content, DIGESTS[1]);
}
