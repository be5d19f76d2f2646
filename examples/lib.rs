//! Nothing: each example stands for itself, in a file of its own.
