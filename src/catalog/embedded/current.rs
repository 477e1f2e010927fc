//! The state in use: read by many threads, replaced as one when it fails.

use std::sync::{Arc, PoisonError, RwLock};

use super::{
    fault::{Fault, guarded},
    state::State,
};
use crate::catalog::{error::CatalogError, stamps::Stamps};

/// The state that answers now.
#[derive(Debug, Default)]
pub(super) struct CurrentState {
    // Held for the time of a copy only; written when the state is replaced.
    now: RwLock<Now>,
    pub(super) stamps: Stamps,
}

#[derive(Clone, Debug, Default)]
struct Now {
    state: Option<Arc<State>>,
    /// Which state this is: raised by each replacement.
    turn: u64,
}

/// A state failed: which one, and why.
#[derive(Clone, Debug)]
pub(super) struct Failed {
    pub(super) turn: u64,
    pub(super) why: Fault,
}

impl Failed {
    /// What the caller is told when mending did not help.
    pub(super) fn into_error(self) -> CatalogError {
        match self.why {
            Fault::Journal(error) => error.again(),
            why => CatalogError::State { what: why.to_string() },
        }
    }
}

impl CurrentState {
    /// Puts a state in use.
    pub(super) fn put(&self, state: State) {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        now.state = Some(Arc::new(state));
        now.turn += 1;
    }

    /// Takes the state out of use.
    pub(super) fn take(&self) -> Option<Arc<State>> {
        self.now.write().unwrap_or_else(PoisonError::into_inner).state.take()
    }

    fn now(&self) -> Now {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The state, and its turn.
    pub(super) fn state(&self) -> Result<(Arc<State>, u64), Failed> {
        let Now { state, turn } = self.now();
        let missing = || Failed { turn, why: Fault::Broken("it is being made again".to_owned()) };
        state.map(|state| (state, turn)).ok_or_else(missing)
    }

    /// Asks the state; call it where a thread may block.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&State) -> Result<T, Fault>) -> Result<T, Failed> {
        let (state, turn) = self.state()?;
        guarded(|| question(&state)).map_err(|why| Failed { turn, why })
    }
}
