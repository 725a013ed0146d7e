import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ChannelSettings, platforms } from '../channels/all.ts'
import type { GivenSettings } from '../channels/platform.ts'
import type { KeptPlace } from '../content/kept.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import { folderIn } from '../core/folders.ts'
import { Secret } from '../core/secret.ts'
import { usualDays } from '../knowledge/retention.ts'
import { isZone } from '../time/calendar.ts'
import { type ModelSettings, modelDefaults, readModel } from './model/settings.ts'

/** Everything that can be set from outside, read once at start. */
export interface Config {
  host: string
  port: number
  /** Folder of the database and of uploaded pictures. */
  data: string
  /** Where content is kept as it was read and checked. */
  built: KeptPlace
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
  /** Whether words of people in danger are heard and passed on; off only with a written acknowledgement. */
  hearsCrisis: boolean
  channels: ChannelSettings
  /** The school's own model service; null where there is none. */
  model: ModelSettings | null
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const own = {
  FAREWELL_HOST: '127.0.0.1',
  FAREWELL_PORT: '3000',
  FAREWELL_DATA: 'data',
  FAREWELL_KNOWLEDGE: 'knowledge',
  FAREWELL_FLOWS: 'flows',
  FAREWELL_BUILT: '',
  FAREWELL_ZONE: 'Asia/Shanghai',
  FAREWELL_LOG: 'info',
  FAREWELL_WEB: 'sandbox',
  FAREWELL_SECRET: '',
  FAREWELL_SECRET_FILE: '',
  FAREWELL_KEEP_DAYS: String(usualDays),
  FAREWELL_URL: '',
  FAREWELL_OPERATOR: '',
  FAREWELL_CRISIS: 'on',
  FAREWELL_CRISIS_ACK: '',
  ...modelDefaults,
} as const

/** Names and defaults of all settings, those of the channels after our own; `.env.example` lists the same, and a test compares the two. */
export const settings: Readonly<Record<string, string>> = Object.assign({}, own, ...platforms.map(p => p.settings))

/** Shorter than this is no written sentence. */
const leastAcknowledgement = 15
const leastSecret = 32
/** Contents that a shared folder keeps. */
const mostShared = 12

/** Reads the settings from environment-like values. Throws `ProblemsError` naming every wrong one with its cure. */
export function readConfig(env: Record<string, string | undefined>): Readonly<Config> {
  const problems: Problem[] = []
  const given = givenBy(env, problems)
  const { value, whole } = given
  refuseUnknown(env, given)
  const port = whole('FAREWELL_PORT', { from: 0, to: 65535 })
  const keepDays = whole('FAREWELL_KEEP_DAYS', { from: 1, to: 3650 })
  const web = oneOf(given, 'FAREWELL_WEB', ['sandbox', 'signed'] as const)
  const logLevel = oneOf(given, 'FAREWELL_LOG', logLevels)
  if (!isZone(given.zone)) given.wrong('FAREWELL_ZONE', `“${given.zone}” 不是时区`, '例如 Asia/Shanghai')
  const ways = readWays(given, web)
  const channels = readChannels(given)
  const hearsCrisis = readCrisis(given)
  const model = readModel(given)
  if (problems.length > 0) throw new ProblemsError(problems)
  return Object.freeze({
    ...ways,
    port,
    data: resolve(value('FAREWELL_DATA')),
    built: readKeptPlace(given),
    knowledge: resolve(value('FAREWELL_KNOWLEDGE')),
    flows: resolve(value('FAREWELL_FLOWS')),
    zone: given.zone,
    logLevel,
    web,
    keepDays,
    operator: value('FAREWELL_OPERATOR') || null,
    channels,
    hearsCrisis,
    model,
  })
}

/** One content is kept in a data folder; several bots (or many short runs) may share a folder that keeps more. */
function readKeptPlace({ value }: GivenSettings): KeptPlace {
  const shared = value('FAREWELL_BUILT')
  if (shared !== '') return { folder: resolve(shared), most: mostShared }
  return { folder: folderIn(resolve(value('FAREWELL_DATA')), 'built'), most: 1 }
}

/** What is set, as those who read settings see it; what is wrong with it is added to the problems. */
function givenBy(env: Record<string, string | undefined>, problems: Problem[]): GivenSettings {
  const value = (name: string) => env[name]?.trim() || (settings[name] ?? '')
  const problem = (found: Problem) => void problems.push(found)
  const wrong: GivenSettings['wrong'] = (name, what, cure) => problem({ where: name, line: null, what, cure })
  return {
    value,
    secret: name => readSecret(name, value, wrong),
    text: textOf,
    wrong,
    problem,
    whole(name, { from, to }) {
      const number = Number(value(name))
      if (!/^\d+$/.test(value(name)) || number < from || number > to)
        wrong(name, `“${value(name)}” 不是 ${from} 到 ${to} 的整数`, `例如 ${settings[name]}`)
      return number
    },
    zone: value('FAREWELL_ZONE'),
    environment: env,
  }
}

function refuseUnknown(env: Record<string, string | undefined>, { wrong }: GivenSettings): void {
  for (const name of Object.keys(env))
    if (name.startsWith('FAREWELL_') && !(name in settings) && !name.startsWith('FAREWELL_TEST_'))
      wrong(name, '没有这个设置', `可用的设置见 .env.example：${Object.keys(settings).join('、')}`)
}

function oneOf<T extends string>({ value, wrong }: GivenSettings, name: keyof typeof own, allowed: readonly T[]): T {
  const found = allowed.find(a => a === value(name))
  if (!found) wrong(name, `“${value(name)}” 不认识`, `只能是 ${allowed.join('、')}`)
  return found ?? allowed[0]!
}

/** Where and how people come in. */
function readWays(
  { value, secret: secretOf, wrong }: GivenSettings,
  web: Config['web'],
): Pick<Config, 'host' | 'secret' | 'publicUrl'> {
  const secret = secretOf('FAREWELL_SECRET')
  if (web === 'signed' && (secret?.reveal().length ?? 0) < leastSecret)
    wrong(
      'FAREWELL_SECRET',
      '太短或没有设置',
      'FAREWELL_WEB=signed 时要有至少 32 个字符，可用 openssl rand -hex 32 生成',
    )
  const publicUrl = value('FAREWELL_URL')
  if (publicUrl !== '' && !/^https?:\/\/[^/]+/.test(publicUrl))
    wrong('FAREWELL_URL', `“${publicUrl}” 不是网址`, '例如 https://lixiao.example.edu.cn')
  const host = value('FAREWELL_HOST')
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(host)
  if (web === 'sandbox' && !isLoopback)
    wrong(
      'FAREWELL_HOST',
      `演示模式不能对外开放（${host}）`,
      '用 127.0.0.1，或设 FAREWELL_WEB=signed 让每个人凭签名链接进入',
    )
  return { host, secret, publicUrl: publicUrl === '' ? null : publicUrl.replace(/\/+$/, '') }
}

function readChannels(given: GivenSettings): ChannelSettings {
  const read = platforms.flatMap(platform => {
    const found = platform.read(given)
    return found === null ? [] : [[platform.name, found] as const]
  })
  return Object.fromEntries(read)
}

/** Whether words of people in danger are heard; off only with a written acknowledgement. */
function readCrisis(given: GivenSettings): boolean {
  const { value, wrong } = given
  const crisis = oneOf(given, 'FAREWELL_CRISIS', ['on', 'off'] as const)
  const acknowledged = value('FAREWELL_CRISIS_ACK')
  if (crisis === 'off' && acknowledged.length < leastAcknowledgement)
    wrong(
      'FAREWELL_CRISIS_ACK',
      '关掉求助信号的识别要有书面确认',
      '写一句话：谁、哪天、为什么决定关掉，由谁用什么办法代替，例如 学工部某老师2027年5月1日决定关闭，由值班电话代替',
    )
  if (crisis === 'on' && acknowledged !== '')
    wrong('FAREWELL_CRISIS_ACK', 'FAREWELL_CRISIS 没有关，却写了确认', '删掉这一行，或写 FAREWELL_CRISIS=off')
  return crisis === 'on'
}

/** A secret from its variable, or from the file that `<name>_FILE` names. */
function readSecret(name: string, value: GivenSettings['value'], wrong: GivenSettings['wrong']): Secret | null {
  const file = value(`${name}_FILE`)
  if (file === '') return value(name) === '' ? null : new Secret(value(name))
  if (value(name) !== '') wrong(name, `和 ${name}_FILE 同时设了`, '只留一个')
  const text = textOf(file)?.trim()
  if (!text) wrong(`${name}_FILE`, `“${file}” 读不了，或是空的`, '写密钥文件的路径，并让运行小助手的用户能读它')
  return text ? new Secret(text) : null
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null // whoever asked says what is wrong with it
  }
}
