//! Letters: their subjects and texts, in the language of whoever reads them. What others typed stands in texts only, never
//! in a header.

use super::{
    i18n::Messages,
    site::Site,
    urls::Urls,
    view::{
        legal,
        news::{field_names, title},
    },
};
use crate::{
    domain::{
        legal::LegalPage,
        mailbox::{AccountChange, LetterKind},
        news::{Event, EventKind},
        suggestion::{SuggestionRecord, SuggestionState},
    },
    library::{
        deliver::Letter,
        news::{MOST_COUNTED, NewsItem},
    },
    mail::Message,
};

/// Writes a letter.
#[must_use]
pub fn compose(letter: &Letter, site: &Site) -> Message {
    let language = letter.mailbox.language;
    let (t, urls, name) = (Messages::new(language), Urls::new(language), site.name());
    let stop = (letter.kind == LetterKind::Digest).then(|| site.absolute(&urls.mail_stop(&letter.link)));
    let (subject, body) = match letter.kind {
        LetterKind::Confirmation => (
            t.mail_confirm_subject(&name),
            [
                t.mail_confirm_text(&name),
                site.absolute(&urls.mail_confirm(&letter.link)),
                t.mail_confirm_not_you().to_owned(),
            ]
            .join("\n\n"),
        ),
        LetterKind::Reset => (
            t.mail_reset_subject(&name),
            [
                t.mail_reset_text(letter.person.handle.as_str(), &name),
                site.absolute(&urls.mail_reset(&letter.link)),
                t.mail_reset_not_you().to_owned(),
            ]
            .join("\n\n"),
        ),
        LetterKind::Notice => notice(letter, site, t, urls),
        LetterKind::Digest => (subject(letter.count.max(1), &name, t), digest(letter, site, t, urls)),
    };
    // Whoever has an address that is not confirmed may be a stranger: they are not sent a name that somebody made up.
    let hello = match letter.kind {
        LetterKind::Confirmation => t.mail_hello_unnamed().to_owned(),
        LetterKind::Reset | LetterKind::Notice | LetterKind::Digest => t.mail_hello(&letter.person.name),
    };
    let end = stop.as_ref().map(|stop| format!("\n\n{}\n{stop}", t.mail_stop_text())).unwrap_or_default();
    Message {
        id: letter.id.clone(),
        at: letter.at,
        to: letter.address.to_string(),
        subject,
        text: format!("{hello}\n\n{body}{end}\n\n-- \n{name}\n{}\n", site.public_url),
        sender: name,
        stop,
    }
}

/// A change of the account, and what to do about it if somebody else made it. A new password is mailed to the address in
/// force: where that is another one now, the person is led to those who run the site.
fn notice(letter: &Letter, site: &Site, t: Messages, urls: Urls) -> (String, String) {
    let (name, handle) = (site.name(), letter.person.handle.as_str());
    let contact = site.absolute(&legal::address(LegalPage::Contact, urls));
    let change = letter.mailbox.notices.first().map_or(AccountChange::Password, |notice| notice.change);
    let (subject, text, not_you) = match change {
        AccountChange::Password => (
            t.mail_password_subject(&name),
            t.mail_password_text(handle, &name),
            format!("{}\n{}", t.mail_password_not_you(), site.absolute(&urls.forgotten())),
        ),
        AccountChange::Address => {
            (t.mail_address_subject(&name), t.mail_address_text(handle, &name), t.mail_address_not_you().to_owned())
        }
        AccountChange::NoAddress => {
            (t.mail_address_subject(&name), t.mail_no_address_text(handle, &name), t.mail_address_not_you().to_owned())
        }
    };
    (subject, format!("{text}\n\n{not_you}\n\n{}\n{contact}", t.mail_write_to_us()))
}

fn subject(count: usize, name: &str, t: Messages) -> String {
    t.mail_digest_subject(u64::try_from(count).unwrap_or(u64::MAX), name)
}

fn digest(letter: &Letter, site: &Site, t: Messages, urls: Urls) -> String {
    let mut parts: Vec<String> = letter.news.iter().flat_map(|item| told(item, site, t, urls)).collect();
    let left = letter.count.saturating_sub(letter.news.len());
    if left > 0 || letter.count >= MOST_COUNTED {
        parts.push(t.mail_digest_more().to_owned());
    }
    if letter.to_decide > 0 {
        let count = u64::try_from(letter.to_decide).unwrap_or(u64::MAX);
        parts.push(format!("{}\n{}", t.mail_digest_suggestions(count), site.absolute(&urls.suggestions())));
    }
    parts.push(format!("{}\n{}", t.mail_digest_all(), site.absolute(&urls.news())));
    parts.join("\n\n")
}

/// What is told of a photo.
fn told(item: &NewsItem, site: &Site, t: Messages, urls: Urls) -> Vec<String> {
    let photo = &item.photo;
    let name =
        photo.title.as_ref().map_or_else(|| t.photo_untitled().to_owned(), |title| t.title_quoted(title.as_str()));
    let say = |event: Event<'_>| {
        let (title, reason) = title(event.kind, t);
        let mut lines = vec![format!("{title}{} {name}", t.colon())];
        if let EventKind::Changed(fields) = event.kind {
            lines.push(field_names(fields, t));
        }
        lines.extend(reason.into_iter().flat_map(str::lines).map(|line| format!("> {line}").trim_end().to_owned()));
        let address = if matches!(event.kind, EventKind::ChangeRequested(_)) {
            urls.edit(&photo.id)
        } else {
            urls.photo(&photo.id)
        };
        lines.push(site.absolute(&address));
        lines.join("\n")
    };
    let suggested = item.suggestions.iter().map(|suggestion| suggestion_told(suggestion, item, &name, site, t, urls));
    photo.events_at(&item.place).filter(|_| item.is_own).map(say).chain(suggested).collect()
}

/// A suggestion that waits for the person, or what was decided on one of theirs. What was suggested is read on the site alone:
/// it may be the name of somebody.
fn suggestion_told(
    suggestion: &SuggestionRecord,
    item: &NewsItem,
    name: &str,
    site: &Site,
    t: Messages,
    urls: Urls,
) -> String {
    let title = match suggestion.state() {
        SuggestionState::Open => t.news_suggested(),
        SuggestionState::Accepted => t.news_suggestion_accepted(),
        SuggestionState::AcceptedInPart => t.news_suggestion_in_part(),
        SuggestionState::Refused => t.news_suggestion_refused(),
    };
    let name = if item.is_visible { name } else { t.photo_untitled() };
    let reason = suggestion.decision.as_ref().and_then(|decision| decision.reason.as_deref());
    let address = if suggestion.is_open() {
        urls.suggestions_in(None, false, Some(&suggestion.id))
    } else {
        urls.photo(&suggestion.photo)
    };
    let lines = [format!("{title}{} {name}", t.colon())].into_iter();
    let quoted = reason.into_iter().flat_map(str::lines).map(|line| format!("> {line}").trim_end().to_owned());
    lines.chain(quoted).chain([site.absolute(&address)]).collect::<Vec<_>>().join("\n")
}
