//! Faults, drift, and errors that are ordered.

use crate::control_error::ControlError;
use crate::faults::Fault;
use crate::inject::Drift;
use crate::state::AppState;
use crate::world::World;

impl AppState {
    pub(crate) fn refuse_next(&self, operation: &str, code: &str) -> Result<(), ControlError> {
        if !self.api.has_error(operation, code) {
            return Err(ControlError::invalid(format!(
                "the contract has no operation `{operation}` with an error `{code}`"
            )));
        }
        self.with_world(|world| world.refusals.push((operation.to_owned(), code.to_owned())));
        Ok(())
    }

    pub(crate) fn add_fault(&self, fault: Fault) -> Result<(), ControlError> {
        fault.check(self.api)?;
        self.faults.add(fault);
        if self.faults.may_lag() {
            self.with_world(World::begin_counts);
        }
        self.rules_changed();
        Ok(())
    }

    pub(crate) fn clear_faults(&self) {
        self.faults.begin(self.settings.fault_seed, Vec::new());
        self.rules_changed();
    }

    pub(crate) fn add_drift(&self, drift: Drift) -> Result<(), ControlError> {
        drift.check(self.api)?;
        self.injector.add(drift);
        self.rules_changed();
        Ok(())
    }

    pub(crate) fn drift_at_random(&self, seed: u64, rate: f64) {
        self.injector.at_random(seed, rate);
        self.rules_changed();
    }

    pub(crate) fn clear_drift(&self) {
        self.injector.begin(Vec::new(), None);
        self.rules_changed();
    }
}
