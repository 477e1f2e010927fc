//! Tokens end with a new password and with signing out everywhere, those of earlier versions too.

use serde_json::{json, value::to_raw_value};
use zef::{
    catalog::{
        spaces::token::TOKEN_OF,
        store::{Change, Direction},
        tokens,
    },
    config::Config,
    domain::{hash::ContentHash, token::TokenLabel},
    startup,
};

use crate::{
    browser::Browser,
    zef::{House, PASSWORD, Zef},
};

const NEW_PASSWORD: &str = "marée étale galet noisetier";
/// The secret of a token that an earlier version made.
const OLDER_SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

async fn speaks(zef: &Zef, token: &str) -> bool {
    match zef.visitor.bearing(token).reads("/api/v1/me").await {
        answer if answer.status == 200 => true,
        answer => {
            answer.refused(401, "not-signed-in");
            false
        }
    }
}

fn new_token(house: &House, handle: &str) -> String {
    house.run(&["token", "add", handle]).well().stdout.trim().to_owned()
}

/// Puts a token of Anne's into the library as earlier versions wrote it.
async fn add_older_token(house: &House) {
    let opened = startup::open(&house.storage, &Config::default()).await.unwrap();
    let hash = ContentHash::from_bytes(*blake3::hash(OLDER_SECRET.as_bytes()).as_bytes());
    let body = json!({
        "v": 1, "hash": hash.to_hex(), "person": "anne", "label": "", "created": "2026-11-24T11:56:30Z", "expires": null,
    });
    let change = Change {
        expect: Vec::new(),
        put: vec![(tokens::key(hash), to_raw_value(&body).unwrap())],
        remove: Vec::new(),
        at: "2026-11-30T12:00:00Z".parse().unwrap(),
        actor: "anne".to_owned(),
        gesture: "token".into(),
        batch: None,
        note: None,
    };
    opened.catalogue.commit(change).await.unwrap();
    opened.engine.close().await;
}

#[tokio::test]
async fn signing_out_everywhere_and_a_new_password_end_every_token_of_that_person_alone() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let page = anne.opens("/account").await.is(200).text();
    for told in ["met fin à vos jetons d’accès", "Cela met fin aussi à vos jetons d’accès"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let form = anne.form_on("/account", "/account/sign-out-everywhere").await;
    let answer = anne.fills(&form, &[]).await.is(303);
    let said = anne.opens(answer.header("location")).await.is(200).text();
    assert!(said.contains("vos jetons d’accès ne sont plus valables"), "{said}");
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    zef.other.reads("/api/v1/me").await.is(200);

    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on("/account", "/account/tokens").await;
    anne.fills(&form, &[("label", "Rédaction")]).await.is(303);
    let shown = anne.opens("/account").await.is(200).text();
    assert_eq!(shown.matches("class=\"tokens\"").count(), 1, "{shown}");
    let token =
        shown.split("id=\"fresh-token\" readonly value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(speaks(&zef, token).await, "a token made after the others ended");
    let form = anne.form_on("/account", "/account/password").await;
    anne.fills(&form, &[("current", PASSWORD), ("password", NEW_PASSWORD)]).await.is(303);
    assert!(!speaks(&zef, token).await, "a token outlived the password");
    let page = anne.opens("/account").await.is(200).text();
    assert_eq!(page.matches("class=\"tokens\"").count(), 0, "{page}");
    zef.other.reads("/api/v1/me").await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn a_password_given_by_the_command_line_ends_tokens_too() {
    let house = House::new();
    let token = new_token(&house, "anne");
    house.run_reading(&["person", "password", "anne", "--password-stdin"], NEW_PASSWORD).well();
    let after = new_token(&house, "anne");
    let zef = house.serve();
    assert!(!speaks(&zef, &token).await && speaks(&zef, &after).await);
    zef.ends_well();
}

#[tokio::test]
async fn a_token_of_an_earlier_version_works_until_the_next_new_password() {
    let house = House::new();
    // Whatever passwords were changed before the upgrade.
    house.run_reading(&["person", "password", "anne", "--password-stdin"], NEW_PASSWORD).well();
    add_older_token(&house).await;
    let zef = house.serve();
    assert!(speaks(&zef, OLDER_SECRET).await);
    let house = zef.ends_well();
    house.run_reading(&["person", "password", "anne", "--password-stdin"], PASSWORD).well();
    let zef = house.serve();
    assert!(!speaks(&zef, OLDER_SECRET).await);
    zef.ends_well();
}

#[tokio::test]
async fn more_tokens_than_a_page_shows_end_all() {
    let house = House::new();
    let opened = startup::open(&house.storage, &Config::default()).await.unwrap();
    let anne = "anne".parse().unwrap();
    let mut tokens = Vec::new();
    for _ in 0..450 {
        tokens.push(opened.library.add_token(&anne, &TokenLabel::default(), None).await.unwrap().unwrap());
    }
    opened.library.set_password(&anne, NEW_PASSWORD).await.unwrap();
    for token in &tokens {
        assert_eq!(opened.library.person_of_token(token).await.unwrap(), None);
    }
    let left = opened.catalogue.lookup(&TOKEN_OF.prefix("anne/"), None, 1, Direction::Ascending).await;
    assert_eq!(left.unwrap(), []);
    opened.engine.close().await;
}
