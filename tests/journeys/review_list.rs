//! The review list, from its first page to its last.

use serde_json::json;

use crate::{browser::Browser, files, metadata, zef::Zef};

/// The texts of all that a selector finds on a page.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(page);
    let selector = scraper::Selector::parse(selector).unwrap();
    page.select(&selector).map(|found| found.text().collect::<String>().trim().to_owned()).collect()
}

#[tokio::test]
async fn a_moderator_reads_on_from_where_they_were() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for number in 0..26 {
        let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        ids.push(gift.titled(&format!("Photo {number}")).await.created().id());
    }
    let reserved =
        metadata::written(&files::small_photograph(40), &["-EXIF:Copyright=© Paul Autre. All rights reserved"]);
    zef.trusted.gives_bytes("b.jpg", reserved).under("cc-by-4.0").await.created();

    let mona = Browser::of(&zef, "mona").await;
    let first = mona.opens("/review").await.is(200).text();
    assert_eq!(texts(&first, ".pos span"), ["1 sur 27\u{a0}: Une photo déjà publique, à relire"]);
    assert!(
        texts(&first, ".doors .count").iter().all(|count| count.is_empty() || count.starts_with("27")),
        "their sum"
    );
    let second = mona.reviews(&ids[0]).await.is(200).text();
    assert_eq!(texts(&second, ".pos span"), ["2 sur 27\u{a0}: 26 photos à relire, les plus anciennes d’abord"]);
    let next = scraper::Html::parse_document(&first);
    let link = scraper::Selector::parse(".film a[rel=next]").unwrap();
    let next = next.select(&link).next().unwrap();
    assert_eq!(next.text().collect::<String>().trim(), "Suite →");
    let second = next.attr("href").unwrap().to_owned();

    // Published from the second page, a photo leads back to it, named.
    let action = format!("/photos/{}/review", ids[24]);
    let answer = mona.fills(&mona.form_on(&second, &action).await, &[("decision", "publish")]).await.is(303);
    let page = mona.opens(answer.header("location")).await.is(200).text();
    assert_eq!(texts(&page, ".say.good a"), ["«\u{a0}Photo 24\u{a0}»"]);
    assert!(
        texts(&page, ".say.good").concat().contains("«\u{a0}Photo 24\u{a0}» est publiée."),
        "the title comes first"
    );
    assert_eq!(texts(&page, ".case h2"), ["Photo 25"]);

    // After the last one of the last page, the list begins again.
    let action = format!("/photos/{}/review", ids[25]);
    let answer = mona.fills(&mona.form_on(&second, &action).await, &[("decision", "publish")]).await.is(303);
    let page = mona.opens(answer.header("location")).await.is(200).text();
    let film = scraper::Html::parse_document(&page);
    assert_eq!(film.select(&scraper::Selector::parse(".film img").unwrap()).count(), 25);

    // Each decision leads to the photo that comes after, wherever one is.
    let action = format!("/photos/{}/review", ids[7]);
    let form = mona.form_on(&format!("/review?photo={}", ids[7]), &action).await;
    let answer =
        mona.fills(&form, &[("decision", "refuse"), ("ready", "Trop floue."), ("reason", "Et penchée.")]).await;
    let page = mona.opens(answer.is(303).header("location")).await.is(200).text();
    assert_eq!(texts(&page, ".case h2"), ["Photo 8"]);
    assert_eq!(texts(&page, ".film [aria-current]").len(), 1);
    let refused = zef.moderator.sees(&ids[7]).await.photo();
    assert_eq!(refused.state(), "refused");
    zef.ends_well();
}

#[tokio::test]
async fn a_refusal_without_a_reason_opens_where_the_reason_is_written() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let mona = Browser::of(&zef, "mona").await;
    let form = mona.form_on("/review", &format!("/photos/{id}/review")).await;
    let page = mona.fills(&form, &[("decision", "refuse")]).await.is(422).text();
    let focused = scraper::Html::parse_document(&page);
    let autofocus = scraper::Selector::parse("[autofocus]").unwrap();
    let focused: Vec<_> = focused.select(&autofocus).filter_map(|field| field.attr("aria-describedby")).collect();
    assert_eq!(texts(&page, &format!("#{}", focused[0])).len(), 1, "the field in focus is told what is missing");
    zef.ends_well();
}

#[tokio::test]
async fn whoever_took_a_photo_is_set_right_on_its_form() {
    let zef = Zef::serve();
    let gift = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").with("author_name", "Yann Riou");
    let id = gift.await.created().id();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let warned = format!("#photo-{id} .say.bad");
    let page = mona.opens("/review").await.is(200).text();
    assert!(texts(&page, &warned).iter().any(|warning| warning.ends_with("l’auteur crédité est Yann Riou.")), "{page}");

    let path = format!("/photos/{id}/edit");
    let form = anne.form_on(&path, &path).await;
    assert!(form.fields.contains(&("source".to_owned(), "own".to_owned())));
    anne.fills(&form, &[("source", "permission"), ("author_name", "Anne Le Gall")]).await.is(422);
    anne.fills(&form, &[("source", "permission")]).await.is(303);
    assert_eq!(zef.contributor.sees(&id).await.photo().0["source"], "permission");
    let page = mona.opens("/review").await.is(200).text();
    assert!(texts(&page, &warned).iter().all(|warning| !warning.contains("Yann Riou")), "{page}");

    // Nobody reads the name of an author who asked not to be named, nor that it is unknown.
    zef.contributor.changes(&id, json!({ "author_withheld": true })).await.photo();
    let page = mona.opens("/review").await.is(200).text();
    assert!(page.contains("Auteur non nommé, à sa demande") && !page.contains("Yann Riou"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_question_of_the_review_has_its_answer() {
    let zef = Zef::serve();
    let id = zef.contributor.gives_bytes("a.jpg", files::small_photograph(30)).under("cc-by-4.0").await.created().id();
    zef.moderator.decides(&id, "request-change", "Cette personne est-elle d’accord ?").await.photo();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let path = format!("/photos/{id}/edit");
    let form = anne.form_on(&path, &path).await;
    anne.fills(&form, &[("reply", "Oui, par écrit."), ("submit", "true")]).await.is(303);
    let said = |page: String| texts(&page, &format!("#photo-{id} blockquote"));
    let both = ["Cette personne est-elle d’accord ?", "Oui, par écrit."];
    assert_eq!(said(mona.opens("/review").await.is(200).text()), both);

    // By a program as well; the latest question and the latest answer are shown.
    zef.moderator.decides(&id, "request-change", "Depuis quand ?").await.photo();
    let submit = format!("/api/v1/photos/{id}/submit");
    let long = "a".repeat(2_001);
    zef.contributor.posts(&submit, json!({ "reply": long })).await.refused(422, "invalid-field");
    zef.contributor.posts(&submit, json!({ "reply": "Depuis mai." })).await.photo();
    assert_eq!(said(mona.opens("/review").await.is(200).text()), ["Depuis quand ?", "Depuis mai."]);
    zef.ends_well();
}

#[tokio::test]
async fn what_a_program_did_not_say_is_not_told_as_said() {
    let zef = Zef::serve();
    let by_program = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Par programme").await.created().id();
    let own = zef.contributor.gives_bytes("a.jpg", files::small_photograph(1)).in_draft().titled("Par la page");
    let draft = own.await.created().id();
    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on(&format!("/upload?ids={draft}"), "/upload/details").await;
    anne.fills(&form, &[("source", "own"), ("license", "cc-by-4.0"), ("submit", "true")]).await.is(303);
    let mona = Browser::of(&zef, "mona").await;
    let said = async |id: &str| mona.reviews(id).await.is(200).text();
    assert!(said(&by_program).await.contains("Donnée par un programme, qui n’a pas dit qui l’a prise"));
    assert!(said(&draft).await.contains("dit l’avoir prise"));
    zef.ends_well();
}
