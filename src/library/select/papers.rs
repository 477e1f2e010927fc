//! The documents of a package: what people need to publish its photographs lawfully, readable without Zef.
//!
//! - `ATTRIBUTIONS.txt`: one block to paste for all, then one attribution a file;
//! - `ATTRIBUTIONS.html`: each picture with its attribution under it, in `RDFa`;
//! - `ATTRIBUTIONS.csv`: one line a file, for spreadsheets (RFC 4180);
//! - `LICENCES.txt`: each licence, the address of its deed, and its files;
//! - `MISSING.txt`, if some photo could not be put in: their ids, each with the reason and the address of its page;
//! - `CHECKSUMS.txt`: SHA-256 of all of them, as `sha256sum -c` reads it.

use std::collections::BTreeMap;

use crate::domain::{
    attribution::{Attribution, Format, block, snippet, written_in},
    csv::{BOM, Cell, add_line},
    hash,
    language::Language,
    licence::LicenceId,
    text::uri,
};

/// What the documents say of a file in the package.
pub(super) struct Packed {
    /// Its name in the package: it ends with the photo's id, so that no two are the same.
    pub(super) name: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// A description of the picture: its text alternative, or else its title.
    pub(super) alt: Option<String>,
    /// Its attribution.
    pub(super) attribution: Attribution,
    /// Its checksum.
    pub(super) sha256: hash::Sha256,
}

/// The document with the checksums of all the others.
pub(super) const CHECKSUMS: &str = "CHECKSUMS.txt";

/// The documents except the checksums: their names and texts.
pub(super) fn papers(packed: &[Packed], left_out: &[String], language: Language) -> Vec<(&'static str, String)> {
    let mut papers = vec![
        ("ATTRIBUTIONS.txt", text(packed, language)),
        ("ATTRIBUTIONS.html", html(packed, language)),
        ("ATTRIBUTIONS.csv", csv(packed, language)),
        ("LICENCES.txt", licences(packed)),
    ];
    if !left_out.is_empty() {
        papers.push(("MISSING.txt", left_out.iter().map(|line| line.clone() + "\n").collect()));
    }
    papers
}

/// One line for each file: its SHA-256, two spaces, its name.
pub(super) fn checksums(packed: &[Packed], papers: &[(&str, String)]) -> String {
    use sha2::Digest as _;
    let sum = |text: &str| hash::Sha256::from_bytes(sha2::Sha256::digest(text.as_bytes()).into());
    let files = packed.iter().map(|file| (file.name.as_str(), file.sha256));
    let papers = papers.iter().map(|(name, text)| (*name, sum(text)));
    files.chain(papers).map(|(name, sum)| sum.to_string() + "  " + name + "\n").collect()
}

fn text(packed: &[Packed], language: Language) -> String {
    let records: Vec<_> = packed.iter().map(|file| file.attribution.clone()).collect();
    let each =
        packed.iter().map(|file| format!("\n{}\n{}\n", file.name, snippet(&file.attribution, Format::Text, language)));
    format!(
        "{}\n\n----------------------------------------\n{}",
        block(&records, Format::Text, language),
        each.collect::<String>()
    )
}

fn html(packed: &[Packed], language: Language) -> String {
    let figures = packed.iter().map(|file| {
        // A name is made of letters, digits, hyphens and dots: it needs no escape.
        let name = &file.name;
        let mention = snippet(&file.attribution, Format::Html, language);
        // Browsers show no TIFF: its name leads to it, as it does where nothing says what a picture shows.
        let shown = if file.media_type == "image/tiff" {
            name.clone()
        } else {
            let alt = escaped(file.alt.as_deref().unwrap_or(name));
            format!("<img src=\"{name}\" alt=\"{alt}\" width=\"320\" loading=\"lazy\">")
        };
        format!("<figure>\n<a href=\"{name}\">{shown}</a>\n<figcaption>{mention}</figcaption>\n</figure>\n")
    });
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Attributions</title>\n{figures}</html>\n",
        code = written_in(language),
        figures = figures.collect::<String>(),
    )
}

/// As the value of an attribute (HTML §13.1.2.3).
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

fn csv(packed: &[Packed], language: Language) -> String {
    let header = ["file", "title", "author", "author_url", "license", "license_url", "source", "attribution", "sha256"];
    let mut table = BOM.to_owned();
    add_line(&mut table, header.map(|name| Cell::Text(name.to_owned())));
    for file in packed {
        let record = &file.attribution;
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            file.name.clone(),
            said(&record.title),
            said(&record.author_name),
            record.author_url.as_deref().and_then(uri).unwrap_or_default(),
            record.licence.map(LicenceId::label).unwrap_or_default().to_owned(),
            record.licence.map(LicenceId::deed).unwrap_or_default().to_owned(),
            said(&record.source_url),
            snippet(record, Format::Text, language),
            file.sha256.to_string(),
        ];
        add_line(&mut table, cells.map(Cell::Text));
    }
    table
}

fn licences(packed: &[Packed]) -> String {
    let mut by_licence: BTreeMap<LicenceId, Vec<&str>> = BTreeMap::new();
    for file in packed {
        if let Some(licence) = file.attribution.licence {
            by_licence.entry(licence).or_default().push(&file.name);
        }
    }
    let told = by_licence.into_iter().map(|(licence, files)| {
        let files: String = files.into_iter().flat_map(|file| ["  ", file, "\n"]).collect();
        format!("{}\n{}\n{files}", licence.label(), licence.deed())
    });
    told.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attribution::Attribution;

    fn packed(name: &str, title: &str, licence: &str) -> Packed {
        let attribution = Attribution {
            title: Some(title.to_owned()),
            author_name: Some("Anne Le Gall".to_owned()),
            source_url: Some(format!("https://zef.example/photos/{name}")),
            licence: LicenceId::parse(licence).ok(),
            ..Attribution::default()
        };
        Packed {
            name: format!("{name}.jpg"),
            media_type: "image/jpeg",
            alt: Some(title.to_owned()),
            attribution,
            sha256: hash::Sha256::from_bytes([0xab; 32]),
        }
    }

    #[test]
    fn each_licence_is_told_once_with_its_files() {
        let files = [packed("a", "Un", "cc-by-4.0"), packed("b", "Deux", "cc0-1.0"), packed("c", "Trois", "cc-by-4.0")];
        assert_eq!(
            licences(&files),
            "CC BY 4.0\nhttps://creativecommons.org/licenses/by/4.0/\n  a.jpg\n  c.jpg\n\nCC0 1.0\nhttps://creativecommons.org/publicdomain/zero/1.0/\n  b.jpg\n"
        );
    }

    #[test]
    fn one_block_stands_before_the_attribution_of_each_file() {
        let files = [packed("a", "Un", "cc-by-4.0"), packed("b", "Deux", "cc-by-4.0")];
        let written = text(&files, Language::French);
        let (together, each) = written.split_once("\n\n---").unwrap_or_default();
        assert_eq!(together.lines().count(), 1, "{together}");
        assert!(each.contains("\na.jpg\n« Un », par Anne Le Gall") && each.contains("\nb.jpg\n« Deux »"), "{each}");
    }

    #[test]
    fn what_is_missing_is_listed_only_when_something_is() {
        let names = |left_out: &[String]| {
            papers(&[], left_out, Language::French).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(names(&[]), ["ATTRIBUTIONS.txt", "ATTRIBUTIONS.html", "ATTRIBUTIONS.csv", "LICENCES.txt"]);
        assert_eq!(names(&["23456789".to_owned()]).last(), Some(&"MISSING.txt"));
    }

    #[test]
    fn a_hostile_title_stays_words_in_the_page() {
        let page = html(&[packed("a", "\"><script>alert(1)</script>", "cc-by-4.0")], Language::English);
        assert!(page.contains("alt=\"&quot;&gt;&lt;script&gt;") && !page.contains("<script"), "{page}");
    }
}
