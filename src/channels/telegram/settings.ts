import type { Secret } from '../../core/secret.ts'

/** What the Telegram channel needs to run. */
export interface TelegramSettings {
  /** The bot's token, as BotFather gives it. */
  token: Secret
  /** Where the Bot API is, without a slash at the end. */
  api: string
  /** The public address that Telegram shall post updates to; null for long polling. */
  webhook: string | null
}

/** The settings of the channel and their defaults. */
export const telegramDefaults = {
  FAREWELL_TELEGRAM_TOKEN: '',
  FAREWELL_TELEGRAM_TOKEN_FILE: '',
  FAREWELL_TELEGRAM_API: 'https://api.telegram.org',
  FAREWELL_TELEGRAM_WEBHOOK: '',
} as const

/** Reads the channel's settings; null when there is no token, and what is wrong goes to `wrong`. */
export function readTelegram(
  token: Secret | null,
  value: (name: keyof typeof telegramDefaults) => string,
  wrong: (name: string, what: string, cure: string) => void,
): TelegramSettings | null {
  const api = value('FAREWELL_TELEGRAM_API').replace(/\/+$/, '')
  const webhook = value('FAREWELL_TELEGRAM_WEBHOOK')
  // The value is never shown: a mistyped token is still half a token.
  if (token && !/^\d+:[\w-]{10,}$/.test(token.reveal()))
    wrong('FAREWELL_TELEGRAM_TOKEN', '不是 BotFather 给的令牌的样子', '整行复制，形如 123456789:AA…，不要带引号和空格')
  if (!/^https?:\/\/[^/]+/.test(api))
    wrong('FAREWELL_TELEGRAM_API', `“${api}” 不是网址`, `官方的是 ${telegramDefaults.FAREWELL_TELEGRAM_API}`)
  if (webhook !== '' && !isWebhook(webhook))
    wrong(
      'FAREWELL_TELEGRAM_WEBHOOK',
      `“${webhook}” 不能用`,
      '要 https 开头、带路径，例如 https://lixiao.example.edu.cn/telegram',
    )
  return token && { token, api, webhook: webhook === '' ? null : webhook }
}

/** Telegram posts to HTTPS only; plain HTTP is for a Bot API server on the same machine. */
function isWebhook(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && pathname.length > 1
}
