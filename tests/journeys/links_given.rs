//! One-time links that an administrator gives: an invitation makes an account, a reset link sets a password.

use serde_json::{json, value::to_raw_value};
use zef::{
    catalog::{credentials, invitations, store::Change},
    config::Config,
    domain::hash::ContentHash,
    startup,
};

use crate::{
    answer::Answer,
    browser::Browser,
    zef::{House, PASSWORD, Zef, files_in},
};

const NEW_PASSWORD: &str = "marée étale galet noisetier";
const OTHER_PASSWORD: &str = "sillon varech tempête ormeau";
/// The secret of a link that has expired.
const EXPIRED: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The path of the link that a page shows once.
fn shown(page: &str) -> String {
    let link = page.split("id=\"fresh-link\" readonly value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let link = link.unwrap_or_else(|| panic!("no link is shown: {page}"));
    reqwest::Url::parse(link).unwrap().path().to_owned()
}

/// Makes an invitation, and gives the path of its link.
async fn invites(ada: &Browser, role: &str, for_whom: &str) -> String {
    let form = ada.form_on("/admin/invitations", "/admin/invitations").await;
    let answer = ada.fills(&form, &[("role", role), ("for_whom", for_whom)]).await.is(303);
    shown(&ada.opens(answer.header("location")).await.is(200).text())
}

/// Makes a reset link for a person, and gives its path.
async fn resets(ada: &Browser, handle: &str) -> String {
    let (page, action) = (format!("/admin/people/{handle}"), format!("/admin/people/{handle}/reset-link"));
    let form = ada.form_on(&page, &action).await;
    let answer = ada.fills(&form, &[]).await.is(303);
    shown(&ada.opens(answer.header("location")).await.is(200).text())
}

/// Opens a link and sends its form.
async fn uses(browser: &Browser, link: &str, words: &[(&str, &str)]) -> Answer {
    let form = browser.form_on(link, link).await;
    browser.fills(&form, words).await
}

fn joins<'a>(handle: &'a str, name: &'a str) -> [(&'a str, &'a str); 3] {
    [("handle", handle), ("name", name), ("password", PASSWORD)]
}

/// The page that answers a link which works no more, without what names it.
async fn dead(zef: &Zef, link: &str) -> String {
    let page = Browser::coming_from(zef, "192.0.2.44").opens(link).await.is(404).text();
    let code = link.rsplit('/').next().unwrap();
    assert!(page.contains("Demandez-en un nouveau à la personne qui vous l’a donné"), "{page}");
    page.replace(code, "CODE").replace("%2Freset%2F", "%2Fjoin%2F").replace("/reset/", "/join/")
}

#[tokio::test]
async fn anne_is_invited_and_chooses_everything_but_her_role() {
    let zef = House::new().configured("sign_up = \"closed\"").serve();
    let ada = Browser::of(&zef, "ada").await;
    let refused = {
        let form = ada.form_on("/admin/invitations", "/admin/invitations").await;
        ada.fills(&form, &[("role", "king"), ("for_whom", &"é".repeat(201))]).await.is(422).text()
    };
    assert!(refused.contains(&"é".repeat(201)) && refused.contains("dépasse 200\u{a0}caractères"), "{refused}");
    assert!(refused.contains("Le champ «\u{a0}Rôle\u{a0}» est à corriger"), "{refused}");

    let link = invites(&ada, "curator", "Maïwenn, de l’atelier").await;
    let list = ada.opens("/admin/invitations").await.is(200).text();
    assert!(list.contains("Maïwenn, de l’atelier") && list.contains("créée par ada"), "{list}");
    let code = link.rsplit('/').next().unwrap();
    assert!(!list.contains(code), "a link is shown once");

    let guest = Browser::before(&zef);
    let page = guest.opens(&link).await.is(200).text();
    assert!(!page.contains("atelier"), "the note is for administrators: {page}");
    let page = uses(&guest, &link, &[("name", &"a".repeat(500)), ("handle", "support"), ("password", "court")]).await;
    let page = page.is(422).text();
    for told in ["Cet identifiant est réservé", "dépasse 100\u{a0}caractères", "au moins 12 caractères"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(
        page.contains("value=\"support\"") && page.contains(&"a".repeat(500)) && !page.contains("court\""),
        "{page}"
    );
    let taken = uses(&guest, &link, &joins("anne", "Maïwenn Riou")).await.is(409).text();
    assert!(taken.contains("déjà pris") && taken.contains("Maïwenn Riou"), "{taken}");
    let answer = uses(&guest, &link, &joins("maiwenn", "Maïwenn Riou")).await.is(303);
    assert!(guest.opens(answer.header("location")).await.is(200).text().contains("Bienvenue"));
    let account = guest.opens("/account").await.is(200).text();
    assert!(account.contains("Conservateur, conservatrice"), "{account}");
    let page = ada.opens("/admin/people/maiwenn").await.is(200).text();
    assert!(page.contains("Invitation faite par ada (Maïwenn, de l’atelier)"), "{page}");
    assert!(!ada.opens("/admin/invitations").await.is(200).text().contains("Maïwenn"));
    zef.ends_well();
}

/// Puts two links that have expired into a library: Bran's reset link, and an invitation.
async fn give_expired(house: &House, hash: ContentHash) {
    let opened = startup::open(&house.storage, &Config::default()).await.unwrap();
    let bran = credentials::key(&"bran".parse().unwrap());
    let kept = opened.catalogue.get(std::slice::from_ref(&bran)).await.unwrap().remove(0).unwrap();
    let mut credential: serde_json::Value = serde_json::from_str(kept.body.get()).unwrap();
    let past = "2026-01-02T00:00:00Z";
    credential["reset"] = json!({
        "hash": hash.to_hex(), "by": "ada", "expires": past, "generation": credential["session_generation"],
    });
    let invitation = json!({
        "v": 1, "hash": hash.to_hex(), "role": "contributor", "by": "ada", "created": "2026-01-01T00:00:00Z", "expires": past,
    });
    let change = Change {
        expect: Vec::new(),
        put: vec![
            (bran, to_raw_value(&credential).unwrap()),
            (invitations::key(hash), to_raw_value(&invitation).unwrap()),
        ],
        remove: Vec::new(),
        at: past.parse().unwrap(),
        actor: "ada".to_owned(),
        gesture: "test".into(),
        batch: None,
        note: None,
    };
    opened.catalogue.commit(change).await.unwrap();
    opened.engine.close().await;
}

#[tokio::test]
async fn links_that_are_unknown_used_revoked_or_expired_are_answered_alike() {
    let house = House::new();
    let hash = ContentHash::from_bytes(*blake3::hash(EXPIRED.as_bytes()).as_bytes());
    give_expired(&house, hash).await;
    let zef = house.serve();
    let ada = Browser::of(&zef, "ada").await;
    let (used, revoked) = (invites(&ada, "contributor", "").await, invites(&ada, "contributor", "Erreur").await);
    uses(&Browser::before(&zef), &used, &joins("yann", "Yann Riou")).await.is(303);
    let form = ada.form_on("/admin/invitations", "/admin/invitations/revoke").await;
    let answer = ada.fills(&form, &[]).await.is(303);
    assert!(ada.opens(answer.header("location")).await.is(200).text().contains("L’invitation est révoquée"));
    let again = ada.fills(&form, &[]).await.is(409).text();
    assert!(again.contains("n’est plus en attente"), "{again}");
    let reset = resets(&ada, "tina").await;
    uses(&Browser::before(&zef), &reset, &[("password", NEW_PASSWORD)]).await.is(303);
    let (replaced, _newer) = (resets(&ada, "tina").await, resets(&ada, "tina").await);

    let unknown = dead(&zef, &format!("/join/{}", "f".repeat(64))).await;
    for link in [
        format!("/reset/{}", "f".repeat(64)),
        "/join/nothing".to_owned(),
        "/reset/nothing".to_owned(),
        used,
        revoked,
        reset,
        replaced,
        format!("/join/{EXPIRED}"),
        format!("/reset/{EXPIRED}"),
    ] {
        assert_eq!(dead(&zef, &link).await, unknown, "{link}");
    }
    // An invitation that expired is gone once another one was made.
    let house = zef.ends_well();
    let opened = startup::open(&house.storage, &Config::default()).await.unwrap();
    assert!(opened.catalogue.get(&[invitations::key(hash)]).await.unwrap()[0].is_none());
    opened.engine.close().await;
}

#[tokio::test]
async fn one_invitation_makes_one_account_whoever_is_first() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let link = invites(&ada, "contributor", "").await;
    let (one, other) = (Browser::before(&zef), Browser::before(&zef));
    let (first, second) = (one.form_on(&link, &link).await, other.form_on(&link, &link).await);
    let (words, others) = (joins("yann", "Yann"), joins("yves", "Yves"));
    let (first, second) = tokio::join!(one.fills(&first, &words), other.fills(&second, &others));
    let mut told = [first.status.as_u16(), second.status.as_u16()];
    told.sort_unstable();
    assert_eq!(told, [303, 404]);
    let house = zef.ends_well();
    assert_eq!(house.run(&["person", "list"]).well().stdout.lines().count(), 6);
}

#[tokio::test]
async fn a_reset_link_sets_a_password_once_and_ends_what_the_old_one_opened() {
    let zef = Zef::serve();
    let (ada, thief) = (Browser::of(&zef, "ada").await, Browser::of(&zef, "anne").await);
    let link = resets(&ada, "anne").await;
    let page = ada.opens("/admin/people/anne").await.is(200).text();
    assert!(page.contains("Un lien créé par ada est valable jusqu’au") && !page.contains(&link), "{page}");
    assert!(page.contains("Lien créé pour un nouveau mot de passe"), "{page}");

    let anne = Browser::before(&zef);
    let opened = anne.opens(&link).await.is(200);
    assert_eq!(opened.header("cache-control"), "private, no-store");
    assert!(
        opened.text().contains("Compte concerné\u{a0}: Anne Le Gall")
            && opened.text().contains("name=\"robots\" content=\"noindex\"")
    );
    for (weak, told) in
        [("court", "au moins 12 caractères"), ("azertyuiopqs", "suit les touches"), ("motdepasse123", "trop courant")]
    {
        let page = uses(&anne, &link, &[("password", weak)]).await.is(422).text();
        assert!(page.contains(told) && page.contains("id=\"wrong-password\""), "{weak}: {page}");
    }
    thief.opens("/account").await.is(200);
    let answer = uses(&anne, &link, &[("password", NEW_PASSWORD)]).await.is(303);
    let account = anne.opens(answer.header("location")).await.is(200).text();
    assert!(account.contains("Votre nouveau mot de passe est en place"), "{account}");
    thief.opens("/account").await.is(303);
    zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    Browser::before(&zef).signs_in("anne", PASSWORD).await.is(422);
    Browser::before(&zef).signs_in("anne", NEW_PASSWORD).await.is(303);
    dead(&zef, &link).await;
    let page = ada.opens("/admin/people/anne").await.is(200).text();
    assert!(
        page.contains("Nouveau mot de passe choisi par le lien") && !page.contains("est valable jusqu’au"),
        "{page}"
    );
    // The secret was written nowhere.
    let code = link.rsplit('/').next().unwrap().to_owned();
    let house = zef.ends_well();
    for path in files_in(&house.storage) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(memchr::memmem::find(&bytes, code.as_bytes()).is_none(), "{}", path.display());
    }
    house.run(&["check"]).well();
}

#[tokio::test]
async fn links_end_with_what_allowed_them() {
    let house = House::new();
    house.run(&["person", "set", "mona", "--role", "admin"]).well();
    let zef = house.serve();
    let (ada, mona) = (Browser::of(&zef, "ada").await, Browser::of(&zef, "mona").await);
    let does = async |handle: &str, what: &str, words: &[(&str, &str)]| {
        let (page, action) = (format!("/admin/people/{handle}"), format!("/admin/people/{handle}/{what}"));
        let form = ada.form_on(&page, &action).await;
        ada.fills(&form, words).await.is(303);
    };
    let works = async |link: &str| Browser::coming_from(&zef, "192.0.2.9").opens(link).await.status == 200;
    // Signing a person out everywhere, and a suspension, end their link.
    let link = resets(&mona, "bran").await;
    assert!(works(&link).await);
    does("bran", "end-sessions", &[]).await;
    assert!(!works(&link).await);
    let link = resets(&mona, "bran").await;
    does("bran", "suspend", &[]).await;
    assert!(!works(&link).await);
    does("bran", "restore", &[]).await;
    assert!(!works(&link).await);
    // Whoever is no longer an administrator has given their last link.
    let (invitation, reset) = (invites(&mona, "admin", "").await, resets(&mona, "anne").await);
    assert!(works(&invitation).await && works(&reset).await);
    does("mona", "role", &[("role", "moderator")]).await;
    assert!(!works(&invitation).await && !works(&reset).await);
    assert!(!ada.opens("/admin/invitations").await.is(200).text().contains("créée par mona"));
    zef.ends_well();
}

#[tokio::test]
async fn whoever_guesses_links_is_slowed_and_nobody_else() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let link = invites(&ada, "contributor", "").await;
    let attacker = Browser::coming_from(&zef, "198.51.100.9");
    let mut slowed = 0;
    for guess in 0..40 {
        let path = if guess % 2 == 0 { "join" } else { "reset" };
        let answer = attacker.opens(&format!("/{path}/{guess:064x}")).await;
        match answer.status.as_u16() {
            429 => {
                assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
                slowed += 1;
            }
            status => assert_eq!(status, 404),
        }
    }
    assert!(slowed > 0, "forty guesses in a row were all answered");
    // A class behind one address: each opens an invitation and uses it.
    let form = Browser::coming_from(&zef, "203.0.113.5").form_on(&link, &link).await;
    assert!(form.fields.iter().any(|(name, _)| name == "csrf"));
    // Sent too often, the form comes back with what was typed.
    let guest = Browser::coming_from(&zef, "203.0.113.6");
    let form = guest.form_on(&link, &link).await;
    let mut page = guest.fills(&form, &joins("anne", "Yann du Relecq")).await;
    while page.status != 429 {
        page = guest.fills(&form, &joins("anne", "Yann du Relecq")).await;
        assert!([409, 429].contains(&page.status.as_u16()), "{}", page.status);
    }
    assert!(page.text().contains("Yann du Relecq") && !page.header("retry-after").is_empty());
    zef.ends_well();
}

#[tokio::test]
async fn links_outlive_a_crash_and_a_state_made_again() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let (kept, revoked) = (invites(&ada, "moderator", "Pour Yann").await, invites(&ada, "contributor", "Erreur").await);
    let reset = resets(&ada, "anne").await;
    let list = ada.opens("/admin/invitations").await.is(200).text();
    let forms = crate::browser::forms(&list);
    let form = forms.iter().rfind(|form| form.action == "/admin/invitations/revoke").unwrap();
    ada.fills(form, &[]).await.is(303);
    let house = zef.killed();
    let zef = house.serve();
    dead(&zef, &revoked).await;
    Browser::before(&zef).opens(&kept).await.is(200);
    Browser::before(&zef).opens(&reset).await.is(200);
    let house = zef.ends_well();
    house.run(&["check"]).well();
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    uses(&Browser::before(&zef), &kept, &joins("yann", "Yann Riou")).await.is(303);
    uses(&Browser::before(&zef), &reset, &[("password", OTHER_PASSWORD)]).await.is(303);
    let house = zef.ends_well();
    house.run(&["check"]).well();
    let listed: serde_json::Value =
        serde_json::from_str(&house.run(&["person", "list", "--json"]).well().stdout).unwrap();
    let yann = listed.as_array().unwrap().iter().find(|person| person["handle"] == "yann").unwrap();
    assert_eq!(yann["role"], "moderator");
}

#[tokio::test]
async fn of_a_forgotten_person_no_invitation_and_no_link_is_left() {
    let zef = Zef::serve();
    let ada = Browser::of(&zef, "ada").await;
    let invitation = invites(&ada, "admin", "zwqforwhom").await;
    let other = invites(&ada, "contributor", "Pour une autre").await;
    let guest = Browser::before(&zef);
    uses(&guest, &invitation, &joins("kenavo-dit", "zwqname")).await.is(303);
    let reset = resets(&ada, "kenavo-dit").await;
    // They administered for a while: what they did stays, done by nobody.
    let left = invites(&guest, "contributor", "Pour Yves").await;
    let used = invites(&guest, "contributor", "Pour Zoé").await;
    uses(&Browser::before(&zef), &used, &joins("zoe", "Zoé Ménez")).await.is(303);
    let link = resets(&guest, "bran").await;
    let form = guest.form_on("/admin/people/anne", "/admin/people/anne/role").await;
    guest.fills(&form, &[("role", "curator")]).await.is(303);
    let house = zef.ends_well();
    let found = |house: &House| -> Vec<String> {
        let words = ["kenavo-dit", "zwqforwhom", "zwqname"];
        let files = files_in(&house.storage);
        let holds = |path: &std::path::PathBuf, word: &str| {
            memchr::memmem::find(&std::fs::read(path).unwrap(), word.as_bytes()).is_some()
        };
        files
            .iter()
            .flat_map(|path| {
                words.iter().filter(|word| holds(path, word)).map(|word| format!("{word}: {}", path.display()))
            })
            .collect()
    };
    for word in ["kenavo-dit", "zwqforwhom", "zwqname"] {
        assert!(found(&house).iter().any(|place| place.starts_with(word)), "{word} was never there");
    }
    let code = blake3::hash(invitation.rsplit('/').next().unwrap().as_bytes()).to_hex();
    house.run(&["forget", "person", "kenavo-dit", "--yes"]).well();
    assert_eq!(found(&house), Vec::<String>::new());
    for path in files_in(&house.storage) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(memchr::memmem::find(&bytes, code.as_bytes()).is_none(), "{}", path.display());
    }
    house.run(&["check"]).well();
    house.run(&["rebuild"]).well();
    assert_eq!(found(&house), Vec::<String>::new());

    let zef = house.serve();
    for link in [&invitation, &reset, &left, &link] {
        dead(&zef, link).await;
    }
    Browser::before(&zef).opens(&other).await.is(200);
    let ada = Browser::of(&zef, "ada").await;
    let page = ada.opens("/admin/people/anne").await.is(200).text();
    assert!(page.contains("un compte oublié") && page.contains("<ins>Conservateur, conservatrice</ins>"), "{page}");
    assert!(!page.contains('~'), "{page}");
    let page = ada.opens("/admin/people/zoe").await.is(200).text();
    assert!(page.contains("Invitation faite par un compte oublié (Pour Zoé)"), "{page}");
    ada.opens("/admin/people").await.is(200);
    ada.opens("/admin/invitations").await.is(200);
    zef.ends_well();
}
