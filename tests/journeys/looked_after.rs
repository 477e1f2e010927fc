//! Whoever runs the library looks after its people: role, trust, name, a forgotten password, from the command line.

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    zef::{House, PASSWORD, Zef},
};

/// What the administrator chooses for whoever forgot theirs.
const NEW_PASSWORD: &str = "marée étale galet noisetier";

#[test]
fn commands_that_look_after_a_library_make_none_where_there_is_none() {
    let mut house = House::empty();
    house.storage = house.desk().join("mistyped");
    let photo = ["forget", "photo", "wqw6btds", "--yes"];
    for command in [&["check"][..], &["rebuild"], &["person", "list"], &["token", "add", "anne"], &photo] {
        let told = house.run(command);
        assert_eq!(told.code, 1, "{command:?}");
        assert!(told.written().contains("there is no library in"), "{command:?}: {}", told.written());
        assert!(!house.storage.exists(), "{command:?}");
    }
}

#[test]
fn a_token_lasts_ten_years_at_most() {
    let house = House::new();
    for days in ["0", "-1", "3651", "999999999"] {
        assert_ne!(house.run(&["token", "add", "anne", &format!("--expires={days}")]).code, 0, "{days}");
    }
    house.run(&["token", "add", "anne", "--expires=3650"]).well();
}

#[tokio::test]
async fn someone_who_joined_is_made_trusted_and_their_next_photo_is_published_at_once() {
    let zef = Zef::serve();
    let yann = Browser::before(&zef);
    let form = yann.form_on("/join", "/join").await;
    yann.fills(&form, &[("handle", "yann"), ("name", "Yann Abgrall"), ("password", PASSWORD)]).await.is(303);
    let house = zef.ends_well();
    let token = house.run(&["token", "add", "yann"]).well().stdout.trim().to_owned();

    let zef = house.serve();
    let yann = zef.visitor.bearing(&token);
    let before = yann.gives("leaf.jpg").under("cc-by-4.0").await.created();
    assert_eq!(before.state(), "submitted");
    let house = zef.ends_well();
    let told = house.run(&["person", "set", "yann", "--trusted", "--name", "Yann le Grand"]).well();
    assert!(told.stdout.contains("Yann le Grand (yann) is now contributor, trusted"), "{told:?}");

    let zef = house.serve();
    let after = zef.visitor.bearing(&token).gives("kermesse.jpg").under("cc-by-4.0").await.created();
    assert_eq!(after.state(), "published");
    zef.visitor.sees(&before.id()).await.is(404);
    let house = zef.ends_well();

    house.run(&["person", "set", "yann", "--not-trusted", "--role", "moderator"]).well();
    let zef = house.serve();
    zef.visitor.bearing(&token).publishes(&before.id()).await;
    let house = zef.ends_well();
    let yann = listed(&house).into_iter().find(|person| person["handle"] == "yann").unwrap();
    assert_eq!(
        (&yann["name"], &yann["role"], &yann["trusted"], &yann["photos"]),
        (&json!("Yann le Grand"), &json!("moderator"), &json!(false), &json!(2))
    );
}

#[tokio::test]
async fn everybody_is_listed_by_handle_and_no_secret_with_them() {
    let house = House::new();
    let handles: Vec<Value> = listed(&house).into_iter().map(|person| person["handle"].clone()).collect();
    assert_eq!(handles, ["ada", "anne", "bran", "mona", "tina"]);
    let json = house.run(&["person", "list", "--json"]).well().stdout;
    assert!(!json.contains("argon2") && !json.contains("password"), "{json}");
    let lines = house.run(&["person", "list"]).well().stdout;
    assert_eq!(lines.lines().count(), 5, "{lines}");
    let tina: Vec<&str> = lines.lines().find(|line| line.starts_with("tina\t")).unwrap().split('\t').collect();
    assert_eq!((tina[1], tina[2], tina[3], tina[5]), ("Tina Morvan", "contributor", "trusted", "0 photos"));
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let house = House::new();
    let lowered = house.run(&["person", "set", "ada", "--role", "curator"]);
    assert_eq!((lowered.code, lowered.stderr.lines().count()), (1, 1), "{lowered:?}");
    assert!(lowered.stderr.contains("only administrator"), "{lowered:?}");
    // Their name may change all the same; and they may go once someone else is there.
    house.run(&["person", "set", "ada", "--name", "Ada"]).well();
    house.run(&["person", "set", "mona", "--role", "admin"]).well();
    house.run(&["person", "set", "ada", "--role", "curator"]).well();
    assert_eq!(house.run(&["person", "set", "mona", "--role", "moderator"]).code, 1);
    let admins: Vec<Value> = listed(&house).into_iter().filter(|person| person["role"] == "admin").collect();
    assert_eq!(admins.len(), 1);
    assert_eq!(admins[0]["handle"], "mona");
}

#[tokio::test]
async fn a_new_password_opens_and_ends_what_the_old_one_opened() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    anne.opens("/account").await.is(200);
    let bran = Browser::of(&zef, "bran").await;
    let house = zef.ends_well();
    let weak = house.run_reading(&["person", "password", "anne", "--password-stdin"], "motdepasse123");
    assert_eq!((weak.code, weak.stderr.lines().count()), (1, 1), "{weak:?}");
    house.run_reading(&["person", "password", "anne", "--password-stdin"], NEW_PASSWORD).well();

    let zef = house.serve();
    anne.now_before(&zef).opens("/account").await.is(303);
    bran.now_before(&zef).opens("/account").await.is(200);
    let anne = Browser::before(&zef);
    assert_ne!(anne.signs_in("anne", PASSWORD).await.status.as_u16(), 303);
    anne.signs_in("anne", NEW_PASSWORD).await.is(303);
    anne.opens("/account").await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn nobody_is_changed_by_a_command_that_makes_no_sense() {
    let house = House::new();
    for unknown in [["person", "set", "nobody", "--trusted"], ["person", "password", "nobody", "--password-stdin"]] {
        let ran = house.run_reading(&unknown, NEW_PASSWORD);
        assert_eq!((ran.code, ran.stderr.lines().count()), (1, 1), "{ran:?}");
        assert!(ran.stderr.contains("“nobody”"), "{ran:?}");
    }
    let known = listed(&house);
    assert_eq!(house.run(&["person", "set", "anne"]).code, 2);
    assert_eq!(house.run(&["person", "set", "anne", "--trusted", "--not-trusted"]).code, 2);
    assert_eq!(house.run(&["person", "set", "anne", "--role", "king"]).code, 2);
    assert_eq!(listed(&house), known);
}

fn listed(house: &House) -> Vec<Value> {
    let ran = house.run(&["person", "list", "--json"]).well();
    serde_json::from_str(&ran.stdout).unwrap()
}
