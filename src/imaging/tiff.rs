//! TIFF taken apart into its directories (TIFF 6.0), without decoding; cameras' raw files, which are TIFF too, are named.

mod coding;

use std::borrow::Cow;

pub(super) use self::coding::{Coding, Colours, Opacity, Packing};
use super::{
    container::Container,
    ifd::{self, Directories, Entry, Ifd},
    iptc,
    octets::{Order, index, run},
    refusal::Refusal,
    sniff::{Kind, Named},
};

pub(super) const WIDTH: u16 = 0x0100;
pub(super) const HEIGHT: u16 = 0x0101;
const BITS: u16 = 0x0102;
const PHOTOMETRIC: u16 = 0x0106;
const MAKE: u16 = 0x010F;
pub(super) const STRIP_OFFSETS: u16 = 0x0111;
const SAMPLES: u16 = 0x0115;
pub(super) const STRIP_COUNTS: u16 = 0x0117;
pub(super) const TILE_OFFSETS: u16 = 0x0144;
pub(super) const TILE_COUNTS: u16 = 0x0145;
const SUB_DIRECTORIES: u16 = 0x014A;
/// XMP, IPTC, Photoshop's resources and the colour profile, each in a tag of its own.
pub(super) const XMP: u16 = 0x02BC;
pub(super) const IPTC: u16 = 0x83BB;
pub(super) const PHOTOSHOP: u16 = 0x8649;
pub(super) const ICC: u16 = 0x8773;
const DNG_VERSION: u16 = 0xC612;
/// Values of the photometric tag that only sensors make: a colour filter array, and linear raw.
const SENSOR: [u32; 2] = [32_803, 34_892];

/// A value of EXIF in a TIFF file larger than this is not a fact about the photograph.
const LONGEST_VALUE: usize = 10_000;
/// The largest picture in tiles of 16 × 16, the smallest that are allowed, has half as many.
const MOST_PARTS: usize = 1_000_000;
/// Real directories have some dozens of entries; hostile ones have thousands that share one value.
const MOST_FACTS: usize = 200;
/// Real files have a few directories; hostile ones chain them for ever.
const MOST_DIRECTORIES: usize = 16;

/// The strips or tiles of a compressed picture.
#[derive(Debug)]
pub(super) struct Parts {
    /// The tags that place them: offsets and lengths.
    pub(super) tags: (u16, u16),
    /// Where each begins, how long it is.
    pub(super) places: Vec<(u32, u32)>,
}

/// A TIFF file's first directory, which is the photograph.
#[derive(Debug)]
pub(super) struct First<'a> {
    pub(super) order: Order,
    pub(super) ifd: Ifd<'a>,
}

impl<'a> First<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let (order, at) = ifd::header(bytes).ok_or(Refusal::Truncated)?;
        // A writer that was stopped leaves the place of the directory, which comes last, beyond the end.
        let ifd = ifd::read(bytes, order, at).ok_or(Refusal::Truncated)?;
        Ok(Self { order, ifd })
    }

    /// Where the compressed picture is.
    pub(super) fn parts(&self) -> Result<Parts, Refusal> {
        let missing =
            if self.ifd.is_cut { Refusal::Truncated } else { Refusal::Undecodable { why: "no picture data" } };
        let tags = [(STRIP_OFFSETS, STRIP_COUNTS), (TILE_OFFSETS, TILE_COUNTS)];
        let found = tags.into_iter().find_map(|tags| Some((tags, self.ifd.get(tags.0)?, self.ifd.get(tags.1)?)));
        let (tags, offsets, counts) = found.ok_or(missing)?;
        let places: Vec<_> = offsets.numbers(self.order).zip(counts.numbers(self.order)).collect();
        if places.is_empty() {
            Err(Refusal::Undecodable { why: "no picture data" })
        } else {
            Ok(Parts { tags, places })
        }
    }

    /// The directory that a pointer of the first one leads to.
    pub(super) fn child(&self, bytes: &'a [u8], pointer: u16) -> Ifd<'a> {
        self.ifd.number(pointer, self.order).and_then(|at| ifd::read(bytes, self.order, at)).unwrap_or_default()
    }
}

/// Reads a TIFF's first directory and the places of its metadata.
pub(super) fn read(bytes: &[u8]) -> Result<Container<'_>, Refusal> {
    let first = First::read(bytes)?;
    if let Some(name) = raw(bytes, &first) {
        return Err(Refusal::Unsupported { name: Named { name, kind: Kind::Raw } });
    }
    check_parts(bytes, first.parts()?.places)?;
    let coding = Coding::read(bytes, &first)?;
    let block = |tag| first.ifd.get(tag).map(|entry| entry.value.clone());
    let resources = || iptc::in_photoshop(first.ifd.get(PHOTOSHOP).map(|entry| entry.value.as_ref())?);
    Ok(Container {
        stored: coding.size,
        channels: u8::try_from(coding.channels).unwrap_or(u8::MAX),
        depth: coding.bits,
        icc: block(ICC),
        xmp: block(XMP),
        iptc: block(IPTC).or_else(|| resources().map(|iptc| Cow::Owned(iptc.to_vec()))),
        exif: Some(Cow::Owned(exif(bytes, &first))),
        ..Container::default()
    })
}

/// Every part must be in the file, and no two share bytes to make a small file large.
fn check_parts(bytes: &[u8], mut places: Vec<(u32, u32)>) -> Result<(), Refusal> {
    if places.len() > MOST_PARTS {
        return Err(Refusal::Undecodable { why: "too many parts" });
    }
    // Equal parts may be shared: some writers keep one blank tile for all.
    places.sort_unstable();
    places.dedup();
    let mut total = 0_usize;
    for (offset, count) in places {
        run(bytes, index(offset), count).ok_or(Refusal::Truncated)?;
        total = total.saturating_add(index(count));
    }
    if total > bytes.len() { Err(Refusal::Undecodable { why: "parts that overlap" }) } else { Ok(()) }
}

/// The EXIF facts of a TIFF, which stand among its own tags, as a block of their own.
fn exif(bytes: &[u8], first: &First<'_>) -> Vec<u8> {
    fn facts(ifd: Ifd<'_>) -> Vec<Entry<'_>> {
        ifd.entries.into_iter().filter(|entry| entry.value.len() <= LONGEST_VALUE).take(MOST_FACTS).collect()
    }
    let structural = |entry: &Entry<'_>| {
        let about_places = [STRIP_OFFSETS, STRIP_COUNTS, TILE_OFFSETS, TILE_COUNTS, XMP, IPTC, PHOTOSHOP, ICC];
        about_places.contains(&entry.tag) || [ifd::EXIF_POINTER, ifd::GPS_POINTER, SUB_DIRECTORIES].contains(&entry.tag)
    };
    let is_fact = |entry: &&Entry<'_>| entry.value.len() <= LONGEST_VALUE && !structural(entry);
    let own = first.ifd.entries.iter().filter(is_fact).take(MOST_FACTS).cloned().collect();
    let directories = Directories {
        first: own,
        exif: facts(first.child(bytes, ifd::EXIF_POINTER)),
        gps: facts(first.child(bytes, ifd::GPS_POINTER)),
        ..Directories::default()
    };
    ifd::write_exif(directories, first.order)
}

/// The name of a camera's raw file: a sensor's data somewhere in its directories, or Adobe's mark.
fn raw(bytes: &[u8], first: &First<'_>) -> Option<&'static str> {
    if first.ifd.get(DNG_VERSION).is_some() {
        return Some("Adobe DNG");
    }
    let is_sensor = |ifd: &Ifd<'_>| ifd.number(PHOTOMETRIC, first.order).is_some_and(|value| SENSOR.contains(&value));
    let subs =
        first.ifd.get(SUB_DIRECTORIES).into_iter().flat_map(|entry| entry.numbers(first.order)).take(MOST_DIRECTORIES);
    let sensor_below = subs.filter_map(|at| ifd::read(bytes, first.order, at)).any(|sub| is_sensor(&sub));
    if !is_sensor(&first.ifd) && !sensor_below && !is_sensor_behind(bytes, first, is_sensor) {
        return None;
    }
    let make = first.ifd.get(MAKE).map(|entry| entry.value.to_ascii_uppercase()).unwrap_or_default();
    let names: [(&[u8], &str); 8] = [
        (b"NIKON", "Nikon NEF"),
        (b"SONY", "Sony ARW"),
        (b"PENTAX", "Pentax PEF"),
        (b"SAMSUNG", "Samsung SRW"),
        (b"CANON", "Canon raw"),
        (b"EPSON", "Epson ERF"),
        (b"HASSELBLAD", "Hasselblad 3FR"),
        (b"KODAK", "Kodak DCR"),
    ];
    Some(names.iter().find(|(maker, _)| make.starts_with(maker)).map_or("camera raw", |(_, name)| name))
}

/// Some cameras put a preview first and the sensor's data in a later directory of the chain.
fn is_sensor_behind(bytes: &[u8], first: &First<'_>, is_sensor: impl Fn(&Ifd<'_>) -> bool) -> bool {
    let mut next = first.ifd.next;
    for _ in 0..MOST_DIRECTORIES {
        if next == 0 {
            return false;
        }
        let Some(ifd) = ifd::read(bytes, first.order, next) else { return false };
        if is_sensor(&ifd) {
            return true;
        }
        next = ifd.next;
    }
    false
}
