//! What browsers and crawlers ask for without being told where: the icon, `robots.txt`, the manifest.

use scraper::{Html, Selector};

use crate::zef::Zef;

#[tokio::test]
async fn the_icon_is_where_browsers_look() {
    let zef = Zef::serve();
    let icon = zef.visitor.reads("/favicon.ico").await.is(200);
    assert_eq!(icon.header("content-type"), "image/vnd.microsoft.icon");
    assert!(icon.bytes.starts_with(&[0, 0, 1, 0]), "an ICO file");
    assert!(icon.header("cache-control").contains("max-age"));
    zef.ends_well();
}

#[tokio::test]
async fn the_manifest_names_the_site_and_icons_that_exist() {
    let zef = Zef::serve();
    let home = zef.visitor.reads("/").await.is(200);
    assert!(home.header("content-security-policy").contains("manifest-src 'self'"));
    let page = Html::parse_document(&home.text());
    let link = Selector::parse("link[rel=manifest]").unwrap();
    let address = page.select(&link).next().unwrap().attr("href").unwrap().to_owned();
    let answer = zef.visitor.reads(&address).await.is(200);
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    let manifest = answer.json();
    let name = page.select(&Selector::parse("meta[property='og:site_name']").unwrap()).next().unwrap();
    assert_eq!(manifest["name"].as_str(), name.attr("content"));
    assert_eq!((manifest["start_url"].as_str(), manifest["lang"].as_str()), (Some("/"), Some("fr")));
    let icons = manifest["icons"].as_array().unwrap();
    for icon in icons {
        let picture = zef.visitor.reads(icon["src"].as_str().unwrap()).await.is(200);
        assert_eq!(Some(picture.header("content-type")), icon["type"].as_str());
        if icon["type"] == "image/png" {
            let read = image::load_from_memory(&picture.bytes).unwrap();
            assert_eq!(icon["sizes"].as_str().unwrap(), format!("{}x{}", read.width(), read.height()));
            // What a telephone cuts to its own shape has no transparent corner.
            assert_eq!(icon["purpose"] == "maskable", read.to_rgba8().get_pixel(0, 0)[3] == 255, "{icon}");
        }
    }
    let has = |size: &str, purpose: &str| icons.iter().any(|icon| icon["sizes"] == size && icon["purpose"] == purpose);
    assert!(has("192x192", "any") && has("512x512", "any") && has("512x512", "maskable"));
    zef.ends_well();
}

#[tokio::test]
async fn crawlers_may_read_photos_and_not_forms() {
    let zef = Zef::serve();
    let robots = zef.visitor.reads("/robots.txt").await.is(200);
    assert!(robots.header("content-type").starts_with("text/plain"));
    let text = robots.text();
    let forbidden: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("Disallow: ")).collect();
    for path in [
        "/login",
        "/en/login",
        "/br/basket",
        "/search?q=phare",
        "/api/v1/photos",
        "/en/join/abc",
        "/reset/abc",
        "/login/reset/abc",
        "/en/mail/stop/abc",
    ] {
        assert!(forbidden.iter().any(|prefix| path.starts_with(prefix)), "{path}: {text}");
    }
    for path in
        ["/", "/en/", "/photos/abcdefgh", "/media/abcdefgh/640.jpg", "/tags/phare", "/licenses", "/about", "/search"]
    {
        assert!(!forbidden.iter().any(|prefix| path.starts_with(prefix)), "{path}: {text}");
    }
    zef.ends_well();
}
