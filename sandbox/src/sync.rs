//! Locks.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is locked here, a panic elsewhere leaves whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
