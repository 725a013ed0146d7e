import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { askOnce } from '../../src/bot/ask.ts'
import { loadContent } from '../../src/bot/content.ts'
import { type ContentData, contentData, loadKept, openContent } from '../../src/bot/packed.ts'
import { makeDecide } from '../../src/bot/turn.ts'
import { consoleWordsOf } from '../../src/console/words.ts'
import { type Kept, openKept } from '../../src/content/kept.ts'
import { alarmIn } from '../../src/safety/detect.ts'
import { tempFolder } from '../support/folder.ts'

const places = { knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' }
const now = new Date('2027-06-10T12:00:00+08:00')

test('content that was kept answers, and hears danger and scams, as what was read', async () => {
  const read = loadContent(places)
  const kept = openContent(deserialize(serialize(contentData(read))) as ContentData)
  const questions = readFileSync('tests/content/questions.tsv', 'utf8').split('\n').slice(0, 120)
  const lines = [
    '我真的不想活了',
    '刷单兼职日结300先垫付',
    '带款怎么还',
    'tuisu liucheng',
    '我室友说想跳楼',
    '签承诺',
    ...questions,
  ]
  for (const line of lines.map(l => l.split('\t')[0]!)) {
    const [before, after] = await Promise.all(
      [read, kept].map(async content => [
        await askOnce(
          makeDecide(() => content),
          line,
          { isRoom: false, isMentioned: false, now },
        ),
        alarmIn(content.safety, line, { isOverheard: false }),
      ]),
    )
    expect(after, line).toEqual(before)
  }
  expect([...kept.flows.current.values()]).toEqual([...read.flows.current.values()])
  expect(kept.calendar.isWorkday('2026-10-01')).toBe(read.calendar.isWorkday('2026-10-01'))
})

/** One value in a data folder. */
const shelfIn = (data: string) => ({ folder: join(data, 'built'), most: 1 })

/** What is kept in memory instead of a file. */
function keptInMemory(): Kept<ContentData> & { count: number } {
  const values = new Map<string, ContentData>()
  return {
    find: key => structuredClone(values.get(key) ?? null),
    keep(key, make) {
      const value = make()
      if (value) values.set(key, value)
    },
    get count() {
      return values.size
    },
  }
}

test('what was kept is taken again only while no file has changed', async () => {
  const { copyFixture } = await import('../support/fixture.ts')
  const knowledge = copyFixture(join(tempFolder(), 'knowledge'))
  const flows = tempFolder()
  const shelf = keptInMemory()
  loadKept({ knowledge, flows, zone: 'Asia/Shanghai' }, shelf).keep()
  loadKept({ knowledge, flows, zone: 'Asia/Shanghai' }, shelf).keep()
  expect(shelf.count).toBe(1)
  const changed = loadKept({ knowledge, flows, zone: 'Asia/Tokyo' }, shelf)
  appendFileSync(join(knowledge, 'wordings.tsv'), '\n# read meanwhile')
  changed.keep()
  expect(shelf.count).toBe(1)
  loadKept({ knowledge, flows, zone: 'Asia/Shanghai' }, shelf).keep()
  expect(shelf.count).toBe(2)
})

test('a value is found under its own key alone, and a damaged file is none', () => {
  const shelf = shelfIn(tempFolder())
  const kept = openKept<{ words: Map<string, number> }>(shelf)
  kept.keep('a', () => ({ words: new Map([['退宿', 1]]) }))
  expect(kept.find('a')).toEqual({ words: new Map([['退宿', 1]]) })
  expect(kept.find('b')).toBeNull()
  const file = join(shelf.folder, readdirSync(shelf.folder)[0]!)
  const bytes = readFileSync(file)
  bytes[bytes.length - 1]! ^= 1
  writeFileSync(file, bytes)
  expect(kept.find('a')).toBeNull()
})

test('of many values those stay that were used last', () => {
  const shelf = { ...shelfIn(tempFolder()), most: 2 }
  const kept = openKept<number>(shelf)
  const ages = (minutes: number) => {
    const then = new Date(Date.now() - minutes * 60_000)
    for (const file of readdirSync(shelf.folder)) utimesSync(join(shelf.folder, file), then, then)
  }
  kept.keep('a', () => 1)
  ages(2)
  kept.keep('b', () => 2)
  ages(1)
  expect(kept.find('a')).toBe(1)
  kept.keep('c', () => 3)
  expect(['a', 'b', 'c'].map(key => kept.find(key))).toEqual([1, null, 3])
})

test('where there is no data folder nothing is kept, and nothing is left behind', () => {
  const data = join(tempFolder(), 'none')
  openKept(shelfIn(data)).keep('a', () => 1)
  expect(existsSync(data)).toBe(false)
  mkdirSync(data)
  openKept(shelfIn(data)).keep('a', () => 1)
  rmSync(join(data, 'built'), { recursive: true })
  expect(openKept(shelfIn(data)).find('a')).toBeNull()
})

test('the words of the console are kept once somebody has read them, and read no more', () => {
  const shelf = keptInMemory()
  const start = () => {
    const { content, keep } = loadKept(places, shelf)
    const isRead = content.consoleFiles.read !== null
    return { content, keep, isRead }
  }
  start().keep() // a command that shows no page
  const first = start()
  const words = consoleWordsOf(first.content)
  first.keep()
  const second = start()
  expect([first.isRead, second.isRead]).toEqual([false, true])
  expect(consoleWordsOf(second.content).of('todo')).toEqual(words.of('todo'))
  expect(deserialize(serialize(second.content.consoleFiles))).toEqual(first.content.consoleFiles)
})
