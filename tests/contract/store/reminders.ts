import { describe, expect, test } from 'vitest'
import type { ReminderEffect, Rule } from '../../../src/core/reminder.ts'
import { makePlanning } from '../../../src/office/reminders/planning.ts'
import { makeRinging, type RingingParts } from '../../../src/office/reminders/ringing.ts'
import { saveChannels } from '../../../src/store/channels.ts'
import { makeOccasions } from '../../../src/store/reminders/occasions.ts'
import { makeOwnReminders } from '../../../src/store/reminders/own.ts'
import { reminderReads } from '../../../src/store/reminders/reads.ts'
import { FakeChannel } from '../../support/channel.ts'
import { fillSchool } from '../../support/school.ts'
import { aStanding } from '../../support/standing.ts'
import { after, aSaying, deciding, noon, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, textsOf } from './harness.ts'

let drawn = 0
const ids = { next: () => `reminder-${++drawn}` }
const tidy = aStanding('tidy')
const due = after(1000)

/** The planner of a reminder that comes once, at `due`. */
const plannerOf = ({ database }: Store) =>
  makePlanning(makeOccasions(database, { ids }), {
    chunk: 100,
    reminders: () => [tidy],
    next: (_, since) => (since < due ? due : null),
    deal: async () => null,
    isFor: () => true,
    afterQuiet: (_, at) => at,
    saying: () => aSaying('收拾宿舍'),
    left: async () => null,
    unset: () => [],
    toOwner: () => aSaying('没填'),
  })

const ringingOf = ({ database }: Store, saying: RingingParts['saying'] = ({ text }) => aSaying(text)) =>
  makeRinging(makeOwnReminders(database, { ids }), {
    saying,
    content: () => ids,
    next: () => null,
    afterQuiet: at => at,
  })

const once: Rule = { on: 'once', at: due.getTime() }

/** Something to be reminded of at `due`. */
const reminding = (text: string, name: string | null = null): ReminderEffect => ({
  do: 'set-reminder',
  ...{ name, text, rule: once, due: due.getTime(), until: after(86_400_000).getTime(), reply: null },
  chat: { id: 'private/u1', channel: 'test', kind: 'private', title: '' },
})

const mineOf = ({ database }: Store) => reminderReads(database.db).mine({ handle: 'u1', number: null })

/** What is promised of reminders, those of the school and people's own. */
export function remindersContract({ name, openSeveral }: Harness): void {
  async function opened(processes = 1): Promise<[Store, ...Store[]]> {
    const [first, ...rest] = await openSeveral(processes)
    await saveChannels(first!.database, [new FakeChannel()])
    return [first!, ...rest]
  }

  describe(`reminders of ${name}`, () => {
    test('however many plan a time at once, everybody hears it once and is counted once', async () => {
      const stores = await opened(3)
      await fillSchool(stores[0].database, 250)
      for (const store of stores) await plannerOf(store).run(noon)
      await Promise.all(stores.flatMap(store => [plannerOf(store).run(due), plannerOf(store).run(due)]))
      const [occasion] = await reminderReads(stores[0].database.db).latest(9)
      expect(occasion).toMatchObject({ state: 'planned', audience: 250, planned: 250, deliveries: { waiting: 250 } })
    })

    test('what is due of people’s own is said once, however many look', async () => {
      const stores = await opened(3)
      await stores[0].turns.run(anUpdate(), deciding([reminding('领证'), reminding('交钥匙')]))
      await Promise.all(stores.map(store => ringingOf(store).run(due)))
      expect((await textsOf(stores[0], due)).sort()).toEqual(['交钥匙', '领证'])
      expect(await mineOf(stores[0])).toEqual([])
    })

    test('one with a defect gives way to the others, and is tried again', async () => {
      const [store] = await opened()
      await store.turns.run(anUpdate(), deciding([reminding('领证'), reminding('交钥匙')]))
      let isMended = false
      const chore = ringingOf(store, ({ text }) => {
        if (text === '领证' && !isMended) throw new TypeError('a defect')
        return aSaying(text)
      })
      await expect(chore.run(due)).rejects.toThrow('a defect')
      expect((await mineOf(store)).map(r => r.text)).toEqual(['领证'])
      isMended = true
      await chore.run((await chore.nextDue(due))!)
      expect((await textsOf(store, due)).sort()).toEqual(['交钥匙', '领证'])
      expect(await mineOf(store)).toEqual([])
    })

    test('one that cannot follow a date of the school stays as it is, is told, and the others follow', async () => {
      const [store] = await opened()
      const bySchool = (text: string, time: string): ReminderEffect => {
        const rule: Rule = {
          on: 'school-date',
          field: 'checkout.end',
          days: [1],
          time,
          zone: 'Asia/Shanghai',
          workdays: 'any',
        }
        return { ...reminding(text), rule } as ReminderEffect
      }
      await store.turns.run(anUpdate(), deciding([bySchool('领证', '25:00'), bySchool('交钥匙', '09:00')]))
      const told: unknown[] = []
      const chore = makeRinging(makeOwnReminders(store.database, { ids }), {
        ...{ saying: ({ text }) => aSaying(text), content: () => ids, afterQuiet: at => at },
        setAside: (_, error) => told.push((error as Error).message),
        next: rule => {
          if ('time' in rule && rule.time === '25:00') throw new RangeError('no such time')
          return after(5000)
        },
      })
      expect(await chore.nextDue(noon)).toEqual(due)
      expect((await mineOf(store)).map(r => [r.text, r.due])).toEqual([
        ['领证', due.getTime()],
        ['交钥匙', after(5000).getTime()],
      ])
      expect(told).toEqual(['no such time'])
    })

    test('each of a person’s reminders has a number of its own, and one of a name replaces the one before', async () => {
      const [store] = await opened()
      const set = [reminding('一'), reminding('二', 'flow'), reminding('三', 'flow'), reminding('四')]
      await Promise.all(set.map(effect => store.turns.run(anUpdate(), deciding([effect]))))
      const mine = await mineOf(store)
      expect(mine.map(r => r.text).sort()).toEqual(['一', '三', '四'])
      expect(new Set(mine.map(r => r.n)).size).toBe(3)
    })

    test('one that was cancelled is not said', async () => {
      const [store] = await opened()
      await store.turns.run(anUpdate(), deciding([reminding('一')]))
      const [one] = await mineOf(store)
      await store.turns.run(anUpdate(), deciding([{ do: 'cancel-reminder', which: { ids: [one!.id] } }]))
      await ringingOf(store).run(due)
      expect(await textsOf(store, due)).toEqual([])
    })
  })
}
