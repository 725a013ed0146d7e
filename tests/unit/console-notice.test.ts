import { describe, expect, test } from 'vitest'
import { documentOfText } from '../../src/notice/files/text.ts'
import { readIntake } from '../../src/office/notice/intake.ts'
import { makeNoticeReader } from '../../src/office/notice/reader.ts'
import { readsIn } from '../../src/store/reads.ts'
import { intakeWords } from '../support/content.ts'
import { openDesk, undoIn } from '../support/desk.ts'
import { openEditing } from '../support/editing.ts'
import { asWord, wordFile } from '../support/notice/files.ts'
import { aNotice, noticePeople, noticeReminders } from '../support/notice/intake.ts'
import { noticeGroundOf, sampleNotice } from '../support/notice/read.ts'
import { stored } from '../support/stored.ts'

const page = '/desk/notice'
const college = '示例学院'

async function open() {
  const { office, act } = await openEditing({ people: noticePeople, reminders: noticeReminders })
  const desk = openDesk(office)
  const [u1, c1, k1] = [await desk.as('u1'), await desk.as('c1'), await desk.as('k1')]
  const reads = () => readsIn(office.database.db, office.clock.now()).notices
  return { office, act, u1, c1, k1, reads }
}
type Opened = Awaited<ReturnType<typeof open>>
type Person = Opened['u1']

/** Puts a notice in; its id, its page, and the numbers of its proposals by what they are. */
async function putIn({ reads }: Opened, person: Person, text = aNotice) {
  const shown = await person.press(page, 'keep', { text })
  const id = (await reads().notices())[0]!.id
  const found = (await reads().proposals(id)) as { n: number; said: { kind: string; field: string | null } }[]
  const n = (what: string) => String(found.find(({ said }) => [said.kind, said.field].includes(what))!.n)
  return { id, at: `${page}/${id}`, shown, n }
}

/** The content in force, and what became of proposals. */
async function heldIn({ database, clock }: Opened['office']) {
  const { content, notice_proposal: proposals } = await stored(database, clock.now().getTime())
  return { content, proposals }
}

const upload = (bytes: Uint8Array, name: string) => ({ file: new File([new Uint8Array(bytes)], name) })
const asked = '退宿什么时候截止'

describe('a notice that is put in', () => {
  test('changes nothing, and shows what it proposes with its place and words', async () => {
    const opened = await open()
    const { office, u1 } = opened
    const before = await office.say('s1', asked)
    const { shown } = await putIn(opened, u1)
    expect(shown.text).toMatch(/什么都还没有改.*学工部〔2026〕25号.*学校资料 2.*提醒和日程.*义务 1.*问答草稿 1/)
    expect(shown.html).toContain('<mark>毕业生须于6月28日前办完退宿手续</mark>')
    expect(await office.say('s2', asked)).toBe(before)
  })

  test('a second time is the same notice, from whoever it comes', async () => {
    const opened = await open()
    await putIn(opened, opened.u1)
    const again = await opened.k1.press(page, 'keep', { text: `${aNotice}\n` })
    expect(again.text).toContain('这份通知示例u1放过了')
    expect(await opened.reads().notices()).toHaveLength(1)
  })

  test('is a Word file as well, and of what nothing is proposed from nothing is kept', async () => {
    const { u1, reads, office } = await open()
    const names = `${aNotice}\n附件：毕业生名单\n张某某 20230001`
    const shown = await u1.press(page, 'keep', upload(asWord(documentOfText(names)), '通知.docx'))
    expect(shown.text).toContain('退宿截止：2026-06-28')
    expect((await reads().notices())[0]).toMatchObject({ file: '通知.docx', number: '学工部〔2026〕25号', by: 'u1' })
    expect(JSON.stringify(await office.database.db.selectFrom('notice').selectAll().execute())).not.toContain('张某某')
  })

  test.each([
    ['nothing', {}, /没有文字/],
    ['an empty Word file', upload(wordFile(''), '空.docx'), /没有|空/],
    ['a picture', upload(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), '扫描.jpg'), /图片|扫描/],
    ['an old Word file', upload(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), '通知.doc'), /另存为 docx/],
  ])('that is %s is refused with what to do', async (_, values, says) => {
    const { u1, reads } = await open()
    const shown = await u1.press(page, 'keep', values)
    expect([shown.status, shown.text]).toEqual([422, expect.stringMatching(says)])
    expect(await reads().notices()).toEqual([])
  })

  test('is deleted as long as nothing of it was taken, by whoever put it in or the school', async () => {
    const opened = await open()
    const { at, id, n } = await putIn(opened, opened.c1)
    expect((await opened.k1.press(at, 'drop', { id, sure: '1' })).status).toBe(422)
    await opened.u1.press(at, 'duty', { id, n: n('duty') })
    expect((await opened.c1.press(at, 'drop', { id, sure: '1' })).text).toContain('不能删')
    await opened.u1.press(at, 'reopen', { id, n: n('duty') })
    await opened.c1.press(at, 'drop', { id, sure: '1' })
    expect(await opened.reads().notices()).toEqual([])
  })
})

describe('a value of a notice', () => {
  test('is taken after a look at what moves, is said with its source at once, and had back by one press', async () => {
    const opened = await open()
    const { office, u1 } = opened
    const { at, id, n } = await putIn(opened, u1)
    const before = await heldIn(office)
    const values = { id, n: `${n('checkout.end')}:0` }
    const sure = await u1.press(at, 'take', values)
    expect(sure.text).toMatch(/退宿截止（全校）：还没公布 → 6月28日.*跟着挪的提醒：退宿截止提醒.*跟着变的有 \d+ 条/)
    expect(await heldIn(office)).toEqual(before)
    const done = await u1.press(at, 'take', { ...values, sure: '1' })
    expect(await office.say('s1', asked)).toMatch(/6月28日[\s\S]*；依据 学工部〔2026〕25号 一/)
    expect(await office.say('s1', '详细')).toContain('依据：学工部〔2026〕25号 一')
    expect((await u1.get('/desk/facts/checkout.end')).text).toContain('学工部〔2026〕25号 一')
    await u1.press(at, undoIn(done)!.act, undoIn(done)!.values)
    expect(await heldIn(office)).toEqual(before)
    expect(await office.say('s1', asked)).not.toContain('依据')
  })

  test('that is another one than what is set stands first, with both, and is asked for once more', async () => {
    const opened = await open()
    const { u1 } = opened
    await u1.press('/desk/facts/checkout.end', 'save', {
      ...{ key: 'checkout.end', part: '', value: '2026-06-30', why: '去年', basedOn: '0' },
    })
    const { at, id, n, shown } = await putIn(opened, u1)
    expect(shown.text).toMatch(/和现在不一样 1.*2026-06-30.*2026-06-28/)
    const sure = await u1.press(at, 'take', { id, n: `${n('checkout.end')}:1` })
    expect(sure.text).toMatch(/6月30日.*→ 6月28日/)
  })

  test('is no more cited once somebody sets another one by hand', async () => {
    const opened = await open()
    const { office, u1 } = opened
    const { at, id, n } = await putIn(opened, u1)
    await u1.press(at, 'take', { id, n: `${n('checkout.end')}:0`, sure: '1' })
    const byHand = { key: 'checkout.end', part: '', value: '2026-06-29', why: '改期', basedOn: '1' }
    await u1.press('/desk/facts/checkout.end', 'save', byHand)
    expect(await office.say('s1', asked)).toMatch(/^(?=[\s\S]*6月29日)(?![\s\S]*依据)/)
    expect((await u1.get(`${at}?of=done`)).text).toContain('后来改过了')
    expect((await u1.press(at, 'reopen', { id, n: n('checkout.end') })).status).toBe(422)
  })

  test('is not taken over what somebody set after it was looked at', async () => {
    const opened = await open()
    const { u1, office } = opened
    const { at, id, n } = await putIn(opened, u1)
    const byHand = { key: 'checkout.end', part: '', value: '2026-06-29', why: '改期', basedOn: '0' }
    await u1.press('/desk/facts/checkout.end', 'save', byHand)
    const late = await u1.press(at, 'take', { id, n: `${n('checkout.end')}:0`, sure: '1' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('存了第 1 版')])
    expect(await office.say('s1', asked)).toContain('6月29日')
  })

  test('is changed first, for a class alone, by whoever looks after it', async () => {
    const opened = await open()
    const { office, c1, reads } = opened
    const { at, id, n } = await putIn(opened, c1)
    const one = `${at}/${n('checkout.end')}`
    expect((await c1.get(one)).text).toContain('由管全校')
    const values = { id, n: `${n('checkout.end')}:0`, value: '2026-06-26', part: JSON.stringify({ class: '一班' }) }
    expect((await c1.press(at, 'change', { ...values, sure: '1' })).status).toBe(422)
    const looked = await opened.u1.press(one, 'look', values)
    expect(looked.text).toMatch(/改了会带动什么/)
    await opened.u1.press(one, 'change', { ...values, sure: '1' })
    expect(await office.say('s1', asked)).toMatch(/6月26日[\s\S]*依据/)
    expect(await office.say('s2', asked)).not.toContain('6月26日')
    expect((await reads().proposals(id)).map(p => p.state)).toContain('changed')
  })

  test('is the school’s to take, and its notice everybody’s to read who sets facts', async () => {
    const opened = await open()
    const { k1, c1, u1, office } = opened
    const { at, id, n } = await putIn(opened, u1)
    const before = await stored(office.database, office.clock.now().getTime())
    for (const person of [k1, c1]) {
      expect((await person.get(at)).text).toContain('由管全校或那个学院、班级的老师采用')
      for (const act of ['take', 'refuse'])
        expect((await person.press(at, act, { id, n: `${n('checkout.end')}:0`, sure: '1' })).status).toBe(422)
      expect((await person.press(at, 'duty', { id, n: n('duty') })).status).toBe(422)
    }
    expect(await stored(office.database, office.clock.now().getTime())).toEqual(before)
  })

  test('of a college is its own to take from the school’s notice', async () => {
    const opened = await open()
    const text = aNotice.replace('毕业生须于6月28日前办完', `${college}毕业生须于6月28日前办完`)
    const { at, id, n } = await putIn(opened, opened.u1, text)
    expect((await opened.c1.press(at, 'take', { id, n: `${n('checkout.end')}:0`, sure: '1' })).status).toBe(422)
    await opened.k1.press(at, 'take', { id, n: `${n('checkout.end')}:0`, sure: '1' })
    expect(await opened.office.say('s1', asked)).toMatch(/6月28日[\s\S]*依据/)
  })

  test('is taken with others that are beyond doubt, all at once, and all had back', async () => {
    const opened = await open()
    const { office, u1 } = opened
    const { at, id, n } = await putIn(opened, u1)
    const before = await stored(office.database, office.clock.now().getTime())
    const both = { id, n: ['checkout.end', 'message.end'].map(field => `${n(field)}:0`) }
    expect((await u1.press(at, 'take', both)).text).toMatch(/退宿截止.*感言/)
    const done = await u1.press(at, 'take', { ...both, sure: '1' })
    expect(done.text).toContain('采用了 2 条')
    await u1.press(at, undoIn(done)!.act, undoIn(done)!.values)
    expect(await stored(office.database, office.clock.now().getTime())).toEqual(before)
  })

  test('is decided on once', async () => {
    const opened = await open()
    const { u1 } = opened
    const { at, id, n } = await putIn(opened, u1)
    await u1.press(at, 'refuse', { id, n: n('checkout.end') })
    const late = await u1.press(at, 'take', { id, n: `${n('checkout.end')}:0`, sure: '1' })
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('已经处理过了')])
  })
})

test('a thread reads the same, one notice at a time, and is given up where it fails', async () => {
  const bytes = new TextEncoder().encode(aNotice)
  const ground = { ...noticeGroundOf(), intake: intakeWords }
  const reader = makeNoticeReader()
  const both = await Promise.all([
    reader({ bytes, name: '通知.txt', ground }),
    reader({ bytes, name: 'b.txt', ground }),
  ])
  expect(both).toEqual([await readIntake(bytes, '通知.txt', ground), null])
  const program = new URL('data:text/javascript,throw new Error("no")')
  expect(await makeNoticeReader({ program })({ bytes, name: '通知.txt', ground })).toBeNull()
})

describe('what is no value', () => {
  test('goes to the ledger with the duties that it touches, which somebody may put right', async () => {
    const opened = await open()
    const { u1, reads } = opened
    const { at, id, n } = await putIn(opened, u1)
    const { text } = await u1.get(`${at}?of=duties`)
    expect(text).toContain('第 24 条 主题班会')
    expect(await reads().acceptedDuties()).toEqual([])
    await u1.press(at, 'duty', { id, n: n('duty'), changed: '1', value: '开好主题班会', duties: '24、38、99' })
    expect(await reads().acceptedDuties()).toMatchObject([
      { duties: [24, 38], value: '开好主题班会', by: 'u1', notice: { id, number: '学工部〔2026〕25号' } },
    ])
    await u1.press(at, 'reopen', { id, n: n('duty') })
    expect(await reads().acceptedDuties()).toEqual([])
  })

  test('begins a broadcast for the day before, which somebody has to send', async () => {
    const opened = await open()
    const { office, u1 } = opened
    const { at, id, n } = await putIn(opened, u1)
    const chosen = await u1.press(at, 'write', { id, n: n('task'), as: 'broadcast' })
    expect(chosen.text).toContain('现在什么都没有发')
    const to = /href="(\/desk\/broadcasts\/new\?template=[^"]+)"/.exec(chosen.html)![1]!.replaceAll('&amp;', '&')
    const form = await u1.get(to)
    expect(form.html).toContain('value="2026-06-27T10:00"')
    expect(form.text).toContain('毕业生须于6月28日前办完退宿手续（学工部〔2026〕25号 一）')
    expect(await office.database.db.selectFrom('broadcast').selectAll().execute()).toEqual([])
  })

  test('begins an entry that names the notice, which somebody has to save', async () => {
    const opened = await open()
    const { office, u1 } = opened
    const { at, id, n } = await putIn(opened, u1)
    const form = await u1.press(at, 'write', { id, n: n('task'), as: 'entry' })
    expect(form.text).toMatch(/还没有存.*doc: 学工部〔2026〕25号.*clause: 一.*毕业生须于6月28日前办完退宿手续/)
    expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
  })
})

test('nothing of a notice is taken without a press, whatever is looked at', async () => {
  const opened = await open()
  const { office, u1, k1, reads } = opened
  for (const name of ['a1', 'b1', 'b6', 'notice-2023-25']) await u1.press(page, 'keep', { text: sampleNotice(name) })
  const before = await stored(office.database, office.clock.now().getTime())
  for (const { id } of await reads().notices()) {
    office.clock.jump(61_000) // nobody may look so often in a minute
    for (const group of ['clash', 'values', 'dates', 'duties', 'drafts', 'unclear', 'done'])
      for (const who of [u1, k1]) expect((await who.get(`${page}/${id}?of=${group}`)).status).toBe(200)
    for (const { n } of (await reads().proposals(id)).slice(0, 12)) {
      await u1.get(`${page}/${id}/${n}`)
      await u1.press(`${page}/${id}`, 'look', { id, n: `${n}:0`, value: '2026-06-20', part: '' })
    }
  }
  expect(await stored(office.database, office.clock.now().getTime())).toEqual(before)
  const states = (await reads().notices()).map(({ counts: { open: _, ...decided } }) => decided)
  expect(states).toEqual(states.map(() => ({ accepted: 0, changed: 0, refused: 0 })))
})
