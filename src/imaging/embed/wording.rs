//! What a copy will say: the author's own fields kept, Zef's added, each within a length that every format can hold.

use super::{
    super::{
        facts,
        inspect::Said,
        iptc,
        words,
        xmp::{self, Packet},
    },
    Embedding, KeepPlace,
};
use crate::domain::{licence::LicenceId, text::link};

/// A JPEG segment holds 65,533 bytes (ISO/IEC 10918-1, B.1.1.4). These shares of it, counted as XML writes them, leave
/// room for the frame.
const LINE: usize = 2_000;
const BLOCK: usize = 15_000;
const LIST: usize = 8_000;

/// Texts of one property in several languages; the first is for all languages.
pub(super) type Alternatives = Vec<(String, String)>;

/// All that is said in a copy.
#[derive(Debug, Default)]
pub(super) struct Wording {
    pub(super) title: Alternatives,
    pub(super) creators: Vec<String>,
    /// The name Zef was asked to credit.
    pub(super) credit: Option<String>,
    pub(super) creator_url: Option<String>,
    pub(super) description: Alternatives,
    pub(super) keywords: Vec<String>,
    pub(super) rights: Option<String>,
    pub(super) usage_terms: Option<String>,
    pub(super) deed: Option<String>,
    pub(super) page: Option<String>,
    /// False says "in the public domain", absent "unknown" (XMP specification, part 2, 1.3).
    pub(super) marked: Option<bool>,
    /// Other properties of the file's XMP that stay: those of the camera, and of the place where it is kept.
    pub(super) kept_xmp: Vec<(&'static xmp::Kept, Vec<String>)>,
    /// Other datasets of the file's IPTC that stay.
    pub(super) kept_iim: Vec<(u8, String)>,
}

impl Wording {
    pub(super) fn of(embedding: &Embedding, said: &Said, texts: &[(String, String)], place: KeepPlace) -> Self {
        let before = facts::suggest(&said.xmp, &said.iim, &said.exif, texts);
        let credit = line(embedding.creator.as_deref());
        let deed = embedding.licence_deed.as_deref().and_then(link);
        let keeps_place = place == KeepPlace::Yes;
        Self {
            title: alternatives(line(embedding.title.as_deref()), before.title, &said.xmp, "title"),
            creators: credit.iter().flat_map(|credit| creators(said, texts, credit)).collect(),
            creator_url: credit.as_ref().and(embedding.creator_url.as_deref()).and_then(link),
            description: alternatives(block(embedding.description.as_deref()), before.description, &said.xmp, "description"),
            keywords: keywords(before.keywords, &embedding.keywords),
            rights: rights(block(embedding.rights.as_deref()), before.rights, embedding.public_domain),
            usage_terms: deed.as_deref().map(usage_terms),
            page: embedding.photo_page.as_deref().and_then(link),
            marked: deed.is_some().then_some(!embedding.public_domain),
            kept_xmp: kept_xmp(&said.xmp, keeps_place),
            kept_iim: kept_iim(said, keeps_place),
            credit,
            deed,
        }
    }

    /// The title for all languages.
    pub(super) fn title(&self) -> Option<&str> {
        self.title.first().map(|(_, text)| text.as_str())
    }

    /// The description for all languages.
    pub(super) fn description(&self) -> Option<&str> {
        self.description.first().map(|(_, text)| text.as_str())
    }
}

fn line(text: Option<&str>) -> Option<String> {
    text.and_then(words::line).map(|text| cut(&text, LINE))
}

fn block(text: Option<&str>) -> Option<String> {
    text.and_then(words::block).map(|text| cut(&text, BLOCK))
}

/// As much of a text as takes `most` bytes when written as XML.
fn cut(text: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += if matches!(letter, '&' | '<' | '>' | '"') { 6 } else { letter.len_utf8() };
        length <= most
    };
    text.chars().take_while(fits).collect()
}

/// Zef's text alone; or, where it has none, what the file says in each of its languages.
fn alternatives(own: Option<String>, before: Option<String>, packet: &Packet, name: &str) -> Alternatives {
    const FOR_ALL: &str = "x-default";
    if let Some(own) = own {
        return vec![(FOR_ALL.to_owned(), own)];
    }
    let Some(before) = before else { return Vec::new() };
    let mut budget = BLOCK;
    let mut kept = vec![(FOR_ALL.to_owned(), cut(&before, BLOCK))];
    for (language, text) in packet.alternatives(xmp::DC, name) {
        let is_tag = language.len() <= 35 && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let Some(text) = words::block(text).filter(|text| is_tag && language != FOR_ALL && text.len() <= budget / 6) else {
            continue;
        };
        budget -= text.len() * 6;
        kept.push((language.to_owned(), text));
    }
    kept
}

/// Those whom the file names, then the one to credit, each once.
fn creators(said: &Said, texts: &[(String, String)], credit: &str) -> Vec<String> {
    let by_xmp: Vec<&str> = said.xmp.all(xmp::DC, "creator").collect();
    let by_iim: Vec<&str> = said.iim.all(iptc::BYLINE).collect();
    let by_exif: Vec<&str> = said.exif.artist.as_deref().into_iter().flat_map(|artists| artists.split(';')).collect();
    let by_png: Vec<&str> =
        texts.iter().filter(|(keyword, _)| keyword.eq_ignore_ascii_case("Author")).map(|(_, text)| text.as_str()).collect();
    let before = [by_xmp, by_iim, by_exif, by_png].into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    let before: Vec<String> = before.into_iter().filter_map(words::line).collect();
    // The name to credit is never the one left out for want of room.
    once(before.into_iter(), LIST - LINE).into_iter().filter(|name| name != credit).chain([credit.to_owned()]).collect()
}

fn keywords(before: Vec<String>, own: &[String]) -> Vec<String> {
    once(before.into_iter().chain(own.iter().filter_map(|word| words::line(word))), LIST)
}

/// Each text once, as many as fit.
fn once(texts: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut length = 0;
    for text in texts {
        // Each entry of a list is wrapped in about twenty bytes of XML.
        length += 20 + text.chars().map(|letter| if matches!(letter, '&' | '<' | '>' | '"') { 6 } else { letter.len_utf8() }).sum::<usize>();
        if length > most {
            break;
        }
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// The file's own notice of copyright, which licences ask to keep (CC BY 4.0 §3(a)(1)(A)(ii)), then Zef's statement. A
/// notice that says anything about what is allowed would contradict the licence granted, and gives way to it.
fn rights(own: Option<String>, before: Option<String>, public_domain: bool) -> Option<String> {
    let Some(own) = own else { return before.filter(|_| !public_domain) };
    let notice = before.filter(|notice| !public_domain && is_bare_notice(notice) && !own.contains(notice.as_str()));
    Some(match notice {
        Some(notice) => cut(&format!("{}. {own}", notice.trim_end_matches('.')), BLOCK),
        None => own,
    })
}

/// Such as `© 2015 Anne Le Gall`, and nothing about permissions in any of the languages seen in files.
fn is_bare_notice(notice: &str) -> bool {
    const MARKS: [&str; 3] = ["©", "(c)", "copyright"];
    const PERMISSIONS: [&str; 12] = [
        "reserv", "réserv", "licen", "creative", "commons", "cc", "gpl", "http", "www.", "domain", "permi", "autori",
    ];
    let lower = notice.to_lowercase();
    notice.chars().count() <= 200
        && !notice.contains('\n')
        && MARKS.iter().any(|mark| lower.contains(mark))
        && !PERMISSIONS.iter().any(|word| lower.contains(word))
}

/// The licence by its name and its deed, in English as readers of metadata the world over expect.
fn usage_terms(deed: &str) -> String {
    match LicenceId::parse(deed) {
        Ok(licence) if licence.is_public_domain() => format!("Public domain: {} ({deed})", licence.label()),
        Ok(licence) => format!("Licensed under {} ({deed})", licence.label()),
        Err(_other) => format!("Licensed under {deed}"),
    }
}

fn kept_xmp(packet: &Packet, keeps_place: bool) -> Vec<(&'static xmp::Kept, Vec<String>)> {
    let mut budget = LIST;
    let mut kept = Vec::new();
    for property in xmp::KEPT.iter().filter(|property| keeps_place || !property.tells_place) {
        let values: Vec<String> = packet.all(property.space, property.name).filter_map(words::line).take(8).collect();
        // Each property is wrapped in about a hundred bytes of XML.
        let length = 100 + values.iter().map(|value| value.len() * 6).sum::<usize>();
        if !values.is_empty() && length <= budget {
            budget -= length;
            kept.push((property, values));
        }
    }
    kept
}

fn kept_iim(said: &Said, keeps_place: bool) -> Vec<(u8, String)> {
    let datasets = iptc::KEPT.iter().chain(iptc::PLACES.iter().filter(|_| keeps_place));
    datasets.filter_map(|dataset| Some((*dataset, said.iim.first(*dataset).and_then(words::line)?))).collect()
}
