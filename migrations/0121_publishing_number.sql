-- 文号 of the newest edition without its brackets ('湖政发', '2026-4'): staff find a document by it however they write it.
alter table publishing_document add number_prefix text not null default '', add number_key text;
update publishing_document d set number_prefix = n.m[1], number_key = n.m[2] || '-' || n.m[3]
from publishing_edition e
join publishing_revision r on r.id = e.revision_id
cross join lateral (select regexp_match(lower(r.content -> 'fields' ->> 'documentNumber'), '^(.*?)\W*((?:19|20)\d{2})\D{1,2}0*(\d{1,5})\s*号?$') as m) n
where e.id = d.newest_id and n.m is not null;
