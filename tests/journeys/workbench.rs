//! The workbench: lists of photos that are picked, changed together, looked at before, and put back; without script.

use reqwest::Method;
use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    files,
    zef::{House, Zef},
};

/// A library with a curator, and her.
pub(super) fn with_curator() -> (Zef, Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

/// A public photo of Tina's with this beside.
pub(super) async fn public(zef: &Zef, number: u64, fields: &[(&'static str, &str)]) -> String {
    let mut gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    for (field, value) in fields {
        gift = gift.with(field, value);
    }
    gift.await.created().id()
}

pub(super) fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).map(|element| element.text().collect::<String>());
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The photos of a page that can be picked, and whether each is.
fn picks(page: &str) -> Vec<(String, bool)> {
    let page = Html::parse_document(page);
    let boxes = Selector::parse(".pick").unwrap();
    page.select(&boxes).map(|pick| (pick.attr("value").unwrap().to_owned(), pick.attr("checked").is_some())).collect()
}

async fn patches(actor: &Actor, path: &str, patch: serde_json::Value) {
    Answer::read(actor.asks(Method::PATCH, path).json(&patch).send().await).await.unwrap().is(200);
}

/// How many photos each lane has, in the order of the page. The lane that the search index knows is left out while it is behind.
async fn lanes(browser: &Browser) -> Vec<String> {
    for _ in 0..2_000 {
        let counts = texts(&browser.opens("/curate?lane=title").await.is(200).text(), ".lists i");
        if counts.len() == 7 {
            return counts;
        }
    }
    panic!("the search index never caught up");
}

/// Sends the form of a list with these photos picked.
pub(super) async fn sends(browser: &Browser, list: &str, picked: &[String], words: &[(&str, &str)]) -> Answer {
    let form = browser.form_on(list, "/curate").await;
    let mut fields: Vec<(String, String)> = form.fields;
    fields.retain(|(name, _)| !words.iter().any(|(word, _)| word == name));
    fields.extend(picked.iter().map(|id| ("photo".to_owned(), id.clone())));
    fields.extend(words.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    browser.posts("/curate", &fields).await
}

/// Sends a form of a page again, by this button.
pub(super) async fn presses(browser: &Browser, page: &str, action: &str, button: Option<(&str, &str)>) -> Answer {
    let forms = crate::browser::forms(page);
    let form = forms.iter().find(|form| form.action == action).unwrap_or_else(|| panic!("{action}: {forms:?}"));
    let mut fields = form.fields.clone();
    fields.extend(button.map(|(name, value)| (name.to_owned(), value.to_owned())));
    browser.posts(action, &fields).await
}

/// Makes the change of a preview, which leads back to its list: the page of its batch, as the list says it once.
async fn makes(browser: &Browser, preview: &str, list: &str) -> String {
    let made = presses(browser, preview, "/curate", Some(("step", "make"))).await.is(303);
    assert_eq!(made.header("location"), list);
    let page = browser.opens(list).await.is(200).text();
    let undo = crate::browser::forms(&page).into_iter().find(|form| form.action.ends_with("/undo")).expect(&page);
    assert!(!browser.opens(list).await.is(200).text().contains(&undo.action), "it is said once");
    undo.action.trim_end_matches("/undo").to_owned()
}

#[tokio::test]
async fn each_lane_has_what_lacks_something_and_empties() {
    let (zef, cora) = with_curator();
    let browser = Browser::of(&zef, "cora").await;
    assert_eq!(lanes(&browser).await, ["0"; 7]);
    let bare = public(&zef, 1, &[]).await;
    let far = [("title", "Le port"), ("tags", "port"), ("alt", "Un port"), ("taken", "1912")];
    let marseille = [("latitude", "43.3"), ("longitude", "5.37"), ("place_name", "Brest")];
    let far = public(&zef, 2, &[&far[..], &marseille].concat()).await;
    let draft = zef.trusted.gives_bytes("a.jpg", files::small_photograph(3)).in_draft();
    draft.await.created();
    assert_eq!(lanes(&browser).await, ["1", "1", "1", "1", "1", "1", "2"]);
    for lane in ["title", "tags", "place", "date", "alt"] {
        let page = browser.opens(&format!("/curate?lane={lane}")).await.is(200).text();
        assert_eq!(picks(&page), [(bare.clone(), false)], "{lane}");
    }
    let page = browser.opens("/curate?lane=contradiction").await.is(200).text();
    assert_eq!(picks(&page), [(far.clone(), false)]);
    assert_eq!(texts(&page, ".contact .tiny"), ["Tina Morvan, Brest, à plus de 940 km de la position"]);
    // Without anything asked, the first lane that has photos.
    assert_eq!(texts(&browser.opens("/curate").await.is(200).text(), ".lists [aria-current]"), ["Sans titre 1"]);
    // Of a hidden place, no lane tells whether it agrees with its name.
    zef.trusted.changes(&far, json!({ "place_precision": "hidden" })).await.photo();
    assert_eq!(lanes(&browser).await, ["1", "1", "1", "1", "1", "0", "2"]);
    cora.changes(&bare, json!({ "title": "La rade", "tags": ["rade"], "place_name": "Brest" })).await.photo();
    assert_eq!(lanes(&browser).await, ["0", "0", "0", "1", "1", "0", "2"]);
    zef.trusted.withdraws(&bare, "").await;
    assert_eq!(lanes(&browser).await, ["0", "0", "0", "0", "0", "0", "1"]);
    let page = browser.opens("/curate?lane=date").await.is(200).text();
    assert!(page.contains("Il n’y a plus de photo ici"), "{page}");
    let house = zef.ends_well();
    // Counted again from the journal, they are the same.
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    zef.visitor.reads("/api/v1/photos").await.is(200);
    assert_eq!(lanes(&Browser::of(&zef, "cora").await).await, ["0", "0", "0", "0", "0", "0", "1"]);
    zef.ends_well();
}

#[tokio::test]
async fn photos_are_picked_looked_at_changed_and_put_back() {
    let (zef, _cora) = with_curator();
    let mut ids = Vec::new();
    for number in 1..5 {
        let tags: &[(&str, &str)] = if number == 1 { &[("tags", "phare")] } else { &[] };
        ids.push(public(&zef, number, &[tags, &[("title", "Kermorvan")]].concat()).await);
    }
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?q=kermorvan&zoom=small";
    let page = browser.opens(list).await.is(200).text();
    assert_eq!(picks(&page).len(), 4);
    assert!(page.contains("class=\"contacts small\"") && page.contains("href=\"/curate?q=kermorvan\""), "{page}");
    let preview = sends(&browser, list, &ids[..3], &[("tags_add", "phare"), ("note", "Fonds Kerbrat")]).await;
    let preview = preview.is(200).text();
    assert!(preview.contains("2 photos changeront") && preview.contains("1 sur 3 le dit déjà"), "{preview}");
    assert_eq!(zef.visitor.sees(&ids[1]).await.photo().0["tags"], json!([]), "nothing is changed yet");

    // Back to the list, with what was picked and typed.
    let back = presses(&browser, &preview, "/curate", Some(("step", "back"))).await.is(200).text();
    let picked: Vec<bool> = picks(&back).iter().map(|(id, picked)| ids[..3].contains(id) == *picked).collect();
    assert_eq!(picked, [true; 4]);
    assert!(back.contains("name=\"tags_add\" value=\"phare\"") && back.contains("value=\"Fonds Kerbrat\""), "{back}");

    // The list comes back, and says what was done; a page has all of it.
    let path = makes(&browser, &preview, list).await;
    let page = browser.opens(&format!("{path}?from=q%3Dkermorvan%26zoom%3Dsmall")).await.is(200).text();
    assert!(page.contains("2 photos changées") && page.contains("Fonds Kerbrat"), "{page}");
    assert!(page.contains("href=\"/curate?q=kermorvan&#38;zoom=small\""), "it leads back to the list: {page}");
    assert_eq!(zef.visitor.finds("phare").await.len(), 3);
    let history = zef.trusted.reads(&format!("/api/v1/photos/{}/history", ids[1])).await.is(200).json();
    assert_eq!(history["items"][0]["note"], "Fonds Kerbrat");
    let public = zef.visitor.reads(&format!("/api/v1/photos/{}/history", ids[1])).await.is(200).json();
    assert_eq!((&public["items"][0]["note"], &public["items"][0]["batch"]), (&json!(null), &json!(null)));

    // Somebody else may not see it; one photo changed since, and the others are put back.
    for other in ["tina", "anne"] {
        let other = Browser::of(&zef, other).await;
        other.opens(&path).await.is(403);
        other.posts(&format!("{path}/undo"), &[]).await.is(403);
    }
    Browser::before(&zef).opens(&path).await.is(303);
    zef.trusted.changes(&ids[2], json!({ "alt": "Un phare" })).await.photo();
    let undone = presses(&browser, &page, &format!("{path}/undo"), None).await.is(303);
    let page = browser.opens(undone.header("location")).await.is(200).text();
    assert!(
        page.contains("1 photo remise comme avant") && page.contains("1 photo est restée comme elle est"),
        "{page}"
    );
    assert_eq!(zef.visitor.sees(&ids[1]).await.photo().0["tags"], json!([]));
    assert_eq!(zef.visitor.sees(&ids[2]).await.photo().0["tags"], json!(["phare"]));
    // A moderator sees who made it, and in English.
    let mona = Browser::of(&zef, "mona").await;
    let english = mona.opens(&format!("/en{path}")).await.is(200).text();
    assert!(english.contains("2 photos changed by Cora Bihan"), "{english}");
    zef.ends_well();
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let (zef, _cora) = with_curator();
    let ids = vec![public(&zef, 1, &[]).await, public(&zef, 2, &[]).await];
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=tags";
    let words = [("tags_add", "port"), ("place_name", "Brest"), ("description", "Vu du quai.")];
    let page = sends(&browser, list, &[], &words).await.is(422).text();
    assert!(page.contains("Aucune photo n’est choisie"), "{page}");
    for (name, value) in [("tags_add", "port"), ("place_name", "Brest")] {
        assert!(page.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}: {page}");
    }
    assert!(page.contains("Vu du quai."), "{page}");
    let page = sends(&browser, list, &ids[..1], &[]).await.is(422).text();
    assert!(page.contains("Rien n’est à changer"), "{page}");
    assert!(picks(&page).contains(&(ids[0].clone(), true)) && picks(&page).contains(&(ids[1].clone(), false)));
    let page = sends(&browser, list, &ids, &[("taken", "bientôt"), ("tags_add", "port")]).await.is(422).text();
    assert_eq!(texts(&page, "[role=alert]").len(), 1, "{page}");
    assert!(page.contains("value=\"bientôt\"") && page.contains("value=\"port\""), "{page}");
    assert!(picks(&page).iter().all(|(_, picked)| *picked), "{page}");
    let page = sends(&browser, list, &ids, &[("title", &"x".repeat(300))]).await.is(422).text();
    assert!(picks(&page).iter().all(|(_, picked)| *picked), "{page}");
    // A search that is not understood is not a wider one.
    browser.opens("/curate?license=nonsense").await.is(422);
    browser.opens("/curate?lane=nonsense").await.is(200);
    // The same change again changes nothing, and says so.
    let preview = sends(&browser, list, &ids, &[("place_name", "Brest")]).await.is(200).text();
    presses(&browser, &preview, "/curate", Some(("step", "make"))).await.is(303);
    let again = presses(&browser, &preview, "/curate", Some(("step", "make"))).await.is(303);
    let page = browser.opens(again.header("location")).await.is(200).text();
    assert!(page.contains("Rien n’a changé"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn contributors_work_on_their_own_photos_and_learn_nothing_of_others() {
    let (zef, _cora) = with_curator();
    let tinas = public(&zef, 1, &[("title", "La rade")]).await;
    let gift = zef.other.gives_bytes("a.jpg", files::small_photograph(2)).under("cc-by-4.0").titled("Secret de Bran");
    let hidden = gift.in_draft().await.created().id();
    let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(3)).under("cc-by-4.0");
    let own = gift.in_draft().await.created().id();
    // Whoever is not signed in is led there.
    assert!(Browser::before(&zef).opens("/curate").await.is(303).header("location").starts_with("/login"));
    let anne = Browser::of(&zef, "anne").await;
    for path in ["/curate", "/curate?lane=title", "/curate?q=rade"] {
        assert_eq!(anne.opens(path).await.is(303).header("location"), "/curate?mine=yes", "{path}");
    }
    let mine = anne.opens("/account/photos").await.is(200).text();
    assert!(mine.contains("href=\"/curate?mine=yes\""), "{mine}");
    let page = anne.opens("/curate?mine=yes").await.is(200).text();
    assert_eq!(picks(&page), [(own.clone(), false)]);
    assert!(texts(&page, ".lists a").is_empty() && !page.contains("href=\"/curate\""), "{page}");
    // Photos that the page does not show may be sent all the same.
    let all = vec![own.clone(), tinas.clone(), hidden.clone()];
    let preview = sends(&anne, "/curate?mine=yes", &all, &[("title", "À moi")]).await.is(200).text();
    assert!(preview.contains("1 photo changera") && preview.contains("elle n’est pas à vous"), "{preview}");
    assert!(preview.contains("n’est plus là") && !preview.contains("Secret"), "{preview}");
    presses(&anne, &preview, "/curate", Some(("step", "make"))).await.is(303);
    assert_eq!(zef.contributor.sees(&own).await.photo().0["title"], "À moi");
    assert_eq!(zef.visitor.sees(&tinas).await.photo().0["title"], "La rade");
    assert_eq!(zef.other.sees(&hidden).await.photo().0["title"], "Secret de Bran");
    // A lane that a form says she comes from is not shown to her either.
    let form = anne.form_on("/curate?mine=yes", "/curate").await;
    let refused = anne.fills(&form, &[("from", "lane=title"), ("title", "x")]).await;
    assert!(refused.status.as_u16() >= 400 && !refused.text().contains("La rade"), "{}", refused.text());
    // Without the token of the page, nothing is believed.
    let forged = [("photo".to_owned(), own.clone()), ("title".to_owned(), "Forgé".to_owned())];
    anne.posts("/curate", &forged).await.is(403);
    zef.ends_well();
}

#[tokio::test]
async fn lists_lead_curators_to_the_workbench() {
    let (zef, _cora) = with_curator();
    public(&zef, 1, &[("title", "La rade"), ("tags", "rade"), ("place_name", "Brest")]).await;
    let cora = Browser::of(&zef, "cora").await;
    for (path, leads) in [
        ("/search?q=rade", "/curate?q=rade"),
        ("/search?place=Brest", "/curate?q=&#38;place=Brest"),
        ("/tags/rade", "/curate?tag=rade"),
        ("/people/tina", "/curate?author=tina"),
    ] {
        let page = cora.opens(path).await.is(200).text();
        assert!(page.contains(&format!("href=\"{leads}\"")), "{path}: {page}");
        assert!(!zef.visitor.reads(path).await.is(200).text().contains("/curate"), "{path}");
        let list = cora.opens(&leads.replace("&#38;", "&")).await.is(200).text();
        assert_eq!(picks(&list).len(), 1, "{leads}");
    }
    assert!(cora.opens("/").await.is(200).text().contains("href=\"/curate\""));
    zef.ends_well();
}

#[tokio::test]
async fn photos_that_belong_together_are_picked_at_once() {
    let (zef, _cora) = with_curator();
    let mut ids = Vec::new();
    let hours = ["2024-05-03T14:00:00", "2024-05-03T14:20:00", "2024-05-03T16:00:00", "2024-05-03T14:40:00"];
    for (number, hour) in (1..).zip(hours) {
        ids.push(public(&zef, number, &[("taken", hour), ("author_name", "Tina Morvan")]).await);
    }
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=tags";
    let page = browser.opens(list).await.is(200).text();
    assert_eq!(texts(&page, ".series h2"), ["Tina Morvan, 3 mai 2024"]);
    assert_eq!(texts(&page, ".series .tick"), ["Choisir les 3 photos"]);
    // The newest first, and those of the series side by side.
    let order: Vec<String> = picks(&page).into_iter().map(|(id, _)| id).collect();
    assert_eq!(order, [&ids[3], &ids[1], &ids[0], &ids[2]].map(String::clone));
    let whole = format!("{} {} {}", ids[3], ids[1], ids[0]);
    let preview = sends(&browser, list, std::slice::from_ref(&whole), &[("tags_add", "port")]).await.is(200).text();
    assert!(preview.contains("3 photos changeront"), "{preview}");
    let back = presses(&browser, &preview, "/curate", Some(("step", "back"))).await.is(200).text();
    assert_eq!(picks(&back).iter().map(|(_, picked)| *picked).collect::<Vec<_>>(), [true, true, true, false]);
    assert_eq!(Html::parse_document(&back).select(&Selector::parse(".all-of[checked]").unwrap()).count(), 1);
    // A photo that is picked twice is counted once.
    let twice = [whole, ids[0].clone()];
    let preview = sends(&browser, list, &twice, &[("tags_add", "port")]).await.is(200).text();
    assert!(preview.contains("3 photos changeront"), "{preview}");
    zef.ends_well();
}

#[tokio::test]
async fn what_would_change_is_said_to_the_script_of_the_page() {
    let (zef, cora) = with_curator();
    let mut ids = vec![public(&zef, 1, &[("tags", "port")]).await];
    ids.push(public(&zef, 2, &[]).await);
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=title";
    let looked = sends(&browser, list, &ids, &[("tags_add", "port"), ("step", "look")]).await.is(200).json();
    let said = json!(["1 photo changera.", "1 sur 2 le dit déjà."]);
    assert_eq!(looked, json!({ "sentences": said, "changed": 1, "make": "Changer 1 photo" }));
    assert_eq!(zef.visitor.sees(&ids[1]).await.photo().0["tags"], json!([]), "nothing is changed yet");
    // What a photo says is not lost in silence.
    patches(&cora, &format!("/api/v1/photos/{}", ids[0]), json!({ "taken": "2015-10-29" })).await;
    let dated = sends(&browser, list, &ids, &[("taken", "automne 2015"), ("step", "look")]).await.is(200).json();
    let sentences: Vec<&str> = dated["sentences"].as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
    let told: Vec<_> = sentences.iter().filter(|one| one.contains("disent déjà") || one.contains("dit déjà")).collect();
    assert_eq!(
        told,
        [&"Date de prise de vue\u{a0}: 1 photo dit déjà autre chose, qui sera remplacé."],
        "{sentences:?}"
    );
    let page = sends(&browser, list, &ids, &[("taken", "automne 2015")]).await.is(200).text();
    assert!(texts(&page, ".say.mind").iter().any(|one| one.contains("qui sera remplacé")), "{page}");
    let both = [("collection_add", "Les phares"), ("collection_new", "Les ports"), ("step", "look")];
    let wrong = sends(&browser, list, &ids, &both).await.is(422).json();
    assert_eq!(wrong["field"], "collection_new");
    assert!(wrong["error"].as_str().unwrap().contains("videz l’un des deux champs"), "{wrong}");
    let wrong = sends(&browser, list, &ids, &[("taken", "bientôt"), ("step", "look")]).await.is(422).json();
    assert_eq!(wrong["field"], "taken");
    let wrong = sends(&browser, list, &[], &[("tags_add", "port"), ("step", "look")]).await.is(422).json();
    assert_eq!(wrong["error"], "Aucune photo n’est choisie\u{a0}: cochez celles qui changent.");
    zef.ends_well();
}

#[tokio::test]
async fn what_was_just_made_is_undone_from_its_list() {
    let (zef, _cora) = with_curator();
    let ids = [public(&zef, 1, &[]).await, public(&zef, 2, &[]).await];
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=tags";
    let preview = sends(&browser, list, &ids[..1], &[("tags_add", "port")]).await.is(200).text();
    presses(&browser, &preview, "/curate", Some(("step", "make"))).await.is(303);
    let page = browser.opens(list).await.is(200).text();
    assert!(page.contains("1 photo changée.") && picks(&page).len() == 1, "{page}");
    let action = crate::browser::forms(&page).into_iter().find(|form| form.action.ends_with("/undo")).unwrap().action;
    let undone = presses(&browser, &page, &action, None).await.is(303);
    assert_eq!(undone.header("location"), list);
    let page = browser.opens(list).await.is(200).text();
    assert!(
        page.contains("1 photo remise comme avant.") && page.contains("Refaire") && picks(&page).len() == 2,
        "{page}"
    );
    // Somebody changed the photo since: there is nothing to take back.
    let preview = sends(&browser, list, &ids[..1], &[("tags_add", "port")]).await.is(200).text();
    presses(&browser, &preview, "/curate", Some(("step", "make"))).await.is(303);
    let page = browser.opens(list).await.is(200).text();
    zef.trusted.changes(&ids[0], json!({ "tags": [] })).await.photo();
    let action = crate::browser::forms(&page).into_iter().find(|form| form.action.ends_with("/undo")).unwrap().action;
    presses(&browser, &page, &action, None).await.is(303);
    assert!(browser.opens(list).await.is(200).text().contains("Rien n’a pu être annulé"));
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_is_made_with_the_photos_that_are_picked() {
    let (zef, cora) = with_curator();
    let ids = [public(&zef, 1, &[("tags", "port")]).await, public(&zef, 2, &[]).await];
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=collection";
    let page = browser.opens(list).await.is(200).text();
    assert!(page.contains("ou que seule montre une collection vivante"), "{page}");
    let words = [("collection_new", "Les ports"), ("tags_add", "port")];
    let preview = sends(&browser, list, &ids, &words).await.is(200).text();
    assert!(preview.contains("2 photos changeront") && preview.contains("<dd>Les ports</dd>"), "{preview}");
    assert_eq!(zef.visitor.reads("/api/v1/collections").await.is(200).json()["items"], json!([]));
    presses(&browser, &preview, "/curate", Some(("step", "make"))).await.is(303);
    let page = browser.opens(list).await.is(200).text();
    assert_eq!(texts(&page, ".made [role=status]"), ["2 photos changées. Collection : Les ports (brouillon)."]);
    assert!(page.contains("<option value=\"Les ports\">"), "{page}");
    // A draft, which nobody else sees; published, it has both photos.
    zef.visitor.reads("/api/v1/collections/les-ports").await.is(404);
    patches(&cora, "/api/v1/collections/les-ports", json!({ "state": "published" })).await;
    assert_eq!(zef.visitor.reads("/api/v1/photos?collection=les-ports").await.is(200).json()["total"], 2);
    assert_eq!(zef.visitor.sees(&ids[1]).await.photo().0["tags"], json!(["port"]));
    // A collection into which no photo may come is not made.
    let draft = zef.trusted.gives_bytes("a.jpg", files::small_photograph(3)).in_draft().await.created().id();
    let tina = Browser::of(&zef, "tina").await;
    let words = [("collection_new", "Rien")];
    let preview = sends(&tina, "/curate?mine=yes", std::slice::from_ref(&draft), &words).await.is(200).text();
    assert!(preview.contains("n’entrera pas dans la collection"), "{preview}");
    let words = [&words[..], &[("step", "make")]].concat();
    sends(&tina, "/curate?mine=yes", &[draft], &words).await.is(303);
    zef.trusted.reads("/api/v1/collections/rien").await.is(404);
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_goes_with_the_batch_that_made_it_unless_it_is_used_since() {
    let (zef, cora) = with_curator();
    let ids = [public(&zef, 1, &[]).await, public(&zef, 2, &[]).await, public(&zef, 3, &[]).await];
    let browser = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=collection";
    let path = "/api/v1/collections/les-ports";
    let makes = async || {
        let words = [("collection_new", "Les ports"), ("tags_add", "port"), ("step", "make")];
        sends(&browser, list, &ids[..2], &words).await.is(303);
    };
    // The button of the list undoes the last batch, and that undo.
    let presses_undo = async || {
        let page = browser.opens(list).await.is(200).text();
        let action =
            crate::browser::forms(&page).into_iter().find(|form| form.action.ends_with("/undo")).unwrap().action;
        presses(&browser, &page, &action, None).await.is(303);
    };
    makes().await;
    assert_eq!(cora.reads(path).await.is(200).json()["count"], 2);
    presses_undo().await;
    cora.reads(path).await.is(404);
    assert_eq!(zef.visitor.sees(&ids[1]).await.photo().0["tags"], json!([]));
    presses_undo().await;
    let again = cora.reads(path).await.is(200).json();
    assert_eq!((&again["count"], &again["title"]), (&json!(2), &json!("Les ports")), "done again, with its photos");
    presses_undo().await;
    cora.reads(path).await.is(404);

    // With a photo that somebody put there since, or another title, it stays.
    makes().await;
    let put = cora.asks(Method::PUT, &format!("{path}/photos/{}", ids[2])).send().await;
    Answer::read(put).await.unwrap().is(200);
    presses_undo().await;
    assert_eq!(cora.reads(path).await.is(200).json()["count"], 1);
    Answer::read(cora.asks(Method::DELETE, path).send().await).await.unwrap().is(204);
    makes().await;
    patches(&cora, path, json!({ "text": "Depuis 1900." })).await;
    presses_undo().await;
    assert_eq!(cora.reads(path).await.is(200).json()["count"], 0);
    let house = zef.ends_well();
    house.run(&["check"]).well();
}

#[tokio::test]
async fn tags_and_places_are_completed_as_photos_may_be_given_them() {
    let (zef, cora) = with_curator();
    public(&zef, 1, &[("tags", "port, portrait"), ("place_name", "Porspoder")]).await;
    public(&zef, 2, &[("tags", "port")]).await;
    patches(&cora, "/api/v1/tags/phare", json!({ "synonyms": ["portée"] })).await;
    let said = async |query: &str| -> Vec<String> {
        let answer = zef.visitor.reads(&format!("/api/v1/completions?{query}")).await.is(200).json();
        let said = |item: &serde_json::Value| format!("{} {} {}", item["kind"], item["query"], item["photos"]);
        answer["items"].as_array().unwrap().iter().map(|item| said(item).replace('"', "")).collect()
    };
    // Those of most photos first, then what no photo has yet.
    assert_eq!(said("q=por&kind=tag").await, ["tag port 2", "tag portrait 1", "tag phare 0"]);
    let places = said("q=Pors&kind=place").await;
    assert_eq!(places.first().map(String::as_str), Some("place Porspoder 1"), "{places:?}");
    assert_eq!(said("q=p&kind=tag").await, [""; 0]);
    zef.visitor.reads("/api/v1/completions?q=por&kind=word").await.is(422);
    zef.ends_well();
}
