import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const page = readFileSync(join(project, 'docs/security.md'), 'utf8')

const namesIn = (text: string) => [...text.matchAll(/`([^`\s]+)`/g)].map(m => m[1]!)
/** The file of a test as the page names it (`unit/bind`); null for what is no test. */
const testFile = (name: string) =>
  /^(unit|contract|content|e2e|faults)\/[a-z0-9-]+$/.test(name) ? `tests/${name}.test.ts` : null
const isFile = (name: string) => /^(src|tests|docs|knowledge|flows)\/|^\.dependency-cruiser|^package-lock/.test(name)

const rows = page
  .split('\n')
  .filter(line => line.startsWith('| ') && !/^\| (Who|Chapter) \|/.test(line))
  .map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  )
const chapters = rows.filter(([first = '']) => /^V\d+ /.test(first))
const actors = rows.filter(row => !chapters.includes(row))

test('every file and test that the page on security names exists', () => {
  const files = namesIn(page).flatMap(name => testFile(name) ?? (isFile(name) ? [name] : []))
  const links = [...page.matchAll(/\]\(([a-z]+\.md)\)/g)].map(m => `docs/${m[1]}`)
  expect(files.length).toBeGreaterThan(100)
  expect([...files, ...links].filter(file => !existsSync(join(project, file)))).toEqual([])
})

test('every chapter of ASVS 5.0.0 stands there once and in order, with files and tests unless it does not apply', () => {
  expect(chapters.map(([first = '']) => first.split(' ')[0])).toEqual(Array.from({ length: 17 }, (_, n) => `V${n + 1}`))
  for (const [chapter = '', how = '', where = '', tests = ''] of chapters) {
    const applies = !how.startsWith('Does not apply')
    expect([namesIn(where).every(isFile), where !== '—', tests !== '—'], chapter).toEqual([true, applies, applies])
    expect(
      namesIn(tests).filter(name => testFile(name) === null),
      chapter,
    ).toEqual([])
  }
})

test('of everybody it is said what they want, what stops them, which tests show it, and what is left', () => {
  expect(actors.length).toBeGreaterThan(10)
  for (const row of actors) {
    const [who, wants, stops, tests = '', left] = row
    expect([row.length, Boolean(wants && stops && left)], who).toEqual([5, true])
    expect(
      namesIn(tests).filter(name => testFile(name) === null),
      who,
    ).toEqual([])
  }
})
