import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'

/** Where files of pages are, in the order in which they are looked for. */
const folders = ['../pages/chat/', '../pages/desk/'].map(path => new URL(path, import.meta.url))

/**
 * The web chat's page and the files of all pages; browser TypeScript leaves as JavaScript, so there is no build step. A browser asks whether what it
 * has still holds, and gets nothing twice.
 */
export function pageFiles(): Hono {
  const app = new Hono()
  const cache = new Map<string, string>()
  const text = (name: string) => {
    const found = cache.get(name) ?? load(name)
    if (found !== null) cache.set(name, found)
    return found
  }
  const index = (context: Context) => context.html(text('index.html') ?? '', 200, { 'cache-control': 'no-cache' })
  app.get('/', compress(), etag(), index)
  app.get('/pages/:name{[a-z0-9-]+\\.(css|js|ts|svg)}', compress(), etag(), context => {
    const name = context.req.param('name')
    const source = name.endsWith('.js') ? text(name.replace(/js$/, 'ts')) : text(name)
    if (source === null) return context.notFound()
    return context.body(source, 200, { 'content-type': typeOf(name), 'cache-control': 'no-cache' })
  })
  return app
}

function load(name: string): string | null {
  for (const folder of folders) {
    const source = read(new URL(name, folder))
    if (source !== null) return name.endsWith('.ts') ? stripTypeScriptTypes(source) : source
  }
  return null
}

function read(file: URL): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null // no such page file
  }
}

function typeOf(name: string): string {
  if (name.endsWith('.css')) return 'text/css; charset=utf-8'
  return name.endsWith('.svg') ? 'image/svg+xml' : 'text/javascript; charset=utf-8'
}
