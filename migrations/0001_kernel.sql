-- The timeline of every subject and the outbox of the house, append-only.
create table event (
  no bigint generated always as identity primary key,
  subject_type text not null,
  subject_id text not null,
  type text not null,
  actor_id text not null,
  actor_name text not null,
  organ_id text,
  at timestamptz not null,
  data jsonb not null,
  request_id text not null
);
create index event_subject on event (subject_type, subject_id, no);
create index event_type on event (type, no);

-- What reactions have yet to do: a row per reaction and event, claimed per subject, deleted in the transaction that did it.
create table event_reaction (
  reaction text not null,
  event_no bigint not null references event (no),
  subject_type text not null,
  subject_id text not null,
  tries int not null default 0,
  not_before timestamptz not null default '-infinity',
  parked_at timestamptz,
  error text,
  primary key (reaction, event_no)
);
create index event_reaction_due on event_reaction (not_before, event_no) where parked_at is null;
create index event_reaction_subject on event_reaction (reaction, subject_type, subject_id, event_no);

-- Attempts, denials, grants, sign-ins, reads of personal data, exports.
create table audit (
  no bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  organ_id text,
  session_id text,
  ip text not null,
  request_id text not null,
  action text not null,
  result text not null check (result in ('allowed', 'denied', 'failed')),
  subject_type text,
  subject_id text,
  detail jsonb not null
);
create index audit_at on audit (at desc);
create index audit_actor on audit (actor_id, at desc);
create index audit_subject on audit (subject_type, subject_id, at desc);

create table rate_limit (
  key text not null,
  slot bigint not null,
  used int not null,
  until timestamptz not null,
  primary key (key, slot)
);
create index rate_limit_until on rate_limit (until);

-- A submitted form's own key, so that a repeated submit answers what the first one did.
create table idempotency (
  actor_id text not null,
  key text not null,
  route text not null,
  request_hash text not null,
  answer jsonb,
  at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_at on idempotency (at);

-- Facts about the installation itself: demo or real, first administrator made, versions of packs loaded.
create table installation (
  key text primary key,
  value jsonb not null,
  at timestamptz not null
);
