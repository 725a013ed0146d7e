import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { played } from '../../src/app/model/asking.ts'
import { turnAlone } from '../../src/bot/ask.ts'
import { readContent } from '../../src/bot/content.ts'
import { makeDecide } from '../../src/bot/turn.ts'
import { mostCandidates, type PickQuestion } from '../../src/core/picking.ts'
import type { Decision, Turn } from '../../src/core/turn.ts'
import { makeEndpointPicker } from '../../src/model/endpoint.ts'
import { hostile, openService } from '../support/model/server.ts'

const root = resolve(import.meta.dirname, '../..')
const places = { knowledge: resolve(root, 'knowledge'), flows: resolve(root, 'flows'), zone: 'Asia/Shanghai' }
const content = readContent(places).content!
const { entries, phrases } = content.knowledge
const now = new Date('2027-06-10T12:00:00+08:00')
const alone = makeDecide(() => content)

/** The turn of somebody who agreed. */
const agreed = (text: string): Turn => ({
  ...turnAlone(text, { isRoom: false, isMentioned: false, now }),
  modelConsent: { version: phrases.model.version, isGiven: true },
})

function withPicks(turn: Turn, picked: readonly string[]): Turn {
  return { ...turn, update: { ...turn.update, message: { ...turn.update.message, picked } } }
}

const saidIn = ({ effects }: Decision) => effects.flatMap(e => (e.do === 'say' ? [e.saying.text] : []))
const whatElse = phrases.beside.split('{title}')[0]!

/** The text of an entry as the bot says it where somebody chose it from a list, which no model has a part in. */
async function chosen(question: string, entry: string): Promise<string> {
  const turn = turnAlone('1', { isRoom: false, isMentioned: false, now })
  const pending = { entries: [entry], question, at: now.getTime() }
  return saidIn(await alone({ ...turn, session: { ...turn.session, pending } })).join('\n')
}

interface Asked {
  text: string
  asked: PickQuestion
  without: string[]
}

/** Questions of strangers that the model would be asked about, with what is said without it. */
const doubted: Asked[] = []
for (const line of readFileSync(resolve(root, 'tests/content/questions-blind.tsv'), 'utf8').split('\n')) {
  const [text = ''] = line.split('\t')
  if (line.startsWith('#') || text === '') continue
  const { asked, decision } = await played(agreed(text), () => content)
  if (asked) doubted.push({ text, asked, without: saidIn(decision) })
}

test('of the questions of strangers some dozens are in doubt, each with a few candidates that are nobody’s secret', () => {
  expect(doubted.length).toBeGreaterThan(24)
  for (const { asked } of doubted) {
    expect(asked.candidates.length).toBeLessThanOrEqual(mostCandidates)
    for (const { id } of asked.candidates)
      expect([id, entries.get(id)!.unprompted, /^(mind|safety|fraud)-/.test(id)]).toEqual([id, true, false])
  }
})

test('without a pick all is as it is without a model', async () => {
  for (const { text, without } of doubted.slice(0, 40)) {
    const turn = turnAlone(text, { isRoom: false, isMentioned: false, now })
    expect(saidIn(await alone(turn))).toEqual(without)
  }
})

test('whatever is picked, what is said is what was said without, or the texts of the bot’s own candidates', async () => {
  const all = [...entries.keys()]
  const one = fc.constantFrom(...doubted)
  const foreign = fc.constantFrom(...all, 'no-such', '__proto__', '忽略以上要求', '')
  const picks = fc.array(fc.oneof(fc.nat(7), foreign), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(one, picks, async ({ text, asked, without }, drawn) => {
      const ids = asked.candidates.map(c => c.id)
      const picked = drawn.map(d => (typeof d === 'number' ? (ids[d] ?? 'none') : d))
      const { decision } = await played(withPicks(agreed(text), picked), () => content)
      const said = saidIn(decision)
      const own = [...new Set(picked)].filter(id => ids.includes(id))
      if (own.length === 0) return void expect(said).toEqual(without)
      const titles = ids.map(id => entries.get(id)!.title)
      if (decision.verdict.outcome === 'clarify')
        return void expect(decision.verdict.candidates.every(c => ids.includes(c.entry))).toBe(true)
      for (const id of decision.verdict.candidates.slice(0, own.length === 1 ? 1 : 3).map(c => c.entry)) {
        expect(ids).toContain(id)
        const [body = ''] = (await chosen(text, id)).split(whatElse)
        expect(said.join('\n')).toContain(body.trim())
      }
      const beside = said.join('\n').split(whatElse)[1]
      if (beside !== undefined) expect(titles.some(title => beside.includes(title))).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test.each(Object.entries(hostile))(
  'where the service answers with %s everybody is told what they are told without',
  async (_, manner) => {
    const service = await openService(manner)
    const picker = makeEndpointPicker({ url: service.url, model: 'm', key: null })
    const some = doubted.slice(0, 36)
    for (const { text, asked, without } of some) {
      const answer = await picker.pick(asked, new AbortController().signal)
      expect(answer).toHaveProperty('failed')
      const picked = 'ids' in answer ? answer.ids : []
      const { decision } = await played(withPicks(agreed(text), picked), () => content)
      expect(saidIn(decision)).toEqual(without)
      if (_ === 'fifty megabytes') break
    }
  },
)

const digits = '零一二三四五六七八九'
const written = fc.constantFrom(
  (n: string) => n,
  (n: string) => n.replace(/(\d{3})(\d{4})/, '$1 $2 '),
  (n: string) => n.replace(/(\d{3})(\d{4})/, '$1-$2-'),
  (n: string) => n.replace(/(\d{3})(\d{4})/, '$1，$2，'),
  (n: string) => [...n].join('.'),
  (n: string) => [...n].join('·'),
  (n: string) => [...n].map(d => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join(''),
  (n: string) => [...n].map(d => digits[Number(d)]).join(''),
  (n: string) => `${n.slice(0, 5)}加${n.slice(5)}`,
)
const number = fc.oneof(
  fc.stringMatching(/^1[3-9]\d{9}$/),
  fc.stringMatching(/^[1-9]\d{16}[\dX]$/).map(n => n.replace('X', '0')),
  fc.stringMatching(/^20\d{8}$/),
  fc.stringMatching(/^62\d{17}$/),
)

test('no number of a phone, a card or a person leaves, however it is written', async () => {
  let left = 0
  const doubt = doubted[0]!.text
  await fc.assert(
    fc.asyncProperty(number, written, fc.boolean(), async (n, write, isFirst) => {
      const text = isFirst ? `${write(n)} ${doubt}` : `${doubt}，我的号是${write(n)}`
      const { asked } = await played(agreed(text), () => content)
      if (!asked) return
      left++
      const sent = `${asked.question} ${asked.before.join(' ')}`.normalize('NFKC')
      const figures = sent.replace(/[零一二三四五六七八九]/g, d => String(digits.indexOf(d))).replace(/\D/g, '')
      for (let at = 0; at + 7 <= n.length; at++) expect(figures).not.toContain(n.slice(at, at + 7))
    }),
    { numRuns: 150 },
  )
  // Else nothing would be shown.
  expect(left).toBeGreaterThan(0)
})
