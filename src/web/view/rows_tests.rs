//! Rules of the rows of a gallery.
#![expect(clippy::indexing_slicing, reason = "a test stops where its example is wrong")]

use proptest::prelude::*;

use super::*;

const LANDSCAPE: (u32, u32) = (3000, 2000);
const PORTRAIT: (u32, u32) = (2000, 3000);

/// The first picture of each row in a class of width.
fn starts(rows: &Rows, number: usize) -> Vec<usize> {
    let is_break = |position: &Position| position.breaks.split(' ').any(|class| class == format!("b{number}"));
    (0..rows.positions.len()).filter(|at| *at == 0 || is_break(&rows.positions[*at])).collect()
}

#[test]
fn a_picture_has_the_class_of_the_nearest_ratio() {
    for (sides, class) in [
        (LANDSCAPE, 150),
        (PORTRAIT, 67),
        ((4000, 3000), 133),
        ((1080, 1920), 56),
        ((1920, 1080), 178),
        ((1000, 1000), 100),
        ((10_000, 100), 320),
        ((1, 0), 100),
        ((0, 9), 50),
    ] {
        assert_eq!(picture(sides.0, sides.1).0, class, "{sides:?}");
    }
}

#[test]
fn no_picture_makes_no_row_and_a_few_make_a_short_one() {
    assert_eq!(rows(&[]), Rows::default());
    let few = rows(&[PORTRAIT; 2]);
    assert!(few.positions.iter().all(|position| position.class.contains("l6") && position.first), "{few:?}");
    assert_eq!(starts(&few, 6), [0]);
    assert!(few.class.contains(" z6") && !few.class.contains("z1"), "a short row alone is larger: {few:?}");
}

#[test]
fn portraits_beside_a_panorama_are_wide_enough_for_their_licence_on_a_phone() {
    let panorama = (6000, 2000);
    let shown = rows(&[PORTRAIT, PORTRAIT, panorama, LANDSCAPE, LANDSCAPE]);
    assert_eq!(starts(&shown, 1), [0, 2, 3]);
    // The two portraits share a row, higher than the others, and are not cut for it.
    let is_free: Vec<bool> = shown.positions.iter().map(|position| position.class.contains(" f1")).collect();
    assert_eq!(is_free, [true, true, false, false, false]);
    assert!(shown.positions[..2].iter().all(|position| position.shares[0] > 0.48), "{shown:?}");
    // In wider galleries, no row leaves the band.
    assert!(shown.positions.iter().all(|position| !position.class.contains(" f2")));
}

#[test]
fn few_pictures_are_shown_as_large_as_their_row_is_wide() {
    for (sides, class) in
        [(&[LANDSCAPE; 2][..], "z6"), (&[LANDSCAPE, PORTRAIT, LANDSCAPE], "x6"), (&[LANDSCAPE; 3], "v5 w6")]
    {
        let few = rows(sides);
        assert!(few.class.ends_with(class), "{few:?}");
        for number in 3..WIDTHS {
            let filled: f64 = few.positions.iter().map(|position| position.shares[number]).sum();
            assert!(filled > 0.95, "{filled} in {number}: {few:?}");
        }
    }
}

#[test]
fn alike_landscapes_stand_in_alike_rows() {
    let many = rows(&[LANDSCAPE; 24]);
    for (number, each) in [(1, 2), (2, 3), (4, 4), (6, 6)] {
        let expected: Vec<usize> = (0..24).step_by(each).collect();
        assert_eq!(starts(&many, number), expected, "class {number}");
    }
    let share = many.positions[0].shares[3];
    assert!((share - 0.242).abs() < 0.005, "{share}");
}

proptest! {
    #[test]
    fn every_row_is_near_its_nominal_height_and_full(
        sides in prop::collection::vec((600_u32..6000, 600_u32..6000), 1..48),
    ) {
        let rows = rows(&sides);
        prop_assert_eq!(rows.positions.len(), sides.len());
        for (number, class) in (1..).zip(&CLASSES) {
            let starts = starts(&rows, number);
            let ends = starts.iter().skip(1).copied().chain([sides.len()]);
            for (start, end) in starts.iter().copied().zip(ends) {
                prop_assert!(end - start <= MOST);
                let row = &rows.positions[start..end];
                let filled: f64 = row.iter().map(|position| position.shares[number - 1]).sum();
                let short = row[0].class.contains(&format!("l{number}"));
                let middle = class.tried[class.tried.len() / 2];
                let gaps = class.gap * count(row.len() - 1) / middle;
                if short {
                    prop_assert!(end == sides.len() && filled < 1.0);
                } else {
                    prop_assert!((filled + gaps - 1.0).abs() < 1e-9, "{}", filled + gaps);
                }
            }
        }
    }

    #[test]
    fn every_licence_has_room_on_a_phone(
        kinds in prop::collection::vec(prop::sample::select(vec![
            (3000_u32, 2000_u32), (2000, 3000), (1080, 1920), (1000, 1000), (1920, 1080), (3000, 1000), (5000, 1000),
        ]), 1..40),
    ) {
        let class = &CLASSES[0];
        let pictures: Vec<Picture> = kinds.iter().map(|(width, height)| picture(*width, *height).1).collect();
        for (factor, _) in HEIGHTS.into_iter().chain(FEW) {
            let found = partition(&pictures, class, class.row / factor);
            let ends = found.starts.iter().skip(1).copied().chain([pictures.len()]);
            for ((start, end), free) in found.starts.iter().copied().zip(ends).zip(&found.free) {
                for width in class.tried {
                    let row = class.content(&pictures[start..end]).measure(*width, class, class.row / factor, *free);
                    // Left short, a row has its nominal height.
                    let short = found.short && end == pictures.len();
                    prop_assert!(short || row.narrowest >= LEAST, "{} in {width}: {found:?}", row.narrowest);
                }
            }
        }
    }

    #[test]
    fn common_pictures_are_hardly_cut(
        kinds in prop::collection::vec(prop::sample::select(vec![
            (3000_u32, 2000_u32), (4000, 3000), (2000, 3000), (3000, 4000), (1920, 1080), (1000, 1000), (1600, 1000),
        ]), 12..48),
    ) {
        let pictures: Vec<Picture> = kinds.iter().map(|(width, height)| picture(*width, *height).1).collect();
        for class in CLASSES.iter().skip(1) {
            let least = HEIGHTS.map(|(factor, _)| partition(&pictures, class, class.row / factor).beyond);
            prop_assert!(least.into_iter().fold(f64::MAX, f64::min) < 0.03);
        }
    }
}
