//! Tries are counted by the address of the visitor that trusted proxies tell, whatever the visitor writes.

use crate::{
    browser::Browser,
    zef::{House, Zef},
};

const WRONG: &str = "pas le bon mot de passe";
/// More tries than one address has at once, and fewer than twice as many.
const TRIES: usize = 30;

/// How many of these tries, each as another account and with another `X-Forwarded-For`, are refused for being too many.
async fn refused(zef: &Zef, forwarded: impl Fn(usize) -> String) -> usize {
    let browser = Browser::before(zef);
    let form = browser.form_on("/login", "/login").await;
    let mut refused = 0;
    for i in 0..TRIES {
        let answer = browser.moved_to(&forwarded(i));
        let answer = answer.fills(&form, &[("handle", &format!("nobody-{i}")), ("password", WRONG)]).await;
        refused += usize::from(answer.status == 429);
    }
    refused
}

#[tokio::test]
async fn a_visitor_behind_two_proxies_is_one_whatever_stands_before_them_in_the_list() {
    let zef = House::new().configured("trusted_proxies = ['127.0.0.1', '10.0.0.0/8', 'fd00::/8']").serve();
    let one_visitor = |i: usize| format!("203.0.113.{i}, 198.51.100.7, ::ffff:10.0.0.{i}, [fd00::{i:x}]:443");
    assert!(refused(&zef, one_visitor).await > 0, "a visitor was taken for thirty");
    let many_visitors = |i: usize| format!("198.51.100.7, 192.0.2.{}, 10.0.0.1", 100 + i);
    assert_eq!(refused(&zef, many_visitors).await, 0, "thirty visitors were taken for one");
    let unreadable = |i: usize| format!("203.0.113.{i}, unknown, 10.0.0.2");
    assert!(refused(&zef, unreadable).await > 0, "what stands before a word that is no address was believed");
    zef.ends_well();
}

#[tokio::test]
async fn without_trusted_proxies_nobody_says_whose_requests_they_pass_on() {
    let zef = House::new().configured("trusted_proxies = []").serve();
    assert!(refused(&zef, |i| format!("203.0.113.{i}")).await > 0, "a list was believed that no trusted proxy wrote");
    zef.ends_well();
}

#[test]
fn a_wrong_trusted_proxy_is_refused_at_the_start_with_its_line() {
    let house = House::new();
    let file = house.desk().join("wrong.toml");
    for (value, said) in [("'10.0.0.5/8'", "10.0.0.5/8"), ("'proxy.example.org'", "proxy.example.org"), ("7", "7")] {
        std::fs::write(&file, format!("name = 'Zef'\n\ntrusted_proxies = ['127.0.0.1', {value}]\n")).unwrap();
        let ran = house.run(&["serve", "--listen", "127.0.0.1:0", "--config", file.to_str().unwrap()]);
        assert_eq!((ran.code, ran.stderr.lines().count()), (1, 1), "{ran:?}");
        assert!(ran.stderr.contains("line 3") && ran.stderr.contains(said), "{ran:?}");
    }
}
