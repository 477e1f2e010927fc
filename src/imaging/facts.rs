//! What metadata says of a photograph: its camera, its instant, its place, and suggestions for its description.

use std::collections::HashSet;

use super::{
    camera::Camera,
    captions,
    exif::Exif,
    iptc::{self, Iim},
    people::People,
    shot, text,
    xmp::{self, Packet},
};
use crate::domain::authorship::Authorship;

/// A statement about rights, and the field it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The field's usual name, such as `cc:license` or `EXIF Copyright`.
    pub field: &'static str,
    /// What it says.
    pub text: String,
}

/// What the file says of itself: proposed to its contributor, never applied silently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// A title.
    pub title: Option<String>,
    /// Who made it; several names are joined by commas.
    pub creator: Option<String>,
    /// A description, several lines.
    pub description: Option<String>,
    /// Keywords, each once, without the names of the people shown.
    pub keywords: Vec<String>,
    /// How many more keywords the file has.
    pub more_keywords: usize,
    /// A statement of rights.
    pub rights: Option<String>,
    /// Every statement about rights found, in the order of their weight, each text once.
    pub licence_texts: Vec<Statement>,
    /// Who made it and who holds rights in it, field by field.
    pub authorship: Authorship,
}

/// How many keywords are proposed at most.
const MOST_KEYWORDS: usize = 100;
/// How many names a field has at most: a group at a wedding, not a telephone book.
const MOST_NAMES: usize = 50;

/// The camera as EXIF tells it, and as XMP does where EXIF is silent.
pub(super) fn camera(xmp: &Packet, exif: &Exif) -> Camera {
    let or = |known: &Option<String>, named: &[(&str, &str)]| {
        let by_xmp = || named.iter().filter_map(|(space, name)| xmp.first(space, name)).find_map(text::line);
        known.clone().or_else(by_xmp)
    };
    let number = |name| xmp.first(xmp::EXIF, name).and_then(shot::number);
    let sensitivity = || {
        let named =
            [(xmp::EXIF, "ISOSpeedRatings"), (xmp::EXIF_EX, "PhotographicSensitivity"), (xmp::EXIF_EX, "ISOSpeed")];
        let numbers = named.into_iter().filter_map(|(space, name)| xmp.first(space, name));
        shot::sensitivity(numbers.filter_map(|number| number.trim().parse().ok()))
    };
    let known = exif.camera.clone();
    Camera {
        make: or(&known.make, &[(xmp::TIFF, "Make")]),
        model: or(&known.model, &[(xmp::TIFF, "Model")]),
        lens: or(&known.lens, &[(xmp::EXIF_EX, "LensModel"), (xmp::AUX, "Lens")]),
        aperture: known.aperture.or_else(|| shot::aperture(number("FNumber")?)),
        exposure: known.exposure.or_else(|| shot::exposure(number("ExposureTime")?)),
        iso: known.iso.or_else(sensitivity),
        focal_length: known.focal_length.or_else(|| shot::focal_length(number("FocalLength")?)),
    }
}

/// Chooses among what XMP, IPTC, EXIF and PNG say, in that order.
pub(super) fn suggest(xmp: &Packet, iim: &Iim, exif: &Exif, texts: &[(String, String)]) -> Suggestions {
    let png = |keyword: &str| {
        texts.iter().find(|(name, _)| name.eq_ignore_ascii_case(keyword)).map(|(_, text)| text.as_str())
    };
    // A text that has lost letters is not proposed; the next field may have them all.
    let is_whole = |text: &String| !text::lacks_letters(text);
    let line = |text: &str| text::line(text).filter(is_whole);
    let first_block = |found: [Option<&str>; 4]| found.into_iter().flatten().find_map(text::block);
    let camera = camera(xmp, exif);
    let is_code = |text: &str| exif.description.as_deref() == Some(text) && captions::is_code(text);
    let is_said = |text: &String| is_whole(text) && !captions::is_of_a_device(text, &camera) && !is_code(text);
    let titles = [xmp.first(xmp::DC, "title"), iim.first(iptc::OBJECT_NAME), exif.title.as_deref(), png("Title")];
    let descriptions = [
        xmp.first(xmp::DC, "description"),
        iim.first(iptc::CAPTION),
        exif.description.as_deref(),
        xmp.first(xmp::TIFF, "ImageDescription"),
        png("Description"),
    ];
    let is_whole_name = |name: &&str| !text::lacks_letters(name);
    let creators = [
        text::names(xmp.all(xmp::DC, "creator").filter(is_whole_name)),
        text::names(iim.all(iptc::BYLINE).filter(is_whole_name)),
        text::names(exif.artist.as_deref().filter(is_whole_name)),
        text::names(xmp.all(xmp::TIFF, "Artist").filter(is_whole_name)),
        text::names(png("Author").filter(is_whole_name)),
    ];
    let (keywords, more_keywords) = keywords(xmp, iim, exif, line);
    Suggestions {
        title: titles.into_iter().flatten().filter_map(text::line).find(is_said),
        creator: creators.into_iter().flatten().next(),
        description: descriptions.into_iter().flatten().filter_map(text::block).find(is_said),
        keywords,
        more_keywords,
        rights: first_block([
            xmp.first(xmp::DC, "rights"),
            iim.first(iptc::COPYRIGHT_NOTICE),
            exif.copyright.as_deref(),
            png("Copyright"),
        ]),
        licence_texts: statements(xmp, iim, exif, png("Copyright")),
        authorship: authorship(xmp, iim, exif, texts),
    }
}

/// The keywords, and how many there are beyond those.
fn keywords(xmp: &Packet, iim: &Iim, exif: &Exif, line: impl Fn(&str) -> Option<String>) -> (Vec<String>, usize) {
    let by_exif = exif.keywords.iter().flat_map(|words| words.split([';', ',']));
    let people = People::named(&xmp.people);
    let mut kept: Vec<String> = Vec::new();
    let mut more = HashSet::new();
    for keyword in xmp.all(xmp::DC, "subject").chain(iim.all(iptc::KEYWORDS)).chain(by_exif).filter_map(line) {
        if kept.contains(&keyword) || people.are_named_in(&keyword) {
            continue;
        }
        if kept.len() < MOST_KEYWORDS {
            kept.push(keyword);
        } else {
            more.insert(keyword);
        }
    }
    (kept, more.len())
}

/// Names and notices as each field has them.
fn authorship(xmp: &Packet, iim: &Iim, exif: &Exif, texts: &[(String, String)]) -> Authorship {
    fn lines<'a>(found: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for line in found.filter_map(|name| text::names([name])).take(MOST_NAMES) {
            if !kept.contains(&line) {
                kept.push(line);
            }
        }
        kept
    }
    let png = |keyword: &'static str| {
        texts.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(keyword)).map(|(_, text)| text.as_str())
    };
    let fields = [
        lines(xmp.all(xmp::DC, "creator")),
        lines(xmp.all(xmp::TIFF, "Artist")),
        lines(iim.all(iptc::BYLINE)),
        // Several names are apart by semicolons (Metadata Working Group, 5.6).
        lines(exif.artist.as_deref().into_iter().flat_map(|artists| artists.split(';'))),
        lines(png("Author")),
    ];
    let mut creators: Vec<Vec<String>> = Vec::new();
    for field in fields {
        if !field.is_empty() && !creators.contains(&field) {
            creators.push(field);
        }
    }
    Authorship {
        creators,
        credits: lines(xmp.first(xmp::PHOTOSHOP, "Credit").into_iter().chain(iim.first(iptc::CREDIT))),
        owners: lines(xmp.all(xmp::RIGHTS, "Owner").chain(xmp.all(xmp::PLUS, "CopyrightOwnerName"))),
        licensors: lines(xmp.all(xmp::PLUS, "LicensorName")),
        notices: [
            xmp.first(xmp::DC, "rights"),
            xmp.first(xmp::TIFF, "Copyright"),
            iim.first(iptc::COPYRIGHT_NOTICE),
            exif.copyright.as_deref(),
        ]
        .into_iter()
        .flatten()
        .chain(png("Copyright"))
        .filter_map(text::block)
        .collect(),
    }
}

fn statements(xmp: &Packet, iim: &Iim, exif: &Exif, png: Option<&str>) -> Vec<Statement> {
    let found = [
        ("cc:license", xmp.first(xmp::CC, "license").or_else(|| xmp.first(xmp::OLD_CC, "license"))),
        ("xmpRights:WebStatement", xmp.first(xmp::RIGHTS, "WebStatement")),
        ("xmpRights:UsageTerms", xmp.first(xmp::RIGHTS, "UsageTerms")),
        ("dc:rights", xmp.first(xmp::DC, "rights")),
        ("tiff:Copyright", xmp.first(xmp::TIFF, "Copyright")),
        ("IPTC CopyrightNotice", iim.first(iptc::COPYRIGHT_NOTICE)),
        ("EXIF Copyright", exif.copyright.as_deref()),
        ("PNG Copyright", png),
    ];
    let mut kept: Vec<Statement> = Vec::new();
    for (field, text) in found {
        let Some(text) = text.and_then(text::block) else { continue };
        if kept.iter().all(|statement| statement.text != text) {
            kept.push(Statement { field, text });
        }
    }
    kept
}
