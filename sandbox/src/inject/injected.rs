//! What was made to differ.

use bayar_contract::class::Class;
use serde::{Deserialize, Serialize};

/// A drift that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Injected {
    /// How the answer, or callback, differs.
    pub class: Class,
    /// The `operationId` of the operation or of the callback.
    pub operation: String,
    /// Where in the body it differs; empty for what is not at one place of it.
    pub pointer: String,
    /// What stood there, as JSON; nothing if nothing did.
    pub instead_of: Option<String>,
    /// What was sent, as JSON; nothing if something was left out. For a header its name.
    pub sent: Option<String>,
    /// The [`number`](crate::RecordedRequest::number) of the request.
    pub request: Option<u64>,
    /// The delivery, for a callback.
    pub delivery: Option<String>,
}
