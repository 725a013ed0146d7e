import { expect, test } from 'vitest'
import { may } from '../../src/bot/rights.ts'

test('a counselor may set how a group is served', () => {
  expect(may({ id: 'c', name: '', role: 'counselor', privateChat: null }, 'set-group-mode')).toBe(true)
})

test('a student may not set how a group is served', () => {
  expect(may({ id: 's', name: '', role: 'student', privateChat: null }, 'set-group-mode')).toBe(false)
})
