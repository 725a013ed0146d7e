import { describe, expect, test } from 'vitest'
import { doubtIn } from '../../src/bot/chat/broadcasts/doubt.ts'
import { inert } from '../../src/bot/chat/broadcasts/inert.ts'
import { Secret } from '../../src/core/secret.ts'
import { confirmLink } from '../../src/office/broadcasts/link.ts'
import { greet, publish } from '../support/broadcast.ts'
import { broadcastWords as words } from '../support/content.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const people = [aPerson('s1'), aPerson('s2'), aCounselor('c1'), aCounselor('c2')]
const notice = '发布通知 截止提醒 普通 给：一班 时间：现在 内容：周五前到 3 号楼交钥匙，押金 200 元退回原卡。'

async function opened(options: Parameters<typeof openOffice>[0] = {}) {
  const office = await openOffice({ people, ...options })
  await greet(office, 's1', 's2')
  const arrived = await publish(office, notice)
  return { office, copy: arrived.find(a => a.to === 's1')!.text }
}

describe('what asks whether a number is genuine', () => {
  test.each([
    ['验证 A07', 'A07'],
    ['验证A07', 'A07'],
    ['验证 a7', 'A07'],
    ['验证Ａ０７', 'A07'],
    ['验证 A-07', 'A07'],
    ['验证 A 07', 'A07'],
    ['验证 A007', 'A07'],
    ['验证 编号A07', 'A07'],
    ['核实 A07', 'A07'],
    ['真假 A07', 'A07'],
    ['A07是真的吗', 'A07'],
    ['A07 真的假的', 'A07'],
    ['这个A07是你们发的吗', 'A07'],
    ['帮我核实一下A07', 'A07'],
    ['麻烦核实一下这条 A07', 'A07'],
    ['A07是不是诈骗', 'A07'],
    ['收到一条A07通知，是真的吗？', 'A07'],
    ['验证\u200b A\u202e07', 'A07'],
    ['验证 B99', null],
    ['验证 12345', null],
    ['验证 学工办001', null],
    ['验证学工办第001号', null],
    ['核实一下 XG-2026', null],
    ['验证 AO7', null],
    ['验证 1', null],
    ['B99是真的吗', null],
    ['学工办001是不是骗人的', null],
  ])('“%s” does', (text, number) => {
    expect(doubtIn(text, words)).toMatchObject({ number })
  })

  test.each([
    'A区宿舍什么时候断电',
    'A4纸是真的吗',
    'A4纸哪里买',
    'C语言真的吗难',
    'B1层是真的吗有储物柜',
    'K12培训是不是诈骗',
    '12356是什么电话',
    '110',
    '96110打给我是真的吗',
    '96110是真的吗',
    '核实 96110',
    '验证码能告诉客服吗',
    '验证 7KQ4A-M3PXW',
    '验证7KQ4AM3PXW',
    '怎么核实离校通知的真假',
    '核实3月5日的安排',
    '这是真的吗',
    '收到 A07',
    'A07 1',
    '进度 A07',
  ])('“%s” does not', text => {
    expect(doubtIn(text, words)).toBeNull()
  })

  test('the text in question may stand behind, before, or in what is quoted', () => {
    const pasted = '【截止提醒】A07(普通)\n示例学院 示例老师1\n周五前交钥匙。'
    expect(doubtIn(`验证 A07 ${pasted}`, words)).toMatchObject({ number: 'A07', rest: pasted })
    expect(doubtIn(`A07是真的吗\n${pasted}`, words)).toMatchObject({ number: 'A07', rest: pasted })
    expect(doubtIn(`${pasted}\n这是真的吗`, words)).toMatchObject({ number: 'A07', rest: pasted })
    expect(doubtIn('这是真的吗', words, pasted)).toMatchObject({ number: 'A07', rest: '' })
    expect(doubtIn('这是真的吗', words, '【截止提醒】交钥匙')).toBeNull()
  })
})

describe('a copy under a genuine number', () => {
  test('as it arrived it agrees, also with the link and the choices that the bot adds', async () => {
    const links = { publicUrl: 'https://bot.example', secret: new Secret('s'.repeat(32)) }
    const { office, copy: text } = await opened({ links })
    const until = office.clock.now().getTime() + 60_000
    const link = confirmLink({ for: 'person', broadcast: 'A01', number: 's1', until }, links)!
    const copy = `${text}\n${words.confirmLink.replace('{link}', link)}`
    expect(await office.say('s2', `验证 A01 ${copy}`)).toContain('和我们的记录一致')
    expect(await office.say('s2', `验证 A01\n（再次提醒，请还没确认的同学看一下）\n${copy}`)).toContain(
      '和我们的记录一致',
    )
    const other = copy.replace('https://bot.example/c/', 'https://bot.example/c/x')
    expect(await office.say('s2', `验证 A01 ${other}`)).toContain('不一致')
    expect(await office.say('s2', `验证 A01 ${copy}\nhttps://bot.example/c/abc.def`)).toContain('不一致')
    await office.wait(2)
    expect(await office.say('s2', `验证 A01 ${copy}`)).toContain('和我们的记录一致')
  })

  test.each([
    ['a contact behind it', (c: string) => `${c}\n退押金加QQ 12345678`, '退押金加QQ 123·456·78'],
    ['a contact before it', (c: string) => `退押金加微信 wx_888\n${c}`, '退押金加微信 wx_888'],
    [
      'a link within it',
      (c: string) => c.replace('交钥匙，', '交钥匙 http://pay.example/x ，'),
      'http[:]//pay[.]example/x',
    ],
    ['another amount', (c: string) => c.replace('200', '2000'), '2000'],
    ['digits in disguise', (c: string) => `${c} 群号①②③④⑤⑥`, '群号123·456'],
    ['an address', (c: string) => `${c} 发到 a@b.example`, 'a[@]b[.]example'],
  ])('with %s does not agree, and what was added is shown so that nobody can tap it', async (_, change, shown) => {
    const { office, copy } = await opened()
    const said = await office.say('s1', `验证 A01 ${change(copy)}`)
    expect(said).toContain('与我们的记录不一致')
    expect(said).toContain('多了')
    expect(said).toContain(shown)
    expect(said).toContain('辅导员')
    expect(said).not.toMatch(/记录一致|http:\/\/|@b|pay\.example|12345678/)
    expect(said).toContain('原文：')
  })

  test('a piece of it is called a piece, and the original is shown', async () => {
    const { office } = await opened()
    const said = await office.say('s1', '验证 A01 周五前到 3 号楼交钥匙，押金 200 元')
    expect(said).toContain('只是其中一段，其余请看原文')
    expect(said).toContain('退回原卡')
    expect(said).not.toContain('一致')
  })

  test('words that only come with forwarding are shown and never said to agree', async () => {
    const { office, copy } = await opened()
    for (const words of ['转发：', '示例甲：', '大家看一下\n']) {
      const said = await office.say('s1', `验证 A01 ${words}${copy}`)
      expect(said).toContain('前后多了几句转发的话')
      expect(said).toContain(words.replace(/[：\n]/g, ''))
      expect(said).not.toContain('一致')
    }
    expect(await office.say('s1', `验证 A01 ${copy} 请加我`)).toContain('不一致')
  })

  test('a word that was left out is shown', async () => {
    const { office, copy } = await opened()
    const said = await office.say('s1', `验证 A01 ${copy.replace('退回原卡', '退回')}`)
    expect(said).toContain('少了或被改掉了：“原卡”')
  })

  test('one’s own remark beside a quote is no forgery, a text beside one is looked at too', async () => {
    const { office, copy } = await opened()
    expect(await office.say('s1', '验证 A01 这是班长转给我的，是真的吗？', { quoted: copy })).toContain(
      '和我们的记录一致',
    )
    const both = await office.say('s1', '验证 A01 补充：押金改成加QQ 12345678 领取', { quoted: copy, replies: true })
    expect(both).toContain('不一致')
    const short = await office.say('s1', '验证 A01 加微信一三八零零零零领押金，是真的吗', { quoted: copy })
    expect(short).toContain('不一致')
  })

  test('a group hears that there is a difference and not what it says', async () => {
    const { office, copy } = await opened()
    const said = await office.say('s1', `验证 A01 ${copy}\n退押金加QQ 12345678`, { room: 'g1' })
    expect(said).toContain('不一致')
    expect(said).toContain('私聊我')
    expect(said).not.toMatch(/12345678|123·|原文：/)
  })
})

test.each(['验证 B99', '验证 12345', '验证 学工办001', '验证 A77', 'B99是真的吗', '核实一下 XG-2026'])(
  '“%s” is answered as not ours, never by the knowledge',
  async text => {
    const { office } = await opened()
    expect(await office.say('s1', text)).toContain('不是本校小助手发出的')
  },
)

test('in a group that did not call the bot only the command itself is answered', async () => {
  const { office } = await opened()
  expect(await office.say('s1', 'A01是真的吗', { room: 'g1' })).toBe('')
  expect(await office.say('s1', '核实 12', { room: 'g1' })).toBe('')
  expect(await office.say('s1', 'A01是真的吗', { room: 'g1', mentioned: true })).toContain('A01 是本校小助手发出的')
})

test('while a broadcast is being written, a question about a number is part of the text', async () => {
  const { office } = await opened()
  await office.hear('c1', '发布通知 截止提醒 普通 给：一班 时间：现在')
  expect(await office.say('c1', 'A01是真的吗，看这里')).toContain('跳过')
})

test('one that was not released is as unknown as one that never was', async () => {
  const office = await openOffice({ people })
  await greet(office, 's1')
  await office.hear('c1', notice)
  const drafted = await office.say('s1', '验证 A01')
  await office.hear('c1', '取消')
  expect(drafted).toContain('不是本校小助手发出的')
  expect(drafted).not.toContain('钥匙')
  expect((await office.say('s1', '验证 A99')).replace('A99', 'A01')).toBe(drafted)
})

test('of one that was recalled or corrected it is said, however true the copy is', async () => {
  const { office, copy } = await opened()
  await office.hear('c1', '更正 A01 周四前到 3 号楼交钥匙。')
  await publish(office, '发布')
  const corrected = await office.say('s1', `验证 A01 ${copy}`)
  expect(corrected).toContain('以 A02 为准')
  expect(corrected).toContain('已经不算数了')
  expect(corrected).toContain('现在有效的是 A02')
  expect(corrected).toContain('周四前到 3 号楼')
  expect(corrected).not.toContain('记录一致')
  await office.hear('c1', '撤回 A02 地方写错了')
  const recalled = await office.say('s1', '验证 A02')
  expect(recalled).toContain('已撤回（地方写错了）')
  expect(recalled).toContain('不要再转发')
  expect(await office.say('s1', '验证 A01')).not.toContain('周四前到 3 号楼')
})

test('when the time to confirm is over, that is said', async () => {
  const { office } = await opened()
  await office.wait(73 * 60)
  expect(await office.say('s1', '验证 A01')).toContain('已经过了')
})

test.each([
  ['看 https://a.example/b?c=d', '看 https[:]//a[.]example/b?c=d'],
  ['加 13800001111', '加 138·000·011·11'],
  ['加 138 0000 1111', '加 138·000·011·11'],
  ['\u202e甲\u001b[2J', '甲[2J'],
  ['ｗｗｗ．a．example', 'www[.]a[.]example'],
])('“%s” is shown as “%s”', (text, shown) => {
  expect(inert(text)).toBe(shown)
})
