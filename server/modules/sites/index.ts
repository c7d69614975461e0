import { module } from '../../kernel/module.ts'
import { mountDelivery } from './delivery.ts'

export { pageChanged, registerPath, registerPaths, releasePaths, listPaths, pathsOf, type PathRow } from './registry.ts'
export { siteOfHost, mainSite, siteById, sectionsOf, sectionById, channelById, channelsByIds, channelsOf, channelsForOrgan, channelsCarrying, linksOf } from './queries.ts'
export { classes, classOf } from './packs.ts'
export { icon, type Icon } from './icons.ts'
export { scenery } from './scenery.ts'
export { searchForm } from './frame.ts'
export { asset } from './assets.ts'
export { establishSite, completeSections } from './establish.ts'
export { frame } from './frame.ts'
export { POLICY } from './render.ts'

export const sitesModule = module({ name: 'sites', mount: mountDelivery })
