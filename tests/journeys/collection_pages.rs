//! Collections on pages, without a script: made of a basket, arranged by buttons and by numbers, walked through, followed,
//! and told once to the contributor of a photo.

use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    browser::{Browser, forms},
    files,
    zef::{House, Zef},
};

async fn given(zef: &Zef, titles: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for (number, title) in (1..).zip(titles) {
        let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-sa-4.0");
        ids.push(gift.titled(title).await.created().id());
    }
    ids
}

/// The titles of the photos of a page, in order.
fn titles(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    page.select(&Selector::parse(selector).unwrap()).map(|found| found.text().collect()).collect()
}

const PLATES: &str = ".plates .work";
const ROWS: &str = "#order .work";

#[tokio::test]
async fn a_basket_becomes_a_collection_that_its_maker_arranges() {
    let zef = Zef::serve();
    let photos = given(&zef, &["Quai", "Cale", "Ponton"]).await;
    let tina = Browser::of(&zef, "tina").await;
    let basket = format!("/basket?ids={}", photos.join(","));
    let form = tina.form_on(&basket, "/collections").await;
    // A title is needed, and the photos are not lost without one.
    let untitled = tina.fills(&form, &[("title", " ")]).await.is(422).text();
    assert!(forms(&untitled).iter().any(|form| form.fields.contains(&("ids".to_owned(), photos.join(",")))));
    let made = tina.fills(&form, &[("title", "Au bord de l’eau")]).await.is(303);
    let address = "/collections/au-bord-de-l-eau";
    assert_eq!(made.header("location"), address);
    let page = tina.opens(address).await.is(200).text();
    assert_eq!(titles(&page, PLATES), ["Quai", "Cale", "Ponton"]);
    assert!(page.contains("Brouillon") && page.contains("noindex"));

    // By buttons, and by a number.
    let list = format!("{address}/order");
    let form = tina.form_on(&list, &list).await;
    let arranged = async |fields: &[(&str, &str)]| {
        tina.fills(&form, fields).await.is(303);
        titles(&tina.opens(&list).await.is(200).text(), ROWS)
    };
    assert_eq!(arranged(&[("up", &photos[2])]).await, ["Quai", "Ponton", "Cale"]);
    assert_eq!(arranged(&[("down", &photos[0])]).await, ["Ponton", "Quai", "Cale"]);
    let form = tina.form_on(&list, &list).await;
    let number = form.fields.iter().find(|(name, _)| name.contains(&photos[1])).unwrap();
    assert_eq!(number.1, "3");
    tina.fills(&form, &[(&number.0, "1")]).await.is(303);
    assert_eq!(titles(&tina.opens(&list).await.text(), ROWS), ["Cale", "Ponton", "Quai"]);
    tina.fills(&form, &[("cover", &photos[0])]).await.is(303);
    tina.fills(&form, &[("remove", &photos[2])]).await.is(303);
    assert_eq!(titles(&tina.opens(&list).await.text(), ROWS), ["Cale", "Quai"]);
    assert!(tina.opens(&list).await.text().contains("couverture"));

    // Published by its button; everyone then finds it.
    let publish = tina.form_on(address, &format!("{address}/edit")).await;
    tina.fills(&publish, &[("state", "published")]).await.is(303);
    let page = zef.visitor.reads(address).await.is(200).text();
    assert_eq!(titles(&page, PLATES), ["Cale", "Quai"]);
    assert!(page.contains("2 photos, réunies par Tina Morvan") && page.contains("og:image"));
    assert!(page.contains("Côte à côte") && page.contains("application/atom+xml"), "{page}");
    assert!(!page.contains("/edit") && !page.contains("csrf"));
    for list in ["/", "/collections", "/en/collections"] {
        assert!(zef.visitor.reads(list).await.is(200).text().contains("Au bord de l’eau"), "{list}");
    }

    // From one photo to the next in its order, as the gallery leads.
    let first = format!("/photos/{}?in=collection%3Dau-bord-de-l-eau", photos[1]);
    assert!(page.contains(&first));
    let walked = zef.visitor.reads(&first).await.is(200).text();
    let next = format!("/photos/{}?in=collection%3Dau-bord-de-l-eau", photos[0]);
    assert!(walked.contains(&format!("rel=\"next\" href=\"{next}\"")) && walked.contains("1 sur 2"), "{walked}");
    assert!(walked.contains(&format!("<a href=\"{address}\">Au bord de l’eau</a>")));
    assert!(!zef.visitor.reads(&next).await.is(200).text().contains("rel=\"next\""));

    // A title is changed; what somebody else wrote meanwhile is replaced only when the form is sent again.
    let edit = tina.form_on(&format!("{address}/edit"), &format!("{address}/edit")).await;
    tina.fills(&edit, &[("text", "# Titre\n\nUn **texte** <script>alert(1)</script>")]).await.is(303);
    let page = zef.visitor.reads(address).await.is(200).text();
    assert!(page.contains("<strong>texte</strong>") && !page.contains("<script>alert"));
    let stale = tina.fills(&edit, &[("title", "Rivages")]).await.is(409).text();
    assert!(stale.contains("value=\"Rivages\""));
    let again = forms(&stale).into_iter().find(|form| form.action == format!("{address}/edit")).unwrap();
    tina.fills(&again, &[]).await.is(303);
    assert!(zef.visitor.reads(address).await.text().contains("<h1>Rivages</h1>"));

    let delete = tina.form_on(&format!("{address}/edit"), &format!("{address}/delete")).await;
    tina.fills(&delete, &[]).await.is(303);
    zef.visitor.reads(address).await.is(404);
    assert!(!zef.visitor.reads("/").await.text().contains("Rivages"));
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_is_put_into_a_collection_from_its_page_by_those_who_may() {
    let zef = Zef::serve();
    let photos = given(&zef, &["Quai", "Cale"]).await;
    let photo = format!("/photos/{}", photos[1]);
    let made = json!({ "title": "Ports", "photos": [&photos[0]] });
    zef.contributor.posts("/api/v1/collections", made).await.is(201);
    let (anne, bran) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "bran").await);
    let collect = format!("{photo}/collect");
    assert!(!zef.visitor.reads(&photo).await.text().contains(&collect));
    let others = bran.form_on(&photo, &collect).await;
    assert!(!bran.opens(&photo).await.text().contains("value=\"Ports\""), "not the draft of somebody else");
    let refused = bran.fills(&others, &[("collection_add", "Ports")]).await.is(422).text();
    assert!(refused.contains("Aucune collection que vous pouvez modifier"), "{refused}");
    assert!(refused.contains("name=\"collection_add\" value=\"Ports\""), "what was typed is not lost: {refused}");
    assert!(anne.opens(&photo).await.text().contains("<option value=\"Ports\">"));
    let form = anne.form_on(&photo, &collect).await;
    anne.elsewhere().fills(&form, &[("collection_add", "ports")]).await.is(403);
    let put = anne.fills(&form, &[("collection_add", "ports")]).await.is(303);
    assert!(put.header("location").ends_with("in=collection%3Dports"), "{}", put.header("location"));
    let new = anne.fills(&form, &[("collection_add", "")]).await.is(303);
    assert_eq!(new.header("location"), format!("/collections/new?ids={}", photos[1]));
    // It says so to everyone once the collection is published.
    assert!(!zef.visitor.reads(&photo).await.text().contains("/collections/ports"));
    let mona = Browser::of(&zef, "mona").await;
    let publish = mona.form_on("/collections/ports", "/collections/ports/edit").await;
    mona.fills(&publish, &[("state", "published")]).await.is(303);
    assert!(zef.visitor.reads(&photo).await.text().contains("<a href=\"/collections/ports\">Ports</a>"));

    // Anne, whose photos wait for review, is offered no button to publish.
    let own = zef.contributor.posts("/api/v1/collections", json!({ "title": "Autre" })).await.is(201).json();
    let page = anne.opens(&format!("/collections/{}", own["slug"].as_str().unwrap())).await.is(200).text();
    assert!(!page.contains("value=\"published\""));
    let edit = anne.form_on("/collections/autre/edit", "/collections/autre/edit").await;
    anne.fills(&edit, &[("state", "published")]).await.is(403);
    zef.visitor.reads("/collections/autre").await.is(404);
    // Bran sees it, and changes nothing.
    for path in ["/collections/ports/edit", "/collections/ports/order"] {
        bran.opens(path).await.is(403);
        // Led to sign in.
        assert!(zef.visitor.reads(path).await.is(200).text().contains("id=\"password\""), "{path}");
    }
    let fields = [("csrf".to_owned(), others.fields[0].1.clone()), ("title".to_owned(), "Pris".to_owned())];
    bran.posts("/collections/ports/edit", &fields).await.is(403);
    bran.posts("/collections/ports/delete", &fields).await.is(403);
    bran.posts("/collections/ports/order", &fields).await.is(403);
    zef.ends_well();
}

#[tokio::test]
async fn a_contributor_is_told_once_that_a_collection_shows_a_photo_of_theirs() {
    let (house, cora) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&cora);
    let mut own = Vec::new();
    for number in [91, 92, 93] {
        let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
        let id = gift.titled(&format!("Rade {number}")).await.created().id();
        own.push(zef.moderator.publishes(&id).await.id());
    }
    let anne = Browser::of(&zef, "anne").await;
    let read = anne.form_on("/account/news", "/account/news/read").await;
    anne.fills(&read, &[]).await.is(303);
    let told = async || {
        let page = anne.opens("/account/news").await.is(200).text();
        let lines = titles(&page, ".lines > li.new b");
        (lines.len(), page.matches("montre votre photo").count())
    };
    let made = json!({ "title": "La rade", "photos": [&own[0], &own[1]] });
    cora.posts("/api/v1/collections", made).await.is(201);
    assert_eq!(told().await, (0, 0), "a draft is told to nobody");
    let path = "/api/v1/collections/la-rade";
    let publish = async |state: &str| {
        let patch = cora.asks(reqwest::Method::PATCH, path).json(&json!({ "state": state }));
        assert_eq!(patch.send().await.unwrap().status().as_u16(), 200);
    };
    publish("published").await;
    assert_eq!(told().await, (1, 1));
    assert!(anne.opens("/account/news").await.text().contains("href=\"/collections/la-rade\""));
    let put = cora.asks(reqwest::Method::PUT, &format!("{path}/photos/{}", own[2])).send().await.unwrap();
    assert_eq!(put.status().as_u16(), 200);
    publish("draft").await;
    assert_eq!(told().await, (0, 0), "what is a draft again is named to nobody");
    publish("published").await;
    assert_eq!(told().await, (1, 1), "once, whatever is added and published again");
    let read = anne.form_on("/account/news", "/account/news/read").await;
    anne.fills(&read, &[]).await.is(303);
    assert_eq!(told().await, (0, 1));
    let page = anne.opens("/account").await.is(200).text();
    assert!(titles(&page, ".doors a.wide[href='/account/news'] .count").is_empty());
    // What one gathers oneself is no news.
    let tina = json!({ "title": "À Tina", "state": "published" });
    zef.trusted.posts("/api/v1/collections", tina).await.is(201);
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let put = format!("/api/v1/collections/a-tina/photos/{photo}");
    zef.trusted.asks(reqwest::Method::PUT, &put).send().await.unwrap().error_for_status().unwrap();
    let tina = Browser::of(&zef, "tina").await;
    assert!(titles(&tina.opens("/account/news").await.is(200).text(), ".lines > li").is_empty());
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_is_shown_as_a_slideshow_and_on_other_sites_with_its_credits() {
    let zef = Zef::serve();
    let photos = given(&zef, &["Quai", "Cale", "Ponton"]).await;
    let made = json!({ "title": "Au port", "state": "published", "photos": photos });
    zef.trusted.posts("/api/v1/collections", made).await.is(201);
    zef.trusted.posts("/api/v1/collections", json!({ "title": "Brouillon", "photos": photos })).await.is(201);
    let show = "/collections/au-port/slideshow";
    // Each photo is a page that leads to the next, and the last one to the first.
    let mut path = show.to_owned();
    for (number, title) in [(1, "Quai"), (2, "Cale"), (3, "Ponton"), (1, "Quai")] {
        let page = zef.visitor.reads(&path).await.is(200).text();
        let caption = titles(&page, "figcaption").concat();
        assert!(
            caption.contains(title) && caption.contains("Tina Morvan") && caption.contains("CC BY-SA 4.0"),
            "{caption}"
        );
        assert!(page.contains(&format!("{number} sur 3")), "{page}");
        let parsed = Html::parse_document(&page);
        let next = parsed.select(&Selector::parse("nav a[rel=next]").unwrap()).next().unwrap();
        next.attr("href").unwrap().clone_into(&mut path);
    }
    for nowhere in ["?photo=0", "?photo=4", "?photo=18446744073709551615"] {
        zef.visitor.reads(&format!("{show}{nowhere}")).await.is(404);
    }
    zef.visitor.reads("/collections/brouillon/slideshow").await.is(404);

    // In a frame, each photo has its title, its author and its licence.
    let frame = zef.visitor.reads("/embed/collections/au-port?lang=en").await.is(200);
    assert!(frame.header("content-security-policy").contains("frame-ancestors *"));
    let credits = titles(&frame.text(), "li small");
    assert_eq!(credits, ["Tina Morvan, CC BY-SA 4.0"; 3]);
    assert!(frame.text().contains("All 3 photos"));
    for nowhere in ["brouillon", "nulle-part", "%C3%A9"] {
        let notice = zef.visitor.reads(&format!("/embed/collections/{nowhere}")).await.is(404).text();
        assert!(notice.contains("n’est plus publiée") && !notice.contains("Quai"), "{notice}");
    }
    let asked = |name: &str| {
        format!("/oembed?url={}%2Fcollections%2F{name}&maxwidth=400", zef.url.replace(':', "%3A").replace('/', "%2F"))
    };
    let told = zef.visitor.reads(&asked("au-port")).await.is(200).json();
    assert_eq!((&told["type"], &told["width"], &told["title"]), (&json!("rich"), &json!(400), &json!("Au port")));
    assert!(told["html"].as_str().unwrap().contains("/embed/collections/au-port?lang=fr"), "{told}");
    zef.visitor.reads(&asked("brouillon")).await.is(404);
    let page = zef.visitor.reads("/collections/au-port").await.is(200).text();
    assert!(page.contains("application/json+oembed") && page.contains("/embed/collections/au-port"));

    zef.moderator.withdraws(&photos[1], "Une personne l’a demandé.").await;
    assert!(!zef.visitor.reads("/embed/collections/au-port").await.text().contains("Cale"));
    assert!(zef.visitor.reads(&format!("{show}?photo=2")).await.is(200).text().contains("Ponton"));
    zef.visitor.reads(&format!("{show}?photo=3")).await.is(404);
    zef.ends_well();
}
