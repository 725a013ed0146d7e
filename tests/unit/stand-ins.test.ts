import { describe, expect, test } from 'vitest'
import { readsIn } from '../../src/store/reads.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const college = '示例学院'
const of = (...names: string[]) => names.map(name => ({ of: 'class' as const, college, name }))
const people = [
  aPerson('s1', { name: '王同学', counselor: 'c1' }),
  aPerson('s3', { className: '三班', counselor: 'c3' }),
  aCounselor('c1', { name: '赵一', scope: of('一班') }),
  aCounselor('c3', { name: '李三', scope: of('三班') }),
  aCounselor('c4', { name: '李四', scope: of('四班') }),
  aCounselor('c9', { name: '钱九', college: '另一学院', scope: [{ of: 'class', college: '另一学院', name: '九班' }] }),
  aPerson('k1', { name: '孙院', role: 'college', className: '', scope: [{ of: 'college', college }] }),
]
const danger = '我不想活了，药已经买好了，今晚就走'

/** An office on 10 June 2026 in which everybody can be written to. */
async function office() {
  const at = await openOffice({ people })
  for (const { number } of people) await at.hear(number, '你好')
  return at
}

/** Whom a message reaches, besides the one who wrote. */
const reached = (arrived: { chat: string }[], but: string) =>
  [...new Set(arrived.map(a => a.chat.replace(/^.*[:/]/, '')))].filter(who => who !== but)

describe('a counselor says who stands in for them', () => {
  test('the days and the name are read, both are told, and it ends by itself', async () => {
    const at = await office()
    const arrived = await at.hear('c1', '我请假 6月10日到6月15日 由 李三 代')
    expect(arrived.map(a => a.text).join('\n')).toContain('6月10日 周三 到 6月15日 周一 赵一的班级由李三代')
    expect(arrived.find(a => a.chat.includes('c3'))?.text).toContain('请你代班')
    expect(await at.say('c3', '绑定码 一班')).toContain('王同学')
    at.clock.set(new Date('2026-06-16T00:00:00+08:00'))
    expect(await at.say('c3', '绑定码 一班')).toContain('不在你负责的范围里')
  })

  test('it begins on its day', async () => {
    const at = await office()
    expect(await at.say('c1', '我请假 7月10日到15日，由李三代')).toContain('7月10日 周五 到 7月15日')
    expect(await at.say('c3', '绑定码 一班')).toContain('不在你负责的范围里')
  })

  test('what is unclear is asked back, and nothing is set', async () => {
    const at = await office()
    expect(await at.say('c1', '我请假')).toContain('请写清楚从哪天到哪天')
    expect(await at.say('c1', '我请假 过几天 由李三代')).toContain('没看懂请假的日期“过几天”')
    expect(await at.say('c1', '我请假 明天 由钱九代')).toContain('没找到能代班的“钱九”')
    expect(await at.say('c1', '我请假 6月15日到6月10日 由李三代')).toContain('没看懂')
    const asked = await at.hear('c1', '我请假 明天 由李老师代')
    expect(asked.map(a => a.choices)).toEqual([
      ['我请假 2026-06-11到2026-06-11 由c3代', '我请假 2026-06-11到2026-06-11 由c4代'],
    ])
    expect(await at.database.db.selectFrom('stand_in').selectAll().execute()).toEqual([])
    expect(await at.say('c1', asked[0]!.choices[1]!)).toContain('由李四代')
  })

  test('nobody stands in who is away, and one leave has one stand-in', async () => {
    const at = await office()
    await at.say('c3', '我请假 6月12日 由李四代')
    expect(await at.say('c1', '我请假 6月10日到6月15日 由李三代')).toContain('自己也请假')
    expect(await at.say('c3', '我请假 6月11日到6月13日 由李四代')).toContain('已经有人代了')
  })

  test('students and strangers set nothing', async () => {
    const at = await office()
    await at.say('s1', '我请假 明天 由李三代')
    expect(await at.database.db.selectFrom('stand_in').selectAll().execute()).toEqual([])
  })

  test('销假 ends it at once', async () => {
    const at = await office()
    expect(await at.say('c1', '销假')).toContain('没有设请假')
    await at.say('c1', '我请假 今天到6月15日 由李三代')
    const back = await at.hear('c1', '销假')
    expect(back.map(a => a.text).join('\n')).toContain('不再由李三代')
    expect(back.find(a => a.chat.includes('c3'))?.text).toContain('已经销假')
    expect(await at.say('c3', '绑定码 一班')).toContain('不在你负责的范围里')
    const acts = await at.database.db.selectFrom('audit').select(['person', 'act']).orderBy('seq').execute()
    expect(acts.filter(a => a.act.endsWith('stand-in'))).toEqual([
      { person: 'n:c1', act: 'set-stand-in' },
      { person: 'n:c1', act: 'end-stand-in' },
    ])
  })
})

describe('while it holds', () => {
  test('of somebody in danger both hear at once, and the stand-in is named', async () => {
    const at = await office()
    await at.say('c1', '我请假 今天到6月15日 由李三代')
    const arrived = await at.hear('s1', danger)
    expect(reached(arrived, 's1').sort()).toEqual(['c1', 'c3'])
    expect(
      arrived
        .filter(a => a.chat.includes('s1'))
        .map(a => a.text)
        .join(),
    ).toContain('李三')
  })

  test('whoever is away hears nothing of it where they said so', async () => {
    const at = await office()
    await at.say('c1', '我请假 今天到6月15日 由李三代')
    await at.database.db.updateTable('stand_in').set({ away_told: 0 }).execute()
    expect(reached(await at.hear('s1', danger), 's1')).toEqual(['c3'])
    // Unless nobody would be there in their place.
    await at.database.db.deleteFrom('roster').where('number', '=', 'c3').execute()
    await at.database.db.deleteFrom('crisis_case').execute()
    expect(reached(await at.hear('s1', `${danger}，真的`), 's1')).toEqual(['c1'])
  })

  test('whoever stands in and is away too has their own stand-in besides', async () => {
    const at = await office()
    await at.say('c1', '我请假 今天到6月15日 由李三代')
    expect(await at.say('c3', '我请假 今天到6月12日 由李四代')).toContain('还在替赵一代班')
    expect(reached(await at.hear('s1', danger), 's1').sort()).toEqual(['c1', 'c3', 'c4'])
    expect(await at.say('c4', '绑定码 一班')).toContain('王同学')
  })
})

describe('what else counselors are told', () => {
  test('a request for a person goes to both', async () => {
    const at = await office()
    await at.say('c1', '我请假 今天到6月15日 由李三代')
    const asked = { topic: '宿舍', urgency: '一般', text: '退宿', how: '电话', mayContact: true, keepDays: 30 }
    const notice = { text: '有同学找', choices: [], images: [], rateable: false }
    expect(
      reached(await at.decideWith('s1', [{ do: 'hand-off', number: 'H1', ...asked, notice }]), 's1').sort(),
    ).toEqual(['c1', 'c3'])
    expect(await at.say('c3', '待办')).toContain('H1')
    expect(await at.say('c4', '待办')).not.toContain('H1')
  })

  test('groups are asked about with both', async () => {
    const at = await office()
    const one = { college, name: '一班' }
    const near = async () => {
      const homes = await readsIn(at.database.db, at.clock.now()).roster.counselorsOf(one)
      return homes.map(h => h.handle)
    }
    expect(await near()).toEqual(['c1'])
    await at.say('c1', '我请假 今天到6月15日 由李三代')
    expect(await near()).toEqual(['c3', 'c1'])
  })
})
