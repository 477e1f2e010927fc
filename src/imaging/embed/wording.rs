//! The metadata of a copy: the author's own fields are kept and Zef's added, each within a length that every format can
//! hold.

use super::{
    super::{
        facts,
        metadata::Metadata,
        text,
        xmp::{self, Packet},
    },
    Embedding, KeepPlace,
    retained::{self, RetainedProperty},
    weight::{letter_weight, weight},
};
use crate::domain::{
    authorship::{Authorship, ORIGINAL_NOTICE},
    licence::LicenceId,
    text::link,
};

/// A JPEG segment holds 65,533 bytes (ISO/IEC 10918-1, B.1.1.4), and the XMP packet must fit one. Each kind of text has
/// its share, counted as XML; the rest is for the markup.
const DESCRIPTION: usize = 11_000;
/// Of rights. The longest title, name and addresses that Zef keeps make about 2,200.
const RIGHTS: usize = 2_600;
const TRANSLATIONS: usize = 4_000;
const CREATORS: usize = 5_000;
/// Of rights, for the file's own notice and its introduction.
const NOTICE: usize = 400;
const MARK: usize = 30;
/// The credit line, and each list of rights holders or licensors.
const CREDIT: usize = 600;
const PARTIES: usize = 1_000;
const KEYWORDS: usize = 7_000;
/// Addresses cannot be truncated: longer ones are left out. Each is written three times at most.
const ADDRESS: usize = 2_200;
/// The tags around each entry of a list.
const ENTRY: usize = 70;

/// The language of a text that is for all languages (XMP specification, part 1, 8.2.2.4).
const FOR_ALL: &str = "x-default";

/// Texts of one property in several languages; the first is for all languages.
pub(super) type Alternatives = Vec<(String, String)>;

/// All the metadata of a copy.
#[derive(Debug, Default)]
pub(super) struct Wording {
    pub(super) title: Alternatives,
    /// The title that Zef was given, which takes the place of the file's own headline.
    pub(super) headline: Option<String>,
    pub(super) creators: Vec<String>,
    /// The name Zef was asked to credit.
    pub(super) credit: Option<String>,
    /// That name after the file's own line of credit.
    pub(super) credit_line: Option<String>,
    /// Those whom the file names as holders of the rights.
    pub(super) owners: Vec<String>,
    /// Those whom the file names for permissions.
    pub(super) licensors: Vec<String>,
    /// The file's own notice of copyright, without permissions.
    pub(super) notice: Option<String>,
    pub(super) creator_url: Option<String>,
    pub(super) description: Alternatives,
    pub(super) keywords: Vec<String>,
    /// The statement of rights, in one language: darktable and other programs built on exiv2 write all the alternatives
    /// of a text one after the other, marks of languages included, into what they export.
    pub(super) rights: Option<String>,
    /// The licence, for the same reason in one language.
    pub(super) usage_terms: Option<String>,
    pub(super) deed: Option<String>,
    pub(super) page: Option<String>,
    /// False says "in the public domain", absent "unknown" (XMP specification, part 2, 1.3).
    pub(super) marked: Option<bool>,
    /// Other properties of the file's XMP that stay: those of the camera, and of the place where it is kept.
    pub(super) kept_xmp: Vec<(&'static RetainedProperty, Vec<String>)>,
    /// Other datasets of the file's IPTC that stay.
    pub(super) kept_iim: Vec<(u8, String)>,
}

impl Wording {
    pub(super) fn of(embedding: &Embedding, said: &Metadata, texts: &[(String, String)], place: KeepPlace) -> Self {
        let before = facts::suggest(&said.xmp, &said.iim, &said.exif, texts);
        let title = embedding.title.as_deref().and_then(text::line);
        let description = embedding.description.as_deref().and_then(text::block);
        let credit = text::names(embedding.creator.as_deref());
        // An author who is not named is in none of these fields, nor in texts of the file that nobody reviewed.
        let (said_before, own_title, own_description) = match &credit {
            Some(_) => (before.authorship.and(&embedding.before), before.title, before.description),
            None => (Authorship::default(), None, None),
        };
        let notice = said_before.notice().map(|notice| notice_in(&notice, embedding.public_domain));
        let deed = address(embedding.licence_deed.as_deref());
        let drops_headline = title.is_some() || credit.is_none();
        Self {
            headline: title.clone(),
            title: alternatives(title, own_title, &said.xmp, "title"),
            creators: credit
                .as_deref()
                .map(|credit| creators(&said_before, credit, embedding.creator_alone))
                .unwrap_or_default(),
            credit_line: credit.as_ref().map(|credit| {
                Some(said_before.credit_line(credit)).filter(|line| weight(line) <= CREDIT).unwrap_or(credit.clone())
            }),
            owners: once(said_before.owners.into_iter(), PARTIES),
            licensors: once(said_before.licensors.into_iter(), PARTIES),
            creator_url: credit.as_ref().and_then(|_named| address(embedding.creator_url.as_deref())),
            description: alternatives(description, own_description, &said.xmp, "description"),
            keywords: once(embedding.keywords.iter().filter_map(|word| text::line(word)), KEYWORDS),
            rights: rights(embedding.rights.as_deref(), notice.as_deref(), embedding.public_domain),
            usage_terms: deed.as_deref().map(usage_terms),
            page: address(embedding.photo_page.as_deref()),
            marked: deed.is_some().then_some(!embedding.public_domain),
            kept_xmp: retained::in_xmp(&said.xmp, place, drops_headline),
            kept_iim: retained::in_iim(said, place, drops_headline),
            notice,
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

    /// The statement of rights.
    pub(super) fn rights(&self) -> Option<&str> {
        self.rights.as_deref()
    }

    /// The licence.
    pub(super) fn usage_terms(&self) -> Option<&str> {
        self.usage_terms.as_deref()
    }
}

/// An address that may be a link, if it is short enough to be written.
fn address(text: Option<&str>) -> Option<String> {
    link(text?).filter(|address| weight(address) <= ADDRESS)
}

/// As much of a text as fits in `most` bytes.
fn cut(text: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter_weight(*letter);
        length <= most
    };
    text.chars().take_while(fits).collect()
}

/// Zef's text; where there is none, the file's text in each of its languages.
fn alternatives(own: Option<String>, before: Option<String>, packet: &Packet, name: &str) -> Alternatives {
    let has_own = own.is_some();
    let Some(text) = own.or(before) else { return Vec::new() };
    let mut kept = vec![(FOR_ALL.to_owned(), cut(&text, DESCRIPTION))];
    let mut left = if has_own { 0 } else { TRANSLATIONS };
    for (language, text) in packet.alternatives(xmp::DC, name).filter(|(language, _)| *language != FOR_ALL) {
        // RFC 5646, 4.4.1: 35 letters suffice for a language.
        let is_tag = language.len() <= 35 && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let Some(text) = text::block(text).filter(|_| is_tag) else { continue };
        if let Some(less) = left.checked_sub(ENTRY + weight(&text)) {
            left = less;
            kept.push((language.to_owned(), text));
        }
    }
    kept
}

/// The creators that the file names, then the one to credit, each once.
fn creators(before: &Authorship, credit: &str, is_own: bool) -> Vec<String> {
    let others = before.creators_beside(credit, is_own).into_iter();
    // The name to credit is never left out when space is short.
    once(others, CREATORS - ENTRY - weight(credit)).into_iter().chain([credit.to_owned()]).collect()
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

/// In the public domain, nobody holds rights: the © sign of a quoted notice is spelt out.
fn notice_in(notice: &str, public_domain: bool) -> String {
    cut(&if public_domain { notice.replace('©', "(c)") } else { notice.to_owned() }, NOTICE)
}

/// The file's own notice of copyright, which licences ask to keep (CC BY 4.0 §3(a)(1)(A)(ii)), then Zef's statement; in
/// the public domain, the statement first, then what the notice was.
fn rights(own: Option<&str>, notice: Option<&str>, public_domain: bool) -> Option<String> {
    let Some(own) = own.and_then(text::block) else { return notice.map(str::to_owned) };
    let Some(notice) = notice.filter(|notice| !own.contains(notice)) else { return Some(cut(&own, RIGHTS)) };
    let own = cut(&own, RIGHTS - weight(notice) - MARK);
    Some(if public_domain {
        format!("{}. {}{notice}", own.trim_end_matches('.'), ORIGINAL_NOTICE.first().unwrap_or(&""))
    } else {
        format!("{notice}. {own}")
    })
}

/// The licence by its name and its deed, in English as readers of metadata the world over expect. A licence that Zef
/// does not know is named by its address alone.
fn usage_terms(deed: &str) -> String {
    let Ok(licence) = LicenceId::parse(deed) else { return format!("Licensed under {deed}") };
    // The licence's own address is short, which one with a query need not be.
    let announced = if licence.is_public_domain() { "Public domain:" } else { "Licensed under" };
    format!("{announced} {} ({})", licence.label(), licence.deed())
}
