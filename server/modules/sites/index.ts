import type { Tx } from '../../kernel/ctx.ts'
import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { fileCarrier } from '../files/contract.ts'
import { organPath } from '../organs/index.ts'
import { setupParts } from '../people/index.ts'
import { mountDelivery } from './delivery.ts'
import { routes } from './http.ts'
import { followOrgans } from './jobs.ts'
import { carriesEmblem, channelById, sectionById, siteById } from './queries.ts'
import { siteSetup } from './setup.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

export { pageChanged, registerPaths, releasePaths, listPaths, pathsOf } from './store-registry.ts'
export {
  mainSite,
  sectionsOf,
  channelById,
  channelsByIds,
  channelsOf,
  channelsForOrgan,
  channelsCarrying,
  linksOf,
} from './queries.ts'
export { classes, isGovernment } from './packs.ts'
export { icon, type Icon } from './icons.ts'
export { searchForm } from './frame.ts'
export { asset } from './assets.ts'
export { establishSite } from './store-establish.ts'
export { frame } from './frame.ts'
export { POLICY } from './render.ts'

const placeOfSection = async (tx: Tx, id: string | undefined): Promise<readonly string[] | undefined> => {
  const section = id === undefined ? undefined : await sectionById(tx, id)
  return section && [section.organPath]
}
export const sitesModule = module({
  name: 'sites',
  routes,
  mount: mountDelivery,
  reactions: [followOrgans],
  contributions: [give(setupParts, siteSetup), give(fileCarrier, carriesEmblem)],
  locators: [
    {
      type: 'site',
      locate: async (tx, id) => {
        const path = await organPath(tx, (await siteById(tx, id))?.organId ?? NOBODY)
        return path === undefined ? undefined : [path]
      },
    },
    { type: 'section', locate: placeOfSection },
    { type: 'channel', locate: async (tx, id) => placeOfSection(tx, (await channelById(tx, id))?.sectionId) },
  ],
})
