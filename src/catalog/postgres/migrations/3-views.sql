-- What an administrator may ask of: `select id, title from photos where state = 'published'`. Zef itself reads none of these.

-- A text as JSON; null where PostgreSQL does not take it, as it takes no NUL.
create function as_json(body text) returns jsonb language plpgsql immutable strict parallel safe as $$
begin
  return body::jsonb;
exception when others then
  return null;
end
$$;

create view photos as
  select substr(key, 7) as id, revision, body ->> 'state' as state, body ->> 'contributor' as contributor,
    body ->> 'title' as title, (body ->> 'created')::timestamptz as created,
    (body ->> 'published')::timestamptz as published, body
  from (select key, revision, as_json(body) as body from record where key >= 'photo/' and key < 'photo0') as photo;

create view people as
  select substr(key, 8) as handle, revision, body ->> 'name' as name, body ->> 'role' as role,
    (body ->> 'created')::timestamptz as created, body -> 'suspended' as suspended, body
  from (select key, revision, as_json(body) as body from record where key >= 'person/' and key < 'person0') as person;

create view grants as
  select photos.id as photo, entry ->> 'licence' as licence, entry ->> 'grantor' as grantor,
    (entry ->> 'at')::timestamptz as at, entry ->> 'wording' as wording, entry ->> 'blake3' as blake3
  from photos, jsonb_array_elements(photos.body -> 'grants') as entry;

create view collections as
  select substr(key, 12) as slug, revision, body ->> 'state' as state, body ->> 'by' as by, body ->> 'title' as title,
    (body ->> 'created')::timestamptz as created, body
  from (select key, revision, as_json(body) as body from record where key >= 'collection/' and key < 'collection0')
    as collection;
