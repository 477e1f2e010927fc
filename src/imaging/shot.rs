//! The numbers of a shot as photographers write them; those that no camera has are none.

use std::ops::RangeInclusive;

/// Pinholes end near f/500.
const APERTURES: RangeInclusive<f64> = 0.1..=1_000.0;
/// In seconds: a ten-millionth is a flash in a laboratory, ten million are four months.
const EXPOSURES: RangeInclusive<f64> = 1e-7..=1e7;
/// In millimetres: the longest telescopes have some hundred metres.
const FOCAL_LENGTHS: RangeInclusive<f64> = 0.1..=1_000_000.0;
/// The most sensitive camera sold has 4,560,000.
const SENSITIVITIES: RangeInclusive<u32> = 1..=10_000_000;

/// `f/5.6`.
pub(super) fn aperture(number: f64) -> Option<String> {
    APERTURES.contains(&number).then(|| format!("f/{}", decimal(number)))
}

/// `1/250 s`, `0.4 s`, `30 s`.
pub(super) fn exposure(seconds: f64) -> Option<String> {
    // Cameras write 0.3 s and longer as decimals.
    let written =
        || if seconds < 0.29 { format!("1/{:.0} s", 1.0 / seconds) } else { format!("{} s", decimal(seconds)) };
    EXPOSURES.contains(&seconds).then(written)
}

/// `50 mm`.
pub(super) fn focal_length(millimetres: f64) -> Option<String> {
    FOCAL_LENGTHS.contains(&millimetres).then(|| format!("{} mm", decimal(millimetres)))
}

/// The first of these numbers that is a sensitivity: `100`. Sixteen bits end at 65,535, which then says "see the other
/// fields" (EXIF 2.32, 4.6.5, `PhotographicSensitivity`).
pub(super) fn sensitivity(numbers: impl IntoIterator<Item = u32>) -> Option<String> {
    let found = numbers.into_iter().find(|number| *number != 65_535 && SENSITIVITIES.contains(number));
    found.map(|number| number.to_string())
}

/// One decimal at most, and none where it is zero.
fn decimal(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// `28/5` or `5.6`, as XMP writes numbers (ISO 16684-1, 8.2).
pub(super) fn number(text: &str) -> Option<f64> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let value = match text.split_once('/') {
        Some((above, below)) => number(above)? / number(below)?,
        None => number(text)?,
    };
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exposure_is_written_as_photographers_do() {
        for (seconds, written) in
            [("1/250", "1/250 s"), ("10/2500", "1/250 s"), ("4/10", "0.4 s"), ("30", "30 s"), ("3/2", "1.5 s")]
        {
            assert_eq!(number(seconds).and_then(exposure).as_deref(), Some(written));
        }
    }

    #[test]
    fn what_no_camera_has_is_none() {
        for text in ["0", "-1", "0/0", "1/0", "4294967295", "1e300", "NaN", "inf", "1/2/3", ""] {
            let said = number(text).map(|number| (aperture(number), exposure(number), focal_length(number)));
            assert_eq!(said.unwrap_or_default(), (None, None, None), "{text}");
        }
        assert_eq!(sensitivity([0, 65_535, u32::MAX]), None);
        assert_eq!(sensitivity([65_535, 102_400]).as_deref(), Some("102400"));
    }
}
