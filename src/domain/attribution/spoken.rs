//! To be said aloud, on the radio or in a video: no addresses, no abbreviations.

use super::{
    address::Address,
    parts::{Credit, Encoder, Role, changes},
    phrases::{Phrases, capitalised},
};
use crate::domain::licence::LicenceId;

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let mut out = String::with_capacity(256);
    out.push_str(words.photograph);
    if let Some(title) = &credit.title {
        out.push_str(words.colon);
        out.push_str(title);
    }
    out.push_str(words.spoken.by);
    let author = credit.author_or_words(words);
    out.push_str(author);
    // A name may end with the full stop of an initial.
    out.push_str(if author.ends_with('.') { " " } else { ". " });
    match credit.licence {
        Some(licence) => out.push_str(&spoken_name(licence, words)),
        None => out.push_str(&capitalised(words.no_licence)),
    }
    out.push('.');
    changes(&mut out, &Plain, credit, words);
    if let Some(source) = &credit.source {
        out.push(' ');
        out.push_str(words.spoken.found_at);
        out.push_str(source.host());
        out.push('.');
    }
    out
}

fn spoken_name(licence: LicenceId, words: &Phrases) -> String {
    if licence.is_public_domain() {
        return words.spoken.public_domain.to_owned();
    }
    let Some(name) = words.spoken.licence(licence.family()) else {
        return licence.label().to_owned();
    };
    let port =
        licence.licence().jurisdiction.as_deref().map(|port| format!(" {}", port.to_uppercase())).unwrap_or_default();
    format!("{name}, {} {}{port}", words.spoken.version, licence.licence().version)
}

struct Plain;

impl Encoder for Plain {
    fn foreign(&self, out: &mut String, text: &str) {
        out.push_str(text);
    }

    fn link(&self, out: &mut String, _: Role, text: &str, _: Option<&Address>) {
        out.push_str(text);
    }
}
