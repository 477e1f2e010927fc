//! The settings of the site, and its invitation codes, which are secrets: two spaces of one record each.

use super::space::{Space, indexed};
use crate::{
    catalog::key::Key,
    domain::site::{CODES_VERSION, InvitationCodes, SITE_VERSION, SiteRecord},
};

/// The settings.
pub const SPACE: Space = Space {
    name: "site",
    doc: "the settings of the site that its administrators changed",
    private: false,
    version: SITE_VERSION,
    older: &[],
    indexes: &[],
    index: |body| indexed(body, |_: &SiteRecord| Vec::new()),
};

/// The invitation codes.
pub const CODES: Space = Space {
    name: "sign-up",
    doc: "the invitation codes that administrators chose",
    private: true,
    version: CODES_VERSION,
    older: &[],
    indexes: &[],
    index: |body| indexed(body, |_: &InvitationCodes| Vec::new()),
};

/// The key of the settings.
#[must_use]
pub fn key() -> Key {
    SPACE.key("settings")
}

/// The key of the invitation codes.
#[must_use]
pub fn codes_key() -> Key {
    CODES.key("codes")
}
