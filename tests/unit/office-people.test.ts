import { expect, test } from 'vitest'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { byChat, byCommand, openBeside } from '../support/through.ts'

const { codes } = contentOf(fixtureKnowledge()).rosterWords
const people = [
  aPerson('2001'),
  aPerson('2002', { className: '二班' }),
  aPerson('2009', { className: '九班' }),
  aPerson('2008', { college: '示例二院' }),
  aCounselor('9001'),
  aCounselor('9002', {
    scope: ['示例学院', '示例二院'].map(college => ({ of: 'class' as const, college, name: '一班' })),
  }),
]

type Row = [what: string, says: string, number: string, said: string, args: string[], audit: string[]]

const notFound = (said: string) => `没有找到“${said}”`
const refused = (detail = '') => [`n:9001 issue-code-refused ${detail}`]

const acts: Row[] = [
  [
    'a code for one of one’s students',
    '示例2001（2001）的绑定码',
    '9001',
    '2001',
    ['2001'],
    ['n:9001 issue-code 2001'],
  ],
  [
    'codes for a class',
    '示例学院一班 1 人的绑定码',
    '9001',
    '一班',
    ['--class', '一班'],
    ['n:9001 issue-code 示例学院一班 1'],
  ],
  ['a code for somebody else’s student', notFound('2009'), '9001', '2009', ['2009'], refused('2009')],
  ['a code for nobody', notFound('2077'), '9001', '2077', ['2077'], refused()],
  ['codes for somebody else’s class', notFound('九班'), '9001', '九班', ['--class', '九班'], refused()],
  ['a class that two colleges have', '有好几个，请写上学院', '9002', '一班', ['--class', '一班'], []],
  ['a code for a colleague', notFound('9002'), '9001', '9002', ['9002'], refused('9002')],
]

test.each(acts)(
  '%s comes to the same in a chat and on the command line',
  async (_, says, number, said, args, audit) => {
    const chat = await byChat(
      await openBeside({ people }, o => o.say(number, '你好')),
      number,
      `${codes.start[0]} ${said}`,
    )
    const command = await byCommand(await openBeside({ people }, o => o.say(number, '你好')), number, [
      'roster',
      'code',
      ...args,
    ])
    expect(chat.says).toContain(says)
    expect(command.says).toContain(says)
    expect(command.changed).toEqual(chat.changed)
    expect([chat.audit, command.audit]).toEqual([audit, audit])
  },
)
