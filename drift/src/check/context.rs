//! Where in a message a check is, and how what stands there is read.

use std::cell::Cell;

use crate::check::findings::Place;
use crate::finding::{Class, Direction, Part, Problem, Subject};

/// The place that is checked; handed on to what lies within it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c> {
    pub(crate) direction: Direction,
    pub(crate) part: Part,
    pub(crate) place: Place<'c>,
    /// What was seen here, where an erratum may be about that alone. Not redacted, and kept nowhere.
    pub(crate) value: Option<&'c str>,
    /// Whether every value is a text, as in a query or a form.
    pub(crate) is_text: bool,
    /// Whether amounts have no fraction: their currency is one without, or none was named.
    pub(crate) is_whole: bool,
    /// Whether codes of errors are checked elsewhere.
    pub(crate) skips_code: bool,
    /// While it is only tried whether a value fits: whether something did not.
    pub(crate) trial: Option<&'c Cell<bool>>,
}

impl<'c> Context<'c> {
    /// A field, a parameter or a header.
    pub(crate) fn field(&'c self, name: &'c str) -> Context<'c> {
        Context {
            place: Place::Field(&self.place, name),
            ..*self
        }
    }

    /// An item of an array.
    pub(crate) fn index(&'c self, index: usize) -> Context<'c> {
        Context {
            place: Place::Index(&self.place, index),
            ..*self
        }
    }

    /// The same place, at which this was seen.
    pub(crate) fn seeing(&self, value: &'c str) -> Context<'c> {
        Context {
            value: Some(value),
            ..*self
        }
    }

    /// The class of a problem here.
    pub(crate) fn class(&self, problem: Problem) -> Class {
        let subject = match self.direction {
            Direction::Request => Subject::Request,
            Direction::Callback => Subject::Callback,
            Direction::Response | Direction::Document => Subject::Response,
        };
        Class::new(subject, problem)
    }

    /// What is wrong with a name here that the contract does not have.
    pub(crate) fn undocumented(&self) -> Problem {
        match self.part {
            Part::Query => Problem::Query,
            Part::Header => Problem::Header,
            _ => Problem::Field,
        }
    }

    /// The same place where every value is a text, or none has to be.
    pub(crate) fn with_texts(self, is_text: bool) -> Context<'c> {
        Context { is_text, ..self }
    }

    /// The same value, about which nothing is reported.
    pub(crate) fn on_trial(&self, has_failed: &'c Cell<bool>) -> Context<'c> {
        Context {
            place: Place::Root,
            trial: Some(has_failed),
            ..*self
        }
    }

    /// Whether it was tried and does not fit.
    pub(crate) fn has_failed(&self) -> bool {
        self.trial.is_some_and(Cell::get)
    }
}
