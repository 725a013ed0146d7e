import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unspaced } from '../../src/content/normalize.ts'
import { askedJobs, type JobLists, soughtIn } from '../../src/office/jobs/asked.ts'
import { citiesOf } from '../../src/office/jobs/places.ts'
import { jobKinds, jobWords, places } from '../support/content.ts'

const lists: JobLists = { heard: jobWords.heard, fillers: jobWords.fillers, places, kinds: jobKinds }
const asked = (text: string) => {
  const found = askedJobs(text, lists)
  return found && [found.is, found.places, found.kinds, found.traits]
}

describe('what a message asks of postings', () => {
  test.each([
    ['广州有没有会计岗', ['search', ['广州'], ['会计'], []]],
    ['有没有不用加班的活儿', ['search', [], [], ['不加班']]],
    ['急招的', ['search', [], [], ['急招']]],
    ['深圳 Java 实习', ['search', ['深圳'], ['Java'], ['实习']]],
    ['我男朋友去顺德，那边招出纳不', ['search', ['佛山'], ['出纳'], []]],
    ['有广州的会计岗告诉我', ['wish', ['广州'], ['会计'], []]],
    ['岗位提醒给我关了吧', ['stop', [], [], []]],
    ['投了几十份简历都没回音，就业办的老师能帮帮我吗', ['help', [], [], []]],
    ['我们公司要招两个会计，怎么发布到学校这里', ['post', [], ['会计'], []]],
  ])('%s', (text, wanted) => expect(asked(text)).toEqual(wanted))

  test.each([
    ['三方协议丢了怎么办'],
    ['公司让先交八百块培训费才能上岗，是骗人的吗'],
    ['档案放公司还是人才市场'],
    ['招待所电话有没有'],
    ['毕业前有没有那种感恩的活动'],
    ['在深圳上班户口一定要迁吗'],
  ])('%s asks for none', text => expect(asked(text)).toBeNull())

  test('of two places of which one lies in the other the narrower is meant; a district is its city', () => {
    const named = (text: string) => soughtIn(text, lists).places
    expect(named('广东广州')).toEqual(['广州'])
    expect(named('番禺区')).toEqual(['广州'])
    expect(named('广州、佛山')).toEqual(['广州', '佛山'])
    expect(citiesOf(places, ['珠三角']).has('东莞')).toBe(true)
  })
})

/** What six strangers wrote (text, place, kind, what it asks). The rules were made on w1–w3; w4–w6 were only counted. */
function shares(hands: readonly string[]) {
  const read = (hand: string) => readFileSync(resolve(import.meta.dirname, `../content/jobs/${hand}.tsv`), 'utf8')
  const rows = hands.flatMap(hand => read(hand).trim().split('\n'))
  const is = (row: string) => askedJobs(row.split('\t')[0]!, lists)?.is ?? 'none'
  const right = rows.filter(row => is(row) === row.split('\t')[3])
  const falsely = rows.filter(row => row.split('\t')[3] === 'none' && is(row) !== 'none')
  const sought = rows.filter(row => /\t(search|wish)$/.test(row))
  const cities = (text: string) => [...citiesOf(places, soughtIn(unspaced(text), lists).places)].sort().join()
  const placed = sought.filter(row => cities(row.split('\t')[0]!) === cities(row.split('\t')[1]!))
  return { type: right.length / rows.length, place: placed.length / sought.length, falsely: falsely.length }
}

test('strangers are understood: on the hands that the rules were made on, and on those that nobody had read', () => {
  const [made, blind] = [shares(['w1', 'w2', 'w3']), shares(['w4', 'w5', 'w6'])]
  expect(made.type).toBeGreaterThan(0.95)
  expect(blind.type).toBeGreaterThan(0.78)
  expect(Math.min(made.place, blind.place)).toBeGreaterThan(0.95)
  expect([made.falsely, blind.falsely]).toEqual([0, 0])
})
