//! What is not public is in no selection, not even for who gave it: a selection is made to be passed on.

use serde_json::json;

use super::{
    mix::{given, ids},
    package::opened,
};
use crate::zef::Zef;

#[tokio::test]
async fn no_unpublished_photo_is_ever_inside() {
    let zef = Zef::serve();
    let public = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Tina Morvan").await;
    let draft = zef.contributor.gives("drop.gif").under("cc-by-4.0").titled("Goémon").in_draft().await.created();
    let submitted = zef.contributor.gives("storm.webp").under("cc-by-4.0").titled("Ajonc").await.created();
    let refused = zef.contributor.gives("pier.tif").under("cc-by-4.0").titled("Bruyère").await.created();
    zef.moderator.decides(&refused.id(), "refuse", "Une personne y est reconnaissable.").await.photo();
    let hidden = [draft, submitted, refused];

    for reader in [&zef.visitor, &zef.other, &zef.contributor, &zef.moderator] {
        let all = format!("{},{}", ids(&hidden), public.id());
        let answer = reader.reads(&format!("/downloads.zip?ids={all}&size=640")).await.is(200);
        let package = opened(&zef, &answer.bytes);
        let names = package["names"].as_array().unwrap();
        assert_eq!(names.len(), 7, "{names:?}");
        assert!(names[0].as_str().unwrap().starts_with("feuille-tina-morvan-"), "{names:?}");
        assert_eq!(package["rows"].as_array().unwrap().len(), 1);

        let told = reader
            .posts("/api/v1/attributions", json!({ "ids": all.split(',').collect::<Vec<_>>() }))
            .await
            .is(200)
            .json();
        assert_eq!(told["photos"], json!([public.id()]));
        assert!(told["gone"].as_array().unwrap().iter().all(|gone| gone["state"] == "unknown"), "{told}");
        let page = reader.reads(&format!("/basket?ids={all}")).await.is(200).text();
        for word in ["Goémon", "Ajonc", "Bruyère"] {
            assert!(!page.contains(word) && !told.to_string().contains(word), "{word}");
        }

        // Alone, each answers like a photo that never was.
        for photo in &hidden {
            let there = reader.reads(&format!("/downloads.zip?ids={}", photo.id())).await.is(404);
            let nowhere = reader.reads("/downloads.zip?ids=zzzz2222").await.is(404);
            assert_eq!(there.text().replace(&photo.id(), "ID"), nowhere.text().replace("zzzz2222", "ID"));
        }
    }
    zef.ends_well();
}
