//! The same bytes again: from the same person, from another, from many at once.

use std::{collections::BTreeSet, future::IntoFuture};

use futures_util::future::join_all;

use crate::{
    actors::Actor,
    answer::{Answer, Photo},
    files,
    throng::{self, MANY},
    zef::{Zef, files_in},
};

const LICENCE: &str = "cc-by-sa-4.0";

#[tokio::test]
async fn the_same_person_is_led_to_the_photo_they_gave_before() {
    let zef = Zef::serve();
    let given = zef.contributor.gives("storm.webp").under(LICENCE).titled("Tempête").await.created();
    let again = zef.contributor.gives("storm.webp").under(LICENCE).titled("Autre titre").await.already_held();
    assert_eq!((again.id(), &again.0["title"]), (given.id(), &given.0["title"]));
    // Another name, a draft, no licence: the bytes count alone.
    let bytes = files::fixture("storm.webp");
    let draft = zef.contributor.gives_bytes("copie.jpg", bytes).in_draft().await.already_held();
    assert_eq!(draft.id(), given.id());
    zef.ends_well();
}

#[tokio::test]
async fn another_person_hears_of_a_published_photo_and_of_no_other() {
    let zef = Zef::serve();
    let anne = zef.contributor.gives("leaf.jpg").under(LICENCE).await.created();
    // Unpublished elsewhere: nothing is revealed.
    let bran = zef.other.gives("leaf.jpg").under(LICENCE).await.created();
    assert_ne!(anne.id(), bran.id());
    assert_eq!(anne.blake3(), bran.blake3());

    // Both are seen by who reviews, and only one of them can be published.
    zef.moderator.publishes(&anne.id()).await;
    let second = zef.moderator.decides(&bran.id(), "publish", "").await;
    let address = second.json()["photo"].clone();
    second.refused(409, "already-held");
    assert!(address.as_str().unwrap().ends_with(&format!("/photos/{}", anne.id())), "{address}");

    let tina = zef.trusted.gives("leaf.jpg").under(LICENCE).await;
    assert_eq!(tina.json()["photo"], address);
    let sentence = tina.refused(409, "already-held");
    assert!(!sentence.is_empty());
    // What Bran gave before stays his, and is found again by him.
    assert_eq!(zef.other.gives("leaf.jpg").under(LICENCE).await.already_held().id(), bran.id());
    zef.ends_well();
}

/// Sends the same bytes in the name of each, all at once.
async fn given_at_once(givers: impl IntoIterator<Item = Actor>, bytes: &[u8]) -> Vec<Answer> {
    let gift = |giver: Actor| giver.gives_bytes("une.jpg", bytes.to_vec()).under(LICENCE).into_future();
    join_all(givers.into_iter().map(gift)).await
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[tokio::test]
async fn sixty_four_at_once_from_one_person_make_one_photo() {
    let zef = Zef::serve();
    let givers = (0..MANY).map(|_| zef.trusted.on_a_new_connection());
    let answers = given_at_once(givers, &files::small_photograph(64)).await;
    assert_eq!((count(&answers, 201), count(&answers, 200)), (1, MANY - 1));
    let ids: Vec<String> = answers
        .into_iter()
        .map(|answer| if answer.status == 201 { answer.created().id() } else { answer.already_held().id() })
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(zef.visitor.browses().await.len(), 1);
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn sixty_four_people_at_once_publish_one_photo() {
    let zef = throng::house().serve();
    let answers = given_at_once(throng::trusted(&zef), &files::small_photograph(65)).await;
    assert_eq!((count(&answers, 201), count(&answers, 409)), (1, MANY - 1));
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    let made = made.into_iter().next().unwrap().created();
    assert_eq!(made.state(), "published");
    for answer in refused {
        assert_eq!(answer.json()["photo"], made.0["url"]);
        answer.refused(409, "already-held");
    }
    assert_eq!(zef.visitor.browses().await.len(), 1);
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn sixty_four_people_at_once_each_have_theirs_while_none_is_published_and_one_can_be() {
    let zef = throng::house().serve();
    let answers = given_at_once(throng::contributors(&zef), &files::small_photograph(66)).await;
    let photos: Vec<_> = answers.into_iter().map(Answer::created).collect();
    let ids: BTreeSet<String> = photos.iter().map(Photo::id).collect();
    assert_eq!(ids.len(), MANY);
    assert!(photos.iter().all(|photo| photo.state() == "submitted" && photo.blake3() == photos[0].blake3()));
    // One file for all of them.
    let originals = files_in(zef.storage()).into_iter().filter(|path| path.ends_with(photos[0].blake3())).count();
    assert_eq!(originals, 1);

    let decisions = ids.iter().map(|id| {
        let moderator = zef.moderator.on_a_new_connection();
        async move { moderator.decides(id, "publish", "").await }
    });
    let answers = join_all(decisions).await;
    assert_eq!((count(&answers, 200), count(&answers, 409)), (1, MANY - 1));
    for answer in answers.into_iter().filter(|answer| answer.status == 409) {
        answer.refused(409, "already-held");
    }
    assert_eq!(zef.visitor.browses().await.len(), 1);
    zef.ends_well().run(&["check"]).well();
}
