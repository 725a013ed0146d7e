import { fill } from '../../content/words.ts'
import type { Care } from '../../core/case.ts'
import { soon } from '../../core/soon.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { understand } from '../../knowledge/match.ts'
import { privateAnswer } from '../../knowledge/render.ts'
import type { Alarm } from '../../safety/alarm.ts'
import { careOf, counselorLine, isKnown, openCase, toPerson } from '../case/care.ts'
import type { Context, Middleware, Step } from '../context.ts'

/**
 * Someone in danger comes before everything else, conversations included, addressed to the bot or not: calm words with where to turn, in
 * the private chat; in a group only a line without content. The counselor is told the least that is needed.
 */
export const alarm: Middleware = context => {
  const { crisis } = context
  if (!crisis || crisis.grade === 'distress') return null
  return soon(careOf(context), care => comfort(context, crisis, care))
}

function comfort(context: Context, found: Alarm, care: Care): Step {
  const { turn, caseWords, isGroup, addressed } = context
  const known = isKnown(care, found)
  const entry = entryFor(context, found)
  const text = known ? againText(context, care) : firstText(context, { found, care, entry })
  const words = caseWords.crisis
  // Once is enough for the others to see; whoever speaks to the bot hears it each time.
  const inGroup = isGroup && (addressed || !known) ? [care.home ? words.group : words.groupAlone] : []
  return {
    effects: [
      ...inGroup.map(line => toPerson(line, turn.update.chat)),
      ...(care.home ? [toPerson(text, care.home)] : []),
      ...(known ? [] : openCase(context, found, care)),
    ],
    verdict: {
      outcome: 'alarm',
      entry: entry?.id ?? null,
      score: found.score,
      candidates: entry ? [{ entry: entry.id, score: found.score }] : [],
    },
    session: { pending: null },
  }
}

/** What the knowledge says: of a danger from without (fire, a captive, violence) there is an entry for each. */
function entryFor({ knowledge, caseWords, text }: Context, { type }: Alarm): Entry | null {
  const { entries } = caseWords.crisis
  const understood = type === 'danger' ? understand(knowledge, text) : null
  const id = understood?.outcome === 'answer' ? understood.candidates[0]!.entry : entries[type as keyof typeof entries]
  return knowledge.entries.get(id) ?? null
}

function firstText(
  context: Context,
  { found, care, entry }: { found: Alarm; care: Care; entry: Entry | null },
): string {
  const { turn, knowledge, caseWords } = context
  const words = caseWords.crisis
  const rendering = { phrases: knowledge.phrases, school: knowledge.school, now: turn.now }
  const body = entry ? privateAnswer(entry, rendering, []) : ''
  const reaches = care.caretakers.some(c => c.homes.length > 0)
  const told = fill(reaches ? sentenceFor(words, found) : words.toldUnsure, {
    counselor: counselorLine(context, care),
    school: schoolLine(context, body),
  })
  return [body, told, turn.memory.frames.length > 0 ? words.laterThat : ''].filter(t => t !== '').join('\n\n')
}

const sentenceFor = (words: Context['caseWords']['crisis'], { type }: Alarm) =>
  type === 'friend' ? words.toldFriend : type === 'danger' ? words.toldDanger : words.told

/** The school's own centre, unless the answer above has named it. */
function schoolLine({ knowledge: { school, phrases }, caseWords }: Context, body: string): string {
  const field = school.fields.get('mind.center')
  if (!field?.value || body.includes(field.value)) return ''
  const center = field.isSample ? fill(phrases.sampleMark, { value: field.value }) : field.value
  return fill(caseWords.crisis.school, { center })
}

function againText(context: Context, care: Care): string {
  return fill(context.caseWords.crisis.again, { counselor: counselorLine(context, care) })
}
