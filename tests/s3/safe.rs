//! An S3 server by TLS, with a certificate that nobody but its operator knows.

use std::path::PathBuf;

use zef::archive::{S3Settings, S3Store};

use super::server::{self, Weed};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_of_ones_own_is_trusted_where_it_is_named() {
    let weed = Weed::start_new();
    let place = weed.place();
    let endpoint = |host: &str| Some(format!("https://{host}:{}", weed.safe_port()));
    let settings = |host: &str, ca: Option<PathBuf>| S3Settings {
        endpoint: endpoint(host),
        ca,
        ..place.settings(place.address, &server::new_prefix())
    };
    let refused = S3Store::try_out(&settings("localhost", None)).await.unwrap_err().to_string();
    assert!(refused.contains("certificate that is not trusted") && refused.contains("[archive] ca"), "{refused}");
    for host in ["localhost", "127.0.0.1"] {
        S3Store::try_out(&settings(host, Some(weed.certificate()))).await.unwrap();
    }
}
