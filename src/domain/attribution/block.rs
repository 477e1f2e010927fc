//! A block of attributions for several photographs.
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
    let phrases = Phrases::of(language);
    let credits: Vec<Credit> = records.iter().map(Credit::of).collect();
    let each = || credits.iter().map(|credit| snippet_of(credit, format, phrases)).collect::<Vec<_>>();
    match format {
        Format::Text => list("", &mentions(&credits, &Text, format, phrases), "\n"),
        Format::Print => list("", &on_paper(&credits, phrases), "\n"),
        Format::Bbcode => list("", &mentions(&credits, &Bbcode, format, phrases), "\n"),
        Format::Markdown => list("- ", &mentions(&credits, &Markdown, format, phrases), "\n"),
        Format::Rst => list("- ", &mentions(&credits, &Rst, format, phrases), "\n"),
        Format::Spip => list("-* ", &mentions(&credits, &Spip, format, phrases), "\n"),
        Format::Wikitext => list("* ", &mentions(&credits, &Wikitext, format, phrases), "\n"),
        Format::Latex => list("", &mentions(&credits, &Latex, format, phrases), "\n\n"),
        Format::Html | Format::Short | Format::Spoken => list("", &each(), "\n"),
        Format::WikitextCommons => list("", &commons::encode_all(&credits, phrases), "\n\n"),
        Format::Bibtex => list("", &bibtex::encode_all(&credits, phrases), "\n\n"),
        Format::Xmp if credits.len() > 1 => xmp::encode_all(&credits, phrases),
        Format::Xmp => list("", &each(), ""),
        Format::Jsonld | Format::Iiif | Format::Oembed => format!("[{}]", list("", &each(), ",\n")),
        Format::DcXml => format!("<records>\n{}\n</records>", list("", &each(), "\n")),
    }
}

/// The same block for the clipboard of word processors and e-mail.
#[must_use]
pub fn rich_block(records: &[Attribution], language: Language) -> Rich {
    let phrases = Phrases::of(language);
    let credits: Vec<Credit> = records.iter().map(Credit::of).collect();
    let paragraphs: Vec<String> = Group::all(&credits)
        .iter()
        .map(|group| match group.others.as_slice() {
            [] => html::encode_plain(group.first, phrases),
            others => html::encode_shared(group.first, others, phrases),
        })
        .collect();
    Rich { html: paragraphs.join("\n"), text: list("", &mentions(&credits, &Text, Format::Text, phrases), "\n") }
}

/// Photographs that one mention covers.
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

/// As [`mentions`], each group with the words that come before a single photograph.
fn on_paper(credits: &[Credit], phrases: &Phrases) -> Vec<String> {
    Group::all(credits)
        .iter()
        .map(|group| match group.others.as_slice() {
            [] => snippet_of(group.first, Format::Print, phrases),
            others => format!("{}{}", phrases.photos, shared_sentence(&Print, group.first, others, phrases)),
        })
        .collect()
}

/// One mention for each group; a group of one photograph is written as a single photograph.
fn mentions(credits: &[Credit], encoder: &impl Encoder, format: Format, phrases: &Phrases) -> Vec<String> {
    Group::all(credits)
        .iter()
        .map(|group| match group.others.as_slice() {
            [] => snippet_of(group.first, format, phrases),
            others => shared_sentence(encoder, group.first, others, phrases),
        })
        .collect()
}

fn list(mark: &str, mentions: &[String], between: &str) -> String {
    mentions.iter().map(|mention| format!("{mark}{mention}")).collect::<Vec<_>>().join(between)
}
