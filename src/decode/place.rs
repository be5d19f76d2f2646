//! Where a value goes.

use std::borrow::Cow;

use super::{Object, Tolerant};
use crate::exact::Shape;

/// Where a value goes, by what is taken from it. What was there before is gone after reading, whatever came.
#[doc(hidden)]
pub enum Place<'p> {
    /// A text, or a scalar as text.
    Text(&'p mut dyn TextPlace),
    /// True or false.
    Flag(&'p mut Option<bool>),
    /// The JSON of the value, digit by digit.
    Json(&'p mut dyn JsonPlace, Shape),
    /// The members of an object.
    Object(&'p mut dyn ObjectPlace),
    /// The items of a list.
    List(&'p mut dyn ListPlace),
}

/// Takes a text.
#[doc(hidden)]
pub trait TextPlace {
    /// Takes it, or that there is none.
    fn set(&mut self, text: Option<Cow<'_, str>>);
}

impl<T: From<String> + for<'a> From<&'a str>> TextPlace for Option<T> {
    fn set(&mut self, text: Option<Cow<'_, str>>) {
        *self = text.map(|text| match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        });
    }
}

/// Takes JSON.
#[doc(hidden)]
pub trait JsonPlace {
    /// Takes it, or that there is none that is exact. Of a whole answer it has to show something.
    fn set(&mut self, json: Option<Cow<'_, str>>, is_whole: bool);
}

/// Takes the members of an object.
#[doc(hidden)]
pub trait ObjectPlace {
    /// An object without any member.
    fn start(&mut self) -> &mut dyn Object;
    /// Takes a text that stands in its place, if that means something, or that there is nothing.
    fn set(&mut self, text: Option<&str>);
}

impl<T: Object + Default> ObjectPlace for Option<T> {
    fn start(&mut self) -> &mut dyn Object {
        self.insert(T::default())
    }

    fn set(&mut self, text: Option<&str>) {
        *self = text.and_then(T::of_text);
    }
}

/// Takes the items of a list.
#[doc(hidden)]
pub trait ListPlace {
    /// Takes items as long as `next` reads one; whether there is a list then. Of items that show nothing a whole list
    /// does not become one of nothing.
    fn fill(&mut self, next: &mut dyn FnMut(Place<'_>) -> bool, is_whole: bool) -> bool;
    /// Takes one item that stands in the place of the list; whether there is one.
    fn single(&mut self, read: &mut dyn FnMut(Place<'_>)) -> bool;
    /// Takes that there is no list.
    fn clear(&mut self);
}

impl<T: Tolerant> ListPlace for Vec<T> {
    fn fill(&mut self, next: &mut dyn FnMut(Place<'_>) -> bool, is_whole: bool) -> bool {
        self.clear();
        let mut is_empty = true;
        let mut item = None;
        while next(T::place(&mut item)) {
            self.extend(item.take());
            is_empty = false;
        }
        !is_whole || is_empty || !self.is_empty()
    }

    fn single(&mut self, read: &mut dyn FnMut(Place<'_>)) -> bool {
        self.clear();
        let mut item = None;
        read(T::place(&mut item));
        self.extend(item);
        !self.is_empty()
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Tolerant> ListPlace for Option<Vec<T>> {
    fn fill(&mut self, next: &mut dyn FnMut(Place<'_>) -> bool, is_whole: bool) -> bool {
        let is_list = self.insert(Vec::new()).fill(next, is_whole);
        if !is_list {
            *self = None;
        }
        is_list
    }

    fn single(&mut self, read: &mut dyn FnMut(Place<'_>)) -> bool {
        let is_item = self.insert(Vec::new()).single(read);
        if !is_item {
            *self = None;
        }
        is_item
    }

    fn clear(&mut self) {
        *self = None;
    }
}
