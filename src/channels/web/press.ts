import { html } from 'hono/html'

/** The page behind a link: it says where it leads and opens at a press, never by being looked at (apps fetch links for previews). */
export function pressPage(words: PressWords, isOpen: boolean) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.title}</title>
        <link rel="stylesheet" href="/pages/verify.css" />
        <link rel="icon" href="/pages/bot.svg" type="image/svg+xml" />
      </head>
      <body>
        <main id="app">
          <h1>${words.title}</h1>
          ${isOpen ? html`<p>${words.says}</p><form method="post"><button>${words.open}</button></form>` : html`<p role="status" class="doubtful">${words.gone}</p>`}
        </main>
      </body>
    </html>`
}

/** What the page says; `gone` where the link opens nothing. */
export interface PressWords {
  title: string
  says: string
  open: string
  gone: string
}
