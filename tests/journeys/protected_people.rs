//! Only the contributor can publish a hidden place or a withheld name. Staff can only restrict them, and the
//! contributor is notified; nobody else can find out what is hidden.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::{Answer, without_instants},
    browser::{Browser, PageForm},
    files, metadata,
    zef::{House, Zef},
};

const NAME: &str = "Maïwenn Quéméneur";
const LATITUDE: f64 = 48.390_394;
const LONGITUDE: f64 = -4.486_076;

/// A library with a curator, and her.
fn with_curator() -> (Zef, Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

/// A public photo of Tina's whose place is told as this.
async fn placed(zef: &Zef, number: u64, precision: &str) -> String {
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let gift = gift.with("place_name", "Kerhuon").with("place_precision", precision);
    let gift = gift.with("latitude", &LATITUDE.to_string()).with("longitude", &LONGITUDE.to_string());
    gift.await.created().id()
}

/// A public photo of Tina's whose author asked not to be named.
async fn unnamed(zef: &Zef, number: u64) -> String {
    let gift = zef.trusted.gives_bytes("port.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let gift = gift.with("author_name", NAME).with("author_url", "https://quemeneur.example/");
    let id = gift.await.created().id();
    zef.trusted.changes(&id, json!({ "author_withheld": true })).await.photo();
    id
}

/// A change is refused because of this field, and leaves the photo as it was.
async fn is_kept_from(who: &Actor, zef: &Zef, id: &str, patch: Value, field: &str) {
    let before = zef.trusted.sees(id).await.photo();
    let answer = who.changes(id, patch.clone()).await;
    assert_eq!(answer.json()["field"], field, "{patch}");
    let sentence = answer.refused(403, "protected");
    assert!(sentence.contains("protège une personne"), "{sentence}");
    assert_eq!(zef.trusted.sees(id).await.photo(), before, "{patch}");
}

#[tokio::test]
async fn staff_tell_no_place_more_precisely_than_its_contributor() {
    let (zef, cora) = with_curator();
    let hidden = placed(&zef, 1, "hidden").await;
    let area = placed(&zef, 2, "area").await;
    for staff in [&cora, &zef.moderator] {
        for patch in [
            json!({ "place_precision": "exact" }),
            json!({ "place_precision": "area" }),
            json!({ "place_precision": null }),
            json!({ "place": { "precision": "exact" } }),
            json!({ "place": { "name": "Kerhuon", "precision": null } }),
        ] {
            is_kept_from(staff, &zef, &hidden, patch, "place_precision").await;
        }
        let point = json!({ "latitude": 48.39, "longitude": -4.49 });
        is_kept_from(staff, &zef, &hidden, point, "coordinates").await;
        is_kept_from(staff, &zef, &hidden, json!({ "place_name": "12, rue de Siam, Brest" }), "place_name").await;
        is_kept_from(staff, &zef, &area, json!({ "place_precision": "exact" }), "place_precision").await;
    }
    // Nor by the detour of a place that is forgotten first.
    cora.changes(&hidden, json!({ "place": null })).await.photo();
    is_kept_from(&cora, &zef, &hidden, json!({ "latitude": 48.39, "longitude": -4.49 }), "coordinates").await;
    is_kept_from(&cora, &zef, &hidden, json!({ "place_precision": "exact" }), "place_precision").await;
    assert_eq!(zef.visitor.sees(&hidden).await.photo().0["place"]["precision"], "hidden");

    // The rounded point that they read is not a new one: the exact one is still there for its contributor to tell.
    let told = zef.visitor.sees(&area).await.photo().0["place"].clone();
    let again = json!({ "latitude": told["latitude"], "longitude": told["longitude"] });
    cora.changes(&area, again).await.photo();
    let exact = zef.trusted.changes(&area, json!({ "place_precision": "exact" })).await.photo();
    assert_eq!(exact.0["place"]["latitude"], LATITUDE);
    // Staff may show less, and a Photo sent back whole changes nothing.
    assert_eq!(zef.moderator.changes(&area, json!({ "place_precision": "hidden" })).await.photo().state(), "published");
    let whole = zef.moderator.sees(&area).await.photo();
    let patched = zef.moderator.changes(&area, whole.0.clone()).await.photo();
    assert_eq!(patched.0["revision"], whole.0["revision"]);
    zef.trusted.changes(&area, json!({ "place_precision": "area" })).await.photo();
    zef.ends_well();
}

#[tokio::test]
async fn a_place_said_to_be_hidden_before_it_is_known_stays_hidden() {
    let (zef, cora) = with_curator();
    let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0");
    let gift = gift.with("place_precision", "hidden");
    let id = gift.await.created().id();
    is_kept_from(&cora, &zef, &id, json!({ "latitude": 48.39, "longitude": -4.49 }), "coordinates").await;
    zef.trusted.changes(&id, json!({ "latitude": 48.39, "longitude": -4.49 })).await.photo();
    assert_eq!(zef.visitor.sees(&id).await.photo().0["place"]["latitude"], Value::Null);
    zef.ends_well();
}

#[tokio::test]
async fn staff_name_nobody_who_asked_not_to_be_named() {
    let (zef, cora) = with_curator();
    let id = unnamed(&zef, 1).await;
    for staff in [&cora, &zef.moderator] {
        let kept = |patch, field| is_kept_from(staff, &zef, &id, patch, field);
        kept(json!({ "author_withheld": false }), "author_withheld").await;
        kept(json!({ "author": { "name": null, "url": null, "withheld": false } }), "author_withheld").await;
        // Not even by the very name, which would confirm a guess.
        for name in [json!(NAME), json!("Quelqu’un"), Value::Null] {
            kept(json!({ "author_name": name }), "author_name").await;
        }
        kept(json!({ "author": null }), "author_name").await;
        kept(json!({ "author_url": null }), "author_url").await;
        // Said to be somebody else's, it would name who gave it.
        kept(json!({ "source": "permission" }), "source").await;
        let whole = staff.sees(&id).await.photo();
        assert_eq!(staff.changes(&id, whole.0.clone()).await.photo().0["revision"], whole.0["revision"]);
    }
    let named = zef.trusted.changes(&id, json!({ "author_withheld": false })).await.photo();
    assert_eq!(named.0["author"]["name"], NAME);
    zef.ends_well();
}

#[tokio::test]
async fn the_form_of_staff_holds_nothing_that_is_hidden_and_saves_the_rest() {
    let (zef, _) = with_curator();
    let id = unnamed(&zef, 1).await;
    let place =
        json!({ "latitude": LATITUDE, "longitude": LONGITUDE, "place_name": "Kerhuon", "place_precision": "hidden" });
    zef.trusted.changes(&id, place).await.photo();
    let path = format!("/photos/{id}/edit");
    for handle in ["cora", "mona", "ada"] {
        let browser = Browser::of(&zef, handle).await;
        let page = without_instants(&browser.opens(&path).await.is(200).text());
        for secret in ["Quéméneur", "quemeneur", "48.39", "48,39", "4,48"] {
            assert!(!page.contains(secret), "{handle}: {secret}");
        }
        let form = browser.form_on(&path, &path).await;
        let sent = |name: &str| form.fields.iter().any(|(field, _)| field == name);
        assert!(!sent("author_name") && !sent("author_url") && !sent("author_withheld"), "{form:?}");
        browser.fills(&form, &[("title", handle)]).await.is(303);
        assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], handle);
    }
    let mona = Browser::of(&zef, "mona").await;
    for (field, value) in
        [("place_precision", "exact"), ("author_withheld", "no"), ("author_name", "X"), ("place_name", "Rue de Siam")]
    {
        let form = mona.form_on(&path, &path).await;
        let page = mona.fills(&form, &[(field, value), ("title", "Gardé")]).await.is(403).text();
        assert!(page.contains("protège une personne") && page.contains("value=\"Gardé\""), "{field}: {page}");
    }
    // What is kept is kept: its contributor finds it whole.
    let tina = Browser::of(&zef, "tina").await;
    let form: PageForm = tina.form_on(&path, &path).await;
    let holds = |name: &str, value: &str| form.fields.contains(&(name.to_owned(), value.to_owned()));
    assert!(holds("author_name", NAME) && holds("place_precision", "hidden") && holds("place_name", "Kerhuon"));
    let exact = [("place_precision", "exact"), ("author_withheld", "no")];
    tina.fills(&form, &exact).await.is(303);
    assert_eq!(zef.visitor.sees(&id).await.photo().0["place"]["latitude"], LATITUDE);
    zef.ends_well();
}

#[tokio::test]
async fn its_contributor_is_told_what_staff_tightened() {
    let (zef, cora) = with_curator();
    let id = placed(&zef, 1, "exact").await;
    cora.changes(&id, json!({ "place_precision": "hidden" })).await.photo();
    zef.moderator.changes(&id, json!({ "author_withheld": true })).await.photo();
    let told = zef.trusted.sees(&id).await.photo().0["credit_ledger"].clone();
    assert_eq!(told[0]["changed"], json!([{ "field": "place_precision", "old": "exact", "new": "hidden" }]));
    assert_eq!((&told[0]["actor"], &told[1]["actor"]), (&json!("cora"), &json!("mona")));
    assert_eq!(told[1]["changed"], json!([{ "field": "author_withheld", "old": "false", "new": "true" }]));
    let tina = Browser::of(&zef, "tina").await;
    let page = tina.opens(&format!("/photos/{id}")).await.is(200).text();
    assert!(page.contains("Changé par Cora Bihan") && page.contains("Changé par Mona Quéré"), "{page}");
    assert!(tina.opens("/account/photos").await.is(200).text().contains("Changé par Mona Quéré"));
    zef.ends_well();
}

/// Everywhere that a photo is told of.
fn places(id: &str) -> Vec<String> {
    let mut places: Vec<String> = [
        "/",
        "/search?q=port",
        "/search?q=Kerhuon",
        "/people/tina",
        "/photos/ID",
        "/en/photos/ID",
        "/photos/ID/receipt",
        "/photos/ID/receipt.json",
        "/embed/ID",
        "/print?ids=ID",
        "/print?form=contact&ids=ID",
        "/basket?ids=ID",
        "/downloads.zip?ids=ID&size=640",
        "/review",
        "/account/photos",
        "/api/v1/photos/ID",
        "/api/v1/photos?q=port",
        "/api/v1/photos?bbox=-5,48,-4,49",
        "/api/v1/photos?author=tina",
        "/api/v1/people/tina",
        "/api/v1/review",
        "/api/v1/review?contested=true",
        "/api/v1/photos/ID/download?size=original",
        "/api/v1/photos/ID/download?size=640",
        "/media/ID/640.jpg",
    ]
    .map(|path| path.replace("ID", id))
    .into();
    let formats = [
        "text",
        "short",
        "print",
        "spoken",
        "html",
        "markdown",
        "bbcode",
        "spip",
        "rst",
        "wikitext",
        "wikitext_commons",
        "latex",
        "bibtex",
        "jsonld",
        "dc_xml",
        "iiif",
        "oembed",
        "xmp",
    ];
    places.extend(formats.map(|format| format!("/api/v1/photos/{id}/attribution?format={format}")));
    places
}

/// What an answer says, the metadata of a picture included.
fn said(answer: &Answer) -> String {
    if answer.header("content-type").starts_with("image/") {
        metadata::read(&answer.bytes).to_string()
    } else {
        format!("{:?}{}", answer.headers, answer.text())
    }
}

#[tokio::test]
async fn nobody_else_finds_a_hidden_place_nor_a_withheld_name_wherever_they_look() {
    let (zef, cora) = with_curator();
    // The file itself knows the place and the name.
    let facts = [
        "-EXIF:GPSLatitude=48.390394".to_owned(),
        "-EXIF:GPSLatitudeRef=N".to_owned(),
        "-EXIF:GPSLongitude=4.486076".to_owned(),
        "-EXIF:GPSLongitudeRef=W".to_owned(),
        format!("-XMP-dc:Creator={NAME}"),
        format!("-XMP-dc:Rights=© 2019 {NAME}, tous droits réservés"),
        format!("-XMP-dc:Description=Le port, par {NAME}"),
        format!("-XMP-dc:Subject={NAME}"),
    ];
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    let bytes = metadata::written(&files::large_photograph(), &facts);
    let gift = zef.trusted.gives_bytes("port.jpg", bytes).under("cc-by-4.0").titled("Le port");
    let gift = gift.with("author_name", NAME).with("author_url", "https://quemeneur.example/");
    let id = gift.with("place_precision", "exact").await.created().id();
    let open = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(open.contains("Quéméneur") && open.contains("48,3903"), "told at first, both would be found: {open}");
    let closed = json!({ "author_withheld": true, "place_precision": "hidden" });
    zef.trusted.changes(&id, closed).await.photo();
    // Staff's own changes do not tell it either.
    cora.changes(&id, json!({ "tags": ["port"] })).await.photo();

    let browsers = [
        Browser::before(&zef),
        Browser::of(&zef, "bran").await,
        Browser::of(&zef, "cora").await,
        Browser::of(&zef, "mona").await,
        Browser::of(&zef, "ada").await,
    ];
    let secrets = ["Quéméneur", "Qu\\'em", "Qu&#", "quemeneur", "48.39", "48,39", "4.486", "4,486", "48 deg 23"];
    let check = |who: &str, path: &str, answer: Answer| {
        let told = without_instants(&said(&answer));
        for secret in secrets {
            assert!(!told.contains(secret), "{who} finds {secret} at {path}");
        }
    };
    for path in places(&id) {
        for (who, browser) in ["visitor", "bran", "cora", "mona", "ada"].into_iter().zip(&browsers) {
            check(who, &path, browser.opens(&path).await);
        }
        if path.starts_with("/api/") {
            for (who, actor) in [("bran", &zef.other), ("cora", &cora), ("mona", &zef.moderator)] {
                check(who, &path, actor.reads(&path).await);
            }
        }
    }
    let oembed = format!("/oembed?url={}/photos/{id}&format=json", zef.url);
    check("visitor", "oembed", zef.visitor.reads(&oembed).await);
    // Nor do its words find it.
    for words in ["Maïwenn", "Quéméneur"] {
        assert!(zef.visitor.finds(words).await.is_empty() && zef.moderator.finds(words).await.is_empty(), "{words}");
    }
    let near = "/api/v1/photos?bbox=-4.49,48.38,-4.48,48.40";
    assert_eq!(zef.moderator.reads(near).await.is(200).json()["total"], 0);
    // A change that anyone else asks for is refused before it says anything.
    for who in [&zef.visitor, &zef.other] {
        let path = format!("/api/v1/photos/{id}");
        let patch = json!({ "place_precision": "exact" });
        let answer = Answer::read(who.asks(Method::PATCH, &path).json(&patch).send().await).await.unwrap();
        assert!([401, 403].contains(&answer.status.as_u16()));
        check("whoever may not change it", &path, answer);
    }
    zef.ends_well();
}
