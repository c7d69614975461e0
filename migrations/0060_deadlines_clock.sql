-- Limits of law as data: a version never changes but for its last day.
create table deadlines_rule (
  key text not null,
  version int not null,
  pack text not null,
  name text not null,
  kind text not null check (kind in ('duty', 'window', 'extension')),
  amount int not null check (amount >= 0),
  unit text not null check (unit in ('workingDay', 'day', 'hour', 'date')),
  clause text not null,
  source text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  status text not null check (status in ('verified', 'unverified')),
  note text not null,
  primary key (key, version)
);

-- A clock carries its rule with it: a later rule does not reach a clock that was started.
create table deadlines_clock (
  subject_type text not null,
  subject_id text not null,
  no int not null,
  rule text not null,
  version int not null,
  name text not null,
  kind text not null,
  amount int not null,
  unit text not null,
  clause text not null,
  source text not null,
  status text not null,
  extra int not null,
  started_at timestamptz not null,
  until date,
  pauses jsonb not null,
  ended_at timestamptz,
  ended_as text check (ended_as in ('met', 'void')),
  -- Computed from the above and the calendar; null while it is paused.
  due_on date,
  late_from timestamptz,
  -- While it is paused: how much is left.
  remaining int,
  breached boolean not null,
  primary key (subject_type, subject_id, no),
  check ((ended_at is null) = (ended_as is null)),
  check ((unit = 'date') = (until is not null))
);
create index deadlines_clock_running on deadlines_clock (subject_type, subject_id, no) where ended_at is null;
create index deadlines_clock_late on deadlines_clock (late_from) where ended_at is null and kind = 'duty' and not breached;

-- For lists of later modules: what runs, by when.
create view deadlines_running_view as
  select subject_type, subject_id, no, rule, name, kind, unit, due_on, late_from, remaining, breached
  from deadlines_clock where ended_at is null;
