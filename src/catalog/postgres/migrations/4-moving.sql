-- The mark of a library that moves, or has moved, as JSON (catalog/moving/mark.rs). Nothing is entered meanwhile, whoever writes,
-- but by the program that fills it, which says so in its session.
alter table head add column move text;

create function refuse_while_moving() returns trigger language plpgsql as $$
declare
  mark text;
begin
  select move into mark from head;
  if mark is not null and coalesce(current_setting('zef.fills', true), '') <> 'yes' then
    raise exception '%', mark using errcode = 'ZEF03';
  end if;
  return null;
end
$$;

create trigger refuse_while_moving before insert on journal
  for each statement execute function refuse_while_moving();
