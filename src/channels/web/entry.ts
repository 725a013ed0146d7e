import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { AdjustableClock, Clock } from '../../core/clock.ts'
import type { Home } from '../../core/roster.ts'
import type { Secret } from '../../core/secret.ts'
import type { Update } from '../../core/update.ts'
import { isHttps } from '../http/source.ts'
import { type PersonalLink, readPersonalLink, signPersonalLink } from './link.ts'
import { readOneTimeLink } from './one-time-link.ts'
import { linkedHome, linkedNumber, privateChatOf, type Sandbox, toCore } from './people.ts'
import { type PressWords, pressPage } from './press.ts'

/** How the web chat knows who is asking. */
export type Access =
  | { mode: 'sandbox'; sandbox: Sandbox; clock: AdjustableClock }
  | {
      mode: 'signed'
      secret: Secret
      /** Whether people reach us by HTTPS only, so that no cookie of ours may leave by anything else. */
      isHttps: boolean
      /** How often the links of a roster number have been taken back; asked at every request. */
      generationOf(number: string): Promise<number>
      /** Told that somebody comes in by a personal link, before they are let in. */
      enters(number: string, now: Date): Promise<void>
      /** Told that somebody who came in by a personal link has the page open. */
      entered(held: { number: string; generation: number; until: Date; home: Home }, now: Date): Promise<void>
    }

/** What coming in stands on. */
export interface EntryParts {
  clock: Clock
  access: Access
  words(): { privateTitle: string; link: PressWords; oneTime: PressWords }
  /** Opens a one-time link for someone new; false when it is used up. */
  openOneTime(id: string, through: Pick<Update, 'person' | 'chat'>, now: Date): Promise<boolean>
}

const cookieName = 'farewell'
/** Behind a one-time link everyone is somebody new, with a pass for a week. */
const oneTimePassMs = 7 * 86_400_000

/** `/in/TOKEN`, a personal link, and `/go/TOKEN`, a one-time link: pages with one press, which logs in. Looking at them does nothing. */
export function entryRoutes(entry: EntryParts): Hono {
  const app = new Hono()
  const { access, words, clock } = entry
  const tokenOf = (context: Context) => context.req.param('token') ?? ''
  app.get('/in/:token', async context => {
    const pass = await goodPass(tokenOf(context), entry)
    return context.html(pressPage(words().link, pass !== null), pass ? 200 : 403)
  })
  app.post('/in/:token', async context => {
    const pass = await goodPass(tokenOf(context), entry)
    if (!pass) return context.html(pressPage(words().link, false), 403)
    const number = linkedNumber(pass.person)
    if (access.mode === 'signed' && number !== null) await access.enters(number, clock.now())
    return letIn(context, pass, access)
  })
  app.get('/go/:token', context => {
    const isOurs = oneTimeIn(tokenOf(context), access) !== null
    return context.html(pressPage(words().oneTime, isOurs), isOurs ? 200 : 410)
  })
  app.post('/go/:token', async context => {
    const id = oneTimeIn(tokenOf(context), access)
    const person = `web:l:${id}`
    const chat = { id: privateChatOf(person), kind: 'private' as const, title: words().privateTitle, members: [] }
    const through = toCore({ id: person, name: '', role: 'student' }, chat)
    if (id === null || !(await entry.openOneTime(id, through, clock.now())))
      return context.html(pressPage(words().oneTime, false), 410)
    const until = new Date(clock.now().getTime() + oneTimePassMs)
    return letIn(context, { person, name: '', until, generation: 0 }, access)
  })
  return app
}

/** Whose request it is, by its cookie; null without a pass that is still good. */
export function passOf(context: Context, entry: Pick<EntryParts, 'access' | 'clock'>): Promise<PersonalLink | null> {
  return goodPass(getCookie(context, cookieName) ?? '', entry)
}

/** Notes that whoever asks by a personal link has the page open, so that they can be written to. */
export async function noteEntry(context: Context, entry: Pick<EntryParts, 'access' | 'clock'>): Promise<void> {
  const { access, clock } = entry
  if (access.mode !== 'signed') return
  const pass = await passOf(context, entry)
  const number = pass && linkedNumber(pass.person)
  if (pass && number !== null) await access.entered({ ...pass, number, home: linkedHome(number) }, clock.now())
}

/** The pass in a token, unless it is none of ours, out of date, or taken back. */
async function goodPass(
  token: string,
  { access, clock }: Pick<EntryParts, 'access' | 'clock'>,
): Promise<PersonalLink | null> {
  const pass = access.mode === 'signed' ? readPersonalLink(token, access.secret, clock.now()) : null
  if (!pass || access.mode !== 'signed') return null
  const number = linkedNumber(pass.person)
  const generation = number === null ? 0 : await access.generationOf(number)
  return pass.generation === generation ? pass : null
}

/** What a one-time link names, or null when the link is not ours. */
const oneTimeIn = (token: string, access: Access): string | null =>
  access.mode === 'signed' ? readOneTimeLink(token, access.secret) : null

/** Keeps the pass in a cookie that scripts cannot read, and leaves the token out of the address bar. */
function letIn(context: Context, pass: PersonalLink, access: Access): Response {
  if (access.mode === 'signed')
    setCookie(context, cookieName, signPersonalLink(pass, access.secret), {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      expires: pass.until,
      secure: access.isHttps || isHttps(context),
    })
  return context.redirect('/', 303)
}
