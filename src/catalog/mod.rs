//! Floor 1: where records live. A journal of facts, the state derived from it, and lookups by noun.
//!
//! Two siblings pass the same [`contract`]: [`embedded`] (a journal of plain lines on disk, indexed by sled) and
//! [`memory`] (nothing kept, for tests and trials). The nouns define their keys and indexes once, above both.

pub mod contract;
pub mod embedded;
mod error;
pub mod memory;
pub mod noun;
mod order;
pub mod people;
pub mod photos;
mod recent;
pub mod stamps;
pub mod store;
pub mod tokens;
pub mod volatile;

pub use error::CatalogError;
