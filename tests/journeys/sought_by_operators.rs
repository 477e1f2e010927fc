//! Search by operators among the words, by facets and by wider searches, in the API and on the page.

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::{answer::Photo, files, zef::Zef};

/// The links of a part of the search page, as text and address.
fn links(page: &str, selector: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(page);
    let read = |link: scraper::ElementRef<'_>| {
        let text = link.text().collect::<String>();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (text, link.attr("href").unwrap().to_owned())
    };
    page.select(&Selector::parse(selector).unwrap()).map(read).collect()
}

fn address_of<'a>(links: &'a [(String, String)], text: &str) -> &'a str {
    let found = links.iter().find(|(known, _)| known == text);
    &found.unwrap_or_else(|| panic!("no link {text:?} among {links:?}")).1
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one library serves the whole story")]
async fn photos_are_found_by_operators_and_by_what_they_divide_into() {
    let zef = Zef::serve();
    let mut given = Vec::new();
    for (number, title, tags, author, place, taken) in [
        (1, "Phare rouge", "port, pont de recouvrance", "Anne Le Gall", "Brest, Recouvrance", "1950"),
        (2, "Phare blanc", "port", "anne le gall", "Brest", "1955-07"),
        (3, "Digue", "mer", "Soazig", "Le Conquet", "1961-01-01"),
    ] {
        let gives =
            zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0").titled(title);
        let fields = [
            ("tags", tags),
            ("author_name", author),
            ("place_name", place),
            ("taken", taken),
            ("source", "permission"),
        ];
        given.push(fields.into_iter().fold(gives, |gives, (field, value)| gives.with(field, value)).await.created());
    }
    let ids: Vec<String> = given.iter().map(Photo::id).collect();
    let [red, white, pier] = [0, 1, 2].map(|place| ids[place].as_str());
    let found = async |question: &str| zef.visitor.lists(question).await;

    for (typed, expected) in [
        ("tag:port", vec![white, red]),
        ("tag:%22pont%20de%20recouvrance%22", vec![red]),
        ("phare%20-tag:%22pont%20de%20recouvrance%22", vec![white]),
        ("by:%22anne%20le%20gall%22", vec![white, red]),
        ("-by:soazig%20place:brest", vec![white, red]),
        ("place:%22le%20conquet%22", vec![pier]),
        ("year:1950..1960", vec![white, red]),
        ("year:1950", vec![red]),
        ("-year:..1960", vec![pier]),
        ("titre:phare", vec![]),
    ] {
        assert_eq!(found(&format!("q={typed}")).await, expected, "{typed}");
    }
    assert_eq!(found("year=1955..1970").await, [pier, white]);
    assert_eq!(found("author_name=ANNE%20LE%20GALL&place_name=recouvrance").await, [red]);
    assert_eq!(found("print=a5").await, Vec::<String>::new());
    for refused in ["q=phare%20year:abc", "q=tag:", "year=abc", "print=a2", "colour=mauve"] {
        let problem = zef.visitor.reads(&format!("/api/v1/photos?{refused}")).await.is(422).json();
        assert_eq!(problem["code"], "invalid-field", "{refused}");
    }

    let facets = zef.visitor.reads("/api/v1/photos?q=phare").await.is(200).json()["facets"].clone();
    assert_eq!(facets["tag"], json!({ "port": 2, "pont de recouvrance": 1 }));
    assert_eq!(facets["place"], json!({ "Brest": 2, "Recouvrance": 1 }));
    assert_eq!(facets["author"], json!({ "Anne Le Gall": 2 }));
    assert_eq!(facets["year"], json!({ "1950": 1, "1955": 1 }));
    assert_eq!(facets["print"], json!({ "a5": 0, "a4": 0, "a3": 0 }));
    assert_eq!(facets["colour"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 2);

    // Each value leads to as many photos as it says, and the same link leads back.
    let page = zef.visitor.reads("/search?q=phare").await.is(200).text();
    let offered = links(&page, ".facet a");
    for (value, count) in [("pont de recouvrance 1", 1), ("Recouvrance 1", 1), ("1955 1", 1)] {
        let narrowed = zef.visitor.reads(address_of(&offered, value)).await.is(200).text();
        assert_eq!(links(&narrowed, ".plates li > a").len(), count, "{value}");
        let back = links(&narrowed, ".active .chip");
        assert_eq!(back.len(), 1, "{value}");
        assert_eq!(back[0].1, "/search?q=phare", "{value}");
    }
    // Tags add up: the second is a word of the search.
    let of_port = zef.visitor.reads("/search?q=&tag=port").await.is(200).text();
    let both = address_of(&links(&of_port, ".facet a"), "pont de recouvrance 1").to_owned();
    assert_eq!(both, "/search?q=tag%3A%22pont%20de%20recouvrance%22&tag=port");
    let both = zef.visitor.reads(&both).await.is(200).text();
    assert!(both.contains(&format!("/photos/{red}?")) && !both.contains(&format!("/photos/{white}?")), "{both}");

    // Operators are chips that go one by one, and what cannot be read is said.
    let page = zef.visitor.reads("/en/search?q=phare%20tag:port%20-year:1950%20year:abc").await.is(200).text();
    assert!(page.contains("Left out because it was not understood: year:abc."), "{page}");
    assert!(page.contains(&format!("/photos/{white}?")) && !page.contains(&format!("/photos/{red}?")));
    let chips = links(&page, ".active .chip");
    assert_eq!(address_of(&chips, "tag: port (remove)"), "/en/search?q=phare%20-year%3A1950");
    assert_eq!(address_of(&chips, "except 1950 (remove)"), "/en/search?q=phare%20tag%3Aport");

    // What one means to do is one link.
    let allowed = address_of(&links(&page, ".uses .chip"), "make money from it 1").to_owned();
    let page = zef.visitor.reads(&allowed).await.is(200).text();
    assert_eq!(links(&page, ".uses .chip[aria-current]")[0].0, "make money from it (remove)");

    // Nothing is found: what finds something without one thing is offered, with how many.
    let page = zef.visitor.reads("/en/search?q=phare%20digue&tag=port").await.is(200).text();
    let wider = links(&page, ".lost li a");
    assert_eq!(wider, [("without “digue”".to_owned(), "/en/search?q=phare&tag=port".to_owned())]);
    assert!(page.contains("without “digue”</a>: 2 photos"), "{page}");

    // What one types is completed, with the whole search for each.
    let items = zef.visitor.reads("/api/v1/completions?q=phare%20rec").await.is(200).json()["items"].clone();
    let said = |item: &Value| {
        format!("{} {} {} {}", item["kind"], item["text"], item["query"], item["photos"]).replace('"', "")
    };
    let said: Vec<String> = items.as_array().unwrap().iter().map(said).collect();
    assert_eq!(
        said,
        [
            "tag pont de recouvrance phare tag:\\pont de recouvrance\\ 1",
            "place Recouvrance phare place:Recouvrance 1",
            "word recouvrance phare recouvrance 1",
        ]
    );
    for nothing in ["q=", "q=p", "q=phare%20", "q=xyz"] {
        assert_eq!(
            zef.visitor.reads(&format!("/api/v1/completions?{nothing}")).await.is(200).json()["items"],
            json!([])
        );
    }

    // A withheld name is found by nobody.
    zef.trusted.changes(red, json!({ "author_withheld": true })).await.photo();
    assert_eq!(found("q=by:%22anne%20le%20gall%22").await, [white]);
    assert_eq!(found("author_name=anne%20le%20gall").await, [white]);
    let facets = zef.visitor.reads("/api/v1/photos?tag=pont%20de%20recouvrance").await.is(200).json()["facets"].clone();
    assert_eq!(facets["author"], json!({}));
    zef.ends_well();
}

#[tokio::test]
async fn who_looked_for_photos_to_print_gets_one_that_fills_the_sheet() {
    let zef = Zef::serve();
    let photo =
        zef.trusted.gives_bytes("mer.png", files::black_png(2_600, 1_800)).under("cc-by-4.0").await.created().id();
    let found = links(&zef.visitor.reads("/search?print=a5").await.is(200).text(), "main ul a[href*='/photos/']");
    let path = &found.iter().find(|(_, address)| address.contains(&photo)).unwrap_or_else(|| panic!("{found:?}")).1;
    let button = async |path: &str| {
        let page = zef.visitor.reads(path).await.is(200).text();
        links(&page, "#download").pop().unwrap().1
    };
    assert_eq!(button(path).await, format!("/photos/{photo}/download?size=original"));
    assert_eq!(button(&format!("/photos/{photo}")).await, format!("/photos/{photo}/download?size=2000"));
    // What no size fills is no reason for another one.
    assert_eq!(button(&format!("/photos/{photo}?in=print%3Da3")).await, format!("/photos/{photo}/download?size=2000"));
    zef.ends_well();
}
