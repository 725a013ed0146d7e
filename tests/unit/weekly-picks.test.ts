import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'

const shipped = (name: string) =>
  aStanding(name, readFileSync(join(import.meta.dirname, '../../flows/reminders', `${name}.yaml`), 'utf8'))
const people = [
  aPerson('s1'),
  aCounselor('c1', { name: '李芳' }),
  aCounselor('c9', { name: '王敏', scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
  aPerson('o1', { role: 'school', name: '孙立', className: '', scope: [{ of: 'school' }] }),
]

/** Thursday noon, with three pieces of s1: one waits, one may be shown, one is chosen for this week. */
async function opened() {
  const office = await openOffice({
    people,
    flows: [aFlow('message', shippedFlow('message')), aFlow('gratitude', shippedFlow('gratitude'))],
    reminders: [shipped('yiban'), shipped('yiban-office')],
    begin: '2026-06-11T12:00:00+08:00',
    deskUrl: 'https://bot.example.edu',
  })
  for (const number of ['s1', 'c1', 'c9', 'o1']) await office.say(number, '你好')
  const body = { body: '谢谢图书馆', level: 'public', sign_name: '小林' }
  const row = { flow: 'message', version: 2, code: null, revised_at: null, delete_at: 9e15, person: 'n:s1' }
  const states = ['review', 'submitted', 'submitted'] as const
  const rows = states.map((state, n) => ({
    ...row,
    number: `M260611-AAAAAA${n}`,
    state,
    at: n,
    answers: JSON.stringify({ ...body, category: ['wishes', 'advice', 'work'][n]! }),
  }))
  const letter = { teacher: ['刘某'], body: '谢谢您', sign: 'anonymous' }
  await office.database.db
    .insertInto('submission')
    .values([
      ...rows,
      {
        ...row,
        flow: 'gratitude',
        version: 1,
        number: 'E260611-AAAAAAA',
        state: 'submitted',
        at: 4,
        answers: JSON.stringify(letter),
      },
    ])
    .execute()
  const c1 = await openDesk(office).as('c1')
  await c1.press('/desk/contributions?of=shown', 'pick', { number: 'M260611-AAAAAA2' })
  return office
}

test('counselors are told on Thursday what they have to choose from, and the school on Friday what was chosen, each with the page', async () => {
  const office = await opened()
  const page = 'https://bot.example.edu/desk/contributions?of=week&week=2026-06-08'
  const thursday = await office.wait(6 * 60)
  const of = (number: string) => thursday.find(a => a.to === number)?.text
  expect(of('c1')).toContain(`等老师看的 1 份，可以展示的 2 份，这一周已经选了 1 份。\n去看、去选、去拿：${page}`)
  expect(of('c9')).toContain('等老师看的 0 份，可以展示的 0 份，这一周已经选了 0 份')
  expect(of('o1')).toBeUndefined()
  const friday = await office.wait(24 * 60)
  expect(friday.map(a => a.to)).toEqual(['o1'])
  expect(friday[0]!.text).toContain('这一周已经选了 1 份')
  expect(friday[0]!.text).toContain('学校易班网主页')
})
