//! The picture that the parts of a TIFF are put into: eight bits a sample, colours of a palette spread, opacity beside them
//! until all is there.

use crate::imaging::{
    pixels::{Layout, Picture, index, samples},
    tiff::{Coding, Colours, Opacity, Packing},
};

pub(super) struct Canvas<'a> {
    coding: &'a Coding<'a>,
    /// Samples a pixel has here: colours, and perhaps opacity.
    kept: usize,
    samples: Vec<u8>,
    /// A row of eight-bit samples, used again for each.
    row: Vec<u8>,
}

/// How many samples of a pixel are kept until its opacity is applied.
pub(in crate::imaging::pixels) fn kept(coding: &Coding<'_>) -> usize {
    coding.colours.seen() + usize::from(coding.opacity.is_some())
}

impl<'a> Canvas<'a> {
    pub(super) fn new(coding: &'a Coding<'a>) -> Self {
        let kept = kept(coding);
        let samples = vec![0; index(coding.size.0) * index(coding.size.1) * kept];
        Self { coding, kept, samples, row: Vec::new() }
    }

    /// Whether anything of a plane is shown.
    pub(super) fn wants(&self, plane: usize) -> bool {
        !self.coding.in_planes || self.place(plane).is_some()
    }

    /// Where a stored channel goes among the samples of a pixel.
    fn place(&self, channel: usize) -> Option<usize> {
        let colours = self.coding.colours.seen();
        let is_opacity = self.coding.opacity.is_some_and(|opacity| opacity.channel == channel);
        match self.coding.colours {
            _ if is_opacity => Some(colours),
            Colours::Palette => (channel == 0).then_some(0),
            _ => (channel < colours).then_some(channel),
        }
    }

    /// Puts a row of samples as the file stores them.
    pub(super) fn put_stored(&mut self, plane: usize, corner: (usize, usize), stored: &[u8]) {
        let mut row = std::mem::take(&mut self.row);
        row.clear();
        let bits = self.coding.bits;
        match bits {
            8 => row.extend_from_slice(stored),
            16 => row.extend(stored.as_chunks::<2>().0.iter().map(|sample| samples::nearest_eight(*sample))),
            // Indices into a palette are no amounts.
            _ if self.coding.colours == Colours::Palette => spread(stored, bits, 1, &mut row),
            // Three bits a sample and so on do not occur: the highest value divides 255.
            _ => spread(stored, bits, u8::MAX / (u8::MAX >> (8 - bits)), &mut row),
        }
        self.put(plane, corner, &row);
        self.row = row;
    }

    /// Puts a row of samples of eight bits; what lies beyond the picture is left out.
    pub(super) fn put(&mut self, plane: usize, (left, top): (usize, usize), row: &[u8]) {
        let width = index(self.coding.size.0);
        let begin = (top * width + left) * self.kept;
        let end = (top + 1) * width * self.kept;
        let channels = if self.coding.in_planes {
            self.place(plane).map(|place| (0, place)).into_iter().collect()
        } else {
            (0..self.coding.channels).filter_map(|from| Some((from, self.place(from)?))).collect::<Vec<_>>()
        };
        let colours = self.coding.colours;
        let opacity = colours.seen();
        let together = self.coding.channels_together();
        let Some(here) = self.samples.get_mut(begin..end) else { return };
        // As nearly all are stored.
        if together == self.kept && matches!(colours, Colours::Rgb | Colours::BlackIsZero | Colours::Cmyk) {
            let length = here.len().min(row.len());
            if let (Some(here), Some(row)) = (here.get_mut(..length), row.get(..length)) {
                here.copy_from_slice(row);
            }
            return;
        }
        for (pixel, stored) in here.chunks_exact_mut(self.kept).zip(row.chunks_exact(together)) {
            for (from, to) in &channels {
                let Some(sample) = stored.get(*from) else { continue };
                match colours {
                    Colours::Palette if *to < opacity => {
                        let colour = self.coding.palette.get(usize::from(*sample)).copied().unwrap_or_default();
                        for (to, from) in pixel.iter_mut().zip(colour) {
                            *to = from;
                        }
                    }
                    _ => {
                        if let Some(to) = pixel.get_mut(*to) {
                            *to = *sample;
                        }
                    }
                }
            }
        }
    }

    /// What is transparent becomes white, and samples become what they mean.
    pub(super) fn finish(self) -> Picture {
        let Self { coding, kept, mut samples, .. } = self;
        match coding.colours {
            Colours::WhiteIsZero => {
                for pixel in samples.chunks_exact_mut(kept) {
                    if let Some(grey) = pixel.first_mut() {
                        *grey = !*grey;
                    }
                }
            }
            Colours::YCbCr => {
                for pixel in samples.chunks_exact_mut(kept) {
                    if let Some(light) = pixel.first_chunk_mut::<3>() {
                        let [luma, blue, red] = *light;
                        *light = super::super::colour::ycc_to_light(luma, blue, red);
                    }
                }
            }
            _ => {}
        }
        if let Some(opacity) = coding.opacity {
            over_white(coding, opacity, kept, &mut samples);
        }
        let layout = match coding.colours {
            Colours::WhiteIsZero | Colours::BlackIsZero => Layout::Grey,
            Colours::Rgb | Colours::Palette | Colours::YCbCr => Layout::Rgb,
            // Adobe's upside-down inks are those of JPEG files alone.
            Colours::Cmyk => Layout::Ink { ycck: false, inverted: false },
        };
        debug_assert!(coding.packing == Packing::Jpeg || coding.colours != Colours::YCbCr);
        Picture { width: coding.size.0, height: coding.size.1, layout, samples }
    }
}

/// Samples of less than a byte, highest bits first, each times `by`.
fn spread(stored: &[u8], bits: u8, by: u8, row: &mut Vec<u8>) {
    let mask = u8::MAX >> (8 - bits);
    for byte in stored {
        for shift in (0..8 / bits).rev() {
            row.push((byte >> (shift * bits) & mask) * by);
        }
    }
}

/// Paints each pixel over white, in place. Inks that were multiplied already are as they are: white paper has none.
fn over_white(coding: &Coding<'_>, opacity: Opacity, kept: usize, samples: &mut Vec<u8>) {
    let colours = kept - 1;
    let inks = coding.colours == Colours::Cmyk;
    let count = samples.len() / kept;
    let mut pixel = [0; 8];
    for at in 0..count {
        let Some(stored) = samples.get(kept * at..kept * (at + 1)) else { break };
        for (to, from) in pixel.iter_mut().zip(stored) {
            *to = *from;
        }
        let alpha = u32::from(pixel.get(colours).copied().unwrap_or(u8::MAX));
        let paper = if inks { 0 } else { 255 - alpha };
        for (to, from) in samples.get_mut(colours * at..colours * (at + 1)).unwrap_or_default().iter_mut().zip(pixel) {
            let colour = u32::from(from);
            let seen = if opacity.premultiplied { colour + paper } else { (colour * alpha + 255 * paper + 127) / 255 };
            *to = u8::try_from(seen).unwrap_or(u8::MAX);
        }
    }
    samples.truncate(count * colours);
}
