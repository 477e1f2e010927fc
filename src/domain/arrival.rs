//! How a file arrived: its name on the contributor's computer, and its place among the files uploaded with it. Only the
//! contributor reads this, and only until the photo is public.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::text;

/// The most characters of a file's name that are kept: file systems stop at 255 bytes.
const LONGEST: usize = 255;
/// The fewest letters of a word of a title: shorter ones are remains of numbers and codes.
const WORD: usize = 3;

/// Words that cameras, telephones and programs write, folded.
const BY_MACHINES: &[&str] = &[
    "bild",
    "burst",
    "capture",
    "cimg",
    "copie",
    "copy",
    "cover",
    "dcim",
    "dcp",
    "dji",
    "download",
    "dsc",
    "dscf",
    "dscn",
    "dsci",
    "edited",
    "ecran",
    "export",
    "fichier",
    "file",
    "foto",
    "fullsizerender",
    "gopr",
    "hdr",
    "hpim",
    "image",
    "imag",
    "images",
    "img",
    "imgp",
    "imported",
    "jpeg",
    "jpg",
    "mvimg",
    "nouveau",
    "original",
    "pano",
    "photo",
    "photos",
    "pict",
    "picture",
    "portrait",
    "pxl",
    "received",
    "sam",
    "sans",
    "scan",
    "screenshot",
    "sdc",
    "signal",
    "snapchat",
    "telechargement",
    "titre",
    "unnamed",
    "untitled",
    "whatsapp",
];

/// Words of names that a program made whole.
const ENTIRELY_BY_MACHINES: &[&str] = &["whatsapp", "screenshot", "snapchat", "received", "fullsizerender"];

/// How a file arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The name of the file on the contributor's computer. It may name a person in the photo, so it is never public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// When the page on which it was chosen was opened: the same for all files chosen there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Timestamp>,
    /// Its place among those files, from 0.
    #[serde(default)]
    pub place: u32,
}

impl Arrival {
    /// A file with this name, as the client sent it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        // Some clients send the whole path.
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = text::clean_line(last).chars().take(LONGEST).collect();
        Self { file_name: Some(name).filter(|name| !name.is_empty()), ..Self::default() }
    }

    /// The same file, at this place among those that were chosen on one page.
    #[must_use]
    pub fn at(self, batch: Timestamp, place: u32) -> Self {
        Self { batch: Some(batch), place, ..self }
    }

    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// The sort key that puts files in the order in which they were chosen; `received` is used where the page is
    /// unknown.
    #[must_use]
    pub fn order(&self, received: Timestamp) -> (Timestamp, u32, Timestamp) {
        (self.batch.unwrap_or(received), self.place, received)
    }

    /// The title that the file's name suggests: its words, or nothing for a camera's name such as `DSC_0412.jpg`.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let name = self.file_name.as_deref()?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _extension)| stem).replace("%20", " ");
        let stem = without_copy(&stem);
        let is_code =
            !stem.contains(' ') && stem.len() >= 16 && stem.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        if is_code {
            return None;
        }
        // Underscores stand for spaces, and so do hyphens in a name without capitals and spaces: `Plougastel-Daoulas` keeps its own.
        let mut spaced = stem.replace(['_', '+'], " ");
        if !stem.contains(' ') && !stem.chars().any(char::is_uppercase) {
            spaced = spaced.replace('-', " ");
        }
        let spaced = text::clean_line(&spaced);
        let words: Vec<&str> = spaced.split(' ').collect();
        let words = words.get(by_machine(&words)..).unwrap_or_default();
        let after: Vec<&str> = words.iter().rev().copied().collect();
        let words = words.get(..words.len() - trailing(&after)).unwrap_or_default();
        if !words.iter().any(|word| is_by_somebody(word)) {
            return None;
        }
        let title = words.join(" ");
        let mut letters = title.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect())
    }
}

/// How many words at the beginning a machine wrote: all of them for a name that a messenger or a screenshot made.
fn by_machine(words: &[&str]) -> usize {
    let folded: Vec<String> = words.iter().map(|word| text::fold(word)).collect();
    let parts: Vec<&str> = folded.iter().take(2).flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).collect();
    if parts.iter().any(|part| ENTIRELY_BY_MACHINES.contains(part)) || parts.starts_with(&["capture", "d", "ecran"]) {
        return words.len();
    }
    let mut count = 0;
    // What a camera writes has a number: `Photo de famille` is somebody's.
    let mut after_name = false;
    for word in &folded {
        let named = BY_MACHINES.contains(&word.as_str());
        if named || is_stamp(word) || (after_name && is_number(word)) {
            count += 1;
            after_name = named || after_name;
        } else {
            break;
        }
    }
    let has_number = folded.iter().take(count).any(|word| is_number(word) || is_stamp(word));
    if has_number { count } else { 0 }
}

/// How many words at the end, the last one first, a machine wrote: `IMG 2031`, `1024x768`, `scaled`.
fn trailing(words: &[&str]) -> usize {
    let folded: Vec<String> = words.iter().map(|word| text::fold(word)).collect();
    match folded.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [last, ..] if *last == "scaled" || is_stamp(last) || is_size(last) => 1,
        [number, name, ..] if is_number(number) && BY_MACHINES.contains(name) => 2,
        _ => 0,
    }
}

/// Whether somebody wrote this word, and no camera.
fn is_by_somebody(word: &str) -> bool {
    text::fold(word).split(|c: char| !c.is_alphanumeric()).any(|part| {
        part.chars().count() >= WORD && part.chars().all(char::is_alphabetic) && !BY_MACHINES.contains(&part)
    })
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// Whether this is the date, the hour or the number that a camera gives, alone or behind its letters: `20190714`, `103000`,
/// `DSC0412`, `P1010412`, `WA0003`. A year or a day that somebody wrote is shorter.
fn is_stamp(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_alphabetic());
    let letters = word.strip_suffix(digits).unwrap_or_default();
    let count = digits.chars().filter(char::is_ascii_digit).count();
    is_number(digits)
        && match letters {
            "" => count >= 12 || (count >= 6 && !digits.contains('-')),
            "wa" => count >= 4,
            name if BY_MACHINES.contains(&name) => count >= 4,
            name => name.len() <= 4 && count >= 6,
        }
}

/// Whether this is the size of a picture: `1024x768`.
fn is_size(word: &str) -> bool {
    word.split_once('x').is_some_and(|(width, height)| is_number(width) && is_number(height))
}

/// A name without what file managers add to a second copy: `port (1)`, `port - Copie`, `Copie de port`.
fn without_copy(name: &str) -> &str {
    let mut name = name.trim();
    loop {
        let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let copied = [" - Copie", " - Copy", " copie", " copy"].iter().find_map(|end| name.strip_suffix(end));
        let copy_of = ["Copie de ", "Copy of "].iter().find_map(|start| name.strip_prefix(start));
        name = match (numbered, copied, copy_of) {
            (Some((before, number)), ..) if !before.trim().is_empty() && is_number(number) => before.trim(),
            (_, Some(before), _) if !before.trim().is_empty() => before.trim(),
            (.., Some(after)) => after.trim(),
            _ => return name,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_proposed_where_somebody_named_the_file() {
        for (name, title) in [
            ("Fête du port 2019.jpg", "Fête du port 2019"),
            ("le_phare_du_petit_minou.JPG", "Le phare du petit minou"),
            ("pont-de-recouvrance.tif", "Pont de recouvrance"),
            ("Plougastel-Daoulas.jpeg", "Plougastel-Daoulas"),
            ("Photo de famille (2).jpg", "Photo de famille"),
            ("église.png", "Église"),
            ("marche-st-louis_2019 (2).jpg", "Marche st louis 2019"),
            ("Plougastel-Daoulas_1912.jpg", "Plougastel-Daoulas 1912"),
            ("fête%20du%20port.jpg", "Fête du port"),
            ("DSC_0412 Marché couvert.jpg", "Marché couvert"),
            ("Mars2019 port.jpg", "Mars2019 port"),
            ("20190714_103000 feu d’artifice.jpg", "Feu d’artifice"),
            ("Port du Conquet DSC_0412.jpg", "Port du Conquet"),
            ("port-du-conquet-1024x768.jpg", "Port du conquet"),
            ("14 juillet 2019.jpg", "14 juillet 2019"),
            ("1912 Brest.jpg", "1912 Brest"),
            ("Scan 12 lettre de Jean.jpg", "Lettre de Jean"),
            ("le port - Copie (3).jpg", "Le port"),
            ("Copie de le_port.jpg", "Le port"),
        ] {
            assert_eq!(Arrival::named(name).title().as_deref(), Some(title), "{name}");
        }
        for name in [
            "DSC_0412.jpg",
            "DSCN0412.JPG",
            "IMG_20190714_103000.jpg",
            "IMG-20190714-WA0003.jpg",
            "PXL_20210714_103000123.MP.jpg",
            "P1010412.JPG",
            "WhatsApp Image 2019-07-14 at 10.30.00.jpeg",
            "Image WhatsApp 2023-07-14 à 10.30.00_a1b2c3d4.jpg",
            "IMG-20190714-WA0003 (1).jpg",
            "Capture d’écran 2019-07-14.png",
            "Capture d’écran 2019-07-14 de Firefox.png",
            "Screenshot_20190714-103000_Chrome.jpg",
            "received_1234567890.jpeg",
            "FB_IMG_1563093000000.jpg",
            "IMG_2031 - Copie.jpg",
            "IMG_2031.jpg",
            "20190714_103000.jpg",
            "3f2b8c1e-9d4a-4e7b-8f6c-0a1b2c3d4e5f.jpg",
            "image (3).png",
            "photo.jpg",
            "",
        ] {
            assert_eq!(Arrival::named(name).title(), None, "{name}");
        }
    }

    #[test]
    fn a_name_is_kept_without_its_path_and_what_nobody_sees() {
        for (said, kept) in [
            ("C:\\Users\\Anne\\Photos\\port.jpg", Some("port.jpg")),
            ("../../etc/port.jpg", Some("port.jpg")),
            ("po\u{202e}rt\u{0}.jpg", Some("port.jpg")),
            ("  ", None),
        ] {
            assert_eq!(Arrival::named(said).file_name.as_deref(), kept, "{said:?}");
        }
        assert_eq!(Arrival::named(&"é".repeat(400)).file_name.map(|name| name.chars().count()), Some(LONGEST));
    }
}
