//! A photo on other people's pages: what oEmbed tells them, the one page that they may frame, and its end.

use scraper::{Html, Selector};

use crate::{
    answer::Photo,
    files,
    zef::{House, Zef},
};

async fn given(zef: &Zef) -> (Photo, String) {
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Feuille & houx");
    let photo = gift.with("author_name", "Tina Morvan").await.created();
    let asked = format!("/oembed?url=https%3A%2F%2Fphotos.example%2Fphotos%2F{}", photo.id());
    (photo, asked)
}

#[tokio::test]
async fn whoever_embeds_a_photo_gets_its_attribution_before_its_frame() {
    let zef = House::new().known_as("https://photos.example").serve();
    let (photo, asked) = given(&zef).await;
    let answer = zef.visitor.reads(&asked).await.is(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let told = answer.json();
    assert_eq!((told["type"].as_str(), told["version"].as_str()), (Some("rich"), Some("1.0")), "{told}");
    let html = Html::parse_fragment(told["html"].as_str().unwrap());
    let all = Selector::parse("blockquote, iframe").unwrap();
    let parts: Vec<_> = html.select(&all).collect();
    let names: Vec<&str> = parts.iter().map(|part| part.value().name()).collect();
    assert_eq!(names, ["blockquote", "iframe"], "{told}");
    let words: String = parts[0].text().collect();
    assert!(
        words.contains("Feuille & houx") && words.contains("Tina Morvan") && words.contains("CC BY-SA 4.0"),
        "{words}"
    );
    let framed = format!("https://photos.example/embed/{}", photo.id());
    assert!(parts[1].attr("src").unwrap().starts_with(&framed), "{told}");
    // WordPress keeps it, and drops a style.
    assert_eq!(parts[1].attr("frameborder"), Some("0"), "{told}");
    // Within the bounds of who asks (oEmbed §2.2).
    let small = zef.visitor.reads(&format!("{asked}&maxwidth=300&maxheight=250")).await.is(200).json();
    assert!(small["width"].as_u64().unwrap() <= 300 && small["height"].as_u64().unwrap() <= 250, "{small}");
    let flat = zef.visitor.reads(&format!("{asked}&maxwidth=500&maxheight=60")).await.is(200).json();
    assert!(flat["height"].as_u64().unwrap() <= 60 && flat["width"].as_u64().unwrap() >= 200, "{flat}");
    assert!(flat["html"].as_str().unwrap().contains("height=\"60\""), "{flat}");
    // Its thumbnail keeps within them too, or is not told of (oEmbed §2.3.4).
    let thumbnail =
        |told: &serde_json::Value| ["width", "height"].map(|side| told[format!("thumbnail_{side}")].as_u64());
    let kept = zef.visitor.reads(&format!("{asked}&maxwidth=400")).await.is(200).json();
    assert!(thumbnail(&kept)[0].is_some_and(|width| width <= 400), "{kept}");
    assert_eq!(thumbnail(&flat), [None, None], "{flat}");
    assert!(flat.get("thumbnail_url").is_none(), "{flat}");
    zef.visitor.reads(&asked.replace("photos.example", "elsewhere.example")).await.is(404);
    zef.ends_well();
}

#[tokio::test]
async fn the_address_given_in_a_language_answers_in_it() {
    let zef = House::new().known_as("https://photos.example").serve();
    let (photo, _) = given(&zef).await;
    for path in [format!("/en/photos/{}", photo.id()), format!("/photos/{}?snippet=en", photo.id())] {
        let page = Html::parse_document(&zef.visitor.reads(&path).await.is(200).text());
        let field = page.select(&Selector::parse("#text-oembed").unwrap()).next().unwrap();
        let given: String = field.text().collect();
        let asked = given.trim().strip_prefix("https://photos.example").unwrap().to_owned();
        let told = zef.visitor.reads(&asked).await.is(200).json();
        let html = told["html"].as_str().unwrap();
        assert!(html.contains("licensed under") && html.contains("lang=en"), "{path}: {told}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn one_page_alone_may_be_framed() {
    let zef = House::new().known_as("https://photos.example").serve();
    let (photo, _) = given(&zef).await;
    let frame = zef.visitor.reads(&format!("/embed/{}", photo.id())).await.is(200);
    let policy = frame.header("content-security-policy").to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors *"), "{policy}");
    assert!(frame.header("x-frame-options").is_empty() && !policy.contains("unsafe"), "{policy}");
    assert_eq!(frame.header("link"), "<https://creativecommons.org/licenses/by-sa/4.0/>; rel=\"license\"");
    let page = Html::parse_document(&frame.text());
    for link in page.select(&Selector::parse("main a").unwrap()) {
        // Inside the frame, it would take the picture's place.
        let (target, relation) = (link.attr("target"), link.attr("rel").unwrap_or_default());
        assert!(target == Some("_blank") && relation.contains("noopener"), "{}", link.html());
    }
    let words: String = page.select(&Selector::parse("figcaption").unwrap()).flat_map(|words| words.text()).collect();
    assert!(words.contains("Tina Morvan") && words.contains("CC BY-SA 4.0"), "{words}");
    // Its own policy lets in everything it calls for.
    for (called, name, directive) in [
        ("img", "src", "img-src 'self'"),
        ("link[rel=stylesheet]", "href", "style-src 'self'"),
        ("script", "src", "script-src 'self'"),
    ] {
        for element in page.select(&Selector::parse(called).unwrap()) {
            assert!(policy.contains(directive), "{called} is blocked: {policy}");
            let path = element.attr(name).unwrap().trim_start_matches("https://photos.example");
            let file = zef.visitor.reads(path).await.is(200);
            assert_eq!(file.header("cross-origin-resource-policy"), "cross-origin", "{path}");
        }
    }
    for path in ["/".to_owned(), format!("/photos/{}", photo.id()), format!("/photos/{}/receipt", photo.id())] {
        let answer = zef.visitor.reads(&path).await.is(200);
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_frame_of_a_withdrawn_photo_shows_a_notice_and_no_picture() {
    let zef = House::new().known_as("https://photos.example").serve();
    let (photo, asked) = given(&zef).await;
    zef.visitor.reads(&format!("/embed/{}", photo.id())).await.is(200);
    zef.trusted.withdraws(&photo.id(), "").await;
    let notice = zef.visitor.reads(&format!("/embed/{}", photo.id())).await.is(410);
    assert!(notice.header("content-security-policy").contains("frame-ancestors *"));
    let page = Html::parse_document(&notice.text());
    let words: String = page.select(&Selector::parse("main .gone").unwrap()).flat_map(|words| words.text()).collect();
    assert!(!words.trim().is_empty());
    assert_eq!(page.select(&Selector::parse("img").unwrap()).count(), 0);
    zef.visitor.reads(&asked).await.refused(410, "withdrawn");
    // What is not public is framed by nobody, not even by who gave it.
    let waiting = zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created();
    for actor in [&zef.visitor, &zef.contributor, &zef.moderator] {
        actor.reads(&format!("/embed/{}", waiting.id())).await.is(404);
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_small_picture_is_framed_as_large_as_it_is() {
    let zef = House::new().known_as("https://photos.example").serve();
    let sides = async |width: u32, height: u32| {
        let gift = zef.trusted.gives_bytes("a.png", files::black_png(width, height)).under("cc-by-4.0");
        let page = zef.visitor.reads(&format!("/photos/{}", gift.await.created().id())).await.is(200).text();
        let page = Html::parse_document(&page);
        ["#text-iframe", "#text-figure"].map(|code| {
            let code = page.select(&Selector::parse(code).unwrap()).next().unwrap().text().collect::<String>();
            let code = Html::parse_fragment(&code);
            let shown = code.select(&Selector::parse("iframe, img").unwrap()).next().unwrap();
            ["width", "height"].map(|side| shown.attr(side).unwrap().parse::<u32>().unwrap())
        })
    };
    // The frame has room for the caption; the picture in it stays as it is.
    assert_eq!(sides(280, 400).await, [[320, 400 + 96], [280, 400]]);
    assert_eq!(sides(700, 350).await, [[640, 320 + 96], [700, 350]]);
    assert_eq!(sides(3_000, 1_500).await, [[640, 320 + 96], [1_280, 640]]);
    zef.ends_well();
}
