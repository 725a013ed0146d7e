import { expect, onTestFinished, test } from 'vitest'
import { openCertificates } from '../../src/app/certificates.ts'
import { makeShelf } from '../../src/reports/shelf.ts'
import { openDatabase } from '../../src/store/open.ts'
import { contentOf } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'

const code = 'AAAAA-11111'
const pledge = aFlow(
  'pledge',
  `
title: 承诺登记
starts: [登记承诺]
submits: { receipt: P, keepDays: 30 }
steps:
  - { id: name, type: text, ask: 姓名？, label: 姓名 }
  - { id: check, type: review, ask: 对吗？ }
  - { id: keep, type: effect, do: save }
  - { id: picture, type: effect, do: certificate, with: { name: name } }
  - { id: end, type: end }
`,
)
const content = contentOf(fixtureKnowledge(), [pledge])

/** A pledge with its certificate, and a press that only counts what it is asked to draw. */
async function opened() {
  const database = await openDatabase(tempFolder())
  onTestFinished(() => database.close())
  const row = { number: 'P1', person: 'u1', flow: 'pledge', version: pledge.version, state: 'submitted', code, at: 0 }
  const answers = JSON.stringify({ name: '小林' })
  await database.db
    .insertInto('submission')
    .values({ ...row, answers, revised_at: null, delete_at: 9e12 })
    .execute()
  const drawn: (boolean | undefined)[] = []
  const press = {
    async draw({ name, revoked }: { name: string; revoked?: boolean }) {
      drawn.push(revoked)
      return { png: Buffer.from(`PNG ${name} ${revoked}`), pdf: Buffer.from(`PDF ${name} ${revoked}`) }
    },
  }
  const { routes, reader } = openCertificates(database, { content: () => content, press, publicUrl: null })
  const get = async (path = `/certificates/${code}.png`, headers: Record<string, string> = {}) => {
    const response = await routes.request(path, { headers })
    return { status: response.status, text: await response.text(), etag: response.headers.get('etag') ?? '' }
  }
  const change = (values: { state: string } | { answers: string }) =>
    database.db.updateTable('submission').set(values).where('code', '=', code).execute()
  return { database, drawn, get, reader, change }
}

test('ten who ask for a certificate at once, for its picture, its PDF or through a channel, cost one drawing', async () => {
  const { get, reader, drawn } = await opened()
  const asked = Array.from({ length: 8 }, (_, n) => get(`/certificates/${code}.${n % 2 ? 'png' : 'pdf'}`))
  const answers = await Promise.all(asked)
  expect(new Set(answers.map(a => a.status))).toEqual(new Set([200]))
  expect((await reader(`/certificates/${code}.pdf`))?.name).toBe(`${code}.pdf`)
  expect(drawn).toHaveLength(1)
})

test('who has the picture is told that it is still the same', async () => {
  const { get } = await opened()
  const { etag } = await get()
  expect(await get(undefined, { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' })
  expect(await get(undefined, { 'if-none-match': '"other"' })).toMatchObject({ status: 200 })
})

test('a pledge that was taken back is never shown as it was before', async () => {
  const { get, drawn, change } = await opened()
  const before = await get()
  await change({ state: 'withdrawn' })
  const after = await get(undefined, { 'if-none-match': before.etag })
  expect([after.status, after.text, drawn]).toEqual([200, 'PNG 小林 true', [false, true]])
})

test('a pledge that was revised is drawn anew', async () => {
  const { get, change } = await opened()
  await get()
  await change({ answers: JSON.stringify({ name: '小王' }) })
  expect((await get()).text).toBe('PNG 小王 false')
})

test('a pledge that was deleted has no certificate, however often it was drawn', async () => {
  const { database, get } = await opened()
  const { etag } = await get()
  await database.db.deleteFrom('submission').execute()
  expect(await get(undefined, { 'if-none-match': etag })).toMatchObject({ status: 404 })
})

test('asking for codes that do not exist draws nothing', async () => {
  const { get, drawn } = await opened()
  for (let n = 0; n < 200; n++)
    expect((await get(`/certificates/BBBBB-${String(n).padStart(5, '0')}.png`)).status).toBe(404)
  expect(drawn).toEqual([])
})

const shelf = (mostBytes: number) => makeShelf<string>({ mostBytes, keepSeconds: 60, sizeOf: made => made.length })

test('a shelf that is full gives up what was asked for the longest ago', async () => {
  const made: string[] = []
  const kept = shelf(10)
  const ask = (of: string) =>
    kept.get(of, '1', async () => {
      made.push(of)
      return 'xxxx'
    })
  for (const of of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(of)
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('what could not be made is tried again', async () => {
  const kept = shelf(10)
  await expect(kept.get('a', '1', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await kept.get('a', '1', async () => 'whole')).toBe('whole')
})
