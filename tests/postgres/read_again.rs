//! Two nodes on one database: one of them reads the originals of a night again; when it is killed, the other one goes on at its place.

use super::{cluster, stories::house};
use crate::{
    browser::Browser,
    files,
    meter::{Meter, hour_in},
    zef::{House, Zef},
};

/// At least 50 ms pass from one to the next: three seconds.
const MANY: u32 = 60;
const READ: &str = "zef_scrub_originals_read_total";

/// The same library, all of whose originals are read in a night that began an hour ago.
fn at_night(house: House) -> House {
    house.told("ZEF_SCRUB_DAYS", "1").told("ZEF_SCRUB_HOUR", &hour_in(-1).to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_node_reads_and_another_goes_on_where_it_was_killed() {
    let database = cluster::fresh().await;
    let zef = house(&database.url).told("ZEF_SCRUB_DAYS", "0").serve();
    for number in 0..MANY {
        zef.trusted.gives_bytes("a.jpg", files::small_photograph(number.into())).under("cc-by-4.0").await.created();
    }
    assert!(zef.visitor.reads("/").await.status == 200 && !zef.log().contains("are read again"));
    let first = zef.ends_well();
    let second = first.another_node();
    let meters = [Meter::new(), Meter::new()];
    let one = meters[0].on(at_night(first)).serve();
    meters[0].until(READ, |read| read > 0.0).await;
    let other = meters[1].on(at_night(second)).serve();
    let read = meters[0].until(READ, |read| read >= 40.0).await;
    assert_eq!(meters[1].value(READ).await, Some(0.0), "one node reads at a time");
    let _killed = one.killed();
    meters[1].until("zef_scrub_round_timestamp_seconds", |at| at > 0.0).await;
    let again = meters[1].value(READ).await.unwrap();
    assert!(read + again >= f64::from(MANY) && again < f64::from(MANY) - 10.0, "{read} {again}");
    assert!(told(&other).await.contains(&format!("{MANY} originaux contrôlés")), "each is counted once");
    other.ends_well();
}

async fn told(zef: &Zef) -> String {
    Browser::of(zef, "ada").await.opens("/admin/state").await.is(200).text()
}
