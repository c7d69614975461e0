import { module } from '../../kernel/module.ts'

export { pageChanged, registerPath, registerPaths, releasePaths, listPaths, pathsOf, type PathRow } from './registry.ts'
export { siteOfHost, mainSite, siteById, sectionsOf, sectionById, channelById, channelsByIds, channelsOf, channelsForOrgan, channelsCarrying, linksOf } from './queries.ts'
export { classes, classOf } from './packs.ts'

export const sitesModule = module({ name: 'sites' })
