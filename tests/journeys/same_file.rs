//! The same file from two people: moderators see the other one before they decide.

use serde_json::json;

use crate::{browser::Browser, files, zef::Zef};

#[tokio::test]
async fn a_moderator_is_told_of_the_other_before_they_publish() {
    let zef = Zef::serve();
    let bytes = files::small_photograph(1);
    let gift = zef.contributor.gives_bytes("a.jpg", bytes.clone()).under("cc-by-4.0").with("source", "archive");
    let anne = gift.with("author_name", "Soizic Riou").await.created().id();
    let bran = zef.other.gives_bytes("b.jpg", bytes.clone()).under("cc-by-sa-4.0").await.created().id();
    let mona = Browser::of(&zef, "mona").await;
    for id in [&anne, &bran] {
        let waiting = mona.reviews(id).await.is(200).text();
        assert_eq!(waiting.matches("un seul pourra être publié").count(), 1, "{waiting}");
    }
    zef.moderator.publishes(&anne).await;

    let list = zef.moderator.reads("/api/v1/review").await.is(200).json();
    let told = list["items"][0]["same_file"].clone();
    assert_eq!(told, zef.moderator.sees(&bran).await.photo().0["same_file"]);
    let one = &told[0];
    assert!(one["photo"].as_str().unwrap().ends_with(&format!("/photos/{anne}")), "{told}");
    assert_eq!((&one["state"], &one["contributor"]), (&json!("published"), &json!("anne")));
    assert_eq!((&one["author"]["name"], &one["license"]["id"]), (&json!("Soizic Riou"), &json!("cc-by-4.0")));
    assert!(one["given"].is_string() && one["source"] == "archive", "{told}");

    let page = mona.opens("/review").await.is(200).text();
    let (before, button) = (page.find("celui-ci ne pourra pas l’être"), page.find("value=\"publish\""));
    assert!(before.is_some() && before < button, "told before the button");
    let claims = scraper::Html::parse_document(&page);
    let rows = scraper::Selector::parse(".claims tbody tr").unwrap();
    let rows: Vec<String> = claims.select(&rows).map(|row| row.text().collect::<Vec<_>>().join("|")).collect();
    for both in [
        "Qui a pris la photo|non précisé (donnée par un programme)|elle vient d’une archive",
        "Donnée par|Bran Kerhervé|Anne Le Gall",
        "Auteur|Bran Kerhervé|Soizic Riou",
        "Licence|CC BY-SA 4.0|CC BY 4.0",
    ] {
        assert!(rows.iter().any(|row| row == both), "{both}: {rows:?}");
    }
    assert!(page.contains(&format!("href=\"/photos/{anne}\"")));
    // It stays refused, and nobody else is told.
    zef.moderator.decides(&bran, "publish", "").await.refused(409, "already-held");
    assert!(zef.other.sees(&bran).await.photo().0.get("same_file").is_none());

    // An author who asks not to be named is not named here.
    zef.contributor.changes(&anne, json!({ "author_withheld": true })).await.photo();
    let page = mona.opens("/review").await.is(200).text();
    assert!(!page.contains("Soizic Riou") && page.contains("Auteur non nommé"), "{page}");

    // Withdrawn since, or refused: told with the reason.
    zef.contributor.withdraws(&anne, "Une personne l’a demandé.").await;
    let page = mona.opens("/review").await.is(200).text();
    assert_eq!(page.matches("Une personne l’a demandé.").count(), 1, "{page}");
    assert!(page.contains("a été retiré"), "{page}");
    zef.moderator.decides(&bran, "refuse", "Elle n’est pas à vous.").await.photo();
    let third = zef.trusted.gives_bytes("c.jpg", bytes).under("cc-by-4.0").await.created();
    assert_eq!(third.state(), "submitted");
    let told = zef.moderator.sees(&third.id()).await.photo().0["same_file"].clone();
    let states: Vec<&str> = told.as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["withdrawn", "refused"]);
    assert_eq!(told[1]["reason"], "Elle n’est pas à vous.");
    let page = mona.opens("/review").await.is(200).text();
    assert!(
        page.contains("a été refusé quand une autre personne l’a donné") && page.contains("Elle n’est pas à vous.")
    );
    zef.ends_well();
}
