-- What each of several programs on one database learns of the others.

-- What the last batches touched: the records that they wrote, and the first two parts of the index keys that came, went or stayed
-- with them, which name lists (`stamps.rs`). Lost in a crash, it is missing, and everything is taken as touched.
create unlogged table touched (
  seq bigint primary key,
  first bigint not null,
  records text[] not null,
  lists text[] not null
);

-- Makes the changes of a batch, each or not by its own expectations, as entries with the next numbers. Outcomes are, for each
-- change, the number of its entry, or less than 0: the place of the expectation that did not hold. Asked again with the number of the
-- last batch of this node, it gives the same outcomes and changes nothing; `had` is then null. It is one statement: all of it
-- or nothing. What it touched is written down for other programs.
create or replace function commit_batch(
  its_node bigint, its_batch bigint, its_changes text[],
  out before bigint, out outcomes bigint[], out had text[]
) language plpgsql as $$
declare
  number bigint;
  last_batch bigint;
  change jsonb;
  text_of_change text;
  place integer;
  its_had text[];
  its_lists text[];
  its_lengths integer[];
  lists text[] := '{}';
  changes integer[] := '{}';
  lines text[] := '{}';
  digests text[] := '{}';
  first_number bigint;
  its_records text[] := '{}';
begin
  select seq into number from head for update;
  select w.batch, w.outcomes into last_batch, outcomes from writer w where w.node = its_node;
  if last_batch is null then
    raise exception 'this program is not entered as one that writes' using errcode = 'ZEF01';
  end if;
  before := number;
  if last_batch = its_batch then
    return;
  end if;
  if last_batch > its_batch then
    raise exception 'this batch came too late' using errcode = 'ZEF02';
  end if;
  first_number := number + 1;
  outcomes := '{}';
  had := '{}';
  foreach text_of_change in array its_changes loop
    change := text_of_change::jsonb;
    place := unmet(change -> 'e');
    if place is not null then
      outcomes := outcomes || -place::bigint;
      continue;
    end if;
    number := number + 1;
    outcomes := outcomes || number;
    select w.had, w.lists, w.changes into its_had, its_lists, its_lengths from apply_writes(number, change -> 'w') w;
    had := had || its_had;
    its_records := its_records || array(select w ->> 0 from jsonb_array_elements(change -> 'w') as w);
    lists := lists || its_lists;
    changes := changes || its_lengths;
    lines := lines || (change ->> 'l');
    digests := digests || (change ->> 'd');
    insert into history (key, seq) select k, number from jsonb_array_elements_text(change -> 'h') as k;
  end loop;
  if number >= first_number then
    insert into journal (seq, line, digest)
      select first_number + n - 1, l, d from unnest(lines, digests) with ordinality as entry (l, d, n);
    perform change_lengths(lists, changes);
    update head set seq = number;
    -- Keys that came and went within the batch are among those that its records had.
    insert into touched (seq, first, records, lists) values (number, first_number, its_records, array(
      select distinct split_part(k, '/', 1) || '/' || split_part(k, '/', 2) || '/'
        from (select unnest(had) union all select unnest(index_keys) from record where key = any (its_records)) as all_of_them (k)));
    -- Whoever is further behind takes everything as touched.
    if number / 1000 > (first_number - 1) / 1000 then
      delete from touched where seq <= number - 2000;
    end if;
  end if;
  update writer set batch = its_batch, outcomes = commit_batch.outcomes, seen = now() where node = its_node;
end
$$;
