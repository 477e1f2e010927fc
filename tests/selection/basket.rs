//! The basket of a browser without script: plain forms, one cookie, and an address that can be shared.

use reqwest::redirect::Policy;

use super::mix::{given, ids};
use crate::{
    actors::client,
    browser::{Browser, cookies},
    zef::{House, Zef},
};

fn word(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn photos_are_taken_up_and_put_back_by_plain_forms() {
    let zef = Zef::serve();
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille de houx", "Anne Le Gall").await,
        given(&zef.trusted, "storm.webp", "cc-by-4.0", "Tempête", "Anne Le Gall").await,
    ];
    let browser = Browser::before(&zef);
    assert!(browser.opens("/basket").await.is(200).text().contains("Votre panier est vide"));

    // From a grid and from a photo's own page, the same gesture.
    let home = browser.opens("/").await.text();
    assert!(home.contains(&format!("name=\"add\" value=\"{}\"", photos[0].id())), "{home}");
    let page = browser.opens(&format!("/photos/{}", photos[1].id())).await.text();
    assert!(page.contains(&format!("name=\"add\" value=\"{}\"", photos[1].id())), "{page}");
    for photo in &photos {
        browser.posts("/basket", &[word("add", &photo.id())]).await.is(303);
    }
    // Twice is once, and what is no id is nothing.
    browser.posts("/basket", &[word("add", &photos[0].id()), word("add", "<script>")]).await.is(303);

    let kept = browser.opens("/en/basket").await.is(303);
    assert_eq!(kept.header("location"), format!("/en/basket?ids={}", ids(&photos)));
    let page = browser.opens(kept.header("location")).await.is(200).text();
    assert!(page.contains("Feuille de houx") && page.contains("Tempête"), "{page}");

    let back = [word("ids", &ids(&photos)), word("remove", &photos[0].id())];
    let less = browser.posts("/basket", &back).await.is(303);
    assert_eq!(less.header("location"), format!("/basket?ids={}", photos[1].id()));
    let emptied = browser.posts("/basket", &[word("empty", "1")]).await.is(303);
    assert_eq!(emptied.header("location"), "/basket");
    assert!(browser.opens("/basket").await.is(200).text().contains("Votre panier est vide"));
    zef.ends_well();
}

#[tokio::test]
async fn a_list_passed_on_is_shown_and_replaces_nothing_by_itself() {
    let zef = Zef::serve();
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille de houx", "Anne Le Gall").await,
        given(&zef.trusted, "storm.webp", "cc-by-4.0", "Tempête", "Anne Le Gall").await,
    ];
    let browser = Browser::before(&zef);
    browser.posts("/basket", &[word("add", &photos[0].id())]).await.is(303);
    let theirs = format!("/basket?ids={}", photos[1].id());
    let page = browser.opens(&theirs).await.is(200).text();
    assert!(page.contains("votre navigateur en garde une autre") && page.contains("Tempête"), "{page}");
    let own = browser.opens("/basket").await.is(303);
    assert_eq!(own.header("location"), format!("/basket?ids={}", photos[0].id()));
    browser.posts("/basket", &[word("ids", &photos[1].id())]).await.is(303);
    assert_eq!(browser.opens("/basket").await.is(303).header("location"), theirs);
    assert!(!browser.opens(&theirs).await.text().contains("en garde une autre"));
    zef.ends_well();
}

#[tokio::test]
async fn another_site_cannot_fill_a_basket_and_its_cookie_gives_no_right() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille de houx", "Anne Le Gall").await;
    let client = client().redirect(Policy::none()).build().unwrap();
    let form = || {
        client
            .post(format!("{}/basket", zef.url))
            .body(format!("add={}", photo.id()))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html")
    };
    // An older browser says no more than the origin of its page, and a page in a sandbox has none.
    for (name, elsewhere) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "http://photos.example.elsewhere.example"),
        ("origin", "null"),
    ] {
        let forged = form().header(name, elsewhere).send().await.unwrap();
        assert_eq!((forged.status().as_u16(), forged.headers().get("set-cookie")), (403, None), "{name}: {elsewhere}");
    }
    for own in ["https://photos.example", zef.url.as_str()] {
        assert_eq!(form().header("origin", own).send().await.unwrap().status(), 303, "{own}");
    }

    let answer =
        crate::answer::Answer::read(form().header("sec-fetch-site", "same-origin").send().await).await.unwrap();
    let answer = answer.is(303);
    let set = cookies(&answer);
    assert_eq!(set.len(), 1, "{set:?}");
    assert!(set[0].starts_with(&format!("zef-basket={}; ", photo.id())), "{set:?}");
    for attribute in ["SameSite=Lax", "Secure", "Path=/", "Max-Age=2592000"] {
        assert!(set[0].contains(attribute), "{attribute}: {set:?}");
    }
    zef.ends_well();
}
