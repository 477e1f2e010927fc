//! Passwords: how good one must be, and how it is kept (Argon2id, RFC 9106).

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use super::{StoreFault, thread_pool::ThreadPool};
use crate::domain::keyboard_walk;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most characters: hashing longer ones would only cost time.
const LONGEST: usize = 256;
/// Two hashings at a time: each takes 19 MiB (the OWASP minimum for Argon2id, argon2's default).
const AT_ONCE: usize = 2;

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// Too long.
    #[error("a password has at most {LONGEST} characters")]
    Long,
    /// Among the first that an attacker tries.
    #[error("this password is too common: a few unrelated words make a better one")]
    Common,
    /// It follows the keys of a keyboard.
    #[error("this password follows the keys of a keyboard: a few unrelated words make a better one")]
    KeyboardWalk,
}

/// A password that is strong enough.
#[derive(Clone)]
pub struct GoodPassword(String);

impl GoodPassword {
    /// Checks a new password for an account with these other known words (handle, name).
    ///
    /// # Errors
    /// [`WeakPassword`].
    pub fn parse(password: &str, known: &[&str]) -> Result<Self, WeakPassword> {
        match password.chars().count() {
            0..SHORTEST => return Err(WeakPassword::Short),
            SHORTEST..=LONGEST => {}
            _ => return Err(WeakPassword::Long),
        }
        if keyboard_walk::is_keyboard_walk(password) {
            return Err(WeakPassword::KeyboardWalk);
        }
        // zxcvbn's score 2 is "somewhat guessable": more than 10⁶ tries, which the login's rate limit makes years.
        let strength = zxcvbn::zxcvbn(password, known);
        if strength.score() < zxcvbn::Score::Two {
            return Err(WeakPassword::Common);
        }
        Ok(Self(password.to_owned()))
    }
}

/// Hashes and verifies passwords, a few at a time, always on the same threads: each hashing takes 19 MiB, which the
/// allocator keeps for its thread; on all the blocking threads, a few hundred attempts would hold half a gigabyte.
pub(super) struct Passwords(ThreadPool);

impl Default for Passwords {
    fn default() -> Self {
        Self(ThreadPool::of(AT_ONCE))
    }
}

impl Passwords {
    /// The PHC string to keep.
    pub(super) async fn hash(&self, password: GoodPassword) -> Result<String, StoreFault> {
        let hashed = move || Argon2::default().hash_password(password.0.as_bytes()).map(|hash| hash.to_string());
        self.0.in_turn(hashed).await?.map_err(|_failed| StoreFault::Worker)
    }

    /// Whether a password is the one kept. Without a stored hash, the same work is done, so that the time it takes does
    /// not reveal which accounts exist.
    pub(super) async fn verify(&self, password: String, kept: Option<String>) -> Result<bool, StoreFault> {
        self.0
            .in_turn(move || match kept.as_deref().map(PasswordHash::new) {
                Some(Ok(hash)) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
                _ => Argon2::default().hash_password(password.as_bytes()).is_err(),
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_common_passwords_are_refused() {
        for walk in ["123456789012", "azertyuiop12", "azertyuiopqs", "qwertyuiopas", "poiuytrezamlk"] {
            assert_eq!(GoodPassword::parse(walk, &[]).err(), Some(WeakPassword::KeyboardWalk), "{walk}");
        }
        for common in ["password1234", "motdepasse123", "aaaaaaaaaaaa"] {
            assert_eq!(GoodPassword::parse(common, &[]).err(), Some(WeakPassword::Common), "{common}");
        }
        assert_eq!(GoodPassword::parse("pluie-fine", &[]).err(), Some(WeakPassword::Short));
        assert!(GoodPassword::parse("goémon bleu sur le quai", &[]).is_ok());
    }

    #[tokio::test]
    async fn only_the_password_given_opens() -> Result<(), StoreFault> {
        let passwords = Passwords::default();
        let Ok(good) = GoodPassword::parse("goémon bleu sur le quai", &[]) else { return Err(StoreFault::Worker) };
        let kept = passwords.hash(good).await?;
        assert!(kept.starts_with("$argon2id$"));
        assert!(passwords.verify("goémon bleu sur le quai".to_owned(), Some(kept.clone())).await?);
        assert!(!passwords.verify("goémon vert sur le quai".to_owned(), Some(kept)).await?);
        assert!(!passwords.verify("goémon bleu sur le quai".to_owned(), None).await?);
        Ok(())
    }
}
