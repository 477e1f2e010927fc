//! The chart of a photo's place: never more precise than the place is published, and its numbers are those of the search that it
//! leads to.

use scraper::{Html, Selector};

use crate::{
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

#[tokio::test]
async fn a_place_is_drawn_as_precisely_as_it_is_published() {
    let zef = Zef::serve();
    let home = ("48.390394", "-4.486076");
    let area = gives(&zef, 1, home, "area").await;
    let exact = gives(&zef, 2, home, "exact").await;
    let hidden = gives(&zef, 3, home, "hidden").await;
    let read = async |id: &str| zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();

    let page = read(&area).await;
    assert_eq!(found(&page, ".chart circle", Some("class")), ["near"], "{page}");
    assert!(!page.contains("390394") && !page.contains("486076"), "{page}");
    assert!(page.contains("https://www.openstreetmap.org/#map=13/48.39/-4.49"), "{page}");
    let label = found(&page, ".chart", Some("aria-label")).concat();
    assert!(label.contains("la zone d’un kilomètre"), "{label}");

    let page = read(&exact).await;
    assert_eq!(found(&page, ".chart circle", Some("class")), ["dark"], "{page}");
    assert!(page.contains("mlat=48.390394&#38;mlon=-4.486076") || page.contains("mlat=48.390394&amp;mlon=-4.486076"));

    // Of a place that is hidden, nothing is drawn and nothing is counted, even for its contributor.
    for page in [read(&hidden).await, zef.trusted.reads(&format!("/photos/{hidden}")).await.is(200).text()] {
        assert!(!page.contains("class=\"chart\"") && !page.contains("openstreetmap"), "{page}");
    }
    assert_eq!(found(&read(&area).await, ".chart text[text-anchor]:not(.sound)", None), ["2"]);
    zef.ends_well();
}

#[tokio::test]
async fn the_numbers_are_those_of_the_search_and_follow_what_is_published() {
    let zef = House::new().serve();
    let home = gives(&zef, 1, ("48.39", "-4.49"), "area").await;
    let east = gives(&zef, 2, ("48.39", "-4.37"), "area").await;
    gives(&zef, 3, ("48.391", "-4.371"), "exact").await;
    // Beyond the chart.
    gives(&zef, 4, ("48.39", "-3.49"), "area").await;
    let path = format!("/photos/{home}");
    let page = zef.visitor.reads(&path).await.is(200).text();
    assert_eq!(found(&page, ".chart text:not(.sound)", None), ["1", "2"], "{page}");
    let to_search = found(&page, ".chart + p a[rel=nofollow]", Some("href")).concat();
    assert_eq!(found(&page, ".chart + p a[rel=nofollow]", None), ["Les 3 photos de cette carte"]);
    let query = to_search.split_once('?').unwrap().1;
    let answer = zef.visitor.reads(&format!("/api/v1/photos?{query}")).await.is(200).json();
    assert_eq!(answer["total"], 3, "{to_search}: {answer}");
    assert!(zef.visitor.reads(&to_search).await.is(200).text().contains("3 photos"));

    zef.trusted.withdraws(&east, "").await;
    let page = zef.visitor.reads(&path).await.is(200).text();
    assert_eq!(found(&page, ".chart text:not(.sound)", None), ["1", "1"], "{page}");
    zef.ends_well();
}
