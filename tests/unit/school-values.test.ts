import { expect, test } from 'vitest'
import { fill } from '../../src/content/words.ts'
import type { Problem } from '../../src/core/errors.ts'
import { type Belonging, nowhere } from '../../src/core/roster.ts'
import { fieldText, groupAnswer } from '../../src/knowledge/render.ts'
import { parseSchool } from '../../src/knowledge/school-file.ts'
import { schoolFor, whomText } from '../../src/knowledge/values.ts'
import { fixtureKnowledge, zone } from '../support/fixture.ts'

const { phrases, entries } = fixtureKnowledge()
const now = new Date('2027-06-10T04:00:00Z')

/** A school with one field that has these values, and all problems found. */
function parse(values: string, { value = '', type = 'text', sample = false, campuses = twoCampuses } = {}) {
  const problems: Problem[] = []
  const text = `sample: ${sample}\n${campuses}fields:\n  place:\n    label: 地点\n    type: ${type}\n    ask: 宿管\n    value: ${value}\n    values:\n${values}`
  return {
    problems,
    school: parseSchool({ where: 'knowledge/school.yaml', text }, { problems, zone, kept: new Map() })!,
  }
}

const twoCampuses = `campuses:
  河东校区: { buildings: [1号楼, 11号楼, 竹园3栋], colleges: [文学院] }
  河西校区: { buildings: [1号楼, 2号楼], colleges: [计算机学院] }
`

const all = `      - { campus: 河西校区, value: 西 }
      - { college: 计算机学院, value: 院 }
      - { building: 2号楼, value: 楼 }
      - { counselor: T01, value: 导 }
      - { class: 计科1班, value: 班 }
      - { college: 文学院, class: 计科1班, value: 文班 }
      - { campus: 河东校区, building: 1号楼, value: 东1 }
`

/** What is said of the field to somebody. */
const said = (school: ReturnType<typeof parse>['school'], whose: Partial<Belonging>) =>
  fieldText('place', { phrases, now, school: schoolFor(school, { ...nowhere, ...whose }) })

const known = { college: '外语学院', className: '英语1班', dorm: '河东校区11号楼302', counselor: 'T09' }

const narrower: [whose: Partial<Belonging>, text: string][] = [
  [known, '全校'],
  [{ ...known, dorm: '河西校区1号楼302' }, '西'],
  [{ ...known, college: '计算机学院', dorm: '' }, '院（各楼栋可能不同）'],
  [{ ...known, college: '计算机学院', dorm: '2号楼302' }, '楼'],
  [{ ...known, college: '计算机学院', dorm: '2号楼302', counselor: 'T01' }, '导'],
  [{ ...known, counselor: '李老师（T01）' }, '导'],
  [{ ...known, college: '计算机学院', dorm: '2号楼302', counselor: 'T01', className: '计科1班' }, '班'],
  [{ ...known, college: '文学院', className: '计科一班' }, '文班'],
  [{ ...known, dorm: '河东1号楼302' }, '东1'],
]
for (const [whose, text] of narrower)
  test(`the narrowest value that holds is said: ${Object.values(whose).join(' ')} hears ${text}`, () => {
    expect(said(parse(all, { value: '全校' }).school, whose)).toBe(text)
  })

const rooms: [dorm: string, college: string, place: string][] = [
  ['1号楼302', '文学院', '东1'],
  ['1号楼302', '计算机学院', '西1'],
  ['一号楼 302', '文学院', '东1'],
  ['11号楼302', '文学院', '东'],
  ['竹园3栋-101', '', '东'],
  ['河西校区 1号楼 302', '文学院', '西1'],
  ['河西-2号楼-302', '文学院', '西'],
  ['校外', '计算机学院', '西（各楼栋可能不同）'],
  ['', '文学院', '东（各楼栋可能不同）'],
  ['1号楼302', '', '全校（各校区可能不同）'],
]
for (const [dorm, college, place] of rooms)
  test(`the roster's room “${dorm}” of “${college}” lies where the school's list says: ${place}`, () => {
    const values = `      - { campus: 河东校区, value: 东 }
      - { campus: 河西校区, value: 西 }
      - { campus: 河东校区, building: 1号楼, value: 东1 }
      - { campus: 河西校区, building: 1号楼, value: 西1 }
`
    expect(said(parse(values, { value: '全校' }).school, { ...known, college, dorm })).toBe(place)
  })

test('a building that ends with a figure is not the beginning of another number', () => {
  const campuses = 'campuses: { 校本部: { buildings: [3, 30, 35] } }\n'
  const { school } = parse('      - { building: 3, value: 三 }\n', { value: '全校', campuses })
  expect(['3-502', '30-2', '35-101'].map(dorm => said(school, { ...known, dorm }))).toEqual(['三', '全校', '全校'])
})

test('a stranger hears what holds for everybody, and by what it may differ', () => {
  const { school } = parse('      - { building: 2号楼, value: 楼 }\n', { value: '全校' })
  expect(said(school, {})).toBe('全校（各楼栋可能不同）')
})

test('where nothing holds for everybody, a stranger is told that it differs and whom to ask', () => {
  const { school } = parse('      - { campus: 河西校区, value: 西 }\n')
  expect(said(school, {})).toBe(fill(phrases.unsetDiffers, { by: '校区', ask: '宿管' }))
})

test('whoever belongs to no part that has a value hears that none is published', () => {
  const { school } = parse('      - { campus: 河西校区, value: 西 }\n')
  expect(said(school, known)).toBe(fill(phrases.unset, { ask: '宿管' }))
})

test('a value for a part says where it comes from', () => {
  const { school } = parse(all, { value: '全校' })
  const { from } = schoolFor(school, { ...nowhere, ...known, dorm: '河西2号楼1' }).fields.get('place')!
  expect([from!.line, whomText(from!.for!)]).toEqual([14, 'building=2号楼'])
  expect(school.fields.get('place')!.from).toEqual({ line: 6, isOwn: false, for: null, source: null })
})

test('a part without a value of its own has that of the wider one', () => {
  const { school } = parse('      - { building: 2号楼, value: }\n', { value: '全校' })
  expect(said(school, { ...known, dorm: '2号楼1' })).toBe('全校')
})

test('an example for a part holds in the sample school and is marked', () => {
  const values = '      - { building: 2号楼, sample: 楼 }\n'
  expect(said(parse(values, { sample: true }).school, { ...known, dorm: '2号楼1' })).toBe('楼（示例）')
  expect(said(parse(values).school, { ...known, dorm: '2号楼1' })).toBe(fill(phrases.unset, { ask: '宿管' }))
})

test("no example stands beside a school's own value", () => {
  const { school } = parse('      - { building: 2号楼, sample: 楼 }\n', { sample: true, value: '全校' })
  expect(said(school, { ...known, dorm: '2号楼1' })).toBe('全校')
})

const faulty: [what: string, values: string, fault: RegExp][] = [
  ['a campus that is not listed', '{ campus: 南校区, value: x }', /没有校区“南校区”/],
  ['a building that is not listed', '{ building: 9号楼, value: x }', /没有楼栋“9号楼”/],
  ['a building of the other campus', '{ campus: 河东校区, building: 2号楼, value: x }', /河东校区没有楼栋“2号楼”/],
  ['nobody', '{ value: x }', /没有写是给谁的/],
]
for (const [what, value, fault] of faulty)
  test(`a value for ${what} is a problem with its line and a cure`, () => {
    const { problems } = parse(`      - ${value}\n`)
    expect(problems).toMatchObject([{ where: 'knowledge/school.yaml', line: 12, what: expect.stringMatching(fault) }])
    expect(problems[0]!.cure).not.toBe('')
  })

test('two values for the same part are a problem', () => {
  const { problems } = parse('      - { class: 计科1班, value: x }\n      - { class: 计科一班, value: y }\n')
  expect(problems).toMatchObject([{ line: 13, what: expect.stringContaining('写了两次') }])
})

test('a date for a part that is none is a problem with its line', () => {
  const { problems } = parse('      - { building: 2号楼, value: 六月底 }\n', { type: 'date' })
  expect(problems).toMatchObject([{ line: 12, what: expect.stringContaining('六月底') }])
})

const contact = (values = '') =>
  fixtureKnowledge({
    'school.yaml': text =>
      text.replace('    sample: 学院学工办\n', `    sample: 学院学工办\n${values && `    values:\n${values}`}`),
  }).school

const contactSaid = (school: ReturnType<typeof contact>, whose: Partial<Belonging>) =>
  fieldText('counselor.contact', { phrases, now, school: schoolFor(school, { ...nowhere, ...whose }) })

test("the roster's own counselor is named before the number that is everybody's", () => {
  expect(contactSaid(contact(), { counselor: 'T01', counselorName: '李老师' })).toBe('李老师，学院学工办（示例）')
})

test("a counselor's own number is said to their students and to nobody else", () => {
  const school = contact('      - { counselor: T01, sample: 李老师 000-0000-0031 }\n')
  expect(contactSaid(school, { counselor: 'T01', counselorName: '李老师' })).toBe('李老师 000-0000-0031（示例）')
  expect(contactSaid(school, { counselor: 'T02', counselorName: '王老师' })).toBe('王老师，学院学工办（示例）')
  expect(contactSaid(school, {})).toBe('学院学工办（示例）')
})

test('two campuses with different last days count down to their own', () => {
  const { school } = fixtureKnowledge({
    'school.yaml': text =>
      `${twoCampuses}${text.replace('    sample: 06-30 17:30\n', '    sample: 06-30 17:30\n    values:\n      - { campus: 河西校区, sample: 06-25 }\n')}`,
  })
  const entry = entries.get('checkout-when')!
  const answer = (whose: Partial<Belonging>) =>
    groupAnswer(entry, { phrases, now, school: schoolFor(school, { ...nowhere, ...whose }) })
  expect(answer({ college: '文学院' })).toMatch(/2027年6月30日[\s\S]*还有 20 天/)
  expect(answer({ college: '计算机学院' })).toMatch(/2027年6月25日[\s\S]*还有 15 天/)
  expect(answer({})).toContain('（各校区可能不同）')
})
