import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isSameSecret } from '../channels/http/same.ts'
import { isHttps } from '../channels/http/source.ts'
import { type Meter, makeMeter } from '../core/meter.ts'
import { stranger } from '../core/roster.ts'
import { noteUse, type SignedIn, whoIsSignedIn } from '../office/console/signin.ts'
import { sha256 } from '../office/people/code.ts'
import type { Desk } from './desk.ts'

const cookieName = 'farewell-desk'
/** Remembers for some minutes where somebody wanted to go who was asked to sign in. */
const wantedName = 'farewell-desk-to'

/** How the acts on ways into the console turn tokens into what is kept of them. */
export const consoleRules = { digest: sha256 }

/** A session with the token that its browser holds, which forms are signed with. */
export interface Held extends SignedIn {
  token: string
}

/** Who asks, by their cookie; else why they are asked to sign in. `isIdle` where nobody pressed anything, as of a page that keeps itself up to date. */
export async function heldBy(
  context: Context,
  desk: Desk,
  { isIdle = false } = {},
): Promise<Held | 'unknown' | 'ended' | 'noRight' | 'used'> {
  const token = getCookie(context, cookieName) ?? ''
  if (token === '') return 'unknown'
  const asking = { rules: consoleRules, actor: stranger, input: { token } }
  const seen = await desk.look(whoIsSignedIn, asking)
  const outcome = 'done' in seen && seen.done.isToNote && !isIdle ? await desk.perform(noteUse, asking) : seen
  return 'done' in outcome ? { ...outcome.done, token } : outcome.refused
}

/** Keeps a session in a cookie that scripts cannot read and other sites cannot send. */
export function keepSession(
  context: Context,
  { isHttps: isAlways }: Desk,
  session: { token: string; until: Date },
): void {
  setCookie(context, cookieName, session.token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/desk',
    expires: session.until,
    secure: isAlways || isHttps(context),
  })
}

/** Takes a session's cookie back. */
export const dropSession = (context: Context): void => void deleteCookie(context, cookieName, { path: '/desk' })

/** Remembers for ten minutes where somebody wanted to go. */
export const rememberWanted = (context: Context, { isHttps: isAlways }: Desk, to: string): void =>
  setCookie(context, wantedName, to, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/desk',
    maxAge: 600,
    secure: isAlways || isHttps(context),
  })

/** Where somebody wanted to go before they signed in: within the console, or its first page. */
export function wantedBy(context: Context): string {
  const to = getCookie(context, wantedName) ?? ''
  deleteCookie(context, wantedName, { path: '/desk' })
  return isOurs(to) ? to : '/desk'
}

/** Whether an address is one of the console's own, and not one that only begins like it. */
export const isOurs = (address: string): boolean =>
  /^\/desk(?:[/?][\x21-\x7e]*)?$/.test(address) && !address.includes('\\')

/** A token for the forms of a session: another for every page, so that nothing can be learned from how pages compress. */
export function formToken(session: string): string {
  const salt = randomBytes(9).toString('base64url')
  return `${salt}.${signed(session, salt)}`
}

/** Whether a form came from a page of this session. */
export function isOwnForm(session: string, token: string): boolean {
  const [salt = '', sign = ''] = token.split('.')
  return salt !== '' && isSameSecret(sign, signed(session, salt))
}

const signed = (session: string, salt: string) =>
  createHmac('sha256', `form:${session}`).update(salt).digest('base64url')

/** How much one may do in a minute: try links from one address, ask for pages and press buttons with one session. */
const mostInMinute = { tries: 20, looks: 240, presses: 90 }

/** Counts what is done from where. */
export interface VisitLimits {
  /** Whether there is too much of this kind from this source by now. */
  isOver(kind: keyof typeof mostInMinute, source: string, now: Date): boolean
}

/** VisitLimits for one process; who is quiet is forgotten. */
export function makeVisitLimits(): VisitLimits {
  const meters = new Map<string, Meter>()
  let lastMinute = 0
  return {
    isOver(kind, source, now) {
      const minute = Math.floor(now.getTime() / 60_000)
      if (minute !== lastMinute) meters.clear()
      lastMinute = minute
      const key = `${kind} ${source}`
      const meter = meters.get(key) ?? makeMeter(60_000)
      meters.set(key, meter)
      return meter.add(now) > mostInMinute[kind]
    },
  }
}
