//! What no single message shows: values that are not echoed, ids that were not asked for, statuses that go backwards.

use std::borrow::Cow;

use hifijson::value::Value as J;

use crate::check::context::Context;
use crate::check::findings::Place;
use crate::check::history::{Seen, Step, is_backwards, resource, status_words};
use crate::check::scope::{Scope, seen};
use crate::check::words::severity;
use crate::contract::Operation;
use crate::contract::schema::Schema;
use crate::finding::{Class, Direction, Part, Problem};
use crate::json::{self, Json};

impl Scope<'_> {
    /// Checks that an answer repeats what was sent.
    pub(crate) fn check_echo(&mut self, request: &Json<'_>, response: &Json<'_>) {
        let at = self.received(Part::Body);
        let operation = self.operation;
        for name in &operation.echoes {
            let (Some(sent), Some(answered)) =
                (json::get(request, name), json::get(response, name))
            else {
                continue;
            };
            let (Some(sent_text), Some(answered_text)) = (json::text(sent), json::text(answered))
            else {
                continue;
            };
            let schema = answer_field(operation, name);
            let is_same = if schema.is_some_and(Schema::is_money) {
                json::is_same_number(sent_text, answered_text)
            } else {
                sent_text == answered_text
            };
            if !is_same {
                self.across(Problem::Echo, schema, name, &at.field(name), sent, answered);
            }
        }
    }

    /// Checks that an answer is about what was asked for.
    pub(crate) fn check_asked(
        &mut self,
        path: &[(&str, Cow<'_, str>)],
        query: &[(Cow<'_, str>, Cow<'_, str>)],
        response: &Json<'_>,
    ) {
        let operation = self.operation;
        let Some((parameter, field)) = &operation.asked else {
            return;
        };
        let in_path = path
            .iter()
            .find(|(name, _)| name == parameter)
            .map(|(_, value)| value);
        let in_query = || {
            query
                .iter()
                .find(|(name, _)| name == parameter)
                .map(|(_, value)| value)
        };
        // The path names a resource by the provider's id, the query by what the merchant called it.
        let (problem, asked) = match in_path {
            Some(asked) => (Problem::Id, asked),
            None => match in_query() {
                Some(asked) => (Problem::Echo, asked),
                None => return,
            },
        };
        let at = self.received(Part::Body);
        let asked: Json<'_> = J::String(Cow::Borrowed(asked));
        match response {
            J::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.check_asked_of(problem, &asked, field, item, &at.index(index));
                }
            }
            object => self.check_asked_of(problem, &asked, field, object, &at),
        }
    }

    fn check_asked_of(
        &mut self,
        problem: Problem,
        asked: &Json<'_>,
        field: &str,
        object: &Json<'_>,
        at: &Context<'_>,
    ) {
        let Some(answered) = json::get(object, field) else {
            return;
        };
        if json::text(answered).is_some_and(|text| Some(text) != json::text(asked)) {
            let schema = answer_field(self.operation, field);
            self.across(problem, schema, field, &at.field(field), asked, answered);
        }
    }

    fn across(
        &mut self,
        problem: Problem,
        schema: Option<&Schema>,
        name: &str,
        at: &Context<'_>,
        sent: &Json<'_>,
        answered: &Json<'_>,
    ) {
        let words = || {
            (
                seen(sent, Some(name), schema),
                seen(answered, Some(name), schema),
            )
        };
        let class = Class::across(problem);
        let origin = schema.map_or(&self.operation.origin, |schema| &schema.origin);
        let is_money = schema.is_some_and(Schema::is_money);
        self.add(class, severity(class), origin, is_money, at, "", words);
    }

    /// Notes a status that an object has, if the object says whose it is.
    pub(crate) fn note_status(&mut self, schema: &Schema, object: &Json<'_>, at: &Context<'_>) {
        if at.direction == Direction::Request || at.trial.is_some() {
            return;
        }
        let (Some(values), Place::Field(_, name)) = (&schema.values, at.place) else {
            return;
        };
        let vendor = self.contracts.vendor(self.operation);
        let names = vendor.identified_by.iter();
        let mut names = names.filter_map(|name| json::get(object, name));
        let (Some(J::String(id)), Some(J::String(status))) =
            (names.next(), json::get(object, name))
        else {
            return;
        };
        // Others are reported by themselves; where they come in its history, nobody knows.
        if !values.points.contains_key(status.as_ref()) {
            return;
        }
        let seen = Seen {
            entry: self.entry,
            operation: self.index,
            place: &at.place,
            time: self.time,
        };
        let [before, after] = self.history.note(resource(schema, id), status, seen);
        let steps = [
            before.as_deref().map(|before| (before, status.as_ref())),
            after.as_deref().map(|after| (status.as_ref(), after)),
        ];
        for (before, after) in steps.into_iter().flatten() {
            let step = Step { before, after };
            if is_backwards(&step, schema, vendor) {
                let (_, key) = status_words(&step);
                let class = Class::across(Problem::Status);
                self.add(
                    class,
                    severity(class),
                    &schema.origin,
                    false,
                    at,
                    &key,
                    || status_words(&step),
                );
            }
        }
    }
}

fn answer_field<'c>(operation: &'c Operation, name: &str) -> Option<&'c Schema> {
    let schema = operation.answer()?;
    let schema = schema.items.as_deref().unwrap_or(schema);
    schema.field_of_any(name).map(|field| &field.schema)
}
