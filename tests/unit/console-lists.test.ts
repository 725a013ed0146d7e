import { describe, expect, test } from 'vitest'
import { saveEntry } from '../../src/office/content/entries.ts'
import { readBook } from '../support/book.ts'
import { openDesk } from '../support/desk.ts'
import { anEntry, openEditing } from '../support/editing.ts'
import { aCounselor, aPerson } from '../support/office.ts'

const hostile = '<script>alert(1)</script>'
const at = '/desk/answers/lists'
const tryAt = '/desk/answers/try'
const edit = '/desk/answers/checkout-steps/edit'
const people = [
  aPerson('s1'),
  aCounselor('c1'),
  aCounselor('c2'),
  aPerson('u1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

async function open() {
  const { office, act } = await openEditing({ people })
  const desk = openDesk(office)
  const c1 = await desk.as('c1')
  /** The rows of the lists that are kept. */
  const rows = () => office.database.db.selectFrom('question_list').selectAll().execute()
  return { office, act, desk, c1, rows }
}

/** An office in which c1 saved a list of three questions, of two of which something is expected. */
async function saved() {
  const room = await open()
  const list = '怎么退宿\tcheckout-steps\n退宿什么时候截止\tcheckout-steps\n游泳池开不开'
  await room.c1.press(at, 'saveList', { name: '退宿常问', list })
  const id = (await room.rows())[0]!.id
  return { ...room, id, page: `${at}/${id}` }
}

/** What stands in the text of a form. */
const textIn = (html: string) =>
  (/<textarea name="text"[^>]*>\n?([^<]*)</.exec(html)?.[1] ?? '').replaceAll('&quot;', '"')
const answersIn = (html: string) => /name="answers" value="([^"]+)"/.exec(html)![1]!.replaceAll('&quot;', '"')

describe('lists of questions', () => {
  test('say what fills them while there are none, and how many, by whom and when once there are', async () => {
    const { c1, id } = await saved()
    const { text, status } = await c1.get(at)
    expect([status, text]).toEqual([200, expect.stringMatching(/共 1 张.*退宿常问 3 2 示例c1/)])
    expect((await c1.get(`${at}/${id}`)).text).toMatch(/怎么退宿 退宿怎么办理.*游泳池开不开/)
    const empty = (await (await open()).c1.get(at)).text
    expect(empty).toContain('还没有问题单。在下面贴几个问题')
  })

  test('are made of a text, of a file and of what nobody could answer lately, without numbers of people', async () => {
    const { office, c1, rows } = await open()
    await office.say('s1', '猫咖几点开门')
    const file = new File(['我的电话13800000000，退宿找谁\n宿舍钥匙丢了, 怎么办\n'], 'q.txt')
    const values = { name: '混在一起', list: '# 说明\n学号2023010101怎么改', file, unanswered: 'week' }
    const done = await c1.press(at, 'saveList', values)
    expect(done.text).toContain('“混在一起”存好了，4 个问题')
    const [row] = await rows()
    expect(JSON.parse(row!.questions).map((q: { question: string }) => q.question)).toEqual([
      '学号×××怎么改',
      '我的电话×××，退宿找谁',
      '宿舍钥匙丢了, 怎么办',
      '猫咖几点开门',
    ])
    await office.clock.jump(8 * 86_400_000)
    const late = await (await openDesk(office).as('c1')).press(at, 'saveList', { name: '新近的', unanswered: 'week' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('一个问题也没有')])
  })

  test('that have no name, one that is taken, or too many questions are refused, and what was typed stays', async () => {
    const { c1 } = await saved()
    const list = '怎么退宿'
    const refused = async (values: Record<string, string>) => {
      const { status, text, html } = await c1.press(at, 'saveList', values)
      expect([status, html.includes(hostile)]).toEqual([422, false])
      return text
    }
    expect(await refused({ name: '', list })).toContain('给问题单起个名字')
    const taken = await refused({ name: ' 退宿 常问', list: `${list}${hostile}` })
    expect(taken).toMatch(/已经有一张叫“退宿 常问”了.*怎么退宿<script>/)
    const many = Array.from({ length: 1001 }, (_, n) => `问题${n}`).join('\n')
    expect(await refused({ name: '太长的', list: many })).toContain('一张最多 1000 个问题，这里有 1001 个')
  })

  test('get more questions, lose some, get another name, and each of it is taken back by one press', async () => {
    const { c1, page, id, rows } = await saved()
    const questions = async () => JSON.parse((await rows())[0]!.questions)
    const before = await questions()
    const more = await c1.press(page, 'addToList', { id, list: '怎么退宿\tcheckout-when\n几号退宿' })
    expect(more.text).toMatch(/“退宿常问”加了 1 个。 另外 1 个单子里已经有了.*撤销/)
    expect((await questions())[0]).toEqual({ question: '怎么退宿', expected: 'checkout-when' })
    const undo = (html: string) => {
      const value = (name: string) =>
        new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!.replaceAll('&quot;', '"')
      return { id, before: value('before'), added: value('added') }
    }
    await c1.press(page, 'listBack', undo(more.html))
    expect(await questions()).toEqual(before)
    const less = await c1.press(page, 'removeFromList', { id, questions: ['游泳池开不开'] })
    expect(less.text).toContain('去掉了 1 个')
    await c1.press(page, 'listBack', undo(less.html))
    expect(await questions()).toEqual(before)
    expect((await c1.press(page, 'renameList', { id, name: '六月的' })).text).toMatch(/改名叫“六月的”了.*撤销/)
    expect((await rows())[0]).toMatchObject({ name: '六月的', count: 3, expected: 2, by: 'c1' })
  })

  test('of hundreds are shown some at a time', async () => {
    const { c1, page, id } = await saved()
    const list = Array.from({ length: 250 }, (_, n) => `第${n + 1}个问题`).join('\n')
    await c1.press(page, 'addToList', { id, list })
    const [first, last] = [(await c1.get(page)).text, (await c1.get(`${page}?page=2`)).text]
    expect(first).toMatch(/第197个问题.*第 1 页，共 2 页 下一页/)
    expect([first.includes('第198个问题'), last.includes('第198个问题')]).toEqual([false, true])
  })

  test('are deleted for all only when it is sure, with the count', async () => {
    const { desk, page, id, rows } = await saved()
    const c2 = await desk.as('c2')
    const ask = await c2.press(page, 'dropList', { id })
    expect(ask.text).toContain('里面有 3 个问题')
    expect(await rows()).toHaveLength(1)
    expect((await c2.press(page, 'dropList', { id, sure: '1' })).text).toContain('“退宿常问”删掉了')
    expect(await rows()).toEqual([])
    expect((await c2.get(page)).status).toBe(404)
    expect((await c2.press(at, 'addToList', { id, list: '怎么退宿' })).text).toContain('没有这张问题单')
  })

  test('are taken away as a table that can be read in again', async () => {
    const { c1, page, id, rows } = await saved()
    await c1.press(page, 'expect', { id, questions: ['游泳池开不开'], said: '答不上' })
    const { bytes } = await c1.press(page, 'listFile', { id })
    expect(Object.values(readBook(bytes))[0]).toEqual([
      ['问题', '应该答', '条目'],
      ['怎么退宿', 'checkout-steps', '退宿怎么办理'],
      ['退宿什么时候截止', 'checkout-steps', '退宿怎么办理'],
      ['游泳池开不开', '答不上', ''],
    ])
    await c1.press(at, 'saveList', { name: '另一张', file: new File([bytes as Uint8Array<ArrayBuffer>], 'a.xlsx') })
    const [one, other] = await rows()
    expect(other!.questions).toBe(one!.questions)
  })

  test('are nobody’s to see who is not signed in', async () => {
    const { desk, page } = await saved()
    for (const path of [at, page]) expect((await desk.ask(path)).status).toBe(401)
  })
})

describe('a list that is tried', () => {
  test('tells what is answered as expected, otherwise and not at all', async () => {
    const { c1, page, id } = await saved()
    await c1.press(page, 'expect', { id, questions: ['游泳池开不开'], said: '退宿怎么办理' })
    const { text } = await c1.press(page, 'try', { saved: id })
    expect(text).toContain('1 个一样，1 个答成了别的，1 个没答上；0 个没写应该答什么')
    expect(text).toMatch(/退宿什么时候截止.*答成了别的.*游泳池开不开.*没答上.*怎么退宿.*和应该答的一样/)
  })

  test('is handed out with what was expected and how the answers stand to it, before and after a value', async () => {
    const { desk, id } = await saved()
    const u1 = await desk.as('u1')
    const values = { saved: id, key: 'checkout.end', value: '2026-06-21' }
    const [rows] = Object.values(readBook((await u1.press(tryAt, 'tryFile', values)).bytes))
    const heads = ['问题', '应该答', '变化', '改之前', '', '说的话', '对不对', '改之后', '', '说的话', '对不对']
    expect(rows![0]).toEqual(heads)
    expect(rows!.slice(1).map(row => [row[0], row[1], row[2], row[6], row[10]])).toEqual([
      ['怎么退宿', '退宿怎么办理', '一样', '和应该答的一样', '和应该答的一样'],
      ['退宿什么时候截止', '退宿怎么办理', '话变了', '答成了别的', '答成了别的'],
      ['游泳池开不开', '', '一样', '', ''],
    ])
  })

  test('makes what is answered now what is expected, and what is not answered stays as it was', async () => {
    const { c1, page, id, rows } = await saved()
    const tried = await c1.press(page, 'try', { saved: id })
    const taken = await c1.press(page, 'takeExpected', { id, answers: answersIn(tried.html) })
    expect(taken.text).toMatch(/现在答得上的 2 个，记成了应该这样答。 还有 1 个现在答不准.*撤销/)
    const questions: { expected: string | null }[] = JSON.parse((await rows())[0]!.questions)
    expect(questions.map(q => q.expected)).toEqual(['checkout-steps', 'checkout-when', null])
    expect((await c1.press(page, 'try', { saved: id })).text).toContain('2 个一样，0 个答成了别的')
  })

  test('tells before a draft is saved how many are as expected before and after, from the editor of an entry too', async () => {
    const { c1, id } = await saved()
    const text = textIn((await c1.get(edit)).html)
    const draft = text.replace(
      /asks:\n(?: +- .*\n)+/,
      `asks:\n${['甲', '乙', '丙', '丁', '戊'].map(n => `  - 游泳池${n}开不开\n`).join('')}`,
    )
    expect((await c1.get(edit)).html).toContain(`<option value="${id}"`)
    const { text: shown } = await c1.press(edit, 'tryDraft', { id: 'checkout-steps', text: draft, saved: id })
    expect(shown).toMatch(/写了应该答什么的 2 个里，改之前答对 1 个，改之后答对 0 个.*游泳池开不开 换了条目/)
    const plain = await c1.press(edit, 'tryDraft', { id: 'checkout-steps', text: draft })
    expect([plain.text.includes('问了'), plain.html.includes('游泳池甲开不开')]).toEqual([false, true])
    // What is wrong is said on the page of many questions, with what was typed.
    const refused = await c1.press(tryAt, 'try', { draft })
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/先写几个问题.*游泳池甲开不开/)])
  })

  test('is tried before and after a value of the school is another, as somebody whom it is for, by whoever may set it', async () => {
    const { desk, id } = await saved()
    const u1 = await desk.as('u1')
    const set = { key: 'checkout.end', value: '2026-06-21' }
    expect((await u1.get('/desk/facts/checkout.end')).html).toContain('formaction="/desk/answers/-/tryValue"')
    expect((await u1.press('/desk/answers', 'tryValue', set)).html).toMatch(/name="value"[^>]*value="2026-06-21"/)
    const values = { saved: id, ...set }
    const shown = await u1.press(tryAt, 'try', values)
    expect(shown.text).toMatch(/有 1 个回答会变，其中 0 个换了条目.*退宿什么时候截止.*6月21日/)
    const c1 = await desk.as('c1')
    expect((await c1.press(tryAt, 'try', values)).text).toContain('不归你管')
    const theirs = { ...values, part: JSON.stringify({ class: '一班' }) }
    const ofClass = await c1.press(tryAt, 'try', theirs)
    expect(ofClass.text).toMatch(/“退宿截止”（班级 一班）改成.*有 1 个回答会变.*退宿什么时候截止.*6月21日/)
    expect((await u1.press(tryAt, 'try', { ...values, value: '改天' })).status).toBe(422)
  })

  test('stays as long as it is used', async () => {
    const { office, id, rows } = await saved()
    office.clock.jump(3 * 86_400_000)
    const c1 = await openDesk(office).as('c1')
    await c1.press(`${at}/${id}`, 'try', { saved: id })
    const [row] = await rows()
    expect(row!.used_at - row!.at).toBe(3 * 86_400_000)
  })

  test('whose expected entry is gone says so', async () => {
    const { act, c1, page, id } = await saved()
    await act(saveEntry, 'c1', { id: 'own-1', text: anEntry('own-1'), why: '', basedOn: 0 })
    await c1.press(page, 'expect', { id, questions: ['游泳池开不开'], said: 'own-1' })
    await c1.press('/desk/answers', 'unadd', { id: 'own-1', basedOn: '1', questions: '[]' })
    expect((await c1.get(page)).text).toMatch(/游泳池开不开 own-1 没有这一条了/)
    expect((await c1.press(page, 'expect', { id, questions: ['怎么退宿'], said: '没有的' })).text).toContain(
      '没有“没有的”',
    )
  })
})
