import type { ContactSelf, Message, Wechaty } from 'wechaty'
import { mentionsAny } from '../protocol.ts'
import type { WechatCommand, WechatFrame, WechatMessage } from '../wire.ts'
import { outcomeOf } from './answers.ts'

/** What the bridge needs of the account beyond wechaty's own words. */
export interface WechatAccount {
  /** What the platform says of a person or group at this moment. */
  person(id: string): { name: string; remark: string; isFriend: boolean }
  room(id: string): { topic: string; me: string[] }
  directory(): { friends: { id: string; remark: string }[]; rooms: { id: string; topic: string }[] }
  /** Whether this process began with a saved login. */
  isResumed(): boolean
  /** Writes the login down, so that the next process goes on with it. */
  save(): Promise<void>
  /** Logs out on the platform and forgets the login. */
  logout(): Promise<void>
  /** The bridge has taken a message: the next one of its chat may come. */
  taken(messageId: string): void
  /** The bot has saved a message, or it is nothing for the bot. */
  saved(messageId: string): void
  /** What an earlier process had told of and was not saved comes once more. */
  again(): void
  /** Send, and say under which id it was taken. */
  sendText(to: string, text: string): Promise<string>
  sendFile(to: string, file: { name: string; bytes: Buffer }): Promise<string>
  remark(id: string, remark: string): Promise<void>
}

/** The bridge between wechaty and the wire. */
export interface Bridge {
  /** Does what the bot asks; resolves when it is done and told. */
  obey(command: WechatCommand): Promise<void>
  /** Tells who is there; `isWhole` once the list of contacts was read. */
  tellDirectory(isWhole: boolean): void
}

/** wechaty's number for a code that was scanned and waits to be confirmed. */
const scanned = 3
/** The largest picture that is handed on. */
const largestImage = 8 * 1024 * 1024

/** The other end of the wire. `exit` ends the process. */
interface Wire {
  tell(frame: WechatFrame): Promise<void>
  exit(how: 'ended' | 'loggedOut'): void
}

/** Joins a wechaty bot to the wire: its events become frames, commands become calls. */
export function makeBridge(bot: Wechaty, account: WechatAccount, wire: Wire): Bridge {
  return new WechatyBridge(bot, account, wire)
}

class WechatyBridge implements Bridge {
  readonly #bot: Wechaty
  readonly #account: WechatAccount
  readonly #wire: Wire
  /** The login is told first, then who is there, then what they say. */
  readonly #told = Promise.withResolvers<void>()
  #self: { id: string } | null = null
  #isTold = false
  #isWhole = false

  constructor(bot: Wechaty, account: WechatAccount, wire: Wire) {
    this.#bot = bot
    this.#account = account
    this.#wire = wire
    bot.on('scan', (qr, status) => {
      if (qr) void wire.tell({ kind: 'scan', qr, state: status === scanned ? 'scanned' : 'waiting' })
    })
    bot.on('login', user => this.#login(user))
    bot.on('error', () => void wire.tell({ kind: 'trouble', what: 'library-error' }))
    bot.on('message', message => {
      const done = () => account.taken(message.id)
      this.#take(message)
        .catch(() => wire.tell({ kind: 'trouble', what: 'message-failed' }))
        .then(done, done)
    })
  }

  async obey(command: WechatCommand): Promise<void> {
    if ('job' in command && !this.#self)
      return this.#wire.tell({ kind: 'done', job: command.job, result: { outcome: 'unsent' } })
    const account = this.#account
    switch (command.do) {
      case 'text':
        return this.#attempt(command.job, () => account.sendText(command.to, command.text))
      case 'file': {
        const file = { name: command.name, bytes: Buffer.from(command.bytes, 'base64') }
        return this.#attempt(command.job, () => account.sendFile(command.to, file))
      }
      case 'remark':
        return this.#attempt(command.job, async () => {
          await account.remark(command.to, command.remark)
          return ''
        })
      case 'saved':
        return account.saved(command.id)
      case 'ping':
        return this.#wire.tell({ kind: 'pong', n: command.n })
      case 'end':
        if (this.#self) await account.save()
        return this.#wire.exit('ended')
      case 'logout':
        if (this.#self) await account.logout()
        await this.#wire.tell({ kind: 'logout', reason: 'asked', code: 0 })
        return this.#wire.exit('loggedOut')
    }
  }

  tellDirectory(isWhole: boolean): void {
    this.#isWhole ||= isWhole
    if (this.#isTold) void this.#wire.tell({ kind: 'directory', ...this.#account.directory(), isWhole: this.#isWhole })
  }

  async #login(user: ContactSelf): Promise<void> {
    const account = this.#account
    this.#self = user
    await account.save()
    const self = { id: user.id, name: user.name() }
    await this.#wire.tell({ kind: 'login', self, isResumed: account.isResumed() })
    this.#isTold = true
    this.#told.resolve()
    this.tellDirectory(false)
    account.again()
  }

  async #take(message: Message): Promise<void> {
    const talker = message.talker()
    const { Text, Image } = this.#bot.Message.Type
    const isOurs = message.self() || talker.id === this.#self?.id
    if (isOurs || ![Text, Image].includes(message.type()) || talker.type() === this.#bot.Contact.Type.Official)
      return this.#account.saved(message.id)
    const group = message.room()
    const room = group ? { id: group.id, ...this.#account.room(group.id) } : null
    const text = message.text()
    const isMentioned = room !== null && ((await message.mentionSelf()) || mentionsAny(text, room.me))
    const isImage = message.type() === Image
    await this.#told.promise
    const said: WechatMessage = {
      kind: 'message',
      id: message.id,
      at: message.date().getTime(),
      talker: { id: talker.id, ...this.#account.person(talker.id) },
      room,
      text: isImage ? '' : text,
      image: isImage ? await imageOf(message) : null,
      isMentioned,
    }
    await this.#wire.tell(said)
  }

  async #attempt(job: number, send: () => Promise<string>): Promise<void> {
    // Said before anything leaves: should this process die now, the bot knows what may have been sent.
    await this.#wire.tell({ kind: 'begun', job })
    try {
      const id = await send()
      await this.#wire.tell({ kind: 'done', job, result: { outcome: 'sent', id } })
    } catch (error) {
      await this.#wire.tell({ kind: 'done', job, result: outcomeOf(error) })
    }
  }
}

/** The picture in Base64, or '' when it cannot be had. */
async function imageOf(message: Message): Promise<string> {
  try {
    const bytes = await (await message.toFileBox()).toBuffer()
    return bytes.length <= largestImage ? bytes.toString('base64') : ''
  } catch {
    return '' // the reader is told that the picture could not be seen
  }
}
