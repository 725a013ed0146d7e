import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { html } from 'hono/html'
import { takesBodies } from '../channels/http/body.ts'
import type { AuditLine } from '../core/turn.ts'
import { may } from '../office/rights.ts'
import type { Came, ConsolePage, Desk, View, Visit } from './desk.ts'
import { type Flashes, makeFlashes } from './flash.ts'
import { formOf, type ReadForm } from './form.ts'
import { formToken, type Held, heldBy, isOurs, isOwnForm, makeVisitLimits, type VisitLimits } from './guard.ts'
import { makeLive } from './live.ts'
import { makeLooks, type SeenLines } from './looks.ts'
import { pages } from './pages.ts'
import { morePage, smallPage, surePage, wholePage } from './shell.ts'
import { askToSignIn, signInRoutes } from './signin.ts'
import { consoleWordsOf } from './words.ts'

/** What the routes share. */
interface Room {
  desk: Desk
  flashes: Flashes
  limits: VisitLimits
  looks: SeenLines
}

/** The most bytes of a form that says nothing else: a long text with everything around it. */
const formBytes = 128 * 1024

/** `/desk` and everything below it: signing in, and for who is signed in the pages, what their buttons do, files, and what keeps them up to date. */
export function consoleRoutes(desk: Desk): Hono {
  const app = new Hono()
  const room: Room = { desk, flashes: makeFlashes(), limits: makeVisitLimits(), looks: makeLooks() }
  app.use('/desk/*', compress())
  app.route('/', signInRoutes(room))
  app.get('/desk/live', context => live(context, room))
  app.get('/desk/more', context =>
    withVisit(context, room, { page: 'more' }, visit => whole(context, room, visit, morePage(visit, pages))),
  )
  app.get('/desk', context => look(context, room, 'today', ''))
  app.get('/desk/:page/:item{.+}?', context =>
    look(context, room, context.req.param('page'), context.req.param('item') ?? ''),
  )
  app.post(
    '/desk/:page/-/:act',
    (context, next) => takesBodies(pageNamed(context.req.param('page'))?.mostBytes ?? formBytes)(context, next),
    context => press(context, room),
  )
  return app
}

const pageNamed = (name: string) => pages.find(p => p.name === name) ?? null

/** A page, one thing of it, or a file below it. */
function look(context: Context, room: Room, name: string, item: string) {
  const page = pageNamed(name)
  return withVisit(context, room, { page: name, item, isSensitive: page?.isSensitive ?? false }, async visit => {
    if (!page || !may(visit.actor, page.right)) return missing(context, visit)
    const words = visit.words.of(name)
    if (page.isSensitive) context.header('refresh', '1800')
    const view = await page.show(visit, words)
    if (view) return whole(context, room, visit, view)
    const file = (await page.file?.(visit, words)) ?? null
    return file ? fileAnswer(file) : missing(context, visit)
  })
}

/** A button that was pressed: its form is read only for who is signed in, and done only when it came from a page of theirs. */
async function press(context: Context, room: Room): Promise<Response> {
  const page = pageNamed(context.req.param('page') ?? '')
  const name = context.req.param('act') ?? ''
  const sensitive = page?.isSensitive ?? false
  return withVisit(context, room, { page: page?.name ?? '', isSensitive: sensitive }, async (visit, held) => {
    const act = page?.acts?.[name]
    if (!page || !act || !may(visit.actor, page.right)) return missing(context, visit)
    if (room.limits.isOver('presses', held.session.id, visit.now)) return trouble(context, visit, 'tooMany', 429)
    const form = await formOf(context)
    if (!form || !isOwnForm(held.token, form.get('token'))) return trouble(context, visit, 'form', 403)
    const back = form.get('back')
    const at = standingAt(visit, isOurs(back) ? back : `/desk/${page.name}`)
    const came = await act(at, form, page.words && visit.words.of(page.name))
    return answered(context, room, { visit: at, page, act: name, form, came })
  })
}

/** The same visit as if its page had been asked for at this address. */
function standingAt(visit: Visit, back: string): Visit {
  const url = new URL(back, 'http://desk')
  const [, , , ...item] = url.pathname.split('/')
  return {
    ...visit,
    here: back,
    item: unescaped(item.join('/')),
    query: name => url.searchParams.get(name)?.trim() ?? '',
    queries: name => url.searchParams.getAll(name),
  }
}

/** A part of an address as it was meant; as it stands where it is escaped wrongly. */
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // nothing has such a name
  }
}

interface Pressed {
  visit: Visit
  page: ConsolePage
  act: string
  form: ReadForm
  came: Came
}

async function answered(context: Context, room: Room, { visit, page, act, form, came }: Pressed): Promise<Response> {
  if ('file' in came) return fileAnswer(came.file)
  if ('view' in came) return whole(context, room, visit, came.view)
  if ('ask' in came) {
    const again = { action: `/desk/${page.name}/-/${act}`, values: form.entries.filter(([name]) => name !== 'token') }
    return whole(context, room, visit, surePage(visit, came, again))
  }
  if ('done' in came) {
    room.flashes.put(visit.session, { says: came.done, page: page.name, undo: came.undo ?? null })
    return context.redirect(came.to && isOurs(came.to) ? came.to : visit.here, 303)
  }
  const tried = { ...visit, tried: { act, form, says: came.refused } }
  const view = await page.show(tried, visit.words.of(page.name))
  return view ? whole(context, room, tried, view, 422) : missing(context, tried)
}

/** Keeps the part of a page up to date that changes by itself, as long as its reader may see it. */
function live(context: Context, room: Room): Promise<Response> {
  const at = context.req.query('at') ?? ''
  return withVisit(context, room, { page: 'live', isIdle: true }, async visit => {
    const there = standingAt(visit, isOurs(at) ? at : '/desk')
    const name = new URL(there.here, 'http://desk').pathname.split('/')[2] ?? 'today'
    const page = pageNamed(name)
    if (!page) return missing(context, visit)
    // One token for the whole stream: what is there has not changed because its forms were signed anew.
    const token = visit.token()
    return makeLive(context, async () => {
      const held = await heldBy(context, room.desk, { isIdle: true })
      if (typeof held === 'string' || !may(held.actor, page.right) || (page.isSensitive && held.isStale)) return null
      const fresh = { ...there, ...freshOf(room, held, { isLook: false }), token: () => token, page: name }
      return (await page.show(fresh, fresh.words.of(name)))?.live ?? null
    })
  })
}

interface Wanted {
  page: string
  item?: string
  isSensitive?: boolean
  isIdle?: boolean
}

/** Goes on for somebody who is signed in; all others are told how to sign in, and shown nothing. */
async function withVisit(
  context: Context,
  room: Room,
  { page, item = '', isSensitive = false, isIdle = false }: Wanted,
  go: (visit: Visit, held: Held) => Promise<Response>,
): Promise<Response> {
  const { desk, limits } = room
  const held = await heldBy(context, desk, { isIdle })
  if (typeof held === 'string') return askToSignIn(context, desk, held === 'unknown' ? null : held)
  if (isSensitive && held.isStale) return askToSignIn(context, desk, 'idle')
  const fresh = freshOf(room, held)
  const url = new URL(context.req.url)
  const visit: Visit = {
    ...fresh,
    desk,
    page,
    item,
    query: name => context.req.query(name)?.trim() ?? '',
    queries: name => context.req.queries(name) ?? [],
    here: url.pathname + url.search,
    tried: null,
  }
  if (limits.isOver('looks', held.session.id, visit.now)) return trouble(context, visit, 'tooMany', 429)
  return go(visit, held)
}

/** What a visit has of now; without a look of somebody only what is newly shown is put into the audit log. */
function freshOf({ desk, looks }: Room, { actor, session, token }: Held, { isLook = true } = {}) {
  const content = desk.content()
  const isNew = (line: AuditLine) => looks.isNew(session.id, line, desk.clock.now()) || isLook
  return {
    actor,
    session: session.id,
    now: desk.clock.now(),
    content,
    zone: content.knowledge.school.zone,
    words: consoleWordsOf(content),
    token: () => formToken(token),
    act: ((act, rules, input) => desk.perform(act, { rules, actor, input, isNew })) as Visit['act'],
  }
}

async function whole(
  context: Context,
  { flashes }: Room,
  visit: Visit,
  view: View,
  status: 200 | 422 = 200,
): Promise<Response> {
  return context.html(await wholePage({ visit, view, pages, flash: flashes.take(visit.session) }), status)
}

const missing = (context: Context, visit: Visit) => trouble(context, visit, 'missing', 404)

async function trouble(
  context: Context,
  visit: Visit,
  why: 'missing' | 'form' | 'tooMany',
  status: 403 | 404 | 429,
): Promise<Response> {
  const { shell } = visit.words
  const main = html`<p role="status">${shell.trouble[why]}</p><p><a href="/desk">${shell.trouble.back}</a></p>`
  return context.html(await smallPage(shell, shell.trouble.title, main), status)
}

const fileAnswer = ({ name, type, bytes }: { name: string; type: string; bytes: Uint8Array }): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
