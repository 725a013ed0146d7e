import { html } from 'hono/html'

type Html = ReturnType<typeof html>

/** A small page for a phone: a title, and what stands below it. Nothing of it is for search engines. */
export function page(title: string, main: Html | string, styles: readonly string[] = []) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${['verify', ...styles].map(name => html`<link rel="stylesheet" href="/pages/${name}.css" />`)}
        <link rel="icon" href="/pages/bot.svg" type="image/svg+xml" />
      </head>
      <body>
        <main id="app">
          <h1>${title}</h1>
          ${main}
        </main>
      </body>
    </html>`
}
