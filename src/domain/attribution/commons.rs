//! The file description page of Wikimedia Commons, or a sentence why there can be none.

use super::{
    parts::{Author, Credit, Encoder, Role, When, changes},
    phrases::Phrases,
    wikitext::Wikitext,
};
use crate::domain::licence::LicenceId;

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    match credit.licence {
        Some(licence) if licence.fits_wikimedia_commons() => page(credit, licence, words),
        Some(licence) => refusal(licence, words),
        None => format!("{}{} {}", words.commons.refuses, words.commons.no_licence, words.commons.way_out),
    }
}

/// Several of them. A page names its photograph; a sentence why there can be none says "this photograph", so that a line
/// before it says which.
pub(super) fn encode_all(credits: &[Credit], words: &Phrases) -> Vec<String> {
    let entry = |credit: &Credit| {
        let has_page = credit.licence.is_some_and(LicenceId::fits_wikimedia_commons);
        let mut out = String::new();
        if credits.len() > 1 && !has_page {
            out.push_str(words.open_title);
            let title = credit.title_or_photograph(words);
            Wikitext.link(&mut out, Role::Title, title, credit.source.as_ref());
            out.push_str(words.close_title);
            out.push('\n');
        }
        out.push_str(&encode(credit, words));
        out
    };
    credits.iter().map(entry).collect()
}

fn page(credit: &Credit, licence: LicenceId, words: &Phrases) -> String {
    let mut out = String::with_capacity(512);
    out.push_str("=={{int:filedesc}}==\n{{Information\n|description={{");
    out.push_str(words.code);
    out.push_str("|1=");
    Wikitext.foreign(&mut out, &description(credit, words));
    out.push_str("}}\n|date=");
    date(&mut out, credit);
    out.push_str("\n|source=");
    source(&mut out, credit);
    changes(&mut out, &Wikitext, credit, words);
    out.push_str("\n|author=");
    match &credit.author {
        Author::Named(name, address) => Wikitext.link(&mut out, Role::Author, name, address.as_ref()),
        Author::Unknown => out.push_str("{{unknown|author}}"),
        Author::Withheld => out.push_str(words.withheld_author),
    }
    out.push_str("\n}}\n\n=={{int:license-header}}==\n");
    out.push_str(&template(licence, credit));
    out
}

/// The title, then what the contributor says the photograph shows, each a sentence.
fn description(credit: &Credit, words: &Phrases) -> String {
    match (credit.title.as_deref(), credit.description.as_deref()) {
        (Some(title), Some(description)) => {
            let stop = if title.ends_with(['.', '!', '?', '…']) { "" } else { "." };
            format!("{title}{stop} {description}")
        }
        (None, Some(description)) => description.to_owned(),
        (_, None) => credit.title_or_photograph(words).to_owned(),
    }
}

/// The day, which Commons shows in each reader's language; it has no form for an hour with its offset. "About" is a
/// template there (`Template:Other date`); "uncertain" has none for a single date, and keeps its mark.
fn date(out: &mut String, credit: &Credit) {
    match &credit.date {
        Some(When::Date(taken)) if taken.as_str().ends_with('~') => {
            out.push_str("{{other date|~|");
            out.push_str(taken.day());
            out.push_str("}}");
        }
        Some(When::Date(taken)) => out.push_str(&taken.without_hour()),
        Some(When::Phrases(_)) | None => Wikitext.foreign(out, credit.when().unwrap_or_default()),
    }
}

fn source(out: &mut String, credit: &Credit) {
    if credit.uploader_is_author {
        out.push_str("{{own}}");
    }
    if let Some(address) = &credit.source {
        if credit.uploader_is_author {
            out.push_str(", ");
        }
        Wikitext.link(out, Role::Title, address.without_scheme(), Some(address));
    }
}

/// `self` says "I, the author, license this": only the author may.
fn template(licence: LicenceId, credit: &Credit) -> String {
    let name = match licence.as_str() {
        "cc0-1.0" => "cc-zero",
        "lal-1.3" => "FAL",
        "pdm-1.0" | "certification-1.0-us" => {
            let mut reason = licence.label().to_owned();
            if let Some(address) = &credit.source {
                reason.push_str(": ");
                Wikitext.address(&mut reason, address);
            }
            return format!("{{{{PD-because|1={reason}}}}}");
        }
        id => id,
    };
    if credit.uploader_is_author { format!("{{{{self|{name}}}}}") } else { format!("{{{{{name}}}}}") }
}

fn refusal(licence: LicenceId, words: &Phrases) -> String {
    let facts = licence.licence();
    let reason = match (facts.allows_commercial, facts.allows_sharing_derivatives) {
        (false, false) => words.commons.both,
        (false, true) => words.commons.non_commercial,
        (true, false) => words.commons.no_derivatives,
        (true, true) => {
            let [before, after] = words.commons.not_promised;
            return format!("{before}{}{after}", licence.label());
        }
    };
    format!("{}{reason} ({}). {}", words.commons.refuses, licence.label(), words.commons.way_out)
}
