// What a module tells the tests of scope: how to make a subject of each of its types at an organ, and inputs that no schema yields.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Ctx } from '../../server/kernel/ctx.ts'
import { order } from '../../server/modules.ts'

export type SubjectFixture = {
  /** The locator's type. */
  type: string
  /** Anybody may know that it exists (an organ, a published page): lists may name it beyond the reader's scope. */
  known?: boolean
  /** Makes one that belongs to the organ, and returns its id; undefined where that organ can have none. `n` differs each time. */
  make(ctx: Ctx, organId: string, n: number): Promise<string | undefined>
}
/** By 'POST /api/…': parts of an input that are laid over what the schema yields. */
export type RouteExamples = Record<string, { body?: object; query?: object; params?: object }>
/** `prepare` runs once, after the organs are there and in the order of the modules. */
type Prepare = (ctx: Ctx) => Promise<unknown>
type Fixture = { subjects: readonly SubjectFixture[]; examples?: RouteExamples; prepare?: Prepare }

/** Collected from server/modules/<module>/subjects.fixture.ts. */
export async function subjectFixtures(): Promise<{
  subjects: Map<string, SubjectFixture>
  examples: RouteExamples
  prepares: Prepare[]
}> {
  const subjects = new Map<string, SubjectFixture>()
  const examples: RouteExamples = {}
  const prepares: Prepare[] = []
  for (const name of order) {
    const file = join(import.meta.dirname, `../../server/modules/${name}/subjects.fixture.ts`)
    if (!existsSync(file)) continue
    const fixture = (await import(file)) as Fixture
    for (const subject of fixture.subjects) subjects.set(subject.type, subject)
    Object.assign(examples, fixture.examples ?? {})
    if (fixture.prepare) prepares.push(fixture.prepare)
  }
  return { subjects, examples, prepares }
}
