//! How a file came: the name its contributor knows it by, and its place among those sent with it. Only they read it, while the
//! photo is not public.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::text;

/// The most characters of a file's name that are kept: file systems stop at 255 bytes.
const LONGEST: usize = 255;
/// The fewest letters of a word that somebody wrote: shorter ones are left over of numbers and codes.
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

/// How a file came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The name the file had where it came from. It may tell who is on the photo: it is never public.
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
    /// A file of this name, as the browser or the program that sent it says.
    #[must_use]
    pub fn named(name: &str) -> Self {
        // Some send the whole path.
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

    /// What puts files in the order in which they were chosen; `received` is used for a batch that is not known.
    #[must_use]
    pub fn order(&self, received: Timestamp) -> (Timestamp, u32, Timestamp) {
        (self.batch.unwrap_or(received), self.place, received)
    }

    /// The title that the file's name proposes: the words somebody gave it, and nothing for `DSC_0412.jpg`.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let name = self.file_name.as_deref()?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _extension)| stem);
        let words: Vec<String> = stem.split(|c: char| !c.is_alphanumeric()).map(text::fold).collect();
        let is_code =
            !stem.contains(' ') && stem.len() >= 16 && stem.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
        let by_somebody = |word: &String| {
            word.chars().count() >= WORD
                && word.chars().all(char::is_alphabetic)
                && !BY_MACHINES.contains(&word.as_str())
        };
        if is_code || !words.iter().any(by_somebody) {
            return None;
        }
        // A name without spaces has other signs for them.
        let spaced = if stem.contains(' ') {
            stem.to_owned()
        } else if stem.contains('_') {
            stem.replace('_', " ")
        } else if stem.chars().any(char::is_uppercase) {
            stem.to_owned()
        } else {
            stem.replace('-', " ")
        };
        let title = text::clean_line(without_copy(&spaced));
        let mut letters = title.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect())
    }
}

/// A name without what file managers add to a second copy: `port (1)`.
fn without_copy(name: &str) -> &str {
    let name = name.trim_end();
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    match numbered {
        Some((before, number)) if !before.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => before.trim_end(),
        _ => name,
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
            "Capture d’écran 2019-07-14.png",
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
