//! Stamps: once a change is answered, those of what it touched say so, and those of nothing else.

use zef::{
    catalog::{
        forgetting::Forgetting,
        spaces::person::ROLE,
        stamps::Slot,
        store::{Change, Expectation, Outcome},
    },
    domain::person::{PersonRecord, Role},
};

use super::{Store, key, put};
use crate::catalog::{
    making::{change, person, putting},
    shelf::done,
};

/// Whether each of these is unchanged after an entry: Anne's record, everybody's roles, contributors, administrators, and
/// Zoe's record.
fn unchanged(store: &Store, since: u64) -> [bool; 5] {
    let [roles, contributors, admins] = ["", "contributor/", "admin/"].map(|name| Slot::list(&ROLE.prefix(name)));
    let [anne, zoe] = ["anne", "zoe"].map(|name| Slot::record(&key(name)));
    [anne, roles, contributors, admins, zoe].map(|slot| store.stamps().are_unchanged(&[slot], since))
}

pub async fn stamps_what_a_change_touches(store: Store) {
    assert_eq!(unchanged(&store, 0), [true; 5]);
    let come = put(&store, "anne", Role::Contributor).await;
    assert_eq!((unchanged(&store, come - 1), unchanged(&store, come)), ([false, false, false, true, true], [true; 5]));
    let named = PersonRecord { name: "Anne Le Gall".to_owned(), ..person("anne", Role::Contributor) };
    let written = done(&*store, putting(&named)).await;
    assert_eq!((unchanged(&store, come), unchanged(&store, written)), ([false, false, false, true, true], [true; 5]));
    let raised = put(&store, "anne", Role::Admin).await;
    assert_eq!(
        (unchanged(&store, written), unchanged(&store, raised)),
        ([false, false, false, false, true], [true; 5])
    );
    let refused = Change { expect: vec![Expectation::RecordAbsent(key("anne"))], ..putting(&named) };
    assert!(matches!(store.commit(refused).await.unwrap(), Outcome::Conflict(_)));
    assert_eq!(unchanged(&store, raised), [true; 5]);
    let removed = done(&*store, Change { remove: vec![key("anne"), key("nobody")], ..change() }).await;
    assert_eq!((unchanged(&store, raised), unchanged(&store, removed)), ([false, false, true, false, true], [true; 5]));
}

/// Both in one write, where the engine has one for several changes.
pub async fn stamps_what_goes_and_comes_back(store: Store) {
    put(&store, "anne", Role::Admin).await;
    let named = PersonRecord { name: "Anne Le Gall".to_owned(), ..person("anne", Role::Contributor) };
    for _ in 0..20 {
        let since = store.seq();
        let there = store.commit(putting(&person("anne", Role::Contributor)));
        let again = store.commit(putting(&named));
        let back = store.commit(putting(&person("anne", Role::Admin)));
        let _ = tokio::try_join!(there, again, back).unwrap();
        assert_eq!(unchanged(&store, since), [false, false, false, false, true]);
    }
}

/// A longer prefix, and one that ends within a name, are stamped as the list that they are part of.
pub async fn stamps_parts_of_lists_with_their_list(store: Store) {
    let since = put(&store, "anne", Role::Contributor).await;
    put(&store, "yann", Role::Contributor).await;
    for name in ["contributor/yann", "contributor/ya", "contributor/yann/1", "contributor/zoe"] {
        assert!(!store.stamps().are_unchanged(&[Slot::list(&ROLE.prefix(name))], since), "{name}");
    }
    assert!(!store.stamps().are_unchanged(&[Slot::list("ro")], since));
}

/// What is forgotten is in no entry any more that could tell what it touched.
pub async fn stamps_everything_when_something_is_forgotten(store: Store) {
    let seen = put(&store, "anne", Role::Contributor).await;
    let forgetting = Forgetting {
        seen,
        rewrite: Box::new(|_| None),
        ends: Box::new(|_| false),
        note: Change { gesture: "forget".into(), remove: vec![key("anne")], ..change() },
        afterwards: String::new(),
    };
    let number = store.forget(forgetting).await.unwrap().unwrap();
    assert_eq!((unchanged(&store, seen), unchanged(&store, number)), ([false; 5], [true; 5]));
}
