//! At most 280 characters, for social posts: the title gives way first, then the author, never the licence.

use super::{
    parts::Credit,
    phrases::{Phrases, alone},
};

/// The length of a post on the shortest network, in characters.
const LIMIT: usize = 280;
/// What the title keeps before the author's name is shortened too, in characters.
const TITLE_AT_LEAST: usize = 40;
/// What the author's name keeps before the address is given up, in characters.
const AUTHOR_AT_LEAST: usize = 60;
const BETWEEN: &str = " — ";

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let mut licence = credit.licence.map_or_else(
        || alone(words.no_licence).to_owned(),
        |licence| {
            let domain = if licence.is_public_domain() { alone(words.public_domain) } else { "" };
            format!("{domain}{}", licence.label())
        },
    );
    if credit.is_modified() {
        licence.push_str(BETWEEN);
        licence.push_str(words.modified);
    }
    let title = credit.title_or_photograph(words);
    let author = credit.author_or_words(words);
    let room = LIMIT.saturating_sub(2 * length(BETWEEN) + length(&licence));
    let source = credit.source.as_ref().map(|source| format!("{BETWEEN}{}", source.as_str()));
    // An address cut in two leads nowhere: it is whole or absent.
    let at_least = length(title).min(TITLE_AT_LEAST) + length(author).min(AUTHOR_AT_LEAST);
    let source = source.filter(|source| length(source) + at_least <= room).unwrap_or_default();
    let room = room - length(&source);
    let author = cut(author, room - length(title).min(TITLE_AT_LEAST));
    let title = cut(title, room - length(&author));
    format!("{title}{BETWEEN}{author}{BETWEEN}{licence}{source}")
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// At most `limit` characters, cut at a space where there is one, with an ellipsis.
fn cut(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    let next_is_space = text.chars().nth(limit.saturating_sub(1)).is_some_and(char::is_whitespace);
    let whole_words =
        if next_is_space { kept.as_str() } else { kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words) };
    format!("{}…", whole_words.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{200d}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_a_space_with_an_ellipsis() {
        assert_eq!(cut("Le pont de Recouvrance", 22), "Le pont de Recouvrance");
        assert_eq!(cut("Le pont de Recouvrance", 21), "Le pont de…");
        assert_eq!(cut("Le pont de Recouvrance", 8), "Le pont…");
        assert_eq!(cut("Recouvrance", 5), "Reco…");
        assert_eq!(cut("Recouvrance", 0), "…");
    }
}
