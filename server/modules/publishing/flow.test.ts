import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { flowChart } from './flow.ts'

const README = join(import.meta.dirname, 'README.md')
const BLOCK = /```mermaid\n[\s\S]*?\n```/

test('the README’s flow chart is the action table (WRITE=1 redraws it)', () => {
  const text = readFileSync(README, 'utf8')
  const drawn = `\`\`\`mermaid\n${flowChart()}\n\`\`\``
  if (process.env.WRITE) writeFileSync(README, text.replace(BLOCK, drawn))
  assert.equal(BLOCK.exec(process.env.WRITE ? readFileSync(README, 'utf8') : text)?.[0], drawn)
})
