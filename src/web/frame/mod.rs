//! What every page has around its content, and what stands in place of one: problems, tombstones, interrupted forms.

pub mod answer;
pub mod document;
pub mod error;
pub mod explain;
pub mod flash;
pub mod interrupted;
pub mod layout;
pub mod tombstone;
