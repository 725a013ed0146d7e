import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { contentWith, ownContent } from '../../src/app/content.ts'
import { keepLiving } from '../../src/app/living.ts'
import { editingRulesOf } from '../../src/bot/editing.ts'
import { saveField } from '../../src/office/content/fields.ts'
import { openDatabase } from '../../src/store/open.ts'
import { perform } from '../../src/store/perform.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { failingLog } from '../support/log.ts'

const school = { number: null, name: '', role: 'school' as const, home: null, scope: [{ of: 'school' as const }] }

/** A bot's content in force on a data folder, and another process beside it. */
async function opened() {
  const [knowledge, data] = [copyFixture(tempFolder()), tempFolder()]
  const config = readConfig({ FAREWELL_KNOWLEDGE: knowledge, FAREWELL_DATA: data })
  const database = await openDatabase(data)
  const beside = await openDatabase(data, { shared: true })
  onTestFinished(async () => {
    await beside.close()
    await database.close()
  })
  const content = contentWith(config, await ownContent(data))
  const logged: string[] = []
  const log = failingLog(({ event }) => void logged.push(String(event)))
  const living = await keepLiving(config, content, { database, log })
  let drawn = 0
  /** Somebody sets the end of moving out. */
  const set = (through: typeof database, value: string, basedOn: number, key = 'checkout.end') =>
    perform(through, {
      act: saveField,
      rules: editingRulesOf(living.current()),
      actor: school,
      input: { key, value, values: [], why: '', basedOn },
      deed: { by: 'shell', through: 'test', at: Date.parse('2027-06-01') },
      ids: { next: () => String(++drawn) },
    })
  const value = () => living.current().knowledge.school.general.get('checkout.end')!.value
  return { config, knowledge, database, beside, living, logged, set, value }
}

test('what this process saves is in force once it is saved', async () => {
  const { database, set, value } = await opened()
  await set(database, '2027-06-25', 0)
  expect(value()).toBe('2027-06-25')
  await set(database, '2027-06-26', 1)
  expect(value()).toBe('2027-06-26')
})

test('what another process saves is in force with the next look', async () => {
  const { beside, living, set, value } = await opened()
  await set(beside, '2027-06-25', 0)
  expect(value()).toBe('06-30 17:30')
  await living.refresh()
  expect(value()).toBe('2027-06-25')
})

test('the next start has it, also out of what was kept of the last one', async () => {
  const { config, database, set } = await opened()
  await set(database, '2027-06-25', 0)
  for (const _ of ['read', 'kept']) {
    const { knowledge } = contentWith(config, await ownContent(config.data))
    expect(knowledge.school.general.get('checkout.end')!.value).toBe('2027-06-25')
  }
})

test('a change of the files keeps it; what does not fit them any more is told while the rest is in use', async () => {
  const { database, knowledge, living, logged, set, value } = await opened()
  await set(database, '2027-06-25', 0)
  const edit = (name: string, change: (text: string) => string, at: number) => {
    const file = join(knowledge, name)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
    utimesSync(file, at, at)
  }
  edit('leaving.md', text => text.replace('早点办，人少。', '早点办，人多。'), 2_000_000_000)
  await living.refresh()
  expect([value(), living.problems()]).toEqual(['2027-06-25', []])
  await set(database, '西门', 0, 'luggage.point')
  for (const file of ['school.yaml', 'leaving.md', 'papers.md'])
    edit(file, text => text.replaceAll('luggage.point', 'luggage.place'), 2_000_000_010)
  await living.refresh()
  expect(living.problems()).toMatchObject([{ where: '本校修改: luggage.point' }])
  expect([value(), logged]).toEqual(['2027-06-25', ['content-broken']])
})
