-- 办理事项登记. A case has the id of its procedure's own record.
create table cases_case (
  id uuid primary key,
  procedure text not null,
  title text not null,
  organ_id uuid not null references organs_organ (id),
  status text not null,
  over boolean not null,
  version int not null,
  -- The day whose rules hold for this case, however long it lives.
  law_day date not null,
  tracking_code text not null unique,
  number text,
  number_organ_id uuid references organs_organ (id),
  number_year int,
  number_no int,
  opened_at timestamptz not null,
  opened_by text not null,
  opened_by_name text not null,
  changed_at timestamptz not null,
  changed_by_name text not null,
  closed_at timestamptz,
  unique (procedure, number_organ_id, number_year, number_no),
  check ((over) = (closed_at is not null)),
  check ((number is null) = (number_no is null) and (number is null) = (number_year is null) and (number is null) = (number_organ_id is null))
);
create index cases_case_organ on cases_case (organ_id, procedure, opened_at desc);
create index cases_case_changed on cases_case (changed_at desc);
create index cases_case_number on cases_case (number) where number is not null;

-- Pieces of work; 待办 are the open ones. Whose they are is a duty over an organ, or one person of that duty.
create table cases_step (
  case_id uuid not null references cases_case (id),
  no int not null,
  key text not null,
  label text not null,
  duty text not null,
  organ_id uuid not null references organs_organ (id),
  excluded text[] not null,
  holder_id text,
  clock text,
  from_name text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  closed_by_name text,
  primary key (case_id, no)
);
create index cases_step_open on cases_step (organ_id, duty) where closed_at is null;
create index cases_step_holder on cases_step (holder_id) where closed_at is null and holder_id is not null;
create index cases_step_done on cases_step (closed_by, closed_at) where closed_by is not null;

-- Locked last in a transaction, so that numbers have no gap and nobody waits long.
create table cases_counter (
  procedure text not null,
  organ_id uuid not null references organs_organ (id),
  year int not null,
  last int not null,
  primary key (procedure, organ_id, year)
);

create view cases_case_view as
  select id, procedure, number, title, organ_id, status, over, opened_at, closed_at from cases_case;
