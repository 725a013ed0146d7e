import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import { parseInstant } from '../../time/calendar.ts'
import { dayOf, minuteText } from '../../time/shown.ts'
import { checkFieldDraft } from '../content/fields.ts'
import { type EditOutcome, refusedFor } from '../content/ground.ts'
import { shown } from '../outcome.ts'
import { whomSaid } from '../people/published.ts'
import type { NoticeGround } from './ground.ts'
import { type ChangeAhead, fieldsAhead, type Taking } from './take.ts'

/** What taking values would come to, a line each; `isQuiet` where nothing moves, nothing that was set is replaced, and nothing is doubtful. */
export interface TakingAhead {
  lines: readonly string[]
  isQuiet: boolean
}

/** What taking these values would come to, without taking them. */
export async function foreseeTaking(
  ground: NoticeGround,
  actor: Identity,
  taking: Taking,
): Promise<EditOutcome<TakingAhead>> {
  const ahead = await fieldsAhead(ground, actor, taking)
  if ('refused' in ahead) return ahead
  const { says } = ground.rules.intake
  const { zone } = ground.rules.content.knowledge.school
  const at = (instant: Date | null) => (instant === null ? says.never : minuteText(instant, zone))
  const [lines, after]: [string[], string[]] = [[], []]
  const showing = new Set<string>()
  let isQuiet = true
  for (const { key, set, changes } of ahead) {
    const checked = await checkFieldDraft(ground, actor, { key, ...set })
    if ('refused' in checked) return checked
    const { faults, warnings, reminders, shows } = checked.done
    if (faults.length > 0) return refusedFor(ground.rules.words, faults)
    lines.push(...changes.map(change => changeSaid(ground, change)))
    after.push(...warnings, ...reminders.map(r => fill(says.moves, { title: r.title, from: at(r.from), to: at(r.to) })))
    for (const entry of shows.entries) showing.add(entry)
    const replaces = changes.some(({ from, to }) => from !== null && from !== to)
    isQuiet &&= warnings.length + reminders.length === 0 && !replaces
  }
  return shown({ lines: [...lines, ...after, fill(says.shows, { count: showing.size })], isQuiet })
}

/** A change as people read it. */
function changeSaid({ rules }: NoticeGround, { label, part, from, to }: ChangeAhead): string {
  const { says } = rules.intake
  const { school, phrases } = rules.content.knowledge
  const whom = part === null ? rules.words.wholeSchool : whomSaid(part, phrases.circles)
  const said = (value: string) => {
    const day = /^\d{4}-\d{2}-\d{2}/.test(value) ? parseInstant(value, school.zone) : null
    if (!day) return value
    return value.includes(':') ? minuteText(day, school.zone) : dayOf(day, school.zone)
  }
  return fill(says.change, { name: label, whom, from: from === null ? says.unset : said(from), to: said(to) })
}
