import type { Context } from 'hono'
import { html } from 'hono/html'
import { page } from './page.ts'

/** Why a request is answered with a page about itself. */
export type Trouble = 'not-found' | 'too-large' | 'other-origin' | 'other-host' | 'broken'

/** What the page says: what is wrong, and what to do now. */
export type TroubleWords = Record<Trouble, { title: string; says: string }>

const statuses = { 'not-found': 404, 'too-large': 413, 'other-origin': 403, 'other-host': 421, broken: 500 } as const

/** A small page that says what is wrong; programs that ask below `/api` get its name as JSON. */
export function troubled(context: Context, trouble: Trouble, words: TroubleWords): Response | Promise<Response> {
  const status = statuses[trouble]
  if (context.req.path.startsWith('/api/')) return context.json({ error: trouble }, status)
  const { title, says } = words[trouble]
  return context.html(page(title, html`<p role="status">${says}</p>`), status)
}
