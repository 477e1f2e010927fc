//! Headers of answers that say how browsers are to treat them.

use actix_web::{
    dev::ServiceRequest,
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    web::Data,
};

use super::policy::{self, CONTENT_SECURITY_POLICY};
use crate::web::site::Site;

/// Headers of every answer, unless it sets them itself.
const ON_EVERY_ANSWER: [(HeaderName, &str); 2] =
    [(header::X_CONTENT_TYPE_OPTIONS, "nosniff"), (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin")];

/// Headers of every answer of a site whose public address is https: for a year after it, browsers ask for nothing by http (RFC 6797).
/// Of this host alone: its subdomains may be of others.
const ON_SECURE_ANSWER: [(HeaderName, &str); 1] = [(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000")];

/// Headers of every answer that a browser may show as a document.
const ON_DOCUMENTS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (header::PERMISSIONS_POLICY, "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
];

/// What the site of a request has in its headers.
pub struct SiteHeaders {
    /// Whether its address is https.
    is_secure: bool,
    /// Where browsers are sent for renditions, if that is elsewhere.
    media_origin: Option<String>,
}

/// What the site that a request is for has in its headers.
#[must_use]
pub fn of_site(request: &ServiceRequest) -> SiteHeaders {
    let site = request.app_data::<Data<Site>>();
    SiteHeaders {
        is_secure: site.is_some_and(|site| site.is_secure()),
        media_origin: site.and_then(|site| site.media_origin.clone()),
    }
}

/// Adds those that an answer does not set itself.
pub fn complete(headers: &mut HeaderMap, of_site: &SiteHeaders) {
    add_missing(headers, &ON_EVERY_ANSWER);
    if of_site.is_secure {
        add_missing(headers, &ON_SECURE_ANSWER);
    }
    // A JPEG is no document: these headers would only make it heavier.
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "image/jpeg") {
        add_missing(headers, &ON_DOCUMENTS);
        if let Some(origin) = &of_site.media_origin {
            policy::allow_pictures_of(headers, origin);
        }
    }
}

fn add_missing(headers: &mut HeaderMap, lines: &[(HeaderName, &'static str)]) {
    for (name, value) in lines {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
}
