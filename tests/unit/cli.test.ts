import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'

const commands = ['start', 'check', 'ask', 'replay', 'eval', 'questions', 'link', 'channels', 'status']

test('help lists every command', async () => {
  const { code, out } = await run(['--help'])
  expect(code).toBe(0)
  expect([...out.matchAll(/^ {2}farewell (\S+)/gm)].map(m => m[1])).toEqual(expect.arrayContaining(commands))
})

test('no command at all shows the list and fails', async () => {
  const { code, out } = await run([])
  expect(code).toBe(2)
  expect(out).toContain('farewell ask')
})

for (const name of commands) {
  test(`${name} has help and exits with 0`, async () => {
    const { code, out, err } = await run([name, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`^farewell ${name}`))
  })
  test(`the help of ${name} names only options that exist`, async () => {
    const usage = (await run([name, '--help'])).out
    for (const option of new Set(usage.match(/--[a-z]+/g) ?? []))
      expect((await run([name, option, '--no-such-option'])).err).not.toContain(`Unknown option '${option}'`)
  })
  test(`${name} refuses an unknown option with 2 and shows its help`, async () => {
    const { code, out, err } = await run([name, '--no-such-option'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('--no-such-option')
    expect(err).toContain(`farewell ${name}`)
  })
}

test('an unknown command is refused with 2 by name', async () => {
  const { code, out, err } = await run(['dance'])
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('dance')
})

test('check is content with good content and counts it', async () => {
  const { code, out } = await run(['check'], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })
  expect(code).toBe(0)
  expect(out).toContain('7 个条目')
})

test('check reminds of what the school has not published, without failing', async () => {
  const { code, out } = await run(['check'], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })
  expect(code).toBe(0)
  expect(out).toContain('行李托运点')
})

test('check fails with 1 and lists the problems of all files and settings at once', async () => {
  const folder = copyFixture(tempFolder(), {
    'leaving.md': text => text.replace('scope: 校', 'scope: 县'),
    'terms.yaml': 'concepts: [',
    'school.yaml': text => text.replace('type: phone', 'type: pigeon'),
    'wordings.tsv': 'no tab here\n',
  })
  const { code, out } = await run(['check'], { FAREWELL_KNOWLEDGE: folder })
  expect(code).toBe(1)
  for (const file of ['leaving.md', 'terms.yaml', 'school.yaml', 'wordings.tsv'])
    expect(out).toMatch(new RegExp(`knowledge/${file}:\\d+: .+ → .+`))
})

test('check reports wrong settings too', async () => {
  const { code, out } = await run(['check'], { FAREWELL_PORT: 'x', FAREWELL_ZONE: 'Mars' })
  expect(code).toBe(1)
  expect(out).toMatch(/FAREWELL_PORT: .+ → .+/)
  expect(out).toMatch(/FAREWELL_ZONE: .+ → .+/)
})

test('check says so when there is no knowledge at all', async () => {
  const { code, out } = await run(['check'], { FAREWELL_KNOWLEDGE: tempFolder() })
  expect(code).toBe(1)
  expect(out).toContain('knowledge/school.yaml')
})

for (const name of ['ask', 'replay', 'start'])
  test(`${name} refuses broken content with one report and 1`, async () => {
    const folder = copyFixture(tempFolder(), { 'terms.yaml': 'concepts: [', 'leaving.md': '## 没有信息块\n' })
    const env = { FAREWELL_KNOWLEDGE: folder, FAREWELL_LOG: 'silent', FAREWELL_DATA: tempFolder() }
    const { code, err } = await run(name === 'start' ? [name] : [name, '/dev/null'], env)
    expect(code).toBe(1)
    expect(err).toContain('knowledge/terms.yaml')
    expect(err).toContain('knowledge/leaving.md')
  })

const labelled =
  '# comment\n退宿什么时候截止\tcheckout-when\n毕业证丢了怎么补办\tdiploma-lost\n月球背面\t-\n毕业证丢了怎么补办\tdegree-lost\n'

/** A labelled file, evaluated on the fixture. */
async function evaluate(text: string, ...options: string[]) {
  const folder = tempFolder()
  const file = join(folder, 'questions.tsv')
  writeFileSync(file, text)
  return run(['eval', file, ...options], { FAREWELL_KNOWLEDGE: copyFixture(join(folder, 'knowledge')) })
}

test('eval prints a table of figures', async () => {
  const { code, out } = await evaluate(labelled)
  expect(code).toBe(0)
  expect(out).toMatch(/^right entry first +2 \/ 3 +66\.7 %$/m)
  expect(out).toMatch(/^right entry among first 3 +3 \/ 3 +100\.0 %$/m)
  expect(out).toMatch(/^answered, wrong +1 \/ 3 +33\.3 %$/m)
  expect(out).toMatch(/^out of scope, answered +0 \/ 1 +0\.0 %$/m)
})

test('eval lists what went wrong when asked to', async () => {
  const { out } = await evaluate(labelled, '--misses')
  expect(out.trimEnd().split('\n').at(-1)).toMatch(/^answer\t毕业证丢了怎么补办\tdegree-lost\tdiploma-lost \d\.\d\d/)
})

test('eval of an empty file divides by nothing', async () => {
  const { code, out } = await evaluate('')
  expect(code).toBe(0)
  expect(out).not.toContain('NaN')
})

for (const [what, text, said] of [
  ['a line without a tab', '退宿\n', ':1'],
  ['an unknown entry', '# x\n退宿\tnothing\n', ':2'],
] as const)
  test(`eval refuses ${what} and names the line`, async () => {
    const { code, err } = await evaluate(text)
    expect(code).toBe(1)
    expect(err).toContain(`questions.tsv${said}`)
  })

test('eval without a file, or with one that is not there, fails with 1', async () => {
  expect((await run(['eval'])).code).toBe(1)
  const missing = await run(['eval', '/no/such/file.tsv'])
  expect([missing.code, missing.err.includes('/no/such/file.tsv')]).toEqual([1, true])
})
