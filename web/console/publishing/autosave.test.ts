import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '../api.ts'
import { Autosaver, type Ports, type Snapshot } from './autosave.ts'
import type { LocalDraft } from './local-drafts.ts'

type Answer = { version: number; at: string } | Error
const NOW = '2026-11-23T01:30:00.000Z'

/** A writer at a desk: timers run by hand, the server answers from a list. */
function desk(answers: Answer[]) {
  const timers: { ms: number; run: () => void }[] = []
  const sent: { version: number; content: string }[] = []
  let local: LocalDraft<string> | undefined
  const ports: Ports<string> = {
    save: async (version, content) => {
      sent.push({ version, content })
      const answer = answers.shift() ?? { version: version + 1, at: NOW }
      if (answer instanceof Error) throw answer
      return answer
    },
    keep: (draft) => {
      local = draft
      return true
    },
    drop: () => {
      local = undefined
    },
    now: () => NOW,
    later: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => {
        timers.splice(timers.indexOf(timer), 1)
      }
    },
  }
  const told: Snapshot<string>[] = []
  const saver = new Autosaver(ports, { version: 1, content: '', at: null }, (s) => told.push(s))
  const ring = async (): Promise<void> => {
    timers.splice(0).forEach((t) => t.run())
    await new Promise((r) => setImmediate(r))
  }
  return { saver, sent, timers, ring, told, local: () => local }
}

test('the last of several keystrokes is sent once, two seconds after it', async () => {
  const d = desk([])
  d.saver.change('湖')
  d.saver.change('湖湾')
  assert.deepEqual(
    d.timers.map((t) => t.ms),
    [2000],
  )
  assert.equal(d.local()?.content, '湖湾')
  await d.ring()
  assert.deepEqual(d.sent, [{ version: 1, content: '湖湾' }])
  assert.equal(d.saver.snapshot.state, 'saved')
  assert.equal(d.local(), undefined)
})

test('what is typed while sending is kept and sent upon the new version', async () => {
  const d = desk([])
  d.saver.change('一')
  const first = d.ring()
  d.saver.change('一二')
  await first
  assert.equal(d.local()?.content, '一二')
  assert.equal(d.local()?.version, 2)
  await d.ring()
  assert.deepEqual(d.sent, [
    { version: 1, content: '一' },
    { version: 2, content: '一二' },
  ])
})

test('a broken line keeps the text here and tries again', async () => {
  const d = desk([new ApiError(0, { code: 'line.broken', message: '没有连上服务器' })])
  d.saver.change('稿')
  await d.ring()
  assert.equal(d.saver.snapshot.state, 'local')
  assert.equal(d.local()?.content, '稿')
  d.saver.wake()
  await d.ring()
  assert.equal(d.saver.snapshot.state, 'saved')
})

test('a second writer: both texts are there until one is chosen, then the choice goes on top of theirs', async () => {
  const theirs = { version: 5, byName: '周敏', at: NOW, content: '她的' }
  const d = desk([new ApiError(409, { code: 'publishing.stale', message: '', detail: theirs })])
  d.saver.change('我的')
  await d.ring()
  assert.equal(d.saver.snapshot.state, 'conflict')
  d.saver.change('我的，续')
  assert.equal(d.saver.snapshot.conflict?.content, '她的')
  assert.equal(d.local()?.content, '我的，续')
  d.saver.settle('合并')
  await d.ring()
  assert.deepEqual(d.sent.at(-1), { version: 5, content: '合并' })
  assert.equal(d.saver.snapshot.state, 'saved')
})

test('theirs may be taken; then nothing is left to send', async () => {
  const d = desk([
    new ApiError(409, {
      code: 'publishing.stale',
      message: '',
      detail: { version: 5, byName: '周敏', at: NOW, content: '她的' },
    }),
  ])
  d.saver.change('我的')
  await d.ring()
  d.saver.takeTheirs()
  assert.equal(d.saver.snapshot.content, '她的')
  assert.equal(await d.saver.flush(), true)
  assert.equal(d.sent.length, 1)
})

test('a refused text stays on screen, and a secret mark is not kept in the browser', async () => {
  const d = desk([new ApiError(422, { code: 'publishing.secretFound', message: '内容中有涉密标志' })])
  d.saver.change('机密★')
  await d.ring()
  assert.equal(d.saver.snapshot.state, 'refused')
  assert.equal(d.saver.snapshot.content, '机密★')
  assert.equal(d.local(), undefined)
})

test('flush sends at once and says whether the server has it', async () => {
  const d = desk([new ApiError(0, { code: 'line.broken', message: '' })])
  d.saver.change('稿')
  assert.equal(await d.saver.flush(), false)
  assert.equal(await d.saver.flush(), true)
})
