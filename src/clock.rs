//! The real clock and the real chance: the only place where time and randomness come from.

use std::sync::Arc;

use jiff::Timestamp;

use crate::library::{Chance, Clock};

/// The system's clock.
#[must_use]
pub fn system_clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place where time comes from")]
    Arc::new(Timestamp::now)
}

/// The operating system's source of randomness.
#[must_use]
pub fn system_chance() -> Chance {
    Arc::new(|| {
        let mut bytes = [0; 32];
        #[expect(clippy::disallowed_methods, reason = "the one place where randomness comes from")]
        let filled = getrandom::fill(&mut bytes);
        if filled.is_err() {
            // Secrets that can be guessed would be worse than no server at all.
            tracing::error!("the operating system gives no random bytes");
            std::process::abort();
        }
        bytes
    })
}
