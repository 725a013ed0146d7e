import { expect, test } from 'vitest'
import { pages } from '../../src/console/pages.ts'
import { brushing } from '../support/cases.ts'
import { openDesk, undoIn } from '../support/desk.ts'
import { anEntry, openEditing } from '../support/editing.ts'
import { aFlow, noteFlow, shippedFlow } from '../support/flow.ts'
import { keepSample } from '../support/notice/intake.ts'
import type { openOffice } from '../support/office.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { aStanding } from '../support/standing.ts'
import { stored } from '../support/stored.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

/** A press that offers to be taken back: where it is pressed and by whom, with what, and what was there before. */
interface Undone {
  at: string
  by?: string
  values: Record<string, string | string[]>
  scene?(office: Office): Promise<unknown>
}

const college = '示例学院'
const ofClass = (name: string) => JSON.stringify({ of: 'class', college, name })
const people = [
  aPerson('20230001', { counselor: 'c1' }),
  aPerson('20230002', { className: '二班', tags: ['党员'] }),
  aCounselor('c1'),
  aCounselor('c2'),
  aPerson('k1', { role: 'college', className: '', scope: [{ of: 'college', college }] }),
  aPerson('x1', { role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

/** What there is to press at: two requests, three contributions, a record, a group, a scam, a crisis, a question that somebody waits for. */
async function open() {
  const flows = [noteFlow(), ...['meeting', 'jobhelp'].map(name => aFlow(name, shippedFlow(name)))]
  const { office } = await openEditing({
    people,
    flows,
    reminders: [aStanding('tidy')],
    begin: '2026-06-10T10:00:00+08:00',
  })
  for (const { number } of people) await office.say(number, '你好')
  const { db } = office.database
  const asked = { topic: '退宿', urgency: '一般', text: '', how: '', may_contact: 1, at: 0, delete_at: 9e15 }
  const request = { ...asked, person: 'n:20230001', name: '甲', state: 'open' as const }
  await db
    .insertInto('handoff')
    .values([
      { ...request, number: 'H1' },
      { ...request, number: 'H2', taker: 'c2', passed_by: 'k1', taken_at: Date.parse('2026-06-01') },
      { ...request, number: 'H3', state: 'done', done_at: Date.parse('2026-06-01') },
    ])
    .execute()
  const work = { flow: 'note', version: 1, code: null, revised_at: null, delete_at: 9e15, at: 0, person: 'n:20230001' }
  const answers = JSON.stringify({ body: '再见', level: 'public', sign: '甲' })
  const posting = {
    person: 'n:c2',
    title: '会计',
    employer: '示例商贸有限公司',
    place: '广州',
    kind: '',
    until: '2026-06-20',
  }
  const said = {
    contact: 'www.shili.com',
    source: '校友',
    about: '',
    ends_at: Date.parse('2026-06-21T00:00:00+08:00'),
    reason: '',
    at: 0,
  }
  await db
    .insertInto('job_posting')
    .values([
      { ...posting, ...said, number: 'J260601-AAAAAAA', state: 'waiting' },
      {
        ...posting,
        ...said,
        number: 'J260601-BBBBBBB',
        state: 'open',
        released_by: 'n:c1',
        released_at: 1,
        release: 1,
      },
      { ...posting, ...said, number: 'J260601-CCCCCCC', state: 'returned', reason: '查不到' },
    ])
    .execute()
  const record = { held_on: '2026-06-01', classes: '一班', form: 'onsite', place: '301', leader: '甲', attended: 3 }
  await db
    .insertInto('submission')
    .values([
      { ...work, number: 'M1', state: 'review', answers },
      { ...work, number: 'M2', state: 'submitted', answers },
      { ...work, number: 'M3', state: 'returned', reason: '改一下', answers },
      { ...work, number: 'M4', state: 'late', answers },
      {
        ...{ ...work, number: 'Q270601-AAAAAAA', flow: 'jobhelp', state: 'submitted' },
        answers: JSON.stringify({ sought: '广州', needs: ['jobs'], how: '微信' }),
      },
      {
        ...{ ...work, number: 'Q270601-BBBBBBB', flow: 'jobhelp', state: 'submitted', person: 'n:20230002' },
        ...{
          answers: JSON.stringify({ sought: '广州', needs: ['jobs'], how: '微信' }),
          followed_at: instant('2026-06-09'),
        },
      },
      {
        ...{ ...work, number: 'BH270601-AAAAAAA', flow: 'meeting', state: 'submitted', person: 'n:c1' },
        answers: JSON.stringify({ ...record, topics: ['fraud'], follow_ups: '补发要点' }),
      },
    ])
    .execute()
  return { office, desk: openDesk(office) }
}

const chat = 'room/g1'
const inGroup = { room: 'g1', title: '一班群', mentioned: true }
const bound = async (office: Office) => {
  await office.hear('c1', '绑定班级 一班', inGroup)
}
const group = { at: `/desk/channels/${encodeURIComponent(chat)}`, scene: bound }
const scam = async (office: Office) => {
  await bound(office)
  await office.hear('20230001', brushing, inGroup)
}
const crisis = async (office: Office) => {
  if (!(await office.database.db.selectFrom('crisis_case').selectAll().executeTakeFirst()))
    await office.hear('20230001', '我真的不想活了')
}
const question = '游泳池开不开'
const awaited = async (office: Office) => {
  await office.say('20230001', question)
  await office.say('20230001', '有了答案告诉我')
}
const chosen = (office: Office) =>
  office.database.db
    .insertInto('pick')
    .values([
      { number: 'M2', week: '2026-06-01', place: 7, caption: '留影' },
      { number: 'M4', week: '2026-06-01', place: 9, caption: '' },
    ])
    .execute()
const weekly = '/desk/contributions?of=week&week=2026-06-01'
const three = Date.parse('2026-06-17T15:00:00+08:00')
const time = { reminder: 'tidy', instant: String(three) }
const timePage = `/desk/calendar/time/tidy/${three}`
const span = { from: '2026-06-11T08:00', until: '2026-06-20T08:00', reason: '放假' }
const facts = { key: 'checkout.end', part: '', basedOn: '0', why: '通知', value: '2026-06-28' }
const leave = { number: 'c1', who: 'c2', from: '2026-06-12', until: '2026-06-14', told: '1' }
const draft = async (office: Office) => {
  const c1 = await openDesk(office).as('c1')
  const notice = {
    template: '普通通知',
    level: '普通',
    roles: 'student',
    loan: 'any',
    body: '明天交表。',
    units: [ofClass('一班')],
  }
  await c1.press(encodeURI('/desk/broadcasts/new?template=普通通知'), 'keep', {
    ...notice,
    when: 'at',
    at: '2026-06-12T09:00',
  })
}

const instant = (day: string) => Date.parse(`${day}T08:00:00+08:00`)
const paused = ({ database: { db } }: Office) => {
  const row = {
    id: 'P1',
    kind: 'pause' as const,
    reminder: 'tidy',
    units: `[${ofClass('一班')}]`,
    reason: '放假',
    by: 'c1',
  }
  const [from, until] = [instant('2026-06-09'), instant('2026-06-20')]
  return db
    .insertInto('reminder_change')
    .values({ ...row, instant: from, until, at: from, is_done: 0, over_at: until })
    .execute()
}
const away = ({ database: { db } }: Office) => {
  const [from_at, until_at] = [instant('2026-06-09'), instant('2026-06-20')]
  return db
    .insertInto('stand_in')
    .values({ id: 'L1', away: 'c1', stand_in: 'c2', from_at, until_at, away_told: 1 })
    .execute()
}
const followed = ({ database: { db } }: Office) =>
  db
    .updateTable('submission')
    .set({ followed_at: instant('2026-06-09') })
    .where('flow', '=', 'meeting')
    .execute()
const pressed = (act: 'answers save' | 'answers word' | 'facts save') => async (office: Office) => {
  const { at, by = 'c1', values } = undone[act]!
  await (await openDesk(office).as(by)).press(at, act.split(' ')[1]!, values)
}
const kept = ({ database: { db } }: Office) =>
  db
    .insertInto('question_list')
    .values({
      ...{
        id: 'Q1',
        name: '退宿',
        count: 2,
        expected: 1,
        by: 'c2',
        at: instant('2026-06-10'),
        used_at: instant('2026-06-10'),
      },
      questions: JSON.stringify([
        { question, expected: null },
        { question: '怎么退宿', expected: 'checkout-steps' },
      ]),
    })
    .execute()
const list = { at: '/desk/answers/lists/Q1', scene: kept }
const newText = {
  title: '出纳',
  employer: '示例商贸有限公司',
  place: '广州',
  until: '2026-06-20',
  contact: 'www.shili.com',
  source: '校友',
}
const duty = { duty: '24', college: '', day: '2026-06-09', text: '办了主题班会' }
const noted = ({ database: { db } }: Office) =>
  db
    .insertInto('duty_note')
    .values({
      ...{ id: 'N1', duty: 24, college, day: '2026-06-09', text: '办了主题班会', picture: null, by: 'c1' },
      ...{ at: instant('2026-06-09'), is_gone: 0, delete_at: instant('2028-06-08') },
    })
    .execute()
const meeting = 'BH270601-AAAAAAA'
const photographed = async ({ database: { db } }: Office) => {
  const answers = JSON.stringify({ held_on: '2026-06-01', photos: [{ url: '/pictures/a.png', alt: '' }] })
  await db.updateTable('submission').set({ answers }).where('number', '=', meeting).execute()
}
const inReport = async (office: Office) => {
  await photographed(office)
  await office.database.db.insertInto('report_picture').values({ number: meeting, n: 1, caption: '班会' }).execute()
}
const ofMeeting = { at: '/desk/report?of=pictures', values: { number: meeting, n: '1', caption: '留影', consent: '1' } }
const back = { to: '0', basedOn: '1', why: '改回去' }
const ofNotice = { at: '/desk/notice/N1', by: 'x1', scene: ({ database }: Office) => keepSample(database) }

/** Every press that offers to be taken back, in what there was to change. */
/** Somebody stands on the list of those whom staff look after more than others. */
const listed = (office: Office) =>
  office.decideWith('c1', [{ do: 'open-care', id: 'k', student: '20230001', reasons: ['jobless'], by: 'c1' }])
const onList = { at: '/desk/care-list/k', scene: listed }
async function offList(office: Office) {
  await listed(office)
  await office.decideWith('c1', [{ do: 'close-care', id: 'k', result: '签约了' }])
}

const undone: Record<string, Undone> = {
  'todo claim': { at: '/desk/todo', values: { number: 'H1' } },
  'todo claim, by the college': { at: '/desk/todo', by: 'k1', values: { number: 'H2' } },
  'todo release, of what was passed on': { at: '/desk/todo', by: 'c2', values: { number: 'H2' } },
  'todo finish': { at: '/desk/todo', values: { number: 'H1' } },
  'todo finish, of what somebody sees to': { at: '/desk/todo', by: 'c2', values: { number: 'H2' } },
  'todo reopen': { at: '/desk/todo?of=done', values: { number: 'H3' } },
  'todo pass': { at: '/desk/todo/H1', values: { number: 'H1', to: 'c2' } },
  'todo pass, by the college': { at: '/desk/todo/H2', by: 'k1', values: { number: 'H2', to: 'c1' } },
  'care ack': { at: '/desk/care/C01', scene: crisis, values: { number: 'C01' } },
  'care contact': { at: '/desk/care/C01', scene: crisis, values: { number: 'C01' } },
  'care confirm': { at: '/desk/care/C01', scene: crisis, values: { number: 'C01' } },
  'scams mark': { at: '/desk/scams/S01', scene: scam, values: { number: 'S01', state: 'confirmed' } },
  'scams several': { at: '/desk/scams', scene: scam, values: { number: ['S01'], state: 'false' } },
  'broadcasts publish': { at: '/desk/broadcasts/A01', scene: draft, values: { number: 'A01', sure: '1' } },
  'calendar pause': { at: timePage, values: { ...span, reminder: 'tidy', unit: `${college}/一班` } },
  'calendar leaveOut': { at: timePage, values: { ...time, reason: '放假', unit: `${college}/一班` } },
  'calendar move': { at: timePage, by: 'x1', values: { ...time, to: '2026-06-17T17:00', reason: '让一让' } },
  'answers save': {
    at: '/desk/answers/checkout-steps/edit',
    values: { id: 'checkout-steps', text: anEntry('checkout-steps'), why: '新规', basedOn: '0' },
  },
  'answers add': {
    at: '/desk/answers/new',
    scene: awaited,
    values: { id: 'own-1', text: anEntry('own-1'), why: '有人问', questions: question, sure: '1' },
  },
  'answers word': { at: '/desk/answers/checkout-steps', values: { id: 'checkout-steps', question: '宿舍怎么还回去' } },
  'answers link': {
    at: '/desk/answers/unanswered',
    scene: awaited,
    values: { questions: question, entry: 'checkout-steps', sure: '1' },
  },
  'answers saveList': { at: '/desk/answers/lists', values: { name: '常问', list: '怎么退宿' } },
  'answers addToList': { ...list, values: { id: 'Q1', list: '押金退吗' } },
  'answers renameList': { ...list, values: { id: 'Q1', name: '常问' } },
  'answers removeFromList': { ...list, values: { id: 'Q1', questions: ['怎么退宿'] } },
  'answers expect': { ...list, values: { id: 'Q1', questions: [question], said: 'checkout-steps' } },
  'answers takeExpected': {
    ...list,
    values: { id: 'Q1', answers: JSON.stringify([{ question, expected: 'checkout-steps' }]) },
  },
  'answers dismiss': { at: '/desk/answers/unanswered', scene: awaited, values: { questions: question, sure: '1' } },
  'facts save': { at: '/desk/facts/checkout.end', by: 'x1', values: facts },
  'notice keep': { at: '/desk/notice', values: { text: '关于离校的通知\n\n毕业生须于6月28日前离校。' } },
  'notice take': { ...ofNotice, values: { id: 'N1', n: '1:0', sure: '1' } },
  'notice change': { ...ofNotice, values: { id: 'N1', n: '1:0', value: '2026-06-27', part: '', sure: '1' } },
  'notice duty': { ...ofNotice, values: { id: 'N1', n: '3', changed: '1', value: '开班会', duties: '24、41' } },
  'notice write': { ...ofNotice, values: { id: 'N1', n: '2', as: 'entry' } },
  'notice refuse, of several': { ...ofNotice, values: { id: 'N1', n: ['2', '3'] } },
  'notice refuse': { ...ofNotice, values: { id: 'N1', n: '2' } },
  'roster tag': { at: '/desk/roster', values: { numbers: ['20230001', '20230002'], tag: '党员', on: 'yes' } },
  'roster left': { at: '/desk/roster', values: { numbers: ['20230001'], as: 'suspended', sure: '1' } },
  'roster move': { at: '/desk/roster', values: { numbers: ['20230001'], to: '二班', sure: '1' } },
  'contributions approve': { at: '/desk/contributions', values: { number: 'M1' } },
  'contributions many': { at: '/desk/contributions', values: { number: ['M1'] } },
  'contributions again, of what was shown': { at: '/desk/contributions', values: { number: 'M2' } },
  'contributions again, of what was sent back': { at: '/desk/contributions', values: { number: 'M3' } },
  'contributions pick': { at: '/desk/contributions', values: { number: 'M2', week: '2026-06-01' } },
  'contributions pick, for another week': { at: weekly, scene: chosen, values: { number: 'M2', week: '2026-06-08' } },
  'contributions unpick': { at: weekly, scene: chosen, values: { number: 'M2' } },
  'contributions caption': { at: weekly, scene: chosen, values: { number: 'M2', caption: '别的' } },
  'jobs end': { at: '/desk/jobs?of=open', values: { number: 'J260601-BBBBBBB' } },
  'jobs again': { at: '/desk/jobs?of=back', values: { number: 'J260601-CCCCCCC' } },
  'jobs change': { at: '/desk/jobs/J260601-AAAAAAA', values: { number: 'J260601-AAAAAAA', ...newText } },
  'jobs done': { at: '/desk/jobs?of=seekers', by: 'k1', values: { number: 'Q270601-AAAAAAA' } },
  'jobs open': { at: '/desk/jobs?of=seekers', by: 'k1', values: { number: 'Q270601-BBBBBBB' } },
  'care-list open': { at: '/desk/care-list', values: { student: '20230001', reasons: 'jobless' } },
  'care-list talk': { ...onList, values: { id: 'k', day: '2026-06-10', note: '聊了找工作', next: '2026-06-12' } },
  'care-list change': { ...onList, values: { id: 'k', reasons: ['delayed', 'jobless'], next: '2026-06-12' } },
  'care-list close': { ...onList, values: { id: 'k', result: '签约了' } },
  'care-list reopen': { ...onList, scene: offList, values: { id: 'k' } },
  'records done': { at: '/desk/records', values: { number: 'BH270601-AAAAAAA' } },
  'channels mode': { ...group, values: { chat, said: '静默' } },
  'channels watch': { ...group, values: { chat, said: '关' } },
  'channels bind': { ...group, values: { chat, said: '二班' } },
  'channels bind, of one that was none’s': {
    ...{ ...group, by: 'x1', scene: (office: Office) => office.hear('c1', '你好', inGroup) },
    values: { chat, said: '二班' },
  },
  'report note': { at: '/desk/report', values: duty },
  'report remove': { at: '/desk/report', scene: noted, values: { id: 'N1' } },
  'report choose': { ...ofMeeting, scene: photographed },
  'report choose, of other words': { ...ofMeeting, scene: inReport },
  'report leave': { ...ofMeeting, scene: inReport },
  'staff leave': { at: '/desk/staff', values: leave },
  'calendar resume': { at: timePage, scene: paused, values: { id: 'P1' } },
  'answers takeBack': {
    ...{ at: '/desk/answers/checkout-steps', scene: pressed('answers save') },
    values: { id: 'checkout-steps', ...back },
  },
  'answers unword': {
    ...{ at: '/desk/answers/checkout-steps', scene: pressed('answers word') },
    values: { question: '宿舍怎么还回去', basedOn: '1' },
  },
  'facts takeBack': {
    ...{ at: '/desk/facts/checkout.end', by: 'x1', scene: pressed('facts save') },
    values: { key: 'checkout.end', ...back },
  },
  'contributions move': { at: weekly, scene: chosen, values: { number: 'M2', way: 'down' } },
  'records open': { at: '/desk/records', scene: followed, values: { number: 'BH270601-AAAAAAA' } },
  'staff end': { at: '/desk/staff', scene: away, values: { id: 'L1' } },
  'staff part': { at: '/desk/staff/c1', by: 'x1', values: { number: 'c1', role: 'college', says: college } },
}

test.each(Object.entries(undone))(
  '%s is taken back to exactly what was there',
  async (name, { at, by = 'c1', values, scene }) => {
    const { office, desk } = await open()
    await scene?.(office)
    const person = await desk.as(by)
    const all = () => stored(office.database, office.clock.now().getTime())
    const before = await all()
    const shown = await person.press(at, name.split(/[ ,]+/)[1]!, values)
    expect(await all(), shown.text).not.toEqual(before)
    const undo = undoIn(shown)
    expect(undo, shown.text).not.toBeNull()
    const back = await person.press(at, undo!.act, undo!.values)
    expect(await all(), back.text).toEqual(before)
  },
)

/** Presses that take something back themselves. */
const backs = [
  'todo back',
  'care takeBack',
  'care-list unopen back',
  'scams back',
  'broadcasts unpublish',
  'calendar unpause repause undo',
  'answers unadd reword reopen listBack',
  'notice reopen',
  'roster back',
  'contributions looked repick',
  'jobs before',
  'report restore unwrite',
  'staff resume partBack',
]
/** What leaves for somebody or is deleted for good, which is asked for once more before; and what changes nothing. */
const lasting = [
  'todo answer pick settle approve refuse',
  'care wrong pass',
  'care-list drop',
  'scams export',
  'broadcasts cancel approve refuse resend recall look keep unreached',
  'calendar test',
  'activities plan change cancel poster',
  'progress remind',
  'answers look try tryFile tryDraft tryValue dropList listFile',
  'facts look tell',
  'notice drop look',
  'roster codes link revoke sheet try apply',
  'contributions back',
  'jobs put release return',
  'channels settle unbind test',
  'staff out wayIn',
]

test('every press of the console is known to be taken back, to take back, or to last', () => {
  const listed = [...backs, ...lasting].flatMap(line => {
    const [page, ...acts] = line.split(' ')
    return acts.map(act => `${page} ${act}`)
  })
  const tried = Object.keys(undone).map(name => name.split(',')[0]!)
  const all = pages.flatMap(page => Object.keys(page.acts ?? {}).map(act => `${page.name} ${act}`))
  expect([...new Set([...listed, ...tried])].sort()).toEqual(all.sort())
})
