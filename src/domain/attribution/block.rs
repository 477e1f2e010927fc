//! One block of attributions for several photographs.
//!
//! Photographs that share a named author and a licence, unchanged, share one mention: each title keeps its own address,
//! and nothing that a licence asks for is lost. Formats read by machines keep one statement a photograph.

use super::{
    Attribution, Format, Rich,
    bbcode::Bbcode,
    bibtex, commons, html,
    latex::Latex,
    markdown::Markdown,
    parts::{Credit, Encoder, shared_sentence},
    phrases::Phrases,
    print::Print,
    rst::Rst,
    snippet_of,
    spip::Spip,
    text::Text,
    wikitext::Wikitext,
    xmp,
};
use crate::domain::language::Language;

/// The attributions of several photographs as one thing to paste in `format`, in the order of their first photograph.
#[must_use]
pub fn block(records: &[Attribution], format: Format, language: Language) -> String {
    let words = Phrases::of(language);
    let credits: Vec<Credit> = records.iter().map(Credit::of).collect();
    let each = || credits.iter().map(|credit| snippet_of(credit, format, words)).collect::<Vec<_>>();
    match format {
        Format::Text => list("", &mentions(&credits, &Text, format, words), "\n"),
        Format::Print => list("", &on_paper(&credits, words), "\n"),
        Format::Bbcode => list("", &mentions(&credits, &Bbcode, format, words), "\n"),
        Format::Markdown => list("- ", &mentions(&credits, &Markdown, format, words), "\n"),
        Format::Rst => list("- ", &mentions(&credits, &Rst, format, words), "\n"),
        Format::Spip => list("-* ", &mentions(&credits, &Spip, format, words), "\n"),
        Format::Wikitext => list("* ", &mentions(&credits, &Wikitext, format, words), "\n"),
        Format::Latex => list("", &mentions(&credits, &Latex, format, words), "\n\n"),
        Format::Html | Format::Short | Format::Spoken => list("", &each(), "\n"),
        Format::WikitextCommons => list("", &commons::encode_all(&credits, words), "\n\n"),
        Format::Bibtex => list("", &bibtex::encode_all(&credits, words), "\n\n"),
        Format::Xmp if credits.len() > 1 => xmp::encode_all(&credits, words),
        Format::Xmp => list("", &each(), ""),
        Format::Jsonld | Format::Iiif | Format::Oembed => format!("[{}]", list("", &each(), ",\n")),
        Format::DcXml => format!("<records>\n{}\n</records>", list("", &each(), "\n")),
    }
}

/// The same block for the clipboard of word processors and e-mail.
#[must_use]
pub fn rich_block(records: &[Attribution], language: Language) -> Rich {
    let words = Phrases::of(language);
    let credits: Vec<Credit> = records.iter().map(Credit::of).collect();
    let paragraphs: Vec<String> = Group::all(&credits)
        .iter()
        .map(|group| match group.others.as_slice() {
            [] => html::encode_plain(group.first, words),
            others => html::encode_shared(group.first, others, words),
        })
        .collect();
    Rich { html: paragraphs.join("\n"), text: list("", &mentions(&credits, &Text, Format::Text, words), "\n") }
}

/// Photographs that one mention may serve.
struct Group<'a> {
    first: &'a Credit,
    others: Vec<&'a Credit>,
}

impl<'a> Group<'a> {
    fn all(credits: &'a [Credit]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for credit in credits {
            match groups.iter_mut().find(|group| group.first.shares_mention_with(credit)) {
                Some(group) => group.others.push(credit),
                None => groups.push(Self { first: credit, others: Vec::new() }),
            }
        }
        groups
    }
}

/// As [`mentions`], each group announced as a single photograph is.
fn on_paper(credits: &[Credit], words: &Phrases) -> Vec<String> {
    Group::all(credits)
        .iter()
        .map(|group| match group.others.as_slice() {
            [] => snippet_of(group.first, Format::Print, words),
            others => format!("{}{}", words.photos, shared_sentence(&Print, group.first, others, words)),
        })
        .collect()
}

/// One mention a group; a photograph alone is written as everywhere else.
fn mentions(credits: &[Credit], encoder: &impl Encoder, format: Format, words: &Phrases) -> Vec<String> {
    Group::all(credits)
        .iter()
        .map(|group| match group.others.as_slice() {
            [] => snippet_of(group.first, format, words),
            others => shared_sentence(encoder, group.first, others, words),
        })
        .collect()
}

fn list(mark: &str, mentions: &[String], between: &str) -> String {
    mentions.iter().map(|mention| format!("{mark}{mention}")).collect::<Vec<_>>().join(between)
}
