import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from '../../src/office/broadcasts/compare.ts'

const record = [
  '【诈骗预警】A07（重要）',
  '示例学院 示例老师1',
  '',
  '2026年6月12日 9:00 有人冒充辅导员，收 200.50 元押金，别转账。材料在 https://pay.example.edu/a-b 查，电话 0571-88000000。',
  '',
  '看到请回复“收到 A07”，6月15日 12:00 前有效。',
  '真假可以查：给小助手发“验证 A07”。',
].join('\n')
const points = [...record]
const verdictOf = (copy: string) => compare(copy, record).is

test.each([
  ['as it is', record],
  ['without white space', record.replace(/\s/g, '')],
  ['in full width', record.replace(/[!-~]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  [
    'with other punctuation',
    record.replaceAll('，', ',').replaceAll('“', '"').replaceAll('”', '"').replaceAll('。', '.'),
  ],
  ['in traditional characters', record.replaceAll('诈骗预警', '詐騙預警').replaceAll('账', '賬')],
  ['with ornaments and nothing wide', `📢${points.join('\u200b')}❤️`],
])('%s it is the record', (_, copy) => {
  expect(verdictOf(copy)).toBe('same')
})

test('the same written with other spaces, widths, ornaments and invisible characters is the record', () => {
  const noise = fc.constantFrom('', '', ' ', '\n', '\u3000', '\u200b', '\ufeff', '📢', '❗️', '👨‍👩‍👧', '★', '\u202e')
  const wide = (c: string, isWide: boolean) =>
    isWide && c > ' ' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c
  const setting = fc.array(fc.record({ noise, isWide: fc.boolean() }), {
    minLength: points.length,
    maxLength: points.length,
  })
  fc.assert(
    fc.property(setting, set => {
      expect(verdictOf(points.map((c, n) => wide(c, set[n]!.isWide) + set[n]!.noise).join(''))).toBe('same')
    }),
  )
})

const contacts = [
  'http://pay.example',
  'ｗｗｗ．pay．example',
  'pay。example',
  '加QQ 12345678',
  '微信号：wx_abc',
  '群号①②③④⑤⑥',
  '❶❸❽',
  '电话一三八零零零零',
  '1З8OOOO',
  '🇶🇶',
  '1️⃣3️⃣8️⃣',
  '🔟',
  'a@b.example',
  '6222 0000 1111 2222',
  '9',
  '￥200',
  '今晚',
]

test('whatever is put in, wherever it is put, the text is not the record any more, and what was put in is shown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...contacts), fc.nat(points.length), (contact, at) => {
      const copy = [...points.slice(0, at), contact, ...points.slice(at)].join('')
      const { is, added } = compare(copy, record)
      expect(is).toBe('different')
      expect(added.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['another amount', '200.50', '20050', '20050'],
  ['an amount with a digit more', '200.50', '2000.50', '2000.50'],
  ['another time', '9:00', '900', '900'],
  ['another host', 'pay.example.edu', 'payexample.edu', 'https://payexample.edu/a-b'],
  ['O for 0', '88000000', '88OOO000', '0571-88OOO000'],
  ['a word', '别转账', '请转账', '请'],
])('%s is a difference and is shown whole', (_, from, to, shown) => {
  const { is, added } = compare(record.replace(from, to), record)
  expect(is).toBe('different')
  expect(added.join(' ')).toContain(shown)
})

test('a piece of it is a piece; half of a number is another number', () => {
  expect(verdictOf('有人冒充辅导员，收 200.50 元押金')).toBe('part')
  expect(verdictOf('示例学院 示例老师1')).toBe('part')
  expect(verdictOf(record.slice(record.indexOf('2026')))).toBe('part')
  const half = compare('有人冒充辅导员，收 20', record)
  expect(half.is).toBe('different')
  expect(half.missing).toEqual(['200.50'])
  expect(verdictOf(record.slice(0, record.indexOf('0000。')))).toBe('different')
})

test('what was left out within it is a difference and is shown', () => {
  const { is, added, missing } = compare(record.replace('，别转账', ''), record)
  expect({ is, added, missing }).toEqual({ is: 'different', added: [], missing: ['别转账'] })
})

test('words around one piece of it are told from words within it', () => {
  expect(compare(`请大家看一下：${record}`, record)).toMatchObject({ isWrapped: true, added: ['请大家看一下'] })
  expect(compare(record.replace('别转账', '请转账'), record)).toMatchObject({ isWrapped: false })
})

test('a long text made to be slow is compared soon', () => {
  const begun = performance.now()
  compare(
    points
      .flatMap((c, n) => (n % 5 === 4 ? [c, '嗯'] : [c]))
      .join('')
      .repeat(20),
    record.repeat(5),
  )
  expect(performance.now() - begun).toBeLessThan(2000)
})
