//! What the spec says of an operation, as the generator writes it down.

pub(crate) use std::ops::Bound;

/// One method on one path.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// Whether it is one of the spec's, and not a request of the caller's own.
    pub(crate) documented: bool,
    /// Money may leave the account: the outcome must never be guessed.
    pub(crate) money_out: bool,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) body: Option<Kind>,
    pub(crate) rules: &'static [Rule],
    /// Every error code that it may answer: the HTTP status (0 where the document names none), the
    /// code, and whether it was only observed.
    pub(crate) error_codes: &'static [(u16, &'static str, bool)],
}

/// A path, query or header parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) field: Field,
    pub(crate) location: Location,
    /// A list that the document prints as JSON text.
    pub(crate) json_text: bool,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

/// An object of a request.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) fields: &'static [Field],
    pub(crate) rules: &'static [Rule],
}

/// A field or a parameter.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    /// Whether the server was seen to refuse what is required and missing, as far as anybody knows.
    pub(crate) enforced: bool,
    pub(crate) kind: Kind,
    pub(crate) source: Source,
}

/// Where the documents say what a field is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    /// The line that names it.
    pub(crate) field: &'static str,
    /// Where limits are stated if not there, by the keyword of the limit.
    limits: &'static [(&'static str, &'static str)],
}

/// What a value must be like. Amounts are decimal texts: no float is near.
#[derive(Debug)]
pub(crate) enum Kind {
    Any,
    Text {
        min: Option<usize>,
        max: Option<usize>,
        pattern: Option<&'static str>,
    },
    /// One of these texts.
    Enum(&'static [&'static str]),
    Email,
    Timestamp,
    Amount {
        min: Bound<&'static str>,
        max: Bound<&'static str>,
        whole: bool,
    },
    Integer {
        min: Bound<i64>,
        max: Bound<i64>,
    },
    List {
        min: Option<usize>,
        max: Option<usize>,
        items: &'static Kind,
    },
    Object(&'static Object),
    OneOf {
        tag: &'static str,
        variants: &'static [(&'static str, &'static Object)],
    },
}

// The generator writes these: one line each.
impl Field {
    pub(crate) const fn new(
        name: &'static str,
        required: bool,
        kind: Kind,
        source: Source,
    ) -> Self {
        Self {
            name,
            required,
            enforced: true,
            kind,
            source,
        }
    }

    pub(crate) const fn not_enforced(mut self) -> Self {
        self.enforced = false;
        self
    }
}

impl Source {
    pub(crate) const fn new(
        field: &'static str,
        limits: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { field, limits }
    }

    /// Where a limit is stated.
    pub(crate) fn of(&self, keyword: &str) -> &'static str {
        let mut limits = self.limits.iter();
        let stated = limits.find(|(limit, _)| *limit == keyword);
        stated.map_or(self.field, |(_, source)| source)
    }
}

impl Kind {
    pub(crate) const fn text(
        min: Option<usize>,
        max: Option<usize>,
        pattern: Option<&'static str>,
    ) -> Self {
        Self::Text { min, max, pattern }
    }

    pub(crate) const fn amount(
        min: Bound<&'static str>,
        max: Bound<&'static str>,
        whole: bool,
    ) -> Self {
        Self::Amount { min, max, whole }
    }

    pub(crate) const fn integer(min: Bound<i64>, max: Bound<i64>) -> Self {
        Self::Integer { min, max }
    }

    pub(crate) const fn list(min: Option<usize>, max: Option<usize>, items: &'static Self) -> Self {
        Self::List { min, max, items }
    }
}

/// A rule over several fields.
#[derive(Debug)]
pub(crate) enum Rule {
    Requires {
        field: &'static str,
        needs: &'static str,
        source: &'static str,
    },
    Together {
        fields: &'static [&'static str],
        source: &'static str,
    },
    Only {
        field: &'static str,
        when: &'static str,
        values: &'static [&'static str],
        source: &'static str,
    },
    When {
        field: &'static str,
        /// As JSON.
        equals: &'static str,
        then: &'static str,
        pattern: Option<&'static str>,
        minimum: Option<&'static str>,
        maximum: Option<&'static str>,
        required: bool,
        says: &'static str,
        source: &'static str,
    },
}
