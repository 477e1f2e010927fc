//! Blocks of metadata that `ImageMagick` and its kin keep in the texts of a PNG: `Raw profile type exif`, then a line with the
//! block's name, one with its length, and its bytes as hexadecimal digits. They are older than the chunks of the standard.

use super::{iptc, jpeg};

const KEYWORD: &[u8] = b"Raw profile type ";

/// A kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    Exif,
    Xmp,
    Iptc,
    /// A segment of JPEG: EXIF or XMP, as its first bytes say.
    App1,
}

impl Profile {
    /// The kind that a keyword names; profiles of colours and unknown ones are none.
    pub(super) fn named(keyword: &[u8]) -> Option<Self> {
        match keyword.strip_prefix(KEYWORD)? {
            b"exif" | b"EXIF" => Some(Self::Exif),
            b"xmp" | b"XMP" => Some(Self::Xmp),
            b"iptc" | b"IPTC" | b"8bim" | b"8BIM" => Some(Self::Iptc),
            b"APP1" | b"app1" => Some(Self::App1),
            _ => None,
        }
    }
}

/// The blocks found, the first of each kind.
#[derive(Debug, Default)]
pub(super) struct RawProfiles {
    seen: Vec<Profile>,
    pub(super) exif: Option<Vec<u8>>,
    pub(super) xmp: Option<Vec<u8>>,
    /// IIM's datasets.
    pub(super) iptc: Option<Vec<u8>>,
}

impl RawProfiles {
    /// Whether none of this kind came before.
    pub(super) fn is_first(&mut self, profile: Profile) -> bool {
        let is_first = !self.seen.contains(&profile);
        if is_first {
            self.seen.push(profile);
        }
        is_first
    }

    /// Reads the text of a profile.
    pub(super) fn read(&mut self, profile: Profile, text: &[u8]) {
        let Some(block) = decode(text) else { return };
        let packet = || block.strip_prefix(jpeg::XMP).map(<[u8]>::to_vec);
        match profile {
            Profile::Exif => drop(self.exif.get_or_insert(block)),
            Profile::Xmp => drop(self.xmp.get_or_insert(packet().unwrap_or(block))),
            Profile::Iptc => {
                let resources = block.strip_prefix(jpeg::PHOTOSHOP).unwrap_or(&block);
                // Some write the datasets alone.
                let datasets = iptc::in_photoshop(resources).unwrap_or(resources);
                self.iptc.get_or_insert(datasets.to_vec());
            }
            Profile::App1 => match packet() {
                Some(packet) => drop(self.xmp.get_or_insert(packet)),
                None => drop(self.exif.get_or_insert(block)),
            },
        }
    }
}

/// The bytes that a profile's text stands for; nothing where it has other signs than digits, or fewer bytes than it says.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut lines = text.trim_ascii_start().splitn(3, |byte| *byte == b'\n');
    let _name = lines.next()?;
    let length: usize = std::str::from_utf8(lines.next()?).ok()?.trim().parse().ok()?;
    let mut digits = lines.next()?.iter().filter(|byte| !byte.is_ascii_whitespace());
    let mut block = Vec::new();
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    while block.len() < length {
        block.push(digit(digits.next()?)? << 4 | digit(digits.next()?)?);
    }
    Some(block)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn written(block: &[u8]) -> Vec<u8> {
        let digits: Vec<String> = block.iter().map(|byte| format!("{byte:02x}")).collect();
        let lines: Vec<String> = digits.chunks(36).map(<[String]>::concat).collect();
        format!("\nexif\n{:8}\n{}\n", block.len(), lines.join("\n")).into_bytes()
    }

    proptest! {
        #[test]
        fn what_is_written_in_digits_reads_back(block in vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(decode(&written(&block)), Some(block));
        }

        #[test]
        fn no_text_at_all_makes_it_fail(text in vec(any::<u8>(), 0..200), length in any::<u64>()) {
            let _ = decode(&text);
            let text = [format!("\nexif\n{length}\n").as_bytes(), &text].concat();
            prop_assert!(decode(&text).is_none_or(|block| block.len() <= 200));
        }
    }

    #[test]
    fn a_profile_cut_or_spoilt_is_none() {
        let whole = written(b"Exif\0\0II");
        assert_eq!(whole.get(..whole.len() - 2).and_then(decode), None);
        assert_eq!(decode(b"\nexif\n 2\n0g00\n"), None);
        assert_eq!(decode(b"\nexif\n\n00\n"), None);
    }

    #[test]
    fn the_first_of_each_kind_is_read_as_what_it_is() {
        let mut found = RawProfiles::default();
        let packet = [jpeg::XMP, b"<x/>"].concat();
        assert!(found.is_first(Profile::App1) && !found.is_first(Profile::App1));
        found.read(Profile::App1, &written(&packet));
        found.read(Profile::Iptc, &written(b"8BIM\x04\x04\0\0\0\0\0\x02xy"));
        found.read(Profile::Exif, &written(b"Exif\0\0II"));
        assert_eq!(found.xmp.as_deref(), Some(b"<x/>".as_slice()));
        assert_eq!(found.iptc.as_deref(), Some(b"xy".as_slice()));
        assert_eq!(found.exif.as_deref(), Some(b"Exif\0\0II".as_slice()));
        assert_eq!(Profile::named(b"Raw profile type icc"), None);
    }
}
