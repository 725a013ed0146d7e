import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { run } from '../support/command.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aCounselor, aPerson, type openOffice } from '../support/office.ts'
import { byChat, byCommand, openBeside } from '../support/through.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const { handoff, review } = fixtureKnowledge().phrases
const number = 'H270601-ABCDE'
const people = [
  aPerson('s1'),
  aCounselor('c1'),
  aCounselor('c9', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]

/** s1 of 一班 asked for a person and made a contribution; somebody whom the roster does not know asked too. */
async function lying({ database: { db } }: Pick<Office, 'database'>): Promise<void> {
  const asked = { urgency: '一般', state: 'open', at: 0, delete_at: 9e15 } as const
  await db
    .insertInto('handoff')
    .values([
      { ...asked, number, person: 'n:s1', name: '甲', topic: '退宿', text: '钥匙丢了', how: '短信 1', may_contact: 1 },
      {
        ...asked,
        number: 'H270601-OTHER',
        person: 'u1',
        name: '乙',
        topic: '档案',
        text: '在哪',
        how: '邮件 2',
        may_contact: 0,
      },
    ])
    .execute()
  const work = { version: 1, answers: '{"says":"再见"}', code: null, at: 0, revised_at: null, delete_at: 9e15 }
  await db
    .insertInto('submission')
    .values({ number: 'M270601-ABCDE', person: 'n:s1', flow: 'media', state: 'review', ...work })
    .execute()
}
const met = async (office: Office) => {
  for (const { number: who } of people) await office.say(who, '你好')
  await lying(office)
}
const finished = async (office: Office) => {
  await met(office)
  await office.say('c1', `办结 ${number}`)
}

const says = (sentence: 'finished' | 'finishedBefore' | 'unknown') => fill(handoff[sentence], { number })
const done = ['done', number]
const acts: [string, string, (office: Office) => Promise<unknown>, string, string, string[], string[]][] = [
  ['listing', '钥匙丢了', met, 'c1', '待办', [], ['n:c1 read-handoffs 1']],
  ['finishing', says('finished'), met, 'c1', `办结 ${number}`, done, [`n:c1 finish-handoff ${number}`]],
  ['finishing twice', says('finishedBefore'), finished, 'c1', `办结 ${number}`, done, []],
  ['finishing what is not theirs', says('unknown'), met, 'c9', `办结 ${number}`, done, [`n:c9 refused-desk ${number}`]],
  ['finishing what there is not', says('unknown'), async o => o.say('c1', '你好'), 'c1', `办结 ${number}`, done, []],
]

test.each(acts)(
  '%s is the same in a chat and on the command line',
  async (_, sentence, scene, who, inChat, args, lines) => {
    const chat = await byChat(await openBeside({ people }, scene), who, inChat)
    const command = await byCommand(await openBeside({ people }, scene), who, ['desk', ...args])
    expect(chat.says).toContain(sentence)
    expect(command.says).toContain(sentence)
    expect(command.changed).toEqual(chat.changed)
    expect(chat.audit).toEqual(lines)
    // The command line shows what waits for a moderator with it.
    expect(command.audit.filter(line => !line.includes('read-reviews'))).toEqual(lines)
  },
)

test('how to reach somebody who is not to be contacted is shown nowhere', async () => {
  const office = await openBeside({ people }, met)
  const settings = { FAREWELL_DATA: office.folder }
  for (const args of [['desk'], ['desk', '--json']]) {
    const { out } = await run(args, settings)
    expect(out).toContain('短信 1')
    expect(out).toContain('H270601-OTHER')
    expect(out).not.toContain('邮件 2')
  }
})

test.each([
  ['c1', 'approved', 1],
  ['c9', 'unknown', 0],
] as const)(
  'a contribution may be shown once a moderator who looks after its class lets it: %s',
  async (who, sentence, count) => {
    const office = await openBeside({ people }, met)
    const { says, changed, audit } = await byCommand(office, who, ['desk', 'approve', 'M270601-ABCDE'])
    expect(says).toContain(fill(review[sentence], { number: 'M270601-ABCDE' }))
    expect(changed.submission ?? []).toHaveLength(count)
    expect(audit).toEqual([`n:${who} ${count === 1 ? 'approve-submission' : 'refused-desk'} M270601-ABCDE`])
  },
)
