import type { CardSent } from '../../core/cards/card.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Belonging } from '../../core/roster.ts'
import type { Stories, Story } from '../../knowledge/stories/real-cases.ts'
import { cardText } from '../../knowledge/stories/told.ts'

/** What is known of the cards of the week: what people were sent, the oldest first, and who is to be spared one; both by roster number. */
export interface CardsSoFar {
  sent: ReadonlyMap<string, readonly CardSent[]>
  spared: ReadonlySet<string>
}

/** Somebody to whom a card may be dealt; `id` is their roster number. */
export interface CardHearer {
  id: string
  who: Pick<Belonging, 'college' | 'className'>
}

/** How often each kind was missed. */
type Misses = ReadonlyMap<string, number>

/**
 * Which real case each of these people gets this week; nobody gets one twice, and whoever is to be spared or has had them all is left out. Which kind comes is
 * a rule that can be told: what they missed and have not seen since, then what their class misses most, then what they were never shown; of a kind the newest.
 */
export function dealCards(
  stories: Stories,
  hearers: readonly CardHearer[],
  { sent, spared }: CardsSoFar,
): ReadonlyMap<string, Story> {
  const kindOf = new Map(stories.all.map(s => [s.id, s.kind]))
  const classes = Map.groupBy(hearers, classId)
  const misses = new Map([...classes].map(([id, members]) => [id, missesOf(members, sent, kindOf)]))
  const dealt = new Map<string, Story>()
  for (const hearer of hearers.filter(({ id }) => !spared.has(id))) {
    const before = sent.get(hearer.id) ?? []
    const story = nextCard(stories, before, misses.get(classId(hearer))!)
    if (story) dealt.set(hearer.id, story)
  }
  return dealt
}

const classId = ({ who }: CardHearer) => `${who.college}/${who.className}`

function missesOf(
  members: readonly CardHearer[],
  sent: CardsSoFar['sent'],
  kindOf: ReadonlyMap<string, string>,
): Misses {
  const misses = new Map<string, number>()
  for (const { story, isRight } of members.flatMap(({ id }) => sent.get(id) ?? [])) {
    const kind = kindOf.get(story)
    if (kind !== undefined && isRight === false) misses.set(kind, (misses.get(kind) ?? 0) + 1)
  }
  return misses
}

/** A real case as it is sent, its choices as buttons. */
export const cardOf = (stories: Stories, story: Story): { story: string } & Pick<Saying, 'text' | 'choices'> => ({
  story: story.id,
  text: cardText(stories, story),
  choices: story.question.choices.map((label, n) => ({ value: String(n + 1), label })),
})

/** The next real case for somebody who was sent those of `before` (the oldest first), in a class that missed so much; null where none is left. */
export function nextCard(stories: Stories, before: readonly CardSent[], misses: Misses): Story | null {
  const seen = new Set(before.map(card => card.story))
  const left = stories.all.filter(s => !seen.has(s.id))
  const kind = kindsInOrder(stories, before, misses).find(k => left.some(s => s.kind === k))
  return left.find(s => s.kind === kind) ?? left[0] ?? null
}

function kindsInOrder(stories: Stories, before: readonly CardSent[], misses: Misses): string[] {
  // A kind stands where it was seen last, with what came of it then.
  const last = new Map<string, boolean | null>()
  for (const { story, isRight } of before) {
    const kind = stories.all.find(s => s.id === story)?.kind
    if (kind === undefined) continue
    last.delete(kind)
    last.set(kind, isRight)
  }
  const own = [...last].filter(([, isRight]) => isRight === false).map(([kind]) => kind)
  const justSeen = [...last.keys()].at(-1)
  // What the class misses does not come twice in a row, or nobody would ever see anything else.
  const ofClass = [...misses].filter(([kind]) => kind !== justSeen).sort(([, a], [, b]) => b - a)
  const unseen = stories.all.map(s => s.kind).filter(kind => !last.has(kind))
  return [...own, ...ofClass.map(([kind]) => kind), ...unseen]
}
