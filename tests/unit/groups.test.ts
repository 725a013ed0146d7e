import { expect, test } from 'vitest'
import { rebindGroup } from '../../src/office/people/rebind.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const inCollege = (college: string, name: string) => ({ of: 'class' as const, college, name })
const people = [
  aPerson('20230001'),
  aPerson('20230002', { className: '二班' }),
  aPerson('20230003', { className: '三班' }),
  aPerson('20230004', { college: '别的学院' }),
  aCounselor('T01'),
  aCounselor('T02', { scope: [inCollege('示例学院', '一班'), inCollege('别的学院', '一班')] }),
  aCounselor('T03', { scope: [inCollege('示例学院', '三班')] }),
]
const open = () => openOffice({ people })
const group = { room: 'class-1', mentioned: true, isFleeting: true }
const audits = async (office: Awaited<ReturnType<typeof open>>) =>
  (await office.database.db.selectFrom('audit').select('act').execute()).map(a => a.act)

test('a counselor binds a group to a class, sees it and undoes it', async () => {
  const office = await open()
  expect(await office.say('T01', '本群班级', group)).toContain('还没有对应班级')
  expect(await office.say('T01', '绑定班级 1班', group)).toContain('本群对应示例学院一班')
  expect(await office.say('20230001', '本群班级', group)).toContain('示例学院一班')
  expect(await office.say('T01', '绑定班级 二班', group)).toContain('原来对应示例学院一班，现在对应示例学院二班')
  expect(await office.say('T01', '解除班级绑定', group)).toContain('不再对应班级')
  expect(await audits(office)).toEqual(['bind-group', 'bind-group', 'unbind-group'])
})

test('a class out of the scope is refused and written down', async () => {
  const office = await open()
  expect(await office.say('T01', '绑定班级 三班', group)).toContain('不在你负责的范围里')
  expect(await office.say('T01', '本群班级', group)).toContain('还没有对应班级')
  expect(await audits(office)).toEqual(['bind-group-refused'])
})

test('a student binds no group', async () => {
  const office = await open()
  expect(await office.say('20230001', '绑定班级 一班', group)).toContain('由辅导员来对应')
  expect(await audits(office)).toEqual(['bind-group-refused'])
})

test('a group that belongs to the class of someone else is not taken away', async () => {
  const office = await open()
  await office.say('T03', '绑定班级 三班', group)
  expect(await office.say('T01', '绑定班级 一班', group)).toContain('不在你负责的范围里，不能改')
  expect(await office.say('T01', '解除班级绑定', group)).toContain('不在你负责的范围里，不能改')
  expect(await office.say('T03', '本群班级', group)).toContain('示例学院三班')
})

test('a name that two colleges have is asked about, and a number picks one', async () => {
  const office = await open()
  const [asked] = await office.hear('T02', '绑定班级 一班', group)
  expect(asked?.text).toContain('2. 示例学院一班')
  expect(asked?.choices).toEqual(['1', '2'])
  expect(await office.say('T02', '2', { room: 'class-1', replies: true })).toContain('本群对应示例学院一班')
})

test('with the college in front nothing is asked', async () => {
  const office = await open()
  expect(await office.say('T02', '绑定班级 别的学院一班', group)).toContain('本群对应别的学院一班')
})

test('in private the command is pointed to the group', async () => {
  const office = await open()
  expect(await office.say('T01', '绑定班级 一班')).toContain('要在班级群里说')
})

/** A bound group that fell silent, and a new one of the same name that was heard for two hours. */
async function afterLogin(title = '示例毕业群') {
  const office = await open()
  await office.say('T01', '你好') // so that the counselor has a private chat
  await office.say('T01', '绑定班级 一班', { ...group, room: 'old', title: '示例毕业群' })
  await office.wait(200)
  await office.hear('20230001', '大家好', { room: 'new', title, isFleeting: true })
  await office.wait(70)
  const arrived = await office.hear('20230001', '有人吗', { room: 'new', title, isFleeting: true })
  return { office, arrived, id: /是 (G[A-Z]{7})/.exec(arrived.map(a => a.text).join())?.[1] ?? '' }
}

test('a group that came back under a new id is bound only when its counselor says so', async () => {
  const { office, arrived, id } = await afterLogin()
  expect(arrived.filter(a => a.text.includes('编号变了')).map(a => a.chat)).toEqual(['private/T01'])
  expect(await office.say('20230001', '本群班级', { room: 'new', mentioned: true })).toContain('还没有对应班级')
  expect(await office.say('20230001', `是 ${id}`)).not.toContain('接着对应')
  expect(await office.say('T01', `是 ${id}`)).toContain('接着对应示例学院一班')
  expect(await office.say('20230001', '本群班级', { room: 'new', mentioned: true })).toContain('示例学院一班')
  expect(await office.say('20230001', '本群班级', { room: 'old', mentioned: true })).toContain('还没有对应班级')
  expect(await office.say('T01', `是 ${id}`)).toContain('已经处理过')
})

test('a no is kept, and nothing is asked again', async () => {
  const { office, id } = await afterLogin()
  expect(await office.say('T01', `否 ${id}`)).toContain('不对应')
  await office.wait(120)
  expect(await office.hear('20230001', '在吗各位', { room: 'new', title: '示例毕业群', isFleeting: true })).toEqual([])
})

test('a group of another name is no question', async () => {
  const { arrived } = await afterLogin('吃饭群')
  expect(arrived).toEqual([])
})

test('an old group that still speaks is not replaced', async () => {
  const office = await open()
  await office.say('T01', '绑定班级 一班', { ...group, room: 'old', title: '示例毕业群' })
  await office.hear('20230001', '大家好', { room: 'new', title: '示例毕业群', isFleeting: true })
  await office.wait(70)
  await office.hear('20230001', '大家好', { room: 'old', title: '示例毕业群', isFleeting: true })
  expect(await office.hear('20230001', '有人吗', { room: 'new', title: '示例毕业群', isFleeting: true })).toEqual([])
})

const bound = (chat: string, title: string, name = '一班') => ({ chat, title, college: '示例学院', name, heardAt: 0 })

test('a title fits one group, several or none', () => {
  const known = [bound('a', '示例一班毕业群'), bound('b', '吃饭群'), bound('c', '吃饭群', '二班')]
  expect(rebindGroup('示例1班 毕业群', known)).toEqual({ is: 'one', group: known[0] })
  expect(rebindGroup('吃饭群', known)).toEqual({ is: 'ask', groups: known.slice(1) })
  expect(rebindGroup('别的群', known)).toEqual({ is: 'none' })
  expect(rebindGroup('', [bound('a', '')])).toEqual({ is: 'none' })
})
