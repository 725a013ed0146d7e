import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import { zone } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const project = resolve(import.meta.dirname, '../..')
const shipped = loadContent({ knowledge: resolve(project, 'knowledge'), flows: resolve(project, 'flows'), zone })
const publicUrl = 'https://bot.example'

const anOffice = (url: string | null = publicUrl) =>
  openOffice({
    knowledge: shipped.knowledge,
    flows: [...shipped.flows.current.values()],
    people: [aPerson('s1'), aPerson('m1', { role: 'monitor' }), aCounselor('c1')],
    links: { publicUrl: url, secret: null },
    ...(url === null ? {} : { deskUrl: url }),
  })
type Office = Awaited<ReturnType<typeof anOffice>>
const unanswered = ({ database: { db } }: Office) => db.selectFrom('unanswered').select('question').execute()

test('the help of staff names what staff can do, and the menu of students is behind a word', async () => {
  const office = await anOffice()
  const [help] = await office.hear('c1', '帮助')
  expect(help!.text).toMatch(/待办[\s\S]*发布通知[\s\S]*谁没签承诺[\s\S]*学生帮助/)
  expect(help!.text).toContain('https://bot.example/desk')
  expect(help!.choices).toContain('待办')
  expect(await office.say('c1', '学生帮助')).toContain('怎么退宿')
  const students = await office.say('s1', '帮助')
  expect(students).toContain('怎么退宿')
  expect(students).not.toContain('待办')
  expect(await office.say('m1', '帮助')).not.toContain('待办')
})

test('in a group staff read the help that all may read', async () => {
  const office = await anOffice()
  const arrived = await office.hear('c1', '帮助', { room: '一班群', mentioned: true })
  expect(arrived.map(a => a.text).join()).not.toMatch(/待办|学生帮助/)
})

test.each([
  ['审核感言', '审核投稿', 'contributions'],
  ['怎么给全班发通知', '发通知、发预警', 'broadcasts'],
  ['没答上的问题', '没答上的问题、改回答', 'answers'],
  ['学生名单在哪导入', '名册', 'roster'],
  ['导出名单', '名册', 'roster'],
  ['有没有新的投稿', '审核投稿', 'contributions'],
  ['值班换人', '老师和代班', 'staff'],
  ['各班办理情况在哪看', '谁办了、谁没办', 'progress'],
])('%s leads to what it is and where', async (said, name, page) => {
  const office = await anOffice()
  const text = await office.say('c1', said)
  expect(text).toContain(`“${name}”`)
  expect(text).toContain(`https://bot.example/desk/${page}`)
})

test('what a request names is kept: the day and the class', async () => {
  const office = await anOffice()
  const text = await office.say('c1', '把一班的退宿截止改成6月28日')
  expect(text).toContain('“改学校的日期、地点、电话”')
  expect(text).toContain('你说的“6月28日”“一班”')
})

test('without an address the way is the word for the console', async () => {
  const office = await anOffice(null)
  const text = await office.say('c1', '审核感言')
  expect(text).toContain('发“后台”')
  expect(text).not.toContain('http')
})

test('staff who ask what students ask are answered', async () => {
  const office = await anOffice()
  for (const said of ['退宿截止是几号', '学生没签承诺怎么办', '毕业证什么时候发'])
    expect(await office.say('c1', said)).not.toContain('网页上办')
})

test('a student who says the same is led nowhere', async () => {
  const office = await anOffice()
  expect(await office.say('s1', '审核感言')).not.toMatch(/网页上办|desk/)
})

test('what nothing answers is not kept as a question of students when staff ask it, and the nearest function is named', async () => {
  const office = await anOffice()
  const said = await office.say('c1', '我家猫把毕业照叼走了')
  expect(said).toContain('不会记成同学没答上的问题')
  expect(await office.say('c1', '操场跑道为什么是红色的')).not.toContain('记下来了')
  await office.hear('c1', '操场跑道为什么是红色的', { room: '一班群', mentioned: true })
  expect(await unanswered(office)).toEqual([])
  await office.say('s1', '操场跑道为什么是红色的')
  expect(await unanswered(office)).toHaveLength(1)
})

test('where the bot offers a choice, staff hear of the function too', async () => {
  const office = await anOffice()
  expect(await office.say('c1', '证书发放地点搬到行政楼了')).toContain('“改学校的日期、地点、电话”')
})

test('every example that the help and the table name is understood', async () => {
  const office = await anOffice()
  for (const said of ['谁没签承诺', '谁还没到家', '退宿进度', '待办', '案件', '进度'])
    expect(await office.say('c1', said)).not.toMatch(/还不知道|哪一个/)
})
