import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openInspector } from '../../src/assets/inspect.ts'
import { makeKeeping } from '../../src/assets/keep.ts'
import { makePictures, type Pictures } from '../../src/assets/pictures.ts'
import { dailyPictures } from '../../src/core/asset.ts'
import { ManualClock } from '../../src/core/clock.ts'
import { type Database, openDatabase } from '../../src/store/open.ts'
import { makePictureSweep } from '../../src/store/picture-sweep.ts'
import { dropPictures, makeHoldings, picturesIn, unusedPictures } from '../../src/store/pictures.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { makeTurns } from '../../src/store/turns.ts'
import { tempFolder } from '../support/folder.ts'
import { png, pngChunk } from '../support/picture.ts'
import { after, aSaying, deciding, forgetting, noon } from '../support/store.ts'
import { anUpdate } from '../support/update.ts'

const hour = 3_600_000
const day = 24 * hour

/** A data folder with its database and pictures, and a clock at noon. */
async function opened() {
  const folder = tempFolder()
  const database = await openDatabase(folder)
  onTestFinished(() => database.close())
  const clock = new ManualClock(noon)
  const files = makePictures(join(folder, 'pictures'))
  const sweep = makePictureSweep(database, files)
  const holdings = makeHoldings(database)
  return {
    folder,
    database,
    clock,
    files,
    holdings,
    /** Keeps a picture that has this name for someone. */
    async keep(name: string, holder: string | null, bytes = 4) {
      const held = await holdings.hold({ name, holder, bytes, code: null, at: clock.now() })
      await files.put(name, new Uint8Array(bytes))
      return held
    },
    /** Lets time pass, with the chore as often as it is due. */
    async pass(ms: number) {
      const until = new Date(clock.now().getTime() + ms)
      for (
        let due = await sweep.nextDue(clock.now());
        due !== null && due <= until;
        due = await sweep.nextDue(clock.now())
      ) {
        if (due > clock.now()) clock.set(due)
        await sweep.run(clock.now())
      }
      clock.set(until)
    },
    /** The names in the folder. */
    names: () => readdirSync(join(folder, 'pictures')).sort(),
    show: (name: string, chat: string, person: string | null) => show(database, { name, chat, person }),
  }
}

let count = 0
const show = (database: Database, { name, chat, person }: { name: string; chat: string; person: string | null }) =>
  makeTranscript(database).add({
    id: `m${++count}`,
    chat,
    from: person === null ? null : { id: person, name: '' },
    to: null,
    text: '',
    images: [{ url: `/pictures/${name}`, alt: '' }],
    choices: [],
    rateable: false,
    at: noon.toISOString(),
  })

const a = { people: ['web:a'], chats: ['web:a:private'] }
const b = { people: ['web:b'], chats: ['web:b:private'] }

test('a picture is seen by who holds it and by those in whose chats a message shows it, and by nobody else', async () => {
  const { keep, show, holdings } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  const seen = async (viewer: typeof a) => (await holdings.seen(['aaaaaaaa.png'], viewer)).has('aaaaaaaa.png')
  expect([await seen(a), await seen(b)]).toEqual([true, false])
  await show('aaaaaaaa.png', 'web:b:private', null)
  expect(await seen(b)).toBe(true)
})

test('to write the address of a picture is not to show it', async () => {
  const { database, keep, holdings } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  const text = '"url":"/pictures/aaaaaaaa.png"'
  const line = { to: null, images: [], choices: [], rateable: false, at: noon.toISOString() }
  const from = { id: 'web:b', name: text }
  await makeTranscript(database).add({ ...line, id: 'm', chat: 'web:b:private', from, text })
  expect((await holdings.seen(['aaaaaaaa.png'], b)).size).toBe(0)
  expect(await unusedPictures(database.db, after(day))).toEqual(['aaaaaaaa.png'])
})

test('whether a message shows a picture is looked up among pictured messages of the chat, not among all', async () => {
  const { database } = await opened()
  const { rows } = await sql<{ detail: string }>`explain query plan select seq from web_message
    where chat in ('a') and instr(body, '"url":"/pictures/') > 0 and instr(body, 'x') > 0`.execute(database.db)
  expect(rows.map(r => r.detail)).toEqual(['SEARCH web_message USING INDEX web_message_pictured (chat=?)'])
})

test('who sends a picture holds it; what one may not see one does not send', async () => {
  const { keep, show, holdings, clock } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  const send = (viewer: typeof a) =>
    holdings.send(['aaaaaaaa.png'], viewer, { holder: viewer.people[0]!, at: clock.now() })
  expect((await send(b)).size).toBe(0)
  await show('aaaaaaaa.png', 'web:b:private', null)
  expect((await send(b)).size).toBe(1)
  expect((await holdings.seen(['aaaaaaaa.png'], { ...b, chats: [] })).size).toBe(1)
})

test('one person keeps so many pictures a day and no more, others and the bot itself are not held back', async () => {
  const { keep, clock } = await opened()
  for (let n = 0; n < dailyPictures.count; n++) expect(await keep(`aaaaaaaa-${n}.png`, 'web:a')).toBe('held')
  expect(await keep('bbbbbbbb.png', 'web:a')).toBe('too-many-pictures')
  expect(await keep('aaaaaaaa-0.png', 'web:a')).toBe('held')
  expect(await keep('bbbbbbbb.png', 'web:b')).toBe('held')
  expect(await keep('cccccccc.png', null)).toBe('held')
  clock.set(after(day + 1))
  expect(await keep('bbbbbbbb.png', 'web:a')).toBe('held')
})

test('one person keeps so many bytes a day and no more', async () => {
  const { holdings } = await opened()
  const hold = (name: string, bytes: number) => holdings.hold({ name, holder: 'web:a', bytes, code: null, at: noon })
  expect(await hold('aaaaaaaa.png', dailyPictures.bytes - 10)).toBe('held')
  expect(await hold('bbbbbbbb.png', 11)).toBe('too-many-pictures')
  expect(await hold('bbbbbbbb.png', 10)).toBe('held')
})

test('a picture that nothing shows is gone within a day, and not before the evening', async () => {
  const { keep, pass, names } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  await pass(21 * hour)
  expect(names()).toEqual(['aaaaaaaa.png'])
  await pass(3 * hour)
  expect(names()).toEqual([])
})

test('a picture that something shows stays, and goes within a day of the deletion of what showed it', async () => {
  const { keep, show, pass, names, database } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  await show('aaaaaaaa.png', 'web:a:private', 'web:a')
  await pass(40 * day)
  expect(names()).toEqual(['aaaaaaaa.png'])
  await database.db.deleteFrom('web_message').execute()
  await pass(day)
  expect(names()).toEqual([])
  expect(await database.db.selectFrom('picture').selectAll().execute()).toEqual([])
})

const image = { url: '/pictures/aaaaaaaa.png', alt: '', hash: 'aaaaaaaa' }
const submission = {
  number: 'S1',
  flow: 'media',
  version: 1,
  answers: { photos: [image] },
  state: 'review' as const,
  code: null,
  at: 0,
  revisedAt: null,
}
const frame = {
  run: 'r',
  flow: 'media',
  version: 1,
  chat: 'c',
  answers: { photos: [image] },
  done: [],
  misses: 0,
  revises: null,
  touchedAt: 0,
  nudged: false,
}
type Turned = Parameters<typeof deciding>
const uses: [what: string, effects: Turned[0], remember?: Turned[1]][] = [
  ['a submission', [{ do: 'save-submission', submission, keepDays: 30 }]],
  ['a draft', [], ({ memory }) => ({ memory: { ...memory, drafts: [frame] } })],
  ['a conversation behind a one-time link', [{ do: 'make-one-time-link', id: 'd', says: '', frame, until: 9e12 }]],
  ['a message that leaves', [{ do: 'say', toPerson: true, saying: { ...aSaying(''), images: [image] } }]],
  [
    'a broadcast that is being written',
    [],
    ({ session }) => ({
      session: {
        ...session,
        writing: { kind: '预警', picture: image, of: null, number: null, asking: 'body', touchedAt: 0 },
      },
    }),
  ],
]

for (const [what, effects, remember] of uses)
  test(`${what} keeps its picture`, async () => {
    const { database, clock, keep, pass, names } = await opened()
    await keep('aaaaaaaa.png', 'web:a')
    const turns = makeTurns(database, { clock, ids: { next: () => 'id' } })
    await turns.run(anUpdate({}), deciding(effects, remember))
    await pass(3 * day)
    expect(names()).toEqual(['aaaaaaaa.png'])
  })

test('a broadcast keeps its picture', async () => {
  const { database, keep, pass, names } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  const row = { number: 'A01', seq: 1, state: 'sent' as const, body: JSON.stringify({ picture: image }), sender: 'c1' }
  const rest = {
    of_number: null,
    of_as: null,
    corrected_by: null,
    approved_by: null,
    reason: '',
    created_at: 0,
    due: 0,
  }
  const times = { started_at: 0, sent_at: 0, closes_at: 0, is_closed: 1, escalate_at: null, escalated: 0, pending: 0 }
  await database.db
    .insertInto('broadcast')
    .values({ ...row, ...rest, ...times })
    .execute()
  await pass(3 * day)
  expect(names()).toEqual(['aaaaaaaa.png'])
})

test('when someone gives up their data, a picture that only they held is gone at once', async () => {
  const { database, keep, show, pass, names } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  await keep('bbbbbbbb.png', 'web:a')
  await keep('cccccccc.png', 'web:a')
  await keep('cccccccc.png', 'web:b')
  await show('bbbbbbbb.png', 'web:b:private', null)
  await pass(hour)
  await database.transact(db => dropPictures(db, ['web:a', 'n:1001']))
  await pass(1000)
  expect(names()).toEqual(['bbbbbbbb.png', 'cccccccc.png'])
})

test('deleting one’s data takes one’s pictures, and those of others not', async () => {
  const { database, clock, keep, pass, names } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  await keep('bbbbbbbb.png', 'web:b')
  const turns = makeTurns(database, { clock, ids: { next: () => 'id' } })
  const drafting = deciding([{ do: 'save-submission', submission, keepDays: 30 }])
  await turns.run(anUpdate({ id: 'u1', from: 'web:a' }), drafting)
  await turns.run(anUpdate({ id: 'u2', from: 'web:a' }), deciding([forgetting]))
  await pass(1000)
  expect(names()).toEqual(['bbbbbbbb.png'])
})

test('when someone deletes one submission, only its pictures are taken', async () => {
  const { database, keep, pass, names } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  await keep('bbbbbbbb.png', 'web:a')
  const shown = picturesIn(JSON.stringify(submission.answers))
  await database.transact(db => dropPictures(db, ['web:a'], shown))
  await pass(1000)
  expect(names()).toEqual(['bbbbbbbb.png'])
})

test('a process that is killed between file and row finds the row again', async () => {
  const { database, files, keep, pass, names } = await opened()
  await keep('aaaaaaaa.png', 'web:a')
  files.drop('aaaaaaaa.png')
  await pass(day)
  expect(await database.db.selectFrom('picture').selectAll().execute()).toEqual([])
  await keep('aaaaaaaa.png', 'web:a')
  expect(names()).toEqual(['aaaaaaaa.png'])
})

test('files without a row are noted at the start: gone in a day where nothing shows them, else held by whoever sent them', async () => {
  const { folder, database, files, show, pass, names, holdings } = await opened()
  await files.put('aaaaaaaa.png', new Uint8Array(4))
  await files.put('bbbbbbbb.png', new Uint8Array(5))
  writeFileSync(join(folder, 'pictures', '.part-1-1'), 'half')
  chmodSync(join(folder, 'pictures'), 0o755)
  await show('bbbbbbbb.png', 'web:b:private', 'web:b')
  await pass(hour)
  expect(names()).toEqual(['aaaaaaaa.png', 'bbbbbbbb.png'])
  expect(statSync(join(folder, 'pictures')).mode & 0o777).toBe(0o700)
  await pass(day)
  expect(names()).toEqual(['bbbbbbbb.png'])
  expect((await holdings.seen(['bbbbbbbb.png'], { ...b, chats: [] })).size).toBe(1)
  await database.transact(db => dropPictures(db, ['web:b']))
  await database.db.deleteFrom('web_message').execute()
  await pass(day)
  expect(names()).toEqual([])
})

test('only the owner of the process may read the folder and the files in it', async () => {
  const { folder, keep } = await opened()
  const before = process.umask(0)
  onTestFinished(() => void process.umask(before))
  await keep('aaaaaaaa.png', 'web:a')
  const modes = ['', 'aaaaaaaa.png'].map(name => statSync(join(folder, 'pictures', name)).mode & 0o777)
  expect(modes).toEqual([0o700, 0o600])
})

/** A keeper over a folder that fails as told. */
async function keeping(put: Pictures['put']) {
  const { database, clock, files, holdings, folder } = await opened()
  const inspector = openInspector()
  onTestFinished(() => inspector.close())
  const keep = makeKeeping({ pictures: { ...files, put }, inspector, holdings, clock })
  return { database, files, folder, keep }
}

test('on a full disk a picture is refused with the reason, and nothing is kept of it', async () => {
  const { database, keep } = await keeping(async () => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' })
  })
  expect(await keep(png([]), 'web:a')).toEqual({ outcome: 'refused', reason: 'no-room' })
  expect(await database.db.selectFrom('picture').selectAll().execute()).toEqual([])
})

test('a picture that could not be written whole leaves no file', async () => {
  const folder = tempFolder()
  mkdirSync(join(folder, 'pictures'))
  mkdirSync(join(folder, 'pictures', 'aaaaaaaa.png'))
  const files = makePictures(join(folder, 'pictures'))
  await expect(files.put('aaaaaaaa.png', png([]))).rejects.toThrow()
  expect(readdirSync(join(folder, 'pictures'))).toEqual(['aaaaaaaa.png'])
})

test('of one person ten pictures are looked at at a time, so that others have their turn', async () => {
  const { files, keep, folder } = await keeping(async () => undefined)
  const many = Array.from({ length: 14 }, (_, n) => keep(png([pngChunk('PLTE', String(n))]), 'web:a'))
  const other = keep(png([]), 'web:b')
  const outcomes = (await Promise.all(many)).map(k => (k.outcome === 'kept' ? 'kept' : k.reason))
  expect(outcomes.filter(o => o === 'busy')).toHaveLength(4)
  expect((await other).outcome).toBe('kept')
  expect(existsSync(join(folder, 'pictures'))).toBe(false)
  expect(await files.survey()).toEqual([])
})
