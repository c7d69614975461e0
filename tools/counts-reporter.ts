import type { TestEvent } from 'node:test/reporters'

export type Counts = { counts: Record<string, number>; skipped: string[]; failed: string[] }

/** A reporter of node:test that yields one JSON text: the run's counts, and what was skipped or failed, by name and reason. */
export default async function* counts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const result: Counts = { counts: {}, skipped: [], failed: [] }
  for await (const { type, data } of source) {
    if (type === 'test:pass' && data.skip !== undefined)
      result.skipped.push(`${data.name}${data.skip === true || data.skip === '' ? '' : `：${data.skip}`}`)
    if (type === 'test:fail' && data.details.type !== 'suite' && data.file !== undefined && !data.name.endsWith('.ts'))
      result.failed.push(data.name)
    if (type === 'test:summary' && data.file === undefined)
      result.counts = data.counts as unknown as Record<string, number>
  }
  yield JSON.stringify(result)
}
