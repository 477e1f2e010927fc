//! The search index is derived: deleted, damaged, behind or impossible to make, the library is served, and search works
//! again later.

use std::{fs, process::Command};

use futures_util::future::join_all;
use reqwest::Method;

use crate::{
    answer::Answer,
    browser::Browser,
    files,
    zef::{House, Zef, files_in},
};

/// A library with some published photos, one of them taken back, stopped; and one that stayed.
async fn lived_in() -> (House, String) {
    let zef = Zef::serve();
    for number in 0..4 {
        let gift = zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0");
        gift.titled(&format!("Forêt de Huelgoat {number}")).await.created();
    }
    let last = zef.visitor.finds("forets").await.remove(0);
    zef.trusted.withdraws(&last.id(), "Doublon.").await;
    let mut left = zef.visitor.finds("forets").await;
    assert_eq!(left.len(), 3);
    (zef.ends_well(), left.remove(0).id())
}

#[tokio::test]
async fn an_index_deleted_or_damaged_is_made_again() {
    let (mut house, _) = lived_in().await;
    let folder = house.storage.join("search");
    let found = async |house: House| {
        let zef = house.serve();
        assert_eq!(zef.visitor.finds("foret huelgoat").await.len(), 3);
        zef.visitor.reads("/readyz").await.is(200);
        zef.ends_well()
    };
    for file in files_in(&folder) {
        // A server that ran meanwhile may have removed it.
        let mut bytes = fs::read(&file).unwrap_or_default();
        if bytes.is_empty() {
            continue;
        }
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        fs::write(&file, bytes).unwrap();
        house = found(house).await;
        if !file.exists() {
            // It was set aside with the folder, and the new one has other files.
            break;
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    house = found(house).await;
    // An index that knows of more than the journal: the last entry, the withdrawal, never was.
    let segment = files_in(&house.storage.join("journal")).pop().unwrap();
    let journal = fs::read_to_string(&segment).unwrap();
    let shorter: Vec<&str> = journal.lines().collect();
    fs::write(&segment, format!("{}\n", shorter[..shorter.len() - 1].join("\n"))).unwrap();
    fs::remove_dir_all(house.storage.join("state")).unwrap();
    let zef = house.serve();
    assert_eq!(zef.visitor.finds("forets").await.len(), 4);
    zef.ends_well();
}

#[tokio::test]
async fn what_was_imported_and_rebuilt_is_found_at_the_next_start() {
    let (house, _) = lived_in().await;
    fs::write(house.desk().join("plage.jpg"), files::small_photograph(77)).unwrap();
    let path = house.desk().join("plage.jpg");
    house.run(&["import", path.to_str().unwrap(), "--as", "tina", "--license", "cc0-1.0", "--publish"]).well();
    let zef = house.serve();
    assert_eq!(zef.visitor.lists("use=no-attribution").await.len(), 1);
    let house = zef.ends_well();
    house.run(&["rebuild"]).well();
    assert!(house.storage.join("search/meta.json").exists());
    assert!(!house.storage.join("search.set-aside").exists());
    let zef = house.serve();
    assert_eq!((zef.visitor.finds("foret").await.len(), zef.visitor.browses().await.len()), (3, 4));
    zef.ends_well().run(&["check"]).well();
}

/// A disk of a few kilobytes, where root may mount one; gone with the story.
struct TinyDisk(std::path::PathBuf);

impl TinyDisk {
    fn unmounted(&self) -> bool {
        Command::new("umount").arg(&self.0).status().is_ok_and(|status| status.success())
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        // Lazily: a server that a failed story left behind may still be ending.
        Command::new("umount").arg("-l").arg(&self.0).output().ok();
    }
}

#[tokio::test]
async fn without_an_index_everything_else_is_served() {
    let (house, photo) = lived_in().await;
    // Nothing can be made there, and a mounted folder cannot be set aside.
    let folder = house.storage.join("search");
    fs::remove_dir_all(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    let mounted =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=4096,nr_inodes=2", "tmpfs"]).arg(&folder).status();
    assert!(
        mounted.unwrap().success(),
        "this story mounts a small disk (tmpfs), which only root may do: run it as root"
    );
    let disk = TinyDisk(folder);
    let zef = house.serve();
    for path in ["/", "/people/tina", "/about", &format!("/photos/{photo}")] {
        zef.visitor.reads(path).await.is(200);
    }
    let refused = zef.visitor.reads("/api/v1/photos?q=foret").await.is(503);
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    assert_eq!(refused.json()["code"], "search-not-ready");
    let page = zef.visitor.reads("/search?q=foret").await.is(503).text();
    assert!(page.contains("La recherche n’est pas encore prête"), "{page}");
    zef.visitor.reads("/readyz").await.is(503);
    zef.visitor.reads("/healthz").await.is(200);
    // Photos are given all the same, and found as soon as there is an index.
    let gift = zef.trusted.gives_bytes("photo.jpg", files::small_photograph(50)).under("cc-by-4.0");
    gift.titled("Clairière en forêt").await.created();
    assert!(disk.unmounted());
    let mut tries = 0;
    while zef.visitor.reads("/readyz").await.status != 200 {
        tries += 1;
        assert!(tries < 30, "the index was never made");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(zef.visitor.finds("foret").await.len(), 4);
    zef.ends_having_logged(&["the search index could not follow the journal"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_cannot_search_without_end() {
    let (house, _) = lived_in().await;
    let zef = house.serve();
    let search = async |from: &str, number: usize| {
        let request = zef.visitor.asks(Method::GET, &format!("/search?q=foret{number}"));
        Answer::read(request.header("x-forwarded-for", from).send().await).await.unwrap()
    };
    let all: Vec<usize> = (0..600).collect();
    let mut slowed = 0;
    for numbers in all.chunks(20) {
        let answers = join_all(numbers.iter().map(|number| search("198.51.100.7", *number))).await;
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            assert_eq!(answer.status, 429);
            assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
            slowed += 1;
        }
    }
    assert!((1..400).contains(&slowed), "{slowed} of 600 searches in a row were refused");
    // Another address is not concerned, nor are other pages, nor what was found a moment ago.
    search("198.51.100.8", 1_000).await.is(200);
    let eager = Browser::coming_from(&zef, "198.51.100.7");
    eager.opens("/").await.is(200);
    eager.opens("/search?q=foret0").await.is(200);
    // The same network of version 6 counts as one; who asks from the machine itself is not counted.
    let mut slowed = 0;
    for numbers in all.chunks(20) {
        let from = |number: &usize| format!("2001:db8:0:7::{number:x}");
        let answers = numbers.iter().map(async |number| search(&from(number), 2_000 + number).await.status == 429);
        slowed += join_all(answers).await.into_iter().filter(|refused| *refused).count();
    }
    assert!(slowed > 0, "six hundred searches in a row from one network were all made");
    zef.visitor.reads("/search?q=foret").await.is(200);
    zef.ends_well();
}
