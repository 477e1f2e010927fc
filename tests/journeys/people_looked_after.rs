//! Ada administers the library in her browser, while it is served: she finds people, changes roles, suspends, ends sessions.

use serde_json::{json, value::to_raw_value};
use zef::{
    catalog::{people, store::Change},
    config::Config,
    startup,
};

use crate::{
    answer::Answer,
    browser::{Browser, forms},
    zef::{House, PASSWORD, Zef},
};

/// What a page of people has on its lines: handles, in their order.
fn listed(page: &str) -> Vec<String> {
    page.split("href=\"/admin/people/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The page of a person as an administrator opens it.
async fn page_of(browser: &Browser, handle: &str) -> String {
    browser.opens(&format!("/admin/people/{handle}")).await.is(200).text()
}

/// Fills in and sends a form of a person's page.
async fn does(browser: &Browser, handle: &str, what: &str, words: &[(&str, &str)]) -> Answer {
    let form = browser.form_on(&format!("/admin/people/{handle}"), &format!("/admin/people/{handle}/{what}")).await;
    browser.fills(&form, words).await
}

/// Puts so many more people into a library.
pub async fn crowded(house: &House, many: usize) {
    let opened = startup::open(&house.storage, &Config::default()).await.unwrap();
    let put: Vec<_> = (0..many)
        .map(|number| {
            let handle = format!("zoe-{number:03}");
            let record = json!({
                "v": 2, "handle": handle, "name": format!("Zoé Ménez {number:03}"), "role": "contributor",
                "trusted": false, "author": {}, "created": "2026-11-24T11:56:30Z",
            });
            (people::key(&handle.parse().unwrap()), to_raw_value(&record).unwrap())
        })
        .collect();
    let change = |put: &[_]| Change {
        expect: Vec::new(),
        put: put.to_vec(),
        remove: Vec::new(),
        at: "2026-11-24T11:56:30Z".parse().unwrap(),
        actor: "zef".to_owned(),
        gesture: "join".into(),
        batch: None,
        note: None,
    };
    for part in put.chunks(200) {
        opened.catalogue.commit(change(part)).await.unwrap();
    }
    opened.engine.close().await;
}

#[tokio::test]
async fn people_are_found_whatever_the_case_and_the_accents_and_page_by_page() {
    let house = House::new();
    crowded(&house, 120).await;
    let zef = house.serve();
    let ada = Browser::of(&zef, "ada").await;
    assert!(ada.opens("/account").await.is(200).text().contains("href=\"/admin/people\""));
    let first = ada.opens("/admin/people").await.is(200).text();
    assert!(first.contains("125 comptes"), "{first}");
    assert_eq!(listed(&first)[..6], ["ada", "anne", "bran", "mona", "tina", "zoe-000"]);
    let mut seen = listed(&first);
    let mut page = first;
    while let Some(next) = page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()) {
        page = ada.opens(&next.replace("&#38;", "&").replace("&amp;", "&")).await.is(200).text();
        seen.extend(listed(&page));
    }
    let mut once = seen.clone();
    once.dedup();
    assert_eq!((seen.len(), once.len(), seen.is_sorted()), (125, 125, true));
    for (words, found) in [
        ("KERHERVE", vec!["bran"]),
        ("kerhervé bran", vec!["bran"]),
        ("quére", vec!["mona"]),
        ("le%20gall", vec!["anne"]),
        ("zoe-117", vec!["zoe-117"]),
        ("MENEZ%20117", vec!["zoe-117"]),
        ("personne", vec![]),
    ] {
        let page = ada.opens(&format!("/admin/people?q={words}")).await.is(200).text();
        assert_eq!(listed(&page), found, "{words}");
    }
    let page = ada.opens("/admin/people?q=%3Cb%3E&list=moderator").await.is(200).text();
    assert!(listed(&page).is_empty() && !page.contains("<b>\u{a0}»"), "{page}");
    for (list, found) in [("admin", "ada"), ("moderator", "mona")] {
        let page = ada.opens(&format!("/admin/people?list={list}")).await.is(200).text();
        assert_eq!(listed(&page), [found], "{list}");
    }
    ada.opens("/admin/people?list=king").await.is(404);
    ada.opens("/admin/people/nobody").await.is(404);
    zef.ends_well();
}

#[tokio::test]
async fn nobody_but_an_administrator_looks_after_people() {
    let (house, _token) = House::new().with_curator();
    let zef = house.serve();
    let ada = Browser::of(&zef, "ada").await;
    let posts = [
        "/admin/people/bran/role",
        "/admin/people/bran/suspend",
        "/admin/people/bran/restore",
        "/admin/people/bran/end-sessions",
        "/admin/people/bran/reset-link",
        "/admin/invitations",
        "/admin/invitations/revoke",
    ];
    let before = page_of(&ada, "bran").await;
    for handle in ["anne", "cora", "mona"] {
        let browser = Browser::of(&zef, handle).await;
        for path in
            ["/admin/people", "/admin/people?q=a", "/admin/people/bran", "/admin/people/nobody", "/admin/invitations"]
        {
            let page = browser.opens(path).await.is(403).text();
            assert!(page.contains("Votre compte ne permet pas de faire cela") && !page.contains("Kerhervé"), "{path}");
        }
        let account = browser.opens("/account").await.is(200).text();
        assert!(!account.contains("/admin/people") && !account.contains("/admin/invitations"), "{account}");
        let form = browser.form_on("/account", "/account/sign-out-everywhere").await;
        let nothing = "0".repeat(64);
        for path in posts {
            let mut fields = form.fields.clone();
            let more = [("role", "admin"), ("revision", "1"), ("invitation", nothing.as_str())];
            fields.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
            browser.posts(path, &fields).await.is(403);
        }
    }
    let visitor = Browser::before(&zef);
    let asked = visitor.opens("/admin/people/bran").await.is(303);
    assert_eq!(asked.header("location"), "/login?back=%2Fadmin%2Fpeople%2Fbran");
    for path in posts {
        assert_ne!(visitor.posts(path, &[]).await.status.as_u16(), 303, "{path}");
    }
    // An API token opens no page.
    assert!(!zef.moderator.reads("/admin/people").await.is(200).text().contains("Kerhervé"));
    assert!(page_of(&ada, "bran").await.contains("value=\"contributor\" selected") && before.contains("Bran Kerhervé"));
    zef.ends_well();
}

#[tokio::test]
async fn a_role_and_trust_are_given_without_stopping_the_server_and_stand_in_the_history() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let anne = Browser::of(&zef, "anne").await;
    anne.opens("/review").await.is(404);
    let answer = does(&ada, "anne", "role", &[("role", "moderator")]).await.is(303);
    let page = ada.opens(answer.header("location")).await.is(200).text();
    assert!(page.contains("C’est enregistré"), "{page}");
    anne.opens("/review").await.is(200);
    let history = page.split("id=\"history\"").nth(1).unwrap();
    assert!(
        history.contains("<del>Contributeur, contributrice</del>")
            && history.contains("<ins>Modérateur, modératrice</ins>"),
        "{history}"
    );
    assert!(history.contains(">ada</a>") && history.contains("Compte créé"), "{history}");

    does(&ada, "anne", "role", &[("role", "contributor"), ("trusted", "yes")]).await.is(303);
    assert_eq!(zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().state(), "published");
    let page = page_of(&ada, "anne").await;
    assert!(
        page.contains("<del>photos relues</del>") && page.contains("name=\"trusted\" value=\"yes\" checked"),
        "{page}"
    );
    // Nothing that changes makes no entry.
    let entries = page.matches("UTC</time>").count();
    does(&ada, "anne", "role", &[("role", "contributor"), ("trusted", "yes")]).await.is(303);
    assert_eq!(page_of(&ada, "anne").await.matches("UTC</time>").count(), entries);
    let refused = does(&ada, "anne", "role", &[("role", "king"), ("trusted", "yes")]).await.is(422).text();
    assert!(refused.contains("Le champ «\u{a0}Rôle\u{a0}» est à corriger"), "{refused}");

    // What the command line does stands there too.
    let house = zef.ends_well();
    house.run(&["person", "set", "anne", "--name", "Anne <b>du Relecq</b>"]).well();
    let zef = house.serve();
    let page = page_of(&Browser::of(&zef, "ada").await, "anne").await;
    assert!(page.contains("ligne de commande") && page.contains("<del>Anne Le Gall</del>"), "{page}");
    assert!(!page.contains("<b>du Relecq"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_suspension_ends_what_acts_for_a_person_and_is_lifted() {
    let zef = Zef::serve();
    let (ada, anne) = (Browser::of(&zef, "ada").await, Browser::of(&zef, "anne").await);
    let long = "a".repeat(501);
    let refused = does(&ada, "anne", "suspend", &[("why", &long)]).await.is(422).text();
    assert!(
        refused.contains(&long) && refused.contains("dépasse 500\u{a0}caractères"),
        "what was typed stays: {refused}"
    );
    anne.opens("/account").await.is(200);
    let answer = does(&ada, "anne", "suspend", &[("why", "Photos <d’autrui>")]).await.is(303);
    let page = ada.opens(answer.header("location")).await.is(200).text();
    assert!(page.contains("compte suspendu depuis le") && page.contains("Photos &#60;d’autrui&#62;"), "{page}");
    assert!(!page.contains("/admin/people/anne/suspend") && !page.contains("/admin/people/anne/reset-link"), "{page}");
    anne.opens("/account").await.is(303);
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    Browser::before(&zef).signs_in("anne", PASSWORD).await.is(403);
    assert_eq!(listed(&ada.opens("/admin/people?list=suspended").await.is(200).text()), ["anne"]);
    assert_eq!(listed(&ada.opens("/admin/people?list=contributor").await.is(200).text()), ["bran", "tina"]);

    does(&ada, "anne", "restore", &[]).await.is(303);
    anne.opens("/account").await.is(303);
    Browser::of(&zef, "anne").await.opens("/account").await.is(200);
    assert!(page_of(&ada, "anne").await.contains("Compte rétabli"));
    assert!(listed(&ada.opens("/admin/people?list=suspended").await.is(200).text()).is_empty());
    zef.ends_well();
}

#[tokio::test]
async fn sessions_and_tokens_of_another_person_are_ended() {
    let zef = Zef::serve();
    let (ada, anne, bran) =
        (Browser::of(&zef, "ada").await, Browser::of(&zef, "anne").await, Browser::of(&zef, "bran").await);
    does(&ada, "anne", "end-sessions", &[]).await.is(303);
    anne.opens("/account").await.is(303);
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    bran.opens("/account").await.is(200);
    zef.other.reads("/api/v1/me").await.is(200);
    assert!(page_of(&ada, "anne").await.contains("Toutes les sessions fermées"));
    zef.ends_well();
}

#[tokio::test]
async fn nobody_changes_their_own_role_and_an_administrator_always_stays() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let own = page_of(&ada, "ada").await;
    assert!(own.contains("C’est votre compte") && !own.contains("/admin/people/ada/"), "{own}");
    // Sent without the page.
    let form = ada.form_on("/admin/people/anne", "/admin/people/anne/role").await;
    let with = |words: &[(&str, &str)]| {
        let words = words.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        form.fields.iter().filter(|(name, _)| name == "csrf").cloned().chain(words).collect::<Vec<_>>()
    };
    // The revision of Ada's own record is that of her account: the first entries of the journal are few.
    for revision in (1..12).map(|revision| revision.to_string()) {
        for (what, words) in [
            ("role", vec![("role", "curator"), ("revision", revision.as_str())]),
            ("suspend", vec![("why", "Par erreur"), ("revision", revision.as_str())]),
            ("reset-link", vec![("revision", revision.as_str())]),
        ] {
            let answer = ada.posts(&format!("/admin/people/ada/{what}"), &with(&words)).await;
            assert!([403, 409].contains(&answer.status.as_u16()), "{what}: {}", answer.status);
        }
    }
    assert_eq!(listed(&ada.opens("/admin/people?list=admin").await.is(200).text()), ["ada"]);

    // Two administrators who take the role from each other at once: one of them keeps it.
    does(&ada, "mona", "role", &[("role", "admin")]).await.is(303);
    let mona = Browser::of(&zef, "mona").await;
    let of_mona = ada.form_on("/admin/people/mona", "/admin/people/mona/role").await;
    let of_ada = mona.form_on("/admin/people/ada", "/admin/people/ada/suspend").await;
    let (one, other) =
        tokio::join!(ada.fills(&of_mona, &[("role", "contributor")]), mona.fills(&of_ada, &[("why", "Au revoir")]));
    // Whoever was suspended before their own change is asked to sign in.
    let is_done = |answer: &Answer| answer.status == 303 && !answer.header("location").contains("/login");
    assert!(is_done(&one) != is_done(&other), "{} {}", one.header("location"), other.header("location"));
    let left = if is_done(&one) { &ada } else { &mona };
    assert_eq!(listed(&left.opens("/admin/people?list=admin").await.is(200).text()).len(), 1);
    zef.ends_well();
}

#[tokio::test]
async fn two_administrators_who_change_one_person_are_told() {
    let house = House::new();
    house.run(&["person", "set", "mona", "--role", "admin"]).well();
    let zef = house.serve();
    let (ada, mona) = (Browser::of(&zef, "ada").await, Browser::of(&zef, "mona").await);
    let forms_of = async |what: &str| mona.form_on("/admin/people/anne", &format!("/admin/people/anne/{what}")).await;
    let (role, suspend, link) = (forms_of("role").await, forms_of("suspend").await, forms_of("reset-link").await);
    does(&ada, "anne", "role", &[("role", "curator")]).await.is(303);
    for form in [&role, &suspend, &link] {
        let page = mona.fills(form, &[("role", "moderator"), ("why", "Des photos d’autrui")]).await.is(409).text();
        assert!(page.contains("Ce compte a été modifié entre-temps et rien n’a été fait"), "{page}");
        assert!(page.contains("value=\"curator\" selected"), "the page shows what is there now: {page}");
    }
    let page = mona.fills(&suspend, &[("why", "Des photos d’autrui")]).await.is(409).text();
    let again = forms(&page).into_iter().find(|form| form.action == "/admin/people/anne/suspend").unwrap();
    assert!(again.fields.contains(&("why".to_owned(), "Des photos d’autrui".to_owned())), "{again:?}");
    // The page that came back has the present revision.
    mona.fills(&again, &[]).await.is(303);
    assert!(page_of(&ada, "anne").await.contains("compte suspendu"));
    zef.ends_well();
}
