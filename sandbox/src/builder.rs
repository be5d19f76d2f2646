//! The settings of a sandbox.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::{fmt, io};

use tokio::net::TcpListener;

use crate::api::Api;
use crate::controls;
use crate::data::Data;
#[cfg(feature = "data")]
use crate::data::file::DataFile;
use crate::faults::Fault;
use crate::inject::{Drift, Random};
use crate::keys::Keys;
use crate::request_log::{OnRequest, RecordedRequest};
use crate::sandbox::Sandbox;
use crate::state::{AppState, Settings};
use crate::world::World;
use crate::world::account::Defaults;

impl Sandbox {
    /// Starts a server on a free port of 127.0.0.1, within the current Tokio runtime.
    ///
    /// # Errors
    /// If no port can be bound.
    pub async fn start() -> io::Result<Sandbox> {
        Sandbox::builder().start().await
    }

    /// Starts with other settings than the usual ones.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

/// Settings of a [`Sandbox`].
#[derive(Default)]
pub struct Builder {
    host: Option<IpAddr>,
    port: u16,
    on_request: Option<OnRequest>,
    keys: Keys,
    #[cfg(feature = "data")]
    data: Option<PathBuf>,
    is_strict: bool,
    limits_rates: bool,
    fault_seed: u64,
    faults: Vec<Fault>,
    drifts: Vec<Drift>,
    random_drift: Option<Random>,
    callback_url: Option<String>,
    callback_token: Option<String>,
    overlays: Vec<PathBuf>,
}

impl Builder {
    /// Where callbacks of every account go that has no URL set, and whose request names none. Without this call they
    /// are only noted, in [`Sandbox::deliveries`].
    #[must_use]
    pub fn callback_url(mut self, url: impl Into<String>) -> Builder {
        self.callback_url = Some(url.into());
        self
    }

    /// The callback token of every account that has no other set. Without this call it is `sandbox-callback-token`.
    #[must_use]
    pub fn callback_token(mut self, token: impl Into<String>) -> Builder {
        self.callback_token = Some(token.into());
        self
    }

    /// Changes the contract that this OpenAPI Overlay `extends`, `xendit.yaml` or `finpay.yaml`. A field that it adds is
    /// answered with its example or default, an operation with its example.
    #[must_use]
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Builder {
        self.overlays.push(file.into());
        self
    }

    /// Refuses what the vendor takes although no document says so: unknown fields, other forms of array filters,
    /// untidy paths. Without this call such things are accepted and noted in [`Sandbox::requests`].
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Builder {
        self.is_strict = strict;
        self
    }

    /// The keys to know. Without this call each key that begins with `xnd_development_` or `xnd_public_development_` is
    /// an account of its own, and Finpay takes any user and password.
    #[must_use]
    pub fn keys(mut self, keys: Keys) -> Builder {
        self.keys = keys;
        self
    }

    /// Keeps the state, and the clock, in this SQLite file over restarts. What a request changed is in the file before
    /// its answer goes out. The file is made if it is not there, and belongs to one sandbox at a time, until its
    /// [`Sandbox::shutdown`].
    #[cfg(feature = "data")]
    #[must_use]
    pub fn data(mut self, file: impl Into<PathBuf>) -> Builder {
        self.data = Some(file.into());
        self
    }

    /// Refuses requests over the documented limits with 429. Without this call they are only counted, in the headers.
    #[must_use]
    pub fn rate_limits(mut self, limits: bool) -> Builder {
        self.limits_rates = limits;
        self
    }

    /// As [`Sandbox::add_fault`], from the first request.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Builder {
        self.faults.push(fault);
        self
    }

    /// The seed of the faults that come with a probability, and of random latencies; 0 without this call.
    #[must_use]
    pub fn fault_seed(mut self, seed: u64) -> Builder {
        self.fault_seed = seed;
        self
    }

    /// As [`Sandbox::add_drift`], from the first request.
    #[must_use]
    pub fn drift(mut self, drift: Drift) -> Builder {
        self.drifts.push(drift);
        self
    }

    /// As [`Sandbox::drift_at_random`], from the first request.
    #[must_use]
    pub fn drift_at_random(mut self, seed: u64, rate: f64) -> Builder {
        self.random_drift = Some((seed, rate));
        self
    }

    /// The address to listen on, 127.0.0.1 without this call. On any other one whoever reaches it can do everything: keys are
    /// not secret here, and the controls need none. The pages that answers link to are on the host that a request names.
    #[must_use]
    pub fn host(mut self, host: IpAddr) -> Builder {
        self.host = Some(host);
        self
    }

    /// The port to listen on; 0, as without this call, for a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Builder {
        self.port = port;
        self
    }

    /// Calls this with every request, before its answer goes out.
    #[must_use]
    pub fn on_request(
        mut self,
        on_request: impl Fn(&RecordedRequest) + Send + Sync + 'static,
    ) -> Builder {
        self.on_request = Some(Box::new(on_request));
        self
    }

    /// Starts the server within the current Tokio runtime.
    ///
    /// # Errors
    /// If the port cannot be bound, the data file cannot be read or is in use, the callback URL is neither http nor
    /// https, an overlay cannot be applied, or a fault or drift is for an operation that the contract does not have.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        if let Some(url) = &self.callback_url
            && !controls::is_callback_url(url)
        {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a callback goes to an http or https URL",
            ));
        }
        let api = Api::with(&self.overlays).map_err(io::Error::other)?;
        for fault in &self.faults {
            fault.check(api).map_err(io::Error::other)?;
        }
        for drift in &self.drifts {
            drift.check(api).map_err(io::Error::other)?;
        }
        let host = self.host.unwrap_or(Ipv4Addr::LOCALHOST.into());
        let listener = TcpListener::bind((host, self.port)).await?;
        let settings = Settings {
            base_url: format!("http://{}", listener.local_addr()?),
            is_local: host.is_loopback(),
            keys: std::mem::take(&mut self.keys),
            is_strict: self.is_strict,
            limits_rates: self.limits_rates,
            fault_seed: self.fault_seed,
            faults: std::mem::take(&mut self.faults),
            drifts: std::mem::take(&mut self.drifts),
            random_drift: self.random_drift,
        };
        let (mut world, data) = self.open().await?;
        world.defaults = Arc::new(Defaults {
            callback_url: self.callback_url,
            callback_token: self.callback_token,
        });
        let state = AppState::new(api, settings, world, data, self.on_request);
        Ok(Sandbox::serve(listener, state))
    }
}

impl Builder {
    /// The state to begin with, and where its changes are kept.
    #[cfg(feature = "data")]
    async fn open(&self) -> io::Result<(World, Data)> {
        let mut world = World::default();
        let Some(path) = &self.data else {
            return Ok((world, Data::default()));
        };
        let (file, store, clock) = DataFile::open(path).await?;
        (world.store, world.clock) = (store, clock);
        Ok((world, Data { file: Some(file) }))
    }

    #[cfg(not(feature = "data"))]
    #[allow(clippy::unused_async, clippy::unused_self)]
    async fn open(&self) -> io::Result<(World, Data)> {
        Ok((World::default(), Data::default()))
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Builder")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
