import { createHmac } from 'node:crypto'
import type { Fault, Shown } from '../../contract/channel.ts'
import { type Answers, type Asked, openPlatform } from '../platform.ts'

interface Sent {
  msgtype?: string
  text?: { content?: string }
  at?: { atMobiles?: string[]; atUserIds?: string[] }
}

/**
 * DingTalk's custom robot as its public documentation describes it: signed requests within an hour, bodies up to 20,000 bytes, 20 messages a
 * minute and then deaf for ten. It judges: what is over a limit stands in `broken`.
 */
export async function openDingtalk({ now }: { now(): number }) {
  const tokens = { g: 'token-of-g-0123456789', h: 'token-of-h-0123456789' }
  const key = 'SEC0123456789abcdef'
  const shown: Shown[] = []
  const log: { robot: string; at: number }[] = []
  const broken: string[] = []
  const deafUntil = { g: 0, h: 0 }
  const removed = new Set<string>()
  const error = (errcode: number, errmsg: string): Answers => ({ json: { errcode, errmsg } })
  const breaks = (rule: string, errcode: number) => {
    broken.push(rule)
    return error(errcode, rule)
  }

  const platform = await openPlatform(asked => {
    const { searchParams, pathname } = asked.url
    const robot = (['g', 'h'] as const).find(r => tokens[r] === searchParams.get('access_token'))
    if (pathname !== '/robot/send') return { status: 404 }
    if (!robot || removed.has(robot)) return error(300001, 'token is not exist')
    const timestamp = searchParams.get('timestamp') ?? ''
    const sign = createHmac('sha256', key).update(`${timestamp}\n${key}`).digest('base64')
    if (platform.fault === 'logged-out' || searchParams.get('sign') !== sign) return error(310000, 'sign not match')
    if (Math.abs(Number(timestamp) - now()) > 3_600_000) return error(310000, 'invalid timestamp')
    return send(robot, asked)
  })

  function send(robot: 'g' | 'h', { body }: Asked): Answers {
    const tooFast = 'send too fast, exceed 20 times per minute'
    if (platform.fault === 'rate-limit') return error(130101, tooFast)
    if (deafUntil[robot] > now()) return breaks('spoke although told to wait', 130101)
    if (log.filter(l => l.robot === robot && l.at > now() - 60_000).length >= 20) {
      deafUntil[robot] = now() + 600_000
      return breaks(tooFast, 130101)
    }
    if (body.length > 20_000) return breaks('body over 20000 bytes', 460101)
    const { msgtype, text, at = {} } = JSON.parse(body.toString()) as Sent
    const content = text?.content ?? ''
    if (msgtype !== 'text' || content.trim() === '') return breaks('no text', 40035)
    if (!content.isWellFormed()) return breaks('half a character', 40035)
    log.push({ robot, at: now() })
    const ids = [...(at.atMobiles ?? []), ...(at.atUserIds ?? [])]
    const isNamed = (id: string) => ids.includes(id) && content.includes(`@${id}`)
    const mentions = isNamed('13800000001') ? 'a' : isNamed('userid-b') ? 'b' : null
    shown.push({ place: robot, text: content, image: null, file: null, buttons: [], mentions })
    return { json: { errcode: 0, errmsg: 'ok' } }
  }

  return {
    shown,
    log,
    /** Every rule that was broken; must be empty. */
    broken,
    key,
    secrets: [...Object.values(tokens), key],
    urlOf: (robot: 'g' | 'h') => `${platform.url}/robot/send?access_token=${tokens[robot]}`,
    async fault(fault: Fault | null) {
      if (fault === 'kicked') removed.add('g')
      else removed.clear()
      await platform.setFault(fault)
    },
    close: platform.close,
  }
}
