//! Ada reads how the site is: what waits, how much room is left, what the last check found, and who did what.

use std::fs;

use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    browser::Browser,
    files,
    zef::{House, Zef, files_in},
};

/// Words that only those whom they are for read.
const WORDS: [&str; 4] =
    ["Zwqreport, à gauche du mât.", "zwq.riou@example.org", "Zwqverdict, on voit une rue.", "Zwqreason, des insultes."];

/// The page, as an administrator opens it.
async fn state(ada: &Browser, query: &str) -> String {
    ada.opens(&format!("/admin/state{query}")).await.is(200).text()
}

/// The page once it has these words.
async fn until(ada: &Browser, words: &str) -> String {
    for _ in 0..2_000 {
        let page = state(ada, "").await;
        if page.contains(words) {
            return page;
        }
    }
    panic!("the page never said “{words}”")
}

/// The text of some elements on one line.
fn text<'a>(elements: impl IntoIterator<Item = scraper::ElementRef<'a>>) -> String {
    let text: String = elements.into_iter().flat_map(|element| element.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The actions of a page, each as its text on one line.
fn actions(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let lines = Selector::parse("#actions .registry li").unwrap();
    page.select(&lines).map(|line| text([line])).collect()
}

/// The same without the instants that end them.
fn done(page: &str) -> Vec<String> {
    actions(page).into_iter().map(|line| line.rsplitn(3, ", ").nth(2).unwrap().to_owned()).collect()
}

/// The value of this name on a page.
fn fact(page: &str, name: &str) -> String {
    let page = Html::parse_document(page);
    let (pair, dt, dd) =
        (Selector::parse(".facts > div").unwrap(), Selector::parse("dt").unwrap(), Selector::parse("dd").unwrap());
    let found = page.select(&pair).find(|pair| text(pair.select(&dt)) == name);
    text(found.unwrap_or_else(|| panic!("nothing is called {name}")).select(&dd))
}

/// Where the page goes on.
fn earlier(page: &str) -> Option<String> {
    let page = Html::parse_document(page);
    let next = page.select(&Selector::parse("#actions a[rel=next]").unwrap()).next()?;
    next.attr("href").map(|address| address.trim_end_matches("#actions").trim_start_matches("/admin/state").to_owned())
}

#[tokio::test]
async fn what_waits_and_how_much_room_is_left_are_told() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let list = ada.opens("/admin").await.is(200).text();
    assert!(list.contains("href=\"/admin/state\""), "{list}");
    let page = state(&ada, "").await;
    assert_eq!((fact(&page, "Photos à relire"), fact(&page, "Signalements")), ("rien".to_owned(), "rien".to_owned()));
    assert!(!page.contains("Courriels à envoyer"), "mail is not configured");

    zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created();
    let page = state(&ada, "").await;
    assert!(fact(&page, "Photos à relire").starts_with("2 photos, la plus ancienne depuis le "), "{page}");
    assert_eq!(
        (fact(&page, "Meilleurs fichiers à relire"), fact(&page, "Suggestions")),
        ("rien".to_owned(), "rien".to_owned())
    );
    let id = zef.trusted.gives("kermesse.jpg").under("cc-by-4.0").await.created().id();
    let suggested = json!({ "field": "title", "new": "Kermesse", "why": "" });
    zef.other.posts(&format!("/api/v1/photos/{id}/suggestions"), suggested).await.is(201);
    let page = state(&ada, "").await;
    assert_eq!(fact(&page, "Suggestions"), "une suggestion");
    assert!(page.contains("href=\"/review\"") && page.contains("href=\"/admin/reports\""), "{page}");
    assert!(fact(&page, "Libre").contains(" sur ") && fact(&page, "Gardé libre").contains("journal"), "{page}");
    assert_eq!(fact(&page, "Changements"), "acceptés");
    assert!(fact(&page, "Dernier changement").starts_with("numéro "), "{page}");
    assert_eq!(fact(&page, "Version"), env!("CARGO_PKG_VERSION"));
    // The folders are measured in the background: the page does not wait for them for long.
    let page = until(&ada, "Mesuré le").await;
    for folder in ["Photothèque", "Journal", "État indexé"] {
        assert!(fact(&page, folder).ends_with('o'), "{folder}: {page}");
    }
    let english = ada.opens("/en/admin/state").await.is(200).text();
    assert!(fact(&english, "Photos to review").starts_with("2 photos, the oldest since "), "{english}");
    zef.ends_well();
}

#[tokio::test]
async fn who_did_what_is_told_newest_first_page_by_page_and_by_person_and_gesture() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let first = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let second = zef.contributor.gives("storm.webp").under("cc-by-4.0").titled("Tempête").await.created();
    zef.moderator.publishes(&first.id()).await;
    zef.moderator.decides(&second.id(), "refuse", WORDS[3]).await.photo();
    zef.moderator.changes(&first.id(), json!({ "title": "Feuille de houx" })).await.photo();
    let form = ada.form_on("/admin/people/bran", "/admin/people/bran/suspend").await;
    ada.fills(&form, &[("why", WORDS[3])]).await.is(303);

    let page = state(&ada, "").await;
    let told = done(&page);
    assert_eq!(
        told[..5],
        [
            "Compte suspendu : Bran Kerhervé Ada Riou",
            "Photo modifiée : Feuille de houx Mona Quéré",
            "Photo refusée : Tempête Mona Quéré",
            "Photo relue et publiée : Feuille de houx Mona Quéré",
            "2 photos données : Tempête, Feuille de houx Anne Le Gall",
        ],
        "{page}"
    );
    assert_eq!(told.last().unwrap(), "Compte créé Anne Le Gall", "{told:?}");
    for link in [format!("href=\"/photos/{}\"", first.id()), "href=\"/admin/people/mona\"".to_owned()] {
        assert!(page.contains(&link), "{link}: {page}");
    }
    assert!(!page.contains("Zwq"), "reasons are not told: {page}");

    let of_mona = done(&state(&ada, "?by=mona").await);
    assert_eq!(of_mona.len(), 5, "{of_mona:?}");
    assert!(of_mona.iter().all(|line| line.ends_with("Mona Quéré")), "{of_mona:?}");
    assert_eq!(done(&state(&ada, "?what=suspend").await), ["Compte suspendu : Bran Kerhervé Ada Riou"]);
    assert_eq!(done(&state(&ada, "?by=mona&what=describe").await), ["Photo modifiée : Feuille de houx Mona Quéré"]);
    assert!(state(&ada, "?by=tina&what=suspend").await.contains("Rien ici."));
    let unknown = state(&ada, "?by=%3Cb%3EZo%C3%A9&what=").await;
    assert!(unknown.contains("Personne n’a l’identifiant") && !unknown.contains("<b>Zoé"), "{unknown}");
    assert!(unknown.contains("/admin/people?q="), "{unknown}");
    ada.opens("/admin/state?what=dance").await.is(404);
    let person = ada.opens("/admin/people/mona").await.is(200).text();
    assert!(person.contains("/admin/state?by=mona#actions"), "{person}");

    // Changes in turn make pages, and nothing is told twice or left out.
    for number in 0..40 {
        let title = format!("Titre {number}");
        zef.moderator.changes(&first.id(), json!({ "title": title })).await.photo();
        let page = ada.form_on("/admin/people/anne", "/admin/people/anne/end-sessions").await;
        ada.fills(&page, &[]).await.is(303);
    }
    let mut page = state(&ada, "").await;
    let mut seen = done(&page);
    assert_eq!(
        seen[..2],
        ["Toutes les sessions fermées : Anne Le Gall Ada Riou", "Photo modifiée : Titre 39 Mona Quéré"]
    );
    while let Some(next) = earlier(&page) {
        page = state(&ada, &next.replace("&amp;", "&")).await;
        seen.extend(done(&page));
    }
    let told: Vec<String> = told.into_iter().map(|line| line.replace("Feuille de houx", "Titre 39")).collect();
    assert_eq!(seen[80..], told[..], "{seen:?}");
    zef.ends_well();
}

#[tokio::test]
async fn nothing_private_stands_in_what_is_told() {
    let zef = Zef::serve();
    let [text, contact, verdict, _] = WORDS;
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let visitor = Browser::before(&zef);
    let form = visitor.form_on(&format!("/report?photo={id}"), "/report").await;
    visitor.fills(&form, &[("reason", "minor"), ("text", text), ("contact", contact)]).await.is(303);
    let ada = Browser::of(&zef, "ada").await;
    let page = state(&ada, "").await;
    assert!(fact(&page, "Signalements").starts_with("un signalement, depuis le "), "{page}");
    assert_eq!(done(&page)[0], "Signalement reçu : voir les signalements une personne qui visite le site");

    let mona = Browser::of(&zef, "mona").await;
    let form = mona.form_on("/admin/reports", "/admin/reports").await;
    mona.fills(&form, &[("decision", "hide"), ("reason", verdict)]).await.is(303);
    // What a person reads or asks for alone is not told.
    let tina = Browser::of(&zef, "tina").await;
    let form = tina.form_on("/account/news", "/account/news/read").await;
    tina.fills(&form, &[]).await.is(303);
    let page = state(&ada, "").await;
    assert_eq!(done(&page)[0], "Photo signalée, cachée : Feuille, voir les signalements Mona Quéré");
    assert!(!page.contains("Zwq") && !page.contains("zwq"), "{page}");

    // A person who was forgotten has no name, and what they gave is gone.
    let house = zef.ends_well();
    house.run(&["forget", "person", "tina", "--yes"]).well();
    let zef = house.serve();
    let ada = Browser::of(&zef, "ada").await;
    let page = state(&ada, "").await;
    let told = done(&page);
    assert!(told[0].starts_with("Personne oubliée"), "{told:?}");
    assert!(told.iter().any(|line| line.ends_with("un compte oublié")), "{told:?}");
    assert!(!page.contains("Tina") && !page.contains("Feuille") && !page.contains("/tina"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn the_last_check_and_what_it_found_are_told_and_another_begins_by_a_button() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    assert!(state(&ada, "").await.contains("Aucune vérification n’a encore été faite"));
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    let original = files_in(&house.storage).into_iter().find(|path| path.ends_with(photo.blake3())).unwrap();
    fs::write(&original, "other bytes").unwrap();
    assert_eq!(house.run(&["check"]).code, 1);

    let zef = house.serve();
    let ada = ada.now_before(&zef);
    let page = state(&ada, "").await;
    assert_eq!(fact(&page, "Regardé"), "Photos : 2. Originaux : 2.");
    assert!(
        page.contains("L’original d’une photo est perdu ou abîmé") && page.contains(">Feuille</a></li></ul>"),
        "{page}"
    );
    let before = fact(&page, "Dernière vérification");

    fs::write(&original, files::fixture("leaf.jpg")).unwrap();
    let form = ada.form_on("/admin/state", "/admin/state/check").await;
    let begun = ada.fills(&form, &[]).await.is(303);
    assert_eq!(begun.header("location"), "/admin/state");
    let page = until(&ada, "Tout est en ordre").await;
    assert!(page.contains("Tout est en ordre") && !page.contains("perdu ou abîmé"), "{before}: {page}");
    // It is remembered when the library is opened again.
    let zef = zef.ends_well().serve();
    let page = state(&ada.now_before(&zef), "").await;
    assert!(page.contains("Tout est en ordre"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn nobody_but_an_administrator_reads_it() {
    let (house, _token) = House::new().with_curator();
    let zef = house.serve();
    for handle in ["anne", "cora", "mona"] {
        let browser = Browser::of(&zef, handle).await;
        for path in ["/admin/state", "/admin/state?by=ada", "/admin/state?what=dance"] {
            let [refused, people] =
                [browser.opens(path).await.is(403).text(), browser.opens("/admin/people").await.is(403).text()];
            assert!(
                refused.contains("Votre compte ne permet pas de faire cela") && !refused.contains("Ada Riou"),
                "{path}"
            );
            assert!(people.contains("Votre compte ne permet pas de faire cela"));
        }
        let form = browser.form_on("/account", "/account/sign-out-everywhere").await;
        browser.posts("/admin/state/check", &form.fields).await.is(403);
    }
    let visitor = Browser::before(&zef);
    assert_eq!(visitor.opens("/admin/state").await.is(303).header("location"), "/login?back=%2Fadmin%2Fstate");
    assert!(visitor.posts("/admin/state/check", &[]).await.status.is_client_error());
    // Without the proof of a page, nothing begins.
    let ada = Browser::of(&zef, "ada").await;
    ada.posts("/admin/state/check", &[]).await.is(403);
    assert!(state(&ada, "").await.contains("Aucune vérification n’a encore été faite"));
    zef.ends_well();
}
