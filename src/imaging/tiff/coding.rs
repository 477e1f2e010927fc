//! How the picture of a TIFF is coded: what its tags say of it, and the name of a kind that is not read.
//!
//! Sections cited are those of TIFF 6.0; for JPEG inside TIFF, Adobe's TIFF Technical Note 2 replaces its section 22.

use std::borrow::Cow;

use super::{BITS, First, HEIGHT, PHOTOMETRIC, SAMPLES, TILE_OFFSETS, WIDTH};
use crate::imaging::{
    jpeg,
    octets::{Order, index, run},
    refusal::Refusal,
    sniff::{Kind, Named},
};

const COMPRESSION: u16 = 0x0103;
const FILL_ORDER: u16 = 0x010A;
const ROWS_PER_STRIP: u16 = 0x0116;
const PLANES: u16 = 0x011C;
const PREDICTOR: u16 = 0x013D;
const COLOUR_MAP: u16 = 0x0140;
const TILE_WIDTH: u16 = 0x0142;
const TILE_HEIGHT: u16 = 0x0143;
const INK_SET: u16 = 0x014C;
const EXTRA_SAMPLES: u16 = 0x0152;
const SAMPLE_FORMAT: u16 = 0x0153;
const JPEG_TABLES: u16 = 0x015B;

/// Photographs have up to five channels, satellites some dozens: a row of them still takes little memory.
const MOST_CHANNELS: usize = 32;
/// A tile may reach beyond its picture, but not by so much: pictures have 65,535 pixels a side at most.
const LONGEST_TILE: u32 = 65_536;

/// How each part is packed (section 7 and later notes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::imaging) enum Packing {
    Plain,
    PackBits,
    Lzw,
    Deflate,
    /// ITU-T T.6.
    FaxGroup4,
    Jpeg,
}

/// What the first channels mean (section 8, `PhotometricInterpretation`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::imaging) enum Colours {
    WhiteIsZero,
    BlackIsZero,
    Rgb,
    Palette,
    Cmyk,
    /// Luminance and chrominance, inside JPEG alone.
    YCbCr,
}

impl Colours {
    /// How many channels they are stored in.
    const fn stored(self) -> usize {
        match self {
            Self::WhiteIsZero | Self::BlackIsZero | Self::Palette => 1,
            Self::Rgb | Self::YCbCr => 3,
            Self::Cmyk => 4,
        }
    }

    /// How many samples a pixel has once they are read.
    pub(in crate::imaging) const fn seen(self) -> usize {
        match self {
            Self::Palette => 3,
            other => other.stored(),
        }
    }
}

/// The channel that says how opaque a pixel is (section 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::imaging) struct Opacity {
    /// Which of the stored channels it is.
    pub(in crate::imaging) channel: usize,
    /// The colours are already multiplied by it.
    pub(in crate::imaging) premultiplied: bool,
}

/// All that reading the picture needs, each value one that can be read.
#[derive(Clone, Debug)]
pub(in crate::imaging) struct Coding<'a> {
    pub(in crate::imaging) order: Order,
    pub(in crate::imaging) size: (u32, u32),
    pub(in crate::imaging) packing: Packing,
    pub(in crate::imaging) colours: Colours,
    /// Of each sample: 1, 2, 4, 8 or 16.
    pub(in crate::imaging) bits: u8,
    /// All those stored, also those that mean nothing here.
    pub(in crate::imaging) channels: usize,
    pub(in crate::imaging) opacity: Option<Opacity>,
    /// Each channel has parts of its own.
    pub(in crate::imaging) in_planes: bool,
    /// Each sample is stored as the difference to the one before (section 14).
    pub(in crate::imaging) as_differences: bool,
    /// The lowest bit of each byte comes first.
    pub(in crate::imaging) bits_reversed: bool,
    /// The sides of a strip or tile.
    pub(in crate::imaging) part: (u32, u32),
    /// Where each part is, and how long.
    pub(in crate::imaging) places: Vec<(u32, u32)>,
    pub(in crate::imaging) palette: Vec<[u8; 3]>,
    jpeg_tables: Option<Cow<'a, [u8]>>,
}

fn unsupported(name: &'static str) -> Refusal {
    Refusal::Unsupported { name: Named { name, kind: Kind::Coding } }
}

impl<'a> Coding<'a> {
    /// Reads the tags of a file that was not taken apart yet.
    pub(in crate::imaging) fn of(bytes: &'a [u8]) -> Result<Self, Refusal> {
        Self::read(bytes, &First::read(bytes)?)
    }

    /// Reads the tags.
    pub(super) fn read(bytes: &'a [u8], first: &First<'a>) -> Result<Self, Refusal> {
        let number = |tag| first.ifd.number(tag, first.order);
        let numbers = |tag| first.ifd.get(tag).into_iter().flat_map(|entry| entry.numbers(first.order));
        let missing = if first.ifd.is_cut { Refusal::Truncated } else { Refusal::Undecodable { why: "no size" } };
        let size = number(WIDTH).zip(number(HEIGHT)).ok_or(missing)?;
        let packing = packing(number(COMPRESSION).unwrap_or(1))?;
        let channels = index(number(SAMPLES).unwrap_or(1));
        if channels == 0 || channels > MOST_CHANNELS {
            return Err(unsupported("TIFF (SamplesPerPixel)"));
        }
        let colours = colours(number(PHOTOMETRIC), channels, packing)?;
        if colours == Colours::Cmyk && number(INK_SET).is_some_and(|set| set != 1) {
            return Err(unsupported("TIFF (InkSet)"));
        }
        let extra = channels.checked_sub(colours.stored()).ok_or(Refusal::Undecodable { why: "too few channels" })?;
        let bits = bits(numbers(BITS).take(channels))?;
        is_whole_numbers(numbers(SAMPLE_FORMAT).take(channels))?;
        let in_planes = channels > 1 && number(PLANES) == Some(2);
        if in_planes && colours == Colours::YCbCr {
            return Err(unsupported("TIFF (YCbCr in planes)"));
        }
        let coding = Self {
            order: first.order,
            size,
            packing,
            colours,
            bits,
            channels,
            opacity: opacity(colours, extra, first.ifd.get(EXTRA_SAMPLES).map(|entry| entry.numbers(first.order))),
            in_planes,
            as_differences: as_differences(number(PREDICTOR), packing, bits)?,
            bits_reversed: number(FILL_ORDER) == Some(2) && packing != Packing::Jpeg,
            part: part(size, first.ifd.get(TILE_OFFSETS).is_some(), number)?,
            places: first.parts()?.places,
            palette: if colours == Colours::Palette { palette(bits, numbers(COLOUR_MAP))? } else { Vec::new() },
            jpeg_tables: first.ifd.get(JPEG_TABLES).map(|entry| entry.value.clone()),
        };
        coding.check_parts()?;
        coding.look_into_the_first_part(bytes)?;
        Ok(coding)
    }

    /// How many parts lie side by side, and how many rows of them there are.
    pub(in crate::imaging) fn grid(&self) -> (u32, u32) {
        (self.size.0.div_ceil(self.part.0.max(1)), self.size.1.div_ceil(self.part.1.max(1)))
    }

    /// How many channels come together in a part.
    pub(in crate::imaging) const fn channels_together(&self) -> usize {
        if self.in_planes { 1 } else { self.channels }
    }

    /// Bytes of a part's row, unpacked: rows begin with a byte of their own.
    pub(in crate::imaging) fn row_bytes(&self) -> usize {
        (index(self.part.0) * self.channels_together() * usize::from(self.bits)).div_ceil(8)
    }

    /// The data of a part as a JPEG file: tables that all parts share stand in a tag of their own (Technical Note 2).
    pub(in crate::imaging) fn jpeg(&self, data: &[u8]) -> Vec<u8> {
        const START: &[u8] = &[0xFF, 0xD8];
        const END: &[u8] = &[0xFF, 0xD9];
        let tables = self.jpeg_tables.as_deref().and_then(|tables| tables.strip_prefix(START)).unwrap_or_default();
        let tables = tables.strip_suffix(END).unwrap_or(tables);
        [START, tables, data.strip_prefix(START).unwrap_or(data)].concat()
    }

    fn check_parts(&self) -> Result<(), Refusal> {
        let (across, down) = self.grid();
        let planes = if self.in_planes { self.channels } else { 1 };
        let wanted = index(across).checked_mul(index(down)).and_then(|parts| parts.checked_mul(planes));
        if wanted.is_none_or(|wanted| wanted > self.places.len()) {
            return Err(Refusal::Undecodable { why: "parts are missing" });
        }
        if self.packing == Packing::FaxGroup4 && (self.bits, self.channels) != (1, 1) {
            return Err(Refusal::Undecodable { why: "a fax in colours" });
        }
        if self.packing == Packing::Jpeg && self.bits != 8 {
            return Err(unsupported("TIFF (12-bit JPEG)"));
        }
        Ok(())
    }

    /// What the tags leave unsaid, and the data says.
    fn look_into_the_first_part(&self, bytes: &[u8]) -> Result<(), Refusal> {
        let (offset, count) = self.places.first().copied().unwrap_or_default();
        let data = run(bytes, index(offset), count).ok_or(Refusal::Truncated)?;
        match (self.packing, data) {
            // Codes begin with Clear, a one and eight zeros (section 13). Before TIFF 5 they came lowest bit first, which
            // libtiff knows by the same two bytes.
            (Packing::Lzw, [low, high, ..]) if !self.bits_reversed && *low == 0 && high & 1 == 1 => {
                Err(unsupported("TIFF (old-style LZW)"))
            }
            (Packing::Jpeg, _) => {
                let stream = self.jpeg(data);
                let frame = jpeg::read(&stream)?;
                // Passes would take memory for the coefficients of a whole part; nobody writes them here.
                if frame.progressive {
                    return Err(unsupported("TIFF (progressive JPEG)"));
                }
                if usize::from(frame.channels) != self.channels_together() {
                    return Err(Refusal::Undecodable { why: "JPEG of other channels" });
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Section 3 and later notes; the numbers that libtiff and others gave to what is not in them have names too.
fn packing(number: u32) -> Result<Packing, Refusal> {
    Err(unsupported(match number {
        1 => return Ok(Packing::Plain),
        4 => return Ok(Packing::FaxGroup4),
        5 => return Ok(Packing::Lzw),
        7 => return Ok(Packing::Jpeg),
        8 | 32_946 => return Ok(Packing::Deflate),
        32_773 => return Ok(Packing::PackBits),
        2 => "TIFF (fax, CCITT RLE)",
        3 => "TIFF (fax, CCITT G3)",
        6 => "TIFF (old-style JPEG)",
        9 | 10 | 34_661 => "TIFF (JBIG)",
        32_766 => "TIFF (NeXT)",
        32_809 => "TIFF (ThunderScan)",
        32_908 | 32_909 => "TIFF (Pixar)",
        33_003..=33_005 | 34_712 => "TIFF (JPEG 2000)",
        34_676 | 34_677 => "TIFF (SGI LogLuv)",
        34_887 => "TIFF (LERC)",
        34_892 => "TIFF (lossy DNG)",
        34_925 => "TIFF (LZMA)",
        34_926 | 50_000 => "TIFF (Zstandard)",
        34_927 | 50_001 => "TIFF (WebP)",
        34_934 => "TIFF (JPEG XR)",
        50_002 | 52_546 => "TIFF (JPEG XL)",
        _ => "TIFF (Compression)",
    }))
}

fn colours(number: Option<u32>, channels: usize, packing: Packing) -> Result<Colours, Refusal> {
    // The tag is required; without it, as libtiff does.
    let usual = match packing {
        _ if channels >= 3 => 2,
        Packing::FaxGroup4 => 0,
        _ => 1,
    };
    Err(unsupported(match number.unwrap_or(usual) {
        0 => return Ok(Colours::WhiteIsZero),
        1 => return Ok(Colours::BlackIsZero),
        2 => return Ok(Colours::Rgb),
        3 => return Ok(Colours::Palette),
        5 => return Ok(Colours::Cmyk),
        6 if packing == Packing::Jpeg => return Ok(Colours::YCbCr),
        4 => "TIFF (mask)",
        6 => "TIFF (YCbCr)",
        8..=10 => "TIFF (CIE L*a*b*)",
        32_844 | 32_845 => "TIFF (LogLuv)",
        _ => "TIFF (PhotometricInterpretation)",
    }))
}

/// One number for all channels, or the same for each.
fn bits(mut each: impl Iterator<Item = u32>) -> Result<u8, Refusal> {
    let bits = each.next().unwrap_or(1);
    if each.any(|other| other != bits) {
        return Err(unsupported("TIFF (BitsPerSample)"));
    }
    match u8::try_from(bits) {
        Ok(bits @ (1 | 2 | 4 | 8 | 16)) => Ok(bits),
        Ok(12) => Err(unsupported("TIFF (12 bits)")),
        Ok(24) => Err(unsupported("TIFF (24 bits)")),
        Ok(32) => Err(unsupported("TIFF (32 bits)")),
        Ok(64) => Err(unsupported("TIFF (64 bits)")),
        _ => Err(unsupported("TIFF (BitsPerSample)")),
    }
}

/// Section 19: 1 are numbers without a sign; 4 are left undefined, and are such numbers.
fn is_whole_numbers(mut formats: impl Iterator<Item = u32>) -> Result<(), Refusal> {
    match formats.find(|format| !matches!(format, 1 | 4)) {
        None => Ok(()),
        Some(2) => Err(unsupported("TIFF (signed int)")),
        Some(3) => Err(unsupported("TIFF (float)")),
        Some(_) => Err(unsupported("TIFF (SampleFormat)")),
    }
}

/// The first extra channel that is an opacity. Writers that name none of theirs mean it when there is just one.
fn opacity(colours: Colours, extra: usize, named: Option<impl Iterator<Item = u32>>) -> Option<Opacity> {
    let at = |place: usize, premultiplied| Opacity { channel: colours.stored() + place, premultiplied };
    match named {
        Some(kinds) => kinds.take(extra).enumerate().find_map(|(place, kind)| match kind {
            1 => Some(at(place, true)),
            2 => Some(at(place, false)),
            _ => None,
        }),
        None => (extra == 1 && colours != Colours::Cmyk).then(|| at(0, false)),
    }
}

/// Only these two have a predictor; elsewhere the tag has no meaning, and libtiff passes over it.
fn as_differences(predictor: Option<u32>, packing: Packing, bits: u8) -> Result<bool, Refusal> {
    match (packing, predictor) {
        (Packing::Lzw | Packing::Deflate, Some(2)) if bits < 8 => Err(unsupported("TIFF (Predictor)")),
        (Packing::Lzw | Packing::Deflate, Some(2)) => Ok(true),
        (Packing::Lzw | Packing::Deflate, Some(3..)) => Err(unsupported("TIFF (Predictor)")),
        _ => Ok(false),
    }
}

/// The sides of a strip (section 3) or tile (section 15).
fn part(size: (u32, u32), tiled: bool, number: impl Fn(u16) -> Option<u32>) -> Result<(u32, u32), Refusal> {
    let part = if tiled {
        number(TILE_WIDTH).zip(number(TILE_HEIGHT)).unwrap_or_default()
    } else {
        (size.0, number(ROWS_PER_STRIP).unwrap_or(size.1).min(size.1))
    };
    let fits = |side: u32| side > 0 && side <= LONGEST_TILE.max(size.0).max(size.1);
    // A picture without pixels is refused for that.
    if size.0 == 0 || size.1 == 0 || (fits(part.0) && fits(part.1)) {
        Ok(part)
    } else {
        Err(Refusal::Undecodable { why: "parts without a size" })
    }
}

/// All the reds, then the greens, then the blues, each of sixteen bits (section 5).
fn palette(bits: u8, map: impl Iterator<Item = u32>) -> Result<Vec<[u8; 3]>, Refusal> {
    let count = 1_usize << bits;
    let wanted = 3 * count;
    let map: Vec<u32> = map.take(wanted).collect();
    if bits > 8 {
        return Err(unsupported("TIFF (16-bit palette)"));
    }
    if map.len() < wanted {
        return Err(Refusal::Undecodable { why: "a short palette" });
    }
    // Some writers fill the lower eight bits alone: no other palette is that dark.
    let is_low = map.iter().all(|value| *value < 256);
    let eight = |value: u32| u8::try_from(if is_low { value } else { (value + 128) / 257 }).unwrap_or(u8::MAX);
    let colour = |at: usize| [0, count, 2 * count].map(|first| map.get(first + at).map_or(0, |value| eight(*value)));
    Ok((0..count).map(colour).collect())
}
