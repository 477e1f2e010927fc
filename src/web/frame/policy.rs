//! What a browser may load for a page (Content Security Policy Level 3).

use actix_web::http::header::{self, HeaderMap, HeaderValue};

/// Only our own files; no inline script or style, no frame.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same, with pictures of one more site.
#[must_use]
pub fn with_pictures_of(origin: &str) -> HeaderValue {
    let policy = CONTENT_SECURITY_POLICY.replacen("img-src 'self'", &format!("img-src 'self' {origin}"), 1);
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

/// Adds pictures of one more site to the policy of an answer, if it allows pictures at all.
pub fn allow_pictures_of(headers: &mut HeaderMap, origin: &str) {
    let allowed = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy = allowed.map(|policy| policy.replacen("img-src 'self'", &format!("img-src 'self' {origin}"), 1));
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_site_is_added_to_those_of_pictures_alone() {
        let policy = with_pictures_of("https://tiles.example.org");
        let policy = policy.to_str().unwrap_or_default();
        assert!(policy.contains("img-src 'self' https://tiles.example.org data:"), "{policy}");
        assert_eq!(policy.matches("example").count(), 1);
        assert_eq!(with_pictures_of("\n"), CONTENT_SECURITY_POLICY);
    }
}
