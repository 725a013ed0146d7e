import { expect, test } from 'vitest'
import type { CardSent } from '../../src/core/cards/card.ts'
import { dealCards, nextCard } from '../../src/office/cards/deal.ts'
import { planningParts } from '../../src/office/reminders/ground.ts'
import { makePlanning } from '../../src/office/reminders/planning.ts'
import { makeOccasions } from '../../src/store/reminders/occasions.ts'
import { retain } from '../../src/store/retention.ts'
import { openCaseOffice, staffed } from '../support/cases.ts'
import { aStanding } from '../support/standing.ts'
import { aStory, storiesOf } from '../support/stories.ts'

const job = aStory('job-1', { kind: 'job' })
const stories = storiesOf(
  aStory('work-1', { happened: '2025-09' }),
  aStory('work-2'),
  job,
  aStory('rent-1', { kind: 'rental', happened: '2024' }),
)
const week = 7 * 24 * 60
const card = 'when: { weekly: [三], at: "12:30" }\nsay: "{name}，{card}"'
const sent = (story: string, isRight: boolean | null = null): CardSent => ({ story, at: 0, isRight })
const none = new Map<string, number>()

/** An office with a card each Wednesday, half past twelve; it is Wednesday noon. */
async function open() {
  const office = await openCaseOffice({
    people: staffed.filter(p => p.number !== 'op'),
    reminders: [aStanding('card', card)],
  })
  office.reload({ ...office.content, stories })
  return office
}
type Office = Awaited<ReturnType<typeof open>>
const cards = (office: Office) => office.database.db.selectFrom('safety_card').selectAll().execute()
const privately = (arrived: { chat: string; text: string }[]) =>
  Object.fromEntries(arrived.filter(a => a.text.includes('真事')).map(a => [a.chat, a.text]))

test('each week one card to each student in private, and never a case twice', async () => {
  const office = await open()
  const weeks = []
  for (let n = 0; n < 5; n++) weeks.push(privately(await office.wait(week)))
  expect(Object.keys(weeks[0]!)).toEqual(['private/s1', 'private/s2'])
  const of = weeks.map(w => /遇到了([\w-]+)/.exec(w['private/s1'] ?? '')?.[1])
  expect(new Set(of.slice(0, 4))).toEqual(new Set(['work-1', 'work-2', 'job-1', 'rent-1']))
  expect(of[4]).toBeUndefined()
})

test('a card shows the case and three numbered choices', async () => {
  const office = await open()
  const [first] = await office.wait(60)
  expect(first!.text).toContain('1. 先付\n2. 先停\n3. 先等')
  expect(first!.choices).toEqual(['1', '2', '3'])
})

test('a number answers it with one kind sentence, right or wrong, once; no more is kept than that', async () => {
  const office = await open()
  await office.wait(60)
  expect(await office.say('s1', '2')).toBe('对，就是这样。停下来最稳妥。')
  expect(await office.say('s2', '第一个')).toBe('更稳妥的是第 2 个：先停。停下来最稳妥。')
  expect(await office.say('s2', '2')).not.toContain('对，')
  expect((await cards(office)).map(({ person, is_right }) => [person, is_right]).sort()).toEqual([
    ['n:s1', 1],
    ['n:s2', 0],
  ])
  expect(Object.keys((await cards(office))[0]!).sort()).toEqual(['at', 'is_right', 'person', 'story'])
})

test('a number in a group, or to something that was offered after it, is no answer to the card', async () => {
  const office = await open()
  await office.wait(60)
  await office.say('s1', '2', { room: 'g1', mentioned: true })
  const pending = { entries: ['checkout-steps'], question: '退宿', at: office.clock.now().getTime() + 1 }
  const session = office.database.db.updateTable('session').where('person', '=', 's2')
  await session.set({ state: JSON.stringify({ pending }) }).execute()
  await office.wait(1)
  expect(await office.say('s2', '1')).toContain('分三步')
  expect((await cards(office)).every(c => c.is_right === null)).toBe(true)
})

test('a week later it is too late for an answer', async () => {
  const office = await open()
  await office.wait(60)
  office.reload({ ...office.content, reminders: [] })
  await office.wait(week)
  expect(await office.say('s1', '2')).not.toContain('对，')
})

test.each([
  ['whoever may be in danger', (office: Office) => office.say('s1', '我不想活了')],
  ['whoever has just lost money', (office: Office) => office.say('s1', '我刚把三千块转过去了，对方把我拉黑了')],
  ['whoever wants none', (office: Office) => office.say('s1', '不收每周一题')],
])('%s gets no card, and others do', async (_, before) => {
  const office = await open()
  await before(office)
  expect(Object.keys(privately(await office.wait(60)))).toEqual(['private/s2'])
})

test('whoever wants them again gets them', async () => {
  const office = await open()
  await office.say('s1', '不收每周一题')
  await office.say('s1', '收每周一题')
  expect(Object.keys(privately(await office.wait(60)))).toContain('private/s1')
})

test('what somebody answered goes with their data, and when its days are over', async () => {
  const office = await open()
  await office.wait(60)
  await office.decideWith('s1', [{ do: 'forget', scope: 'all', erased: '', requests: [] }])
  expect((await cards(office)).map(c => c.person)).toEqual(['n:s2'])
  const days = office.content.knowledge.retention.days
  await retain(office.database, { at: office.clock.now().getTime() + (days.card! + 1) * 86_400_000, days })
  expect(await cards(office)).toEqual([])
})

test('what was missed comes first, then what the class misses most, then what was never shown', () => {
  expect(nextCard(stories, [sent('work-1', false), sent('job-1', true)], none)?.id).toBe('work-2')
  expect(nextCard(stories, [sent('job-1', true)], new Map([['rental', 2]]))?.id).toBe('rent-1')
  expect(nextCard(stories, [sent('work-1', true)], none)?.kind).not.toBe('part-time')
})

test('what the class misses does not come twice in a row', () => {
  expect(nextCard(stories, [sent('work-1', true)], new Map([['part-time', 9]]))?.kind).not.toBe('part-time')
})

test('a kind that was missed and has been seen since is like any other', () => {
  const before = [sent('work-1', false), sent('work-2', true)]
  expect(nextCard(stories, before, none)?.kind).not.toBe('part-time')
})

test('what one class misses is nothing to another', () => {
  const who = (className: string) => ({ college: '示例学院', className })
  const hearers = [
    { id: 's1', who: who('一班') },
    { id: 's2', who: who('一班') },
    { id: 's3', who: who('二班') },
  ]
  const so = new Map([['s1', [sent('rent-1', false)]]])
  const more = storiesOf(...stories.all, aStory('rent-2', { kind: 'rental', happened: '2023' }))
  const dealt = dealCards(more, hearers, { sent: so, spared: new Set() })
  expect([...dealt.values()].map(s => s.id)).toEqual(['rent-2', 'rent-1', 'work-1'])
})

test('a kill while cards are dealt leaves neither a card nor its letter, and then each comes once', async () => {
  const office = await open()
  await office.wait(10)
  let dealt = 0
  const ids = { next: () => `dealt-${++dealt}` }
  const dying = makeOccasions(office.database, {
    ids,
    insideChunk() {
      throw new Error('killed')
    },
  })
  office.clock.set(new Date('2026-06-10T12:31:00+08:00'))
  const planning = makePlanning(
    dying,
    planningParts(() => office.content),
  )
  await expect(planning.run(office.clock.now())).rejects.toThrow('killed')
  expect(await cards(office)).toEqual([])
  expect(Object.keys(privately(await office.wait(60)))).toEqual(['private/s1', 'private/s2'])
  expect(await cards(office)).toHaveLength(2)
})
