//! A licence in plain words.

use actix_web::http::header::HeaderValue;

use crate::{
    domain::{licence::LicenceId, photo::PhotoRecord},
    web::i18n::Messages,
};

/// A licence as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the five facts of a licence are independent yes-or-no answers")]
pub struct LicenceView {
    /// Its id, such as `cc-by-sa-4.0`.
    pub id: String,
    /// Its short name, such as `CC BY-SA 4.0`.
    pub label: String,
    /// The address of its deed.
    pub deed: String,
    /// Whether the author must be named.
    pub attribution: bool,
    /// Whether the photo may be sold.
    pub commercial: bool,
    /// Whether changed versions may be shared.
    pub derivatives: bool,
    /// Whether changed versions must be shared alike.
    pub share_alike: bool,
    /// Whether it is no licence but the public domain (CC0, Public Domain Mark).
    pub public_domain: bool,
}

impl LicenceView {
    /// This licence in plain words.
    #[must_use]
    pub fn of(id: LicenceId) -> Self {
        let facts = id.licence();
        Self {
            id: id.as_str().to_owned(),
            label: id.label().to_owned(),
            deed: id.deed().to_owned(),
            attribution: facts.requires_attribution,
            commercial: facts.allows_commercial,
            derivatives: facts.allows_sharing_derivatives,
            share_alike: facts.requires_share_alike,
            public_domain: id.is_public_domain(),
        }
    }

    /// What one may do, in one sentence to the reader.
    #[must_use]
    pub fn may(&self, t: Messages) -> &'static str {
        match (self.attribution, self.commercial, self.derivatives, self.share_alike) {
            (false, ..) => t.licence_may_all(),
            (true, true, true, false) => t.licence_may_by(),
            (true, true, true, true) => t.licence_may_by_sa(),
            (true, false, true, false) => t.licence_may_by_nc(),
            (true, false, true, true) => t.licence_may_by_nc_sa(),
            (true, true, false, _) => t.licence_may_by_nd(),
            (true, false, false, _) => t.licence_may_by_nc_nd(),
        }
    }

    /// What anyone will be allowed, in one sentence to the person who grants it on that many photos.
    #[must_use]
    pub fn lets(&self, count: u64, t: Messages) -> String {
        match (self.attribution, self.commercial, self.derivatives, self.share_alike) {
            (false, ..) => t.licence_lets_all(count),
            (true, true, true, false) => t.licence_lets_by(count),
            (true, true, true, true) => t.licence_lets_by_sa(count),
            (true, false, true, false) => t.licence_lets_by_nc(count),
            (true, false, true, true) => t.licence_lets_by_nc_sa(count),
            (true, true, false, _) => t.licence_lets_by_nd(count),
            (true, false, false, _) => t.licence_lets_by_nc_nd(count),
        }
    }

    /// Its short name for running text, which no end of line breaks.
    #[must_use]
    pub fn unbroken(&self) -> String {
        self.label.replace(' ', "\u{a0}").replace('-', "\u{2011}")
    }

    /// Whether Wikipedia and its media library take it (public domain, BY and BY-SA only).
    #[must_use]
    pub const fn on_wikipedia(&self) -> bool {
        self.commercial && self.derivatives
    }

    /// The class under which the style sheet shows that answers lead here; empty when no answers do.
    #[must_use]
    pub fn outcome_class(&self) -> &'static str {
        match self.id.as_str() {
            "cc-by-4.0" => "to-by",
            "cc-by-sa-4.0" => "to-by-sa",
            "cc-by-nd-4.0" => "to-by-nd",
            "cc-by-nc-4.0" => "to-by-nc",
            "cc-by-nc-sa-4.0" => "to-by-nc-sa",
            "cc-by-nc-nd-4.0" => "to-by-nc-nd",
            "pdm-1.0" => "to-public-domain",
            _ => "",
        }
    }
}

/// The `Link` header that names a photo's licence (RFC 4946 registers the relation).
#[must_use]
pub fn link_to_licence(photo: &PhotoRecord) -> Option<HeaderValue> {
    let licence = photo.licence()?;
    HeaderValue::from_str(&format!("<{}>; rel=\"license\"", licence.deed())).ok()
}
