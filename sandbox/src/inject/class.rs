//! The classes in which an answer or a callback can be made to differ.

use bayar_contract::class::{Class, Problem as P};

/// Those of an answer.
pub(super) const ANSWERS: &[Class] = &[
    Class::response(P::Status),
    Class::response(P::Header),
    Class::response(P::ContentType),
    Class::response(P::NotJson),
    Class::response(P::Field),
    Class::response(P::Required),
    Class::response(P::Null),
    Class::response(P::TextForNumber),
    Class::response(P::NumberForText),
    Class::response(P::Type),
    Class::response(P::Enum),
    Class::response(P::Format),
    Class::response(P::Fraction),
    Class::response(P::Precision),
    Class::response(P::ErrorCode),
    Class::response(P::ErrorStatus),
    Class::across(P::Echo),
    Class::across(P::Status),
    Class::across(P::Id),
];

/// Those of a callback.
pub(super) const CALLBACKS: &[Class] = &[
    Class::callback(P::Field),
    Class::callback(P::Required),
    Class::callback(P::Null),
    Class::callback(P::TextForNumber),
    Class::callback(P::NumberForText),
    Class::callback(P::Type),
    Class::callback(P::Enum),
    Class::callback(P::Format),
    Class::callback(P::Fraction),
    Class::callback(P::Precision),
];
