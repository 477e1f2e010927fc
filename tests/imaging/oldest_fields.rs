//! The oldest fields, which some programs read before all others: a name that does not fit is whole or not there.

use std::{fs, path::Path};

use serde::Deserialize;
use zef::imaging::embed::{Embedding, KeepPlace};

use super::{
    copied,
    embed::attribution,
    exiftool::{self, text},
    fixture,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    case: String,
    author_name: String,
    title: String,
    by_line: Option<String>,
    credit: Option<String>,
    object_name: Option<String>,
    headline: Option<String>,
}

fn given(author_name: &str, title: &str) -> Embedding {
    Embedding { creator: Some(author_name.to_owned()), title: Some(title.to_owned()), ..attribution() }
}

#[test]
fn a_name_or_a_title_that_does_not_fit_iptc_is_whole_elsewhere() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/iptc.json");
    let examples: Vec<Example> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(examples.len() > 4);
    for example in examples {
        let copy = copied(fixture("dune-display-p3.jpg"), &given(&example.author_name, &example.title), KeepPlace::No);
        let read = exiftool::read(&copy.unwrap());
        let case = &example.case;
        assert_eq!(text(&read, "IPTC:By-line"), example.by_line, "{case}");
        assert_eq!(text(&read, "IPTC:Credit"), example.credit, "{case}");
        assert_eq!(text(&read, "IPTC:ObjectName"), example.object_name, "{case}");
        assert_eq!(text(&read, "IPTC:Headline"), example.headline, "{case}");
        // Where a program looks next, each is whole.
        assert_eq!(text(&read, "IFD0:Artist").as_deref(), Some(example.author_name.as_str()), "{case}");
        assert_eq!(text(&read, "XMP-dc:Title").as_deref(), Some(example.title.as_str()), "{case}");
    }
}

#[test]
fn some_of_the_authors_never_pass_for_all_of_them() {
    let file = exiftool::written(fixture("boats-progressive.jpg"), &["-XMP-dc:Creator=Alice"]);
    let long = "Association des amis du patrimoine de Brest et du Léon";
    let read = exiftool::read(&copied(&file, &given(long, "Le port"), KeepPlace::No).unwrap());
    assert_eq!(text(&read, "IPTC:By-line"), None);
    assert_eq!(text(&read, "IFD0:Artist"), Some(format!("Alice; {long}")));
}

#[test]
fn the_title_takes_the_place_of_the_file_s_headline_and_nothing_else_does() {
    let facts = ["-IPTC:Headline=Un soir", "-XMP-photoshop:Headline=Un soir"];
    let file = exiftool::written(fixture("boats-progressive.jpg"), &facts);
    let read = exiftool::read(&copied(&file, &given("Anne", "Le port"), KeepPlace::No).unwrap());
    assert_eq!(text(&read, "IPTC:Headline").as_deref(), Some("Le port"));
    assert_eq!(text(&read, "XMP-photoshop:Headline"), None, "it would be another title");
    let untitled = Embedding { title: None, ..given("Anne", "") };
    let read = exiftool::read(&copied(&file, &untitled, KeepPlace::No).unwrap());
    assert_eq!(text(&read, "IPTC:Headline").as_deref(), Some("Un soir"));
    assert_eq!(text(&read, "XMP-photoshop:Headline").as_deref(), Some("Un soir"));
}
