import { expect, test } from 'vitest'
import type { Answer } from '../../src/core/memory.ts'
import { type AnswerLine, openAnswers } from '../support/flow-answers.ts'

const answers = openAnswers()
const read = (at: string, text: string) => {
  const [flow = '', step = ''] = at.split('.')
  return answers.got({ flow, step, text, expected: '' } satisfies AnswerLine)
}
const allBut = (...left: string[]) =>
  'bans dorm property thesis contract loan fraud peers calm duty'
    .split(' ')
    .filter(v => !left.includes(v))
    .join('+')

const told: [at: string, text: string, answer: Answer][] = [
  ['counselor.topic', '我被骗了', 'scam'],
  ['counselor.topic', '宿舍的事', 'checkout'],
  ['counselor.topic', '不是宿舍的事 是档案', 'papers'],
  ['counselor.topic', '毕业证上名字错了怎么办', 'diploma'],
  ['counselor.urgency', '有点急 明天就走了', 'today'],
  ['counselor.urgency', '后天下午的高铁', 'days'],
  ['pledge.items', '都选 除了贷款', allBut('loan')],
  ['pledge.items', '除了第三个都要', allBut('property')],
  ['pledge.items', '我没贷款，其他都可以呀', allBut('loan')],
  ['pledge.items', '二和四吧', 'dorm+thesis'],
  ['checkout.done_items', '钥匙还了，水电费还没交', 'keys'],
  ['checkout.done_items', '就差查宿和签字，别的都弄好了', 'belongings+sorting+cleaning+photos+keys+bills+power'],
  ['checkout.done_items', '啥也没干呢', 'none'],
  ['checkout.done_items', '茶宿过了', 'inspection'],
  ['arrival.leave_date', '后天下午的高铁，票都买好了', '2027-06-18'],
  ['meeting.held_on', '周一晚上开的，拖堂了', '2027-06-14'],
  ['loan.study', '不念了，上班去', 'false'],
  ['scam.moved', '已经扫码付了一千九', 'true'],
  ['pledge.keep_ok', '存呗，不存怎么做证书', 'true'],
]

for (const [at, text, answer] of told)
  test(`at ${at}, “${text}” is ${answer}`, () => {
    expect(read(at, text)).toBe(answer)
  })

for (const [at, text] of [
  ['checkout.done_items', '水电费在哪里查有没有欠'],
  ['pledge.items', '选了做不到会被处分吗'],
  ['loan.kind', '这两种利息有差吗'],
  ['message.level', '老师看得到吗'],
  ['arrival.leave_date', '宿舍最晚能住到几号'],
] as const)
  test(`at ${at}, “${text}” is a question and no answer`, () => {
    expect(read(at, text)).toBe('✗ question')
  })

for (const [at, text] of [
  ['checkout.done_items', '钥匙还没还'],
  ['checkout.done_items', '差不多都弄完了'],
  ['loan.study', '还在等录取结果'],
  ['arrival.leave_date', '明天不走'],
  ['arrival.leave_date', '28号或者29号走'],
  ['counselor.topic', '今天天气不错'],
] as const)
  test(`at ${at}, “${text}” leaves it open`, () => {
    expect(read(at, text)).toBe('✗')
  })

test('what may mean two options is asked back with the two', () => {
  expect(read('counselor.topic', '押金没退，贷款也没确认')).toBe('✗ 退宿、宿舍|助学贷款、资助')
})
