//! What several licences allow together, in the API and on the page.

use serde_json::{Value, json};

use crate::{actors::Actor, answer::Photo, zef::Zef};

/// Gives a fixture, published at once.
pub async fn given(by: &Actor, fixture: &str, licence: &str, title: &str, author: &str) -> Photo {
    let photo = by.gives(fixture).under(licence).titled(title).with("author_name", author).await.created();
    assert_eq!(photo.state(), "published");
    photo
}

/// The ids of these photos, as an address holds them.
pub fn ids(photos: &[Photo]) -> String {
    photos.iter().map(Photo::id).collect::<Vec<_>>().join(",")
}

async fn asked(who: &Actor, photos: &[Photo], format: &str, language: &str) -> Value {
    let ids: Vec<String> = photos.iter().map(Photo::id).collect();
    who.posts("/api/v1/attributions", json!({ "ids": ids, "format": format, "lang": language })).await.is(200).json()
}

#[tokio::test]
async fn a_mix_of_licences_is_told_side_by_side_and_remixed() {
    let zef = Zef::serve();
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-sa-4.0", "Feuille de houx", "Anne Le Gall").await,
        given(&zef.trusted, "storm.webp", "cc-by-nc-4.0", "Tempête", "Bran Kerhervé").await,
        given(&zef.trusted, "pier.tif", "cc-by-nd-4.0", "La jetée", "Bran Kerhervé").await,
        given(&zef.trusted, "path-portrait.jpg", "cc-by-nd-4.0", "Le chemin", "Bran Kerhervé").await,
        given(&zef.trusted, "drop.gif", "cc0-1.0", "Goutte", "Anne Le Gall").await,
    ];

    let told = asked(&zef.visitor, &photos, "text", "en").await;
    let collection = &told["collection"];
    for (name, count) in [
        ("photos", 5),
        ("to_credit", 4),
        ("non_commercial", 1),
        ("unalterable", 2),
        ("share_alike", 1),
        ("not_for_commons", 3),
    ] {
        assert_eq!(collection[name], count, "{name}: {collection}");
    }
    assert_eq!(collection["licenses"]["cc-by-nd-4.0"], 2, "{collection}");
    assert_eq!((&collection["may_be_sold"], &collection["fits_wikimedia_commons"]), (&json!(false), &json!(false)));
    let sentences = collection["sentences"].to_string();
    assert!(sentences.contains("You cannot make money from the whole: one photo forbids it."), "{sentences}");
    assert!(sentences.contains("2 photos must not be changed"), "{sentences}");

    let remix = &told["remix"];
    assert_eq!((&remix["allowed"], &remix["terms"]), (&json!(false), &Value::Null));
    let obstacles: Vec<(&str, &Value)> = remix["obstacles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["code"].as_str().unwrap(), &one["photos"]))
        .collect();
    assert_eq!(
        obstacles,
        [
            ("no-derivatives", &json!([photos[2].id(), photos[3].id()])),
            ("sale-against-share-alike", &json!([photos[0].id(), photos[1].id()])),
        ]
    );

    // The page says the same to who has no script, in French.
    let side = zef.visitor.reads(&format!("/basket?ids={}", ids(&photos))).await.is(200).text();
    for sentence in [
        "2 photos ne doivent pas être modifiées",
        "une photo l’interdit",
        "4 photos demandent que leurs auteurs soient cités",
    ] {
        assert!(side.contains(sentence), "{sentence}");
    }
    assert!(!side.contains("CC BY-SA 4.0 exige que tout se partage"));
    let remixed = zef.visitor.reads(&format!("/basket?ids={}&use=remix", ids(&photos))).await.is(200).text();
    let reason = "La licence CC BY-SA 4.0 exige que tout se partage sous cette même licence, qui permet d’en tirer un revenu\u{202f}; la licence CC BY-NC 4.0 l’interdit.";
    let (_, after) = remixed.split_once(reason).expect("the reason is on the page");
    let (concerned, _) = after.split_once("</ul>").unwrap();
    assert!(concerned.contains("Feuille de houx") && concerned.contains("Tempête") && !concerned.contains("La jetée"));
    zef.ends_well();
}

#[tokio::test]
async fn a_freer_licence_granted_earlier_is_told_beside_the_one_in_force() {
    let zef = Zef::serve();
    let narrowed = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille de houx", "Anne Le Gall").await;
    let plain = given(&zef.trusted, "storm.webp", "cc-by-sa-4.0", "Tempête", "Bran Kerhervé").await;
    zef.trusted.changes(&narrowed.id(), json!({ "license": "cc-by-nd-4.0", "narrow": true })).await.photo();
    // One that lets people do no more than the licence in force is not worth a word.
    zef.trusted.changes(&plain.id(), json!({ "license": "cc-by-4.0" })).await.photo();
    let photos = [narrowed, plain];

    let told = asked(&zef.visitor, &photos, "text", "fr").await;
    assert_eq!(told["remix"]["allowed"], false);
    assert_eq!(told["earlier"], json!([{ "license": "cc-by-4.0", "photos": [photos[0].id()] }]));

    let page = zef.visitor.reads(&format!("/basket?ids={}&use=remix", ids(&photos))).await.is(200).text();
    let (_, after) = page.split_once("Une licence accordée plus tôt").expect("the page tells of it");
    let (told, _) = after.split_once("</section>").unwrap();
    assert!(told.contains("CC BY 4.0") && told.contains("Feuille de houx") && !told.contains("Tempête"), "{told}");
    let under = format!("href=\"/photos/{}?license=cc-by-4.0#reuse\"", photos[0].id());
    assert!(told.contains(&under), "{told}");
    zef.ends_well();
}

#[tokio::test]
async fn what_may_be_remixed_is_told_with_the_licence_it_takes() {
    let zef = Zef::serve();
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-sa-4.0", "Feuille de houx", "Anne Le Gall").await,
        given(&zef.trusted, "storm.webp", "cc-by-4.0", "Tempête", "Bran Kerhervé").await,
    ];
    let told = asked(&zef.visitor, &photos, "text", "fr").await;
    assert_eq!(told["remix"]["allowed"], true);
    assert_eq!(told["remix"]["terms"]["under"], json!({ "this-or-later": "cc-by-sa-4.0" }));
    assert!(
        told["remix"]["sentences"]
            .to_string()
            .contains("Votre création se partage sous CC BY-SA 4.0 ou une version plus récente")
    );

    // What was changed, and by whom, is written into each attribution.
    let ids_of_both: Vec<String> = photos.iter().map(Photo::id).collect();
    let asked = json!({ "ids": ids_of_both, "lang": "en", "changes": ["cropped"], "by": "Penn ar Bed" });
    let changed = zef.visitor.posts("/api/v1/attributions", asked).await.is(200).json();
    assert_eq!(
        changed["attribution"].as_str().unwrap().matches("Changes: cropped by Penn ar Bed.").count(),
        2,
        "{changed}"
    );
    let address = format!("/basket?ids={}&use=remix&snippet=en&change=assembled&by=Penn%20ar%20Bed", ids(&photos));
    let page = zef.visitor.reads(&address).await.is(200).text();
    let page = scraper::Html::parse_document(&page);
    let text: String =
        page.select(&scraper::Selector::parse("#text-text").unwrap()).flat_map(|field| field.text()).collect();
    assert_eq!(text.matches("Changes: combined with other pictures by Penn ar Bed.").count(), 2, "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
    zef.ends_well();
}

#[tokio::test]
async fn what_was_changed_is_said_of_photos_shown_side_by_side_where_their_licence_lets_it() {
    let zef = Zef::serve();
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-sa-4.0", "Feuille de houx", "Anne Le Gall").await,
        given(&zef.trusted, "storm.webp", "cc-by-nd-4.0", "Tempête", "Bran Kerhervé").await,
    ];
    let told = |page: String| {
        let page = scraper::Html::parse_document(&page);
        let form = page.select(&scraper::Selector::parse("#block form input[name=change]").unwrap()).count();
        let text = scraper::Selector::parse("#text-text").unwrap();
        (form, page.select(&text).flat_map(|field| field.text()).collect::<String>())
    };
    let changed = "&snippet=en&change=cropped&by=Penn%20ar%20Bed";
    let page = zef.visitor.reads(&format!("/basket?ids={}{changed}", ids(&photos))).await.is(200).text();
    assert!(page.contains("La mention d’une photo reste la même\u{a0}: sa licence"), "{page}");
    let (form, text) = told(page);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((form, lines.len()), (3, 2), "{text}");
    assert!(lines[0].contains("Changes: cropped by Penn ar Bed.") && !lines[1].contains("Changes"), "{text}");

    // Where no licence lets it, there is nothing to ask.
    let page = zef.visitor.reads(&format!("/basket?ids={}{changed}", photos[1].id())).await.is(200).text();
    let (form, text) = told(page);
    assert!(form == 0 && !text.contains("Changes"), "{text}");
    zef.ends_well();
}

#[tokio::test]
async fn one_block_groups_what_one_author_gave_under_one_licence() {
    let zef = Zef::serve();
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Anne Le Gall").await,
        given(&zef.trusted, "storm.webp", "cc-by-4.0", "Tempête", "Bran Kerhervé").await,
        given(&zef.trusted, "pier.tif", "cc-by-4.0", "La jetée", "Anne Le Gall").await,
    ];
    let told = asked(&zef.visitor, &photos, "text", "fr").await;
    let url = |photo: &Photo| photo.0["url"].as_str().unwrap().to_owned();
    let deed = "(https://creativecommons.org/licenses/by/4.0/)";
    let expected = format!(
        "« Feuille » ({}), « La jetée » ({}), par Anne Le Gall, sous licence CC BY 4.0 {deed}.\n\
         « Tempête », par Bran Kerhervé, sous licence CC BY 4.0 {deed}. Source : {}",
        url(&photos[0]),
        url(&photos[2]),
        url(&photos[1])
    );
    assert_eq!(told["attribution"], expected);
    assert_eq!(told["rich"]["text"], expected);
    assert_eq!(told["rich"]["html"].as_str().unwrap().matches("<p ").count(), 2);
    // Every format has its block, in its media type.
    for (format, media_type) in [
        ("html", "text/html; charset=utf-8"),
        ("wikitext", "text/plain; charset=utf-8"),
        ("markdown", "text/markdown; charset=utf-8"),
        ("jsonld", "application/ld+json"),
    ] {
        // Breton has no words of its own here yet: the answer says that its words are French.
        let told = asked(&zef.visitor, &photos, format, "br").await;
        assert_eq!(
            (&told["format"], &told["media_type"], &told["lang"]),
            (&json!(format), &json!(media_type), &json!("fr"))
        );
        let block = told["attribution"].as_str().unwrap();
        assert!(["Feuille", "Tempête", "La jetée"].iter().all(|title| block.contains(title)), "{block}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_list_that_is_not_understood_is_refused_with_a_sentence() {
    let zef = Zef::serve();
    let many: Vec<String> = (0..201).map(|number| format!("zzzz{:0>4}", number_in_digits(number))).collect();
    for (body, field) in [
        (json!({ "ids": ["../../ab"] }), "ids"),
        (json!({ "ids": many }), "ids"),
        (json!({ "ids": ["zzzz2222"], "format": "word" }), "format"),
        (json!({ "ids": ["zzzz2222"], "lang": "de" }), "lang"),
    ] {
        let answer = zef.visitor.posts("/api/v1/attributions", body).await;
        assert_eq!(answer.json()["field"], field);
        answer.refused(422, "invalid-field");
    }
    zef.visitor.posts("/api/v1/attributions", json!([1])).await.refused(400, "bad-request");
    zef.visitor.posts("/api/v1/attributions", json!({ "ids": [] })).await.refused(404, "not-found");
    zef.visitor.reads("/downloads.zip?ids=zzzz2222&size=huge").await.is(422);
    zef.visitor.reads("/downloads.zip").await.is(404);
    zef.ends_well();
}

/// A number in four of the digits that ids are written with.
fn number_in_digits(number: usize) -> String {
    let digits = b"23456789bcdfghjk";
    [number / 256, number / 16 % 16, number % 16].iter().map(|digit| char::from(digits[*digit])).collect::<String>()
        + "2"
}
