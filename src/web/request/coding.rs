//! The codings of a body that a client takes (RFC 9110 §12.5.3).

use actix_web::{HttpRequest, http::header};

/// How a page can be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 1952.
    Gzip,
}

impl Coding {
    /// The best that this client takes.
    #[must_use]
    pub fn asked_by(request: &HttpRequest) -> Option<Self> {
        [Self::Brotli, Self::Gzip].into_iter().find(|coding| takes(request, coding.name()))
    }

    /// Its name in headers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// Whether the client accepts this content coding (RFC 9110 §12.5.3).
#[must_use]
pub fn takes(request: &HttpRequest, coding: &str) -> bool {
    let codings = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let takes = |known: &str| {
        let (name, weight) = known.split_once(';').unwrap_or((known, ""));
        let refused = weight.split_once('=').is_some_and(|(_, weight)| weight.trim().parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    };
    codings.is_some_and(|codings| codings.split(',').any(takes))
}
