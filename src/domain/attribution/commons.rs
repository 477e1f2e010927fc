//! The file description page of Wikimedia Commons, or a sentence why there can be none.

use super::{
    parts::{Author, Credit, Encoder, Role, When, changes},
    phrases::Phrases,
    wikitext::Wikitext,
};
use crate::domain::{
    licence::LicenceId,
    taken::{
        Taken,
        edtf::{Edtf, Point, Unit},
    },
};

pub(super) fn encode(credit: &Credit, phrases: &Phrases) -> String {
    match credit.licence {
        Some(licence) if licence.fits_wikimedia_commons() => page(credit, licence, phrases),
        Some(licence) => refusal(licence, phrases),
        None => format!("{}{} {}", phrases.commons.refuses, phrases.commons.no_licence, phrases.commons.way_out),
    }
}

/// Several of them. A page names its photograph; a sentence why there can be none says "this photograph", so that a
/// line before it says which.
pub(super) fn encode_all(credits: &[Credit], phrases: &Phrases) -> Vec<String> {
    let entry = |credit: &Credit| {
        let has_page = credit.licence.is_some_and(LicenceId::fits_wikimedia_commons);
        let mut out = String::new();
        if credits.len() > 1 && !has_page {
            out.push_str(phrases.open_title);
            let title = credit.title_or_photograph(phrases);
            Wikitext.link(&mut out, Role::Title, title, credit.source.as_ref());
            out.push_str(phrases.close_title);
            out.push('\n');
        }
        out.push_str(&encode(credit, phrases));
        out
    };
    credits.iter().map(entry).collect()
}

fn page(credit: &Credit, licence: LicenceId, phrases: &Phrases) -> String {
    let mut out = String::with_capacity(512);
    out.push_str("=={{int:filedesc}}==\n{{Information\n|description={{");
    out.push_str(phrases.code);
    out.push_str("|1=");
    Wikitext.escape(&mut out, &description(credit, phrases));
    out.push_str("}}\n|date=");
    date(&mut out, credit);
    out.push_str("\n|source=");
    source(&mut out, credit);
    changes(&mut out, &Wikitext, credit, phrases);
    out.push_str("\n|author=");
    match &credit.author {
        Author::Named(name, address) => Wikitext.link(&mut out, Role::Author, name, address.as_ref()),
        Author::Unknown => out.push_str("{{unknown|author}}"),
        Author::Withheld => out.push_str(phrases.withheld_author),
    }
    out.push_str("\n}}\n\n=={{int:license-header}}==\n");
    out.push_str(&template(licence, credit));
    out
}

/// The title, then what the contributor says the photograph shows, each a sentence.
fn description(credit: &Credit, phrases: &Phrases) -> String {
    match (credit.title.as_deref(), credit.description.as_deref()) {
        (Some(title), Some(description)) => {
            let stop = if title.ends_with(['.', '!', '?', '…']) { "" } else { "." };
            format!("{title}{stop} {description}")
        }
        (None, Some(description)) => description.to_owned(),
        (_, None) => credit.title_or_photograph(phrases).to_owned(),
    }
}

/// The day, which Commons shows in each reader's language; it has no form for an hour with its offset.
fn date(out: &mut String, credit: &Credit) {
    match &credit.date {
        Some(When::Date(taken)) => out.push_str(&other_date(taken)),
        Some(When::Text(_)) | None => Wikitext.escape(out, credit.when().unwrap_or_default()),
    }
}

/// "About", intervals, decades, centuries and seasons are a template there (`Template:Other date`). "Uncertain" has none for
/// a single date, and keeps its mark; within the template, marks are left out.
fn other_date(taken: &Taken) -> String {
    let bare = |point: &Point| match &point.unit {
        Unit::Instant(at, _) => at.date().to_string(),
        unit => unit.to_string(),
    };
    let template = |kind: &str, dates: &[String]| format!("{{{{other date|{kind}|{}}}}}", dates.join("|"));
    match taken.date() {
        Edtf::Between(first, last) => template("between", &[bare(first), bare(last)]),
        Edtf::Until(last) => template("by", &[bare(last)]),
        Edtf::Since(first) => template("from", &[bare(first)]),
        Edtf::Single(point) => match &point.unit {
            Unit::Century(century) => template("century", &[(century + 1).to_string()]),
            Unit::Decade(decade) => template("decade", &[format!("{decade:03}0")]),
            Unit::Season(year, season) => template(&format!("{season:?}").to_lowercase(), &[format!("{year:04}")]),
            _ if point.mark.approximate => template("~", &[bare(point)]),
            _ => taken.without_hour(),
        },
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

fn refusal(licence: LicenceId, phrases: &Phrases) -> String {
    let facts = licence.licence();
    let reason = match (facts.allows_commercial, facts.allows_sharing_derivatives) {
        (false, false) => phrases.commons.both,
        (false, true) => phrases.commons.non_commercial,
        (true, false) => phrases.commons.no_derivatives,
        (true, true) => {
            let [before, after] = phrases.commons.not_promised;
            return format!("{before}{}{after}", licence.label());
        }
    };
    format!("{}{reason} ({}). {}", phrases.commons.refuses, licence.label(), phrases.commons.way_out)
}
