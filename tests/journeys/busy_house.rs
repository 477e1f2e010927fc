//! A house where everybody gives at once: those who only look are answered all the same.

use futures_util::{FutureExt as _, future::join_all};

use crate::{alone::alone, files, zef::Zef};

/// So many pages are read, each of them made for the first time.
const PAGES: usize = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_and_pictures_are_read_while_every_core_decodes() {
    let _alone = alone();
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let people = [&zef.trusted, &zef.contributor, &zef.other, &zef.moderator];
    let gifts = people.iter().zip(8_000..).map(|(who, height)| {
        let bytes = files::black_png(8_000, height);
        async move { who.gives_bytes("grand.png", bytes).under("cc-by-4.0").await.created() }
    });
    let mut gifts = Box::pin(join_all(gifts));
    let reads = async {
        for page in 0..PAGES {
            zef.visitor.reads(&format!("/search?q=feuille{page}")).await.is(200);
        }
        zef.visitor.takes(&photo.id(), "original").await.is(200);
    };
    tokio::select! {
        biased;
        () = reads => {}
        _ = &mut gifts => panic!("who looks had to wait for those who give"),
    }
    assert!(gifts.as_mut().now_or_never().is_none());
    assert_eq!(gifts.await.len(), people.len());
    zef.ends_well();
}
