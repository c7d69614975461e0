import type { SectionKind, SectionStatus } from './contract.ts'

/** The module's own tables as kysely sees them; bigint and jsonb as the driver gives them. */
export type Tables = {
  sites_site: {
    id: string
    organ_id: string
    name: string
    short_name: string
    slogan: string
    domain: string
    code: string
    icp: string
    police: string
    organiser: string
    undertaker: string
    contact: string
    agency_mark: string
    correction_url: string
    emblem_file_id: string | null
    opened_at: string | null
    version: number
  }
  sites_host: { host: string; site_id: string; registration: string }
  sites_section: {
    id: string
    site_id: string
    parent_id: string | null
    organ_id: string
    kind: SectionKind
    name: string
    short_name: string
    slogan: string
    intro: string
    path: string
    template: string | null
    theme: string | null
    menu: string | null
    footer: string | null
    status: SectionStatus
    sort: number
    version: number
  }
  sites_channel: {
    id: string
    section_id: string
    slug: string
    name: string
    class: string
    description: string
    keywords: string
    shown: boolean
    sort: number
    version: number
  }
  sites_carry: {
    id: string
    channel_id: string
    source_channel_id: string | null
    source_class: string | null
    source_kinds: string[]
    kinds: string[]
    organ_path: string | null
    fields: string[]
  }
  sites_link: { id: string; site_id: string; grp: string; name: string; url: string; sort: number }
  sites_redirect: {
    site_id: string
    from_path: string
    to_url: string
    permanent: boolean
    note: string
    made_at: string
  }
  sites_path: {
    site_id: string
    path: string
    kind: string
    ref: string
    section_id: string
    channel_id: string | null
    tag: string
    listed: boolean
    last_no: string
    changed_at: string
  }
  sites_page_change: { no: string; tags: string[]; at: string }
}
