//! One program, so that what it tests is linked once and not for every file.

mod documents;
mod documents_edits;
mod documents_errata;
