//! Three nodes behind nginx, as docs/OPERATE.md has them, on one database and one bucket, under load: a node, the database and the
//! bucket are killed and started again, and the others go on without being started again.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::time::sleep;

use super::{
    nginx::{Nginx, free_addresses},
    server::{self, Weed},
    stories::archive,
};
use crate::{
    actors::Actor,
    files,
    postgres::{
        cluster::Cluster,
        load::{Load, go_on, is_whole, rounds},
    },
    zef::{House, Zef},
};

/// How many give at once.
const MANY: usize = 64;
/// What the log says of it.
const LOGGED: [&str; 3] = ["the catalogue is away", "not ready", "the search index could not follow"];

/// Who give.
const GIVERS: [fn(&Zef) -> &Actor; 3] = [|zef| &zef.trusted, |zef| &zef.contributor, |zef| &zef.other];

/// A site of three nodes behind a proxy.
struct Site {
    server: Cluster,
    weed: Weed,
    _door: Nginx,
    url: String,
    nodes: Vec<Zef>,
}

impl Site {
    async fn open() -> Self {
        let (server, weed) = (Cluster::start_new(), Weed::start_new());
        let database = server.database(None).await;
        let [door, addresses @ ..]: [SocketAddr; 4] = free_addresses();
        let url = format!("http://{door}");
        let (first, place) = (House::empty(), weed.place());
        let bucket = archive(&first, (&place.key, &place.secret), &place.bucket, place.address, &server::new_prefix());
        let catalog = format!("[catalog]\nengine = \"postgres\"\nurl = \"{}\"\n", database.url);
        let first = first.configured(&format!("public_url = \"{url}\"\n{bucket}{catalog}")).furnished();
        let houses = [first.another_node(), first.another_node(), first];
        let mut listening = addresses.into_iter();
        let nodes = houses
            .into_iter()
            .map(|house| house.told("ZEF_LISTEN", &listening.next().unwrap().to_string()).serve())
            .collect();
        Self { server, weed, _door: Nginx::before(door, &addresses), url, nodes }
    }

    fn all(&self) -> Vec<&Zef> {
        self.nodes.iter().collect()
    }

    /// Somebody who comes through the proxy.
    fn at_its_door(&self, actor: fn(&Zef) -> &Actor) -> Actor {
        actor(&self.nodes[0]).at(&self.url).on_a_new_connection()
    }

    /// One node is killed, and started again a moment later.
    async fn loses_a_node(&mut self, number: usize, load: &Load) {
        let fallen = self.nodes.remove(number % 3).killed_having_logged(&LOGGED);
        load.gives_more(4).await;
        self.nodes.push(fallen.serve());
        go_on(&self.all()).await;
    }
}

/// Three people give the same bytes at once, through the proxy.
async fn many_give_the_same(site: &Site, number: u64) {
    let bytes = files::small_photograph(number);
    let gifts = (0..MANY).map(|turn| {
        let (giver, bytes) = (site.at_its_door(GIVERS[turn % 3]), bytes.clone());
        async move { (turn % 3, giver.gives_bytes("a.jpg", bytes).under("cc-by-4.0").await) }
    });
    let answers = join_all(gifts).await;
    let mut made = [0; 3];
    let mut photos = BTreeSet::new();
    for (giver, answer) in answers {
        match answer.status.as_u16() {
            201 => made[giver] += 1,
            200 => {}
            // Somebody else's photo of it is public.
            409 => continue,
            status => panic!("{status}: {}", answer.text()),
        }
        photos.insert((giver, answer.json()["id"].as_str().unwrap().to_owned()));
    }
    // Each of them gave one, at most; one is public.
    assert!(made[0] == 1 && made.iter().all(|many| *many <= 1), "{made:?}");
    assert_eq!(photos.len(), made.iter().sum::<usize>(), "{photos:?}");
    // A visitor who gave nothing may be a second behind.
    let hash = blake3::hash(&bytes).to_hex();
    let began = Instant::now();
    loop {
        let public = site.at_its_door(|zef| &zef.visitor).browses().await;
        let many = public.iter().filter(|photo| photo.blake3() == hash.as_str()).count();
        if many == 1 {
            break;
        }
        assert!(many == 0 && began.elapsed() < Duration::from_secs(1), "{many}");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_nodes_behind_nginx_lose_nothing_whatever_is_killed() {
    let mut site = Site::open().await;
    go_on(&site.all()).await;
    many_give_the_same(&site, 1 << 40).await;
    let [tina, anne, bran] = GIVERS.map(|actor| site.at_its_door(actor));
    let (mona, visitor) = (site.at_its_door(|zef| &zef.moderator), site.at_its_door(|zef| &zef.visitor));
    let load = Load::of(&[&tina, &anne, &bran], &mona, &visitor);
    for round in 0..rounds() {
        load.gives_more(4).await;
        site.loses_a_node(round + 1, &load).await;
        load.gives_more(4).await;
        site.server.kill();
        site.server.start();
        go_on(&site.all()).await;
        load.gives_more(4).await;
        site.weed.kill();
        site.weed.start();
        go_on(&site.all()).await;
    }
    load.gives_more(4).await;
    let ledger = load.ends().await;
    many_give_the_same(&site, 2 << 40).await;
    for node in site.all() {
        ledger.holds(node).await;
    }
    let houses: Vec<House> = site.nodes.into_iter().map(|node| node.ends_having_logged_at_most(&LOGGED)).collect();
    is_whole(&houses[0]);
}
