//! The storage folder is moved while the server runs: changes are refused, and nothing is answered that is not stored.

use std::fs;

use serde_json::json;

use crate::{
    files,
    zef::{Zef, copy_folder, files_in},
};

#[tokio::test]
async fn a_storage_folder_moved_away_refuses_changes_until_it_is_back() {
    let zef = Zef::serve();
    let storage = zef.storage().to_owned();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    zef.visitor.reads("/readyz").await.is(200);
    let entries = |storage: &std::path::Path| {
        let journal = files_in(&storage.join("journal")).into_iter().map(|path| fs::read_to_string(path).unwrap());
        journal.map(|text| text.lines().count()).sum::<usize>()
    };
    let before = entries(&storage);

    let away = storage.with_file_name("away");
    fs::rename(&storage, &away).unwrap();
    let refused = zef.visitor.reads("/readyz").await.is(503).text();
    assert!(refused.contains("storage folder"), "{refused}");
    zef.visitor.reads("/healthz").await.is(200);
    let gift = |number| zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let french = gift(1).await.refused(503, "storage-gone");
    assert!(french.contains("n’est plus à sa place"), "{french}");
    let retitled = zef.trusted.speaking("en").changes(&photo.id(), json!({ "title": "Perdue" })).await;
    let english = retitled.refused(503, "storage-gone");
    assert!(english.contains("folder of this library is not where it should be"), "{english}");
    assert!(!storage.exists(), "nothing is made in its place");
    assert_eq!(entries(&away), before, "nothing is written where nobody looks");

    // The same folder put back, it goes on at once.
    fs::rename(&away, &storage).unwrap();
    zef.visitor.reads("/readyz").await.is(200);
    let given = gift(1).await.created();
    zef.trusted.changes(&photo.id(), json!({ "title": "Feuille morte" })).await.photo();

    // A copy in its place is another one: what would be written to the first would be lost.
    fs::rename(&storage, &away).unwrap();
    copy_folder(&away, &storage);
    zef.visitor.reads("/readyz").await.is(503);
    zef.trusted.changes(&photo.id(), json!({ "title": "Perdue" })).await.refused(503, "storage-gone");
    gift(2).await.refused(503, "storage-gone");
    fs::remove_dir_all(&storage).unwrap();
    fs::rename(&away, &storage).unwrap();

    // So is a journal file replaced, cut or made longer by another program.
    let segment = files_in(&storage.join("journal")).pop().unwrap();
    let whole = fs::read(&segment).unwrap();
    for written in [&whole[..whole.len() / 2], &[&whole[..], b"another line\n"].concat()] {
        fs::write(&segment, written).unwrap();
        zef.trusted.changes(&photo.id(), json!({ "title": "Perdue" })).await.refused(503, "storage-gone");
        assert_eq!(fs::read(&segment).unwrap(), written, "it is left as it is");
        fs::write(&segment, &whole).unwrap();
    }
    zef.trusted.changes(&photo.id(), json!({ "title": "Feuille d’or" })).await.photo();
    let whole = fs::read(&segment).unwrap();
    fs::remove_file(&segment).unwrap();
    zef.visitor.reads("/readyz").await.is(503);
    zef.trusted.changes(&photo.id(), json!({ "title": "Perdue" })).await.refused(503, "storage-gone");
    fs::write(&segment, &whole).unwrap();

    let house =
        zef.ends_having_logged(&["storage folder", "the search index could not follow the journal", "not ready"]);
    house.run(&["check"]).well();
    let zef = house.serve();
    assert_eq!(zef.visitor.sees(&photo.id()).await.photo().0["title"], "Feuille d’or");
    zef.visitor.sees(&given.id()).await.photo();
    zef.ends_well();
}
