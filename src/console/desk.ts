import type { html } from 'hono/html'
import type { z } from 'zod'
import type { Content } from '../bot/content.ts'
import type { Asset, Assets } from '../core/asset.ts'
import type { ChannelStatus } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import type { Home, Identity } from '../core/roster.ts'
import type { AuditLine } from '../core/turn.ts'
import type { LinkGround } from '../office/broadcasts/link.ts'
import type { NoticeReader } from '../office/notice/reader.ts'
import type { Act, Outcome } from '../office/outcome.ts'
import type { ListReader } from '../office/people/list/reader.ts'
import type { Right } from '../office/rights.ts'
import type { Press as PosterPress } from '../reports/press.ts'
import type { ConsoleWords } from './shell-words.ts'
import type { Uploads } from './uploads.ts'

/** Markup that is escaped already. */
export type Html = ReturnType<typeof html> | string

/** What the console stands on; `app/console.ts` puts it together. */
export interface Desk {
  clock: Clock
  content(): Content
  /** Does an act of the office for whoever acts, in one transaction with its line of the audit log where that is new. */
  perform<Rules, Input, What, Why>(
    act: Act<Rules, Input, What, Why>,
    as: { rules: Rules; actor: Identity; input: Input; isNew?: (line: AuditLine) => boolean },
  ): Promise<Outcome<What, Why>>
  /** Does an act that only looks, outside of any transaction: nothing that it comes to is saved. */
  look<Rules, Input, What, Why>(
    act: Act<Rules, Input, What, Why>,
    as: { rules: Rules; actor: Identity; input: Input },
  ): Promise<Outcome<What, Why>>
  /** Whether people reach us by HTTPS only, so that no cookie of ours may leave by anything else. */
  isHttps: boolean
  /** Where people reach the pages from outside, without a slash at the end; null when nowhere. */
  publicUrl: string | null
  /** Whether somebody who runs the bot is told last of a crisis. */
  hasOperator: boolean
  /** Where links to broadcasts begin, and what signs them. */
  links: LinkGround
  /** Pictures that come with forms. */
  pictures: DeskPictures
  /** Draws posters. */
  press: Pick<PosterPress, 'drawPoster'>
  /** The platforms of this process, in the order in which they were set up. */
  channels(): readonly DeskChannel[]
  /** Files that wait to be confirmed. */
  uploads: Uploads
  /** Reads lists of people. */
  lists: ListReader
  /** Reads notices. */
  readNotice: NoticeReader
  /** Personal links of people on the roster. */
  personalLinks: PersonalLinks
  /** Whether anybody may pretend to be anybody here, so that no real people have a place in it. */
  isSandbox: boolean
}

/** The pictures of those who are signed in. */
export interface DeskPictures {
  /** Keeps one for whoever sent it, without place and camera. */
  keep: Assets['keep']
  /** Whether a kept one is this person's own. */
  isOwn(url: string, holder: string): Promise<boolean>
  /** A kept one by its address, or null; who may see it the acts say. */
  find(url: string): Promise<Pick<Asset, 'bytes' | 'type'> | null>
}

/** How a platform is doing; `detail` is for people and holds no secret, unlike the picture that somebody has to scan. */
export interface DeskChannel extends ChannelStatus {
  name: string
  title: string
  loginPicture: Uint8Array | null
}

/** How personal links are made of what the office hands out. */
export interface PersonalLinks {
  /** Where whoever holds the link of a number is written to. */
  homeOf(number: string): Home
  /** Whether the bot has an address, and a secret to sign with; without, no link is handed out. */
  isReady: boolean
  /** The address of a link. */
  addressOf(link: { number: string; name: string; generation: number; until: Date }): string
}

/** What came with a form: every field once, files apart. */
export interface Form {
  /** A field without the spaces around it; empty where there is none. */
  get(name: string): string
  /** All values of a field, as of ticked boxes. */
  all(name: string): string[]
  file(name: string): File | null
}

/** One request of somebody who is signed in. */
export interface Visit {
  actor: Identity
  /** The id of the session, which names it and opens nothing. */
  session: string
  now: Date
  desk: Desk
  /** The content in force when the request came. */
  content: Content
  zone: string
  words: ConsoleWords
  /** The name of the page, and what stands behind it in the address; empty for the page itself. */
  page: string
  item: string
  /** A part of the address's query; empty where there is none. */
  query(name: string): string
  /** All parts of the query of a name. */
  queries(name: string): string[]
  /** The address of the page as it was asked for, with its query. */
  here: string
  /** A fresh token for a form of this session. */
  token(): string
  /** What was entered in a form and refused just now: the act, what came with it, and why. */
  tried: { act: string; form: Form; says: string } | null
  /** Does an act of the office as whoever is signed in. */
  act<Rules, Input, What, Why>(
    act: Act<Rules, Input, What, Why>,
    rules: Rules,
    input: Input,
  ): Promise<Outcome<What, Why>>
}

/** What a page shows. */
export interface View {
  title: string
  main: Html
  /** What is kept up to date while the page is open; it stands below `main`. */
  live?: Html
  /** Below that. */
  after?: Html
  /** A way back to where this is one of many: address and words. */
  up?: { to: string; label: string }
}

/** What pressing a button came to. */
export type Came =
  /** It was done: what is said, where one goes on (else where the form was), and how it is undone. */
  | { done: string; to?: string; undo?: Undo }
  /** It was not: the page shows why, with what was entered. */
  | { refused: string }
  /** It wants a second press: what would happen, in words with its count, and what the button says. */
  | { ask: string; button: string; isGrave?: boolean }
  /** A file to take away. */
  | { file: Download }
  /** A page that shows what was entered before anything is done. */
  | { view: View }

/** A press that takes back what was done. */
export interface Undo {
  act: string
  values: Readonly<Record<string, string>>
  label?: string
}

/** A file to take away. */
export interface Download {
  name: string
  type: string
  bytes: Uint8Array
}

/** What a page does when a button of it is pressed. */
type Press<Words> = (visit: Visit, form: Form, words: Words) => Promise<Came>

/** A page as it is written: with its own words, and whatever it can do. */
export interface PageOf<Words> {
  /** Its address is `/desk/<name>`, and its words are in `knowledge/console/<name>.yaml`. */
  name: string
  /** Who sees it at all; what they see of it the acts decide. */
  right: Right
  /** Whether it tells of people in danger: then a browser that nobody uses shows it no longer than half an hour. */
  isSensitive?: boolean
  words: z.ZodType<Words>
  /** The page, or one thing of it (`visit.item`); null where there is no such thing. */
  show(visit: Visit, words: Words): Promise<View | null>
  /** What its buttons do, by the name in their forms. */
  acts?: Readonly<Record<string, Press<Words>>>
  /** A file below its address (`visit.item`), or null where there is none. */
  file?(visit: Visit, words: Words): Promise<Download | null>
  /** The most bytes of a form of it, where files are taken. */
  mostBytes?: number
}

/** A page of the console. */
export type ConsolePage = PageOf<unknown>

/** A page with words of its own as one of many: it is given only what its own schema has read. */
export const definePage = <Words>(page: PageOf<Words>): ConsolePage => page as unknown as ConsolePage
