//! A TIFF written anew: its strips or tiles as they were, and a first directory that says what is needed and no more.

use std::collections::HashMap;

use super::{
    super::{
        ifd::{self, Directories, Entry},
        inspect::Said,
        octets::{index, run},
        tiff::{self, First, Parts},
    },
    EmbedError, KeepPlace, Refusal, exif, iim, packet,
    wording::Wording,
};

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

pub(super) fn wrap(bytes: &[u8], wording: &Wording, said: &Said, place: KeepPlace) -> Result<Vec<u8>, EmbedError> {
    let first = First::read(bytes)?;
    let order = first.order;
    let Parts { tags, places } = first.parts()?;
    let mut out = ifd::start(order, 0);
    let placed = copy_parts(bytes, &places, &mut out)?;
    let offsets: Vec<u32> = placed.iter().map(|(offset, _)| *offset).collect();
    let counts: Vec<u32> = placed.iter().map(|(_, count)| *count).collect();

    let mut directories: Directories<'_> = exif::kept(bytes, &first.ifd, order, place);
    directories.first.extend(STRUCTURE.iter().filter_map(|tag| first.ifd.get(*tag)).cloned());
    directories.first.extend([Entry::longs(tags.0, &offsets, order), Entry::longs(tags.1, &counts, order)]);
    directories.first.extend(exif::attribution(wording, said, order));
    let xmp = packet::write(wording);
    directories.first.push(Entry::bytes(tiff::XMP, xmp.as_bytes()));
    directories.first.push(Entry::octets_as_longs(tiff::IPTC, iim::write(wording)));

    let at = u32::try_from(out.len()).map_err(|_larger| EmbedError::TooLarge)?;
    let header = ifd::start(order, at);
    for (byte, written) in out.iter_mut().zip(header) {
        *byte = written;
    }
    ifd::append(&mut out, directories, order);
    Ok(out)
}

/// Copies each part once, and says where it now is; equal parts stay shared.
fn copy_parts(bytes: &[u8], parts: &[(u32, u32)], out: &mut Vec<u8>) -> Result<Vec<(u32, u32)>, EmbedError> {
    let mut moved = HashMap::new();
    let mut placed = Vec::with_capacity(parts.len());
    for (offset, count) in parts.iter().copied() {
        let now = if let Some(now) = moved.get(&(offset, count)) {
            *now
        } else {
            let now = u32::try_from(out.len()).map_err(|_larger| EmbedError::TooLarge)?;
            out.extend_from_slice(run(bytes, index(offset), count).ok_or(Refusal::Truncated)?);
            // Directories and some readers want even places.
            out.resize(out.len().next_multiple_of(2), 0);
            moved.insert((offset, count), now);
            now
        };
        placed.push((now, count));
    }
    Ok(placed)
}
