//! A BibTeX entry, read by BibTeX and biblatex.

use std::collections::HashSet;

use super::{
    latex::Latex,
    parts::{Author, Credit, Encoder, Role, When, changes},
    phrases::{Phrases, capitalised},
};
use crate::domain::{taken::Taken, text::fold};

pub(super) fn encode(credit: &Credit, phrases: &Phrases) -> String {
    entry(&key(credit), credit, phrases)
}

/// Several entries, each under a key of its own: BibTeX refuses a second entry of the same key.
pub(super) fn encode_all(credits: &[Credit], phrases: &Phrases) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let entry_of = |credit: &Credit| {
        let first = key(credit);
        let numbered = (2_usize..).map(|number| format!("{first}-{number}"));
        let mut keys = std::iter::once(first.clone()).chain(numbered);
        let own = keys.find(|key| !taken.contains(key)).unwrap_or_default();
        taken.insert(own.clone());
        entry(&own, credit, phrases)
    };
    credits.iter().map(entry_of).collect()
}

/// The last part of the photo page's address, which names the photo.
fn photo(credit: &Credit) -> Option<String> {
    let address = credit.source.as_ref()?.without_scheme();
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let (_, last) = path.rsplit_once('/')?;
    let letters: String = last.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    (!letters.is_empty()).then(|| letters.to_ascii_lowercase())
}

fn entry(key: &str, credit: &Credit, phrases: &Phrases) -> String {
    let mut out = String::with_capacity(512);
    out.push_str("@misc{");
    out.push_str(key);
    let years = match &credit.date {
        Some(When::Date(taken)) => years(taken),
        Some(When::Text(text)) => Some(text.clone()),
        None => credit.year.clone(),
    };
    field(&mut out, "author", credit.author_name(), Latex::escape, before_author);
    field(&mut out, "title", credit.title.as_deref(), Latex::escape, before_words);
    let year = |latex: &Latex, out: &mut String, text: &str| {
        if ends_in_ascii(text) { latex.escape(out, text) } else { latex.in_ascii(out, text) }
    };
    field(&mut out, "year", years.as_deref(), year, before_words);
    // Read by biblatex alone, marks of EDTF included (manual §2.3.8); BibTeX keeps to the year.
    if let Some(When::Date(taken)) = &credit.date {
        out.push_str(",\n  date = {");
        out.push_str(taken.as_str());
        out.push('}');
    }
    out.push_str(",\n  howpublished = {");
    // A link, since BibTeX's own styles leave `url` out.
    Latex.link(&mut out, Role::Photograph, phrases.photograph, credit.source.as_ref());
    out.push('}');
    if let Some(source) = &credit.source {
        out.push_str(",\n  url = {");
        out.push_str(&source.to_uri());
        out.push('}');
    }
    let mut note = String::new();
    if credit.author == Author::Withheld {
        note.push_str(&capitalised(phrases.withheld_author));
        note.push_str(". ");
    }
    if let Some(licence) = credit.licence {
        if licence.is_public_domain() {
            note.push_str(&capitalised(phrases.public_domain));
        }
        Latex.link(&mut note, Role::Licence, licence.label(), credit.deed.as_ref());
    } else {
        note.push_str(&capitalised(phrases.no_licence));
    }
    note.push('.');
    changes(&mut note, &Latex, credit, phrases);
    out.push_str(",\n  note = {");
    out.push_str(&note);
    out.push_str("}\n}");
    out
}

/// Writes a field, twice braced: once as a value, once so that no style changes capitals or splits a name.
fn field(
    out: &mut String,
    name: &str,
    text: Option<&str>,
    write: impl Fn(&Latex, &mut String, &str),
    before: impl Fn(&str) -> &'static str,
) {
    let Some(text) = text else { return };
    let mut written = String::with_capacity(text.len());
    write(&Latex, &mut written, text);
    for piece in [",\n  ", name, " = {{", before(&written), &written, "}}"] {
        out.push_str(piece);
    }
}

/// `alpha` makes a label of the first three bytes of an author, and would cut a letter or a command in two. What
/// follows `{\relax` is one character to BibTeX, which it takes whole.
fn before_author(written: &str) -> &'static str {
    let label = written.get(..3).unwrap_or(written);
    let is_cut_well = label.len() == written.len().min(3) && label.bytes().all(|byte| byte != b'\\');
    if is_cut_well { "" } else { "\\relax " }
}

/// A command right after the brace would make all that follows one character, whose capitals styles change.
fn before_words(written: &str) -> &'static str {
    let has_capitals = written.bytes().any(|byte| byte.is_ascii_uppercase());
    if written.starts_with('\\') && has_capitals { "{}" } else { "" }
}

/// The year, or the first and the last, in digits: `year` has no marks. A date with one end has none.
fn years(taken: &Taken) -> Option<String> {
    let (first, last) = (taken.first()?.year(), taken.last()?.year());
    Some(if first == last { format!("{first:04}") } else { format!("{first:04}--{last:04}") })
}

/// `alpha` ends its label with the last two bytes of a year that are no marks of ASCII, and would cut a letter in two.
fn ends_in_ascii(text: &str) -> bool {
    let letters = text.chars().rev().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric());
    letters.take(2).all(|c| c.is_ascii())
}

/// Author, year and first words of the title, in ASCII letters without their accents and digits, then the photo's own
/// name: entries copied one by one meet in one bibliography, and titles that are alike there, or written in no Latin
/// letter, would be one key.
fn key(credit: &Credit) -> String {
    let mut out = String::new();
    let texts = [credit.author_name(), credit.plain_year(), credit.title.as_deref()];
    let texts: Vec<String> = texts.into_iter().flatten().map(fold).collect();
    for word in texts.iter().flat_map(|text| text.split_whitespace()) {
        let letters: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if letters.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&letters);
        if out.len() > 40 {
            break;
        }
    }
    if out.is_empty() {
        out.push_str("photo");
    }
    if let Some(photo) = photo(credit) {
        out.push('-');
        out.push_str(&photo);
    }
    out
}
