//! Work on a file that a stranger made. Decoders are other people's code as well: one that panics on a file says nothing of
//! the library, and everything of that file.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{StoreFault, on_blocking_thread};
use crate::domain::hash::ContentHash;

/// A decoder panicked on a file.
#[derive(Debug, thiserror::Error)]
#[error("the decoder stopped: {why}")]
pub(super) struct Panicked {
    why: String,
}

/// Looks at a file, or decodes it, on the threads for long work. A panic is caught here and not only by the crew: there it
/// would be a fault of ours, which ends an import at that file and answers 500 to a person who can send another one.
pub(super) async fn on_a_file<T: Send + 'static>(
    hash: ContentHash,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Result<T, Panicked>, StoreFault> {
    on_blocking_thread(move || {
        // What the work held is dropped with it: nothing half-done is seen again.
        catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
            let why = words(&*panic);
            tracing::error!(%hash, why, "a decoder panicked on this file");
            Panicked { why }
        })
    })
    .await
}

/// What `panic!` was given: a text, made then or written in the code.
fn words(panic: &(dyn Any + Send)) -> String {
    let made = panic.downcast_ref::<String>().map(String::as_str);
    made.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where its example is wrong"
)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_said_of_the_file_and_the_next_one_is_decoded() {
        let hash = ContentHash::from_bytes([7; 32]);
        for _ in 0..9 {
            let place = hash.to_string().len();
            let outcome = on_a_file(hash, move || [0; 3][place]).await.unwrap();
            assert!(outcome.unwrap_err().to_string().contains("out of bounds"));
            let outcome = on_a_file(hash, || panic!("an assertion")).await.unwrap();
            assert_eq!(outcome.map(|(): ()| ()).unwrap_err().to_string(), "the decoder stopped: an assertion");
            assert_eq!(on_a_file(hash, || 7).await.unwrap().unwrap(), 7);
        }
    }
}
