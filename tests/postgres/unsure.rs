//! The database makes a change, and is gone before it says so, for longer than Zef asks again: the sender is told that it is not
//! known, and what is sent again is not made twice.

use std::{
    future::{Future, IntoFuture as _},
    time::{Duration, Instant},
};

use serde_json::json;

use super::{
    cluster::{self, Cluster, Database},
    load::go_on,
    proxy::{Loss, Proxy},
    stories::house,
};
use crate::{
    answer::Answer,
    browser::{self, Browser, PageForm},
    files,
    zef::Zef,
};

/// What the log says of it.
const LOGGED: [&str; 3] = ["the catalogue is away", "not ready", "the search index could not follow"];
/// How long a sender may wait: as long as the program asks again, and a busy machine.
const TOLD: Duration = Duration::from_secs(15);

async fn behind_a_proxy() -> (Database, Proxy, Zef) {
    let database = cluster::fresh().await;
    let proxy = Proxy::before(cluster::shared().port()).await;
    let zef = house(&Cluster::url(proxy.address.port(), &database.name)).serve();
    (database, proxy, zef)
}

/// Sends this, whose answer is lost with everything else, and gives what the sender is told, once the database is there again.
async fn is_unsure<A: Future<Output = Answer>>(zef: &Zef, proxy: &Proxy, of: &str, sent: A) -> Answer {
    proxy.loses(Loss::Everything, of);
    let began = Instant::now();
    let told = sent.await.is(503);
    assert!(proxy.has_lost() && began.elapsed() < TOLD, "{:?}", began.elapsed());
    assert_eq!(told.header("retry-after"), "5");
    proxy.cuts(false);
    go_on(&[zef]).await;
    told
}

/// The form that a page keeps, which goes to this address.
fn kept_in(page: &str, action: &str) -> PageForm {
    let kept = browser::forms(page).into_iter().find(|form| form.action == action);
    kept.unwrap_or_else(|| panic!("no form goes to {action}: {page}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sender_is_told_that_it_is_not_known_and_sends_again() {
    let (database, proxy, zef) = behind_a_proxy().await;
    // A photograph.
    let gift =
        || zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").titled("Grande houle");
    let told = is_unsure(&zef, &proxy, "Grande houle", gift().into_future()).await;
    let sentence = told.refused(503, "database-unsure");
    assert!(sentence.contains("Regardez si votre changement est enregistré"), "{sentence}");
    let id = gift().await.already_held().id();
    assert_eq!(zef.visitor.browses().await.len(), 1);
    // A change by the API: the same again is the same.
    let change = || zef.trusted.changes(&id, json!({ "title": "Petite houle" }));
    is_unsure(&zef, &proxy, "Petite houle", change()).await.refused(503, "database-unsure");
    assert_eq!(change().await.photo().0["title"], "Petite houle");
    // A change by a page, which is sent again as it stands.
    let tina = Browser::of(&zef, "tina").await;
    let path = format!("/photos/{id}/edit");
    let form = tina.form_on(&path, &path).await;
    let fill = || tina.fills(&form, &[("title", "Houle du large")]);
    let page = is_unsure(&zef, &proxy, "Houle du large", fill()).await;
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text().contains("Regardez si votre changement est enregistré"), "{}", page.text());
    fill().await.is(303);
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Houle du large");
    // Withdrawn.
    let withdraw = || async {
        let path = format!("/api/v1/photos/{id}/withdraw");
        zef.trusted.posts(&path, json!({ "reason": "Une erreur de port" })).await
    };
    is_unsure(&zef, &proxy, "Une erreur de port", withdraw()).await.refused(503, "database-unsure");
    let again = withdraw().await;
    // It is withdrawn already.
    assert!([200, 410].contains(&again.status.as_u16()), "{}: {}", again.status, again.text());
    zef.visitor.sees(&id).await.is(410);
    // Each was made once.
    let client = cluster::shared().client(&database.name).await;
    let asked =
        "select line::jsonb ->> 'gesture', count(*) from journal where line like '%\"photo/%' group by 1 order by 1";
    let made = client.query(asked, &[]).await.unwrap();
    let made: Vec<(String, i64)> = made.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(made.iter().map(|(_, many)| many).sum::<i64>(), 4, "{made:?}");
    zef.ends_having_logged(&LOGGED).run_as_configured(&["check"], "").well();
}

/// A suggestion that is sent again is the one that waits, and so are forms of collections and reports. A collection that a program
/// sends without a key is looked for first, as its maker was told to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_made_new_is_there_and_not_made_twice() {
    let (database, proxy, zef) = behind_a_proxy().await;
    let photo = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").await.created();
    let collection = zef.trusted.posts("/api/v1/collections", json!({ "title": "Phares du Leon" }));
    is_unsure(&zef, &proxy, "Phares du Leon", collection).await.refused(503, "database-unsure");
    zef.trusted.reads("/api/v1/collections/phares-du-leon").await.is(200);
    let tina = Browser::of(&zef, "tina").await;
    let form = tina.form_on("/collections/new", "/collections").await;
    let fill = || tina.fills(&form, &[("title", "Cales du Trieux")]);
    is_unsure(&zef, &proxy, "Trieux", fill()).await;
    assert_eq!(fill().await.is(303).header("location"), "/collections/cales-du-trieux");
    let passer_by = Browser::before(&zef);
    let form = passer_by.form_on(&format!("/report?photo={}", photo.id()), "/report").await;
    let fill = || passer_by.fills(&form, &[("reason", "other"), ("text", "Une plaque lisible")]);
    let told = is_unsure(&zef, &proxy, "plaque", fill()).await.text();
    // The page keeps what was typed, and sends it again.
    let kept = kept_in(&told, "/report");
    passer_by.posts(&kept.action, &kept.fields).await.is(303);
    // So does one that says that the database was away before.
    let form = tina.form_on("/collections/new", "/collections").await;
    proxy.cuts(true);
    let told = tina.fills(&form, &[("title", "Digues"), ("text", "Du Léguer")]).await.is(503).text();
    proxy.cuts(false);
    go_on(&[&zef]).await;
    let kept = kept_in(&told, "/collections");
    let made = tina.posts(&kept.action, &kept.fields).await.is(303);
    assert!(tina.opens(made.header("location")).await.is(200).text().contains("Du Léguer"));
    let path = format!("/api/v1/photos/{}/suggestions", photo.id());
    let suggestion =
        || zef.contributor.posts(&path, json!({ "field": "title", "new": "Phare de Brignogan", "why": "On le voit" }));
    is_unsure(&zef, &proxy, "Brignogan", suggestion()).await.refused(503, "database-unsure");
    suggestion().await.is(201);
    let other = json!({ "field": "title", "new": "Phare de Pontusval", "why": "On le voit" });
    zef.contributor.posts(&path, other).await.is(201);
    let client = cluster::shared().client(&database.name).await;
    for (space, many) in [("collection", 3), ("report", 1), ("suggestion", 2)] {
        let asked = format!("select count(*) from record where key like '{space}/%'");
        assert_eq!(client.query_one(&asked, &[]).await.unwrap().get::<_, i64>(0), many, "{space}");
    }
    zef.ends_having_logged(&LOGGED).run_as_configured(&["check"], "").well();
}
