import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { parseLines, run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

/** A place to replay in: `play` writes the lines to a file and replays it on the same data each time. */
function stage() {
  const folder = tempFolder()
  const knowledge = copyFixture(join(folder, 'knowledge'))
  const data = join(folder, 'data')
  return {
    data,
    async play(lines: readonly (object | string)[], ...options: string[]) {
      const file = join(folder, 'talk.jsonl')
      writeFileSync(file, lines.map(l => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`).join(''))
      const ran = await run(['replay', file, '--data', data, '--json', ...options], { FAREWELL_KNOWLEDGE: knowledge })
      return { ...ran, sent: parseLines(ran.out) }
    },
  }
}

const line = (text: string, more: object = {}) => ({
  at: '2026-06-10T12:00:00+08:00',
  from: 'u1',
  room: null,
  text,
  ...more,
})

test('replay prints every delivery with time, room, person, text and pictures', async () => {
  const { code, sent } = await stage().play([line('退宿怎么办理', { name: '张三' })])
  expect(code).toBe(0)
  expect(Object.keys(sent[0]!)).toEqual(['at', 'room', 'to', 'text', 'images'])
  expect(sent).toMatchObject([{ at: '2026-06-10T04:00:00.000Z', room: null, to: 'u1', images: [] }])
})

test('a group is served as a group: talk among students is left alone', async () => {
  const { sent } = await stage().play([
    line('今晚打球吗', { room: 'c1', mentioned: false }),
    line('退宿怎么办理', { room: 'c1', mentioned: true }),
  ])
  expect(sent).toMatchObject([{ room: 'c1', text: expect.stringContaining('退宿先清行李') }])
})

test('the clock is set by each line', async () => {
  const { sent } = await stage().play([
    line('退宿什么时候截止', { at: '2026-06-29T20:00:00+08:00' }),
    line('退宿什么时候截止', { at: '2026-07-02T20:00:00+08:00' }),
  ])
  expect(sent[0]?.text).toContain('明天就是退宿截止')
  expect(sent[1]?.text).toContain('已经过了')
})

test('the conversation is remembered from line to line', async () => {
  const { sent } = await stage().play([line('退宿怎么办理'), line('那要几天？')])
  expect(sent.map(s => s.text)).toEqual([
    expect.stringMatching(/^分三步：/),
    expect.stringMatching(/^【退宿怎么办理】/),
  ])
})

test('a second run of the same transcript handles nothing twice', async () => {
  const { play } = stage()
  const lines = [line('退宿怎么办理'), line('退宿怎么办理'), line('月球背面')]
  expect((await play(lines)).sent).toHaveLength(3)
  expect(await play(lines)).toMatchObject({ code: 0, sent: [] })
})

test('a longer transcript goes on where the first run stopped', async () => {
  const { play } = stage()
  await play([line('退宿怎么办理')])
  const { sent } = await play([line('退宿怎么办理'), line('毕业证丢了怎么补办')])
  expect(sent.map(s => s.text)).toEqual([expect.stringContaining('毕业证明书')])
})

test('what was said in an earlier run is remembered', async () => {
  const { play } = stage()
  await play([line('退宿怎么办理')])
  const { sent } = await play([line('那要几天？')])
  expect(sent[0]?.text).toMatch(/清行李/)
})

test('an id tells a repeated line from a new one', async () => {
  const { sent } = await stage().play([line('退宿怎么办理', { id: 'm1' }), line('退宿怎么办理', { id: 'm1' })])
  expect(sent).toHaveLength(1)
})

const badLines: [what: string, text: string][] = [
  ['no JSON', '{"at":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['an object without a time', '{"from":"u1","text":"x"}'],
  ['an unreadable time', '{"at":"tomorrow","from":"u1","text":"x"}'],
  ['nobody speaking', '{"at":"2026-06-10T04:00:00Z","from":"","text":"x"}'],
  ['a text that is a number', '{"at":"2026-06-10T04:00:00Z","from":"u1","text":5}'],
]
for (const [what, text] of badLines)
  test(`a line with ${what} is reported with its number and skipped, and the run ends with 1`, async () => {
    const { code, err, sent } = await stage().play([line('退宿怎么办理'), text, line('毕业证丢了怎么补办')])
    expect(code).toBe(1)
    expect(err).toMatch(/line:2: .+ → .+/)
    expect(sent).toHaveLength(2)
  })

test('empty lines are no fault', async () => {
  expect(await stage().play(['', line('退宿怎么办理'), '  '])).toMatchObject({ code: 0, err: '' })
})

test('a picture is named by its path', async () => {
  const { sent, code } = await stage().play([line('', { image: '/tmp/a.png' })])
  expect([code, sent.length]).toEqual([0, 1])
})

test('what is quoted in a group by somebody who cannot be written to is looked at in their private chat', async () => {
  const file = join(tempFolder(), 'talk.jsonl')
  const there = { room: 'c1', mentioned: true, quotedCode: 'https://www.chsi.com.cn.xuexin-login.top/pay' }
  const lines = [line('能扫吗', { ...there, reachable: false }), line('帮我看看这个', { reachable: false })]
  writeFileSync(file, lines.map(l => JSON.stringify(l)).join('\n'))
  const { out } = await run(['replay', file, '--json'])
  expect(parseLines(out)).toMatchObject([
    { room: 'c1', text: expect.stringContaining('帮我看看这个') },
    { room: null, text: expect.stringContaining('【风险提示】') },
  ])
})

test('a transcript that is not there fails with 1 and its name', async () => {
  const { code, err } = await run(['replay', '/no/such/talk.jsonl'], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })
  expect(code).toBe(1)
  expect(err).toContain('/no/such/talk.jsonl')
})

for (const [what, path] of [
  ['a file', '/dev/null'],
  ['a folder that cannot be made', '/dev/null/x'],
] as const)
  test(`data that is ${what} is refused with one report and 1`, async () => {
    const { code, err } = await run(['replay', '/dev/null', '--data', path])
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`  ${path}: .+ → .+`))
  })

test('a database file that is none is refused with one report and 1', async () => {
  const data = tempFolder()
  writeFileSync(join(data, 'farewell.db'), 'junk')
  const { code, err } = await run(['replay', '/dev/null', '--data', data])
  expect(code).toBe(1)
  expect(err).toMatch(/farewell\.db: .+ → .+/)
})

test('a transcript that is a folder fails with 1 and its name', async () => {
  const { code, err } = await run(['replay', tmpdir()], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })
  expect([code, err]).toEqual([1, expect.stringContaining(tmpdir())])
})

test('without --data nothing is left behind', async () => {
  // A place of its own: others may be at work in the common one.
  const place = tempFolder()
  const knowledge = copyFixture(tempFolder())
  vi.stubEnv('TMPDIR', place)
  await run(['replay', '/dev/null'], { FAREWELL_KNOWLEDGE: knowledge })
  vi.unstubAllEnvs()
  expect(readdirSync(place)).toEqual([])
})

test('without --json a reader sees who was told what', async () => {
  const folder = tempFolder()
  const file = join(folder, 'talk.jsonl')
  writeFileSync(file, JSON.stringify(line('退宿怎么办理', { room: 'c1', mentioned: true })))
  const { out } = await run(['replay', file], { FAREWELL_KNOWLEDGE: copyFixture(join(folder, 'knowledge')) })
  expect(out).toMatch(/^── \S+ 群 c1 → u1\n退宿先清行李/)
})

test('questions lists what nobody could answer and how answers were rated', async () => {
  const { play, data } = stage()
  await play([line('月球背面'), line('月球背面', { from: 'u2' }), line('退宿怎么办理'), line('没用')])
  const { code, out } = await run(['questions', '--data', data, '--json'])
  expect(code).toBe(0)
  const { unanswered, ratings } = JSON.parse(out)
  expect(unanswered).toMatchObject([{ question: '月球背面', times: 2 }])
  expect(ratings).toEqual([{ entry: 'checkout-steps', useful: 0, useless: 1 }])
})

test('questions on data that is not there creates nothing by mistake', async () => {
  const data = join(tempFolder(), 'nothing')
  const { code } = await run(['questions', '--data', data])
  expect([code, existsSync(data)]).toEqual([1, false])
})

const anyLine = fc.oneof(
  fc.string({ unit: 'binary' }).map(s => s.replace(/[\r\n]/g, ' ')),
  fc.json({ maxDepth: 2 }).map(s => s.replace(/[\r\n]/g, ' ')),
  fc
    .record(
      {
        at: fc.oneof(
          fc.constantFrom('2026-06-10T12:00', '1900-01-01', '9999-12-31T23:59:59Z'),
          fc.string(),
          fc.integer(),
        ),
        from: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('u1', 'u2')),
        name: fc.string({ unit: 'binary' }),
        room: fc.oneof(fc.constant(null), fc.string({ unit: 'binary' })),
        text: fc.oneof(
          fc.constantFrom('退宿怎么办理', '1', '有用', '模式 静默', '@小助手 帮助'),
          fc.string({ unit: 'binary' }),
        ),
        mentioned: fc.boolean(),
        role: fc.constantFrom('student', 'counselor', 'king'),
        image: fc.string(),
      },
      { requiredKeys: ['at', 'from'] },
    )
    .map(o => JSON.stringify(o)),
)

test('replay survives any lines', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { maxLength: 40 }), async lines => {
      const { code, err } = await stage().play(lines)
      expect([0, 1]).toContain(code)
      expect(err).not.toMatch(/\n {4}at /) // a stack means a defect
    }),
    { numRuns: 25 },
  )
})
