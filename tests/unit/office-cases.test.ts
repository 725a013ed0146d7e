import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import { brushing, settle, staffed } from '../support/cases.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import type { openOffice } from '../support/office.ts'
import { byChat, byCommand, openBeside } from '../support/through.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const { desk } = contentOf(fixtureKnowledge()).caseWords
/** S01 was seen in a group of 一班. */
const scam = async (office: Office) => {
  await settle(office)
  await office.hear('s1', brushing, { room: 'g1' })
}
/** C01 is open, and c1 was told. */
const crisis = async (office: Office) => {
  await settle(office)
  await office.hear('s1', '我真的不想活了')
}
/** C01 has gone the whole way, to the operator. */
const escalated = async (office: Office) => {
  await crisis(office)
  await office.wait(60)
}
const taken = async (office: Office) => {
  await crisis(office)
  await office.hear('k1', '收到 C01')
}

const says = (sentence: keyof typeof desk, values: Record<string, string> = {}) =>
  fill(desk[sentence] as string, { number: 'C01', ...values })
const notThere = (number: string) => says('notFound', { number })
type Row = [what: string, says: string, scene: (office: Office) => Promise<unknown>, number: string, string, string[]]

const acts: Row[] = [
  ['listing', 'C01 严重', crisis, 'c1', '案件', ['list']],
  ['listing by a student', desk.refused, crisis, 's2', '案件', ['list']],
  ['reading a scam', '刷单返利', scam, 'c1', '案件 S01', ['show', 'S01']],
  ['reading a crisis', '最少的几个字', crisis, 'c1', '案件 c01', ['show', 'c01']],
  ['reading by a student', desk.refused, crisis, 's2', '案件 C01', ['show', 'C01']],
  ['reading by one who was told without an office', desk.refused, escalated, 'op', '案件 C01', ['show', 'C01']],
  ['reading what there is not', notThere('C09'), crisis, 'c1', '案件 C09', ['show', 'C09']],
  ['marking a scam', says('marked', { number: 'S01', mark: '属实' }), scam, 'c1', 'S01 属实', ['mark', 'S01', '属实']],
  ['marking a scam by a student', desk.refused, scam, 's2', 'S01 属实', ['mark', 'S01', '属实']],
  ['calling a crisis right', says('crisisRight'), crisis, 'c1', 'C01 属实', ['mark', 'C01', '属实']],
  ['calling a crisis false', says('crisisWrong'), crisis, 'c1', 'C01 误报', ['mark', 'C01', '误报']],
  ['marking a crisis by a student', notThere('C01'), crisis, 's2', 'C01 误报', ['mark', 'C01', '误报']],
  ['taking a crisis', says('acknowledged'), crisis, 'c1', '收到 C01', ['ack', 'C01']],
  ['taking one that was taken', says('alreadyBy', { name: '示例学院老师' }), taken, 'c1', '收到 C01', ['ack', 'C01']],
  ['taking it without an office, when told', says('acknowledged'), escalated, 'op', '收到 C01', ['ack', 'C01']],
  ['taking it by a student', notThere('C01'), crisis, 's2', '收到 C01', ['ack', 'C01']],
  ['saying that they were reached', says('contacted'), crisis, 'c1', 'C01 已联系', ['ack', 'C01', '--contacted']],
  [
    'passing it on',
    says('passed', { name: '示例辅导员二', minutes: '15' }),
    crisis,
    'c1',
    '转交 C01 c2',
    ['pass', 'C01', 'c2'],
  ],
  [
    'passing it on by name',
    '已经转给示例学院老师',
    crisis,
    'c1',
    '转交 C01 示例学院老师',
    ['pass', 'C01', '示例学院老师'],
  ],
  ['passing it on to a student', '转给谁', crisis, 'c1', '转交 C01 s2', ['pass', 'C01', 's2']],
  ['passing it on by a student', notThere('C01'), crisis, 's2', '转交 C01 c2', ['pass', 'C01', 'c2']],
  [
    'passing it on without an office, when told',
    '已经转给示例辅导员二',
    escalated,
    'op',
    '转交 C01 c2',
    ['pass', 'C01', 'c2'],
  ],
]

test.each(acts)(
  '%s is the same in a chat and on the command line',
  async (_, sentence, scene, number, inChat, args) => {
    const options = { people: staffed, operator: 'op' }
    const chat = await byChat(await openBeside(options, scene), number, inChat)
    const command = await byCommand(await openBeside(options, scene), number, ['cases', ...args])
    expect(chat.says).toContain(sentence)
    expect(command.says).toContain(sentence)
    expect(command.changed).toEqual(chat.changed)
    expect(command.audit).toEqual(chat.audit)
    expect(command.audit).toHaveLength(1)
  },
)
