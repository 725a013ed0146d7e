import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { parseLines, run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson } from '../support/office.ts'
import { at } from '../support/seen.ts'

const people = [
  aPerson('s1', { dorm: '2栋201', counselor: 'c1' }),
  aPerson('s2', { className: '二班' }),
  aPerson('s3', { className: '三班', dorm: '9栋101' }),
  aCounselor('c1', { name: '示例辅导员一' }),
]

/** A data folder with a roster, and a school whose place of moving out is set for `values` only. */
async function school(values: string, { sample = true } = {}) {
  const data = tempFolder()
  const database = await openDatabase(data)
  await savePeople(database, people, at('2026-06-01'))
  await database.close()
  const knowledge = copyFixture(tempFolder(), {
    'school.yaml': text =>
      text
        .replace('sample: true', `sample: ${sample}\ncampuses: { 校本部: { buildings: [2栋, 9栋] } }`)
        .replace('    sample: 一楼值班室\n', `    values:\n${values}`),
  })
  const audit = async () => {
    const reopened = await openDatabase(data)
    const rows = await reopened.db.selectFrom('audit').select(['person', 'act', 'detail']).execute()
    await reopened.close()
    return rows
  }
  return { data, env: { FAREWELL_KNOWLEDGE: knowledge }, audit }
}

const forTwo = '      - { building: 2栋, sample: 二栋大厅 }\n'

test('ask --as asks as somebody of the roster, and says where each value comes from', async () => {
  const { data, env } = await school(forTwo)
  const [asked] = parseLines((await run(['ask', '退宿怎么办理', '--as', 's1', '--data', data, '--json'], env)).out)
  expect(asked!.reply).toContain('二栋大厅（示例）')
  expect(asked!.values).toEqual([
    {
      field: 'checkout.place',
      value: '二栋大厅',
      from: expect.stringMatching(/^school\.yaml:\d+ building=2栋 sample$/),
    },
  ])
})

test('a value that there is none of is shown without one', async () => {
  const { data, env } = await school(forTwo)
  const [asked] = parseLines((await run(['ask', '退宿怎么办理', '--as', 's3', '--data', data, '--json'], env)).out)
  expect(asked!.values).toEqual([{ field: 'checkout.place', value: null, from: null }])
})

test('the counselor of the roster is said to come from there', async () => {
  const { data, env } = await school(forTwo)
  const [asked] = parseLines((await run(['ask', '火星上能种土豆吗', '--as', 's1', '--data', data, '--json'], env)).out)
  expect(asked!.reply).toContain('示例辅导员一，学院学工办')
  expect(asked!.values).toMatchObject([
    { field: 'counselor.contact', from: expect.stringMatching(/^roster \+ school/) },
  ])
})

test('asking as somebody reads the roster and is in the audit log; asking as nobody is not', async () => {
  const { data, env, audit } = await school(forTwo)
  await run(['ask', '退宿怎么办理', '--data', data], env)
  expect(await audit()).toEqual([])
  await run(['ask', '退宿怎么办理', '--as', 's1', '--data', data], env)
  expect(await audit()).toEqual([{ person: 'shell', act: 'ask-as', detail: 's1' }])
})

test('asking as somebody in a group is asking in the group of their class', async () => {
  const { data, env } = await school(forTwo)
  const { out } = await run(['ask', '退宿怎么办理', '--as', 's1', '--room', '--mentioned', '--data', data], env)
  expect(out).toContain('各楼栋不一样，请问宿管')
})

test('asking as a number that is not on the roster is refused and leaves no line', async () => {
  const { data, env, audit } = await school(forTwo)
  const { code, err } = await run(['ask', '退宿', '--as', 'nobody', '--data', data], env)
  expect([code, err]).toEqual([1, expect.stringMatching(/--as: nobody 不在名册上 → /)])
  expect(await audit()).toEqual([])
})

test('check tells for which parts a field is set, and whom on the roster that leaves out', async () => {
  const { data, env } = await school(forTwo)
  const { code, out } = await run(['check', '--data', data], env)
  expect(code).toBe(0)
  expect(out).toContain(
    '退宿办理地点：另有 1 个：楼栋 2栋；名册里 1 人还没有：示例学院三班；名册里 1 人不知道是哪个楼栋的，可能不同',
  )
})

test('check --values lists every field with its values, and where each stands', async () => {
  const { env } = await school(forTwo)
  const { out } = await run(['check', '--values', '--data', tempFolder()], env)
  expect(out).toMatch(
    /^checkout\.place {2}退宿办理地点 {2}（没有）\n {4}楼栋 2栋 {2}二栋大厅 {2}school\.yaml:\d+ building=2栋 sample$/m,
  )
})

const unknown: [name: string, value: string, cure: string][] = [
  ['学院“示例学园”', '{ college: 示例学园, value: x }', '示例学院'],
  ['班级“四班”', '{ class: 四班, value: x }', '班'],
  ['辅导员“示例辅导员九”', '{ counselor: 示例辅导员九, value: x }', '示例辅导员一'],
]
for (const [name, value, cure] of unknown)
  test(`${name} in school.yaml that nobody on the roster has is a problem with its line and a cure`, async () => {
    const { data, env } = await school(`      - ${value}\n`, { sample: false })
    const { code, out } = await run(['check', '--data', data], env)
    expect(code).toBe(1)
    expect(out).toMatch(new RegExp(`school\\.yaml:\\d+: checkout\\.place: 名册里没有${name} → .*${cure}`))
  })

test('without a roster check does not judge the names', async () => {
  const { env } = await school('      - { college: 示例学园, value: x }\n', { sample: false })
  expect((await run(['check', '--data', tempFolder()], env)).code).toBe(0)
})
