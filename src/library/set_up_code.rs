//! The one-time code of the address where the first administrator makes an account. Each node prints its own at start; behind a
//! proxy, each node knows those of all.

use jiff::Timestamp;

use super::{Library, StoreFault};
use crate::domain::hash::ContentHash;

/// The space of codes in the volatile store.
const SPACE: &str = "set-up";

/// What is kept of a code.
fn name(code: &str) -> String {
    ContentHash::from_bytes(*blake3::hash(code.as_bytes()).as_bytes()).to_hex()
}

impl Library {
    /// Makes a code, as long as there is no administrator.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn make_set_up_code(&self) -> Result<Option<String>, StoreFault> {
        if !self.awaits_administrator().await? {
            return Ok(None);
        }
        let code = ContentHash::from_bytes(self.chance()).to_hex();
        self.volatile.put(SPACE, &name(&code), Vec::new(), Timestamp::MAX).await?;
        Ok(Some(code))
    }

    /// Whether a code was printed by one of the nodes, and there is no administrator yet.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn is_set_up_code(&self, code: &str) -> Result<bool, StoreFault> {
        Ok(self.volatile.get(SPACE, &name(code)).await?.is_some() && self.awaits_administrator().await?)
    }
}
