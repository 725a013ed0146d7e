import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { pages } from '../../src/console/pages.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { dutiesOf } from '../../src/office/ledger/words.ts'
import { run } from '../support/command.ts'
import { ledgerWords } from '../support/content.ts'

const project = resolve(import.meta.dirname, '../..')
const { entries } = loadKnowledge(join(project, 'knowledge'), { zone: 'Asia/Shanghai' })

const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(m => m[1]!)

/** The rows of the table in docs/duties.md. */
const duties = readFileSync(join(project, 'docs/duties.md'), 'utf8')
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()))
  .filter(cells => /^\d+$/.test(cells[1] ?? ''))
  .map(([, number, what, who, servedBy = '', shownBy = '', missing]) => ({
    number: Number(number),
    what,
    who,
    servedBy: namesIn(servedBy),
    /** What is left of the cell without the names and the commas between them. */
    rest: servedBy.replace(/`[^`]+`/g, '').replaceAll('、', ''),
    /** Where it is seen how far it is done. */
    shownBy: namesIn(shownBy),
    missing,
  }))

const named = duties.flatMap(d => [...d.servedBy, ...d.shownBy].map(name => ({ duty: d.number, name })))
const isFile = (name: string) => name.startsWith('flows/')
const isCommand = (name: string) => name.startsWith('farewell ')
const isPage = (name: string) => name.startsWith('/desk/')

test('all 43 duties of the notice stand in the table, once and in order', () => {
  expect(duties.map(d => d.number)).toEqual(Array.from({ length: 43 }, (_, n) => n + 1))
})

test('every duty says what it is, whose it is, and what serves it', () => {
  const bare = duties.filter(d => !d.what || !d.who || d.servedBy.length === 0 || d.rest !== '')
  expect(bare).toEqual([])
})

test('every duty says on which page or by which command it is seen', () => {
  const unseen = duties.filter(d => d.shownBy.length === 0 || !d.shownBy.every(name => isPage(name) || isCommand(name)))
  expect(unseen).toEqual([])
})

test('the ledger has the same duties, each once', () => {
  const numbers = dutiesOf(ledgerWords).map(({ duty }) => duty.number)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(duties.map(d => d.number))
})

test('every entry that is named to serve a duty exists', () => {
  const entriesNamed = named.filter(({ name }) => !isFile(name) && !isCommand(name) && !isPage(name) && name !== 'open')
  expect(entriesNamed.filter(({ name }) => !entries.has(name))).toEqual([])
})

test('every flow and reminder that is named to serve a duty exists', () => {
  expect(named.filter(({ name }) => isFile(name) && !existsSync(join(project, name)))).toEqual([])
})

test('every command that is named to serve a duty exists', async () => {
  const { out } = await run(['--help'])
  const commands = named.filter(({ name }) => isCommand(name))
  expect(commands.filter(({ name }) => !new RegExp(`^  ${name}\\b`, 'm').test(out))).toEqual([])
})

test('every page of the console that is named to serve a duty exists', () => {
  const addresses = pages.map(page => `/desk/${page.name}`)
  expect(named.filter(({ name }) => isPage(name) && !addresses.includes(name))).toEqual([])
})

test('what is open says what is missing, and nothing else claims to miss something', () => {
  const wrong = duties.filter(d => d.servedBy.includes('open') !== (d.missing !== ''))
  expect(wrong.map(d => d.number)).toEqual([])
})
