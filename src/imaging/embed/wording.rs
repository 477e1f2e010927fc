//! What a copy will say: the author's own fields kept, Zef's added, each within a length that every format can hold.

use super::{
    super::{
        facts,
        inspect::Said,
        iptc, words,
        xmp::{self, Packet},
    },
    Embedding, KeepPlace,
    kept::{self, Kept},
};
use crate::domain::{language::Language, licence::LicenceId, text::link};

/// A JPEG segment holds 65,533 bytes (ISO/IEC 10918-1, B.1.1.4), and the XMP packet must fit one. Each kind of text has
/// its share, counted as XML writes it; what remains is for the frame.
const DESCRIPTION: usize = 11_000;
/// Of rights, for each of three texts: for all languages, in English, in French. The longest title, name and addresses
/// that Zef keeps make about 2,200.
const RIGHTS: usize = 2_600;
const TRANSLATIONS: usize = 4_000;
const CREATORS: usize = 5_000;
const KEYWORDS: usize = 7_000;
/// Addresses cannot be cut: longer ones are left out. Each is written three times at most.
const ADDRESS: usize = 2_200;
/// The tags around each entry of a list.
const ENTRY: usize = 70;

/// The language of a text that is for all languages (XMP specification, part 1, 8.2.2.4).
const FOR_ALL: &str = "x-default";

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
    pub(super) rights: Alternatives,
    pub(super) usage_terms: Alternatives,
    pub(super) deed: Option<String>,
    pub(super) page: Option<String>,
    /// False says "in the public domain", absent "unknown" (XMP specification, part 2, 1.3).
    pub(super) marked: Option<bool>,
    /// Other properties of the file's XMP that stay: those of the camera, and of the place where it is kept.
    pub(super) kept_xmp: Vec<(&'static Kept, Vec<String>)>,
    /// Other datasets of the file's IPTC that stay.
    pub(super) kept_iim: Vec<(u8, String)>,
}

impl Wording {
    pub(super) fn of(embedding: &Embedding, said: &Said, texts: &[(String, String)], place: KeepPlace) -> Self {
        let before = facts::suggest(&said.xmp, &said.iim, &said.exif, texts);
        let title = embedding.title.as_deref().and_then(words::line);
        let description = embedding.description.as_deref().and_then(words::block);
        let credit = embedding.creator.as_deref().and_then(words::line);
        let keeps_notice = credit.is_some() && !embedding.public_domain;
        let deed = address(embedding.licence_deed.as_deref());
        let keeps_place = place == KeepPlace::Yes;
        Self {
            title: alternatives(title, before.title, &said.xmp, "title"),
            creators: match &credit {
                Some(credit) if embedding.creator_alone => vec![credit.clone()],
                Some(credit) => creators(said, texts, credit),
                None => Vec::new(),
            },
            creator_url: credit.as_ref().and_then(|_named| address(embedding.creator_url.as_deref())),
            description: alternatives(description, before.description, &said.xmp, "description"),
            keywords: keywords(before.keywords, &embedding.keywords),
            rights: rights(&embedding.rights, before.rights.filter(|_| keeps_notice)),
            usage_terms: deed.as_deref().map(usage_terms).unwrap_or_default(),
            page: address(embedding.photo_page.as_deref()),
            marked: deed.is_some().then_some(!embedding.public_domain),
            kept_xmp: kept::in_xmp(&said.xmp, keeps_place),
            kept_iim: kept::in_iim(said, keeps_place),
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

    /// The statement of rights for all languages.
    pub(super) fn rights(&self) -> Option<&str> {
        self.rights.first().map(|(_, text)| text.as_str())
    }

    /// The licence for all languages.
    pub(super) fn usage_terms(&self) -> Option<&str> {
        self.usage_terms.first().map(|(_, text)| text.as_str())
    }
}

/// The text for all languages, then each in its own (XMP specification, part 1, 8.2.2.4).
fn in_languages(texts: Vec<(Language, String)>) -> Alternatives {
    let for_all = texts.first().map(|(_, text)| (FOR_ALL.to_owned(), text.clone()));
    for_all.into_iter().chain(texts.into_iter().map(|(language, text)| (language.code().to_owned(), text))).collect()
}

/// An address that may be a link, if it is short enough to be written.
fn address(text: Option<&str>) -> Option<String> {
    link(text?).filter(|address| weight(address) <= ADDRESS)
}

/// How many bytes a text takes as XML.
fn weight(text: &str) -> usize {
    text.chars().map(letter_weight).sum()
}

fn letter_weight(letter: char) -> usize {
    if matches!(letter, '&' | '<' | '>' | '"') { 6 } else { letter.len_utf8() }
}

/// As much of a text as takes `most` bytes.
fn cut(text: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter_weight(*letter);
        length <= most
    };
    text.chars().take_while(fits).collect()
}

/// Zef's text alone; or, where it has none, what the file says in each of its languages.
fn alternatives(own: Option<String>, before: Option<String>, packet: &Packet, name: &str) -> Alternatives {
    let has_own = own.is_some();
    let Some(text) = own.or(before) else { return Vec::new() };
    let mut kept = vec![(FOR_ALL.to_owned(), cut(&text, DESCRIPTION))];
    let mut left = if has_own { 0 } else { TRANSLATIONS };
    for (language, text) in packet.alternatives(xmp::DC, name).filter(|(language, _)| *language != FOR_ALL) {
        // RFC 5646, 4.4.1: 35 letters suffice for a language.
        let is_tag = language.len() <= 35 && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let Some(text) = words::block(text).filter(|_| is_tag) else { continue };
        if let Some(less) = left.checked_sub(ENTRY + weight(&text)) {
            left = less;
            kept.push((language.to_owned(), text));
        }
    }
    kept
}

/// Those whom the file names, then the one to credit, each once.
fn creators(said: &Said, texts: &[(String, String)], credit: &str) -> Vec<String> {
    let by_xmp: Vec<&str> = said.xmp.all(xmp::DC, "creator").collect();
    let by_iim: Vec<&str> = said.iim.all(iptc::BYLINE).collect();
    let by_exif: Vec<&str> = said.exif.artist.as_deref().into_iter().flat_map(|artists| artists.split(';')).collect();
    let is_author = |(keyword, _): &&(String, String)| keyword.eq_ignore_ascii_case("Author");
    let by_png: Vec<&str> = texts.iter().filter(is_author).map(|(_, text)| text.as_str()).collect();
    let before = [by_xmp, by_iim, by_exif, by_png].into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    let others = before.into_iter().filter_map(words::line).filter(|name| name != credit);
    // The name to credit is never the one left out for want of room.
    once(others, CREATORS - ENTRY - weight(credit)).into_iter().chain([credit.to_owned()]).collect()
}

fn keywords(before: Vec<String>, own: &[String]) -> Vec<String> {
    once(before.into_iter().chain(own.iter().filter_map(|word| words::line(word))), KEYWORDS)
}

/// Each text once, as many as fit.
fn once(texts: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut left = most;
    for text in texts {
        let Some(less) = left.checked_sub(ENTRY + weight(&text)) else { break };
        if !kept.contains(&text) {
            left = less;
            kept.push(text);
        }
    }
    kept
}

/// The file's own notice of copyright, which licences ask to keep (CC BY 4.0 §3(a)(1)(A)(ii)), then Zef's statement. A
/// notice that says anything about what is allowed would contradict the licence granted, and gives way to it.
fn rights(own: &[(Language, String)], before: Option<String>) -> Alternatives {
    let own: Vec<_> = own.iter().filter_map(|(language, text)| Some((*language, words::block(text)?))).collect();
    let Some((_, for_all)) = own.first() else {
        // Alone, it has the room of all three.
        return before.map(|before| (FOR_ALL.to_owned(), cut(&before, 3 * RIGHTS))).into_iter().collect();
    };
    let before = before.unwrap_or_default();
    // A file that was taken from Zef already ends with the statement.
    let notice = before.strip_suffix(for_all.as_str()).unwrap_or(&before).trim_end_matches(['.', ' ']);
    let keeps_notice = is_bare_notice(notice) && !for_all.contains(notice);
    let whole = |text: String| cut(&if keeps_notice { format!("{notice}. {text}") } else { text }, RIGHTS);
    in_languages(own.iter().map(|(language, text)| (*language, whole(text.clone()))).collect())
}

/// Such as `© 2015 Anne Le Gall`, and nothing about permissions in any of the languages seen in files.
fn is_bare_notice(notice: &str) -> bool {
    const MARKS: [&str; 3] = ["©", "(c)", "copyright"];
    const PERMISSIONS: [&str; 13] = [
        "reserv", "réserv", "licen", "creative", "commons", "cc-", "cc ", "cc0", "gpl", "http", "domain", "permi",
        "autori",
    ];
    let lower = notice.to_lowercase();
    notice.chars().count() <= 200
        && !notice.contains('\n')
        && MARKS.iter().any(|mark| lower.contains(mark))
        && !PERMISSIONS.iter().any(|word| lower.contains(word))
}

/// The licence by its name and its deed, in English as readers of metadata the world over expect, and in French. What is
/// no licence that Zef knows is named by its address alone.
fn usage_terms(deed: &str) -> Alternatives {
    let Ok(licence) = LicenceId::parse(deed) else {
        return vec![(FOR_ALL.to_owned(), format!("Licensed under {deed}"))];
    };
    // The licence's own address is short, which one with a query need not be.
    let (label, deed) = (licence.label(), licence.deed());
    let (english, french) = if licence.is_public_domain() {
        (format!("Public domain: {label} ({deed})"), format!("Domaine public\u{a0}: {label} ({deed})"))
    } else {
        (format!("Licensed under {label} ({deed})"), format!("Sous licence {label} ({deed})"))
    };
    in_languages(vec![(Language::English, english), (Language::French, french)])
}
