import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askOnce } from '../../src/bot/ask.ts'
import { readContent } from '../../src/bot/content.ts'
import { makeDecide } from '../../src/bot/turn.ts'
import { stranger } from '../../src/core/roster.ts'
import { freshSession } from '../../src/core/session.ts'
import { heardReport, toldIn } from '../../src/office/informing/heard.ts'
import { heardAs, informingLines } from '../../tools/understanding/teach-informing.ts'

const root = resolve(import.meta.dirname, '../..')
const places = { knowledge: join(root, 'knowledge'), flows: join(root, 'flows'), zone: 'Asia/Shanghai' }
const content = readContent(places).content!
const { informing, knowledge } = content
const decide = makeDecide(() => content)
const now = new Date('2027-06-10T12:00:00+08:00')
const asked = { isRoom: false, isMentioned: false, now }
const ask = (text: string) => askOnce(decide, text, asked)
const lines = informingLines(join(import.meta.dirname, 'informing'))
const share = (of: typeof lines, is: (as: ReturnType<typeof heardAs>) => boolean) =>
  of.filter(line => is(heardAs(informing, knowledge, line))).length / of.length

// The model has seen these; how strangers fare is measured by tools/understanding/informing.ts (docs/models/understanding.md).
test('the model in the folder is the one of these hands: it knows what they report', () => {
  expect(
    share(
      lines.filter(l => l.kind !== null),
      as => as === 'right',
    ),
  ).toBeGreaterThan(0.95)
})

test('what only sounds like a report is none', () => {
  expect(
    share(
      lines.filter(l => l.kind === null),
      as => as !== 'nothing',
    ),
  ).toBeLessThan(0.05)
})

test('what nobody wrote before is heard too', () => {
  const kind = (text: string) => heardReport(informing, knowledge, text)?.kind
  expect(kind('我们楼下有几个人拿着棍子在吵，快动手了')).toBe('incident')
  expect(kind('年级群里都在传要交离校押金，是真的吗')).toBe('rumour')
  expect(kind('六楼的消防门被锁死了，推不开')).toBe('facility')
  expect(kind('毕业证什么时候发')).toBeUndefined()
})

test('in four characters that the list does not have nothing is heard', () => {
  expect(heardReport(informing, knowledge, '真的假的')).toBeNull()
  expect(heardReport(informing, knowledge, '电梯坏了')?.kind).toBe('facility')
})

test('without what was learnt only what is written in the list is heard', () => {
  const bare = { ...informing, model: null }
  expect(heardReport(bare, knowledge, informing.says.facility[0]!)?.kind).toBe('facility')
  expect(heardReport(bare, knowledge, '六楼的消防门被锁死了，推不开')).toBeNull()
})

test('what is written as none is none, whatever was learnt', () => {
  expect(informing.not.filter(text => heardReport(informing, knowledge, text))).toEqual([])
})

describe('in a chat', () => {
  test('it is offered, with what comes first', async () => {
    const { reply } = await ask('年级群里都在传要交离校押金')
    expect(reply).toMatch(/别转发.*我要上报/s)
  })

  test('whoever says that they want to report begins at once, and is not asked again what they said', async () => {
    const { reply, outcome } = await ask('我要上报：图书馆后面那条路的路灯全黑了')
    expect(outcome).toBe('flow')
    expect(reply).not.toMatch(/是哪一类|发生了什么/)
    expect(reply).toContain('在哪里')
  })

  test('whoever takes the offer is not asked again what they said', async () => {
    const { session } = await ask('三楼厕所灯坏了一个星期了')
    const { reply } = await askOnce(decide, '我要上报', { ...asked, before: session })
    expect(reply).not.toMatch(/是哪一类|发生了什么/)
  })

  test('what was told long ago is asked again', async () => {
    const telling = { kind: 'facility' as const, text: '路灯全黑了', at: now.getTime() - 3_600_000 }
    const { reply } = await askOnce(decide, '我要上报', { ...asked, before: { ...freshSession(), telling } })
    expect(reply).toContain('是哪一类')
  })

  test('an answer that is sure stays, with a line below it', async () => {
    const { outcome, reply } = await ask('有人从五楼往下扔暖水壶！！差点砸到我')
    expect(outcome).toBe('answer')
    expect(reply).toContain('“我要上报”')
  })

  test('a danger comes first', async () => {
    expect((await ask('我要上报，我室友说他不想活了，现在站在楼顶')).outcome).toBe('alarm')
  })

  test.each(['宿舍能用电煮锅吗', '怎么报修', '打架会怎么处分', '举报别人会不会保密', '我的钱包丢了'])(
    'an ordinary question is answered as ever: %s',
    async text => {
      expect((await ask(text)).reply).not.toContain('我要上报')
    },
  )

  test('staff are not offered it', async () => {
    const who = { ...stranger, number: 'c1', role: 'counselor' as const }
    const asker = {
      who,
      whose: { college: '', className: '', dorm: '', counselor: '', counselorName: '' },
      read: (await import('../../src/core/reads.ts')).noReads,
    }
    const { reply } = await askOnce(decide, '六楼的消防门被锁死了，推不开', asked, asker)
    expect(reply ?? '').not.toContain('我要上报')
  })
})

test.each([
  ['我要上报：3栋的路灯全黑了', '3栋的路灯全黑了'],
  ['老师我要上报一个事，我们宿舍少了一台平板', '我们宿舍少了一台平板'],
  ['想反映个情况 我们寝室长好像进了传销', '我们寝室长好像进了传销'],
  ['路灯坏了，上报一下', '路灯坏了，'],
])('of %s the words that only ask to report are left out', (text, told) => {
  expect(toldIn(informing, text)).toBe(told)
})
