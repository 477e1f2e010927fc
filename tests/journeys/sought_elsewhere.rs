//! A search in other forms: a feed, a table, a map; the list of photos for search engines; and what changed, for those who keep a
//! copy. Nothing of it tells more than everyone may read.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{answer::Photo, files, zef::Zef};

/// What Python's XML parser reads of a feed or of a sitemap: names with their namespaces, attributes, texts.
const XML: &str = r#"
import json, sys
import xml.etree.ElementTree as tree
def read(node): return [node.tag, dict(node.attrib), (node.text or "").strip(), [read(child) for child in node]]
json.dump(read(tree.fromstring(sys.stdin.buffer.read())), sys.stdout)
"#;

/// What Python's csv module reads of a table.
const CSV: &str = r#"
import csv, io, json, sys
text = sys.stdin.buffer.read().decode("utf-8")
assert text.startswith("\ufeff")
json.dump(list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True)), sys.stdout)
"#;

fn python(script: &str, input: &[u8]) -> Value {
    let mut child = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python, which Debian has");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(input));
    serde_json::from_slice(&output.stdout).unwrap()
}

const ATOM: &str = "{http://www.w3.org/2005/Atom}";
const MEDIA: &str = "{http://search.yahoo.com/mrss/}";
const DELETED: &str = "{http://purl.org/atompub/tombstones/1.0}deleted-entry";

/// The children of this name.
fn children<'a>(node: &'a Value, name: &str) -> Vec<&'a Value> {
    node[3].as_array().unwrap().iter().filter(|child| child[0] == name).collect()
}

fn text(node: &Value, name: &str) -> String {
    let found = children(node, &format!("{ATOM}{name}"));
    assert_eq!(found.len(), 1, "{name} of {node}");
    found[0][2].as_str().unwrap().to_owned()
}

fn link(node: &Value, relation: &str) -> String {
    let links = children(node, &format!("{ATOM}link"));
    let found: Vec<_> = links.iter().filter(|link| link[1]["rel"] == relation).collect();
    assert_eq!(found.len(), 1, "{relation} of {node}");
    found[0][1]["href"].as_str().unwrap().to_owned()
}

/// What RFC 4287 asks of every feed (§4.1.1) and of every entry (§4.1.2).
fn is_whole(feed: &Value) {
    assert_eq!(feed[0], format!("{ATOM}feed"));
    let is_instant = |text: &str| assert!(text.parse::<jiff::Timestamp>().is_ok(), "{text}");
    assert!(text(feed, "id").starts_with("http") && !text(feed, "title").is_empty());
    is_instant(&text(feed, "updated"));
    assert_eq!(link(feed, "self"), text(feed, "id"));
    let has_author = !children(feed, &format!("{ATOM}author")).is_empty();
    let mut ids = Vec::new();
    for entry in children(feed, &format!("{ATOM}entry")) {
        is_instant(&text(entry, "updated"));
        is_instant(&text(entry, "published"));
        assert!(!text(entry, "title").is_empty());
        assert!(has_author || !children(entry, &format!("{ATOM}author")).is_empty());
        assert_eq!(link(entry, "alternate"), text(entry, "id"));
        ids.push(text(entry, "id"));
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is that of one entry");
}

/// The titles of a feed's entries.
fn titles(feed: &Value) -> Vec<String> {
    children(feed, &format!("{ATOM}entry")).into_iter().map(|entry| text(entry, "title")).collect()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one library serves the whole story")]
async fn a_search_is_a_feed_a_table_and_a_map_and_tells_no_more_than_its_page() {
    let zef = Zef::serve();
    let mut given = Vec::new();
    for (number, title, place, precision) in [
        (1, "=HYPERLINK(\"http://evil.example\") & <b>", "Brest", "exact"),
        (2, "Phare", "Brest, Recouvrance", "area"),
        (3, "Secret", "Brest", "hidden"),
    ] {
        let gives =
            zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-sa-4.0").titled(title);
        let fields = [
            ("tags", "port, mer"),
            ("description", "Au matin,\r\n\"près\" du port"),
            ("place_name", place),
            ("latitude", "48.390394"),
            ("longitude", "-4.486076"),
            ("place_precision", precision),
            ("author_name", "Anne Le Gall"),
            ("source", "permission"),
            ("taken", "1950"),
        ];
        given.push(fields.into_iter().fold(gives, |gives, (field, value)| gives.with(field, value)).await.created());
    }
    zef.trusted.changes(&given[2].id(), json!({ "author_withheld": true })).await.photo();
    let draft =
        zef.trusted.gives_bytes("draft.jpg", files::small_photograph(9)).titled("Brouillon").in_draft().await.created();
    let ids: Vec<String> = given.iter().map(Photo::id).collect();

    let answer = zef.visitor.reads("/feed.atom").await.is(200);
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let newest = python(XML, &answer.bytes);
    is_whole(&newest);
    assert_eq!(titles(&newest), ["Secret", "Phare", "=HYPERLINK(\"http://evil.example\") & <b>"]);
    assert!(!answer.text().contains("Brouillon") && !answer.text().contains("48.390394"));
    let entries = children(&newest, &format!("{ATOM}entry"));
    let [secret, phare] = [entries[0], entries[1]];
    assert!(!secret.to_string().contains("Anne Le Gall"), "{secret}");
    assert_eq!(link(phare, "license"), "https://creativecommons.org/licenses/by-sa/4.0/");
    assert!(text(phare, "rights").contains("Anne Le Gall"));
    let author = children(phare, &format!("{ATOM}author"))[0];
    assert_eq!(text(author, "name"), "Anne Le Gall");
    let picture = children(phare, &format!("{MEDIA}content"))[0];
    assert_eq!((&picture[1]["medium"], &picture[1]["type"]), (&json!("image"), &json!("image/jpeg")));
    let path = |address: &str| address[address.find("/media/").unwrap()..].to_owned();
    zef.visitor.reads(&path(picture[1]["url"].as_str().unwrap())).await.is(200);
    assert!(children(phare, &format!("{ATOM}content"))[0][2].as_str().unwrap().contains("<img src="));

    // The feed of a search, of a tag and of a person; in English; and one that is not understood.
    for (query, expected) in [
        ("q=phare", vec!["Phare"]),
        ("place_name=recouvrance", vec!["Phare"]),
        ("tag=mer&year=1950&q=secret", vec!["Secret"]),
        ("giver=tina&q=phare", vec!["Phare"]),
        ("q=rien", vec![]),
    ] {
        let feed = python(XML, &zef.visitor.reads(&format!("/en/feed.atom?{query}")).await.is(200).bytes);
        is_whole(&feed);
        assert_eq!(titles(&feed), expected, "{query}");
        let page = zef.visitor.reads(&format!("/en/search?{query}")).await.is(200).text();
        assert!(expected.is_empty() || page.contains("href=\"/en/feed.atom?"), "{page}");
    }
    for refused in ["q=year:abc", "colour=mauve", "page=2"] {
        zef.visitor.reads(&format!("/feed.atom?{refused}")).await.is(422);
    }

    // The table.
    let answer = zef.visitor.reads("/api/v1/photos.csv?tag=mer").await.is(200);
    assert!(answer.header("content-type").starts_with("text/csv"));
    let rows = python(CSV, &answer.bytes);
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert_eq!(rows[2]["title"], "'=HYPERLINK(\"http://evil.example\") & <b>");
    assert_eq!((&rows[2]["latitude"], &rows[2]["longitude"]), (&json!("48.390394"), &json!("-4.486076")));
    assert_eq!((&rows[1]["latitude"], &rows[1]["longitude"]), (&json!("48.39"), &json!("-4.49")));
    assert_eq!((&rows[0]["latitude"], &rows[0]["author"]), (&json!(""), &json!("")));
    assert_eq!(
        (&rows[1]["license"], &rows[1]["tags"], &rows[1]["taken"]),
        (&json!("CC BY-SA 4.0"), &json!("port, mer"), &json!("1950"))
    );
    assert!(rows[1]["attribution"].as_str().unwrap().contains("Anne Le Gall"));
    let first = zef.visitor.reads("/api/v1/photos.csv?tag=mer&limit=2").await.is(200);
    let next = first.header("link").strip_prefix('<').unwrap().split_once('>').unwrap().0.to_owned();
    let rest = python(CSV, &zef.visitor.reads(&next[next.find("/api/").unwrap()..]).await.is(200).bytes);
    assert_eq!(rest.as_array().unwrap().len(), 1);
    assert_eq!(rest[0]["id"], ids[0].as_str());

    // The map (RFC 7946).
    let answer = zef.visitor.reads("/api/v1/photos.geojson?tag=mer").await.is(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let map = answer.json();
    assert_eq!((&map["type"], &map["total"], &map["next"]), (&json!("FeatureCollection"), &json!(3), &json!(null)));
    let features = map["features"].as_array().unwrap();
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        if let Some(coordinates) = feature["geometry"]["coordinates"].as_array() {
            assert_eq!((feature["geometry"]["type"].as_str(), coordinates.len()), (Some("Point"), 2));
            let [longitude, latitude] = [0, 1].map(|place| coordinates[place].as_f64().unwrap());
            assert!(longitude.abs() <= 180.0 && latitude.abs() <= 90.0);
        }
    }
    assert_eq!(features[0]["geometry"], json!(null));
    assert_eq!(features[1]["geometry"]["coordinates"], json!([-4.49, 48.39]));
    assert_eq!(features[2]["geometry"]["coordinates"], json!([-4.486_076, 48.390_394]));
    assert!(!answer.text().contains("Brouillon"));

    // The list for search engines.
    let robots = zef.visitor.reads("/robots.txt").await.is(200).text();
    let address = robots.lines().find_map(|line| line.strip_prefix("Sitemap: ")).unwrap();
    assert!(address.ends_with("/sitemap.xml"));
    let index = python(XML, &zef.visitor.reads("/sitemap.xml").await.is(200).bytes);
    assert_eq!(index[0], "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex");
    let mut listed = String::new();
    for part in index[3].as_array().unwrap() {
        let address = part[3][0][2].as_str().unwrap();
        let answer = zef.visitor.reads(&address[address.find("/sitemap").unwrap()..]).await.is(200);
        let part = python(XML, &answer.bytes);
        assert_eq!(part[0], "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset");
        listed.push_str(&answer.text());
    }
    for id in &ids {
        assert!(listed.contains(&format!("/photos/{id}</loc>")), "{listed}");
    }
    assert!(listed.contains("<image:license>https://creativecommons.org/licenses/by-sa/4.0/</image:license>"));
    assert!(!listed.contains(&draft.id()));
    for unknown in ["/sitemap-photosa.xml", "/sitemap-photos2222.xml", "/sitemap-x.xml"] {
        zef.visitor.reads(unknown).await.is(404);
    }

    // Withdrawn, it is told by the feed of new photos, and is in nothing else.
    zef.trusted.withdraws(&ids[1], "doublon").await;
    let newest = python(XML, &zef.visitor.reads("/feed.atom").await.is(200).bytes);
    is_whole(&newest);
    let gone = children(&newest, DELETED);
    assert_eq!(gone.len(), 1);
    assert!(gone[0][1]["ref"].as_str().unwrap().ends_with(&format!("/photos/{}", ids[1])));
    assert!(gone[0][1]["when"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    assert_eq!(titles(&newest).len(), 2);
    let table = zef.visitor.reads("/api/v1/photos.csv").await.is(200).text();
    assert!(!table.contains("Phare") && table.contains("Secret"));
    assert!(!zef.visitor.reads("/sitemap-photos.xml").await.is(200).text().contains(&ids[1]));
    zef.ends_well();
}

#[tokio::test]
async fn followers_are_told_what_changed_of_public_photos_and_nothing_else() {
    let zef = Zef::serve();
    let changes = async |after: u64| {
        let mut items = Vec::new();
        let mut next = Some(format!("/api/v1/changes?after={after}&limit=2"));
        let mut reached = after;
        while let Some(path) = next {
            let part = zef.visitor.reads(&path).await.is(200).json();
            items.extend(part["items"].as_array().unwrap().clone());
            next = part["next"].as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
            reached = part["reached"].as_u64().unwrap();
        }
        (items, reached)
    };
    let named = |items: &[Value]| -> Vec<(String, bool)> {
        items.iter().map(|item| (item["id"].as_str().unwrap().to_owned(), item["deleted"].as_bool().unwrap())).collect()
    };
    let (before, start) = changes(0).await;
    assert_eq!(before, Vec::<Value>::new(), "people and settings are not told");

    let place = [("place_name", "Chez Anne"), ("latitude", "48.390394"), ("longitude", "-4.486076")];
    let mut ids = Vec::new();
    for number in 1..=3 {
        let gives =
            zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0").titled("Phare");
        let gives =
            gives.with("author_name", "Anne Le Gall").with("source", "permission").with("place_precision", "exact");
        ids.push(place.into_iter().fold(gives, |gives, (field, value)| gives.with(field, value)).await.created().id());
    }
    let draft =
        zef.trusted.gives_bytes("d.jpg", files::small_photograph(7)).titled("Brouillon").in_draft().await.created();
    zef.contributor
        .gives_bytes("w.jpg", files::small_photograph(8))
        .under("cc-by-4.0")
        .titled("À relire")
        .await
        .created();
    let (items, reached) = changes(start).await;
    assert_eq!(named(&items), [(ids[0].clone(), false), (ids[1].clone(), false), (ids[2].clone(), false)]);
    assert_eq!(items[0]["photo"]["title"], "Phare");
    assert_eq!(changes(reached).await.0, Vec::<Value>::new());

    // One is told less precisely and without a name from now on: what it said before is told to nobody any more.
    zef.trusted.changes(&ids[0], json!({ "place_precision": "hidden", "author_withheld": true })).await.photo();
    zef.trusted.withdraws(&ids[1], "doublon").await;
    zef.trusted.withdraws(&draft.id(), "doublon").await;
    let (items, _) = changes(reached).await;
    assert_eq!(named(&items), [(ids[0].clone(), false), (ids[1].clone(), true)]);
    let tombstone: Vec<&String> = items[1].as_object().unwrap().keys().collect();
    assert_eq!(tombstone.len(), 4, "{tombstone:?}");
    let (all, _) = changes(0).await;
    assert_eq!(named(&all), [(ids[2].clone(), false), (ids[0].clone(), false), (ids[1].clone(), true)]);
    let told = json!([all[1], all[2]]).to_string();
    for hidden in ["48.39", "Anne Le Gall", "Brouillon", "À relire"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
    for refused in ["after=-1", "after=x", "limit=x"] {
        zef.visitor.reads(&format!("/api/v1/changes?{refused}")).await.is(422);
    }
    let end = zef.visitor.reads("/api/v1/changes?after=99999999999999999999999").await.is(200).json();
    assert_eq!((&end["items"], &end["next"]), (&json!([]), &json!(null)));

    // A copy learns that a photo is forgotten.
    let (_, reached) = changes(0).await;
    let house = zef.ends_well();
    house.run(&["forget", "photo", &ids[2], "--yes"]).well();
    let zef = house.serve();
    for after in [0, reached] {
        let part = zef.visitor.reads(&format!("/api/v1/changes?after={after}")).await.is(200).json();
        let items = part["items"].as_array().unwrap();
        let told: Vec<&Value> = items.iter().filter(|item| item["id"] == json!(ids[2])).collect();
        assert!(told.len() == 1 && told[0]["deleted"] == json!(true), "{part}");
    }
    zef.ends_well();
}
