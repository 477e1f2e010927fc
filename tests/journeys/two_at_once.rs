//! Two people change one photo at the same time: the second is shown what differs, and nothing passes until they choose.

use serde_json::json;

use crate::{
    browser::{Browser, PageForm, forms},
    zef::{House, Zef},
};

fn the_form(page: &str, path: &str) -> PageForm {
    forms(page).into_iter().find(|form| form.action == path).unwrap()
}

async fn opened(zef: &Zef) -> (String, String, Browser, PageForm) {
    let gift = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille");
    let id = gift.with("description", "Au bord de l’eau.").with("taken", "1912-07-14").await.created().id();
    let path = format!("/photos/{id}/edit");
    let anne = Browser::of(zef, "anne").await;
    let form = anne.form_on(&path, &path).await;
    (id, path, anne, form)
}

#[tokio::test]
async fn saving_again_does_not_overwrite_what_somebody_else_wrote() {
    let zef = Zef::serve();
    let (id, path, anne, form) = opened(&zef).await;
    zef.moderator.changes(&id, json!({ "title": "Feuille de houx", "tags": ["houx"] })).await.photo();
    let typed = [("title", "Ma feuille"), ("description", "Tout ce que j’ai écrit."), ("vouched", "yes")];
    let mut page = anne.fills(&form, &typed).await.is(409).text();
    // However often it is saved again.
    for _ in 0..2 {
        let told = page.replace("&#x27;", "'");
        for said in ["Feuille de houx", "Ma feuille", "houx", "Tout ce que j’ai écrit.", "Ce qui diffère"] {
            assert!(told.contains(said), "{said}: {told}");
        }
        let form = the_form(&page, &path);
        assert!(form.fields.contains(&("vouched".to_owned(), "yes".to_owned())), "what was ticked stays so: {form:?}");
        page = anne.fills(&form, &[]).await.is(409).text();
        let kept = zef.contributor.sees(&id).await.photo();
        assert_eq!(
            (&kept.0["title"], &kept.0["description"]),
            (&json!("Feuille de houx"), &json!("Au bord de l’eau."))
        );
    }
    // One choice of three is not enough, nor are choices about what was there before.
    let again = the_form(&page, &path);
    anne.fills(&again, &[("choice.title", "mine")]).await.is(409);
    let choices = [("choice.title", "mine"), ("choice.description", "mine"), ("choice.tags", "now")];
    zef.moderator.changes(&id, json!({ "alt": "Une feuille" })).await.photo();
    let page = anne.fills(&again, &choices).await.is(409).text();
    let choices = [choices.as_slice(), &[("choice.alt", "now")]].concat();
    anne.fills(&the_form(&page, &path), &choices).await.is(303);
    let kept = zef.contributor.sees(&id).await.photo();
    assert_eq!((&kept.0["title"], &kept.0["description"]), (&json!("Ma feuille"), &json!("Tout ce que j’ai écrit.")));
    assert_eq!((&kept.0["tags"], &kept.0["alt"]), (&json!(["houx"]), &json!("Une feuille")));
    zef.ends_well();
}

#[tokio::test]
async fn a_mistake_in_between_does_not_make_an_old_form_new() {
    let zef = Zef::serve();
    let (id, path, anne, form) = opened(&zef).await;
    zef.moderator.changes(&id, json!({ "title": "Feuille de houx" })).await.photo();
    let page = anne.fills(&form, &[("taken", "hier"), ("title", "Ma feuille")]).await.is(422).text();
    let page = anne.fills(&the_form(&page, &path), &[("taken", "1912")]).await.is(409).text();
    assert!(page.contains("Ma feuille") && page.contains("Feuille de houx"), "{page}");
    assert_eq!(zef.contributor.sees(&id).await.photo().0["title"], "Feuille de houx");
    // The same words on both sides are no conflict.
    zef.moderator.changes(&id, json!({ "title": "Ma feuille", "taken": "1912" })).await.photo();
    anne.fills(&the_form(&page, &path), &[]).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn staff_are_not_shown_what_was_hidden_meanwhile() {
    let (house, _) = House::new().with_curator();
    let zef = house.serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").with("author_name", "Soizic Riou");
    let id = gift.with("place_precision", "exact").with("latitude", "48.390394").with("longitude", "-4.486076");
    let id = id.await.created().id();
    let path = format!("/photos/{id}/edit");
    let cora = Browser::of(&zef, "cora").await;
    let form = cora.form_on(&path, &path).await;
    let hides = json!({ "author_name": "Maïwenn Quéméneur", "author_withheld": true, "place_precision": "hidden" });
    zef.trusted.changes(&id, hides).await.photo();
    let page = cora.fills(&form, &[("title", "Feuille")]).await.is(409).text();
    assert!(!page.contains("Quéméneur") && !page.contains("48,39"), "{page}");
    // A name guessed in an old form is answered as any other name is.
    for guess in ["Maïwenn Quéméneur", "Quelqu’un d’autre"] {
        let page = cora.fills(&form, &[("author_name", guess)]).await.is(409).text();
        assert!(!page.contains("choice.author_name"), "{guess}: {page}");
    }
    // What they may not change stays as it is without their choosing; the rest they choose.
    let again = the_form(&page, &path);
    let hidden = |name: &str| again.fields.contains(&(name.to_owned(), "now".to_owned()));
    assert!(hidden("choice.place_precision") && hidden("choice.author_withheld"), "{again:?}");
    cora.fills(&again, &[("choice.title", "mine")]).await.is(303);
    let photo = zef.visitor.sees(&id).await.photo();
    assert_eq!((&photo.0["title"], &photo.0["author"]["withheld"]), (&json!("Feuille"), &json!(true)));
    assert_eq!(photo.0["place"]["precision"], "hidden");
    zef.ends_well();
}
