//! Dates as people know them: typed in words, kept as EDTF, said in each language, found by the years that they may fall in.

use serde_json::json;

use crate::{browser::Browser, files, zef::Zef};

#[tokio::test]
async fn a_date_is_typed_in_words_kept_as_edtf_and_said_in_each_language() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").with("taken", "années 20").await.created().id();
    zef.moderator.publishes(&id).await;
    let anne = Browser::of(&zef, "anne").await;
    let edit = format!("/photos/{id}/edit");
    for (typed, kept, french, english) in [
        ("années 50", "195X", "années 1950", "1950s"),
        ("été 1962 ?", "1962-22?", "été 1962\u{202f}?", "summer 1962?"),
        ("avant 1914", "../1913", "avant 1914", "before 1914"),
        ("between 1905 and 1910", "1905/1910", "entre 1905 et 1910", "between 1905 and 1910"),
        ("XIXe siècle", "18XX", "XIXe siècle", "19th century"),
    ] {
        let form = anne.form_on(&edit, &edit).await;
        anne.fills(&form, &[("taken", typed)]).await.is(303);
        assert_eq!(zef.visitor.sees(&id).await.json()["taken"], kept, "{typed}");
        for (prefix, said) in [("", french), ("/en", english)] {
            let page = zef.visitor.reads(&format!("{prefix}/photos/{id}")).await.is(200).text();
            assert!(page.contains(&format!(">{said}<")), "{typed}: {page}");
            // A form that is sent back as it was shown changes nothing.
            let path = format!("{prefix}{edit}");
            let form = anne.form_on(&path, &path).await;
            anne.fills(&form, &[("title", said)]).await.is(303);
            assert_eq!(zef.visitor.sees(&id).await.json()["taken"], kept, "{typed}");
        }
    }
    for (typed, told) in [("1910-1905", "La seconde date est avant la première"), ("jadis", "été 1962")] {
        let form = anne.form_on(&edit, &edit).await;
        let page = anne.fills(&form, &[("taken", typed)]).await.is(422).text();
        assert!(page.contains(told) && page.contains(&format!("value=\"{typed}\"")), "{typed}: {page}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_of_a_decade_is_found_in_its_years_and_on_the_timeline() {
    let zef = Zef::serve();
    let mut given = Vec::new();
    for (number, taken) in [(1, "195X"), (2, "1953-07-14"), (3, "18XX"), (4, "2024")] {
        let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        given.push(gift.with("taken", taken).await.created().id());
    }
    let [decade, day, century, year] = [0, 1, 2, 3].map(|place| given[place].as_str());
    let found = async |question: &str| zef.visitor.lists(question).await;
    assert_eq!(found("year=1953").await, [day, decade]);
    assert_eq!(found("year=1951").await, [decade]);
    assert_eq!(found("year=1850").await, Vec::<String>::new());
    assert_eq!(found("year=1800..1900").await, [century]);
    assert_eq!(found("sort=taken").await, [year, day, decade, century]);
    let facets = zef.visitor.reads("/api/v1/photos").await.is(200).json()["facets"].clone();
    assert_eq!(facets["decade"], json!({ "1950..1959": 2, "2020..2029": 1 }));
    assert_eq!(facets["year"]["1953"], 2);

    let page = zef.visitor.reads("/search").await.is(200).text();
    assert!(page.contains("year=1950..1959\"") && page.contains("années 1950"), "{page}");
    let bars = scraper::Selector::parse(".timeline a i").unwrap();
    let bars =
        scraper::Html::parse_document(&page).select(&bars).map(|bar| bar.text().collect()).collect::<Vec<String>>();
    assert_eq!(bars, ["2", "1"]);
    let narrowed = zef.visitor.reads("/search?year=1950..1959").await.is(200).text();
    assert!(narrowed.contains("2 photos") && !narrowed.contains("class=\"timeline\""), "{narrowed}");
    zef.ends_well();
}
