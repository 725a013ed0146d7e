import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Asset } from '../core/asset.ts'

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
  press(token: string, number: string): Promise<ConfirmView>
  /** Files behind signed addresses: QR pictures and reports. */
  file(url: string): Promise<Asset | null>
}

// Under `no-referrer` a browser says that its form comes from nowhere, and the server would take it for a foreign page.
const headers = { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }

const token = ':token{[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+}'

/** `/c/TOKEN`: reads a broadcast and confirms it with one press; `/c/TOKEN/qr.png`; `/reports/TOKEN.xlsx`. */
export function confirmRoutes({ open, press, file }: ConfirmPages): Hono {
  const app = new Hono()
  app.get(`/c/${token}/qr.png`, async context => serve(await file(context.req.path)))
  app.get('/reports/:file{[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.xlsx}', async context =>
    serve(await file(context.req.path)),
  )
  app.get('/c/:token', async context => {
    const view = await open(context.req.param('token'))
    return context.html(page(view), view.status, headers)
  })
  app.post('/c/:token', async context => {
    const body = await context.req.parseBody()
    const view = await press(context.req.param('token'), typeof body.number === 'string' ? body.number.trim() : '')
    return context.html(page(view), view.status, headers)
  })
  return app
}

function serve(asset: Asset | null): Response {
  if (!asset) return new Response('', { status: 404 })
  return new Response(new Uint8Array(asset.bytes), {
    headers: {
      'content-type': asset.type,
      'cache-control': 'private, no-store',
      ...(asset.name.endsWith('.xlsx')
        ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(asset.name)}` }
        : {}),
    },
  })
}

function page({ title, text, picture, note, says, isGood, form }: ConfirmView) {
  const number = form?.numberLabel
    ? html`<label for="number">${form.numberLabel}</label>
        <input id="number" name="number" autocomplete="off" autocapitalize="characters" maxlength="30" required />`
    : ''
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/pages/verify.css" />
        <link rel="stylesheet" href="/pages/confirm.css" />
        <link rel="icon" href="/pages/bot.svg" type="image/svg+xml" />
      </head>
      <body>
        <main id="app">
          <h1>${title}</h1>
          ${says === null ? '' : html`<p role="status" class="${isGood ? 'genuine' : 'doubtful'}">${says}</p>`}
          ${text === null ? '' : html`<blockquote>${text}</blockquote>`}
          ${picture === null ? '' : html`<img src="${picture.url}" alt="${picture.alt}" />`}
          ${note === null ? '' : html`<p class="note">${note}</p>`}
          ${form === null ? '' : html`<form method="post">${number}<button>${form.button}</button></form>`}
        </main>
      </body>
    </html>`
}
