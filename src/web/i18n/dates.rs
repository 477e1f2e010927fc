//! When a photo was taken, in words and as forms show it.

use jiff::civil::Date;

use super::Messages;
use crate::domain::{
    language::Language,
    taken::{
        Taken,
        edtf::{Edtf, Mark, Point, Season, Unit},
    },
};

/// How the days, months and years of a date are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `14 juillet 1912`.
    Words,
    /// `14/07/1912`; in English `1912-07-14`.
    Digits,
}

impl Messages {
    /// A date as precise as it is known: `14 juillet 1912`, `about July 1912`, `été 1962 ?`, `entre 1905 et 1910`.
    #[must_use]
    pub fn taken(self, taken: &Taken) -> String {
        self.date_in(taken, Form::Words)
    }

    /// A date as the forms of this language show it, day first but in English: `21/10/2019`, `vers 07/1912`. A text
    /// that is not a date, or a date with its time, stays as it is. Read back, it is the same date.
    #[must_use]
    pub fn typed_date(self, text: &str) -> String {
        let Ok(taken) = text.parse::<Taken>() else { return text.to_owned() };
        let has_hour = taken.date().single().is_some_and(|point| matches!(point.unit, Unit::Instant(..)));
        if has_hour { text.to_owned() } else { self.date_in(&taken, Form::Digits) }
    }

    fn date_in(self, taken: &Taken, form: Form) -> String {
        match taken.date() {
            Edtf::Single(point) if point.mark.approximate => self.after_a_word(point, form),
            Edtf::Single(point) => self.marked(self.unit(&point.unit, form), point.mark),
            Edtf::Between(first, last) => {
                self.date_between(&self.after_a_word(first, form), &self.after_a_word(last, form))
            }
            // "Before 1914" is until 1913; "before about 1914" would say less clearly what "until about 1913" does.
            Edtf::Until(last) => match last.unit.next().filter(|_| !last.mark.approximate) {
                Some(unit) => self.date_before(&self.after_a_word(&Point { unit, mark: last.mark }, form)),
                None => self.date_until(&self.after_a_word(last, form)),
            },
            Edtf::Since(first) => match first.unit.previous().filter(|_| !first.mark.approximate) {
                Some(unit) => self.date_after(&self.after_a_word(&Point { unit, mark: first.mark }, form)),
                None => self.date_since(&self.after_a_word(first, form)),
            },
        }
    }

    /// A date with its marks, where a word comes before it: `le 14 juillet 1912`, `vers les années 1950`.
    fn after_a_word(self, point: &Point, form: Form) -> String {
        let year = |year: &i16| format!("{year:04}");
        let unit = match &point.unit {
            Unit::Century(century) => self.date_the_century(&self.century(*century)),
            Unit::Decade(decade) => self.date_the_decade(&format!("{decade:03}0")),
            Unit::Season(of, Season::Spring) => self.date_the_spring(&year(of)),
            Unit::Season(of, Season::Summer) => self.date_the_summer(&year(of)),
            Unit::Season(of, Season::Autumn) => self.date_the_autumn(&year(of)),
            Unit::Season(of, Season::Winter) => self.date_the_winter(&year(of)),
            unit @ (Unit::Day(_) | Unit::Instant(..)) => self.date_the_day(&self.unit(unit, form)),
            unit @ (Unit::Year(_) | Unit::Month(..)) => self.unit(unit, form),
        };
        self.marked(unit, point.mark)
    }

    fn marked(self, date: String, mark: Mark) -> String {
        let date = if mark.approximate { self.date_about(&date) } else { date };
        if mark.uncertain { self.date_uncertain(&date) } else { date }
    }

    fn unit(self, unit: &Unit, form: Form) -> String {
        let english = self.written_in() == Language::English;
        let year = |year: &i16| format!("{year:04}");
        match (unit, form) {
            (Unit::Century(century), _) => self.date_century(&self.century(*century)),
            (Unit::Decade(decade), _) => self.date_decade(&format!("{decade:03}0")),
            (Unit::Season(of, Season::Spring), _) => self.date_spring(&year(of)),
            (Unit::Season(of, Season::Summer), _) => self.date_summer(&year(of)),
            (Unit::Season(of, Season::Autumn), _) => self.date_autumn(&year(of)),
            (Unit::Season(of, Season::Winter), _) => self.date_winter(&year(of)),
            (Unit::Year(of), _) => year(of),
            (Unit::Month(of, month), Form::Words) => format!("{} {of:04}", self.month(*month)),
            (Unit::Month(of, month), Form::Digits) if english => format!("{of:04}-{month:02}"),
            (Unit::Month(of, month), Form::Digits) => format!("{month:02}/{of:04}"),
            (Unit::Day(day), _) => self.day(*day, form),
            (Unit::Instant(at, _), _) => self.day(at.date(), form),
        }
    }

    fn day(self, day: Date, form: Form) -> String {
        let english = self.written_in() == Language::English;
        let (year, month, number) = (day.year(), day.month(), day.day());
        match form {
            Form::Words if number == 1 && !english => format!("1er\u{a0}{} {year:04}", self.month(month)),
            Form::Words => format!("{number}\u{a0}{} {year:04}", self.month(month)),
            Form::Digits if english => format!("{year:04}-{month:02}-{number:02}"),
            Form::Digits => format!("{number:02}/{month:02}/{year:04}"),
        }
    }

    /// The number of the century whose years begin with these digits: `XIXe`, `19th`.
    fn century(self, digits: i16) -> String {
        let number = digits + 1;
        if self.written_in() == Language::English {
            let ending = match number {
                1 | 21 => "st",
                2 | 22 => "nd",
                3 | 23 => "rd",
                _ => "th",
            };
            return format!("{number}{ending}");
        }
        let tens = "X".repeat(usize::try_from(number / 10).unwrap_or(0));
        let ones = match number % 10 {
            1 => "I",
            2 => "II",
            3 => "III",
            4 => "IV",
            5 => "V",
            6 => "VI",
            7 => "VII",
            8 => "VIII",
            9 => "IX",
            _ => "",
        };
        format!("{tens}{ones}{}", if number == 1 { "er" } else { "e" })
    }

    fn month(self, month: i8) -> &'static str {
        match month {
            1 => self.month_january(),
            2 => self.month_february(),
            3 => self.month_march(),
            4 => self.month_april(),
            5 => self.month_may(),
            6 => self.month_june(),
            7 => self.month_july(),
            8 => self.month_august(),
            9 => self.month_september(),
            10 => self.month_october(),
            11 => self.month_november(),
            _ => self.month_december(),
        }
    }
}
