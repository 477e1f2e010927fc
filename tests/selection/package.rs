//! The package of a selection, opened by other people's programs; and what a photo's page tells programs.

use std::{fs, process::Command};

use serde_json::{Value, json};

use super::mix::{given, ids};
use crate::zef::{Zef, files_in};

/// What Python's `zipfile`, `csv` and `hashlib` find in a package, as JSON.
const READER: &str = r#"
import csv, hashlib, io, json, sys, zipfile
package = zipfile.ZipFile(sys.argv[1])
assert package.testzip() is None
names = package.namelist()
texts = {name: package.read(name).decode() for name in names if name.isupper() or name.startswith(("ATTRIBUTIONS", "LICENCES", "MISSING", "CHECKSUMS"))}
rows = list(csv.DictReader(io.StringIO(texts["ATTRIBUTIONS.csv"].lstrip("\ufeff"), newline=""), strict=True))
sums = dict(reversed(line.split("  ", 1)) for line in texts["CHECKSUMS.txt"].splitlines())
wrong = [name for name, sum in sums.items() if hashlib.sha256(package.read(name)).hexdigest() != sum]
json.dump({"names": names, "texts": texts, "rows": rows, "summed": sorted(sums), "wrong": wrong}, sys.stdout)
"#;

/// Reads a package with Python, after `unzip -t` found no fault in it.
pub fn opened(zef: &Zef, bytes: &[u8]) -> Value {
    let path = zef.house().desk().join("package.zip");
    fs::write(&path, bytes).unwrap();
    let tested = Command::new("unzip").arg("-tq").arg(&path).output().expect("unzip is installed by ./test");
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stdout));
    let read =
        Command::new("python3").args(["-c", READER]).arg(&path).output().expect("python3 is installed by ./test");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    serde_json::from_slice(&read.stdout).unwrap()
}

#[tokio::test]
async fn a_package_holds_the_files_and_all_one_needs_to_publish_them() {
    let zef = Zef::serve();
    let hostile = "=1+1 \"dit\", l’Ancien; <b>";
    let photos = [
        given(&zef.trusted, "leaf.jpg", "cc-by-sa-4.0", "Feuille de houx", "Anne Le Gall").await,
        given(&zef.trusted, "pier.tif", "cc0-1.0", hostile, "Bran Kerhervé").await,
        given(&zef.trusted, "storm.webp", "cc-by-sa-4.0", "Tempête", "Anne Le Gall").await,
    ];
    let answer = zef.visitor.reads(&format!("/downloads.zip?ids={}&size=original&lang=fr", ids(&photos))).await.is(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"zef-3-photos.zip\"");
    let package = opened(&zef, &answer.bytes);

    let names: Vec<&str> = package["names"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let file = |photo: usize, start: &str, end: &str| format!("{start}-{}.{end}", photos[photo].id());
    let files = [
        file(0, "feuille-de-houx-anne-le-gall-cc-by-sa-4.0", "jpg"),
        file(1, "1-1-dit-l-ancien-b-bran-kerherve-cc0-1.0", "tif"),
        file(2, "tempete-anne-le-gall-cc-by-sa-4.0", "webp"),
    ];
    assert_eq!(names[..3], files);
    assert_eq!(
        names[3..],
        ["ATTRIBUTIONS.txt", "ATTRIBUTIONS.html", "ATTRIBUTIONS.csv", "LICENCES.txt", "CHECKSUMS.txt"]
    );
    assert_eq!((&package["wrong"], package["summed"].as_array().unwrap().len()), (&json!([]), 7));

    // Each file is the one that a single download gives, and its line in the table says whose it is.
    let rows = package["rows"].as_array().unwrap();
    for ((photo, row), file) in photos.iter().zip(rows).zip(&files) {
        assert_eq!(row["file"], *file);
        assert_eq!(row["source"], photo.0["url"]);
        assert_eq!((&row["license"], &row["license_url"]), (&photo.0["license"]["label"], &photo.0["license"]["deed"]));
        let attribution = zef.visitor.copies(&photo.id(), "text", "fr").await.text();
        assert_eq!(row["attribution"], attribution);
        assert!(package["texts"]["ATTRIBUTIONS.txt"].as_str().unwrap().contains(&format!("\n{file}\n{attribution}\n")));
    }
    // RFC 4180: every line ends with CRLF, the last one too. Spreadsheets know UTF-8 by its mark.
    let table = package["texts"]["ATTRIBUTIONS.csv"].as_str().unwrap();
    assert!(table.starts_with("\u{feff}\"file\",\"title\",") && table.ends_with("\"\r\n"), "{table}");
    assert_eq!((table.matches("\r\n").count(), table.matches('\n').count()), (4, 4), "{table}");
    let titles: Vec<&str> = rows.iter().map(|row| row["title"].as_str().unwrap()).collect();
    // An apostrophe keeps a spreadsheet from computing what a stranger wrote.
    assert_eq!(titles, ["Feuille de houx", &format!("'{hostile}"), "Tempête"]);
    let licences = package["texts"]["LICENCES.txt"].as_str().unwrap();
    for deed in
        ["https://creativecommons.org/licenses/by-sa/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/"]
    {
        assert_eq!(licences.matches(deed).count(), 1, "{licences}");
    }
    let page = package["texts"]["ATTRIBUTIONS.html"].as_str().unwrap();
    let page = scraper::Html::parse_document(page);
    let shown = |what: &str| page.select(&scraper::Selector::parse(what).unwrap()).count();
    assert_eq!((shown("figure img[src$=webp]"), shown("figcaption a[rel=license]"), shown("b")), (1, 3, 0));
    assert_eq!((shown("img[alt=Tempête]"), shown("img:not([alt]), img[alt='']")), (1, 0));
    // Browsers show no TIFF: its name leads to it.
    let link = page.select(&scraper::Selector::parse("figure > a[href$=tif]").unwrap()).next().unwrap();
    assert_eq!((link.text().collect::<String>(), shown("img[src$=tif]")), (files[1].clone(), 0));
    zef.ends_well();
}

#[tokio::test]
async fn files_keep_the_letters_of_every_script() {
    let zef = Zef::serve();
    let photo = given(&zef.trusted, "leaf.jpg", "cc0-1.0", "東京の葉", "Anne Le Gall").await;
    let (plain, full) = (
        format!("anne-le-gall-cc0-1.0-{}.jpg", photo.id()),
        format!("東京の葉-anne-le-gall-cc0-1.0-{}.jpg", photo.id()),
    );
    let single = zef.visitor.takes(&photo.id(), "640").await.is(200);
    let in_utf8 = format!("UTF-8''%E6%9D%B1%E4%BA%AC%E3%81%AE%E8%91%89-{plain}");
    assert_eq!(single.header("content-disposition"), format!("attachment; filename=\"{plain}\"; filename*={in_utf8}"));
    let package = zef.visitor.reads(&format!("/api/v1/downloads.zip?ids={}&size=640", photo.id())).await.is(200);
    let package = opened(&zef, &package.bytes);
    assert_eq!(
        (&package["names"][0], &package["rows"][0]["file"], &package["wrong"]),
        (&json!(full), &json!(full), &json!([]))
    );
    zef.ends_well();
}

#[tokio::test]
async fn a_package_of_smaller_files_has_the_bytes_of_single_downloads() {
    let zef = Zef::serve();
    let photo = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Anne Le Gall").await;
    let package = zef.visitor.reads(&format!("/api/v1/downloads.zip?ids={}&size=640", photo.id())).await.is(200);
    let single = zef.visitor.takes(&photo.id(), "640").await.is(200);
    opened(&zef, &package.bytes);
    let at = package.bytes.windows(single.bytes.len()).position(|bytes| bytes == single.bytes);
    assert!(at.is_some(), "the file in the package is another");
    zef.ends_well();
}

#[tokio::test]
async fn what_is_gone_is_left_out_and_listed() {
    let zef = Zef::serve();
    let photo = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Anne Le Gall").await;
    let withdrawn = given(&zef.trusted, "storm.webp", "cc-by-4.0", "Tempête", "Anne Le Gall").await;
    zef.trusted
        .posts(&format!("/api/v1/photos/{}/withdraw", withdrawn.id()), json!({ "reason": "Un doublon." }))
        .await
        .photo();
    let asked = format!("{},{},zzzz2222", withdrawn.id(), photo.id());
    let answer = zef.visitor.reads(&format!("/downloads.zip?ids={asked}&size=640")).await.is(200);
    let package = opened(&zef, &answer.bytes);
    assert_eq!(package["rows"].as_array().unwrap().len(), 1);
    // Each line says which photo, why, and where its page is, in the language of the other papers.
    let (id, page) = (withdrawn.id(), withdrawn.0["url"].as_str().unwrap());
    let nowhere = page.replace(&id, "zzzz2222");
    assert_eq!(
        package["texts"]["MISSING.txt"],
        format!(
            "{id} — retirée de la photothèque\u{202f}; avis de retrait\u{a0}: {page}\n\
             zzzz2222 — n’existe pas ou n’est pas publique\u{a0}: {nowhere}\n"
        )
    );
    let english = zef.visitor.reads(&format!("/downloads.zip?ids={asked}&size=640&lang=en")).await.is(200);
    assert_eq!(
        opened(&zef, &english.bytes)["texts"]["MISSING.txt"],
        format!(
            "{id} — withdrawn from the library; notice of withdrawal: {page}\n\
             zzzz2222 — does not exist or is not public: {nowhere}\n"
        )
    );

    let told = zef
        .visitor
        .posts("/api/v1/attributions", json!({ "ids": [withdrawn.id(), photo.id(), "zzzz2222"] }))
        .await
        .json();
    let gone = json!([{ "id": withdrawn.id(), "state": "withdrawn" }, { "id": "zzzz2222", "state": "unknown" }]);
    assert_eq!((&told["gone"], &told["photos"]), (&gone, &json!([photo.id()])));
    let page = zef.visitor.reads(&format!("/basket?ids={asked}")).await.is(200).text();
    assert!(page.contains("«\u{a0}Tempête\u{a0}» a été retirée"), "{page}");
    assert!(page.contains("Une photo de la liste n’existe pas ou n’est pas publique."), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn when_all_were_withdrawn_their_tombstone_answers() {
    let zef = Zef::serve();
    let photo = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Anne Le Gall").await;
    zef.trusted.withdraws(&photo.id(), "Un doublon.").await;
    for path in [format!("/downloads.zip?ids={}", photo.id()), format!("/print?ids={}", photo.id())] {
        let page = zef.visitor.reads(&path).await.is(410).text();
        assert!(page.contains("Un doublon."), "{path}: {page}");
    }
    let package = format!("/api/v1/downloads.zip?ids={}", photo.id());
    zef.visitor.reads(&package).await.refused(410, "withdrawn");
    // What nobody may know of stays unknown.
    zef.visitor.reads(&format!("/print?ids={},zzzz2222", photo.id())).await.is(404);
    zef.ends_well();
}

#[tokio::test]
async fn a_damaged_original_is_left_out_and_the_paper_says_whom_to_tell() {
    let zef = Zef::serve();
    let damaged = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Anne Le Gall").await;
    let sound = given(&zef.trusted, "storm.webp", "cc-by-4.0", "Tempête", "Anne Le Gall").await;
    let house = zef.ends_well();
    let original = files_in(&house.storage).into_iter().find(|path| path.ends_with(damaged.blake3())).unwrap();
    let mut bytes = fs::read(&original).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0b100;
    fs::write(&original, &bytes).unwrap();

    let zef = house.serve();
    let asked = format!("{},{}", damaged.id(), sound.id());
    let answer = zef.visitor.reads(&format!("/downloads.zip?ids={asked}&size=original&lang=en")).await.is(200);
    let package = opened(&zef, &answer.bytes);
    assert_eq!(package["rows"].as_array().unwrap().len(), 1);
    let missing = package["texts"]["MISSING.txt"].as_str().unwrap();
    let begins =
        format!("{} — its original file is damaged or lost; tell those who run this library: http", damaged.id());
    assert!(missing.starts_with(&begins) && missing.ends_with(&format!("/photos/{}\n", damaged.id())), "{missing}");
    zef.ends_having_logged(&["damaged"]);
}

#[tokio::test]
async fn the_page_of_a_photo_tells_machines_its_whole_date_and_its_description() {
    let zef = Zef::serve();
    let photo = given(&zef.trusted, "leaf.jpg", "cc-by-4.0", "Feuille", "Anne Le Gall").await;
    let described = |taken: &str| json!({ "taken": taken, "description": "Une feuille de houx.\nDite « <b> »." });
    let statements = async |taken: &str| -> Value {
        zef.trusted.changes(&photo.id(), described(taken)).await.is(200);
        let page = zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200).text();
        let page = scraper::Html::parse_document(&page);
        let script = scraper::Selector::parse("script[type='application/ld+json']").unwrap();
        serde_json::from_str(&page.select(&script).next().unwrap().inner_html()).unwrap()
    };
    let told = statements("2015-06-21").await;
    assert_eq!(told["dateCreated"], "2015-06-21");
    assert_eq!(told["description"], "Une feuille de houx. Dite « <b> ».");
    // "About 1950" is no date of ISO 8601: nothing is told as certain that is not.
    assert_eq!(statements("1950~").await["dateCreated"], Value::Null);
    let page = zef.visitor.copies(&photo.id(), "wikitext_commons", "fr").await.text();
    assert!(page.contains("\n|date={{other date|~|1950}}\n"), "{page}");
    assert!(page.contains("{{fr|1=Feuille. Une feuille de houx. Dite « &#60;b&#62; ».}}"), "{page}");
    zef.ends_well();
}
