//! A rule for answers and callbacks that differ from the contract.

use bayar_contract::class::{Class, Subject};
use serde::{Deserialize, Serialize};

use crate::api::Api;
use crate::control_error::ControlError;
use crate::inject::class::{ANSWERS, CALLBACKS};

/// A rule for answers that differ from the contract. Of several rules that can be applied to an answer the first
/// counts; an answer drifts at one place only.
///
/// Written as JSON, as `POST /_sandbox/drift` takes it:
/// `{"class": "response.enum", "operation": "get_invoice", "pointer": "/status", "times": 1}`.
///
/// ```
/// use bayar_sandbox::{Class, Drift, Problem};
///
/// let drift = Drift::new(Class::response(Problem::Null)).operation("get_invoice").pointer("/description");
/// let same = r#"{"class":"response.null","operation":"get_invoice","pointer":"/description"}"#;
/// assert_eq!(serde_json::from_str::<Drift>(same).unwrap(), drift);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drift {
    pub(super) class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) times: Option<u64>,
}

impl Drift {
    /// Every class that a rule can have. Their names are those of the drift checker's findings, and one can be read from
    /// its name: `"response.enum".parse::<Class>()`.
    ///
    /// | class | the answer, or callback | applies to |
    /// | --- | --- | --- |
    /// | `response.status` | a status of success that is not documented | a success |
    /// | `response.header` | a header that is not documented | any answer |
    /// | `response.content_type` | JSON that is called plain text | any answer |
    /// | `response.not_json` | a body that ends too early to be JSON | any answer |
    /// | `response.error_code` | an error code that is not documented | an error |
    /// | `response.error_status` | a documented code at another status than its own | an error |
    /// | `response.field`, `callback.field` | a field that is not documented | an object |
    /// | `response.required`, `callback.required` | lacks a required field | a required field |
    /// | `response.null`, `callback.null` | `null` in place of a value | a field |
    /// | `response.text_for_number`, `callback.text_for_number` | a number, sent as text | a number |
    /// | `response.number_for_text`, `callback.number_for_text` | a text, sent as a number | a text |
    /// | `response.type`, `callback.type` | another wrong type: an object for a text, an array for an object | any field |
    /// | `response.enum`, `callback.enum` | a value that is not listed | an enumerated value |
    /// | `response.format`, `callback.format` | a text without its form | a timestamp, URL, email, amount as text, hex id, digits |
    /// | `response.fraction`, `callback.fraction` | an amount in rupiah with decimals | an amount |
    /// | `response.precision`, `callback.precision` | an amount that no 64-bit float holds | an amount |
    /// | `across.echo` | not the external id, reference or amount that was sent | what was sent |
    /// | `across.status` | a status that comes before the final one already answered | a final status |
    /// | `across.id` | another id than the one asked for | the id of the path |
    pub fn classes() -> impl Iterator<Item = Class> {
        ANSWERS.iter().chain(CALLBACKS).copied()
    }

    /// Every answer, or callback, to which the class can be applied. A class that no rule can have is refused where the
    /// rule is added.
    pub fn new(class: Class) -> Drift {
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

    /// Whether answers can differ so, and the contract has what the rule is for.
    pub(crate) fn check(&self, api: &Api) -> Result<(), ControlError> {
        if Drift::classes().all(|class| class != self.class) {
            return Err(ControlError::invalid(format!(
                "an answer or a callback cannot differ by `{}`",
                self.class
            )));
        }
        let Some(id) = &self.operation else {
            return Ok(());
        };
        let (is_known, kind) = if self.class.subject == Subject::Callback {
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
