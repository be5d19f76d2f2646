//! Which callbacks were seen: the trait for your own store, and one in memory.

use std::collections::HashSet;
use std::convert::Infallible;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use super::DeduplicationKey;

/// Remembers the callbacks that were seen, so that each takes effect once.
pub trait Store: Send + Sync {
    /// Why the store could not be asked.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Tells whether this key was seen before, and remembers it from now on, in one step: of any
    /// number of calls at once, exactly one is answered with `false`.
    ///
    /// # Errors
    /// If the store cannot be asked. Do not act on the callback then, and do not answer it with
    /// success: it comes again.
    fn seen(
        &self,
        key: &DeduplicationKey,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Forgets a key whose effect has failed, so that the repetition of the callback counts.
    ///
    /// # Errors
    /// If the store cannot be asked.
    fn forget(
        &self,
        key: &DeduplicationKey,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// Remembers in memory: for one process, for as long as it runs, and without an end to it.
/// Clones share what they remember.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Mutex<HashSet<DeduplicationKey>>>);

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashSet<DeduplicationKey>) -> T) -> T {
        // A set is whole after a panic elsewhere.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store for MemoryStore {
    type Error = Infallible;

    async fn seen(&self, key: &DeduplicationKey) -> Result<bool, Infallible> {
        Ok(!self.with(|keys| keys.insert(key.clone())))
    }

    async fn forget(&self, key: &DeduplicationKey) -> Result<(), Infallible> {
        self.with(|keys| keys.remove(key));
        Ok(())
    }
}
