//! A rule for answers and callbacks that differ from the contract.

use serde::{Deserialize, Serialize};

use crate::api::Api;
use crate::control_error::ControlError;
use crate::inject::class::DriftClass;

/// A rule for answers that differ from the contract. Of several rules that can be applied to an answer the first
/// counts; an answer drifts at one place only.
///
/// Written as JSON, as `POST /_sandbox/drift` takes it:
/// `{"class": "response.enum", "operation": "get_invoice", "pointer": "/status", "times": 1}`.
///
/// ```
/// use bayar_sandbox::{Drift, DriftClass};
///
/// let drift = Drift::new(DriftClass::ResponseNull).operation("get_invoice").pointer("/description");
/// let same = r#"{"class":"response.null","operation":"get_invoice","pointer":"/description"}"#;
/// assert_eq!(serde_json::from_str::<Drift>(same).unwrap(), drift);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drift {
    pub(super) class: DriftClass,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u64>,
}

impl Drift {
    /// Every answer, or callback, to which the class can be applied.
    pub fn new(class: DriftClass) -> Drift {
        Drift {
            class,
            operation: None,
            pointer: None,
            times: None,
        }
    }

    /// Only answers of the operation with this `operationId`, or callbacks with it.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Drift {
        self.operation = Some(id.into());
        self
    }

    /// At this place of the body, as a JSON pointer in which `*` stands for every item or field; for an extra field
    /// the place where it will stand. Without this call a place is chosen.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Drift {
        self.pointer = Some(pointer.into());
        self
    }

    /// So often, then no more. Answers to which it cannot be applied do not count.
    #[must_use]
    pub fn times(mut self, times: u64) -> Drift {
        self.times = Some(times);
        self
    }

    /// Whether the contract has what the rule is for.
    pub(crate) fn check(&self, api: &Api) -> Result<(), ControlError> {
        let Some(id) = &self.operation else {
            return Ok(());
        };
        let (is_known, kind) = if self.class.is_of_callback() {
            (api.callbacks.contains_key(id), "callback")
        } else {
            (api.operation(id).is_some(), "operation")
        };
        if is_known {
            return Ok(());
        }
        Err(ControlError::invalid(format!(
            "the contract has no {kind} `{id}`"
        )))
    }

    pub(super) fn fits(&self, operation: &str) -> bool {
        self.times != Some(0) && self.operation.as_deref().is_none_or(|id| id == operation)
    }
}
