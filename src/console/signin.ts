import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { sourceOf } from '../channels/http/source.ts'
import { stranger } from '../core/roster.ts'
import { endSession } from '../office/console/sessions.ts'
import { lookAtWayIn, signIn } from '../office/console/signin.ts'
import type { Desk } from './desk.ts'
import { formOf } from './form.ts'
import {
  consoleRules,
  dropSession,
  heldBy,
  isOwnForm,
  keepSession,
  rememberWanted,
  type VisitLimits,
  wantedBy,
} from './guard.ts'
import { smallPage } from './shell.ts'
import { consoleWordsOf } from './words.ts'

/** Why somebody is asked to sign in, where they were signed in or had a link. */
type Why = 'unknown' | 'used' | 'ended' | 'noRight' | 'idle' | 'tooMany'

const statuses = { unknown: 403, used: 410, ended: 410, noRight: 403, idle: 401, tooMany: 429 } as const

/** The page that says how to sign in; `why` is said first. It shows nothing of the console, and remembers where one wanted to go. */
export async function askToSignIn(
  context: Context,
  desk: Desk,
  why: 'used' | 'ended' | 'noRight' | 'idle' | null,
): Promise<Response> {
  const url = new URL(context.req.url)
  if (context.req.method === 'GET' && !url.pathname.startsWith('/desk/live'))
    rememberWanted(context, desk, url.pathname + url.search)
  return context.html(await howToSignIn(desk, why), 401)
}

async function howToSignIn(desk: Desk, why: Why | null): Promise<string> {
  const { shell } = consoleWordsOf(desk.content())
  const { title, says, it } = shell.signIn
  return smallPage(
    shell,
    title,
    html`${why ? html`<p role="status" class="notice bad">${shell.signIn[why]}</p>` : ''}<p>${says}</p><p class="note">${it}</p>`,
  )
}

/** `/desk/in/TOKEN`, a one-time way in that opens at a press (apps fetch links for previews), and `/desk/out`. */
export function signInRoutes({ desk, limits }: { desk: Desk; limits: VisitLimits }): Hono {
  const app = new Hono()
  app.use('/desk/in/*', async (context, next) => {
    if (!limits.isOver('tries', sourceOf(context), desk.clock.now())) return next()
    return context.html(await howToSignIn(desk, 'tooMany'), 429)
  })
  app.get('/desk/in/:token', async context => {
    const token = context.req.param('token')
    const way = await desk.perform(lookAtWayIn, { rules: consoleRules, actor: stranger, input: { token } })
    if ('refused' in way) return context.html(await howToSignIn(desk, way.refused), statuses[way.refused])
    const { shell } = consoleWordsOf(desk.content())
    const { open, press } = shell.signIn
    return context.html(
      await smallPage(
        shell,
        open,
        html`<p>${press}</p><form method="post"><button class="plain">${open}</button></form>`,
      ),
    )
  })
  app.post('/desk/in/:token', context => enter(context, desk))
  app.post('/desk/out', context => leave(context, desk))
  return app
}

async function enter(context: Context, desk: Desk): Promise<Response> {
  const input = { token: context.req.param('token') ?? '', agent: context.req.header('user-agent') ?? '' }
  const way = await desk.perform(lookAtWayIn, { rules: consoleRules, actor: stranger, input })
  // The log names whom the way lets in, so that they find it among what they did.
  const actor = 'done' in way ? { ...stranger, number: way.done.number } : stranger
  const outcome = await desk.perform(signIn, { rules: consoleRules, actor, input })
  if ('refused' in outcome) return context.html(await howToSignIn(desk, outcome.refused), statuses[outcome.refused])
  keepSession(context, desk, { token: outcome.done.session, until: outcome.done.until })
  return context.redirect(wantedBy(context), 303)
}

async function leave(context: Context, desk: Desk): Promise<Response> {
  const held = await heldBy(context, desk)
  const { shell } = consoleWordsOf(desk.content())
  const { out, outDone, signIn: words, trouble } = shell
  if (typeof held !== 'string') {
    const form = await formOf(context)
    if (!form || !isOwnForm(held.token, form.get('token')))
      return context.html(await smallPage(shell, trouble.title, html`<p role="status">${trouble.form}</p>`), 403)
    await desk.perform(endSession, { rules: consoleRules, actor: held.actor, input: { id: held.session.id } })
    dropSession(context)
  }
  const main = html`<p role="status">${outDone}</p><p class="note">${words.says}</p>`
  return context.html(await smallPage(shell, out, main))
}
