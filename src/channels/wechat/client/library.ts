import type { RawMessage } from '../protocol.ts'
import type { RequestOptions } from './answers.ts'

/** A contact or group as the library keeps it. */
export interface RawContact {
  UserName: string
  NickName?: string
  RemarkName?: string
  DisplayName?: string
  ContactFlag?: number
  VerifyFlag?: number
  MemberList?: RawContact[]
}

/** What we touch of the library below the puppet. */
export interface Wechat4u {
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
export interface Inner {
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
