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
