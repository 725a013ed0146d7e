import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig, settings } from '../../src/app/config.ts'
import type { TelegramSettings } from '../../src/channels/telegram/settings.ts'
import { type Problem, ProblemsError } from '../../src/core/errors.ts'
import { tempFolder } from '../support/folder.ts'

const secret = 'x'.repeat(32)

function problemsOf(env: Record<string, string>): readonly Problem[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems
    throw error
  }
}

test('without any variable the defaults serve, on the loopback only', () => {
  expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, web: 'sandbox', secret: null, keepDays: 30 })
})

test('an empty variable means its default', () => {
  expect(readConfig({ FAREWELL_PORT: ' ' }).port).toBe(3000)
})

test('the configuration cannot be changed once read', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true)
})

const wrong: [name: string, value: string][] = [
  ['FAREWELL_PORT', '70000'],
  ['FAREWELL_PORT', '3000.5'],
  ['FAREWELL_PORT', '0x10'],
  ['FAREWELL_KEEP_DAYS', '0'],
  ['FAREWELL_ZONE', 'Beijing'],
  ['FAREWELL_LOG', 'loud'],
  ['FAREWELL_WEB', 'open'],
  ['FAREWELL_HOST', '0.0.0.0'],
  ['FAREWELL_WECHAT', 'yes'],
  ['FAREWELL_WECHAT_PER_DAY', '0'],
  ['FAREWELL_PROT', '3000'],
]
for (const [name, value] of wrong)
  test(`${name}=${value} is refused by name and with a cure`, () => {
    expect(problemsOf({ [name]: value })).toMatchObject([{ where: name, cure: expect.stringMatching(/.+/) }])
  })

test('every wrong variable is listed in one report', () => {
  const env = {
    FAREWELL_PORT: 'x',
    FAREWELL_KEEP_DAYS: '-1',
    FAREWELL_ZONE: 'Mars',
    FAREWELL_LOG: 'x',
    FAREWELL_TYPO: '1',
  }
  expect(
    problemsOf({ ...env, FAREWELL_WEB: 'signed' })
      .map(p => p.where)
      .sort(),
  ).toEqual([...Object.keys(env), 'FAREWELL_SECRET'].sort())
})

test('signed links need a secret of at least 32 characters', () => {
  expect(problemsOf({ FAREWELL_WEB: 'signed', FAREWELL_SECRET: 'short' })).toMatchObject([{ where: 'FAREWELL_SECRET' }])
})

test('with signed links the bot may listen to the world', () => {
  expect(readConfig({ FAREWELL_WEB: 'signed', FAREWELL_SECRET: secret, FAREWELL_HOST: '0.0.0.0' }).host).toBe('0.0.0.0')
})

test('the secret prints as stars wherever it is printed', () => {
  const config = readConfig({ FAREWELL_WEB: 'signed', FAREWELL_SECRET: secret })
  expect(`${inspect(config)} ${JSON.stringify(config)} ${config.secret}`).not.toContain(secret)
  expect(config.secret?.reveal()).toBe(secret)
})

test('a secret may stand in a file, and is not in the report when something is wrong with it', () => {
  const file = join(tempFolder(), 'secret')
  writeFileSync(file, `${secret}\n`)
  expect(readConfig({ FAREWELL_WEB: 'signed', FAREWELL_SECRET_FILE: file }).secret?.reveal()).toBe(secret)
  for (const env of [
    { FAREWELL_SECRET: secret, FAREWELL_SECRET_FILE: file },
    { FAREWELL_SECRET_FILE: `${file}-missing` },
    { FAREWELL_WECOM_AES_KEY: `${secret}-no-key`, FAREWELL_WECOM_TOKEN: 't' },
    { FAREWELL_WECOM_AES_KEY: 'a'.repeat(43) },
    { FAREWELL_WECOM_USERID: 'name' },
    { FAREWELL_DINGTALK_ROBOTS: `${file}-missing` },
    { FAREWELL_WECOM_ROBOTS: file },
  ] as Record<string, string>[]) {
    const problems = problemsOf(env)
    expect(problems).toHaveLength(1)
    expect(JSON.stringify(problems)).not.toContain(secret)
  }
})

const token = '4200:sample-token-abcdef'

test('without a token there is no Telegram, with one there is, by long polling', () => {
  expect(readConfig({}).channels).toEqual({})
  expect(readConfig({ FAREWELL_TELEGRAM_TOKEN: token }).channels.telegram).toMatchObject({
    api: 'https://api.telegram.org',
    webhook: null,
  })
})

test('the token may stand in a file', () => {
  const file = join(tempFolder(), 'token')
  writeFileSync(file, `${token}\n`)
  expect(
    (readConfig({ FAREWELL_TELEGRAM_TOKEN_FILE: file }).channels.telegram as TelegramSettings).token.reveal(),
  ).toBe(token)
})

test.each([
  ['FAREWELL_TELEGRAM_TOKEN', { FAREWELL_TELEGRAM_TOKEN: '"4200:sample-token"' }],
  ['FAREWELL_TELEGRAM_TOKEN_FILE', { FAREWELL_TELEGRAM_TOKEN_FILE: '/nowhere/token' }],
  ['FAREWELL_TELEGRAM_API', { FAREWELL_TELEGRAM_API: 'api.telegram.org' }],
  ['FAREWELL_TELEGRAM_WEBHOOK', { FAREWELL_TELEGRAM_WEBHOOK: 'http://lixiao.example.edu.cn/telegram' }],
  ['FAREWELL_TELEGRAM_WEBHOOK', { FAREWELL_TELEGRAM_WEBHOOK: 'https://lixiao.example.edu.cn' }],
])('a wrong %s is refused, and the report shows no token', (where, env) => {
  const problems = problemsOf(env)
  expect(problems).toMatchObject([{ where }])
  expect(JSON.stringify(problems)).not.toContain('sample-token')
})

test('a token and a file for it are one too many', () => {
  const file = join(tempFolder(), 'token')
  writeFileSync(file, token)
  const env = { FAREWELL_TELEGRAM_TOKEN: token, FAREWELL_TELEGRAM_TOKEN_FILE: file }
  expect(problemsOf(env)).toMatchObject([{ where: 'FAREWELL_TELEGRAM_TOKEN' }])
})

test('variables of other programs are none of our business', () => {
  expect(problemsOf({ PORT: 'x', FAREWELL_TEST_ANYTHING: 'x' })).toEqual([])
})

test('WeChat is off until it is turned on, and its process gets none of our settings', () => {
  expect(readConfig({}).channels).toEqual({})
  const { wechat } = readConfig({ FAREWELL_WECHAT: 'on', FAREWELL_SECRET: secret, PATH: '/bin' }).channels
  expect(wechat).toEqual({ perDay: 300, zone: 'Asia/Shanghai', endpoint: null, environment: { PATH: '/bin' } })
})

test('.env.example lists exactly the settings with their defaults', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../.env.example'), 'utf8')
  const listed = [...text.matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value])
  expect(listed).toEqual(Object.entries(settings))
})

test('hearing people in danger is turned off only with a written sentence', () => {
  expect(readConfig({}).hearsCrisis).toBe(true)
  const off = { FAREWELL_CRISIS: 'off' }
  expect(problemsOf(off).map(p => p.where)).toEqual(['FAREWELL_CRISIS_ACK'])
  expect(problemsOf({ ...off, FAREWELL_CRISIS_ACK: '知道了' })).toHaveLength(1)
  const sentence = '学工部 2027 年 5 月 1 日决定关闭，由值班电话代替'
  expect(readConfig({ ...off, FAREWELL_CRISIS_ACK: sentence }).hearsCrisis).toBe(false)
  expect(problemsOf({ FAREWELL_CRISIS_ACK: sentence })).toHaveLength(1)
})
