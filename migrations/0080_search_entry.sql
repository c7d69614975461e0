-- What can be found: public content only, written in the transaction that makes it public. `no` is its number in every index file.
create table search_entry (
  no bigint generated always as identity primary key,
  ref_type text not null,
  ref_id text not null,
  site_id uuid not null,
  section_ids uuid[] not null,
  organ_id uuid not null,
  kind text not null,
  kind_name text not null,
  title text not null,
  body text not null,
  document_number text,
  index_number text,
  -- 湖政发〔2026〕4号 → '2026-4' and '湖政发'; 索引号 without its separators.
  number_key text,
  number_prefix text not null,
  index_key text,
  published_on date not null,
  validity text,
  path text not null,
  unique (ref_type, ref_id)
);
create index search_entry_number on search_entry (number_key, number_prefix) where number_key is not null;
create index search_entry_index_number on search_entry (index_key) where index_key is not null;
create index search_entry_kind on search_entry (kind);
create index search_entry_published on search_entry (published_on desc, no desc);

-- One index file per host. A file that is not listed here is not fed, and is made anew.
create table search_index (
  id uuid primary key,
  host text not null,
  made_at timestamptz not null,
  seen_at timestamptz not null
);

-- What each index file has yet to take over. Rows appear when the change commits and go when the file has it: there is no mark that a
-- late commit could slip under.
create table search_queue (
  no bigint generated always as identity primary key,
  index_id uuid not null references search_index (id) on delete cascade,
  entry_no bigint not null
);
create index search_queue_index on search_queue (index_id, no);
