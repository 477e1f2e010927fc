//! An account is suspended and restored from the command line: what its person may do meanwhile, and what happens to
//! their photos.

use std::fs;

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    files,
    zef::{House, PASSWORD, Zef, files_in},
};

const REASON: &str = "Photos d’autrui données comme siennes";

#[tokio::test]
async fn whoever_is_suspended_cannot_act_and_their_photos_stay_as_they_are() {
    let zef = Zef::serve();
    let published = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let draft = zef.trusted.gives("kermesse.jpg").under("cc-by-4.0").in_draft().await.created().id();
    let gift = zef.contributor.gives_bytes("small.jpg", files::small_photograph(7)).under("cc-by-4.0");
    let submitted = gift.await.created().id();
    let (tina, anne) = (Browser::of(&zef, "tina").await, Browser::of(&zef, "anne").await);
    let house = zef.ends_well();
    house.run(&["person", "suspend", "tina"]).well();
    let told = house.run(&["person", "suspend", "anne", "--reason", REASON]).well();
    assert!(told.stdout.contains("Anne Le Gall (anne) is suspended"), "{told:?}");
    for command in [
        &["token", "add", "anne"][..],
        &["import", "tests/fixtures/leaf.jpg", "--as", "tina", "--license", "cc-by-4.0", "--publish"],
    ] {
        let ran = house.run(command);
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (1, "", 1), "{ran:?}");
        assert!(ran.stderr.contains("is suspended"), "{ran:?}");
    }

    let zef = house.serve();
    for (actor, browser, own) in [(&zef.trusted, &tina, &draft), (&zef.contributor, &anne, &submitted)] {
        actor.reads("/api/v1/me").await.refused(401, "not-signed-in");
        actor.posts(&format!("/api/v1/photos/{own}/submit"), json!({})).await.refused(401, "not-signed-in");
        let browser = browser.now_before(&zef);
        browser.opens("/account").await.is(303);
        browser.opens(&format!("/photos/{own}")).await.is(404);
    }
    let states = async |zef: &Zef| {
        let mut states = Vec::new();
        for id in [&published, &draft, &submitted] {
            states.push(zef.moderator.sees(id).await.is(200).json()["state"].clone());
        }
        states
    };
    assert_eq!(states(&zef).await, ["published", "draft", "submitted"]);
    zef.visitor.sees(&published).await.is(200);

    // Moderators are told where the photo waits, and decide as ever.
    let waiting = zef.moderator.reads("/api/v1/review").await.is(200).json();
    assert_eq!(waiting["items"][0]["contributor_suspended"], json!(true), "{waiting}");
    let mona = Browser::of(&zef, "mona").await;
    let submitted = waiting["items"][0]["id"].as_str().unwrap();
    let page = mona.opens(&format!("/review?photo={submitted}")).await.is(200).text();
    assert!(page.contains("Le compte «\u{a0}Anne Le Gall\u{a0}» est suspendu."), "{page}");

    let house = zef.ends_well();
    let restored = house.run(&["person", "restore", "anne"]).well();
    assert!(restored.stdout.contains("Anne Le Gall (anne) can sign in again"), "{restored:?}");
    let zef = house.serve();
    // What ended stays ended; a new sign-in is as it ever was.
    anne.now_before(&zef).opens("/account").await.is(303);
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    Browser::of(&zef, "anne").await.opens(&format!("/photos/{submitted}")).await.is(200);
    assert_eq!(states(&zef).await, ["published", "draft", "submitted"]);
    let waiting = zef.moderator.reads("/api/v1/review").await.is(200).json();
    assert_eq!(waiting["items"][0].get("contributor_suspended"), None, "{waiting}");
    zef.moderator.publishes(submitted).await;
    zef.ends_well();
}

#[tokio::test]
async fn only_who_knows_the_password_is_told_that_an_account_is_suspended() {
    let house = House::new();
    house.run(&["person", "suspend", "anne", "--reason", REASON]).well();
    let zef = house.serve();
    let page = Browser::before(&zef).signs_in("anne", PASSWORD).await.is(403).text();
    assert!(page.contains("Ce compte est suspendu") && !page.contains(REASON), "{page}");
    let english = Browser::before(&zef);
    let form = english.form_on("/en/login", "/en/login").await;
    let page = english.fills(&form, &[("handle", "anne"), ("password", PASSWORD)]).await.is(403).text();
    assert!(page.contains("This account is suspended"), "{page}");
    let said = async |handle: &str| {
        let page = Browser::before(&zef).signs_in(handle, "pas le bon mot de passe").await.is(422).text();
        let alert = page.split("role=\"alert\"").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned);
        alert.unwrap()
    };
    assert_eq!(said("anne").await, said("nobody").await);
    // Nothing public tells it.
    for path in ["/people/anne", "/api/v1/people/anne"] {
        let answer = zef.visitor.reads(path).await.is(200).text();
        assert!(!answer.contains("suspend"), "{answer}");
    }
    zef.ends_well();
}

#[test]
fn a_suspended_administrator_is_no_other_administrator() {
    let house = House::new();
    let refused = |command: &[&str], why: &str| {
        let ran = house.run(command);
        assert_eq!((ran.code, ran.stderr.lines().count()), (1, 1), "{ran:?}");
        assert!(ran.stderr.contains(why), "{ran:?}");
    };
    refused(&["person", "suspend", "ada"], "only administrator");
    house.run(&["person", "set", "mona", "--role", "admin"]).well();
    house.run(&["person", "suspend", "mona"]).well();
    refused(&["person", "suspend", "ada"], "only administrator");
    refused(&["person", "set", "ada", "--role", "curator"], "only administrator");
    house.run(&["person", "restore", "mona"]).well();
    house.run(&["person", "suspend", "ada"]).well();
    refused(&["person", "suspend", "mona"], "only administrator");
    refused(&["person", "suspend", "ada"], "suspended already");
    refused(&["person", "restore", "mona"], "is not suspended");
    refused(&["person", "suspend", "nobody"], "“nobody”");
    refused(&["person", "restore", "nobody"], "“nobody”");
    refused(&["person", "suspend", "bran", "--reason", &"a".repeat(501)], "at most 500 characters");
}

#[test]
fn a_suspension_is_listed_and_stands_in_the_journal_with_its_reason() {
    let house = House::new();
    house.run(&["person", "suspend", "anne", "--reason", REASON]).well();
    let listed: Vec<Value> = serde_json::from_str(&house.run(&["person", "list", "--json"]).well().stdout).unwrap();
    let of = |handle: &str| listed.iter().find(|person| person["handle"] == handle).unwrap();
    assert_eq!(of("anne")["suspended"]["reason"], REASON);
    assert!(of("anne")["suspended"]["at"].is_string());
    assert_eq!(of("bran")["suspended"], Value::Null);
    let lines = house.run(&["person", "list"]).well().stdout;
    let line = |handle: &str| lines.lines().find(|line| line.starts_with(&format!("{handle}\t"))).unwrap();
    let told = line("anne").split('\t').nth(6).unwrap();
    assert!(told.starts_with("suspended since 20") && told.ends_with(&format!(": {REASON}")), "{told}");
    assert_eq!(line("bran").split('\t').count(), 6);

    house.run(&["person", "restore", "anne"]).well();
    let journal: String =
        files_in(&house.storage.join("journal")).iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let entry = |gesture: &str| {
        let named = format!("\"gesture\":\"{gesture}\"");
        journal.lines().find(|line| line.contains(&named)).unwrap()
    };
    let suspend = entry("suspend");
    assert!(suspend.contains("\"actor\":\"zef\"") && suspend.contains(&format!("\"note\":\"{REASON}\"")), "{suspend}");
    let restore = entry("restore");
    assert!(restore.contains("\"actor\":\"zef\"") && !restore.contains("suspended"), "{restore}");
}
