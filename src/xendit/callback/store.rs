//! Which callbacks took effect: the trait for your own store, and one in memory.

use std::collections::HashSet;
use std::convert::Infallible;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use super::DeduplicationKey;

/// Remembers the callbacks that took effect, so that a repetition has none.
///
/// A process can die between any two lines. An effect in your own database goes into one
/// transaction with its key (`SqlStore::seen_in`), any other between [`contains`](Self::contains)
/// and [`seen`](Self::seen). The [guide](crate::guide::callbacks#exactly-once-in-effect) shows
/// both, and tells what each order can lose or repeat. Methods that come later will have a default.
pub trait Store: Send + Sync {
    /// Why the store could not be asked.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Whether this key was seen: whether the callback took effect, and this is a repetition.
    ///
    /// # Errors
    /// If the store cannot be asked. Do not answer the callback with success then: it comes again.
    fn contains(
        &self,
        key: &DeduplicationKey,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Remembers this key from now on, and tells whether it was seen before, in one step: of any
    /// number of calls at once, exactly one is answered with `false`.
    ///
    /// Call it **after** the effect. A process that dies between the two has the effect again when
    /// the callback is repeated, with the same key, so the effect must be idempotent by it. Called
    /// before the effect, the effect is lost for good instead: every repetition is answered with
    /// `true`. That is only for what is better lost than done twice.
    ///
    /// # Errors
    /// If the store cannot be asked. Do not answer the callback with success then: it comes again.
    fn seen(
        &self,
        key: &DeduplicationKey,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;
}

/// Remembers in memory: for one process, for as long as it runs, and without an end to it. After
/// a restart every repetition is a first time. Clones share what they remember.
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

    async fn contains(&self, key: &DeduplicationKey) -> Result<bool, Infallible> {
        Ok(self.with(|keys| keys.contains(key)))
    }

    async fn seen(&self, key: &DeduplicationKey) -> Result<bool, Infallible> {
        Ok(!self.with(|keys| keys.insert(key.clone())))
    }
}
