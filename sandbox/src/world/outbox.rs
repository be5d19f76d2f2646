//! Callbacks that are still to be sent, by the ids of their deliveries.

/// Callbacks that wait, are held back or on their way.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// To be sent now, each in the queue of its resource.
    pub(crate) waiting: Vec<String>,
    pub(crate) is_held: bool,
    /// Each callback that is taken goes out a second time.
    pub(crate) has_duplicates: bool,
    /// In the order in which they were to be sent.
    pub(crate) held: Vec<String>,
    /// Released together: they go out one after another, in this order.
    pub(crate) released: Vec<String>,
    /// How many the dispatcher has.
    pub(crate) under_way: usize,
    /// Counts resets: what is on its way then belongs to a world that is no more.
    pub(crate) era: u64,
}

impl Outbox {
    pub(crate) fn begin_anew(&mut self) {
        *self = Outbox {
            era: self.era + 1,
            ..Outbox::default()
        };
    }
}
