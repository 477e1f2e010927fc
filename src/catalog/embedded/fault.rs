//! What goes wrong with the state, and sled held so that it cannot take the process with it.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use crate::catalog::error::CatalogError;

/// What is said when sled gives up.
const STOPPED: &str = "its database engine stopped";

/// Why the state did not answer.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Fault {
    /// It is of no use any more: why, in words for a person. Those of sled are for its programmers, and go to the log when
    /// that is asked to tell everything.
    #[error("{0}")]
    Broken(String),
    /// There is no room on the disk; what is there is as good as it was.
    #[error("there is no room left on the disk")]
    Full,
    /// A record could not be read from the journal; the state is as good as it was.
    #[error("{0}")]
    Journal(Arc<CatalogError>),
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Self {
        tracing::debug!(?error, "sled failed");
        match error {
            sled::Error::Io(error) => error.into(),
            sled::Error::Corruption { .. } => Self::Broken("its files are not what was written to them".to_owned()),
            _ => Self::Broken(STOPPED.to_owned()),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            kind => Self::Broken(format!("its files cannot be read or written ({kind})")),
        }
    }
}

impl From<CatalogError> for Fault {
    fn from(error: CatalogError) -> Self {
        Self::Journal(Arc::new(error))
    }
}

/// Runs what sled does: on damaged files it panics as often as it answers an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    // The words of the panic are told by the hook below.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_panic| Err(Fault::Broken(STOPPED.to_owned())))
}

/// Keeps the panics of sled out of standard error, for the whole process: they are expected on damaged files and on a full
/// disk, are caught above, and end in a sentence. The log has them when it is asked to tell everything.
pub fn quiet_panics() {
    let others = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.location().is_some_and(|place| place.file().contains("/sled-")) {
            tracing::debug!(%panic, "sled panicked");
        } else {
            others(panic);
        }
    }));
}
