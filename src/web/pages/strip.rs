//! The newest of some photos that have something in common, and the way to all of them.

use super::gallery::Gallery;

/// Photos of a strip.
pub const SHOWN: usize = 8;

/// The newest of some photos, and the way to all of them.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What they have in common.
    pub title: String,
    /// The address of all of them; empty where these are all.
    pub all: String,
    /// The words of that link.
    pub all_name: String,
    /// The newest of them.
    pub gallery: Gallery,
}
