//! Floor 1: the store of records. A journal, the state derived from it, and lookups.
//!
//! Three engines pass the same contract (`tests/catalog/contract`): [`embedded`] (a journal of plain lines on disk,
//! indexed by sled), `postgres` (tables of a PostgreSQL database, with the feature of that name) and [`memory`] (for tests);
//! [`measured`] times any of them. The
//! table of [`spaces`] defines keys and indexes once, for all;
//! lookups ([`photos`], [`people`], [`credentials`], [`tokens`], [`reports`], [`invitations`], [`site`], [`legal`],
//! [`news`], [`mailboxes`], [`collections`], [`suggestions`], [`tags`]) and [`batch`]es are written once, above them.

mod alone;
pub mod batch;
mod change;
pub mod collections;
pub mod credentials;
mod database_error;
pub mod embedded;
pub mod engine;
pub mod entry;
mod error;
pub mod forgetting;
pub mod gazetteer;
pub mod invitations;
mod key;
pub mod legal;
mod lock;
pub mod mailboxes;
mod mark;
pub mod measured;
pub mod memory;
pub mod moving;
pub mod news;
mod order;
pub mod parts;
pub mod people;
pub mod photos;
#[cfg(feature = "postgres")]
pub mod postgres;
mod recent;
pub mod records;
pub mod reports;
pub mod site;
pub mod spaces;
pub mod stamps;
pub mod store;
pub mod suggestions;
pub mod tags;
pub mod tokens;
pub mod volatile;

pub use self::{database_error::DatabaseError, error::CatalogError};
