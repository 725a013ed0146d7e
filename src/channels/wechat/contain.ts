import { PuppetWechat4u } from 'wechaty-puppet-wechat4u'
import { type RequestOptions, redirect, retOf, watchAnswers } from './answers.ts'
import type { Platform } from './bridge.ts'
import { isRawMessage, isRemoteStop, isRoomId, type RawMessage, readMessage, systemNews } from './protocol.ts'

/** A contact or group as the library keeps it. */
interface RawContact {
  UserName: string
  NickName?: string
  RemarkName?: string
  DisplayName?: string
  ContactFlag?: number
  VerifyFlag?: number
  MemberList?: RawContact[]
}

/** What we touch of the library below the puppet. */
interface Wechat4u {
  PROP: { uin: string }
  CONF: { STATE: { login: string } }
  state: string
  user: RawContact
  botData: unknown
  contacts: Record<string, RawContact>
  Message: { extend(raw: RawMessage): RawMessage }
  request(options: RequestOptions): Promise<{ data: unknown }>
  handleMsg(list: unknown[]): void
  updateRemarkName(id: string, remark: string): Promise<unknown>
  sendMsg(what: string | { file: Buffer; filename: string }, to: string): Promise<{ MsgID?: string }>
  batchGetContact(list: { UserName: string }[]): Promise<RawContact[]>
  getContact(seq: number): Promise<unknown>
  _getContact(seq?: number): Promise<RawContact[]>
  updateContacts(list: RawContact[]): void
  _init(): Promise<void>
  restart(): Promise<void>
  stop(): void
  logout(): Promise<unknown>
  emit(event: string, ...values: unknown[]): boolean
  on(event: string, listener: (...values: never[]) => void): void
  removeAllListeners(event: string): void
}

/** What we touch of the puppet that it calls its own. */
interface Inner {
  wechat4u: Wechat4u
  startTime: number
  cacheMessageRawPayload: { set(id: string, raw: RawMessage): void; get(id: string): RawMessage | undefined }
  memory: { set(key: string, value: unknown): Promise<void>; delete(key: string): Promise<void>; save(): Promise<void> }
  monkeyPatch(wechat4u: Wechat4u): void
  initHookEvents(wechat4u: Wechat4u): void
  emit(event: 'message', payload: { messageId: string }): boolean
  messageRawPayloadParser(raw: RawMessage): Promise<unknown>
  contactRawPayload(id: string): Promise<RawContact>
}

/** Why the process must end. */
export type End = 'logged-out' | 'refused' | 'unreachable'

export interface ContainOptions {
  endpoint: string | null
  patienceMs: number
  /** The login is gone or the platform cannot be reached; called once, and the process does not go on after it. */
  end(why: End, code: number): void
  news(what: 'left' | 'blocked', id: string): void
  /** Contacts or groups became known or changed. */
  changed(isWhole: boolean): void
  trouble(what: string): void
}

/** The puppet, with what it does behind our back taken out. */
export interface Contained extends Platform {
  puppet: PuppetWechat4u
  /** Forgets the login. */
  forget(): Promise<void>
}

const slot = 'PUPPET-WECHAT4U'
/** After a resumed login, how old a message may be that was written while nobody listened. */
const lateSeconds = 2 * 3600
const handoverMs = 5000

/** Makes the puppet and takes out what is dangerous in it; the decision note on WeChat lists each thing. */
export function makeContained(options: ContainOptions): Contained {
  const puppet = new PuppetWechat4u()
  const inner = puppet as unknown as Inner
  const taking = new Map<string, () => void>()
  let isResumed = false

  const monkeyPatch = inner.monkeyPatch.bind(puppet)
  inner.monkeyPatch = wechat4u => {
    monkeyPatch(wechat4u)
    isResumed = Boolean(wechat4u.PROP.uin)
    containRequests(wechat4u, options)
    containEnds(wechat4u, options)
    containMessages(wechat4u, options)
  }
  const hook = inner.initHookEvents.bind(puppet)
  inner.initHookEvents = wechat4u => {
    hook(wechat4u)
    // The puppet's own listeners reject on odd messages, which nobody catches, let quick ones overtake each other, and ask the platform
    // about every member of every group.
    for (const event of ['message', 'contacts-updated']) wechat4u.removeAllListeners(event)
    wechat4u.on('contacts-updated', () => options.changed(false))
  }
  acceptLate(inner, () => isResumed)
  inner.messageRawPayloadParser = async raw => payloadOf(raw, inner.wechat4u)
  inner.contactRawPayload = async id => inner.wechat4u.contacts[id] ?? memberOf(inner.wechat4u, id) ?? { UserName: id }

  return {
    puppet,
    isResumed: () => isResumed,
    person(id) {
      const {
        NickName = '',
        RemarkName = '',
        ContactFlag = 0,
      } = inner.wechat4u.contacts[id] ?? memberOf(inner.wechat4u, id) ?? {}
      return { name: NickName, remark: RemarkName, isFriend: (ContactFlag & 1) === 1 && !isRoomId(id) }
    },
    room: id => roomOf(inner.wechat4u, id),
    directory: () => directoryOf(inner.wechat4u),
    taken: id => taking.get(id)?.(),
    sendText: async (to, text) => idOf(await inner.wechat4u.sendMsg(text, to)),
    sendFile: async (to, { name, bytes }) => idOf(await inner.wechat4u.sendMsg({ file: bytes, filename: name }, to)),
    remark: async (id, remark) => void (await inner.wechat4u.updateRemarkName(id, remark)),
    async save() {
      await inner.memory.set(slot, inner.wechat4u.botData)
      await inner.memory.save()
    },
    async forget() {
      await inner.memory.delete(slot)
      await inner.memory.save()
    },
    async logout() {
      await inner.wechat4u.logout()
      await this.forget()
    },
  }

  function containMessages(wechat4u: Wechat4u, { news, trouble }: ContainOptions): void {
    const queues = new Map<string, Promise<void>>()
    wechat4u.handleMsg = list => {
      for (const raw of list) {
        if (!isRawMessage(raw)) {
          trouble('malformed-message')
          continue
        }
        const before = queues.get(raw.FromUserName) ?? Promise.resolve()
        const mine = before.then(() => take(raw)).catch(() => trouble('message-failed'))
        queues.set(raw.FromUserName, mine)
        void mine.then(() => queues.get(raw.FromUserName) === mine && queues.delete(raw.FromUserName))
      }
    }

    async function take(raw: RawMessage): Promise<void> {
      if (isRemoteStop(raw)) return
      // Special accounts (news, payments, the file helper) are no people; statuses tell of chats that we do not know yet.
      if (raw.MsgType === statusType) return know(unknownIn(raw))
      if (!raw.FromUserName.startsWith('@') || raw.CreateTime < inner.startTime) return
      await know([raw.FromUserName].filter(id => isUnknown(id)))
      const extended = wechat4u.Message.extend(raw)
      const read = readMessage(extended)
      if (read.kind === 'system') {
        const what = systemNews(read.text)
        if (what) news(what, raw.FromUserName)
        return
      }
      if (read.kind === 'other' || read.talker === null) return
      inner.cacheMessageRawPayload.set(raw.MsgId, extended)
      await handOver(raw.MsgId)
    }

    const isUnknown = (id: string) =>
      !wechat4u.contacts[id] || (isRoomId(id) && !wechat4u.contacts[id].MemberList?.length)
    const unknownIn = ({ StatusNotifyUserName = '' }: RawMessage) =>
      StatusNotifyUserName.split(',').filter(id => id.startsWith('@') && isUnknown(id))

    async function know(ids: string[]): Promise<void> {
      if (ids.length === 0) return
      try {
        wechat4u.updateContacts(await wechat4u.batchGetContact(ids.slice(0, 50).map(UserName => ({ UserName }))))
      } catch {
        trouble('contact-unknown') // the message goes on without its group's name
      }
      // The library looks into the members of a group without asking whether it knows them.
      for (const id of ids.filter(isRoomId))
        wechat4u.contacts[id] = { MemberList: [], UserName: id, ...wechat4u.contacts[id] }
    }

    /** Waits until the bridge has it, so that a chat's messages come in order; not for ever. */
    function handOver(messageId: string): Promise<void> {
      return new Promise(resolve => {
        const timer = setTimeout(() => done(), handoverMs)
        const done = () => {
          clearTimeout(timer)
          taking.delete(messageId)
          resolve()
        }
        taking.set(messageId, done)
        inner.emit('message', { messageId })
      })
    }
  }
}

const statusType = 51

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
