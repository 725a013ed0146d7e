import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepFresh } from '../../src/content/watch.ts'
import { loadKnowledge, readKnowledge } from '../../src/knowledge/load.ts'
import { copyFixture, zone } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

/** A living knowledge over a copy of the fixture, and what it reported. */
function livingFixture() {
  const folder = copyFixture(tempFolder())
  const reports: [string, string][] = []
  const first = loadKnowledge(folder, { zone })
  const living = keepFresh([folder], first, {
    read: () => {
      const { knowledge: content, problems } = readKnowledge(folder, { zone })
      return { content, problems }
    },
    report: (event, detail) => reports.push([event, detail]),
  })
  let touched = 0
  return {
    living,
    first,
    folder,
    reports,
    /** Changes a file; its time moves on by itself, however fast the test runs. */
    edit(file: string, change: (text: string) => string) {
      const path = join(folder, file)
      writeFileSync(path, change(readFileSync(path, 'utf8')))
      touched += 10
      utimesSync(path, 2_000_000_000 + touched, 2_000_000_000 + touched)
    },
  }
}

const breakScope = (text: string) => text.replace('scope: 校', 'scope: 县')

test('untouched files are not read again', () => {
  const { living, first } = livingFixture()
  expect(living.refresh()).toBe('unchanged')
  expect(living.current()).toBe(first)
})

test('a changed file takes effect', () => {
  const { living, edit, reports } = livingFixture()
  edit('leaving.md', text => text.replace('早点办，人少。', '早点办，人多。'))
  expect(living.refresh()).toBe('reloaded')
  expect(living.current().entries.get('checkout-when')?.long).toContain('人多')
  expect(reports.map(r => r[0])).toEqual(['reloaded'])
})

test('a broken file keeps the old content', () => {
  const { living, edit, first } = livingFixture()
  edit('leaving.md', breakScope)
  expect(living.refresh()).toBe('broken')
  expect(living.current()).toBe(first)
})

test('a broken file is reported with file, line and cure', () => {
  const { living, edit, reports } = livingFixture()
  edit('leaving.md', breakScope)
  living.refresh()
  expect(reports).toEqual([['broken', expect.stringMatching(/knowledge\/leaving\.md:\d+: .*scope.* → .+/)]])
  expect(living.problems()[0]).toMatchObject({ where: 'knowledge/leaving.md' })
})

test('a broken file is reported once, not at every look', () => {
  const { living, edit, reports } = livingFixture()
  edit('leaving.md', breakScope)
  living.refresh()
  expect(living.refresh()).toBe('unchanged')
  expect(reports).toHaveLength(1)
})

test('mending the file takes the new content and clears the problems', () => {
  const { living, edit } = livingFixture()
  edit('leaving.md', breakScope)
  living.refresh()
  edit('leaving.md', text => text.replace('scope: 县', 'scope: 校').replace('人少', '人多'))
  expect(living.refresh()).toBe('reloaded')
  expect(living.problems()).toEqual([])
  expect(living.current().entries.get('checkout-when')?.long).toContain('人多')
})

test('a new file is taken', () => {
  const { living, folder, first } = livingFixture()
  const entry = first.entries.get('mind-talk')!
  const asks = entry.asks.map(ask => `  - 再问${ask}`).join('\n')
  const block = `id: new-one\nasks:\n${asks}\nsources:\n  - { doc: 甲, date: "2026" }\nscope: 国\ncertainty: A\nreview_by: 2027-05-01`
  writeFileSync(join(folder, 'new.md'), `## 新的\n\n\`\`\`yaml\n${block}\n\`\`\`\n\n### 群里\n\n短\n\n### 私聊\n\n长\n`)
  expect(living.refresh()).toBe('reloaded')
  expect(living.current().entries.has('new-one')).toBe(true)
})

test('a folder that vanishes keeps the old content', () => {
  const { living, folder, first } = livingFixture()
  rmSync(folder, { recursive: true })
  expect(living.refresh()).toBe('broken')
  expect(living.current()).toBe(first)
})
