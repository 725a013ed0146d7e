import { expect, test } from 'vitest'
import { servingReads } from '../../src/store/people/serving.ts'
import { run } from '../support/command.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { byChat, byCommand, type CameTo, openBeside } from '../support/through.ts'

const college = '示例学院'
const people = [
  aPerson('2001'),
  aPerson('2009', { className: '九班' }),
  aCounselor('9001'),
  aCounselor('9009', { scope: [{ of: 'class', college, name: '九班' }] }),
  aPerson('x1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]
const inGroup = { room: 'g', title: '示例一班群', mentioned: true }

type Office = Awaited<ReturnType<typeof openBeside>>
/** A group that was heard, and is 九班's where `bound`. */
const scene = (isBound: boolean) => async (office: Office) => {
  await office.hear('2001', '大家好', inGroup)
  await office.hear('9001', '你好')
  if (isBound) await office.say('9009', '绑定班级 九班', inGroup)
}

type Served = CameTo & { served: unknown }
async function servedAfter(office: Office, act: () => Promise<CameTo>): Promise<Served> {
  const came = await act()
  return { ...came, served: await servingReads(office.database.db).one('room/g') }
}

type Row = [what: string, isBound: boolean, number: string, said: string, args: string[], says: string, audit: string[]]

const acts: Row[] = [
  ['a mode', false, '9001', '模式 静默', ['mode', 'room/g', '静默'], '静默', ['n:9001 set-group-mode 静默 room/g']],
  ['a mode that there is not', false, '9001', '模式 大声', ['mode', 'room/g', '大声'], '没有“大声”', []],
  [
    'the mode of somebody else’s group',
    true,
    '9001',
    '模式 静默',
    ['mode', 'room/g', '静默'],
    '不在你负责的范围里',
    ['n:9001 set-group-mode-refused room/g'],
  ],
  [
    'reading for scams',
    false,
    '9001',
    '反诈 关',
    ['watch', 'room/g', '关'],
    '不会读',
    ['n:9001 set-group-watch off room/g'],
  ],
  [
    'reading somebody else’s group',
    true,
    '9001',
    '反诈 关',
    ['watch', 'room/g', '关'],
    '不在你负责的范围里',
    ['n:9001 set-group-watch-refused room/g'],
  ],
  [
    'the class of a group',
    false,
    '9001',
    '绑定班级 一班',
    ['bind', 'room/g', '一班'],
    '本群对应示例学院一班',
    ['n:9001 bind-group 示例学院一班 room/g'],
  ],
  [
    'a class out of one’s care',
    false,
    '9001',
    '绑定班级 九班',
    ['bind', 'room/g', '九班'],
    '不在你负责的范围里',
    ['n:9001 bind-group-refused '],
  ],
  [
    'a group that belongs to another class',
    true,
    '9001',
    '绑定班级 一班',
    ['bind', 'room/g', '一班'],
    '本群已经对应别的班',
    ['n:9001 bind-group-refused 示例学院一班'],
  ],
  [
    'a group’s class taken away',
    true,
    '9009',
    '解除班级绑定',
    ['unbind', 'room/g'],
    '不再对应班级',
    ['n:9009 unbind-group 示例学院九班 room/g'],
  ],
]

test.each(acts)(
  '%s comes to the same in the group and on the command line',
  async (_, isBound, number, said, args, says, audit) => {
    const here = await openBeside({ people }, scene(isBound))
    const chat = await servedAfter(here, () => byChat(here, number, said, inGroup))
    const there = await openBeside({ people }, scene(isBound))
    const command = await servedAfter(there, () => byCommand(there, number, ['groups', ...args]))
    expect(chat.says).toContain(says)
    expect(command.says).toContain(says)
    expect(command.changed).toEqual(chat.changed)
    expect(command.served).toEqual(chat.served)
    expect([chat.audit, command.audit]).toEqual([audit, audit])
  },
)

test('the command line lists the groups in one’s care, as they are served; those of no class are the whole school’s', async () => {
  const office = await openBeside({ people }, scene(false))
  await byCommand(office, '9001', ['groups', 'mode', 'room/g', '静默'])
  expect((await byCommand(office, '9001', ['groups', 'list'])).says).toContain('0 个群')
  const { says } = await byCommand(office, 'x1', ['groups', 'list'])
  expect(says).toContain('room/g  示例一班群  没有对应班级  静默')
  await office.say('9009', '绑定班级 九班', inGroup)
  expect((await byCommand(office, '9009', ['groups', 'list'])).says).toContain('示例学院九班')
})

test('a mode that the command line set holds in the running bot', async () => {
  const office = await openBeside({ people }, scene(false))
  await byCommand(office, '9001', ['groups', 'mode', 'room/g', '静默'])
  expect(await office.say('2001', '模式', inGroup)).toContain('静默')
})

test('a group that nobody knows, a class that several have and a misspelt part are told with a cure', async () => {
  const two = aCounselor('9002', {
    scope: [college, '别的学院'].map(of => ({ of: 'class', college: of, name: '一班' })),
  })
  const office = await openBeside({ people: [...people, aPerson('2002', { college: '别的学院' }), two] }, scene(false))
  expect((await byCommand(office, '9001', ['groups', 'mode', 'room/x', '静默'])).says).toContain(
    '没有编号是“room/x”的群',
  )
  expect((await byCommand(office, '9002', ['groups', 'bind', 'room/g', '一班'])).says).toContain(
    '别的学院一班、示例学院一班',
  )
  expect((await run(['groups', 'paint'])).err).toContain('没有“paint”这一项')
})

test('a student asked by name changes nothing, and it is written down', async () => {
  const office = await openOffice({ people })
  expect(await office.say('2001', '反诈 关', inGroup)).toContain('只有老师能改')
  const lines = await office.database.db.selectFrom('audit').select(['act', 'detail']).execute()
  expect(lines).toEqual([{ act: 'set-group-watch-refused', detail: 'room/g' }])
})
