import { module } from '../../kernel/module.ts'
import { give } from '../../kernel/slots.ts'
import { procedures } from '../cases/contract.ts'
import { fileCarrier } from '../files/contract.ts'
import { handOverTargets } from '../people/contract.ts'
import { channelActivity } from '../sites/contract.ts'
import { publishedFor } from '../standards/contract.ts'
import { draftsOf, handOverDrafts } from './handover.ts'
import { routes } from './http.ts'
import { sweeps } from './jobs.ts'
import { replaceCarried } from './replace.ts'
import { organPathOf } from './queries.ts'
import { carriesFile, channelActivityOf, publishedForEntries } from './queries-public.ts'
import { editorial } from './review.ts'

export { importPublished, type PastDocument } from './import.ts'
export { createDraft, saveDraft } from './commands.ts'
export { publishedDocument } from './queries-public.ts'
export { kindOf } from './packs.ts'
export type { PublishedLine } from './contract.ts'
export { documentKinds } from './pages.ts'
export { channelKinds } from './pages-channel.ts'
export { disclosureKinds, turn } from './pages-disclosure.ts'
export { lines, policyLines } from './pages-list.ts'
export { countWhere, linesWhere, newestInEach, organsWith } from './pages-queries.ts'

export const publishingModule = module({
  name: 'publishing',
  routes,
  sweeps,
  reactions: [replaceCarried],
  locators: [
    { type: 'document', locate: (tx, id) => organPathOf(tx, 'document', id) },
    { type: 'edition', locate: (tx, id) => organPathOf(tx, 'edition', id) },
  ],
  contributions: [
    give(procedures, editorial),
    give(fileCarrier, carriesFile),
    give(channelActivity, { activity: channelActivityOf }),
    give(publishedFor, publishedForEntries),
    give(handOverTargets, { what: '起草中的信息', list: draftsOf, move: handOverDrafts }),
  ],
})
