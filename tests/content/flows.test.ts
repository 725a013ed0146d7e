import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readContent } from '../../src/bot/content.ts'
import { playExamples } from '../../src/bot/play.ts'
import { bareWords } from '../../src/knowledge/phrases.ts'
import { claimsAllDay, claimsPledgeForCertificate, hotlinesAfterTransfer, sentences } from '../support/claims.ts'

const root = resolve(import.meta.dirname, '../..')
const { content, problems } = readContent({
  knowledge: join(root, 'knowledge'),
  flows: join(root, 'flows'),
  zone: 'Asia/Shanghai',
})

test('the shipped flows are in order', () => {
  expect(problems).toEqual([])
})

const { knowledge, flows: library } = content!
const flows = [...library.current.values()]
const textOf = (name: string) => readFileSync(join(root, 'flows', `${name}.yaml`), 'utf8')
/** Everything that a flow's steps say, with the step's name. */
const spoken = flows.flatMap(flow =>
  flow.steps.flatMap(step =>
    Object.entries(step)
      .flatMap(([key, value]) => {
        if (key === 'options')
          return step.type === 'choice' ? step.options.flatMap(o => [o.label, o.explain ?? '']) : []
        return ['say', 'ask', 'help', 'reject', 'label'].includes(key) ? [String(value)] : []
      })
      .map(text => ({ at: `${flow.name}.${step.id}`, text })),
  ),
)
/** Where a sentence stands of which something wrong is true. */
const offenders = (isWrong: (sentence: string) => boolean) =>
  spoken.flatMap(({ at, text }) =>
    sentences(text)
      .filter(isWrong)
      .map(s => `${at}: ${s}`),
  )

test('all flows are there', () => {
  expect(flows.map(f => f.name).sort()).toEqual(
    'arrival checkout counselor gratitude heart informing jobhelp jobpost loan media meeting message mydata pledge proposal scam talk visit'.split(
      ' ',
    ),
  )
})

describe.each(flows.map(f => [f.name, f] as const))('%s', (name, flow) => {
  test('its examples play as written', async () => {
    expect(await playExamples(content!, flow)).toEqual([])
  })

  test('every value that it names is in school.yaml or retention.yaml', () => {
    const keys = [...textOf(name).matchAll(/\{\{([^}]+)\}\}/g)].map(found => found[1]!.trim())
    expect(keys.filter(key => !knowledge.school.fields.has(key) && !knowledge.school.kept.has(key))).toEqual([])
  })

  test('the dates that bound it are dates of school.yaml', () => {
    const bounds = flow.steps.flatMap(s => (s.type === 'date' ? [s.from, s.until] : [])).concat(flow.deadline)
    const keys = bounds.filter(b => b !== undefined && b !== 'today' && !/^\d/.test(b)) as string[]
    expect(keys.filter(key => knowledge.school.fields.get(key)?.type !== 'date')).toEqual([])
  })

  test('a submission can be looked through before it is saved', () => {
    const saves = flow.steps.findIndex(s => s.type === 'effect' && (s.do === 'save' || s.do === 'handoff'))
    const reviews = flow.steps.findIndex(s => s.type === 'review')
    expect(saves === -1 || (reviews !== -1 && reviews < saves)).toBe(true)
  })

  test('every answer that is asked for freely can be refused for private data', () => {
    const open = flow.steps.filter(s => s.type === 'text' && !s.refuse.includes('id-number') && flow.for === 'student')
    expect(open.map(s => s.id)).toEqual([])
  })

  test('what a button sends is at most sixty bytes', () => {
    const sent = flow.steps.flatMap(s =>
      s.type === 'confirm' ? [s.yes[0]!, s.no[0]!] : s.type === 'picture' ? s.none.slice(0, 1) : [],
    )
    expect(sent.filter(word => Buffer.byteLength(word) > 60)).toEqual([])
  })
})

test('every flow that an entry offers is there', () => {
  const offered = [...knowledge.entries.values()].flatMap(e => (e.flow === null ? [] : [e.flow]))
  expect(offered.filter(name => !library.current.has(name))).toEqual([])
})

test('no sentence begins two flows, and none is a word that flows themselves understand', () => {
  const { flow: words } = knowledge.phrases
  const own = [
    words.back,
    words.skip,
    words.restart,
    words.leave,
    words.repeat,
    words.stepHelp,
    words.resume,
    words.submit,
  ]
  const starts = flows.flatMap(f => [...new Set([f.title, ...f.starts].map(bareWords))])
  expect(starts.filter((s, n) => starts.indexOf(s) !== n)).toEqual([])
  expect(starts.filter(s => own.flat().some(w => bareWords(w) === s))).toEqual([])
})

for (const name of ['loan', 'scam', 'counselor', 'message', 'media', 'mydata', 'arrival', 'visit', 'meeting', 'talk'])
  test(`${name} is for a private chat only`, () => {
    expect(library.current.get(name)!.private).toBe(true)
  })

for (const name of ['visit', 'meeting', 'talk'])
  test(`${name} is for staff and says that no private matters belong in it`, () => {
    expect(library.current.get(name)!.for).toBe('staff')
    expect(textOf(name)).toMatch(/(?:不写|不要写|不记|别写|不用写|不登记)[^。]*(?:姓名|名字|隐私)/)
  })

test('no text says that a certificate depends on the pledge', () => {
  expect(offenders(claimsPledgeForCertificate)).toEqual([])
})

test('the pledge says that it is voluntary', () => {
  expect(textOf('pledge')).toContain('自愿')
})

test('12356 is never called a 24-hour line', () => {
  expect(offenders(claimsAllDay)).toEqual([])
})

const secret = '(?:身份证(?:号码?)?|密码|口令|验证码|银行卡号?|卡号|CVV)'
/** A sentence that wants such data; one that says not to write it is fine. */
const wantsSecret = (sentence: string) =>
  new RegExp(
    `(?:输入|填写?|发给?|告诉|提供|报|写|是多少|什么|几)[^，,、]{0,8}${secret}|${secret}[^，,、]{0,6}(?:是多少|是什么|发给|填|写)`,
  ).test(sentence) && !/不|别|没|勿|只当面/.test(sentence)

test('no question asks for an ID number, a password, a code or a bank card', () => {
  const asks = spoken.filter(({ at, text }) => {
    const [name, id] = at.split('.')
    const step = library.current.get(name!)!.steps.find(s => s.id === id)!
    return 'ask' in step && (step.ask === text || ('help' in step && step.help === text))
  })
  const wrong = asks.flatMap(({ at, text }) =>
    sentences(text)
      .filter(wantsSecret)
      .map(s => `${at}: ${s}`),
  )
  expect(wrong).toEqual([])
})

for (const bad of ['请输入身份证号', '你的银行卡号是多少', '把验证码发给我', '密码是什么'])
  test(`“${bad}” would be noticed`, () => {
    expect(wantsSecret(bad)).toBe(true)
  })

test('to someone whose money is gone, 110 is the first number that is said', () => {
  const scam = library.current.get('scam')!
  const first = scam.steps.find(s => s.id === 'first_minutes')!
  expect('say' in first && /\d{3,}/.exec(first.say!)?.[0]).toBe('110')
  expect(spoken.flatMap(s => hotlinesAfterTransfer(s.text)).filter(n => n.length > 0 && n[0] !== '110')).toEqual([])
})

test('a loan is asked for its kind before anything else', () => {
  const first = library.current.get('loan')!.steps.find(s => 'ask' in s)!
  expect([first.id, first.type]).toEqual(['kind', 'choice'])
})

test('showing a message and the people on its photos are consented to separately', () => {
  const ids = library.current.get('message')!.steps.map(s => s.id)
  expect(ids).toEqual(expect.arrayContaining(['photo_plan', 'level']))
})
