-- Bytes are kept once by their hash on disk or in an object store; a file is a name and a use of them.
create table files_file (
  id uuid primary key,
  kind text not null,
  organ_id uuid not null references organs_organ (id),
  name text not null,
  mime text not null,
  size bigint not null,
  sha256 text not null,
  width int,
  height int,
  alt text not null default '',
  cropped_from uuid references files_file (id),
  uploaded_by text not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  removed_at timestamptz
);
create index files_file_organ on files_file (organ_id, kind, uploaded_at desc) where removed_at is null;
create index files_file_sha on files_file (sha256);

-- What later modules may know of a file.
create view files_file_view as
  select id, kind, organ_id, name, mime, size, sha256, width, height, alt, uploaded_at from files_file where removed_at is null;
