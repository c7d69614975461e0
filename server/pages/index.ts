// Pages that compose many modules: the front pages, search, the catalog, the site map. The last entry of the composition.
import { module } from '../kernel/module.ts'
import { give } from '../kernel/slots.ts'
import { homeBlocks, pageKinds, type PageKind } from '../modules/sites/contract.ts'
import { channelKinds, disclosureKinds, documentKinds } from '../modules/publishing/index.ts'
import { catalogKinds, placeOnPublication } from './catalog.ts'
import { catalogBlock, portalHome } from './home.ts'
import { policies } from './policies.ts'
import { search } from './search.ts'
import { sectionHome } from './section-home.ts'
import { accessibility, directory, leaving, siteMap } from './site.ts'

const kinds: readonly PageKind[] = [
  {
    key: 'home',
    render: (tx, request) => (request.section.kind === 'portal' ? portalHome(tx, request) : sectionHome(tx, request)),
  },
  { key: 'policies', query: ['kind', 'validity', 'organ', 'year', 'number', 'page'], render: policies },
  { key: 'search', query: ['q', 'kind', 'organ', 'from', 'to', 'sort', 'page'], render: search },
  { key: 'directory', render: directory },
  { key: 'siteMap', render: siteMap },
  { key: 'leaving', query: ['to'], render: leaving },
  { key: 'accessibility', render: accessibility },
  ...documentKinds,
  ...channelKinds,
  ...disclosureKinds,
  ...catalogKinds,
]

export const pagesModule = module({
  name: 'pages',
  reactions: [placeOnPublication],
  contributions: [...kinds.map((kind) => give(pageKinds, kind)), give(homeBlocks, catalogBlock)],
})
