import type { TelegramEmulator } from './emulator.ts'
import { type Answer, type Fields, fine, refusal, type Upload } from './http.ts'

type Method = (emulator: TelegramEmulator, fields: Fields) => Answer | Promise<Answer>

/** The methods of the Bot API that we call. */
export const methods: Record<string, Method> = {
  getMe: ({ me }) => fine(me),
  getUpdates: (emulator, fields) => emulator.poll(fields),
  setWebhook(emulator, fields) {
    const isSecret = /^[\w-]{1,256}$/.test(String(fields.secret_token ?? 'none'))
    if (!isSecret) return refusal(400, 'Bad Request: secret token contains unallowed characters')
    emulator.webhook = fields
    emulator.startPosting()
    return fine(true)
  },
  deleteWebhook(emulator) {
    emulator.webhook = null
    return fine(true)
  },
  getWebhookInfo: ({ webhook, pending }) =>
    fine({ url: webhook?.url ?? '', has_custom_certificate: false, pending_update_count: pending.length }),
  setMyCommands(emulator, { commands }) {
    const list = commands as { command: string; description: string }[]
    if (
      !list.every(c => /^[a-z0-9_]{1,32}$/.test(c.command) && c.description.length >= 1 && c.description.length <= 256)
    )
      return refusal(400, 'Bad Request: BOT_COMMAND_INVALID')
    emulator.commands = list
    return fine(true)
  },
  answerCallbackQuery: () => fine(true),
  getChatMember({ users }, { user_id }) {
    const user = users.get(Number(user_id))
    return user
      ? fine({ status: 'member', user: { is_bot: false, ...user } })
      : refusal(400, 'Bad Request: user not found')
  },
  getFile({ files }, { file_id }) {
    const bytes = files.get(String(file_id))
    if (!bytes) return refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
    if (bytes.length > 20 * 2 ** 20) return refusal(400, 'Bad Request: file is too big')
    return fine({ file_id, file_unique_id: file_id, file_size: bytes.length, file_path: file_id })
  },
  sendMessage: (emulator, fields) => send(emulator, 'sendMessage', fields),
  sendPhoto: (emulator, fields) => send(emulator, 'sendPhoto', fields),
  sendDocument: (emulator, fields) => send(emulator, 'sendDocument', fields),
  sendMediaGroup: (emulator, fields) => send(emulator, 'sendMediaGroup', fields),
}

function send(emulator: TelegramEmulator, method: string, fields: Fields): Answer {
  const chat = emulator.chats.get(Number(fields.chat_id))
  if (!chat) return refusal(400, 'Bad Request: chat not found')
  const { movedTo } = chat
  if (movedTo !== undefined)
    return refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: movedTo })
  const barred = {
    open: null,
    never: "Forbidden: bot can't initiate conversation with a user",
    blocked: 'Forbidden: bot was blocked by the user',
    kicked: `Forbidden: bot was kicked from the ${chat.type} chat`,
  }[chat.state]
  if (barred) return refusal(403, barred)
  const wrong = wrongIn(method, fields)
  if (wrong) return refusal(400, `Bad Request: ${wrong}`)
  const uploads = Object.values(fields).filter(isUpload)
  const count = method === 'sendMediaGroup' ? (fields.media as unknown[]).length : 1
  const at = emulator.now()
  const seconds = emulator.judge?.take(chat.id, { at, isGroup: chat.type !== 'private', count }) ?? null
  if (seconds !== null) return refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
  const id = ++emulator.lastMessage
  const text = String(fields.text ?? fields.caption ?? '')
  const sent = { method, chat: chat.id, id, text, fields, uploads, at }
  emulator.sent.push(sent)
  emulator.onSent(sent)
  const message = { message_id: id, date: Math.floor(at / 1000), chat: { id: chat.id, type: chat.type }, text }
  return fine(method === 'sendMediaGroup' ? Array.from({ length: count }, () => message) : message)
}

const isUpload = (value: unknown): value is Upload => (value as Upload | null)?.bytes instanceof Uint8Array

/** What Telegram would object to, in its words, or null. */
function wrongIn(method: string, { text, caption, media, photo, document, reply_markup }: Fields): string | null {
  if (method === 'sendMessage' && String(text ?? '').trim() === '') return 'message text is empty'
  if (String(text ?? '').length > 4096) return 'message is too long'
  if (String(caption ?? '').length > 1024) return 'message caption is too long'
  if (method === 'sendPhoto' && !isUpload(photo)) return 'there is no photo in the request'
  if (method === 'sendPhoto' && (photo as Upload).name.startsWith('vast')) return 'PHOTO_INVALID_DIMENSIONS'
  if (method === 'sendDocument' && !isUpload(document)) return 'there is no document in the request'
  const pictures = media as unknown[] | undefined
  if (pictures && (pictures.length < 2 || pictures.length > 10)) return 'wrong number of media in the album'
  const rows = (reply_markup as { inline_keyboard?: { callback_data: string }[][] } | undefined)?.inline_keyboard ?? []
  const isFitting = (data: string) => Buffer.byteLength(data) >= 1 && Buffer.byteLength(data) <= 64
  return rows.flat().every(b => isFitting(b.callback_data)) ? null : 'BUTTON_DATA_INVALID'
}
