//! A running server, and what a Rust test does with it.

use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use chrono::TimeDelta;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::api::FINPAY_PREFIX;
use crate::callbacks::{Delivery, Order};
use crate::control_error::ControlError;
use crate::controls::Snapshot;
use crate::faults::Fault;
use crate::inject::{Drift, Injected};
use crate::json::Json;
use crate::reply::Reply;
use crate::request_log::RecordedRequest;
use crate::state::AppState;
use crate::world::account;
use crate::{auth, clock, connection, dispatcher, server};

/// How long [`Sandbox::shutdown`] waits for requests that are under way.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running server. It stops when dropped. Any number may run side by side.
pub struct Sandbox {
    base_url: String,
    finpay_url: String,
    state: Arc<AppState>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
    dispatcher: JoinHandle<()>,
}

impl Sandbox {
    /// Begins to serve within the current Tokio runtime.
    pub(crate) fn serve(listener: TcpListener, state: AppState) -> Sandbox {
        let state = Arc::new(state);
        let base_url = state.settings.base_url.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = server::router(Arc::clone(&state));
        let server = connection::serve(listener, router, stopped);
        Sandbox {
            finpay_url: format!("{base_url}/{FINPAY_PREFIX}"),
            base_url,
            dispatcher: tokio::spawn(dispatcher::run(Arc::clone(&state))),
            state,
            stop: Some(stop),
            server: Some(tokio::spawn(server)),
        }
    }

    /// The base URL for the Xendit operations, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The base URL for the Finpay operations, without a slash at its end. It has a path: `/finpay`.
    pub fn finpay_url(&self) -> &str {
        &self.finpay_url
    }

    /// What is to be said of the overlays: an action that changes nothing, as the contract has caught up with it.
    pub fn notes(&self) -> &[String] {
        &self.state.api.notes
    }

    /// The requests answered so far, oldest first; of very many, the last 10,000.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.requests.all()
    }

    /// Prescribes the answer to the next request that has no answer prescribed yet, whatever that request is.
    /// The request is still checked and recorded.
    pub fn enqueue(&self, reply: Reply) {
        self.state.enqueue(reply);
    }

    /// Lets the next request to an operation that passes the checks be refused with a documented error, for what
    /// depends on the vendor's insides: `refuse_next("create_charge", "TEMPORARY_SERVICE_ERROR")`.
    ///
    /// # Errors
    /// If the contract has no such error for the operation.
    pub fn refuse_next(&self, operation: &str, code: &str) -> Result<(), ControlError> {
        self.state.refuse_next(operation, code)
    }

    /// Lets something happen outside the API, for example a payer pay: `act(invoice_id, "pay", json!({}))`. The id is
    /// the resource's own or its `external_id`. Answers the resource as it is now.
    ///
    /// # Errors
    /// If there is no such resource or action, or the action is not possible now.
    pub fn act(&self, id: &str, action: &str, input: Value) -> Result<Value, ControlError> {
        let acted = self.state.act(id, action, &Json::from_value(&input));
        acted.map(|json| json.to_value())
    }

    /// The resource with this id or `external_id`: its `kind`, `id`, `account`, `status`, the `actions` that are possible
    /// now, and under `resource` what the API shows of it.
    ///
    /// # Errors
    /// If there is none, or several with the external id.
    pub fn resource(&self, id: &str) -> Result<Value, ControlError> {
        self.state.resource(id).map(|json| json.to_value())
    }

    /// The present time of the sandbox's clock, such as `2020-02-20T00:00:00.000Z`.
    pub fn now(&self) -> String {
        clock::text(self.state.now())
    }

    /// Moves the sandbox's clock forward, by at most 100 years, and lets happen what is due on the way, in the order of
    /// its time.
    pub fn advance(&self, by: Duration) {
        self.state
            .advance(TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX));
    }

    /// Stops the sandbox's clock: nothing falls due until it is moved or goes on.
    pub fn freeze(&self) {
        self.state.freeze();
    }

    /// Lets the sandbox's clock go on from where it was stopped.
    pub fn unfreeze(&self) {
        self.state.unfreeze();
    }

    /// The id of the account that a key belongs to, or of a sub-account of it, as `for-user-id` names it.
    pub fn account_id(&self, key: &str, sub_account: Option<&str>) -> String {
        let account = self.state.account_id(key);
        match sub_account {
            Some(user_id) => account::sub_account(&account, user_id),
            None => account,
        }
    }

    /// The id of the account of a sub-account (`for-user-id`) of a user of Finpay's: every request there names one.
    pub fn finpay_account_id(&self, user: &str, sub_account: &str) -> String {
        account::sub_account(&auth::finpay_account(user), sub_account)
    }

    /// Makes an invoice of an account, named by its id or its key, that was not created by the API. The fields are those of
    /// `create_invoice`, `on_demand_link`, and `client_type`: `ON_DEMAND` (as with a link), `DASHBOARD` (as without one) or
    /// `INTEGRATION`. Answers the invoice.
    ///
    /// # Errors
    /// If `create_invoice` would refuse the fields.
    pub fn create_invoice(&self, account: &str, fields: Value) -> Result<Value, ControlError> {
        let account = self.state.account_id(account);
        let fields = Json::from_value(&fields);
        let invoice = self.state.create_invoice(&account, &fields);
        invoice.map(|json| json.to_value())
    }

    /// Makes a payout for a sub-account (`for-user-id`) of a user of Finpay's, which no documented operation does. Each
    /// field may be left out: `amount`, `channel_code`, `currency`, `description`, `reference_id`, and
    /// `channel_properties` with `account_number` and `account_holder_name`. Answers the payout.
    ///
    /// # Errors
    /// If the sub-account is empty, or the amount is none, or more than the balance.
    pub fn create_payout(
        &self,
        user: &str,
        sub_account: &str,
        fields: Value,
    ) -> Result<Value, ControlError> {
        let account = self.finpay_account_id(user, sub_account);
        let fields = Json::from_value(&fields);
        let payout = self.state.create_payout(&account, &fields);
        payout.map(|json| json.to_value())
    }

    /// Sets a balance (`CASH`, `HOLDING`, `TAX`) of an account, named by its id or its key, to an amount such as
    /// `1000.50`.
    ///
    /// # Errors
    /// If there is no such balance, or the text is no amount.
    pub fn set_balance(
        &self,
        account: &str,
        balance: &str,
        amount: &str,
    ) -> Result<(), ControlError> {
        self.configure(account, &json!({"balances": {balance: amount}}))
            .map(drop)
    }

    /// Sets what the vendor's dashboard would have of an account, named by its id or its key: `balances`, `settings`,
    /// `callback_url`, `callback_urls` by the `operationId` of the callback, `callback_token`. `null` takes a setting
    /// away. Answers the account as it is now.
    ///
    /// # Errors
    /// If the changes name something else or hold a wrong value; then nothing has changed.
    pub fn configure(&self, account: &str, changes: &Value) -> Result<Value, ControlError> {
        let account = self.state.account_id(account);
        let account = self.state.configure(&account, &Json::from_value(changes));
        account.map(|json| json.to_value())
    }

    /// Every callback so far, oldest first.
    pub fn deliveries(&self) -> Vec<Delivery> {
        let deliveries = self.state.all_deliveries();
        deliveries.iter().map(Delivery::read).collect()
    }

    /// Waits until no callback is on its way or to be sent now. Retries to come and callbacks that are held back do not
    /// count.
    pub async fn callbacks_settled(&self) {
        self.state.callbacks_settled().await;
    }

    /// Sends a callback again, with new tries. One that is on its way anyway is not sent twice.
    ///
    /// # Errors
    /// If there is no such callback, or no URL for it.
    pub fn redeliver(&self, id: &str) -> Result<(), ControlError> {
        self.state.redeliver(id).map(drop)
    }

    /// Holds callbacks back from now on, retries too.
    pub fn hold_callbacks(&self) {
        self.state.hold_callbacks();
    }

    /// Sends the callbacks that were held back one after another in this order, and holds back no more. Tells how many
    /// they are.
    pub fn release_callbacks(&self, order: Order) -> usize {
        self.state.release_callbacks(order)
    }

    /// Sends each callback a second time after it was taken, from now on or no more.
    pub fn duplicate_callbacks(&self, twice: bool) {
        self.state.duplicate_callbacks(twice);
    }

    /// Forgets everything, as if the sandbox had just been started; faults and drift are those of the
    /// [`Builder`](crate::Builder) again.
    pub fn reset(&self) {
        self.state.reset();
    }

    /// Everything that the sandbox knows, but the log of requests, faults and drift.
    pub fn snapshot(&self) -> Snapshot {
        self.state.snapshot()
    }

    /// Goes back to a snapshot, of this sandbox or another one. Callbacks that were to be sent then are sent now.
    ///
    /// # Errors
    /// If the snapshot is broken; then nothing has changed.
    pub fn restore(&self, snapshot: &Snapshot) -> Result<(), ControlError> {
        self.state.restore(snapshot)
    }

    /// Lets requests meet a fault from now on; see [`Fault`].
    ///
    /// # Errors
    /// If the contract does not have the operation that the fault is for.
    pub fn add_fault(&self, fault: Fault) -> Result<(), ControlError> {
        self.state.add_fault(fault)
    }

    /// The faults that requests may meet now, with the times that are left of each.
    pub fn faults(&self) -> Vec<Fault> {
        self.state.faults.list()
    }

    /// No more faults.
    pub fn clear_faults(&self) {
        self.state.clear_faults();
    }

    /// Lets answers, or callbacks, differ from the contract from now on; see [`Drift`].
    ///
    /// # Errors
    /// If the contract does not have the operation or callback that the drift is for.
    pub fn add_drift(&self, drift: Drift) -> Result<(), ControlError> {
        self.state.add_drift(drift)
    }

    /// Lets this share of all answers and callbacks, from 0 to 1, differ from the contract, each in a class chosen at
    /// random. For the same seed and the same sequence of requests it is always the same.
    pub fn drift_at_random(&self, seed: u64, rate: f64) {
        self.state.drift_at_random(seed, rate);
    }

    /// The rules of drift that are in force, with the times that are left of each.
    pub fn drifts(&self) -> Vec<Drift> {
        self.state.injector.list()
    }

    /// No more drift. What was injected so far is forgotten.
    pub fn clear_drift(&self) {
        self.state.clear_drift();
    }

    /// The differences that were made so far, oldest first; of very many, the last 10,000.
    pub fn injected(&self) -> Vec<Injected> {
        self.state.injector.injected()
    }

    /// Stops the server: requests under way are answered, for at most 5 seconds, and the port is free afterwards.
    ///
    /// # Errors
    /// If something is missing in the data file, for want of room for example.
    pub async fn shutdown(mut self) -> io::Result<()> {
        self.stop.take();
        self.state.faults.end();
        if let Some(mut server) = self.server.take()
            && tokio::time::timeout(PATIENCE, &mut server).await.is_err()
        {
            server.abort();
            _ = server.await;
        }
        self.state.data.close().await.map_err(io::Error::other)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.take();
        self.state.faults.end();
        self.dispatcher.abort();
        if let Some(server) = self.server.take() {
            server.abort();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sandbox")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}
