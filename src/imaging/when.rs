//! When a photograph was taken: reads the dates that files write, as EDTF (ISO 8601-2).

use super::{iptc, metadata::Metadata, xmp};
use crate::domain::taken::Taken;

/// When the photograph was taken, not when it was scanned or edited: EXIF, then XMP, then IPTC.
pub(super) fn taken(said: &Metadata) -> Option<String> {
    let by_exif = || of_text(said.exif.original.as_deref()?, said.exif.offset.as_deref());
    let by_xmp = || {
        let named = [(xmp::EXIF, "DateTimeOriginal"), (xmp::PHOTOSHOP, "DateCreated")];
        named.into_iter().filter_map(|(space, name)| said.xmp.first(space, name)).find_map(|date| of_text(date, None))
    };
    let by_iim = || of_text(said.iim.first(iptc::DATE_CREATED)?, None);
    by_exif().or_else(by_xmp).or_else(by_iim)
}

/// A date of EXIF (`2015:10:29 15:44:44`, EXIF 2.32, 4.6.5), of XMP (`2015-10-29T15:44:44.52+01:00`, ISO 16684-1,
/// 8.2.1.2) or of IPTC (`20151029`, IIM 4.2, 2:55), as precise as it is written: unknown parts are absent, blank or
/// zero. Programs write each of the three where another one belongs, and pad numbers with zeros, with spaces or not at
/// all; the year comes first and has four digits, so that there is one reading only.
fn of_text(text: &str, offset: Option<&str>) -> Option<String> {
    let (year, mut rest) = Rest::after_year(text.trim())?;
    let month = rest.after_separator().unwrap_or(Part::Unknown);
    let day = if month == Part::Unknown { Part::Unknown } else { rest.after_separator().unwrap_or(Part::Unknown) };
    let (Part::Known(month), Part::Known(day)) = (month, day) else {
        // The other parts of a date whose month is unknown say nothing.
        let date = if let Part::Known(month) = month { format!("{year}-{month:02}") } else { year.to_owned() };
        return sound([date]);
    };
    let date = format!("{year}-{month:02}-{day:02}");
    let Some((hour, minute, second)) = rest.time() else { return sound([date]) };
    let instant = format!("{date}T{hour:02}:{minute:02}:{second:02}");
    let offset = offset.and_then(whole_offset).or_else(|| whole_offset(rest.text)).unwrap_or_default();
    // A wrong offset or hour does not invalidate the day.
    sound([format!("{instant}{offset}"), instant, date])
}

/// The first of these that is a date.
fn sound<const N: usize>(dates: [String; N]) -> Option<String> {
    // A month of 21 to 24 is a season in EDTF and a fault in a file.
    let is_date = |taken: &Taken| taken.calendar_date().is_some() && taken.year() != Some(0);
    dates.into_iter().find(|text| text.parse().is_ok_and(|taken| is_date(&taken)))
}

/// `+01:00`, also where it is written `+1:00` or `+0100`; `Z`.
fn whole_offset(text: &str) -> Option<String> {
    let text = text.trim();
    if text == "Z" {
        return Some(text.to_owned());
    }
    let sign = text.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits = text.get(1..)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(2)?,
    };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_sound = are_digits(hours) && are_digits(minutes) && hours.len() <= 2 && minutes.len() == 2;
    is_sound.then(|| format!("{sign}{hours:0>2}:{minutes}"))
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Known(u32),
    /// Blank, or zero.
    Unknown,
}

/// The unread rest of a date.
struct Rest<'a> {
    text: &'a str,
    /// Whether year, month and day have no separators.
    is_compact: bool,
}

impl<'a> Rest<'a> {
    /// The four digits of the year, and what follows.
    fn after_year(text: &'a str) -> Option<(&'a str, Self)> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (year, text) = if matches!(digits, 4 | 6 | 8) { text.split_at_checked(4)? } else { return None };
        Some((year, Self { text, is_compact: digits > 4 }))
    }

    /// The month or the day, after its separator.
    fn after_separator(&mut self) -> Option<Part> {
        let most = if self.is_compact { 2 } else { usize::MAX };
        if !self.is_compact {
            self.text = self.text.trim_start().strip_prefix([':', '-', '/', '.'])?;
        }
        match self.number(most) {
            Some(0) | None => Some(Part::Unknown),
            Some(number) => Some(Part::Known(number)),
        }
    }

    /// Hour, minute and second; a time without seconds is ignored, since EDTF has no form for it.
    fn time(&mut self) -> Option<(u32, u32, u32)> {
        self.text = self.text.strip_prefix(['T', 't', ' '])?;
        let hour = self.number(usize::MAX)?;
        self.text = self.text.trim_start().strip_prefix(':')?;
        let minute = self.number(usize::MAX)?;
        self.text = self.text.trim_start().strip_prefix(':')?;
        let second = self.number(usize::MAX)?;
        if let Some(decimals) = self.text.strip_prefix('.') {
            self.text = decimals.trim_start_matches(|digit: char| digit.is_ascii_digit());
        }
        let half = self.text.trim_start().get(..2).map(str::to_ascii_lowercase);
        let hour = match half.as_deref() {
            Some("pm") if hour < 12 => hour + 12,
            Some("am") if hour == 12 => 0,
            _ => hour,
        };
        Some((hour, minute, second))
    }

    /// A number of at most so many digits, perhaps after spaces; `None` for one that is too large.
    fn number(&mut self, most: usize) -> Option<u32> {
        let text = self.text.trim_start();
        let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = text.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
        self.text = rest;
        Some(digits.parse().unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_was_written() {
        for (written, offset, read) in [
            ("2015:10:29 15:44:44", Some("+01:00"), "2015-10-29T15:44:44+01:00"),
            ("2015:10:29 15:44:44", Some("   :  "), "2015-10-29T15:44:44"),
            ("2015:10:29 15:44:44", Some("+1:00"), "2015-10-29T15:44:44+01:00"),
            ("2015:10:29 25:44:44", None, "2015-10-29"),
            ("2015:10:00 00:00:00", None, "2015-10"),
            ("2015:  :   15:44:44", None, "2015"),
            ("2015-10-29T15:44:44.52-03:00", None, "2015-10-29T15:44:44-03:00"),
            ("2015-10-29T15:44:44-0300", None, "2015-10-29T15:44:44-03:00"),
            ("1912-07", None, "1912-07"),
            ("1912-07-14T10:30Z", None, "1912-07-14"),
            ("19120000", None, "1912"),
            ("20151029", None, "2015-10-29"),
        ] {
            assert_eq!(of_text(written, offset).as_deref(), Some(read), "{written}");
        }
    }

    #[test]
    fn a_date_is_read_however_its_numbers_are_padded_and_parted() {
        for (written, read) in [
            ("2003: 1: 5  9:07:02", "2003-01-05T09:07:02"),
            ("2003:1:5 9:7:2", "2003-01-05T09:07:02"),
            ("2003/01/05 09:07:02", "2003-01-05T09:07:02"),
            ("2003-01-05 9: 7: 2", "2003-01-05T09:07:02"),
            ("2003:01:05 09:07:02 PM", "2003-01-05T21:07:02"),
            ("2021:08:19 18:48:53", "2021-08-19T18:48:53"),
            ("2015-01-22", "2015-01-22"),
        ] {
            assert_eq!(of_text(written, None).as_deref(), Some(read), "{written}");
        }
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "",
            "2015:13:45 00:00:00",
            "9:9:9",
            "29/10/2015",
            "2015:10:291",
            "2015:100:29",
            "2015:99999999999:1",
            "20151",
            "été",
            "----------",
            "hier",
            "ééééé",
        ] {
            assert_eq!(of_text(text, None), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_at_all_makes_it_fail(text in "(\\PC{0,30}|[0-9:\\-/. TZ+é]{0,30})", offset in "(\\PC{0,8}|[+-][0-9:é]{0,6})") {
            if let Some(date) = of_text(&text, Some(&offset)) {
                prop_assert!(date.parse::<Taken>().is_ok());
            }
        }
    }
}
