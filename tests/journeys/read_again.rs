//! Originals are read again at night: one that rots is told, is copied from a backup where there is one, and a server that is
//! killed goes on where it was.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    browser::Browser,
    files,
    meter::{Meter, apart, hour_in},
    zef::{House, Zef, files_in},
};

/// What is logged of an original that rots.
const LOST: &str = "an original is lost or damaged";

/// A library all of whose originals are read each night, and no night is near: its first one is that of tomorrow.
fn house(meter: &Meter, more: &str) -> House {
    meter.on(House::new().configured(&format!("[scrub]\ndays = 1\nhour = {}\n{more}", hour_in(12))))
}

fn original(storage: &Path, hash: &str) -> PathBuf {
    storage.join("originals").join(&hash[..2]).join(&hash[2..4]).join(hash)
}

/// One bit of a file changes.
fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

async fn page(zef: &Zef) -> String {
    Browser::of(zef, "ada").await.opens("/admin/state").await.is(200).text()
}

/// Waits until the originals of a night were read.
async fn read_through(meter: &Meter) {
    meter.until("zef_scrub_round_timestamp_seconds", |at| at > 0.0).await;
}

#[tokio::test]
async fn a_bit_that_flips_is_told_the_next_night_until_the_file_is_good_again() {
    let meter = Meter::new();
    let zef = house(&meter, "").serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let told = page(&zef).await;
    assert!(told.contains("Aucun original n’a encore été contrôlé"), "{told}");
    let path = original(zef.storage(), leaf.blake3());
    let zef = zef.ends_well();
    flip(&path);

    let zef = apart(zef, "+1d").serve();
    read_through(&meter).await;
    let text = meter.text().await;
    for line in ["zef_scrub_damaged 1", "zef_scrub_originals_read_total 2", "zef_scrub_healed_total 0"] {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
    let told = page(&zef).await;
    assert!(told.contains("Un original est perdu ou abîmé, et n’a pas été réparé"), "{told}");
    assert!(told.contains(">Feuille</a></li></ul>") && told.contains("2 originaux contrôlés"), "{told}");
    let english = Browser::of(&zef, "ada").await.opens("/en/admin/state").await.is(200).text();
    assert!(english.contains("One original is lost or damaged, and was not repaired"), "{english}");
    let house = zef.ends_having_logged(&[LOST]);

    // Until it is good again, every night tells it, and a night that was read is not read twice.
    let zef = house.serve();
    assert!(page(&zef).await.contains("Un original est perdu ou abîmé"));
    assert_eq!(meter.value("zef_scrub_originals_read_total").await, Some(0.0));
    fs::write(&path, files::fixture("leaf.jpg")).unwrap();
    let zef = apart(zef.ends_well(), "+2d").serve();
    zef.logs("an original is good again").await;
    meter.until("zef_scrub_damaged", |damaged| damaged == 0.0).await;
    meter.until("zef_scrub_originals_read_total", |read| read >= 3.0).await;
    let house = zef.ends_well();
    let zef = house.serve();
    let told = page(&zef).await;
    assert!(told.contains("Tous les originaux contrôlés sont intacts"), "{told}");
    zef.ends_well();
}

#[tokio::test]
async fn what_rots_is_copied_from_a_backup_and_what_is_good_stays() {
    let meter = Meter::new();
    let backup = House::empty();
    let copy = backup.desk().join("backup");
    let zef = house(&meter, &format!("backup = \"{}\"\n", copy.display())).serve();
    let mut photos = Vec::new();
    for name in ["leaf.jpg", "storm.webp", "kermesse.jpg", "pier.tif"] {
        photos.push(zef.trusted.gives(name).under("cc-by-4.0").titled(name).await.created());
    }
    let house = zef.ends_well();
    house.run(&["backup", copy.to_str().unwrap()]).well();
    let [flipped, missing, lost, good] = [0, 1, 2, 3].map(|number: usize| photos[number].blake3().to_owned());
    let here = |hash: &str| original(&house.storage, hash);
    let there = |hash: &str| original(&copy, hash);
    flip(&here(&flipped));
    fs::remove_file(here(&missing)).unwrap();
    // One has rotted on both sides, and one in the backup only.
    for path in [here(&lost), there(&lost), there(&good)] {
        flip(&path);
    }
    let backed_up =
        |path: &Path| files_in(path).into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect::<Vec<_>>();
    let before =
        (backed_up(&copy), fs::read(here(&lost)).unwrap(), fs::metadata(here(&good)).unwrap().modified().unwrap());
    let paths = [here(&flipped), here(&missing), here(&lost), here(&good)];

    let zef = apart(house, "+1d").serve();
    read_through(&meter).await;
    let text = meter.text().await;
    for line in ["zef_scrub_damaged 1", "zef_scrub_originals_read_total 4", "zef_scrub_healed_total 2"] {
        assert!(text.lines().any(|other| other == line), "{line}: {text}");
    }
    assert_eq!(fs::read(&paths[0]).unwrap(), files::fixture("leaf.jpg"));
    assert_eq!(fs::read(&paths[1]).unwrap(), files::fixture("storm.webp"));
    let after = (backed_up(&copy), fs::read(&paths[2]).unwrap(), fs::metadata(&paths[3]).unwrap().modified().unwrap());
    assert!(before == after, "the backup, what could not be healed and what is good stay as they are");
    for photo in &photos[..2] {
        zef.visitor.takes(&photo.id(), "original").await.is(200);
    }
    let told = page(&zef).await;
    assert!(told.contains("2 originaux perdus ou abîmés ont été recopiés depuis la sauvegarde"), "{told}");
    assert!(told.contains("Un original est perdu ou abîmé, et n’a pas été réparé"), "{told}");
    assert!(files_in(&zef.storage().join("staging")).is_empty());
    // The backup of the next night copies its rotten file again; then it can heal the other way round.
    fs::write(original(&copy, &lost), files::fixture("kermesse.jpg")).unwrap();
    let zef = apart(zef.ends_having_logged(&[LOST]), "+2d").serve();
    meter.until("zef_scrub_damaged", |damaged| damaged == 0.0).await;
    assert_eq!(fs::read(&paths[2]).unwrap(), files::fixture("kermesse.jpg"));
    let house = zef.ends_well();
    house.run(&["check"]).well();
}

#[tokio::test]
async fn a_check_that_finds_it_good_is_believed_and_one_that_finds_it_damaged_is_healed_at_night() {
    let meter = Meter::new();
    let folder = House::empty();
    let copy = folder.desk().join("copy");
    let zef = house(&meter, &format!("backup = \"{}\"\n", copy.display())).serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let path = original(zef.storage(), leaf.blake3());
    let house = zef.ends_well();
    flip(&path);
    assert_eq!(house.run(&["check"]).code, 1);
    let zef = house.serve();
    assert_eq!(meter.value("zef_scrub_damaged").await, Some(1.0));
    let house = zef.ends_well();
    flip(&path);
    house.run(&["check"]).well();
    flip(&path);
    let zef = house.serve();
    assert_eq!(meter.value("zef_scrub_damaged").await, Some(0.0));
    let house = zef.ends_well();
    assert_eq!(house.run(&["check"]).code, 1);
    // Any copy of the folder `originals` will do.
    fs::create_dir_all(original(&copy, leaf.blake3()).parent().unwrap()).unwrap();
    fs::write(original(&copy, leaf.blake3()), files::fixture("leaf.jpg")).unwrap();
    let zef = apart(house, "+1d").serve();
    meter.until("zef_scrub_damaged", |damaged| damaged == 0.0).await;
    assert_eq!(fs::read(&path).unwrap(), files::fixture("leaf.jpg"));
    assert_eq!(fs::read_dir(&copy).unwrap().count(), 1, "nothing is made there");
    zef.ends_well();
}

#[tokio::test]
async fn an_empty_folder_in_place_of_the_originals_is_a_disk_that_is_not_mounted() {
    let meter = Meter::new();
    let folder = House::empty();
    let copy = folder.desk().join("backup");
    let zef = house(&meter, &format!("backup = \"{}\"\n", copy.display())).serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let house = zef.ends_well();
    house.run(&["backup", copy.to_str().unwrap()]).well();
    let (mounted, away) = (house.storage.join("originals"), house.desk().join("away"));
    fs::rename(&mounted, &away).unwrap();
    fs::create_dir(&mounted).unwrap();
    let zef = apart(house, "+1d").serve();
    zef.logs("is the disk of the originals mounted?").await;
    assert!(files_in(&mounted).is_empty(), "nothing is written where the disk should be");
    assert_eq!(meter.value("zef_scrub_damaged").await, Some(0.0));
    let house = zef.ends_having_logged(&["is the disk of the originals mounted?"]);
    // Mounted, the night is made up for.
    fs::remove_dir(&mounted).unwrap();
    fs::rename(&away, &mounted).unwrap();
    let zef = house.serve();
    read_through(&meter).await;
    zef.visitor.takes(&leaf.id(), "original").await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn a_killed_server_goes_on_where_it_was() {
    /// At least 50 ms pass from one to the next: six seconds.
    const MANY: u32 = 120;
    let meter = Meter::new();
    let zef = house(&meter, "").serve();
    for number in 0..MANY {
        zef.trusted.gives_bytes("a.jpg", files::small_photograph(number.into())).under("cc-by-4.0").await.created();
    }
    let zef = apart(zef.ends_well(), "+1d").serve();
    // Its place is remembered each second, and is on the disk a second later.
    let read = meter.until("zef_scrub_originals_read_total", |read| read >= 90.0).await;
    let house = zef.killed();
    let zef = house.serve();
    read_through(&meter).await;
    let again = meter.value("zef_scrub_originals_read_total").await.unwrap();
    assert!(read < f64::from(MANY) && read + again >= f64::from(MANY), "{read} {again}");
    assert!(again < f64::from(MANY) - 10.0, "it began again from the first: {read} {again}");
    let told = page(&zef).await;
    assert!(told.contains(&format!("{MANY} originaux contrôlés")), "each is counted once: {told}");
    zef.ends_well();
}
