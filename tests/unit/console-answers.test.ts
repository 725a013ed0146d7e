import { describe, expect, test } from 'vitest'
import { saveEntry } from '../../src/office/content/entries.ts'
import { readBook } from '../support/book.ts'
import { openDesk } from '../support/desk.ts'
import { anEntry, openEditing } from '../support/editing.ts'
import { aCounselor, aPerson } from '../support/office.ts'

const hostile = '<script>alert(1)</script>'
const steps = '/desk/answers/checkout-steps'
const edit = `${steps}/edit`

const people = [
  aPerson('s1'),
  aPerson('s2', { className: '二班' }),
  aPerson('s9', { className: '九班' }),
  aCounselor('c1'),
  aCounselor('c2'),
]

async function open() {
  const { office, act } = await openEditing({ people })
  const desk = openDesk(office)
  return { office, act, desk, c1: await desk.as('c1') }
}

/** What stands in the text of a form. */
const textIn = (html: string) =>
  (/<textarea name="text"[^>]*>\n?([^<]*)</.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe('the list of answers', () => {
  test('has every entry, and says which the school changed', async () => {
    const { c1 } = await open()
    const before = await c1.get('/desk/answers')
    expect([before.status, before.text]).toEqual([200, expect.stringContaining('退宿怎么办理')])
    const text = textIn((await c1.get(edit)).html).replace('分三步', '先预约，再分三步')
    await c1.press(edit, 'save', { id: 'checkout-steps', text, why: '今年要预约', basedOn: '0' })
    const changed = (await c1.get('/desk/answers?of=changed')).text
    expect(changed).toContain('退宿怎么办理 本校改过')
    expect(changed).toContain('共 1 条')
  })

  test('is searched as students ask, and by a piece of a title or an id', async () => {
    const { c1 } = await open()
    for (const q of ['我该怎么退宿舍', '怎么办理', 'checkout-steps'])
      expect((await c1.get(`/desk/answers?q=${encodeURIComponent(q)}`)).text).toContain('退宿怎么办理')
    const none = await c1.get(`/desk/answers?q=${encodeURIComponent(hostile)}`)
    expect([none.status, none.html.includes(hostile)]).toEqual([200, false])
  })

  test('puts the worst rated first', async () => {
    const { office, c1 } = await open()
    await office.say('s1', '怎么退宿')
    await office.say('s1', '没用')
    const rated = await c1.get('/desk/answers?of=rated')
    expect(rated.text).toContain('0 有用 · 1 没用')
  })
})

describe('an entry', () => {
  test('is shown as students see it, with ways of asking, source and history', async () => {
    const { c1 } = await open()
    const { text, status } = await c1.get('/desk/answers/checkout-when')
    expect(status).toBe(200)
    for (const said of ['私聊', '群里', '截止以后', '学校还没公布时', '问法', '谁改过', '6月30日'])
      expect(text).toContain(said)
  })

  test('that is not there is not found', async () => {
    const { c1 } = await open()
    for (const at of ['/desk/answers/nothing', '/desk/answers/nothing/edit', `${steps}/other`, `${steps}/edit/more`])
      expect((await c1.get(at)).status).toBe(404)
  })

  test('is changed, answers so at once, and can be had back by one press', async () => {
    const { office, c1 } = await open()
    const text = textIn((await c1.get(edit)).html).replace('分三步', '先预约，再分三步')
    const done = await c1.press(edit, 'save', { id: 'checkout-steps', text, why: '今年要预约', basedOn: '0' })
    for (const said of ['存好了（第 1 版）', '撤销', '示例c1', '今年要预约']) expect(done.text).toContain(said)
    expect(await office.say('s1', '怎么退宿')).toContain('先预约')
    expect(done.html).toMatch(/<ins>.*先预约/)
    const back = await c1.press(steps, 'takeBack', { id: 'checkout-steps', to: '0', basedOn: '1' })
    expect(back.text).toContain('改回来了（第 2 版）')
    expect(await office.say('s2', '怎么退宿')).not.toContain('先预约')
  })

  test('is looked at before it is saved: how it would be answered, or what is wrong and where', async () => {
    const { office, c1 } = await open()
    const text = textIn((await c1.get(edit)).html)
    const seen = await c1.press(edit, 'look', {
      id: 'checkout-steps',
      text: text.replace('分三步', '分七步'),
      basedOn: '0',
    })
    expect(seen.text).toMatch(/没有写错的地方.*分七步/)
    const wrong = await c1.press(edit, 'look', {
      id: 'checkout-steps',
      text: text.replace('scope: ', 'scope: 县'),
      basedOn: '0',
    })
    expect(wrong.text).toMatch(/还有 1 处要改.*第 \d+ 行.*怎么改/)
    expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
  })

  test('with a fault is refused with line and cure, and what was typed stays', async () => {
    const { c1 } = await open()
    const typed = `${textIn((await c1.get(edit)).html).replace(/scope: .*/, 'scope: 县')}\n我写的${hostile}`
    const refused = await c1.press(edit, 'save', { id: 'checkout-steps', text: typed, why: '试试', basedOn: '0' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/第 \d+ 行：.*怎么改/)])
    expect(refused.text).toContain(`我写的${hostile}`)
    expect(refused.html).not.toContain(hostile)
    expect(refused.html).toContain('value="试试"')
  })

  test('that two people change is not overwritten: the second sees both and keeps what was typed', async () => {
    const { desk, c1 } = await open()
    const c2 = await desk.as('c2')
    const text = textIn((await c1.get(edit)).html)
    const mine = { id: 'checkout-steps', text: text.replace('分三步', '分四步'), why: '我的', basedOn: '0' }
    await c1.press(edit, 'save', { ...mine, text: text.replace('分三步', '分五步'), why: '对方的' })
    const refused = await c2.press(edit, 'save', mine)
    expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/示例c1存了第 1 版（对方的）/)])
    expect(refused.html).toMatch(/<del>.*分五步.*<ins>.*分四步/s)
    expect(textIn(refused.html)).toContain('分四步')
    expect(refused.html).toContain('name="basedOn" value="1"')
    const after = await c2.press(edit, 'save', { ...mine, basedOn: '1' })
    expect(after.text).toContain('第 2 版')
  })

  test('takes a way of asking, and gives it up again', async () => {
    const { office, c1 } = await open()
    const added = await c1.press(steps, 'word', { id: 'checkout-steps', question: '铺盖卷起来以后该干啥' })
    expect(added.text).toContain('老师加的')
    expect(await office.say('s1', '铺盖卷起来以后该干啥')).toContain('分三步')
    const gone = await c1.press(steps, 'unword', { question: '铺盖卷起来以后该干啥', basedOn: '1' })
    expect(gone.text).not.toContain('老师加的')
    const taken = await c1.press(steps, 'word', { id: 'checkout-steps', question: '宿舍最晚留到哪一天' })
    expect([taken.status, taken.html]).toEqual([422, expect.stringContaining('value="宿舍最晚留到哪一天"')])
  })

  test('what the school wrote is shown and does nothing', async () => {
    const { c1, act } = await open()
    const text = anEntry('own-1', { title: `健身房${hostile}`, short: `用到离校那天${hostile}。` })
    await act(saveEntry, 'c1', { id: 'own-1', text, why: hostile, basedOn: 0 })
    for (const at of ['/desk/answers/own-1', '/desk/answers/own-1/edit', '/desk/answers?q=健身房']) {
      const page = await c1.get(encodeURI(at))
      expect([page.status, page.html.includes(hostile)]).toEqual([200, false])
      expect(page.text).toContain(hostile)
    }
  })
})

const pool = '游泳池开不开'
const unanswered = '/desk/answers/unanswered'

/** An office in which three students asked what nobody could answer; s1 waits for it. */
async function asked() {
  const at = await open()
  for (const [who, question] of [
    ['s1', pool],
    ['s2', '游泳池开不开呢'],
    ['s9', pool],
    ['s1', '猫咖几点开门'],
  ] as const)
    await at.office.say(who, question)
  return at
}

describe('questions without an answer', () => {
  test('stand together with how often, and from which of my classes', async () => {
    const { c1 } = await asked()
    const { text } = await c1.get(unanswered)
    expect(text).toMatch(/游泳池开不开 问了 3 次.*来自 示例学院一班 1 次、示例学院二班 1 次/)
    expect(text).not.toContain('九班')
    expect((await c1.get(`${unanswered}?q=猫咖`)).text).not.toContain('游泳池')
    expect((await c1.get('/desk')).text).toContain('没')
  })

  test('become ways of asking by one press, and are open again by another', async () => {
    const { office, c1 } = await asked()
    const done = await c1.press(unanswered, 'link', { questions: [pool, '游泳池开不开呢'], entry: 'checkout-steps' })
    expect(done.text).toMatch(/记住了 2 种问法.*撤销/)
    expect(done.text).not.toMatch(/游泳池开不开 问了/)
    expect(await office.say('s1', pool)).toContain('分三步')
    expect((await c1.get(`${unanswered}?view=ended`)).text).toMatch(/游泳池开不开 2 记成问法： 退宿怎么办理/)
    const back = await c1.press(unanswered, 'reopen', { all: JSON.stringify([pool, '游泳池开不开呢']) })
    expect(back.text).toMatch(/放回去了 2 个.*游泳池开不开 问了/)
    expect(await office.say('s2', pool)).not.toContain('分三步')
  })

  test('that somebody waits for are answered only when it is sure, and who waited is told', async () => {
    const { office, c1 } = await asked()
    await office.say('s1', pool)
    await office.say('s1', '有了答案告诉我')
    const values = { questions: [pool], entry: 'checkout-steps' }
    const ask = await c1.press(unanswered, 'link', values)
    expect(ask.text).toContain('有 1 位同学在等')
    const arrived = await office.deliver(async () => {
      const done = await c1.press(unanswered, 'link', { ...values, sure: '1' })
      expect(done.text).toContain('等答案的 1 位同学')
    })
    expect(arrived).toMatchObject([{ to: 's1', choices: [pool] }])
  })

  test('are put away as not ours, with a second press where somebody waits', async () => {
    const { office, c1 } = await asked()
    const away = await c1.press(unanswered, 'dismiss', { questions: '猫咖几点开门' })
    expect(away.text).toContain('收起来了 1 个')
    await office.say('s1', pool)
    await office.say('s1', '有了答案告诉我')
    expect((await c1.press(unanswered, 'dismiss', { questions: pool })).text).toContain('不会再告诉他们')
    expect((await c1.press(unanswered, 'dismiss', { questions: '没有问过的' })).status).toBe(422)
  })

  test('of another entry are looked for first', async () => {
    const { c1 } = await asked()
    expect((await c1.press(unanswered, 'link', { questions: pool, entry: '', first: pool })).status).toBe(422)
    const choose = await c1.press(unanswered, 'link', { questions: pool, entry: '', other: '怎么退宿' })
    expect(choose.text).toMatch(/是哪一条.*游泳池开不开.*退宿怎么办理.*就是这一条/)
    expect(choose.html).toContain('name="entry" value="checkout-steps"')
  })

  test('become a new entry, which ends them, and all of it is taken back by one press', async () => {
    const { office, c1 } = await asked()
    const begun = await c1.get(
      `/desk/answers/new?from=${encodeURIComponent(pool)}&from=${encodeURIComponent('游泳池开不开呢')}`,
    )
    expect(begun.text).toMatch(/从 2 个没答上的问题来.*## 游泳池开不开/)
    const written = { id: 'own-1', new: '1', basedOn: '0', why: '新的', questions: JSON.stringify([pool]) }
    const unwritten = await c1.press('/desk/answers/new', 'add', { ...written, text: textIn(begun.html) })
    expect([unwritten.status, unwritten.text]).toEqual([422, expect.stringContaining('这一行还是样子')])
    const done = await c1.press('/desk/answers/new', 'add', { ...written, text: anEntry('own-1') })
    expect(done.text).toContain('本校加的')
    expect(await office.say('s1', pool)).toContain('用到离校那天')
    const back = await c1.press('/desk/answers', 'unadd', { id: 'own-1', basedOn: '1', questions: written.questions })
    expect(back.text).toMatch(/收回了.*游泳池开不开 问了/)
    expect((await c1.get('/desk/answers?of=gone')).text).toContain('own-1')
    expect((await c1.get('/desk/answers/own-1')).text).toContain('这一条收回了')
  })

  test('become a new entry by one question and an answer, shown at once with how it is found', async () => {
    const { office, c1 } = await asked()
    await office.say('s1', pool)
    await office.say('s1', '有了答案告诉我')
    const begun = textIn((await c1.get(`/desk/answers/new?from=${encodeURIComponent(pool)}`)).html)
    const text = begun.replace(/^一两句.*$/m, '开到六月二十号。').replace(/^写清楚.*$/m, '开到六月二十号，带泳帽。')
    const values = { id: 'own-1', new: '1', basedOn: '0', why: '', questions: JSON.stringify([pool]), text }
    const looked = await c1.press('/desk/answers/new', 'look', { ...values, probe: '怎么退宿' })
    expect(looked.text).toMatch(/同学这样问.*怎么退宿 找不到这一条 和“退宿怎么办理”挨得近.*游泳池开不开 答这一条/)
    expect(looked.html).toMatch(/name="probe"[^>]*value="怎么退宿"/)
    const done = await c1.press('/desk/answers/new', 'add', { ...values, sure: '1' })
    expect(done.text).toContain('本校加的')
    expect(await office.say('s2', pool)).toContain('开到六月二十号')
    const wordings = await office.database.db.selectFrom('content_version').select('kind').execute()
    expect(wordings).toEqual([{ kind: 'entry' }])
  })

  test('a new entry whose id somebody took meanwhile gets another one, and keeps what was typed', async () => {
    const { c1, act } = await open()
    await act(saveEntry, 'c2', { id: 'own-1', text: anEntry('own-1'), why: '', basedOn: 0 })
    const text = anEntry('own-1', { title: '澡堂几点关', short: '十点关。' }).replaceAll('健身', '澡堂')
    const values = { id: 'own-1', new: '1', basedOn: '0', why: '', text }
    const refused = await c1.press('/desk/answers/new?from=x', 'add', values)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('换成了 own-2')])
    expect(textIn(refused.html)).toBe(text.replace('id: own-1', 'id: own-2'))
  })
})

describe('many questions at once', () => {
  const at = '/desk/answers/try'

  test('are asked as it is, and before and after a draft, from a text or a table', async () => {
    const { office, c1 } = await open()
    const plain = await c1.press(at, 'try', { list: `怎么退宿\n怎么退宿\n${hostile}` })
    expect(plain.text).toMatch(/问了 2 个.*2 个里答上了 1 个.*退宿怎么办理/)
    expect(plain.html).not.toContain(hostile)
    const draft = textIn((await c1.get(edit)).html).replace('分三步', '先预约，再分三步')
    const file = new File(['题号,问题\n1,怎么退宿\n2,退宿什么时候截止\n'], 'q.csv')
    const compared = await c1.press(at, 'try', { draft, file })
    expect(compared.text).toMatch(/问了 2 个 有 1 个回答会变，其中 0 个换了条目。.*怎么退宿 话变了/)
    expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
  })

  test('are handed out as a table', async () => {
    const { c1 } = await open()
    const { bytes, headers } = await c1.press(at, 'tryFile', { list: '怎么退宿\n=1+1' })
    expect(headers.get('content-disposition')).toContain('xlsx')
    const [rows] = Object.values(readBook(bytes))
    expect(rows!.map(row => row[0])).toEqual(['问题', '怎么退宿', '=1+1'])
  })

  test('of a draft with faults, a file that is none or nothing at all are refused with the cure', async () => {
    const { c1 } = await open()
    expect((await c1.press(at, 'try', {})).text).toContain('先写几个问题')
    const faulty = await c1.press(at, 'try', { list: '怎么退宿', draft: '## 什么都没有' })
    expect([faulty.status, faulty.text]).toEqual([422, expect.stringMatching(/还有写错的地方.*怎么改/)])
    expect(faulty.text).toContain('## 什么都没有')
    const file = new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 1, 2])], 'a.xlsx')
    expect((await c1.press(at, 'try', { file })).text).toContain('读不出来')
  })
})

describe('who may not', () => {
  test('a student, and whoever is not signed in, sees nothing', async () => {
    const { desk } = await open()
    for (const at of ['/desk/answers', steps, edit, unanswered, '/desk/answers/try', '/desk/answers/new'])
      expect((await desk.ask(at)).status).toBe(401)
  })
})
