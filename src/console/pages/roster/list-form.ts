import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Form, Html } from '../../desk.ts'
import { field, form, ticks } from '../../parts/form.ts'
import type { RosterVisit } from './rules.ts'

/** What holds for all of a list besides what stands in it, as it was entered. */
export interface ListOptions {
  college: string
  className: string
  withHidden: boolean
  removes: boolean
}

/** What was entered. */
export const optionsIn = (given: Form): ListOptions => ({
  college: given.get('college').slice(0, 100),
  className: given.get('class').slice(0, 100),
  withHidden: given.get('hidden') === '1',
  removes: given.get('removes') === '1',
})

/** Options as fields of a form have them. */
export const optionValues = ({ college, className, withHidden, removes }: ListOptions): Record<string, string> => ({
  ...{ college, class: className },
  ...(withHidden && { hidden: '1' }),
  ...(removes && { removes: '1' }),
})

/** The form in which a list is chosen; one that waits already needs no choosing. */
export function listForm(
  { visit, say: { importing } }: RosterVisit,
  { kept, options }: { kept: { id: string; name: string } | null; options: ListOptions },
): Html {
  const { college, className, withHidden, removes } = options
  const isPlain = college + className === '' && !withHidden && !removes
  const one = (label: string) => [{ value: '1', label }]
  const body = html`${kept ? html`<p class="note">${fill(importing.chosen, { file: kept.name })}</p>` : ''}
    ${field('list', importing.file, { type: 'file', accept: '.xlsx,.xls,.csv,.txt', hint: importing.fileHint, isNeeded: kept === null })}
    <details ${isPlain ? '' : 'open'}><summary>${importing.options}</summary>
      ${field('college', importing.college, { value: college, hint: importing.collegeHint, most: 100 })}
      ${field('class', importing.class, { value: className, hint: importing.classHint, most: 100 })}
      ${ticks('hidden', importing.hiddenHead, { options: one(importing.hidden), values: withHidden ? ['1'] : [] })}
      ${ticks('removes', importing.removesHead, { options: one(importing.removes), values: removes ? ['1'] : [] })}</details>`
  const values = { ...(kept && { kept: kept.id }) }
  return html`<div class="drop" data-drop="${importing.drop}" data-busy="${importing.busy}">${form(visit, 'try', body, { button: importing.button, hasFiles: true, values })}</div>`
}
