-- The organisation tree. `path` is '/<root>/…/<id>/', so that a subtree is a prefix.
create table organs_organ (
  id uuid primary key,
  parent_id uuid references organs_organ (id),
  code text not null unique,
  name text not null,
  short_name text not null,
  legal_kind text not null check (legal_kind in ('administrativeOrgan', 'dispatchedOrgan', 'dispatchedBody', 'authorisedOrganisation',
    'internalOffice', 'coordinatingBody', 'partyBody', 'publicInstitution', 'selfGoverning')),
  level text not null check (level in ('district', 'town', 'community')),
  acts_in_own_name boolean not null,
  under_regulation boolean not null,
  disclosure_office boolean not null,
  credit_code text,
  address text not null,
  phone text not null,
  path text not null check (path like '%/' || id::text || '/'),
  sort int not null,
  active boolean not null default true,
  check (parent_id <> id)
);
create unique index organs_organ_root on organs_organ ((true)) where parent_id is null;
create unique index organs_organ_sibling_name on organs_organ (parent_id, name) where active;
create index organs_organ_path on organs_organ (path text_pattern_ops);
create index organs_organ_children on organs_organ (parent_id, sort, code);

-- Every name an organ has borne; the row without an end is the present one.
create table organs_name (
  organ_id uuid not null references organs_organ (id),
  name text not null,
  short_name text not null,
  from_on date not null,
  to_on date,
  primary key (organ_id, from_on)
);

create table organs_post (
  id uuid primary key,
  organ_id uuid not null references organs_organ (id),
  name text not null,
  note text not null,
  sort int not null,
  unique (organ_id, name)
);

create table organs_leader (
  id uuid primary key,
  organ_id uuid not null references organs_organ (id),
  name text not null,
  title text not null,
  division text not null,
  sort int not null,
  photo_file_id uuid
);
create index organs_leader_organ on organs_leader (organ_id, sort, id);

-- 领导小组.
create table organs_group (
  id uuid primary key,
  organ_id uuid not null references organs_organ (id),
  name text not null,
  note text not null
);
create index organs_group_organ on organs_group (organ_id, id);

create table organs_group_member (
  group_id uuid not null references organs_group (id) on delete cascade,
  no int not null,
  role text not null check (role in ('chair', 'deputy', 'member', 'office')),
  person_name text not null,
  title text not null,
  organ_id uuid references organs_organ (id),
  primary key (group_id, no)
);
create index organs_group_member_organ on organs_group_member (organ_id) where organ_id is not null;

create view organs_organ_view as
  select id, code, name, short_name, legal_kind, level, parent_id, path, sort, active, under_regulation, disclosure_office from organs_organ;
create view organs_leader_view as
  select id, organ_id, name, title, division, sort, photo_file_id from organs_leader;
