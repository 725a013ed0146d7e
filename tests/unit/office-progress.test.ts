import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import { progressFlows } from '../../src/office/progress/items.ts'
import { zone } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const project = resolve(import.meta.dirname, '../..')
const shipped = loadContent({ knowledge: resolve(project, 'knowledge'), flows: resolve(project, 'flows'), zone })
const flows = [...shipped.flows.current.values()]
const college = '示例学院'

type Office = Awaited<ReturnType<typeof openOffice>>

/** 一班 has s1 (with a loan), s2, s3 and the monitor m1; 二班 has s4; 三班, of another counselor, has s9. */
async function aClass(begin = '2026-06-25T12:00:00+08:00'): Promise<Office> {
  const office = await openOffice({
    begin,
    flows,
    people: [
      aPerson('s1', { loan: '生源地' }),
      aPerson('s2', { loan: '无' }),
      aPerson('s3'),
      aPerson('m1', { role: 'monitor' }),
      aPerson('s4', { className: '二班', loan: '生源地' }),
      aPerson('s9', { className: '三班', loan: '生源地' }),
      aCounselor('c1'),
      aCounselor('c9', { scope: [{ of: 'class', college, name: '三班' }] }),
      aCounselor('d1', { role: 'college', scope: [{ of: 'college', college }] }),
    ],
  })
  // s3 has never written: nothing reaches them.
  for (const who of ['s1', 's2', 'm1', 's4', 's9', 'c1', 'c9', 'd1']) await office.say(who, '你好')
  return office
}

const keep = { keepDays: 60 }
const handedIn = (flow: string, number: string, answers = {}) => ({
  do: 'save-submission' as const,
  submission: {
    number,
    flow,
    version: 1,
    answers,
    state: 'submitted' as const,
    code: null,
    at: Date.parse('2026-06-25T12:00:00+08:00'),
    revisedAt: null,
  },
  ...keep,
})
const tagged = (name: string, value: string) => ({ do: 'tag' as const, name, value, ...keep })
const audit = async ({ database: { db } }: Office) =>
  (await db.selectFrom('audit').select(['person', 'act', 'detail']).orderBy('seq').execute()).map(
    a => `${a.person} ${a.act} ${a.detail}`,
  )

test('who has not signed is named to the counselor, with whom nothing reaches, and no other class', async () => {
  const office = await aClass()
  await office.decideWith('s1', [handedIn('pledge', 'P1')])
  const said = await office.say('c1', '谁没签承诺')
  expect(said).toContain('5 人里还有 4 人没有')
  expect(said).toContain('一班（3 人）：示例m1、示例s2、示例s3')
  expect(said).toContain('二班（1 人）：示例s4')
  expect(said).toContain('示例s3（没绑定）')
  expect(said).not.toMatch(/示例s1|示例s9/)
  expect((await audit(office)).at(-1)).toBe('n:c1 read-progress-names pledge left 4')
})

test('a class is asked for by its name, and one of others is refused', async () => {
  const office = await aClass()
  expect(await office.say('c1', '二班谁没签承诺')).toContain('1 人里还有 1 人没有（示例学院二班）')
  expect(await office.say('c1', '三班谁没签承诺')).toContain('不在你负责的范围里')
  expect((await audit(office)).at(-1)).toBe('n:c1 refused-progress pledge')
  expect(await office.say('c1', '五班谁没签承诺')).toContain('名册里没有“5班”')
})

test('of the loan only borrowers count, and whoever has only begun is still left', async () => {
  const office = await aClass()
  await office.decideWith('s1', [handedIn('loan', 'L1'), tagged('loan_done', 'no')])
  const said = await office.say('c1', '贷款确认谁没做')
  expect(said).toContain('2 人里还有 2 人没有')
  await office.decideWith('s1', [tagged('loan_done', 'yes')])
  expect(await office.say('c1', '贷款确认进度')).toContain('助学贷款毕业确认：1/2（50%）')
})

test('a monitor sees the own class, never the loan, and reminds nobody', async () => {
  const office = await aClass()
  const said = await office.say('m1', '谁没签承诺')
  expect(said).toContain('4 人里还有 4 人没有（示例学院一班）')
  expect(said).not.toMatch(/示例s4|确认提醒/)
  expect(await office.say('m1', '谁没做贷款确认')).toBe('贷款的办理情况只有负责的老师能看。')
  expect(await office.say('m1', '进度')).not.toContain('贷款')
  expect(await office.say('m1', '二班谁没签承诺')).toContain('不在你负责的范围里')
  expect(await office.say('m1', '确认提醒 承诺')).toBe('提醒同学由老师来发。')
  expect((await audit(office)).slice(-1)).toEqual(['n:m1 refused-progress remind pledge'])
})

test('a student who asks is answered as a student', async () => {
  const office = await aClass()
  expect(await office.say('s1', '谁没签承诺')).not.toMatch(/人里还有|只有这个班/)
})

test('in a group no name is said: the answer comes in private', async () => {
  const office = await aClass()
  const arrived = await office.hear('c1', '谁没做贷款确认', { room: '一班群', mentioned: true })
  const [inGroup, inPrivate] = [true, false].map(is =>
    arrived
      .filter(a => (a.chat === '一班群') === is)
      .map(a => a.text)
      .join(),
  )
  expect(inGroup).not.toMatch(/示例s|贷款|\d 人/)
  expect(inPrivate).toContain('2 人里还有 2 人没有')
  const apart = await office.hear('c1', '谁没做贷款确认', { room: '一班群', mentioned: true, unreachable: true })
  expect(apart.map(a => a.text).join()).not.toMatch(/示例s|贷款|\d 人/)
})

test('还没走 is not arrived; who spoke of a day that has passed, and who never told anything, stand apart', async () => {
  const office = await aClass('2026-06-28T12:00:00+08:00')
  await office.decideWith('s1', [handedIn('arrival', 'R1', { status: 'home' }), tagged('arrived', 'yes')])
  await office.decideWith('s2', [
    handedIn('arrival', 'R2', { status: 'not_left', leave_date: '2026-06-29' }),
    tagged('arrived', 'no'),
  ])
  await office.decideWith('m1', [
    handedIn('arrival', 'R3', { status: 'not_left', leave_date: '2026-06-25' }),
    tagged('arrived', 'no'),
  ])
  expect(await office.say('c1', '谁到家了')).toContain('5 人里有 1 人办好了')
  const said = await office.say('c1', '谁还没到家')
  expect(said).toMatch(/【还没走】1 人\n一班（1 人）：示例s2/)
  expect(said).toMatch(/【说过行程，过了那天还没有回音】1 人\n一班（1 人）：示例m1/)
  expect(said).toMatch(/【一直没有回音】2 人\n二班（1 人）：示例s4\n一班（1 人）：示例s3/)
  expect(await office.say('c1', '到家情况')).toContain('到家报平安：1/5（20%），2 人一直没有回音')
})

test('going through the conversation counts as arrived only at home', async () => {
  const office = await aClass()
  for (const line of ['到家报平安', '还没走', '6月29日', '佛山', '提交']) await office.say('s1', line)
  expect(await office.say('c1', '多少人到家了')).toContain('0/5')
  await office.say('s1', '到家了')
  expect(await office.say('c1', '多少人到家了')).toContain('1/5')
})

test('one press reminds those who are left in private, once a day, and says whom nothing reaches', async () => {
  const office = await aClass()
  await office.decideWith('s1', [handedIn('pledge', 'P1')])
  const [asked] = await office.hear('c1', '帮我提醒没签承诺的')
  expect(asked!.choices).toEqual(['确认提醒 承诺'])
  const arrived = await office.hear('c1', '确认提醒 承诺')
  expect(arrived.filter(a => a.to !== 'c1').map(a => a.to)).toEqual(['s2', 's4', 'm1'].sort())
  const says = arrived.find(a => a.to === 'c1')!.text
  expect(says).toContain('已经私下提醒 3 人')
  expect(says).toContain('示例s3（没绑定）')
  const again = await office.hear('c1', '确认提醒 承诺')
  expect(again.map(a => a.to)).toEqual(['c1'])
  expect(again[0]!.text).toContain('有 3 人刚提醒过')
  office.clock.set(new Date('2026-06-26T12:00:00+08:00'))
  expect((await office.hear('c1', '确认提醒 承诺')).length).toBe(4)
})

test('nobody is reminded at night, nor of a day that has not passed', async () => {
  const office = await aClass('2026-06-25T12:00:00+08:00')
  await office.decideWith('s2', [
    handedIn('arrival', 'R2', { status: 'not_left', leave_date: '2026-06-29' }),
    tagged('arrived', 'no'),
  ])
  const arrived = await office.hear('c1', '确认提醒 到家 一班')
  expect(arrived.map(a => a.to).sort()).toEqual(['c1', 'm1', 's1'])
  expect(arrived.find(a => a.to === 'c1')!.text).toContain('还没走或在路上的 1 人先不打扰')
  office.clock.set(new Date('2026-06-25T23:00:00+08:00'))
  const late = await office.hear('c1', '确认提醒 承诺')
  expect(late).toHaveLength(1)
  expect(late[0]!.text).toContain('6月26日 07:30 以后')
})

test('who has not confirmed a broadcast is asked by its number, or as the newest', async () => {
  const office = await aClass()
  const published = await office.say(
    'c1',
    '发布通知 给：一班 时间：现在 内容：明天上午九点在操场拍毕业照，请大家准时到。',
  )
  expect(published).toContain('A01')
  await office.say('c1', '发布')
  await office.wait(5)
  await office.say('s1', '收到 A01')
  for (const line of ['没确认 A01', 'A01 谁没看', '谁还没确认']) {
    const said = await office.say('c1', line)
    expect(said).toContain('4 人里还有 3 人没有')
    expect(said).toContain('示例m1、示例s2、示例s3')
  }
  expect(await office.say('c9', '没确认 A01')).toContain('没有找到 A01')
  expect(await office.say('c1', '确认提醒 A01')).toContain('A01')
})

test('monitors do not learn from a broadcast who has a loan', async () => {
  const office = await aClass()
  await office.say(
    'c1',
    '发布通知 给：一班有贷款的同学 时间：现在 内容：贷款毕业确认的材料请在本周五之前交到学院办公室。',
  )
  await office.say('c1', '发布')
  await office.wait(5)
  expect(await office.say('c1', '没确认 A01')).toContain('示例s1')
  expect(await office.say('m1', '没确认 A01')).toBe('贷款的办理情况只有负责的老师能看。')
  expect(await office.say('m1', '进度 A01')).not.toContain('示例s1')
})

test('an overview shows all in the care of whoever asks, and by class what is asked for alone', async () => {
  const office = await aClass()
  await office.decideWith('s4', [handedIn('pledge', 'P4')])
  const all = await office.say('d1', '进度')
  expect(all).toContain('示例学院，名册上 6 人')
  expect(all).toContain('文明离校承诺：1/6（16%）')
  expect(all).toContain('助学贷款毕业确认：0/3（0%）')
  expect(await office.say('d1', '承诺进度')).toMatch(/三班 0\/1\n一班 0\/4\n二班 1\/1/)
})

test('a broadcast to those who are left goes by the same rule', async () => {
  const office = await aClass()
  await office.decideWith('s1', [handedIn('loan', 'L1'), tagged('loan_done', 'no')])
  const preview = await office.say(
    'c1',
    '发布通知 给：我带的班没做贷款确认的同学 时间：现在 内容：还没有做毕业确认的同学请抓紧时间办理。',
  )
  expect(preview).toContain('名册上 2 人')
  expect(preview).toContain('还没办《助学贷款毕业确认》')
})

test('whoever changed class is seen where they are now', async () => {
  const office = await aClass()
  await office.say('c1', '发布通知 给：一班 时间：现在 内容：明天上午九点在操场拍毕业照，请大家准时到。')
  await office.say('c1', '发布')
  await office.wait(5)
  await office.database.db.updateTable('roster').set({ class_name: '三班' }).where('number', '=', 's2').execute()
  expect(await office.say('c1', '没确认 A01')).toContain('3 人里还有 3 人没有')
  expect(await office.say('c1', '没确认 A01')).not.toContain('示例s2')
  expect(await office.say('c9', '没确认 A01')).toContain('示例s2')
})

test('the conversation that asks how far somebody is has words for each answer', () => {
  const arrival = progressFlows(flows, shipped.rosterWords.audience).find(f => f.flow === 'arrival')!
  expect(arrival.tag).toBe('arrived')
  expect([...arrival.stages!.labels.values()]).toEqual(['还没走', '在路上', '已经到家'])
  const step = flows.find(f => f.name === 'arrival')!.steps.find(s => s.id === arrival.stages!.until)
  expect(step?.type).toBe('date')
})
