//! Directories of TIFF, which EXIF uses too (TIFF 6.0, section 2; EXIF 2.32, 4.6.2): read entry by entry, and written.

use std::borrow::Cow;

use super::octets::{Order, index, run};

/// Pointers from the first directory to the others (EXIF 2.32, 4.6.3).
pub(super) const EXIF_POINTER: u16 = 0x8769;
pub(super) const GPS_POINTER: u16 = 0x8825;
pub(super) const INTEROPERABILITY_POINTER: u16 = 0xA005;

/// Field types (TIFF 6.0, section 2).
pub(super) const ASCII: u16 = 2;
pub(super) const SHORT: u16 = 3;
pub(super) const LONG: u16 = 4;
pub(super) const RATIONAL: u16 = 5;
pub(super) const BYTE: u16 = 1;
pub(super) const UNDEFINED: u16 = 7;
/// The place of a directory (Adobe Photoshop TIFF Technical Note 1).
pub(super) const IFD: u16 = 13;
/// UTF-8, of EXIF 3.0 (4.6.2).
pub(super) const UTF_8: u16 = 129;

/// Bytes of an entry in its directory, its value aside.
const ENTRY: usize = 12;

/// One entry, its value still in the file's byte order.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub(super) tag: u16,
    pub(super) kind: u16,
    pub(super) count: u32,
    pub(super) value: Cow<'a, [u8]>,
}

/// A directory: its readable entries, and the place of the next one (0: none).
#[derive(Debug, Default)]
pub(super) struct Ifd<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) next: u32,
    /// Whether entries were left out.
    pub(super) is_cut: bool,
}

/// The byte order and the place of the first directory.
pub(super) fn header(bytes: &[u8]) -> Option<(Order, u32)> {
    let order = match bytes.get(..4)? {
        b"II*\0" => Order::Little,
        b"MM\0*" => Order::Big,
        _ => return None,
    };
    Some((order, order.u32(bytes, 4)?))
}

/// Bytes of one value of a type; unknown types have none.
fn width(kind: u16) -> Option<u32> {
    match kind {
        1 | 2 | 6 | 7 | UTF_8 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | IFD => Some(4),
        5 | 10 | 12 => Some(8),
        _ => None,
    }
}

/// Reads a directory; an entry whose type is unknown or whose value lies outside is left out.
pub(super) fn read(bytes: &[u8], order: Order, at: u32) -> Option<Ifd<'_>> {
    let at = index(at);
    let count = usize::from(order.u16(bytes, at)?);
    let entry = |number: usize| {
        let at = at.checked_add(2)?.checked_add(number * ENTRY)?;
        let kind = order.u16(bytes, at + 2)?;
        let count = order.u32(bytes, at + 4)?;
        let length = count.checked_mul(width(kind)?)?;
        let place = if length <= 4 { at + 8 } else { index(order.u32(bytes, at + 8)?) };
        Some(Entry { tag: order.u16(bytes, at)?, kind, count, value: Cow::Borrowed(run(bytes, place, length)?) })
    };
    let next = at.checked_add(2 + count * ENTRY).and_then(|at| order.u32(bytes, at)).unwrap_or(0);
    let entries: Vec<_> = (0..count).filter_map(entry).collect();
    let is_cut = entries.len() < count;
    Some(Ifd { entries, next, is_cut })
}

impl<'a> Ifd<'a> {
    /// The entry of a tag.
    pub(super) fn get(&self, tag: u16) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    /// The first number of a tag.
    pub(super) fn number(&self, tag: u16, order: Order) -> Option<u32> {
        self.get(tag)?.numbers(order).next()
    }
}

impl<'a> Entry<'a> {
    /// An entry of one text, ended by a NUL as ASCII values are.
    pub(super) fn text(tag: u16, text: &str) -> Self {
        let value: Vec<u8> = text.bytes().filter(|byte| *byte != 0).chain([0]).collect();
        Self { tag, kind: ASCII, count: u32::try_from(value.len()).unwrap_or(0), value: Cow::Owned(value) }
    }

    /// An entry of one short number.
    pub(super) fn short(tag: u16, number: u16, order: Order) -> Self {
        Self { tag, kind: SHORT, count: 1, value: Cow::Owned(order.of_u16(number).to_vec()) }
    }

    /// An entry of long numbers.
    pub(super) fn longs(tag: u16, numbers: &[u32], order: Order) -> Self {
        let value = numbers.iter().flat_map(|number| order.of_u32(*number)).collect();
        Self { tag, kind: LONG, count: u32::try_from(numbers.len()).unwrap_or(0), value: Cow::Owned(value) }
    }

    /// Bytes called long numbers and padded to them, never swapped: how IPTC has stood in TIFF since libtiff wrote it.
    pub(super) fn octets_as_longs(tag: u16, mut value: Vec<u8>) -> Self {
        value.resize(value.len().next_multiple_of(4), 0);
        Self { tag, kind: LONG, count: u32::try_from(value.len() / 4).unwrap_or(0), value: Cow::Owned(value) }
    }

    /// An entry of one fraction.
    pub(super) fn fraction(tag: u16, (above, below): (u32, u32), order: Order) -> Self {
        let value = [order.of_u32(above), order.of_u32(below)].concat();
        Self { tag, kind: RATIONAL, count: 1, value: Cow::Owned(value) }
    }

    /// An entry of bytes whose meaning is their tag's.
    pub(super) fn undefined(tag: u16, value: &'a [u8]) -> Self {
        Self { kind: UNDEFINED, ..Self::bytes(tag, value) }
    }

    /// An entry of bytes.
    pub(super) fn bytes(tag: u16, value: &'a [u8]) -> Self {
        Self { tag, kind: BYTE, count: u32::try_from(value.len()).unwrap_or(0), value: Cow::Borrowed(value) }
    }

    /// The entry with its first values only, as many as fit in so many bytes.
    pub(super) fn cut(&self, most: usize) -> Entry<'_> {
        let width = width(self.kind).map_or(1, index);
        let count = self.value.len().min(most) / width;
        let value = self.value.get(..count * width).unwrap_or_default();
        Entry { count: u32::try_from(count).unwrap_or(0), value: Cow::Borrowed(value), ..*self }
    }

    /// The values as whole numbers, those of signed types without regard to their sign; fractions and texts have none.
    pub(super) fn numbers(&self, order: Order) -> impl Iterator<Item = u32> {
        let step = match self.kind {
            1 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | IFD => 4,
            _ => usize::MAX,
        };
        self.value.chunks_exact(step).filter_map(move |value| match step {
            1 => value.first().copied().map(u32::from),
            2 => order.u16(value, 0).map(u32::from),
            _ => order.u32(value, 0),
        })
    }
}

/// How many bytes [`write`] takes for these entries: the directory, then the values that do not fit in it.
pub(super) fn length(entries: &[Entry<'_>]) -> usize {
    let outside = |entry: &Entry<'_>| if entry.value.len() <= 4 { 0 } else { entry.value.len().next_multiple_of(2) };
    6 + entries.len() * ENTRY + entries.iter().map(outside).sum::<usize>()
}

/// Writes a directory that will stand at `at`, without a next one, entries in the order of their tags as TIFF wants.
pub(super) fn write(mut entries: Vec<Entry<'_>>, order: Order, at: usize) -> Vec<u8> {
    entries.sort_by_key(|entry| entry.tag);
    let mut directory = order.of_u16(u16::try_from(entries.len()).unwrap_or(u16::MAX)).to_vec();
    let mut values = Vec::new();
    let values_at = at + 6 + entries.len() * ENTRY;
    for entry in &entries {
        directory.extend(order.of_u16(entry.tag));
        directory.extend(order.of_u16(entry.kind));
        directory.extend(order.of_u32(entry.count));
        if entry.value.len() <= 4 {
            directory.extend(entry.value.iter().copied().chain([0; 4]).take(4));
        } else {
            directory.extend(order.of_u32(u32::try_from(values_at + values.len()).unwrap_or(u32::MAX)));
            values.extend_from_slice(&entry.value);
            values.resize(values.len().next_multiple_of(2), 0);
        }
    }
    directory.extend([0; 4]);
    directory.append(&mut values);
    directory
}

/// The directories of a photograph, before they are written.
#[derive(Debug, Default)]
pub(super) struct Directories<'a> {
    pub(super) first: Vec<Entry<'a>>,
    pub(super) exif: Vec<Entry<'a>>,
    pub(super) interoperability: Vec<Entry<'a>>,
    pub(super) gps: Vec<Entry<'a>>,
}

/// The header of a block whose first directory is at `at`.
pub(super) fn start(order: Order, at: u32) -> Vec<u8> {
    let mut header = match order {
        Order::Little => b"II*\0".to_vec(),
        Order::Big => b"MM\0*".to_vec(),
    };
    header.extend(order.of_u32(at));
    header
}

/// A whole EXIF block: the first directory, and those of the others that hold something.
pub(super) fn write_exif(directories: Directories<'_>, order: Order) -> Vec<u8> {
    let mut block = start(order, 8);
    let at = block.len();
    block.append(&mut write_all(directories, order, at));
    block
}

/// Writes the first directory, which will stand at `at`, an even place; then the others it points to.
pub(super) fn write_all<'a>(directories: Directories<'a>, order: Order, at: usize) -> Vec<u8> {
    let Directories { mut first, mut exif, interoperability, gps } = directories;
    let pointer = |tag, at: usize| Entry::longs(tag, &[u32::try_from(at).unwrap_or(0)], order);
    let has_exif = !exif.is_empty() || !interoperability.is_empty();
    // Each directory's place follows from the lengths of those before it; a pointer is one entry more.
    let pointers = usize::from(has_exif) + usize::from(!gps.is_empty());
    let exif_at = at + length(&first) + pointers * ENTRY;
    let mut gps_at = exif_at;
    if has_exif {
        let with_pointer = if interoperability.is_empty() { 0 } else { ENTRY };
        let interoperability_at = exif_at + length(&exif) + with_pointer;
        gps_at = interoperability_at;
        if !interoperability.is_empty() {
            exif.push(pointer(INTEROPERABILITY_POINTER, interoperability_at));
            gps_at += length(&interoperability);
        }
        first.push(pointer(EXIF_POINTER, exif_at));
    }
    if !gps.is_empty() {
        first.push(pointer(GPS_POINTER, gps_at));
    }
    let mut block = Vec::new();
    let others: [Vec<Entry<'a>>; 3] = [exif, interoperability, gps];
    for entries in [first].into_iter().chain(others.into_iter().filter(|entries| !entries.is_empty())) {
        let here = at + block.len();
        block.append(&mut write(entries, order, here));
    }
    block
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn values(entries: &[Entry<'_>]) -> Vec<(u16, Vec<u8>)> {
        let pointers = [EXIF_POINTER, GPS_POINTER, INTEROPERABILITY_POINTER];
        let own = entries.iter().filter(|entry| !pointers.contains(&entry.tag));
        let mut values: Vec<_> = own.map(|entry| (entry.tag, entry.value.to_vec())).collect();
        values.sort();
        values
    }

    fn directory() -> impl Strategy<Value = Vec<Entry<'static>>> {
        // Tags below the pointers, each once.
        proptest::collection::btree_map(0_u16..0x8000, vec(any::<u8>(), 1..20), 0..6).prop_map(|entries| {
            entries
                .into_iter()
                .map(|(tag, value)| {
                    let count = u32::try_from(value.len()).unwrap();
                    Entry { tag, kind: UNDEFINED, count, value: Cow::Owned(value) }
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_in_both_orders(
            first in directory(), exif in directory(), interoperability in directory(), gps in directory(), little in any::<bool>(),
        ) {
            let order = if little { Order::Little } else { Order::Big };
            let written = Directories { first: first.clone(), exif: exif.clone(), interoperability: interoperability.clone(), gps: gps.clone() };
            let block = write_exif(written, order);
            let (found, at) = header(&block).unwrap();
            prop_assert_eq!(found, order);
            let read_first = read(&block, order, at).unwrap();
            let child = |parent: &Ifd<'_>, pointer| {
                parent.number(pointer, order).map(|at| values(&read(&block, order, at).unwrap().entries)).unwrap_or_default()
            };
            prop_assert_eq!(values(&read_first.entries), values(&first));
            prop_assert_eq!(child(&read_first, EXIF_POINTER), values(&exif));
            prop_assert_eq!(child(&read_first, GPS_POINTER), values(&gps));
            let read_exif = read_first.number(EXIF_POINTER, order).and_then(|at| read(&block, order, at)).unwrap_or_default();
            prop_assert_eq!(child(&read_exif, INTEROPERABILITY_POINTER), values(&interoperability));
        }
    }

    #[test]
    fn a_value_beyond_the_end_is_left_out_and_said_to_be() {
        let mut block = write_exif(
            Directories {
                first: vec![Entry::text(0x010F, "Canon"), Entry::short(0x0112, 6, Order::Big)],
                ..Directories::default()
            },
            Order::Big,
        );
        block.truncate(block.len() - 2);
        let cut = read(&block, Order::Big, 8).unwrap();
        assert_eq!((cut.entries.len(), cut.is_cut, cut.number(0x0112, Order::Big)), (1, true, Some(6)));
    }
}
