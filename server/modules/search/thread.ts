// Runs in a worker thread, because SQLite blocks. One message, one answer.
import { DatabaseSync } from 'node:sqlite'
import { parentPort } from 'node:worker_threads'
import { IndexFile, type Found, type Wanted } from './index-file.ts'
import type { Line } from './store.ts'

export type Order =
  /** Takes this host's only writer's place, and keeps it while the thread lives. */
  | { do: 'elect'; path: string }
  | { do: 'make'; path: string; id: string }
  | { do: 'open'; path: string; write: boolean }
  | { do: 'write'; lines: Line[] }
  | { do: 'finish' }
  | { do: 'search'; wanted: Wanted }
  | { do: 'close' }
export type Answer = { elected: boolean } | Found | void

let file: IndexFile | undefined
let seat: DatabaseSync | undefined

function obey(order: Order): Answer {
  switch (order.do) {
    case 'elect':
      return { elected: elect(order.path) }
    case 'make':
      return swap(IndexFile.make(order.path, order.id))
    case 'open':
      return swap(IndexFile.open(order.path, order))
    case 'write':
      return file!.write(order.lines)
    case 'finish':
      return file!.finish()
    case 'search':
      return file!.search(order.wanted)
    case 'close':
      return swap(undefined)
    default:
      return order satisfies never
  }
}

function swap(next: IndexFile | undefined): undefined {
  file?.close()
  file = next
}

/** The lock of the operating system on a file of its own: gone with the process, however it ends. */
function elect(path: string): boolean {
  const db = new DatabaseSync(path)
  try {
    db.exec('pragma busy_timeout = 0; begin exclusive')
    seat = db
    return true
  } catch {
    db.close()
    return false
  }
}

parentPort!.on('message', ({ no, order }: { no: number; order: Order }) => {
  try {
    parentPort!.postMessage({ no, answer: obey(order) })
  } catch (error) {
    parentPort!.postMessage({ no, error: (error as Error).message })
  }
})
parentPort!.on('close', () => {
  swap(undefined)
  seat?.close()
})
