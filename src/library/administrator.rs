//! What only administrators may do.

use super::StoreFault;
use crate::{
    archive::ArchiveError,
    catalog::CatalogError,
    domain::{
        person::{Handle, Role},
        reader::Reader,
    },
};

/// The reader is no administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only an administrator may do this")]
pub struct NotAdministrator;

/// Why something is not told to a reader.
#[derive(Debug, thiserror::Error)]
pub enum AdministrationError {
    /// The reader is no administrator.
    #[error(transparent)]
    NotAdministrator(#[from] NotAdministrator),
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for AdministrationError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<ArchiveError> for AdministrationError {
    fn from(error: ArchiveError) -> Self {
        Self::Fault(error.into())
    }
}

/// The handle of a reader who is an administrator.
///
/// # Errors
/// [`NotAdministrator`] for any other reader.
pub fn administrator(reader: &Reader) -> Result<&Handle, NotAdministrator> {
    reader.handle().filter(|_| reader.is_at_least(Role::Admin)).ok_or(NotAdministrator)
}
