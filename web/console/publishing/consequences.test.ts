import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actions, actionTypes } from '../../../server/modules/publishing/contract.ts'
import { consequence } from './consequences.ts'

const place = { channelId: 'c', channelName: '政策文件', sectionName: '门户', path: '/zc/' }

test('every act a person can do says what it does', () => {
  for (const type of actionTypes)
    if (!(actions[type].by as readonly string[]).includes('system')) assert.notEqual(consequence(type), '', type)
})

test('a withdrawal says from how many places', () => {
  assert.match(consequence('withdraw', { add: [], remove: [place, place] }), /将从2 个栏目撤下/)
  assert.match(consequence('signOff', { add: [place], remove: [] }), /将出现在1 个栏目/)
})
