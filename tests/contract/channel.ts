import type { Channel } from '../../src/core/channel.ts'
import type { Notice, Update } from '../../src/core/update.ts'

/** Places of every harness: two people's private chats and two groups of both. */
export type Place = 'a' | 'b' | 'g' | 'h'

/** A message that someone writes on the emulated platform. */
export interface Written {
  from: 'a' | 'b'
  /** The group, or nothing for the private chat. */
  room?: 'g' | 'h'
  text?: string
  /** Mentions the bot at the beginning, in the middle or at the end of the text. */
  mention?: 'front' | 'middle' | 'end'
  /** Replies to the last message of the bot in that chat. */
  repliesToBot?: boolean
  image?: Uint8Array
}

/** A message of the bot as the platform shows it. */
export interface Shown {
  place: Place
  text: string
  /** The bytes of a picture or file, where one was shown. */
  image: Uint8Array | null
  file: { name: string; bytes: Uint8Array } | null
  /** Labels of buttons, in order; empty where choices are lines of the text. */
  buttons: string[]
  /** The person who is named, where the platform names one. */
  mentions: 'a' | 'b' | null
}

/** What the emulated platform does wrong from now on; null makes it well again. */
export type Fault =
  /** The next send is told to come again in a second. */
  | 'rate-limit'
  /** No connection can be made. */
  | 'unreachable'
  /** The connection dies after the message was taken, before the answer. */
  | 'cut-after-taking'
  /** The platform says that we are not logged in (any more). */
  | 'logged-out'
  /** The bot was removed from group g; person a has blocked it. */
  | 'kicked'
  | 'blocked'
  /** The platform takes connections and does not answer. */
  | 'silent'

/**
 * A channel over an emulated platform on loopback, started with an inbox that records (`RecordingInbox`). Its assets are `sampleAssets()`, so that
 * it can read the picture and the file that the suite sends.
 */
export interface ChannelHarness {
  channel: Channel
  /** What the inbox took, in order; a message counts once however often it was handed over. */
  updates: readonly Update[]
  notices: readonly Notice[]
  /** Lets the inbox fail (as when the database is busy) until told otherwise. */
  failInbox(isFailing: boolean): void
  chatId(place: Place): string
  personId(who: 'a' | 'b'): string
  write(message: Written): Promise<void>
  /** The platform hands over its last update a second time. */
  repeatLast(): Promise<void>
  /** The platform hands over something that is no message of any kind we know. */
  writeNonsense(): Promise<void>
  /** Resolves when the inbox has taken `count` updates in all; rejects after some seconds. */
  taken(count: number): Promise<void>
  shown(): readonly Shown[]
  fault(fault: Fault | null): Promise<void>
  /** Which faults the platform knows. */
  faults: ReadonlySet<Fault>
  /** The longest text that the platform shows in one message, in its own unit, and a measure of texts in it. */
  longest: { limit: number; measure(text: string): number }
  /**
   * Stops the channel as a killed process would (nothing is said or saved any more) and starts it anew on what it kept. `meanwhile` is called
   * while it is down.
   */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  /** The time of the channel's clock; the machine's where there is none. */
  now?(): Date
  /** Puts the channel's clock forward, where it is the harness's. */
  pass?(ms: number): void
  /** Keys and tokens that the channel was given. */
  secrets?: readonly string[]
  /** Everything that the channel has logged. */
  logged?(): string
  close(): Promise<void>
}
