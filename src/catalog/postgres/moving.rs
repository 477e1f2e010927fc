//! The journal of a database as the source or the target of a move, and the mark of that database.
//!
//! The source is read as it was at one instant, while others may write to it. A target that has entries gets more of them as
//! `commit_batch` writes them: the journal and what is derived from it in one transaction. One that is empty gets its journal, and
//! what is derived once, at the end; so does one whose entries are replaced. A program that opens it before does the same first.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tokio_postgres::{Client, Transaction, error::Error};

use super::{Postgres, encode, fill, rebuild, server::Server};
use crate::catalog::{
    CatalogError, DatabaseError,
    error::unreadable_mark,
    moving::{Line, Mark, PAGE_BYTES, PAGE_LINES, ReadLines, WriteLines},
    spaces,
    store::Seq,
};

/// Lines asked for at a time: a page at most.
const PART: i64 = 500;
/// Lines that are replaced together.
const TOGETHER: Seq = 1_000;
/// What is left to be done outside the store after something was replaced: nothing but what every forgetting does.
const AFTERWARDS: &str = "{\"originals\":[]}";

/// The lines of a database's journal, as they were when this was made.
pub struct DatabaseLines {
    server: Server,
    client: Client,
}

/// A database that is being filled.
pub struct DatabaseTarget {
    lines: DatabaseLines,
    seq: Seq,
    /// Whether what is derived is made at the end.
    is_underived: bool,
}

impl Postgres {
    /// The lines of the journal, as they are at this instant.
    ///
    /// # Errors
    /// [`CatalogError`] when the database does not answer.
    pub async fn lines(&self) -> Result<DatabaseLines, CatalogError> {
        let lines = DatabaseLines::of(self).await?;
        let begin = "begin isolation level repeatable read read only; set local idle_in_transaction_session_timeout = 0; \
                     select seq from head";
        lines.client.batch_execute(begin).await.map_err(|error| lines.fault(&error))?;
        Ok(lines)
    }

    /// The journal, to be filled by this program alone.
    ///
    /// # Errors
    /// [`CatalogError`] when the database does not answer.
    pub async fn filled(&self) -> Result<DatabaseTarget, CatalogError> {
        let lines = DatabaseLines::of(self).await?;
        lines.client.batch_execute("set zef.fills = 'yes'").await.map_err(|error| lines.fault(&error))?;
        let head = lines.client.query_one("select seq from head", &[]).await.map_err(|error| lines.fault(&error))?;
        let seq = encode::seq(encode::get(&head, 0)?);
        Ok(DatabaseTarget { lines, seq, is_underived: seq == 0 })
    }

    /// How many records of each space there are.
    ///
    /// # Errors
    /// [`CatalogError`] when the database does not answer.
    pub async fn record_counts(&self) -> Result<BTreeMap<String, u64>, CatalogError> {
        let counted = "select split_part(key, '/', 1), count(*) from record group by 1";
        let client = self.client().await?;
        let rows = client.query(counted, &[]).await.map_err(|error| self.readers.server.fault(&error))?;
        let count = |row| Ok((encode::get(row, 0)?, encode::seq(encode::get(row, 1)?)));
        rows.iter().map(count).collect()
    }

    pub(super) async fn set_mark(&self, mark: Option<&Mark>) -> Result<Seq, CatalogError> {
        let client = self.client().await?;
        let row = set_mark(&client, mark).await?.map_err(|error| self.readers.server.fault(&error))?;
        let seq = encode::seq(encode::get(&row, 0)?);
        self.progress.skip_to(seq);
        Ok(seq)
    }

    pub(super) async fn read_mark(&self) -> Result<Option<Mark>, CatalogError> {
        let rows = self.readers.rows("select move from head", &[]).await?;
        let text: Option<String> = rows.first().map_or(Ok(None), |row| encode::get(row, 0))?;
        read_mark(text)
    }
}

/// The mark of a database whose tables may be of any version, or not be there yet.
pub(super) async fn mark_of(client: &Client, server: &Server) -> Result<Option<Mark>, CatalogError> {
    let fault = |error: Error| server.fault(&error);
    let made = client.query_one("select to_regclass('head') is not null", &[]).await.map_err(fault)?;
    if !encode::get::<bool>(&made, 0)? {
        return Ok(None);
    }
    // Older tables have no such column.
    let told = client.query_opt("select to_jsonb(head) ->> 'move' from head", &[]).await.map_err(fault)?;
    read_mark(told.map_or(Ok(None), |row| encode::get(&row, 0))?)
}

fn read_mark(text: Option<String>) -> Result<Option<Mark>, CatalogError> {
    text.map(|text| serde_json::from_str(&text).map_err(unreadable_mark)).transpose()
}

/// Nothing is being entered when it is set, and nothing is afterwards.
async fn set_mark(client: &Client, mark: Option<&Mark>) -> Result<Result<tokio_postgres::Row, Error>, CatalogError> {
    let text = mark.map(serde_json::to_string).transpose().map_err(unreadable_mark)?;
    Ok(client.query_one("update head set move = $1 returning seq", &[&text]).await)
}

impl DatabaseLines {
    async fn of(postgres: &Postgres) -> Result<Self, CatalogError> {
        Ok(Self { server: postgres.readers.server.clone(), client: postgres.client().await? })
    }

    fn fault(&self, error: &Error) -> CatalogError {
        self.server.fault(error).into()
    }
}

#[async_trait]
impl ReadLines for DatabaseLines {
    async fn lines(&mut self, after: Seq) -> Result<Vec<Line>, CatalogError> {
        let (mut page, mut bytes, mut last) = (Vec::new(), 0_usize, encode::number(after));
        while page.len() < PAGE_LINES && bytes < PAGE_BYTES {
            let asked = "select seq, line, digest from journal where seq > $1 order by seq limit $2";
            let rows = self.client.query(asked, &[&last, &PART]).await.map_err(|error| self.fault(&error))?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let (seq, text, digest): (i64, String, String) =
                    (encode::get(&row, 0)?, encode::get(&row, 1)?, encode::get(&row, 2)?);
                let damaged = |what| Err(DatabaseError::Damaged { what }.into());
                if seq != last + 1 {
                    return damaged(format!("entries of the journal are missing before entry {seq}"));
                }
                if encode::digest(&text) != digest {
                    return damaged(format!("entry {seq} of the journal does not match its digest"));
                }
                last = seq;
                bytes = bytes.saturating_add(text.len());
                page.push(Line { seq: encode::seq(seq), text });
            }
        }
        Ok(page)
    }
}

#[async_trait]
impl ReadLines for DatabaseTarget {
    async fn lines(&mut self, after: Seq) -> Result<Vec<Line>, CatalogError> {
        self.lines.lines(after).await
    }
}

#[async_trait]
impl WriteLines for DatabaseTarget {
    fn seq(&self) -> Seq {
        self.seq
    }

    async fn append(&mut self, lines: Vec<Line>) -> Result<(), CatalogError> {
        let Some(last) = lines.last().map(|line| line.seq) else { return Ok(()) };
        let server = self.lines.server.clone();
        let fault = |error: Error| CatalogError::from(server.fault(&error));
        let transaction = self.lines.client.transaction().await.map_err(fault)?;
        let head = transaction.query_one("select seq from head for update", &[]).await.map_err(fault)?;
        let held: i64 = encode::get(&head, 0)?;
        if held != encode::number(self.seq) {
            let what = format!("another program wrote entry {held} meanwhile: stop it, then move again");
            return Err(DatabaseError::Failed { what }.into());
        }
        let (numbers, texts, digests) = columns(lines.iter());
        let put = "insert into journal (seq, line, digest) select * from unnest($1::bigint[], $2::text[], $3::text[])";
        transaction.execute(put, &[&numbers, &texts, &digests]).await.map_err(fault)?;
        if self.is_underived {
            rebuild::mark_outdated(&server, &transaction).await?;
        } else {
            apply(&transaction, &server, &lines).await?;
        }
        transaction.batch_execute("truncate volatile").await.map_err(fault)?;
        transaction.execute("update head set seq = $1", &[&encode::number(last)]).await.map_err(fault)?;
        transaction.commit().await.map_err(fault)?;
        self.seq = last;
        Ok(())
    }

    fn replaced_with(&self, seq: Seq) -> Seq {
        seq.saturating_add(TOGETHER)
    }

    async fn replace(&mut self, lines: Vec<Line>) -> Result<(), CatalogError> {
        let server = self.lines.server.clone();
        let fault = |error: Error| CatalogError::from(server.fault(&error));
        let transaction = self.lines.client.transaction().await.map_err(fault)?;
        transaction.query_one("select seq from head for update", &[]).await.map_err(fault)?;
        let (numbers, texts, digests) = columns(lines.iter());
        let put = "update journal set line = new.line, digest = new.digest \
                   from unnest($1::bigint[], $2::text[], $3::text[]) as new (seq, line, digest) where journal.seq = new.seq";
        transaction.execute(put, &[&numbers, &texts, &digests]).await.map_err(fault)?;
        transaction.execute("update head set afterwards = $1", &[&AFTERWARDS]).await.map_err(fault)?;
        transaction.batch_execute("truncate volatile").await.map_err(fault)?;
        rebuild::mark_outdated(&server, &transaction).await?;
        transaction.commit().await.map_err(fault)?;
        self.is_underived = true;
        Ok(())
    }

    async fn finish(&mut self) -> Result<(), CatalogError> {
        if !self.is_underived {
            return Ok(());
        }
        let server = self.lines.server.clone();
        let fault = |error: Error| CatalogError::from(server.fault(&error));
        let transaction = self.lines.client.transaction().await.map_err(fault)?;
        rebuild::bring_up(&server, &transaction).await?;
        transaction.commit().await.map_err(fault)?;
        self.is_underived = false;
        Ok(())
    }

    async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        let head = self.lines.client.query_one("select move from head", &[]).await;
        let head = head.map_err(|error| self.lines.fault(&error))?;
        read_mark(encode::get(&head, 0)?)
    }

    async fn mark(&mut self, mark: Option<&Mark>) -> Result<(), CatalogError> {
        set_mark(&self.lines.client, mark).await?.map(drop).map_err(|error| self.lines.fault(&error))
    }
}

fn columns<'a>(lines: impl Iterator<Item = &'a Line>) -> (Vec<i64>, Vec<&'a str>, Vec<String>) {
    let (mut numbers, mut texts, mut digests) = (Vec::new(), Vec::new(), Vec::new());
    for Line { seq, text } in lines {
        numbers.push(encode::number(*seq));
        texts.push(text.as_str());
        digests.push(encode::digest(text));
    }
    (numbers, texts, digests)
}

/// Has the database derive what follows from lines that are in the journal.
async fn apply(transaction: &Transaction<'_>, server: &Server, lines: &[Line]) -> Result<(), CatalogError> {
    let mut entries = Vec::with_capacity(lines.len());
    for Line { seq, text } in lines {
        let entry = encode::read(encode::number(*seq), text);
        let mut entry = entry.ok_or_else(|| DatabaseError::Damaged {
            what: format!("entry {seq} of the journal does not read as one"),
        })?;
        entry.records = spaces::present(entry.records)?;
        entries.push(entry);
    }
    fill::apply(server, transaction, &entries).await
}
