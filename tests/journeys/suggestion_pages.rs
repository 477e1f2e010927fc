//! The pages of suggestions, as people use them: the form without an account, the list of who gave the photo and that of
//! curators.

use serde_json::json;

use crate::{
    browser::{Browser, forms},
    zef::{House, Zef},
};

async fn published(zef: &Zef) -> String {
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Sur le quai").with("tags", "quai, mer");
    gift.with("place_name", "Le Conquet").with("taken", "2020-05-03").await.created().id()
}

#[tokio::test]
async fn somebody_without_an_account_says_what_they_know() {
    let zef = House::new().configured("suggestion_days = 0").serve();
    let id = published(&zef).await;
    let address = format!("/photos/{id}/suggest");
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(page.contains(&format!("href=\"{address}\"")) && page.contains("Proposer une correction"), "{page}");
    let visitor = Browser::before(&zef);
    let opened = visitor.opens(&address).await.is(200).text();
    for value in ["value=\"Le Conquet\"", "value=\"03/05/2020\"", "value=\"quai, mer\"", "value=\"Sur le quai\""] {
        assert!(opened.contains(value), "{value}: {opened}");
    }
    assert!(opened.contains("noindex") && opened.contains("name=\"contact\""));
    let form = visitor.form_on(&address, &address).await;
    // Nothing changed, nothing said: both are told at once, and what was typed stays.
    let contact = ("contact", "soizic@example.org");
    let refused = visitor.fills(&form, &[contact]).await.is(422).text();
    assert!(refused.contains("changez au moins un champ") && refused.contains("soizic@example.org"), "{refused}");
    let wrong = [("taken", "hier"), ("people", "Yann, à gauche"), ("why", "Mon frère : https://example.org"), contact];
    let refused = visitor.fills(&form, &wrong).await.is(422).text();
    for words in ["hier", "Yann, à gauche", "https://example.org", "soizic@example.org", "adresse web"] {
        assert!(refused.contains(words), "{words}: {refused}");
    }
    assert!(refused.contains("name=\"was.taken\" value=\"03/05/2020\""), "{refused}");
    let right = [("taken", "05/1912"), ("people", "Yann Riou, à gauche"), ("why", "C’est mon grand-père."), contact];
    let sent = visitor.fills(&form, &right).await.is(303);
    // Without an account, a secret address tells what becomes of it.
    let followed = sent.header("location").to_owned();
    assert!(followed.starts_with("/suggestions/follow/"), "{followed}");
    let status = visitor.opens(&followed).await.is(200).text();
    assert!(status.contains("C’est envoyé. Merci") && status.contains("En attente d’une décision"), "{status}");
    assert!(status.contains(&followed) && status.contains("noindex"), "{status}");
    for secret in ["Yann", "soizic@example.org", "grand-père", "tina", "Tina"] {
        assert!(!status.contains(secret), "{secret}: {status}");
    }
    let wrong = format!("/suggestions/follow/{}", "0".repeat(64));
    zef.visitor.reads(&wrong).await.is(404);
    zef.visitor.reads("/suggestions/follow/x").await.is(404);
    // Nobody reads the names of people before a decision, nor after it.
    for path in [format!("/photos/{id}"), format!("/photos/{id}/history"), "/search?q=Yann".to_owned()] {
        assert!(!zef.visitor.reads(&path).await.is(200).text().contains("Yann Riou"), "{path}");
    }

    // Who gave the photo reads what is suggested, and not how to reach its author; curators read both.
    let tina = Browser::of(&zef, "tina").await;
    let own = tina.opens("/suggestions").await.is(200).text();
    assert!(own.contains("Yann Riou, à gauche") && own.contains("Sans compte"), "{own}");
    assert!(!own.contains("soizic@example.org"), "{own}");
    assert!(tina.opens("/").await.text().contains("/suggestions"), "the header leads to what waits");
    let news = tina.opens("/account/news").await.is(200).text();
    assert!(news.contains("Correction proposée"), "{news}");
    let mona = Browser::of(&zef, "mona").await;
    assert!(mona.opens("/suggestions").await.is(200).text().contains("soizic@example.org"));
    let decide = mona.form_on("/suggestions", "/suggestions").await;
    mona.fills(&decide, &[("decision", "refuse"), ("reason", "La photo est de 2020.")]).await.is(303);
    let status = visitor.opens(&followed).await.is(200).text();
    assert!(status.contains("Proposition refusée") && status.contains("La photo est de 2020."), "{status}");
    assert!(!status.contains("Mona"), "who decided is not told: {status}");
    // Those who decide read what was decided.
    let decided = mona.opens("/suggestions/decided").await.is(200).text();
    assert!(decided.contains("Proposition refusée") && decided.contains("par Mona"), "{decided}");
    assert!(tina.opens("/suggestions/decided").await.is(200).text().contains("La photo est de 2020."));
    let anne = Browser::of(&zef, "anne").await;
    assert!(anne.opens("/suggestions/decided").await.is(200).text().contains("Aucune décision"));
    Browser::before(&zef).opens("/suggestions/decided").await.is(303);
    // Once the photo is not public, its page is not told any more.
    zef.moderator.withdraws(&id, "À revoir.").await;
    let status = visitor.opens(&followed).await.is(200).text();
    assert!(status.contains("n’est plus publique") && !status.contains("Sur le quai"), "{status}");
    // Another site cannot send it in the name of its visitors.
    let forged = [("why".to_owned(), "Si.".to_owned()), ("title".to_owned(), "Non".to_owned())];
    visitor.elsewhere().posts(&address, &forged).await.is(403);
    zef.ends_well();
}

#[tokio::test]
async fn who_gave_a_photo_decides_on_the_list_and_comes_to_the_next_one() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let address = format!("/photos/{id}/suggest");
    let bran = Browser::of(&zef, "bran").await;
    let form = bran.form_on(&address, &address).await;
    assert!(!form.fields.iter().any(|(name, _)| name == "contact"), "an account reaches its person");
    bran.fills(&form, &[("title", "La cale"), ("place_name", "Brest"), ("tags", "quai, cale")]).await.is(303);
    let tina = Browser::of(&zef, "tina").await;
    assert_eq!(tina.opens(&address).await.is(303).header("location"), format!("/photos/{id}/edit"));

    let of_list =
        |page: &str| -> Vec<_> { forms(page).into_iter().filter(|form| form.action == "/suggestions").collect() };
    let page = tina.opens("/suggestions").await.is(200).text();
    let waiting = of_list(&page);
    assert_eq!(waiting.len(), 3);
    assert!(page.contains("aria-current=\"true\"") && page.contains("1 sur 3"), "{page}");
    let title = waiting.iter().find(|form| form.fields.iter().any(|field| *field == ("was".into(), "La cale".into())));
    let title = title.unwrap();
    // A value that the field does not take: what was typed stays.
    let long = "a".repeat(201);
    let refused = tina.fills(title, &[("decision", "accept"), ("value", &long), ("reason", "Presque.")]).await;
    let refused = refused.is(422).text();
    assert!(refused.contains(&long) && refused.contains("Presque.") && refused.contains("role=\"alert\""), "{refused}");
    let done = tina.fills(title, &[("decision", "refuse"), ("reason", "C’est le quai.")]).await.is(303);
    assert!(done.header("location").starts_with("/suggestions?current="), "{}", done.header("location"));
    tina.fills(title, &[("decision", "accept"), ("reason", "Trop tard")]).await.is(409);
    let left = of_list(&tina.opens("/suggestions?field=tags").await.is(200).text());
    assert_eq!(left.len(), 1);
    tina.fills(&left[0], &[("decision", "accept")]).await.is(303);
    let photo = zef.visitor.sees(&id).await.photo();
    assert_eq!((&photo.0["title"], &photo.0["tags"]), (&json!("Sur le quai"), &json!(["quai", "cale"])));
    let news = bran.opens("/account/news").await.is(200).text();
    assert!(news.contains("Proposition refusée") && news.contains("C’est le quai."), "{news}");

    // Curators see from when they may decide, and no form until then.
    let mona = Browser::of(&zef, "mona").await;
    let page = mona.opens("/suggestions").await.is(200).text();
    assert!(page.contains("waiting=true") && page.contains("Une proposition attend"), "{page}");
    let page = mona.opens("/suggestions?waiting=true").await.is(200).text();
    assert!(page.contains("peut décider à partir du") && of_list(&page).is_empty(), "{page}");
    Browser::before(&zef).opens("/suggestions").await.is(303);
    let anne = Browser::of(&zef, "anne").await;
    assert!(anne.opens("/suggestions").await.is(200).text().contains("Aucune proposition"));
    zef.ends_well();
}
