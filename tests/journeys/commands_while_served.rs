//! `zef person` and `zef token` on a library that is being served: they go through its server, act at once, and say the same
//! as on a stopped library.

use serde_json::{Value, json};

use super::people_looked_after::crowded;
use crate::{
    browser::Browser,
    files,
    zef::{House, PASSWORD, Ran, Zef},
};

const NEW_PASSWORD: &str = "marée étale galet noisetier";

fn token(zef: &Zef, handle: &str) -> String {
    zef.house().run(&["token", "add", handle, "--label", "sur place"]).well().stdout.trim().to_owned()
}

#[tokio::test]
async fn somebody_added_signs_in_and_their_token_uploads() {
    let zef = Zef::serve();
    let add = ["person", "add", "yann", "--name", "Yann Abgrall", "--role", "contributor", "--password-stdin"];
    let told = zef.house().run_reading(&add, &format!("{PASSWORD}\n")).well();
    assert_eq!((told.stdout.as_str(), told.stderr.as_str()), ("Yann Abgrall can sign in as yann (contributor)\n", ""));
    Browser::of(&zef, "yann").await.opens("/account").await.is(200);

    let yann = zef.visitor.bearing(&token(&zef, "yann"));
    let waits = yann.gives("leaf.jpg").under("cc-by-4.0").await.created();
    assert_eq!(waits.state(), "submitted");

    // Trust, a name and a role count from the next request on.
    zef.house().run(&["person", "set", "yann", "--trusted", "--name", "Yann le Grand"]).well();
    let public = yann.gives_bytes("b.jpg", files::small_photograph(1)).under("cc-by-4.0").await.created();
    assert_eq!(public.state(), "published");
    assert!(zef.visitor.reads("/people/yann").await.is(200).text().contains("Yann le Grand"));
    assert_ne!(yann.decides(&waits.id(), "publish", "").await.status, 200);
    zef.house().run(&["person", "set", "yann", "--role", "moderator"]).well();
    yann.publishes(&waits.id()).await;

    let listed = zef.house().run(&["person", "list", "--json"]).well().stdout;
    let listed: Vec<Value> = serde_json::from_str(&listed).unwrap();
    let handles: Vec<&Value> = listed.iter().map(|person| &person["handle"]).collect();
    assert_eq!(handles, ["ada", "anne", "bran", "mona", "tina", "yann"]);
    assert_eq!((&listed[5]["role"], &listed[5]["photos"]), (&json!("moderator"), &json!(2)));
    let log = zef.log();
    let house = zef.ends_well();
    assert!(!log.contains(PASSWORD), "{log}");
    house.run(&["check"]).well();
}

#[tokio::test]
async fn a_suspension_ends_sessions_and_tokens_at_once() {
    let zef = Zef::serve();
    let (ada, anne) = (Browser::of(&zef, "ada").await, Browser::of(&zef, "anne").await);
    anne.opens("/account").await.is(200);
    zef.contributor.reads("/api/v1/me").await.is(200);
    zef.house().run(&["person", "suspend", "anne", "--reason", "Photos d’autrui"]).well();
    anne.opens("/account").await.is(303);
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    Browser::before(&zef).signs_in("anne", PASSWORD).await.is(403);
    let refused = zef.house().run(&["token", "add", "anne"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{refused:?}");
    assert!(refused.stderr.contains("is suspended"), "{refused:?}");

    zef.house().run(&["person", "restore", "anne"]).well();
    anne.opens("/account").await.is(303);
    let anne = Browser::of(&zef, "anne").await;
    anne.opens("/account").await.is(200);

    zef.house().run_reading(&["person", "password", "anne", "--password-stdin"], NEW_PASSWORD).well();
    anne.opens("/account").await.is(303);
    anne.signs_in("anne", NEW_PASSWORD).await.is(303);
    anne.opens("/account").await.is(200);

    // An administrator reads what was done, and that the command line did it.
    let page = ada.opens("/admin/people/anne").await.is(200).text();
    let history = page.split("id=\"history\"").nth(1).unwrap();
    assert_eq!(history.matches("ligne de commande").count(), 3, "{history}");
    assert!(history.contains("Photos d’autrui"), "{history}");
    let log = zef.log();
    zef.ends_well();
    assert!(!log.contains(NEW_PASSWORD), "{log}");
}

#[tokio::test]
async fn a_library_without_an_administrator_gets_one_and_its_set_up_address_ends() {
    let zef = House::empty().serve();
    let line = zef.heard_on_standard_output("/setup/").await;
    let path = format!("/setup/{}", line.rsplit('/').next().unwrap());
    zef.visitor.reads(&path).await.is(200);
    let add = ["person", "add", "ada", "--name", "Ada Riou", "--role", "admin", "--password-stdin"];
    zef.house().run_reading(&add, PASSWORD).well();
    Browser::before(&zef).opens(&path).await.is(404);
    Browser::of(&zef, "ada").await.opens("/admin/people").await.is(200);
    zef.ends_well();
}

/// What a command wrote, with every run of digits and every secret replaced: instants, versions and tokens are not the same
/// twice.
fn comparable(ran: &Ran) -> (i32, String, String) {
    let masked = |text: &str| -> String {
        let mut masked = String::new();
        for word in text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric()) {
            let bare = word.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
            let is_secret = bare.len() == 64 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
            for letter in if is_secret { word.replace(bare, "secret") } else { word.to_owned() }.chars() {
                let digit = letter.is_ascii_digit();
                if !(digit && masked.ends_with('0')) {
                    masked.push(if digit { '0' } else { letter });
                }
            }
        }
        masked
    };
    (ran.code, masked(&ran.stdout), masked(&ran.stderr))
}

#[tokio::test]
async fn the_same_is_said_and_done_with_and_without_a_server() {
    let (stopped, zef) = (House::new(), Zef::serve());
    let long = "é".repeat(60_000);
    let quoted = "Une \"raison\" \\ avec\u{1} tout";
    let commands: &[&[&str]] = &[
        &["person", "list"],
        &["person", "list", "--json"],
        &["person", "add", "yann", "--name", "Yann Abgrall", "--role", "curator", "--trusted", "--password-stdin"],
        &["person", "add", "yann", "--name", "Yann Abgrall", "--role", "curator", "--password-stdin"],
        &["person", "add", "enora", "--name", "Enora", "--json", "--password-stdin"],
        &["person", "add", "loig", "--name", &long, "--password-stdin"],
        &["person", "add", "loig", "--name", " ", "--password-stdin"],
        &["person", "add", "Loïg", "--name", "Loïg", "--password-stdin"],
        &["person", "set", "anne", "--name", "Anne « la Grande »", "--role", "moderator"],
        &["person", "set", "anne", "--not-trusted", "--json"],
        &["person", "set", "anne"],
        &["person", "set", "ada", "--role", "curator"],
        &["person", "set", "nobody", "--trusted", "--json"],
        &["person", "suspend", "bran", "--reason", quoted],
        &["person", "suspend", "bran"],
        &["person", "suspend", "tina", "--reason", &long, "--json"],
        &["person", "suspend", "tina", "--json"],
        &["person", "suspend", "ada"],
        &["person", "password", "mona", "--password-stdin"],
        &["person", "password", "nobody", "--password-stdin"],
        &["token", "add", "anne"],
        &["token", "add", "anne", "--label", "Rédaction", "--expires", "30", "--json"],
        &["token", "add", "anne", "--expires", "0"],
        &["token", "add", "bran"],
        &["token", "add", "nobody", "--json"],
        &["person", "restore", "bran"],
        &["person", "restore", "bran", "--json"],
        &["person", "list"],
        &["person", "list", "--json"],
        &["person", "lists"],
    ];
    for command in commands {
        let (alone, served) =
            (stopped.run_reading(command, NEW_PASSWORD), zef.house().run_reading(command, NEW_PASSWORD));
        assert_eq!(comparable(&alone), comparable(&served), "{command:?}");
        assert!(alone.stderr.is_empty() || alone.code != 0, "{command:?}: {alone:?}");
    }
    for password in ["court", "motdepasse1234", &"long ".repeat(60), ""] {
        let command = ["person", "password", "mona", "--password-stdin"];
        let (alone, served) = (stopped.run_reading(&command, password), zef.house().run_reading(&command, password));
        assert_eq!((alone.code, served.code), (1, 1), "{password}");
        assert_eq!(comparable(&alone), comparable(&served), "{password}");
    }
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn more_people_than_one_answer_holds_are_all_listed() {
    let house = House::new();
    crowded(&house, 450).await;
    let alone = house.run(&["person", "list"]).well().stdout;
    assert_eq!(alone.lines().count(), 455);
    let zef = house.serve();
    assert_eq!(zef.house().run(&["person", "list"]).well().stdout, alone);
    zef.ends_well();
}

#[tokio::test]
async fn commands_at_once_are_all_done() {
    let zef = Zef::serve();
    let adding: Vec<_> = (0..8)
        .map(|number| {
            let storage = zef.storage().to_owned();
            tokio::task::spawn_blocking(move || {
                let handle = format!("yann-{number}");
                let mut house = House::empty();
                house.storage = storage;
                house.run_reading(&["person", "add", &handle, "--name", "Yann", "--password-stdin"], PASSWORD).well()
            })
        })
        .collect();
    for added in adding {
        added.await.unwrap();
    }
    assert_eq!(zef.house().run(&["person", "list"]).well().stdout.matches("\tYann\t").count(), 8);
    zef.ends_well();
}
