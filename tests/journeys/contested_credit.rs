//! Staff change a credit: the contributor sees the old and the new value, restores their own, and staff read why. The
//! receipt keeps what was declared with the licence.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    browser::{Browser, forms},
    files,
    zef::{House, Zef, files_in},
};

fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(page);
    let selector = scraper::Selector::parse(selector).unwrap();
    page.select(&selector).map(|found| found.text().collect::<String>().trim().to_owned()).collect()
}

/// The journal without what grants declare, each line with its own checksum (`src/catalog/embedded/line.rs`), and no
/// state.
fn as_written_before(storage: &Path) {
    const DECLARED: &str = ",\"declared\":{";
    const END: &str = "\"source\":\"own\"}";
    for segment in files_in(&storage.join("journal")) {
        let lines: Vec<String> = fs::read_to_string(&segment)
            .unwrap()
            .lines()
            .map(|line| {
                let Some(start) = line.find(DECLARED) else { return line.to_owned() };
                let end = start + line[start..].find(END).unwrap() + END.len();
                let entry = [&line[..start], &line[end..]].concat();
                let rest = &entry[entry.find("\"seq\":").unwrap()..];
                let check: String = blake3::hash(rest.as_bytes()).to_hex().chars().take(16).collect();
                format!("{{\"check\":\"{check}\",{rest}")
            })
            .collect();
        let older = lines.join("\n") + "\n";
        assert!(!older.contains("declared"));
        fs::write(&segment, older).unwrap();
    }
    fs::remove_dir_all(storage.join("state")).unwrap();
}

async fn receipt(zef: &Zef, id: &str) -> Value {
    zef.visitor.reads(&format!("/photos/{id}/receipt.json")).await.is(200).json()
}

#[tokio::test]
async fn a_changed_credit_is_told_contested_and_read() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").titled("Feuille");
    let gift = gift.with("source", "permission").with("author_name", "Soizic Riou");
    let gift = gift.with("author_url", "https://riou.example/");
    let id = gift.await.created().id();
    let wrong = json!({ "author_name": "Studio Ancien", "author_url": null, "source": "archive" });
    cora.changes(&id, wrong).await.photo();
    zef.moderator.changes(&id, json!({ "author_name": "Studio Ancien de Brest" })).await.photo();
    // What curators do every day is no matter of credit.
    cora.changes(&id, json!({ "tags": ["feuille"], "place_name": "Brest" })).await.photo();

    // Dated, old and new, to who gave it and to staff; nobody else.
    let ledger = zef.trusted.sees(&id).await.photo().0["credit_ledger"].clone();
    assert_eq!(ledger.as_array().unwrap().len(), 2);
    assert_eq!(
        ledger[0]["changed"],
        json!([
            { "field": "author_name", "old": "Soizic Riou", "new": "Studio Ancien" },
            { "field": "author_url", "old": "https://riou.example/", "new": null },
            { "field": "source", "old": "permission", "new": "archive" },
        ])
    );
    assert!(ledger[0]["at"].is_string() && ledger[0]["actor"] == "cora" && ledger[1]["actor"] == "mona");
    assert_eq!(cora.sees(&id).await.photo().0["credit_ledger"], ledger);
    for who in [&zef.visitor, &zef.other] {
        assert!(who.sees(&id).await.photo().0.get("credit_ledger").is_none());
        assert!(!who.reads(&format!("/photos/{id}")).await.text().contains("credit-ledger"));
    }
    let tina = Browser::of(&zef, "tina").await;
    let own = tina.opens("/account/photos").await.is(200).text();
    assert!(own.contains("Changé par Mona Quéré") && own.contains(&format!("/photos/{id}#credit-ledger")), "{own}");
    let page = tina.opens(&format!("/photos/{id}")).await.is(200).text();
    assert_eq!(texts(&page, "#credit-ledger > ol > li").len(), 2);

    // The receipt keeps what was declared, and says what is credited today.
    let kept = receipt(&zef, &id).await;
    assert_eq!(kept["author"], json!({ "name": "Soizic Riou", "url": "https://riou.example/", "withheld": false }));
    assert_eq!((&kept["source"], &kept["credited"]["name"]), (&json!("permission"), &json!("Studio Ancien de Brest")));
    assert_eq!(kept["licenses"][0]["declared"]["author"]["name"], "Soizic Riou");
    let paper = zef.visitor.reads(&format!("/photos/{id}/receipt")).await.is(200).text();
    for told in ["Soizic Riou (https://riou.example/)", "Studio Ancien de Brest", "quelqu’un d’autre, qui est d’accord"]
    {
        assert!(paper.contains(told), "{told}: {paper}");
    }

    // Contested: the contributor's own words, not those in between.
    zef.other.posts(&format!("/api/v1/photos/{id}/contest"), json!({})).await.refused(403, "not-allowed");
    cora.posts(&format!("/api/v1/photos/{id}/contest"), json!({})).await.refused(403, "not-allowed");
    let form = forms(&page).into_iter().find(|form| form.action.ends_with("/contest")).unwrap();
    tina.fills(&form, &[("note", "C’est ma grand-mère qui l’a prise.")]).await.is(303);
    let photo = zef.visitor.sees(&id).await.photo();
    assert_eq!(photo.0["author"]["name"], "Soizic Riou");
    assert_eq!(
        (&photo.0["author"]["url"], &photo.0["source"]),
        (&json!("https://riou.example/"), &json!("permission"))
    );
    assert_eq!(photo.0["place"]["name"], "Brest", "what is no credit stays");
    // Sent twice, it changes nothing more.
    tina.fills(&form, &[("note", "Encore")]).await.is(303);
    assert_eq!(zef.trusted.sees(&id).await.photo().0["credit_ledger"].as_array().unwrap().len(), 3);

    // Staff read it in their list and on the photo, until one of them says so.
    let mona = Browser::of(&zef, "mona").await;
    let list = mona.opens("/review").await.is(200).text();
    assert!(list.contains("C’est ma grand-mère") && list.contains("Une mention contestée"), "{list}");
    assert!(
        texts(&list, ".doors .count").iter().all(|count| count.is_empty() || count.starts_with('1')),
        "the badge counts it"
    );
    let contested = zef.moderator.reads("/api/v1/review?contested=true").await.is(200).json();
    assert_eq!(contested["items"][0]["credit_ledger"][2]["note"], "C’est ma grand-mère qui l’a prise.");
    zef.contributor.reads("/api/v1/review?contested=true").await.refused(403, "not-allowed");
    assert!(
        Browser::of(&zef, "cora").await.opens(&format!("/photos/{id}")).await.text().contains("C’est ma grand-mère")
    );
    zef.trusted.posts(&format!("/api/v1/photos/{id}/contest/read"), json!({})).await.refused(403, "not-allowed");
    let read = mona.form_on("/review", &format!("/photos/{id}/contest/read")).await;
    assert_eq!(mona.fills(&read, &[]).await.is(303).header("location"), "/review");
    assert!(!mona.opens("/review").await.is(200).text().contains("C’est ma grand-mère"));
    let page = tina.opens(&format!("/photos/{id}")).await.is(200).text();
    assert!(page.contains("Lu par Mona Quéré"), "{page}");
    assert!(forms(&page).iter().all(|form| !form.action.ends_with("/contest")), "nothing is left to contest");
    // All of it is in the journal.
    zef.ends_well().run(&["rebuild"]).well();
}

#[tokio::test]
async fn by_program_what_its_contributor_wrote_since_is_theirs() {
    let zef = Zef::serve();
    let gift =
        zef.trusted.gives_bytes("a.jpg", files::small_photograph(2)).under("cc-by-4.0").with("author_name", "Un");
    let id = gift.await.created().id();
    let path = format!("/api/v1/photos/{id}/contest");
    // Nothing to contest changes nothing.
    let before = zef.trusted.sees(&id).await.photo();
    assert_eq!(zef.trusted.posts(&path, json!({ "note": "?" })).await.photo(), before);
    zef.moderator.changes(&id, json!({ "author_name": "Deux" })).await.photo();
    zef.trusted.changes(&id, json!({ "author_name": "Trois" })).await.photo();
    assert_eq!(zef.trusted.posts(&path, json!({})).await.photo().0["author"]["name"], "Trois");
    zef.moderator.changes(&id, json!({ "author_name": "Quatre", "place_precision": "hidden" })).await.photo();
    let back = zef.trusted.posts(&path, json!({ "note": null })).await.photo();
    assert_eq!((&back.0["author"]["name"], &back.0["place"]), (&json!("Trois"), &Value::Null));
    let long = json!({ "note": "a".repeat(2_001) });
    zef.trusted.posts(&path, long).await.refused(422, "invalid-field");
    zef.trusted.posts(&path, json!({ "nota": "" })).await.refused(422, "invalid-field");
    zef.ends_well();
}

#[tokio::test]
async fn a_name_that_its_contributor_replaced_is_on_no_public_receipt() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").with("author_name", "Maïwenn Quéméneur");
    let id = gift.await.created().id();
    assert_eq!(receipt(&zef, &id).await["author"]["name"], "Maïwenn Quéméneur");
    // By a pseudonym: the former name is theirs, and moderators'.
    zef.trusted.changes(&id, json!({ "author_name": "Mouette" })).await.photo();
    let path = format!("/photos/{id}/receipt");
    for public in [path.clone(), format!("{path}.json"), format!("/api/v1/photos/{id}")] {
        let said = zef.visitor.reads(&public).await.is(200).text();
        assert!(said.contains("Mouette") && !said.contains("Quéméneur"), "{public}: {said}");
    }
    for handle in ["tina", "mona"] {
        assert!(Browser::of(&zef, handle).await.opens(&path).await.is(200).text().contains("Quéméneur"), "{handle}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_grant_made_before_this_was_kept_says_so() {
    let zef = Zef::serve();
    let id = zef.trusted.gives_bytes("a.jpg", files::small_photograph(3)).under("cc-by-4.0").await.created().id();
    let house = zef.ends_well();
    // As the program wrote it before: the journal without the new member, its checksums made again.
    as_written_before(&house.storage);
    let zef = house.serve();
    let kept = receipt(&zef, &id).await;
    assert_eq!((&kept["declared"], &kept["author"]["name"]), (&json!(false), &json!("Tina Morvan")));
    assert_eq!(kept["licenses"][0]["declared"], Value::Null);
    let paper = zef.visitor.reads(&format!("/photos/{id}/receipt")).await.is(200).text();
    assert!(paper.contains("Ce qui avait été déclaré alors n’a pas été conservé.") && paper.contains("Tina Morvan"));
    // It may be described and changed as before.
    zef.moderator.changes(&id, json!({ "author_name": "Tina M." })).await.photo();
    assert_eq!(receipt(&zef, &id).await["credited"]["name"], "Tina M.");
    zef.ends_well();
}
