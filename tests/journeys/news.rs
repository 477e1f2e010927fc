//! News: a contributor is told what others did with their photos, and reads it once.

use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    browser::{Browser, forms},
    files,
    zef::{House, Zef},
};

/// A line of the page of news.
#[derive(Debug, PartialEq)]
struct Line {
    title: String,
    photo: String,
    said: String,
    act: String,
    to: String,
    is_new: bool,
}

async fn news(browser: &Browser, path: &str) -> Vec<Line> {
    let page = Html::parse_document(&browser.opens(path).await.is(200).text());
    let text = |element: scraper::ElementRef<'_>, selector: &str| {
        let selector = Selector::parse(selector).unwrap();
        element.select(&selector).flat_map(|found| found.text()).collect::<String>()
    };
    let link = Selector::parse(".acts a").unwrap();
    page.select(&Selector::parse(".lines > li").unwrap())
        .map(|line| Line {
            title: text(line, "b"),
            photo: text(line, ".work"),
            said: text(line, "blockquote, p:nth-of-type(2):not(.soft)"),
            act: line.select(&link).next().unwrap().text().next().unwrap().to_owned(),
            to: line.select(&link).next().unwrap().attr("href").unwrap().to_owned(),
            is_new: line.attr("class") == Some("new"),
        })
        .collect()
}

/// What the header counts beside the door of the news.
async fn badge(browser: &Browser) -> String {
    let page = Html::parse_document(&browser.opens("/account").await.is(200).text());
    let door = Selector::parse(".doors a.wide[href='/account/news'] .count").unwrap();
    page.select(&door).next().map(|count| count.text().next().unwrap().to_owned()).unwrap_or_default()
}

async fn reads_all(browser: &Browser) {
    let form = browser.form_on("/account/news", "/account/news/read").await;
    browser.fills(&form, &[]).await.is(303);
}

#[tokio::test]
async fn a_contributor_reads_what_became_of_their_photos() {
    let (house, cora) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&cora);
    let anne = Browser::of(&zef, "anne").await;
    assert!(news(&anne, "/account/news").await.is_empty());
    let give = async |number: usize, title: &str| {
        let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(number.try_into().unwrap()));
        gift.under("cc-by-4.0").titled(title).await.created().id()
    };
    let port = give(1, "Le port").await;
    let dune = give(2, "La dune").await;
    let quay = give(3, "Le quai").await;
    assert_eq!(badge(&anne).await, "", "what she does herself is no news");

    zef.moderator.publishes(&port).await;
    zef.moderator.decides(&dune, "request-change", "Quelle dune ?").await.photo();
    zef.moderator.decides(&quay, "refuse", "Trop floue.").await.photo();
    cora.changes(&port, json!({ "tags": ["rade", "port"] })).await.photo();
    cora.changes(&port, json!({ "title": "Le port à marée basse" })).await.photo();
    let line = |title: &str, photo: &str, said: &str, act: &str, to: String| Line {
        title: title.to_owned(),
        photo: photo.to_owned(),
        said: said.to_owned(),
        act: act.to_owned(),
        to,
        is_new: true,
    };
    let mut told = vec![
        line(
            "Modifiée",
            "Le port à marée basse",
            "Cora Bihan a modifié\u{a0}: titre, mots-clés.",
            "La voir",
            format!("/photos/{port}"),
        ),
        line("Refusée", "Le quai", "Trop floue.", "La corriger et la renvoyer", format!("/photos/{quay}/edit")),
        line("À corriger", "La dune", "Quelle dune ?", "Corriger", format!("/photos/{dune}/edit#reply")),
        line("Publiée", "Le port à marée basse", "", "La voir", format!("/photos/{port}")),
    ];
    assert_eq!(badge(&anne).await, "4");
    assert_eq!(news(&anne, "/account/news").await, told);
    assert_eq!(badge(&anne).await, "4", "to look changes nothing");
    let english = news(&anne, "/en/account/news").await;
    assert_eq!((english[1].title.as_str(), english[1].act.as_str()), ("Refused", "Correct it and send it again"));
    // Nobody else has them.
    for other in ["bran", "mona"] {
        let other = Browser::of(&zef, other).await;
        assert!(news(&other, "/account/news").await.is_empty());
    }

    reads_all(&anne).await;
    for line in &mut told {
        line.is_new = false;
    }
    assert_eq!(badge(&anne).await, "");
    assert_eq!(news(&anne, "/account/news").await, told);
    let page = anne.opens("/account/news").await.is(200).text();
    assert!(!forms(&page).iter().any(|form| form.action == "/account/news/read"), "nothing is left to be read");

    // What was answered asks for nothing any more; what is withdrawn leads to its notice.
    zef.contributor.posts(&format!("/api/v1/photos/{dune}/submit"), json!({})).await.photo();
    zef.moderator.publishes(&dune).await;
    zef.moderator.withdraws(&port, "Une personne l’a demandé.").await;
    let now = news(&anne, "/account/news").await;
    let titles: Vec<(&str, bool)> = now.iter().map(|line| (line.title.as_str(), line.is_new)).collect();
    let old = [("Modifiée", false), ("Refusée", false), ("À corriger", false), ("Publiée", false)];
    assert_eq!(titles[..2], [("Retirée par l’équipe", true), ("Publiée", true)]);
    assert_eq!(titles[2..], old);
    assert_eq!((now[0].act.as_str(), now[0].said.as_str()), ("Voir l’avis de retrait", "Une personne l’a demandé."));
    assert_eq!((now[4].act.as_str(), now[4].to.as_str()), ("La voir", format!("/photos/{dune}").as_str()));

    // It is kept over a restart, and over a state that is made again.
    let house = zef.ends_well();
    house.run(&["check"]).well();
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    let anne = Browser::of(&zef, "anne").await;
    assert_eq!(badge(&anne).await, "2");
    assert_eq!(news(&anne, "/account/news").await, now);
    zef.ends_well();
}

#[tokio::test]
async fn a_credit_that_staff_changed_can_be_answered_from_the_news() {
    let (house, cora) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&cora);
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    cora.changes(&id, json!({ "author_name": "Une autre" })).await.photo();
    let tina = Browser::of(&zef, "tina").await;
    let told = news(&tina, "/account/news").await;
    assert_eq!(told.len(), 1, "her own publication is no news: {told:?}");
    assert_eq!(
        (told[0].act.as_str(), told[0].to.as_str()),
        ("Voir et répondre", format!("/photos/{id}#credit-ledger").as_str())
    );
    assert!(told[0].said.starts_with("Cora Bihan a modifié"), "{told:?}");
    zef.ends_well();
}

#[tokio::test]
async fn news_come_page_by_page_and_are_counted_to_a_limit() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let photo = files::small_photograph(9);
    let id = zef.contributor.gives_bytes("a.jpg", photo).under("cc-by-4.0").titled("Va-et-vient").await.created().id();
    let rounds = 101;
    for round in 0..rounds {
        zef.moderator.decides(&id, "request-change", &format!("Encore, {round}.")).await.photo();
        zef.contributor.posts(&format!("/api/v1/photos/{id}/submit"), json!({})).await.photo();
    }
    assert_eq!(badge(&anne).await, "99+");
    let mut seen = Vec::new();
    let mut path = Some("/account/news".to_owned());
    while let Some(here) = path {
        let part = news(&anne, &here).await;
        assert!(part.len() <= 40 && part.iter().all(|line| line.is_new), "{part:?}");
        seen.extend(part.into_iter().map(|line| line.said));
        let page = Html::parse_document(&anne.opens(&here).await.text());
        let next = Selector::parse("a[rel=next]").unwrap();
        path = page.select(&next).next().map(|link| link.attr("href").unwrap().to_owned());
    }
    let expected: Vec<String> = (0..rounds).rev().map(|round| format!("Encore, {round}.")).collect();
    assert_eq!(seen, expected);
    // A cursor that is none shows the first page.
    assert_eq!(news(&anne, "/account/news?cursor=x").await.len(), 40);
    reads_all(&anne).await;
    assert_eq!(badge(&anne).await, "");
    zef.ends_well();
}

#[tokio::test]
async fn only_their_own_form_marks_them_as_read() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let first =
        zef.contributor.gives_bytes("a.jpg", files::small_photograph(4)).under("cc-by-4.0").await.created().id();
    zef.moderator.publishes(&first).await;
    let form = anne.form_on("/account/news", "/account/news/read").await;
    anne.elsewhere().fills(&form, &[]).await.is(403);
    anne.posts("/account/news/read", &[("up_to".to_owned(), "99999999999999999999/".to_owned())]).await.is(403);
    anne.fills(&form, &[("up_to", "demain")]).await.is(400);
    Browser::before(&zef).opens("/account/news").await.is(303);
    assert_eq!(badge(&anne).await, "1");

    // What comes after the page was shown stays unread, and so does what comes after a place in the future.
    let second =
        zef.contributor.gives_bytes("b.jpg", files::small_photograph(5)).under("cc-by-4.0").await.created().id();
    zef.moderator.publishes(&second).await;
    anne.fills(&form, &[]).await.is(303);
    assert_eq!(badge(&anne).await, "1");
    anne.fills(&form, &[("up_to", "99999999999999999999/23456789")]).await.is(400);
    anne.fills(&form, &[("up_to", "09999999999999999999/23456789")]).await.is(303);
    assert_eq!(badge(&anne).await, "");
    let third =
        zef.contributor.gives_bytes("c.jpg", files::small_photograph(6)).under("cc-by-4.0").await.created().id();
    zef.moderator.publishes(&third).await;
    assert_eq!(badge(&anne).await, "1");
    // An older page takes nothing back.
    anne.fills(&form, &[]).await.is(303);
    assert_eq!(badge(&anne).await, "1");
    zef.ends_well();
}

#[tokio::test]
async fn moderators_begin_with_the_review_list() {
    let zef = Zef::serve();
    for (handle, start) in [("anne", "/"), ("tina", "/"), ("mona", "/review"), ("ada", "/review")] {
        let browser = Browser::before(&zef);
        let form = browser.form_on("/login", "/login").await;
        let filled = [("handle", handle), ("password", crate::zef::PASSWORD)];
        assert_eq!(browser.fills(&form, &filled).await.is(303).header("location"), start, "{handle}");
    }
    let mona = Browser::before(&zef);
    let form = mona.form_on("/en/login?back=%2Fabout", "/en/login").await;
    let filled = [("handle", "mona"), ("password", crate::zef::PASSWORD)];
    assert_eq!(mona.fills(&form, &filled).await.is(303).header("location"), "/about");
    zef.ends_well();
}
