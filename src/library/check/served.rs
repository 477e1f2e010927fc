//! A check while the library is served: one at a time, at half speed, and without a look into staging, where uploads are.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::{Manner, Progress, Repairs};
use crate::{
    domain::{causes::Causes, reader::Reader},
    library::{
        Library,
        administrator::{NotAdministrator, administrator},
    },
};

/// The check that runs, if one does.
#[derive(Debug, Default)]
pub(in crate::library) struct Checking(Mutex<Option<RunningCheck>>);

/// A check that runs.
#[derive(Clone, Copy, Debug)]
pub struct RunningCheck {
    /// Since when.
    pub since: Timestamp,
    /// How far it is.
    pub progress: Progress,
}

/// The right to run the one check; another may begin once it is dropped.
#[derive(Debug)]
pub struct CheckTurn(Arc<Checking>);

impl Checking {
    /// Changes what runs.
    fn with<T>(&self, change: impl FnOnce(&mut Option<RunningCheck>) -> T) -> T {
        // Each change replaces one value.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for CheckTurn {
    fn drop(&mut self) {
        self.0.with(|running| *running = None);
    }
}

impl Library {
    /// Takes the turn of the one check; `None` when a check runs already.
    ///
    /// # Errors
    /// [`NotAdministrator`].
    pub fn begin_check(&self, reader: &Reader) -> Result<Option<CheckTurn>, NotAdministrator> {
        administrator(reader)?;
        let begins = RunningCheck { since: self.now(), progress: Progress { done: 0, total: 0 } };
        let is_free = self.checking.with(|running| {
            let is_free = running.is_none();
            running.get_or_insert(begins);
            is_free
        });
        Ok(is_free.then(|| CheckTurn(Arc::clone(&self.checking))))
    }

    /// Checks the library to the end, and remembers what was found.
    pub async fn check_while_served(&self, turn: CheckTurn) {
        let told = |progress| turn.0.with(|running| running.iter_mut().for_each(|check| check.progress = progress));
        let ended = match self.check_in(Manner::Served, Repairs::NONE, told).await {
            Ok(checked) => self.remember_check(&checked, false, 0).await,
            Err(fault) => Err(fault),
        };
        if let Err(fault) = ended {
            tracing::error!(cause = %Causes(&fault), "the check of the library could not be finished");
        }
    }

    /// The check that runs, if one does.
    ///
    /// # Errors
    /// [`NotAdministrator`].
    pub fn running_check(&self, reader: &Reader) -> Result<Option<RunningCheck>, NotAdministrator> {
        administrator(reader)?;
        Ok(self.checking.with(|running| *running))
    }
}
