import { readDayWithin } from '../time/date.ts'
import { dayMs } from '../time/days.ts'
import { isoDay } from '../time/shown.ts'
import { type Given, type Taken, takeAnswer, takeDay } from './answer.ts'
import { asksIn, withoutQuestions } from './hearing/asking.ts'
import { type Chosen, readOne, readSeveral, type Together } from './hearing/choice.ts'
import { type Named, placesOf, type Sentence, sentenceOf } from './hearing/mention.ts'
import { readYesNo } from './hearing/yesno.ts'
import type { Asking } from './schema.ts'

type ChoiceStep = Extract<Asking, { type: 'choice' }>
type DateStep = Extract<Asking, { type: 'date' }>
type ConfirmStep = Extract<Asking, { type: 'confirm' }>

/** An answer, why there is none, or that it asks something itself. */
export type Read = Taken | { asks: true }

/**
 * Reads what was given as an answer to a step, in whatever words: as it stands (`takeAnswer`), else as a sentence that holds it. What asks something
 * is no answer, except where one tells of a matter and names which.
 */
export function readReply(step: Asking, given: Given): Read {
  const taken = takeAnswer(step, given)
  if ('answer' in taken || step.type === 'text' || step.type === 'picture' || step.type === 'number') return taken
  const sentence = sentenceOf(given.text, given.words, given.sound)
  const named =
    step.type === 'choice' ? namesOf(step) : step.type === 'confirm' ? Object.values(wordsOf(step, sentence)) : []
  const asking = asksIn(sentence, named)
  if (asking === 'us') return { asks: true }
  const isTold = asking === null || (step.type === 'choice' && step.tells)
  const read = ofSentence(step, sentence, given) ?? taken
  if (isTold && (asking === null || 'answer' in read)) return read
  // Beside a question that only underlines it, the rest may say it all: 存啊，不存拿什么做证书？
  const rest = withoutQuestions(sentence, named)
  const left = rest.text === '' ? null : ofSentence(step, rest, { ...given, text: rest.text })
  return left && 'answer' in left ? left : { asks: true }
}

function ofSentence(step: Asking, sentence: Sentence, given: Given): Taken | null {
  if (step.type === 'choice') return ofChoice(step, sentence, given)
  if (step.type === 'confirm') return ofConfirm(step, sentence)
  return step.type === 'date' ? ofDate(step, sentence, given) : null
}

/** The options that a sentence names, and those that it denies (钥匙其实没还), by their values; null where it is not clear, or asks. */
export function namedOptions(step: ChoiceStep, given: Given): { meant: string[]; denied: string[] } | null {
  const sentence = sentenceOf(given.text, given.words, given.sound)
  if (asksIn(sentence, namesOf(step)) !== null) return null
  const chosen = chosenOf(step, sentence)
  if (chosen.is !== 'chosen') return null
  const valuesOf = (places: readonly number[]) => places.map(n => step.options[n]!.value)
  return { meant: valuesOf(chosen.meant), denied: valuesOf(chosen.denied) }
}

const named = new WeakMap<ChoiceStep, Named[]>()

/** How the options are called: what they are heard by, and their names whole and in parts (退宿、宿舍). */
function namesOf(step: ChoiceStep): Named[] {
  const before = named.get(step)
  if (before) return before
  const made = step.options.map(({ label, also, hears }) => ({
    hears,
    called: [label, ...label.split(/[、（）()]/), ...also].filter(name => name.length > 1),
  }))
  named.set(step, made)
  return made
}

function chosenOf(step: ChoiceStep, sentence: Sentence): Chosen {
  if (step.many) return readSeveral(sentence, namesOf(step), { none: step.least === 0, manner: step.denies })
  const placeOf = (value: string) => step.options.findIndex(o => o.value === value)
  const together: Together = new Map(
    step.options.flatMap((o, n) => (o.joins.length > 0 ? [[n, o.joins.map(placeOf)] as const] : [])),
  )
  return readOne(sentence, namesOf(step), { together, isFirst: step.gravest })
}

function ofChoice(step: ChoiceStep, sentence: Sentence, given: Given): Taken {
  const chosen = chosenOf(step, sentence)
  if (chosen.is === 'between')
    return { reject: 'not-an-option', between: chosen.options.map(n => step.options[n]!.label) }
  const far = chosen.is === 'open' ? soonEnough(step, given) : undefined
  if (far) return { answer: far }
  if (chosen.is === 'open') return { reject: 'not-an-option' }
  const values = chosen.meant.map(n => step.options[n]!.value)
  if (!step.many) return { answer: values[0]! }
  // Only denied (钥匙还没还): nothing is chosen by that, unless it is told of all.
  const isNone = values.length === 0 && chosen.denied.length < step.options.length
  return values.length < step.least || isNone ? { reject: 'not-an-option' } : { answer: values }
}

/** The option that a day which is named means, by how far off it is. */
function soonEnough({ options }: ChoiceStep, { text, now, zone }: Given): string | undefined {
  if (options.every(o => o.within === undefined)) return undefined
  const read = readDayWithin(text, now, zone)
  if ('not' in read) return undefined
  const far = (Date.parse(read.day) - Date.parse(isoDay(now, zone))) / dayMs
  return far < 0 ? undefined : options.find(o => o.within !== undefined && far <= o.within)?.value
}

/** The day that a sentence names; null where it leaves it open. */
function ofDate(step: DateStep, { text, words }: Sentence, given: Given): Taken | null {
  if (placesOf(text, words.open).length > 0) return null
  const read = readDayWithin(text, given.now, given.zone)
  if ('day' in read) return takeDay(step, read.day, given)
  const isNow = step.until === 'today' && read.not === 'a-day' && placesOf(text, words.justNow).length > 0
  return isNow ? { answer: isoDay(given.now, given.zone) } : null
}

const ownWords = new WeakMap<ConfirmStep, { yes: Named; no: Named }>()

function ofConfirm(step: ConfirmStep, sentence: Sentence): Taken | null {
  if (placesOf(sentence.text, sentence.words.open).length > 0) return null
  const said = readYesNo(sentence, wordsOf(step, sentence))
  return said === null ? null : { answer: said }
}

function wordsOf(step: ConfirmStep, { words }: Sentence): { yes: Named; no: Named } {
  const before = ownWords.get(step)
  if (before) return before
  const long = (list: readonly string[]) => list.filter(w => w.length > 1)
  const made = {
    yes: { hears: step.hears.yes, called: [...long(step.yes), ...words.yes] },
    no: { hears: step.hears.no, called: [...long(step.no), ...words.no] },
  }
  ownWords.set(step, made)
  return made
}
