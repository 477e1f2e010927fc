//! The main story: a photograph is given, reviewed, found, and taken away with its attribution.

use crate::{
    files, metadata,
    zef::{House, Zef},
};

#[tokio::test]
async fn a_photograph_is_given_reviewed_found_and_taken_away_with_its_attribution() {
    let zef = Zef::serve();
    let gift = zef.contributor.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Feuille de houx");
    let given = gift.with("author_name", "Anne Le Gall").with("tags", "houx, hiver").await.created();
    assert_eq!(given.state(), "submitted");
    assert!(zef.visitor.finds("houx").await.is_empty());

    let waiting = zef.moderator.reads("/api/v1/review").await.is(200).json();
    assert_eq!(waiting["items"][0]["id"], given.0["id"]);
    zef.moderator.publishes(&given.id()).await;

    let found = zef.visitor.finds("feuille houx").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id(), given.id());
    for rendition in found[0].renditions() {
        let picture = zef.visitor.reads(&rendition).await.is(200);
        assert_eq!(picture.header("content-type"), "image/jpeg");
        assert!(!files::pixels(&picture.bytes).is_empty());
    }

    let page = zef.visitor.reads(&format!("/photos/{}", given.id())).await.is(200);
    assert_eq!(page.header("link"), "<https://creativecommons.org/licenses/by-sa/4.0/>; rel=\"license\"");
    let credit = zef.visitor.copies(&given.id(), "text", "fr").await.is(200).text();
    assert_eq!(
        credit,
        format!(
            "« Feuille de houx », par Anne Le Gall, sous licence CC BY-SA 4.0 \
             (https://creativecommons.org/licenses/by-sa/4.0/). Source : {}",
            found[0].0["url"].as_str().unwrap()
        )
    );
    // The page shows the same words, without any script.
    assert!(page.text().contains("« Feuille de houx », par Anne Le Gall, sous licence CC BY-SA 4.0 ("));
    zef.ends_well();
}

#[tokio::test]
async fn what_is_taken_away_carries_its_attribution_and_nothing_personal() {
    let zef = House::new().known_as("https://photos.example").serve();
    let original = files::fixture("leaf.jpg");
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille & houx");
    let given = gift.with("author_name", "Tina Morvan").await.created();
    let page = format!("https://photos.example/photos/{}", given.id());

    let before = metadata::read(&original);
    assert!(
        before.get("GPSLatitude").is_some() && before.get("SerialNumber").is_some(),
        "the fixture is personal: {before}"
    );

    for size in ["original", "2000", "1280", "640"] {
        let copy = zef.visitor.takes(&given.id(), size).await.is(200);
        assert_eq!(copy.header("link"), "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"");
        let name = format!("feuille-houx-tina-morvan-cc-by-4.0-{}.jpg", given.id());
        assert_eq!(copy.header("content-disposition"), format!("attachment; filename=\"{name}\""));
        let facts = metadata::read(&copy.bytes);
        assert_eq!(facts["License"], "https://creativecommons.org/licenses/by/4.0/", "{facts}");
        assert_eq!(facts["WebStatement"], page.as_str(), "{facts}");
        assert_eq!(facts["Creator"], "Tina Morvan", "{facts}");
        assert_eq!(facts["Title"], "Feuille & houx", "{facts}");
        assert!(facts["UsageTerms"].as_str().unwrap().contains("CC BY 4.0"), "{facts}");
        let personal = |name: &str| {
            ["GPS", "Serial", "OwnerName", "Thumbnail", "PreviewImage"].iter().any(|part| name.contains(part))
        };
        let left: Vec<&String> = facts.as_object().unwrap().keys().filter(|name| personal(name)).collect();
        assert!(left.is_empty(), "still personal: {left:?}");
        if size == "original" {
            assert!(files::pixels(&copy.bytes) == files::pixels(&original), "the pixels changed");
        }
    }
    zef.ends_well();
}
