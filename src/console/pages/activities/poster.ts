import { html } from 'hono/html'
import { activityRulesOf, broadcastRulesOf, contributionRulesOf } from '../../../bot/office.ts'
import { oneActivity } from '../../../office/activities/look.ts'
import { activityTime } from '../../../office/activities/news.ts'
import { audienceSaid } from '../../../office/broadcasts/fields.ts'
import { open } from '../../../office/broadcasts/look.ts'
import { publicText } from '../../../office/desk/anthology.ts'
import type { Poster } from '../../../reports/poster.ts'
import type { Came, Form, View, Visit } from '../../desk.ts'
import { area, field, form, ticks } from '../../parts/form.ts'
import { notice } from '../../parts/pieces.ts'
import type { ActivityPageWords } from './words.ts'

/** What stands in the form before anything is made of it. */
type Written = Record<'ribbon' | 'name' | 'facts' | 'body' | 'signature', string>

/** A form for a poster, filled with what an activity, a contribution or a broadcast (`of`) says. */
export async function posterForm(visit: Visit, say: ActivityPageWords): Promise<View> {
  const { poster: words } = say
  const of = visit.query('of')
  const found = of === '' ? null : await writtenOf(visit, say, of)
  const tried = visit.tried?.act === 'poster' ? visit.tried.form : null
  const value = (name: keyof Written) => ({ value: tried?.get(name) ?? found?.[name] ?? '' })
  const school = visit.content.knowledge.school.fields.get('school.name')?.value ?? ''
  const hasScan = visit.desk.publicUrl !== null
  const scan = hasScan
    ? ticks('scan', words.scan, { options: [{ value: '1', label: words.withScan }], values: ['1'] })
    : html`<p class="note">${words.noScan}</p>`
  const body = html`${field('ribbon', words.ribbon, { value: value('ribbon').value || school, most: 40 })}
    ${field('name', words.name, { ...value('name'), isNeeded: true, most: 40 })}
    ${area('facts', words.facts, { ...value('facts'), rows: 3, most: 300 })}
    ${area('body', words.body, { ...value('body'), rows: 8, most: 1500 })}
    ${field('signature', words.signature, { ...value('signature'), most: 40 })}${scan}
    <button name="as" value="png">${words.png}</button><button class="quiet" name="as" value="pdf">${words.pdf}</button>`
  return {
    title: words.title,
    up: { to: '/desk/activities', label: words.up },
    main: html`<p class="note">${words.note}</p>${of !== '' && found === null ? notice(words.notPublic) : ''}${form(visit, 'poster', body)}`,
  }
}

/** What is known of something by its number: an activity, a broadcast, or a contribution that may be shown to all. */
async function writtenOf(visit: Visit, say: ActivityPageWords, of: string): Promise<Written | null> {
  if (/^E\d+$/.test(of)) return writtenOfActivity(visit, say, of)
  if (/^A\d+$/.test(of)) {
    const came = await visit.act(open, broadcastRulesOf(visit.content), { number: of })
    if ('refused' in came) return null
    const [first = '', ...rest] = came.done.broadcast.body.split('\n')
    const { sender } = came.done.broadcast
    return { ribbon: '', name: first.slice(0, 40), facts: '', body: rest.join('\n'), signature: sender.office }
  }
  const came = await visit.act(publicText, contributionRulesOf(visit.content), { number: of })
  if ('refused' in came) return null
  const { title, kind, text, signature } = came.done.published
  return {
    ribbon: '',
    name: kind || title,
    facts: '',
    body: text,
    signature: signature === null ? '' : `—— ${signature}`,
  }
}

async function writtenOfActivity(visit: Visit, { poster: words }: ActivityPageWords, number: string) {
  const rules = activityRulesOf(visit.content)
  const came = await visit.act(oneActivity, rules, { number })
  if ('refused' in came) return null
  const { activity } = came.done
  const { title, place, about, audience } = activity
  const facts = [
    [words.when, activityTime(activity, visit.zone)],
    [words.where, place],
    [words.for, audienceSaid(rules.broadcasts, audience)],
  ]
  return { ribbon: '', name: title, facts: facts.map(fact => fact.join('：')).join('\n'), body: about, signature: '' }
}

/** Draws the poster as it is written. */
export async function pressPoster(visit: Visit, given: Form, { poster: words }: ActivityPageWords): Promise<Came> {
  const title = given.get('name')
  if (title.length < 2 || title.length > 40) return { refused: words.tooShort }
  const { publicUrl } = visit.desk
  const lines = given
    .get('facts')
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(0, 5)
  const poster: Poster = {
    ribbon: given.get('ribbon').slice(0, 40),
    title,
    facts: lines.map(line => {
      const [label = '', ...text] = line.split(/[：:]/)
      return text.length === 0
        ? { label: '', text: label.trim() }
        : { label: label.trim().slice(0, 4), text: line.slice(label.length + 1).trim() }
    }),
    body: given.get('body').slice(0, 1500),
    signature: given.get('signature').slice(0, 40),
    scan: given.get('scan') === '1' && publicUrl !== null ? { address: publicUrl, caption: words.caption } : null,
    bot: words.bot,
    foot: words.foot,
  }
  const as = given.get('as') === 'pdf' ? 'pdf' : 'png'
  // What cannot be drawn is told to whoever asked for it; the press goes on.
  const drawn = await visit.desk.press.drawPoster(poster, visit.now).catch(() => null)
  if (!drawn) return { refused: words.failed }
  const type = as === 'pdf' ? 'application/pdf' : 'image/png'
  return { file: { name: `${words.file}.${as}`, type, bytes: drawn[as] } }
}
