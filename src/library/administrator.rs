//! What only administrators may do.

use crate::domain::{
    person::{Handle, Role},
    reader::Reader,
};

/// The reader is no administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only an administrator may do this")]
pub struct NotAdministrator;

/// The handle of a reader who is an administrator.
///
/// # Errors
/// [`NotAdministrator`] for any other reader.
pub fn administrator(reader: &Reader) -> Result<&Handle, NotAdministrator> {
    reader.handle().filter(|_| reader.is_at_least(Role::Admin)).ok_or(NotAdministrator)
}
