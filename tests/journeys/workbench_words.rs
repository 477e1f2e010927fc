//! Slips of a curator: words that nothing knows yet are said before they stand on many photos, what was made is found again, and a
//! collection is made and published where one is.

use serde_json::json;

use super::workbench::{presses, public, sends, texts, with_curator};
use crate::browser::Browser;

const LIST: &str = "/curate?lane=title";

#[tokio::test]
async fn words_that_nothing_knows_are_said_before_they_are_given() {
    let (zef, _cora) = with_curator();
    let id = public(&zef, 1, &[("tags", "animal, port"), ("place_name", "Cale du Rody")]).await;
    let browser = Browser::of(&zef, "cora").await;
    let said = async |words: &[(&str, &str)]| -> Vec<String> {
        let words = [words, &[("step", "look")]].concat();
        let looked = sends(&browser, LIST, std::slice::from_ref(&id), &words).await.is(200).json();
        let sentences = looked["sentences"].as_array().unwrap().iter();
        sentences.map(|one| one.as_str().unwrap().replace(['\u{a0}', '\u{202f}'], " ")).collect()
    };
    let new = "« bateau » est un nouveau mot-clé.".to_owned();
    let like = "« animaux » est un nouveau mot-clé ; il y a déjà « animal ».".to_owned();
    let told = said(&[("tags_add", "port, bateau, animaux")]).await;
    assert!(told.contains(&new) && told.contains(&like) && told.len() == 3, "{told:?}");
    // Short words that differ by a letter are two words; a known tag is written in any case.
    assert_eq!(said(&[("tags_add", "Port")]).await, ["Aucune photo ne changera.", "1 sur 1 le dit déjà."]);
    let told = said(&[("tags_add", "pont")]).await;
    assert!(told.contains(&"« pont » est un nouveau mot-clé.".to_owned()), "{told:?}");
    // A commune, an address in one, and a place that a photo has are known.
    for place in ["Plougonvelin", "Rue de Siam, Brest", "cale du rody"] {
        let told = said(&[("place_name", place)]).await;
        assert!(!told.iter().any(|one| one.contains("n’est connu")), "{place}: {told:?}");
    }
    let told = said(&[("place_name", "Plougonvlin")]).await;
    let unknown = "Le lieu « Plougonvlin » n’est connu d’aucune liste ni d’aucune photo : vérifiez comment il s’écrit.";
    assert!(told.contains(&unknown.to_owned()), "{told:?}");
    // Without script, the page before the change says the same.
    let page = sends(&browser, LIST, &[id], &[("place_name", "zzzz")]).await.is(200).text();
    assert!(texts(&page, ".say.mind").iter().any(|one| one.contains("« zzzz »")), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_of_a_title_that_none_has_is_made_and_published_from_the_list() {
    let (zef, _cora) = with_curator();
    let id = public(&zef, 1, &[]).await;
    let browser = Browser::of(&zef, "cora").await;
    // As the completion of the field leaves the form.
    let words = [("collection_add", "Les phares"), ("collection_new", "Les phares")];
    let looked = [&words[..], &[("step", "look")]].concat();
    let said = sends(&browser, LIST, std::slice::from_ref(&id), &looked).await.is(200).json();
    assert!(said["sentences"].to_string().contains("sera créée, comme brouillon"), "{said}");
    let preview = sends(&browser, LIST, std::slice::from_ref(&id), &words).await.is(200).text();
    presses(&browser, &preview, "/curate", Some(("step", "make"))).await.is(303);
    let page = browser.opens(LIST).await.is(200).text();
    assert_eq!(texts(&page, ".made button").last().map(String::as_str), Some("Publier"), "{page}");
    // The button sends the form of the message to the collection.
    let form = crate::browser::forms(&page).into_iter().find(|form| form.action.ends_with("/undo")).unwrap();
    let fields: Vec<(String, String)> =
        form.fields.into_iter().chain([("state".to_owned(), "published".to_owned())]).collect();
    browser.posts("/collections/les-phares/edit", &fields).await.is(303);
    let kept = zef.visitor.reads("/api/v1/collections/les-phares").await.is(200).json();
    assert_eq!((&kept["title"], &kept["count"]), (&json!("Les phares"), &json!(1)), "{kept}");
    zef.ends_well();
}

#[tokio::test]
async fn what_somebody_changed_is_found_again_and_undone_later() {
    let (zef, _cora) = with_curator();
    let ids = [public(&zef, 1, &[]).await, public(&zef, 2, &[]).await];
    let browser = Browser::of(&zef, "cora").await;
    let page = browser.opens("/curate/batches").await.is(200).text();
    assert!(page.contains("Aucun de vos derniers changements"), "{page}");
    for (picked, tag) in [(&ids[..], "port"), (&ids[..1], "phare")] {
        let preview = sends(&browser, LIST, picked, &[("tags_add", tag), ("note", "Le fonds du port")]).await.is(200);
        presses(&browser, &preview.text(), "/curate", Some(("step", "make"))).await.is(303);
    }
    let page = browser.opens("/curate/batches").await.is(200).text();
    assert_eq!(texts(&page, "main li a"), ["1 photo changée", "2 photos changées"]);
    assert_eq!(texts(&page, "main li q"), ["Le fonds du port"; 2]);
    // Nobody finds what others made, and nobody who is not signed in has such a page.
    let tina = Browser::of(&zef, "tina").await;
    assert!(tina.opens("/curate/batches").await.is(200).text().contains("Aucun de vos derniers changements"));
    let visitor = zef.visitor.reads("/curate/batches").await.text();
    assert!(visitor.contains("name=\"password\"") && !visitor.contains("changée"), "{visitor}");
    // The older of the two is taken back; the photo that changed since is left as it is.
    let links = scraper::Html::parse_document(&page);
    let link = scraper::Selector::parse("main li a").unwrap();
    let older = links.select(&link).next_back().unwrap().attr("href").unwrap().to_owned();
    let page = browser.opens(&older).await.is(200).text();
    let action = crate::browser::forms(&page).into_iter().find(|form| form.action.ends_with("/undo")).unwrap().action;
    presses(&browser, &page, &action, None).await.is(303);
    assert_eq!(zef.visitor.sees(&ids[1]).await.photo().0["tags"], json!([]));
    assert_eq!(zef.visitor.sees(&ids[0]).await.photo().0["tags"], json!(["port", "phare"]));
    let page = browser.opens("/curate/batches").await.is(200).text();
    assert_eq!(texts(&page, "main li a")[0], "1 photo remise comme avant");
    zef.ends_well();
}
