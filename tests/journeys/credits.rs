//! An author who asks to be named no more is named nowhere, and is named again when they wish.

use serde_json::json;

use crate::{files, metadata, zef::Zef};

const NAME: &str = "Maïwenn Quéméneur";

#[tokio::test]
async fn an_author_who_withholds_their_name_is_named_nowhere() {
    let zef = Zef::serve();
    // Their camera and their software know their name too.
    let fields = ["EXIF:Artist", "XMP-dc:Creator", "IPTC:By-line", "XMP-photoshop:Credit", "XMP-xmpRights:Owner"];
    let facts: Vec<String> = fields.iter().map(|field| format!("-{field}={NAME}")).collect();
    let facts = [facts, vec![format!("-EXIF:Copyright=© 2019 {NAME}")]].concat();
    let facts: Vec<&str> =
        ["-IPTC:CodedCharacterSet=UTF8"].into_iter().chain(facts.iter().map(String::as_str)).collect();
    let bytes = metadata::written(&files::large_photograph(), &facts);
    assert!(metadata::read(&bytes).to_string().contains(NAME));
    let gift = zef.trusted.gives_bytes("rade.jpg", bytes).under("cc-by-sa-4.0").titled("La rade");
    let id = gift.with("author_name", NAME).with("author_url", "https://quemeneur.example/").await.created().id();
    assert_eq!(named(&zef, &id).await.len(), places(&id).len(), "at first, they are named everywhere");

    zef.trusted.changes(&id, json!({ "author_withheld": true })).await.photo();
    assert_eq!(named(&zef, &id).await, Vec::<String>::new());
    let seen = zef.visitor.sees(&id).await.photo();
    assert_eq!(seen.0["author"], json!({ "name": null, "url": null, "withheld": true }));

    zef.trusted.changes(&id, json!({ "author_withheld": false })).await.photo();
    assert_eq!(named(&zef, &id).await.len(), places(&id).len());
    zef.ends_well();
}

#[tokio::test]
async fn whoever_took_their_own_photo_is_not_named_as_its_giver_either() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Feuille").await.created().id();
    let handle = "tina";
    let places = [
        format!("/photos/{id}"),
        format!("/photos/{id}/receipt"),
        format!("/photos/{id}/receipt.json"),
        format!("/api/v1/photos/{id}"),
        format!("/print?ids={id}"),
        format!("/print?form=contact&ids={id}"),
    ];
    let naming = async || {
        let mut naming = 0;
        for path in &places {
            let text = zef.visitor.reads(path).await.is(200).text();
            naming += usize::from(text.contains(handle) || text.contains("Tina Morvan"));
        }
        naming
    };
    assert_eq!(naming().await, places.len());
    assert_eq!(zef.visitor.lists("author=tina").await, [id.as_str()]);

    zef.trusted.changes(&id, json!({ "author_withheld": true })).await.photo();
    assert_eq!(naming().await, 0);
    assert_eq!(zef.visitor.lists("author=tina").await, Vec::<String>::new());
    // They and the moderators still know.
    assert_eq!(zef.trusted.sees(&id).await.photo().0["contributor"], handle);
    assert_eq!(zef.moderator.sees(&id).await.photo().0["licenses"][0]["grantor"], handle);
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_taken_away_keeps_what_its_file_says_of_rights() {
    let zef = Zef::serve();
    let facts = [
        "-XMP-dc:Creator=Alice",
        "-XMP-dc:Creator=Bob",
        "-XMP-photoshop:Credit=AFP",
        "-XMP-xmpRights:Owner=Alice",
        "-IPTC:CopyrightNotice=(c) Studio Ancien 2019",
    ];
    let bytes = metadata::written(&files::large_photograph(), &facts);
    let gift = zef.trusted.gives_bytes("rade.jpg", bytes).under("cc-by-4.0").titled("La rade");
    let id = gift.with("author_name", "Tina Morvan").await.created().id();
    for path in [
        format!("/api/v1/photos/{id}/download?size=original"),
        format!("/api/v1/photos/{id}/download?size=2000"),
        format!("/media/{id}/2000.jpg"),
        format!("/media/{id}/1280.jpg"),
    ] {
        let told = metadata::read(&zef.visitor.reads(&path).await.is(200).bytes);
        assert_eq!(told["Creator"], json!(["Alice", "Bob", "Tina Morvan"]), "{path}");
        assert_eq!(told["Artist"], "Alice; Bob; Tina Morvan", "{path}");
        assert_eq!(told["Credit"], "AFP / Tina Morvan", "{path}");
        assert_eq!(told["Owner"], "Alice", "{path}");
        for field in ["Rights", "Copyright", "CopyrightNotice"] {
            let notice = told[field].as_str().unwrap_or_default();
            assert!(notice.starts_with("(c) Studio Ancien 2019. "), "{path} {field}: {told}");
        }
    }
    zef.ends_well();
}

/// Where an author is named.
fn places(id: &str) -> Vec<String> {
    let formats = ["text", "html", "markdown", "wikitext", "jsonld", "xmp", "print", "spoken"];
    let mut places: Vec<String> =
        formats.iter().map(|format| format!("/api/v1/photos/{id}/attribution?format={format}")).collect();
    let sizes = ["original", "2000", "640"];
    places.extend(sizes.iter().map(|size| format!("/api/v1/photos/{id}/download?size={size}")));
    let others = [
        "/photos/ID",
        "/en/photos/ID",
        "/api/v1/photos/ID",
        "/embed/ID",
        "/photos/ID/receipt",
        "/photos/ID/receipt.json",
    ];
    places.extend(others.iter().map(|path| path.replace("ID", id)));
    places.push(format!("/media/{id}/2000.jpg"));
    places
}

/// The addresses at which the author is named, by name or by address.
async fn named(zef: &Zef, id: &str) -> Vec<String> {
    let mut named = Vec::new();
    for path in places(id) {
        let answer = zef.visitor.reads(&path).await.is(200);
        let text = if answer.header("content-type").starts_with("image/") {
            metadata::read(&answer.bytes).to_string()
        } else {
            answer.text()
        };
        if ["Quéméneur", "Qu\\'em\\'eneur", "quemeneur"].iter().any(|name| text.contains(name)) {
            named.push(path);
        }
    }
    named
}
