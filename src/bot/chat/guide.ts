import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import { type Choice, saying } from '../../core/delivery.ts'
import { readsAsQuestion } from '../../knowledge/understanding/question.ts'
import { functionsFor } from '../../office/guide/find.ts'
import type { StaffFunction } from '../../office/guide/words.ts'
import { may } from '../../office/rights.ts'
import { expressionsIn } from '../../time/expression.ts'
import { plainOf } from '../../time/plain.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { menu } from '../near.ts'

/** Longer messages tell something, and ask for no function. */
const longest = 60

/** Whether whoever wrote is a bound member of staff in their own chat. */
export const isStaffAlone = ({ turn, isGroup }: Context): boolean =>
  !isGroup && turn.who.number !== null && may(turn.who, 'use-staff-flows')

/** `审核感言`, `把退宿截止改成6月28日`: what staff want to do, in their own words, leads to the words that do it and to the page where it is done. */
export const guide: Middleware = context => {
  const { turn, text, staffGuide } = context
  if (turn.update.timer || !isStaffAlone(context) || activeFrame(context)) return null
  if (text.length > longest || turn.update.message.images.length > 0) return null
  const { sure } = functionsFor(staffGuide, context.knowledge, text)
  return sure.length === 0 ? null : leadTo(context, sure)
}

async function leadTo(context: Context, functions: readonly StaffFunction[]): Promise<Decided> {
  const { staffGuide: words } = context
  const given = await givenIn(context)
  const lines = functions.length > 1 ? [words.either] : []
  const each = functions.flatMap(one => [
    fill(functions.length > 1 ? words.eitherLine : words.found, { name: one.name, about: one.about }),
    ...waysTo(context, one),
  ])
  const kept = given.length > 0 ? [fill(words.foundGiven, { given: given.join('') })] : []
  return told([...lines, ...each, ...kept, words.foundElse].join('\n'), functions.flatMap(buttonsOf))
}

/** How a function is begun: by words in the chat, and on its page of the console. */
export function waysTo({ staffGuide: words, deskUrl }: Context, { words: says, page }: StaffFunction): string[] {
  const chat =
    says.length > 0
      ? [fill(words.foundSay, { words: says.map(said => fill(words.foundQuote, { said })).join('') })]
      : []
  return [...chat, deskUrl === null ? words.foundDesk : fill(words.foundPage, { url: `${deskUrl}/desk/${page}` })]
}

/** Words that can be said as they are: those with a number or a class in them are only examples. */
const buttonsOf = ({ words }: StaffFunction): Choice[] =>
  words.filter(word => !/[\s\d]/.test(word)).map(word => ({ value: word, label: word }))

/** The days and the classes that a request names, as it names them. */
async function givenIn({ turn, text, staffGuide: words }: Context): Promise<string[]> {
  const plain = plainOf(text)
  const days = expressionsIn(plain, new Map()).map(e => plain.text.slice(e.from, e.to))
  const classes = await turn.read.roster.classes(turn.who.scope)
  const said = canonical(text)
  const named = classes.map(c => c.name).filter(name => said.includes(canonical(name)))
  // 今天 is no day that anybody has to fill in.
  return [...days.filter(day => /[\d〇一二两三四五六七八九十]/.test(day)), ...new Set(named)].map(one =>
    fill(words.foundQuote, { said: one }),
  )
}

/** What staff can do here, in words and as buttons. */
export function staffHelp(context: Context): Decided {
  const { staffGuide: words, deskUrl } = context
  const desk = deskUrl === null ? [] : [fill(words.helpDesk, { url: `${deskUrl}/desk` })]
  const flows = menu(context).filter(f => f.for === 'staff')
  const choices = [...buttonsOf(words.functions[0]!), ...flows.map(f => ({ value: f.starts[0]!, label: f.title }))]
  return told([words.help, ...desk].join('\n'), choices)
}

/** What staff hear of a question that nothing answers: it is kept nowhere, and which function is nearest. `nearest` are the titles of entries as one picks them. */
export function unknownToStaff(
  context: Context,
  { titles, choices }: { titles: string; choices: readonly Choice[] },
): Decided {
  const { staffGuide: words, knowledge, text } = context
  const { near } = functionsFor(words, knowledge, text)
  const functions = near.flatMap(one => [
    fill(words.unknownFunction, { name: one.name, about: one.about }),
    ...waysTo(context, one),
  ])
  const entries = titles === '' ? [] : [words.unknownNearest, titles]
  return told([words.unknown, ...functions, ...entries, words.unknownHint].join('\n'), [
    ...near.flatMap(buttonsOf),
    ...choices,
  ])
}

/**
 * The function that is nearest to what a member of staff wrote, as lines below what else is said: below choices always, below an answer only where
 * nothing was asked (典礼改时间了).
 */
export function functionBeside(context: Context, below: 'answer' | 'choices'): string[] {
  const { staffGuide: words, knowledge, text } = context
  if (!isStaffAlone(context) || text.length > longest) return []
  if (below === 'answer' && readsAsQuestion(knowledge.reader.read(text))) return []
  const [one] = functionsFor(words, knowledge, text).near
  return one ? [fill(words.unknownFunction, { name: one.name, about: one.about }), ...waysTo(context, one)] : []
}

/** Says it as a matter of staff: nothing that a later question leans on. */
const told = (text: string, choices: readonly Choice[]): Decided => ({
  effects: [{ do: 'say', toPerson: true, saying: saying(text, choices) }],
  verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
})
