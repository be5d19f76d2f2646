//! Faults: answers that come late, broken, or never, as networks and gateways make them.

mod ending;
mod fault;
mod rules;

pub(crate) use ending::FaultPlan;
pub use fault::Fault;
pub(crate) use fault::When;
pub(crate) use rules::Faults;
