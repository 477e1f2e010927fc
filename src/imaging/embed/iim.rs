//! The IPTC-IIM datasets of a copy, in UTF-8 (IIM 4.2, chapters 5 and 6), and the Photoshop block that JPEG keeps them in.

use std::borrow::Cow;

use super::{super::iptc, wording::Wording};
use crate::domain::authorship::ORIGINAL_NOTICE;

/// The version of both records that has all datasets written here.
const VERSION: &[u8] = &[0, 4];

/// Writes the datasets, in the order of their numbers. Programs read IPTC before EXIF and XMP: what does not fit whole is
/// left out, so that they go on to these, where it is whole.
pub(super) fn write(wording: &Wording) -> Vec<u8> {
    let notice = notice(wording);
    let fits = |dataset: u8, text: &str| text.len() <= longest(dataset);
    let mut application: Vec<(u8, &str)> = Vec::new();
    let title = wording.title();
    // The beginning of a title that the headline has whole.
    application.extend(title.map(|title| (iptc::OBJECT_NAME, words_within(title, longest(iptc::OBJECT_NAME)))));
    application.extend(wording.headline.as_deref().map(|title| (iptc::HEADLINE, title)));
    application.extend(wording.keywords.iter().map(|keyword| (iptc::KEYWORDS, keyword.as_str())));
    // All of them or none: those that fit would pass for all the authors.
    if wording.creators.iter().all(|creator| fits(iptc::BYLINE, creator)) {
        application.extend(wording.creators.iter().map(|creator| (iptc::BYLINE, creator.as_str())));
    }
    application.extend(credit_line(wording).map(|credit| (iptc::CREDIT, credit)));
    application.extend(notice.as_deref().map(|notice| (iptc::COPYRIGHT_NOTICE, notice)));
    let caption = wording.description();
    application.extend(caption.map(|caption| (iptc::CAPTION, words_within(caption, longest(iptc::CAPTION)))));
    application.extend(wording.kept_iim.iter().map(|(dataset, text)| (*dataset, text.as_str())));
    application.retain(|(dataset, text)| !text.is_empty() && fits(*dataset, text));
    application.sort_by_key(|(dataset, _)| *dataset);

    let mut block = Vec::with_capacity(1_024);
    push(&mut block, 1, 0, VERSION);
    push(&mut block, 1, iptc::CHARACTER_SET, iptc::UTF_8);
    push(&mut block, 2, 0, VERSION);
    for (dataset, text) in application {
        push(&mut block, 2, dataset, text.as_bytes());
    }
    block
}

/// The line of credit where it fits; else the name to credit.
fn credit_line(wording: &Wording) -> Option<&str> {
    let whole = wording.credit_line.as_deref().filter(|line| line.len() <= longest(iptc::CREDIT));
    whole.or(wording.credit.as_deref())
}

/// The statement of rights where it fits. Else the file's own notice, or the name to credit, with the licence and its deed:
/// a deed is never cut, which would make it useless, and a long notice has the licence's name alone beside it.
fn notice(wording: &Wording) -> Option<Cow<'_, str>> {
    let fits = |text: &String| text.len() <= longest(iptc::COPYRIGHT_NOTICE);
    let (rights, terms) = (wording.rights(), wording.usage_terms());
    if let Some(whole) = rights.filter(|text| text.len() <= longest(iptc::COPYRIGHT_NOTICE)) {
        return Some(Cow::Borrowed(whole));
    }
    let Some(terms) = terms else { return rights.map(Cow::Borrowed) };
    // Nobody holds rights in what is in the public domain.
    let is_reserved = wording.marked == Some(true);
    let notice = wording.notice.as_deref();
    let credit = wording.credit.as_deref().filter(|_| is_reserved);
    let before = |parts: &[Option<&str>]| {
        let parts: Option<Vec<&str>> = parts.iter().copied().collect();
        parts.map(|parts| parts.join(". "))
    };
    let original = || Some(format!("{terms}. {}{}", ORIGINAL_NOTICE.first()?, notice?));
    let cut_short = || {
        let (notice, label) = (notice?, terms.split(" (").next()?);
        let room = longest(iptc::COPYRIGHT_NOTICE).checked_sub(label.len() + 2)?;
        let whole = Some(words_within(notice, room)).filter(|whole| !whole.is_empty())?;
        Some(if is_reserved { format!("{whole}. {label}") } else { format!("{label}. {whole}") })
    };
    let longest_first =
        if is_reserved { [before(&[notice, Some(terms)]), cut_short()] } else { [original(), cut_short()] };
    let with_notice = longest_first.into_iter().flatten().find(fits);
    let named = || before(&[credit, Some(terms)]).filter(fits);
    with_notice.or_else(named).map(Cow::Owned).or(Some(Cow::Borrowed(terms)))
}

/// The most bytes of a dataset's value (IIM 4.2, chapter 6).
fn longest(dataset: u8) -> usize {
    match dataset {
        iptc::OBJECT_NAME | iptc::KEYWORDS | iptc::COUNTRY => 64,
        iptc::COPYRIGHT_NOTICE => 128,
        iptc::HEADLINE => 256,
        iptc::CAPTION => 2_000,
        _ => 32,
    }
}

/// As many words of a text as take `most` bytes: half a word is another word.
fn words_within(text: &str, most: usize) -> &str {
    let Some((begin, rest)) = text.split_at_checked(text.floor_char_boundary(most)) else { return text };
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return begin.trim_end();
    }
    begin.rsplit_once(char::is_whitespace).map_or("", |(words, _)| words.trim_end())
}

fn push(block: &mut Vec<u8>, record: u8, dataset: u8, value: &[u8]) {
    block.extend([0x1c, record, dataset]);
    block.extend(u16::try_from(value.len()).unwrap_or(0).to_be_bytes());
    block.extend(value);
}

/// As an image resource without a name (Adobe Photoshop file formats).
pub(super) fn as_resource(iim: &[u8]) -> Vec<u8> {
    let mut resource = b"8BIM".to_vec();
    resource.extend(iptc::RESOURCE.to_be_bytes());
    resource.extend([0, 0]);
    resource.extend(u32::try_from(iim.len()).unwrap_or(0).to_be_bytes());
    resource.extend(iim);
    resource.resize(resource.len().next_multiple_of(2), 0);
    resource
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::iptc::Iim;

    #[test]
    fn what_does_not_fit_whole_is_left_out() {
        let wording = Wording {
            creators: vec!["Anne".to_owned(), "é".repeat(17)],
            credit: Some("é".repeat(17)),
            title: vec![("x-default".to_owned(), format!("Le pont {}", "é".repeat(40)))],
            keywords: vec!["pont".to_owned(), "é".repeat(33)],
            rights: Some("“Pont” by A. ".repeat(20)),
            usage_terms: Some(format!("Licensed under https://zef.example/{}", "a".repeat(100))),
            ..Wording::default()
        };
        let iim = Iim::read(&write(&wording));
        assert_eq!(iim.first(iptc::BYLINE), None, "one of two authors would pass for the only one");
        assert_eq!(iim.first(iptc::CREDIT), None);
        assert_eq!(iim.first(iptc::OBJECT_NAME), Some("Le pont"));
        assert_eq!(iim.all(iptc::KEYWORDS).collect::<Vec<_>>(), ["pont"]);
        assert_eq!(iim.first(iptc::COPYRIGHT_NOTICE), None);
    }

    #[test]
    fn no_deed_is_cut() {
        let wording = Wording {
            rights: Some("“Pont” by A. ".repeat(20)),
            usage_terms: Some("Licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)".to_owned()),
            ..Wording::default()
        };
        assert_eq!(Iim::read(&write(&wording)).first(iptc::COPYRIGHT_NOTICE), wording.usage_terms());
    }

    #[test]
    fn a_resource_is_found_where_photoshop_keeps_it() {
        let iim = write(&Wording::default());
        assert_eq!(iptc::in_photoshop(&as_resource(&iim)), Some(iim.as_slice()));
    }
}
