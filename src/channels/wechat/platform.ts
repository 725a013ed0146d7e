import { randomUUID } from 'node:crypto'
import { definePlatform } from '../platform.ts'
import { environmentFor, type WechatSettings } from './settings.ts'

/** WeChat by an unofficial client in a process of its own. */
export const wechatPlatform = definePlatform<WechatSettings>({
  name: 'wechat',
  settings: { FAREWELL_WECHAT: 'off', FAREWELL_WECHAT_PER_DAY: '300' },
  folder: {
    holds: 'the login, names of groups, messages not saved yet',
    ends: 'at logout; messages when their turn is saved',
  },
  read({ value, whole, wrong, zone, environment }) {
    const isOn = value('FAREWELL_WECHAT')
    if (isOn !== 'on' && isOn !== 'off') wrong('FAREWELL_WECHAT', `“${isOn}” 不认识`, '只能是 off、on')
    const perDay = whole('FAREWELL_WECHAT_PER_DAY', { from: 1, to: 5000 })
    const endpoint = environment.FAREWELL_TEST_WECHAT?.trim() || null
    return isOn === 'on' ? { perDay, zone, endpoint, environment: environmentFor(environment) } : null
  },
  async open(settings, parts) {
    const { makeWechatChannel } = await import('./channel.ts')
    const more = { random: Math.random, ids: { next: randomUUID }, show: (text: string) => process.stdout.write(text) }
    return { channel: makeWechatChannel(settings, { ...parts, ...more }) }
  },
})
