import { expect, test } from 'vitest'
import { alarmIn } from '../../src/safety/detect.ts'
import { shippedLists } from './safety.support.ts'

const lists = shippedLists()

test('a person in danger comes before a scam in the same message', () => {
  const alarm = alarmIn(lists, '高价收银行卡电话卡，加微信。我真的不想活了')
  expect(alarm).toMatchObject({ kind: 'crisis', type: 'mind', about: 'self' })
})

test('a scam alone is a scam, with what caused it', () => {
  const alarm = alarmIn(lists, '高价收银行卡电话卡，一套五百，加微信')
  expect(alarm).toMatchObject({ kind: 'scam', type: '出租账号' })
  expect(alarm!.signals.length).toBeGreaterThan(0)
  expect(alarm!.score).toBeGreaterThan(0.5)
})

test('ordinary talk raises no alarm', () => {
  for (const text of ['', '今晚打球吗', '食堂几点关门', '毕业快乐，江湖再见']) expect(alarmIn(lists, text)).toBeNull()
})
