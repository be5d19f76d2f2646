//! Headers that make no sense: nobody panics over them, and nobody waits longer than his policy says.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::bulk::Job;
use crate::judge::{Report, judge};
use crate::pages::SENSELESS;
use crate::plan::{Effect, Headers, Plan, Reply};
use crate::runs::{Cards, End, Run, Way, client, patient_client};
use crate::shop::Shop;
use crate::{TURN, Unit, all};

/// For each header: on success and refusals, at once and when some time has passed already.
fn plans() -> impl Iterator<Item = Plan> {
    let replies = [Duration::ZERO, Duration::from_millis(1100)].map(|after| {
        let busy = [Reply::Busy(429, after), Reply::Busy(503, after)];
        busy.map(|reply| (reply, Effect::Never))
    });
    let replies = replies.concat().into_iter();
    let replies = replies.chain([
        (Reply::Busy(503, Duration::ZERO), Effect::Now),
        (Reply::Right, Effect::Now),
    ]);
    let replies: Vec<_> = replies.collect();
    SENSELESS.iter().flat_map(move |headers| {
        let plan = |(reply, effect)| Plan {
            effect,
            reply,
            replies: 1,
            headers: Headers::Always(headers),
            ..Plan::HONEST
        };
        replies.clone().into_iter().map(plan)
    })
}

fn runs(way: Way) -> impl Fn(&Cards) -> Vec<Run> {
    move |cards| {
        let run = |(number, plan)| Run::planned(number, way, plan, cards);
        (0..).zip(plans()).map(run).collect()
    }
}

fn or_stuck(result: Result<End, (Report, String)>) -> End {
    result.unwrap_or_else(|(report, text)| End::without_ticket("none", report, text))
}

fn check(runs: &[Arc<Run>], ends: &[End], payments: &crate::judge::Payments) {
    let stuck = |(run, end): (&Arc<Run>, &End)| {
        let header = format!("{:?}, {:?}: {}", run.plan.reply, run.plan.headers, end.text);
        matches!(end.report, Report::Stuck | Report::Panicked).then_some(header)
    };
    let stuck: Vec<_> = runs.iter().zip(ends).filter_map(stuck).collect();
    assert!(stuck.is_empty(), "{}", stuck.join("\n"));
    let reports = runs.iter().zip(ends);
    let wrongs = judge(reports.map(|(run, end)| run.reported(end)), payments);
    assert!(wrongs.is_empty(), "{wrongs:?}");
    for (run, end) in runs.iter().zip(ends) {
        assert_ne!(end.report, Report::Open, "{:?}: {}", run.plan, end.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_makes_anybody_panic_or_wait() {
    let _turn = TURN.lock().await;
    let began = Instant::now();
    let (shop, runs) = Shop::vendor(0, runs(Way::Settle)).await;
    shop.proxy.calm();
    let client = patient_client(&shop.proxy.server.url, Duration::from_secs(20));
    let pay = |run: &Arc<Run>| {
        let (run, client) = (Arc::clone(run), client.clone());
        async move { run.pay(&client).await }
    };
    let ends = all(&shop, runs.iter().map(pay).collect()).await;
    let ends: Vec<_> = ends.into_iter().map(or_stuck).collect();
    check(&runs, &ends, &shop.payments().await);
    println!("{} headers: {:.1?}", runs.len(), began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_stops_a_bulk_run() {
    let _turn = TURN.lock().await;
    let began = Instant::now();
    let (shop, runs) = Shop::vendor(0, runs(Way::Bulk)).await;
    shop.proxy.calm();
    let client = client(&shop.proxy.server.url);
    // Each by itself: what a header says of a limit is meant for all.
    let jobs = (0..).zip(runs.chunks(1));
    let pay = |(number, runs): (u64, &[Arc<Run>])| {
        let job = Unit::Many(Arc::new(Job::within_limits(number, runs)));
        let clients = crate::Clients {
            shop: client.clone(),
            nowhere: client.clone(),
        };
        job.pay(clients)
    };
    let ends = all(&shop, jobs.map(pay).collect()).await;
    let first = |result: Result<Vec<End>, _>| or_stuck(result.map(|mut ends| ends.remove(0)));
    let ends: Vec<_> = ends.into_iter().map(first).collect();
    check(&runs, &ends, &shop.payments().await);
    println!("{} headers in bulk: {:.1?}", runs.len(), began.elapsed());
}
