-- What writes. A change is JSON:
--   e  what it expects, in order: ["absent", key], ["revision", key, number] or ["unclaimed", index key]
--   w  what it writes, in order: [key, body or null, index keys, letters of each that name a list]
--   h  the keys in whose history its entry stands
--   l  the line of its entry
--   d  the digest of that line

-- The place, from 1, of the first expectation that does not hold; null when all hold.
create function unmet(expected jsonb) returns integer language plpgsql as $$
declare
  expectation jsonb;
  place integer := 0;
  wanted text;
  found_key text;
  found_revision bigint;
begin
  for expectation in select value from jsonb_array_elements(expected) loop
    place := place + 1;
    wanted := expectation ->> 1;
    if expectation ->> 0 = 'unclaimed' then
      select index_key into found_key from index_entry
        where index_key >= wanted collate "C" order by index_key limit 1;
      if starts_with(found_key, wanted) then
        return place;
      end if;
    else
      found_revision := null;
      select revision into found_revision from record where key = wanted;
      if expectation ->> 0 = 'absent' then
        if found_revision is not null then
          return place;
        end if;
      elsif found_revision is distinct from (expectation ->> 2)::bigint then
        return place;
      end if;
    end if;
  end loop;
  return null;
end
$$;

-- Applies what an entry wrote to records and indexes. Gives the index keys that the records had, and by how much the lengths of
-- which lists change.
create function apply_writes(number bigint, writes jsonb, out had text[], out lists text[], out changes integer[])
language plpgsql as $$
declare
  written jsonb;
  its_key text;
  old_keys text[];
  old_letters integer[];
  new_keys text[];
  new_letters integer[];
begin
  had := '{}';
  lists := '{}';
  changes := '{}';
  for written in select value from jsonb_array_elements(writes) loop
    its_key := written ->> 0;
    select index_keys, list_letters into old_keys, old_letters from record where key = its_key;
    old_keys := coalesce(old_keys, '{}');
    old_letters := coalesce(old_letters, '{}');
    if written ->> 1 is null then
      new_keys := '{}';
      new_letters := '{}';
      delete from record where key = its_key;
    else
      new_keys := array(select jsonb_array_elements_text(written -> 2));
      new_letters := array(select jsonb_array_elements_text(written -> 3)::integer);
      insert into record (key, revision, body, index_keys, list_letters)
        values (its_key, number, written ->> 1, new_keys, new_letters)
        on conflict (key) do update set revision = excluded.revision, body = excluded.body,
          index_keys = excluded.index_keys, list_letters = excluded.list_letters;
    end if;
    had := had || old_keys;
    if old_keys <> new_keys then
      delete from index_entry where key = its_key and index_key = any (old_keys) and index_key <> all (new_keys);
      insert into index_entry (index_key, key)
        select come, its_key from unnest(new_keys) as come where come <> all (old_keys);
      lists := lists || array(
        select left(k, n) from unnest(old_keys, old_letters) as old (k, n) where n > 0 and k <> all (new_keys));
      changes := changes || array_fill(-1, array[cardinality(lists) - cardinality(changes)]);
      lists := lists || array(
        select left(k, n) from unnest(new_keys, new_letters) as new (k, n) where n > 0 and k <> all (old_keys));
      changes := changes || array_fill(1, array[cardinality(lists) - cardinality(changes)]);
    end if;
  end loop;
end
$$;

-- Changes the lengths of lists; a list without entries has no row.
create function change_lengths(lists text[], changes integer[]) returns void language plpgsql as $$
begin
  if cardinality(lists) = 0 then
    return;
  end if;
  insert into list_length as there (list, length)
    select l, sum(n) from unnest(lists, changes) as change (l, n) group by l having sum(n) <> 0 order by l collate "C"
    on conflict (list) do update set length = there.length + excluded.length;
  delete from list_length where list = any (lists) and length = 0;
end
$$;

-- Makes the changes of a batch, each or not by its own expectations, as entries with the next numbers. Outcomes are, for each
-- change, the number of its entry, or less than 0: the place of the expectation that did not hold. Asked again with the number of the
-- last batch of this node, it gives the same outcomes and changes nothing; `had` is then null. It is one statement: all of it
-- or nothing.
create function commit_batch(
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
  end if;
  update writer set batch = its_batch, outcomes = commit_batch.outcomes, seen = now() where node = its_node;
end
$$;

-- Applies entries that are in the journal to what is derived from it.
create function apply_entries(its_numbers bigint[], its_entries text[]) returns void language plpgsql as $$
declare
  its_lists text[];
  its_lengths integer[];
  entry jsonb;
  lists text[] := '{}';
  changes integer[] := '{}';
begin
  for place in 1 .. coalesce(cardinality(its_numbers), 0) loop
    entry := its_entries[place]::jsonb;
    select w.lists, w.changes into its_lists, its_lengths from apply_writes(its_numbers[place], entry -> 'w') w;
    lists := lists || its_lists;
    changes := changes || its_lengths;
    insert into history (key, seq) select k, its_numbers[place] from jsonb_array_elements_text(entry -> 'h') as k;
  end loop;
  perform change_lengths(lists, changes);
end
$$;
