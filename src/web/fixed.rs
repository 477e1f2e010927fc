//! What browsers and crawlers ask for at addresses that no page gives them: the icon, `robots.txt`, the manifest.

use actix_web::{HttpResponse, http::header, web::Data};
use serde_json::json;

use super::{
    assets::{FAVICON_ICO, ZEF_192_PNG, ZEF_512_PNG, ZEF_MASKABLE_PNG, ZEF_SVG},
    site::Site,
    urls::{Urls, pattern},
};
use crate::domain::language::Language;

/// How long they may be kept: their addresses do not change with their bytes.
const A_DAY: &str = "public, max-age=86400";

/// The ground of a page, light, as in `assets/css/11-tokens.css`.
const GROUND: &str = "#f4f6f4";

fn kept_a_day(media_type: &'static str, body: impl Into<actix_web::web::Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CACHE_CONTROL, A_DAY))
        .body(body.into())
}

/// `GET /favicon.ico`.
pub async fn favicon() -> HttpResponse {
    kept_a_day(FAVICON_ICO.media_type, FAVICON_ICO.bytes)
}

/// `GET /robots.txt`: everything may be read but forms, searches and downloads, which lead to nothing new.
pub async fn robots(site: Data<Site>) -> HttpResponse {
    let mut lines = String::from("User-agent: *\n");
    for language in Language::ALL {
        let urls = Urls::new(language);
        for path in [
            urls.search_page() + "?",
            urls.map() + "?",
            urls.coverage() + "?",
            urls.basket(),
            urls.upload(),
            urls.login(),
            urls.join(),
            urls.account(),
            urls.review(),
            urls.report(),
            urls.admin(),
            urls.invitations(),
            urls.reset(""),
            urls.mail_confirm(""),
            urls.mail_stop(""),
        ] {
            lines.extend(["Disallow: ", &path, "\n"]);
        }
    }
    lines.extend(["Disallow: /api/\n", "Disallow: ", pattern::DOWNLOADS, "\n", "Disallow: /*/download\n"]);
    lines.extend(["\nSitemap: ", &site.absolute(pattern::SITEMAP), "\n"]);
    kept_a_day("text/plain; charset=utf-8", lines)
}

/// `GET /site.webmanifest` (W3C Web Application Manifest).
pub async fn manifest(site: Data<Site>) -> HttpResponse {
    let icon = |path: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": path, "sizes": sizes, "type": kind, "purpose": purpose });
    let manifest = json!({
        "name": site.name(),
        "short_name": site.name(),
        "lang": Language::default().code(),
        "start_url": Urls::new(Language::default()).home(),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [
            icon(ZEF_SVG.path, "any", ZEF_SVG.media_type, "any"),
            icon(ZEF_192_PNG.path, "192x192", ZEF_192_PNG.media_type, "any"),
            icon(ZEF_512_PNG.path, "512x512", ZEF_512_PNG.media_type, "any"),
            icon(ZEF_MASKABLE_PNG.path, "512x512", ZEF_MASKABLE_PNG.media_type, "maskable"),
        ],
    });
    kept_a_day("application/manifest+json", manifest.to_string())
}
