import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const thanks = aFlow('gratitude', shippedFlow('gratitude'))
const school = [{ of: 'school' as const }]
const people = [
  aPerson('s1'),
  aPerson('s2', { className: '三班' }),
  aCounselor('c1', { name: '李芳' }),
  aPerson('t1', { role: 'counselor', name: '王小明', className: '', scope: [] }),
  aPerson('t2', { role: 'counselor', name: '张伟', className: '', scope: [] }),
  aPerson('t3', { role: 'counselor', name: '张伟', college: '文学院', className: '', scope: [] }),
  aPerson('k1', { role: 'school', name: '赵强', className: '', scope: school }),
]
const page = '/desk/contributions'

async function opened() {
  const office = await openOffice({ people, flows: [thanks] })
  for (const number of ['c1', 't1', 't3', 'k1']) await office.say(number, '你好')
  return { office, desk: openDesk(office) }
}
type Office = Awaited<ReturnType<typeof opened>>['office']

const body = ['大二那次您留下来帮我改方案。', '我一直记得。', '说完了', '没有照片']

/** s1 writes to a teacher and hands it in; answers its number. */
async function written(office: Office, to: string[], sign: string[]): Promise<string> {
  let said = ''
  for (const text of ['写给老师', ...to, ...body, ...sign, '提交']) said = await office.say('s1', text)
  return /E\d{6}-\w+/.exec(said)![0]
}

test('words for a teacher reach them in private once they were looked at, under the name that the student gave', async () => {
  const { office, desk } = await opened()
  const number = await written(office, ['王小明老师'], ['署名', '林一'])
  const c1 = await desk.as('c1')
  const values = { number }
  const asked = await c1.press(page, 'approve', values)
  expect(asked.text).toContain('林一想对您说： 大二那次您留下来帮我改方案。 我一直记得。')
  const arrived = await office.deliver(() => c1.press(page, 'approve', { ...values, sure: '1' }))
  expect(arrived).toMatchObject([
    { to: 't1', text: expect.stringContaining(`我一直记得。\n—— 毕业离校小助手转交（${number}）`) },
  ])
})

test('nothing reaches a teacher twice, however often it is looked at; what was changed does once more', async () => {
  const { office, desk } = await opened()
  const number = await written(office, ['王小明'], ['不署名'])
  const c1 = await desk.as('c1')
  const approve = () => office.deliver(() => c1.press(page, 'approve', { number, sure: '1' }))
  expect((await approve())[0]!.text).toContain('一位毕业生想对您说')
  await c1.press(`${page}?of=shown`, 'again', { number })
  expect(await approve()).toEqual([])
  office.clock.jump(60_000)
  for (const text of ['写给老师', '王小明', '修改', '正文改成谢谢王老师', '提交']) await office.say('s1', text)
  expect((await approve()).map(a => a.text).join()).toContain('谢谢王老师')
})

test('of two teachers with one name it is asked which, and a place or the college says it', async () => {
  const { office } = await opened()
  await office.say('s1', '写给老师')
  expect(await office.say('s1', '张伟老师')).toContain('1. 张伟老师（示例学院）\n2. 张伟老师（文学院）')
  expect(await office.say('s1', '文学院')).toContain('想对老师说什么')
  await office.say('s2', '写给老师')
  await office.say('s2', '张伟')
  await office.say('s2', '2')
  const frames = await office.database.db.selectFrom('person_memory').select('state').execute()
  const answers = frames.flatMap(f => JSON.parse(f.state).frames.map((one: { answers: object }) => one.answers))
  expect(answers).toEqual(Array(2).fill({ teacher: ['张伟', '文学院', 't3'] }))
})

test('a college said with the name is enough', async () => {
  const { office } = await opened()
  await office.say('s1', '写给老师')
  expect(await office.say('s1', '文学院的张伟老师')).toContain('想对老师说什么')
})

test.each([
  ['刘某', '名册里没有'],
  ['张伟（示例学院）', '想对老师说什么'],
])('words for %s, whom nothing reaches, are handed over by whoever looked at them', async (name, said) => {
  const { office, desk } = await opened()
  await office.say('s1', '写给老师')
  expect(await office.say('s1', name)).toContain(said)
  for (const text of [...body, '不署名']) await office.say('s1', text)
  const number = /E\d{6}-\w+/.exec(await office.say('s1', '提交'))![0]
  const c1 = await desk.as('c1')
  expect((await c1.press(page, 'approve', { number })).text).toContain('请你替同学转交')
})

test('words for a teacher are in no list for others, and nobody is counted by them', async () => {
  const { office, desk } = await opened()
  const number = await written(office, ['王小明'], ['署名', '林一'])
  const c1 = await desk.as('c1')
  await c1.press(page, 'approve', { number, sure: '1' })
  expect((await c1.press(`${page}?of=shown`, 'pick', { number })).text).toContain('不能选送')
  expect((await c1.get('/desk/progress')).text).not.toContain('写给老师')
})

test('who was called so and is none of the staff is a name alone', async () => {
  const { office } = await opened()
  await office.say('s2', '写给老师')
  expect(await office.say('s2', '示例s1')).not.toContain('示例学院')
})

test('a second teacher has words of their own, and the first is shown what was written', async () => {
  const { office } = await opened()
  await written(office, ['王小明'], ['不署名'])
  await written(office, ['李芳'], ['不署名'])
  await office.say('s1', '写给老师')
  expect(await office.say('s1', '王小明')).toContain('你已经交过《写给老师》')
})

test.each(['I feel so alone here', '我其实最近一直都睡不着', '为什么要写名字？'])('%s is no name', async said => {
  const { office } = await opened()
  await office.say('s1', '写给老师')
  expect(await office.say('s1', said)).not.toContain('想对老师说什么')
})

test('a word of thanks begins nothing', async () => {
  const { office } = await opened()
  for (const word of ['thanks', '谢谢老师']) expect(await office.say('s1', word)).not.toContain('写给哪位老师')
})
