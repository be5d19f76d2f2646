//! Balances: each account has three, and no money is created or lost whatever happens.

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use rust_decimal::Decimal;
use serde_json::json;

use crate::common::Request;
use crate::money::{Merchant, START, batch, disbursement, id, link};

#[tokio::test]
async fn the_cash_balance_is_the_usual_one_and_the_others_are_empty() {
    let merchant = Merchant::new().await;
    for (target, balance) in [
        ("/balance", START),
        ("/balance?account_type=CASH", START),
        ("/balance?account_type=HOLDING", 0),
        ("/balance?account_type=TAX", 0),
    ] {
        let response = merchant.get(target).await;
        assert_eq!(response.text, json!({"balance": balance}).to_string());
    }
    let lower_case = merchant.get("/balance?account_type=cash").await;
    assert_eq!(lower_case.only_error()["field"][0], "account_type");
}

#[tokio::test]
async fn accounts_have_nothing_to_do_with_each_other() {
    let merchant = Merchant::new().await;
    merchant.post("/disbursements", disbursement(700)).await;
    let sub_account = Request::get("/balance").header("for-user-id", "sub");
    let other = Request::get("/balance").credentials("xnd_development_other:");
    for request in [sub_account, other] {
        let response = request.send(&merchant.sandbox).await;
        assert_eq!(response.json()["balance"], START);
    }
    assert_eq!(merchant.spent().await, 700.into());
}

/// Does things at random, and knows where the money went from what it was answered.
struct Gambler {
    merchant: Merchant,
    random: Rng,
    disbursements: Vec<(String, i64)>,
    links: Vec<(String, i64)>,
    batches: Vec<String>,
    invoices: Vec<(String, i64)>,
    /// What items of approved batches cost, by batch and item; those that failed cost nothing.
    batched: BTreeMap<(String, String), i64>,
    /// What paid invoices brought.
    earned: i64,
    /// How often each thing came about.
    done: BTreeMap<&'static str, usize>,
}

impl Gambler {
    async fn new(seed: u64) -> Gambler {
        let gambler = Gambler {
            merchant: Merchant::new().await,
            random: Rng::with_seed(seed),
            disbursements: Vec::new(),
            links: Vec::new(),
            batches: Vec::new(),
            invoices: Vec::new(),
            batched: BTreeMap::new(),
            earned: 0,
            done: BTreeMap::new(),
        };
        // Little enough is left that many requests are refused for want of money.
        let most = disbursement(START - 2_000_000);
        let first = id(&gambler.merchant.post("/disbursements", most).await);
        Gambler {
            disbursements: vec![(first, START - 2_000_000)],
            ..gambler
        }
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        self.random.choice(of).cloned()
    }

    /// One of the last few: older ones have ended.
    fn recent<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        let first = of.len().saturating_sub(2);
        self.pick(&of[first..])
    }

    fn amount(&mut self) -> i64 {
        self.random.i64(-20_000..300_000)
    }

    async fn step(&mut self) {
        match self.random.u8(..24) {
            0..2 => self.disburse().await,
            2..5 => self.end_disbursement(),
            5..7 => self.create_link().await,
            7..12 => self.change_link().await,
            12 => self.create_batch().await,
            13..18 => self.change_batch(),
            18..20 => self.create_invoice().await,
            20..23 => self.change_invoice(),
            _ => {
                let seconds = self.pick(&[1, 1, 2, 3600, 86_400]).unwrap();
                self.merchant.sandbox.advance(Duration::from_secs(seconds));
            }
        }
    }

    /// Often twice with the same key, which must not cost twice.
    async fn disburse(&mut self) {
        let amount = self.amount();
        let key = self.random.u64(..).to_string();
        let mut ids = Vec::new();
        for _ in 0..self.random.u8(1..4) {
            let body = disbursement(amount);
            let response = self
                .merchant
                .post_with_key("/disbursements", &key, body)
                .await;
            if response.status == 200 {
                ids.push(id(&response));
            }
        }
        ids.dedup();
        assert!(ids.len() < 2, "one key made several disbursements");
        self.disbursements
            .extend(ids.into_iter().map(|id| (id, amount)));
    }

    fn end_disbursement(&mut self) {
        if let Some((id, _)) = self.recent(&self.disbursements.clone()) {
            let what = self
                .pick(&["fail a disbursement", "complete a disbursement"])
                .unwrap();
            let action = what.split(' ').next().unwrap();
            // The first holds nearly all the money, so it would end the scarcity.
            if id != self.disbursements[0].0 {
                self.note(what, self.merchant.act(&id, action, json!({})).is_ok());
            }
        }
    }

    async fn create_link(&mut self) {
        let amount = self.amount();
        let external_id = self.random.u16(..500).to_string();
        let response = self
            .merchant
            .post("/payouts", link(&external_id, amount))
            .await;
        if response.status == 200 {
            self.links.push((id(&response), amount));
        }
    }

    async fn change_link(&mut self) {
        let Some((id, _)) = self.recent(&self.links.clone()) else {
            return;
        };
        let what = self.pick(&[
            "claim a link",
            "claim a link",
            "fail a link",
            "complete a link",
            "expire a link",
            "void a link",
        ]);
        let what = what.unwrap();
        let is_done = match what.split(' ').next().unwrap() {
            "void" => {
                let target = format!("/payouts/{id}/void");
                let response = self.merchant.post(&target, json!({})).await;
                response.status == 200
            }
            action => self.merchant.act(&id, action, json!({})).is_ok(),
        };
        self.note(what, is_done);
    }

    async fn create_batch(&mut self) {
        let amounts: Vec<_> = (0..self.random.usize(..4)).map(|_| self.amount()).collect();
        let response = self
            .merchant
            .post("/batch_disbursements", batch(&amounts))
            .await;
        if response.status == 200 {
            self.batches.push(id(&response));
        }
    }

    fn change_batch(&mut self) {
        let Some(id) = self.recent(&self.batches.clone()) else {
            return;
        };
        let action = self.pick(&[
            "approve",
            "approve",
            "approve",
            "fail_item",
            "fail_item",
            "fail_item",
            "fail_item",
            "complete",
            "delete",
        ]);
        let action = action.unwrap();
        let input = match action {
            "fail_item" => json!({"external_id": format!("item-{}", self.random.u8(..3))}),
            _ => json!({}),
        };
        let result = self.merchant.act(&id, action, input);
        self.note(action, result.is_ok());
        let Ok(batch) = result else { return };
        let items = batch["disbursements"].as_array().unwrap();
        for item in items {
            let name = (id.clone(), item["external_id"].to_string());
            if item["status"] == "FAILED" {
                self.batched.remove(&name);
            } else if action == "approve" {
                self.batched.insert(name, item["amount"].as_i64().unwrap());
            }
        }
    }

    async fn create_invoice(&mut self) {
        let amount = self.random.i64(10_000..1_000_000);
        let body = json!({"external_id": "order", "amount": amount, "payer_email": "a@example.com", "description": "Shoes"});
        let response = self.merchant.post("/v2/invoices", body).await;
        self.invoices.push((id(&response), amount));
    }

    fn change_invoice(&mut self) {
        if let Some((id, _)) = self.recent(&self.invoices.clone()) {
            let action = self.pick(&["pay", "settle"]).unwrap();
            self.note(action, self.merchant.act(&id, action, json!({})).is_ok());
        }
    }

    fn note(&mut self, what: &'static str, is_done: bool) {
        *self.done.entry(what).or_default() += usize::from(is_done);
    }

    /// The sum of the amounts of those that are in one of these statuses.
    async fn sum(&self, path: &str, of: &[(String, i64)], statuses: &[&str]) -> i64 {
        let mut sum = 0;
        for (id, amount) in of {
            let status = self.merchant.status(&format!("{path}/{id}")).await;
            if statuses.contains(&status.as_str()) {
                sum += amount;
            }
        }
        sum
    }

    async fn check(&mut self) {
        self.earned = self.sum("/v2/invoices", &self.invoices, &["SETTLED"]).await;
        let disbursed = ["PENDING", "COMPLETED"];
        let disbursed = self
            .sum("/disbursements", &self.disbursements, &disbursed)
            .await;
        let paid_out = ["CLAIMED", "COMPLETED"];
        let paid_out = self.sum("/payouts", &self.links, &paid_out).await;
        let expected =
            START + self.earned - disbursed - paid_out - self.batched.values().sum::<i64>();
        assert_eq!(self.merchant.balance().await, Decimal::from(expected));
        assert!(expected >= 0, "more was spent than there was");
    }
}

#[tokio::test]
async fn money_is_never_created_or_lost() {
    for seed in [7, 42] {
        let mut gambler = Gambler::new(seed).await;
        for step in 0..1200 {
            gambler.step().await;
            if step % 200 == 199 {
                gambler.check().await;
            }
        }
        gambler
            .merchant
            .sandbox
            .advance(Duration::from_secs(30 * 86_400));
        gambler.check().await;
        let rare = gambler.done.iter().find(|(_, count)| **count == 0);
        assert!(
            rare.is_none() && gambler.done.len() == 13,
            "{:?}",
            gambler.done
        );
        assert!(!gambler.batched.is_empty() && gambler.earned > 0);
    }
}
