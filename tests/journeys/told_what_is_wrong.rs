//! Refused requests say what is wrong, and a request that changes nothing does not look accepted.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use reqwest::{Method, multipart::Form};
use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    answer::Answer,
    browser::Browser,
    zef::{House, PASSWORD, Zef},
};

#[tokio::test]
async fn a_member_that_a_patch_does_not_change_is_named() {
    let zef = Zef::serve();
    let gift =
        zef.contributor.gives("leaf.jpg").under("cc-by-4.0").with("latitude", "48.39").with("longitude", "-4.49");
    let id = gift.await.created().id();
    for (patch, field) in [
        (json!({ "state": "published" }), "state"),
        (json!({ "contributor": "mona" }), "contributor"),
        (json!({ "title": "Feuille", "created": "2020-01-01T00:00:00Z" }), "created"),
        (json!({ "place": { "latitude": 47.5, "longitude": -3.0 } }), "place.latitude"),
        (json!({ "place": { "town": "Brest" } }), "place.town"),
        (json!({ "author": { "nom": "Anne" } }), "author.nom"),
        (json!({ "license": null }), "license"),
        (json!({ "latitude": 47.5 }), "latitude"),
        (json!({ "latitude": 47.5, "longitude": "west" }), "longitude"),
    ] {
        let answer = zef.contributor.changes(&id, patch.clone()).await;
        assert_eq!(answer.json()["field"], field, "{patch}");
        answer.refused(422, "invalid-field");
    }
    let half = zef.contributor.speaking("en").changes(&id, json!({ "latitude": 47.5 })).await;
    assert!(half.refused(422, "invalid-field").contains("latitude and longitude go together"));

    let mut whole = zef.contributor.sees(&id).await.photo().0;
    whole["title"] = json!("Feuille de houx");
    let changed = zef.contributor.changes(&id, whole.clone()).await.photo().0;
    assert_eq!((&changed["title"], &changed["place"]), (&json!("Feuille de houx"), &whole["place"]));
    // It was read before that change.
    zef.contributor.changes(&id, whole).await.refused(409, "stale");
    let draft = zef.other.gives("storm.webp").in_draft().await.created().id();
    zef.other.changes(&draft, json!({ "license": null, "published": null })).await.photo();
    zef.ends_well();
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_told_to_a_program_in_its_own_terms() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let program = zef.contributor.speaking("en");
    let patch = |body: &'static str| {
        let request = program.asks(Method::PATCH, &format!("/api/v1/photos/{id}")).body(body);
        async { Answer::read(request.send().await).await.unwrap().refused(400, "bad-request") }
    };
    assert!(patch("{\"title\":\n  \"Feuille\",}").await.contains("not a JSON object: it cannot be read past line 2"));
    assert!(patch("[]").await.contains("not a JSON object"));
    let post = || program.asks(Method::POST, "/api/v1/photos");
    let urlencoded = post().header("content-type", "application/x-www-form-urlencoded").body("title=Feuille");
    for request in [post(), urlencoded, post().json(&json!({ "title": "Feuille" }))] {
        let sentence = Answer::read(request.send().await).await.unwrap().refused(400, "bad-request");
        assert!(sentence.contains("multipart/form-data") && !sentence.contains("page"), "{sentence}");
    }
    let fileless = post().multipart(Form::new().text("title", "Feuille")).send().await;
    Answer::read(fileless).await.unwrap().refused(422, "missing-file");
    zef.ends_well();
}

/// The answer to the head of a request whose body never comes.
fn answer_to_head(zef: &Zef, head: &str) -> String {
    let mut socket = TcpStream::connect(zef.url.trim_start_matches("http://")).unwrap();
    socket.write_all(head.as_bytes()).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).ok();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_with_the_most_that_is_accepted() {
    let zef = Zef::serve();
    for (path, length) in [("/en/login", "10000000000"), ("/api/v1/photos/m2v89dns/review", "99999999999999999999999")]
    {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: zef\r\nAccept-Language: en\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
        );
        let answer = answer_to_head(&zef, &head);
        if length.len() < 20 {
            assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("over 524 kB"), "{path}: {answer}");
        } else {
            assert!(answer.starts_with("HTTP/1.1 400 "), "{path}: {answer}");
        }
    }
    let long = zef.visitor.asks(Method::POST, "/join").header("accept", "application/json");
    let long = long.header("content-type", "application/x-www-form-urlencoded");
    let long = long.body(format!("name={}", "a".repeat(200_000))).send().await;
    assert!(Answer::read(long).await.unwrap().refused(413, "too-large").contains("131\u{a0}ko"));
    for (field, letters, most) in [
        ("title", 201, "200"),
        ("place_name", 201, "200"),
        ("author_url", 2_001, "2\u{202f}000"),
        ("description", 5_001, "5\u{202f}000"),
    ] {
        let text = format!("https://exemple.bzh/{}", "a".repeat(letters - 20));
        let sentence = zef.contributor.gives("leaf.jpg").with(field, &text).await.refused(422, "invalid-field");
        assert!(sentence.contains(&format!("dépasse {most}\u{a0}caractères")), "{field}: {sentence}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_cursor_of_no_list_is_named_on_the_search_page() {
    let zef = Zef::serve();
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let anybody = Browser::before(&zef);
    let alert = |page: &str| {
        let page = Html::parse_document(page);
        page.select(&Selector::parse("[role=alert]").unwrap()).flat_map(|alert| alert.text()).collect::<String>()
    };
    let page = anybody.opens("/search?q=feuille&cursor=zzz").await.is(200).text();
    assert!(alert(&page).contains("cursor=zzz") && page.contains("Feuille"), "{page}");
    let page = anybody.opens("/search?q=feuille&cursor=").await.is(200).text();
    assert_eq!(alert(&page), "", "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_moderator_who_withdraws_a_photo_is_led_back_to_it() {
    let zef = Zef::serve();
    let mona = Browser::of(&zef, "mona").await;
    let withdraw = async |browser: &Browser, id: &str| {
        let form = browser.form_on(&format!("/photos/{id}"), &format!("/photos/{id}/withdraw")).await;
        let answer = browser.fills(&form, &[("reason", "Demandé par une personne.")]).await.is(303);
        answer.header("location").to_owned()
    };
    let public = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let back = withdraw(&mona, &public).await;
    assert_eq!(back, format!("/photos/{public}"));
    mona.opens(&back).await.is(410);
    let waiting = zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created().id();
    let back = withdraw(&mona, &waiting).await;
    assert_eq!(back, "/review");
    mona.opens(&back).await.is(200);
    let own = zef.contributor.gives_bytes("a.jpg", crate::files::small_photograph(1)).under("cc-by-4.0");
    let own = own.await.created().id();
    assert_eq!(withdraw(&Browser::of(&zef, "anne").await, &own).await, "/account/photos");
    zef.ends_well();
}

#[tokio::test]
async fn a_handle_that_people_take_for_the_site_s_is_given_by_the_command_line_alone() {
    let zef = Zef::serve();
    for handle in ["admin", "new", "Me", "moderation"] {
        let browser = Browser::before(&zef);
        let form = browser.form_on("/join", "/join").await;
        let words = [("name", "Yann"), ("handle", handle), ("password", "quatre phoques au large")];
        let page = browser.fills(&form, &words).await.is(422).text();
        assert!(page.contains("Cet identifiant est réservé"), "{handle}: {page}");
    }
    let house = zef.ends_well();
    let add = |name: &str| house.run_reading(&["person", "add", "admin", "--name", name, "--password-stdin"], PASSWORD);
    for blank in ["", "  ", "\u{200b}"] {
        let ran = add(blank);
        assert!(ran.code == 2 && ran.stderr.contains("a name cannot be empty"), "{ran:?}");
    }
    let set = house.run(&["person", "set", "anne", "--name", ""]);
    assert!(set.code == 2 && set.stderr.contains("a name cannot be empty"), "{set:?}");
    add("Yann").well();
}

#[tokio::test]
async fn no_title_of_a_problem_ends_twice() {
    let zef = Zef::serve();
    for (path, title) in [("/about", "Pourquoi\u{202f}?"), ("/en/about", "Why?")] {
        let page = zef.visitor.reads(path).await.is(200).text();
        assert!(page.contains(&format!("<b>{title}</b>")) && !page.contains("?.</b>"), "{page}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn another_person_s_token_is_not_said_to_be_revoked() {
    let zef = Zef::serve();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let form = anne.form_on("/account", "/account/tokens/revoke").await;
    let theirs = mona.form_on("/account", "/account/tokens/revoke").await;
    let token = theirs.fields.iter().find(|(name, _)| name == "token").unwrap().1.clone();
    let page = anne.fills(&form, &[("token", &token)]).await.is(404).text();
    assert!(page.contains("Votre compte n’a pas ce jeton"), "{page}");
    zef.moderator.reads("/api/v1/me").await.is(200);
    anne.fills(&form, &[]).await.is(303);
    anne.fills(&form, &[]).await.is(404);
    zef.ends_well();
}

#[test]
fn a_wrong_setting_is_named_with_what_it_takes() {
    let house = House::new();
    let path = house.desk().join("wrong.toml");
    for (text, told) in [
        ("trusted_proxies = \"10.0.0.1\"", "line 1: trusted_proxies takes a list of addresses and networks"),
        ("\nquota_megabytes = -1", "line 2: quota_megabytes takes a whole number of megabytes, 0 or more"),
        ("listen = 8080", "listen takes an address and a port"),
        ("nmae = \"Zef\"", "unknown field `nmae`"),
    ] {
        std::fs::write(&path, text).unwrap();
        let ran = house.run(&["person", "list", "--config", path.to_str().unwrap()]);
        assert!(ran.code == 1 && ran.stderr.contains(told) && ran.stderr.lines().count() == 1, "{text}: {ran:?}");
    }
}
