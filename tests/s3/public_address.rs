//! Ada asks whether her site is reached at its public address, and whether the proxy before it sends the addresses of visitors.

use serde_json::Value;

use super::nginx::{Nginx, free_addresses};
use crate::zef::{House, Zef};

/// A library known at one address and listening at another one.
fn serve(listen: &str, public_url: &str, trusted: &str) -> Zef {
    let house = House::empty().told("ZEF_LISTEN", listen).told("ZEF_PUBLIC_URL", public_url);
    house.told("ZEF_TRUSTED_PROXIES", trusted).serve()
}

/// What is said of its address: the verdict and the sentence.
fn told(zef: &Zef) -> (String, String) {
    let ran = zef.house().run_as_told(&["doctor", "--json"]);
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    let mut findings = told["findings"].as_array().unwrap().iter().filter(|finding| finding["about"] == "address");
    let finding = findings.next().unwrap();
    assert!(findings.next().is_none(), "{told}");
    let text = |name: &str| finding[name].as_str().unwrap().to_owned();
    (text("verdict"), text("told"))
}

#[test]
fn the_public_address_is_requested_and_its_proxy_must_send_the_addresses_of_visitors() {
    let [listen, public] = free_addresses().map(|address| address.to_string());
    let url = format!("http://{public}");
    let passing_on = |more: &str| {
        let server = format!("server {{ listen {public}; location / {{ proxy_pass http://{listen}; {more} }} }}");
        Nginx::serving(public.parse().unwrap(), &server)
    };
    let naming = "proxy_set_header X-Forwarded-For $remote_addr;";
    let expect = |zef: &Zef, verdict: &str, words: &str| {
        let (found, sentence) = told(zef);
        assert!(found == verdict && sentence.contains(words), "{found}: {sentence}");
    };

    let zef = serve(&listen, &url, "127.0.0.1");
    expect(&zef, "wrong", "cannot be reached from this machine");
    let proxy = passing_on("");
    expect(&zef, "wrong", "let it send X-Forwarded-For");
    drop(proxy);
    let proxy = passing_on("return 200 ok;");
    expect(&zef, "wrong", "is not from Zef");
    drop(proxy);
    let _proxy = passing_on(naming);
    expect(&zef, "good", "its proxy sends the addresses of visitors");
    zef.ends_well();

    let zef = serve(&listen, &url, "192.0.2.1");
    expect(&zef, "wrong", "is not among trusted_proxies");
    zef.ends_well();

    // Without a proxy.
    let zef = serve(&listen, &format!("http://{listen}"), "127.0.0.1");
    expect(&zef, "good", "answers");
    zef.ends_well();
}
