import { pino } from 'pino'
import { expect, test } from 'vitest'
import { makeInbox } from '../../src/app/inbox.ts'
import { crisisIn } from '../../src/bot/turn.ts'
import { longestText, mostPictures } from '../../src/core/text/length.ts'
import type { Update } from '../../src/core/update.ts'
import { openCaseOffice } from '../support/cases.ts'
import { anUpdate } from '../support/update.ts'

let office: Awaited<ReturnType<typeof openCaseOffice>>

/** The update as its turn gets it. */
async function handedOn(arrived: Update): Promise<Update> {
  const handed: Update[] = []
  const inbox = makeInbox({
    database: office.database,
    turns: {
      async run(update) {
        handed.push(update)
        return 'done'
      },
    },
    decide: () => {
      throw new Error('nothing is decided here')
    },
    clock: office.clock,
    ids: { next: () => 'id' },
    log: pino({ level: 'silent' }),
    operator: null,
    words: { broken: () => '', notice: () => ({ text: '', choices: [], images: [], rateable: false }) },
    wake() {},
  })
  await inbox.update(arrived)
  return handed[0]!
}

test('what any platform hands over is bounded before its turn, so nothing longer is kept', async () => {
  office = await openCaseOffice()
  const { message } = await handedOn(anUpdate({ text: '长'.repeat(200_000), quoted: '引'.repeat(9000), images: 40 }))
  expect(message.text.length).toBeLessThanOrEqual(longestText)
  expect(message.quoted!.length).toBeLessThanOrEqual(longestText)
  expect(message.images).toHaveLength(mostPictures)
})

test('what no database takes is taken out of everything that a platform hands over', async () => {
  office = await openCaseOffice()
  const odd = '好\u0000的\ud800'
  const arrived = anUpdate({ text: odd, from: odd, room: odd, quoted: odd, code: odd })
  expect(JSON.stringify(arrived)).toContain('\\u0000')
  const handed = JSON.stringify(await handedOn(arrived))
  expect(handed).not.toMatch(/\\u0000|\\ud800/)
  expect(handed).toContain('好的\ufffd')
})

const cry = '我真的不想活了，撑不下去了，药已经买好了。'
const chatter = '今天食堂的排骨不错，明天再去。'.repeat(2000)
for (const [where, text] of [
  ['the beginning', `${cry}${chatter}`],
  ['the end', `${chatter}${cry}`],
] as const)
  test(`a cry for help at ${where} of a very long message is heard`, async () => {
    office = await openCaseOffice()
    const { message } = await handedOn(anUpdate({ text }))
    expect(crisisIn(office.content.safety, message.text)?.certainty).toBe('sure')
  })
