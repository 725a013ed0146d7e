import { Hono } from 'hono'
import { html } from 'hono/html'
import { page } from './page.ts'

/** A certificate as it was drawn; `tag` changes whenever the drawing does. */
export interface Printed {
  png: Uint8Array
  pdf: Uint8Array
  tag: string
}

/** What the verification page needs; everything it says comes from the content. */
export interface Certificates {
  /** The pictures of a certificate, or null when there is none with this code. */
  draw(code: string): Promise<Printed | null>
  /** What the records say of a code, in one sentence, and whether it is genuine now. */
  verify(code: string): Promise<{ says: string; isGenuine: boolean }>
  /** Words of the page. */
  words(): { title: string; ask: string; check: string; picture: string; pdf: string }
}

/** `/verify`, `/verify/CODE` and the pictures `/certificates/CODE.png` and `.pdf`. The code is the key: who has it, has the certificate. */
export function certificateRoutes({ draw, verify, words }: Certificates): Hono {
  const app = new Hono()
  app.get('/certificates/:file{[0-9A-Z]{5}-[0-9A-Z]{5}\\.(png|pdf)}', async context => {
    const [code = '', kind] = context.req.param('file').split('.')
    const pictures = await draw(code)
    if (!pictures) return context.notFound()
    const headers = { 'cache-control': 'private, no-cache', etag: `"${pictures.tag}"` }
    if (context.req.header('if-none-match')?.includes(headers.etag)) return context.body(null, 304, headers)
    const bytes = new Uint8Array(kind === 'png' ? pictures.png : pictures.pdf)
    return context.body(bytes, 200, {
      ...headers,
      'content-type': kind === 'png' ? 'image/png' : 'application/pdf',
    })
  })
  app.get('/verify/:code?', async context => {
    const { title, ask, check, picture, pdf } = words()
    const code = (context.req.param('code') ?? context.req.query('code') ?? '').trim().toUpperCase()
    const found = code === '' ? null : await verify(code)
    const links = found?.isGenuine
      ? html`<p><a href="/certificates/${code}.png">${picture}</a>　<a href="/certificates/${code}.pdf">${pdf}</a></p>`
      : ''
    const status = found === null ? 'none' : found.isGenuine ? 'genuine' : 'doubtful'
    return context.html(
      page(
        title,
        html`<form action="/verify" method="get">
            <label for="code">${ask}</label>
            <input id="code" name="code" value="${code}" autocapitalize="characters" autocomplete="off" maxlength="20" required />
            <button>${check}</button>
          </form>
          <p role="status" class="${status}">${found?.says ?? ''}</p>
          ${links}`,
      ),
    )
  })
  return app
}
