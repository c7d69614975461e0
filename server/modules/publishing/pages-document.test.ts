import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelled } from './pages-document.ts'

test('headings of a text begin below its title and skip no level', () => {
  assert.equal(levelled('<h3>一</h3><h5 class="a">1</h5><h3>二</h3>'), '<h2>一</h2><h3 class="a">1</h3><h2>二</h2>')
  assert.equal(levelled('<h4>a</h4><h2>b</h2><h3>c</h3><h6>d</h6>'), '<h2>a</h2><h2>b</h2><h3>c</h3><h4>d</h4>')
  assert.equal(levelled('<hr><p>没有标题</p>'), '<hr><p>没有标题</p>')
})
