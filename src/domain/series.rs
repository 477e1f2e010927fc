//! Series: photos of a list that belong together, so that they are picked at once. Only the photos of one page are compared.
//!
//! Two photos that name the same people belong together when
//!
//! 1. both hours are known, and are no further apart than [`PAUSE`];
//! 2. both have the same day, and no hour;
//! 3. they look alike ([`likeness`]), and are not known to be of different days;
//! 4. neither has a date, and they were given together: one after the other, within [`GIVING`], where no more than
//!    [`MOST_GIVEN`] in a row have none. A folder of scans has more, and its order says nothing.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, civil::DateTime};

use super::{
    likeness::{self, MOST_DISTANT},
    person::Handle,
    photo::PhotoRecord,
    taken::Taken,
};

/// The longest pause within a series, in minutes: a walk from one place to the next takes longer.
const PAUSE: i64 = 30;
/// The longest pause between two photos that were given together, in seconds: photos sent at once are seconds apart.
const GIVING: i64 = 120;
/// The most photos without a date in a row that belong together by when they were given.
const MOST_GIVEN: usize = 24;

/// The series of these photos, as places in the list: each begins where its first photo stands, and its photos keep their
/// order. A photo that belongs to none is a series of its own.
#[must_use]
pub fn of(photos: &[&PhotoRecord]) -> Vec<Vec<usize>> {
    let facts: Vec<Facts<'_>> = photos.iter().map(|photo| Facts::of(photo)).collect();
    let mut first = Firsts((0..facts.len()).collect());
    for (place, one) in facts.iter().enumerate() {
        for (before, other) in facts.iter().enumerate().take(place) {
            if one.belongs_with(other) {
                first.join(before, place);
            }
        }
    }
    for given in given_together(&facts) {
        for pair in given.windows(2) {
            if let [one, other] = pair {
                first.join(*one, *other);
            }
        }
    }
    let mut series: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in 0..facts.len() {
        series.entry(first.of(place)).or_default().push(place);
    }
    series.into_values().collect()
}

/// What is compared of a photo.
struct Facts<'photo> {
    /// The people whom it names: its contributor and who is credited, as everyone may know them.
    people: (Option<&'photo Handle>, Option<String>),
    hour: Option<DateTime>,
    day: Option<Date>,
    is_dated: bool,
    look: u64,
    given: Timestamp,
}

impl<'photo> Facts<'photo> {
    fn of(photo: &'photo PhotoRecord) -> Self {
        let taken = photo.taken.as_ref();
        Self {
            people: (photo.named_contributor(), photo.credited().name.map(|name| name.as_str().to_owned())),
            hour: taken.and_then(Taken::hour),
            day: taken.and_then(Taken::one_day),
            is_dated: taken.is_some(),
            look: photo.original.look,
            given: photo.created,
        }
    }

    /// Whether it names somebody: photos of nobody known are not said to be of the same person.
    const fn names_somebody(&self) -> bool {
        self.people.0.is_some() || self.people.1.is_some()
    }

    fn belongs_with(&self, other: &Self) -> bool {
        if !self.names_somebody() || self.people != other.people {
            return false;
        }
        let days = self.day.zip(other.day);
        match (self.hour, other.hour) {
            (Some(one), Some(other)) => minutes_between(one, other) <= PAUSE,
            (None, None) if days.is_some_and(|(one, other)| one == other) => true,
            _ => days.is_none_or(|(one, other)| one == other) && self.looks_like(other),
        }
    }

    fn looks_like(&self, other: &Self) -> bool {
        let can_tell = likeness::is_telling(self.look) && likeness::is_telling(other.look);
        can_tell && likeness::distance(self.look, other.look, MOST_DISTANT).is_some()
    }
}

fn minutes_between(one: DateTime, other: DateTime) -> i64 {
    one.duration_until(other).abs().as_mins()
}

/// Photos without a date that were given one after the other.
fn given_together(facts: &[Facts<'_>]) -> Vec<Vec<usize>> {
    let mut given: Vec<(usize, &Facts<'_>)> =
        facts.iter().enumerate().filter(|(_, one)| one.names_somebody()).collect();
    given.sort_by(|(_, one), (_, other)| (&one.people, one.given).cmp(&(&other.people, other.given)));
    let parts = given.chunk_by(|(_, one), (_, next)| {
        let is_same = one.people == next.people && !one.is_dated && !next.is_dated;
        is_same && one.given.duration_until(next.given).as_secs() <= GIVING
    });
    let small = parts.filter(|part| part.len() <= MOST_GIVEN);
    small.map(|part| part.iter().map(|(place, _)| *place).collect()).collect()
}

/// For each photo, one before it in its series, or itself.
struct Firsts(Vec<usize>);

impl Firsts {
    /// The first photo of the series of this one.
    fn of(&self, mut place: usize) -> usize {
        while let Some(before) = self.0.get(place).copied().filter(|before| *before != place) {
            place = before;
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(before) = self.0.get_mut(one.max(other)) {
            *before = one.min(other);
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A look that differs from those of other numbers in many bits, and a few beside.
    fn look(number: u64, beside: u64) -> u64 {
        number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ beside
    }

    /// Photos of Marc's, given minutes apart; each says what differs.
    fn photos(fields: &[Value]) -> Vec<PhotoRecord> {
        let hash = "0".repeat(64);
        let one = |(number, fields): (usize, &Value)| {
            let created = format!("2026-11-24T{:02}:{:02}:30Z", 11 + number / 20, number % 20 * 3);
            let mut photo = json!({
                "v": 1, "id": "m2v89dns", "contributor": "marc", "state": "published", "steps": [],
                "author": { "name": "Marc Kerleo", "url": null }, "source": "own", "grants": [], "tags": [],
                "original": { "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1,
                    "height": 1, "pixels": hash, "look": look(u64::try_from(number).unwrap(), 0) },
                "camera": {}, "renditions": [], "dominant": "#000000", "suggestions": {}, "created": created,
                "updated": created,
            });
            for (name, value) in fields.as_object().unwrap() {
                match name.as_str() {
                    "look" => photo["original"]["look"] = value.clone(),
                    name => photo[name] = value.clone(),
                }
            }
            serde_json::from_value(photo).unwrap()
        };
        fields.iter().enumerate().map(one).collect()
    }

    fn series(fields: &[Value]) -> Vec<Vec<usize>> {
        let photos = photos(fields);
        of(&photos.iter().collect::<Vec<_>>())
    }

    fn at(hour: &str) -> Value {
        json!({ "taken": format!("2024-05-03T{hour}:00") })
    }

    #[test]
    fn photos_taken_within_half_an_hour_of_the_next_belong_together() {
        assert_eq!(series(&[at("14:00"), at("14:25"), at("16:00"), at("14:50")]), [vec![0, 1, 3], vec![2]]);
        assert_eq!(series(&[at("14:00"), at("14:31")]), [[0], [1]]);
        let other = json!({ "taken": "2024-05-03T14:05:00", "contributor": "anne" });
        let credited = json!({ "taken": "2024-05-03T14:05:00", "author": { "name": "Jean", "url": null } });
        assert_eq!(series(&[at("14:00"), other, credited]), [[0], [1], [2]]);
        // Over midnight.
        let next = json!({ "taken": "2024-05-04T00:05:00" });
        assert_eq!(series(&[at("23:50"), next]), [[0, 1]]);
    }

    #[test]
    fn days_and_looks_bring_photos_together_where_hours_are_not_known() {
        let on = |day: &str| json!({ "taken": day });
        assert_eq!(series(&[on("1962-07-14"), on("1962-07-15"), on("1962-07-14")]), [vec![0, 2], vec![1]]);
        // Of one year or about it, nothing is said.
        assert_eq!(series(&[on("1912"), on("1912"), on("1962-07-14?"), on("1962-07-14?")]), [[0], [1], [2], [3]]);
        let like = |day: &str, beside: u64| json!({ "taken": day, "look": look(40, beside) });
        assert_eq!(series(&[like("1912", 0), on("1930"), like("1913", 0b111)]), [vec![0, 2], vec![1]]);
        assert_eq!(series(&[like("1912-05-03", 0), like("1913-05-03", 0b111)]), [[0], [1]]);
        assert_eq!(series(&[like("1912", 0), like("1912", 0xfff)]), [[0], [1]]);
        // The look of a wall or of fog tells nothing.
        let wall = json!({ "taken": "1912", "look": 0 });
        assert_eq!(series(&[wall.clone(), wall]), [[0], [1]]);
    }

    #[test]
    fn photos_without_a_date_belong_together_when_a_few_were_given_at_once() {
        let given = |second: u32| {
            let created = format!("2026-11-24T11:{:02}:{:02}Z", second / 60, second % 60);
            json!({ "created": created })
        };
        assert_eq!(series(&[given(0), given(600), given(100), given(200)]), [vec![0, 2, 3], vec![1]]);
        // A dated photo between them parts them.
        let dated = json!({ "taken": "1912", "created": "2026-11-24T11:00:05Z" });
        assert_eq!(series(&[given(0), given(3), dated, given(9), given(12)]), [vec![0, 1], vec![2], vec![3, 4]]);
        let folder: Vec<Value> = (0..30).map(|second| given(second * 2)).collect();
        assert_eq!(series(&folder).len(), 30);
    }

    #[test]
    fn photos_of_somebody_who_is_not_named_are_not_brought_together() {
        let withheld = json!({ "taken": "2024-05-03T14:05:00", "author_withheld": true });
        assert_eq!(series(&[withheld.clone(), withheld]), [[0], [1]]);
        assert_eq!(series(&[]), Vec::<Vec<usize>>::new());
    }
}
