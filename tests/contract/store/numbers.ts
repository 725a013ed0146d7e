import { describe, expect, test } from 'vitest'
import { nextNumber, useNumber } from '../../../src/store/counter.ts'
import { aBroadcast } from '../../support/school.ts'
import { deciding, type Store } from '../../support/store.ts'
import { anUpdate } from '../../support/update.ts'
import type { Harness } from './harness.ts'

/** A turn that begins a broadcast under the number that comes next; its number. */
async function drafted(store: Store): Promise<string> {
  let number = ''
  await store.turns.run(anUpdate(), async turn => {
    number = await turn.read.broadcasts.nextNumber()
    return deciding([{ do: 'save-broadcast', broadcast: aBroadcast({ number }) }])(turn)
  })
  return number
}

/** What is promised of numbers that are counted. */
export function numbersContract({ name, openEmpty, openSeveral }: Harness): void {
  describe(`numbers of ${name}`, () => {
    test('whoever takes a number at the same time as others has one of their own', async () => {
      const stores = await openSeveral(3)
      const all = await Promise.all(stores.flatMap(store => Array.from({ length: 10 }, () => drafted(store))))
      const expected = Array.from({ length: 30 }, (_, n) => `A${String(n + 1).padStart(2, '0')}`)
      expect(all.sort()).toEqual(expected)
    })

    test('a number whose turn fails comes again', async () => {
      const store = await openEmpty()
      const failing = async (turn: Parameters<Parameters<Store['turns']['run']>[1]>[0]) => {
        await turn.read.broadcasts.nextNumber()
        throw new Error('a defect')
      }
      await expect(store.turns.run(anUpdate(), failing)).rejects.toThrow('a defect')
      expect(await drafted(store)).toBe('A01')
    })

    test('the number of what was deleted never comes again', async () => {
      const store = await openEmpty()
      for (let n = 0; n < 2; n++) await drafted(store)
      await store.database.transact(db => db.deleteFrom('broadcast').where('number', '=', 'A02').execute())
      expect(await drafted(store)).toBe('A03')
    })

    test('each kind is counted for itself, and a number is given out once', async () => {
      const { database } = await openEmpty()
      await database.transact(async db => {
        expect([await useNumber(db, 'crisis', 'C01'), await useNumber(db, 'crisis', 'C01')]).toEqual([true, false])
        expect([await nextNumber(db, 'crisis'), await nextNumber(db, 'scam')]).toEqual([2, 1])
      })
    })
  })
}
