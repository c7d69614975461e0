import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { palette } from './theme.ts'

test('the theme repeats the tokens exactly', () => {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
  for (const [name, hex] of Object.entries(palette)) assert.match(css, new RegExp(`--${name}: ${hex};`))
})
