import { expect, test } from 'vitest'
import { makeDirectory } from '../../src/channels/wechat/directory.ts'
import type { KeptRoom } from '../../src/channels/wechat/groups.ts'
import { remarkWith, tagIn } from '../../src/channels/wechat/tags.ts'

/** A directory over what was kept, after a login. */
function directory({ kept = [] as KeptRoom[], self = '@me1' } = {}) {
  const saved: { rooms: readonly KeptRoom[] } = { rooms: kept }
  const made = makeDirectory(kept, rooms => {
    saved.rooms = rooms
  })
  made.login(self)
  return { ...made, saved }
}
const nobody = { friends: [], rooms: [] }

test('a friend with a tag has the same id after every login', () => {
  const { person, login } = directory()
  expect(person({ id: '@x1', remark: '小林 FW-abc123' })).toBe('wechat:r:abc123')
  login('@me2')
  expect(person({ id: '@x2', remark: '小林 FW-abc123' })).toBe('wechat:r:abc123')
})

test('someone without a tag has an id of this login only, which holds no id of the platform', () => {
  const { person, login } = directory()
  const first = person({ id: '@secret', remark: '' })
  expect(first).toMatch(/^wechat:s:[0-9a-f]{12}:[0-9a-f]{12}$/)
  login('@me2')
  expect(person({ id: '@secret', remark: '' })).not.toBe(first)
})

test('a nickname that looks like a tag makes nobody someone else', () => {
  expect(tagIn(remarkWith('real00', { name: 'FW-abc123', remark: '' }))).toBe('real00')
  expect(tagIn('FW-abc123 小林')).toBeNull()
})

test('a tag that two friends have is nobody’s', () => {
  const { person } = directory()
  person({ id: '@x', remark: 'FW-abc123' })
  const [x, y] = ['@x', '@y'].map(id => person({ id, remark: 'FW-abc123' }))
  expect(y).toMatch(/^wechat:s:/)
  expect(person({ id: '@x', remark: 'FW-abc123' })).toMatch(/^wechat:s:/)
  expect(x).not.toBe(y)
})

test('a fresh tag is none that a friend has', () => {
  const { learn, freshTag } = directory()
  learn({ ...nobody, friends: [{ id: '@x', remark: 'FW-abcdef' }], isWhole: true })
  expect(freshTag('abcdef-0123')).toBe('bcdef0')
})

test('a group is known by its topic after the next login', () => {
  const first = directory()
  const id = first.room({ id: '@@1', topic: '示例一班' })
  const second = directory({ kept: [...first.saved.rooms], self: '@me2' })
  expect([id, second.room({ id: '@@9', topic: '示例一班' })]).toEqual([expect.stringMatching(/^wechat:g:/), id])
})

test('a group that is renamed keeps its id, in this login and the next', () => {
  const { room, saved } = directory()
  const id = room({ id: '@@1', topic: '示例一班' })
  expect(room({ id: '@@1', topic: '一班毕业了' })).toBe(id)
  expect(directory({ kept: [...saved.rooms] }).room({ id: '@@5', topic: '一班毕业了' })).toBe(id)
})

test('a new group does not get the id of one that was renamed away from its topic', () => {
  const { room } = directory()
  const old = room({ id: '@@1', topic: '示例一班' })
  room({ id: '@@1', topic: '改名了' })
  expect(room({ id: '@@2', topic: '示例一班' })).not.toBe(old)
})

test('two groups of one name have ids of this login, and it is told once', () => {
  const { learn, room } = directory()
  const rooms = ['@@1', '@@2'].map(id => ({ id, topic: '示例一班' }))
  expect(learn({ ...nobody, rooms, isWhole: true })).toEqual(['示例一班'])
  expect(learn({ ...nobody, rooms, isWhole: true })).toEqual([])
  const ids = rooms.map(room)
  expect(ids.every(id => id.startsWith('wechat:s:')) && ids[0] !== ids[1]).toBe(true)
})

test('a group that takes the name of another is not taken for it', () => {
  const { room } = directory()
  const real = room({ id: '@@1', topic: '示例一班' })
  expect(room({ id: '@@2', topic: '示例一班' })).toMatch(/^wechat:s:/)
  expect(room({ id: '@@1', topic: '示例一班' })).toBe(real)
})

test('a group without a name has an id of this login', () => {
  expect(directory().room({ id: '@@1', topic: '' })).toMatch(/^wechat:s:/)
})

test('a chat is found again, is not known yet, or is not there', () => {
  const { find, learn, person, login } = directory()
  expect(find('wechat:r:abc123')).toBe('later')
  const passing = person({ id: '@z', remark: '' })
  learn({ friends: [{ id: '@x', remark: 'FW-abc123' }], rooms: [{ id: '@@1', topic: '示例一班' }], isWhole: true })
  expect([find('wechat:r:abc123'), find(passing), find('wechat:r:zzzzzz')]).toEqual(['@x', '@z', 'unknown'])
  login('@me2')
  expect([find('wechat:r:abc123'), find(passing)]).toEqual(['later', 'unknown'])
})
