-- 节假日安排: one row a year that is published, and its days. A notice may name days of the year before (2018-12-29 stands in 2019's).
create table calendar_notice (
  year int primary key check (year between 1990 and 2100),
  source text not null check (source in ('package', 'upload')),
  detail text not null,
  saved_by text not null,
  saved_at timestamptz not null
);

create table calendar_day (
  notice_year int not null references calendar_notice (year) on delete cascade,
  day date not null,
  name text not null,
  is_off boolean not null,
  primary key (notice_year, day)
);

-- The revision changes with every saved notice: what a process keeps in memory is right as long as it is the same.
create table calendar_state (
  only_row boolean primary key default true check (only_row),
  revision uuid not null,
  package text not null
);
insert into calendar_state (revision, package) values ('00000000-0000-0000-0000-000000000000', '');
