import { expect, test } from 'vitest'
import { fixtureKnowledge, fixtureProblems } from '../support/fixture.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

/** What staff need beside the students' “退宿怎么办理”, and something that only staff ask. */
const staffEntries = `# 老师（测试用）

## 怎么组织学生退宿

\`\`\`yaml
id: staff-steps
for: staff
instead_of: [checkout-steps]
asks: [怎么组织学生退宿, 退宿怎么安排人手, 学院退宿怎么组织, 退宿怎么分工, 老师怎么安排退宿]
sources: [{ doc: 测试通知, date: "2026-05-20" }]
scope: 校
certainty: A
review_by: 2027-05-01
\`\`\`

### 群里

按楼栋分工，每栋一位老师。

### 私聊

按楼栋分工，每栋一位老师，早晚各碰一次头。

## 工作总结报到哪

\`\`\`yaml
id: staff-report
for: staff
asks: [工作总结报到哪, 总结什么时候报, 学院总结发给谁, 报总结, 工作总结交给谁]
sources: [{ doc: 测试通知, date: "2026-05-20" }]
scope: 校
certainty: A
review_by: 2027-05-01
\`\`\`

### 群里

报给学生工作处。

### 私聊

报给学生工作处，附上照片。
`

const knowledge = () =>
  fixtureKnowledge({
    'staff.md': staffEntries,
    'wordings.tsv': '',
    'leaving.md': text => text.replaceAll('清行李', '你先清行李'),
  })

const people = [aPerson('s1'), aCounselor('c1')]
const open = () => openOffice({ knowledge: knowledge(), people })

test('staff are answered with what staff need, students with what students do, to the same words', async () => {
  const office = await open()
  expect(await office.say('c1', '退宿怎么组织')).toContain('按楼栋分工')
  expect(await office.say('s1', '退宿怎么组织')).toContain('清行李')
})

test('a student never hears what is for staff, whatever the words', async () => {
  const office = await open()
  for (const words of ['工作总结报到哪', '报总结', '老师怎么安排退宿', '我是老师，工作总结交给谁'])
    expect(await office.say('s1', words)).not.toMatch(/学生工作处|分工|工作总结报到哪/)
})

test("a member of staff who asks a student's question gets the student's answer, told of the student", async () => {
  const office = await open()
  const said = await office.say('c1', '学生的行李托运点在哪里')
  expect(said).toContain('托运')
  expect(await office.say('c1', '有学生搬出宿舍先找谁再找谁')).toContain(office.content.knowledge.phrases.forTheStudent)
})

test('in a group, where students read along, a member of staff is answered by the words alone', async () => {
  const office = await open()
  const [said] = await office.hear('c1', '@离校小助手 退宿怎么办理', { room: 'g1' })
  expect(said!.text).toContain('清行李')
})

test('whoever the school does not know is answered by the words alone', async () => {
  const office = await open()
  expect(await office.say('x9', '工作总结报到哪')).toContain('学生工作处')
  expect(await office.say('x9', '退宿怎么办理')).toContain('清行李')
})

const faulty: [what: string, from: string, to: string, fault: RegExp][] = [
  ['an entry that is not there', 'instead_of: [checkout-steps]', 'instead_of: [nothing]', /没有给学生的条目 nothing/],
  ['an entry for staff', 'instead_of: [checkout-steps]', 'instead_of: [staff-report]', /没有给学生的条目 staff-report/],
  ['another, without being for staff', 'for: staff\ninstead_of', 'instead_of', /只有给老师的条目/],
]
for (const [what, from, to, fault] of faulty)
  test(`standing for ${what} is a problem`, () => {
    const problems = fixtureProblems({ 'staff.md': staffEntries.replace(from, to), 'wordings.tsv': '' })
    expect(problems).toMatchObject([{ where: 'knowledge/staff.md', what: expect.stringMatching(fault) }])
  })

test("a student's entry that points to one for staff is a problem", () => {
  const problems = fixtureProblems({
    'staff.md': staffEntries,
    'wordings.tsv': '',
    'leaving.md': text => text.replace('related: [checkout-when]', 'related: [checkout-when, staff-report]'),
  })
  expect(problems).toMatchObject([{ what: expect.stringContaining('staff-report 是给老师的') }])
})
