import { expect, test } from 'vitest'
import { makeRecords } from '../../src/store/records.ts'
import { reminderReads } from '../../src/store/reminders/reads.ts'
import { aFlow } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'
import { aPerson, openOffice } from '../support/office.ts'
import { at } from '../support/seen.ts'
import { deciding, forgetting } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

/** Wednesday, 10 June 2026, noon. */
const open = openOffice
const hours = 60

test('a reminder is confirmed with weekday and date and said at its minute', async () => {
  const office = await open()
  expect(await office.say('s1', '明天下午三点提醒我交钥匙')).toBe('好的，6月11日 周四 15:00 提醒你：交钥匙')
  expect(await office.wait(26 * hours + 59)).toEqual([])
  const [arrived] = await office.wait(2)
  expect(arrived).toMatchObject({ chat: 'private/s1', to: 's1' })
  expect(arrived!.text).toContain('提醒你：交钥匙')
  expect(await office.wait(48 * hours)).toEqual([])
})

test('an hour that may be morning or evening is confirmed as a guess', async () => {
  const office = await open()
  const said = await office.say('s1', '明天8点提醒我开会')
  expect(said).toContain('6月11日 周四 08:00')
  expect(said).toContain('猜')
})

test('a repeated one says when it comes next and when it ends, and comes each time', async () => {
  const office = await open()
  const said = await office.say('s1', '每周五晚上8点提醒我写周记')
  expect(said).toContain('每周五 20:00（下一次 6月12日 周五 20:00）')
  expect(said).toContain('12月7日')
  expect(await office.wait(3 * 7 * 24 * hours)).toHaveLength(3)
  expect(await office.wait(52 * 7 * 24 * hours)).toHaveLength(23)
  expect(await office.say('s1', '我的提醒')).toContain('还没有提醒')
})

test.each([
  ['每三天晚上8点提醒我浇花', ['每 3 天一次 20:00（下一次 6月10日 周三 20:00）', '从 6月10日 周三 这一次开始算']],
  ['每隔两天晚上8点提醒我浇花', ['每 3 天一次 20:00', '中间空几天']],
  ['隔周周五下午三点提醒我打球', ['每 2 周的周五 15:00（下一次 6月12日 周五 15:00）', '从 6月12日']],
  ['每月第一个周一下午三点提醒我开会', ['每月第 1 个周一 15:00（下一次 7月6日']],
  ['每月最后一个工作日下午三点提醒我报账', ['每月最后一个工作日 15:00（下一次 6月30日']],
  ['单周周五下午三点提醒我值日', ['还不会', '每两周的周五']],
])('“%s” is confirmed in its own words', async (text, said) => {
  const office = await open()
  const answer = await office.say('s1', text)
  for (const words of said) expect(answer).toContain(words)
})

test('one that comes yearly is said once at least, and says until when', async () => {
  const office = await open()
  const said = await office.say('s1', '每年6月1日上午九点提醒我送花')
  expect(said).toContain('每年 6 月 1 号 09:00（下一次 2027年6月1日 周二 09:00）')
  expect(said).toContain('一直提醒到 6月3日')
  expect(await office.wait(365 * 24 * hours)).toHaveLength(1)
})

test('a date of the school is counted from, and followed when it moves', async () => {
  const office = await open()
  const said = await office.say('s1', '退宿截止前一天提醒我交钥匙')
  expect(said).toContain('退宿截止前 1 天（6月29日 周一 09:00）')
  expect(said).toContain('示例')
  const { school } = office.content.knowledge
  const field = { ...school.fields.get('checkout.end')!, value: '2026-06-20' }
  const moved = { ...school, fields: new Map([...school.fields, ['checkout.end', field]]) }
  office.reload({ ...office.content, knowledge: { ...office.content.knowledge, school: moved } })
  expect(await office.wait(9 * 24 * hours)).toHaveLength(1)
})

test('what is missing is asked for, and the next message gives it', async () => {
  const office = await open()
  expect(await office.say('s1', '提醒我交钥匙')).toContain('什么时候')
  expect(await office.say('s1', '后天早上九点')).toBe('好的，6月12日 周五 09:00 提醒你：交钥匙')
  expect(await office.say('s1', '明天下午三点提醒我')).toContain('提醒你什么')
  expect(await office.say('s1', '还书')).toBe('好的，6月11日 周四 15:00 提醒你：还书')
})

test('a time that is over is asked for again, and may be dropped', async () => {
  const office = await open()
  expect(await office.say('s1', '今天早上8点提醒我吃药')).toContain('已经过了')
  expect(await office.say('s1', '明天早上8点')).toContain('6月11日 周四 08:00 提醒你：吃药')
  expect(await office.say('s1', '昨天提醒我吃药')).toContain('已经过了')
  expect(await office.say('s1', '算了')).toContain('不设了')
  expect(await office.say('s1', '农历五月初五提醒我回家')).toContain('农历')
})

test('what was guessed is said, and the next message puts it right', async () => {
  const office = await open()
  const guessed = await office.say('s1', '明天提醒我交钥匙')
  expect(guessed).toContain('6月11日 周四 09:00')
  expect(guessed).toContain('没说几点')
  expect(await office.say('s1', '下午三点')).toBe('好的，改成 6月11日 周四 15:00 提醒你：交钥匙')
  expect(await office.say('s1', '不对，是晚上八点')).toBe('好的，改成 6月11日 周四 20:00 提醒你：交钥匙')
  expect(await office.say('s1', '改成后天')).toBe('好的，改成 6月12日 周五 20:00 提醒你：交钥匙')
  expect(await office.say('s1', '我的提醒')).toContain('（1 个）')
  expect(await office.wait(4 * 24 * hours)).toHaveLength(1)
})

test('morning put right to evening keeps the hour, of a repeated one too', async () => {
  const office = await open()
  expect(await office.say('s1', '明天8点提醒我开会')).toContain('08:00')
  expect(await office.say('s1', '是晚上')).toContain('6月11日 周四 20:00')
  await office.say('s1', '每天早上8点提醒我喝水')
  expect(await office.say('s1', '不对，九点半')).toContain('每天 09:30')
  expect(await office.say('s1', '我的提醒')).toContain('（2 个）')
})

test.each([
  ['明早七点叫醒我', '6月11日 周四 07:00'],
  ['叫我明天早上六点起床', '6月11日 周四 06:00'],
  ['提醒一下这周六晚上六点聚餐', '6月13日 周六 18:00'],
  ['6.18晚八点抢显卡，到时候喊我', '6月18日 周四 20:00'],
])('“%s” is a request too', async (text, when) => {
  const office = await open()
  expect(await office.say('s1', text)).toContain(`好的，${when} 提醒你`)
})

test('which night is meant is said around midnight', async () => {
  const office = await open()
  expect(await office.say('s1', '今晚12点提醒我抢票')).toContain('6月10日 周三 夜里过了零点、6月11日 周四 凌晨')
  const late = await open({ begin: '2026-06-11T00:30:00+08:00' })
  expect(await late.say('s1', '明天早上8点提醒我开会')).toContain('“明天”按 6月12日 周五 算')
})

test.each([
  ['6月28日（周一）提醒我退宿', '6月28日 周日，和你说的星期对不上'],
  ['6月30日前提醒我交材料', '截止'],
  ['过几天提醒我交材料', '太笼统'],
  ['明天或后天提醒我交材料', '一次说一个'],
  ['除了周末每天早上8点提醒我打卡', '没把握'],
  ['提前半小时提醒我开会', '不知道那件事'],
  ['下课提醒我交作业', '什么时候提醒你'],
  ['60小时前提醒我交材料', '已经过了'],
])('“%s” is asked back', async (text, said) => {
  const office = await open()
  expect(await office.say('s1', text)).toContain(said)
  expect(await office.wait(30 * 24 * hours)).toEqual([])
})

test('a row is reminded of at its start, and an event ahead of it; both are said', async () => {
  const office = await open()
  expect(await office.say('s1', '明天下午2点到4点提醒我值班')).toContain('开头')
  const ahead = await office.say('s1', '后天下午三点开会，提前半小时提醒我')
  expect(ahead).toContain('6月12日 周五 14:30 提醒你：开会')
  expect(ahead).toContain('算出来')
})

test('a question in between is answered and is no answer', async () => {
  const office = await open()
  await office.say('s1', '提醒我交钥匙')
  expect(await office.say('s1', '退宿截止到几号')).toContain('6月30日')
  expect(await office.say('s1', '明天下午三点')).toContain('15:00 提醒你：交钥匙')
})

test('they are listed with numbers and cancelled by number, by words, by day, or all at once', async () => {
  const office = await open()
  for (const line of ['明天下午三点提醒我交钥匙', '后天提醒我还书', '每天早上8点提醒我喝水', '6月20号提醒我买票'])
    await office.say('s1', line)
  const list = await office.say('s1', '我的提醒')
  expect(list).toContain('你的提醒（4 个）')
  expect(list).toContain('1. 6月11日 周四 15:00：交钥匙')
  expect(list).toContain('3. 每天 08:00（下一次 6月11日 周四 08:00）：喝水')
  expect(await office.say('s1', '取消提醒 2')).toBe('好，取消了：还书')
  expect(await office.say('s1', '不用提醒我喝水了')).toBe('好，取消了：喝水')
  expect(await office.say('s1', '取消6月20号的提醒')).toBe('好，取消了：买票')
  expect(await office.say('s1', '取消提醒 9')).toContain('没有找到')
  await office.say('s1', '后天提醒我还书')
  expect(await office.say('s1', '取消提醒')).toContain('要取消哪一个')
  expect(await office.say('s1', '取消全部提醒')).toContain('2 个提醒都取消了')
  expect(await office.wait(30 * 24 * hours)).toEqual([])
})

test('one sees and cancels only one’s own', async () => {
  const office = await open()
  await office.say('s1', '明天下午三点提醒我交钥匙')
  expect(await office.say('s2', '我的提醒')).toContain('还没有提醒')
  await office.say('s2', '取消全部提醒')
  expect(await office.say('s1', '我的提醒')).toContain('交钥匙')
})

test('in a group there is only a pointer; the text is said in private', async () => {
  const office = await open()
  const arrived = await office.hear('s1', '明天下午三点提醒我交贷款材料', { room: 'g', mentioned: true })
  expect(arrived.find(a => a.chat === 'room/g')!.text).not.toMatch(/贷款|三点|15:00/)
  expect(arrived.find(a => a.chat === 'private/s1')!.text).toContain('交贷款材料')
  expect((await office.wait(30 * hours)).map(a => a.chat)).toEqual(['private/s1'])
  const incomplete = await office.hear('s1', '提醒我还书', { room: 'g', mentioned: true })
  expect(incomplete.map(a => a.chat)).toEqual(['room/g'])
})

test('in a group nobody who does not address the bot is heard', async () => {
  const office = await open()
  expect(await office.hear('s1', '明天下午三点提醒我交钥匙', { room: 'g' })).toEqual([])
})

test('twenty are enough for one person, and a text has its length', async () => {
  const office = await open()
  for (let n = 1; n <= 20; n++) {
    await office.say('s1', `6月20号上午9点提醒我做第${n}件事`)
    office.clock.set(new Date(office.clock.now().getTime() + 10_000))
  }
  expect(await office.say('s1', '6月20号提醒我再做一件')).toContain('已经有 20 个')
  expect(await office.say('s1', `明天提醒我${'交'.repeat(101)}`)).toContain('100 字')
})

test('the same message twice is one reminder', async () => {
  const office = await open()
  const sent = { id: 'once' }
  await office.hear('s1', '明天下午三点提醒我交钥匙', sent)
  await office.hear('s1', '明天下午三点提醒我交钥匙', sent)
  expect(await office.wait(48 * hours)).toHaveLength(1)
})

test('it outlives a restart, and comes late with the time it was meant for', async () => {
  const folder = tempFolder()
  const before = await open({ folder })
  await before.say('s1', '明天下午三点提醒我交钥匙')
  await before.database.close()
  const after = await open({ folder, begin: '2026-06-11T17:00:00+08:00', drawn: 1000 })
  const [arrived, ...rest] = await after.wait(0)
  expect(arrived!.text).toContain('交钥匙（本来是 6月11日 周四 15:00')
  expect(rest).toEqual([])
  expect(await after.wait(48 * hours)).toEqual([])
})

test('what is late waits for the morning; what is too late is reported to its person', async () => {
  const folder = tempFolder()
  const before = await open({ folder })
  await before.say('s1', '今天下午三点提醒我交钥匙')
  await before.say('s2', '每天下午三点提醒我喝水')
  await before.database.close()
  const after = await open({ folder, begin: '2026-06-11T04:00:00+08:00', drawn: 1000 })
  expect(await after.wait(3 * hours)).toEqual([])
  const arrived = await after.wait(1 * hours)
  expect(arrived.map(a => a.chat)).toEqual(['private/s1'])
  expect(arrived[0]!.text).toContain('没能按时说')
  expect(await reminderReads(after.database.db).latest(9)).toMatchObject([{ state: 'skipped', reason: 'missed' }])
  expect((await after.wait(9 * hours)).map(a => a.text)).toEqual([expect.stringContaining('喝水')])
})

test('a time that someone chose at night is kept', async () => {
  const office = await open()
  await office.say('s1', '今晚11点半提醒我抢票')
  expect(await office.wait(11 * hours + 31)).toHaveLength(1)
})

test('two runs at once say it once', async () => {
  const office = await open()
  await office.say('s1', '半小时后提醒我关火')
  office.clock.set(at('2026-06-10 12:31'))
  const ringing = office.chores.find(c => c.name === 'ringing')!
  await Promise.all([ringing.run(office.clock.now()), ringing.run(office.clock.now())])
  expect(await office.wait(0)).toHaveLength(1)
})

test('after binding it goes on under the number, to the handle of now', async () => {
  const office = await open({ people: [aPerson('s1')] })
  const stranger = (text: string) =>
    office.turns.run(anUpdate({ from: 'old', text, at: office.clock.now() }), office.decide)
  await stranger('明天下午三点提醒我交钥匙')
  await office.turns.run(anUpdate({ from: 'old' }), deciding([{ do: 'bind', number: 's1' }]))
  await office.turns.run(anUpdate({ from: 'old' }), deciding([{ do: 'unbind' }]))
  await office.say('s1', '后天提醒我还书')
  expect(await office.say('s1', '我的提醒')).toMatch(/1\. .*交钥匙[\s\S]*2\. .*还书/)
  expect((await office.wait(30 * hours)).map(a => a.chat)).toEqual(['private/s1'])
})

test('where the channel cannot write first, nothing is promised', async () => {
  const office = await open({ reach: new Set(['elsewhere']) })
  expect(await office.say('s1', '明天下午三点提醒我交钥匙')).toContain('没法主动找你')
  expect(await office.wait(48 * hours)).toEqual([])
})

test('they are among what is stored about a person, and go with it', async () => {
  const office = await open()
  await office.say('s1', '明天下午三点提醒我交钥匙')
  const records = await makeRecords(office.database).of('s1')
  expect(JSON.stringify(records.reminder)).toContain('交钥匙')
  await office.turns.run(anUpdate({ from: 's1' }), deciding([forgetting]))
  expect(await office.wait(48 * hours)).toEqual([])
})

const writing = aFlow(
  'writing',
  `
title: 写感言
starts: [写感言]
steps:
  - { id: kind, type: choice, ask: 哪一类？, options: [{ value: a, label: 祝福 }, { value: b, label: 经验 }] }
  - { id: text, type: text, ask: 写吧, free: true }
  - { id: end, type: end, say: "收到：{text}" }
`,
)

test('in a conversation it is set and the question asked again; free writing stays what it is', async () => {
  const office = await open({ flows: [writing] })
  await office.say('s1', '写感言')
  const said = await office.say('s1', '明天下午三点提醒我交钥匙')
  expect(said).toContain('提醒你：交钥匙')
  expect(said).toContain('哪一类？')
  await office.say('s1', '祝福')
  expect(await office.say('s1', '明天下午三点提醒我交钥匙')).toContain('收到：明天下午三点提醒我交钥匙')
  expect(await office.say('s1', '我的提醒')).toContain('（1 个）')
})

test('how it is done is told', async () => {
  const office = await open()
  expect(await office.say('s1', '怎么设提醒')).toContain('取消提醒 2')
})
