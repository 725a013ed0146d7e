import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const proposal = aFlow('proposal', shippedFlow('proposal'))
const college = '示例学院'
const people = [
  aPerson('s1', { name: '林一' }),
  aCounselor('c1'),
  aPerson('k1', { role: 'college', name: '赵强', className: '', scope: [{ of: 'college', college }] }),
  aPerson('k2', {
    role: 'college',
    name: '钱进',
    college: '文学院',
    className: '',
    scope: [{ of: 'college', college: '文学院' }],
  }),
  aPerson('o1', { role: 'school', name: '孙立', className: '', scope: [{ of: 'school' }] }),
]

async function opened() {
  const office = await openOffice({ people, flows: [proposal] })
  for (const number of ['c1', 'k1', 'k2', 'o1']) await office.say(number, '你好')
  return office
}
type Office = Awaited<ReturnType<typeof opened>>

/** s1 makes a suggestion; answers its number and what arrived with the last message. */
async function made(office: Office, { to = '学院', sign = '不署名' } = {}) {
  for (const text of ['提建议', '宿舍', to, '三号楼热水', '十点以后经常停', '说完了', sign])
    await office.say('s1', text)
  const arrived = await office.hear('s1', '提交')
  return { arrived, number: /J\d{6}-\w+/.exec(arrived.map(a => a.text).join())![0] }
}

test('a suggestion reaches the office that it is for, and no other staff', async () => {
  const office = await opened()
  const { arrived, number } = await made(office)
  const told = arrived.filter(a => a.to !== 's1')
  expect(told).toMatchObject([
    { to: 'k1', text: expect.stringContaining('提了一条建议：宿舍和后勤\n三号楼热水\n十点以后经常停') },
  ])
  expect(await office.say('k1', '待办')).toContain(number)
  expect(await office.say('o1', '待办')).toContain(number)
  for (const other of ['c1', 'k2']) expect(await office.say(other, '待办')).not.toContain(number)
})

test('one for the school is for the school alone', async () => {
  const office = await opened()
  const { arrived, number } = await made(office, { to: '学校' })
  expect(arrived.filter(a => a.to !== 's1').map(a => a.to)).toEqual(['o1'])
  expect(await office.say('k1', '待办')).not.toContain(number)
})

test('the answer reaches the writer in private, also where the office does not know who that is', async () => {
  const office = await opened()
  const { number } = await made(office)
  const arrived = await office.hear('k1', `回复 ${number} 已经报修，周五前修好`)
  expect(arrived.find(a => a.to === 's1')?.text).toContain('老师回复：已经报修')
  expect(await office.say('s1', `${number} 有进展吗`)).toContain('已经报修')
})

test('of a writer who does not sign the office learns nothing, on no page and by no search', async () => {
  const office = await opened()
  const { arrived, number } = await made(office)
  expect(arrived.find(a => a.to === 'k1')?.text).not.toContain('林一')
  const k1 = await openDesk(office).as('k1')
  for (const path of ['/desk/todo', `/desk/todo/${number}`]) {
    const { text } = await k1.get(path)
    expect(text).toContain('一位不愿署名的同学')
    expect(text).not.toMatch(/林一|一班/)
  }
  await office.say('k1', `办结 ${number}`)
  const found = (name: string) => k1.get(`/desk/todo?of=done&q=${encodeURIComponent(name)}`)
  expect((await found('热水')).text + (await found('林一')).text).not.toContain(number)
  expect((await found(number)).text).toContain(number)
  expect((await k1.get('/desk/roster/s1')).text).not.toContain(number)
})

test('one that is signed is by name', async () => {
  const office = await opened()
  const { arrived } = await made(office, { sign: '署名' })
  expect(arrived.find(a => a.to === 'k1')?.text).toContain('林一提了一条建议')
})

test('what was changed is told again, open again, and one thing under one number', async () => {
  const office = await opened()
  const { number } = await made(office)
  await office.say('k1', `办结 ${number}`)
  for (const text of ['提建议', '宿舍', '修改', '建议改成三号楼热水十一点以后停']) await office.say('s1', text)
  const arrived = await office.hear('s1', '提交')
  expect(arrived.find(a => a.to === 'k1')?.text).toContain('十一点以后停')
  expect((await office.say('k1', '待办')).match(new RegExp(number, 'g'))).toHaveLength(1)
})

test.each([
  ['at the second visit', []],
  ['while it is being revised', ['修改']],
])('what is withdrawn %s goes whole, and the office hears that nobody waits', async (_, before) => {
  const office = await opened()
  const { number } = await made(office)
  for (const text of ['提建议', '宿舍', ...before]) await office.say('s1', text)
  const arrived = await office.hear('s1', '撤回')
  expect(arrived.find(a => a.to === 'k1')?.text).toContain('不用再跟进')
  expect(await office.say('k1', '待办')).not.toContain(number)
})

test('nobody is counted by having made a suggestion', async () => {
  const office = await opened()
  await made(office)
  const k1 = await openDesk(office).as('k1')
  expect((await k1.get('/desk/progress')).text).not.toContain('建言献策')
})
