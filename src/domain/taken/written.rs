//! Dates as people write them, in French and in English: `vers 1912`, `années 50`, `summer 1962?`, `avant le 14/07/1912`,
//! `between 1905 and 1910`. What forms show is read back here. Words are compared without case and accents.

use super::{
    NotADate,
    edtf::{Edtf, Mark, Point, Season, Unit},
};
use crate::domain::fold::fold;

/// Before a date that is approximate.
const ABOUT: [&str; 13] = [
    "~",
    "vers",
    "environ",
    "env.",
    "autour de",
    "aux environs de",
    "about",
    "around",
    "circa",
    "ca.",
    "ca",
    "c.",
    "approx.",
];
/// Before one that is uncertain.
const PERHAPS: [&str; 6] = ["peut-etre", "sans doute", "probablement", "perhaps", "maybe", "probably"];
/// Before a date that is not included.
const BEFORE: [&str; 2] = ["avant", "before"];
const AFTER: [&str; 2] = ["apres", "after"];
/// Before a date that is included.
const UNTIL: [&str; 6] = ["jusqu'en", "jusqu'a", "jusqu'au", "jusque", "until", "up to"];
const SINCE: [&str; 6] = ["depuis", "des", "a partir de", "a partir du", "since", "from"];
/// After one that is included.
const AT_THE_LATEST: [&str; 2] = [" au plus tard", " at the latest"];
const AT_THE_EARLIEST: [&str; 2] = [" au plus tot", " at the earliest"];
/// Before the first of two dates, and between both. The first that fits is taken.
const BETWEEN: [(&str, &str); 6] =
    [("entre", " et "), ("between", " and "), ("de", " a "), ("du", " au "), ("from", " to "), ("from", " until ")];
/// What may stand before a date and says nothing of it.
const ARTICLES: [&str; 11] = ["le", "la", "les", "l'", "en", "au", "a l'", "the", "in the", "in", "on"];

/// Seasons by their names.
const SEASONS: [(&str, Season); 9] = [
    ("printemps", Season::Spring),
    ("ete", Season::Summer),
    ("automne", Season::Autumn),
    ("hiver", Season::Winter),
    ("spring", Season::Spring),
    ("summer", Season::Summer),
    ("autumn", Season::Autumn),
    ("fall", Season::Autumn),
    ("winter", Season::Winter),
];

/// Months by their names, from January on; a name is also recognised by as many of its first letters as name one month only.
const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
];

/// Reads a date as people write it.
///
/// # Errors
/// [`NotADate`].
pub(super) fn read(text: &str) -> Result<Edtf, NotADate> {
    let plain = fold(text).replace(['–', '—', '−'], "-");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    interval(&plain).unwrap_or_else(|| point(&plain).map(Edtf::Single))
}

/// An interval, where the text is one.
fn interval(text: &str) -> Option<Result<Edtf, NotADate>> {
    let (rest, mark) = marks(text);
    let two = |first: &str, last: &str, mark| {
        let (first, last) = (day(first)?, day(last)?);
        Edtf::between(first, last).map(|between| between.marked(mark))
    };
    // In `entre 1905 et 1910 ?`, the second date alone is uncertain; what is said before both holds of both.
    for (text, mark) in [(text, Mark::default()), (rest, mark)] {
        for (begin, middle) in BETWEEN {
            if let Some((first, last)) = after_word(text, begin).and_then(|rest| rest.split_once(middle)) {
                return Some(two(first, last, mark));
            }
        }
    }
    for middle in [" - ", "..", "-"] {
        // `1905-1910`; the hyphen of `1912-07` is none.
        let years = |text: &str| text.len() >= 4 && !text.contains(['-', '/']);
        if let Some((first, last)) = rest.split_once(middle).filter(|(first, last)| years(first) && years(last)) {
            return Some(two(first, last, mark));
        }
    }
    if let Some((first, last)) =
        rest.split_once('/').filter(|(first, last)| is_year(first.trim()) && is_year(last.trim()))
    {
        return Some(two(first, last, mark));
    }
    let one = |words: &[&str]| words.iter().find_map(|word| after_word(text, word));
    let open =
        |rest: &str, end: fn(Point) -> Option<Edtf>| day(rest).and_then(|point| end(point).ok_or(NotADate::Unread));
    if let Some(rest) = one(&BEFORE) {
        return Some(open(rest, |point| Some(Edtf::Until(Point { unit: point.unit.previous()?, ..point }))));
    }
    if let Some(rest) = one(&AFTER) {
        return Some(open(rest, |point| Some(Edtf::Since(Point { unit: point.unit.next()?, ..point }))));
    }
    let after_one = |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word));
    if let Some(rest) = one(&UNTIL).or_else(|| after_one(&AT_THE_LATEST)) {
        return Some(open(rest, |point| Some(Edtf::Until(point))));
    }
    one(&SINCE)
        .or_else(|| after_one(&AT_THE_EARLIEST))
        .map(|rest| open(rest.strip_suffix(" on").unwrap_or(rest), |point| Some(Edtf::Since(point))))
}

/// A date without an hour.
fn day(text: &str) -> Result<Point, NotADate> {
    point(text)
        .and_then(|point| if matches!(point.unit, Unit::Instant(..)) { Err(NotADate::Unread) } else { Ok(point) })
}

fn point(text: &str) -> Result<Point, NotADate> {
    let (rest, mark) = marks(text.trim());
    let rest = ARTICLES.iter().find_map(|article| after_word(rest, article)).unwrap_or(rest);
    unit(rest).map(|unit| Point { unit, mark })
}

/// The text without what says that it is approximate or uncertain.
fn marks(text: &str) -> (&str, Mark) {
    let mut mark = Mark::default();
    let mut rest = text.trim();
    for sign in ["(?)", "?", "~", "%"] {
        if let Some(before) = rest.strip_suffix(sign) {
            mark.uncertain |= sign != "~";
            mark.approximate |= matches!(sign, "~" | "%");
            rest = before.trim_end();
        }
    }
    if let Some(after) = PERHAPS.iter().find_map(|word| after_word(rest, word)) {
        mark.uncertain = true;
        rest = after;
    }
    if let Some(after) = ABOUT.iter().find_map(|word| after_word(rest, word)) {
        mark.approximate = true;
        rest = after;
    } else if let Some(before) = rest.strip_suffix(" environ") {
        mark.approximate = true;
        rest = before;
    }
    (rest, mark)
}

/// What comes after a word; `vers1912` does not begin with `vers`, `~1912`, `ca.1912` and `l'été` begin so.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let is_apart = rest.starts_with(' ') || !word.ends_with(char::is_alphabetic);
    is_apart.then(|| rest.trim_start())
}

fn unit(text: &str) -> Result<Unit, NotADate> {
    let words: Vec<&str> = text.split(' ').filter(|word| !matches!(*word, "of" | "de")).collect();
    if let Some(unit) = decade(&words).or_else(|| century(&words)).or_else(|| season(&words)) {
        return Ok(unit);
    }
    if let Some(date) = in_words(&words) {
        return Unit::parse(&date);
    }
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    match parts.as_slice() {
        // Day first, as people here write it. A year of two digits is no year.
        [month, year] if is_year(year) && month.parse().is_ok_and(|month: u8| month <= 12) => {
            Unit::parse(&format!("{year}-{month:0>2}"))
        }
        [day, month, year] if is_year(year) => Unit::parse(&format!("{year}-{month:0>2}-{day:0>2}")),
        [date] => Unit::parse(&date.to_uppercase()),
        _ => Err(NotADate::Unread),
    }
}

/// `années 1950`, `1950s`, `années 50`: of two digits, those of the twentieth century from the twenties on. Which century
/// is meant by `années 10` is not certain.
fn decade(words: &[&str]) -> Option<Unit> {
    let year = match words {
        ["annees" | "ann.", year] => year,
        [year] => year.strip_suffix("'s").or_else(|| year.strip_suffix('s'))?,
        _ => return None,
    };
    let decade: i16 = year.strip_suffix('0')?.parse().ok()?;
    match year.len() {
        4 => Some(Unit::Decade(decade)),
        2 if decade >= 2 => Some(Unit::Decade(190 + decade)),
        _ => None,
    }
}

/// `xixe siècle`, `19e siècle`, `19th century`: as EDTF counts, from 1800 to 1899.
fn century(words: &[&str]) -> Option<Unit> {
    let (["siecle" | "century" | "s."], number) = (words.get(1..)?, words.first()?) else { return None };
    let number = ["ieme", "eme", "e", "th", "st"].iter().find_map(|ending| number.strip_suffix(ending))?;
    let century = number.parse().ok().or_else(|| roman(number))?;
    (2..=21).contains(&century).then_some(Unit::Century(century - 1))
}

/// A Roman numeral of letters that numbers up to 21 have.
fn roman(text: &str) -> Option<i16> {
    let value = |letter| match letter {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Vec<i16> = text.chars().map(value).collect::<Option<_>>()?;
    let signed = values.iter().zip(values.iter().skip(1).chain([&0]));
    Some(signed.map(|(one, next)| if one < next { -one } else { *one }).sum())
}

/// `été 1962`, `été de 1962`, `summer of 1962`.
fn season(words: &[&str]) -> Option<Unit> {
    let [name, year] = words else { return None };
    let (_, season) = SEASONS.iter().find(|(known, _)| known == name)?;
    is_year(year).then(|| year.parse().ok().map(|year| Unit::Season(year, *season))).flatten()
}

/// `14 juillet 1912`, `1er mai 1936`, `juillet 1912`, `July 14, 1912`, as ISO 8601 writes them.
fn in_words(words: &[&str]) -> Option<String> {
    let day_of = |text: &str| {
        let text = text.strip_suffix(',').unwrap_or(text);
        let number = ["er", "st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
        number.parse::<u8>().ok()
    };
    let (day, name, year) = match words {
        [name, year] => (None, name, year),
        [day, name, year] if day.starts_with(|first: char| first.is_ascii_digit()) => (Some(day_of(day)?), name, year),
        [name, day, year] => (Some(day_of(day)?), name, year),
        _ => return None,
    };
    let month = month(name.trim_end_matches(['.', ',']))?;
    let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
    is_year(year).then(|| format!("{year}-{month:02}{day}"))
}

/// The number of a month, by its name or by its first letters.
fn month(name: &str) -> Option<usize> {
    MONTHS.iter().find_map(|names| {
        let mut found = names.iter().zip(1..).filter(|(known, _)| known.starts_with(name));
        let (_, number) = found.next().filter(|_| name.chars().count() >= 3)?;
        found.next().is_none().then_some(number)
    })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}
