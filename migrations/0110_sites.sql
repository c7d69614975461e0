-- One registered site: 标识码, ICP and domain belong to it; everything below its paths is a section.
create table sites_site (
  id uuid primary key,
  organ_id uuid not null references organs_organ (id),
  name text not null,
  short_name text not null,
  slogan text not null default '',
  domain text not null unique,
  code text not null default '' check (code = '' or code ~ '^(\d{10}|bm\d{8})$'),
  icp text not null default '',
  police text not null default '',
  organiser text not null default '',
  undertaker text not null default '',
  contact text not null default '',
  agency_mark text not null default '',
  correction_url text not null default '',
  emblem_file_id uuid,
  opened_at timestamptz,
  version int not null default 1
);

-- Another host serves the site only with the record that allowed it.
create table sites_host (
  host text primary key,
  site_id uuid not null references sites_site (id),
  registration text not null check (registration <> '')
);
create index sites_host_site on sites_host (site_id);

-- A null template, theme, menu or footer is the parent's.
create table sites_section (
  id uuid primary key,
  site_id uuid not null references sites_site (id),
  parent_id uuid references sites_section (id),
  organ_id uuid not null references organs_organ (id),
  kind text not null check (kind in ('portal', 'department', 'town', 'subdistrict', 'community')),
  name text not null,
  short_name text not null,
  slogan text not null default '',
  intro text not null default '',
  path text not null check (path ~ '^/([a-z0-9-]+/)*$'),
  template text,
  theme text,
  menu jsonb,
  footer text,
  status text not null default 'preparing' check (status in ('preparing', 'open', 'closed')),
  sort int not null default 0,
  version int not null default 1,
  unique (site_id, path),
  check ((kind = 'portal') = (parent_id is null))
);
create unique index sites_section_organ on sites_section (site_id, organ_id, kind);
create index sites_section_parent on sites_section (parent_id, sort);

create table sites_channel (
  id uuid primary key,
  section_id uuid not null references sites_section (id),
  slug text not null check (slug ~ '^[a-z0-9-]+(/[a-z0-9-]+)?$'),
  name text not null,
  class text not null,
  description text not null,
  keywords text not null,
  shown boolean not null default true,
  sort int not null default 0,
  version int not null default 1,
  unique (section_id, slug)
);
create index sites_channel_class on sites_channel (class);

-- A channel carries documents of other channels: every condition that is given must hold.
create table sites_carry (
  id uuid primary key,
  channel_id uuid not null references sites_channel (id) on delete cascade,
  source_channel_id uuid references sites_channel (id) on delete cascade,
  source_class text,
  source_kinds text[] not null default '{}',
  kinds text[] not null default '{}',
  organ_path text,
  fields text[] not null default '{}',
  check (source_channel_id is not null or source_class is not null or kinds <> '{}' or organ_path is not null or fields <> '{}')
);
create index sites_carry_channel on sites_carry (channel_id);
create index sites_carry_source on sites_carry (source_channel_id);

create table sites_link (
  id uuid primary key,
  site_id uuid not null references sites_site (id),
  grp text not null,
  name text not null,
  url text not null,
  sort int not null default 0
);
create index sites_link_site on sites_link (site_id, grp, sort);

create table sites_redirect (
  site_id uuid not null references sites_site (id),
  from_path text not null,
  to_url text not null,
  permanent boolean not null,
  note text not null default '',
  made_at timestamptz not null,
  primary key (site_id, from_path)
);
create index sites_redirect_to on sites_redirect (site_id, to_url);

-- The path registry: every address of the site, who answers it, and the last change that touched it.
create table sites_path (
  site_id uuid not null references sites_site (id),
  path text not null,
  kind text not null,
  ref text not null,
  section_id uuid not null references sites_section (id),
  channel_id uuid references sites_channel (id) on delete cascade,
  -- The tag whose change is a change of this page.
  tag text not null,
  listed boolean not null default true,
  last_no bigint not null default 0,
  changed_at timestamptz not null,
  primary key (site_id, path)
);
create index sites_path_ref on sites_path (kind, ref);
create index sites_path_tag on sites_path (tag);
create index sites_path_section on sites_path (section_id);
create index sites_path_channel on sites_path (channel_id);

-- The feed of what changed. Numbers are given under one lock taken last, so their order is the order of commits.
create sequence sites_page_change_no;
create table sites_page_change (
  no bigint primary key,
  tags text[] not null,
  at timestamptz not null
);
create index sites_page_change_at on sites_page_change (at);
