import { expect, test } from 'vitest'
import type { ClassRef, Unit } from '../../src/core/roster.ts'
import { type AudienceGround, parseAudience } from '../../src/office/people/audience.ts'
import { buildingsOf } from '../../src/office/people/buildings.ts'
import { describeAudience } from '../../src/office/people/describe.ts'
import { rosterWords } from '../support/content.ts'

const words = rosterWords.audience
const inComputing = (name: string): ClassRef => ({ college: '计算机学院', name })
const classes = [
  ...['计科1班', '计科2班', '软工一班', '数据1班'].map(inComputing),
  { college: '文学院', name: '数据1班' },
]
const unit = (name: string, college = '计算机学院'): Unit => ({ of: 'class', college, name })
const flows = [
  { name: 'loan', says: ['助学贷款毕业确认'] },
  { name: 'pledge', says: ['文明离校承诺', '签承诺'] },
]

const ground = (given: Partial<AudienceGround> = {}): AudienceGround => ({
  classes,
  colleges: ['计算机学院', '文学院'],
  scope: [{ of: 'school' }],
  home: null,
  flows,
  buildings: [],
  ...given,
})
const twoClasses = [unit('计科1班'), unit('计科2班')]

const parsed = (text: string, given: Partial<AudienceGround> = {}) => {
  const { audience, problem } = parseAudience(text, ground(given), words)
  if (!audience) throw new Error(problem.text)
  return audience
}
const refused = (text: string, given: Partial<AudienceGround> = {}) => parseAudience(text, ground(given), words).problem

test.each([
  ['全校', [{ of: 'school' }]],
  ['计算机学院', [{ of: 'college', college: '计算机学院' }]],
  ['计科1班', [unit('计科1班')]],
  ['计科一班', [unit('计科1班')]],
  ['計科１班', [unit('计科1班')]],
  ['软工1班的同学', [unit('软工一班')]],
  ['计科1班、计科2班', twoClasses],
  ['计科1班 计科2班', twoClasses],
  ['计科1班和2班', twoClasses],
  ['计科1、2班', twoClasses],
  ['计科1到2班', twoClasses],
  ['计算机学院数据1班', [unit('数据1班')]],
  ['计算机学院、计科1班', [{ of: 'college', college: '计算机学院' }]],
])('%s is understood', (text, units) => {
  expect(parsed(text)).toEqual({
    units,
    roles: ['student', 'monitor'],
    numbers: [],
    loan: 'any',
    progress: null,
    dorms: [],
  })
})

test.each(['我的班级', '我带的班', '有贷款的'])('%s stays within the scope', text => {
  expect(parsed(text, { scope: twoClasses }).units).toEqual(twoClasses)
})

test.each(['本班', '本群', '我们班的同学'])('%s is the class of the group', text => {
  expect(parsed(text, { scope: twoClasses, home: inComputing('计科2班') }).units).toEqual([unit('计科2班')])
})

test('本班 outside a bound group is the only class of a counselor with one', () => {
  expect(parsed('本班', { scope: [unit('计科1班')] }).units).toEqual([unit('计科1班')])
  expect(refused('本班', { scope: twoClasses })?.kind).toBe('nowhere')
})

test.each([
  ['有贷款的', 'yes', null],
  ['没有贷款的同学', 'no', null],
  ['没做贷款确认的', 'yes', { name: 'loan', isDone: false }],
  ['贷款确认还没办的', 'yes', { name: 'loan', isDone: false }],
  ['没交承诺书的', 'any', { name: 'pledge', isDone: false }],
  ['还没签承诺的同学', 'any', { name: 'pledge', isDone: false }],
  ['已经交了承诺书的', 'any', { name: 'pledge', isDone: true }],
  ['计科1班有贷款、没做贷款确认的', 'yes', { name: 'loan', isDone: false }],
])('%s is a condition', (text, loan, progress) => {
  expect(parsed(text)).toMatchObject({ loan, progress })
})

test('people other than students are meant when they are named', () => {
  expect(parsed('计算机学院班长').roles).toEqual(['monitor'])
  expect(parsed('全校辅导员').roles).toEqual(['counselor'])
})

test('numbers are taken one by one, within the scope', () => {
  expect(parsed('20230001、b20230002', { scope: twoClasses })).toMatchObject({
    numbers: ['20230001', 'B20230002'],
    units: twoClasses,
    roles: [],
  })
})

test('what is not known is refused with the nearest names', () => {
  expect(refused('毕业生校友')).toMatchObject({ kind: 'unknown', said: '校友' })
  expect(refused('计科3班')).toMatchObject({ kind: 'unknown', said: '计科3班' })
  expect(refused('计科3班')?.text).toContain('计科1班、计科2班')
})

test('classes of the same name in two colleges are asked about, unless only one is in the scope', () => {
  expect(refused('数据1班')?.text).toContain('计算机学院数据1班、文学院数据1班')
  expect(parsed('数据1班', { scope: [{ of: 'college', college: '文学院' }] }).units).toEqual([
    unit('数据1班', '文学院'),
  ])
})

test.each(['全校', '计算机学院', '软工1班', '计科1班和软工1班'])('%s is refused outside the scope', text => {
  expect(refused(text, { scope: twoClasses })).toMatchObject({ kind: 'outside' })
  expect(refused(text, { scope: twoClasses })?.text).toContain('计算机学院计科1班')
})

test('a student has no audience', () => {
  expect(refused('计科1班', { scope: [] })?.kind).toBe('nothing')
})

test.each(['', '  ', '的、里'])('an empty text means nobody: %s', text => {
  expect(refused(text)?.kind).toBe('empty')
})

test('two conditions that an audience cannot hold are refused', () => {
  expect(refused('没交承诺书、没做贷款确认的')?.kind).toBe('twice')
  expect(refused('有贷款的、没有贷款的')?.kind).toBe('twice')
})

test('an audience is described in Chinese', () => {
  const said = (text: string, given: Partial<AudienceGround> = {}) =>
    describeAudience(parsed(text, given), words, name => (name === 'loan' ? '助学贷款毕业确认' : name))
  expect(said('计科1班没做贷款确认的')).toBe('计算机学院计科1班里有助学贷款、还没办《助学贷款毕业确认》的同学')
  expect(said('全校')).toBe('全校的同学')
  expect(said('计算机学院班长')).toBe('计算机学院的班长')
  expect(said('20230001', { scope: twoClasses })).toBe('计算机学院计科1班、计算机学院计科2班的1 个学号')
})

test.each([
  ['党员', ['党员']],
  ['计科1班的学生党员', ['党员']],
  ['党员和信息员', ['党员', '信息员']],
  ['班干部', ['干部']],
  ['给我的班级的信息员们', ['信息员']],
])('%s are those who are marked so, one way or another', (text, tags) => {
  expect(parsed(text)).toMatchObject({ tags, roles: ['student', 'monitor'], loan: 'any' })
})

test('a tag is said in the preview', () => {
  const audience = parsed('计科1班的党员')
  expect(describeAudience(audience, words, flow => flow)).toBe('计算机学院计科1班里是党员的同学')
})

test('a building is known by what the list says of rooms, however it is written', () => {
  const rooms = ['西苑3号楼501', '西苑3号楼502', '东苑三号楼101', '12-305', '120-1', '桂园201', 'A栋1单元302', '']
  expect(buildingsOf(rooms).map(b => [b.name, b.begins])).toEqual([
    ['12', ['12-']],
    ['120', ['120-']],
    ['东苑三号楼', ['东苑三号楼']],
    ['桂园', ['桂园']],
    ['西苑3号楼', ['西苑3号楼']],
    ['A栋', ['A栋']],
  ])
})

test.each([
  ['西苑3号楼的同学', ['西苑3号楼']],
  ['西苑三号楼', ['西苑3号楼']],
  ['5栋有贷款的同学', ['示例5栋', '示例五栋']],
  ['12号楼、计科1班', ['12-']],
])('%s is whoever lives there', (text, dorms) => {
  const buildings = buildingsOf(['西苑3号楼501', '东苑3号楼101', '示例5栋101', '示例五栋202', '12-305'])
  expect(parsed(text, { buildings }).dorms).toEqual(dorms)
  expect(refused('3号楼的同学', { buildings })?.kind).toBe('unknown')
})

test('a building is said as it is called', () => {
  const audience = { ...parsed('全校'), dorms: ['12-', '西苑3号楼'] }
  expect(describeAudience(audience, words, name => name)).toBe('全校里住12、西苑3号楼的同学')
})
