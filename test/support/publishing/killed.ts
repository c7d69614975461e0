// Run by killed.db.test.ts: does one command and kills itself, without warning, as its nth statement is issued. Prints how many there were when it lives.
// usage: node killed.ts <database url> <command> <n> <organs as JSON> <edition id>
import pg from 'pg'
import { context, type Shared } from '../../../server/kernel/ctx.ts'
import { readConfig } from '../../../server/kernel/config.ts'
import { connect } from '../../../server/kernel/database.ts'
import { Reactions } from '../../../server/kernel/events.ts'
import { makeLog } from '../../../server/kernel/log.ts'
import type { Module } from '../../../server/kernel/module.ts'
import { Slots } from '../../../server/kernel/slots.ts'
import { commands, NOW, type CommandName } from './commands.ts'
import { modules, staff, type Organs } from './district.ts'

const [url, command, nth, organsText, id] = process.argv.slice(2) as [string, CommandName, string, string, string]
const organs = JSON.parse(organsText) as Organs
const { db, close } = connect(url, 2)
const all: readonly Module[] = modules
const shared: Shared = {
  db,
  clock: () => NOW,
  log: makeLog('silent'),
  config: readConfig({ LOG_LEVEL: 'silent', SECRET_KEY: 'test-only-'.repeat(4), DATA_DIR: '/tmp' }),
  slots: new Slots(all.flatMap((m) => m.contributions ?? [])),
  reactions: new Reactions(all.flatMap((m) => m.reactions ?? [])),
}
const people = staff(organs)
let count = 0
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (++count === Number(nth)) process.kill(process.pid, 'SIGKILL')
  return query.apply(this, args)
} as never

await commands((who) => context(shared, people[who], { requestId: 'killed' }), organs, id)[command]()
console.log(count)
await close()
