import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { certificateSvg, drawCertificate } from '../../src/reports/certificate.ts'
import { lacking } from '../../src/reports/fonts.ts'
import { inTwo, oneLine, sizeFor, widthOf } from '../../src/reports/measure.ts'
import { openPress } from '../../src/reports/press.ts'
import { parseCertificateWords } from '../../src/reports/words.ts'
import { aCertificate, pledgeItems } from '../support/certificate.ts'

const where = 'knowledge/certificate.yaml'
const source = readFileSync(where, 'utf8')

/** The words of a changed file, and its problems. */
function parse(change: (text: string) => string = text => text) {
  const problems: Problem[] = []
  return { words: parseCertificateWords({ where, text: change(source) }, problems), problems }
}

const words = parse().words!
const svg = (how: Parameters<typeof aCertificate>[0] = {}) => certificateSvg(aCertificate(how), words)
const press = openPress({ idleSeconds: 0.05 })
afterAll(() => press.close())

/** Left and right end of what is drawn for a text. */
function reach(picture: string, text: string): [number, number] {
  const d = new RegExp(`aria-label="${text}" d="([^"]+)"`).exec(picture)?.[1]
  // Every pair of numbers in these paths is a point: they have only M, L, Q, C and Z.
  const xs = [...(d ?? '').matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(pair => Number(pair[1]))
  return [Math.min(...xs), Math.max(...xs)]
}

test('the picture is a PNG of 1240 × 1754 pixels and the PDF has one page', async () => {
  const { png, pdf } = await drawCertificate(aCertificate(), words)
  expect(Buffer.from(png.subarray(0, 8)).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const view = new DataView(png.buffer, png.byteOffset)
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1240, 1754])
  const text = Buffer.from(pdf).toString('latin1')
  expect(text.startsWith('%PDF-1.')).toBe(true)
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(text).toContain('/FontFile2')
})

test('the same certificate is the same bytes', async () => {
  const [one, two] = [await drawCertificate(aCertificate(), words), await drawCertificate(aCertificate(), words)]
  expect(Buffer.compare(one.png, two.png) || Buffer.compare(one.pdf, two.pdf)).toBe(0)
})

for (const name of [
  '林',
  '䶮喆㛃',
  '阿卜杜拉·买买提江·吐尔逊江·艾合买提',
  'Muhammad Abdurrahman Al-Rashid Wang',
  '王'.repeat(60),
])
  test(`the name “${name.slice(0, 20)}” stands whole in the middle`, () => {
    const [left, right] = reach(svg({ name }), name)
    expect(left).toBeGreaterThan(164)
    expect(right).toBeLessThan(1076)
    expect(Math.abs((left + right) / 2 - 620)).toBeLessThan(8)
  })

test('a long name is set smaller than a short one', () => {
  const setting = { size: 86, width: 860, weight: 'bold', spacing: 0 } as const
  expect(sizeFor('林知夏', setting)).toBe(86)
  const long = sizeFor('王'.repeat(20), setting)
  expect(long).toBe(43)
  expect(widthOf('王'.repeat(20), setting) * long).toBeLessThanOrEqual(860)
})

test('markup in a name stays text', () => {
  const picture = svg({ name: '<script>alert("1")</script>&', items: ['<b>', pledgeItems[0]!] })
  expect(picture).not.toContain('<script>')
  expect(picture).not.toContain('<b>')
  expect(picture).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;')
})

test('braces in a name are not filled in', () => {
  expect(svg({ name: '{school}' })).toContain('aria-label="{school}"')
})

test('control and direction characters do not reach the picture', () => {
  expect(oneLine(' 王\u202e\u0000小\n\t明\ud800\u3000 ')).toBe('王小 明')
})

test('a sample school is marked all over, a real one not at all', () => {
  expect(svg({ isSample: true }).match(/aria-label="示例"/g)).toHaveLength(3)
  expect(svg({ isSample: true })).toContain(words.sampleNote)
  expect(svg()).not.toContain('aria-label="示例"')
})

test('a revoked certificate is stamped, and has neither the promise nor the bot’s mark', () => {
  const picture = svg({ revoked: true })
  expect(picture).toContain('aria-label="已撤回"')
  expect(picture).not.toContain('自愿作出以下承诺')
  expect(picture).not.toContain('aria-label="离校小助手"')
  expect(svg()).not.toContain('已撤回')
})

test('every certificate says that it is voluntary and no proof', () => {
  expect(svg()).toMatch(/aria-label="[^"]*自愿[^"]*不作为办理任何手续的凭据/)
})

test('the date is that of the zone', () => {
  expect(svg({ date: new Date('2027-06-17T16:30:00Z') })).toContain('2027 年 6 月 18 日')
})

test('without an address there is no code to scan', () => {
  expect(svg({ verifyAt: null })).not.toContain(words.scan)
  expect(svg()).toContain('https://farewell.example.edu.cn/verify/K7QD-M2XA-9F4T')
})

test('without a class the school stands alone', () => {
  expect(svg({ className: ' ' })).toContain('aria-label="示例大学"')
})

for (const count of [1, 2, 3, 4, 7, 11, 12])
  test(`${count} items stand one below the other between the borders`, () => {
    const picture = svg({ items: pledgeItems.slice(0, count) })
    const places = [...picture.matchAll(/<g transform="translate\((\d+) ([\d.]+)\)/g)].map(m => [
      Number(m[1]),
      Number(m[2]),
    ])
    const items = places.filter(([, y]) => y! > 930 && y! < 1350)
    expect(items).toHaveLength(count)
    expect(new Set(items.map(String)).size).toBe(count)
    expect(Math.min(...items.map(([x]) => x!))).toBeGreaterThanOrEqual(140)
  })

test('thirteen items are a defect of the caller', () => {
  expect(() => svg({ items: [...pledgeItems, '多'] })).toThrow(RangeError)
})

test('a long item is broken in two, never before a mark', () => {
  expect(inTwo('离校之前整理好自己的东西，并把垃圾分类投放')).toEqual([
    '离校之前整理好自己的东西，',
    '并把垃圾分类投放',
  ])
  expect(inTwo('a title that is long')).toEqual(['a title', 'that is long'])
})

test('names with rare characters can be written, smileys cannot', () => {
  expect(lacking('䶮喆㛃𬱖𬭎𫘜·Éa')).toEqual([])
  expect(lacking('王😀小😀')).toEqual(['😀'])
})

test('the press draws what we draw ourselves, and rests afterwards', async () => {
  const ours = await drawCertificate(aCertificate(), words)
  const { png, pdf } = await press.draw(aCertificate(), words)
  expect(Buffer.compare(png, ours.png) || Buffer.compare(pdf, ours.pdf)).toBe(0)
  expect(press.memory()).toBeGreaterThan(0)
  await expect.poll(() => press.memory()).toBe(0)
})

test('the press refuses what it cannot draw and goes on', async () => {
  const [bad, good] = await Promise.allSettled([
    press.draw(aCertificate({ items: [] }), words),
    press.draw(aCertificate(), words),
  ])
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('1 to 12 items') } })
  expect(good.status).toBe('fulfilled')
})

test('a closed press refuses what waits and what comes afterwards', async () => {
  const other = openPress()
  const waiting = expect(other.draw(aCertificate(), words)).rejects.toThrow('closed')
  other.close()
  await waiting
  await expect(other.draw(aCertificate(), words)).rejects.toThrow('closed')
})

test('the words as shipped are right', () => {
  expect(parse().problems).toEqual([])
})

const lineOf = (start: string) => source.split('\n').findIndex(line => line.startsWith(start)) + 1

for (const [fault, change, line] of [
  ['a sentence that is missing', (text: string) => text.replace(/^ribbon:.*\n/m, ''), 1],
  [
    'a name that the program must fill',
    (text: string) => text.replace('person: "{name}"', 'person: 同学'),
    lineOf('person:'),
  ],
  ['the notice without 自愿', (text: string) => text.replace('的自愿承诺', '的承诺'), lineOf('notice:')],
  ['the notice that makes it a proof', (text: string) => text.replace('不作为办理', '作为办理'), lineOf('notice:')],
  ['eleven numerals', (text: string) => text.replace(', 十二]', ']'), lineOf('numerals:')],
  ['broken YAML', (text: string) => text.replace('title: ', 'title: "'), null],
] as const)
  test(`${fault} is reported with its line`, () => {
    const { words, problems } = parse(change)
    expect(words).toBeNull()
    expect(problems[0]).toMatchObject({ where, line: line ?? expect.any(Number) })
  })
