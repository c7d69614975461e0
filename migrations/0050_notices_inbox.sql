create table notices_message (
  id uuid primary key,
  account_id uuid not null references people_account (id),
  title text not null,
  text text not null,
  link text not null,
  at timestamptz not null,
  read_at timestamptz
);
create index notices_message_inbox on notices_message (account_id, at desc, id);
create index notices_message_unread on notices_message (account_id) where read_at is null;

-- Mail to send and mail sent: the delivery log. Kind 'passwordReset' makes its link when it is sent, and keeps it nowhere.
create table notices_mail (
  id uuid primary key,
  kind text not null check (kind in ('message', 'passwordReset', 'test')),
  account_id uuid not null references people_account (id),
  message_id uuid references notices_message (id),
  queued_at timestamptz not null,
  tries int not null default 0,
  not_before timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  error text
);
create index notices_mail_due on notices_mail (not_before) where sent_at is null and failed_at is null;
create index notices_mail_log on notices_mail (queued_at desc);
