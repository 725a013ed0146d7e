import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { ledgerRulesOf } from '../../src/bot/office.ts'
import type { RosterPerson } from '../../src/core/roster.ts'
import type { LedgerGround } from '../../src/office/ledger/ground.ts'
import type { Ledger } from '../../src/office/ledger/ledger.ts'
import { rowsOf, seeLedger } from '../../src/office/ledger/ledger.ts'
import { makeReport } from '../../src/office/ledger/report.ts'
import { termFiles } from '../../src/reports/term/archive.ts'
import { actAs } from './acting.ts'
import { aFlow, shippedFlow } from './flow.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from './office.ts'
import { png } from './picture.ts'
import { aBroadcast, releaseBroadcast } from './school.ts'

export const [art, science] = ['文学院', '理学院']
const names = [
  'gratitude',
  'pledge',
  'checkout',
  'loan',
  'arrival',
  'message',
  'media',
  'meeting',
  'visit',
  'talk',
  'heart',
]
const flows = names.map(name => aFlow(name, shippedFlow(name)))

const ofClass = (college: string, name: string) => ({ of: 'class' as const, college, name })
const student = (number: string, name: string, more: Partial<RosterPerson> = {}) =>
  aPerson(number, { name, college: art, className: '一班', ...more })

/** Two colleges: 文学院 with 一班 (a1, a2) and 二班 (a3), 理学院 with 一班 (b1); staff of each, and of the school. */
export const termPeople: RosterPerson[] = [
  student('a1', '赵晓晴', { loan: '生源地' }),
  student('a2', '钱若云'),
  student('a3', '孙一鸣', { className: '二班' }),
  student('b1', '周子墨', { college: science }),
  aCounselor('c1', { name: '吴老师甲', college: art, scope: [ofClass(art, '一班'), ofClass(art, '二班')] }),
  aCounselor('c2', { name: '郑老师乙', college: science, scope: [ofClass(science, '一班')] }),
  aPerson('k1', {
    name: '王院长丙',
    role: 'college',
    college: art,
    className: '',
    scope: [{ of: 'college', college: art }],
  }),
  aPerson('x1', { name: '冯处长丁', role: 'school', college: '', className: '', scope: [{ of: 'school' }] }),
]

type Office = Awaited<ReturnType<typeof openOffice>>

const base = { version: 1, state: 'submitted', code: null, at: 1, revised_at: null, delete_at: 9e15 }
const pictured = (name: string) => [{ url: `/pictures/${name}.png`, alt: '' }]
const said = (level: string, body: string, more = {}) => ({
  category: 'wishes',
  body,
  photo_plan: 'plain',
  level,
  ...more,
})

const handedIn = [
  { number: 'P1', flow: 'pledge', person: 'n:a1', answers: { text_name: '赵晓晴', items: ['bans'] } },
  { number: 'P2', flow: 'pledge', person: 'n:b1', answers: { text_name: '周子墨', items: ['bans'] } },
  { number: 'M1', flow: 'message', person: 'n:a1', answers: said('public', '谢谢钱若云和学校', { sign_name: '晓晴' }) },
  { number: 'M2', flow: 'message', person: 'n:a2', answers: said('anonymous', '愿一切都好') },
  {
    ...{ number: 'M3', flow: 'message', person: 'n:a3' },
    answers: said('class', '只给班里看的话', { photos: pictured('of-class') }),
  },
  {
    ...{ number: 'E1', flow: 'gratitude', person: 'n:a2' },
    answers: { teacher: ['吴老师甲', art, 'c1'], body: '只写给老师的话', who: 'hidden' },
  },
  { number: 'M4', flow: 'message', person: 'n:b1', state: 'review', answers: said('public', '还没看过的话') },
  {
    ...{ number: 'S1', flow: 'media', person: 'n:a2' },
    answers: {
      kind: 'photo',
      people: 'nobody',
      photos: pictured('of-media'),
      event: '军训合影',
      level: 'anonymous',
      edit_ok: true,
    },
  },
  {
    ...{ number: 'BH1', flow: 'meeting', person: 'n:c1' },
    answers: {
      ...{ held_on: '2026-06-01', classes: '一班、二班', form: 'onsite', place: '教学楼301', leader: '吴老师甲' },
      ...{ attended: 38, topics: ['fraud', 'safety'], notes: '孙一鸣问得最多', photos: pictured('of-meeting') },
    },
  },
  {
    ...{ number: 'ZF1', flow: 'visit', version: 2, person: 'n:c2' },
    answers: { held_on: '2026-06-02', place: '3栋', leader: '冯处长丁', rooms: 12, people_met: 40, topics: ['plans'] },
  },
  {
    ...{ number: 'TX1', flow: 'heart', person: 'n:c1' },
    answers: { held_on: '2026-06-03', way: 'face', people: 1, topics: ['mood'], notes: '谈心的内容' },
  },
]

/** An office in the middle of June in which something of each kind has happened in both colleges. */
export async function openTerm(options: Pick<OfficeOptions, 'knowledge'> = {}): Promise<Office> {
  const office = await openOffice({ people: termPeople, flows, begin: '2026-06-16T10:00:00+08:00', ...options })
  const { db } = office.database
  const rows = handedIn.map(row => ({ ...base, ...row, answers: JSON.stringify(row.answers) }))
  await db.insertInto('submission').values(rows).execute()
  await db
    .insertInto('pick')
    .values([{ number: 'M1', week: '2026-06-08', place: 1, caption: '' }])
    .execute()
  const at = Date.parse('2026-06-05T09:00:00+08:00')
  await releaseBroadcast(office.database, {
    at,
    broadcast: aBroadcast({ body: '有人冒充房东骗押金，赵晓晴提醒大家。' }),
  })
  await db.updateTable('broadcast').set({ state: 'sent', started_at: at, sent_at: at }).execute()
  const line = {
    broadcast: 'A01',
    via: 'private' as const,
    reason: '',
    sent_at: at,
    confirmed_at: null,
    confirmed_by: null,
    claimed_at: null,
  }
  const reached = termPeople.filter(p => p.role === 'student')
  await db
    .insertInto('broadcast_recipient')
    .values(
      reached.map(({ number, college, className }) => ({
        ...line,
        ...{
          number,
          college,
          class_name: className,
          state: number === 'a2' ? ('sent' as const) : ('confirmed' as const),
        },
      })),
    )
    .execute()
  await db
    .insertInto('safety_card')
    .values([{ person: 'n:a1', story: 'x', at, is_right: 1 }])
    .execute()
  keepPictures(office.folder)
  return office
}

/** Every picture that something names lies in the folder, also those that nobody may see. */
function keepPictures(folder: string): void {
  mkdirSync(join(folder, 'pictures'), { recursive: true })
  for (const name of ['of-class', 'of-media', 'of-meeting', 'of-note'])
    writeFileSync(join(folder, 'pictures', `${name}.png`), Buffer.concat([png([]), Buffer.from(`<${name}>`)]))
}

/** The ledger as somebody sees it. */
export async function ledgerFor(
  office: Office,
  number: string,
  unit: { of: 'college'; college: string } | null = null,
) {
  const { done } = await actAs(office, seeLedger, { number, rules: ledgerRulesOf(office.content), input: { unit } })
  return done!
}

/** What a ledger says of one duty. */
export const saysOf = (ledger: Ledger, number: number): string[] =>
  rowsOf(ledger)
    .find(row => row.number === number)!
    .evidence.map(one => one.says)

/** The report and its files as somebody makes them; `read` answers for pictures. */
export async function filesFor(office: Office, number: string, unit: { of: 'college'; college: string } | null = null) {
  const rules: LedgerGround['rules'] = ledgerRulesOf(office.content)
  const { done } = await actAs(office, makeReport, { number, rules, input: { unit } })
  const { report } = done!
  const read = async (url: string) => ({ bytes: Buffer.concat([png([]), Buffer.from(`<${url}>`)]) })
  const files = await termFiles(report, read)
  return { report, ...files, inside: unzipSync(files.archive.bytes) }
}

/** All bytes of an archive as text, those of workbooks and documents in it unpacked too. */
export function everythingIn(files: Readonly<Record<string, Uint8Array>>): string {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
  return Object.entries(files)
    .map(([name, bytes]) => `${name}\n${/\.(docx|xlsx)$/.test(name) ? everythingIn(unzipSync(bytes)) : text(bytes)}`)
    .join('\n')
}
