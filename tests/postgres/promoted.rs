//! The server is lost for good, and a copy that it waited for takes its place: nothing that was acknowledged is lost, and the nodes
//! go on by themselves.

use super::{
    cluster::{Cluster, PASSWORD, free_port},
    load::{Load, go_on, is_whole, rounds},
    stories::house,
};

/// What the log says of it.
const LOGGED: [&str; 3] = ["the catalogue is away", "not ready", "the search index could not follow"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_is_promoted_has_everything_that_was_acknowledged() {
    let mut server = Cluster::start_new();
    let database = server.database(None).await;
    let ports = [server.port(), free_port()];
    let mut copy = server.followed_at(ports[1]).await;
    let [one, other] = ports;
    let url = format!("postgres://zef:{PASSWORD}@127.0.0.1:{one},127.0.0.1:{other}/{}", database.name);
    let first = house(&url);
    let second = first.another_node();
    let (first, second) = (first.serve(), second.serve());
    go_on(&[&first, &second]).await;
    let load = Load::of(&[&first.trusted, &second.contributor, &second.other], &first.moderator, &second.visitor);
    for _ in 0..rounds() {
        load.gives_more(6).await;
        server.kill();
        copy.promote();
        go_on(&[&first, &second]).await;
        load.gives_more(4).await;
        // Another copy begins where the lost server was.
        let port = server.port();
        drop(server);
        (server, copy) = {
            let next = copy.followed_at(port).await;
            (copy, next)
        };
    }
    let ledger = load.ends().await;
    ledger.holds(&first).await;
    ledger.holds(&second).await;
    second.ends_having_logged_at_most(&LOGGED);
    is_whole(&first.ends_having_logged_at_most(&LOGGED));
}
