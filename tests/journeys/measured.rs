//! A monitoring program reads metrics on a separate address, which contain no personal data.

use std::net::TcpListener;

use futures_util::{StreamExt as _, stream};
use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};
use tokio::sync::oneshot;

use crate::{
    actors::client,
    answer::Answer,
    files,
    meter::{Meter, free_address, value},
    zef::House,
};

async fn read(address: &str, path: &str) -> (u16, String, String) {
    let answer = client().build().unwrap().get(format!("http://{address}{path}")).send().await.unwrap();
    let kind = answer.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), kind, answer.text().await.unwrap())
}

#[tokio::test]
async fn a_monitoring_program_reads_how_the_library_is() {
    let address = free_address();
    let zef = House::new().configured(&format!("metrics_listen = \"{address}\"\n")).serve();
    let secret = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Zwqtitle").await.created();
    zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created();
    for path in ["/photos/zwqnothing", &format!("/photos/{}", secret.id()), "/search?q=zwqword", "/zwqpath"] {
        zef.visitor.reads(path).await;
    }
    let (status, kind, text) = read(&address, "/metrics").await;
    assert_eq!((status, kind.as_str()), (200, "application/openmetrics-text; version=1.0.0; charset=utf-8"));
    assert!(text.ends_with("# EOF\n"), "{text}");
    for part in [
        "zef_http_requests_seconds_count{route=\"/photos/{id}\",method=\"GET\",status=\"2xx\"} 1",
        "zef_http_requests_seconds_count{route=\"/photos/{id}\",method=\"GET\",status=\"4xx\"} 1",
        "zef_http_requests_seconds_count{route=\"none\",method=\"GET\",status=\"4xx\"} 1",
        "zef_build_info{version=",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(value(&text, "zef_photos_waiting"), Some(1.0), "{text}");
    assert_eq!((value(&text, "zef_up"), value(&text, "zef_takes_changes")), (Some(1.0), Some(1.0)));
    assert!(value(&text, "zef_disk_free_bytes") > Some(0.0) && value(&text, "zef_resident_bytes") > Some(0.0));
    // How long the stores took, and what waits in them.
    for part in [
        "zef_catalogue_seconds_count{operation=\"commit\"}",
        "zef_catalogue_seconds_count{operation=\"get\"}",
        "zef_catalogue_seconds_count{operation=\"lookup\"}",
        "zef_archive_seconds_count{operation=\"keep\"}",
        "zef_archive_seconds_count{operation=\"put\"}",
    ] {
        assert!(value(&text, part) >= Some(2.0), "{part}: {text}");
    }
    let took = value(&text, "zef_archive_seconds_sum{operation=\"keep\"}").unwrap();
    assert!(took > 0.0 && took < 60.0, "{text}");
    for part in ["zef_commits_waiting", "zef_uploads_received", "zef_photographs_waiting", "zef_journal_behind"] {
        assert_eq!(value(&text, part), Some(0.0), "{part}: {text}");
    }
    let reads = "zef_archive_seconds_count{operation=\"read\"}";
    let before = value(&text, reads).unwrap();
    zef.visitor.takes(&secret.id(), "original").await.is(200);
    assert!(value(&read(&address, "/metrics").await.2, reads) > Some(before));
    // No word that anybody typed, no address, no person.
    assert!(!text.to_lowercase().contains("zwq") && !text.contains(&secret.id()) && !text.contains("127.0.0.1"));

    assert_eq!(value(&text, "zef_backup_verified_timestamp_seconds"), None);
    let backup = zef.house().desk().join("backup");
    zef.house().run(&["backup", backup.to_str().unwrap()]).well();
    let (_, _, text) = read(&address, "/metrics").await;
    assert!(value(&text, "zef_backup_verified_timestamp_seconds") > Some(1.6e9), "{text}");

    // Elsewhere there is nothing: neither the metrics on the site, nor the site there.
    zef.visitor.reads("/metrics").await.is(404);
    assert_eq!(read(&address, "/").await.0, 404);
    zef.ends_well();
}

#[tokio::test]
async fn nothing_is_measured_unless_it_is_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let house = House::new().configured(&format!("metrics_listen = \"{}\"\n", taken.local_addr().unwrap()));
    let config = house.desk().join("zef.toml");
    let ran = house.run(&["serve", "--listen", "127.0.0.1:0", "--config", config.to_str().unwrap()]);
    assert!(ran.code == 1 && ran.stderr.contains("could not listen on 127.0.0.1"), "{ran:?}");
    let ran = house.configured("metrics_listen = 9090\n");
    let config = ran.desk().join("zef.toml");
    let ran = ran.run(&["serve", "--config", config.to_str().unwrap()]);
    assert!(ran.stderr.contains("an address and a port, such as"), "{ran:?}");
}

#[tokio::test]
async fn an_upload_is_counted_as_long_as_it_comes_in() {
    let meter = Meter::new();
    let zef = meter.on(House::new()).serve();
    let mut first = files::fixture("leaf.jpg");
    let second = first.split_off(first.len() / 2);
    let (go_on, goes_on) = oneshot::channel::<()>();
    let rest = stream::once(async move {
        goes_on.await.unwrap();
        Ok::<_, std::io::Error>(second)
    });
    let pieces = stream::iter([Ok(first)]).chain(rest);
    let file = Part::stream(Body::wrap_stream(pieces)).file_name("feuille.jpg");
    let form = Form::new().text("license", "cc-by-4.0").part("file", file);
    let sending = zef.trusted.asks(Method::POST, "/api/v1/photos").multipart(form).send();
    let counting = async {
        meter.until("zef_uploads_received", |uploads| uploads >= 1.0).await;
        go_on.send(()).unwrap();
    };
    let (sent, ()) = tokio::join!(sending, counting);
    Answer::read(sent).await.unwrap().is(201);
    assert_eq!(meter.value("zef_uploads_received").await, Some(0.0));
    zef.ends_well();
}
