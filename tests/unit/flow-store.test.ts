import { expect, test } from 'vitest'
import { makeDecide } from '../../src/bot/turn.ts'
import { ManualClock } from '../../src/core/clock.ts'
import type { Submission } from '../../src/core/memory.ts'
import type { Update } from '../../src/core/update.ts'
import { makeTimers } from '../../src/store/flows/timers.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'
import { after, deciding, noon } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const note = aFlow(
  'note',
  `
title: 离校留言
starts: [写留言]
submits: { receipt: W, keepDays: 30 }
steps:
  - { id: name, type: text, ask: 署名？, label: 姓名 }
  - { id: place, type: text, ask: 哪里？, label: 地点 }
  - { id: body, type: text, ask: 写什么？, label: 正文, free: true }
  - { id: check, type: review, ask: 请看。 }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "编号 {receipt}。" }
`,
)
const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases
const decide = makeDecide(() => contentOf(knowledge, [note]))

/** A bot on a database in a folder. */
async function openBot(folder = tempFolder()) {
  const database = await openDatabase(folder)
  const clock = new ManualClock(noon)
  const turns = makeTurns(database, { clock, ids: { next: () => crypto.randomUUID() } })
  const hear = (update: Update) => turns.run(update, decide)
  const say = (text: string, from = 'u1') => hear(anUpdate({ text, from, at: clock.now() }))
  const all = async (...texts: string[]) => {
    for (const text of texts) await say(text)
  }
  return { database, clock, folder, turns, hear, say, all }
}

const said = async ({ db }: Database) =>
  (await db.selectFrom('delivery').select('body').orderBy('seq').execute()).map(d => JSON.parse(d.body).text as string)
const everything = async ({ db }: Database) =>
  Promise.all(
    (['delivery', 'person_memory', 'session', 'submission', 'timer'] as const).map(t =>
      db.selectFrom(t).selectAll().execute(),
    ),
  )

test('an answer that is delivered twice changes nothing the second time', async () => {
  const bot = await openBot()
  await bot.say('写留言')
  const answer = anUpdate({ text: '小林', at: noon })
  await bot.hear(answer)
  const before = await everything(bot.database)
  expect(await bot.hear(answer)).toBe('seen')
  expect(await everything(bot.database)).toEqual(before)
  await bot.database.close()
})

test('提交 that is delivered twice saves one submission', async () => {
  const bot = await openBot()
  await bot.all('写留言', '小林', '操场', '再见')
  const submit = anUpdate({ text: '提交', at: noon })
  expect(await Promise.all([bot.hear(submit), bot.hear(submit)])).toEqual(['done', 'seen'])
  expect(await bot.database.db.selectFrom('submission').select('number').execute()).toHaveLength(1)
  await bot.database.close()
})

test('three quick messages are taken in the order in which they came', async () => {
  const bot = await openBot()
  await Promise.all(['写留言', '小林', '操场', '再见'].map(text => bot.say(text)))
  const summary = (await said(bot.database)).at(-1)!
  expect(summary).toContain('1. 姓名：小林\n2. 地点：操场\n3. 正文：再见')
  await bot.database.close()
})

test('a hundred people at the same time do not mix', async () => {
  const bot = await openBot()
  const people = Array.from({ length: 100 }, (_, n) => `p${n}`)
  await Promise.all(
    ['写留言', '名', '地', '文', '提交'].flatMap(text =>
      people.map(p => bot.say('名地文'.includes(text) ? `${text}${p}` : text, p)),
    ),
  )
  const rows = await bot.database.db.selectFrom('submission').select(['person', 'answers']).execute()
  const wrong = rows.filter(({ person, answers }) => JSON.parse(answers).name !== `名${person}`)
  expect([rows.length, wrong]).toEqual([100, []])
  await bot.database.close()
})

test('a restart in the middle of a step goes on at it', async () => {
  const first = await openBot()
  await first.all('写留言', '小林')
  await first.database.close()
  const bot = await openBot(first.folder)
  await bot.say('操场')
  expect((await said(bot.database)).at(-1)).toBe('写什么？')
  await bot.database.close()
})

test('a timer that fell due reminds once, however often it is handled', async () => {
  const bot = await openBot()
  await bot.say('写留言')
  bot.clock.set(after(31 * 60_000))
  const timers = makeTimers(bot.database, { turns: bot.turns, decide })
  const saved = await bot.database.db.selectFrom('timer').selectAll().executeTakeFirstOrThrow()
  // As if the process had been killed between handling it and removing it.
  await timers.run(bot.clock.now())
  const later = await bot.database.db.selectFrom('timer').selectAll().execute()
  await bot.database.db.updateTable('timer').set({ update: saved.update, due: saved.due }).execute()
  await timers.run(bot.clock.now())
  expect((await said(bot.database)).slice(1)).toEqual([words.nudge.replace('{title}', '离校留言')])
  // The next one, that parks it, stands in its place.
  expect(later).toMatchObject([{ key: saved.key, due: after(24 * 3_600_000).getTime() }])
  await bot.database.close()
})

test('two people never share a receipt number: the second turn is undone', async () => {
  const bot = await openBot()
  await bot.all('写留言', '小林', '操场', '再见', '提交')
  const mine = await bot.database.db.selectFrom('submission').selectAll().execute()
  const submission: Submission = {
    number: mine[0]!.number,
    flow: 'note',
    version: 1,
    answers: {},
    state: 'submitted',
    code: null,
    at: 0,
    revisedAt: null,
  }
  const saving = deciding([{ do: 'save-submission', submission, keepDays: 30 }])
  await expect(bot.turns.run(anUpdate({ from: 'u2', at: noon }), saving)).rejects.toThrow('receipt number')
  expect(await bot.database.db.selectFrom('submission').selectAll().execute()).toEqual(mine)
  await bot.database.close()
})
