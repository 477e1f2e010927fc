//! The rows of a strip or tile, unpacked one after the other: no part is ever held whole.

use std::{convert::Infallible, io::Read, iter::Map, slice};

use fax::decoder::{DecodeStatus, Group4Decoder, pels};
use flate2::read::ZlibDecoder;
use weezl::{BitOrder, LzwStatus, decode::Decoder as LzwDecoder};

use crate::imaging::{
    octets::Order,
    pixels::PixelsError,
    tiff::{Coding, Packing},
};

type FaxBytes<'a> = Map<slice::Iter<'a, u8>, fn(&u8) -> Result<u8, Infallible>>;

/// What is left of a part.
pub(super) enum Rows<'a> {
    Plain(&'a [u8]),
    PackBits(PackBits<'a>),
    Lzw(Box<LzwDecoder>, &'a [u8]),
    Deflate(Box<ZlibDecoder<&'a [u8]>>),
    Fax { decoder: Box<Group4Decoder<FaxBytes<'a>>>, width: u16, ended: bool },
}

fn short() -> PixelsError {
    PixelsError::undecodable("a part holds fewer rows than it should")
}

impl<'a> Rows<'a> {
    pub(super) fn new(coding: &Coding<'_>, data: &'a [u8]) -> Result<Self, PixelsError> {
        Ok(match coding.packing {
            Packing::PackBits => Self::PackBits(PackBits { data, run: Run::Copy(0) }),
            // Section 13: codes grow one earlier than elsewhere.
            Packing::Lzw => Self::Lzw(Box::new(LzwDecoder::with_tiff_size_switch(BitOrder::Msb, 8)), data),
            Packing::Deflate => Self::Deflate(Box::new(ZlibDecoder::new(data))),
            Packing::FaxGroup4 => {
                let width = u16::try_from(coding.part.0).map_err(PixelsError::undecodable)?;
                let bytes: FaxBytes<'_> = data.iter().map(|byte| Ok(*byte));
                let decoder = Group4Decoder::new(bytes, width).map_err(PixelsError::undecodable)?;
                Self::Fax { decoder: Box::new(decoder), width, ended: false }
            }
            Packing::Plain | Packing::Jpeg => Self::Plain(data),
        })
    }

    /// Fills a row.
    pub(super) fn next_into(&mut self, row: &mut [u8]) -> Result<(), PixelsError> {
        match self {
            Self::Plain(data) => {
                let (next, rest) = data.split_at_checked(row.len()).ok_or_else(short)?;
                row.copy_from_slice(next);
                *data = rest;
                Ok(())
            }
            Self::PackBits(packed) => packed.read(row).ok_or_else(short),
            Self::Lzw(decoder, data) => lzw(decoder, data, row),
            Self::Deflate(decoder) => decoder.read_exact(row).map_err(PixelsError::undecodable),
            Self::Fax { decoder, width, ended } => {
                row.fill(0);
                if !*ended {
                    *ended =
                        decoder.advance().map_err(|_no_code| PixelsError::undecodable("no fax"))? == DecodeStatus::End;
                }
                if !*ended {
                    for (x, pixel) in pels(decoder.transition(), *width).enumerate() {
                        if let (fax::Color::Black, Some(byte)) = (pixel, row.get_mut(x / 8)) {
                            *byte |= 0x80 >> (x % 8);
                        }
                    }
                }
                // Below the end of the fax the page is white, which is zero.
                Ok(())
            }
        }
    }
}

fn lzw(decoder: &mut LzwDecoder, data: &mut &[u8], row: &mut [u8]) -> Result<(), PixelsError> {
    let mut filled = 0;
    while let Some(left) = row.get_mut(filled..).filter(|left| !left.is_empty()) {
        let step = decoder.decode_bytes(data, left);
        *data = data.get(step.consumed_in..).unwrap_or_default();
        filled += step.consumed_out;
        match step.status {
            Err(error) => return Err(PixelsError::undecodable(error)),
            Ok(LzwStatus::Ok) if step.consumed_in + step.consumed_out > 0 => {}
            Ok(_) if filled == row.len() => {}
            Ok(_) => return Err(short()),
        }
    }
    Ok(())
}

/// Runs of equal bytes, and bytes as they are (section 9).
pub(super) struct PackBits<'a> {
    data: &'a [u8],
    run: Run,
}

/// What is left of a run.
enum Run {
    Copy(usize),
    Repeat(usize, u8),
}

impl PackBits<'_> {
    fn read(&mut self, mut row: &mut [u8]) -> Option<()> {
        while !row.is_empty() {
            let (Run::Copy(left) | Run::Repeat(left, _)) = self.run;
            if left == 0 {
                self.run = self.next_run()?;
                continue;
            }
            let (now, rest) = row.split_at_mut(left.min(row.len()));
            row = rest;
            self.run = match self.run {
                Run::Copy(left) => {
                    let (bytes, after) = self.data.split_at_checked(now.len())?;
                    now.copy_from_slice(bytes);
                    self.data = after;
                    Run::Copy(left - now.len())
                }
                Run::Repeat(left, byte) => {
                    now.fill(byte);
                    Run::Repeat(left - now.len(), byte)
                }
            };
        }
        Some(())
    }

    fn next_run(&mut self) -> Option<Run> {
        let (header, after) = self.data.split_first()?;
        self.data = after;
        let header = usize::from(*header);
        Some(match header {
            0..=127 => Run::Copy(header + 1),
            128 => Run::Copy(0),
            _ => {
                let (byte, after) = self.data.split_first()?;
                self.data = after;
                Run::Repeat(257 - header, *byte)
            }
        })
    }
}

/// Makes an unpacked row's samples whole: sixteen bits in this machine's order, differences added up (section 14).
pub(super) fn resolve(coding: &Coding<'_>, row: &mut [u8]) {
    let step = coding.channels_together();
    if coding.bits == 16 {
        for sample in row.as_chunks_mut::<2>().0 {
            *sample = match coding.order {
                Order::Little => u16::from_le_bytes(*sample),
                Order::Big => u16::from_be_bytes(*sample),
            }
            .to_ne_bytes();
        }
        if coding.as_differences {
            let samples = row.as_chunks_mut::<2>().0;
            for at in step..samples.len() {
                let before = samples.get(at - step).copied().map_or(0, u16::from_ne_bytes);
                if let Some(sample) = samples.get_mut(at) {
                    *sample = u16::from_ne_bytes(*sample).wrapping_add(before).to_ne_bytes();
                }
            }
        }
    } else if coding.as_differences {
        for at in step..row.len() {
            let before = row.get(at - step).copied().unwrap_or_default();
            if let Some(sample) = row.get_mut(at) {
                *sample = sample.wrapping_add(before);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_spread_over_rows_of_any_length() {
        // Apple's own example, which section 9 names.
        let packed = [0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA];
        let plain = [
            0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0x22, 0xAA, 0xAA, 0xAA, 0xAA,
            0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA,
        ];
        for length in 1..=plain.len() {
            let mut packed = PackBits { data: &packed, run: Run::Copy(0) };
            for expected in plain.chunks_exact(length) {
                let mut row = vec![0; length];
                assert_eq!(packed.read(&mut row), Some(()));
                assert_eq!(row, expected);
            }
        }
        assert_eq!(PackBits { data: &packed, run: Run::Copy(0) }.read(&mut [0; 25]), None);
    }
}
