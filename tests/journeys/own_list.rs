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
    zef.moderator.decides(&ids[1], "request-change", "Précisez le lieu.\nLa cale, ou le quai\u{a0}?").await.photo();
    zef.contributor.withdraws(&ids[3], "").await;

    let page = Browser::of(&zef, "anne").await.opens("/account/photos").await.is(200).text();
    let page = Html::parse_document(&page);
    let all = |selector: &str| {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(all(".mine h2"), ["À corriger", "Brouillons", "À relire", "Refusées", "Retirées"]);
    assert_eq!(all(".lists i"), ["1", "1", "1", "1", "1"]);
    for (part, title) in
        [("to-correct", "À changer"), ("waiting", "En attente"), ("refused", "Refusée"), ("withdrawn", "Retirée")]
    {
        assert_eq!(all(&format!("#{part} .work")), [title]);
    }
    assert_eq!(all("#drafts .work"), ["Le môle"], "it is called by the title that its file proposes");
    // Each row has what may be done with its photo.
    assert_eq!(all("#drafts li .btn"), ["Compléter\u{a0}: Le môle"]);
    assert_eq!(all("#waiting li .btn"), ["Modifier la fiche\u{a0}: En attente"]);
    assert_eq!(all("#refused blockquote"), ["Floue.\nEt penchée."]);
    // What is asked for is answered by one button, which says it.
    let button = Selector::parse("#to-correct .btn.main").unwrap();
    let button = page.select(&button).next().unwrap();
    assert_eq!(button.text().collect::<String>(), "Préciser le lieu\u{a0}: À changer");
    assert_eq!(button.attr("href"), Some(format!("/photos/{}/edit#place_name", ids[1]).as_str()));
    let picture = Selector::parse(".mine img").unwrap();
    assert!(page.select(&picture).all(|one| !one.attr("src").unwrap().contains(&ids[3])));
    zef.ends_well();
}
