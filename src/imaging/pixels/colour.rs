//! To sRGB, whatever the file's profile or inks.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout as Channels, Transform8BitExecutor, TransformOptions};

use super::{Layout, Picture};

/// A difference that nobody sees, on a scale of 255: a profile that changes colours by no more is left aside.
const UNSEEN: u8 = 1;

/// The picture in sRGB: grey stays grey, all else becomes red, green, blue. A profile that is broken, or meant for another
/// kind of picture, is as none: the photograph is not refused for it.
pub(super) fn to_srgb(mut picture: Picture, icc: Option<&[u8]>) -> Picture {
    let profile = icc.and_then(|icc| ColorProfile::new_from_slice(icc).ok());
    match picture.layout {
        Layout::Grey => {
            if let Some(curve) = profile.and_then(|profile| grey(&profile)) {
                curved(&mut picture, &curve);
            }
            picture
        }
        Layout::Rgb => {
            if let Some(transform) = profile.and_then(|profile| light(&profile)) {
                let _unless_it_fails = apply(&*transform, &mut picture);
            }
            picture
        }
        Layout::Ink { ycck, inverted } => {
            let mut inks = inks(picture, ycck, inverted);
            let transform = profile.and_then(|profile| transform(&profile, DataColorSpace::Cmyk, Channels::Rgba));
            match transform.and_then(|transform| apply(&*transform, &mut inks)) {
                Some(()) => inks,
                None => without_profile(inks),
            }
        }
    }
}

/// The way from a profile to sRGB, if the profile is meant for such samples.
fn transform(profile: &ColorProfile, space: DataColorSpace, channels: Channels) -> Option<Arc<Transform8BitExecutor>> {
    if profile.color_space != space {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    profile.create_transform_8bit(channels, &srgb, Channels::Rgb, TransformOptions::default()).ok()
}

/// Applies it in place, some pixels at a time: beside a large picture held whole, a second one would not fit the estimate.
/// It only fails for samples of another kind than its own, hence at once, and then leaves the picture as it was.
fn apply(transform: &Transform8BitExecutor, picture: &mut Picture) -> Option<()> {
    const AT_A_TIME: usize = 16 * 1024;
    let (from, to) = (picture.layout.channels(), Layout::Rgb.channels());
    let pixels = picture.samples.len() / from;
    let mut seen = vec![0; AT_A_TIME.min(pixels) * to];
    for begin in (0..pixels).step_by(AT_A_TIME) {
        let end = pixels.min(begin + AT_A_TIME);
        let seen = seen.get_mut(..(end - begin) * to)?;
        transform.transform(picture.samples.get(begin * from..end * from)?, seen).ok()?;
        picture.samples.get_mut(begin * to..end * to)?.copy_from_slice(seen);
    }
    picture.samples.truncate(pixels * to);
    picture.layout = Layout::Rgb;
    Some(())
}

/// The way to sRGB, where it changes anything that is seen.
fn light(profile: &ColorProfile) -> Option<Arc<Transform8BitExecutor>> {
    let transform = transform(profile, DataColorSpace::Rgb, Channels::Rgb)?;
    (!is_srgb(&*transform)).then_some(transform)
}

/// Whether colours spread over the whole cube come out as they went in: most profiles are sRGB under some name.
fn is_srgb(transform: &Transform8BitExecutor) -> bool {
    const STEPS: [u8; 6] = [0, 32, 64, 128, 192, 255];
    let mut cube = Vec::with_capacity(3 * STEPS.len().pow(3));
    for red in STEPS {
        for green in STEPS {
            for blue in STEPS {
                cube.extend([red, green, blue]);
            }
        }
    }
    let mut seen = vec![0; cube.len()];
    transform.transform(&cube, &mut seen).is_ok() && cube.iter().zip(&seen).all(|(was, is)| was.abs_diff(*is) <= UNSEEN)
}

/// A grey profile is a curve: 256 values tell all of it.
fn grey(profile: &ColorProfile) -> Option<Vec<u8>> {
    let transform = transform(profile, DataColorSpace::Gray, Channels::Gray)?;
    let every: Vec<u8> = (0..=u8::MAX).collect();
    let mut seen = [0; 3 * 256];
    transform.transform(&every, &mut seen).ok()?;
    Some(seen.iter().step_by(3).copied().collect())
}

fn curved(picture: &mut Picture, curve: &[u8]) {
    for sample in &mut picture.samples {
        *sample = curve.get(usize::from(*sample)).copied().unwrap_or(*sample);
    }
}

/// Four inks, 255 being full ink, from what the file stores.
fn inks(mut picture: Picture, ycck: bool, inverted: bool) -> Picture {
    let (pixels, _) = picture.samples.as_chunks_mut::<4>();
    for pixel in pixels {
        if ycck {
            let [luma, blue, red, black] = *pixel;
            // Adobe Technical Note 5116: the complement of each ink is coded as if it were light.
            let [r, g, b] = ycc_to_light(luma, blue, red);
            *pixel = [!r, !g, !b, black];
        }
        if inverted {
            *pixel = pixel.map(|ink| !ink);
        }
    }
    picture.layout = Layout::Ink { ycck: false, inverted: false };
    picture
}

/// JFIF (ITU-T T.871, 7), in 65536ths.
pub(super) fn ycc_to_light(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let (luma, blue, red) = (i32::from(luma) << 16, i32::from(blue) - 128, i32::from(red) - 128);
    [luma + 91_881 * red, luma - 22_554 * blue - 46_802 * red, luma + 116_130 * blue]
        .map(|sum| u8::try_from(((sum + 32_768) >> 16).clamp(0, 255)).unwrap_or_default())
}

/// Inks on white paper by multiplication, when no profile says more.
fn without_profile(mut picture: Picture) -> Picture {
    let pixels = picture.samples.len() / 4;
    for at in 0..pixels {
        let inks = picture.samples.get(4 * at..4 * at + 4).and_then(|inks| <[u8; 4]>::try_from(inks).ok());
        let Some([cyan, magenta, yellow, black]) = inks else { break };
        let left = |ink: u8| {
            let product = u32::from(!ink) * u32::from(!black);
            u8::try_from((product + 127) / 255).unwrap_or(u8::MAX)
        };
        if let Some(light) = picture.samples.get_mut(3 * at..3 * at + 3) {
            light.copy_from_slice(&[left(cyan), left(magenta), left(yellow)]);
        }
    }
    picture.samples.truncate(3 * pixels);
    Picture { layout: Layout::Rgb, ..picture }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_pixel(samples: [u8; 4], ycck: bool, inverted: bool) -> Vec<u8> {
        let layout = Layout::Ink { ycck, inverted };
        to_srgb(Picture { width: 1, height: 1, layout, samples: samples.to_vec() }, None).samples
    }

    #[test]
    fn inks_are_light_taken_from_white() {
        assert_eq!(one_pixel([0, 0, 0, 0], false, false), [255, 255, 255]);
        assert_eq!(one_pixel([255, 0, 0, 0], false, false), [0, 255, 255]);
        assert_eq!(one_pixel([0, 0, 0, 255], false, false), [0, 0, 0]);
        assert_eq!(one_pixel([0, 0, 255, 128], false, false), [127, 127, 0]);
    }

    #[test]
    fn adobe_s_inks_are_the_same_upside_down() {
        for inks in [[0, 0, 0, 0], [255, 0, 0, 0], [12, 200, 99, 40]] {
            assert_eq!(one_pixel(inks.map(|ink| !ink), false, true), one_pixel(inks, false, false));
        }
    }

    #[test]
    fn ycck_is_the_complement_of_its_inks_coded_as_light() {
        // No ink, as Adobe writes it: white is stored inverted, its complement is black, which has no luminance.
        assert_eq!(one_pixel([0, 128, 128, 255], true, true), [255, 255, 255]);
        // All the ink there is.
        assert_eq!(one_pixel([255, 128, 128, 0], true, true), [0, 0, 0]);
        // BT.601's red, as the complement of its inks: cyan alone is printed.
        assert_eq!(one_pixel([76, 85, 255, 255], true, true), [1, 255, 255]);
    }

    #[test]
    fn a_profile_for_other_samples_is_as_none() {
        let grey = Picture { width: 1, height: 1, layout: Layout::Grey, samples: vec![77] };
        let profile = ColorProfile::new_adobe_rgb().encode().unwrap_or_default();
        assert!(!profile.is_empty());
        assert_eq!(to_srgb(grey, Some(&profile)).samples, [77]);
    }
}
