//! Drafts are listed by the names of their files, in the order in which they were chosen; nobody else reads the names.

use reqwest::multipart::{Form, Part};
use scraper::{Html, Selector};

use crate::{
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::Zef,
};

const NAMES: [&str; 4] = ["Pardon de Rumengol.jpg", "DSC_0412.jpg", "coupee.jpg", "le_port.jpg"];

/// What the page lists: the files that are no photo, then the photos to describe, by their names.
fn listed(page: &Answer) -> (Vec<String>, Vec<String>) {
    let page = Html::parse_document(&page.text());
    let all = |selector: &str| {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect()
    };
    (all(".queue li b"), all("#photos .file p"))
}

/// The titles in the fields of the photos, in their order.
fn titles(page: &Answer) -> Vec<String> {
    let page = Html::parse_document(&page.text());
    let field = Selector::parse("#photos input[name$='.title']").unwrap();
    page.select(&field).map(|field| field.attr("value").unwrap_or_default().to_owned()).collect()
}

/// The bytes of a file by its name; that of one is cut short.
fn bytes(name: &str) -> Vec<u8> {
    match name {
        "coupee.jpg" => files::fixture("leaf.jpg")[..60_000].to_vec(),
        name => files::small_photograph(u64::try_from(name.len()).unwrap()),
    }
}

#[tokio::test]
async fn after_an_error_every_file_of_the_plain_form_is_listed_with_what_was_typed() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    // A date that no calendar has stops the form; what is right of it is kept with the photos.
    let words = [
        ("title", "Le pardon"),
        ("description", "Sur la place."),
        ("taken", "31/02/2020"),
        ("tags", "pardon, fête"),
        ("place_name", "Le Faou"),
        ("source", "own"),
        ("modify", "alike"),
        ("sell", "yes"),
        ("submit", "true"),
    ];
    let form = words.iter().fold(Form::new(), |form, (name, word)| form.text(*name, *word));
    let form = NAMES.iter().fold(form, |form, name| form.part("file", Part::bytes(bytes(name)).file_name(*name)));
    let page = anne.uploads_to("/upload", form).await.is(422);
    let drafts = ["Pardon de Rumengol.jpg", "DSC_0412.jpg", "le_port.jpg"];
    let refused = vec!["coupee.jpg".to_owned()];
    assert_eq!(listed(&page), (refused.clone(), drafts.map(str::to_owned).to_vec()));
    let text = page.text();
    assert!(text.contains("Vos 3 photos sont gardées en brouillon, dans l’ordre"), "{text}");
    assert!(text.contains("est maintenant dans la première"), "{text}");
    assert_eq!(titles(&page), ["Le pardon", "", "Le port"]);
    assert!(text.contains("31/02/2020") && text.contains("Sur la place.") && text.contains("value=\"Le Faou\""));
    assert_eq!(text.matches("value=\"pardon, fête\"").count(), 3, "tags were said of all");
    assert!(text.contains("id=\"modify-alike\" name=\"modify\" value=\"alike\" checked"), "{text}");

    // Sent again with another mistake, the list is the same.
    let form = forms(&text).into_iter().find(|form| form.action == "/upload/details").unwrap();
    let page = anne.fills(&form, &[("submit", "true")]).await.is(422);
    assert_eq!(listed(&page), (refused, drafts.map(str::to_owned).to_vec()));

    // Whoever leaves now finds the drafts again: names, order, and words said of all.
    let resume = anne.opens("/upload").await.is(200).text();
    let link = resume.split("href=\"").find(|link| link.starts_with("/upload?ids=")).unwrap();
    let page = anne.opens(link.split('"').next().unwrap()).await.is(200);
    assert_eq!(listed(&page).1, drafts);
    assert!(page.text().contains("value=\"Le Faou\""));
    let mine = anne.opens("/account/photos").await.is(200).text();
    for name in ["Le pardon", "DSC_0412.jpg", "Le port"] {
        assert!(mine.contains(name), "{name} is not in the list of her photos");
    }
    zef.ends_well();
}

#[tokio::test]
async fn drafts_stand_in_the_order_in_which_their_files_were_chosen() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let page = anne.opens("/upload").await.is(200).text();
    let batch = page.split("data-batch=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // Several travel at once: they do not arrive in their order.
    for (place, name) in [(2, "dernier.jpg"), (0, "premier.jpg"), (1, "second.jpg")] {
        let part = Part::bytes(files::small_photograph(100 + place)).file_name(name);
        let form = Form::new().text("batch", batch.clone()).text("place", place.to_string()).part("file", part);
        let answer = anne.uploads_to("/upload/file", form).await.is(200).json();
        assert_eq!(answer["title"], ["Premier", "Second", "Dernier"][usize::try_from(place).unwrap()], "{answer}");
    }
    // Given by a program afterwards, one comes last.
    zef.contributor.gives_bytes("C:\\Photos\\quatre.jpg", files::small_photograph(104)).in_draft().await.created();
    let resume = anne.opens("/upload").await.is(200).text();
    let link = resume.split("href=\"").find(|link| link.starts_with("/upload?ids=")).unwrap();
    let page = anne.opens(link.split('"').next().unwrap()).await.is(200);
    assert_eq!(listed(&page).1, ["premier.jpg", "second.jpg", "dernier.jpg", "quatre.jpg"]);
    zef.ends_well();
}

#[tokio::test]
async fn the_name_of_a_file_is_read_by_who_gave_it_alone_and_goes_with_its_publication() {
    let zef = Zef::serve();
    let name = "Tante Yvonne a l hopital.jpg";
    let gift = zef.contributor.gives_bytes(name, files::small_photograph(7)).under("cc-by-4.0").titled("Un jardin");
    let id = gift.await.created().id();
    assert_eq!(zef.contributor.sees(&id).await.photo().0["file_name"], name);
    // Sent back whole, it changes nothing.
    let whole = zef.contributor.sees(&id).await.photo().0;
    zef.contributor.changes(&id, whole).await.photo();

    let mona = Browser::of(&zef, "mona").await;
    let told = [
        zef.moderator.sees(&id).await.is(200).text(),
        mona.opens("/review").await.is(200).text(),
        mona.opens(&format!("/photos/{id}")).await.is(200).text(),
        mona.opens(&format!("/photos/{id}/edit")).await.is(200).text(),
    ];
    assert!(told.iter().all(|page| !page.contains("Yvonne")), "{told:?}");
    zef.moderator.publishes(&id).await;
    for reader in [&zef.contributor, &zef.moderator, &zef.visitor] {
        let photo = reader.sees(&id).await.is(200).text();
        assert!(!photo.contains("Yvonne"), "{photo}");
    }
    zef.ends_well();
}
