//! Reads EXIF (2.32 and 3.0), as far as a block is valid.
//!
//! kamadak-exif reads the values. It supports neither the text type of EXIF 3.0 (129) nor a directory whose pointer has
//! a signed type. It therefore reads a block that `clean` makes of the wanted entries, not the file's own.

use ::exif::{Context, In, Rational, Reader, SRational, Tag, Value};

use super::{
    camera::{Camera, Orientation},
    ifd::{self, Directories, Entry, Ifd},
    octets::Order,
    shot, text,
};
use crate::domain::direction::{Direction, North};

const SENSITIVITIES: [Tag; 4] =
    [Tag::PhotographicSensitivity, Tag::RecommendedExposureIndex, Tag::StandardOutputSensitivity, Tag::ISOSpeed];
/// Windows' own texts, in UCS-2: they stand in the first directory.
const XP_TITLE: Tag = Tag(Context::Tiff, 0x9C9B);
const XP_AUTHOR: Tag = Tag(Context::Tiff, 0x9C9D);
const XP_KEYWORDS: Tag = Tag(Context::Tiff, 0x9C9E);

/// The tags read from the first directory and from the EXIF directory.
const OF_PHOTOGRAPH: [Tag; 23] = [
    Tag::ImageDescription,
    Tag::Make,
    Tag::Model,
    Tag::Orientation,
    Tag::DateTime,
    Tag::Artist,
    Tag::Copyright,
    XP_TITLE,
    XP_AUTHOR,
    XP_KEYWORDS,
    Tag::ExposureTime,
    Tag::FNumber,
    Tag::PhotographicSensitivity,
    Tag::RecommendedExposureIndex,
    Tag::StandardOutputSensitivity,
    Tag::ISOSpeed,
    Tag::DateTimeOriginal,
    Tag::DateTimeDigitized,
    Tag::OffsetTime,
    Tag::OffsetTimeOriginal,
    Tag::OffsetTimeDigitized,
    Tag::FocalLength,
    Tag::LensModel,
];
/// In the GPS directory: the hemisphere, and the angle.
const LATITUDE: (Tag, Tag) = (Tag::GPSLatitudeRef, Tag::GPSLatitude);
const LONGITUDE: (Tag, Tag) = (Tag::GPSLongitudeRef, Tag::GPSLongitude);
/// The tags read from the GPS directory.
const OF_PLACE: [Tag; 6] =
    [LATITUDE.0, LATITUDE.1, LONGITUDE.0, LONGITUDE.1, Tag::GPSImgDirectionRef, Tag::GPSImgDirection];

/// The most bytes of one value that are read: the 5,000 characters of the longest text that is kept, of four bytes
/// each. The values of a hostile block may overlap, and would together be far larger than the block.
const VALUE: usize = 20_000;

/// The facts of an EXIF block.
#[derive(Debug, Default)]
pub(super) struct Exif {
    pub(super) orientation: Orientation,
    pub(super) camera: Camera,
    /// `DateTimeOriginal` as written: `2015:10:29 15:44:44`.
    pub(super) original: Option<String>,
    /// Its offset to UTC as written: `+01:00`.
    pub(super) offset: Option<String>,
    pub(super) coordinates: Option<(f64, f64)>,
    pub(super) direction: Option<Direction>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) artist: Option<String>,
    pub(super) copyright: Option<String>,
    pub(super) keywords: Option<String>,
}

impl Exif {
    /// Reads a block from its TIFF header on; what cannot be read is absent.
    pub(super) fn read(block: &[u8]) -> Self {
        Fields::read(block).map(|fields| Self::of(&fields)).unwrap_or_default()
    }

    fn of(fields: &Fields) -> Self {
        Self {
            orientation: fields.number(Tag::Orientation).and_then(Orientation::from_exif).unwrap_or_default(),
            camera: camera(fields),
            original: fields.text(Tag::DateTimeOriginal),
            offset: offset(fields),
            coordinates: coordinates(fields),
            direction: direction(fields),
            title: fields.windows(XP_TITLE),
            description: fields.text(Tag::ImageDescription),
            artist: fields.text(Tag::Artist).or_else(|| fields.windows(XP_AUTHOR)),
            copyright: fields.copyright(),
            keywords: fields.windows(XP_KEYWORDS),
        }
    }
}

/// The wanted entries, in a block that kamadak-exif reads whole; the first entry of each tag.
fn clean(block: &[u8]) -> Option<Vec<u8>> {
    let (order, at) = ifd::header(block)?;
    let first = ifd::read(block, order, at)?;
    let child = |pointer| first.number(pointer, order).and_then(|at| ifd::read(block, order, at)).unwrap_or_default();
    let (exif, place) = (child(ifd::EXIF_POINTER), child(ifd::GPS_POINTER));
    let directories = Directories {
        first: asked(&first, &OF_PHOTOGRAPH),
        exif: asked(&exif, &OF_PHOTOGRAPH),
        gps: asked(&place, &OF_PLACE),
        ..Directories::default()
    };
    Some(ifd::write_exif(directories, order))
}

/// The entries of these tags, with types that kamadak-exif supports.
fn asked<'e>(directory: &'e Ifd<'_>, tags: &[Tag]) -> Vec<Entry<'e>> {
    let known = |entry: &'e Entry<'_>| {
        let entry = entry.cut(VALUE);
        let kind = match entry.kind {
            ifd::UTF_8 => ifd::ASCII,
            ifd::IFD => ifd::LONG,
            kind => kind,
        };
        Entry { kind, ..entry }
    };
    tags.iter().filter_map(|tag| directory.get(tag.number())).map(known).collect()
}

/// The fields of the photograph itself, not those of its thumbnail.
struct Fields(::exif::Exif);

impl Fields {
    fn read(block: &[u8]) -> Option<Self> {
        let read = Reader::new().continue_on_error(true).read_raw(clean(block)?);
        read.or_else(|error| error.distill_partial_result(|_errors| {})).ok().map(Self)
    }

    fn get(&self, tag: Tag) -> Option<&Value> {
        self.0.get_field(tag, In::PRIMARY).map(|field| &field.value)
    }

    /// The first value of a tag that is not blank, from its own directory before the other: cameras of TIFF/EP,
    /// converters and repaired files put into either what belongs in the other. In the GPS directory, the same tag
    /// numbers have other meanings.
    fn find<T>(&self, tag: Tag, said: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let other = if tag.context() == Context::Exif { Context::Tiff } else { Context::Exif };
        [tag, Tag(other, tag.number())].into_iter().filter_map(|tag| self.get(tag)).find_map(said)
    }

    fn text(&self, tag: Tag) -> Option<String> {
        self.find(tag, |value| text::block(&text::from_bytes(texts(value).first()?)))
    }

    /// The photographer's notice, then the editor's, apart by a NUL; a missing one is a space (EXIF 2.32, 4.6.4).
    fn copyright(&self) -> Option<String> {
        self.find(Tag::Copyright, |value| {
            let notices = texts(value).into_iter().filter_map(|notice| text::block(&text::from_bytes(notice)));
            let joined = notices.take(2).collect::<Vec<_>>().join("; ");
            (!joined.is_empty()).then_some(joined)
        })
    }

    fn windows(&self, tag: Tag) -> Option<String> {
        self.find(tag, |value| match value {
            Value::Byte(bytes) | Value::Undefined(bytes, _) => text::block(&text::from_utf16(bytes, Order::Little)),
            _ => None,
        })
    }

    /// The first whole number; some writers use signed types, and bytes.
    fn number(&self, tag: Tag) -> Option<u32> {
        self.find(tag, whole)
    }

    /// The first number, of any kind.
    fn quotient(&self, tag: Tag) -> Option<f64> {
        self.find(tag, |value| *quotients(value).first()?)
    }

    /// Degrees, minutes and seconds, and the letter of the hemisphere (EXIF 2.32, 4.6.6).
    fn degrees(&self, (half, angle): (Tag, Tag), negative: u8, positive: u8) -> Option<f64> {
        let parts = match self.get(angle)? {
            Value::Ascii(texts) => parts_of_angle(&text::from_bytes(texts.first()?))?,
            value => quotients(value),
        };
        // Degrees must be there; a camera that knows no seconds may write them 0/0. Some writers of signed numbers sign
        // them beside the letter, which says it already.
        let mut values = parts.into_iter().map(|part| part.map(f64::abs));
        let degrees = values.next()??;
        let minutes = values.next().flatten().unwrap_or(0.0);
        let seconds = values.next().flatten().unwrap_or(0.0);
        let angle = degrees + minutes / 60.0 + seconds / 3600.0;
        match texts(self.get(half)?).first()?.first()?.to_ascii_uppercase() {
            letter if letter == negative => Some(-angle),
            letter if letter == positive => Some(angle),
            _ => None,
        }
    }
}

/// The bytes of NUL-terminated texts; some writers give them the type of bytes.
fn texts(value: &Value) -> Vec<&[u8]> {
    match value {
        Value::Ascii(texts) => texts.iter().map(Vec::as_slice).collect(),
        Value::Byte(bytes) | Value::Undefined(bytes, _) => bytes.split(|byte| *byte == 0).collect(),
        _ => Vec::new(),
    }
}

/// The first whole number, if it is not below zero.
fn whole(value: &Value) -> Option<u32> {
    match value {
        Value::SByte(numbers) => numbers.first().and_then(|number| u32::try_from(*number).ok()),
        Value::SShort(numbers) => numbers.first().and_then(|number| u32::try_from(*number).ok()),
        Value::SLong(numbers) => numbers.first().and_then(|number| u32::try_from(*number).ok()),
        value => value.get_uint(0),
    }
}

/// The numbers of any type: integers, fractions or floating-point, signed or not; invalid ones, such as 0/0, are
/// `None`.
fn quotients(value: &Value) -> Vec<Option<f64>> {
    fn each<T: Copy>(numbers: &[T], number: impl Fn(T) -> f64) -> Vec<Option<f64>> {
        numbers.iter().map(|value| Some(number(*value)).filter(|number| number.is_finite())).collect()
    }
    match value {
        Value::Byte(numbers) => each(numbers, f64::from),
        Value::SByte(numbers) => each(numbers, f64::from),
        Value::Short(numbers) => each(numbers, f64::from),
        Value::SShort(numbers) => each(numbers, f64::from),
        Value::Long(numbers) => each(numbers, f64::from),
        Value::SLong(numbers) => each(numbers, f64::from),
        Value::Rational(fractions) => each(fractions, |fraction: Rational| fraction.to_f64()),
        Value::SRational(fractions) => each(fractions, |fraction: SRational| fraction.to_f64()),
        Value::Float(numbers) => each(numbers, f64::from),
        Value::Double(numbers) => each(numbers, f64::from),
        Value::Ascii(_) | Value::Undefined(..) | Value::Unknown(..) => Vec::new(),
    }
}

/// `48,23,26.88`, as some writers of texts have it where three fractions belong: no more than sixty minutes and
/// seconds, or it is something else.
fn parts_of_angle(text: &str) -> Option<Vec<Option<f64>>> {
    let parts = text.split([',', ' ', ':', ';', '°', '\'', '"', '′', '″']).filter(|part| !part.is_empty());
    let parts: Option<Vec<f64>> = parts.map(|part| part.parse().ok().filter(|value: &f64| value.is_finite())).collect();
    let parts = parts.filter(|parts| (1..=3).contains(&parts.len()))?;
    let are_sixtieths = parts.iter().skip(1).all(|part| (0.0..60.0).contains(part));
    are_sixtieths.then(|| parts.into_iter().map(Some).collect())
}

/// The offset to UTC of the original's date. The offset of the change or of the digitisation, which some cameras write
/// alone, applies to the original when both have the same date; where the file was changed later, it may have been
/// elsewhere.
fn offset(fields: &Fields) -> Option<String> {
    let of_same_date = |date: Tag, offset: Tag| {
        let is_same = fields.text(date)? == fields.text(Tag::DateTimeOriginal)?;
        is_same.then(|| fields.text(offset)).flatten()
    };
    fields
        .text(Tag::OffsetTimeOriginal)
        .or_else(|| of_same_date(Tag::DateTimeDigitized, Tag::OffsetTimeDigitized))
        .or_else(|| of_same_date(Tag::DateTime, Tag::OffsetTime))
}

fn camera(fields: &Fields) -> Camera {
    let line = |tag| fields.text(tag).and_then(|text| text::line(&text));
    Camera {
        make: line(Tag::Make),
        model: line(Tag::Model),
        lens: line(Tag::LensModel).filter(|lens| lens.chars().any(char::is_alphanumeric)),
        aperture: fields.quotient(Tag::FNumber).and_then(shot::aperture),
        exposure: fields.quotient(Tag::ExposureTime).and_then(shot::exposure),
        iso: shot::sensitivity(SENSITIVITIES.into_iter().filter_map(|tag| fields.number(tag))),
        focal_length: fields.quotient(Tag::FocalLength).and_then(shot::focal_length),
    }
}

/// Latitude and longitude; 0°, 0° is how a camera without a fix writes "unknown".
fn coordinates(fields: &Fields) -> Option<(f64, f64)> {
    let latitude = fields.degrees(LATITUDE, b'S', b'N')?;
    let longitude = fields.degrees(LONGITUDE, b'W', b'E')?;
    on_earth(latitude, longitude)
}

/// The direction of the image, and from which north it is measured: `T` or `M` (EXIF 2.32, 4.6.6).
fn direction(fields: &Fields) -> Option<Direction> {
    let degrees = fields.get(Tag::GPSImgDirection).and_then(|value| quotients(value).into_iter().next().flatten())?;
    let letter = fields.get(Tag::GPSImgDirectionRef).and_then(|value| texts(value).first()?.first().copied());
    Direction::new(degrees, letter.and_then(|letter| north(char::from(letter))))
}

/// The north that a letter stands for.
pub(super) const fn north(letter: char) -> Option<North> {
    match letter {
        'T' | 't' => Some(North::True),
        'M' | 'm' => Some(North::Magnetic),
        _ => None,
    }
}

/// The pair, if it is a place on Earth and not the value for an unknown one.
pub(super) fn on_earth(latitude: f64, longitude: f64) -> Option<(f64, f64)> {
    let known = latitude.abs() > f64::EPSILON || longitude.abs() > f64::EPSILON;
    (known && latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;
    use crate::imaging::ifd::write_exif;

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
    fn a_direction_says_from_which_north_it_is_measured() {
        let read = |letter: Option<&'static str>, above, below| {
            let letter = letter.map(|letter| Entry::text(0x10, letter));
            let gps = letter.into_iter().chain([fraction(0x11, above, below)]).collect();
            Exif::read(&write_exif(Directories { gps, ..Directories::default() }, ORDER)).direction
        };
        assert_eq!(read(Some("M"), 4_525, 100), Direction::new(45.25, Some(North::Magnetic)));
        assert_eq!(read(Some("T"), 359, 1), Direction::new(359.0, Some(North::True)));
        assert_eq!(read(None, 90, 1), Direction::new(90.0, None));
        assert_eq!(read(Some("?"), 90, 1), Direction::new(90.0, None));
        for (above, below) in [(0, 0), (1, 0), (361, 1), (u32::MAX, 1)] {
            assert_eq!(read(Some("T"), above, below), None, "{above}/{below}");
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

    #[test]
    fn a_place_written_as_text_has_minutes_and_seconds() {
        assert_eq!(parts_of_angle("48,23,26.88"), Some(vec![Some(48.0), Some(23.0), Some(26.88)]));
        assert_eq!(parts_of_angle("48° 23′ 26.88″"), Some(vec![Some(48.0), Some(23.0), Some(26.88)]));
        for text in ["48,3908", "48,23,26,88", "nord", "", "NaN", "48,-23"] {
            assert_eq!(parts_of_angle(text), None, "{text}");
        }
    }

    #[test]
    fn the_offset_of_a_later_change_is_not_that_of_the_original() {
        let read = |changed: &str| {
            let exif = vec![
                Entry::text(Tag::DateTimeOriginal.number(), "2021:08:19 18:48:53"),
                Entry::text(Tag::OffsetTime.number(), "+02:00"),
            ];
            let first = vec![Entry::text(Tag::DateTime.number(), changed)];
            Exif::read(&write_exif(Directories { first, exif, ..Directories::default() }, ORDER)).offset
        };
        assert_eq!(read("2021:08:19 18:48:53").as_deref(), Some("+02:00"));
        assert_eq!(read("2021:12:24 10:00:00"), None);
    }

    #[test]
    fn each_fact_is_found_in_either_directory() {
        let entries = || {
            vec![
                fraction(Tag::FNumber.number(), 56, 10),
                Entry::text(Tag::Make.number(), "Exemple"),
                Entry::text(Tag::Artist.number(), "Anne"),
            ]
        };
        let first = Exif::read(&write_exif(Directories { first: entries(), ..Directories::default() }, ORDER));
        let below = Exif::read(&write_exif(Directories { exif: entries(), ..Directories::default() }, ORDER));
        for read in [first, below] {
            assert_eq!(read.camera.aperture.as_deref(), Some("f/5.6"));
            assert_eq!((read.camera.make.as_deref(), read.artist.as_deref()), (Some("Exemple"), Some("Anne")));
        }
    }

    #[test]
    fn numbers_are_read_whatever_their_type() {
        for order in [Order::Little, Order::Big] {
            let long = |number: i32| order.of_u32(number.cast_unsigned()).to_vec();
            let double = 5.6_f64.to_bits();
            let [high, low] =
                [double >> 32, double & 0xFFFF_FFFF].map(|half| order.of_u32(u32::try_from(half).unwrap()));
            let double = if order == Order::Big { [high, low].concat() } else { [low, high].concat() };
            for (kind, value, expected) in [
                (1, vec![200], Some(200.0)),
                (6, vec![200], Some(-56.0)),
                (3, order.of_u16(65_535).to_vec(), Some(65_535.0)),
                (8, order.of_u16(65_535).to_vec(), Some(-1.0)),
                (4, long(-1), Some(4_294_967_295.0)),
                (9, long(-1), Some(-1.0)),
                (5, [long(28), long(5)].concat(), Some(5.6)),
                (10, [long(-28), long(5)].concat(), Some(-5.6)),
                (10, [long(28), long(0)].concat(), None),
                (11, order.of_u32(0.5_f32.to_bits()).to_vec(), Some(0.5)),
                (12, double, Some(5.6)),
            ] {
                let exif =
                    vec![Entry { tag: Tag::FNumber.number(), kind, count: 1, value: std::borrow::Cow::Owned(value) }];
                let block = write_exif(Directories { exif, ..Directories::default() }, order);
                assert_eq!(Fields::read(&block).unwrap().quotient(Tag::FNumber), expected, "type {kind}");
            }
        }
    }

    #[test]
    fn text_of_exif_3_and_a_signed_pointer_are_read() {
        let make = Entry { kind: ifd::UTF_8, ..Entry::text(Tag::Make.number(), "Caméra Œil") };
        let iso = Entry { kind: ifd::IFD, ..Entry::longs(Tag::ISOSpeed.number(), &[400], ORDER) };
        let mut block = write_exif(Directories { exif: vec![make, iso], ..Directories::default() }, ORDER);
        // The only entry of the first directory is the pointer to EXIF's own; 9 is SLONG (TIFF 6.0, section 2).
        assert_eq!(block[10..14], [0x87, 0x69, 0, 4]);
        block[13] = 9;
        let camera = Exif::read(&block).camera;
        assert_eq!((camera.make.as_deref(), camera.iso.as_deref()), (Some("Caméra Œil"), Some("400")));
    }

    #[test]
    fn values_that_overlap_take_no_more_than_their_share() {
        // Entries of every tag that is asked for, each of which says that the whole block is its value.
        let length = 1_000_000;
        let mut block = ifd::start(ORDER, 8);
        block.extend(ORDER.of_u16(u16::try_from(OF_PHOTOGRAPH.len()).unwrap()));
        for tag in OF_PHOTOGRAPH {
            block.extend([ORDER.of_u16(tag.number()), ORDER.of_u16(ifd::ASCII)].concat());
            block.extend([ORDER.of_u32(length), ORDER.of_u32(0)].concat());
        }
        block.resize(1_000_000, b'a');
        let clean = clean(&block).unwrap();
        assert!(clean.len() < OF_PHOTOGRAPH.len() * (VALUE + 12) + 100, "{}", clean.len());
    }
}
