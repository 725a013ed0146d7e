import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Asset } from '../core/asset.ts'
import { harmless } from '../core/text/harmless.ts'
import { page } from './page.ts'

/** What a confirm page shows; every word comes from the content. */
export interface ConfirmView {
  status: 200 | 403 | 410
  title: string
  /** The broadcast itself, or null where the link opens nothing. */
  text: string | null
  picture: { url: string; alt: string } | null
  /** Whom it is for, or what a class's link counts as. */
  note: string | null
  /** What has just happened, or why nothing can. */
  says: string | null
  isGood: boolean
  /** What can be pressed; with a label, a student number is asked for. */
  form: { button: string; numberLabel: string | null } | null
}

/** What the pages need. Looking at one never confirms anything: platforms open links to show a preview. */
export interface ConfirmPages {
  open(token: string): Promise<ConfirmView>
  /** `numberIn` reads the student number that was typed in: nobody's body is read whose link is not good, or does not ask for one. */
  press(token: string, numberIn: () => Promise<string>): Promise<ConfirmView>
  /** Files behind signed addresses: pictures of broadcasts, QR pictures and reports. */
  file(url: string): Promise<Asset | null>
}

const token = ':token{[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+}'

/** `/c/TOKEN`: reads a broadcast and confirms it with one press; `/c/TOKEN/picture`, `/c/TOKEN/qr.png`; `/reports/TOKEN.xlsx`. */
export function confirmRoutes({ open, press, file }: ConfirmPages): Hono {
  const app = new Hono()
  app.get(`/c/${token}/picture`, context => serve(context, file))
  app.get(`/c/${token}/qr.png`, context => serve(context, file))
  app.get('/reports/:file{[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.xlsx}', context => serve(context, file))
  app.get('/c/:token', async context => {
    const view = await open(context.req.param('token'))
    return context.html(shown(view), view.status)
  })
  app.post('/c/:token', async context => {
    const view = await press(context.req.param('token'), () => numberIn(context))
    return context.html(shown(view), view.status)
  })
  return app
}

async function numberIn(context: Context): Promise<string> {
  const { number } = await context.req.parseBody()
  return typeof number === 'string' ? number.trim() : ''
}

async function serve(context: Context, file: ConfirmPages['file']): Promise<Response> {
  const asset = await file(context.req.path)
  if (!asset) return context.notFound()
  return context.body(new Uint8Array(asset.bytes), 200, {
    'content-type': asset.type,
    'cache-control': 'private, no-store',
    ...(asset.name.endsWith('.xlsx')
      ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(asset.name)}` }
      : {}),
  })
}

function shown({ title, text, picture, note, says, isGood, form }: ConfirmView) {
  const number = form?.numberLabel
    ? html`<label for="number">${form.numberLabel}</label>
        <input id="number" name="number" autocomplete="off" autocapitalize="characters" maxlength="30" required />`
    : ''
  const main = html`${says === null ? '' : html`<p role="status" class="${isGood ? 'genuine' : 'doubtful'}">${harmless(says)}</p>`}
    ${text === null ? '' : html`<blockquote>${harmless(text)}</blockquote>`}
    ${picture === null ? '' : html`<img src="${picture.url}" alt="${picture.alt}" />`}
    ${note === null ? '' : html`<p class="note">${harmless(note)}</p>`}
    ${form === null ? '' : html`<form method="post">${number}<button>${form.button}</button></form>`}`
  return page(title, main, ['confirm'])
}
