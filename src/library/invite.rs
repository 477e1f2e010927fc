//! Invitations: an administrator makes a one-time link, and whoever has it makes an account in the role that was chosen.
//!
//! The secret of the link is given only when it is made; the catalogue keeps a hash of it. An invitation ends when it is used,
//! when it is revoked, after two weeks, and when the administrator who made it is no longer one. A used one stays, and says
//! who invited whom, until that person is forgotten.

use super::{
    Library, StoreFault,
    accounts::{AccountError, NewPerson},
    change::Gesture,
    look_after::{LookAfterError, admin},
    sessions::Secret,
};
use crate::{
    catalog::{
        invitations::key,
        records,
        store::{Expectation, Outcome},
    },
    domain::{
        hash::ContentHash,
        invitation::{INVITATION_VERSION, InvitationRecord, OPEN_FOR, Used},
        lengths,
        person::{Handle, PersonRecord, Role},
        reader::Reader,
        stored::{Stored, UnknownMembers},
        text,
    },
};

/// The most invitations that are open at once: one page shows them all.
pub const MOST_OPEN: usize = 200;

impl Library {
    /// Makes an invitation, whose secret is returned only here. Those that have expired are removed with it.
    ///
    /// # Errors
    /// [`LookAfterError`]; nothing was made.
    pub async fn invite(&self, reader: &Reader, role: Role, note: &str) -> Result<Secret, LookAfterError> {
        let by = admin(reader)?;
        let note = text::clean_line(note);
        text::within(&note, lengths::INVITATION_NOTE).map_err(|_too_long| LookAfterError::NoteTooLong)?;
        let now = self.now();
        let (open, expired): (Vec<_>, Vec<_>) = self
            .invitations
            .unused(MOST_OPEN)
            .await?
            .into_iter()
            .map(|kept| kept.record)
            .partition(|invitation| invitation.is_open_at(now));
        if open.len() >= MOST_OPEN {
            return Err(LookAfterError::TooManyInvitations);
        }
        let secret = Secret::from_chance(self.chance());
        let invitation = InvitationRecord {
            v: INVITATION_VERSION,
            hash: secret.hash(),
            role,
            note: Some(note).filter(|note| !note.is_empty()),
            by: by.clone(),
            created: now,
            expires: now.saturating_add(OPEN_FOR).unwrap_or(now),
            used: None,
            unknown: UnknownMembers::new(),
        };
        let key_of = key(invitation.hash);
        let put = vec![(key_of.clone(), records::write(&key_of, &invitation)?)];
        let removed = expired.iter().map(|invitation| key(invitation.hash)).collect();
        let gesture =
            Gesture { actor: Some(by), name: "invite", note: None, expect: vec![Expectation::RecordAbsent(key_of)] };
        self.commit(put, removed, gesture).await?;
        Ok(secret)
    }

    /// The invitations that work now, those that expire first before the others.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn open_invitations(&self, reader: &Reader) -> Result<Vec<InvitationRecord>, LookAfterError> {
        admin(reader)?;
        let mut open = Vec::new();
        for Stored { record, .. } in self.invitations.unused(MOST_OPEN).await? {
            if record.is_open_at(self.now()) && self.is_acting_admin(&record.by).await? {
                open.push(record);
            }
        }
        Ok(open)
    }

    /// Ends an invitation: `false` when it is not open any more.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn revoke_invitation(&self, reader: &Reader, hash: ContentHash) -> Result<bool, LookAfterError> {
        let by = admin(reader)?;
        let Some(kept) = self.invitations.get(hash).await?.filter(|kept| kept.record.used.is_none()) else {
            return Ok(false);
        };
        let expect = vec![Expectation::Revision(key(hash), kept.revision)];
        let gesture = Gesture { actor: Some(by), name: "revoke-invitation", note: None, expect };
        // Used meanwhile, it is not open any more.
        Ok(matches!(self.remove(key(hash), gesture).await?, Outcome::Done(_)))
    }

    /// The invitation of this link; nothing when it is unknown, used or expired.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn invitation(&self, code: &str) -> Result<Option<InvitationRecord>, StoreFault> {
        Ok(self.invitation_of(code).await?.map(|kept| kept.record))
    }

    async fn invitation_of(&self, code: &str) -> Result<Option<Stored<InvitationRecord>>, StoreFault> {
        let Some(hash) = Secret::parse(code).map(|secret| secret.hash()) else { return Ok(None) };
        let Some(kept) = self.invitations.get(hash).await? else { return Ok(None) };
        let works = kept.record.is_open_at(self.now()) && self.is_acting_admin(&kept.record.by).await?;
        Ok(works.then_some(kept))
    }

    /// Makes the account of whoever was invited, in the role of the invitation, whoever may sign up here.
    ///
    /// # Errors
    /// [`AccountError`]; no account was made, and the invitation is still open.
    pub async fn join_invited(
        &self,
        code: &str,
        handle: Handle,
        name: String,
        password: String,
    ) -> Result<PersonRecord, AccountError> {
        let Stored { revision, record } = self.invitation_of(code).await?.ok_or(AccountError::NoSuchLink)?;
        if handle.is_reserved() {
            return Err(AccountError::Reserved(handle));
        }
        let (key, role) = (key(record.hash), record.role);
        let used = Some(Used { person: handle.clone(), at: self.now() });
        let put = vec![(key.clone(), records::write(&key, &InvitationRecord { used, ..record })?)];
        let expect = vec![Expectation::Revision(key, revision)];
        let new = NewPerson { handle, name, role, trusted: false, password };
        // Two people with the same link: the second one finds it used.
        self.make_person(new, put, expect).await?.ok_or(AccountError::NoSuchLink)
    }

    /// The invitation by which a person joined, if they did.
    ///
    /// # Errors
    /// [`LookAfterError`].
    pub async fn invitation_by_which_joined(
        &self,
        reader: &Reader,
        person: &Handle,
    ) -> Result<Option<InvitationRecord>, LookAfterError> {
        admin(reader)?;
        Ok(self.invitations.of(person).await?)
    }
}
