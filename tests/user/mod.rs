//! Three programs as users write them, in small, against the sandbox: a checkout, a nightly payout job, a report.

mod checkout;
mod payouts;
mod report;

use bayar::xendit::Client;
use bayar_sandbox::Sandbox;

fn client(sandbox: &Sandbox) -> Client {
    let builder = Client::builder("xnd_development_user").base_url(sandbox.base_url());
    builder.build().unwrap()
}
