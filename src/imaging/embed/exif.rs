//! Writes the EXIF block of a copy (EXIF 2.32): the camera's facts that are not personal, and the attribution.

use super::{
    super::{
        container::Container,
        ifd::{self, Directories, Entry, Ifd},
        metadata::Metadata,
        octets::Order,
    },
    KeepPlace,
    wording::Wording,
};

const DESCRIPTION: u16 = 0x010E;
const ORIENTATION: u16 = 0x0112;
const X_RESOLUTION: u16 = 0x011A;
const Y_RESOLUTION: u16 = 0x011B;
const RESOLUTION_UNIT: u16 = 0x0128;
const ARTIST: u16 = 0x013B;
const YCBCR_POSITIONING: u16 = 0x0213;
const COPYRIGHT: u16 = 0x8298;
const VERSION: u16 = 0x9000;
const COMPONENTS: u16 = 0x9101;
const FLASHPIX: u16 = 0xA000;
const COLOUR_SPACE: u16 = 0xA001;
const PIXEL_WIDTH: u16 = 0xA002;
const PIXEL_HEIGHT: u16 = 0xA003;

/// The tags that stay of the first directory: make, model, resolution, software, date, and how colours are meant.
const FIRST: &[u16] = &[
    0x010F,
    0x0110,
    X_RESOLUTION,
    Y_RESOLUTION,
    RESOLUTION_UNIT,
    0x012D,
    0x0131,
    0x0132,
    0x013E,
    0x013F,
    0x0211,
    YCBCR_POSITIONING,
    0x0214,
];

/// The tags that stay of the EXIF directory: how the photograph was taken, with which lens, when. Left out are maker
/// notes (0x927C), comments (0x9286), unique ids (0xA420), the owner's name (0xA430), serial numbers (0xA431, 0xA435)
/// and all that is unknown.
const EXIF: &[u16] = &[
    0x829A,
    0x829D,
    0x8822,
    0x8824,
    0x8827,
    0x8830,
    0x8831,
    0x8832,
    0x8833,
    0x8834,
    0x8835,
    VERSION,
    0x9003,
    0x9004,
    0x9010,
    0x9011,
    0x9012,
    COMPONENTS,
    0x9102,
    0x9201,
    0x9202,
    0x9203,
    0x9204,
    0x9205,
    0x9206,
    0x9207,
    0x9208,
    0x9209,
    0x920A,
    0x9214,
    0x9290,
    0x9291,
    0x9292,
    FLASHPIX,
    COLOUR_SPACE,
    PIXEL_WIDTH,
    PIXEL_HEIGHT,
    0xA20B,
    0xA20C,
    0xA20E,
    0xA20F,
    0xA210,
    0xA214,
    0xA215,
    0xA217,
    0xA300,
    0xA301,
    0xA302,
    0xA401,
    0xA402,
    0xA403,
    0xA404,
    0xA405,
    0xA406,
    0xA407,
    0xA408,
    0xA409,
    0xA40A,
    0xA40C,
    0xA432,
    0xA433,
    0xA434,
    0xA460,
    0xA461,
    0xA500,
];

/// The tags of the colour space of a DCF camera (DCF 2.0, 3.2).
const INTEROPERABILITY: &[u16] = &[0x0001, 0x0002];

/// Version, latitude, longitude, altitude, datum.
const PLACE: &[u16] = &[0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x12];
/// The same, with the direction.
const PLACE_AND_DIRECTION: &[u16] = &[0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x11, 0x12];

/// The most bytes of the values that stay, so that a JPEG segment has room for the texts.
const MOST_BYTES: usize = 12_000;

/// Writes the block, in the byte order of the file's own.
pub(super) fn write(wording: &Wording, container: &Container<'_>, said: &Metadata, place: KeepPlace) -> Vec<u8> {
    let block = container.exif.as_deref().unwrap_or_default();
    let (order, at) = ifd::header(block).unwrap_or((Order::Little, 0));
    let first = if at == 0 { Ifd::default() } else { ifd::read(block, order, at).unwrap_or_default() };
    let mut kept = kept(block, &first, order, place);
    kept.first.extend(attribution(wording, said, order));
    complete(&mut kept, container, order);
    ifd::write_exif(kept, order)
}

/// What stays of each directory.
pub(super) fn kept<'a>(block: &'a [u8], first: &Ifd<'a>, order: Order, place: KeepPlace) -> Directories<'a> {
    let child = |parent: &Ifd<'a>, pointer| {
        parent.number(pointer, order).and_then(|at| ifd::read(block, order, at)).unwrap_or_default()
    };
    let exif = child(first, ifd::EXIF_POINTER);
    let mut budget = MOST_BYTES;
    let mut keep = |ifd: &Ifd<'a>, tags: &[u16]| -> Vec<Entry<'a>> {
        let mut kept = Vec::new();
        for entry in tags.iter().filter_map(|tag| ifd.get(*tag)) {
            if let Some(left) = budget.checked_sub(entry.value.len()).filter(|_| entry.count > 0) {
                budget = left;
                kept.push(entry.clone());
            }
        }
        kept
    };
    Directories {
        first: keep(first, FIRST),
        interoperability: keep(&child(&exif, ifd::INTEROPERABILITY_POINTER), INTEROPERABILITY),
        gps: match place {
            KeepPlace::Yes => keep(&child(first, ifd::GPS_POINTER), PLACE_AND_DIRECTION),
            KeepPlace::WithoutDirection => keep(&child(first, ifd::GPS_POINTER), PLACE),
            KeepPlace::No => Vec::new(),
        },
        exif: keep(&exif, EXIF),
    }
}

/// The attribution, and the orientation, without which the image would be shown rotated.
pub(super) fn attribution<'a>(wording: &Wording, said: &Metadata, order: Order) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    entries.extend(wording.description().map(|text| Entry::text(DESCRIPTION, text)));
    entries.push(Entry::short(ORIENTATION, said.exif.orientation.exif().into(), order));
    // Several names are separated by semicolons (Metadata Working Group, 5.6).
    let creators = wording.creators.join("; ");
    entries.extend((!creators.is_empty()).then(|| Entry::text(ARTIST, &creators)));
    entries.extend(wording.rights().map(|text| Entry::text(COPYRIGHT, text)));
    entries
}

/// Adds what EXIF makes mandatory and the file lacks (EXIF 2.32, 4.6.8).
fn complete(kept: &mut Directories<'_>, container: &Container<'_>, order: Order) {
    let without = |entries: &[Entry<'_>], tag: u16| entries.iter().all(|entry| entry.tag != tag);
    let (width, height) = container.stored;
    let colour_space = if container.icc.is_some() { 0xFFFF } else { 1 };
    let first = [
        Entry::fraction(X_RESOLUTION, (72, 1), order),
        Entry::fraction(Y_RESOLUTION, (72, 1), order),
        Entry::short(RESOLUTION_UNIT, 2, order),
        Entry::short(YCBCR_POSITIONING, 1, order),
    ];
    let exif = [
        Entry::undefined(VERSION, b"0232"),
        Entry::undefined(COMPONENTS, &[1, 2, 3, 0]),
        Entry::undefined(FLASHPIX, b"0100"),
        Entry::short(COLOUR_SPACE, colour_space, order),
        Entry::longs(PIXEL_WIDTH, &[width], order),
        Entry::longs(PIXEL_HEIGHT, &[height], order),
    ];
    for entry in first {
        if without(&kept.first, entry.tag) {
            kept.first.push(entry);
        }
    }
    for entry in exif {
        if without(&kept.exif, entry.tag) {
            kept.exif.push(entry);
        }
    }
}
