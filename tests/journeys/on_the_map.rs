//! The map: its counts are those of a search, it tells no place more precisely than that is published, and each point opens its
//! list without a script.

use scraper::{Html, Selector};
use serde_json::Value;

use crate::{files, zef::Zef};

/// What a selector finds of a page: values of an attribute.
fn found(page: &str, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    page.select(&selector).map(|element| element.attr(attribute).unwrap_or_default().to_owned()).collect()
}

/// Gives the photo of this number, at this latitude and longitude.
async fn gives(zef: &Zef, number: u64, (latitude, longitude): (&str, &str), precision: &str, place: &str) -> String {
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let gift = gift.with("latitude", latitude).with("longitude", longitude).with("place_name", place);
    gift.with("place_precision", precision).await.created().id()
}

async fn json(zef: &Zef, address: &str) -> Value {
    serde_json::from_str(&zef.visitor.reads(address).await.is(200).text()).unwrap()
}

/// A photo in the harbour told exactly, two told to the kilometre, one hidden, and one far away.
async fn shore(zef: &Zef) {
    gives(zef, 1, ("48.390394", "-4.486076"), "exact", "Brest").await;
    gives(zef, 2, ("48.383712", "-4.503123"), "area", "Brest, Recouvrance").await;
    gives(zef, 3, ("48.360912", "-4.771234"), "area", "Le Conquet").await;
    gives(zef, 4, ("48.381234", "-4.621234"), "hidden", "Chez quelqu’un").await;
    gives(zef, 5, ("-17.5", "179.5"), "area", "Taveuni").await;
}

#[tokio::test]
async fn every_count_of_the_map_is_that_of_a_search() {
    let zef = Zef::serve();
    shore(&zef).await;
    for view in ["", "bbox=-5,48,-4,49&", "bbox=170,-30,-170,0&", "q=brest&", "bbox=-5,48,-4,49&place=brest&"] {
        for zoom in [0, 9, 14, 99] {
            let map = json(&zef, &format!("/api/v1/map/clusters?{view}zoom={zoom}")).await;
            let clusters = map["clusters"].as_array().unwrap();
            let sum: u64 = clusters.iter().map(|cluster| cluster["count"].as_u64().unwrap()).sum();
            assert_eq!(Some(sum), map["total"].as_u64());
            if view.contains("bbox") {
                let whole = json(&zef, &format!("/api/v1/photos?{view}limit=1")).await;
                assert_eq!(whole["total"], map["total"], "{view}");
            }
            for cluster in clusters {
                let sides: Vec<String> = cluster["bbox"].as_array().unwrap().iter().map(Value::to_string).collect();
                let words = view.split('&').filter(|part| !part.starts_with("bbox")).collect::<Vec<_>>().join("&");
                let found = json(&zef, &format!("/api/v1/photos?bbox={}&{words}", sides.join(","))).await;
                assert_eq!(found["total"], cluster["count"], "{cluster}");
                assert_eq!(found["items"][0]["id"], cluster["photo"]);
            }
        }
    }
    zef.ends_well();
}

#[tokio::test]
async fn the_map_tells_no_place_more_precisely_than_it_is_published() {
    let zef = Zef::serve();
    shore(&zef).await;
    let map = json(&zef, "/api/v1/map/clusters?bbox=-5,48,-4,49&zoom=18").await;
    assert_eq!(map["total"], 3, "what is hidden is in no cluster: {map}");
    let page = zef.visitor.reads("/map?bbox=-5,48,-4,49").await.is(200).text();
    for told in [&map.to_string(), &page] {
        for secret in ["48.3837", "4.5031", "48.3609", "4.7712", "48.3812", "4.6212", "Chez quelqu"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_box_that_is_none_is_said_by_its_name() {
    let zef = Zef::serve();
    for (query, name) in [
        ("bbox=1,2,3", "bbox"),
        ("bbox=0,0,190,1", "bbox"),
        ("zoom=near", "zoom"),
        ("zoom=-1", "zoom"),
        ("q=year:abc", "q"),
    ] {
        let told = zef.visitor.reads(&format!("/api/v1/map/clusters?{query}")).await.refused(422, "invalid-field");
        assert!(told.contains(name), "{told}");
    }
    zef.visitor.reads("/api/v1/map/clusters?page=2").await.is(422);
    // The page says so, and shows the rest.
    let page = zef.visitor.reads("/map?bbox=1,2,3").await.is(200).text();
    assert!(page.contains("bbox=1,2,3"), "{page}");
    assert!(zef.visitor.reads("/map?open=nowhere&zoom=x").await.is(200).text().contains("Aucune photo"));
    zef.ends_well();
}

#[tokio::test]
async fn a_point_opens_its_list_and_keeps_the_conditions_of_the_search() {
    let zef = Zef::serve();
    shore(&zef).await;
    let page = zef.visitor.reads("/map?q=brest&use=modify&bbox=-5,48,-4,49").await.is(200).text();
    assert_eq!(found(&page, "#marks a", "data-at").len(), found(&page, "#index a", "href").len());
    let points = found(&page, "#marks a", "href");
    assert!(
        !points.is_empty() && points.iter().all(|point| point.contains("q=brest") && point.contains("open=")),
        "{points:?}"
    );
    let opened = zef.visitor.reads(&points[0]).await.is(200).text();
    let listed = found(&opened, "#beside .lines a.work", "href");
    assert_eq!(listed.len(), 2, "{opened}");
    let all = found(&opened, "#beside .acts a", "href");
    assert!(all[0].starts_with("/search?q=brest&use=modify&bbox="), "{all:?}");
    assert!(zef.visitor.reads(&all[0]).await.is(200).text().contains("2 photos"));
    // Another word keeps the other conditions.
    let narrowed = zef.visitor.reads("/map?place=brest&taken_after=1900&use=modify").await.is(200).text();
    assert_eq!(found(&narrowed, "form.find input[type=hidden]", "name"), ["use", "place", "taken_after"]);
    // From the search to the map, and from a photo.
    let search = zef.visitor.reads("/search?q=brest&use=modify").await.is(200).text();
    assert!(
        search.contains("/map?q=brest&amp;use=modify") || search.contains("/map?q=brest&#38;use=modify"),
        "{search}"
    );
    // The page of all photos is for search engines; views are not.
    assert!(!zef.visitor.reads("/map").await.is(200).text().contains("noindex"));
    assert!(page.contains("noindex"));
    assert!(zef.visitor.reads("/sitemap-pages.xml").await.is(200).text().contains("/map<"));
    zef.ends_well();
}

#[tokio::test]
async fn the_land_is_drawn_by_zef_alone() {
    let zef = Zef::serve();
    let tile = zef.visitor.reads("/charts/coast/9/249/177.svg").await.is(200).text();
    assert!(tile.contains("<path d=\"M"), "{tile}");
    for none in
        ["/charts/coast/10/0/0.svg", "/charts/coast/2/4/0.svg", "/charts/coast/99/0/0.svg", "/charts/coast/a/0/0.svg"]
    {
        zef.visitor.reads(none).await.is(404);
    }
    let answer = zef.visitor.reads("/map").await.is(200);
    let policy = answer.header("content-security-policy").to_owned();
    assert!(policy.contains("img-src 'self' data: blob:;") && !answer.text().contains("https://tile"), "{policy}");
    zef.ends_well();
}

#[tokio::test]
async fn pages_of_tags_people_and_places_lead_to_their_map_where_there_is_one() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(1)).under("cc-by-4.0").with("tags", "phare");
    gift.with("latitude", "48.39").with("longitude", "-4.49").with("place_name", "Brest").await.created();
    let gift =
        zef.moderator.gives_bytes("nuit.jpg", files::small_photograph(2)).under("cc-by-4.0").with("tags", "nuit");
    let hidden = gift.with("latitude", "48.4").with("longitude", "-4.4").with("place_precision", "hidden");
    hidden.with("place_name", "Ailleurs").await.created();
    for (page, map) in [
        ("/tags/phare", "/map?tag=phare"),
        ("/people/tina", "/map?author=tina"),
        ("/search?place_name=Brest", "/map?place_name=Brest"),
    ] {
        let page = zef.visitor.reads(page).await.is(200).text();
        assert!(found(&page, "a", "href").iter().any(|link| link.ends_with(map)), "{map}: {page}");
    }
    for page in ["/tags/nuit", "/people/mona", "/search?q=nuit"] {
        let page = zef.visitor.reads(page).await.is(200).text();
        let links = found(&page, "main a", "href");
        assert!(!links.iter().any(|link| link.starts_with("/map")), "{links:?}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn photos_without_a_position_are_told_by_the_names_of_their_places() {
    let zef = Zef::serve();
    shore(&zef).await;
    let gift = zef.trusted.gives_bytes("phare.jpg", files::small_photograph(9)).under("cc-by-4.0");
    gift.titled("Phare").with("place_name", "Île-Molène").await.created();
    let page = zef.visitor.reads("/map").await.is(200).text();
    assert!(page.contains("2 photos n’ont pas de position affichée."), "{page}");
    let links = found(&page, "section[aria-labelledby=nowhere] a", "href");
    assert_eq!(links.len(), 2, "{links:?}");
    let molene = links.iter().find(|link| link.contains("Mol")).unwrap();
    let list = zef.visitor.reads(molene).await.is(200).text();
    assert!(list.contains("Phare"), "{list}");
    // Of the photos that a search finds, and beside all of the map only.
    let searched = zef.visitor.reads("/map?q=phare").await.is(200).text();
    assert!(searched.contains("Une photo n’a pas de position affichée."), "{searched}");
    for other in ["/map?q=taveuni", "/map?bbox=-5,48,-4,49"] {
        assert!(!zef.visitor.reads(other).await.is(200).text().contains("id=\"nowhere\""), "{other}");
    }
    zef.ends_well();
}
