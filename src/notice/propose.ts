import { fill } from '../content/words.ts'
import { type Around, aroundOf } from './context.ts'
import { contradictionOf } from './contradict.ts'
import { eventsMeant } from './event.ts'
import type { MatterFinder } from './matters.ts'
import { fieldsMeant } from './meaning.ts'
import type { FoundPlace } from './places.ts'
import type { NoticeField, NoticeProposal } from './proposal.ts'
import { type ScopeFinders, scopeOf } from './scope.ts'
import type { NoticeLine } from './structure.ts'
import { type NoticeTime, weekdayOfDay } from './times/reckon.ts'
import type { SaidTime } from './times/said.ts'
import { asFieldDate, clocksOf, endsOf, hoursOf, whenOf } from './values.ts'
import type { DoerFinder } from './who.ts'
import type { DayShape, NoticeWords, ValueKind } from './words.ts'

/** What holds for all of a notice. */
export interface NoticeSetting {
  words: NoticeWords
  fields: ReadonlyMap<string, NoticeField>
  finders: ScopeFinders
  doers: DoerFinder
  matters: MatterFinder
  title: string
  time: NoticeTime
  classYear: number | null
}

/** A line, with its times: all of them, and those that may be values. */
export interface LineGround {
  line: NoticeLine
  setting: NoticeSetting
  times: readonly SaidTime[]
  kept: readonly SaidTime[]
}

/** What is proposed of a time: none of an hour that belongs to no day, several of a window whose ends are facts of their own. */
export function timeProposals(said: SaidTime, ground: LineGround): NoticeProposal[] {
  const around = aroundOf(ground.line, said, ground.times)
  if (said.isRepeated) return [repeated(said, around, ground)]
  if (said.doubt === 'weekday' || said.doubt === 'order' || said.doubt === 'no-day')
    return [question(said, around, ground)]
  if (said.day === null) return withoutDay(said, around, ground)
  if (isLender(said, ground) || closes(said, ground)) return []
  const closing = closingOf(said, ground)
  if (closing) return opened(said, closing, ground)
  const hours = clocksOf(said).ranges.length > (said.lastDay === null ? 1 : 0) ? hoursOf(said) : null
  return [
    ...dated(whenOf(said)!, around, { ...ground, said, doubt: doubtOf(said, ground) }),
    ...(hours === null ? [] : [valued('hours', { value: hoursText(said, ground), when: hours }, around, ground)]),
  ]
}

/** What is proposed of two days of which one opens and the other closes. */
function opened(said: SaidTime, closing: SaidTime, ground: LineGround): NoticeProposal[] {
  const others = ground.times.filter(one => one !== closing)
  const around = aroundOf(ground.line, { at: said.at, to: closing.to }, others)
  const whole = { ...said, lastDay: closing.day }
  return dated(`${whenOf(said)}..${whenOf(closing)}`, around, { ...ground, said: whole, doubt: doubtOf(said, ground) })
}

/** 6月10日8:00开放，7月5日24:00关闭: the day on which ends what begins on this one. */
function closingOf(said: SaidTime, { line: { text }, kept, times }: LineGround): SaidTime | null {
  const next = kept[kept.indexOf(said) + 1]
  if (!next?.day || next.lastDay !== null || said.lastDay !== null || times[times.indexOf(said) + 1] !== next)
    return null
  const [opening, closing] = [text.slice(said.to, next.at), text.slice(next.to, next.to + 8)]
  const isOpening = /^[）)]?(?:起|开始|开放|开通|启动|上线)[^。；;]{0,15}$/.test(opening)
  return isOpening && /^[）)]?(?:关闭|截止|结束|停止|终止|止|撤|收|停)/.test(closing) ? next : null
}

const closes = (said: SaidTime, ground: LineGround) =>
  ground.kept.some(one => one.day !== null && one.at < said.at && closingOf(one, ground) === said)

const hoursText = ({ at, to }: SaidTime, { line }: LineGround) =>
  line.text.slice(at, to).replace(/^.*?(?=[上下]午|\d{1,2}[:：点])/, '')

function withoutDay(said: SaidTime, around: Around, ground: LineGround): NoticeProposal[] {
  const hours = hoursOf(said)
  if (hours !== null)
    return [valued('hours', { value: ground.line.text.slice(said.at, said.to), when: hours }, around, ground)]
  const day = lentDay(said, ground)
  if (day === null || clocksOf(said).begins === null) return []
  const when = whenOf({ ...said, day })!
  return dated(when, around, { ...ground, said, doubt: ground.setting.words.doubts.lent })
}

/** The only day that was said before in the same line. */
function lentDay(said: SaidTime, { kept, times }: LineGround): string | null {
  const before = times.filter(one => one.at < said.at && one.day !== null)
  const days = new Set(before.map(one => one.lastDay ?? one.day))
  const [only] = before
  return days.size === 1 && only && kept.includes(only) && only.lastDay === null ? only.day : null
}

/** A day without an hour that lends itself to hours in the same sentence: 21日发，1班9点，2班10点. */
function isLender(said: SaidTime, ground: LineGround): boolean {
  const { text } = ground.line
  if (said.lastDay !== null || said.clocks.length > 0 || said.half !== null || said.isLimit) return false
  return ground.kept.some(one => {
    const isAlone = one.at > said.at && one.day === null && !one.isLimit && clocksOf(one).begins !== null
    return isAlone && !/[。；;！]/.test(text.slice(said.to, one.at)) && lentDay(one, ground) === said.day
  })
}

function doubtOf(said: SaidTime, { setting: { words, time }, line }: LineGround): string | null {
  const { doubts } = words
  const all = [
    ...(said.doubt === 'near' ? [fill(doubts.near, { issued: time.issued ?? '' })] : []),
    ...(time.isOwn ? [] : [fill(doubts.year, { year: time.year })]),
    ...(line.row?.isFilled ? [doubts.filled] : []),
  ]
  return all.length === 0 ? null : all.join('；')
}

interface Dated extends LineGround {
  said: SaidTime
  doubt: string | null
}

/** What is proposed of a day or window: the fact that it is of, and the sentence where a rule of the school speaks of it. */
function dated(when: string, around: Around, ground: Dated): NoticeProposal[] {
  const facts = eventsOf(around, ground)
  if (facts.length === 0) return [dateValue(null, when, around, ground), ...ruleOf(around, ground)]
  return facts.flatMap(keys => ofFact(keys, when, around, ground))
}

function ofFact(keys: readonly string[], when: string, around: Around, ground: Dated): NoticeProposal[] {
  const { said } = ground
  if (keys.length > 1) return [unsure(keys, when, around, ground)]
  const pair = pairOf(keys, ground)
  if (!pair) return [dateValue(keys[0]!, when, around, ground)]
  const [first, last] = endsOf(when)
  if (said.lastDay === null && isStart(around, said)) return [dateValue(pair.start, first, around, ground)]
  const end = dateValue(pair.end, last, around, ground)
  const isOneHour = said.lastDay === null && clocksOf(said).begins !== null
  return isOneHour || isUntil(around, said) ? [end] : [dateValue(pair.start, first, around, ground), end]
}

/** A day of which nobody can tell which fact it is: its choices are for a person. */
function unsure(keys: readonly string[], when: string, around: Around, ground: Dated): NoticeProposal {
  const { fields, words } = ground.setting
  const labels = keys.map(key => fields.get(key)!.label).join('、')
  const doubt = [ground.doubt, fill(words.doubts.choice, { labels })].filter(d => d !== null).join('；')
  return { ...dateValue(null, when, around, { ...ground, doubt }), choices: keys }
}

/** The facts that the day is of. */
function eventsOf(around: Around, { said, ...ground }: Dated): string[][] {
  const { setting } = ground
  const isBatch = setting.finders.batch(`${around.own} ${around.item} ${around.before}`).length > 0
  const shapes = new Set<DayShape>(isBatch ? ['batch'] : [])
  shapes.add(said.lastDay !== null ? 'window' : isUntil(around, said) ? 'limit' : 'day')
  const time = { at: said.at - around.at, to: said.to - around.at }
  return eventsMeant(around, { ...setting, shapes, isOfStaff: isOfStaff(around, ground), time })
}

const isUntil = ({ own, item }: Around, { isLimit, lastDay }: SaidTime) =>
  lastDay === null && (isLimit || /最[晚迟后]|截止|截至|为止|关闭|以前|之前|[日号\d]止/.test(own + item))

/** The sentence for a rule of the school that it speaks of. */
function ruleOf(around: Around, ground: Dated): NoticeProposal[] {
  const { setting, line } = ground
  const key = fieldsOf('date', around, ground).find(one => !(one in setting.words.days))
  const field = key === undefined ? undefined : setting.fields.get(key)
  if (field?.type !== 'text') return []
  const value = line.row ? wordsOf(around, line) : (around.before + around.own + around.after).trim()
  return [{ ...valued('date', { value, when: null, field }, around, ground, ground.doubt), of: 'text' }]
}

/** Facts that are the start and the end of one thing. */
function pairOf(keys: readonly string[], { setting: { fields } }: LineGround): { start: string; end: string } | null {
  const end = keys.find(key => key.endsWith('.end'))
  const start = end?.replace(/end$/, 'start')
  return end && start && fields.has(start) ? { start, end } : null
}

const isStart = ({ own }: Around, { isLimit }: SaidTime) =>
  !isLimit && /开放|开始|开通|启动|[日号\d]起|上线/.test(own) && !/关闭|截止/.test(own)

function dateValue(key: string | null, when: string, around: Around, ground: Dated): NoticeProposal {
  const field = key === null ? undefined : ground.setting.fields.get(key)
  if (field?.type !== 'date')
    return valued('date', { value: field ? bare(around.own) : when, when, field }, around, ground, ground.doubt)
  const [first, last] = endsOf(when)
  const isLast = /end$|last_day$|deadline$/.test(field.key)
  const isWindow = when.includes('..') && first.slice(0, 10) !== last.slice(0, 10)
  const { window } = ground.setting.words.doubts
  const doubt = [ground.doubt, isWindow ? window : null].filter(d => d !== null).join('；') || null
  return valued('date', { value: asFieldDate(isLast ? last : first), when, field }, around, ground, doubt)
}

function fieldsOf(kind: ValueKind, around: Around, ground: LineGround): string[] {
  const { fields, words } = ground.setting
  return fieldsMeant(around, { kind, isOfStaff: isOfStaff(around, ground), fields, words })
}

function isOfStaff({ own, before }: Around, { setting: { doers } }: LineGround): boolean {
  const doer = doers.of(own) ?? doers.of(lastPart(before))
  return doer === 'counselor' || doer === 'college'
}

const lastPart = (text: string) => text.split(/[，,]/).slice(-3).join('，')

/** A proposal of a place or telephone. */
export function placeProposal(found: FoundPlace, ground: LineGround): NoticeProposal {
  const others = [...ground.times, found].sort((a, b) => a.at - b.at)
  const around = aroundOf(ground.line, found, others)
  return valued(found.kind, { value: found.value, when: null }, around, ground)
}

interface Found {
  value: string
  when: string | null
  field?: NoticeField | undefined
}

function valued(
  of: ValueKind,
  found: Found,
  around: Around,
  ground: LineGround,
  doubt: string | null = null,
): NoticeProposal {
  const { setting, line } = ground
  const [key] = of === 'date' ? [] : fieldsOf(of, around, ground)
  const field = found.field ?? (key === undefined ? undefined : setting.fields.get(key))
  const scope = scopeOf(around, setting)
  const made: NoticeProposal = {
    kind: 'value',
    of,
    field: field?.key ?? null,
    choices: [],
    name: field?.label ?? nameOf(of, around, ground),
    value: found.value,
    when: found.when,
    who: null,
    scope,
    clause: line.clause,
    words: wordsOf(around, line),
    doubt,
    contradicts: null,
  }
  return field ? { ...made, contradicts: contradictionOf(made, field, setting.words) } : made
}

/** Verbatim: of a table the row, else the part of the sentence. */
const wordsOf = (around: Around, { row, text }: NoticeLine): string =>
  row ? row.cells.filter(cell => cell !== '').join(' | ') : text.slice(around.at, around.to).trim()

const bare = (text: string) => text.replace(/^[\s，、：:)）]+/, '').trim()

/** What something is called that is no fact of the school: what the sentence says beside the time. */
function nameOf(of: ValueKind, around: Around, { setting, line: { row } }: LineGround): string {
  if (row)
    return [
      row.cells.find((cell, n) => n !== row.column && cell.length > 1 && !/^\d+$/.test(cell)) ?? '',
      row.headers[row.column] ?? '',
    ]
      .join(' ')
      .trim()
  const said = bare(around.own)
  return said === '' ? setting.words.kinds[of] : said.slice(0, 40)
}

function repeated(said: SaidTime, around: Around, ground: LineGround): NoticeProposal {
  const hours = hoursOf(said)
  const of = hours === null ? 'date' : 'hours'
  return valued(of, { value: bare(around.own), when: hours }, around, ground)
}

/** A time that is counted from something else is kept in its words. */
export function countedProposal(said: SaidTime, ground: LineGround): NoticeProposal {
  const around = aroundOf(ground.line, said, ground.times)
  return valued('date', { value: bare(around.own), when: null }, around, ground)
}

function question(said: SaidTime, around: Around, ground: LineGround): NoticeProposal {
  const { doubts, weekdays } = ground.setting.words
  const weekday = weekdays[said.day === null ? 0 : weekdayOfDay(said.day)] ?? ''
  const why =
    said.doubt === 'weekday'
      ? fill(doubts.weekday, { right: said.day ?? '', weekday })
      : doubts[said.doubt === 'order' ? 'order' : 'no-day']
  const [key] = eventsOf(around, { ...ground, said, doubt: why }).flat()
  const field = key === undefined ? undefined : ground.setting.fields.get(key)
  const made = valued('date', { value: bare(around.own), when: null, field }, around, ground, why)
  return { ...made, kind: 'question' }
}
