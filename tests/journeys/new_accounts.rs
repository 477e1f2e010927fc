//! Forms of accounts: everything that is wrong with them is told at once, and what was typed stays.

use scraper::{Html, Selector};

use crate::{
    answer::Answer,
    browser::Browser,
    zef::{PASSWORD, Zef},
};

/// The fields that a page says are wrong.
fn wrong(page: &Answer) -> Vec<String> {
    let field = Selector::parse("main [aria-invalid=true]").unwrap();
    let page = Html::parse_document(&page.text());
    page.select(&field).map(|field| field.attr("name").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn all_fields_of_a_new_account_are_judged_at_once() {
    let zef = Zef::serve();
    let browser = Browser::before(&zef);
    let form = browser.form_on("/join", "/join").await;
    let long = "a".repeat(500);
    let page = browser.fills(&form, &[("name", &long), ("handle", "été !"), ("password", "court")]).await.is(422);
    assert_eq!(wrong(&page), ["name", "handle", "password"]);
    assert!(page.text().contains("été !"), "what was typed stays");
    assert!(!page.text().contains("court\""), "but for the password");
    let page =
        browser.fills(&form, &[("name", "Anne"), ("handle", "anne"), ("password", "azertyuiopqs")]).await.is(409);
    assert_eq!(wrong(&page), ["handle", "password"]);
    assert!(page.text().contains("suit les touches du clavier"), "{}", page.text());
    zef.ends_well();
}

#[tokio::test]
async fn who_chose_a_name_that_is_taken_is_led_to_it_and_told_to_type_the_password_again() {
    let zef = Zef::serve();
    let browser = Browser::before(&zef);
    let form = browser.form_on("/join", "/join").await;
    let words = [("name", "Anne du Relecq"), ("handle", "anne"), ("password", PASSWORD)];
    let page = browser.fills(&form, &words).await.is(409);
    assert_eq!(wrong(&page), ["handle"]);
    let text = page.text();
    assert!(text.contains("déjà pris") && text.contains("Tapez aussi de nouveau le mot de passe"), "{text}");
    assert!(text.contains("value=\"Anne du Relecq\"") && !text.contains(PASSWORD), "{text}");
    let focused = Selector::parse("[autofocus]").unwrap();
    let focused: Vec<String> =
        Html::parse_document(&text).select(&focused).map(|field| field.attr("name").unwrap().to_owned()).collect();
    assert_eq!(focused, ["handle"]);
    // A password that is wrong itself is typed again in any case.
    let weak =
        browser.fills(&form, &[("name", "Anne"), ("handle", "annig"), ("password", "court")]).await.is(422).text();
    assert!(!weak.contains("de nouveau le mot de passe"), "{weak}");
    zef.ends_well();
}

#[tokio::test]
async fn passwords_that_follow_a_keyboard_are_refused_wherever_one_is_chosen() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on("/account", "/account/password").await;
    for walk in ["azertyuiopqs", "qwertyuiopas", "mlkjhgfdsqpo", "123456789012", "poiuytreza12"] {
        let page = anne.fills(&form, &[("current", PASSWORD), ("password", walk)]).await.is(422);
        assert!(page.text().contains("suit les touches du clavier"), "{walk}");
        assert_eq!(wrong(&page), ["password"], "{walk}");
    }
    let page = anne.fills(&form, &[("current", "pas celui-ci du tout"), ("password", "court")]).await.is(422);
    assert_eq!(wrong(&page), ["current", "password"]);
    let form = anne.form_on("/account", "/account/credit").await;
    let page = anne.fills(&form, &[("author_name", &"a".repeat(500)), ("author_url", "ici")]).await.is(422);
    assert_eq!(wrong(&page), ["author_name", "author_url"]);
    let form = anne.form_on("/account", "/account/tokens").await;
    let page = anne.fills(&form, &[("label", &"a".repeat(500)), ("days", "0")]).await.is(422);
    assert_eq!(wrong(&page), ["label", "days"]);
    zef.ends_well();
}

#[tokio::test]
async fn past_the_limit_of_tries_the_page_stays_and_says_so() {
    let zef = Zef::serve();
    let browser = Browser::coming_from(&zef, "198.51.100.7");
    let sign_in = browser.form_on("/login?back=/upload", "/login").await;
    let mut page = browser.fills(&sign_in, &[("handle", "anne"), ("password", "pas le bon mot de passe")]).await;
    while page.status != 429 {
        page = browser.fills(&sign_in, &[("handle", "anne"), ("password", "pas le bon mot de passe")]).await;
    }
    assert!(!page.header("retry-after").is_empty());
    let text = page.text();
    let again = crate::browser::forms(&text).into_iter().find(|form| form.action == "/login").unwrap();
    assert!(again.fields.contains(&("handle".to_owned(), "anne".to_owned())), "{again:?}");
    assert!(again.fields.contains(&("back".to_owned(), "/upload".to_owned())), "{again:?}");
    assert!(text.contains("role=\"alert\""), "{text}");

    let join = browser.form_on("/join", "/join").await;
    let words = [("handle", "anne"), ("name", "Anne du Relecq"), ("password", PASSWORD)];
    let mut page = browser.fills(&join, &words).await;
    while page.status != 429 {
        page = browser.fills(&join, &words).await;
    }
    assert!(page.text().contains("Anne du Relecq") && !page.header("retry-after").is_empty());
    zef.ends_well();
}
