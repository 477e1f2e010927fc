//! JPEGs of one colour, of any size, written without an encoder: nearly nothing to read, and everything to hold.

/// A baseline JPEG of middle grey (128, 128, 128), in colour, 4:2:0.
///
/// Its tables know one code each, a single zero bit: no difference to the block before, no detail. All its data is zeros.
pub fn grey(width: u16, height: u16) -> Vec<u8> {
    // Six blocks a unit of 16 × 16 pixels, two bits a block.
    written(width, height, 0, &vec![0; (units(width, height) * 12).div_ceil(8)])
}

/// The same with a restart marker after every two units; after so many of these intervals comes `last`.
pub fn grey_in_intervals(width: u16, height: u16, intervals: usize, last: &[u8]) -> Vec<u8> {
    let markers = (0xD0..=0xD7_u8).cycle();
    let data: Vec<u8> = markers.take(intervals).flat_map(|marker| [0, 0, 0, 0xFF, marker]).collect();
    written(width, height, 2, &[&data[..], last].concat())
}

/// How many units a picture has.
pub fn units(width: u16, height: u16) -> usize {
    usize::from(width).div_ceil(16) * usize::from(height).div_ceil(16)
}

fn written(width: u16, height: u16, interval: u16, data: &[u8]) -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap();
        [&[0xFF, marker][..], &length.to_be_bytes(), content].concat()
    };
    let [high_width, low_width] = width.to_be_bytes();
    let [high_height, low_height] = height.to_be_bytes();
    let frame = [8, high_height, low_height, high_width, low_width, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    let one_code = |class: u8| [&[class, 1][..], &[0; 15], &[0]].concat();
    [
        vec![0xFF, 0xD8],
        segment(0xDB, &[&[0][..], &[1; 64]].concat()),
        segment(0xC0, &frame),
        segment(0xC4, &one_code(0x00)),
        segment(0xC4, &one_code(0x10)),
        segment(0xDD, &interval.to_be_bytes()),
        segment(0xDA, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
        data.to_vec(),
        vec![0xFF, 0xD9],
    ]
    .concat()
}
