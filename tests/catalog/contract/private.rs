//! Private spaces: withheld from followers of the journal.

use serde_json::value::to_raw_value;
use zef::{
    catalog::{
        credentials, records,
        spaces::{SPACES, actor_key},
        store::{Change, Direction},
    },
    domain::{
        credential::CredentialRecord,
        person::{Handle, Role},
    },
};

use super::{Store, key, numbers, put};
use crate::catalog::{
    making::{change, person, putting},
    shelf::done,
};

/// Records of private spaces are read and written like others, and stand in no entry that is given; the numbers of
/// entries have no gap for it.
pub async fn gives_followers_nothing_private(store: Store) {
    let handle: Handle = "anne".parse().unwrap();
    let secret = credentials::key(&handle);
    let credential = CredentialRecord::new(handle, "$argon2id$secret".to_owned());
    let mut joined = putting(&person("anne", Role::Admin));
    joined.put.push((secret.clone(), records::write(&secret, &credential).unwrap()));
    done(&*store, joined).await;
    let only_private: Vec<_> = SPACES
        .iter()
        .filter(|space| space.private)
        .map(|space| {
            (space.key("secret"), to_raw_value(&serde_json::json!({ "v": 1, "secret": "$argon2id$" })).unwrap())
        })
        .collect();
    assert!(only_private.len() >= 2);
    let keys: Vec<_> = only_private.iter().map(|(key, _)| key.clone()).collect();
    done(&*store, Change { put: only_private, ..change() }).await;
    done(&*store, Change { remove: [keys.clone(), vec![secret.clone()]].concat(), ..change() }).await;
    put(&store, "yann", Role::Contributor).await;

    let entries = store.changes(0, 99).await.unwrap();
    assert_eq!(numbers(&entries), [1, 2, 3, 4]);
    let given: Vec<&str> =
        entries.iter().flat_map(|entry| &entry.records).map(|written| written.key.as_str()).collect();
    assert_eq!(given, ["person/anne", "person/yann"]);
    let history = store.history(&key("anne"), None, 9, Direction::Ascending).await.unwrap();
    let latest = store.latest(None, 9).await.unwrap();
    let of_actor = store.history(&actor_key(&entries[1].actor), None, 9, Direction::Descending).await.unwrap();
    assert_eq!((numbers(&latest), numbers(&of_actor)), (vec![4, 3, 2, 1], vec![4, 3, 2, 1]));
    assert!(!format!("{entries:?} {history:?} {latest:?} {of_actor:?}").contains("secret"));
    for private in keys.iter().chain([&secret]) {
        assert!(store.history(private, None, 9, Direction::Descending).await.unwrap().is_empty(), "{private}");
    }
}
