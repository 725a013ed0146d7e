import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Given, takeAnswer } from '../../src/flows/answer.ts'
import { type Asking, stepSchema } from '../../src/flows/schema.ts'
import { bareWords } from '../../src/knowledge/phrases.ts'
import { answerWords } from '../support/content.ts'

const step = (raw: object) => stepSchema.parse({ id: 's', ask: '？', ...raw }) as Asking
const given = (text: string, images = 0): Given => ({
  text,
  images: Array.from({ length: images }, (_, n) => ({ url: `/${n}`, alt: '' })),
  now: new Date('2026-06-10T12:00:00+08:00'),
  zone: 'Asia/Shanghai',
  staff: [],
  videos: [],
  before: '',
  dayOf: word => ({ today: '2026-06-10', 'checkout.end': '2026-06-30' })[word] ?? null,
  same: bareWords,
  words: answerWords,
  sound: () => '',
})
/** The answer, or the reason against it with a ✗ before it. */
const take = (asking: Asking, text: string, images = 0) => {
  const taken = takeAnswer(asking, given(text, images))
  return 'answer' in taken ? taken.answer : `✗ ${taken.reject}`
}

const options = [
  { value: 'sweep', label: '打扫卫生' },
  { value: 'peace', label: '和睦相处', also: ['不吵架'] },
  { value: 'keys', label: '交钥匙（两把）' },
  { value: 'bills', label: '结清水电' },
  { value: 'power', label: '断电、关窗' },
]
const one = step({ type: 'choice', options })
const many = step({ type: 'choice', options, many: true })
const few = step({ type: 'choice', options, many: true, least: 2 })
const any = step({ type: 'choice', options, many: true, least: 0 })
const long = step({
  type: 'choice',
  many: true,
  options: Array.from({ length: 12 }, (_, n) => ({ value: `v${n + 1}`, label: `第${n + 1}项内容` })),
})

const choices: [asking: Asking, text: string, answer: unknown][] = [
  [one, '3', 'keys'],
  [one, '３', 'keys'],
  [one, '第三个', 'keys'],
  [one, '三', 'keys'],
  [one, '3.', 'keys'],
  [one, '选3', 'keys'],
  [one, '打扫卫生', 'sweep'],
  [one, '打掃衛生', 'sweep'],
  [one, '交钥匙(两把)', 'keys'],
  [one, '不吵架。', 'peace'],
  [one, '0', '✗ not-an-option'],
  [one, '6', '✗ not-an-option'],
  [one, '1 3', '✗ not-an-option'],
  [one, '', '✗ not-an-option'],
  [one, '。', '✗ not-an-option'],
  [many, '1 3 5', ['sweep', 'keys', 'power']],
  [many, '135', ['sweep', 'keys', 'power']],
  [many, '5,1、3', ['sweep', 'keys', 'power']],
  [many, '1和3', ['sweep', 'keys']],
  [many, '1 1 1', ['sweep']],
  [many, '全部', ['sweep', 'peace', 'keys', 'bills', 'power']],
  [many, '全选！', ['sweep', 'peace', 'keys', 'bills', 'power']],
  [many, '打扫卫生、和睦相处', ['sweep', 'peace']],
  [many, '和睦相处', ['peace']],
  [many, '断电、关窗', ['power']],
  [many, '打扫卫生和结清水电', ['sweep', 'bills']],
  [many, '139', '✗ not-an-option'],
  [many, '没有', '✗ not-an-option'],
  [many, '1 随便', '✗ not-an-option'],
  [few, '1', '✗ too-few'],
  [few, '12', ['sweep', 'peace']],
  [any, '都没有', []],
  [long, '12', ['v12']],
  [long, '1 12', ['v1', 'v12']],
  [long, '123', '✗ not-an-option'],
]

for (const [asking, text, answer] of choices)
  test(`a choice ${'many' in asking && asking.many ? 'of several' : 'of one'} takes “${text}” as ${JSON.stringify(answer)}`, () => {
    expect(take(asking, text)).toEqual(answer)
  })

const text = step({ type: 'text', min: 2, max: 5 })
const name = step({ type: 'text', refuse: ['id-number', 'bank-card', 'phone', 'password'], max: 100 })
const number = step({ type: 'number', min: 1, max: 60 })
const length = step({ type: 'number', whole: false })
const date = step({ type: 'date', from: 'today', until: 'checkout.end' })
const picture = step({ type: 'picture', most: 2, none: ['没有照片'] })
const confirm = step({ type: 'confirm', yes: ['同意', '好'], no: ['不同意', '不'] })

const others: [asking: Asking, text: string, answer: unknown][] = [
  [text, '小林', '小林'],
  [text, '林', '✗ too-short'],
  [text, '𠮷𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷𠮷'],
  [text, '一二三四五六', '✗ too-long'],
  [number, '12', 12],
  [number, '约 12 人', 12],
  [number, '12人左右', 12],
  [number, '１２', 12],
  [number, '0', '✗ out-of-range'],
  [number, '61', '✗ out-of-range'],
  [number, '1.5', '✗ not-a-number'],
  [number, '十几个', '✗ not-a-number'],
  [number, '', '✗ not-a-number'],
  [length, '1.5', 1.5],
  [length, '-0', 0],
  [length, '-1', '✗ out-of-range'],
  [date, '6月29日', '2026-06-29'],
  [date, '今天', '2026-06-10'],
  [date, '6月9日', '✗ too-early'],
  [date, '7月1日', '✗ too-late'],
  [date, '以后再说', '✗ not-a-day'],
  [date, '6月28日到30日', '✗ one-day'],
  [date, '月底', '✗ one-day'],
  [date, '明天或者后天', '✗ one-day'],
  [picture, '没有照片。', []],
  [picture, '等一下', '✗ no-picture'],
  [confirm, '同意', true],
  [confirm, '好！', true],
  [confirm, '1', true],
  [confirm, '2', false],
  [confirm, '不同意', false],
  [confirm, '同意吗', '✗ yes-or-no'],
  [confirm, '3', '✗ yes-or-no'],
]

for (const [asking, said, answer] of others)
  test(`a ${asking.type} takes “${said}” as ${JSON.stringify(answer)}`, () => {
    expect(take(asking, said)).toEqual(answer)
  })

const secrets = [
  '110101199003071234',
  '11010119900307123X',
  '110101 19900307 123x',
  '6222 0200 0000 0000 000',
  '6222020000000000',
  '13800000000',
  '138 0000 0000',
  '138-0000-0000',
  '１３８００００００００',
  '密码是abc123',
  '我的密码：a1b2c3',
  '验证码 123456',
]

for (const secret of secrets)
  test(`“${secret}” is refused where private data must not be written`, () => {
    expect(take(name, `小林 ${secret}`)).toBe('✗ private-data')
  })

for (const fine of ['小林', '2026年6月29日', '22级3班', '密码忘了，找谁重置', '验证码收不到', '东区3号楼412'])
  test(`“${fine}” is no private data`, () => {
    expect(take(name, fine)).toBe(fine)
  })

test('pictures are counted', () => {
  expect([take(picture, '', 2), take(picture, '', 3)]).toEqual([[expect.anything(), expect.anything()], '✗ too-many'])
})

test('whatever is said to whatever step, there is an answer or a reason', () => {
  const steps = fc.constantFrom(one, many, few, any, long, text, name, number, length, date, picture, confirm)
  const said = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789 ,、和全部.') }))
  fc.assert(
    fc.property(steps, said, fc.nat(4), (asking, words, images) => {
      const taken = takeAnswer(asking, given(words, images))
      expect('answer' in taken !== 'reject' in taken).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
