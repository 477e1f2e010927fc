//! Bounds the history in a photo's record. The journal has all of it; a record keeps what pages and news show, and drops the oldest
//! steps and reasons where it grows too large.

use super::PhotoRecord;

/// The most bytes of a record, as far as its history decides on it. With the suggestion or the report that is decided on in
/// the same entry, it stays under the 90,000 bytes of one.
const MOST_BYTES: usize = 64_000;
/// The most steps of a record, of some 130 bytes each: more news of one photo than its contributor reads.
const MOST_STEPS: usize = 300;
/// Steps beyond these leave a record that is too large before any of these loses its reason.
const SPARE_STEPS: usize = 60;
/// Steps that stay however large the record is: the present state is the last of them, and what led to it is there.
const LEAST_STEPS: usize = 10;
/// The last reasons stay however long they are: what a moderator asked for, and what the contributor answered.
const LAST_REASONS: usize = 2;
/// The most bytes of the grants of a record, of some 400 bytes each: none is ever removed.
const MOST_GRANTS: usize = 16_000;

impl PhotoRecord {
    /// How many changes of state it had, those that stand in the journal alone among them.
    #[must_use]
    pub const fn step_count(&self) -> usize {
        self.earlier_steps.saturating_add(self.steps.len())
    }

    /// Whether its ledger of grants takes another one.
    #[must_use]
    pub fn has_room_for_grant(&self) -> bool {
        self.grants.is_empty() || bytes(&self.grants) < MOST_GRANTS
    }

    /// Removes the oldest of what the journal keeps, until the record is small enough or has the present alone.
    pub fn fit(&mut self) {
        self.drop_steps(self.steps.len().saturating_sub(MOST_STEPS));
        while bytes(self) > MOST_BYTES && self.drop_oldest() {}
    }

    /// Removes what is missed least, and returns whether there was something.
    fn drop_oldest(&mut self) -> bool {
        let early = self.steps.len().saturating_sub(LAST_REASONS);
        if self.steps.len() > SPARE_STEPS {
            self.drop_steps(1);
        } else if let Some(step) = self.steps.iter_mut().take(early).find(|step| step.reason.is_some()) {
            step.reason = None;
        } else if self.file_decisions.len() > 1 {
            self.file_decisions.remove(0);
        } else if self.edits.len() > 1 {
            self.edits.remove(0);
        } else if self.steps.len() > LEAST_STEPS {
            self.drop_steps(1);
        } else if !self.drop_oldest_credit() {
            return self.drop_proposals();
        }
        true
    }

    fn drop_steps(&mut self, count: usize) {
        self.steps.drain(..count);
        self.earlier_steps = self.earlier_steps.saturating_add(count);
    }

    /// Removes what its files propose and nobody took over; whom they name stays, since attributions name them.
    fn drop_proposals(&mut self) -> bool {
        let proposed = self.replacement.as_mut().map(|file| &mut file.suggestions);
        for suggestions in std::iter::once(&mut self.suggestions).chain(proposed) {
            if suggestions.description.take().is_some() || suggestions.rights.take().is_some() {
                return true;
            }
            if !suggestions.keywords.is_empty() {
                suggestions.more_keywords = suggestions.more_keywords.saturating_add(suggestions.keywords.len());
                suggestions.keywords.clear();
                return true;
            }
        }
        false
    }
}

/// The bytes of a value as JSON; what is none is refused where the record is written.
fn bytes<T: serde::Serialize>(value: &T) -> usize {
    serde_json::to_string(value).map_or(0, |json| json.len())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use serde_json::json;

    use super::*;
    use crate::domain::{
        person::Handle,
        photo::{AuthorName, FileDecision, State},
    };

    fn photo() -> PhotoRecord {
        let at = "2026-12-01T04:00:00Z";
        let hash = "0".repeat(64);
        serde_json::from_value(json!({
            "v": 1, "id": "m2v89dns", "contributor": "anne", "state": "submitted", "steps": [],
            "title": null, "description": null, "alt": null, "author": { "name": null, "url": null },
            "source": "own", "grants": [], "tags": [], "taken": null, "place": null,
            "original": {
                "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1, "height": 1,
                "pixels": hash, "look": 0
            },
            "camera": {}, "renditions": [], "dominant": "#000000",
            "suggestions": { "title": null, "creator": null, "description": null, "rights": null },
            "created": at, "updated": at, "published": null,
        }))
        .unwrap()
    }

    /// A photo that was refused and submitted again this many times, with the longest reasons.
    fn refused(times: i64) -> PhotoRecord {
        let mut photo = photo();
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let (anne, mona): (Handle, Handle) = ("anne".parse().unwrap(), "mona".parse().unwrap());
        for time in 0..times {
            let said = |of: &str| Some(format!("{of} {time} {}", "é".repeat(1_980)));
            photo.step(State::Submitted, anne.clone(), at(time), said("answer"));
            photo.step(State::Refused, mona.clone(), at(time), said("reason"));
        }
        photo
    }

    #[test]
    fn a_photo_refused_again_and_again_keeps_its_last_reasons_and_counts_its_steps() {
        let photo = refused(300);
        assert!(bytes(&photo) <= MOST_BYTES, "{}", bytes(&photo));
        assert_eq!((photo.steps.len(), photo.step_count()), (SPARE_STEPS, 600));
        assert!(photo.reason().is_some_and(|reason| reason.starts_with("reason 299")));
        let told: Vec<bool> = photo.steps.iter().map(|step| step.reason.is_some()).collect();
        assert!(told.is_sorted() && told.iter().filter(|is_told| **is_told).count() > 10, "{told:?}");
        assert_eq!(serde_json::from_str::<PhotoRecord>(&serde_json::to_string(&photo).unwrap()).unwrap(), photo);
    }

    #[test]
    fn what_the_contributor_said_outlives_the_first_entries_of_a_long_ledger() {
        let mut photo = photo();
        let cora: Handle = "cora".parse().unwrap();
        photo.author.name = AuthorName::parse("Anne Kerbrat").unwrap();
        for number in 0..200 {
            let before = photo.clone();
            photo.author.name = AuthorName::parse(&format!("{number} {}", "é".repeat(390))).unwrap();
            photo.keep_change(&before, &cora, Timestamp::UNIX_EPOCH);
            photo.fit();
        }
        assert!(bytes(&photo) <= MOST_BYTES && (10..60).contains(&photo.credit_ledger.len()));
        let said: Vec<Option<String>> = photo.contestable().into_iter().map(|change| change.new).collect();
        assert_eq!(said, [Some("Anne Kerbrat".to_owned())]);
        assert!(photo.contest(Some("é".repeat(2_000)), Timestamp::UNIX_EPOCH));
        assert_eq!((photo.open_contests().count(), photo.contestable().len()), (1, 0));
    }

    #[test]
    fn a_record_of_an_earlier_version_becomes_small_by_its_next_step() {
        let mut photo = photo();
        let step = refused(1).steps.pop().unwrap();
        photo.steps = vec![step; 40];
        photo.file_decisions = vec![
            FileDecision {
                at: Timestamp::UNIX_EPOCH,
                actor: "mona".parse().unwrap(),
                reason: Some("😀".repeat(2_000))
            };
            5
        ];
        assert!(bytes(&photo) > 2 * MOST_BYTES);
        photo.step(State::Submitted, "anne".parse().unwrap(), Timestamp::UNIX_EPOCH, None);
        assert!(bytes(&photo) <= MOST_BYTES, "{}", bytes(&photo));
        assert_eq!((photo.step_count(), !photo.file_decisions.is_empty()), (41, true));
    }
}
