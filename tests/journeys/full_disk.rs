//! A full disk: uploads are refused with a sentence, everything else works, and no restart is needed.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    browser::Browser,
    files,
    zef::{House, Zef, files_in},
};

/// The size of the small disk, in megabytes: the library keeps 1 GB in reserve, so 150 MB are left for photographs.
const DISK: u64 = 1_150;

/// A small disk of its own, where root may mount one.
pub struct SmallDisk(pub PathBuf);

impl SmallDisk {
    pub fn mounted_at(path: PathBuf) -> Option<Self> {
        fs::create_dir_all(&path).unwrap();
        let size = format!("size={}", DISK * 1_000_000);
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&path).output().ok()?;
        mount.status.success().then_some(Self(path))
    }

    /// Leaves so many bytes free, by one large file.
    pub fn filled_but(&self, free: u64) -> PathBuf {
        let filler = self.0.join("filler");
        let taken = DISK * 1_000_000 - used(&self.0) - free;
        // Allocated, not only declared: a hole in a file takes no room.
        let allocated = Command::new("fallocate").args(["-l", &taken.to_string()]).arg(&filler).status().unwrap();
        assert!(allocated.success());
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a server that a failed story left behind may still be ending.
        Command::new("umount").arg("-l").arg(&self.0).status().ok();
    }
}

fn used(folder: &Path) -> u64 {
    // One that ends meanwhile takes no room.
    files_in(folder).iter().filter_map(|path| Some(fs::metadata(path).ok()?.len())).sum()
}

/// Uploads are refused, in both languages, and everything else goes on.
async fn assert_full(zef: &Zef, photo: &crate::answer::Photo) {
    let french = zef.trusted.gives("storm.webp").under("cc-by-4.0").await.refused(507, "full");
    let english = zef.trusted.speaking("en").gives("storm.webp").under("cc-by-4.0").await.refused(507, "full");
    assert_ne!(french, english);
    assert_reading_goes_on(zef, photo).await;
}

async fn assert_reading_goes_on(zef: &Zef, photo: &crate::answer::Photo) {
    zef.visitor.reads("/").await.is(200);
    zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200);
    zef.visitor.reads(&photo.renditions()[0]).await.is(200);
    zef.visitor.takes(&photo.id(), "original").await.is(200);
    assert_eq!(zef.visitor.finds("feuille").await.len(), 1);
}

#[tokio::test]
async fn a_full_disk_refuses_uploads_until_there_is_room() {
    let house = House::new();
    let disk = SmallDisk::mounted_at(house.desk().join("disk"));
    let disk = disk.expect("this story fills a small disk (tmpfs), which only root may mount: run it as root");
    let storage = disk.0.join("storage");
    let zef = house.moved_to(storage).serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();

    // Under the reserve: nothing comes in, and what little is written still is.
    let filler = disk.filled_but(900_000_000);
    assert_full(&zef, &photo).await;
    zef.contributor.gives("drop.gif").in_draft().await.refused(507, "full");
    let state = Browser::of(&zef, "ada").await.opens("/admin/state").await.is(200).text();
    assert!(state.contains("Les dépôts sont refusés") && state.contains("Libérez de la place"), "{state}");
    retitled(&zef, &photo.id(), "Feuille de houx").await.photo();
    fs::remove_file(&filler).unwrap();
    let second = zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();

    // Not one byte left: words cannot be changed either, and reading still goes on.
    let filler = disk.filled_to_the_brim();
    retitled(&zef, &photo.id(), "Feuille morte").await.refused(507, "full");
    assert_reading_goes_on(&zef, &photo).await;
    fs::remove_file(&filler).unwrap();
    assert_eq!(retitled(&zef, &photo.id(), "Feuille verte").await.photo().0["title"], "Feuille verte");
    zef.trusted.gives("pier.tif").under("cc-by-4.0").await.created();

    // The same after a new start.
    let zef = zef.ends_well().serve();
    assert_eq!(zef.visitor.sees(&photo.id()).await.photo().0["title"], "Feuille verte");
    zef.visitor.sees(&second.id()).await.photo();
    assert_eq!(zef.visitor.browses().await.len(), 3);
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn a_full_disk_is_named_on_the_command_line() {
    let house = House::new();
    let disk = SmallDisk::mounted_at(house.desk().join("disk"));
    let disk = disk.expect("this story fills a small disk (tmpfs), which only root may mount: run it as root");
    let storage = disk.0.join("storage");
    let zef = house.moved_to(storage).serve();
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let house = zef.ends_well();
    let photograph = house.desk().join("phare.jpg");
    fs::write(&photograph, files::small_photograph(1)).unwrap();
    let import = ["import", photograph.to_str().unwrap(), "--as", "tina", "--license", "cc-by-4.0"];
    let state_files = || files_in(&house.storage.join("state")).len();
    let state = state_files();

    // Under the reserve of photographs, then with hardly a page left, then with not one byte.
    for (handle, filled) in ["erwan", "nolwenn", "goulven"].into_iter().zip([
        |disk: &SmallDisk| disk.filled_but(900_000_000),
        |disk: &SmallDisk| disk.filled_but(100_000),
        SmallDisk::filled_to_the_brim,
    ]) {
        let filler = filled(&disk);
        let add = ["person", "add", handle, "--name", handle, "--role", "contributor", "--password-stdin"];
        for command in [&import[..], &add, &["token", "add", "tina"], &["check"], &["rebuild"]] {
            let ran = house.run_reading(command, crate::zef::PASSWORD);
            let told = ran.written();
            if ran.code != 0 {
                assert!(told.contains("full") && told.to_lowercase().contains("make room"), "{command:?}: {told}");
                assert_eq!(told.trim_end().lines().count(), 1, "{command:?}: {told}");
            }
            for word in ["orrupted", "backtrace", "panicked", "sled", "offset"] {
                assert!(!told.contains(word), "{command:?}: {told}");
            }
            if command[0] == "import" {
                assert_eq!(ran.code, 1, "{ran:?}");
            }
        }
        assert!(state_files() >= state, "the state was thrown away");
        assert!(!house.storage.join("state.set-aside").exists(), "a good state was taken for a bad one");
        fs::remove_file(&filler).unwrap();
    }
    // Where the state has to be made again and finds no room, its engine speaks of damage.
    let filler = disk.filled_to_the_brim();
    fs::rename(house.storage.join("state"), disk.0.join("state-away")).unwrap();
    for command in [&["person", "list"][..], &["check"], &["rebuild"], &["serve", "--listen", "127.0.0.1:0"]] {
        let told = house.run(command).written();
        assert!(
            told.contains("full") && told.contains("make room") && !told.contains("orrupted"),
            "{command:?}: {told}"
        );
    }
    fs::remove_file(&filler).unwrap();
    house.run(&import).well();
    house.run(&["rebuild"]).well();
    house.run(&["check"]).well();
}

impl SmallDisk {
    /// Leaves nothing free.
    fn filled_to_the_brim(&self) -> PathBuf {
        let filler = self.filled_but(8_000_000);
        let mut rest = File::options().append(true).open(&filler).unwrap();
        let mut piece = vec![1; 4096];
        while std::io::Write::write_all(&mut rest, &piece).is_ok() {}
        // And the last bytes, less than a page.
        piece.truncate(1);
        while std::io::Write::write_all(&mut rest, &piece).is_ok() {}
        filler
    }
}

async fn retitled(zef: &Zef, id: &str, title: &str) -> crate::answer::Answer {
    let patch = zef.trusted.asks(reqwest::Method::PATCH, &format!("/api/v1/photos/{id}"));
    crate::answer::Answer::read(patch.json(&serde_json::json!({ "title": title })).send().await).await.unwrap()
}

#[tokio::test]
async fn a_full_quota_refuses_uploads_until_there_is_room() {
    let zef = House::new().configured("quota_megabytes = 2\n").serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let mut number = 0;
    // The room that heavy ones leave is filled by light ones.
    for (heavy, most) in [(true, 20), (false, 60)] {
        loop {
            let photograph = if heavy { with_weight(number) } else { files::small_photograph(number) };
            let answer = zef.contributor.gives_bytes("photo.jpg", photograph).under("cc-by-4.0").await;
            if answer.status == 507 {
                break;
            }
            answer.created();
            number += 1;
            assert!(number < most, "2 MB hold no {most} such photographs");
        }
    }
    assert_full(&zef, &photo).await;
    // Room made by hand: renditions can be made again.
    for path in files_in(&zef.storage().join("renditions")) {
        fs::remove_file(path).unwrap();
    }
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    zef.visitor.reads(&photo.renditions()[0]).await.is(200);
    zef.ends_well();
}

/// A photograph of some 200 KB.
fn with_weight(number: u64) -> Vec<u8> {
    let photograph = files::small_photograph(number);
    (0..3).fold(photograph, |bytes, _| files::with_comment(&bytes, &"·".repeat(30_000)))
}
