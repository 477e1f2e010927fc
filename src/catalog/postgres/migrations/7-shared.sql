-- What several programs on one database share beside records: counted tries, and who does what one does at a time. Both may be
-- lost in a crash. Time is the clock of the server.

-- Until when the tries of a key were spent, in microseconds.
create unlogged table tries (
  key text collate "C" primary key,
  spent_until bigint not null
) with (fillfactor = 50);

create unlogged table lease (
  work text collate "C" primary key,
  holder text not null,
  ends timestamptz not null
) with (fillfactor = 50);

create function microseconds_now() returns bigint language sql volatile as $$
  select (extract(epoch from clock_timestamp()) * 1000000)::bigint
$$;

-- Counts a try: so many at once (`burst`), and then one more in this time (`pause`). Gives 0, or, when it is one too many, how long
-- to wait for the next one; it is then not counted.
create function count_try(its_key text, pause bigint, burst bigint) returns bigint language plpgsql as $$
declare
  instant bigint := microseconds_now();
  spent bigint;
begin
  insert into tries as there (key, spent_until) values (its_key, instant + pause)
    on conflict (key) do update set spent_until = greatest(there.spent_until, instant) + pause
      where greatest(there.spent_until, instant) + pause <= instant + pause * burst
    returning spent_until into spent;
  if spent is not null then
    return 0;
  end if;
  select spent_until into spent from tries where key = its_key;
  return greatest(coalesce(spent, instant) + pause - instant - pause * burst, 1);
end
$$;
