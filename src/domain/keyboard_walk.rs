//! Passwords that follow the keys of a keyboard: they look random to a dictionary, and are among the first that are tried.

use super::text;

/// The keys in the order in which fingers follow them, forwards; each is followed backwards too.
const WALKS: &[&str] = &[
    // Rows, one after the other: AZERTY, then QWERTY and QWERTZ.
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiop^$qsdfghjklmu*wxcvbn,;:!",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    // A row begins again.
    "azertyuiopazertyuiop",
    "qwertyuiopqwertyuiop",
    "qsdfghjklmqsdfghjklm",
    "asdfghjklasdfghjkl",
    "wxcvbnwxcvbn",
    "zxcvbnmzxcvbnm",
    // Digits, with what AZERTY has on their keys, and the numeric keypad.
    "12345678901234567890",
    "01234567890123456789",
    "&e\"'(-e_ca)=",
    "!@#$%^&*()_+",
    "789456123",
    "147258369",
    "741852963",
    // Columns and zigzags.
    "1a2z3e4r5t6y7u8i9o0p",
    "a1z2e3r4t5y6u7i8o9p0",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj,8ik;9ol:0pm!",
    "aqwzsxedcrfvtgbyhnuj,ik;ol:pm!",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "qazwsxedcrfvtgbyhnujmik,ol.p;/",
    // The alphabet.
    "abcdefghijklmnopqrstuvwxyz",
];
/// The fewest keys in a row that are a walk: shorter ones are in ordinary words (`tre`, `ui`).
const FEWEST: usize = 4;
/// What a walk is worth, in letters: where it begins and which way it goes.
const WORTH: usize = 2;
/// The fewest letters that a password has beside its walks, each counted as what it is worth.
const ENOUGH: usize = 10;

/// Whether nearly all of this password follows keys that stand side by side.
#[must_use]
pub fn is_keyboard_walk(password: &str) -> bool {
    let keys: Vec<char> = text::fold(password).chars().filter(|key| !key.is_whitespace()).collect();
    let walks: Vec<Vec<char>> =
        WALKS.iter().flat_map(|walk| [walk.chars().collect(), walk.chars().rev().collect()]).collect();
    let (mut worth, mut has_walk, mut at) = (0, false, 0);
    while let Some(rest) = keys.get(at..).filter(|rest| !rest.is_empty()) {
        let longest = walks.iter().map(|walk| followed(rest, walk)).max().unwrap_or_default();
        let is_walk = longest >= FEWEST;
        has_walk |= is_walk;
        worth += if is_walk { WORTH } else { 1 };
        at += if is_walk { longest } else { 1 };
    }
    has_walk && worth < ENOUGH
}

/// How many of these keys follow a walk from wherever they begin in it.
fn followed(keys: &[char], walk: &[char]) -> usize {
    let from = |start: usize| keys.iter().zip(walk.iter().skip(start)).take_while(|(key, step)| key == step).count();
    (0..walk.len()).map(from).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_both_keyboards_are_walks_in_both_directions() {
        for walk in [
            "azertyuiopqs",
            "qwertyuiop",
            "qwertyuiopas",
            "123456789",
            "1234567890123",
            "0987654321",
            "poiuytreza",
            "poiuytrewq",
            "mlkjhgfdsq",
            "qsdfghjklm",
            "wxcvbnwxcvbn",
            "zxcvbnmasdfg",
            "AZERTYuiop12",
            "azertyazerty",
            "azerty123456",
            "azerty 123456",
            "1a2z3e4r5t6y",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "aqwzsxedcrfv",
            "741852963741",
            "abcdefghijkl",
            "nbvcxwmlkjhgfdsq",
            "qwertzuiopyx",
        ] {
            assert!(is_keyboard_walk(walk), "{walk}");
        }
    }

    #[test]
    fn words_are_no_walks_even_with_some_neighbouring_keys() {
        for words in [
            "lande bruyère ajonc granit",
            "un-mot-de-passe-long",
            "goémon bleu sur le quai",
            "correct horse battery staple",
            "1234 goélands sur la grève",
            "azerty et les douze cormorans",
            "pluie-fine-dimanche",
            "trente-huit mouettes",
            "",
        ] {
            assert!(!is_keyboard_walk(words), "{words}");
        }
    }
}
