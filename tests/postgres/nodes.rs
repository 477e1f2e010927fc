//! Several nodes: programs on one database, with the same originals, each with a storage folder of its own. What one of them does
//! is everywhere within a second, and what a client did itself at once.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use tokio::time::sleep;

use super::{
    cluster::{self, Cluster},
    proxy::Proxy,
    stories::{catalog, house},
};
use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    files,
    meter::{Meter, apart, value},
    zef::{House, PASSWORD, Zef},
};

/// What is withdrawn is gone everywhere by then.
const SECOND: Duration = Duration::from_secs(1);

/// Reads an address, again and again, until the answer is as it should be, for a second at most.
async fn soon(reader: &Actor, path: &str, is_right: impl Fn(&Answer) -> bool) {
    let began = Instant::now();
    loop {
        let asked = began.elapsed();
        let answer = reader.reads(path).await;
        if is_right(&answer) {
            return;
        }
        assert!(asked < SECOND, "{path} after a second: {} {}", answer.status, answer.text());
        sleep(Duration::from_millis(20)).await;
    }
}

/// Until a node has caught up.
async fn is_ready(zef: &Zef) {
    let began = Instant::now();
    while zef.visitor.reads("/readyz").await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "it does not catch up:\n{}", zef.log());
        sleep(Duration::from_millis(50)).await;
    }
}

/// Two nodes.
async fn two(more: &str) -> (Zef, Zef) {
    let database = cluster::fresh().await;
    let first = House::empty().configured(&format!("{more}{}", catalog(&database.url))).furnished();
    let second = first.another_node();
    let (first, second) = (first.serve(), second.serve());
    is_ready(&first).await;
    is_ready(&second).await;
    (first, second)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_withdrawn_on_one_node_is_gone_from_the_others_within_a_second() {
    let (one, other) = two("").await;
    for number in 0..3 {
        let gift = one.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        let photo = gift.titled("Phare").with("tags", "phare").await.created();
        let id = photo.id();
        let mut own = vec![format!("/photos/{id}"), format!("/embed/{id}"), format!("/api/v1/photos/{id}")];
        own.extend(photo.renditions().iter().map(|url| url[url.find("/media/").unwrap()..].to_owned()));
        let lists = ["/", "/tags/phare", "/people/tina", "/search?q=phare", "/api/v1/photos?tag=phare"];
        for path in own.iter().map(String::as_str) {
            soon(&other.visitor, path, |answer| answer.status == 200).await;
        }
        for path in lists {
            soon(&other.visitor, path, |answer| answer.text().contains(&id)).await;
        }
        // What is changed is read.
        one.trusted.changes(&id, json!({ "title": "Feu" })).await.photo();
        soon(&other.visitor, &own[0], |answer| answer.text().contains("Feu") && !answer.text().contains("Phare<"))
            .await;
        one.trusted.withdraws(&id, "Erreur").await;
        for path in own.iter().map(String::as_str) {
            soon(&other.visitor, path, |answer| [404, 410].contains(&answer.status.as_u16())).await;
        }
        for path in lists {
            soon(&other.visitor, path, |answer| !answer.text().contains(&id)).await;
        }
    }
    one.ends_well();
    other.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_sessions_and_counted_tries_are_those_of_all_nodes() {
    let (one, other) = two("").await;
    // The name of the site.
    other.visitor.reads("/").await.is(200);
    let ada = Browser::of(&one, "ada").await;
    let form = ada.form_on("/admin/site", "/admin/site").await;
    ada.fills(&form, &[("site_name", "Armor en photos")]).await.is(303);
    soon(&other.visitor, "/", |answer| answer.text().contains("Armor en photos")).await;
    // A session, until it ends everywhere.
    let tina = Browser::of(&one, "tina").await;
    let elsewhere = tina.now_before(&other);
    elsewhere.opens("/account").await.is(200);
    // Suspended on one node, a person does nothing on another.
    one.house().run_as_configured(&["person", "suspend", "tina"], "").well();
    soon(&other.trusted, "/api/v1/me", |answer| answer.status == 401).await;
    let began = Instant::now();
    while elsewhere.opens("/account").await.status == 200 {
        assert!(began.elapsed() < SECOND);
    }
    // Tries on both are counted together.
    let mut slowed = 0;
    for number in 0..30 {
        let zef = if number % 2 == 0 { &one } else { &other };
        let stranger = Browser::coming_from(zef, &format!("198.51.100.{number}"));
        slowed += usize::from(stranger.signs_in("bran", "pas le bon mot de passe").await.status == 429);
    }
    assert!(slowed > 0, "thirty guesses on two nodes were all heard");
    Browser::coming_from(&other, "198.51.100.60").signs_in("bran", PASSWORD).await.is(429);
    one.ends_well();
    other.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_node_makes_the_first_administrator_and_then_none_does() {
    let database = cluster::fresh().await;
    let first = House::empty().configured(&catalog(&database.url));
    let one = first.serve();
    let other = one.house().another_node().serve();
    let line = one.heard_on_standard_output("/setup/").await;
    let path = line[line.find("/setup/").unwrap()..].trim().to_owned();
    // The address that one node printed, on another.
    let browser = Browser::before(&other);
    let form = browser.form_on(&path, &path).await;
    let words = [("name", "Ada"), ("handle", "ada"), ("password", PASSWORD)];
    browser.fills(&form, &words).await.is(303);
    browser.now_before(&one).opens("/account").await.is(200);
    for zef in [&one, &other] {
        assert_ne!(Browser::before(zef).opens(&path).await.status, 200);
    }
    one.ends_well();
    other.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_reads_their_own_changes_on_every_node() {
    let (one, other) = two("").await;
    let tina = Browser::of(&one, "tina").await;
    let elsewhere = tina.now_before(&other);
    for number in 0..6_u64 {
        let (here, there) = if number % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let gift = here.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        let title = format!("Vague {number}");
        let made = gift.titled(&title).await;
        let change = made.header("zef-change").to_owned();
        let id = made.created().id();
        // Without a second try: the other node waits until it has come so far.
        let asked = there.visitor.asks(Method::GET, "/").header("zef-change", change);
        let answer = Answer::read(asked.send().await).await.unwrap();
        assert!(answer.is(200).text().contains(&title), "{title}");
        // A browser says it in a cookie.
        let (here, there) = if number % 2 == 0 { (&tina, &elsewhere) } else { (&elsewhere, &tina) };
        let path = format!("/photos/{id}/edit");
        let form = here.form_on(&path, &path).await;
        let answer = here.fills(&form, &[("title", &format!("Houle {number}"))]).await.is(303);
        assert!(!answer.header("zef-change").is_empty());
        let page = there.opens(&format!("/photos/{id}")).await.is(200).text();
        assert!(page.contains(&format!("Houle {number}")), "{page}");
    }
    // A change that never comes holds nobody up for long; nor is one told where nothing changed.
    let began = Instant::now();
    let asked = other.visitor.asks(Method::GET, "/about").header("zef-change", "999999999");
    let answer = Answer::read(asked.send().await).await.unwrap().is(200);
    assert!(began.elapsed() >= Duration::from_millis(300) && answer.headers.get("zef-change").is_none());
    one.ends_well();
    other.ends_well();
}

/// Who changes something on one node and then on another at once is not told that somebody else did.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_here_and_there_in_turn_is_not_taken_for_stale() {
    let (one, other) = two("").await;
    let id = one.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    for number in 0..12 {
        let (here, there) = if number % 2 == 0 { (&one, &other) } else { (&other, &one) };
        // Each of them has what it was last in its memory.
        for node in [&one, &other] {
            node.moderator.sees(&id).await.photo();
        }
        here.moderator.changes(&id, json!({ "title": format!("Vague {number}") })).await.photo();
        let seen = here.moderator.sees(&id).await.is(200);
        let tag = seen.header("etag").to_owned();
        there.moderator.changes(&id, json!({ "description": format!("Houle {number}") })).await.photo();
        // The revision that was read before is stale everywhere, and the present one nowhere.
        let revised = |node: &Zef, tag: &str| {
            let patch = node.moderator.asks(Method::PATCH, &format!("/api/v1/photos/{id}")).header("if-match", tag);
            patch.json(&json!({ "alt": format!("Ecume {number}") }))
        };
        let stale = Answer::read(revised(here, &tag).send().await).await.unwrap();
        assert_eq!(stale.status, 412, "{}", stale.text());
        let tag = there.moderator.sees(&id).await.header("etag").to_owned();
        Answer::read(revised(here, &tag).send().await).await.unwrap().is(200);
    }
    one.ends_well();
    other.ends_well();
}

/// Their clocks are two hours apart: all of them have the time of the database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_whose_clocks_are_apart_agree_on_the_time() {
    let database = cluster::fresh().await;
    let first = house(&database.url);
    let (second, third) = (first.another_node(), first.another_node());
    let (one, ahead, behind) = (first.serve(), apart(second, "+1h").serve(), apart(third, "-1h").serve());
    let mut given = Vec::new();
    for (number, node) in [&ahead, &behind, &one, &behind, &ahead].into_iter().enumerate() {
        let bytes = files::small_photograph(u64::try_from(number).unwrap());
        given.push(node.trusted.gives_bytes("a.jpg", bytes).under("cc-by-4.0").await.created().id());
    }
    given.reverse();
    for node in [&one, &ahead, &behind] {
        let ids = |answer: &Answer| -> Vec<String> {
            let photos = answer.json()["items"].as_array().unwrap().clone();
            photos.iter().map(|photo| photo["id"].as_str().unwrap().to_owned()).collect()
        };
        soon(&node.visitor, "/api/v1/photos?limit=20", |answer| ids(answer) == given).await;
        let tina = Browser::of(node, "tina").await;
        for other in [&one, &ahead, &behind] {
            tina.now_before(other).opens("/account").await.is(200);
        }
    }
    // They do have other clocks: their answers say so.
    let mut hours = Vec::new();
    for node in [&one, &ahead, &behind] {
        let date = node.visitor.reads("/healthz").await.header("date").to_owned();
        hours.push(date.split(' ').nth(4).unwrap()[..2].to_owned());
    }
    assert!(hours[0] != hours[1] && hours[0] != hours[2] && hours[1] != hours[2], "{hours:?}");
    for node in [one, ahead, behind] {
        node.ends_well();
    }
}

/// Cut off from the database, a node shows nothing that may have been withdrawn meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_cut_off_shows_nothing_from_memory() {
    let database = cluster::fresh().await;
    let proxy = Proxy::before(cluster::shared().port()).await;
    let first = house(&database.url);
    let second = first.another_node().configured(&catalog(&Cluster::url(proxy.address.port(), &database.name)));
    let (one, other) = (first.serve(), second.serve());
    let photo = one.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let path = format!("/photos/{}", photo.id());
    is_ready(&other).await;
    soon(&other.visitor, &path, |answer| answer.status == 200).await;
    proxy.cuts(true);
    one.trusted.withdraws(&photo.id(), "Erreur").await;
    soon(&other.visitor, &path, |answer| answer.status == 503 && answer.header("retry-after") == "5").await;
    other.logs("the catalogue is away").await;
    proxy.cuts(false);
    let began = Instant::now();
    while other.visitor.reads(&path).await.status != 410 {
        assert!(began.elapsed() < Duration::from_secs(5));
        sleep(Duration::from_millis(20)).await;
    }
    one.ends_well();
    other.ends_having_logged(&["the catalogue is away", "the search index could not follow"]);
}

/// What is said of tags, put into collections, reported and hidden on one node, on another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tags_collections_and_reports_are_followed() {
    let (one, other) = two("hide_reported = true\n").await;
    let gift = one.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").titled("Phare");
    let gift = gift.with("tags", "phare").with("latitude", "48.72").with("longitude", "-3.98");
    let id = gift.with("place_precision", "exact").await.created().id();
    let map = "/api/v1/map/clusters?bbox=-5,48,-3,49&zoom=12";
    soon(&other.visitor, map, |answer| answer.json()["total"] == 1).await;
    // A synonym, in searches on the other node.
    soon(&other.visitor, "/api/v1/photos?tag=fanal", |answer| !answer.text().contains(&id)).await;
    let says = one.moderator.asks(Method::PATCH, "/api/v1/tags/phare").json(&json!({ "synonyms": ["fanal"] }));
    Answer::read(says.send().await).await.unwrap().is(200);
    soon(&other.visitor, "/api/v1/photos?tag=fanal", |answer| answer.text().contains(&id)).await;
    // A collection.
    let made =
        one.moderator.posts("/api/v1/collections", json!({ "title": "Feux", "state": "published" })).await.is(201);
    let slug = made.json()["slug"].as_str().unwrap().to_owned();
    let put = one.moderator.asks(Method::PUT, &format!("/api/v1/collections/{slug}/photos/{id}"));
    assert!(put.send().await.unwrap().status().is_success());
    let photos = format!("/api/v1/collections/{slug}/photos");
    soon(&other.moderator, &photos, |answer| answer.status == 200 && answer.text().contains(&id)).await;
    // Reported for somebody's privacy, it is hidden at once, and everywhere within a second; who gave it reads so.
    let report = json!({ "photo": id, "reason": "place", "text": "C’est chez moi." });
    one.visitor.posts("/api/v1/reports", report).await.is(201);
    soon(&other.visitor, &format!("/photos/{id}"), |answer| answer.status == 404).await;
    soon(&other.visitor, map, |answer| answer.json()["total"] == 0).await;
    soon(&other.moderator, &format!("/api/v1/photos/{id}"), |answer| answer.text().contains("\"hidden\"")).await;
    one.ends_well();
    other.ends_well();
}

/// How many pages visitors asked for, and how many were made for that.
async fn pages(meter: &Meter) -> (f64, f64) {
    let text = meter.text().await;
    (value(&text, "zef_pages_asked").unwrap(), value(&text, "zef_pages_made").unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_node_writes_leaves_pages_in_memory() {
    let database = cluster::fresh().await;
    let first = house(&database.url);
    let metrics = Meter::new();
    let second = metrics.on(first.another_node());
    let (one, other) = (first.serve(), second.serve());
    let gift = one.trusted.gives_bytes("a.jpg", files::small_photograph(0)).under("cc-by-4.0");
    let leaf = gift.titled("Feuille").with("tags", "arbre").await.created();
    is_ready(&other).await;
    let paths = [format!("/photos/{}", leaf.id()), "/tags/arbre".to_owned(), "/people/tina".to_owned()];
    for path in &paths {
        soon(&other.visitor, path, |answer| answer.text().contains("Feuille")).await;
    }
    let (asked, made) = pages(&metrics).await;
    let writing = async {
        for number in 1..=12 {
            let gift = one.contributor.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
            gift.titled("Autre").await.created();
        }
    };
    let reading = async {
        for _ in 0..100 {
            for path in &paths {
                other.visitor.reads(path).await.is(200);
            }
            sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::join!(writing, reading);
    let (asked, made) = {
        let now = pages(&metrics).await;
        (now.0 - asked, now.1 - made)
    };
    assert!(asked >= 300.0 && made / asked < 0.1, "{made} of {asked} were made again");
    one.ends_well();
    other.ends_well();
}
