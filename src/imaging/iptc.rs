//! IPTC-IIM, the older way of captions (IPTC Information Interchange Model 4.2), and the Photoshop blocks that hold it.

use super::{
    octets::{run, u16_be, u32_be},
    text,
};

/// Datasets of record 2 that Zef reads and writes (IIM 4.2, chapter 6).
pub(super) const OBJECT_NAME: u8 = 5;
pub(super) const KEYWORDS: u8 = 25;
pub(super) const DATE_CREATED: u8 = 55;
pub(super) const BYLINE: u8 = 80;
pub(super) const CREDIT: u8 = 110;
pub(super) const COPYRIGHT_NOTICE: u8 = 116;
pub(super) const CAPTION: u8 = 120;
pub(super) const HEADLINE: u8 = 105;
pub(super) const COUNTRY: u8 = 101;
/// Datasets that stay in a copy as they are: the date and time of creation, the headline.
pub(super) const KEPT: [u8; 3] = [DATE_CREATED, 60, HEADLINE];
/// Those that name the place: city, sublocation, province, country and its code.
pub(super) const PLACES: [u8; 5] = [90, 92, 95, 100, COUNTRY];
/// 1:90, the coded character set, and the escape sequence that says UTF-8 (ISO 2022, ESC % G).
pub(super) const CHARACTER_SET: u8 = 90;
pub(super) const UTF_8: &[u8] = b"\x1b%G";
/// The image resource that holds IIM (Adobe Photoshop file formats, image resource 0x0404).
pub(super) const RESOURCE: u16 = 0x0404;
/// Real files have some dozens.
const MOST_DATASETS: usize = 2_000;

/// The application records of one block of IIM.
#[derive(Debug, Default)]
pub(super) struct Iim {
    datasets: Vec<(u8, String)>,
}

impl Iim {
    /// Reads datasets until the first that does not hold; what came before stands.
    pub(super) fn read(block: &[u8]) -> Self {
        let mut datasets = Vec::new();
        let mut rest = block;
        while let (Some(&[0x1c, record, dataset]), true) = (rest.get(..3), datasets.len() < MOST_DATASETS) {
            // The high bit announces an extended length (IIM 4.2, 1.6): only pictures inside pictures need it.
            let Some(value) =
                u16_be(rest, 3).filter(|length| length & 0x8000 == 0).and_then(|length| run(rest, 5, length.into()))
            else {
                break;
            };
            // Record 1 may declare a character set. Values are read as what they are, since programs that copy the
            // declaration write Latin-1 under it, and others write UTF-8 without one.
            if record == 2 {
                datasets.push((dataset, text::from_bytes(value)));
            }
            rest = rest.get(5 + value.len()..).unwrap_or_default();
        }
        Self { datasets }
    }

    /// Every value of a dataset.
    pub(super) fn all(&self, dataset: u8) -> impl Iterator<Item = &str> {
        self.datasets.iter().filter(move |(number, _)| *number == dataset).map(|(_, value)| value.as_str())
    }

    /// The first value of a dataset.
    pub(super) fn first(&self, dataset: u8) -> Option<&str> {
        self.all(dataset).next()
    }
}

/// Finds IIM among Photoshop's image resources: `8BIM`, number, padded name, length, padded content.
pub(super) fn in_photoshop(resources: &[u8]) -> Option<&[u8]> {
    let mut rest = resources;
    while rest.starts_with(b"8BIM") {
        let number = u16_be(rest, 4)?;
        let name = 1 + usize::from(*rest.get(6)?);
        let at = 6 + name.next_multiple_of(2);
        let content = run(rest, at + 4, u32_be(rest, at)?)?;
        if number == RESOURCE {
            return Some(content);
        }
        rest = rest.get(at + 4 + content.len().next_multiple_of(2)..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_declares_no_character_set_is_read_as_latin() {
        let iim =
            Iim::read(b"\x1c\x02\x05\0\x05Chim\xe8\x1c\x02\x19\0\x03mer\x1c\x02\x19\0\x05ph\xe9re\x1c\x02\x78\xff");
        assert_eq!(iim.first(OBJECT_NAME), Some("Chimè"));
        assert_eq!(iim.all(KEYWORDS).collect::<Vec<_>>(), ["mer", "phére"]);
        assert_eq!(iim.first(CAPTION), None);
    }

    #[test]
    fn a_declaration_that_does_not_hold_is_not_believed() {
        let iim = Iim::read(b"\x1c\x01\x5a\0\x03\x1b%G\x1c\x02\x05\0\x07Chim\xe8re\x1c\x02\x19\0\x06p\xc3\xaache");
        assert_eq!((iim.first(OBJECT_NAME), iim.first(KEYWORDS)), (Some("Chimère"), Some("pêche")));
    }

    #[test]
    fn resources_are_walked_to_the_right_one() {
        let resources = b"8BIM\x03\xed\0\0\0\0\0\x01a\08BIM\x04\x04\x02ab\0\0\0\0\x02xy";
        assert_eq!(in_photoshop(resources), Some(b"xy".as_slice()));
        assert_eq!(in_photoshop(b"8BIM\x04\x04\0\0\0\0\xff\xff"), None);
    }
}
