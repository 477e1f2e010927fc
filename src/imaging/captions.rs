//! Captions that nobody wrote: what cameras and telephones put where a title or a description belongs.

use super::camera::Camera;
use crate::domain::{authorship::is_same, text};

/// Whole texts that devices write, in lower case: names of makers' applications, folders, marks of an empty field.
const TEXTS: [&str; 12] = [
    "sony dsc",
    "samsung camera pictures",
    "samsung",
    "dcim",
    "default",
    "exif",
    "jpeg",
    "untitled",
    "no description",
    "image description",
    "picture",
    "photo",
];
/// What telephones write for the mode they were in, joined where there are several (`oznorWO`, `rbtsdr`, `hdrpl`).
const MODES: [&str; 22] = [
    "oznor", "ozedf", "ozcam", "nor", "dav", "sdr", "hdr", "rhdr", "cof", "edf", "rbt", "bsh", "bty", "fbt", "ptr",
    "pnc", "mde", "cuv", "smart", "burst", "wo", "pl",
];
/// `MEDION DIGITAL CAMERA`, `KODAK DIGITAL STILL CAMERA`.
const CAMERAS: [&str; 2] = ["digital camera", "digital still camera"];
/// The most words of a maker's name before these.
const MAKER: usize = 3;
/// Makers who write it in small letters too.
const MAKERS: [&str; 12] = [
    "canon",
    "casio",
    "fuji",
    "fujifilm",
    "kodak",
    "konica",
    "minolta",
    "nikon",
    "olympus",
    "panasonic",
    "pentax",
    "samsung",
];
/// What names of files begin with, before their number (DCF 2.0, 3.3 lets each maker choose).
const COUNTERS: [&str; 20] = [
    "cimg", "dcim", "dji", "dsc", "dscf", "dscn", "gopr", "hpim", "imag", "image", "img", "imgp", "mvimg", "p",
    "photo", "pict", "pxl", "sam", "sany", "wp",
];
/// The longest word in small letters that is taken for the code of a mode.
const CODE: usize = 5;

/// Whether a device wrote this text: the name of its maker or model, the sort of thing that it is, the mode it was in, a file
/// format, the name of a file.
pub(super) fn is_of_a_device(caption: &str, camera: &Camera) -> bool {
    let lower = caption.trim().to_lowercase();
    TEXTS.contains(&lower.as_str())
        || is_name_of(caption, camera)
        || is_sort_of_camera(caption, &lower, camera)
        || is_mode(&lower)
        || is_name_of_file(caption, &lower)
        || lower.starts_with("processed with vsco")
}

/// Whether a text is one short word in small letters: in EXIF's description that is nearly always a mode of a telephone. What
/// a person types has a capital, a space, an accent or more letters, or stands in XMP or IPTC.
pub(super) fn is_code(caption: &str) -> bool {
    let caption = caption.trim();
    caption.starts_with(|first: char| first.is_ascii_lowercase())
        && caption.len() <= CODE
        && caption.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn is_name_of(caption: &str, camera: &Camera) -> bool {
    let [make, model] = [&camera.make, &camera.model].map(|name| name.as_deref().unwrap_or_default());
    let names = [make.to_owned(), model.to_owned(), format!("{make} {model}")];
    names.iter().any(|name| !name.trim().is_empty() && is_same(caption, name))
}

/// In capitals, as firmware writes; in small letters after the name of a maker. “Old digital camera” is somebody's caption.
fn is_sort_of_camera(caption: &str, lower: &str, camera: &Camera) -> bool {
    let lower = lower.replace(['_', '-'], " ");
    let Some(maker) = CAMERAS.iter().find_map(|sort| lower.strip_suffix(sort)) else { return false };
    let make = camera.make.as_deref().unwrap_or_default();
    let first = text::words(maker).next();
    let is_maker = first
        .as_ref()
        .is_none_or(|first| MAKERS.contains(&first.as_str()) || text::words(make).any(|word| word == *first));
    let is_firmware = !caption.chars().any(char::is_lowercase);
    text::words(maker).count() <= MAKER && (is_maker || is_firmware)
}

/// One or several modes in a row.
fn is_mode(lower: &str) -> bool {
    let mut rest = lower;
    while !rest.is_empty() {
        let Some(after) = MODES.iter().find_map(|mode| rest.strip_prefix(mode)) else { return false };
        rest = after.trim_start_matches('_');
    }
    true
}

/// `Exif_JPEG_420`, `DSC_0012.JPG`, `IMG_20240506_070809`.
fn is_name_of_file(caption: &str, lower: &str) -> bool {
    let is_one_word = caption.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let counted = lower.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let counter = lower.strip_suffix(counted).unwrap_or_default();
    let digits = counted.bytes().filter(u8::is_ascii_digit).count();
    is_one_word
        && (lower.starts_with("exif_") || lower.starts_with("exif-") || COUNTERS.contains(&counter) && digits >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        Camera { make: Some("Medion".to_owned()), model: Some("MD 41112".to_owned()), ..Camera::default() }
    }

    #[test]
    fn what_devices_write_is_known_by_its_kind() {
        for caption in [
            "OLYMPUS DIGITAL CAMERA",
            "MEDION DIGITAL CAMERA",
            "SANYO DIGITAL CAMERA",
            "GE DIGITAL CAMERA",
            "TRAVELER DIGITAL CAMERA",
            "KONICA MINOLTA DIGITAL CAMERA",
            "Minolta digital camera",
            "Kodak Digital Still Camera",
            "Medion Digital Camera",
            "Digital camera",
            "SONY DSC",
            "Exif_JPEG_420",
            "Exif_JPEG_PICTURE",
            "DSC_0012.JPG",
            "IMG_20240506_070809",
            "DSC00123",
            "MD 41112",
            "Medion MD 41112",
            "medion",
            "oznor",
            "oznorWO",
            "hdrpl",
            "rbtsdr",
            "smart",
        ] {
            assert!(is_of_a_device(caption, &camera()), "{caption}");
        }
        for caption in ["dav", "sdr", "cof", "edf", "rbt", "bsh", "qxz", "a1"] {
            assert!(is_code(caption), "{caption}");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for caption in [
            "Old digital camera",
            "Mon appareil",
            "Le phare",
            "Phare",
            "La digital camera de Jean",
            "Davy",
            "Smart city",
            "Brest 2024",
            "TGV 001 à Brest",
            "1912",
            "A380",
            "BB22200",
            "❤",
            "桜",
        ] {
            assert!(!is_of_a_device(caption, &camera()) && !is_code(caption), "{caption}");
        }
    }
}
