-- A change of a record asks the indexes only for the keys that it takes away or adds: most changes leave most keys as they are.

-- Applies what an entry wrote to records and indexes. Gives the index keys that the records had, and by how much the lengths of
-- which lists change.
create or replace function apply_writes(number bigint, writes jsonb, out had text[], out lists text[], out changes integer[])
language plpgsql as $$
declare
  written jsonb;
  its_key text;
  old_keys text[];
  old_letters integer[];
  new_keys text[];
  new_letters integer[];
  gone text[];
  come text[];
  gone_lists text[];
  come_lists text[];
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
      select array_agg(k), array_agg(left(k, n)) filter (where n > 0) into gone, gone_lists
        from unnest(old_keys, old_letters) as old (k, n) where k <> all (new_keys);
      select array_agg(k), array_agg(left(k, n)) filter (where n > 0) into come, come_lists
        from unnest(new_keys, new_letters) as new (k, n) where k <> all (old_keys);
      if gone is not null then
        delete from index_entry where key = its_key and index_key = any (gone);
      end if;
      if come is not null then
        insert into index_entry (index_key, key) select k, its_key from unnest(come) as k;
      end if;
      if gone_lists is not null then
        lists := lists || gone_lists;
        changes := changes || array_fill(-1, array[cardinality(gone_lists)]);
      end if;
      if come_lists is not null then
        lists := lists || come_lists;
        changes := changes || array_fill(1, array[cardinality(come_lists)]);
      end if;
    end if;
  end loop;
end
$$;

-- Changes the lengths of lists; a list without entries has no row.
create or replace function change_lengths(lists text[], changes integer[]) returns void language plpgsql as $$
begin
  if cardinality(lists) = 0 then
    return;
  end if;
  insert into list_length as there (list, length)
    select l, sum(n) from unnest(lists, changes) as change (l, n) group by l having sum(n) <> 0 order by l collate "C"
    on conflict (list) do update set length = there.length + excluded.length;
  if found then
    delete from list_length where list = any (lists) and length = 0;
  end if;
end
$$;
