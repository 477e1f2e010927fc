//! What EXIF says (EXIF 2.32), read by kamadak-exif; a broken block gives what could be read.

use ::exif::{In, Rational, Reader, Tag, Value};

use super::{
    facts::{Camera, Orientation},
    words,
};

/// Windows' own texts, in UCS-2: they stand in the first directory.
const XP_TITLE: u16 = 0x9C9B;
const XP_AUTHOR: u16 = 0x9C9D;
const XP_KEYWORDS: u16 = 0x9C9E;

/// The facts of an EXIF block.
#[derive(Debug, Default)]
pub(super) struct Exif {
    pub(super) orientation: Orientation,
    pub(super) camera: Camera,
    /// `DateTimeOriginal` as written: `2015:10:29 15:44:44`.
    pub(super) original: Option<String>,
    /// `OffsetTimeOriginal` as written: `+01:00`.
    pub(super) offset: Option<String>,
    pub(super) coordinates: Option<(f64, f64)>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) artist: Option<String>,
    pub(super) copyright: Option<String>,
    pub(super) keywords: Option<String>,
}

impl Exif {
    /// Reads a block from its TIFF header on; what cannot be read is absent.
    pub(super) fn read(block: &[u8]) -> Self {
        let read = Reader::new()
            .continue_on_error(true)
            .read_raw(block.to_vec())
            .or_else(|error| error.distill_partial_result(|_errors| {}));
        read.map(|exif| Self::of(&Fields(&exif))).unwrap_or_default()
    }

    fn of(fields: &Fields<'_>) -> Self {
        let windows = |number| fields.ucs2(Tag(::exif::Context::Tiff, number));
        Self {
            orientation: fields.number(Tag::Orientation).and_then(Orientation::from_exif).unwrap_or_default(),
            camera: camera(fields),
            original: fields.text(Tag::DateTimeOriginal),
            offset: fields.text(Tag::OffsetTimeOriginal),
            coordinates: coordinates(fields),
            title: windows(XP_TITLE),
            description: fields.text(Tag::ImageDescription),
            artist: fields.text(Tag::Artist).or_else(|| windows(XP_AUTHOR)),
            copyright: fields.copyright(),
            keywords: windows(XP_KEYWORDS),
        }
    }
}

/// The fields of the photograph itself, not those of its thumbnail.
struct Fields<'a>(&'a ::exif::Exif);

impl Fields<'_> {
    fn value(&self, tag: Tag) -> Option<&Value> {
        self.0.get_field(tag, In::PRIMARY).map(|field| &field.value)
    }

    fn ascii(&self, tag: Tag) -> Option<&[Vec<u8>]> {
        match self.value(tag)? {
            Value::Ascii(texts) => Some(texts),
            _ => None,
        }
    }

    fn text(&self, tag: Tag) -> Option<String> {
        words::block(&words::from_bytes(self.ascii(tag)?.first()?))
    }

    /// The photographer's notice, then the editor's, apart by a NUL; a missing one is a space (EXIF 2.32, 4.6.4).
    fn copyright(&self) -> Option<String> {
        let notices = self.ascii(Tag::Copyright)?.iter().filter_map(|notice| words::block(&words::from_bytes(notice)));
        let joined = notices.take(2).collect::<Vec<_>>().join("; ");
        (!joined.is_empty()).then_some(joined)
    }

    fn ucs2(&self, tag: Tag) -> Option<String> {
        let Value::Byte(bytes) = self.value(tag)? else { return None };
        let units =
            bytes.chunks_exact(2).filter_map(|pair| super::octets::u16_le(pair, 0)).take_while(|unit| *unit != 0);
        words::block(
            &char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>(),
        )
    }

    /// The first whole number; some writers use signed types, and bytes.
    fn number(&self, tag: Tag) -> Option<u32> {
        match self.value(tag)? {
            Value::SByte(numbers) => numbers.first().and_then(|number| u32::try_from(*number).ok()),
            Value::SShort(numbers) => numbers.first().and_then(|number| u32::try_from(*number).ok()),
            Value::SLong(numbers) => numbers.first().and_then(|number| u32::try_from(*number).ok()),
            value => value.get_uint(0),
        }
    }

    /// A fraction above zero; 0/0 and 1/0 are how cameras say "unknown".
    fn fraction(&self, tag: Tag) -> Option<f64> {
        match self.value(tag)? {
            Value::Rational(fractions) => fractions.first().copied().and_then(quotient).filter(|value| *value > 0.0),
            _ => None,
        }
    }

    /// Degrees, minutes and seconds, and the letter that says which half of the world (EXIF 2.32, 4.6.6).
    fn degrees(&self, tag: Tag, half: Tag, negative: u8, positive: u8) -> Option<f64> {
        let Value::Rational(parts) = self.value(tag)? else { return None };
        // Degrees must be there; a camera that knows no seconds may write them 0/0.
        let mut values = parts.iter().copied().map(quotient);
        let degrees = values.next()??;
        let minutes = values.next().flatten().unwrap_or(0.0);
        let seconds = values.next().flatten().unwrap_or(0.0);
        let angle = degrees + minutes / 60.0 + seconds / 3600.0;
        match self.ascii(half)?.first()?.first()?.to_ascii_uppercase() {
            letter if letter == negative => Some(-angle),
            letter if letter == positive => Some(angle),
            _ => None,
        }
    }
}

fn quotient(fraction: Rational) -> Option<f64> {
    (fraction.denom != 0).then(|| f64::from(fraction.num) / f64::from(fraction.denom))
}

fn camera(fields: &Fields<'_>) -> Camera {
    let line = |tag| fields.text(tag).and_then(|text| words::line(&text));
    Camera {
        make: line(Tag::Make),
        model: line(Tag::Model),
        lens: line(Tag::LensModel).filter(|lens| lens.chars().any(char::is_alphanumeric)),
        aperture: fields.fraction(Tag::FNumber).map(|number| format!("f/{}", decimal(number))),
        exposure: fields.fraction(Tag::ExposureTime).map(exposure),
        iso: sensitivity(fields).map(|number| number.to_string()),
        focal_length: fields.fraction(Tag::FocalLength).map(|length| format!("{} mm", decimal(length))),
    }
}

/// Sixteen bits end at 65,535, which then says "see the other fields" (EXIF 2.32, 4.6.5, `PhotographicSensitivity`).
fn sensitivity(fields: &Fields<'_>) -> Option<u32> {
    [Tag::PhotographicSensitivity, Tag::RecommendedExposureIndex, Tag::StandardOutputSensitivity, Tag::ISOSpeed]
        .into_iter()
        .filter_map(|tag| fields.number(tag))
        .find(|number| !matches!(number, 0 | 65_535))
}

/// As photographers write it: `1/250 s`, `0.4 s`, `30 s`.
fn exposure(seconds: f64) -> String {
    // Cameras write 0.3 s and longer as decimals.
    if seconds < 0.29 { format!("1/{:.0} s", 1.0 / seconds) } else { format!("{} s", decimal(seconds)) }
}

/// One decimal at most, and none where it is zero.
fn decimal(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Latitude and longitude; 0°, 0° is how a camera without a fix writes "unknown".
fn coordinates(fields: &Fields<'_>) -> Option<(f64, f64)> {
    let latitude = fields.degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S', b'N')?;
    let longitude = fields.degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W', b'E')?;
    on_earth(latitude, longitude)
}

/// The pair, if it is a place on earth and not the mark of an unknown one.
pub(super) fn on_earth(latitude: f64, longitude: f64) -> Option<(f64, f64)> {
    let known = latitude.abs() > f64::EPSILON || longitude.abs() > f64::EPSILON;
    (known && latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::{
        ifd::{Directories, Entry, write_exif},
        octets::Order,
    };

    const ORDER: Order = Order::Big;

    fn fraction(tag: u16, above: u32, below: u32) -> Entry<'static> {
        Entry::fraction(tag, (above, below), ORDER)
    }

    fn read(exif: Vec<Entry<'_>>) -> Camera {
        Exif::read(&write_exif(Directories { exif, ..Directories::default() }, ORDER)).camera
    }

    fn place(latitude: [(u32, u32); 3], longitude: [(u32, u32); 3]) -> Option<(f64, f64)> {
        let angle = |tag, parts: [(u32, u32); 3]| {
            let value = parts
                .iter()
                .flat_map(|(above, below)| [ORDER.of_u32(*above), ORDER.of_u32(*below)])
                .flatten()
                .collect();
            Entry { count: 3, value: std::borrow::Cow::Owned(value), ..fraction(tag, 0, 1) }
        };
        let gps = vec![Entry::text(1, "S"), angle(2, latitude), Entry::text(3, "W"), angle(4, longitude)];
        Exif::read(&write_exif(Directories { gps, ..Directories::default() }, ORDER)).coordinates
    }

    #[test]
    fn an_exposure_is_written_as_photographers_do() {
        let written = |above, below| read(vec![fraction(0x829A, above, below)]).exposure;
        for (above, below, expected) in
            [(1, 250, "1/250 s"), (10, 2500, "1/250 s"), (4, 10, "0.4 s"), (30, 1, "30 s"), (3, 2, "1.5 s")]
        {
            assert_eq!(written(above, below).as_deref(), Some(expected));
        }
    }

    #[test]
    fn fractions_that_mean_unknown_are_nothing() {
        for (above, below) in [(0, 0), (1, 0), (0, 1)] {
            let camera = read(vec![
                fraction(0x829A, above, below),
                fraction(0x829D, above, below),
                fraction(0x920A, above, below),
            ]);
            assert_eq!(camera, Camera::default());
        }
    }

    #[test]
    fn a_sensitivity_too_large_for_its_field_is_found_beside_it() {
        let iso = |entries| read(entries).iso;
        assert_eq!(iso(vec![Entry::short(0x8827, 400, ORDER)]).as_deref(), Some("400"));
        let large = vec![Entry::short(0x8827, 65_535, ORDER), Entry::longs(0x8832, &[102_400], ORDER)];
        assert_eq!(iso(large).as_deref(), Some("102400"));
        assert_eq!(iso(vec![Entry::short(0x8827, 0, ORDER)]), None);
    }

    #[test]
    fn a_place_is_read_as_far_as_it_is_known() {
        let near = |found: Option<(f64, f64)>| {
            found.is_some_and(|(latitude, longitude)| (latitude + 48.5).abs() < 1e-9 && (longitude + 4.25).abs() < 1e-9)
        };
        assert!(near(place([(48, 1), (30, 1), (0, 1)], [(4, 1), (15, 1), (0, 0)])));
        assert_eq!(place([(0, 0), (0, 0), (0, 0)], [(0, 0), (0, 0), (0, 0)]), None);
        assert_eq!(place([(0, 1), (0, 1), (0, 1)], [(0, 1), (0, 1), (0, 1)]), None);
        assert_eq!(place([(91, 1), (0, 1), (0, 1)], [(4, 1), (0, 1), (0, 1)]), None);
    }
}
