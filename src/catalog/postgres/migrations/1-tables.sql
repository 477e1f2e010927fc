-- The tables of a library. Keys are ordered by their bytes; bodies and lines are texts, because jsonb would reorder their
-- members and the digests would not hold.

-- One row: the number of the last entry, the version of what is derived from the journal, and what a forgetting left to be
-- done outside the database. Whoever writes locks it.
create table head (
  is_one boolean primary key default true check (is_one),
  seq bigint not null default 0,
  derived bigint not null default 0,
  afterwards text
) with (fillfactor = 10);
insert into head default values;

-- The facts. A line is the JSON of an entry without its number; the digest is that of the line.
create table journal (
  seq bigint primary key,
  line text not null,
  digest text not null
);

-- Derived from the journal, and made again from it by “zef rebuild”: records as they stand, each with its index keys and
-- with how many letters of each of them name a list whose length is kept (0 where none is);
create table record (
  key text collate "C" primary key,
  revision bigint not null,
  body text not null,
  index_keys text[] not null,
  list_letters integer[] not null
);
-- the entries of the indexes;
create table index_entry (
  index_key text collate "C" not null,
  key text collate "C" not null,
  primary key (index_key, key)
);
-- which entries of the journal wrote which record, or belong to an actor, a gesture or a batch;
create table history (
  key text collate "C" not null,
  seq bigint not null,
  primary key (key, seq)
);
-- the lengths of lists, because counting a long list reads it all.
create table list_length (
  list text collate "C" primary key,
  length bigint not null
) with (fillfactor = 50);

-- Programs that write: the number of the last batch of each, and what came of it, for a program that lost the answer.
create table writer (
  node bigint generated always as identity primary key,
  batch bigint not null default 0,
  outcomes bigint[] not null default '{}',
  seen timestamptz not null default now()
) with (fillfactor = 50);

-- Sessions and other values that may be lost.
create unlogged table volatile (
  space text collate "C" not null,
  key text collate "C" not null,
  value bytea not null,
  ends bigint not null,
  primary key (space, key)
);
