import { expect, test } from 'vitest'
import { editingRulesOf } from '../../src/bot/editing.ts'
import { checkEntryDraft, proposeEntry, saveEntry } from '../../src/office/content/entries.ts'
import { entriesKnown, entryToEdit } from '../../src/office/content/listing.ts'
import { nearnessOf } from '../../src/office/content/nearness.ts'
import { historyOf, takeItemBack } from '../../src/office/content/versions.ts'
import { addWording } from '../../src/office/content/wordings.ts'
import { anEntry, openEditing } from '../support/editing.ts'

const item = { kind: 'entry', key: 'own-1' } as const
const saved = { id: 'own-1', text: anEntry('own-1'), why: '同学常问', basedOn: 0 }
const steps = { id: 'checkout-steps', why: '', basedOn: 0 }

test('a new entry of the school is answered at once', async () => {
  const { office, act, audit } = await openEditing()
  expect(await office.say('s1', '毕业以后能去健身房吗')).not.toContain('用到离校那天')
  const { done } = await act(saveEntry, 'c1', saved)
  expect(done).toMatchObject({ version: 1, warnings: [] })
  expect(await office.say('s1', '毕业以后能去健身房吗？')).toContain('用到离校那天')
  expect(await audit()).toContain('save-content entry own-1 v1')
})

test('a shipped entry says what the school wrote, is found as before, and says what is shipped once it is taken back', async () => {
  const { office, act, force } = await openEditing()
  const { done } = await act(entryToEdit, 'c1', { id: 'checkout-steps' })
  const text = done!.text.replace('分三步', '先在本校系统里预约，再分三步')
  expect((await act(saveEntry, 'c1', { ...steps, text })).done).toBeDefined()
  expect(await office.say('s1', '怎么退宿')).toContain('先在本校系统里预约')
  await act(takeItemBack, 'c1', { item: { kind: 'entry', key: 'checkout-steps' }, to: 0, basedOn: 1, why: '' })
  await force()
  expect(await office.say('s2', '怎么退宿')).not.toContain('本校系统')
})

test('whoever changes what somebody else has saved meanwhile is shown that, and nothing is lost', async () => {
  const { act } = await openEditing()
  await act(saveEntry, 'c1', saved)
  const other = { ...saved, text: anEntry('own-1', { short: '不能用。' }), why: '' }
  const { refused } = await act(saveEntry, 'c1', other)
  expect(refused).toMatchObject({ why: 'stale', newer: { version: 1, name: '示例c1', text: saved.text } })
  expect(refused!.says).toContain('同学常问')
  expect((await act(saveEntry, 'c1', { ...other, basedOn: 1 })).done?.version).toBe(2)
})

test.each([
  ['a head that cannot be read', anEntry('own-1').replace('scope: 校', 'scope: 县'), /scope/],
  ['an ask that belongs to another entry', anEntry('own-1', { asks: '\n  - 怎么退宿' }), /怎么退宿.*checkout-steps/],
  [
    'a wording that belongs to another entry',
    anEntry('own-1', { asks: '\n  - 宿舍最晚留到哪一天' }),
    /宿舍最晚留到哪一天/,
  ],
  ['a field that there is not', anEntry('own-1', { short: '{{no.such}}' }), /no\.such/],
  ['a false promise', anEntry('own-1', { short: '12356 是 24 小时热线。' }), /12356/],
  ['another id', anEntry('own-2'), /own-2/],
  ['a text without an entry', '健身房不能用', /0 个条目/],
  ['a flow that there is not', anEntry('own-1').replace('scope:', 'flow: nowhere\nscope:'), /nowhere/],
])('%s is not saved, and each fault is told with its cure', async (_, text, fault) => {
  const { act, office } = await openEditing()
  const { refused } = await act(saveEntry, 'c1', { ...saved, text })
  expect(refused).toMatchObject({ why: 'faulty', says: expect.stringMatching(fault) })
  expect(refused!.faults.every(f => f.cure !== '')).toBe(true)
  expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
})

test('a fault of the text has its line', async () => {
  const { act } = await openEditing()
  const { refused } = await act(saveEntry, 'c1', { ...saved, text: anEntry('own-1').replace('scope: 校', 'scope: 县') })
  expect(refused!.faults[0]!.line).toBe(anEntry('own-1').split('\n').indexOf('scope: 校') + 1)
})

test('students change nothing, and that they tried stands in the audit log', async () => {
  const { act, audit } = await openEditing()
  expect((await act(saveEntry, 's1', saved)).refused?.why).toBe('noRight')
  expect(await audit()).toEqual(['refused-content entry own-1'])
})

test('every version stays, with who and why, and any can be had back', async () => {
  const { act, office } = await openEditing()
  await act(saveEntry, 'c1', saved)
  await act(saveEntry, 'c1', { ...saved, text: anEntry('own-1', { short: '不能用。' }), why: '体育部改了', basedOn: 1 })
  await act(takeItemBack, 'c1', { item, to: 1, basedOn: 2, why: '又改回来了' })
  const { versions } = (await act(historyOf, 'c1', item)).done!
  expect(versions.map(v => [v.version, v.name, v.why])).toEqual([
    [3, '示例c1', '又改回来了'],
    [2, '示例c1', '体育部改了'],
    [1, '示例c1', '同学常问'],
  ])
  expect(await office.say('s1', '健身卡毕业退不退')).toContain('用到离校那天')
  expect((await act(takeItemBack, 'c1', { item, to: 9, basedOn: 3, why: '' })).refused?.why).toBe('unknown')
})

test('an entry of the school that is taken back is not answered any more', async () => {
  const { act, office } = await openEditing()
  await act(saveEntry, 'c1', saved)
  const { done } = await act(takeItemBack, 'c1', { item, to: 0, basedOn: 1, why: '' })
  expect(done?.says).toContain('收回')
  expect(await office.say('s1', '毕业以后能去健身房吗')).not.toContain('用到离校那天')
})

test('a way of asking leads to its entry, and belongs to one alone', async () => {
  const { act, office } = await openEditing()
  const added = { entry: 'checkout-steps', question: '铺盖卷起来以后该干啥', why: '' }
  expect((await act(addWording, 'c1', added)).done?.says).toContain('退宿怎么办理')
  expect(await office.say('s1', '铺盖卷起来以后该干啥')).toContain('交钥匙')
  expect((await act(addWording, 'c1', added)).refused?.why).toBe('same')
  expect((await act(addWording, 'c1', { ...added, entry: 'checkout-when' })).refused?.says).toContain('退宿怎么办理')
  const taken = await act(addWording, 'c1', { ...added, question: '宿舍最晚留到哪一天' })
  expect(taken.refused?.says).toContain('checkout-when')
})

test('a draft shows its faults, what is not set, and how it would be answered, and is not saved', async () => {
  const { act, office } = await openEditing()
  const text = anEntry('own-1', { short: '退到 {{luggage.point}}，{{checkout.end}} 前。' }).replace(
    'review_by',
    'deadline: checkout.end\nreview_by',
  )
  const { faults, warnings, preview } = (await act(checkEntryDraft, 'c1', { id: 'own-1', text })).done!
  expect(faults).toEqual([])
  expect(warnings).toEqual([expect.stringContaining('行李托运点')])
  expect(preview!.private).toContain('6月30日')
  expect([preview!.late !== preview!.private, preview!.unset]).toEqual([true, expect.not.stringContaining('6月30日')])
  expect(await office.database.db.selectFrom('content_version').selectAll().execute()).toEqual([])
})

test('a new entry begins with an id that nobody had and the questions that were asked', async () => {
  const { act } = await openEditing()
  await act(saveEntry, 'c1', saved)
  const { done } = await act(proposeEntry, 'c1', { title: '澡堂几点关', questions: ['澡堂几点关门', '洗澡到几点'] })
  expect(done!.id).toBe('own-2')
  const { faults } = (await act(checkEntryDraft, 'c1', done!)).done!
  expect(faults.map(f => done!.text.split('\n')[f.line! - 1])).toEqual([
    expect.stringContaining('先答要点'),
    expect.stringContaining('写清楚怎么办'),
  ])
})

/** An entry as somebody writes it on a phone: what it is called, and the answer. */
const short = (asks = 'asks:\n') => `## 澡堂几点关

\`\`\`yaml
id: own-2
${asks}sources:
  - { doc: 本校老师的答复, date: "2027-06-01" }
scope: 校
certainty: A
review_by: 2028-06-01
\`\`\`

### 群里

十点关门。

### 私聊

十点关门，九点半停水。`

test('a new entry needs one way of asking, which is its title where it says none', async () => {
  const { act, office } = await openEditing()
  for (const asks of ['asks: [澡堂几点关]\n', 'asks:\n', ''])
    expect((await act(checkEntryDraft, 'c1', { id: 'own-2', text: short(asks) })).done?.faults).toEqual([])
  expect((await act(saveEntry, 'c1', { id: 'own-2', text: short(), why: '', basedOn: 0 })).done).toBeDefined()
  expect((await act(entryToEdit, 'c1', { id: 'own-2' })).done?.text).toContain('asks: [ 澡堂几点关 ]')
  expect(await office.say('s1', '澡堂几点关')).toContain('十点关门')
})

test('an entry that is shipped keeps its five ways of asking', async () => {
  const { act } = await openEditing()
  const { text } = (await act(entryToEdit, 'c1', { id: 'checkout-steps' })).done!
  const fewer = text.replace(/asks:\n(?: {2}- .*\n)+/, 'asks: [怎么退宿, 退宿流程]\n')
  const { faults } = (await act(checkEntryDraft, 'c1', { id: 'checkout-steps', text: fewer })).done!
  expect(faults.map(f => f.cure)).toEqual(['至少写 5 种学生真会打的问法'])
  expect((await act(saveEntry, 'c1', { ...steps, text: fewer })).refused?.why).toBe('faulty')
})

test('questions that an entry answers are its ways of asking where it says none', async () => {
  const { act } = await openEditing()
  const draft = { id: 'own-2', text: short(), questions: ['洗澡洗到几点', '浴室 关门时间'] }
  const { faults, text } = (await act(checkEntryDraft, 'c1', draft)).done!
  expect([faults, text]).toEqual([[], expect.stringContaining('asks: [ 洗澡洗到几点, 浴室 关门时间 ]')])
  expect(text.split('\n').length).toBe(short().split('\n').length)
})

test('a draft tells how a question finds it, and which other entry stands too near', async () => {
  const { content, act } = await openEditing()
  const { text } = (await act(checkEntryDraft, 'c1', { id: 'own-2', text: short() })).done!
  const layer = [{ kind: 'entry', key: 'own-2', text }] as const
  const near = await nearnessOf(editingRulesOf(content()), {
    ...{ id: 'own-2', layer },
    questions: ['澡堂几点关', '怎么退宿', '澡堂几点关'],
  })
  expect(near).toEqual([
    { question: '澡堂几点关', finds: 'answers', other: null },
    { question: '怎么退宿', finds: 'not', other: { id: 'checkout-steps', title: '退宿怎么办理' } },
  ])
  const taken = { kind: 'entry', key: 'own-2', text: text.replace('澡堂几点关 ]', '怎么退宿呢 ]') } as const
  const [asked] = await nearnessOf(editingRulesOf(content()), {
    ...{ id: 'own-2', layer: [taken], questions: ['怎么退宿呢'] },
  })
  expect(asked?.other?.id).toBe('checkout-steps')
})

test('the list tells what the school changed, and what it added', async () => {
  const { act } = await openEditing()
  await act(saveEntry, 'c1', saved)
  const { entries } = (await act(entriesKnown, 'c1', {})).done!
  const line = (id: string) => entries.find(e => e.id === id)
  expect(line('own-1')).toMatchObject({ isOwn: true, version: 1, subject: null })
  expect(line('checkout-when')).toMatchObject({ isOwn: false, version: 0, subject: '离校（测试用）' })
})
