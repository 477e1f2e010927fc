//! The end of the journal damaged: what was answered is kept or refused with a way out, never cut away in silence.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    files,
    zef::{House, Zef, files_in},
};

/// A library of a few photos, stopped, and the id of the one that was retitled last of all.
async fn lived_in() -> (House, String) {
    let zef = Zef::serve();
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let photo = zef.trusted.gives("storm.webp").under("cc-by-4.0").titled("Tempête").await.created();
    zef.trusted.changes(&photo.id(), json!({ "title": "Grand frais" })).await.photo();
    (zef.ends_well(), photo.id())
}

fn segment(storage: &Path) -> PathBuf {
    files_in(&storage.join("journal")).into_iter().rfind(|path| path.extension().unwrap() == "ndjson").unwrap()
}

#[tokio::test]
async fn an_entry_without_its_line_feed_is_kept() {
    let (house, id) = lived_in().await;
    let segment = segment(&house.storage);
    let whole = fs::read(&segment).unwrap();
    let cut = &whole[..whole.len() - 1];
    fs::write(&segment, cut).unwrap();
    let told = house.run(&["check"]).well().stdout;
    assert!(told.contains("note: ") && told.contains("lacks its line feed") && told.contains("0 faults"), "{told}");
    assert_eq!(fs::read(&segment).unwrap(), cut, "looking changes nothing");
    let zef = house.serve();
    assert_eq!(fs::read(&segment).unwrap(), whole);
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Grand frais");
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn the_last_answer_cut_away_stops_the_start_until_it_is_put_back() {
    let (house, id) = lived_in().await;
    let segment = segment(&house.storage);
    let whole = fs::read(&segment).unwrap();
    let last_line = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for cut in [whole.len() - 2, last_line] {
        fs::write(&segment, &whole[..cut]).unwrap();
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["check"], &["rebuild"], &["person", "list"]] {
            let refused = house.run(command);
            assert_eq!(refused.code, 1, "{refused:?}");
            let told = refused.written();
            assert!(told.contains("from a backup") && told.contains("zef check --repair"), "{command:?}: {told}");
            assert_eq!(fs::read(&segment).unwrap(), &whole[..cut], "{command:?} changes nothing");
        }
        let told = house.run(&["check", "--repair"]).well().stdout;
        assert!(told.contains("put back from the state"), "{told}");
        house.run(&["check"]).well();
    }
    let aside = fs::read(segment.with_extension("damaged-tail")).unwrap();
    assert_eq!(aside, &whole[last_line..whole.len() - 2], "what was cut short is kept beside");
    let zef = house.serve();
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Grand frais");
    zef.trusted.changes(&id, json!({ "title": "Coup de vent" })).await.photo();
    zef.ends_well().run(&["rebuild"]).well();
}

#[tokio::test]
async fn a_change_that_kill_minus_nine_cut_short_is_moved_aside_at_start() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").await.created();
    let house = zef.killed();
    let segment = segment(&house.storage);
    let whole = fs::read(&segment).unwrap();
    let torn = b"{\"check\":\"0123456789abcdef\",\"seq\":99,\"at\":\"2026";
    fs::write(&segment, [&whole[..], torn].concat()).unwrap();
    let told = house.run(&["check"]).well().stdout;
    assert!(told.contains("note: ") && told.contains("cut short"), "{told}");
    assert_eq!(fs::read(&segment).unwrap().len(), whole.len() + torn.len(), "looking changes nothing");
    let zef = house.serve();
    assert_eq!(fs::read(&segment).unwrap(), whole);
    assert_eq!(fs::read(segment.with_extension("damaged-tail")).unwrap(), torn);
    zef.visitor.sees(&photo.id()).await.photo();
    zef.ends_well().run(&["check"]).well();
}
