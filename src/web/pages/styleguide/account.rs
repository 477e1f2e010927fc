//! What one is told: the news of one's photos, and the settings of mail on the account.

use actix_web::{HttpResponse, http::StatusCode};

use super::sample::{Sample, wrong};
use crate::web::{
    frame::answer,
    i18n::Messages,
    pages::{
        account::AccountPage,
        card::Paging,
        field_errors::FieldErrors,
        news::{News, NewsPage},
    },
    problem::Problem,
};

/// The pages of this file.
pub const NAMES: &[&str] = &["news", "news-none", "mail", "mail-to-confirm", "mail-wrong", "token"];

/// What happened, the reason of the decision, whether it is unread.
type Told = (fn(Messages) -> &'static str, Option<&'static str>, bool);

/// A page of this file, in one of its states.
pub fn shown(name: &str, sample: Sample) -> Option<Result<HttpResponse, Problem>> {
    let t = sample.frame.t;
    let page = match name {
        "news" => answer::personal(StatusCode::OK, &news(sample)),
        "news-none" => answer::personal(StatusCode::OK, &NewsPage { news: Vec::new(), up_to: None, ..news(sample) }),
        "mail" => answer::personal(StatusCode::OK, &account(sample)),
        "mail-to-confirm" => {
            let to_confirm = Some("anne@example.org".to_owned());
            answer::personal(StatusCode::OK, &AccountPage { to_confirm, is_confirmed: false, ..account(sample) })
        }
        "mail-wrong" => {
            let errors = wrong(&["email"], t);
            let email = "anne@".to_owned();
            answer::personal(StatusCode::OK, &AccountPage { email, errors, is_confirmed: false, ..account(sample) })
        }
        "token" => {
            let new_token = Some("zef_0123456789abcdef".repeat(3));
            answer::personal(StatusCode::OK, &AccountPage { new_token, ..account(sample) })
        }
        _ => return None,
    };
    Some(page)
}

fn news(sample: Sample) -> NewsPage {
    let Sample { mut frame, card } = sample;
    let t = frame.t;
    frame.entitle(t.news_title());
    let told: [Told; 6] = [
        (Messages::news_change_requested, Some("Quel port ? Précisez le lieu."), true),
        (Messages::news_published, None, true),
        (Messages::news_changed, None, true),
        (Messages::news_hidden, Some("On demande aux parents."), false),
        (Messages::news_refused, Some("Elle est floue."), false),
        (Messages::news_withdrawn, Some("Une personne l’a demandé."), false),
    ];
    let item = |(title, reason, is_new): Told| {
        let card = card.clone()?;
        let title = title(t);
        let waits = title == t.news_change_requested();
        let is_withdrawn = title == t.news_withdrawn();
        Some(News {
            card,
            name: "Sur le quai".to_owned(),
            title,
            changed: (title == t.news_changed()).then(|| t.news_changed_by(t.field_title(), "Mona")),
            reason: reason.map(str::to_owned),
            at: "2026-11-30T14:05:00Z".to_owned(),
            day: "30 novembre 2026".to_owned(),
            is_new,
            is_shown: !is_withdrawn,
            act: (frame.urls.home(), if waits { t.mine_say_place() } else { t.news_see() }),
            contact: (is_withdrawn || title == t.news_hidden()).then(|| frame.urls.contact()),
            waits,
        })
    };
    NewsPage {
        news: told.into_iter().filter_map(item).collect(),
        up_to: Some(String::new()),
        shows_all_unread: false,
        paging: Paging { previous: None, next: Some(frame.urls.news()) },
        frame,
    }
}

fn account(sample: Sample) -> AccountPage {
    let mut frame = sample.frame;
    frame.entitle(frame.t.account_title());
    AccountPage {
        role: "contributor",
        author_name: "Anne Le Gall".to_owned(),
        author_url: String::new(),
        email: "anne@example.org".to_owned(),
        to_confirm: None,
        is_confirmed: true,
        digest: true,
        tokens: Vec::new(),
        label: String::new(),
        days: "365".to_owned(),
        new_token: None,
        errors: FieldErrors::default(),
        frame,
    }
}
