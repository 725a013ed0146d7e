import { expect, test } from 'vitest'
import type { Role } from '../../src/core/role.ts'
import { type Identity, stranger, type Unit } from '../../src/core/roster.ts'
import { may } from '../../src/office/rights.ts'

const someone = (role: Role, ...scope: Unit[]): Identity => ({ ...stranger, role, scope })
const firstClass: Unit = { of: 'class', college: '示例学院', name: '一班' }

test('a counselor may set how a group is served', () => {
  expect(may(someone('counselor'), 'set-group-mode')).toBe(true)
})

test('a student may not set how a group is served', () => {
  expect(may(someone('student'), 'set-group-mode')).toBe(false)
})

test('a counselor broadcasts to their own class only', () => {
  const counselor = someone('counselor', firstClass)
  expect(may(counselor, 'broadcast', firstClass)).toBe(true)
  expect(may(counselor, 'broadcast', { ...firstClass, name: '二班' })).toBe(false)
  expect(may(counselor, 'broadcast', { of: 'college', college: '示例学院' })).toBe(false)
})

test('a college acts on every class of it, and on no other college', () => {
  const college = someone('college', { of: 'college', college: '示例学院' })
  expect(may(college, 'broadcast', firstClass)).toBe(true)
  expect(may(college, 'broadcast', { ...firstClass, college: '别的学院' })).toBe(false)
  expect(may(college, 'broadcast', { of: 'school' })).toBe(false)
})

test('the school acts on everything', () => {
  expect(may(someone('school', { of: 'school' }), 'broadcast', { of: 'college', college: '示例学院' })).toBe(true)
})

test('a class monitor sees the progress of the class and broadcasts nothing', () => {
  const monitor = someone('monitor', firstClass)
  expect(may(monitor, 'see-progress', firstClass)).toBe(true)
  expect(may(monitor, 'broadcast', firstClass)).toBe(false)
})
