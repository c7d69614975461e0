-- A document is all versions of one thing. `number` is the short, lasting one of its address; `path` never changes once public.
-- What a list shows of the newest edition is kept here, so that lists read one table by one index.
create table publishing_document (
  id uuid primary key,
  number bigint generated always as identity unique,
  kind text not null,
  organ_id uuid not null references organs_organ (id),
  index_number text unique,
  index_year int,
  index_serial int,
  site_id uuid references sites_site (id),
  path text,
  first_published_at timestamptz,
  -- 标注效力: set by a person, above what the dates say.
  validity_mark text check (validity_mark in ('amended', 'partlyLapsed', 'lapsed', 'repealed')),
  validity_mark_from date,
  newest_id uuid not null,
  newest_no int not null,
  newest_status text not null,
  public_no int,
  title text not null,
  author_id text not null,
  author_name text not null,
  changed_at timestamptz not null,
  unique (organ_id, index_year, index_serial),
  check ((index_number is null) = (index_serial is null))
);
create index publishing_document_changed on publishing_document (changed_at desc, id);
create index publishing_document_organ on publishing_document (organ_id, changed_at desc, id);
create index publishing_document_status on publishing_document (newest_status, changed_at desc, id);
create index publishing_document_author on publishing_document (author_id, changed_at desc, id);

-- One attempt to publish, with its review. `steps` is the chain of the round, fixed at submission; `step_no` the open one.
create table publishing_edition (
  id uuid primary key,
  document_id uuid not null references publishing_document (id) deferrable initially deferred,
  no int not null check (no > 0),
  status text not null check (status in ('draft', 'returned', 'inReview', 'scheduled', 'live', 'superseded', 'withdrawn', 'takenDown', 'ended', 'closed', 'discarded')),
  version int not null default 1,
  revision_id uuid not null,
  round int not null default 0,
  steps jsonb not null default '[]',
  step_no int not null default 0,
  publish_at timestamptz,
  published_at timestamptz,
  note text,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_name text not null,
  unique (document_id, no),
  check ((status = 'scheduled') = (publish_at is not null)),
  check ((status = 'inReview') = (step_no > 0))
);
create unique index publishing_edition_working on publishing_edition (document_id) where status in ('draft', 'returned', 'inReview', 'scheduled');
create unique index publishing_edition_public on publishing_edition (document_id) where status in ('live', 'withdrawn', 'takenDown', 'ended');
create index publishing_edition_due on publishing_edition (publish_at) where status = 'scheduled';
create index publishing_edition_review on publishing_edition (changed_at) where status = 'inReview';
alter table publishing_document add foreign key (newest_id) references publishing_edition (id) deferrable initially deferred;

-- What was written, never changed. `kept`: seen by a reviewer or the public; other drafts are a bounded history.
create table publishing_revision (
  id uuid primary key,
  edition_id uuid not null references publishing_edition (id) deferrable initially deferred,
  content jsonb not null,
  hash text not null,
  made_at timestamptz not null,
  made_by text not null,
  made_by_name text not null,
  kept boolean not null
);
create index publishing_revision_edition on publishing_revision (edition_id, made_at desc, id);
alter table publishing_edition add foreign key (revision_id) references publishing_revision (id) deferrable initially deferred;

create function publishing_revision_fixed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.kept then raise exception 'a kept revision is never deleted' using errcode = 'restrict_violation'; end if;
    return old;
  end if;
  if row (new.id, new.edition_id, new.content, new.hash, new.made_at, new.made_by) is distinct from row (old.id, old.edition_id, old.content, old.hash, old.made_at, old.made_by)
    or (old.kept and not new.kept) then raise exception 'a revision is never changed' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger publishing_revision_fixed before update or delete on publishing_revision for each row execute function publishing_revision_fixed();

-- Who wrote anything in an edition: none of them may review it.
create table publishing_author (
  edition_id uuid not null references publishing_edition (id),
  person_id text not null,
  primary key (edition_id, person_id)
);

-- A step of a review, signed: printed on the 审批表 and never changed. `void_at`: a timed publication was called off and is signed anew.
create table publishing_signature (
  id uuid primary key,
  edition_id uuid not null references publishing_edition (id),
  revision_id uuid not null references publishing_revision (id),
  round int not null,
  step_no int not null,
  step_name text not null,
  verb text not null check (verb in ('submit', 'recall', 'approve', 'secrecyReview', 'signOff', 'sendBack')),
  person_id text not null,
  person_name text not null,
  organ_name text,
  at timestamptz not null,
  opinion text not null,
  form jsonb,
  void_at timestamptz,
  check ((verb = 'secrecyReview') = (form is not null))
);
create index publishing_signature_edition on publishing_signature (edition_id, at, id);
create unique index publishing_signature_person on publishing_signature (edition_id, round, person_id) where verb in ('approve', 'secrecyReview', 'signOff') and void_at is null;
create unique index publishing_signature_step on publishing_signature (edition_id, round, step_no) where verb in ('approve', 'secrecyReview', 'signOff') and void_at is null;

-- Separation of persons, kept by the database too: an author signs no review step of the edition.
create function publishing_signature_separate() returns trigger language plpgsql as $$
begin
  if new.verb in ('approve', 'secrecyReview', 'signOff')
    and exists (select from publishing_author where edition_id = new.edition_id and person_id = new.person_id) then
    raise exception 'an author cannot review' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger publishing_signature_separate before insert on publishing_signature for each row execute function publishing_signature_separate();

-- 索引号: gapless per organ and year; the row is locked until the publishing transaction ends.
create table publishing_index_counter (
  organ_id uuid not null references organs_organ (id),
  year int not null,
  last int not null,
  primary key (organ_id, year)
);

-- What the public may see, a row a document: public queries read this and carriages, never drafts. Silent take-down deletes the row.
create table publishing_public (
  document_id uuid primary key references publishing_document (id),
  edition_id uuid not null references publishing_edition (id),
  revision_id uuid not null references publishing_revision (id),
  status text not null check (status in ('live', 'withdrawn')),
  kind text not null,
  organ_id uuid not null references organs_organ (id),
  site_id uuid not null references sites_site (id),
  path text not null,
  title text not null,
  summary text not null,
  published_at timestamptz not null,
  published_on date not null,
  updated_at timestamptz not null,
  index_number text,
  document_number text,
  made_on date,
  effective_on date,
  lapses_on date,
  validity text,
  validity_turns_on date,
  display_until date,
  theme text not null,
  genre text not null,
  set_code text not null,
  image_file_id uuid,
  image_alt text not null,
  entry_ids uuid[] not null,
  notice text,
  notice_on date,
  check ((status = 'withdrawn') = (notice is not null)),
  unique (site_id, path)
);
create index publishing_public_newest on publishing_public (published_at desc, document_id) where status = 'live';
create index publishing_public_kind on publishing_public (kind, published_at desc, document_id) where status = 'live';
create index publishing_public_organ on publishing_public (organ_id, published_at desc, document_id) where status = 'live';
create index publishing_public_organ_kind on publishing_public (organ_id, kind, published_at desc, document_id) where status = 'live';
create index publishing_public_theme on publishing_public (theme, published_at desc, document_id) where status = 'live';
create index publishing_public_validity on publishing_public (validity, published_at desc, document_id) where status = 'live';
create index publishing_public_number on publishing_public (document_number) where document_number is not null;
create index publishing_public_turns on publishing_public (validity_turns_on) where validity_turns_on is not null;
create index publishing_public_display on publishing_public (display_until) where status = 'live' and display_until is not null;
create index publishing_public_entry on publishing_public using gin (entry_ids) where status = 'live';

-- Where a live document stands: its own channels and the ones that subscribe. A withdrawal empties its rows at once.
create table publishing_carriage (
  channel_id uuid not null references sites_channel (id) on delete cascade,
  document_id uuid not null references publishing_public (document_id),
  published_at timestamptz not null,
  own boolean not null,
  primary key (channel_id, document_id)
);
create index publishing_carriage_newest on publishing_carriage (channel_id, published_at desc, document_id desc);
create index publishing_carriage_document on publishing_carriage (document_id);

-- How many stand in a channel, kept with the carriages: paging never counts.
create table publishing_channel_count (
  channel_id uuid primary key references sites_channel (id) on delete cascade,
  count int not null check (count >= 0)
);

-- Files of a live edition: what is not here is not public.
create table publishing_file (
  document_id uuid not null references publishing_public (document_id),
  file_id uuid not null,
  name text not null,
  primary key (document_id, file_id)
);
create index publishing_file_file on publishing_file (file_id);

create view publishing_public_view as
  select p.document_id, p.edition_id, p.kind, p.organ_id, p.path, p.title, p.published_at, p.published_on, p.index_number, p.document_number, p.validity, p.entry_ids
  from publishing_public p where p.status = 'live';
