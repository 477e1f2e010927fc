//! A library that moves.

use zef::{
    catalog::moving::{Mark, MoveStage},
    domain::person::Role,
};

use super::{Store, key, put};
use crate::catalog::making::{person, putting};

/// A library that moves takes no change, is read as before, and takes changes again without the mark.
pub async fn takes_no_change_while_it_moves(store: Store) {
    put(&store, "anne", Role::Admin).await;
    let since = jiff::Timestamp::UNIX_EPOCH;
    let mark = Mark { stage: MoveStage::Stopped, other: "the folder /b".to_owned(), since };
    assert_eq!(store.mark(Some(mark.clone())).await.unwrap(), 1);
    assert_eq!(store.marked().await.unwrap(), Some(mark));
    let refused = store.commit(putting(&person("yann", Role::Admin))).await.unwrap_err();
    assert!(refused.to_string().contains("it moves to the folder /b"), "{refused}");
    assert!(store.ready().await.is_err());
    assert!(store.get(&[key("anne")]).await.unwrap()[0].is_some());
    store.mark(None).await.unwrap();
    store.ready().await.unwrap();
    assert_eq!(put(&store, "yann", Role::Admin).await, 2);
}
