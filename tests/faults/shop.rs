//! Where the runs of a suite go: a proxy, and behind it the sandbox or a vendor of our own.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bayar::xendit;
use bayar::xendit::types::CardData;
use bayar_sandbox::{Fault, Sandbox};
use serde_json::json;

use crate::gate::Gate;
use crate::http::{body, get};
use crate::judge::{Payments, payments};
use crate::killed::Killed;
use crate::plan::{Headers, LATEST, Plan};
use crate::proxy::Proxy;
use crate::runs::{AMOUNT, Cards, KEY, Run, Way};
use crate::vendor::Vendor;

pub struct Shop {
    pub proxy: Proxy,
    pub gate: Gate,
    behind: Behind,
}

enum Behind {
    /// With the ids of what was there before.
    Sandbox(Sandbox, BTreeSet<String>),
    /// The same, which does what gateways and replicas do.
    Gateways(Sandbox, BTreeSet<String>),
    Killed(Killed, BTreeSet<String>),
    Vendor(Vendor),
}

/// Puts into the sandbox what the runs need, and what was there before. Answers the ids of the latter.
async fn prepare(
    sandbox: &Sandbox,
    runs: impl Fn(&Cards) -> Vec<Run>,
) -> (BTreeSet<String>, Vec<Arc<Run>>) {
    let account = sandbox.account_id(KEY, None);
    let settings = json!({"settings": {"optional_authentication": true}});
    sandbox.configure(&account, &settings).unwrap();
    let mut runs = runs(&cards(sandbox.base_url()).await);
    let client = direct(sandbox.base_url());
    let mut planted = BTreeSet::new();
    for run in &mut runs {
        run.plan = Plan::HONEST;
        for &(agrees, failed) in run.planted.rows() {
            let amount = if agrees { AMOUNT } else { AMOUNT - 1 };
            let payment = run.disbursement(&client, amount).send().await.unwrap();
            let id = payment.id().unwrap().to_owned();
            if failed {
                sandbox.act(&id, "fail", json!({})).unwrap();
            }
            planted.insert(id);
        }
    }
    (planted, runs.into_iter().map(Arc::new).collect())
}

/// Without a proxy, and with all the time that it needs.
pub fn direct(url: &str) -> xendit::Client {
    xendit::Client::builder(KEY).base_url(url).build().unwrap()
}

/// A charge that can be refunded, and a token that can be charged.
pub async fn cards(url: &str) -> Cards {
    let public = xendit::PublicClient::builder("xnd_public_development_faults").base_url(url);
    let public = public.build().unwrap();
    let token = async |is_single_use: bool| {
        let card = CardData::new()
            .account_number("4000000000001000")
            .exp_month("12")
            .exp_year("2090")
            .cvn("123");
        let call = public.create_token().card_data(card).amount(10_000_000);
        let token = call.is_single_use(is_single_use).send().await.unwrap();
        Arc::<str>::from(token.id().unwrap())
    };
    let client = direct(url);
    let charge = client
        .create_charge()
        .token_id(&*token(true).await)
        .external_id("order-7")
        .amount(10_000_000)
        .card_cvn("123");
    let charge = charge.send().await.unwrap();
    Cards {
        charge: charge.id().unwrap().into(),
        token: token(false).await,
    }
}

/// What an honest vendor's gateways and replicas do, and for which share of the requests. Not even they tell a client that
/// nothing was done when something was.
fn gateways() -> Vec<(Fault, f64)> {
    let money_out = |fault: Fault| fault.after_commit().method("POST");
    vec![
        (Fault::lag(LATEST), 0.5),
        (money_out(Fault::gateway_error(404)), 0.03),
        (money_out(Fault::gateway_error(409)), 0.03),
        (money_out(Fault::gateway_error(413)), 0.03),
        (money_out(Fault::gateway_error(502)), 0.03),
        (
            money_out(Fault::redirect(302, "https://elsewhere.example/")),
            0.03,
        ),
        (money_out(Fault::redirect(307, "/elsewhere")), 0.03),
        (Fault::redirect(308, "/elsewhere"), 0.02),
        (Fault::absurd_limits().method("POST"), 0.1),
        (Fault::clock_skew(-86_400), 0.05),
        (Fault::clock_skew(86_400), 0.05),
    ]
}

impl Shop {
    /// The sandbox: what is planned for the vendor does not count, and the network is at its worst.
    pub async fn sandbox(seed: u64, runs: impl Fn(&Cards) -> Vec<Run>) -> (Self, Vec<Arc<Run>>) {
        let sandbox = Sandbox::start().await.unwrap();
        let (planted, runs) = prepare(&sandbox, runs).await;
        let proxy = Proxy::start(sandbox.base_url(), seed, 35).await;
        (Self::new(proxy, Behind::Sandbox(sandbox, planted)), runs)
    }

    /// The sandbox with the faults of gateways and replicas, and a network that is well now and then.
    pub async fn gateways(seed: u64, runs: impl Fn(&Cards) -> Vec<Run>) -> (Self, Vec<Arc<Run>>) {
        let sandbox = Sandbox::builder().fault_seed(seed).start().await.unwrap();
        let (planted, runs) = prepare(&sandbox, runs).await;
        for (fault, share) in gateways() {
            sandbox.add_fault(fault.probability(share)).unwrap();
        }
        let proxy = Proxy::start(sandbox.base_url(), seed, 8).await;
        (Self::new(proxy, Behind::Gateways(sandbox, planted)), runs)
    }

    /// The same in a process of its own, which is killed again and again and keeps its state in a file.
    pub async fn killed_sandbox(
        seed: u64,
        folder: &Path,
        runs: impl Fn(&Cards) -> Vec<Run>,
    ) -> (Self, Vec<Arc<Run>>) {
        let data = folder.join("sandbox.db");
        let sandbox = Sandbox::builder().data(&data).start().await.unwrap();
        let (planted, runs) = prepare(&sandbox, runs).await;
        sandbox.shutdown().await.unwrap();
        let proxy = Proxy::start("127.0.0.1:1", seed, 4).await;
        let process = Killed::start(seed, data, proxy.clone()).await;
        (Self::new(proxy, Behind::Killed(process, planted)), runs)
    }

    /// A vendor of our own, and a network that is well now and then.
    pub async fn vendor(seed: u64, runs: impl Fn(&Cards) -> Vec<Run>) -> (Self, Vec<Arc<Run>>) {
        let cards = Cards {
            charge: "58f89041780d51ed097896c5".into(),
            token: "5f0410898bcf7a001a00879d".into(),
        };
        let runs: Vec<_> = runs(&cards).into_iter().map(Arc::new).collect();
        let vendor = Vendor::start(&runs).await;
        let proxy = Proxy::start(&vendor.server.url, seed, 8).await;
        (Self::new(proxy, Behind::Vendor(vendor)), runs)
    }

    fn new(proxy: Proxy, behind: Behind) -> Self {
        Self {
            gate: Gate::watch(&proxy),
            proxy,
            behind,
        }
    }

    /// From now on nothing goes wrong any more.
    pub async fn calm(&self) {
        self.proxy.calm();
        match &self.behind {
            Behind::Sandbox(..) => {}
            Behind::Gateways(sandbox, _) => sandbox.clear_faults(),
            Behind::Killed(process, _) => process.calm().await,
            Behind::Vendor(vendor) => vendor.calm(),
        }
    }

    pub async fn payments(&self) -> Payments {
        match &self.behind {
            Behind::Sandbox(sandbox, planted) | Behind::Gateways(sandbox, planted) => {
                payments(&sandbox.snapshot().to_json(), planted)
            }
            Behind::Killed(_, planted) => loop {
                let answer = get(&self.proxy.server.url, "/_sandbox/snapshot").await;
                if let Ok(answer) = answer {
                    let snapshot = std::str::from_utf8(&answer[body(&answer)..]);
                    break payments(snapshot.unwrap(), planted);
                }
                // It was killed just now.
                tokio::time::sleep(Duration::from_millis(50)).await;
            },
            Behind::Vendor(vendor) => vendor.payments(),
        }
    }

    /// How often what is behind the proxy was killed.
    pub fn kills(&self) -> u32 {
        match &self.behind {
            Behind::Killed(process, _) => process.kills(),
            _ => 0,
        }
    }

    /// Whether the truth about a run can be found at once: its vendor answers in the end what can be believed, and
    /// nothing is wrong with the network.
    pub fn must_be_found_out(&self, run: &Run) -> bool {
        run.way == Way::Settle
            && !run.is_impatient
            && !run.is_refused
            && run.is_findable()
            // Whoever asks for a pause that is too long is not asked again.
            && run.plan.headers == Headers::Nothing
            && self.proxy.faults(&run.name).is_empty()
            && matches!(self.behind, Behind::Sandbox(..) | Behind::Vendor(_))
    }

    /// What a run met.
    pub fn labels(&self, run: &Run) -> BTreeSet<String> {
        let faults = self.proxy.faults(&run.name);
        let mut labels: BTreeSet<_> = faults.iter().map(|f| format!("network {f:?}")).collect();
        if run.is_refused {
            labels.insert("network Refused".into());
        } else if let Behind::Vendor(_) = &self.behind {
            labels.extend(run.plan.labels(run.product));
        }
        if !run.planted.rows().is_empty() {
            labels.insert(format!("stood there {:?}", run.planted));
        }
        if labels.is_empty() {
            labels.insert("none".into());
        }
        labels.insert(format!("(by {:?}, {:?})", run.product, run.way));
        labels
    }
}
