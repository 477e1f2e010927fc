//! GIF to samples, its one picture whole even where it is larger than the screen that the file declares.

use gif::{ColorOutput, DecodeOptions, MemoryLimit};

use super::{EncodedImage, Layout, Picture, PixelsError, error, index};

/// Decodes the first picture, over white where it is transparent and where it does not reach.
pub(super) fn decode(source: &EncodedImage<'_>) -> Result<Picture, PixelsError> {
    let wrong = |error: gif::DecodingError| error::wrong(source, error);
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    // The limits on size are the inspection's, made before.
    options.set_memory_limit(MemoryLimit::Unlimited);
    let mut decoder = options.read_info(source.bytes).map_err(wrong)?;
    let screen = (decoder.width(), decoder.height());
    let global = decoder.global_palette().map(<[u8]>::to_vec);
    let frame = decoder.next_frame_info().map_err(wrong)?.ok_or_else(|| PixelsError::undecodable("no picture"))?;
    let (left, top) = (u32::from(frame.left), u32::from(frame.top));
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    let transparent = frame.transparent;
    let palette = frame.palette.clone().or(global).unwrap_or_default();
    // As the inspection has it (`imaging::gif`).
    let size = (u32::from(screen.0).max(left + width), u32::from(screen.1).max(top + height));
    if size != source.stored {
        return Err(PixelsError::another_size());
    }
    let mut indices = vec![0; index(width) * index(height)];
    decoder.read_into_buffer(&mut indices).map_err(wrong)?;

    let colour = |place: u8| {
        let colour = palette.as_chunks::<3>().0.get(usize::from(place)).copied();
        // What the palette does not hold is nothing, and so is transparent.
        colour.filter(|_| transparent != Some(place)).unwrap_or([u8::MAX; 3])
    };
    let channels = Layout::Rgb.channels();
    let mut samples = vec![u8::MAX; index(size.0) * index(size.1) * channels];
    let rows = samples.chunks_exact_mut((index(size.0) * channels).max(1)).skip(index(top));
    for (to, from) in rows.zip(indices.chunks_exact(index(width).max(1))) {
        for (to, from) in to.as_chunks_mut::<3>().0.iter_mut().skip(index(left)).zip(from) {
            *to = colour(*from);
        }
    }
    Ok(Picture { width: size.0, height: size.1, layout: Layout::Rgb, samples })
}
