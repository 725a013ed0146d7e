import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadContent } from '../../src/bot/content.ts'
import { editingRulesOf } from '../../src/bot/editing.ts'
import { noReads } from '../../src/core/reads.ts'
import {
  answerByEntry,
  answerByWording,
  clusterUnanswered,
  dismissQuestions,
} from '../../src/office/content/questions.ts'
import { reopenQuestions } from '../../src/office/content/reopening.ts'
import { answersTo, tryQuestions } from '../../src/office/content/trying.ts'
import { anEntry, openEditing } from '../support/editing.ts'
import { aPerson } from '../support/office.ts'

const tellMe = '有了答案告诉我'
const pool = '游泳池开不开'

test('questions that ask alike stand together, with how often and from which of one’s classes', async () => {
  const { office, act } = await openEditing({
    people: [
      aPerson('s1'),
      aPerson('s2', { className: '二班' }),
      aPerson('s9', { className: '九班' }),
      aPerson('c1', { role: 'counselor', scope: [{ of: 'class', college: '示例学院', name: '一班' }] }),
    ],
  })
  for (const [who, question] of [
    ['s1', pool],
    ['s2', pool],
    ['s9', '游泳池开不开呢'],
    ['s1', '猫咖几点开门'],
  ] as const)
    await office.say(who, question)
  const { clusters } = (await act(clusterUnanswered, 'c1', {})).done!
  expect(clusters.map(c => [c.questions.length, c.times])).toEqual([
    [2, 3],
    [1, 1],
  ])
  expect(clusters[0]!.classes).toEqual([{ college: '示例学院', name: '一班', times: 1 }])
  expect((await act(clusterUnanswered, 's1', {})).refused?.why).toBe('noRight')
})

test('whoever wants to hear of the answer is told in private, once, when a question becomes a way of asking', async () => {
  const { office, act } = await openEditing()
  const [unknown] = await office.hear('s1', pool)
  expect(unknown!.choices).toContain(tellMe)
  expect(await office.say('s1', tellMe)).toContain('私下告诉你')
  await office.say('s2', pool)
  expect((await act(clusterUnanswered, 'c1', {})).done!.clusters[0]!.waiting).toBe(1)
  const answered = { questions: [pool], entry: 'checkout-steps', why: '' }
  const arrived = await office.deliver(() => act(answerByWording, 'c1', answered))
  expect(arrived).toMatchObject([{ to: 's1', choices: [pool], text: expect.stringContaining(pool) }])
  expect(await office.say('s1', pool)).toContain('分三步')
  const again = await office.deliver(() => act(answerByWording, 'c1', answered))
  expect(again).toEqual([])
  const { clusters, ended } = (await act(clusterUnanswered, 'c1', {})).done!
  expect([clusters, ended]).toMatchObject([[], [{ question: pool, as: 'wording', entry: 'checkout-steps', times: 2 }]])
})

test('a new entry ends the questions that led to it, and answers them in the words they were asked in', async () => {
  const { office, act } = await openEditing()
  await office.say('s1', '猫咖几点开门')
  const entry = { id: 'own-1', text: anEntry('own-1'), why: '', basedOn: 0, questions: ['猫咖几点开门'] }
  expect((await act(answerByEntry, 'c1', entry)).done?.version).toBe(1)
  expect(await office.say('s2', '猫咖几点开门')).toContain('用到离校那天')
  expect((await act(clusterUnanswered, 'c1', {})).done!.ended).toMatchObject([{ as: 'entry', entry: 'own-1' }])
})

test('an entry with a fault ends no question', async () => {
  const { office, act } = await openEditing()
  await office.say('s1', pool)
  const text = anEntry('own-1', { short: '{{no.such}}' })
  await act(answerByEntry, 'c1', { id: 'own-1', text, why: '', basedOn: 0, questions: [pool] })
  expect((await act(clusterUnanswered, 'c1', {})).done!.clusters).toHaveLength(1)
})

test('what is not ours leaves the list for good, and stays findable', async () => {
  const { office, act } = await openEditing()
  await office.say('s1', '月球背面')
  await office.say('s1', tellMe)
  const arrived = await office.deliver(() => act(dismissQuestions, 'c1', { questions: ['月球背面'] }))
  await office.say('s2', '月球背面')
  const { clusters, ended } = (await act(clusterUnanswered, 'c1', {})).done!
  expect([arrived, clusters, ended]).toMatchObject([[], [], [{ as: 'dismissed', times: 2 }]])
  expect((await act(dismissQuestions, 'c1', { questions: ['月球背面'] })).refused?.why).toBe('unknown')
})

test('a question whose answer was taken back is open again when it is asked', async () => {
  const { office, act } = await openEditing()
  await office.say('s1', pool)
  await office.database.transact(db =>
    db.updateTable('unanswered').set({ ended_at: 1, ended_as: 'entry', ended_entry: 'own-1' }).execute(),
  )
  await office.say('s1', pool)
  expect((await act(clusterUnanswered, 'c1', {})).done!.clusters).toMatchObject([{ times: 2 }])
})

test('nobody waits for an answer whom nothing would find, or without a question', async () => {
  const { office } = await openEditing()
  expect(await office.say('s1', tellMe)).toContain('哪个问题')
  const [unknown] = await office.hear('stranger', pool)
  expect(unknown!.choices).not.toContain(tellMe)
  expect(await office.say('stranger', tellMe)).toContain('绑定')
  const [inGroup] = await office.hear('s1', pool, { room: 'g1', mentioned: true })
  expect(inGroup!.choices).not.toContain(tellMe)
})

test('a draft is tried on questions: which answers change, and nothing is saved', async () => {
  const { act, office } = await openEditing()
  const text = anEntry('own-1')
  const questions = ['健身卡毕业退不退', '怎么退宿', '退宿什么时候截止']
  const drafts = [
    { kind: 'entry' as const, key: 'own-1', text },
    { kind: 'field' as const, key: 'checkout.end', text: 'value: 2026-06-28' },
  ]
  const { answers, changed } = (await act(tryQuestions, 'c1', { questions, drafts })).done!
  expect(answers.map(a => a.entry)).toEqual([
    expect.not.stringContaining('own') ?? null,
    'checkout-steps',
    'checkout-when',
  ])
  expect(changed.map(c => [c.question, c.isOther, c.after.entry])).toEqual([
    ['健身卡毕业退不退', true, 'own-1'],
    ['退宿什么时候截止', false, 'checkout-when'],
  ])
  expect(changed[1]!.after.says).toContain('6月28日')
  expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
})

test('while many questions are tried others have their turn, every few of them', async () => {
  const { content } = await openEditing()
  const questions = Array.from({ length: 40 }, (_, n) => `怎么退宿${n}`)
  let turns = 0
  let isOver = false
  const other = () => {
    turns++
    if (!isOver) setImmediate(other)
  }
  setImmediate(other)
  await answersTo(editingRulesOf(content()), { questions, layer: null, now: new Date('2026-06-10T04:00:00Z') })
  isOver = true
  expect(turns).toBeGreaterThanOrEqual(10)
})

test('three hundred questions are tried on a draft of the shipped knowledge while one waits', async () => {
  const content = loadContent({ knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' })
  const questions = readFileSync('tests/content/questions.tsv', 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .slice(0, 300)
    .map(line => line.split('\t')[0]!)
  const ground = {
    read: noReads,
    rules: editingRulesOf(content),
    now: new Date('2027-06-10T04:00:00Z'),
    draw: () => '',
  }
  const actor = { number: 'c1', name: '', role: 'counselor' as const, home: null, scope: [] }
  const drafts = [{ kind: 'entry' as const, key: 'own-1', text: anEntry('own-1') }]
  const outcome = await tryQuestions(ground, actor, { questions, drafts })
  expect('done' in outcome && outcome.done.answers).toHaveLength(300)
})

test('whoever was told of an answer that is taken back hears of the next one', async () => {
  const { office, act } = await openEditing()
  await office.say('s1', pool)
  await office.say('s1', tellMe)
  const answered = { questions: [pool], entry: 'checkout-steps', why: '' }
  await office.deliver(() => act(answerByWording, 'c1', answered))
  await act(reopenQuestions, 'c1', { questions: [pool] })
  expect((await act(clusterUnanswered, 'c1', {})).done!.clusters[0]!.waiting).toBe(1)
  const arrived = await office.deliver(() => act(answerByWording, 'c1', { ...answered, entry: 'checkout-when' }))
  expect(arrived).toMatchObject([{ to: 's1', choices: [pool] }])
})
