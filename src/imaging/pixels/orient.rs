//! Turning and mirroring, in pixels (EXIF 2.32, 4.6.4, tag 0x0112).

use super::{Layout, Picture, index};
use crate::imaging::camera::Orientation;

/// The picture as it is to be seen: every orientation is a transposition or none, then mirrors.
pub(super) fn as_seen(picture: Picture, orientation: Orientation) -> Picture {
    match picture.layout {
        Layout::Grey => turned::<1>(picture, orientation),
        Layout::Rgb => turned::<3>(picture, orientation),
        Layout::Ink { .. } => turned::<4>(picture, orientation),
    }
}

fn turned<const CHANNELS: usize>(mut picture: Picture, orientation: Orientation) -> Picture {
    if orientation.swaps_sides() {
        picture = transposed::<CHANNELS>(&picture);
    }
    let (left_to_right, top_to_bottom) = mirrors(orientation);
    let width = index(picture.width);
    if left_to_right && top_to_bottom {
        picture.samples.as_chunks_mut::<CHANNELS>().0.reverse();
    } else if left_to_right {
        for row in picture.samples.as_chunks_mut::<CHANNELS>().0.chunks_exact_mut(width.max(1)) {
            row.reverse();
        }
    } else if top_to_bottom {
        let stride = (width * CHANNELS).max(1);
        let half = index(picture.height) / 2 * stride;
        let mut rows = picture.samples.chunks_exact_mut(stride);
        for _ in 0..half / stride {
            if let (Some(top), Some(bottom)) = (rows.next(), rows.next_back()) {
                top.swap_with_slice(bottom);
            }
        }
    }
    picture
}

/// What is mirrored after the transposition, if there is one: left to right, top to bottom.
const fn mirrors(orientation: Orientation) -> (bool, bool) {
    match orientation {
        Orientation::Normal | Orientation::MirroredTurned270 => (false, false),
        Orientation::MirroredHorizontally | Orientation::Turned90 => (true, false),
        Orientation::MirroredVertically | Orientation::Turned270 => (false, true),
        Orientation::Turned180 | Orientation::MirroredTurned90 => (true, true),
    }
}

/// The sides of the picture as it is to be seen.
pub(super) const fn sides_seen(picture: &Picture, orientation: Orientation) -> (u32, u32) {
    if orientation.swaps_sides() { (picture.height, picture.width) } else { (picture.width, picture.height) }
}

/// One row of the picture as it is to be seen, from the picture as it is stored; empty below its last one.
pub(super) fn row_seen<const CHANNELS: usize>(
    picture: &Picture,
    orientation: Orientation,
    y: u32,
) -> impl Iterator<Item = &[u8; CHANNELS]> {
    let (width, height) = sides_seen(picture, orientation);
    let (left_to_right, top_to_bottom) = mirrors(orientation);
    let (across, down) = if orientation.swaps_sides() { (index(picture.width), 1) } else { (1, index(picture.width)) };
    let y = if top_to_bottom { height.saturating_sub(y + 1) } else { y };
    let pixels = picture.samples.as_chunks::<CHANNELS>().0.get(index(y) * down..).unwrap_or_default();
    let row = pixels.iter().step_by(across.max(1)).take(index(width));
    let (forwards, backwards) = if left_to_right { (None, Some(row.rev())) } else { (Some(row), None) };
    forwards.into_iter().flatten().chain(backwards.into_iter().flatten())
}

/// Rows become columns.
fn transposed<const CHANNELS: usize>(picture: &Picture) -> Picture {
    let (width, height) = (index(picture.width), index(picture.height));
    let from = picture.samples.as_chunks::<CHANNELS>().0;
    let mut samples = vec![0; picture.samples.len()];
    let to = samples.as_chunks_mut::<CHANNELS>().0;
    for (x, row) in to.chunks_exact_mut(height.max(1)).enumerate() {
        let column = from.iter().skip(x).step_by(width.max(1));
        for (seen, stored) in row.iter_mut().zip(column) {
            *seen = *stored;
        }
    }
    Picture { width: picture.height, height: picture.width, layout: picture.layout, samples }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stored as `1 2 3 / 4 5 6`.
    fn seen(orientation: u32) -> (u32, u32, Vec<u8>) {
        let picture = Picture { width: 3, height: 2, layout: Layout::Grey, samples: vec![1, 2, 3, 4, 5, 6] };
        let picture = as_seen(picture, Orientation::from_exif(orientation).unwrap_or_default());
        (picture.width, picture.height, picture.samples)
    }

    #[test]
    fn each_orientation_is_that_of_the_standard() {
        assert_eq!(seen(1), (3, 2, vec![1, 2, 3, 4, 5, 6]));
        assert_eq!(seen(2), (3, 2, vec![3, 2, 1, 6, 5, 4]));
        assert_eq!(seen(3), (3, 2, vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(seen(4), (3, 2, vec![4, 5, 6, 1, 2, 3]));
        // The stored first row is the left side seen, its first column the top.
        assert_eq!(seen(5), (2, 3, vec![1, 4, 2, 5, 3, 6]));
        // The stored first row is the right side seen.
        assert_eq!(seen(6), (2, 3, vec![4, 1, 5, 2, 6, 3]));
        assert_eq!(seen(7), (2, 3, vec![6, 3, 5, 2, 4, 1]));
        // The stored first row is the left side seen, its first column the bottom.
        assert_eq!(seen(8), (2, 3, vec![3, 6, 2, 5, 1, 4]));
    }

    #[test]
    fn rows_seen_one_by_one_are_those_of_the_turned_picture() {
        let picture = Picture { width: 3, height: 2, layout: Layout::Grey, samples: vec![1, 2, 3, 4, 5, 6] };
        for orientation in (1..=8).filter_map(Orientation::from_exif) {
            let turned = as_seen(picture.clone(), orientation);
            assert_eq!(sides_seen(&picture, orientation), (turned.width, turned.height));
            let rows = (0..turned.height).flat_map(|y| row_seen::<1>(&picture, orientation, y));
            assert_eq!(rows.copied().flatten().collect::<Vec<u8>>(), turned.samples, "{orientation:?}");
        }
    }

    #[test]
    fn a_pixel_keeps_its_channels_together() {
        let picture = Picture { width: 2, height: 1, layout: Layout::Rgb, samples: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(as_seen(picture.clone(), Orientation::Turned180).samples, [4, 5, 6, 1, 2, 3]);
        assert_eq!(as_seen(picture, Orientation::Turned90).samples, [1, 2, 3, 4, 5, 6]);
    }
}
