import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { modelLine, modelProblems, refuseUntriedModel, trialFile } from '../../src/app/model/opening.ts'
import { startApp } from '../../src/app/start.ts'
import { ProblemsError } from '../../src/core/errors.ts'
import { type Trial, writeTrial } from '../../src/model/trial.ts'
import { run } from '../support/command.ts'
import { copyFixture } from '../support/fixture.ts'
import { tempFolder } from '../support/folder.ts'
import { deadUrl, type Manner, openService, saying } from '../support/model/server.ts'

const env = { FAREWELL_MODEL_URL: 'https://llm.example.edu.cn/v1/', FAREWELL_MODEL_NAME: 'school-7b' }

function problemsOf(given: Record<string, string>) {
  try {
    readConfig(given)
    return []
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems
    throw error
  }
}

test('there is no model unless one is set up', () => {
  expect(readConfig({}).model).toBe(null)
  expect(readConfig(env).model).toMatchObject({
    endpoint: { url: 'https://llm.example.edu.cn/v1', model: 'school-7b', key: null },
    limits: { waitMs: 2000, perMinute: 20, perDay: 2000 },
  })
  expect(readConfig({ ...env, FAREWELL_MODEL_URL: 'http://127.0.0.1:8000/v1' }).model).not.toBe(null)
})

test.each([
  ['http over the net', 'FAREWELL_MODEL_URL', { FAREWELL_MODEL_URL: 'http://llm.example.edu.cn/v1' }],
  ['no address', 'FAREWELL_MODEL_URL', { FAREWELL_MODEL_URL: 'llm' }],
  ['another protocol', 'FAREWELL_MODEL_URL', { FAREWELL_MODEL_URL: 'file:///etc/passwd' }],
  ['a secret in the address', 'FAREWELL_MODEL_URL', { FAREWELL_MODEL_URL: 'https://me:sk-secret@a.example.com/v1' }],
  ['a key in the address', 'FAREWELL_MODEL_URL', { FAREWELL_MODEL_URL: 'https://a.example.com/v1?key=sk-secret' }],
  ['a name without an address', 'FAREWELL_MODEL_URL', { FAREWELL_MODEL_URL: '' }],
  ['no name', 'FAREWELL_MODEL_NAME', { FAREWELL_MODEL_NAME: '' }],
  ['a longer wait', 'FAREWELL_MODEL_WAIT_MS', { FAREWELL_MODEL_WAIT_MS: '5001' }],
  ['no limit', 'FAREWELL_MODEL_PER_DAY', { FAREWELL_MODEL_PER_DAY: '0' }],
])('%s is refused by name, and no secret is repeated', (_, where, wrong) => {
  const problems = problemsOf({ ...env, ...wrong })
  expect(problems).toMatchObject([{ where, cure: expect.stringMatching(/.+/) }])
  expect(JSON.stringify(problems)).not.toContain('sk-secret')
})

test('the key comes from the environment or a file and prints as stars', () => {
  const file = join(tempFolder(), 'key')
  writeFileSync(file, 'sk-secret\n')
  const config = readConfig({ ...env, FAREWELL_MODEL_KEY_FILE: file })
  expect(config.model!.endpoint.key!.reveal()).toBe('sk-secret')
  expect(`${inspect(config, { depth: 9 })} ${JSON.stringify(config)}`).not.toContain('sk-secret')
})

const good: Trial = {
  at: '2027-05-20T01:00:00.000Z',
  url: 'https://llm.example.edu.cn/v1',
  model: 'school-7b',
  list: 'a'.repeat(64),
  questions: 80,
  right: { without: 60, with: 64 },
  worse: 1,
  asked: 20,
  failed: 1,
  tokens: 6000,
}

/** A configuration with a model and, where one is given, its trial. */
function configured(trial: Trial | null) {
  const data = tempFolder()
  if (trial) writeTrial(trialFile(data), trial)
  return readConfig({ ...env, FAREWELL_DATA: data })
}

test('a model that showed a gain on the school’s list may be asked', () => {
  const config = configured(good)
  expect(() => refuseUntriedModel(config)).not.toThrow()
  expect(modelLine(config)).toBe(
    '大模型服务：接了 school-7b；上次检验 2027-05-20，80 个问题，问了它 20 次（1 次没答好），处理对的从 60 到 64（+4），变错的 1 个。',
  )
})

test.each([
  ['without a trial', null, '还没有检验过'],
  ['of another model', { ...good, model: 'other' }, '别的地址或模型'],
  ['of another address', { ...good, url: 'https://b.example.com/v1' }, '别的地址或模型'],
  ['without a gain', { ...good, right: { without: 60, with: 60 } }, '没有让答对的问题变多'],
  ['with a loss', { ...good, right: { without: 60, with: 50 } }, '没有让答对的问题变多'],
  ['on few questions', { ...good, questions: 49 }, '用的问题太少'],
  ['that mostly failed', { ...good, failed: 11 }, '没有好好回答'],
])('a trial %s is none: the bot does not start, and says what to do', async (_, trial, what) => {
  const config = configured(trial)
  expect(modelProblems(config)).toMatchObject([{ where: 'FAREWELL_MODEL_URL', what: expect.stringContaining(what) }])
  await expect(startApp(config)).rejects.toThrow(/farewell eval --model/)
  expect(existsSync(join(config.data, 'farewell.db'))).toBe(false)
})

test('a trial that somebody spoiled is none', () => {
  const config = configured(good)
  writeFileSync(trialFile(config.data), '{"right":')
  expect(() => refuseUntriedModel(config)).toThrow(ProblemsError)
})

const doubtful = ['宿舍怎么弄', '宿舍怎么搞', '宿舍的事怎么弄']
const list = [
  ...doubtful.map(q => `${q}\tcheckout-when`),
  ...Array.from({ length: 48 }, (_, n) => `今天第 ${n} 碗面条\t-`),
].join('\n')

/** Runs `eval --model` on the small knowledge against a service. */
async function evaluate(manner: Manner | null) {
  const [data, knowledge, file] = [tempFolder(), copyFixture(tempFolder()), join(tempFolder(), 'list.tsv')]
  writeFileSync(file, list)
  const url = manner ? (await openService(manner)).url : await deadUrl()
  const set = {
    FAREWELL_MODEL_URL: url,
    FAREWELL_MODEL_NAME: 'm',
    FAREWELL_MODEL_KEY: 'sk-secret',
    FAREWELL_DATA: data,
    FAREWELL_KNOWLEDGE: knowledge,
  }
  const ran = await run(['eval', file, '--model', '--data', data], set)
  const trial = existsSync(trialFile(data)) ? readFileSync(trialFile(data), 'utf8') : null
  const checked = await run(['check', '--data', data], set)
  return { ...ran, trial, checked }
}

/** Picks this entry wherever it is a candidate. */
const always = (id: string) => saying(({ candidates }) => JSON.stringify({ ids: candidates.filter(c => c === id) }))

test('eval --model shows what it gains, what it costs, and writes it down; check tells of it', async () => {
  const { code, out, trial, checked } = await evaluate(always('checkout-when'))
  expect(code).toBe(0)
  expect(out).toMatch(/right with the model\s+51\s+\(\+3\)/)
  expect(out).toMatch(/tokens\s+\d+/)
  expect(out).toContain('有进步')
  expect(JSON.parse(trial!)).toMatchObject({ questions: 51, right: { without: 48, with: 51 }, worse: 0, failed: 0 })
  expect(trial).not.toMatch(/sk-secret|宿舍/)
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('大模型服务：接了 m；上次检验')])
})

test('a model that gains nothing is written down as that, and check refuses it', async () => {
  const { code, out, checked } = await evaluate(always('nothing'))
  expect([code, out]).toEqual([0, expect.stringContaining('没有进步')])
  expect([checked.code, checked.out]).toEqual([1, expect.stringContaining('没有让答对的问题变多')])
})

test('a service that does not answer ends the trial, and nothing is written down', async () => {
  const { code, err, trial } = await evaluate(null)
  expect([code, trial]).toEqual([1, null])
  expect(err).toContain('没有检验完')
})

test('without a model there is nothing to try', async () => {
  const file = join(tempFolder(), 'list.tsv')
  writeFileSync(file, list)
  const { code, err } = await run(['eval', '--model', file])
  expect([code, err]).toEqual([1, expect.stringContaining('没有接大模型服务')])
  expect(
    (await run(['check', '--data', tempFolder()], { FAREWELL_KNOWLEDGE: copyFixture(tempFolder()) })).out,
  ).toContain('大模型服务：没有接。')
})
