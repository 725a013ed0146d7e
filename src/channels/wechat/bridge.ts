import type { Message, Wechaty } from 'wechaty'
import { outcomeOf } from './answers.ts'
import { mentionsAny } from './protocol.ts'
import type { Command, Frame, WireMessage } from './wire.ts'

/** What the bridge needs of a platform beyond wechaty's own words. */
export interface Platform {
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
  obey(command: Command): Promise<void>
  /** Tells who is there; `isWhole` once the list of contacts was read. */
  tellDirectory(isWhole: boolean): void
}

/** wechaty's number for a code that was scanned and waits to be confirmed. */
const scanned = 3
/** The largest picture that is handed on. */
const largestImage = 8 * 1024 * 1024

/** Joins a wechaty bot to the wire: its events become frames, commands become calls. `exit` ends the process. */
export function makeBridge(
  bot: Wechaty,
  platform: Platform,
  { tell, exit }: { tell(frame: Frame): Promise<void>; exit(how: 'ended' | 'loggedOut'): void },
): Bridge {
  let self: { id: string } | null = null
  /** The login is told first, then who is there, then what they say. */
  const told = Promise.withResolvers<void>()
  let isTold = false
  let isWhole = false

  bot.on('scan', (qr, status) => {
    if (qr) void tell({ kind: 'scan', qr, state: status === scanned ? 'scanned' : 'waiting' })
  })
  bot.on('login', async user => {
    self = user
    await platform.save()
    await tell({ kind: 'login', self: { id: user.id, name: user.name() }, isResumed: platform.isResumed() })
    isTold = true
    told.resolve()
    tellDirectory(false)
    platform.again()
  })
  bot.on('error', () => void tell({ kind: 'trouble', what: 'library-error' }))
  bot.on('message', message => {
    const done = () => platform.taken(message.id)
    take(message)
      .catch(() => tell({ kind: 'trouble', what: 'message-failed' }))
      .then(done, done)
  })

  async function take(message: Message): Promise<void> {
    const talker = message.talker()
    const { Text, Image } = bot.Message.Type
    const isOurs = message.self() || talker.id === self?.id
    if (isOurs || ![Text, Image].includes(message.type()) || talker.type() === bot.Contact.Type.Official)
      return platform.saved(message.id)
    const group = message.room()
    const room = group ? { id: group.id, ...platform.room(group.id) } : null
    const text = message.text()
    const isMentioned = room !== null && ((await message.mentionSelf()) || mentionsAny(text, room.me))
    const isImage = message.type() === Image
    await told.promise
    const said: WireMessage = {
      kind: 'message',
      id: message.id,
      at: message.date().getTime(),
      talker: { id: talker.id, ...platform.person(talker.id) },
      room,
      text: isImage ? '' : text,
      image: isImage ? await imageOf(message) : null,
      isMentioned,
    }
    await tell(said)
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

  function tellDirectory(isWholeNow: boolean): void {
    isWhole ||= isWholeNow
    if (isTold) void tell({ kind: 'directory', ...platform.directory(), isWhole })
  }

  async function attempt(job: number, send: () => Promise<string>): Promise<void> {
    // Said before anything leaves: should this process die now, the bot knows what may have been sent.
    await tell({ kind: 'begun', job })
    try {
      const id = await send()
      await tell({ kind: 'done', job, result: { outcome: 'sent', id } })
    } catch (error) {
      await tell({ kind: 'done', job, result: outcomeOf(error) })
    }
  }

  async function obey(command: Command): Promise<void> {
    if ('job' in command && !self) return tell({ kind: 'done', job: command.job, result: { outcome: 'unsent' } })
    switch (command.do) {
      case 'text':
        return attempt(command.job, () => platform.sendText(command.to, command.text))
      case 'file': {
        const file = { name: command.name, bytes: Buffer.from(command.bytes, 'base64') }
        return attempt(command.job, () => platform.sendFile(command.to, file))
      }
      case 'remark':
        return attempt(command.job, async () => {
          await platform.remark(command.to, command.remark)
          return ''
        })
      case 'saved':
        return platform.saved(command.id)
      case 'ping':
        return tell({ kind: 'pong', n: command.n })
      case 'end':
        if (self) await platform.save()
        return exit('ended')
      case 'logout':
        if (self) await platform.logout()
        await tell({ kind: 'logout', reason: 'asked', code: 0 })
        return exit('loggedOut')
    }
  }

  return { obey, tellDirectory }
}
