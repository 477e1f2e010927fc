//! The name of a photo's dominant colour, among a few that people search for.

use std::str::FromStr;

/// A colour by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Brown: a dark orange or red.
    Brown,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Between green and blue.
    Turquoise,
    /// Blue.
    Blue,
    /// Purple.
    Purple,
    /// Pink.
    Pink,
    /// Nearly white.
    White,
    /// Between black and white.
    Grey,
    /// Nearly black.
    Black,
}

/// A text that is the name of no colour here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is red, orange, brown, yellow, green, turquoise, blue, purple, pink, white, grey or black")]
pub struct UnknownColour;

impl Colour {
    /// All of them, in the order of the rainbow, then those without hue.
    pub const ALL: [Self; 12] = [
        Self::Red,
        Self::Orange,
        Self::Brown,
        Self::Yellow,
        Self::Green,
        Self::Turquoise,
        Self::Blue,
        Self::Purple,
        Self::Pink,
        Self::White,
        Self::Grey,
        Self::Black,
    ];

    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Brown => "brown",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Turquoise => "turquoise",
            Self::Blue => "blue",
            Self::Purple => "purple",
            Self::Pink => "pink",
            Self::White => "white",
            Self::Grey => "grey",
            Self::Black => "black",
        }
    }

    /// The name of a colour written `#rrggbb`; nothing for any other text.
    #[must_use]
    pub fn of(hexadecimal: &str) -> Option<Self> {
        let digits = hexadecimal.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        // `from_str_radix` reads a sign too.
        let digits = Some(digits).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self::of_channels([red, green, blue]))
    }

    /// By lightness, colourfulness and hue (CSS Color 4, §7: HSL). A dominant colour is a mean, paler than the thing that
    /// has it: little colourfulness is enough for a name.
    fn of_channels(channels: [u8; 3]) -> Self {
        let [red, green, blue] = channels.map(i32::from);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let spread = most - least;
        // Lightness is their half: of 510.
        let lightness = most + least;
        if most < 40 {
            return Self::Black;
        }
        if spread < 22 || spread * 8 < most {
            return match lightness {
                0..=90 => Self::Black,
                91..=430 => Self::Grey,
                _ => Self::White,
            };
        }
        let sixth = |above: i32, from: i32| from * 60 + above * 60 / spread;
        let hue = if most == red {
            sixth(green - blue, 0).rem_euclid(360)
        } else if most == green {
            sixth(blue - red, 2)
        } else {
            sixth(red - green, 4)
        };
        match hue {
            0..=14 | 345..=359 if lightness > 340 => Self::Pink,
            0..=14 if most < 110 => Self::Brown,
            15..=44 if most < 170 => Self::Brown,
            0..=14 | 345..=359 => Self::Red,
            15..=44 => Self::Orange,
            45..=69 => Self::Yellow,
            70..=159 => Self::Green,
            160..=194 => Self::Turquoise,
            195..=259 => Self::Blue,
            260..=294 => Self::Purple,
            _ if most < 120 => Self::Purple,
            _ => Self::Pink,
        }
    }
}

impl FromStr for Colour {
    type Err = UnknownColour;

    fn from_str(text: &str) -> Result<Self, UnknownColour> {
        Self::ALL.into_iter().find(|colour| colour.name().eq_ignore_ascii_case(text)).ok_or(UnknownColour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_the_names_that_people_give_them() {
        for (hexadecimal, name) in [
            ("#c02020", "red"),
            ("#e08030", "orange"),
            ("#6b4a2b", "brown"),
            ("#d8c840", "yellow"),
            ("#4f7a3a", "green"),
            ("#3fa8a0", "turquoise"),
            ("#143cc8", "blue"),
            ("#8fb4d8", "blue"),
            ("#7040a0", "purple"),
            ("#e88ab0", "pink"),
            ("#f4f4f2", "white"),
            ("#808284", "grey"),
            ("#626368", "grey"),
            ("#101214", "black"),
            ("#000000", "black"),
            ("#ffffff", "white"),
        ] {
            assert_eq!(Colour::of(hexadecimal).map(Colour::name), Some(name), "{hexadecimal}");
        }
        for text in ["", "626368", "#62636", "#gggggg", "#+26368"] {
            assert_eq!(Colour::of(text), None, "{text}");
        }
    }

    #[test]
    fn names_read_back_and_every_colour_has_one() {
        for colour in Colour::ALL {
            assert_eq!(colour.name().parse(), Ok(colour));
        }
        for number in (0..=0xff_ffff_u32).step_by(4_099) {
            assert!(Colour::of(&format!("#{number:06x}")).is_some());
        }
    }
}
