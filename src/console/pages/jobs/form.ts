import { html } from 'hono/html'
import type { PostingText } from '../../../core/work/jobs.ts'
import { postingLimits } from '../../../office/jobs/check.ts'
import type { Form, Html, Visit } from '../../desk.ts'
import { area, field, form } from '../../parts/form.ts'
import type { JobPageWords } from './words.ts'

const nothing: PostingText = {
  ...{ title: '', employer: '', place: '', kind: '', until: '', contact: '', source: '', about: '' },
}

/** What a form says of a posting. */
export const textIn = (from: Form): PostingText => ({
  ...{ title: from.get('title'), employer: from.get('employer'), place: from.get('place'), kind: from.get('kind') },
  ...{ until: from.get('until'), contact: from.get('contact'), source: from.get('source'), about: from.get('about') },
})

/** The form of a posting: of a new one, or of one that is there (`number`); what was entered and refused stands in it. */
export function postingForm(
  visit: Visit,
  say: JobPageWords,
  { text = nothing, number = '' }: { text?: PostingText; number?: string } = {},
): Html {
  const { form: words, acts } = say
  const act = number === '' ? 'put' : 'change'
  const { tried } = visit
  const shown = tried && ['put', 'change'].includes(tried.act) ? textIn(tried.form) : text
  const line = (name: keyof PostingText & keyof typeof words, hint?: string) =>
    field(name, words[name], { value: shown[name], most: postingLimits[name], ...(hint ? { hint } : {}) })
  return form(
    visit,
    act,
    html`${line('title', words.titleHint)}${line('employer', words.employerHint)}${line('place', words.placeHint)}${line('kind', words.kindHint)}${field('until', words.until, { type: 'date', value: shown.until })}${line('contact', words.contactHint)}${line('source', words.sourceHint)}${area('about', words.about, { value: shown.about, hint: words.aboutHint, most: postingLimits.about, rows: 3 })}`,
    { button: number === '' ? acts.put : acts.change, values: number === '' ? {} : { number } },
  )
}
