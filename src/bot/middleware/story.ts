import { type Awaitable, andThen } from '../../core/awaitable.ts'
import { saying } from '../../core/delivery.ts'
import type { Entry } from '../../knowledge/entry.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { kindsIn, type Stories, type Story } from '../../knowledge/stories/real-cases.ts'
import { nextStory, storyText, storyWithLesson } from '../../knowledge/stories/told.ts'
import { type Context, type Decided, type Middleware, say, silentVerdict } from '../context.ts'
import { privately } from '../flow/private.ts'
import { isInTrouble } from '../safety/trouble.ts'
import { earlierIn } from '../talk.ts'

/** So many of the cases that somebody was told are remembered. */
const mostTold = 60

/** 还有别的例子吗, 讲个真事: the next real case, of what is spoken of just now where there is one; told in private. Whoever is in trouble hears where help is instead. */
export const story: Middleware = context => {
  const { addressed, stories } = context
  const kinds = addressed ? kindsAsked(context) : null
  if (!kinds) return null
  return andThen(isInTrouble(context), isTroubled =>
    privately(context, { again: stories.words.asks[0]!, isOwn: false }, inside =>
      isTroubled ? say(stories.words.trouble, silentVerdict) : told(inside, kinds),
    ),
  )
}

function told(context: Context, kinds: readonly string[]): Decided {
  const { stories, turn } = context
  const { all, words } = stories
  if (all.length === 0) return say(words.noneAtAll)
  const next = nextOf(context, kinds)
  if (!next) return say(words.none)
  const text = `${storyWithLesson(stories, next)}\n${words.further}`
  return {
    effects: [{ do: 'say', toPerson: true, saying: saying(text) }],
    verdict: silentVerdict,
    session: { told: toldNow(turn.session.told, next) },
  }
}

/** The next one of the kinds that were named, else of what was spoken of just now, its kind, and then any. */
function nextOf(context: Context, kinds: readonly string[]): Story | null {
  const { stories, turn } = context
  const heard = turn.session.told
  if (kinds.length > 0) return stories.all.find(s => kinds.includes(s.kind) && !heard.includes(s.id)) ?? null
  const { entry } = earlierIn(context)
  const beside = entry === null ? [] : ofEntry(stories, entry)
  const kindsBeside = new Set(beside.map(s => s.kind))
  const alike = stories.all.filter(s => kindsBeside.has(s.kind))
  return nextStory([...new Set([...beside, ...alike, ...stories.all])], heard)
}

/** The kinds that somebody asks for a real case of, none for any; null for a message that asks for none. What asks for an example of something else is not for us. */
function kindsAsked(context: Context): string[] | null {
  const { stories, text } = context
  const { asks, again, between } = stories.words
  const bare = bareWords(text)
  const isOneOf = (words: readonly string[]) => words.some(word => bareWords(word) === bare)
  const { entry } = earlierIn(context)
  if (isOneOf(asks) || (isOneOf(again) && (entry === null || ofEntry(stories, entry).length > 0))) return []
  const asked = bare.replace(/吗$/, '')
  const isFramed = between.before.some(b => bare.startsWith(b)) && between.after.some(a => asked.endsWith(a))
  const kinds = isFramed ? kindsIn(stories, bare) : []
  return kinds.length > 0 ? kinds : null
}

/** A real case below an answer, and what is remembered of it. */
interface StoryBeside {
  line: string
  told: string[]
}

/**
 * The real case that is told below the answer of an entry, of which the writer was not told just before; null where there is none, somebody goes on about the
 * same, reads English, waits for a teacher, or is in trouble.
 */
export function storyBeside(context: Context, entry: Entry): Awaitable<StoryBeside | null> {
  const { stories, turn, language } = context
  const beside = entry.emergency || language === 'en' || turn.requests.length > 0 ? [] : ofEntry(stories, entry.id)
  const next = earlierIn(context).entry === entry.id ? null : nextStory(beside, turn.session.told)
  if (!next) return null
  return andThen(isInTrouble(context), isTroubled =>
    isTroubled ? null : { line: storyText(stories, next), told: toldNow(turn.session.told, next) },
  )
}

const ofEntry = ({ all }: Stories, entry: string) => all.filter(s => s.entries.includes(entry))

const toldNow = (told: readonly string[], { id }: Story) => [...told.filter(t => t !== id), id].slice(-mostTold)
