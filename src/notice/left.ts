import { type Around, aroundOf, type NoticeStretch } from './context.ts'
import type { NoticeLine } from './structure.ts'
import type { NoticeTime } from './times/reckon.ts'
import type { LeftWhy, SaidTime } from './times/said.ts'
import type { NoticeWords } from './words.ts'

/** What looks like a date by its form alone: numbers of papers, classes, years of study. */
const forms: readonly [RegExp, LeftWhy][] = [
  [/[〔﹝[(（]20\d{2}[〕﹞\])）]\s*第?\d*号/g, 'paper'],
  [/(?:20\d{2}\s*[-—–~至]\s*)?20\d{2}\s*(?:学年度?|年度)(?:第[一二]学期)?/g, 'class'],
  [/(?<!\d)(?:20)?\d{2}[级届]/g, 'class'],
  [/\d{1,2}\.\d{1,2}\s*(?:[a-zA-Z%]|以[上下]|[分元米公万])/g, 'figures'],
  [/\d{1,2}[-—]\d{1,2}\s*[张份件个人名页篇次岁]/g, 'figures'],
]

/** The parts of a line that look like dates by their form and are none. */
export const formsIn = (text: string): (NoticeStretch & { why: LeftWhy })[] =>
  forms.flatMap(([form, why]) =>
    [...text.matchAll(form)].map(found => ({ at: found.index, to: found.index + found[0].length, why })),
  )

/** Why a time in a line is no value; null where it is one. */
export function whyLeft(
  said: SaidTime,
  line: NoticeLine,
  {
    around,
    time,
    classYear,
    words,
  }: { around: Around; time: NoticeTime; classYear: number | null; words: NoticeWords },
): LeftWhy | null {
  if (said.left) return said.left
  if (line.part === 'attachment') return 'attachment'
  if (line.part === 'closing') return 'issued'
  const { left } = words
  const sentence = around.before + around.own + around.after
  const own = whyOfWork(said, line, { around, left })
  if (own !== null) return own
  if (has(sentence, left.past) || isOfOtherClass(sentence, classYear ?? time.year)) return 'past'
  if (said.day !== null && said.day < `${time.year - 1}-07-01`) return lawOrPast(around, words)
  if (isInBracketsOfLaw(line.text, said, words)) return 'law'
  if (has(around.own, left.source)) return 'law'
  const whole = aroundOf(line, said, []).own
  if (isOfYearBefore(line.text.slice(0, said.at), whole, time.year)) return 'past'
  const lead = line.text.slice(around.at, said.at)
  const isNew = has(lead, left.instead)
  const isOver = has(whole, left.over) || (has(whole, left.stopped) && has(whole, left.version))
  if (!isNew && (isOver || isNegated(line.text, said, left.over))) return 'over'
  if ((!isNew && has(lead, left.changed)) || has(line.row?.headers[line.row.column] ?? '', left.changed)) return 'over'
  if (/(?:因|由于)\s*$/.test(lead)) return 'condition'
  if (said.lastDay === null && said.day === time.issued && line.part !== 'body') return 'issued'
  if (!line.row && line.text.length <= 60 && has(line.text, left.sent)) return 'issued'
  if (has(around.own, left.issued) && (said.day ?? '') <= (time.issued ?? '')) return 'issued'
  if (has(around.own, left.later)) return 'relative'
  if (has(whole, left.condition)) return 'condition'
  return null
}

const has = (text: string, list: readonly string[]) => list.some(word => text.includes(word))

/** Examples, forms that are filled in for show, and who of the staff is on duty. */
function whyOfWork(
  said: SaidTime,
  { text, row, part }: NoticeLine,
  { around, left }: { around: Around; left: NoticeWords['left'] },
): LeftWhy | null {
  const before = text.slice(text.length - around.after.length - around.own.length - around.before.length, said.at)
  if (has(row ? row.cells.join('|') : before, left.example)) return 'example'
  if (row && part === 'appendix' && row.headers.some(header => /^(?:姓名|学号|填表人)$/.test(header))) return 'example'
  const isRoster = row ? has(row.caption, left.duty) : has(around.before + around.own + around.after, left.duty)
  return isRoster && /老师|师傅|同志/.test(row ? row.cells.join('|') : around.own) ? 'duty' : null
}

const lawOrPast = (around: Around, { left }: NoticeWords): LeftWhy =>
  left.law.some(word => around.own.includes(word)) ? 'law' : 'past'

/** A sentence about people of another year: 2026届某毕业生. */
function isOfOtherClass(sentence: string, classYear: number): boolean {
  const years = [...sentence.matchAll(/(?<!\d)(?:20)?(\d{2})届/g)].map(found => 2000 + Number(found[1]))
  return years.length > 0 && !years.includes(classYear)
}

/** 2026年退宿期间（6月21日—24日）: the year of an earlier summer stands before the days, in the same part of the sentence. */
function isOfYearBefore(before: string, own: string, year: number): boolean {
  const [said] = [...own.matchAll(/(?<!\d)(20\d{2})年(?!\d)/g)].filter(found => before.includes(found[0])).slice(-1)
  return said !== undefined && Number(said[1]) < year
}

/** 《…》（2023年9月1日修订） */
function isInBracketsOfLaw(text: string, { at, to }: SaidTime, { left }: NoticeWords): boolean {
  const after = /^[^，。；,;]{0,8}/.exec(text.slice(to))?.[0] ?? ''
  return (
    left.law.some(word => after.includes(word)) ||
    (/》[（(][^）)]{0,12}$/.test(text.slice(0, at)) && /^[^（(]{0,6}[）)]/.test(text.slice(to)))
  )
}

/** 月底前填都行”作废: what is between quotation marks, and no longer so. */
function isNegated(text: string, { to }: SaidTime, over: readonly string[]): boolean {
  const [quoted = ''] = /^[^“”。]{0,15}”[^，。；]{0,8}/.exec(text.slice(to)) ?? []
  return over.some(word => quoted.includes(word))
}
