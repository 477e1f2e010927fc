//! The person's own photos: those to correct come first, and each has its title or file name.

use scraper::{Html, Selector};

use crate::{browser::Browser, files, metadata, zef::Zef};

#[tokio::test]
async fn what_can_be_sent_again_comes_first_and_what_is_withdrawn_asks_for_no_picture() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for (number, title) in (1..).zip(["Refusée", "À changer", "En attente", "Retirée"]) {
        let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        ids.push(gift.titled(title).await.created().id());
    }
    let words = metadata::written(&files::small_photograph(9), &["-XMP-dc:Title=Le môle"]);
    zef.contributor.gives_bytes("b.jpg", words).in_draft().await.created();
    zef.moderator.decides(&ids[0], "refuse", "Floue.\nEt penchée.").await.photo();
    zef.moderator.decides(&ids[1], "request-change", "Où est-ce\u{a0}?").await.photo();
    zef.contributor.withdraws(&ids[3], "").await;

    let page = Browser::of(&zef, "anne").await.opens("/account/photos").await.is(200).text();
    let page = Html::parse_document(&page);
    let all = |selector: &str| {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(all(".mine h2"), ["À changer", "Refusée", "Le môle", "Retirée", "En attente"]);
    assert!(all(".mine .btn").iter().any(|button| button.ends_with(" : Le môle")), "{:?}", all(".mine .btn"));
    assert_eq!(all(".mine blockquote")[1], "Floue.\nEt penchée.");
    assert_eq!(all(".mine .absent"), ["Retirée"]);
    let picture = Selector::parse(".mine img").unwrap();
    assert!(page.select(&picture).all(|one| !one.attr("src").unwrap().contains(&ids[3])));
    zef.ends_well();
}
