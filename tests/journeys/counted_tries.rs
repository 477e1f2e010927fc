//! Attempts at signing in and up are counted, whatever the spelling of the handle, and counting takes no memory.

use crate::{
    alone::alone,
    browser::Browser,
    zef::{PASSWORD, Zef},
};

const WRONG: &str = "pas le bon mot de passe";

#[tokio::test]
async fn spellings_of_one_handle_are_one_account() {
    let zef = Zef::serve();
    let mut slowed = 0;
    for i in 0..30 {
        // Another address each time, and blanks that mean nothing.
        let browser = Browser::coming_from(&zef, &format!("198.51.100.{i}"));
        let spelled = format!("{}anne{}", " ".repeat(i % 5), "\u{a0}\t ".repeat(i / 5 % 4));
        slowed += usize::from(browser.signs_in(&spelled, WRONG).await.status == 429);
    }
    assert!(slowed > 0, "thirty guesses in a row were all heard");
    // They counted as Anne, of whom one guess in two seconds is heard from now on, and as nobody else.
    let mut heard = 0;
    let page = loop {
        let browser = Browser::coming_from(&zef, &format!("198.51.100.{}", 60 + heard));
        let answer = browser.signs_in("anne", WRONG).await;
        if answer.status == 429 {
            break answer;
        }
        heard += 1;
        assert!(heard < 10, "ten more guesses in a row were all heard");
    };
    // Nothing that was typed is at fault.
    assert!(!page.text().contains("aria-invalid"));
    Browser::coming_from(&zef, "198.51.100.99").signs_in("bran", PASSWORD).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn strangers_who_guess_keep_nobody_out_of_their_own_browser() {
    let zef = Zef::serve();
    let (mine, elsewhere) = (Browser::coming_from(&zef, "192.0.2.70"), Browser::coming_from(&zef, "192.0.2.71"));
    for browser in [&mine, &elsewhere] {
        browser.signs_in("anne", PASSWORD).await.is(303);
        let form = browser.form_on("/account", "/logout").await;
        browser.fills(&form, &[]).await.is(303);
    }
    let guessed = async |first: usize| {
        let mut slowed = 0;
        for i in first..first + 40 {
            let stranger = Browser::coming_from(&zef, &format!("198.51.100.{i}"));
            slowed += usize::from(stranger.signs_in("anne", WRONG).await.status == 429);
        }
        assert!(slowed > 0, "forty guesses in a row were all heard");
        Browser::coming_from(&zef, "192.0.2.72").signs_in("anne", PASSWORD).await.is(429);
    };
    guessed(0).await;
    // At home under another address, as with a telephone, Anne is let in.
    mine.moved_to("192.0.2.73").signs_in("anne", PASSWORD).await.is(303);
    // For another account, her browser is a stranger's; and its tries are counted apart.
    let mut slowed = 0;
    for _ in 0..30 {
        slowed += usize::from(elsewhere.signs_in("anne", WRONG).await.status == 429);
    }
    assert!(slowed > 0, "thirty guesses from a known browser were all heard");
    let form = mine.form_on("/account", "/logout").await;
    mine.fills(&form, &[]).await.is(303);
    mine.signs_in("anne", PASSWORD).await.is(303);

    // Signed out everywhere, no browser is known any more.
    let form = mine.form_on("/account", "/account/sign-out-everywhere").await;
    mine.fills(&form, &[]).await.is(303);
    guessed(50).await;
    // A try may have come back meanwhile; a browser that is known has many.
    let mut is_slowed = false;
    for _ in 0..3 {
        is_slowed |= mine.moved_to("192.0.2.74").signs_in("anne", WRONG).await.status == 429;
    }
    assert!(is_slowed, "a browser is known after signing out everywhere");
    zef.ends_well();
}

#[tokio::test]
async fn an_ipv6_household_is_counted_however_many_networks_it_has() {
    let zef = Zef::serve();
    let mut slowed = 0;
    for i in 0..90 {
        // Each try from another /64 of one /48, against another account.
        let browser = Browser::coming_from(&zef, &format!("2001:db8:5:{i:x}::1"));
        slowed += usize::from(browser.signs_in(&format!("nobody-{i}x"), WRONG).await.status == 429);
    }
    assert!(slowed > 0, "ninety tries from one household were all heard");
    assert_ne!(Browser::coming_from(&zef, "2001:db8:6::1").signs_in("bran", PASSWORD).await.status, 429);
    zef.ends_well();
}

#[tokio::test]
async fn joining_is_counted_for_an_address() {
    let zef = Zef::serve();
    let joins = |from: String| {
        let browser = Browser::coming_from(&zef, &from);
        async move {
            let form = browser.form_on("/join", "/join").await;
            // A handle that is taken: no account is made, whatever the count.
            let words = [("handle", "anne"), ("name", "Anne"), ("password", PASSWORD)];
            browser.fills(&form, &words).await
        }
    };
    let mut slowed = 0;
    for _ in 0..30 {
        let answer = joins("203.0.113.5".to_owned()).await;
        assert!([409, 422, 429].contains(&answer.status.as_u16()), "{}", answer.status);
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
            slowed += 1;
        }
    }
    assert!(slowed > 0, "thirty tries from one address were all heard");
    // The same household has many addresses of version 6 (RFC 6177), and one count.
    let mut slowed = 0;
    for i in 1..=30 {
        slowed += usize::from(joins(format!("2001:db8:0:7::{i:x}")).await.status == 429);
    }
    assert!(slowed > 0, "thirty tries from one network were all heard");
    assert_ne!(joins("203.0.113.6".to_owned()).await.status, 429);
    zef.ends_well();
}

#[tokio::test]
async fn endless_handles_leave_nothing_behind() {
    let _alone = alone();
    let zef = Zef::serve();
    let browser = Browser::before(&zef);
    let form = browser.form_on("/login", "/login").await;
    let enormous = "a".repeat(1_000_000);
    browser.fills(&form, &[("handle", &enormous), ("password", WRONG)]).await.is(413);
    // Verifying a password takes memory of its own, which is not what this counts: here no verifying is left to do.
    for i in 0..25 {
        let from = browser.moved_to(&format!("192.0.2.{i}"));
        from.fills(&form, &[("handle", "no handle"), ("password", WRONG)]).await;
    }
    let before = zef.most_memory();
    // The longest that a form may hold: 4,000 of them are 120 MB.
    for i in 0..4_000 {
        let long = format!("{i:a>30000}");
        let from = browser.moved_to(&format!("198.18.{}.{}", i / 250, i % 250));
        let answer = from.fills(&form, &[("handle", &long), ("password", WRONG)]).await;
        assert!([401, 422, 429].contains(&answer.status.as_u16()), "{}", answer.status);
    }
    let grown = zef.most_memory().saturating_sub(before);
    assert!(grown < 100_000_000, "it kept {} MB", grown / 1_000_000);
    zef.ends_well();
}
