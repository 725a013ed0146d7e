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

/** 还有别的例子吗, 讲个真事: the next real case, of what is spoken of just now where there is one; told in private. Whoever is in trouble hears something else. */
export const story: Middleware = context => {
  const { addressed, stories, text } = context
  const kinds = addressed ? kindsAsked(stories, text) : null
  if (!kinds) return null
  return andThen(isInTrouble(context), isTroubled =>
    isTroubled
      ? null
      : privately(context, { again: stories.words.asks[0]!, isOwn: false }, inside => told(inside, kinds)),
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

/** The kinds that somebody asks for a real case of, none for any; null for a message that asks for none. */
function kindsAsked(stories: Stories, text: string): string[] | null {
  const { asks, between } = stories.words
  const bare = bareWords(text)
  if (asks.some(ask => bareWords(ask) === bare)) return []
  const framed =
    between.before.some(b => bare.startsWith(b)) && between.after.some(a => bare.replace(/吗$/, '').endsWith(a))
  const kinds = framed ? kindsIn(stories, bare) : []
  return kinds.length > 0 ? kinds : null
}

/** A real case below an answer, and what is remembered of it. */
interface StoryBeside {
  line: string
  told: string[]
}

/**
 * The real case that is told below the answer of an entry, of which the writer was not told just before; null where there is none, somebody goes on about the
 * same, reads English, or is in trouble.
 */
export function storyBeside(context: Context, entry: Entry): Awaitable<StoryBeside | null> {
  const { stories, turn, language } = context
  const beside = entry.emergency || language === 'en' ? [] : ofEntry(stories, entry.id)
  const next = earlierIn(context).entry === entry.id ? null : nextStory(beside, turn.session.told)
  if (!next) return null
  return andThen(isInTrouble(context), isTroubled =>
    isTroubled ? null : { line: storyText(stories, next), told: toldNow(turn.session.told, next) },
  )
}

const ofEntry = ({ all }: Stories, entry: string) => all.filter(s => s.entries.includes(entry))

const toldNow = (told: readonly string[], { id }: Story) => [...told.filter(t => t !== id), id].slice(-mostTold)
