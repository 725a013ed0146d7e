import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { factsIn } from '../../src/knowledge/facts.ts'
import { parseLexicon, SenseFinder } from '../../src/knowledge/lexicon.ts'

const rest = 'fillers: [请问]\ntriggers: [退宿, 退宿舍]\nelsewhere: [房贷]\n'

function parse(text: string) {
  const problems: Problem[] = []
  return { lexicon: parseLexicon({ where: 'knowledge/terms.yaml', text: text + rest }, problems), problems }
}

const find = (senses: Record<string, string>, text: string) =>
  new SenseFinder(new Map(Object.entries(senses))).find(text).map(s => s.sense)

test('a concept is meant by its name and by each of its wordings', () => {
  const { lexicon } = parse('concepts:\n  退宿: [退寝, 离宿]\nfacets:\n  时间: [几号]\n')
  expect(Object.fromEntries(lexicon!.senses)).toMatchObject({
    退宿: '#退宿',
    退寝: '#退宿',
    离宿: '#退宿',
    几号: '?时间',
    房贷: '!房贷',
  })
})

test('wordings are kept in the one writing that messages are read in', () => {
  const { lexicon } = parse('concepts:\n  人事: [ＨＲ, 畢業證]\nfacets: {}\n')
  expect([...lexicon!.senses.keys()]).toEqual(expect.arrayContaining(['hr', '毕业证']))
})

test('a wording under two concepts is reported with its line and both names', () => {
  const { lexicon, problems } = parse('concepts:\n  退宿: [退寝]\n  离校: [离宿, 退寝]\nfacets: {}\n')
  expect(lexicon).toBeNull()
  expect(problems).toMatchObject([
    { where: 'knowledge/terms.yaml', line: 2, what: expect.stringMatching(/退寝.*退宿.*离校/) },
  ])
})

test('a wording of a concept that is also a kind of question is reported', () => {
  expect(parse('concepts:\n  退宿: [几号]\nfacets:\n  时间: [几号]\n').problems).toHaveLength(1)
})

test('two wordings that are the same once normalized are reported', () => {
  expect(parse('concepts:\n  甲: [學位]\n  乙: [学位]\nfacets: {}\n').problems).toHaveLength(1)
})

test('a wording given twice under the same concept is harmless', () => {
  expect(parse('concepts:\n  退宿: [退寝, 退寝]\nfacets: {}\n').problems).toEqual([])
})

test('a concept without further wordings is allowed', () => {
  expect(parse('concepts:\n  退宿:\nfacets: {}\n').lexicon?.senses.get('退宿')).toBe('#退宿')
})

test('triggers are tried longest first', () => {
  expect(parse('concepts: {}\nfacets: {}\n').lexicon?.triggers).toEqual(['退宿舍', '退宿'])
})

test('broken YAML is reported with its line', () => {
  expect(parse('concepts: [\nfacets: {}\n').problems[0]).toMatchObject({ where: 'knowledge/terms.yaml' })
})

test('of two wordings at one place the longer wins', () => {
  expect(find({ 毕业: '#毕业', 毕业证: '#毕业证', 毕业证明: '#证明' }, '毕业证丢了')).toEqual(['#毕业证'])
})

test('wordings do not overlap: what is taken is not read again', () => {
  expect(find({ 毕业证: '#毕业证', 证明: '#证明' }, '毕业证明')).toEqual(['#毕业证'])
})

test('senses come in the order of the text, with their places', () => {
  const found = new SenseFinder(
    new Map([
      ['退宿', '#退宿'],
      ['几号', '?时间'],
    ]),
  ).find('几号退宿')
  expect(found).toEqual([
    { sense: '?时间', from: 0, to: 2 },
    { sense: '#退宿', from: 2, to: 4 },
  ])
})

for (const text of ['three', 'hrs', 'chr', '3hr', 'hr2'])
  test(`a Latin wording is not found inside “${text}”`, () => {
    expect(find({ hr: '#人事' }, text)).toEqual([])
  })

for (const text of ['hr', '找hr', 'hr呢', '问 hr 吧', '(hr)'])
  test(`a Latin wording is found as a word of its own in “${text}”`, () => {
    expect(find({ hr: '#人事' }, text)).toEqual(['#人事'])
  })

test('a number is not found inside a longer number', () => {
  expect(find({ '110': '#报警' }, '96110')).toEqual([])
})

test('a shorter wording is found where the longer one would split a Latin word', () => {
  expect(find({ 找h: '#长', 找: '#短' }, '找hr')).toEqual(['#短'])
})

test('nothing is found in an empty text', () => {
  expect(find({ 退宿: '#退宿' }, '')).toEqual([])
})

test('of a fact that is told by a concept that is not there, or by two, the line is reported', () => {
  const facts = 'facts:\n  去向: [升学]\n  别的: [升学, 出嫁]\n'
  const { problems } = parse(`concepts:\n  升学: [读研]\nfacets: {}\n${facts}`)
  expect(problems).toMatchObject([{ what: expect.stringContaining('两处') }, { what: expect.stringContaining('出嫁') }])
})

test('of two facts about the same the later holds', () => {
  const { lexicon } = parse('concepts:\n  升学: [读研]\n  没工作: [待业]\nfacets: {}\nfacts:\n  去向: [升学, 没工作]\n')
  const told = (text: string) => factsIn(lexicon!.facts, { senses: new SenseFinder(lexicon!.senses).find(text) })
  expect([told('我待业，后来去读研了'), told('退宿几号')]).toEqual([{ 去向: '升学' }, {}])
})
