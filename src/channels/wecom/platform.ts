import type { Channel } from '../../core/channel.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { folderIn } from '../../core/folders.ts'
import type { Robot } from '../http/robots.ts'
import { definePlatform, type GivenSettings } from '../platform.ts'
import type { WecomSettings } from './channel.ts'

/** WeCom's 智能机器人 by callback. Where a group has a robot of its own besides, what no message asked for goes through that. */
export const wecomPlatform = definePlatform<WecomSettings>({
  name: 'wecom',
  settings: {
    FAREWELL_WECOM_TOKEN: '',
    FAREWELL_WECOM_TOKEN_FILE: '',
    FAREWELL_WECOM_AES_KEY: '',
    FAREWELL_WECOM_AES_KEY_FILE: '',
    FAREWELL_WECOM_USERID: 'other',
  },
  folder: { holds: 'addresses for one answer', ends: 'within an hour' },
  read,
  async open(settings, parts) {
    const { openWecom } = await import('./channel.ts')
    const robots = parts.before('wecom-robot')
    const elsewhere = robots ? throughRobots(robots.settings as readonly Robot[], robots.channel) : undefined
    return openWecom(settings, {
      ...parts,
      folder: folderIn(parts.data, 'wecom'),
      ...(elsewhere ? { elsewhere } : {}),
    })
  },
})

function read({ value, secret, wrong }: GivenSettings): WecomSettings | null {
  const [token, aesKey] = [secret('FAREWELL_WECOM_TOKEN'), secret('FAREWELL_WECOM_AES_KEY')]
  const userid = value('FAREWELL_WECOM_USERID')
  if (userid !== 'number' && userid !== 'other')
    wrong('FAREWELL_WECOM_USERID', `“${userid}” 不认识`, '账号就是学工号写 number，不是写 other')
  if (!token && !aesKey) return null
  if (!token) wrong('FAREWELL_WECOM_TOKEN', '没有设置', '从智能机器人的“API 设置”里复制 Token')
  if (!aesKey || !/^[A-Za-z0-9]{43}$/.test(aesKey.reveal()))
    wrong('FAREWELL_WECOM_AES_KEY', '不是 43 个字母和数字', '从智能机器人的“API 设置”里复制 EncodingAESKey')
  return token && aesKey && { token, aesKey, isUseridNumber: userid === 'number' }
}

/** Sends to a group through its robot, where the robots' file says which group that is. */
function throughRobots(robots: readonly Robot[], channel: Channel) {
  return (delivery: Delivery, signal: AbortSignal): Promise<Receipt> | null => {
    const robot = robots.find(r => r.hears !== null && `wecom:${r.hears}` === delivery.chatId)
    return robot ? channel.send({ ...delivery, chatId: `${channel.name}:${robot.name}` }, signal) : null
  }
}
