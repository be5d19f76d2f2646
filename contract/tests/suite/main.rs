//! One program, so that what it tests is linked once and not for every file.

mod documents;
mod jsonpath;
mod mutations;
mod overlay;
mod problems;
mod references;
mod router;
mod schemas;
mod shared;
mod small;
mod texts;
mod upgrade;
