import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askOnce } from '../../src/bot/ask.ts'
import { makeDecide } from '../../src/bot/turn.ts'
import { readKnowledge } from '../../src/knowledge/load.ts'
import { contentOf } from '../support/content.ts'
import { copyFixture, fixtureKnowledge, zone } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const knowledge = fixtureKnowledge()
const decide = makeDecide(() => contentOf(knowledge))
const now = new Date('2026-06-10T04:00:00Z')
const outcomes = ['answer', 'clarify', 'unknown', 'silent', 'flow', 'alarm']

/** Asks in private, in a group, and in a group by name; checks what must hold for any text. */
async function askEverywhere(text: string) {
  for (const [isRoom, isMentioned] of [
    [false, false],
    [true, false],
    [true, true],
  ] as const) {
    const asked = await askOnce(decide, text, { isRoom, isMentioned, now })
    expect(outcomes).toContain(asked.outcome)
    expect(asked.score >= 0 && asked.score <= 1).toBe(true)
    if (!isRoom || isMentioned) expect(asked.reply).not.toBeNull()
    if (asked.reply !== null) expect(asked.reply).not.toMatch(/\{\w+\}|\{\{|undefined|\[object/)
    JSON.parse(JSON.stringify(asked))
  }
}

const chinese = fc.constantFrom(...'退宿毕业证丢了怎么办贷款什么时候几号在哪里？，。！ ')
const nasty = fc.constantFrom(
  '\u0000',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\u001b[31m',
  '😀',
  '👨‍👩‍👧',
  '\ufffd',
  '\r\n',
  '\u2005',
  '@小助手',
  '/',
  '模式 ',
  '{{x}}',
  '{office}',
  '$&',
  '<script>',
  "'; drop table session; --",
  '1',
  '有用',
  'tuisu',
  'ﷺ',
  'Ǆ',
)

test('any string gets a verdict', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), askEverywhere), { numRuns: 300 })
})

test('any mixture of Chinese, names, commands and strange characters gets a verdict', async () => {
  const pieces = fc.array(fc.oneof({ weight: 3, arbitrary: chinese }, { weight: 1, arbitrary: nasty }), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(pieces, list => askEverywhere(list.join(''))),
    { numRuns: 500 },
  )
})

const texts: [what: string, text: string][] = [
  ['nothing', ''],
  ['100,000 Chinese characters', '退宿'.repeat(50_000)],
  ['100,000 Latin letters', 'tuisu'.repeat(20_000)],
  ['100,000 spaces', ' '.repeat(100_000)],
  ['100,000 question marks', '？'.repeat(100_000)],
  ['100,000 zero-width characters', '\u200b'.repeat(100_000)],
  ['100,000 emoji', '👨‍👩‍👧'.repeat(12_500)],
  ['100,000 mentions', '@小助手'.repeat(25_000)],
  ['letters that grow in capitals', 'ﷺ'.repeat(600)],
  ['binary', Array.from({ length: 256 }, (_, n) => String.fromCharCode(n)).join('')],
  ['lone surrogates', '\ud83d退宿\udc00怎么办\ud800'],
  ['right-to-left text', '\u202eكيف退宿怎么办\u202c'],
  ['control characters', '\u0007\u001b[2J退宿\u0000怎么办'],
  ['HTML', '<img src=x onerror=alert(1)>退宿'],
  ['SQL', "'; DROP TABLE session; -- 退宿"],
  ['words of JavaScript objects', '__proto__ constructor toString 退宿'],
  ['the name of an object method alone', 'constructor'],
  ['a placeholder', '{{school.name}} {office} 退宿'],
  ['a placeholder in a trouble of one’s own', '退{{x}}证在了'],
]
for (const [what, text] of texts)
  test(`${what} gets a verdict`, async () => {
    await askEverywhere(text)
  })

const files = readdirSync(resolve(import.meta.dirname, '../support/knowledge')).concat('phrases.yaml')
const nonsense = fc.constantFrom(
  '',
  ':',
  '- ',
  '[',
  '{',
  '"',
  '&a ',
  '*a',
  '*b',
  '!!binary ',
  '!x ',
  '|',
  '<<: *a\n',
  '\t',
  '\n',
  '\u0000',
  '```',
  '## ',
  '### ',
  '{{',
  '}}',
  '\ufffd',
  '% ',
  '? ',
  '__proto__: 1\n',
  'null',
  '2026-13-45',
  '1e999',
  '# ',
)

/** Cuts something out of a text somewhere and puts something else there. */
const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(60), put: nonsense })

function mutate(text: string, { at, cut, put }: { at: number; cut: number; put: string }): string {
  const from = Math.floor(at * text.length)
  return text.slice(0, from) + put + text.slice(from + cut)
}

test('knowledge files damaged at random are read or give problems, and never throw', () => {
  const folder = tempFolder()
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(mutation, { minLength: 1, maxLength: 4 }), (file, mutations) => {
      let lines = 0
      copyFixture(folder, {
        [file]: text => {
          const damaged = mutations.reduce(mutate, text)
          lines = damaged.split('\n').length
          return damaged
        },
      })
      const { knowledge: read, problems } = readKnowledge(folder, { zone })
      expect(read === null).toBe(problems.length > 0)
      for (const { where, line, what, cure } of problems) {
        expect([where, what, cure]).not.toContain('')
        if (line !== null && where.endsWith(file)) expect(line >= 1 && line <= lines + 1).toBe(true)
      }
    }),
    { numRuns: 250 },
  )
})
