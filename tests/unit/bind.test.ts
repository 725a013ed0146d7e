import { expect, test } from 'vitest'
import { makeDecide } from '../../src/bot/turn.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'
import { deciding, forgetting as forgettingAll } from '../support/store.ts'
import { anUpdate, type Sent } from '../support/update.ts'

const people = [
  aPerson('20230001'),
  aPerson('20230002'),
  aPerson('20230003', { className: '三班' }),
  aCounselor('T01'),
  aPerson('K01', { role: 'college', className: '', scope: [{ of: 'college', college: '示例学院' }] }),
]

/** A message of somebody whom the channel vouches for. */
const forgetting = (number: string) => {
  const update = anUpdate({ from: number })
  update.person.number = number
  return update
}

/** An office, and how people without a number of their own come to one. */
async function openBinding() {
  const office = await openOffice({ people })
  const codeFor = async (number: string) => /[A-Z]{8}/.exec(await office.say('T01', `发绑定码 ${number}`))![0]
  const agree = async (handle: string, sent: Sent = {}) => {
    await office.say(handle, '绑定', sent)
    return office.say(handle, '同意', sent)
  }
  const bindAs = async (handle: string, number: string, sent: Sent = {}) => {
    const code = await codeFor(number)
    await agree(handle, sent)
    return office.say(handle, `绑定 ${number} ${code}`, sent)
  }
  const rows = (table: 'binding' | 'consent' | 'bind_code' | 'bind_attempt' | 'audit' | 'session') =>
    office.database.db.selectFrom(table).selectAll().execute()
  return { ...office, codeFor, agree, bindAs, rows }
}

const wrong = '学号或绑定码不对'

test('a number and a code from the counselor make a stranger known', async () => {
  const office = await openBinding()
  expect(await office.bindAs('w1', '20230001')).toContain('你是示例20230001（学生，示例学院一班）')
  expect(await office.say('w1', '我是谁')).toContain('学号：20230001')
})

test('number and code may come one after the other', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.agree('w1')
  expect(await office.say('w1', '20230001')).toContain('再发绑定码')
  expect(await office.say('w1', code.toLowerCase())).toContain('绑定好了')
})

test('consent is asked first, and says what, why, how long, and how to undo', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  const asked = await office.say('w1', `绑定 20230001 ${code}`)
  for (const part of ['存什么', '为什么', '存多久', '怎么取消', '不同意也没关系']) expect(asked).toContain(part)
  expect(asked).not.toContain('境外')
  expect(await office.say('w1', `绑定 20230001 ${code}`)).toContain('同意吗')
})

test('a channel abroad says so', async () => {
  const office = await openBinding()
  const update = anUpdate({ from: 'w1', text: '绑定', channel: 'telegram' })
  const decision = makeDecide(() => office.content)
  let said = ''
  await office.turns.run(update, async turn => {
    const decided = await decision(turn)
    said = decided.effects.flatMap(e => (e.do === 'say' ? [e.saying.text] : [])).join()
    return decided
  })
  expect(said).toContain('服务器在境外')
})

test('a refusal leaves nothing behind: no binding, no consent, the number and the code nowhere', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.say('w1', `绑定 20230001 ${code}`)
  expect(await office.say('w1', '不同意')).toContain('什么都没有存')
  expect(await office.rows('consent')).toEqual([])
  expect((await office.rows('binding')).filter(b => 'handle' in b && b.handle === 'w1')).toEqual([])
  const own = (await office.rows('session')).filter(s => 'person' in s && s.person === 'w1')
  expect(JSON.stringify(own)).not.toContain('20230001')
  const tables = await office.database.db.introspection.getTables()
  for (const { name } of tables) {
    const all = await office.database.db
      .selectFrom(name as 'session')
      .selectAll()
      .execute()
    const about = all.filter(row => JSON.stringify(row).includes('w1'))
    expect(JSON.stringify(about)).not.toContain('20230001')
    expect(JSON.stringify(all.filter(row => !JSON.stringify(row).includes('发绑定码')))).not.toContain(
      `20230001 ${code}`,
    )
  }
})

test('同意 long after, or after something else was said, does not agree to binding', async () => {
  const office = await openBinding()
  await office.say('w1', '绑定')
  await office.say('w1', '你好')
  await office.say('w1', '同意')
  expect(await office.rows('consent')).toEqual([])
})

test('a wrong number, a wrong code and a number without a code are answered alike', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.agree('w1')
  const answers = [`20239999 ${code}`, '20230001 AAAABBBB', `20230002 ${code}`].map(t => office.say('w1', `绑定 ${t}`))
  const said = new Set(await Promise.all(answers.map(a => a.then(t => t.trim()))))
  expect(said.size).toBe(1)
  expect([...said][0]).toContain(wrong)
})

test('a code is good once', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.agree('w1')
  await office.say('w1', `绑定 20230001 ${code}`)
  await office.agree('w2')
  expect(await office.say('w2', `绑定 20230001 ${code}`)).toContain(wrong)
})

test('a code is good for seven days', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.agree('w1')
  await office.wait(7 * 24 * 60 + 1)
  expect(await office.say('w1', `绑定 20230001 ${code}`)).toContain(wrong)
})

test('a new code makes the old one void', async () => {
  const office = await openBinding()
  const old = await office.codeFor('20230001')
  await office.codeFor('20230001')
  await office.agree('w1')
  expect(await office.say('w1', `绑定 20230001 ${old}`)).toContain(wrong)
})

test('after five wrong tries a code is good for nothing, whoever tried', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  for (const handle of ['w1', 'w2', 'w3']) await office.agree(handle)
  for (const handle of ['w1', 'w1', 'w2', 'w2', 'w2']) await office.say(handle, '绑定 20230001 AAAABBBB')
  expect(await office.say('w3', `绑定 20230001 ${code}`)).toContain(wrong)
})

test('when wrong tries have spoiled a code, the counselor of the class hears of it once, and whoever tried learns nothing', async () => {
  const office = await openBinding()
  await office.say('T01', '你好')
  await office.bindAs('mine', '20230001')
  await office.codeFor('20230001')
  for (const handle of ['w1', 'w2']) await office.agree(handle)
  const tried = []
  for (const handle of ['w1', 'w1', 'w1', 'w2', 'w2', 'w2', 'w2'])
    tried.push(...(await office.hear(handle, '绑定 20230001 AAAABBBB')))
  const told = tried.filter(a => a.to === 'T01')
  expect(told).toHaveLength(1)
  for (const part of ['示例20230001（20230001）', '错了 5 次', '发绑定码 20230001'])
    expect(told[0]!.text).toContain(part)
  expect(tried.filter(a => a.to === 'mine').map(a => a.text.includes('已经作废'))).toEqual([true])
  expect(new Set(tried.filter(a => a.to?.startsWith('w')).map(a => a.text)).size).toBe(1)
  expect((await office.rows('audit')).filter(a => 'act' in a && a.act === 'code-spoiled')).toHaveLength(1)
  await office.wait(2)
  await office.codeFor('20230001')
  for (let n = 0; n < 5; n++) await office.hear('w2', '绑定 20230001 AAAABBBB')
  expect((await office.rows('audit')).filter(a => 'act' in a && a.act === 'code-spoiled')).toHaveLength(2)
})

test('one stranger cannot spoil two codes in a day', async () => {
  const office = await openBinding()
  const [one, two] = [await office.codeFor('20230001'), await office.codeFor('20230002')]
  for (const handle of ['w1', 'w2', 'w3']) await office.agree(handle)
  for (let n = 0; n < 14; n++) {
    await office.say('w1', `绑定 ${n % 2 === 0 ? 20230001 : 20230002} AAAABBBB`)
    await office.wait(2)
  }
  const said = [await office.say('w2', `绑定 20230001 ${one}`), await office.say('w3', `绑定 20230002 ${two}`)]
  expect(said.filter(text => text.includes(wrong))).toHaveLength(1)
})

test("nine wrong tries in a day are enough, and deleting one's data gives no new ones", async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.agree('w1')
  for (let n = 0; n < 9; n++) {
    await office.say('w1', `绑定 2023${1000 + n} AAAABBBB`)
    await office.wait(2)
  }
  expect(await office.say('w1', `绑定 20230001 ${code}`)).toContain('明天再试')
  await office.wait(24 * 60)
  expect(await office.say('w1', `绑定 20230001 ${code}`)).toContain('绑定好了')
})

test('in a group the number is not repeated and a code that was shown is void', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  await office.agree('w1')
  const said = await office.say('w1', `绑定 20230001 ${code}`, { room: 'class-1' })
  expect(said).toContain('发到群里就不能用了')
  expect(said).not.toContain('20230001')
  expect(await office.say('w1', `绑定 20230001 ${code}`)).toContain(wrong)
  expect(await office.say('w1', '绑定', { room: 'class-1', mentioned: true })).toContain('私聊')
})

test('one person on two platforms is one person', async () => {
  const office = await openBinding()
  await office.bindAs('w1', '20230001')
  await office.bindAs('v1', '20230001', { channel: 'other' })
  const numbers = (await office.rows('binding')).flatMap(b =>
    'number' in b && 'channel' in b ? [`${b.channel} ${b.number}`] : [],
  )
  expect(numbers).toContain('test 20230001')
  expect(numbers).toContain('other 20230001')
})

test('whoever was bound before on the same platform hears of it', async () => {
  const office = await openBinding()
  await office.bindAs('w1', '20230001')
  const code = await office.codeFor('20230001')
  await office.agree('w2')
  const arrived = await office.hear('w2', `绑定 20230001 ${code}`)
  expect(arrived.find(a => a.chat === 'private/w1')?.text).toContain('另一个账号上也绑定了')
})

test('解绑 undoes it, and binding again takes a new consent', async () => {
  const office = await openBinding()
  await office.bindAs('w1', '20230001')
  expect(await office.say('w1', '解绑')).toContain('已经解绑')
  expect(await office.say('w1', '我是谁')).toContain('还没有绑定')
  expect(await office.say('w1', '绑定')).toContain('同意吗')
})

test('someone whom the channel vouches for stays unbound after 解绑, and comes back with a code alone', async () => {
  const office = await openBinding()
  expect(await office.say('20230002', '我是谁')).toContain('示例20230002')
  expect(await office.say('20230002', '解绑')).toContain('要找辅导员拿绑定码')
  expect(await office.say('20230002', '我是谁')).toContain('还没有绑定')
  expect(await office.agree('20230002')).not.toContain('绑定好了')
  expect(await office.say('20230002', '你好')).not.toContain('绑定好了')
  expect(await office.say('20230002', '我是谁')).toContain('还没有绑定')
  const code = await office.codeFor('20230002')
  expect(await office.say('20230002', `绑定 20230002 ${code}`)).toContain('绑定好了')
  expect(await office.say('20230002', '我是谁')).toContain('示例20230002')
})

test('whoever kept the link of a counselor that undid the binding hands out no codes', async () => {
  const office = await openBinding()
  expect(await office.say('T01', '发绑定码 20230001')).toMatch(/绑定码：[A-Z]{8}/)
  await office.say('T01', '解绑')
  await office.agree('T01')
  expect(await office.say('T01', '发绑定码 一班')).toContain('绑定码由辅导员发')
})

test('deleting one’s data does not bring the binding back either', async () => {
  const office = await openBinding()
  await office.say('20230002', '你好')
  await office.turns.run(forgetting('20230002'), deciding([forgettingAll]))
  await office.agree('20230002')
  expect(await office.say('20230002', '我是谁')).toContain('还没有绑定')
})

test('a counselor hands out codes for the own classes only; others and nobody are answered alike', async () => {
  const office = await openBinding()
  const unlike = (text: string, number: string) => text.replaceAll(number, '')
  const other = unlike(await office.say('T01', '发绑定码 20230003'), '20230003')
  expect(other).toContain('不在你负责的范围里')
  expect(unlike(await office.say('T01', '发绑定码 20239999'), '20239999')).toBe(other)
  expect(await office.say('T01', '发绑定码 三班')).toContain('不在你负责的范围里')
})

test('a counselor cannot become the college by a code, the college can let a counselor in', async () => {
  const office = await openBinding()
  expect(await office.say('T01', '发绑定码 K01')).toContain('不在你负责的范围里')
  expect(await office.say('K01', '发绑定码 T01')).toMatch(/绑定码：[A-Z]{8}/)
})

test('a class gets a table of codes, and each of them binds', async () => {
  const office = await openBinding()
  const table = await office.say('T01', '发绑定码 一班')
  expect(table).toContain('示例学院一班 2 人的绑定码')
  const code = /20230002 {2}示例20230002 {2}([A-Z]{8})/.exec(table)![1]
  await office.agree('w2')
  expect(await office.say('w2', `绑定 20230002 ${code}`)).toContain('绑定好了')
})

test('codes are never stored readable', async () => {
  const office = await openBinding()
  const code = await office.codeFor('20230001')
  expect(JSON.stringify(await office.rows('bind_code'))).not.toContain(code)
  expect(JSON.stringify(await office.rows('audit'))).not.toContain(code)
})

test('a student hands out no codes, nobody does in a group', async () => {
  const office = await openBinding()
  expect(await office.say('20230001', '发绑定码 20230002')).toContain('由辅导员发')
  expect(await office.say('T01', '发绑定码 20230002', { room: 'class-1', mentioned: true })).toContain('只能在私聊里')
  expect(await office.rows('bind_code')).toEqual([])
})

test('every act is in the audit log', async () => {
  const office = await openBinding()
  await office.bindAs('w1', '20230001')
  await office.say('w1', '绑定 20230002 AAAABBBB')
  await office.say('w1', '解绑')
  await office.say('w1', '发绑定码 20230002')
  const acts = (await office.rows('audit')).map(a => ('act' in a ? a.act : ''))
  for (const act of ['issue-code', 'consent', 'bind', 'unbind', 'issue-code-refused']) expect(acts).toContain(act)
})

test('an id that does not last is asked to bind again, once, and never guessed by name', async () => {
  const office = await openBinding()
  const sent = { isFleeting: true }
  expect(await office.say('w9', '你好', sent)).toContain('请再绑定一次')
  expect(await office.say('w9', '谢谢', sent)).not.toContain('请再绑定一次')
  expect(await office.say('w8', '你好')).not.toContain('请再绑定一次')
})

test('a question that only begins like a command is answered as a question', async () => {
  const office = await openBinding()
  expect(await office.say('w1', '绑定的手机号怎么换')).not.toContain('同意吗')
})
