import { expect, test } from 'vitest'
import { claimByLink } from '../../src/office/broadcasts/confirm.ts'
import { readsIn } from '../../src/store/reads.ts'
import { publish } from '../support/broadcast.ts'
import { openOffice } from '../support/office.ts'

const line = '发布通知 截止提醒 普通 给：一班 时间：现在 内容：周五前交钥匙。'
const of = { college: '示例学院', name: '一班' }
const nobody = { number: null, name: '', role: 'student' as const, home: null, scope: [] }

/** A broadcast to 一班, and what a claim over its class's link comes to. */
async function opened() {
  const office = await openOffice()
  await publish(office, line)
  const claim = (person: string, number = 'A01') => {
    const read = readsIn(office.database.db, office.clock.now())
    return claimByLink({ read }, nobody, { number, person, of })
  }
  return { office, claim }
}

test('whoever is named, a claim comes to the same, and leaves no line: the log is for staff', async () => {
  const { claim } = await opened()
  for (const person of ['s1', 's2', '20999999'])
    expect(await claim(person)).toEqual({
      done: null,
      effects: [{ do: 'claim-broadcast', number: 'A01', person, of }],
      audit: null,
    })
})

test('what can be nobody’s number is refused', async () => {
  const { claim } = await opened()
  for (const person of ['', '小林', "s1' or 1=1", 'x'.repeat(31)])
    expect(await claim(person)).toEqual({ refused: 'bad-number', audit: null })
})

test('of one that never left, or was recalled while the page was open, nothing is claimed', async () => {
  const { office, claim } = await opened()
  expect(await claim('s1', 'A77')).toMatchObject({ refused: 'unknown' })
  await office.hear('c1', '撤回 A01 写错了')
  expect(await claim('s1')).toMatchObject({ refused: 'recalled' })
})
