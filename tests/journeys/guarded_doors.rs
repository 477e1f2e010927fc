//! Security: headers, forged forms, cookies, guessed passwords, signing out, the one-time set-up address.

use crate::{
    answer::Answer,
    browser::{Browser, cookies, forms},
    zef::{House, PASSWORD, Zef},
};

#[tokio::test]
async fn every_answer_has_its_guards() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let page = zef.visitor.reads("/").await.is(200);
    let text = page.text();
    let style = text.split('"').find(|part| part.starts_with("/assets/")).unwrap();
    let paths = [
        "/".to_owned(),
        "/en/upload".to_owned(),
        "/nowhere".to_owned(),
        format!("/photos/{}", photo.id()),
        format!("/api/v1/photos/{}", photo.id()),
        "/media/nothing/640.jpg".to_owned(),
        photo.renditions()[0].clone(),
        style.to_owned(),
        "/healthz".to_owned(),
    ];
    for path in &paths {
        let answer = zef.visitor.reads(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.header("server").is_empty() && answer.header("x-powered-by").is_empty(), "{path}");
        let others = answer.header("cross-origin-resource-policy");
        // Other sites show published pictures, and the frame that they may embed has its style.
        let is_picture = answer.header("content-type") == "image/jpeg";
        let expected = if is_picture || path.starts_with("/assets/") { "cross-origin" } else { "same-origin" };
        assert_eq!(others, expected, "{path}");
        if is_picture {
            continue;
        }
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
    }
    for forbidden in ["<style", " style=", " onclick=", "<script>", "javascript:"] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn no_form_is_believed_without_the_token_of_its_page() {
    let zef = Zef::serve();
    let photo = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let anne = Browser::of(&zef, "anne").await;
    let mona = Browser::of(&zef, "mona").await;
    let mut seen = Vec::new();
    for (browser, page) in [
        (&anne, "/account".to_owned()),
        (&anne, "/upload".to_owned()),
        (&anne, format!("/photos/{}", photo.id())),
        (&anne, format!("/photos/{}/edit", photo.id())),
        (&mona, "/review".to_owned()),
        (&Browser::before(&zef), "/login".to_owned()),
        (&Browser::before(&zef), "/join".to_owned()),
    ] {
        let opened = browser.opens(&page).await.is(200).text();
        for form in forms(&opened) {
            let token = form.fields.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.clone());
            assert!(token.as_ref().is_some_and(|token| token.len() >= 32), "{page}: {form:?}");
            if form.action.contains("upload") {
                continue;
            }
            for forged in ["", "0000000000000000000000000000000000000000000000000000000000000000"] {
                let answer = browser.fills(&form, &[("csrf", forged)]).await;
                assert_eq!(answer.status, 403, "{}", form.action);
            }
            seen.push(form.action);
        }
    }
    for action in ["/login", "/join", "/logout", "/account/password", "/account/tokens", "/account/credit"] {
        assert!(seen.iter().any(|form| form == action), "{action} is on no page: {seen:?}");
    }
    // The token of one browser is worth nothing in another.
    let stolen = anne.form_on("/account", "/account/credit").await;
    assert_eq!(mona.fills(&stolen, &[("author_name", "Volée")]).await.status, 403);
    // Nothing was done: Anne is signed in, and her photo waits.
    anne.opens("/account").await.is(200);
    assert_eq!(zef.contributor.sees(&photo.id()).await.photo().state(), "submitted");
    zef.ends_well();
}

#[tokio::test]
async fn an_upload_with_a_session_needs_the_token_too() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let forged = anne.posts("/upload/details", &[]).await;
    assert_eq!(forged.status, 403);
    zef.ends_well();
}

#[tokio::test]
async fn cookies_are_for_this_site_alone() {
    let zef = House::new().known_as("https://photos.example").serve();
    let page = Browser::before(&zef).opens("/login").await;
    let set = cookies(&page);
    assert!(!set.is_empty());
    for cookie in set {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for attribute in ["; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{attribute}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let house = zef.ends_well();

    // Over plain http on one's own machine there is no Secure, or nobody could sign in.
    let zef = house.known_as("http://127.0.0.1").serve();
    let browser = Browser::before(&zef);
    let signed_in = browser.signs_in("anne", PASSWORD).await.is(303);
    // The session, and what makes this browser known to Anne from here on.
    let [cookie, device] = cookies(&signed_in)[..] else { panic!("{:?}", cookies(&signed_in)) };
    for cookie in [cookie, device] {
        assert!(
            cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && !cookie.contains("Secure"),
            "{cookie}"
        );
    }
    // A new id at every sign-in: an id planted before is worth nothing after.
    let again = Browser::before(&zef).signs_in("anne", PASSWORD).await.is(303);
    assert_ne!(cookies(&again)[0].split(';').next(), cookie.split(';').next());
    zef.ends_well();
}

#[tokio::test]
async fn a_session_ends_for_good_when_its_holder_signs_out() {
    let zef = Zef::serve();
    let anne = Browser::before(&zef);
    let signed_in = anne.signs_in("anne", PASSWORD).await.is(303);
    let cookie = cookies(&signed_in)[0].split(';').next().unwrap().to_owned();
    let with_it = || async {
        let request = zef.visitor.asks(reqwest::Method::GET, "/api/v1/me").header("cookie", &cookie);
        Answer::read(request.send().await).await.unwrap().status
    };
    assert_eq!(with_it().await, 200);
    let form = anne.form_on("/account", "/logout").await;
    let out = anne.fills(&form, &[]).await.is(303);
    let page = anne.opens(out.header("location")).await.is(200).text();
    assert!(page.contains("Votre session est fermée."), "{page}");
    // Whoever kept a copy of the cookie has nothing.
    assert_eq!(with_it().await, 401);
    assert_eq!(anne.opens("/account").await.status, 303);
    zef.ends_well();
}

#[tokio::test]
async fn signing_out_everywhere_and_a_new_password_end_every_session() {
    let zef = Zef::serve();
    let here = Browser::of(&zef, "anne").await;
    let elsewhere = Browser::of(&zef, "anne").await;
    let form = here.form_on("/account", "/account/sign-out-everywhere").await;
    here.fills(&form, &[]).await.is(303);
    assert_eq!(elsewhere.opens("/account").await.status, 303);

    let here = Browser::of(&zef, "anne").await;
    let elsewhere = Browser::of(&zef, "anne").await;
    let form = here.form_on("/account", "/account/password").await;
    let new = "goémon ardoise kouign cormoran";
    here.fills(&form, &[("current", PASSWORD), ("password", new)]).await.is(303);
    assert_eq!(elsewhere.opens("/account").await.status, 303);
    assert_ne!(Browser::coming_from(&zef, "192.0.2.7").signs_in("anne", PASSWORD).await.status, 303);
    Browser::coming_from(&zef, "192.0.2.8").signs_in("anne", new).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn a_session_that_was_ended_stays_ended_over_a_crash() {
    let zef = Zef::serve();
    let anne = Browser::before(&zef);
    let answer = anne.signs_in("anne", PASSWORD).await.is(303);
    let session = cookies(&answer).into_iter().find(|cookie| cookie.starts_with("zef-session=")).unwrap();
    let session = session.split(';').next().unwrap().to_owned();
    // By this start the session is in the files.
    let zef = zef.ends_well().serve();
    let anne = anne.now_before(&zef);
    let with_the_old_cookie = async |zef: &Zef| {
        let request = Browser::before(zef).asks("/account").header("cookie", &session);
        Answer::read(request.send().await).await.unwrap().status
    };
    assert_eq!(with_the_old_cookie(&zef).await, 200);
    let form = anne.form_on("/account", "/logout").await;
    anne.fills(&form, &[]).await.is(303);
    let zef = zef.killed().serve();
    assert_eq!(with_the_old_cookie(&zef).await, 303);
    zef.ends_well();
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down_for_an_account_and_for_an_address() {
    let zef = Zef::serve();
    // One account, from everywhere.
    let mut slowed = 0;
    for i in 0..30 {
        let browser = Browser::coming_from(&zef, &format!("198.51.100.{i}"));
        let answer = browser.signs_in("anne", "pas le bon mot de passe").await;
        assert!([401, 422, 429].contains(&answer.status.as_u16()), "{}", answer.status);
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
            slowed += 1;
        }
    }
    assert!(slowed > 0, "thirty guesses in a row were all heard");
    // One address, for every account.
    let mut slowed = 0;
    for i in 0..30 {
        let browser = Browser::coming_from(&zef, "203.0.113.9");
        let answer = browser.signs_in(&format!("nobody-{i}x"), "pas le bon mot de passe").await;
        slowed += usize::from(answer.status == 429);
    }
    assert!(slowed > 0, "thirty guesses from one address were all heard");
    // Somebody else, elsewhere, is not kept out.
    Browser::coming_from(&zef, "203.0.113.10").signs_in("bran", PASSWORD).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn an_unknown_account_and_a_wrong_password_are_answered_alike() {
    let zef = Zef::serve();
    let wrong = Browser::coming_from(&zef, "192.0.2.20").signs_in("anne", "pas le bon mot de passe").await;
    let unknown = Browser::coming_from(&zef, "192.0.2.21").signs_in("erwan", "pas le bon mot de passe").await;
    assert_eq!(wrong.status, unknown.status);
    let told = |answer: &Answer| {
        let page = scraper::Html::parse_document(&answer.text());
        let alert = scraper::Selector::parse("[role=alert]").unwrap();
        page.select(&alert).map(|alert| alert.text().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(told(&wrong), told(&unknown));
    assert_eq!(told(&wrong).len(), 1);
    zef.ends_well();
}

#[tokio::test]
async fn the_set_up_address_makes_one_administrator_once() {
    let house = House::empty();
    let zef = house.known_as("http://127.0.0.1").serve();
    let address = zef.heard_on_standard_output("/setup/").await;
    let path = address[address.find("/setup/").unwrap()..].trim().to_owned();
    assert_eq!(Browser::before(&zef).opens("/setup/0000000000000000").await.status, 404);

    let browser = Browser::before(&zef);
    let form = browser.form_on(&path, &path).await;
    let weak = browser.fills(&form, &[("handle", "ada"), ("name", "Ada Riou"), ("password", "password1234")]).await;
    assert_ne!(weak.status, 303, "a common password was taken");
    let done = browser.fills(&form, &[("handle", "ada"), ("name", "Ada Riou"), ("password", PASSWORD)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    browser.opens("/account").await.is(200);

    let other = Browser::before(&zef);
    assert_eq!(other.opens(&path).await.status, 404);
    let again = browser.fills(&form, &[("handle", "eve"), ("name", "Eve"), ("password", PASSWORD)]).await;
    assert_ne!(again.status, 303);
    // Nor after a new start, which announces nothing any more.
    let zef = zef.ends_well().serve();
    assert!(!zef.said().contains("/setup/"), "{}", zef.said());
    assert_eq!(Browser::before(&zef).opens(&path).await.status, 404);
    zef.ends_well();
}

#[tokio::test]
async fn a_page_that_is_not_there_is_said_in_every_language() {
    let zef = Zef::serve();
    for (path, words) in
        [("/nulle-part", "Page introuvable"), ("/en/nowhere/at/all", "Page not found"), ("/br/neblec-h", "")]
    {
        let page = Browser::before(&zef).opens(path).await.is(404).text();
        assert!(page.contains("<h1") && page.contains(words), "{path}: {page}");
    }
    zef.visitor.reads("/api/v1/nowhere").await.refused(404, "not-found");
    zef.ends_well();
}
