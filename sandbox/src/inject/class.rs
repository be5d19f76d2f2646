//! The classes of drift.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How an answer or a callback differs from the contract. The names are those of the drift checker's findings.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum DriftClass {
    /// A status of success that is not documented.
    #[serde(rename = "response.status")]
    ResponseStatus,
    /// A header that is not documented.
    #[serde(rename = "response.header")]
    ResponseHeader,
    /// JSON that is called plain text.
    #[serde(rename = "response.content_type")]
    ResponseContentType,
    /// A body that ends too early to be JSON.
    #[serde(rename = "response.not_json")]
    ResponseNotJson,
    /// A field that is not documented.
    #[serde(rename = "response.field")]
    ResponseField,
    /// A required field is missing.
    #[serde(rename = "response.required")]
    ResponseRequired,
    /// `null` in place of a value.
    #[serde(rename = "response.null")]
    ResponseNull,
    /// A number, sent as text.
    #[serde(rename = "response.text_for_number")]
    ResponseTextForNumber,
    /// A text, sent as a number.
    #[serde(rename = "response.number_for_text")]
    ResponseNumberForText,
    /// Another wrong type.
    #[serde(rename = "response.type")]
    ResponseType,
    /// A value that is not listed.
    #[serde(rename = "response.enum")]
    ResponseEnum,
    /// A text that does not have its form.
    #[serde(rename = "response.format")]
    ResponseFormat,
    /// An amount in rupiah with decimals.
    #[serde(rename = "response.fraction")]
    ResponseFraction,
    /// An amount that no 64-bit float holds.
    #[serde(rename = "response.precision")]
    ResponsePrecision,
    /// An error code that is not documented.
    #[serde(rename = "response.error_code")]
    ResponseErrorCode,
    /// A documented error code at another status than its own.
    #[serde(rename = "response.error_status")]
    ResponseErrorStatus,
    /// A value that was sent comes back as another.
    #[serde(rename = "across.echo")]
    AcrossEcho,
    /// A status that comes before the final one already answered.
    #[serde(rename = "across.status")]
    AcrossStatus,
    /// Another id than the one asked for.
    #[serde(rename = "across.id")]
    AcrossId,
    /// A field that is not documented, in a callback.
    #[serde(rename = "callback.field")]
    CallbackField,
    /// A required field is missing, in a callback.
    #[serde(rename = "callback.required")]
    CallbackRequired,
    /// `null` in place of a value, in a callback.
    #[serde(rename = "callback.null")]
    CallbackNull,
    /// A number, sent as text, in a callback.
    #[serde(rename = "callback.text_for_number")]
    CallbackTextForNumber,
    /// A text, sent as a number, in a callback.
    #[serde(rename = "callback.number_for_text")]
    CallbackNumberForText,
    /// Another wrong type, in a callback.
    #[serde(rename = "callback.type")]
    CallbackType,
    /// A value that is not listed, in a callback.
    #[serde(rename = "callback.enum")]
    CallbackEnum,
    /// A text that does not have its form, in a callback.
    #[serde(rename = "callback.format")]
    CallbackFormat,
    /// An amount in rupiah with decimals, in a callback.
    #[serde(rename = "callback.fraction")]
    CallbackFraction,
    /// An amount that no 64-bit float holds, in a callback.
    #[serde(rename = "callback.precision")]
    CallbackPrecision,
}

impl DriftClass {
    /// Every class.
    pub const ALL: &'static [DriftClass] = &[
        DriftClass::ResponseStatus,
        DriftClass::ResponseHeader,
        DriftClass::ResponseContentType,
        DriftClass::ResponseNotJson,
        DriftClass::ResponseField,
        DriftClass::ResponseRequired,
        DriftClass::ResponseNull,
        DriftClass::ResponseTextForNumber,
        DriftClass::ResponseNumberForText,
        DriftClass::ResponseType,
        DriftClass::ResponseEnum,
        DriftClass::ResponseFormat,
        DriftClass::ResponseFraction,
        DriftClass::ResponsePrecision,
        DriftClass::ResponseErrorCode,
        DriftClass::ResponseErrorStatus,
        DriftClass::AcrossEcho,
        DriftClass::AcrossStatus,
        DriftClass::AcrossId,
        DriftClass::CallbackField,
        DriftClass::CallbackRequired,
        DriftClass::CallbackNull,
        DriftClass::CallbackTextForNumber,
        DriftClass::CallbackNumberForText,
        DriftClass::CallbackType,
        DriftClass::CallbackEnum,
        DriftClass::CallbackFormat,
        DriftClass::CallbackFraction,
        DriftClass::CallbackPrecision,
    ];

    /// Those of an answer.
    pub(super) const ANSWERS: Range<usize> = 0..19;

    /// Those of a callback.
    pub(super) const CALLBACKS: Range<usize> = 19..29;

    /// The class in which an answer differs in the same way.
    pub(super) fn in_an_answer(self) -> DriftClass {
        match self {
            DriftClass::CallbackField => DriftClass::ResponseField,
            DriftClass::CallbackRequired => DriftClass::ResponseRequired,
            DriftClass::CallbackNull => DriftClass::ResponseNull,
            DriftClass::CallbackTextForNumber => DriftClass::ResponseTextForNumber,
            DriftClass::CallbackNumberForText => DriftClass::ResponseNumberForText,
            DriftClass::CallbackType => DriftClass::ResponseType,
            DriftClass::CallbackEnum => DriftClass::ResponseEnum,
            DriftClass::CallbackFormat => DriftClass::ResponseFormat,
            DriftClass::CallbackFraction => DriftClass::ResponseFraction,
            DriftClass::CallbackPrecision => DriftClass::ResponsePrecision,
            class => class,
        }
    }

    pub(super) fn is_of_callback(self) -> bool {
        self.in_an_answer() != self
    }
}
