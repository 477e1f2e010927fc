//! Work that may block, away from the threads of the runtime.

use super::error::ArchiveError;

/// Does this on a thread that may block.
///
/// # Errors
/// Those of `work`, [`ArchiveError::Stopped`] when the thread ended before.
pub(super) async fn on_blocking_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ArchiveError> + Send + 'static,
) -> Result<T, ArchiveError> {
    tokio::task::spawn_blocking(work).await.map_err(|_stopped| ArchiveError::Stopped)?
}
