import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { namesSomebody, parseStories } from '../../src/knowledge/stories/real-cases.ts'
import { cardText, storyText } from '../../src/knowledge/stories/told.ts'
import { contentOf, stories } from '../support/content.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const text = readFileSync(resolve(import.meta.dirname, '../../knowledge/real-cases.yaml'), 'utf8')

/** What is wrong with the file after an edit, as `line what`. */
function faults(edit: (text: string) => string): string[] {
  const problems: Problem[] = []
  parseStories({ where: 'knowledge/real-cases.yaml', text: edit(text) }, problems)
  return problems.map(p => `${p.line} ${p.what} ${p.cure}`)
}

const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length

test('there are at least thirty, of every kind', () => {
  expect(stories.all.length).toBeGreaterThanOrEqual(30)
  expect(new Set(stories.all.map(s => s.kind))).toEqual(new Set(Object.keys(stories.kinds)))
})

describe.each(stories.all.map(s => [s.id, s] as const))('%s', (_, story) => {
  test('says when it was or was published, by whom, and where it was read', () => {
    expect(story.happened + story.source.published).toMatch(/\d{4}/)
    expect(story.source.publisher.length).toBeGreaterThan(2)
    expect(story.source.url).toMatch(/^https?:\/\//)
  })

  test('names nobody, and is short enough for a phone', () => {
    expect(namesSomebody(JSON.stringify(story))).toBe(false)
    expect(storyText(stories, story).length).toBeLessThan(200)
    expect(cardText(stories, story).length).toBeLessThan(320)
  })

  test('older than five years, it is told with its year', () => {
    const year = Number((story.happened || story.source.published).slice(0, 4))
    expect(storyText(stories, story)).toContain(`${year}年`)
  })
})

test('no title stands in for one that was not there', () => {
  expect(stories.all.filter(s => s.source.title.includes('未显示'))).toEqual([])
})

test.each(['王某把卡卖了', '小李，被骗了', '后来小张被骗', '李同学报了警', '周某、尤某'])(
  '“%s” names somebody',
  said => {
    expect(namesSomebody(said)).toBe(true)
  },
)

test.each([
  ['right: 2', 'right: 4', 'right', '写 1、2 或 3'],
  ['kind: part-time', 'kind: unknown', 'kind', '没有种类 unknown'],
  ['certainty: B', 'certainty: C', 'certainty', '只能写'],
  ['published: "2025-11-30"', 'published: "去年"', 'published', '要加引号'],
  ['id: cheap-bed-no-address', 'id: brushing-account-frozen', 'id', '写了两次'],
  ['story: 一名本科生离开', 'story: 王某离开', 'story', '不写姓名'],
])('“%s” as “%s” is refused, with its line and a cure', (before, after, _, said) => {
  const found = faults(t => t.replace(before, after))
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(said)
  expect(found[0]!.startsWith(`${lineOf(before)} `)).toBe(true)
})

test('an address of somebody else’s page is never shown', () => {
  expect(faults(t => t.replace(/certainty: B\n {6}own: false/, 'certainty: B\n      own: true'))).toHaveLength(1)
})

test('what the detectors call a scam is what the kinds name for warnings', () => {
  const alarms = Object.values(stories.kinds).flatMap(k => k.alarms)
  const known = Object.keys(contentOf(fixtureKnowledge()).caseWords.scam.advice)
  expect(alarms.filter(a => !known.includes(a))).toEqual([])
})
