//! JPEG in every way that libjpeg's encoder knows: each is shown as libjpeg's decoder shows it.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use image::{Rgb, RgbImage};

use super::{derived, difference, read};

/// A way to give the components their scans.
const SCANS: [(&str, &str); 4] = [
    ("each", "0;\n1;\n2;\n"),
    ("colours-together", "0;\n1,2;\n"),
    ("backwards", "2;\n1;\n0;\n"),
    ("spectral", "0,1,2: 0-0, 0, 0;\n0: 1-63, 0, 0;\n2: 1-63, 0, 0;\n1: 1-63, 0, 0;\n"),
];

/// Runs a program of libjpeg on these bytes.
fn ran(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new(program);
    let piped = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap_or_else(|error| panic!("{program} (libjpeg-turbo-progs): {error}"));
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    })
}

/// Colours that change slowly, in sides that fill no coded unit.
fn scene() -> Vec<u8> {
    let wave = |at: u32, length: f64| (100.0 * (f64::from(at) / length).sin() + 128.0).round();
    let byte = |value: f64| (0..=255_u8).find(|byte| f64::from(*byte) >= value).unwrap();
    let picture =
        RgbImage::from_fn(157, 93, |x, y| Rgb([byte(wave(x, 23.0)), byte(wave(y, 17.0)), byte(wave(x + y, 29.0))]));
    [b"P6 157 93 255\n", picture.as_raw().as_slice()].concat()
}

/// What is wrong with a way of coding it.
fn wrong(scene: &[u8], arguments: &[&str]) -> Option<String> {
    let coded = ran("cjpeg", &[&["-quality", "90"], arguments].concat(), scene);
    let right = ran("djpeg", &["-ppm"], &coded);
    // Grey comes as one sample a pixel.
    let samples = match &right[..2] {
        b"P5" => right[right.len() - 157 * 93..].iter().flat_map(|grey| [*grey; 3]).collect(),
        _ => right[right.len() - 157 * 93 * 3..].to_vec(),
    };
    let right = RgbImage::from_raw(157, 93, samples).unwrap();
    let apart = difference(&read(&derived(&coded).renditions[0]), &right);
    // A rendition is coded again, by so much.
    (apart > 2.5).then(|| format!("{arguments:?}: {apart} levels"))
}

#[test]
fn every_sampling_in_every_order_of_scans_is_shown_as_libjpeg_does() {
    let folder = tempfile::tempdir().unwrap();
    let scripts = SCANS.map(|(name, script)| {
        let path = folder.path().join(name);
        std::fs::write(&path, script).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let scene = scene();
    // Of luminance, then of both colours; libjpeg allows ten blocks a unit.
    let samplings = [
        "1x1",
        "2x1",
        "1x2",
        "2x2",
        "4x1",
        "1x4",
        "4x2",
        "3x1",
        "1x3",
        "3x2",
        "1x1,2x2,2x2",
        "1x1,2x1,2x1",
        "1x1,1x2,1x2",
        "1x1,4x1,4x1",
        "2x1,1x2,1x2",
        "2x2,2x1,2x1",
        "2x2,1x2,1x2",
        "1x4,1x2,1x2",
        "4x1,2x1,2x1",
        "2x1,2x1,2x1",
        "2x2,2x1,1x2",
        "1x1,2x1,1x2",
    ];
    let mut faults = Vec::new();
    for sampling in samplings {
        faults.extend(wrong(&scene, &["-sample", sampling]));
        faults.extend(wrong(&scene, &["-sample", sampling, "-progressive", "-restart", "3B"]));
        for script in &scripts {
            faults.extend(wrong(&scene, &["-sample", sampling, "-scans", script]));
        }
        faults.extend(wrong(&scene, &["-sample", sampling, "-scans", &scripts[0], "-restart", "1"]));
    }
    for arguments in
        [&["-grayscale"][..], &["-grayscale", "-sample", "3x1"], &["-rgb"], &["-rgb", "-scans", &scripts[0]]]
    {
        faults.extend(wrong(&scene, arguments));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
