//! Every encoder of attributions, in every language: whatever the record says, no panic, no control character, JSON that
//! reads and cannot leave its script element, a short form that is short.
#![no_main]

use libfuzzer_sys::{arbitrary, arbitrary::Arbitrary, fuzz_target};
use zef::domain::{
    attribution::{Attribution, Format, Mention, block, snippet},
    language::Language,
    licence,
};

/// A record made of anything.
#[derive(Arbitrary, Debug)]
struct Record {
    title: Option<String>,
    author_name: Option<String>,
    author_url: Option<String>,
    author_withheld: bool,
    source: Option<String>,
    image_url: Option<String>,
    size: Option<(u32, u32)>,
    year: Option<String>,
    date: Option<String>,
    description: Option<String>,
    copyright_notice: Option<String>,
    licence: u16,
    modifications: Vec<String>,
    modified_by: Option<String>,
    uploader_is_author: bool,
}

impl Record {
    fn attribution(self) -> Attribution {
        let all = licence::all();
        Attribution {
            title: self.title,
            author_name: self.author_name,
            author_url: self.author_url,
            author_withheld: self.author_withheld,
            // Left to chance, few texts would ever begin as an address does.
            source_url: self.source.map(|rest| format!("https://zef.example/{rest}")),
            image_url: self.image_url,
            width: self.size.map(|(width, _)| width),
            height: self.size.map(|(_, height)| height),
            year: self.year,
            date: self.date,
            description: self.description,
            copyright_notice: self.copyright_notice,
            // One number more than there are licences stands for none.
            licence: all.get(usize::from(self.licence) % (all.len() + 1)).and_then(|licence| licence.id.parse().ok()),
            modifications: self.modifications,
            modified_by: self.modified_by,
            uploader_is_author: self.uploader_is_author,
        }
    }
}

fuzz_target!(|record: Record| {
    let record = record.attribution();
    for language in Language::ALL {
        for format in Format::ALL {
            let snippet = snippet(&record, format, language);
            assert!(!snippet.contains(|c: char| c.is_control() && c != '\n'), "{format}: {snippet:?}");
            match format {
                Format::Jsonld | Format::Iiif | Format::Oembed => {
                    assert!(!snippet.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{format}: {snippet:?}");
                    serde_json::from_str::<serde_json::Value>(&snippet).expect("JSON");
                }
                Format::Short => assert!(snippet.chars().count() <= 280, "{snippet:?}"),
                Format::Text | Format::Html | Format::Markdown | Format::Wikitext => {
                    assert!(!snippet.contains('\n'), "{format}: {snippet:?}");
                }
                _ => {}
            }
        }
        let _both = Mention::of(&record, language).rich();
    }
    let _block = block(&[record.clone(), record], Format::Markdown, Language::French);
});
