import { html } from 'hono/html'
import { fill } from '../content/words.ts'
import type { Role } from '../core/role.ts'
import { harmless } from '../core/text/harmless.ts'
import { unitName } from '../office/people/naming.ts'
import { may } from '../office/rights.ts'
import type { ConsolePage, Html, View, Visit } from './desk.ts'
import type { Flash } from './flash.ts'
import { hiddenFields } from './parts/form.ts'
import type { ShellWords } from './shell-words.ts'

/** The pages in the bar of a phone, besides the list of all others. */
const inBar: readonly string[] = ['today', 'todo', 'broadcasts', 'progress']

/** The address of a page. */
export const addressOf = (page: string): string => (page === 'today' ? '/desk' : `/desk/${page}`)

/** Everything that stands on one page. */
interface Standing {
  visit: Visit
  view: View
  pages: readonly ConsolePage[]
  flash: Flash | null
}

/** A whole page for somebody who is signed in. */
export async function wholePage({ visit, view, pages, flash }: Standing): Promise<string> {
  const { shell } = visit.words
  const { isSample } = visit.content.knowledge.school
  const body = html`<a class="skip" href="#main">${shell.nav.skip}</a>
    ${sideOf(visit, pages)}
    <main id="main" tabindex="-1">
      <header>${view.up ? html`<a class="up" href="${view.up.to}">‹ ${view.up.label}</a>` : ''}<h1>${view.title}</h1></header>
      ${isSample ? html`<p class="sample">${shell.sample}</p>` : ''}
      ${flash ? flashOf(visit, flash) : ''}
      ${visit.tried ? html`<p class="notice bad" role="alert">${visit.tried.says}</p>` : ''}
      ${view.main}
      ${view.live === undefined ? '' : html`<div id="live" data-live="${visit.here}" data-lost="${shell.lost}">${view.live}</div>`}
      ${view.after ?? ''}
    </main>
    ${barOf(visit)}`
  return documentOf(`${view.title} · ${shell.name}`, await body, 'desk')
}

/** A small page for somebody who is not signed in, or about what went wrong. */
export async function smallPage(words: ShellWords, title: string, main: Html): Promise<string> {
  return documentOf(
    `${title} · ${words.name}`,
    await html`<main id="main" class="small"><h1>${title}</h1>${main}</main>`,
    'small',
  )
}

/** What was entered once more, with the question whether it is really meant. */
export const surePage = (
  visit: Visit,
  ask: { ask: string; button: string; isGrave?: boolean },
  again: { action: string; values: readonly [string, string][] },
): View => ({
  title: visit.words.shell.sure.title,
  main: html`<p class="ask">${ask.ask}</p><form method="post" action="${again.action}" class="act">
    ${again.values.map(([name, value]) => hiddenFields({ [name]: value }))}${hiddenFields({ token: visit.token(), sure: '1' })}
    <button class="${ask.isGrave ? 'grave' : 'plain'}">${ask.button}</button> <a class="button quiet" href="${visit.here}">${visit.words.shell.sure.no}</a></form>`,
})

const flashOf = ({ words: { shell }, token, here }: Visit, { says, page, undo }: Flash): Html =>
  html`<div class="notice good" role="status">${says}${undo ? html`<form method="post" action="/desk/${page}/-/${undo.act}">${hiddenFields({ ...undo.values, token: token(), back: here })}<button class="quiet">${undo.label ?? shell.undo}</button></form>` : ''}</div>`

function sideOf(visit: Visit, pages: readonly ConsolePage[]): Html {
  const { shell } = visit.words
  const { actor } = visit
  const scope = actor.scope.map(u => unitName(u, shell.whole)).join('、')
  return html`<nav class="side" aria-label="${shell.nav.label}">
    <p class="name"><a href="/desk">${shell.name}</a></p>
    <ul>${pages.filter(p => may(actor, p.right)).map(p => html`<li><a href="${addressOf(p.name)}" ${currentIf(p.name === visit.page)}>${shell.pages[p.name]!.title}</a></li>`)}</ul>
    <div class="who"><p>${fill(shell.who, { name: actor.name, role: roleName(actor.role, shell), scope })}</p>
      <form method="post" action="/desk/out">${hiddenFields({ token: visit.token() })}<button class="quiet">${shell.out}</button></form></div></nav>`
}

const roleName = (role: Role, { roles }: ShellWords) => (role in roles ? roles[role as keyof typeof roles] : '')

function barOf({ page, words: { shell } }: Visit): Html {
  return html`<nav class="tabbar" aria-label="${shell.nav.menu}">${inBar.map(
    name => html`<a href="${addressOf(name)}" ${currentIf(name === page)}>${shell.pages[name]?.title ?? name}</a>`,
  )}<a href="/desk/more" ${currentIf(!inBar.includes(page))}>${shell.nav.more}</a></nav>`
}

const currentIf = (isOn: boolean) => (isOn ? html`aria-current="page"` : '')

/** The list of all pages that somebody may see, for phones. */
export const morePage = (visit: Visit, pages: readonly ConsolePage[]): View => ({
  title: visit.words.shell.nav.more,
  main: html`<ul class="pages">${pages
    .filter(p => may(visit.actor, p.right))
    .map(({ name }) => {
      const { title, about } = visit.words.shell.pages[name]!
      return html`<li><a href="${addressOf(name)}"><b>${title}</b><span>${about}</span></a></li>`
    })}</ul>
    <form method="post" action="/desk/out">${hiddenFields({ token: visit.token() })}<button class="quiet">${visit.words.shell.out}</button></form>`,
})

/** Nothing of what strangers wrote does anything but show. */
function documentOf(title: string, body: Html, kind: 'desk' | 'small'): string {
  const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="icon" href="/pages/bot.svg" type="image/svg+xml"><link rel="stylesheet" href="/pages/desk.css"><script type="module" src="/pages/desk.js"></script></head><body id="app" class="${kind}">${body}</body></html>`
  return harmless(page)
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
