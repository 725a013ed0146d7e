import { PuppetWechat4u } from 'wechaty-puppet-wechat4u'
import { isRoomId, type RawMessage, readMessage } from '../protocol.ts'
import { type RequestOptions, redirect, retOf, watchAnswers } from './answers.ts'
import type { WechatAccount } from './bridge.ts'
import { openJournal } from './journal.ts'
import type { Inner, RawContact, Wechat4u } from './library.ts'
import { makeMessages } from './messages.ts'

/** Why the process must end. */
export type End = 'logged-out' | 'refused' | 'unreachable'

export interface ContainOptions {
  endpoint: string | null
  patienceMs: number
  /** The folder of the messages that the bot has not saved yet. */
  journal: string
  /** The login is gone or the platform cannot be reached; called once, and the process does not go on after it. */
  end(why: End, code: number): void
  news(what: 'left' | 'blocked', id: string): void
  /** Contacts or groups became known or changed. */
  changed(isWhole: boolean): void
  trouble(what: string): void
}

/** The puppet, with what it does behind our back taken out. */
export interface Contained extends WechatAccount {
  puppet: PuppetWechat4u
  /** Forgets the login. */
  forget(): Promise<void>
}

const slot = 'PUPPET-WECHAT4U'
/** After a resumed login, how old a message may be that was written while nobody listened. */
const lateSeconds = 2 * 3600

/** Makes the puppet and takes out what is dangerous in it; the decision note on WeChat lists each thing. */
export function makeContained(options: ContainOptions): Contained {
  const puppet = new PuppetWechat4u()
  const inner = puppet as unknown as Inner
  const journal = openJournal(options.journal)
  const messages = makeMessages(inner, { ...options, journal })
  let isResumed = false

  const monkeyPatch = inner.monkeyPatch.bind(puppet)
  inner.monkeyPatch = wechat4u => {
    monkeyPatch(wechat4u)
    isResumed = Boolean(wechat4u.PROP.uin)
    containRequests(wechat4u, options)
    containEnds(wechat4u, options)
    messages.contain(wechat4u)
  }
  containEvents(inner, options)
  acceptLate(inner, () => isResumed)
  inner.messageRawPayloadParser = async raw => payloadOf(raw, inner.wechat4u)
  inner.contactRawPayload = async id => contactOf(inner.wechat4u, id) ?? { UserName: id }
  const login = new SavedLogin(inner)

  return {
    puppet,
    ...accountOf(inner),
    isResumed: () => isResumed,
    taken: id => messages.taken(id),
    saved: id => journal.done(id),
    again: () => messages.again(isResumed),
    save: () => login.save(),
    forget: () => login.forget(),
    async logout() {
      await inner.wechat4u.logout()
      await login.forget()
    },
  }
}

/** What the library knows of people and groups, and what it does with them. */
function accountOf(
  inner: Inner,
): Pick<WechatAccount, 'person' | 'room' | 'directory' | 'sendText' | 'sendFile' | 'remark'> {
  return {
    person(id) {
      const { NickName = '', RemarkName = '', ContactFlag = 0 } = contactOf(inner.wechat4u, id) ?? {}
      return { name: NickName, remark: RemarkName, isFriend: (ContactFlag & 1) === 1 && !isRoomId(id) }
    },
    room: id => roomOf(inner.wechat4u, id),
    directory: () => directoryOf(inner.wechat4u),
    sendText: async (to, text) => idOf(await inner.wechat4u.sendMsg(text, to)),
    sendFile: async (to, { name, bytes }) => idOf(await inner.wechat4u.sendMsg({ file: bytes, filename: name }, to)),
    remark: async (id, remark) => void (await inner.wechat4u.updateRemarkName(id, remark)),
  }
}

/** The login as the puppet writes it down, so that the next process goes on with it. */
class SavedLogin {
  readonly #inner: Inner

  constructor(inner: Inner) {
    this.#inner = inner
  }

  async save(): Promise<void> {
    await this.#inner.memory.set(slot, this.#inner.wechat4u.botData)
    await this.#inner.memory.save()
  }

  async forget(): Promise<void> {
    await this.#inner.memory.delete(slot)
    await this.#inner.memory.save()
  }
}

/** The puppet's own listeners reject on odd messages, which nobody catches, let quick ones overtake each other, and ask about every member of every group. */
function containEvents(inner: Inner, { changed }: ContainOptions): void {
  const hook = inner.initHookEvents.bind(inner)
  inner.initHookEvents = wechat4u => {
    hook(wechat4u)
    for (const event of ['message', 'contacts-updated']) wechat4u.removeAllListeners(event)
    wechat4u.on('contacts-updated', () => changed(false))
  }
}

/** Requests: to the test's endpoint where there is one, watched for a lost login, and nothing evaluated but our own words. */
function containRequests(wechat4u: Wechat4u, { endpoint, patienceMs, end }: ContainOptions): void {
  const request = wechat4u.request
  const send = endpoint === null ? request : (o: RequestOptions) => request(redirect(o, endpoint))
  wechat4u.request = watchAnswers(send, {
    patienceMs,
    // Soon, not now: whoever asked must still hear the answer.
    lost: code => setImmediate(() => end(code >= 1200 ? 'refused' : 'logged-out', code)),
    failed: () => end('unreachable', 0),
  })
}

/** The library logs out and starts anew by its own lights, at once and for ever. Here it ends, and whoever watches the process decides. */
function containEnds(wechat4u: Wechat4u, { end, changed }: ContainOptions): void {
  wechat4u.stop = () => end('unreachable', 0)
  wechat4u.restart = async () => {
    if (wechat4u.state === wechat4u.CONF.STATE.login) return end('unreachable', 0)
    try {
      await wechat4u._init()
    } catch (error) {
      const ret = retOf(error)
      // A saved login that the platform refuses is of no use any more, whatever it calls it; -1 is "busy".
      end(ret === null || ret === -1 ? 'unreachable' : 'logged-out', ret ?? 0)
    }
  }
  const getContacts = wechat4u._getContact.bind(wechat4u)
  wechat4u._getContact = (seq = 0) => {
    const reading = getContacts(seq)
    if (seq === 0) void reading.then(() => setImmediate(() => changed(true)))
    return reading
  }
}

/** The puppet drops what is older than its start. After a resumed login that is what was written while nobody listened. */
function acceptLate(inner: Inner, isResumed: () => boolean): void {
  let started = 0
  Object.defineProperty(inner, 'startTime', {
    get: () => (isResumed() ? started - lateSeconds : started),
    set: (at: number) => {
      started = at
    },
  })
}

const idOf = ({ MsgID }: { MsgID?: string }) => String(MsgID ?? '')

/** The puppet's payload of a message, with the whole text. */
function payloadOf(raw: RawMessage, { user }: Wechat4u) {
  const { talker, room, kind, text } = readMessage(raw)
  // wechaty's own numbers for what a message is.
  const types = { text: 7, image: 6, system: 0, other: 0 }
  const to = room === null ? { listenerId: raw.ToUserName } : { roomId: room, mentionIdList: [] }
  return { id: raw.MsgId, talkerId: talker ?? user.UserName, text, timestamp: raw.CreateTime, type: types[kind], ...to }
}

/** A contact or group, or who is known only as a member of a group. */
const contactOf = (wechat4u: Wechat4u, id: string): RawContact | undefined =>
  wechat4u.contacts[id] ?? memberOf(wechat4u, id)

function memberOf({ contacts }: Wechat4u, id: string): RawContact | undefined {
  for (const { MemberList = [] } of Object.values(contacts)) {
    const found = MemberList.find(m => m.UserName === id)
    if (found) return found
  }
  return undefined
}

function roomOf({ contacts, user }: Wechat4u, id: string): { topic: string; me: string[] } {
  const { NickName = '', MemberList = [] } = contacts[id] ?? {}
  const here = MemberList.find(m => m.UserName === user.UserName)?.DisplayName
  return { topic: NickName, me: [user.NickName, here].filter((n): n is string => Boolean(n)) }
}

function directoryOf({ contacts }: Wechat4u): ReturnType<Contained['directory']> {
  const all = Object.values(contacts)
  return {
    friends: all
      .filter(c => !isRoomId(c.UserName) && c.RemarkName)
      .map(c => ({ id: c.UserName, remark: c.RemarkName! })),
    rooms: all.filter(c => isRoomId(c.UserName) && c.NickName).map(c => ({ id: c.UserName, topic: c.NickName! })),
  }
}
