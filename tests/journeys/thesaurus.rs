//! The vocabulary as a thesaurus: published, exported and taken in again, from both syntaxes, with what is wrong said by its line.

use std::{fmt::Write as _, fs, process::Command};

use serde_json::{Value, json};

use crate::zef::{House, Ran, Zef};

const SKOS: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n";

fn served() -> (Zef, crate::actors::Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

/// All that a command wrote, which ended with this code.
#[track_caller]
fn ends(ran: &Ran, code: i32) -> String {
    assert_eq!(ran.code, code, "{ran:?}");
    ran.written()
}

async fn tag(zef: &Zef, tag: &str) -> Value {
    zef.visitor.reads(&format!("/api/v1/tags/{tag}")).await.is(200).json()
}

#[tokio::test]
async fn a_thesaurus_is_taken_in_by_a_running_server_and_given_back() {
    let (zef, cora) = served();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ports.ttl");
    fs::write(
        &file,
        format!(
            "{SKOS}@prefix : <https://thesaurus.example/> .\n\
             :1 a skos:Concept ; skos:prefLabel \"Port\"@fr, \"Harbour\"@en, \"porzh\"@br ; skos:narrower :2 .\n\
             :2 a skos:Concept ; skos:prefLabel \"Cale\"@fr ; skos:altLabel \"slip\"@fr ; skos:hiddenLabel \"calle\" ;\n\
               skos:definition \"Plan incliné.\"@fr ; skos:exactMatch <http://www.wikidata.org/entity/Q751876> ; skos:related :3 .\n\
             :3 a skos:Concept ; skos:prefLabel \"Quai\"@fr ; skos:broader :1, :9 ; skos:altLabel \"slip\"@fr .\n\
             :4 a skos:Concept ; skos:prefLabel \"{}\"@fr .\n",
            "très long ".repeat(10)
        ),
    )
    .unwrap();
    let name = file.to_str().unwrap();
    let nobody = ends(&zef.house().run(&["tags", "import", name, "--as", "anne"]), 1);
    assert!(nobody.contains("curator"), "a contributor takes nothing in: {nobody}");
    let said = ends(&zef.house().run(&["tags", "import", name, "--as", "cora"]), 1);
    assert!(said.contains("new 3, changed 0, unchanged 0, left out 3"), "{said}");
    for part in
        ["line 6: “quai” is narrower than <https://thesaurus.example/9>", "line 7: “très long", "“slip” is already"]
    {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let again = ends(&zef.house().run(&["tags", "import", name, "--as", "cora"]), 1);
    assert!(again.contains("new 0, changed 0, unchanged 3"), "{again}");
    let cale = tag(&zef, "slip").await;
    assert_eq!(
        (&cale["tag"], &cale["broader"], &cale["text"]),
        (&json!("cale"), &json!(["port"]), &json!("Plan incliné."))
    );
    assert_eq!((&cale["related"], &cale["links"]), (&json!(["quai"]), &json!(["Q751876"])));
    assert_eq!(cale["synonyms"], json!(["slip", "calle"]));
    assert_eq!(tag(&zef, "port").await["labels"], json!({ "fr": "Port", "br": "porzh", "en": "Harbour" }));

    let patch = |body: Value| cora.asks(reqwest::Method::PATCH, "/api/v1/tags/port").json(&body).send();
    assert!(patch(json!({ "context": true })).await.unwrap().status().is_success());
    // A text is in the language that its thesaurus says; one that a curator wrote here has none.
    let text = |body: Value| cora.asks(reqwest::Method::PATCH, "/api/v1/tags/quai").json(&body).send();
    assert!(text(json!({ "text": "Where ships moor." })).await.unwrap().status().is_success());
    let turtle = zef.visitor.reads("/tags.ttl").await.is(200).text();
    assert!(turtle.contains("\"Plan incliné.\"@fr") && turtle.contains("\"Where ships moor.\""), "{turtle}");
    assert!(!turtle.contains("\"Where ships moor.\"@"), "{turtle}");
    // What is published is what is exported, but for the address of the site; taken in, it changes nothing.
    let published = zef.visitor.reads("/tags.ttl").await.is(200);
    assert_eq!(published.header("content-type"), "text/turtle; charset=utf-8");
    assert_eq!(published.text(), zef.visitor.reads("/api/v1/tags.ttl").await.is(200).text());
    let out = folder.path().join("out.ttl");
    let out_name = out.to_str().unwrap().to_owned();
    zef.house().run(&["tags", "export", &out_name]).well();
    let exported = fs::read_to_string(&out).unwrap();
    assert_eq!(exported.matches("skos:Concept").count(), published.text().matches("skos:Concept").count());
    // Another program reads it, and finds nothing that SKOS forbids.
    let python = std::env::var("ZEF_PYTHON").unwrap_or_else(|_unset| "/usr/bin/python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys/skos.py");
    let read = Command::new(python).args([script, &out_name]).output().unwrap();
    assert_eq!(String::from_utf8(read.stdout).unwrap().trim(), "3", "{}", String::from_utf8_lossy(&read.stderr));
    let said = ends(&zef.house().run(&["tags", "import", &out_name, "--as", "cora"]), 0);
    assert!(said.contains("new 0, changed 0, unchanged 3, left out 0"), "{said}\n{exported}");
    // Another library says the same after it.
    let (other, _) = House::new().with_curator();
    other.run(&["tags", "import", &out_name, "--as", "cora"]).well();
    let back = folder.path().join("back.ttl");
    other.run(&["tags", "export", back.to_str().unwrap()]).well();
    assert_eq!(fs::read_to_string(&back).unwrap(), exported);
    zef.ends_well();
}

#[tokio::test]
async fn ten_thousand_terms_are_taken_in_at_once_and_undone() {
    let (zef, cora) = served();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.rdf");
    let mut rdf = "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
                   xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n"
        .to_owned();
    for number in 0..10_000 {
        let broader = match number {
            0 => String::new(),
            n => format!("<skos:broader rdf:resource=\"https://t.example/{}\"/>", (n - 1) / 10),
        };
        writeln!(
            rdf,
            "<skos:Concept rdf:about=\"https://t.example/{number}\"><skos:prefLabel xml:lang=\"fr\">terme {number}</skos:prefLabel>\
             <skos:altLabel xml:lang=\"fr\">autre {number}</skos:altLabel>{broader}</skos:Concept>"
        )
        .unwrap();
    }
    rdf.push_str("</rdf:RDF>\n");
    fs::write(&file, rdf).unwrap();
    let name = file.to_str().unwrap();
    let said = zef.house().run(&["tags", "import", name, "--as", "cora", "--json"]).well().stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["new"], &said["left_out"]), (&json!(10_000), &json!([])));
    let again = zef.house().run(&["tags", "import", name, "--as", "cora", "--json"]).well().stdout;
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!((&again["new"], &again["changed"], &again["unchanged"]), (&json!(0), &json!(0), &json!(10_000)));
    assert_eq!(tag(&zef, "autre%209999").await["broader"], json!(["terme 999"]));
    let first = zef.visitor.reads("/api/v1/tags?prefix=terme&limit=1").await.is(200).json();
    assert_eq!(first["total"], json!(10_000));
    let undo = format!("/api/v1/batches/{}/undo", said["batch"].as_str().unwrap());
    cora.posts(&undo, Value::Null).await.is(200);
    assert_eq!(zef.visitor.reads("/api/v1/tags?prefix=terme").await.is(200).json()["total"], json!(0));
    zef.ends_well();
}

#[tokio::test]
async fn what_cannot_be_read_is_said_with_its_line() {
    let (house, _) = House::new().with_curator();
    let folder = tempfile::tempdir().unwrap();
    for (file, text, line) in [
        ("a.ttl", format!("{SKOS}\n<a> a skos:Concept ;\n  skos:prefLabel \"port .\n"), "line"),
        ("b.rdf", "<?xml version=\"1.0\"?>\n<rdf:RDF>\n<oops\n".to_owned(), "line"),
        ("c.ttl", SKOS.to_owned(), "no concept"),
    ] {
        let path = folder.path().join(file);
        fs::write(&path, text).unwrap();
        let said = ends(&house.run(&["tags", "import", path.to_str().unwrap(), "--as", "cora"]), 1);
        assert!(said.contains(file) && said.contains(line), "{said}");
    }
    let missing = ends(&house.run(&["tags", "import", "/nowhere/x.ttl", "--as", "cora"]), 1);
    assert!(missing.contains("/nowhere/x.ttl"), "{missing}");
}
