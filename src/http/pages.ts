import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { Hono } from 'hono'

const folder = new URL('../pages/chat/', import.meta.url)

/** The web chat's page and its files; browser TypeScript leaves as JavaScript, so there is no build step. */
export function pages(): Hono {
  const app = new Hono()
  const cache = new Map<string, string>()
  const text = (name: string) => {
    const found = cache.get(name) ?? load(name)
    if (found !== null) cache.set(name, found)
    return found
  }
  app.get('/', context => context.html(text('index.html') ?? '', 200, { 'cache-control': 'no-cache' }))
  app.get('/pages/:name{[a-z0-9-]+\\.(css|js|ts|svg)}', context => {
    const name = context.req.param('name')
    const source = name.endsWith('.js') ? text(name.replace(/js$/, 'ts')) : text(name)
    if (source === null) return context.notFound()
    return context.body(source, 200, { 'content-type': typeOf(name), 'cache-control': 'no-cache' })
  })
  return app
}

function load(name: string): string | null {
  let source: string
  try {
    source = readFileSync(new URL(name, folder), 'utf8')
  } catch {
    return null // no such page file
  }
  return name.endsWith('.ts') ? stripTypeScriptTypes(source) : source
}

function typeOf(name: string): string {
  if (name.endsWith('.css')) return 'text/css; charset=utf-8'
  return name.endsWith('.svg') ? 'image/svg+xml' : 'text/javascript; charset=utf-8'
}
