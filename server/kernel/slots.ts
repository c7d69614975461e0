/** A typed place that an earlier module opens and later modules fill (architecture: "contribute"). */
export type SlotKey<T> = { readonly name: string; readonly _type?: T }
export type Contribution = { readonly slot: string; readonly value: unknown }

/** Declared in a contract: `export const gates = slot<Gate>('publishing.gate')`. */
export const slot = <T>(name: string): SlotKey<T> => ({ name })
/** Given by a later module: `contributions: [give(gates, interpretationPlanGate)]`. */
export const give = <T>(key: SlotKey<T>, value: T): Contribution => ({ slot: key.name, value })

/** All contributions, in the order of the modules. */
export class Slots {
  readonly #values = new Map<string, unknown[]>()
  constructor(contributions: readonly Contribution[] = []) {
    for (const { slot, value } of contributions) this.#values.set(slot, [...(this.#values.get(slot) ?? []), value])
  }
  all<T>(key: SlotKey<T>): readonly T[] {
    return (this.#values.get(key.name) ?? []) as T[]
  }
}
