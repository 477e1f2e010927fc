//! The layout of every page, and the pages that answer instead of the one requested: problems, tombstones, interrupted
//! forms.

pub mod answer;
pub mod document;
pub mod error;
pub mod explain;
pub mod flash;
mod french_in_breton;
pub mod headers;
pub mod interrupted;
pub mod layout;
pub mod policy;
pub mod tombstone;
