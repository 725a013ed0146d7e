import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseLines, run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const ask = (...args: string[]) => run(['ask', ...args], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })

/** Asks what comes in on standard input, as a process of its own. */
function askLines(input: string, args: readonly string[], env: Record<string, string> = {}) {
  const launch = resolve(import.meta.dirname, '../../src/launch.mjs')
  return spawnSync(process.execPath, [launch, 'ask', ...args], {
    ...{ input, encoding: 'utf8' },
    env: { ...process.env, ...env },
  })
}

test('ask --json prints one object with its fields in order', async () => {
  const { code, out } = await ask('退宿怎么办理', '--json')
  expect(code).toBe(0)
  const [asked] = parseLines(out)
  expect(Object.keys(asked!)).toEqual([
    'text',
    'outcome',
    'entry',
    'score',
    'reply',
    'candidates',
    'alarm',
    'values',
    'talk',
  ])
  expect(asked).toMatchObject({ text: '退宿怎么办理', outcome: 'answer', entry: 'checkout-steps' })
})

test('candidates are entries with scores, best first', async () => {
  const [asked] = parseLines((await ask('退宿', '--json')).out)
  const candidates = asked!.candidates as { entry: string; score: number }[]
  for (const c of candidates) expect(Object.keys(c)).toEqual(['entry', 'score'])
  expect(candidates.map(c => c.score)).toEqual(candidates.map(c => c.score).sort((a, b) => b - a))
})

test('ask without --json prints the reply alone', async () => {
  const { out } = await ask('退宿怎么办理')
  expect(out).toMatch(/^分三步：\n1\. 清行李。\n/)
})

test('several words are one question', async () => {
  expect(parseLines((await ask('退宿', '怎么办理', '--json')).out)).toMatchObject([{ text: '退宿 怎么办理' }])
})

test('ask --room reads group talk: no word to what is not for the bot', async () => {
  const { out } = await ask('今晚打球吗', '--room', '--json')
  expect(parseLines(out)).toMatchObject([{ outcome: 'silent', entry: null, reply: null }])
})

test('ask --room without --json shows silence', async () => {
  expect((await ask('今晚打球吗', '--room')).out.trim()).toBe('（不说话）')
})

test('ask --room --mentioned is answered with the short text', async () => {
  const { out } = await ask('退宿怎么办理', '--room', '--mentioned')
  expect(out).toContain('退宿先清行李')
})

test('ask --now sets the clock', async () => {
  const { out } = await ask('退宿什么时候截止', '--now', '2026-06-29T20:00:00+08:00')
  expect(out).toContain('明天就是退宿截止')
})

test('ask --now reads a time without an offset in the zone of the school', async () => {
  const { out } = await ask('退宿什么时候截止', '--now', '2026-06-30T00:30')
  expect(out).toContain('今天就是退宿截止')
})

test('an unreadable --now is refused with its cure', async () => {
  const { code, out, err } = await ask('退宿', '--now', 'tomorrow')
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/--now: .*tomorrow.* → .+/)
})

test('ask reads standard input line by line, each line on its own', () => {
  const input = '退宿怎么办理\r\n那要几天？\n\n\u0000\ud83d\n毕业证丢了怎么补办'
  const { status, stdout, stderr } = askLines(input, ['--json'], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })
  expect([status, stderr]).toEqual([0, ''])
  const asked = parseLines(stdout)
  expect(asked.map(a => a.text)).toMatchObject([
    '退宿怎么办理',
    '那要几天？',
    '',
    expect.any(String),
    '毕业证丢了怎么补办',
  ])
  expect(asked.map(a => a.entry)).toEqual(['checkout-steps', null, null, null, 'diploma-lost'])
})

test('ask --json tells an alarm for every line, in a group and unasked too', async () => {
  const alarms = async (text: string) => parseLines((await ask(text, '--json', '--room')).out)[0]!.alarm
  expect(await alarms('今晚打球吗')).toBeNull()
  expect(await alarms('高价收银行卡电话卡，一套五百，加微信')).toMatchObject({ kind: 'scam', type: '出租账号' })
  expect(await alarms('我真的不想活了')).toMatchObject({
    kind: 'crisis',
    type: 'mind',
    grade: 'serious',
    urgent: false,
    about: 'self',
  })
})

test('ask --talk reads lines as one talk: a fact is known some messages later, and an empty line begins anew', () => {
  const said = [
    '我考上研了',
    '退宿几号截止',
    '毕业证什么时候发',
    '校园卡的钱怎么退',
    '图书馆的书还要还吗',
    '',
    '退宿几号截止',
  ]
  const { stdout } = askLines(said.join('\n'), ['--talk', '--json'])
  const talks = parseLines(stdout).map(
    line => (line as { talk: { facts: object; texts: string[]; kinds: string[] } }).talk,
  )
  expect(talks[4]).toMatchObject({ facts: { 去向: '升学' }, texts: said.slice(2, 5) })
  expect(talks.at(-1)).toMatchObject({ facts: {}, texts: ['退宿几号截止'], kinds: ['when'] })
})
