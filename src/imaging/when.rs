//! When a photograph was taken, from the many ways files write dates to EDTF (ISO 8601-2).

use super::{inspect::Said, iptc, xmp};
use crate::domain::taken::Taken;

/// The instant the picture was taken, not the one it was scanned or edited: EXIF, then XMP, then IPTC.
pub(super) fn taken(said: &Said) -> Option<String> {
    let by_exif = || of_exif(said.exif.original.as_deref()?, said.exif.offset.as_deref());
    let by_xmp = || {
        let named = [(xmp::EXIF, "DateTimeOriginal"), (xmp::PHOTOSHOP, "DateCreated")];
        named.into_iter().filter_map(|(space, name)| said.xmp.first(space, name)).find_map(of_xmp)
    };
    let by_iim = || of_iim(said.iim.first(iptc::DATE_CREATED)?);
    by_exif().or_else(by_xmp).or_else(by_iim)
}

/// `2015:10:29 15:44:44` and `+01:00` (EXIF 2.32, 4.6.5). Unknown parts are blank or zero.
fn of_exif(original: &str, offset: Option<&str>) -> Option<String> {
    let (day, time) = original.split_once([' ', 'T']).unwrap_or((original, ""));
    let day = day.replace([':', '/', '.'], "-");
    sound(&day, time, offset.unwrap_or(""))
}

/// An ISO 8601 date as XMP writes it: less precise ones are shorter, seconds may have decimals (ISO 16684-1, 8.2.1.2).
fn of_xmp(date: &str) -> Option<String> {
    let (day, rest) = date.trim().split_once('T').unwrap_or((date.trim(), ""));
    let offset_at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at_checked(offset_at)?;
    sound(day, time.split('.').next().unwrap_or(""), offset)
}

/// `20151029`, with zeros for what is unknown (IIM 4.2, 2:55).
fn of_iim(date: &str) -> Option<String> {
    let part = |range| date.get(range);
    sound(&format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?), "", "")
}

/// The parts known, from the year on, if they make a date.
fn sound(day: &str, time: &str, offset: &str) -> Option<String> {
    let mut parts = day.trim().splitn(3, '-').map(str::trim).take_while(|part| part.bytes().any(|byte| byte != b'0'));
    let year = parts.next()?;
    let date = [Some(year), parts.next(), parts.next()].into_iter().flatten().collect::<Vec<_>>().join("-");
    let instant = match (date.len(), time.trim().get(..8)) {
        (10, Some(time)) => format!("{date}T{time}"),
        _ => date,
    };
    let precise = [format!("{instant}{}", offset.trim()), instant.clone(), instant.split('T').next()?.to_owned()];
    // A wrong offset or hour does not spoil the day.
    precise.into_iter().find(|text| text.parse::<Taken>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_was_written() {
        assert_eq!(of_exif("2015:10:29 15:44:44", Some("+01:00")).as_deref(), Some("2015-10-29T15:44:44+01:00"));
        assert_eq!(of_exif("2015:10:29 15:44:44", Some("   :  ")).as_deref(), Some("2015-10-29T15:44:44"));
        assert_eq!(of_exif("2015:10:29 25:44:44", None).as_deref(), Some("2015-10-29"));
        assert_eq!(of_exif("2015:10:00 00:00:00", None).as_deref(), Some("2015-10"));
        assert_eq!(of_xmp("2015-10-29T15:44:44.52-03:00").as_deref(), Some("2015-10-29T15:44:44-03:00"));
        assert_eq!(of_xmp("1912-07").as_deref(), Some("1912-07"));
        assert_eq!(of_xmp("1912-07-14T10:30Z").as_deref(), Some("1912-07-14"));
        assert_eq!(of_iim("19120000").as_deref(), Some("1912"));
    }

    #[test]
    fn nonsense_is_no_date() {
        for text in
            ["0000:00:00 00:00:00", "    :  :     :  :  ", "", "2015:13:45 00:00:00", "9:9:9", "été", "----------"]
        {
            assert_eq!(of_exif(text, None), None, "{text}");
        }
        assert_eq!(of_iim("hier"), None);
        assert_eq!(of_iim("ééééé"), None);
    }
}
