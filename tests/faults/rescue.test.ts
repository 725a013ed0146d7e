import { pino } from 'pino'
import { expect, test } from 'vitest'
import { runChores } from '../../src/app/clockwork/chores.ts'
import { openEngine } from '../../src/app/engine.ts'
import type { Delivery, Receipt } from '../../src/core/delivery.ts'
import { into, openCaseOffice } from '../support/cases.ts'
import { anUpdate } from '../support/update.ts'

const cry = '我真的不想活了'
/** As SQLite says that it cannot save. */
const busy = () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })

/** An office with a second engine on its database whose turns and platform fail as told. `lines` is all that was logged. */
async function openTroubled(sends: Receipt['outcome'][] = []) {
  const office = await openCaseOffice()
  const trouble = { isBusy: false, isDefect: false }
  const direct: Delivery[] = []
  const lines: string[] = []
  let drawn = 0
  const { inbox, rescue } = await openEngine({
    database: {
      ...office.database,
      transact: work => (trouble.isBusy ? Promise.reject(busy()) : office.database.transact(work)),
    },
    content: () => office.content,
    channels: [office.channel],
    clock: office.clock,
    ids: { next: () => `direct-${++drawn}` },
    log: pino({ level: 'info' }, { write: line => void lines.push(line) }),
    operator: 'op',
    ports: {
      turns: made => ({
        run: (...turn) => (trouble.isDefect ? Promise.reject(new TypeError('a defect')) : made.run(...turn)),
      }),
      async send(delivery) {
        direct.push(delivery)
        const outcome = sends.shift() ?? 'delivered'
        return outcome === 'delivered' ? { outcome, nativeId: 'n' } : { outcome: 'refused', reason: 'rejected' }
      },
      wake() {},
    },
  })
  /** So many seconds later what is owed is tried again. */
  const retryIn = async (seconds: number) => {
    office.clock.pass(seconds * 1000)
    await runChores([rescue.chore], office.clock.now(), (_, error) => {
      throw error
    })
  }
  const hear = (text: string, { room, id }: { room?: string; id?: string } = {}) => {
    const sent = { ...(room === undefined ? {} : { room }), ...(id === undefined ? {} : { id }) }
    const update = anUpdate({ text, from: 's1', at: office.clock.now(), ...sent })
    return inbox.update({ ...update, person: { ...update.person, number: 's1' } })
  }
  /** Heard while nothing can be saved. */
  const hearInVain = async (...heard: Parameters<typeof hear>) => {
    trouble.isBusy = true
    await expect(hear(...heard)).rejects.toThrow('database is locked')
  }
  return { office, trouble, direct, lines, retryIn, hear, hearInVain }
}

test('while the database is busy a person in danger still hears where to turn, at once', async () => {
  const { direct, hearInVain, office } = await openTroubled()
  await hearInVain(cry)
  expect(direct.map(d => [d.chatId, d.text])).toEqual([['private/s1', office.content.caseWords.crisis.fixed]])
})

test('the fixed words are the answer to what was said, for platforms on which one can only answer', async () => {
  const { direct, hearInVain } = await openTroubled()
  await hearInVain(cry, { room: 'g1', id: 'update-1' })
  expect(direct.map(d => [d.chatId, d.answers])).toEqual([
    ['room/g1', 'update-1'],
    ['private/s1', undefined],
  ])
})

test('in a group the fixed words go to the private chat, with the neutral line in the group', async () => {
  const { direct, hearInVain, office } = await openTroubled()
  await hearInVain(cry, { room: 'g1' })
  expect(direct.map(d => [d.chatId, d.text])).toEqual([
    ['room/g1', office.content.caseWords.crisis.group],
    ['private/s1', office.content.caseWords.crisis.fixed],
  ])
})

test('the failure is logged, without a word of what was said or a name', async () => {
  const { lines, hearInVain } = await openTroubled()
  await hearInVain(cry)
  expect(lines.some(l => l.includes('crisis-rescue'))).toBe(true)
  expect(lines.join()).not.toMatch(/不想活|示例同学甲/)
})

test('once the database is free the counselor is told, the person is not spoken to twice, and the operator hears of the failure', async () => {
  const { trouble, retryIn, direct, hearInVain, office } = await openTroubled()
  await hearInVain(cry)
  await retryIn(2)
  trouble.isBusy = false
  await retryIn(60)
  const arrived = await office.wait(0)
  expect(into(arrived, 'private/c1').join()).toContain('C01')
  expect(into(arrived, 'private/s1')).toEqual([])
  expect(direct).toHaveLength(1)
  expect(into(arrived, 'private/op')).toHaveLength(1)
  await retryIn(60)
  expect(await office.database.db.selectFrom('crisis_case').select('number').execute()).toHaveLength(1)
})

test('while nothing can be saved the message is not taken; handed over again it opens the case, and the person is not spoken to twice', async () => {
  const { trouble, direct, hear, hearInVain, office } = await openTroubled()
  await hearInVain(cry, { id: 'u1' })
  await hearInVain(cry, { id: 'u1' })
  trouble.isBusy = false
  expect(await hear(cry, { id: 'u1' })).toBe('done')
  expect(await hear(cry, { id: 'u1' })).toBe('seen')
  const arrived = await office.wait(0)
  expect(into(arrived, 'private/c1').join()).toContain('C01')
  expect(into(arrived, 'private/s1')).toEqual([])
  expect(direct).toHaveLength(1)
})

test('a defect in deciding ends the same way: words at once, the case by itself', async () => {
  const { retryIn, direct, hear, office } = await openTroubled()
  Object.assign(office.content.knowledge.reader, {
    read() {
      throw new Error('a defect')
    },
  })
  expect(await hear(cry)).toBe('done')
  expect(direct).toHaveLength(1)
  const arrived = await office.wait(0)
  expect(into(arrived, 'private/c1').join()).toContain('C01')
  expect(into(arrived, 'private/op')).toEqual([])
  await retryIn(2)
  expect(into(await office.wait(0), 'private/op')).toHaveLength(1)
})

test('any other message whose turn met a defect gets the apology', async () => {
  const { trouble, direct, hear, office } = await openTroubled()
  trouble.isDefect = true
  expect(await hear('怎么退宿')).toBe('done')
  expect(into(await office.wait(0), 'private/s1')).toEqual([office.content.knowledge.phrases.broken])
  expect(direct).toEqual([])
})

test('any other message that could not be saved is no defect: it is handed over again, and answered then', async () => {
  const { trouble, direct, hear, hearInVain, office } = await openTroubled()
  await hearInVain('怎么退宿', { id: 'm1' })
  trouble.isBusy = false
  expect([await office.wait(0), direct]).toEqual([[], []])
  expect(await hear('怎么退宿', { id: 'm1' })).toBe('done')
  expect(into(await office.wait(0), 'private/s1')).toHaveLength(1)
})

test('what the platform refuses is not sent again and again', async () => {
  const { trouble, retryIn, direct, hearInVain } = await openTroubled(['refused'])
  await hearInVain(cry)
  trouble.isBusy = false
  await retryIn(2)
  await retryIn(2)
  expect(direct).toHaveLength(1)
})
