import { describe, expect, test } from 'vitest'
import { makeFlowVersions } from '../../../src/store/flows/flow-versions.ts'
import { makeOneTimeLinks } from '../../../src/store/flows/one-time-links.ts'
import { makeSubmissions } from '../../../src/store/flows/submissions.ts'
import { makeLinks } from '../../../src/store/people/links.ts'
import { makeHoldings } from '../../../src/store/pictures.ts'
import { beat, lastBeat } from '../../../src/store/pulse.ts'
import { takeLinksBack } from '../../support/links.ts'
import { after, deciding, noon } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import type { Harness } from './harness.ts'

/** What is promised of the small things that are kept. */
export function keepingContract({ name, openEmpty: empty, openSeveral }: Harness): void {
  const { person, chat } = anUpdate({ from: 'w1' })

  describe(`what ${name} keeps besides`, () => {
    test('a one-time link opens once, however many come', async () => {
      const stores = await openSeveral(3)
      const open = {
        do: 'make-one-time-link',
        id: 'd1',
        says: '办退宿',
        frame: null,
        until: after(1000).getTime(),
      } as const
      await stores[0]!.turns.run(anUpdate(), deciding([open]))
      const links = stores.map(store => makeOneTimeLinks(store.database))
      const opened = await Promise.all(links.map(link => link.open('d1', { person, chat }, noon)))
      expect(opened.filter(Boolean)).toHaveLength(1)
      expect(await links[0]!.open('d1', { person, chat }, after(1000))).toBe(false)
    })

    test('each time links are taken back is counted, also at once', async () => {
      const stores = await openSeveral(3)
      await Promise.all(stores.map(store => takeLinksBack(store.database, 's1', noon)))
      expect(await makeLinks(stores[0]!.database).generationOf('s1')).toBe(3)
    })

    test('the last beat is the one that counts', async () => {
      const { database } = await empty()
      expect(await lastBeat(database)).toBeNull()
      for (const at of [noon, after(5)]) await beat(database, at)
      expect(await lastBeat(database)).toEqual(after(5))
    })

    test('a flow’s text of a version takes the place of the one before', async () => {
      const versions = makeFlowVersions((await empty()).database)
      await versions.keep([
        { name: 'keys', version: 1, text: 'a' },
        { name: 'keys', version: 2, text: 'b' },
      ])
      await versions.keep([{ name: 'keys', version: 1, text: 'c' }])
      expect((await versions.all()).map(v => `${v.version} ${v.text}`).sort()).toEqual(['1 c', '2 b'])
    })

    test('a submission is found by its code, and two people never share a number', async () => {
      const { database, turns } = await empty()
      const submission = {
        number: 'H-1',
        flow: 'pledge',
        version: 1,
        answers: { a: '好' },
        state: 'submitted',
        code: 'C-1',
        at: 5,
        revisedAt: null,
      } as const
      const save = { do: 'save-submission', submission, keepDays: 9 } as const
      await turns.run(anUpdate({ from: 'u1' }), deciding([save]))
      expect(await makeSubmissions(database).byCode('C-1')).toEqual(submission)
      await expect(turns.run(anUpdate({ from: 'u2' }), deciding([save]))).rejects.toThrow('twice')
    })

    test('a picture is seen by whoever holds it and nobody else, until it is let go', async () => {
      const holdings = makeHoldings((await empty()).database)
      const picture = { name: 'aaaaaaaa.png', holder: 'u1', bytes: 5, code: null, at: noon }
      expect(await holdings.hold(picture)).toBe('held')
      const seenBy = async (who: string) => (await holdings.seen([picture.name], { people: [who], chats: ['c'] })).size
      expect([await seenBy('u1'), await seenBy('u2')]).toEqual([1, 0])
      await holdings.release(picture.name, 'u1')
      expect(await seenBy('u1')).toBe(0)
    })

    test('the audit log cannot be changed, and lets go of nothing young', async () => {
      const { database, turns } = await empty()
      await turns.run(anUpdate(), deciding([{ do: 'audit', act: 'a', detail: '' }]))
      await expect(database.transact(db => db.updateTable('audit').set({ act: 'b' }).execute())).rejects.toThrow(
        'only grows',
      )
      await expect(database.transact(db => db.deleteFrom('audit').execute())).rejects.toThrow('only grows')
    })
  })
}
