import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { parseLines, run } from '../support/command.ts'
import { anEntry } from '../support/editing.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { aCounselor, aPerson } from '../support/office.ts'

/** A data folder with a counselor, files of the school's own, and how commands are run there. */
async function school(files: Record<string, string> = {}) {
  const [data, folder] = [join(tempFolder(), 'data'), join(tempFolder(), 'own')]
  const database = await openDatabase(data)
  await savePeople(database, [aPerson('s1'), aCounselor('c1', { name: '示例辅导员' })], new Date('2026-06-01'))
  await database.close()
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const env = { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) }
  const go = (...args: string[]) => run([...args, '--data', data], env)
  const rows = async () => {
    const reopened = await openDatabase(data)
    const saved = await reopened.db.selectFrom('content_version').selectAll().execute()
    const audit = await reopened.db.selectFrom('audit').select(['person', 'act', 'detail']).execute()
    await reopened.close()
    return { saved, audit }
  }
  return { folder, go, rows, env, data }
}

const files = {
  'answers.md': `${anEntry('own-1')}\n`,
  'wordings.tsv': 'checkout-steps\t铺盖卷起来以后该干啥\n',
  'school.yaml': 'fields:\n  checkout.end:\n    value: 2027-06-25\n',
}

test('files of the school are taken in, hold for every command, and come out as they were', async () => {
  const { folder, go, rows } = await school(files)
  expect(await go('content', 'import', folder, '--why', '学期初')).toMatchObject({ code: 0, out: '存了 3 项。\n' })
  const asked = parseLines((await go('ask', '毕业以后能去健身房吗', '--json')).out)
  expect(asked).toMatchObject([{ entry: 'own-1' }])
  expect((await go('ask', '退宿什么时候截止', '--now', '2027-06-01T12:00:00+08:00')).out).toContain('6月25日')
  expect((await go('check', '--values')).out).toMatch(/checkout\.end {2}退宿截止 {2}2027-06-25 {2}own:1/)
  const out = join(tempFolder(), 'out')
  await go('content', 'export', out)
  expect(Object.fromEntries(readdirSync(out).map(f => [f, readFileSync(join(out, f), 'utf8')]))).toEqual(files)
  expect((await go('content', 'import', out)).out).toContain('没有要保存的')
  const { saved, audit } = await rows()
  expect(saved.map(v => [v.kind, v.version, v.by, v.why])).toEqual([
    ['entry', 1, null, '学期初'],
    ['field', 1, null, '学期初'],
    ['wording', 1, null, '学期初'],
  ])
  expect(audit.filter(a => a.act === 'import-content')).toEqual([
    { person: 'shell', act: 'import-content', detail: '3' },
  ])
})

test('lists of questions go along: out as they were, in where they are another', async () => {
  const lists = '退宿常问\t几号退宿\n退宿常问\t怎么退宿\tcheckout-steps\n'
  const { folder, go, data } = await school({ 'question-lists.tsv': lists })
  expect(await go('content', 'import', folder, '--as', 'c1')).toMatchObject({ code: 0, out: '存了 1 项。\n' })
  expect((await go('content', 'import', folder)).out).toContain('没有要保存的')
  const out = join(tempFolder(), 'out')
  await go('content', 'export', out)
  expect(readFileSync(join(out, 'question-lists.tsv'), 'utf8')).toBe(lists)
  writeFileSync(join(folder, 'question-lists.tsv'), `${lists}退宿常问\t钥匙丢了\t没有这一条\n`)
  expect((await go('content', 'import', folder)).err).toMatch(/退宿常问.*没有这一条/)
  writeFileSync(join(folder, 'question-lists.tsv'), '只有名字\n')
  expect((await go('content', 'import', folder)).err).toMatch(/question-lists\.tsv.*1/)
  const database = await openDatabase(data)
  const rows = await database.db.selectFrom('question_list').select(['name', 'count', 'expected', 'by']).execute()
  await database.close()
  expect(rows).toEqual([{ name: '退宿常问', count: 2, expected: 1, by: 'c1' }])
})

test('where anything is wrong nothing is taken in, and each fault is told', async () => {
  const bad = { ...files, 'answers.md': anEntry('own-1').replace('scope: 校', 'scope: 县') }
  const { folder, go, rows } = await school({ ...bad, 'wordings.tsv': 'nowhere\t问什么\n' })
  const { code, err } = await go('content', 'import', folder)
  expect([code, err]).toEqual([1, expect.stringMatching(/own-1.*scope[\s\S]*没有条目 nowhere/)])
  expect((await rows()).saved).toEqual([])
})

test('a counselor may not take in a value of the whole school', async () => {
  const { folder, go, rows } = await school(files)
  expect(await go('content', 'import', folder, '--as', 'c1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('全校'),
  })
  expect((await rows()).saved).toEqual([])
  expect(await go('content', 'import', folder, '--as', 's1')).toMatchObject({ code: 1 })
})

test('the history of an item names who changed it, when and why', async () => {
  const { folder, go } = await school({ 'wordings.tsv': files['wordings.tsv'], 'answers.md': files['answers.md'] })
  await go('content', 'import', folder, '--as', 'c1', '--why', '同学常问')
  expect((await go('content', 'history', 'own-1')).out).toMatch(/^1 {2}\S+ {2}示例辅导员 {2}同学常问\n$/)
  expect((await go('content', 'history', 'entry:own-1')).code).toBe(0)
  expect((await go('content', 'history', 'field:own-1')).err).toContain('没有改过')
})

test('what does not fit the files any more is left out and told, and the rest still answers', async () => {
  const fields = 'fields:\n  luggage.point:\n    value: 西门\n'
  const { folder, go, env } = await school({ ...files, 'school.yaml': fields })
  await go('content', 'import', folder)
  for (const file of ['school.yaml', 'leaving.md', 'papers.md']) {
    const path = join(env.FAREWELL_KNOWLEDGE, file)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('luggage.point', 'luggage.place'))
  }
  const { code, out } = await go('check')
  expect([code, out]).toEqual([1, expect.stringContaining('本校修改: luggage.point')])
  expect((await go('ask', '毕业以后能去健身房吗')).out).toContain('用到离校那天')
})

test('without data there is nothing to take out, and no folder comes to be', async () => {
  const { folder } = await school()
  const nowhere = join(tempFolder(), 'none')
  expect((await run(['content', 'export', folder, '--data', nowhere])).err).toContain('没有小助手的数据')
  expect((await run(['content'])).err).toContain('export DIR')
})
