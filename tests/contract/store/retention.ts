import { describe, expect, test } from 'vitest'
import { after, deciding, noon, say } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import { type Harness, aLine as message } from './harness.ts'

/** What is promised of what is kept, whatever database is behind it. */
export function retentionContract({ name, openEmpty: empty }: Harness): void {
  describe(`what ${name} keeps`, () => {
    const old = after(-40 * 86_400_000)

    test('retention forgets old updates and remembers young ones', async () => {
      const { turns, retain } = await empty()
      const [before, since] = [anUpdate({ at: old }), anUpdate({ at: noon })]
      for (const update of [before, since]) await turns.run(update, deciding([]))
      await retain(noon)
      expect(await turns.run(before, deciding([]))).toBe('done')
      expect(await turns.run(since, deciding([]))).toBe('seen')
    })

    test('retention forgets what was said to whom long ago, and nothing of late', async () => {
      const { turns, retain } = await empty()
      const slow = deciding([], ({ session }) => ({ session: { ...session, slowed: true } }))
      await turns.run(anUpdate({ from: 'u1', at: old }), slow)
      await turns.run(anUpdate({ from: 'u2', at: noon }), slow)
      await retain(noon)
      const found: boolean[] = []
      const look = deciding([], ({ session }) => {
        found.push(session.slowed)
        return {}
      })
      for (const from of ['u1', 'u2']) await turns.run(anUpdate({ from }), look)
      expect(found).toEqual([false, true])
    })

    test('retention never deletes a delivery that still waits, however old', async () => {
      const { turns, outbox, retain } = await empty()
      await turns.run(anUpdate({ at: old }), deciding([say('late')]))
      await retain(after(31 * 86_400_000))
      expect(await outbox.claim(noon, { limit: 9, leaseUntil: noon })).toMatchObject([{ text: 'late' }])
    })

    test('retention deletes a delivery that ended long ago, so that its text is gone', async () => {
      const { turns, outbox, retain } = await empty()
      const update = anUpdate({ at: old })
      await turns.run(update, deciding([say('sent')]))
      const [sent] = await outbox.claim(noon, { limit: 9, leaseUntil: noon })
      await outbox.settle([{ ...sent!, state: 'delivered', nativeId: 'n' }], old)
      await retain(noon)
      // The key is free again only when the row is gone.
      await expect(turns.run(update, deciding([say('sent')]))).resolves.toBe('done')
    })

    test('retention deletes the old lines of the web chat only', async () => {
      const { transcript, retain } = await empty()
      await transcript.add(message('m1', { at: old }))
      await transcript.add(message('m2'))
      await retain(noon)
      expect(await transcript.after(0, { chats: ['c'], limit: 9 })).toMatchObject([{ id: 'm2' }])
    })
  })
}
