//! Expectations: a change is made where all of them hold, whole or not at all.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;
use zef::{
    catalog::{
        CatalogError, photos, records,
        spaces::photo::TAG,
        store::{Change, Direction, Expectation, IndexKey, Key, Outcome},
    },
    domain::person::Role,
};

use super::{Store, key, put, with_role};
use crate::catalog::{
    making::{change, person, putting},
    photographs::{photo, putting_photos},
    shelf::done,
};

/// A change whose expectations do not all hold changes nothing and says which did not.
pub async fn holds_a_change_to_its_expectations(store: Store) {
    let revision = put(&store, "anne", Role::Admin).await;
    let attempt = async |expected: Expectation| {
        let more = Change { expect: vec![expected], ..putting(&person("yann", Role::Contributor)) };
        store.commit(more).await.unwrap()
    };
    for expected in [
        Expectation::RecordAbsent(key("anne")),
        Expectation::Revision(key("anne"), revision + 1),
        Expectation::Revision(key("nobody"), 1),
        Expectation::Unclaimed(with_role("admin/anne")),
        Expectation::Unclaimed(with_role("admin/")),
        Expectation::Revision(Key::new("role", "admin/anne"), revision),
    ] {
        assert_eq!(attempt(expected.clone()).await, Outcome::Conflict(expected));
    }
    assert_eq!((store.seq(), store.changes(revision, 9).await.unwrap().len()), (revision, 0));
    assert!(store.get(&[key("yann")]).await.unwrap().iter().all(Option::is_none));

    let several = Change {
        expect: vec![
            Expectation::Revision(key("anne"), revision),
            Expectation::RecordAbsent(key("yann")),
            Expectation::Unclaimed(with_role("contributor/")),
        ],
        ..putting(&person("yann", Role::Contributor))
    };
    assert_eq!(store.commit(several.clone()).await.unwrap(), Outcome::Done(revision + 1));
    let first_unmet = Expectation::RecordAbsent(key("yann"));
    assert_eq!(store.commit(several).await.unwrap(), Outcome::Conflict(first_unmet));
    let claimed = Expectation::Unclaimed(with_role("contributor/yan"));
    assert_eq!(attempt(claimed.clone()).await, Outcome::Conflict(claimed));
    done(&*store, Change { remove: vec![key("yann")], ..change() }).await;
    assert_eq!(attempt(Expectation::Unclaimed(with_role("contributor/"))).await, Outcome::Done(revision + 3));
}

/// An absent record and an unclaimed index are two things, even under one name.
pub async fn takes_a_record_whose_name_an_index_has(store: Store) {
    let tagged = photo(1, &json!({ "tags": ["phare"] }));
    done(&*store, putting_photos(std::slice::from_ref(&tagged))).await;
    let tag = Key::new("tag", "phare");
    let body = records::write(&tag, &json!({ "label": "Phare" })).unwrap();
    let absent = Expectation::RecordAbsent(tag.clone());
    let make_tag = Change { expect: vec![absent.clone()], put: vec![(tag.clone(), body)], ..change() };
    assert_eq!(store.commit(make_tag.clone()).await.unwrap(), Outcome::Done(2), "a photo carries that tag");
    assert_eq!(store.commit(make_tag).await.unwrap(), Outcome::Conflict(absent));
    // Nor does the record claim anything in the index of that name.
    let claimed = Expectation::Unclaimed(IndexKey::new(&TAG, "phare"));
    let when_unclaimed = Change { expect: vec![claimed.clone()], ..change() };
    assert_eq!(store.commit(when_unclaimed.clone()).await.unwrap(), Outcome::Conflict(claimed));
    done(&*store, Change { remove: vec![photos::key(&tagged.id)], ..change() }).await;
    assert_eq!(store.commit(when_unclaimed).await.unwrap(), Outcome::Done(4));
    assert!(store.get(&[tag]).await.unwrap()[0].is_some());
}

/// Of many changes at once that expect the same, one is made, and whoever lost sees what it lost to.
pub async fn lets_one_of_many_win(store: Store) {
    const MANY: u64 = 64;
    for (round, index) in [(0, false), (1, true)] {
        let mut racing = JoinSet::new();
        for racer in 0..MANY {
            let store = Arc::clone(&store);
            // All for the same key; or each its own record, and all the same claim in an index.
            let name = if index { format!("r{racer}") } else { "same".to_owned() };
            let claim = if index {
                Expectation::Unclaimed(with_role("admin/"))
            } else {
                Expectation::RecordAbsent(key("same"))
            };
            let role = if index { Role::Admin } else { Role::Curator };
            let change = Change { expect: vec![claim], ..putting(&person(&name, role)) };
            racing.spawn(async move {
                let outcome = store.commit(change).await?;
                let prefix = if index { "role/admin/" } else { "role/curator/same" };
                Ok::<_, CatalogError>((outcome, store.lookup(prefix, None, 9, Direction::Ascending).await?.len()))
            });
        }
        let mut won = 0;
        while let Some(done) = racing.join_next().await {
            let (outcome, seen) = done.unwrap().unwrap();
            won += u32::from(matches!(outcome, Outcome::Done(_)));
            assert_eq!(seen, 1, "the winner's record is there once anyone is answered");
        }
        assert_eq!((won, store.seq()), (1, round + 1));
    }
}

/// Changes at once that expect nothing of one another are all made, and no number is left out.
pub async fn makes_every_change_once(store: Store) {
    let mut working = JoinSet::new();
    for one in 0..100 {
        let (store, change) = (Arc::clone(&store), putting(&person(&format!("p{one}"), Role::Contributor)));
        working.spawn(async move { store.commit(change).await });
    }
    let mut numbers = Vec::new();
    while let Some(done) = working.join_next().await {
        if let Outcome::Done(seq) = done.unwrap().unwrap() {
            numbers.push(seq);
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
    assert_eq!(
        (store.count("role/contributor/").await.unwrap(), store.changes(0, 999).await.unwrap().len()),
        (100, 100)
    );
}
