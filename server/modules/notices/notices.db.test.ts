import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor, Ctx } from '../../kernel/ctx.ts'
import { instant, plusMs } from '../../kernel/instant.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/db.ts'
import { importPack, organTree } from '../organs/index.ts'
import { OrganPack } from '../organs/contract.ts'
import { createAccount, grantDuty, peopleModule, resetMail } from '../people/index.ts'
import { AccountInput, GrantInput } from '../people/contract.ts'
import { inbox, read, readAll, unreadCount } from './inbox.ts'
import { sendDue, sendTest } from './mail.ts'
import { noticesModule, notify } from './index.ts'

let t: TestDatabase
let organId = ''
let smtp: Server
const received: string[] = []
let refuseMail = false
let made = 0

/** Speaks just enough SMTP to take a letter, or to refuse one. */
const letterBox = () =>
  createServer((socket) => {
    let data = false
    let text = ''
    socket.write('220 box\r\n')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (data) {
          if (line !== '.') {
            text += `${line}\n`
            continue
          }
          data = false
          received.push(text)
          socket.write('250 taken\r\n')
        } else if (line === 'DATA') {
          data = true
          text = ''
          socket.write('354 go\r\n')
        } else if (line.startsWith('RCPT') && refuseMail) socket.write('550 no such user\r\n')
        else if (line === 'QUIT') socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
  })
const person = async (email = '') => {
  const { id } = await createAccount(
    t.ctx(),
    AccountInput.parse({ login: `n${++made}x`, name: `收信人${made}`, organId, email }),
  )
  const actor: Actor = { kind: 'staff', id, name: 'x', organId, sessionId: null, grants: [] }
  return { id, actor }
}
const withMail = (now?: string): Ctx => {
  const ctx = t.ctx(undefined, now)
  return {
    ...ctx,
    config: {
      ...ctx.config,
      SMTP_URL: `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}`,
      SMTP_FROM: 'od@example.cn',
    },
  }
}
const body = (mail: string) => Buffer.from(mail.split('\n\n').slice(1).join('').replace(/\n/g, ''), 'base64').toString()

before(async () => {
  t = await testDatabase({ modules: [peopleModule, noticesModule] })
  await importPack(
    t.ctx(),
    OrganPack.parse({
      pack: 't',
      name: 't',
      version: '1',
      organs: [{ code: 'r', parentCode: null, name: '区政府', legalKind: 'administrativeOrgan', level: 'district' }],
    }),
  )
  organId = (await t.ctx().tx(organTree))[0]!.id
  smtp = letterBox()
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
})
after(async () => {
  smtp.close()
  await t.close()
})

test('a notice reaches one account, or all who hold a duty over the organ', async () => {
  const [a, b] = [await person(), await person()]
  await grantDuty(t.ctx(), b.id, GrantInput.parse({ duty: 'publishing.signOff', organId }))
  await t
    .ctx()
    .tx((tx) => notify(tx, t.ctx(), { to: { accountId: a.id }, title: '一', text: '正文', link: '/console' }))
  assert.equal(
    await t
      .ctx()
      .tx((tx) => notify(tx, t.ctx(), { to: { duty: 'publishing.signOff', organId }, title: '二', text: '正文' })),
    1,
  )
  assert.equal(await t.ctx().tx((tx) => unreadCount(tx, b.id)), 1)
  const { items, unread } = await t.ctx().tx((tx) => inbox(tx, a.id, { page: 1, size: 10, unread: false }))
  assert.equal(unread, 1)
  assert.equal(items[0]!.link, '/console')
})

test("somebody else's message does not exist; one's own is read once and for all", async () => {
  const [a, b] = [await person(), await person()]
  await t.ctx().tx((tx) => notify(tx, t.ctx(), { to: { accountId: a.id }, title: '一', text: '' }))
  const { items } = await t.ctx().tx((tx) => inbox(tx, a.id, { page: 1, size: 10, unread: true }))
  await assert.rejects(read(t.ctx(b.actor), items[0]!.id), (e: Refusal) => e.code === 'notices.notFound')
  await read(t.ctx(a.actor), items[0]!.id)
  assert.equal(await t.ctx().tx((tx) => unreadCount(tx, a.id)), 0)
  assert.deepEqual(await readAll(t.ctx(a.actor)), { read: 0 })
})

test('without a mail server nothing is queued, and the test says so', async () => {
  const a = await person('a@example.cn')
  await t.ctx().tx((tx) => notify(tx, t.ctx(), { to: { accountId: a.id }, title: '一', text: '' }))
  assert.equal((await sql`select from notices_mail`.execute(t.db)).rows.length, 0)
  await assert.rejects(sendTest(t.ctx(), 'a@example.cn'), (e: Refusal) => e.code === 'notices.mailNotConfigured')
})

test('mail leaves after commit, once; whoever rolls back has told nobody', async () => {
  const a = await person('a@example.cn')
  const ctx = withMail()
  await assert.rejects(
    ctx.tx(async (tx) => {
      await notify(tx, ctx, { to: { accountId: a.id }, title: '不算', text: '' })
      throw new Error('rolled back')
    }),
  )
  await ctx.tx((tx) =>
    notify(tx, ctx, { to: { accountId: a.id }, title: '有新稿件', text: '请审核', link: '/console/x' }),
  )
  assert.equal(await sendDue(ctx), 1)
  assert.equal(await sendDue(ctx), 0)
  assert.equal(received.length, 1)
  assert.match(body(received[0]!), /请审核[\s\S]*\/console\/x/)
})

test('a reset link is made when the mail leaves, and its token is kept nowhere', async () => {
  const a = await person('b@example.cn')
  const ctx = withMail()
  await ctx.tx((tx) => ctx.slots.all(resetMail)[0]!.queue(tx, ctx, a.id))
  await sendDue(ctx)
  const token = /reset#([\w-]+)/.exec(body(received.at(-1)!))![1]!
  const { rows } = await sql<{
    all: string
  }>`select coalesce(string_agg(m::text, ''), '') || (select coalesce(string_agg(r::text, ''), '') from people_reset r) as all from notices_mail m`.execute(
    t.db,
  )
  assert.ok(!rows[0]!.all.includes(token))
})

test('a failing server is tried again later and given up after five times', async () => {
  refuseMail = true
  const a = await person('c@example.cn')
  let now = instant('2030-01-01T00:00:00Z')
  await withMail(now).tx((tx) => notify(tx, withMail(now), { to: { accountId: a.id }, title: '难', text: '' }))
  for (let i = 0; i < 7; i++) {
    await sendDue(withMail(now))
    now = plusMs(now, 3_600_000)
  }
  const { rows } = await sql<{
    tries: number
    failed_at: Date | null
  }>`select tries, failed_at from notices_mail where account_id = ${a.id}`.execute(t.db)
  assert.equal(rows[0]!.tries, 5)
  assert.ok(rows[0]!.failed_at)
  await assert.rejects(sendTest(withMail(), 'x@example.cn'), (e: Refusal) => e.code === 'notices.mailFailed')
  refuseMail = false
})
