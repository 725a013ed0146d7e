import { definePlatform, type GivenSettings } from '../platform.ts'
import type { TelegramSettings } from './settings.ts'

const official = 'https://api.telegram.org'

/** A Telegram bot, by long polling or by webhook. */
export const telegramPlatform = definePlatform<TelegramSettings>({
  name: 'telegram',
  settings: {
    FAREWELL_TELEGRAM_TOKEN: '',
    FAREWELL_TELEGRAM_TOKEN_FILE: '',
    FAREWELL_TELEGRAM_API: official,
    FAREWELL_TELEGRAM_WEBHOOK: '',
  },
  folder: { holds: 'numbers of accounts and groups', ends: 'when the account closes its chat' },
  read,
  open: async (settings, parts) => (await import('./channel.ts')).openTelegram(settings, parts),
})

function read({ value, secret, wrong }: GivenSettings): TelegramSettings | null {
  const token = secret('FAREWELL_TELEGRAM_TOKEN')
  const api = value('FAREWELL_TELEGRAM_API').replace(/\/+$/, '')
  const webhook = value('FAREWELL_TELEGRAM_WEBHOOK')
  // The value is never shown: a mistyped token is still half a token.
  if (token && !/^\d+:[\w-]{10,}$/.test(token.reveal()))
    wrong('FAREWELL_TELEGRAM_TOKEN', '不是 BotFather 给的令牌的样子', '整行复制，形如 123456789:AA…，不要带引号和空格')
  if (!/^https?:\/\/[^/]+/.test(api)) wrong('FAREWELL_TELEGRAM_API', `“${api}” 不是网址`, `官方的是 ${official}`)
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
