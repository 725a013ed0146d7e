import { pino } from 'pino'
import { expect, test } from 'vitest'
import { makeInbox } from '../../src/app/inbox.ts'
import { makeRescue } from '../../src/app/rescue.ts'
import { makeDecide } from '../../src/bot/turn.ts'
import type { Delivery, Receipt } from '../../src/core/delivery.ts'
import type { Turns } from '../../src/core/turn.ts'
import { into, openCaseOffice } from '../support/cases.ts'
import { anUpdate } from '../support/update.ts'

const cry = '我真的不想活了'
/** As SQLite says that it cannot save. */
const busy = () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })

/** The inbox of an office whose turns and platform fail as told. `log` is all that was logged. */
async function openTroubled(sends: Receipt['outcome'][] = []) {
  const office = await openCaseOffice()
  const trouble = { isBusy: false, isDefect: false }
  const turns: Turns = {
    async run(update, decide) {
      if (trouble.isDefect) throw new TypeError('a defect')
      if (trouble.isBusy) throw busy()
      return office.turns.run(update, decide)
    },
  }
  const direct: Delivery[] = []
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: line => void lines.push(line) })
  const recovered: string[] = []
  const ids = { next: () => `direct-${direct.length}` }
  const rescue = makeRescue({
    content: () => office.content,
    hearsCrisis: true,
    turns,
    clock: office.clock,
    ids,
    async send(delivery) {
      direct.push(delivery)
      const outcome = sends.shift() ?? 'delivered'
      return outcome === 'delivered' ? { outcome, nativeId: 'n' } : { outcome: 'refused', reason: 'rejected' }
    },
    log: (event, detail) => log.error({ event, ...detail }),
    recovered: async (_, text) => void recovered.push(text),
  })
  let apologies = 0
  const inbox = makeInbox({
    database: {
      ...office.database,
      transact: work => {
        apologies++
        return trouble.isBusy ? Promise.reject(busy()) : office.database.transact(work)
      },
    },
    turns,
    decide: makeDecide(() => office.content),
    clock: office.clock,
    ids,
    log,
    operator: null,
    words: { broken: () => '出了点问题', notice: () => ({ text: '', choices: [], images: [], rateable: false }) },
    rescue,
    wake() {},
  })
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
  return { office, trouble, direct, lines, recovered, rescue, hear, hearInVain, apologies: () => apologies }
}

test('while the database is busy a person in danger still hears where to turn, at once', async () => {
  const { direct, hearInVain, office } = await openTroubled()
  await hearInVain(cry)
  expect(direct.map(d => [d.chatId, d.text])).toEqual([['private/s1', office.content.caseWords.crisis.fixed]])
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
  const { trouble, rescue, direct, recovered, hearInVain, office } = await openTroubled()
  await hearInVain(cry)
  office.clock.set(new Date(office.clock.now().getTime() + 2000))
  await rescue.retry()
  trouble.isBusy = false
  office.clock.set(new Date(office.clock.now().getTime() + 60_000))
  await rescue.retry()
  const arrived = await office.wait(0)
  expect(into(arrived, 'private/c1').join()).toContain('C01')
  expect(into(arrived, 'private/s1')).toEqual([])
  expect(direct).toHaveLength(1)
  expect(recovered).toHaveLength(1)
  await rescue.retry()
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
  const { rescue, direct, recovered, hear, office } = await openTroubled()
  Object.defineProperty(office.content.knowledge, 'reader', {
    get() {
      throw new Error('a defect')
    },
  })
  expect(await hear(cry)).toBe('done')
  expect(direct).toHaveLength(1)
  expect(recovered).toEqual([])
  office.clock.set(new Date(office.clock.now().getTime() + 2000))
  await rescue.retry()
  expect(recovered).toHaveLength(1)
  expect(into(await office.wait(0), 'private/c1').join()).toContain('C01')
})

test('any other message whose turn met a defect gets the apology', async () => {
  const { trouble, direct, hear, apologies } = await openTroubled()
  trouble.isDefect = true
  expect(await hear('怎么退宿')).toBe('done')
  expect([apologies(), direct]).toEqual([1, []])
})

test('any other message that could not be saved is no defect: it is handed over again, and answered then', async () => {
  const { trouble, direct, hear, hearInVain, apologies, office } = await openTroubled()
  await hearInVain('怎么退宿', { id: 'm1' })
  expect([apologies(), direct]).toEqual([0, []])
  trouble.isBusy = false
  expect(await hear('怎么退宿', { id: 'm1' })).toBe('done')
  expect(into(await office.wait(0), 'private/s1')).toHaveLength(1)
})

test('what the platform refuses is not sent again and again', async () => {
  const { trouble, rescue, direct, hearInVain, office } = await openTroubled(['refused'])
  await hearInVain(cry)
  trouble.isBusy = false
  office.clock.set(new Date(office.clock.now().getTime() + 2000))
  await rescue.retry()
  await rescue.retry()
  expect(direct).toHaveLength(1)
})
