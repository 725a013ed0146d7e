import { resolve } from 'node:path'
import type { ChannelSettings } from './channels/all.ts'
import { environmentFor } from './channels/wechat/settings.ts'
import { type Problem, ProblemsError } from './core/errors.ts'
import { Secret } from './core/secret.ts'

/** Everything that can be set from outside, read once at start. */
export interface Config {
  host: string
  port: number
  /** Folder of the database and of uploaded pictures. */
  data: string
  /** Folder of the knowledge files. */
  knowledge: string
  /** Folder of the flow files. */
  flows: string
  /** IANA zone in which the school's dates and the answers are meant. */
  zone: string
  logLevel: LogLevel
  /** How the web chat knows who writes: everyone pretends (sandbox), or a signed link says who one is. */
  web: 'sandbox' | 'signed'
  /** Signs personal links; at least 32 characters. Null in the sandbox. */
  secret: Secret | null
  /** Days after which sent texts and old sessions are deleted. */
  keepDays: number
  /** Where people reach the web pages from outside, without a slash at the end; null when nowhere. */
  publicUrl: string | null
  /** The roster number of whoever runs the bot and hears when a channel needs help; null for nobody. */
  operator: string | null
  channels: ChannelSettings
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** Names and defaults of the settings; `.env.example` lists the same, and a test compares the two. */
export const settings = {
  FAREWELL_HOST: '127.0.0.1',
  FAREWELL_PORT: '3000',
  FAREWELL_DATA: 'data',
  FAREWELL_KNOWLEDGE: 'knowledge',
  FAREWELL_FLOWS: 'flows',
  FAREWELL_ZONE: 'Asia/Shanghai',
  FAREWELL_LOG: 'info',
  FAREWELL_WEB: 'sandbox',
  FAREWELL_SECRET: '',
  FAREWELL_KEEP_DAYS: '30',
  FAREWELL_URL: '',
  FAREWELL_OPERATOR: '',
  FAREWELL_WECHAT: 'off',
  FAREWELL_WECHAT_PER_DAY: '300',
} as const

/** Reads the settings from environment-like values. Throws `ProblemsError` naming every wrong one with its cure. */
export function readConfig(env: Record<string, string | undefined>): Readonly<Config> {
  const problems: Problem[] = []
  const value = (name: keyof typeof settings) => env[name]?.trim() || settings[name]
  const wrong = (name: string, what: string, cure: string) => problems.push({ where: name, line: null, what, cure })

  for (const name of Object.keys(env))
    if (name.startsWith('FAREWELL_') && !(name in settings) && !name.startsWith('FAREWELL_TEST_'))
      wrong(name, '没有这个设置', `可用的设置见 .env.example：${Object.keys(settings).join('、')}`)
  const whole = (
    name: 'FAREWELL_PORT' | 'FAREWELL_KEEP_DAYS' | 'FAREWELL_WECHAT_PER_DAY',
    { from, to }: { from: number; to: number },
  ) => {
    const number = Number(value(name))
    if (!/^\d+$/.test(value(name)) || number < from || number > to)
      wrong(name, `“${value(name)}” 不是 ${from} 到 ${to} 的整数`, `例如 ${settings[name]}`)
    return number
  }
  const oneOf = <T extends string>(name: keyof typeof settings, allowed: readonly T[]): T => {
    const found = allowed.find(a => a === value(name))
    if (!found) wrong(name, `“${value(name)}” 不认识`, `只能是 ${allowed.join('、')}`)
    return found ?? allowed[0]!
  }
  const port = whole('FAREWELL_PORT', { from: 0, to: 65535 })
  const keepDays = whole('FAREWELL_KEEP_DAYS', { from: 1, to: 3650 })
  const perDay = whole('FAREWELL_WECHAT_PER_DAY', { from: 1, to: 5000 })
  const isWechatOn = oneOf('FAREWELL_WECHAT', ['off', 'on'] as const) === 'on'
  const web = oneOf('FAREWELL_WEB', ['sandbox', 'signed'] as const)
  const logLevel = oneOf('FAREWELL_LOG', logLevels)
  const zone = value('FAREWELL_ZONE')
  if (!isZone(zone)) wrong('FAREWELL_ZONE', `“${zone}” 不是时区`, '例如 Asia/Shanghai')
  const secret = value('FAREWELL_SECRET')
  if (web === 'signed' && secret.length < 32)
    wrong(
      'FAREWELL_SECRET',
      '太短或没有设置',
      'FAREWELL_WEB=signed 时要有至少 32 个字符，可用 openssl rand -hex 32 生成',
    )
  const publicUrl = value('FAREWELL_URL')
  if (publicUrl !== '' && !/^https?:\/\/[^/]+/.test(publicUrl))
    wrong('FAREWELL_URL', `“${publicUrl}” 不是网址`, '例如 https://lixiao.example.edu.cn')
  const host = value('FAREWELL_HOST')
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(host)
  if (web === 'sandbox' && !loopback)
    wrong(
      'FAREWELL_HOST',
      `演示模式不能对外开放（${host}）`,
      '用 127.0.0.1，或设 FAREWELL_WEB=signed 让每个人凭签名链接进入',
    )
  if (problems.length > 0) throw new ProblemsError(problems)
  return Object.freeze({
    host,
    port,
    data: resolve(value('FAREWELL_DATA')),
    knowledge: resolve(value('FAREWELL_KNOWLEDGE')),
    flows: resolve(value('FAREWELL_FLOWS')),
    zone,
    logLevel,
    web,
    secret: secret === '' ? null : new Secret(secret),
    keepDays,
    publicUrl: publicUrl === '' ? null : publicUrl.replace(/\/+$/, ''),
    operator: value('FAREWELL_OPERATOR') || null,
    channels: isWechatOn
      ? {
          wechat: {
            perDay,
            zone,
            endpoint: env.FAREWELL_TEST_WECHAT?.trim() || null,
            environment: environmentFor(env),
          },
        }
      : {},
  })
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false // Intl has no other way of asking
  }
}
