//! Mail, by a real SMTP server: an address is confirmed first, news come once a day at most and stop by one click, and a
//! forgotten password is set again.

use std::{fs, process::Command};

use reqwest::Method;
use serde_json::json;

use crate::{
    answer::Answer,
    browser::Browser,
    files,
    journeys::post_office::{Letter, PostOffice},
    zef::{House, PASSWORD, Zef, files_in},
};

const NEW_PASSWORD: &str = "une autre bruyère sous la pluie";

/// A library that sends its mail to a server that is open.
fn with_mail() -> (Zef, PostOffice) {
    let house = House::new();
    let office = PostOffice::open(house.desk());
    let zef = house.configured(&office.config()).serve();
    (zef, office)
}

/// Gives an address and says whether to be sent news, on the account page in this language.
async fn gives_address(browser: &Browser, prefix: &str, address: &str, digest: bool) -> Answer {
    let page = format!("{prefix}/account");
    let mut form = browser.form_on(&page, &format!("{prefix}/account/mail")).await;
    form.fields.retain(|(name, _)| name != "digest");
    if digest {
        form.fields.push(("digest".to_owned(), "yes".to_owned()));
    }
    browser.fills(&form, &[("email", address), ("mail_password", PASSWORD)]).await
}

/// The form of the page that a letter leads to, sent by whoever reads it.
async fn follows(zef: &Zef, path: &str, fields: &[(&str, &str)]) -> Answer {
    let reader = Browser::before(zef);
    let form = reader.form_on(path, path).await;
    reader.fills(&form, fields).await
}

/// Gives and confirms an address.
async fn has_address(zef: &Zef, office: &PostOffice, handle: &str, digest: bool) -> Browser {
    let browser = Browser::of(zef, handle).await;
    gives_address(&browser, "", &format!("{handle}@example.org"), digest).await.is(303);
    let letter = office.letter_with(&format!("/mail/confirm/{handle}.")).await;
    follows(zef, &letter.link(&zef.url, "/mail/confirm/"), &[]).await.is(200);
    browser
}

/// Anne gives a photo, and Mona publishes it.
async fn publishes(zef: &Zef, number: u64, title: &str) -> String {
    let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let id = gift.titled(title).await.created().id();
    zef.moderator.publishes(&id).await;
    id
}

/// Waits for a letter that was asked for now: whatever was due before it has come.
async fn everything_came(zef: &Zef, office: &PostOffice, who: &str) -> Vec<Letter> {
    let asked = |letters: &[Letter]| letters.iter().filter(|letter| is_reset(letter)).count();
    let before = asked(&office.letters());
    asks_for_password(zef, "", who).await.is(200);
    let mut number = office.letters().len();
    while asked(&office.letters()) == before {
        office.letter(number).await;
        number += 1;
    }
    office.letters()
}

async fn asks_for_password(zef: &Zef, prefix: &str, who: &str) -> Answer {
    let path = format!("{prefix}/login/forgotten");
    let visitor = Browser::before(zef);
    let form = visitor.form_on(&path, &path).await;
    visitor.fills(&form, &[("who", who)]).await
}

fn is_reset(letter: &Letter) -> bool {
    letter.text().contains("/login/reset/")
}

fn digests(letters: &[Letter]) -> Vec<&Letter> {
    letters.iter().filter(|letter| letter.text().contains("/mail/stop/")).collect()
}

#[tokio::test]
async fn nothing_is_sent_to_an_address_before_it_is_confirmed() {
    let (zef, office) = with_mail();
    let anne = Browser::of(&zef, "anne").await;
    for wrong in ["anne", "anne@example.org\r\nBcc: eve@example.org", "Anne <anne@example.org>"] {
        let page = gives_address(&anne, "", wrong, true).await.is(422).text();
        assert!(page.contains("ressemble à anne@example.org") && page.contains("Anne"), "{page}");
    }
    gives_address(&anne, "", "Anne@Example.org", true).await.is(303);
    let letter = office.letter(0).await;
    assert_eq!((letter.to(), letter.header("To")), (vec!["Anne@example.org"], "Anne@example.org"));
    assert_eq!(letter.header("Subject"), "Confirmez votre adresse · Zef");
    assert_eq!((letter.header("From"), letter.header("Auto-Submitted")), ("Zef <zef@example.org>", "auto-generated"));
    // Whoever has the address may be a stranger: the name, which anyone may make up, is not sent to it.
    assert!(letter.text().starts_with("Bonjour,\n") && !letter.text().contains("Le Gall"), "{letter:?}");
    let page = anne.opens("/account").await.is(200).text();
    assert!(page.contains("À confirmer\u{a0}: suivez le lien envoyé à Anne@example.org."), "{page}");

    publishes(&zef, 1, "Le premier port").await;
    // To open the link is not to confirm: programs that look at mail open links too.
    let link = letter.link(&zef.url, "/mail/confirm/");
    for _again in 0..2 {
        let page = Browser::before(&zef).opens(&link).await.is(200).text();
        assert!(page.contains("Anne@example.org"), "{page}");
    }
    let another = format!("{}{}", &link[..link.len() - 1], if link.ends_with('0') { '1' } else { '0' });
    Browser::before(&zef).opens(&another).await.is(404);
    asks_for_password(&zef, "", "anne").await.is(200);
    asks_for_password(&zef, "", "anne@example.org").await.is(200);
    has_address(&zef, &office, "bran", false).await;
    assert_eq!(office.letters().len(), 2, "one to confirm each: {:?}", office.letters());

    follows(&zef, &link, &[]).await.is(200);
    Browser::before(&zef).opens(&link).await.is(404);
    let page = anne.opens("/account").await.is(200).text();
    assert!(page.contains("Confirmée.") && page.contains("value=\"Anne@example.org\""), "{page}");
    // What was before is not sent; what comes is.
    let id = publishes(&zef, 2, "Le second port").await;
    let digest = office.letter(2).await;
    assert_eq!(digest.header("Subject"), "Une nouvelle de vos photos · Zef");
    assert!(digest.text().contains("Publiée\u{a0}: «\u{a0}Le second port\u{a0}»"), "{digest:?}");
    assert!(digest.text().contains(&format!("{}/photos/{id}\n", zef.url)) && !digest.text().contains("premier"));
    let stop = format!("<{}{}>", zef.url, digest.link(&zef.url, "/mail/stop/"));
    assert_eq!(digest.header("List-Unsubscribe"), stop);
    assert_eq!(digest.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    // Nobody else learns the address.
    for path in ["/people/anne", "/api/v1/people/anne", &format!("/photos/{id}"), &format!("/api/v1/photos/{id}")] {
        for reader in [&zef.visitor, &zef.moderator] {
            assert!(!reader.reads(path).await.text().to_lowercase().contains("anne@example"), "{path}");
        }
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_session_that_was_left_open_is_not_enough_to_give_another_address() {
    let (zef, office) = with_mail();
    let anne = has_address(&zef, &office, "anne", false).await;
    for wrong in ["", "une autre bruyère"] {
        let form = anne.form_on("/account", "/account/mail").await;
        let page = anne.fills(&form, &[("email", "eve@example.org"), ("mail_password", wrong)]).await.is(422).text();
        assert!(page.contains("Le mot de passe actuel ne convient pas.") && page.contains("value=\"eve@example.org\""));
        assert!(page.contains("id=\"wrong-mail-password\"") && !page.contains("id=\"wrong-current\""), "{page}");
        if !wrong.is_empty() {
            assert!(!page.contains(wrong), "{page}");
        }
    }
    // A password is not kept in a page for whoever signs in next.
    let form = anne.form_on("/account", "/account/mail").await;
    let later = Browser::before(&zef);
    let page = later.fills(&form, &[("mail_password", PASSWORD)]).await.text();
    assert!(!page.contains(PASSWORD), "{page}");
    // Nor is it enough to remove the address, which would be told of changes.
    let form = anne.form_on("/account", "/account/mail").await;
    anne.fills(&form, &[("email", ""), ("mail_password", "une autre bruyère")]).await.is(422);
    // What changes no address needs no password.
    let mut form = anne.form_on("/account", "/account/mail").await;
    form.fields.push(("digest".to_owned(), "yes".to_owned()));
    anne.fills(&form, &[]).await.is(303);
    let page = anne.opens("/account").await.is(200).text();
    assert!(page.contains("value=\"anne@example.org\"") && page.contains("value=\"yes\" checked"), "{page}");
    assert!(everything_came(&zef, &office, "anne").await.iter().all(|letter| letter.to() == ["anne@example.org"]));
    zef.ends_well();
}

#[tokio::test]
async fn letters_are_in_the_language_of_the_page_where_the_address_was_given() {
    let (zef, office) = with_mail();
    let anne = Browser::of(&zef, "anne").await;
    gives_address(&anne, "/en", "anne@example.org", true).await.is(303);
    let letter = office.letter(0).await;
    assert_eq!(letter.header("Subject"), "Confirm your address · Zef");
    assert!(anne.opens("/en/privacy").await.is(200).text().contains("If you give an email address, it"));
    follows(&zef, &letter.link(&zef.url, "/en/mail/confirm/"), &[]).await.is(200);
    publishes(&zef, 1, "Le port").await;
    let digest = office.letter(1).await;
    assert!(
        digest.text().starts_with("Hello Anne Le Gall,") && digest.text().contains("Published: “Le port”"),
        "{digest:?}"
    );
    zef.ends_well();
}

#[tokio::test]
async fn a_digest_is_not_sent_twice() {
    let (zef, office) = with_mail();
    has_address(&zef, &office, "bran", false).await;
    has_address(&zef, &office, "anne", true).await;
    publishes(&zef, 1, "Le port").await;
    office.letter(2).await;
    // A second one within the day would be too many, over a restart and over kill -9.
    publishes(&zef, 2, "La dune").await;
    assert_eq!(digests(&everything_came(&zef, &office, "bran").await).len(), 1);
    let zef = zef.killed().serve();
    publishes(&zef, 3, "Le quai").await;
    let house = zef.ends_well();
    let zef = house.serve();
    publishes(&zef, 4, "La rade").await;
    let told = office.letters().len();
    has_address(&zef, &office, "tina", false).await;
    assert_eq!(office.letters().len(), told + 1);
    assert_eq!(digests(&office.letters()).len(), 1);
    zef.ends_well();
}

#[tokio::test]
async fn a_letter_that_may_have_been_sent_is_not_sent_again() {
    let (zef, office) = with_mail();
    has_address(&zef, &office, "anne", true).await;
    office.asked_to("silent");
    publishes(&zef, 1, "Le port").await;
    office.letter(1).await;
    // The server has it, and never said so.
    let house = zef.killed();
    office.no_longer_asked_to("silent");
    let zef = house.serve();
    has_address(&zef, &office, "bran", false).await;
    assert_eq!(digests(&office.letters()).len(), 1);
    assert_eq!(office.letters().len(), 3);
    zef.ends_well();
}

#[tokio::test]
async fn letters_wait_for_a_server_that_is_down() {
    let house = House::new();
    let mut office = PostOffice::closed(house.desk());
    let zef = house.configured(&office.config()).serve();
    let anne = Browser::of(&zef, "anne").await;
    gives_address(&anne, "", "anne@example.org", true).await.is(303);
    zef.logs("mail cannot be sent").await;
    anne.opens("/account").await.is(200);
    let zef = zef.ends_well().serve();
    zef.logs("mail cannot be sent").await;
    let state = Browser::of(&zef, "ada").await.opens("/admin/state").await.is(200).text();
    assert!(state.contains("Courriels à envoyer") && state.contains("un courriel"), "{state}");
    assert!(!state.contains("anne@example.org"), "{state}");
    office.opens(&[]);
    let letter = office.letter(0).await;
    zef.logs("mail is sent again").await;
    follows(&zef, &letter.link(&zef.url, "/mail/confirm/"), &[]).await.is(200);
    assert_eq!(zef.log().matches("mail cannot be sent: ").count(), 1, "{}", zef.log());

    // Refused for now, it waits; refused for good, it is given up, and others go on.
    office.asked_to("never");
    asks_for_password(&zef, "", "anne").await.is(200);
    zef.logs("a letter was refused").await;
    office.no_longer_asked_to("never");
    publishes(&zef, 1, "Le port").await;
    assert_eq!(digests(&[office.letter(1).await]).len(), 1);
    zef.ends_well();
}

#[tokio::test]
async fn one_click_stops_the_news() {
    let (zef, office) = with_mail();
    has_address(&zef, &office, "bran", false).await;
    has_address(&zef, &office, "anne", true).await;
    publishes(&zef, 1, "Le port").await;
    let link = office.letter(2).await.link(&zef.url, "/mail/stop/");
    let page = Browser::before(&zef).opens(&link).await.is(200).text();
    assert!(page.contains("Ne plus m’écrire"), "{page}");
    let anne = Browser::of(&zef, "anne").await;
    let wants = async || anne.opens("/account").await.is(200).text().contains("value=\"yes\" checked");
    assert!(wants().await, "to open the link stops nothing");
    let wrong = link.replace(&link[link.len() - 4..], "zzzz");
    Browser::before(&zef).elsewhere().posts(&wrong, &[]).await.is(404);
    // As a mail program does: no session, no page of ours.
    let post = zef.visitor.asks(Method::POST, &link).header("content-type", "application/x-www-form-urlencoded");
    let done = Answer::read(post.body("List-Unsubscribe=One-Click").send().await).await.unwrap();
    done.is(200);
    assert!(!wants().await);
    let form = reqwest::multipart::Form::new().text("List-Unsubscribe", "One-Click");
    let again = zef.visitor.asks(Method::POST, &link).multipart(form).send().await;
    Answer::read(again).await.unwrap().is(200);
    Browser::before(&zef).opens(&link).await.is(200);
    // The address stays, for a forgotten password.
    let letters = everything_came(&zef, &office, "anne").await;
    assert_eq!(digests(&letters).len(), 1);
    zef.ends_well();
}

#[tokio::test]
async fn a_forgotten_password_is_set_again() {
    let (zef, office) = with_mail();
    let anne = has_address(&zef, &office, "anne", false).await;
    gives_address(&Browser::of(&zef, "tina").await, "", "tina@example.org", false).await.is(303);
    office.letter(1).await;
    let page = Browser::before(&zef).opens("/login").await.is(200).text();
    assert!(page.contains("href=\"/login/forgotten\""), "{page}");
    // The same answer for whoever is known, unknown, or has not confirmed an address.
    let known = asks_for_password(&zef, "", "anne").await.is(200).text();
    for other in ["nobody", "tina", "tina@example.org", "eve@example.org", "bran", "« ? »", ""] {
        let answer = asks_for_password(&zef, "", other).await.is(200).text();
        assert_eq!(without_masks(&answer), without_masks(&known), "{other}");
    }
    let letter = office.letter(2).await;
    assert_eq!(letter.to(), ["anne@example.org"]);
    let link = letter.link(&zef.url, "/login/reset/");
    let page = follows(&zef, &link, &[("password", "azertyuiopqs")]).await.is(422).text();
    assert!(page.contains("clavier"), "{page}");
    let done = follows(&zef, &link, &[("password", NEW_PASSWORD)]).await.is(303);
    assert_eq!(done.header("location"), "/account");
    let told = office.letter_with(&format!("{}/login/forgotten\n", zef.url)).await;
    assert_eq!((told.to(), told.header("Subject")), (vec!["anne@example.org"], "Votre mot de passe a changé · Zef"));
    // Once, and whatever was open before is closed.
    Browser::before(&zef).opens(&link).await.is(404);
    anne.opens("/account").await.is(303);
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    Browser::before(&zef).signs_in("anne", PASSWORD).await.is(422);
    Browser::before(&zef).signs_in("anne", NEW_PASSWORD).await.is(303);
    // By the address too, and no second letter at once.
    asks_for_password(&zef, "", "ANNE@example.org").await.is(200);
    asks_for_password(&zef, "/en", "anne").await.is(200);
    has_address(&zef, &office, "bran", false).await;
    let letters = office.letters();
    assert_eq!(letters.iter().filter(|letter| is_reset(letter)).count(), 2, "{letters:?}");
    zef.ends_well();
}

/// A page without its anti-forgery tokens, which differ each time.
fn without_masks(page: &str) -> String {
    let mut parts = page.split("name=\"csrf\" value=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |page, part| page + part.split_once('"').unwrap().1)
}

#[tokio::test]
async fn letters_are_not_asked_for_without_end() {
    let (zef, _office) = with_mail();
    for who in ["anne", "nobody"] {
        let mut statuses = Vec::new();
        for _again in 0..6 {
            statuses.push(asks_for_password(&zef, "", who).await.status.as_u16());
        }
        assert_eq!(statuses, [200, 200, 200, 200, 200, 429], "{who}");
    }
    let bran = Browser::of(&zef, "bran").await;
    for number in 0..5 {
        gives_address(&bran, "", &format!("eve{number}@example.org"), false).await.is(303);
    }
    let page = gives_address(&bran, "", "eve5@example.org", false).await.is(429).text();
    assert!(page.contains("value=\"eve5@example.org\""), "{page}");
    // Several accounts together fill nobody's mailbox.
    let (anne, tina) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "tina").await);
    for browser in [&anne, &anne, &anne, &tina, &tina] {
        gives_address(browser, "", "mona@example.org", false).await.is(303);
    }
    gives_address(&tina, "", "Mona@Example.org", false).await.is(429);
    gives_address(&tina, "", "tina@example.org", false).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn what_people_type_adds_no_header() {
    let house = House::new();
    let office = PostOffice::open(house.desk());
    let evil = "name = \"Zef\\r\\nBcc: eve@example.org\"\n";
    let zef = house.configured(&format!("{evil}{}", office.config())).serve();
    has_address(&zef, &office, "anne", true).await;
    let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0");
    let id = gift.titled("Le port\r\nBcc: eve@example.org").await.created().id();
    zef.moderator
        .decides(&id, "request-change", "Où ?\r\n\r\nBcc: eve@example.org\r\n.\r\nMAIL FROM:<a@b.org>")
        .await
        .photo();
    let digest = office.letter(1).await;
    for letter in office.letters() {
        assert_eq!(letter.to(), ["anne@example.org"]);
        assert!(!letter.headers().iter().any(|name| name.eq_ignore_ascii_case("bcc")), "{letter:?}");
        assert_eq!(letter.0["from"], "zef@example.org");
    }
    assert!(digest.text().contains("> Bcc: eve@example.org\n> .\n> MAIL FROM"), "{digest:?}");
    assert_eq!(office.letters().len(), 2);
    zef.ends_well();
}

#[tokio::test]
async fn a_server_that_asks_for_tls_and_a_password_is_given_them() {
    let house = House::new();
    let [certificate, key] = ["certificate.pem", "key.pem"].map(|name| house.desk().join(name));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let mut office = PostOffice::closed(house.desk());
    let config = office.config().replace("smtp://127.0.0.1", "smtp://zef:p%40ss@localhost");
    let config = config.replace(&format!(":{}\"", office.port), &format!(":{}?tls=required\"", office.port));
    let [certificate, key] = [certificate, key].map(|path| path.to_str().unwrap().to_owned());
    office.opens(&[&certificate, &key, "zef", "p@ss"]);
    // A certificate that nobody vouches for is not trusted.
    let zef = house.configured(&config).serve();
    let anne = Browser::of(&zef, "anne").await;
    gives_address(&anne, "", "anne@example.org", false).await.is(303);
    zef.logs("mail cannot be sent").await;
    assert!(!zef.log().contains("p@ss") && !zef.log().contains("p%40ss"), "{}", zef.log());
    let zef = zef.ends_well().trusting(&certificate).serve();
    let letter = office.letter(0).await;
    assert_eq!((letter.to(), &letter.0["tls"]), (vec!["anne@example.org"], &json!(true)));
    zef.ends_well();
}

#[tokio::test]
async fn in_development_letters_are_files() {
    let house = House::new();
    let folder = house.desk().join("mail");
    let config = format!("[mail]\nfolder = \"{}\"\nfrom = \"zef@example.org\"\n", folder.display());
    let zef = house.configured(&config).serve();
    let anne = Browser::of(&zef, "anne").await;
    gives_address(&anne, "", "anne@example.org", false).await.is(303);
    let file = loop {
        let found = fs::read_dir(&folder).ok().and_then(|mut files| files.next());
        match found.map(|file| file.unwrap().path()) {
            Some(path) if path.extension().is_some_and(|it| it == "eml") => break path,
            _ => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
        }
    };
    let letter = fs::read_to_string(file).unwrap();
    assert!(letter.contains("\r\nTo: anne@example.org\r\n") && letter.contains("Message-ID: <"), "{letter}");
    zef.ends_well();
}

#[tokio::test]
async fn where_no_mail_is_sent_nothing_speaks_of_it() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    assert!(!anne.opens("/account").await.is(200).text().contains("/account/mail"));
    assert!(!Browser::before(&zef).opens("/login").await.is(200).text().contains("/login/forgotten"));
    for path in ["/login/forgotten", "/login/reset/x", "/mail/confirm/x", "/mail/stop/x"] {
        Browser::before(&zef).opens(path).await.is(404);
    }
    assert!(!Browser::before(&zef).opens("/privacy").await.is(200).text().contains("adresse électronique, elle"));
    zef.ends_well();
    for (config, why) in [
        ("[mail]\nfrom = \"a@b.org\"", "either smtp"),
        ("[mail]\nfrom = \"a@b.org\"\nsmtp = \"smtp://a\"\nfolder = \"b\"", "either smtp"),
        ("[mail]\nfrom = \"a\"\nfolder = \"b\"", "not an e-mail address"),
        ("[mail]\nfrom = \"a@b.org\"\nsmtp = \"ftp://secret@a\"", "the address of an SMTP server"),
        ("[mail]\nfrom = \"a@b.org\"\nfolder = 3", "folder takes a folder"),
        ("[mail]\nfolder = \"b\"", "from"),
    ] {
        let house = House::empty();
        let path = house.desk().join("wrong.toml");
        fs::write(&path, config).unwrap();
        let ran = house.run(&["serve", "--config", path.to_str().unwrap()]);
        assert!(ran.code == 1 && ran.stderr.contains(why) && !ran.stderr.contains("secret"), "{config}: {ran:?}");
    }
}

#[tokio::test]
async fn of_a_forgotten_person_no_address_is_left() {
    let (zef, office) = with_mail();
    has_address(&zef, &office, "anne", true).await;
    let anne = Browser::of(&zef, "anne").await;
    gives_address(&anne, "", "zwqother@example.org", true).await.is(303);
    office.letter(1).await;
    let form = anne.form_on("/account", "/account/mail").await;
    anne.fills(&form, &[("email", ""), ("mail_password", PASSWORD)]).await.is(303);
    gives_address(&anne, "", "anne@example.org", true).await.is(303);
    office.letter(3).await;
    let confirms = |letter: &Letter| letter.text().contains("/mail/confirm/anne.");
    let confirm = office.letters().into_iter().rfind(confirms).unwrap();
    follows(&zef, &confirm.link(&zef.url, "/mail/confirm/"), &[]).await.is(200);
    publishes(&zef, 1, "Le port").await;
    office.letter(4).await;
    asks_for_password(&zef, "", "anne").await.is(200);
    office.letter(5).await;
    anne.fills(&anne.form_on("/account/news", "/account/news/read").await, &[]).await.is(303);
    let house = zef.ends_well();
    let found = |words: &[&str]| -> Vec<String> {
        let mut found = Vec::new();
        for path in files_in(&house.storage) {
            let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
            let is_there = |word: &&&str| memchr::memmem::find(&bytes, word.as_bytes()).is_some();
            found.extend(words.iter().filter(is_there).map(|word| format!("{word} in {}", path.display())));
        }
        found
    };
    let words = ["anne@example", "zwqother", "\"anne\"", "/anne"];
    for word in words {
        assert!(!found(&[word]).is_empty(), "{word} was never there");
    }
    house.run(&["forget", "person", "anne", "--yes"]).well();
    assert_eq!(found(&words), Vec::<String>::new());
    house.run(&["check"]).well();
}
