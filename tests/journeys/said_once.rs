//! What was done is said once, by the page that a form leads to, and by nobody's link.

use crate::{
    answer::Answer,
    browser::{Browser, cookies},
    zef::Zef,
};

/// The message of a page about what was done, if it has one.
fn said(page: &str) -> Option<String> {
    let (_, after) = page.split_once("<p class=\"say good\" role=\"status\"")?;
    Some(after.split_once("</p>")?.0.split_once('>')?.1.to_owned())
}

async fn signs_out(browser: &Browser) -> Answer {
    let form = browser.form_on("/account", "/logout").await;
    browser.fills(&form, &[]).await.is(303)
}

#[tokio::test]
async fn a_link_cannot_say_that_something_happened() {
    let zef = Zef::serve();
    let tina = Browser::of(&zef, "tina").await;
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    for path in ["/", "/account", "/account/photos", "/upload", "/login", &format!("/photos/{id}")] {
        for name in ["published", "withdrawn", "signed-out-everywhere", "suspended"] {
            for browser in [&tina, &Browser::before(&zef)] {
                let address = format!("{path}?done={name}&about={id}&zef-done={name}");
                assert_eq!(said(&browser.opens(&address).await.text()), None, "{address}");
            }
        }
    }
    // Nor can a cookie say anything but what this site says.
    let forged = tina.asks("/").header("cookie", "zef-done=<b>published</b>");
    let page = Answer::read(forged.send().await).await.unwrap().is(200).text();
    assert_eq!(said(&page), None, "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn what_was_done_is_said_once_and_to_nobody_else() {
    let zef = Zef::serve();
    let tina = Browser::of(&zef, "tina").await;
    let visitor = Browser::before(&zef);
    // The page is in the cache of visitors before and after.
    assert_eq!(said(&visitor.opens("/").await.is(200).text()), None);
    let out = signs_out(&tina).await;
    assert_eq!(out.header("location"), "/");
    assert_eq!(said(&visitor.opens("/").await.is(200).text()), None);
    let page = tina.opens("/").await.is(200);
    assert_eq!(page.header("cache-control"), "private, no-store");
    assert_eq!(said(&page.text()).as_deref(), Some("Votre session est fermée."));
    let removed = cookies(&page).into_iter().find(|cookie| cookie.starts_with("zef-done=;")).map(str::to_owned);
    assert!(removed.is_some_and(|cookie| cookie.contains("Max-Age=0") && cookie.contains("HttpOnly")));
    for browser in [&tina, &visitor] {
        let page = browser.opens("/").await.is(200);
        assert_eq!((said(&page.text()), page.header("cache-control")), (None, "no-cache"));
    }
    zef.ends_well();
}
