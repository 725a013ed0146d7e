import { join } from 'node:path'
import { expect, test } from 'vitest'
import { greet, publish } from '../support/broadcast.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson, type openOffice } from '../support/office.ts'
import { byChat, byCommand, openBeside } from '../support/through.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

const people = [
  aPerson('s1'),
  aCounselor('c1'),
  aCounselor('c2'),
  aCounselor('c3', { scope: [{ of: 'class', college: '示例学院', name: '三班' }] }),
]
const line = '发布预警 诈骗预警 给：一班 时间：现在 内容：有人正在假冒学校收钱，不要转账。'
const urgent = line.replace('诈骗预警', '诈骗预警 紧急')

/** Everybody has written once; nothing was published. */
const met = (office: Office) => greet(office, 's1', 'c1', 'c2', 'c3')
/** A01 has left. */
const left = async (office: Office) => {
  await met(office)
  await publish(office, line)
  await office.wait(10)
}
/** A01 is 紧急 and waits for a second person. */
const waiting = async (office: Office) => {
  await met(office)
  await publish(office, urgent)
}
/** A01 will leave in some hours. */
const timed = async (office: Office) => {
  await met(office)
  await office.hear('c1', line.replace('现在', '2099-06-12 09:00'))
  await office.hear('c1', '发布')
}
const then =
  (...lines: [number: string, text: string][]) =>
  (scene: (office: Office) => Promise<unknown>) =>
  async (office: Office) => {
    await scene(office)
    for (const [number, text] of lines) await office.hear(number, text)
    await office.wait(1)
  }

type Scene = (office: Office) => Promise<unknown>
const acts: [what: string, says: string, scene: Scene, number: string, inChat: string, args: string[]][] = [
  ['approving', '批准了', waiting, 'c2', '批准 A01', ['approve', 'A01']],
  ['approving one’s own', '不能自己批准', waiting, 'c1', '批准 A01', ['approve', 'A01']],
  ['approving out of one’s care', '管不到', waiting, 'c3', '批准 A01', ['approve', 'A01']],
  ['approving what does not wait', '不用批准', left, 'c2', '批准 A01', ['approve', 'A01']],
  ['turning down', '已驳回', waiting, 'c2', '驳回 A01 先核实', ['refuse', 'A01', '--text', '先核实']],
  ['cancelling what waits', '已取消', waiting, 'c1', '取消发布 A01', ['cancel', 'A01']],
  ['cancelling what has its time', '已取消', timed, 'c1', '取消发布 A01', ['cancel', 'A01']],
  ['cancelling twice', '已经取消了', then(['c1', '取消发布 A01'])(waiting), 'c1', '取消发布 A01', ['cancel', 'A01']],
  ['cancelling what has left', '已经发出', left, 'c1', '取消发布 A01', ['cancel', 'A01']],
  ['recalling', '已撤回', left, 'c1', '撤回 A01 写错了', ['recall', 'A01', '--text', '写错了']],
  ['recalling by a colleague', '已撤回', left, 'c2', '撤回 A01 写错了', ['recall', 'A01', '--text', '写错了']],
  ['recalling without a reason', '要写原因', left, 'c1', '撤回 A01', ['recall', 'A01']],
  ['recalling what has not left', '已取消', waiting, 'c1', '撤回 A01 写错了', ['recall', 'A01', '--text', '写错了']],
  [
    'recalling twice',
    '已经撤回了',
    then(['c1', '撤回 A01 写错了'])(left),
    'c1',
    '撤回 A01 又错了',
    ['recall', 'A01', '--text', '又错了'],
  ],
  [
    'recalling a recall',
    '只是告诉大家',
    then(['c1', '撤回 A01 写错了'])(left),
    'c1',
    '撤回 A02 错了',
    ['recall', 'A02', '--text', '错了'],
  ],
  ['resending', '会重发', left, 'c1', '重发 A01', ['resend', 'A01']],
  ['resending to nobody', '都确认了', then(['s1', '收到 A01'])(left), 'c1', '重发 A01', ['resend', 'A01']],
  [
    'resending what was recalled',
    '已经撤回了',
    then(['c1', '撤回 A01 写错了'])(left),
    'c1',
    '重发 A01',
    ['resend', 'A01'],
  ],
  [
    'resending what was corrected',
    '由 A02 更正',
    then(['c1', '更正 A01 是周五。'], ['c1', '发布'])(left),
    'c1',
    '重发 A01',
    ['resend', 'A01'],
  ],
  ['resending what has not left', '还没有发出', waiting, 'c1', '重发 A01', ['resend', 'A01']],
  ['what there is not', '没有 A09', met, 'c1', '撤回 A09 写错了', ['recall', 'A09', '--text', '写错了']],
]

test.each(acts)('%s is the same in a chat and on the command line', async (_, says, scene, number, inChat, args) => {
  const chat = await byChat(await openBeside({ people }, scene), number, inChat)
  const command = await byCommand(await openBeside({ people }, scene), number, ['broadcast', ...args])
  expect(chat.says).toContain(says)
  expect(command.says).toContain(chat.says.split('\n')[0])
  expect(command.changed).toEqual(chat.changed)
  expect(command.audit).toEqual(chat.audit)
})

test('a text that is too long is refused in both, with the same words', async () => {
  const text = '长'.repeat(1001)
  const chat = await byChat(await openBeside({ people }, met), 'c1', line.replace('有人', text))
  const args = ['broadcast', 'new', '--template', '诈骗预警', '--to', '一班', '--text', text]
  const command = await byCommand(await openBeside({ people }, met), 'c1', args)
  expect(chat.says).toContain('最多 1000 字')
  expect(command.says).toContain('最多 1000 字')
  expect(command.changed).toEqual({})
})

test.each([
  ['重要', line],
  ['紧急', urgent],
])('publishing one that is %s comes to the same', async (level, inChat) => {
  const office = await openBeside({ people }, async one => {
    await met(one)
    await one.hear('c1', inChat)
  })
  const chat = await byChat(office, 'c1', '发布')
  const text = '有人正在假冒学校收钱，不要转账。'
  const args = ['broadcast', 'new', '--template', '诈骗预警', '--to', '一班', '--text', text, '--level', level]
  const command = await byCommand(await openBeside({ people }, met), 'c1', args)
  expect(command.says).toContain(chat.says.split('\n')[0])
  expect(command.audit).toEqual(chat.audit)
  expect(command.changed.broadcast_round).toEqual(chat.changed.broadcast_round)
  expect(command.changed.delivery?.length).toBe(chat.changed.delivery?.length)
})

test.each([
  ['of one that has left', left, ''],
  ['of one that has not', waiting, '还没有发出'],
  ['of one that there is not', met, '没有 A01'],
])('the table %s is handed out, or refused, alike', async (_, scene, says) => {
  const chat = await byChat(await openBeside({ people }, scene), 'c1', '导出 A01')
  const out = join(tempFolder(), 'A01.xlsx')
  const command = await byCommand(await openBeside({ people }, scene), 'c1', ['report', 'A01', '--out', out])
  expect(chat.says).toContain(says)
  expect(command.says).toContain(says)
  expect(command.changed).toEqual(chat.changed)
  expect(command.audit).toEqual(chat.audit)
})
