//! The gazetteer: imported on a stopped library and on one that is served, searched by the names of both languages, counted by
//! commune, and there after a rebuild.

use std::fs;

use serde_json::Value;

use crate::{
    files,
    zef::{House, Zef},
};

const TABLE: &str = "name;name_br;kind;insee;latitude;longitude\n\
    Landerneau;Landerne;commune;29103;48.45;-4.25\n\
    Brest;;commune;29019;48.39;-4.49\n\
    Tréouergat;Trevarn;commune;29299;48.51;-4.60\n";

async fn gives(zef: &Zef, number: u64, place: &str, taken: &str) {
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    gift.with("place_name", place).with("taken", taken).await.created();
}

async fn total(zef: &Zef, query: &str) -> u64 {
    let found: Value =
        serde_json::from_str(&zef.visitor.reads(&format!("/api/v1/photos?{query}")).await.is(200).text()).unwrap();
    found["total"].as_u64().unwrap()
}

/// Writes a file beside the library, and its path.
fn file(house: &House, name: &str, text: &str) -> String {
    let path = house.desk().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_photo_is_found_by_both_names_of_its_place() {
    let zef = Zef::serve();
    gives(&zef, 1, "Landerne", "1995").await;
    gives(&zef, 2, "Pont de Rohan, Landerneau", "2019-07").await;
    gives(&zef, 3, "Brest", "2020").await;
    // The bundled communes of Brittany have both names; a gazetteer that is imported takes their place.
    assert_eq!((total(&zef, "place=landerneau").await, total(&zef, "q=landerneau").await), (2, 2));

    let table = file(zef.house(), "places.csv", TABLE);
    let told = zef.house().run(&["places", "import", &table]).well();
    assert_eq!(told.stdout, "3 places in the gazetteer\n");
    for query in [
        "place=landerneau",
        "place=Landerne",
        "q=landerneau",
        "q=place:Landerne",
        "q=landerne",
        "place_name=Landerneau",
    ] {
        assert_eq!(total(&zef, query).await, 2, "{query}");
    }
    assert_eq!(total(&zef, "q=-place:landerneau").await, 1);
    let proposed = zef.visitor.reads("/api/v1/completions?q=landernea").await.is(200).text();
    assert!(proposed.contains("Landerneau"), "{proposed}");

    // By commune: how many, and where there is none.
    let page = zef.visitor.reads("/map/coverage?near=Landerneau").await.is(200).text();
    assert!(page.contains("Landerneau / Landerne") && page.contains("2019"), "{page}");
    assert!(page.contains("Donner la première") && page.contains("/upload?place=Tr%C3%A9ouergat"), "{page}");
    assert!(page.contains("Une commune n’a aucune photo"), "{page}");

    // It is no cache: a rebuild keeps it.
    let house = zef.ends_well();
    house.run(&["rebuild"]).well();
    house.run(&["check"]).well();
    let zef = house.serve();
    assert_eq!(total(&zef, "place=Landerne").await, 2);
    let again =
        zef.house().run(&["places", "import", &file(zef.house(), "one.csv", "nom\nQuimper\n"), "--json"]).well();
    assert_eq!(again.stdout, "{\"places\":1}\n");
    assert_eq!(total(&zef, "place=landerneau").await, 1, "the file is the gazetteer");
    let added = zef.house().run(&["places", "import", &table, "--add"]).well();
    assert_eq!(added.stdout, "4 places in the gazetteer\n");
    zef.ends_well();
}

#[tokio::test]
async fn a_file_that_is_no_gazetteer_changes_nothing() {
    let zef = Zef::serve();
    zef.house().run(&["places", "import", &file(zef.house(), "places.csv", TABLE)]).well();
    for (text, why) in [
        ("commune;x\nBrest;1\n", "no column"),
        ("name,latitude,longitude\nBrest,95,0\n", "place 1 has no point"),
        ("name,kind\nBrest,planet\n", "commune, district, hamlet, island or other"),
        ("{}", "FeatureCollection"),
    ] {
        let refused = zef.house().run(&["places", "import", &file(zef.house(), "bad.csv", text)]);
        assert!(refused.code == 1 && refused.stderr.contains(why), "{refused:?}");
    }
    assert_eq!(zef.house().run(&["places", "import", "/nowhere.csv"]).code, 1);
    assert!(zef.visitor.reads("/map/coverage").await.is(200).text().contains("Tréouergat"));
    zef.ends_well();
}

#[tokio::test]
async fn squares_without_a_photo_are_listed_for_a_walk() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(1)).under("cc-by-4.0");
    gift.with("latitude", "48.45").with("longitude", "-4.25").await.created();
    let page = zef.visitor.reads("/map/coverage?near=48.45,-4.25").await.is(200).text();
    assert!(page.contains("Un carré de terre sur ") && page.contains("À photographier"), "{page}");
    assert_eq!(page.matches("openstreetmap.org").count(), 24);
    assert!(
        zef.visitor.reads("/map/coverage?near=Nulle+part+ailleurs").await.is(200).text().contains("Aucun lieu connu")
    );
    zef.visitor.reads("/map/coverage").await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn without_a_gazetteer_the_bundled_communes_serve() {
    let zef = Zef::serve();
    let page = zef.visitor.reads("/map/coverage").await.is(200).text();
    assert!(page.contains("n’a pas de liste de communes"), "nothing tells where this library is: {page}");
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(1)).under("cc-by-4.0");
    gift.with("latitude", "48.45").with("longitude", "-4.25").with("place_name", "Landerne").await.created();
    let page = zef.visitor.reads("/map/coverage").await.is(200).text();
    for words in ["Landerneau / Landerne", "La Roche-Maurice", "Donner la première", "Les communes les plus proches"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Strasbourg"));
    // Elsewhere in France, those around there.
    let page = zef.visitor.reads("/map/coverage?near=Lyon").await.is(200).text();
    assert!(page.contains("Villeurbanne"), "{page}");
    let page = zef.visitor.reads("/map/coverage?near=Kemper").await.is(200).text();
    assert!(page.contains("Quimper / Kemper"), "{page}");
    let tina = crate::browser::Browser::of(&zef, "tina").await;
    assert!(tina.opens("/upload").await.is(200).text().contains("<option value=\"Landerneau\""));
    zef.ends_well();
}

#[tokio::test]
async fn many_communes_without_a_photo_are_folded_under_their_number() {
    let zef = Zef::serve();
    let many: Vec<String> = (1..=30).map(|number| format!("Commune {number};commune;48.{number};-4.2\n")).collect();
    let many = many.concat();
    let table = format!("nom;kind;latitude;longitude\nLanderneau;commune;48.45;-4.25\n{many}");
    zef.house().run(&["places", "import", &file(zef.house(), "places.csv", &table)]).well();
    let folded = async || {
        let page = zef.visitor.reads("/map/coverage").await.is(200).text();
        let page = scraper::Html::parse_document(&page);
        let of = |selector: &str| scraper::Selector::parse(selector).unwrap();
        let details = page.select(&of("details.without")).next().unwrap();
        let summary = details.select(&of("summary")).next().unwrap().text().collect::<String>();
        let rows = page.select(&of("table.rows tbody tr")).count();
        (details.attr("open").is_some(), summary, details.select(&of("li a")).count(), rows)
    };
    // Where nothing has a photo, there is nothing else to show.
    assert_eq!(folded().await, (true, "31 communes n’ont aucune photo.".to_owned(), 31, 0));
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(1)).under("cc-by-4.0");
    gift.with("place_name", "Landerneau").await.created();
    assert_eq!(folded().await, (false, "30 communes n’ont aucune photo.".to_owned(), 30, 1));
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_without_a_name_counts_for_the_commune_that_it_is_in() {
    let zef = Zef::serve();
    zef.house().run(&["places", "import", &file(zef.house(), "places.csv", TABLE)]).well();
    let at = async |number: u64, name: &str, latitude: &str, longitude: &str, precision: &str| {
        let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
        let gift = gift.with("latitude", latitude).with("longitude", longitude).with("place_precision", precision);
        gift.with("place_name", name).await.created();
    };
    let lines = async || {
        let page = zef.visitor.reads("/map/coverage").await.is(200).text();
        let page = scraper::Html::parse_document(&page);
        let rows = scraper::Selector::parse("table.rows tbody tr, .without li").unwrap();
        let said = page.select(&rows).map(|row| row.text().collect::<Vec<_>>().join(" "));
        said.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<String>>()
    };
    at(1, "", "48.455", "-4.251", "exact").await;
    at(2, "Kerbonne", "48.39", "-4.49", "area").await;
    at(3, "Brest", "48.391", "-4.49", "exact").await;
    // Named: another commune, though it is near; hidden: nowhere; too far from each.
    at(4, "Landerneau", "48.51", "-4.60", "exact").await;
    at(5, "", "48.51", "-4.60", "hidden").await;
    at(6, "", "47.9", "-4.1", "exact").await;
    let said = lines().await;
    let of = |name: &str| said.iter().find(|line| line.starts_with(name)).unwrap().clone();
    assert!(of("Landerneau").contains("dont une d’après sa position 2"), "{said:?}");
    assert!(of("Brest").contains("dont une d’après sa position 2"), "{said:?}");
    assert!(of("Tréouergat").contains("Donner la première") && !of("Tréouergat").contains("position"), "{said:?}");
    // The link beside the number finds those photos.
    at(7, "", "48.512", "-4.601", "exact").await;
    let page = zef.visitor.reads("/map/coverage").await.is(200).text();
    let page = scraper::Html::parse_document(&page);
    let links = scraper::Selector::parse("td a.small").unwrap();
    for link in page.select(&links) {
        let address = link.attr("href").unwrap();
        let found = total(&zef, address.split_once('?').unwrap().1).await;
        assert!(found >= 1, "{address}");
    }
    assert_eq!(page.select(&links).count(), 3);
    zef.ends_well();
}
