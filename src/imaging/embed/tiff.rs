//! A TIFF written anew: its strips or tiles as they were, and a first directory that says what is needed and no more.

use std::{collections::HashMap, io::Write};

use super::{
    super::{
        ifd::{self, Directories, Entry},
        metadata::Metadata,
        octets::{index, run},
        tiff::{self, First, Parts},
    },
    EmbedError, KeepPlace, Refusal, exif, iim, packet,
    wording::Wording,
};

/// Bytes of the header, which says where the first directory is (TIFF 6.0, section 2).
const HEADER: u32 = 8;

/// The tags that say how the picture is stored (TIFF 6.0, and its technical notes): sizes, bits, compression,
/// photometry, fill order, samples, planes, fax options, transfer function, predictor, colour map, inks, extra samples,
/// sample format, JPEG tables, the colour profile.
const STRUCTURE: &[u16] = &[
    0x0100,
    0x0101,
    0x0102,
    0x0103,
    0x0106,
    0x010A,
    0x0115,
    0x0116,
    0x0118,
    0x0119,
    0x011C,
    0x0122,
    0x0123,
    0x0124,
    0x0125,
    0x013D,
    0x0140,
    0x0142,
    0x0143,
    0x014C,
    0x014E,
    0x0150,
    0x0152,
    0x0153,
    0x0154,
    0x0155,
    0x015B,
    0x0212,
    tiff::ICC,
];

pub(super) fn wrap(
    bytes: &[u8],
    wording: &Wording,
    said: &Metadata,
    place: KeepPlace,
    out: &mut dyn Write,
) -> Result<(), EmbedError> {
    let first = First::read(bytes)?;
    let order = first.order;
    let Parts { tags, places } = first.parts()?;
    let Placed { offsets, runs, end } = Placed::of(bytes, &places)?;
    let counts: Vec<u32> = places.iter().map(|(_, count)| *count).collect();

    let mut directories: Directories<'_> = exif::kept(bytes, &first.ifd, order, place);
    directories.first.extend(STRUCTURE.iter().filter_map(|tag| first.ifd.get(*tag)).cloned());
    directories.first.extend([Entry::longs(tags.0, &offsets, order), Entry::longs(tags.1, &counts, order)]);
    directories.first.extend(exif::attribution(wording, said, order));
    let xmp = packet::write(wording);
    directories.first.push(Entry::bytes(tiff::XMP, xmp.as_bytes()));
    directories.first.push(Entry::octets_as_longs(tiff::IPTC, iim::write(wording)));

    out.write_all(&ifd::start(order, end))?;
    for run in runs {
        out.write_all(run)?;
        // Directories and some readers want even places.
        if run.len() % 2 == 1 {
            out.write_all(&[0])?;
        }
    }
    out.write_all(&ifd::write_all(directories, order, index(end)))?;
    Ok(())
}

/// The picture's parts as they will stand, each once: equal parts stay shared.
struct Placed<'a> {
    /// Where each part will be.
    offsets: Vec<u32>,
    /// What is written, one after the other.
    runs: Vec<&'a [u8]>,
    /// Where the last one ends.
    end: u32,
}

impl<'a> Placed<'a> {
    fn of(bytes: &'a [u8], parts: &[(u32, u32)]) -> Result<Self, EmbedError> {
        let mut moved = HashMap::new();
        let mut placed = Self { offsets: Vec::with_capacity(parts.len()), runs: Vec::new(), end: HEADER };
        for (offset, count) in parts.iter().copied() {
            let now = if let Some(now) = moved.get(&(offset, count)) {
                *now
            } else {
                let now = placed.end;
                placed.runs.push(run(bytes, index(offset), count).ok_or(Refusal::Truncated)?);
                let length = count.checked_next_multiple_of(2);
                placed.end = length.and_then(|length| now.checked_add(length)).ok_or(EmbedError::TooLarge)?;
                moved.insert((offset, count), now);
                now
            };
            placed.offsets.push(now);
        }
        Ok(placed)
    }
}
