import { html } from 'hono/html'
import type { Html, Visit } from '../desk.ts'

/** How a form looks and where it leads. */
interface FormOptions {
  /** What its button says; left out where the body has buttons of its own. */
  button?: string
  /** `grave` for what cannot be taken back, `quiet` for what stands beside others. */
  look?: 'plain' | 'grave' | 'quiet'
  /** Values that nobody sees. */
  values?: Readonly<Record<string, string>>
  /** The page whose act it is, where it is not this one. */
  page?: string
  /** Whether it carries files. */
  hasFiles?: boolean
  /** A name that `form=` of fields elsewhere refers to. */
  id?: string
}

/** A form that does an act of the page; what it came to is said on the page where it stands. */
export function form(visit: Visit, act: string, body: Html, options: FormOptions = {}): Html {
  const { button, look = 'plain', values = {}, page = visit.page, hasFiles = false, id } = options
  return html`<form method="post" action="/desk/${page}/-/${act}" class="act" ${hasFiles ? html`enctype="multipart/form-data"` : ''} ${id ? html`id="${id}"` : ''}>
    ${hiddenFields({ ...values, token: visit.token(), back: visit.here })}${body}${button === undefined ? '' : html`<button class="${look}">${button}</button>`}</form>`
}

/** A single button that does an act. */
export const pressButton = (visit: Visit, act: string, options: FormOptions & { button: string }): Html =>
  form(visit, act, '', options)

/** Fields that nobody sees. */
export const hiddenFields = (values: Readonly<Record<string, string>>): Html =>
  html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`

/** What a field shows and takes. */
interface FieldOptions {
  value?: string
  type?: 'text' | 'date' | 'datetime-local' | 'time' | 'number' | 'search' | 'tel' | 'file'
  hint?: string
  isNeeded?: boolean
  /** Whether it is there to be copied, and nothing can be written. */
  isFixed?: boolean
  most?: number
  /** A suggestion list. */
  among?: readonly string[]
  accept?: string
}

/** A line to write on, with its label. */
export function field(name: string, label: string, options: FieldOptions = {}): Html {
  const { value = '', type = 'text', hint, isNeeded = false, most = 500, among, accept } = options
  const list = among ? `list-${name}` : ''
  return html`<label class="field"><span>${label}</span>
    <input name="${name}" type="${type}" ${type === 'file' ? '' : html`value="${value}" maxlength="${most}"`} ${isNeeded ? 'required' : ''} ${accept ? html`accept="${accept}"` : ''} ${list ? html`list="${list}"` : ''} autocomplete="off" />
    ${hint ? html`<small>${hint}</small>` : ''}</label>${list ? html`<datalist id="${list}">${among!.map(a => html`<option value="${a}"></option>`)}</datalist>` : ''}`
}

/** Several lines to write on, with their label. */
export const area = (
  name: string,
  label: string,
  { value = '', hint, isNeeded = false, isFixed = false, most = 5000, rows = 4 }: FieldOptions & { rows?: number } = {},
): Html =>
  html`<label class="field"><span>${label}</span>
    <textarea name="${name}" rows="${rows}" ${isFixed ? 'readonly' : html`maxlength="${most}"`} ${isNeeded ? 'required' : ''}>${'\n'}${value}</textarea>
    ${hint ? html`<small>${hint}</small>` : ''}</label>`

/** One of several values. */
export interface Option {
  value: string
  label: string
}

/** A list to choose one from, with its label. */
export const select = (
  name: string,
  label: string,
  { options, value = '' }: { options: readonly Option[]; value?: string },
): Html =>
  html`<label class="field"><span>${label}</span><select name="${name}">${options.map(
    o => html`<option value="${o.value}" ${o.value === value ? 'selected' : ''}>${o.label}</option>`,
  )}</select></label>`

/** Boxes to tick, under one heading. */
export const ticks = (
  name: string,
  label: string,
  { options, values = [] }: { options: readonly Option[]; values?: readonly string[] },
): Html =>
  html`<fieldset class="ticks"><legend>${label}</legend>${options.map(
    o =>
      html`<label><input type="checkbox" name="${name}" value="${o.value}" ${values.includes(o.value) ? 'checked' : ''} /> ${o.label}</label>`,
  )}</fieldset>`

/** Values of which one is taken, under one heading. */
export const radios = (
  name: string,
  label: string,
  { options, value = '' }: { options: readonly Option[]; value?: string },
): Html =>
  html`<fieldset class="ticks"><legend>${label}</legend>${options.map(
    o =>
      html`<label><input type="radio" name="${name}" value="${o.value}" ${o.value === value ? 'checked' : ''} /> ${o.label}</label>`,
  )}</fieldset>`

/** Filters whose values stand in the address, so that it can be sent to somebody. */
export const filters = (visit: Visit, body: Html, button: string, at = `/desk/${visit.page}`): Html =>
  html`<form method="get" action="${at}" class="filters" role="search">${body}<button class="quiet">${button}</button></form>`

/** Ways to look at the same list, of which one is on: each an address. */
export const tabs = (
  label: string,
  all: readonly { to: string; label: string; isOn: boolean; count?: number }[],
): Html =>
  html`<nav class="tabs" aria-label="${label}">${all.map(
    t =>
      html`<a href="${t.to}" ${t.isOn ? html`aria-current="true"` : ''}>${t.label}${t.count === undefined ? '' : html` <b>${t.count}</b>`}</a>`,
  )}</nav>`
