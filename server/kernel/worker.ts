import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { context, system, type Shared, type Tx } from './ctx.ts'
import { recorded, type Row } from './events.ts'
import { parkedSubjects, reactionFailures } from './metrics.ts'
import type { Sweep } from './module.ts'

const POLL_MS = 1000
const TRIES_MAX = 5
const BATCH = 500

type Claim = Row & { reaction: string; tries: number }
export type Worker = { stop(): Promise<void> }

/** Runs reactions and sweeps. Any number of processes may; each piece of work is claimed by a row lock. */
export async function startWorker(shared: Shared, url: string, sweeps: readonly Sweep[]): Promise<Worker> {
  const cron = await startCron(shared, url, sweeps)
  const wake = new AbortController()
  const stopped = reactForever(shared, url, wake.signal)
  return {
    async stop() {
      wake.abort()
      await stopped
      await cron.stop({ graceful: true, timeout: 5000 })
    },
  }
}

async function reactForever(shared: Shared, url: string, stop: AbortSignal): Promise<void> {
  const bell = await doorbell(shared, url)
  while (!stop.aborted) {
    try {
      const done = await reactOnce(shared)
      if (done === 0) await bell.wait(POLL_MS, stop)
    } catch (error) {
      shared.log.error({ err: error }, 'reactions could not be read')
      await sleep(POLL_MS, undefined, { signal: stop }).catch(() => {})
    }
  }
  await bell.close()
}

/** Works off what is due now; returns how many facts were handled. Tests call it in place of waiting. */
export async function reactOnce(shared: Shared): Promise<number> {
  for (let done = 0; done < BATCH; done++) {
    const more = await reactToNext(shared)
    if (!more) return done
  }
  return BATCH
}

/** The oldest due fact whose subject has none before it. Handling and ticking off are one transaction: counted once. */
async function reactToNext(shared: Shared): Promise<boolean> {
  const ctx = context(shared, system, { requestId: `reaction-${randomUUID()}` })
  let claim: Claim | undefined
  try {
    return await ctx.tx(async (tx) => {
      claim = await claimNext(tx, ctx.now)
      if (!claim) return false
      const reaction = ctx.reactions.all.find((r) => r.name === claim!.reaction)
      if (reaction) await reaction.run(ctx, tx, recorded(claim)) // a reaction that a newer version dropped has nothing to do
      await sql`delete from event_reaction where reaction = ${claim.reaction} and event_no = ${claim.no}`.execute(tx)
      return true
    })
  } catch (error) {
    if (!claim) throw error
    await failed(shared, claim, error as Error, ctx.now)
    return true
  }
}

async function claimNext(tx: Tx, now: string): Promise<Claim | undefined> {
  const { rows } =
    await sql<Claim>`select r.reaction, r.tries, e.no, e.subject_type, e.subject_id, e.type, e.actor_id, e.actor_name, e.organ_id, e.at, e.data
    from event_reaction r join event e on e.no = r.event_no
    where r.parked_at is null and r.not_before <= ${now}
      and not exists (select 1 from event_reaction b where b.reaction = r.reaction and b.subject_type = r.subject_type
        and b.subject_id = r.subject_id and b.event_no < r.event_no)
    order by r.event_no limit 1 for update of r skip locked`.execute(tx)
  return rows[0]
}

/** Tries again after 2, 4, 8, 16 seconds; after five failures the subject is parked and alarmed, and others go on. */
async function failed(shared: Shared, claim: Claim, error: Error, now: string): Promise<void> {
  const tries = claim.tries + 1
  const parked = tries >= TRIES_MAX
  const again = new Date(Date.parse(now) + 2 ** tries * 1000).toISOString()
  await sql`update event_reaction set tries = ${tries}, error = ${error.message.slice(0, 1000)}, not_before = ${again},
    parked_at = ${parked ? now : null} where reaction = ${claim.reaction} and event_no = ${claim.no}`.execute(shared.db)
  reactionFailures.inc({ reaction: claim.reaction })
  shared.log[parked ? 'fatal' : 'error'](
    { err: error, reaction: claim.reaction, event: claim.no, tries, parked },
    'reaction failed',
  )
  if (parked) {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from event_reaction where parked_at is not null`.execute(shared.db)
    parkedSubjects.set(rows[0]!.n)
  }
}

/** One connection that listens; its news is only a hint, for the poll finds the work anyway. */
async function doorbell(shared: Shared, url: string) {
  let ring: () => void = () => {}
  const listen = async (): Promise<pg.Client | undefined> => {
    const client = new pg.Client({ connectionString: url })
    client.on('notification', () => ring())
    client.on('error', () => {
      void client.end().catch(() => {})
      current = undefined
    })
    try {
      await client.connect()
      await client.query('listen event')
      return client
    } catch (error) {
      shared.log.warn({ err: error }, 'cannot listen, polling instead')
      await client.end().catch(() => {})
      return undefined
    }
  }
  let current = await listen()
  return {
    async wait(ms: number, stop: AbortSignal) {
      current ??= await listen()
      const rung = new Promise<void>((resolve) => {
        ring = resolve
      })
      const over = new AbortController()
      await Promise.race([rung, sleep(ms, undefined, { signal: AbortSignal.any([stop, over.signal]) }).catch(() => {})])
      over.abort()
    },
    close: async () => {
      await current?.end().catch(() => {})
    },
  }
}

/** pg-boss keeps the schedule, so that of many processes one runs a sweep. Its tables come from our migrations. */
async function startCron(shared: Shared, url: string, sweeps: readonly Sweep[]): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    max: 2,
    clockMonitorIntervalSeconds: 600,
  })
  boss.on('error', (error) => shared.log.error({ err: error }, 'job library'))
  await boss.start()
  for (const sweep of sweeps) {
    await boss.createQueue(sweep.name, {
      policy: 'exclusive',
      retryLimit: 0,
      expireInSeconds: 600,
      deleteAfterSeconds: 86_400,
    })
    await boss.schedule(sweep.name, sweep.cron, null, { tz: 'Asia/Shanghai' })
    await boss.work(sweep.name, { pollingIntervalSeconds: 5 }, async () => {
      await runSweep(shared, sweep)
    })
  }
  return boss
}

/** One run of a sweep; a failure is logged, and the next run finds the same work again. */
export async function runSweep(shared: Shared, sweep: Sweep): Promise<void> {
  const ctx = context(shared, system, { requestId: `sweep-${randomUUID()}` })
  try {
    await sweep.run(ctx)
  } catch (error) {
    shared.log.error({ err: error, sweep: sweep.name }, 'sweep failed')
    throw error
  }
}
