create table people_account (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  name text not null,
  organ_id uuid not null references organs_organ (id),
  post text not null,
  phone text not null,
  email text not null,
  password_hash text not null,
  password_set_at timestamptz not null,
  -- The next thing this person does is to choose a password of their own.
  must_change boolean not null,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  suspended_at timestamptz,
  left_at timestamptz,
  left_reason text,
  -- 三员分立: which of the three administrators this account is, if any. Grants refer to it, so it can be only one.
  admin_kind text check (admin_kind in ('admin.system', 'admin.security', 'admin.audit')),
  unique (id, admin_kind)
);
create index people_account_organ on people_account (organ_id, name, id);

create table people_password_history (
  account_id uuid not null references people_account (id),
  set_at timestamptz not null,
  hash text not null,
  primary key (account_id, set_at)
);

-- Failures are counted by the hash of what was typed as login, known or not, so that both behave alike.
create table people_lockout (
  login_hash text primary key,
  failures int not null,
  since timestamptz not null
);
create index people_lockout_since on people_lockout (since);

create table people_session (
  id uuid primary key,
  token_hash text not null unique,
  account_id uuid not null references people_account (id),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  ip text not null,
  device text not null
);
create index people_session_account on people_session (account_id, seen_at desc);
create index people_session_ends on people_session (ends_at);

create table people_grant (
  id uuid primary key,
  account_id uuid not null references people_account (id),
  duty text not null,
  organ_id uuid not null references organs_organ (id),
  from_on date not null,
  to_on date check (to_on >= from_on),
  granted_by text not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  -- 三员分立, kept by the database: a live administrator's grant must be of the kind that its account is, and an account is of one kind.
  admin_kind text generated always as (case when ended_at is null and duty like 'admin.%' then duty end) stored,
  foreign key (account_id, admin_kind) references people_account (id, admin_kind),
  constraint people_grant_not_self check (granted_by <> account_id::text)
);
create unique index people_grant_live on people_grant (account_id, duty, organ_id) where ended_at is null;
create index people_grant_organ on people_grant (organ_id) where ended_at is null;
create index people_grant_duty on people_grant (duty, organ_id) where ended_at is null;

create table people_reset (
  token_hash text primary key,
  account_id uuid not null references people_account (id),
  ends_at timestamptz not null
);
create index people_reset_account on people_reset (account_id);

-- Who works here, for other modules: no login, no contact.
create view people_account_view as
  select a.id, a.name, a.organ_id, a.post, a.left_at is null and a.suspended_at is null as active from people_account a;
-- Duties in force or to come; compare from_on and to_on with the day you mean.
create view people_grant_view as
  select g.id, g.account_id, g.duty, g.organ_id, o.path as organ_path, g.from_on, g.to_on
  from people_grant g join organs_organ_view o on o.id = g.organ_id where g.ended_at is null;
