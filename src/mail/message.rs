//! One message: plain text, with the headers by which programs stop more of its kind.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::{
    Mailbox,
    header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0},
};

use super::MailError;

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The part of its `Message-ID` before the `@`, of letters, digits, `-` and `.`: the same when it is tried again.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// The name beside the address that it comes from. Line ends in it become spaces.
    pub sender: String,
    /// The address that it goes to.
    pub to: String,
    /// Its subject. Line ends in it become spaces.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The address that ends messages of its kind by one POST (RFC 8058), if it is of a kind that comes again.
    pub stop: Option<String>,
}

impl Message {
    /// The message as it is sent (RFC 5322) from this address.
    pub(super) fn build(&self, from: lettre::Address) -> Result<lettre::Message, MailError> {
        let refused = |error: Box<dyn std::error::Error + Send + Sync>| MailError::Refused(error);
        let to: lettre::Address = self.to.parse().map_err(|error| refused(Box::new(error)))?;
        let host = from.domain().to_owned();
        let seconds = u64::try_from(self.at.as_second()).unwrap_or_default();
        // Encoded by lettre, which folds lines; a line end of ours would begin another header.
        let in_a_line = |text: &str| -> String { text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect() };
        let mut builder = lettre::Message::builder()
            .message_id(Some(format!("<{}@{host}>", self.id)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .from(Mailbox::new(Some(in_a_line(&self.sender)), from))
            .to(Mailbox::new(None, to))
            .subject(in_a_line(&self.subject))
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN);
        // Programs that answer for people who are away leave it unanswered (RFC 3834 §5).
        let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned())];
        if let Some(stop) = &self.stop {
            headers.push(("List-Unsubscribe", format!("<{stop}>")));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        for (name, value) in headers {
            let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|error| refused(Box::new(error)))?;
            builder = builder.raw_header(HeaderValue::new(name, value));
        }
        builder.body(self.text.clone()).map_err(|error| refused(Box::new(error)))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn written(message: &Message) -> String {
        String::from_utf8(message.build("zef@example.org".parse().unwrap()).unwrap().formatted()).unwrap()
    }

    fn message() -> Message {
        Message {
            id: "1.abc".to_owned(),
            at: "2026-11-30T09:00:00Z".parse().unwrap(),
            sender: "Zef, Bcc: a@example.org".to_owned(),
            to: "anne@example.org".to_owned(),
            subject: "Deux nouvelles".to_owned(),
            text: "Publiée : « Le port »\n".to_owned(),
            stop: Some("https://photos.example.org/mail/stop/anne.0123".to_owned()),
        }
    }

    #[test]
    fn a_message_can_be_stopped_by_one_post() {
        let written = written(&message());
        for line in [
            "Message-ID: <1.abc@example.org>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "List-Unsubscribe: <https://photos.example.org/mail/stop/anne.0123>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(written.lines().any(|written| written == line), "{line}: {written}");
        }
    }

    #[test]
    fn no_text_adds_a_header() {
        for evil in [
            "a\r\nBcc: eve@example.org",
            "a\nBcc: eve@example.org",
            "a\r\n\r\nBcc: eve@example.org",
            "é\r\nBcc: e@e.org",
        ] {
            for message in
                [Message { subject: evil.to_owned(), ..message() }, Message { sender: evil.to_owned(), ..message() }]
            {
                let written = written(&message);
                let headers = written.split("\r\n\r\n").next().unwrap();
                assert!(!headers.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{written}");
            }
            let rest = evil.find(['\r', '\n']).and_then(|end| evil.get(end..)).unwrap();
            let to = Message { to: format!("anne@example.org{rest}"), ..message() };
            assert!(to.build("zef@example.org".parse().unwrap()).is_err(), "{evil}");
        }
    }
}
