// What editors of the site cluster do, each in one transaction with its event and its page changes.
import type { z } from 'zod'
import type { Ctx, Tx } from '../../kernel/ctx.ts'
import { record, type Fact } from '../../kernel/events.ts'
import { audit } from '../../kernel/audit.ts'
import { refuser } from '../../kernel/refusal.ts'
import { fileById } from '../files/index.ts'
import { organPath } from '../organs/index.ts'
import { redirectFault, REDIRECT_HOPS_MAX } from './address.ts'
import {
  channelActivity,
  refusals,
  tag,
  type CarryInput,
  type ChannelChange,
  type ChannelInput,
  type HostInput,
  type LinkInput,
  type RedirectInput,
  type SectionInput,
  type SectionStatusInput,
  type SiteChange,
} from './contract.ts'
import { completeSections } from './store-establish.ts'
import { checkList } from './golive.ts'
import { channelById, ownSections, siteById } from './queries.ts'
import { pageChanged } from './store-registry.ts'
import { redirectsOf, sectionOwn } from './queries-console.ts'
import * as store from './store.ts'

const refuse = refuser(refusals)
const note = (tx: Tx, ctx: Ctx, type: string, id: string, data: Omit<Fact, 'type' | 'at'> = {}, on = 'site') =>
  record(tx, ctx, { type: on, id }, [{ type, at: ctx.now, ...data }])

export const changeSite = (ctx: Ctx, id: string, input: z.output<typeof SiteChange>) =>
  ctx.tx(async (tx) => {
    const site = (await siteById(tx, id)) ?? refuse('sites.notFound')
    if (input.emblemFileId !== null && input.emblemFileId !== site.emblemFileId) {
      if (site.demo) refuse('sites.emblemInDemo')
      const file = await fileById(tx, input.emblemFileId)
      if (file?.kind !== 'image' || file.organId !== site.organId)
        refuse('sites.emblemNotImage', {}, { emblemFileId: '请重新上传国徽图案' })
    }
    await store.saveSite(tx, id, input)
    await note(tx, ctx, 'sites.siteChanged', id, { name: input.name, domain: input.domain })
    await audit(ctx, { action: 'sites.site', result: 'allowed', subject: { type: 'site', id } }, tx)
    await pageChanged(tx, [tag.site(id)])
  })

/** Opens the site to the public once nothing that the law requires is missing; the demo needs no marks. */
export const openSite = (ctx: Ctx, id: string) =>
  ctx.tx(async (tx) => {
    const site = (await siteById(tx, id)) ?? refuse('sites.notFound')
    const missing = (await checkList(tx, site)).filter((c) => c.needed && !c.done)
    if (missing.length > 0 && !site.demo) refuse('sites.notReady', { what: missing.map((m) => m.label).join('、') })
    const portal = (await ownSections(tx, id)).find((s) => s.kind === 'portal')!
    await store.markOpened(tx, ctx, id)
    await store.setStatus(tx, [portal.id], 'open')
    await note(tx, ctx, 'sites.opened', id)
    await pageChanged(tx, [tag.site(id)])
  })

export const registerHost = (ctx: Ctx, id: string, input: z.output<typeof HostInput>) =>
  ctx.tx(async (tx) => {
    await store.addHost(tx, id, input.host, input.registration)
    await note(tx, ctx, 'sites.hostRegistered', id, input)
    await pageChanged(tx, [tag.site(id)])
  })
export const removeHost = (ctx: Ctx, id: string, host: string) =>
  ctx.tx(async (tx) => {
    await store.dropHost(tx, id, host)
    await note(tx, ctx, 'sites.hostRemoved', id, { host })
    await pageChanged(tx, [tag.site(id)])
  })

export const addMissingSections = (ctx: Ctx, id: string) =>
  ctx.tx(async (tx) => {
    const before = (await ownSections(tx, id)).length
    await completeSections(tx, ctx, id, false)
    const added = (await ownSections(tx, id)).length - before
    if (added > 0) await note(tx, ctx, 'sites.sectionsAdded', id, { added })
    await pageChanged(tx, [tag.site(id)])
    return { added }
  })

export const changeSection = (ctx: Ctx, id: string, input: z.output<typeof SectionInput>) =>
  ctx.tx(async (tx) => {
    const section = (await sectionOwn(tx, id)) ?? refuse('sites.notFound')
    await store.saveSection(tx, id, input)
    await note(tx, ctx, 'sites.sectionChanged', id, {}, 'section')
    await pageChanged(tx, store.changedTags.section(section.siteId, id))
  })

/** Closing takes everything below its paths off the web; what was published stays in the records. */
export const changeSectionStatus = (ctx: Ctx, id: string, { status, reason }: z.output<typeof SectionStatusInput>) =>
  ctx.tx(async (tx) => {
    const section = (await sectionOwn(tx, id)) ?? refuse('sites.notFound')
    if (section.kind === 'portal' && status !== 'open') refuse('sites.rootStays')
    const openBelow = (await ownSections(tx, section.siteId)).filter(
      (s) => s.parentId === id && s.status === 'open',
    ).length
    if (status !== 'open' && openBelow > 0) refuse('sites.hasOpenChildren', { name: section.name, count: openBelow })
    await store.setStatus(tx, [id], status)
    await note(tx, ctx, 'sites.sectionStatus', id, { status, reason }, 'section')
    await pageChanged(tx, [tag.site(section.siteId), tag.documents])
  })

export const createChannel = (ctx: Ctx, sectionId: string, input: z.output<typeof ChannelInput>) =>
  ctx.tx(async (tx) => {
    const section = (await sectionOwn(tx, sectionId)) ?? refuse('sites.notFound')
    const id = await store.addChannel(tx, ctx, section, input)
    await note(tx, ctx, 'sites.channelAdded', sectionId, { channelId: id, name: input.name }, 'section')
    await pageChanged(tx, store.changedTags.section(section.siteId, sectionId))
    return { id }
  })
export const changeChannel = (ctx: Ctx, id: string, input: z.output<typeof ChannelChange>) =>
  ctx.tx(async (tx) => {
    const channel = (await channelById(tx, id)) ?? refuse('sites.notFound')
    await store.saveChannel(tx, id, input)
    await note(tx, ctx, 'sites.channelChanged', channel.sectionId, { channelId: id }, 'section')
    await pageChanged(tx, [tag.section(channel.sectionId)])
  })
export const removeChannel = (ctx: Ctx, id: string) =>
  ctx.tx(async (tx) => {
    const channel = (await channelById(tx, id)) ?? refuse('sites.notFound')
    for (const source of ctx.slots.all(channelActivity)) {
      const count = (await source.activity(tx, [id])).get(id)?.count ?? 0
      if (count > 0) refuse('sites.channelInUse', { name: channel.name, count })
    }
    await store.dropChannel(tx, id)
    await note(tx, ctx, 'sites.channelRemoved', channel.sectionId, { channelId: id, name: channel.name }, 'section')
    await pageChanged(tx, [tag.section(channel.sectionId), tag.channel(id), tag.channelPages(id)])
  })

/** A changed subscription concerns what is published from now on; publishing re-places what stands already when it hears the event. */
export const subscribe = (ctx: Ctx, channelId: string, input: z.output<typeof CarryInput>) =>
  ctx.tx(async (tx) => {
    const channel = (await channelById(tx, channelId)) ?? refuse('sites.notFound')
    if (input.sourceChannelId === channelId) refuse('sites.carrySelf', {}, { sourceChannelId: '请选择其他栏目' })
    if (input.sourceChannelId !== null && !(await channelById(tx, input.sourceChannelId))) refuse('sites.notFound')
    const path = input.organId === null ? null : ((await organPath(tx, input.organId)) ?? refuse('sites.notFound'))
    const id = await store.addCarry(tx, channelId, input, path)
    await note(tx, ctx, 'sites.carryChanged', channel.sectionId, { channelId }, 'section')
    return { id }
  })
export const unsubscribe = (ctx: Ctx, channelId: string, id: string) =>
  ctx.tx(async (tx) => {
    const channel = (await channelById(tx, channelId)) ?? refuse('sites.notFound')
    await store.dropCarry(tx, channelId, id)
    await note(tx, ctx, 'sites.carryChanged', channel.sectionId, { channelId }, 'section')
  })

export const setRedirect = (ctx: Ctx, siteId: string, input: z.output<typeof RedirectInput>) =>
  ctx.tx(async (tx) => {
    await store.lockSite(tx, siteId)
    const fault = redirectFault(input, await redirectsOf(tx, siteId))
    if (fault === 'loop') refuse('sites.redirectLoop', { from: input.from }, { to: '跳转会回到原处' })
    if (fault === 'long')
      refuse('sites.redirectLong', { from: input.from, max: REDIRECT_HOPS_MAX }, { to: '跳转次数过多' })
    await store.putRedirect(tx, ctx, siteId, input)
    await note(tx, ctx, 'sites.redirectSet', siteId, { from: input.from, to: input.to })
    await pageChanged(tx, [tag.site(siteId)])
  })
export const removeRedirect = (ctx: Ctx, siteId: string, from: string) =>
  ctx.tx(async (tx) => {
    await store.dropRedirect(tx, siteId, from)
    await note(tx, ctx, 'sites.redirectRemoved', siteId, { from })
    await pageChanged(tx, [tag.site(siteId)])
  })

export const createLink = (ctx: Ctx, siteId: string, input: z.output<typeof LinkInput>) =>
  ctx.tx(async (tx) => {
    const id = await store.addLink(tx, siteId, input)
    await note(tx, ctx, 'sites.linkAdded', siteId, { name: input.name, url: input.url })
    await pageChanged(tx, [tag.site(siteId)])
    return { id }
  })
export const removeLink = (ctx: Ctx, siteId: string, id: string) =>
  ctx.tx(async (tx) => {
    await store.dropLink(tx, siteId, id)
    await note(tx, ctx, 'sites.linkRemoved', siteId, { id })
    await pageChanged(tx, [tag.site(siteId)])
  })
