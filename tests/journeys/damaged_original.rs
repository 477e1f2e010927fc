//! A damaged original: found by `zef check`, and never served.

use std::fs;

use serde_json::{Value, json};

use crate::zef::{House, Zef, files_in};

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
    zef.visitor.takes(&photo.id(), "original&strip=true").await.refused(500, "damaged");
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

#[tokio::test]
async fn a_wrong_state_hides_no_damaged_original() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    let original = files_in(&house.storage).into_iter().find(|path| path.ends_with(photo.blake3())).unwrap();
    let bytes = fs::read(&original).unwrap();
    let damage_the_state = || fs::write(house.storage.join("state/db"), b"not what sled wrote").unwrap();
    fs::write(&original, b"not what was given").unwrap();
    for arguments in [&["check", "--json"][..], &["check", "--json", "--repair"]] {
        damage_the_state();
        let (code, told) = checked(&house, arguments);
        let faults: Vec<&Value> = told.iter().map(|line| &line["fault"]).collect();
        assert_eq!(faults, [&json!("state"), &json!("original-damaged"), &Value::Null], "{told:#?}");
        assert_eq!((code, &told[0]["mended"], &told[2]["faults"]), (1, &json!(true), &json!(2)), "{told:#?}");
    }
    // Asked to repair, it ends well once nothing is left to put right.
    fs::write(&original, bytes).unwrap();
    damage_the_state();
    let (code, told) = checked(&house, &["check", "--json"]);
    assert_eq!((code, told.len()), (1, 2), "{told:#?}");
    damage_the_state();
    fs::write(house.storage.join("staging/1-1.part"), b"half").unwrap();
    let (code, told) = checked(&house, &["check", "--json", "--repair"]);
    assert_eq!((code, told.len()), (0, 3), "{told:#?}");
    assert_eq!((&told[2]["faults"], &told[2]["mended"]), (&json!(2), &json!(2)), "{told:#?}");
    damage_the_state();
    let words = house.run(&["check", "--repair"]).well();
    assert!(words.stdout.contains("1 fault, mended"), "{words:?}");
    assert!(!house.storage.join("staging/1-1.part").exists());
    house.run(&["check"]).well();
}

/// The exit code of a check, and its lines.
fn checked(house: &House, arguments: &[&str]) -> (i32, Vec<Value>) {
    let ran = house.run(arguments);
    (ran.code, ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}
