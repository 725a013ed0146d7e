import { fill } from '../../../content/words.ts'
import { saying } from '../../../core/delivery.ts'
import { bindingConsent, type RosterPerson } from '../../../core/roster.ts'
import type { Effect } from '../../../core/turn.ts'
import { codeHash, triesPerCode, triesPerDay } from '../../../office/people/code.ts'
import { type Context, type Decided, office } from '../../context.ts'
import { audited, type Ordered, tellOwn } from './command.ts'
import { spoiledBy } from './spoiled.ts'

/** Begins to bind the writer: in private only, with consent first, then number and code. */
export async function bindSelf(context: Context, { number, code }: Pick<Ordered, 'number' | 'code'>): Promise<Decided> {
  const { turn, rosterWords, isGroup } = context
  const words = rosterWords.bind
  if (isGroup) return tellOwn(words.inGroup)
  if (turn.who.number !== null) return tellOwn(fill(words.already, { name: turn.who.name, number: turn.who.number }))
  const consent = await turn.read.roster.consent(turn.update.person.id, bindingConsent)
  // What was typed along is not kept before the person agrees; they send it again.
  if (!consent?.isGiven || consent.version !== words.version) return askConsent(context)
  return enter(context, { number, code })
}

function askConsent(context: Context): Decided {
  const { turn, knowledge, rosterWords } = context
  const words = rosterWords.bind
  const abroad = words.abroad[turn.update.chat.channel]
  const [consent, ask] = splitLast(fill(words.consent, { office: office(knowledge) }))
  const text = [consent, ...(abroad === undefined ? [] : [`· ${abroad}`]), ask].join('\n')
  const choices = [words.yes[0]!, words.no[0]!].map(w => ({ value: w, label: w }))
  const decided = tellOwn(text)
  return {
    ...decided,
    effects: [{ do: 'say', toPerson: true, saying: { text, choices, images: [], rateable: false } }],
    session: { rosterQuestion: { about: 'consent', at: turn.now.getTime() } },
  }
}

/** All lines but the last, and the last. */
function splitLast(text: string): [string, string] {
  const lines = text.trimEnd().split('\n')
  return [lines.slice(0, -1).join('\n'), lines.at(-1)!]
}

/** The answer to the consent text. */
export async function answerConsent(context: Context, agrees: boolean): Promise<Decided> {
  const { rosterWords } = context
  const words = rosterWords.bind
  const settled = { rosterQuestion: null }
  if (!agrees) return { ...tellOwn(words.refused), session: settled }
  const given: Effect = { do: 'consent', to: bindingConsent, version: words.version, isGiven: true }
  // Also where the channel vouches for a number: it did so until the person undid it, and whoever asks now may have come by their link.
  const next = await enter(context, { number: null, code: null })
  return {
    ...audited(next, 'consent', words.version),
    effects: [given, ...audited(next, 'consent', words.version).effects],
  }
}

/** Number and code, as far as they are there; asks for what is missing. */
export async function enter(context: Context, { number, code }: Pick<Ordered, 'number' | 'code'>): Promise<Decided> {
  const { turn, knowledge, rosterWords, digest } = context
  const words = rosterWords.bind
  const at = turn.now.getTime()
  if (number === null || code === null)
    return {
      ...tellOwn(number === null ? words.ask : words.askCode),
      session: { rosterQuestion: { about: 'bind', at, number } },
    }
  const read = turn.read.roster
  if ((await read.attempts(turn.update.person.id, at - 86_400_000)) >= triesPerDay)
    return {
      ...audited(tellOwn(fill(words.tooMany, { office: office(knowledge) })), 'bind-limit'),
      session: { rosterQuestion: null },
    }
  const waiting = await read.bindCode(number)
  const person = await read.person(number)
  const isRight =
    waiting !== null &&
    waiting.until > at &&
    waiting.attempts < triesPerCode &&
    waiting.hash === codeHash(number, code, digest)
  if (!isRight || !person) {
    const decided = audited(tellOwn(words.wrong), 'bind-refused')
    const isLast = person !== null && waiting !== null && waiting.until > at && waiting.attempts === triesPerCode - 1
    const spoiled = isLast ? await spoiledBy(context, person, waiting.until) : []
    const effects: Effect[] = [...decided.effects, { do: 'bind-attempt', number }, ...spoiled]
    return { ...decided, effects, session: { rosterQuestion: null } }
  }
  const others = await warnOthers(context, number)
  const decided = bound(context, person)
  return { ...decided, effects: [...decided.effects, ...others] }
}

function bound({ rosterWords }: Context, person: RosterPerson): Decided {
  const { number, name, role, college, className } = person
  const place = college + className
  const text = fill(rosterWords.bind.done, {
    name,
    role: rosterWords.roles[role],
    place: place === '' ? '' : `，${place}`,
  })
  const decided = audited(tellOwn(text), 'bind', number)
  return { ...decided, effects: [...decided.effects, { do: 'bind', number }], session: { rosterQuestion: null } }
}

/** Tells who is bound to the number on the same channel already: they would notice a theft. */
async function warnOthers({ turn, knowledge, rosterWords }: Context, number: string): Promise<Effect[]> {
  const { channel } = turn.update.chat
  const others = await turn.read.roster.bindings(number)
  const text = fill(rosterWords.bind.other, { number, office: office(knowledge) })
  return others
    .filter(b => b.channel === channel && b.handle !== turn.update.person.id && b.privateChat !== null)
    .map(b => ({
      do: 'say',
      toPerson: false,
      chat: { id: b.privateChat!, channel, kind: 'private', title: '' },
      saying: saying(text),
    }))
}

/** A code that was written into a group is void, if it was a right one; the answer does not tell whether it was. */
export async function exposed(context: Context, { number, code }: Ordered): Promise<Decided> {
  const { turn, rosterWords, digest } = context
  const waiting = await turn.read.roster.bindCode(number!)
  const isRight = waiting?.hash === codeHash(number!, code!, digest)
  const decided = audited(tellOwn(rosterWords.bind.exposed), 'code-exposed')
  return {
    ...decided,
    effects: [...decided.effects, ...(isRight ? [{ do: 'void-code' as const, number: number! }] : [])],
  }
}

/** Undoes the binding and withdraws the consent to it. */
export function unbind({ turn, rosterWords, isGroup }: Context): Decided {
  const words = rosterWords.bind
  if (isGroup) return tellOwn(words.inGroup)
  if (turn.who.number === null) return tellOwn(words.notBound)
  const says = turn.update.person.number === undefined ? words.undone : `${words.undone}\n${words.undoneVouched}`
  const decided = audited(tellOwn(says), 'unbind', turn.who.number)
  return { ...decided, effects: [...decided.effects, ...undoing(words.version)] }
}

/** What undoes a binding. */
export const undoing = (version: string): Effect[] => [
  { do: 'consent', to: bindingConsent, version, isGiven: false },
  { do: 'unbind' },
]
