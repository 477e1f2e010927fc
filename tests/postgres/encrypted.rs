//! Connections to the database by TLS: they are encrypted, and a server that is not the one that was meant is refused in a sentence
//! that says what to do.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use super::{
    cluster::{self, Cluster},
    stories::{catalog, house},
};
use crate::zef::House;

/// A certificate of a server and its key, as openssl makes them with these extensions.
fn certificate(folder: &Path, name: &str, extensions: &[&str]) -> [Vec<u8>; 2] {
    let mut made = Command::new("openssl");
    made.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]);
    made.arg("-subj").arg(format!("/CN={name}"));
    made.args(extensions.iter().flat_map(|extension| ["-addext", extension]));
    let (key, public) = (folder.join(format!("{name}.key")), folder.join(format!("{name}.pem")));
    let made = made.arg("-keyout").arg(&key).arg("-out").arg(&public).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    [public, key].map(|path| fs::read(path).unwrap())
}

/// What `zef doctor` says of the database: each verdict with its sentence.
fn told_by_doctor(house: &House) -> Vec<(String, String)> {
    let told: Value = serde_json::from_str(&house.run_as_configured(&["doctor", "--json"], "").stdout).unwrap();
    let findings = told["findings"].as_array().unwrap().iter().filter(|finding| finding["about"] == "database");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.map(|finding| (text(&finding["verdict"]), text(&finding["told"]))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_are_encrypted_and_the_server_is_the_one_that_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let server = Cluster::start_installed();
    let database = server.database(None).await;
    let plain = Cluster::url(server.port(), &database.name);
    let safe = format!("{plain}?sslmode=require");
    let trusting = |name: &str| format!("{safe}&sslrootcert={}", folder.path().join(format!("{name}.pem")).display());
    let is_none = ["basicConstraints=critical,CA:FALSE"];
    let here = certificate(folder.path(), "here", &[is_none[0], "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
    let elsewhere = certificate(folder.path(), "elsewhere", &[is_none[0], "subjectAltName=DNS:db.example.org"]);
    // As the manual of PostgreSQL makes one.
    let authority = certificate(folder.path(), "authority", &[]);
    let refused = |url: &str, words: &[&str]| {
        let house = House::empty().configured(&catalog(url));
        let add = ["person", "add", "ada", "--name", "Ada", "--role", "admin", "--password-stdin"];
        let ran = house.run_as_configured(&add, "lande bruyère ajonc granit");
        assert_eq!((ran.code, ran.stderr.lines().count()), (1, 1), "{ran:?}");
        let doctor = told_by_doctor(&house);
        assert_eq!((doctor.len(), doctor[0].0.as_str()), (1, "wrong"), "{doctor:?}");
        for sentence in [&ran.stderr, &doctor[0].1] {
            assert!(words.iter().all(|word| sentence.contains(word)), "{sentence}");
            assert!(!sentence.contains(cluster::PASSWORD), "{sentence}");
        }
    };
    refused(&safe, &["does not support TLS", "ssl = on", "sslmode=disable"]);

    let with = |[public, key]: &[Vec<u8>; 2]| {
        server.stop();
        server.has_file("server.crt", public);
        server.has_file("server.key", key);
        server.start();
    };
    server.has_file("postgresql.auto.conf", b"ssl = on\n");
    with(&here);
    let zef = house(&trusting("here")).serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let asked = "select count(*) filter (where ssl), count(*) from pg_stat_ssl join pg_stat_activity using (pid) \
                 where application_name = 'zef'";
    let row = server.client("postgres").await.query_one(asked, &[]).await.unwrap();
    let (encrypted, all): (i64, i64) = (row.get(0), row.get(1));
    assert!(encrypted > 1 && encrypted == all, "{encrypted} of {all}");
    let told = told_by_doctor(zef.house());
    assert!(told[0].0 == "good" && told[0].1.contains("by an encrypted connection"), "{told:?}");
    // Data of the tests are not forced to the disk, and an operator is told so.
    assert!(told[1].0 == "wrong" && told[1].1.contains("fsync = on"), "{told:?}");
    refused(&safe, &["UnknownIssuer", "?sslrootcert="]);

    // Another server answers in its place.
    with(&elsewhere);
    refused(&trusting("elsewhere"), &["not valid for name", "db.example.org", "subjectAltName"]);
    refused(&trusting("here"), &["UnknownIssuer", "?sslrootcert="]);
    let told = zef.visitor.reads(&format!("/photos/{id}")).await;
    assert!([200, 503].contains(&told.status.as_u16()), "{}", told.text());
    with(&authority);
    refused(&trusting("authority"), &["CaUsedAsEndEntity", "CA:FALSE", "docs/OPERATE.md"]);
    with(&here);
    super::load::go_on(&[&zef]).await;
    zef.ends_having_logged(&["the catalogue is away", "not ready", "the search index could not follow"]);
}
