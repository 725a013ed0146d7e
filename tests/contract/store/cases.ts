import { describe, expect, test } from 'vitest'
import { caseRulesOf } from '../../../src/bot/office.ts'
import type { CaseEffect } from '../../../src/core/case.ts'
import type { RosterPerson } from '../../../src/core/roster.ts'
import { makeEscalation } from '../../../src/office/cases/escalation.ts'
import { makeCrises } from '../../../src/store/cases/escalation.ts'
import { caseReads } from '../../../src/store/cases/reads.ts'
import { saveChannels } from '../../../src/store/channels.ts'
import { savePeople } from '../../../src/store/people/roster.ts'
import { FakeChannel } from '../../support/channel.ts'
import { contentOf } from '../../support/content.ts'
import { fixtureKnowledge } from '../../support/fixture.ts'
import { aCounselor, aPerson } from '../../support/office.ts'
import { after, aSaying, deciding, noon, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import type { Harness } from './harness.ts'

const content = contentOf(fixtureKnowledge())
const { caseWords } = content
const minutes = caseWords.crisis.minutes.immediate
const due = after(minutes * 60_000)
const unit = { college: '示例学院', name: '一班' }
const inClass = [{ of: 'class', ...unit } as const]
const people: RosterPerson[] = [
  aPerson('s1', { counselor: 'c1' }),
  ...['c1', 'c2', 'c3'].map(number => aCounselor(number, { scope: inClass })),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college: unit.college }] }),
]

const teacher = { number: 'c1', name: '示例老师' }

/** The people, each of the staff with a private chat. */
async function fill({ database }: Store): Promise<void> {
  await savePeople(database, people, noon)
  await saveChannels(database, [new FakeChannel()])
  const staff = people.filter(p => p.role !== 'student').map(p => p.number)
  await database.transact(db =>
    db
      .insertInto('binding')
      .values(staff.map(s => ({ handle: s, number: s, channel: 'test', private_chat: `private/${s}`, at: 0 })))
      .execute(),
  )
}

/** Opens `C01` of a student, and tells `c1`. */
async function openCrisis({ turns }: Store): Promise<void> {
  await turns.run(anUpdate({ from: 's1' }), async turn => {
    const { number } = { number: 's1' }
    const care = await turn.read.cases.care({
      ...{ owner: 's1', number, home: unit, chat: turn.update.chat, since: 0, words: '' },
    })
    const facts = { type: 'mind', about: 'self', grade: 'immediate' } as const
    const effect: CaseEffect = {
      do: 'open-crisis',
      case: {
        ...facts,
        number: care.next,
        name: '示例同学',
        unit,
        whom: '',
        excerpt: '不想活了',
        place: 'private',
        at: noon.getTime(),
      },
      home: turn.update.chat,
      tell: { staff: care.caretakers.filter(c => c.step === 0), saying: aSaying('有同学需要你') },
      nextAt: due.getTime(),
      keepDays: 30,
    }
    return deciding([effect])(turn)
  })
}

let drawn = 0
const escalationOf = ({ database }: Store) =>
  makeEscalation(makeCrises(database, { ids: { next: () => `told-${++drawn}` }, operator: null }), {
    rules: () => caseRulesOf(content),
    log() {},
  })

/** What happened with the crisis, in order. */
const history = async ({ database }: Store) =>
  (await database.db.selectFrom('crisis_event').selectAll().orderBy('seq').execute()).map(e =>
    `${e.event} ${e.step} ${e.staff ?? ''}`.trim(),
  )

const crisisIn = ({ database }: Store) => caseReads(database.db, noon.getTime()).crisis('C01')

/** What is promised of cases. */
export function casesContract({ name, openEmpty, openSeveral }: Harness): void {
  /** An open crisis, seen from so many processes. */
  async function opened(count: number): Promise<Store[]> {
    const stores = await openSeveral(count)
    await fill(stores[0]!)
    await openCrisis(stores[0]!)
    return stores
  }

  describe(`cases of ${name}`, () => {
    test('a crisis is read as it was opened, with who was told', async () => {
      const [store] = await opened(1)
      expect(await crisisIn(store!)).toMatchObject({
        number: 'C01',
        state: 'open',
        unit,
        excerpt: '不想活了',
        told: [{ staff: 'c1', step: 0 }],
      })
    })

    test('however many look at once, one step is told at a time', async () => {
      const stores = await opened(3)
      await Promise.all(stores.flatMap(store => [escalationOf(store).run(due), escalationOf(store).run(due)]))
      expect(await history(stores[0]!)).toEqual(['told 0 c1', 'unanswered 0', 'told 1 c2', 'told 1 c3'])
    })

    test('a slow process that found it due before does not tell the step after', async () => {
      const [first, second] = await opened(2)
      const slow = second!.database
      // It has looked, and only then comes to write: meanwhile another process has told the next.
      const waiting = {
        ...slow,
        transact: async <T>(work: Parameters<typeof slow.transact<T>>[0]) => {
          await escalationOf(first!).run(due)
          return slow.transact(work)
        },
      }
      await escalationOf({ ...second!, database: waiting }).run(due)
      expect((await history(first!)).filter(e => e.startsWith('told'))).toEqual(['told 0 c1', 'told 1 c2', 'told 1 c3'])
    })

    test('what reached nobody goes on at once, and only once', async () => {
      const [store] = await opened(1)
      const claimed = await store!.outbox.claim(noon, { limit: 9, leaseUntil: due })
      await store!.outbox.settle(
        claimed.map(d => ({ ...d, state: 'refused', reason: 'blocked' })),
        noon,
      )
      for (let n = 0; n < 2; n++) await escalationOf(store!).run(noon)
      expect(await history(store!)).toEqual(['told 0 c1', 'refused 0', 'told 1 c2', 'told 1 c3'])
    })

    test('acknowledged, nobody else is told', async () => {
      const [store] = await opened(1)
      await store!.turns.run(
        anUpdate({ from: 'c1' }),
        deciding([{ do: 'acknowledge-crisis', number: 'C01', by: teacher, hasSpoken: false }]),
      )
      await escalationOf(store!).run(due)
      expect(await crisisIn(store!)).toMatchObject({ state: 'acknowledged', by: '示例老师', told: [{ staff: 'c1' }] })
      expect(await escalationOf(store!).nextDue(due)).toBeNull()
    })

    test('a false one leaves nothing of what staff were told', async () => {
      const [store] = await opened(1)
      const [told] = await store!.outbox.claim(noon, { limit: 9, leaseUntil: due })
      await store!.outbox.settle([{ ...told!, state: 'delivered', nativeId: 'n' }], noon)
      const texts = { toStaff: aSaying('误报'), toPerson: aSaying('没事就好') }
      const mark = { do: 'mark-crisis', number: 'C01', mark: 'false', by: teacher, keepDays: 9, ...texts } as const
      await store!.turns.run(anUpdate({ from: 'c1' }), deciding([mark]))
      expect(await crisisIn(store!)).toBeNull()
      expect(await store!.database.db.selectFrom('delivery').select('key').execute()).toEqual([
        { key: 'crisis-false:C01' },
      ])
    })

    test('a scam seen again nearly the same joins its case', async () => {
      const store = await openEmpty()
      const sketch = Array.from({ length: 64 }, (_, n) => n)
      const facts = {
        type: '刷单',
        grade: 'high',
        score: 0.9,
        signals: [],
        text: '日结',
        at: noon.getTime(),
        draft: '',
      } as const
      const open = { do: 'open-scam', case: { ...facts, number: 'S01' }, unit, sketch, keepDays: 9 } as const
      await store.turns.run(anUpdate({ room: 'a' }), deciding([open]))
      await store.turns.run(
        anUpdate({ room: 'b' }),
        deciding([{ do: 'join-scam', number: 'S01', unit: null, draft: '小心' }]),
      )
      const reads = caseReads(store.database.db, noon.getTime())
      const scene = await reads.scene({ chat: 'room/c', sketch, since: 0 })
      expect([scene.alike?.case.groups.map(g => g.chat), scene.next]).toEqual([['room/a', 'room/b'], 'S02'])
      expect((await reads.scene({ chat: 'room/c', sketch, since: noon.getTime() })).alike).toBeNull()
    })
  })
}
