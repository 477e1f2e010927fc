//! The chart of a photo's place: never more precise than the place is published, and its numbers, which are a picture of their
//! own, are those of the search that it leads to.

use scraper::{Html, Selector};
use zef::domain::{place::Coordinates, square::Square};

use crate::{
    answer::Answer,
    browser::Browser,
    files,
    zef::{House, Zef},
};

/// What a selector finds of a page: its elements' values of an attribute, or their texts.
fn found(page: &str, selector: &str, attribute: Option<&str>) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    let value = |element: scraper::ElementRef<'_>| match attribute {
        Some(name) => element.attr(name).unwrap_or_default().to_owned(),
        None => element.text().collect::<String>().trim().to_owned(),
    };
    page.select(&selector).map(value).collect()
}

/// Gives the photo of this number, at this latitude and longitude.
async fn gives(zef: &Zef, number: u64, (latitude, longitude): (&str, &str), precision: &str) -> String {
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let gift = gift.with("latitude", latitude).with("longitude", longitude);
    gift.with("place_precision", precision).await.created().id()
}

/// The address of the picture in a photo's page.
fn picture_of(page: &str) -> String {
    found(page, ".chart img", Some("src")).concat()
}

/// The address of the chart around a point.
fn chart_of(latitude: f64, longitude: f64) -> String {
    format!("/charts/{}.svg", Square::of(Coordinates::new(latitude, longitude).unwrap()))
}

/// The numbers of a picture.
async fn numbers(zef: &Zef, picture: &str) -> Vec<String> {
    found(&zef.visitor.reads(picture).await.is(200).text(), "text:not(.sound)", None)
}

#[tokio::test]
async fn a_place_is_drawn_as_precisely_as_it_is_published() {
    let zef = Zef::serve();
    let home = ("48.390394", "-4.486076");
    let area = gives(&zef, 1, home, "area").await;
    let exact = gives(&zef, 2, home, "exact").await;
    let hidden = gives(&zef, 3, home, "hidden").await;
    let read = async |id: &str| zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();

    let page = read(&area).await;
    assert_eq!(picture_of(&page), chart_of(48.39, -4.49), "{page}");
    assert_eq!(found(&page, ".chart circle", Some("class")), ["near"], "{page}");
    assert!(!page.contains("390394") && !page.contains("486076"), "{page}");
    assert!(page.contains("https://www.openstreetmap.org/#map=13/48.39/-4.49"), "{page}");
    let label = found(&page, ".chart svg", Some("aria-label")).concat();
    assert!(label.contains("la zone d’un kilomètre"), "{label}");

    let page = read(&exact).await;
    assert_eq!(found(&page, ".chart circle", Some("class")), ["dark"], "{page}");
    assert!(page.contains("mlat=48.390394&#38;mlon=-4.486076") || page.contains("mlat=48.390394&amp;mlon=-4.486076"));

    // Of a place that is hidden, nothing is drawn and nothing is counted, even for its contributor.
    for page in [read(&hidden).await, zef.trusted.reads(&format!("/photos/{hidden}")).await.is(200).text()] {
        assert!(!page.contains("class=\"chart\"") && !page.contains("openstreetmap"), "{page}");
        assert!(!page.contains("/charts/"), "{page}");
    }
    assert_eq!(numbers(&zef, &picture_of(&read(&area).await)).await, ["2"]);
    zef.ends_well();
}

#[tokio::test]
async fn the_numbers_are_those_of_the_search_and_follow_what_is_published() {
    let zef = House::new().serve();
    let home = gives(&zef, 1, ("48.39", "-4.49"), "area").await;
    let path = format!("/photos/{home}");
    let before = zef.visitor.reads(&path).await.is(200).text();
    let picture = picture_of(&before);
    assert_eq!(picture, chart_of(48.39, -4.49));
    assert_eq!(numbers(&zef, &picture).await, ["1"]);
    let east = gives(&zef, 2, ("48.39", "-4.37"), "area").await;
    gives(&zef, 3, ("48.391", "-4.371"), "exact").await;
    // Beyond the chart.
    gives(&zef, 4, ("48.39", "-3.49"), "area").await;
    assert_eq!(numbers(&zef, &picture).await, ["1", "2"]);

    // The page of the photo has no number, and says where all these photos are.
    let page = zef.visitor.reads(&path).await.is(200).text();
    assert_eq!(found(&page, ".chart text", None), [""; 0], "{page}");
    let chart = |page: &str| {
        let (_, from) = page.split_once("class=\"chart\"").unwrap();
        from.split_once("</section>").unwrap().0.to_owned()
    };
    assert_eq!(chart(&page), chart(&before));
    assert_eq!(found(&page, ".chart + p a[rel=nofollow]", None), ["Les photos de cette carte", "Sur la carte"]);
    let to_search = found(&page, ".chart + p a[href^=\"/search\"]", Some("href")).concat();
    let query = to_search.split_once('?').unwrap().1;
    let answer = zef.visitor.reads(&format!("/api/v1/photos?{query}")).await.is(200).json();
    assert_eq!(answer["total"], 3, "{to_search}: {answer}");
    assert!(zef.visitor.reads(&to_search).await.is(200).text().contains("3 photos"));

    zef.trusted.withdraws(&east, "").await;
    assert_eq!(numbers(&zef, &picture).await, ["1", "1"]);
    zef.ends_well();
}

#[tokio::test]
async fn the_picture_of_a_chart_is_one_for_everyone_and_is_sent_again_once_it_changed() {
    let zef = Zef::serve();
    gives(&zef, 1, ("48.39", "-4.49"), "area").await;
    let picture = chart_of(48.39, -4.49);
    let whole = zef.visitor.reads(&picture).await.is(200);
    assert_eq!(whole.header("content-type"), "image/svg+xml");
    assert_eq!(whole.header("cache-control"), "public, max-age=60");
    // The icon of the site is allowed: browsers ask for it where a chart is opened alone.
    let policy = whole.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"), "{policy}");
    let text = whole.text();
    assert!(text.starts_with("<svg") && text.contains("10\u{a0}km") && !text.contains("<script"), "{text}");
    assert_eq!(zef.trusted.reads(&picture).await.is(200).text(), text);
    assert_eq!(Browser::before(&zef).opens(&picture).await.is(200).text(), text);
    let tag = whole.header("etag");
    let again = async || {
        let request = zef.visitor.asks(reqwest::Method::GET, &picture).header("if-none-match", tag);
        Answer::read(request.send().await).await.unwrap()
    };
    let unchanged = again().await;
    assert!(unchanged.status == 304 && unchanged.bytes.is_empty(), "{}", unchanged.status);
    gives(&zef, 2, ("48.39", "-4.49"), "area").await;
    assert_ne!(again().await.is(200).header("etag"), tag);

    for nowhere in ["2767-1755", "02767-1755.svg", "9999-1.svg", "a-b.svg", ".svg", "2767-1755.svg/x"] {
        zef.visitor.reads(&format!("/charts/{nowhere}")).await.is(404);
    }
    zef.visitor.reads(&format!("/en{picture}")).await.is(404);
    zef.ends_well();
}
