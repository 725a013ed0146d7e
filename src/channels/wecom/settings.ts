import type { Secret } from '../../core/secret.ts'
import type { WecomSettings } from './channel.ts'

/** The settings of the channel and their defaults. */
export const wecomDefaults = {
  FAREWELL_WECOM_TOKEN: '',
  FAREWELL_WECOM_TOKEN_FILE: '',
  FAREWELL_WECOM_AES_KEY: '',
  FAREWELL_WECOM_AES_KEY_FILE: '',
  FAREWELL_WECOM_USERID: 'other',
} as const

/** Reads the channel's settings; null when neither secret is set, and what is wrong goes to `wrong`, never with a secret in it. */
export function readWecom(
  { token, aesKey }: { token: Secret | null; aesKey: Secret | null },
  userid: string,
  wrong: (name: string, what: string, cure: string) => void,
): WecomSettings | null {
  if (userid !== 'number' && userid !== 'other')
    wrong('FAREWELL_WECOM_USERID', `“${userid}” 不认识`, '账号就是学工号写 number，不是写 other')
  if (!token && !aesKey) return null
  if (!token) wrong('FAREWELL_WECOM_TOKEN', '没有设置', '从智能机器人的“API 设置”里复制 Token')
  if (!aesKey || !/^[A-Za-z0-9]{43}$/.test(aesKey.reveal()))
    wrong('FAREWELL_WECOM_AES_KEY', '不是 43 个字母和数字', '从智能机器人的“API 设置”里复制 EncodingAESKey')
  return token && aesKey && { token, aesKey, isUseridNumber: userid === 'number' }
}
