-- 领域, as packs name them; aliases are other official names of the same field.
create table standards_field (
  key text primary key,
  name text not null,
  aliases text[] not null,
  focus boolean not null,
  sort int not null
);

-- One version of a catalog. Versions of the same catalog share `series_id`.
create table standards_catalog (
  id uuid primary key,
  series_id uuid not null,
  field_key text not null references standards_field (key),
  name text not null,
  version int not null,
  status text not null check (status in ('draft', 'inForce', 'superseded')),
  channel_rule text not null check (channel_rule in ('all', 'atLeastOne')),
  -- How the imported table looked: titles, header, columns, notes. Null: the official form.
  layout jsonb,
  source_document text not null,
  note text not null default '',
  effective_on date,
  superseded_on date,
  created_at timestamptz not null,
  created_by text not null,
  unique (series_id, version),
  check ((status = 'draft') = (effective_on is null)),
  check ((status = 'superseded') = (superseded_on is not null))
);
create unique index standards_catalog_draft on standards_catalog (series_id) where status = 'draft';
create unique index standards_catalog_in_force on standards_catalog (series_id) where status = 'inForce';
create index standards_catalog_field on standards_catalog (field_key, status);

-- A row. `id` stays the same over the versions of a catalog: what was published for it and what it owes refer to it.
create table standards_entry (
  catalog_id uuid not null references standards_catalog (id) on delete cascade,
  id uuid not null,
  position int not null,
  field_key text not null references standards_field (key),
  level1 text not null,
  level2 text not null,
  level3 text not null,
  responsible text not null,
  limit_typed boolean not null,
  verified boolean not null,
  expectation text not null check (expectation in ('perPeriod', 'onEvent', 'standing')),
  content jsonb not null,
  -- The cells as they were imported, by column of the layout.
  cells jsonb not null,
  version int not null default 1,
  primary key (catalog_id, id)
);
create index standards_entry_id on standards_entry (id);
create index standards_entry_position on standards_entry (catalog_id, position);
create index standards_entry_field on standards_entry (field_key, catalog_id);

create table standards_entry_organ (
  catalog_id uuid not null,
  entry_id uuid not null,
  organ_id uuid not null references organs_organ (id),
  primary key (catalog_id, entry_id, organ_id),
  foreign key (catalog_id, entry_id) references standards_entry (catalog_id, id) on delete cascade
);
create index standards_entry_organ_organ on standards_entry_organ (organ_id, catalog_id);

-- What a 课题组 proposes for the next version.
create table standards_proposal (
  id uuid primary key,
  series_id uuid not null,
  entry_id uuid,
  kind text not null check (kind in ('add', 'change', 'remove')),
  provider text not null,
  what text not null,
  how text not null,
  content jsonb not null,
  status text not null check (status in ('proposed', 'adopted', 'declined', 'withdrawn')),
  comment text not null default '',
  organ_id uuid,
  proposer_id text not null,
  proposer_name text not null,
  proposed_at timestamptz not null,
  answered_by text,
  answered_at timestamptz,
  check ((kind = 'add') = (entry_id is null))
);
create index standards_proposal_series on standards_proposal (series_id, status, proposed_at desc);

-- What an organ owes for an entry in a period; a row without an end of period stands until it is met (长期公开).
create table standards_obligation (
  id uuid primary key,
  entry_id uuid not null,
  organ_id uuid not null references organs_organ (id),
  field_key text not null references standards_field (key),
  period_from date not null,
  period_to date,
  label text not null,
  due_on date not null,
  needed int not null check (needed > 0),
  -- Kept from the fulfilments: how many count, the day that made it enough, whether that was late.
  done_count int not null default 0,
  done_on date,
  done_late boolean not null default false,
  na_reason text,
  na_by text,
  na_at timestamptz,
  unique (entry_id, organ_id, period_from),
  check ((na_reason is null) = (na_at is null))
);
create index standards_obligation_organ on standards_obligation (organ_id, field_key, period_from);
create index standards_obligation_open on standards_obligation (due_on, organ_id) where done_on is null and na_at is null;

-- What was published for an entry. A row ends when the document is withdrawn.
create table standards_fulfilment (
  id uuid primary key,
  entry_id uuid not null,
  organ_id uuid not null,
  obligation_id uuid references standards_obligation (id) on delete set null,
  document_id text not null,
  published_on date not null,
  formed_on date,
  -- The last day by the catalog's limit; null when the limit cannot judge it.
  due_on date,
  late boolean not null,
  elements jsonb not null,
  ended_on date,
  unique (document_id, entry_id, organ_id, published_on)
);
create index standards_fulfilment_obligation on standards_fulfilment (obligation_id) where ended_on is null;
create index standards_fulfilment_entry on standards_fulfilment (entry_id, published_on desc) where ended_on is null;

create view standards_field_view as select key, name, aliases, focus, sort from standards_field;
create view standards_entry_view as
  select e.id, e.catalog_id, c.name as catalog_name, c.channel_rule, e.position, e.field_key, f.name as field_name, e.level1, e.level2, e.level3, e.responsible, e.expectation, e.verified, e.content
  from standards_entry e join standards_catalog c on c.id = e.catalog_id and c.status = 'inForce' join standards_field f on f.key = e.field_key;
create view standards_entry_organ_view as
  select o.entry_id, o.organ_id from standards_entry_organ o join standards_catalog c on c.id = o.catalog_id and c.status = 'inForce';
create view standards_obligation_view as
  select id, entry_id, organ_id, field_key, period_from, period_to, label, due_on, needed, done_count, done_on, done_late, na_at from standards_obligation;
