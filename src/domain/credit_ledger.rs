//! The credit ledger of a photo: which changes by staff it records, the contributor's contest, and who may read it.

use jiff::Timestamp;

use super::{
    credit::{ContestRead, CreditChange, CreditEntry},
    field::Field,
    person::{Handle, Role},
    photo::PhotoRecord,
    reader::Reader,
    rewording::Rewording,
};

impl CreditChange {
    /// Whether the ledger records it: adding the name of a place is a curator's work, and removing it removes what a
    /// person wrote.
    fn is_kept(&self) -> bool {
        self.old != self.new
            && match self.field {
                Field::PlaceName => self.new.is_none(),
                Field::Coordinates | Field::Direction => self.old.is_some(),
                _ => true,
            }
    }

    /// The same as this reader may see it: values that protect a person are shown to the photo's contributor only.
    fn visible_to(self, reader: &Reader, photo: &PhotoRecord) -> Self {
        let may_know = reader.gave(photo)
            || match self.field {
                Field::AuthorName | Field::AuthorUrl => !photo.author_withheld,
                Field::PlaceName | Field::Coordinates | Field::Direction => false,
                _ => true,
            };
        if may_know { self } else { Self { old: None, new: None, ..self } }
    }
}

impl CreditEntry {
    /// Whether it is the contributor's contest.
    #[must_use]
    pub fn is_contest(&self, photo: &PhotoRecord) -> bool {
        self.actor == photo.contributor
    }
}

impl PhotoRecord {
    /// Records what a person other than its contributor changed, if anything.
    pub fn keep_change(&mut self, before: &Self, actor: &Handle, at: Timestamp) {
        if *actor == self.contributor {
            return;
        }
        let change = |field: Field| CreditChange { field, old: field.of(before), new: field.of(self) };
        let changed: Vec<CreditChange> = Field::GUARDED.into_iter().map(change).filter(CreditChange::is_kept).collect();
        if !changed.is_empty() {
            self.credit_ledger.push(CreditEntry { at, actor: actor.clone(), changed, note: None, read: None });
        }
    }

    /// What a contest would change: each field that still has the value that staff wrote, from that to the
    /// contributor's.
    #[must_use]
    pub fn contestable(&self) -> Vec<CreditChange> {
        Field::GUARDED.into_iter().filter_map(|field| self.overwritten(field)).collect()
    }

    /// What the contributor wrote in a field, even if somebody changed it since.
    #[must_use]
    pub fn words_of_contributor(&self, field: Field) -> Option<String> {
        self.overwritten(field).map_or_else(|| field.of(self), |change| change.new)
    }

    /// From what staff wrote in a field to what they replaced. What the contributor wrote since is their own again.
    fn overwritten(&self, field: Field) -> Option<CreditChange> {
        let mut staff: Option<(Option<String>, Option<String>)> = None;
        for entry in &self.credit_ledger {
            for change in entry.changed.iter().filter(|change| change.field == field) {
                staff = if entry.is_contest(self) {
                    None
                } else {
                    let first = staff.take().filter(|(_, last)| *last == change.old).map(|(first, _)| first);
                    Some((first.unwrap_or_else(|| change.old.clone()), change.new.clone()))
                };
            }
        }
        let (own, theirs) = staff?;
        (own != theirs && theirs == field.of(self)).then_some(CreditChange { field, old: theirs, new: own })
    }

    /// Restores the contributor's values and records the contest. Returns whether there was anything to restore.
    pub fn contest(&mut self, note: Option<String>, at: Timestamp) -> bool {
        let changed = self.contestable();
        if changed.is_empty() {
            return false;
        }
        let mut words = Rewording::default();
        for change in &changed {
            words.set(change.field, change.new.as_deref());
        }
        words.apply(self, None);
        self.credit_ledger.push(CreditEntry { at, actor: self.contributor.clone(), changed, note, read: None });
        self.fit();
        true
    }

    /// The contests that no staff member has read yet, oldest first.
    pub fn open_contests(&self) -> impl Iterator<Item = &CreditEntry> {
        self.credit_ledger.iter().filter(|entry| entry.is_contest(self) && entry.read.is_none())
    }

    /// Marks its contests as read by a staff member. Returns whether there were any.
    pub fn read_contests(&mut self, by: &Handle, at: Timestamp) -> bool {
        let contributor = self.contributor.clone();
        let mut open = 0;
        for entry in self.credit_ledger.iter_mut().filter(|entry| entry.actor == contributor && entry.read.is_none()) {
            entry.read = Some(ContestRead { by: by.clone(), at });
            open += 1;
        }
        open > 0
    }

    /// The ledger as this reader may see it: whole for the contributor, without withheld values for staff, empty for
    /// anyone else.
    #[must_use]
    pub fn credit_ledger_for(&self, reader: &Reader) -> Vec<CreditEntry> {
        if !reader.gave(self) && !reader.is_at_least(Role::Curator) {
            return Vec::new();
        }
        let visible = |entry: &CreditEntry| CreditEntry {
            changed: entry.changed.iter().map(|change| change.clone().visible_to(reader, self)).collect(),
            ..entry.clone()
        };
        self.credit_ledger.iter().map(visible).collect()
    }

    /// Removes the oldest entry of the ledger that is neither the last one nor the last open contest, and returns whether
    /// there was one. What the contributor had said in a field passes to the next change of that field by staff, so that
    /// they can still contest.
    pub(super) fn drop_oldest_credit(&mut self) -> bool {
        let last = self.credit_ledger.len().saturating_sub(1);
        let open = self.credit_ledger.iter().rposition(|entry| entry.is_contest(self) && entry.read.is_none());
        let Some(place) = (0..last).find(|place| Some(*place) != open) else { return false };
        let gone = self.credit_ledger.remove(place);
        if gone.is_contest(self) {
            return true;
        }
        for CreditChange { field, old, new } in gone.changed {
            let mut later = self.credit_ledger.iter_mut().skip(place);
            let next = later.find(|entry| entry.changed.iter().any(|change| change.field == field));
            let next = next.filter(|entry| entry.actor != self.contributor);
            let changes = next.into_iter().flat_map(|entry| &mut entry.changed);
            for change in changes.filter(|change| change.field == field && change.old == new) {
                change.old.clone_from(&old);
            }
        }
        true
    }
}
