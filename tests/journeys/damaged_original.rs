//! An original that is no longer what was given: found by `zef check`, never served as good.

use std::fs;

use crate::zef::{Zef, files_in};

#[tokio::test]
async fn a_flipped_bit_is_found_and_never_served() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let sound = zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    house.run(&["check"]).well();

    let hash = photo.blake3();
    let original = files_in(&house.storage).into_iter().find(|path| path.ends_with(hash)).unwrap();
    let mut bytes = fs::read(&original).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0b100;
    fs::write(&original, &bytes).unwrap();

    let checked = house.run(&["check"]);
    assert_eq!(checked.code, 1, "{checked:?}");
    let faults: Vec<&str> = checked.stdout.lines().filter(|line| line.contains(hash)).collect();
    assert_eq!(faults.len(), 1, "one line names it: {checked:?}");
    assert!(!checked.written().contains(sound.blake3()), "{checked:?}");

    let zef = house.serve();
    let sentence = zef.visitor.takes(&photo.id(), "original").await.refused(500, "damaged");
    assert!(!sentence.is_empty());
    // What was made of it while it was good is still good.
    zef.visitor.takes(&photo.id(), "640").await.is(200);
    zef.visitor.takes(&sound.id(), "original").await.is(200);
    let house = zef.ends_having_logged(&["damaged"]);

    // The bytes put back, everything is well again.
    bytes[middle] ^= 0b100;
    fs::write(&original, &bytes).unwrap();
    house.run(&["check"]).well();
}

#[tokio::test]
async fn a_lost_original_is_found_and_a_lost_rendition_is_made_again() {
    let zef = Zef::serve();
    let lost = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let thinner = zef.trusted.gives("pier.tif").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    for path in files_in(&house.storage) {
        let of = |hash: &str| path.to_string_lossy().contains(hash);
        // Everything made from the second, and the original of the first.
        if path.ends_with(lost.blake3()) || (of(thinner.blake3()) && !path.ends_with(thinner.blake3())) {
            fs::remove_file(&path).unwrap();
        }
    }
    let checked = house.run(&["check"]);
    assert_eq!(checked.code, 1, "{checked:?}");
    assert!(checked.stdout.contains(lost.blake3()), "{checked:?}");

    let zef = house.serve();
    for rendition in thinner.renditions() {
        zef.visitor.reads(&rendition).await.is(200);
    }
    zef.visitor.takes(&lost.id(), "original").await.refused(500, "damaged");
    zef.ends_having_logged(&["damaged"]);
}
