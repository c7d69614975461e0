import { module } from '../../kernel/module.ts'
import type { Locator } from '../../kernel/route.ts'
import { routes } from './http.ts'
import { organPath, ownerOf, type PartKind } from './queries.ts'

const one = (path: string | undefined) => (path === undefined ? undefined : [path])
const ofPart = (type: string, kind: PartKind): Locator => ({
  type,
  locate: async (tx, id) => one((await ownerOf(tx, kind, id))?.path),
})

export const organsModule = module({
  name: 'organs',
  routes,
  locators: [
    { type: 'organ', locate: async (tx, id) => one(await organPath(tx, id)) },
    ofPart('organPost', 'post'),
    ofPart('organLeader', 'leader'),
    ofPart('organGroup', 'group'),
  ],
})

export type { OrganPack } from './contract.ts'
export { closeOrgan, createOrgan, moveOrgan, renameOrgan, reopenOrgan } from './commands.ts'
export { addPart, changePart, dropPart } from './parts.ts'
export { importPack, importPackIn, organPack, organPacks } from './pack.ts'
export { organByCode, organById, organDetail, organPath, organTree, subtree } from './queries.ts'
