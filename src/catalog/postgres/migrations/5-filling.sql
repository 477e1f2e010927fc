-- Writes many records at once, as one entry after another would leave them, each key once: a body that is null removes the record.
-- `its_index_keys` and `its_letters` are arrays as PostgreSQL writes them, one for each record. It is much less work than entry by
-- entry, for moves, rebuilds, checks and forgettings; nothing in it depends on what is known of the sizes of tables.
create function fill_records(
  its_keys text[], its_revisions bigint[], its_bodies text[], its_index_keys text[], its_letters text[],
  its_history text[], its_numbers bigint[]
) returns void language plpgsql set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  places tid[];
  entries tid[];
  gone text[];
  come text[];
begin
  -- What these records had goes,
  select array_agg(old.ctid) into places
    from unnest(its_keys) as written (key),
      lateral (select ctid from record where record.key = written.key collate "C" offset 0) as old;
  if places is not null then
    select array_agg(left(k, n)) filter (where n > 0), array_agg(entry.ctid) into gone, entries
      from record, unnest(index_keys, list_letters) as old (k, n),
        lateral (
          select ctid from index_entry where index_entry.index_key = old.k collate "C" and index_entry.key = record.key offset 0
        ) as entry
      where record.ctid = any (places);
    delete from index_entry where ctid = any (entries);
    delete from record where ctid = any (places);
  end if;
  -- and what they have now comes, in the order of the tables.
  insert into record (key, revision, body, index_keys, list_letters)
    select k, r, b, i::text[], l::integer[]
    from unnest(its_keys, its_revisions, its_bodies, its_index_keys, its_letters) as new (k, r, b, i, l)
    where b is not null order by k collate "C";
  insert into index_entry (index_key, key)
    select i, k from unnest(its_keys, its_index_keys) as new (k, its), unnest(its::text[]) as i
    order by i collate "C", k collate "C";
  select array_agg(left(i, n)) into come
    from unnest(its_index_keys, its_letters) as new (its, letters), unnest(its::text[], letters::integer[]) as each (i, n)
    where n > 0;
  gone := coalesce(gone, '{}');
  come := coalesce(come, '{}');
  perform change_lengths(
    gone || come, array_fill(-1, array[cardinality(gone)]) || array_fill(1, array[cardinality(come)]));
  insert into history (key, seq)
    select k, n from unnest(its_history, its_numbers) as new (k, n) order by k collate "C", n;
end
$$;

drop function apply_entries;
