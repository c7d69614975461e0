// What an organ's change means to its section: the same day, on every page.
import { sql } from 'kysely'
import type { Reaction } from '../../kernel/events.ts'
import { tag } from './contract.ts'
import { mainSite, ownSections } from './queries.ts'
import { pageChanged } from './store-registry.ts'
import { renameSections } from './store.ts'

export const followOrgans: Reaction = {
  name: 'sites.followOrgans',
  on: ['organs.renamed', 'organs.changed', 'organs.moved', 'organs.closed', 'organs.reopened'],
  async run(ctx, tx, fact) {
    const site = await mainSite(tx)
    if (!site) return
    const organId = fact.subject.id
    const sections = (await ownSections(tx, site.id)).filter((s) => s.organId === organId && s.kind !== 'portal')
    if (fact.type === 'organs.renamed' && sections.length > 0) {
      const { rows } = await sql<{
        name: string
        short_name: string
      }>`select name, short_name from organs_organ_view where id = ${organId}`.execute(tx)
      const now = rows[0]!
      // A name that its editors chose themselves stays; the one taken from the organ follows it.
      await renameSections(
        tx,
        sections.filter((s) => s.name === fact.data.from || s.kind === 'community').map((s) => s.id),
        now.name,
        now.short_name || now.name,
      )
      ctx.log.info({ organ: organId, sections: sections.length }, 'sections follow a renamed organ')
    }
    await pageChanged(tx, [tag.organ(organId), tag.site(site.id), tag.documents])
  },
}
