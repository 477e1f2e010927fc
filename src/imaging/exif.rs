//! What EXIF says (EXIF 2.32 and 3.0), as far as a block holds.
//!
//! The project reads the directories itself, since copies need them anyway, and since kamadak-exif 0.6 reads neither the text
//! of EXIF 3.0 (type 129) nor a directory whose pointer is of a signed type.

use super::{
    facts::{Camera, Orientation},
    ifd::{self, Entry, Ifd},
    octets::Order,
    shot, words,
};

const DESCRIPTION: u16 = 0x010E;
const MAKE: u16 = 0x010F;
const MODEL: u16 = 0x0110;
const ORIENTATION: u16 = 0x0112;
const CHANGED: u16 = 0x0132;
const ARTIST: u16 = 0x013B;
const COPYRIGHT: u16 = 0x8298;
const EXPOSURE_TIME: u16 = 0x829A;
const F_NUMBER: u16 = 0x829D;
/// `PhotographicSensitivity`, `RecommendedExposureIndex`, `StandardOutputSensitivity`, `ISOSpeed`.
const SENSITIVITIES: [u16; 4] = [0x8827, 0x8832, 0x8831, 0x8833];
const ORIGINAL: u16 = 0x9003;
const DIGITIZED: u16 = 0x9004;
/// The offsets to UTC of the change, of the original and of the digitized picture.
const OFFSET_CHANGED: u16 = 0x9010;
const OFFSET_ORIGINAL: u16 = 0x9011;
const OFFSET_DIGITIZED: u16 = 0x9012;
const FOCAL_LENGTH: u16 = 0x920A;
/// Windows' own texts, in UCS-2: they stand in the first directory.
const XP_TITLE: u16 = 0x9C9B;
const XP_AUTHOR: u16 = 0x9C9D;
const XP_KEYWORDS: u16 = 0x9C9E;
const LENS_MODEL: u16 = 0xA434;

/// In the directory of the place: the half of the world, and the angle.
const LATITUDE: (u16, u16) = (1, 2);
const LONGITUDE: (u16, u16) = (3, 4);

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

    fn of(fields: &Fields<'_>) -> Self {
        Self {
            orientation: fields.number(ORIENTATION).and_then(Orientation::from_exif).unwrap_or_default(),
            camera: camera(fields),
            original: fields.text(ORIGINAL),
            offset: offset(fields),
            coordinates: coordinates(fields),
            title: fields.windows(XP_TITLE),
            description: fields.text(DESCRIPTION),
            artist: fields.text(ARTIST).or_else(|| fields.windows(XP_AUTHOR)),
            copyright: fields.copyright(),
            keywords: fields.windows(XP_KEYWORDS),
        }
    }
}

/// The fields of the photograph itself, not those of its thumbnail.
struct Fields<'a> {
    order: Order,
    /// The first directory and EXIF's own: cameras of TIFF/EP, converters and repaired files put into either what belongs in
    /// the other. The directory of the place has numbers that mean something else there.
    directories: [Ifd<'a>; 2],
    place: Ifd<'a>,
}

impl<'a> Fields<'a> {
    fn read(block: &'a [u8]) -> Option<Self> {
        let (order, at) = ifd::header(block)?;
        let first = ifd::read(block, order, at)?;
        let child = |parent: &Ifd<'_>, pointer| {
            parent.number(pointer, order).and_then(|at| ifd::read(block, order, at)).unwrap_or_default()
        };
        let exif = child(&first, ifd::EXIF_POINTER);
        let place = child(&first, ifd::GPS_POINTER);
        Some(Self { order, directories: [first, exif], place })
    }

    /// The first of a tag's entries that says something, that of the directory where it belongs before the other.
    fn find<T>(&self, tag: u16, said: impl Fn(&Entry<'a>) -> Option<T>) -> Option<T> {
        let [first, exif] = &self.directories;
        let is_of_exif = (EXPOSURE_TIME..XP_TITLE).contains(&tag) || tag >= LENS_MODEL;
        let directories = if is_of_exif { [exif, first] } else { [first, exif] };
        directories.into_iter().filter_map(|directory| directory.get(tag)).find_map(said)
    }

    fn text(&self, tag: u16) -> Option<String> {
        self.find(tag, |entry| words::block(&words::from_bytes(octets(entry)?)))
    }

    /// The photographer's notice, then the editor's, apart by a NUL; a missing one is a space (EXIF 2.32, 4.6.4).
    fn copyright(&self) -> Option<String> {
        self.find(COPYRIGHT, |entry| {
            let notices =
                octets(entry)?.split(|byte| *byte == 0).filter_map(|notice| words::block(&words::from_bytes(notice)));
            let joined = notices.take(2).collect::<Vec<_>>().join("; ");
            (!joined.is_empty()).then_some(joined)
        })
    }

    fn windows(&self, tag: u16) -> Option<String> {
        self.find(tag, |entry| {
            let bytes = Some(entry).filter(|entry| matches!(entry.kind, ifd::BYTE | ifd::UNDEFINED))?;
            words::block(&words::from_utf16(&bytes.value, Order::Little))
        })
    }

    /// The first whole number; some writers use signed types, and bytes.
    fn number(&self, tag: u16) -> Option<u32> {
        self.find(tag, |entry| whole(entry, self.order))
    }

    /// The first number, of any kind.
    fn quotient(&self, tag: u16) -> Option<f64> {
        self.find(tag, |entry| entry.quotients(self.order).next()?)
    }

    /// Degrees, minutes and seconds, and the letter that says which half of the world (EXIF 2.32, 4.6.6).
    fn degrees(&self, (half, angle): (u16, u16), negative: u8, positive: u8) -> Option<f64> {
        let entry = self.place.get(angle)?;
        let parts = match entry.kind {
            ifd::ASCII | ifd::UTF_8 => parts_of_angle(&words::from_bytes(&entry.value))?,
            _ => entry.quotients(self.order).collect(),
        };
        // Degrees must be there; a camera that knows no seconds may write them 0/0. Some writers of signed numbers sign them
        // beside the letter, which says it already.
        let mut values = parts.into_iter().map(|part| part.map(f64::abs));
        let degrees = values.next()??;
        let minutes = values.next().flatten().unwrap_or(0.0);
        let seconds = values.next().flatten().unwrap_or(0.0);
        let angle = degrees + minutes / 60.0 + seconds / 3600.0;
        match octets(self.place.get(half)?)?.first()?.to_ascii_uppercase() {
            letter if letter == negative => Some(-angle),
            letter if letter == positive => Some(angle),
            _ => None,
        }
    }
}

/// The bytes of a text; some writers call theirs bytes.
fn octets<'e>(entry: &'e Entry<'_>) -> Option<&'e [u8]> {
    let is_text = matches!(entry.kind, ifd::ASCII | ifd::UTF_8 | ifd::BYTE | ifd::UNDEFINED);
    is_text.then_some(&*entry.value)
}

/// The first whole number that is not below zero.
fn whole(entry: &Entry<'_>, order: Order) -> Option<u32> {
    let most = match entry.kind {
        ifd::UNDEFINED => return None,
        6 => 0x7F,
        8 => 0x7FFF,
        9 => 0x7FFF_FFFF,
        _ => u32::MAX,
    };
    entry.numbers(order).next().filter(|number| *number <= most)
}

/// `48,23,26.88`, as some writers of texts have it where three fractions belong: no more than sixty minutes and seconds, or
/// it is something else.
fn parts_of_angle(text: &str) -> Option<Vec<Option<f64>>> {
    let parts = text.split([',', ' ', ':', ';', '°', '\'', '"', '′', '″']).filter(|part| !part.is_empty());
    let parts: Option<Vec<f64>> = parts.map(|part| part.parse().ok().filter(|value: &f64| value.is_finite())).collect();
    let parts = parts.filter(|parts| (1..=3).contains(&parts.len()))?;
    let are_sixtieths = parts.iter().skip(1).all(|part| (0.0..60.0).contains(part));
    are_sixtieths.then(|| parts.into_iter().map(Some).collect())
}

/// The offset to UTC of the original's date. That of the change, or of the digitized picture, which some cameras write alone,
/// speaks of the original where both have the very same date; where the file was changed later, it may have been elsewhere.
fn offset(fields: &Fields<'_>) -> Option<String> {
    let of_same_date = |date: u16, offset: u16| {
        let is_same = fields.text(date)? == fields.text(ORIGINAL)?;
        is_same.then(|| fields.text(offset)).flatten()
    };
    fields
        .text(OFFSET_ORIGINAL)
        .or_else(|| of_same_date(DIGITIZED, OFFSET_DIGITIZED))
        .or_else(|| of_same_date(CHANGED, OFFSET_CHANGED))
}

fn camera(fields: &Fields<'_>) -> Camera {
    let line = |tag| fields.text(tag).and_then(|text| words::line(&text));
    Camera {
        make: line(MAKE),
        model: line(MODEL),
        lens: line(LENS_MODEL).filter(|lens| lens.chars().any(char::is_alphanumeric)),
        aperture: fields.quotient(F_NUMBER).and_then(shot::aperture),
        exposure: fields.quotient(EXPOSURE_TIME).and_then(shot::exposure),
        iso: shot::sensitivity(SENSITIVITIES.into_iter().filter_map(|tag| fields.number(tag))),
        focal_length: fields.quotient(FOCAL_LENGTH).and_then(shot::focal_length),
    }
}

/// Latitude and longitude; 0°, 0° is how a camera without a fix writes "unknown".
fn coordinates(fields: &Fields<'_>) -> Option<(f64, f64)> {
    let latitude = fields.degrees(LATITUDE, b'S', b'N')?;
    let longitude = fields.degrees(LONGITUDE, b'W', b'E')?;
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
            let exif = vec![Entry::text(ORIGINAL, "2021:08:19 18:48:53"), Entry::text(OFFSET_CHANGED, "+02:00")];
            let first = vec![Entry::text(CHANGED, changed)];
            Exif::read(&write_exif(Directories { first, exif, ..Directories::default() }, ORDER)).offset
        };
        assert_eq!(read("2021:08:19 18:48:53").as_deref(), Some("+02:00"));
        assert_eq!(read("2021:12:24 10:00:00"), None);
    }

    #[test]
    fn each_fact_is_found_in_either_directory() {
        let entries = || vec![fraction(F_NUMBER, 56, 10), Entry::text(MAKE, "Exemple"), Entry::text(ARTIST, "Anne")];
        let first = Exif::read(&write_exif(Directories { first: entries(), ..Directories::default() }, ORDER));
        let below = Exif::read(&write_exif(Directories { exif: entries(), ..Directories::default() }, ORDER));
        for read in [first, below] {
            assert_eq!(read.camera.aperture.as_deref(), Some("f/5.6"));
            assert_eq!((read.camera.make.as_deref(), read.artist.as_deref()), (Some("Exemple"), Some("Anne")));
        }
    }
}
