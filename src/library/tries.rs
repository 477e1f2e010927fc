//! Counted tries: of signing in, of links, reports and suggestions. All nodes of a library count together.

use std::sync::Arc;

use super::{Library, StoreFault};
use crate::catalog::volatile::{Rate, Volatile};

/// The tries of a library.
#[derive(Clone)]
pub struct Tries(Arc<dyn Volatile>);

impl Tries {
    /// Counts a try of this kind by somebody: an address, an account, a device. Gives nothing, or, when it is one too many, how
    /// many seconds to wait.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue does not answer.
    pub async fn count(&self, kind: &str, by: &str, rate: Rate) -> Result<Option<u64>, StoreFault> {
        // Nobody reads an address or a name in a database; and keys are of one length, whatever was typed.
        let key = format!("{kind} {}", blake3::hash(by.as_bytes()).to_hex());
        let wait = self.0.count_try(&key, rate).await?;
        Ok(wait.map(|wait| wait.as_secs().saturating_add(1)))
    }
}

impl Library {
    /// Its tries.
    #[must_use]
    pub fn tries(&self) -> Tries {
        Tries(Arc::clone(&self.volatile))
    }
}
