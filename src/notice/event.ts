import { oneOf } from '../content/words.ts'
import type { Around } from './context.ts'
import type { MatterFinder, MatterWord } from './matters.ts'
import type { NoticeField } from './proposal.ts'
import type { DayHint, DayShape, NoticeWords } from './words.ts'

/** What a day in a notice is about, as it is looked for. */
export interface SoughtEvent {
  /** How the day is said. */
  shapes: ReadonlySet<DayShape>
  isOfStaff: boolean
  /** The title of the notice. */
  title: string
  /** Where the time stands in `own`. */
  time: { at: number; to: number }
  fields: ReadonlyMap<string, NoticeField>
  words: NoticeWords
  matters: MatterFinder
}

/** The facts that a day is of: none where it is of something else; each as the keys among which nobody can tell. */
export function eventsMeant(around: Around, sought: SoughtEvent): string[][] {
  const { matters, words } = sought
  const own = matters(around.own)
  const layers = [own, ...layersOf(around, sought).map(matters)]
  const beside = [...own, ...conditionOf(around, matters)].filter(hit => hit.isAct)
  const acts = beside.length > 0 ? beside : matters(around.item).filter(hit => hit.isAct)
  const at = layers.findIndex(hits => hits.some(isTopic))
  if (at < 0 || (at > 0 && beside.length === 0 && isOfItsOwn(around.own, own, sought.time))) return []
  const topics = layers[at]!.filter(isTopic)
  const said = acts.length > 0 ? acts : at === 0 ? [] : layers[at]!.filter(hit => hit.isAct)
  const fits = fitsOf(topics, { ...sought, acts: said.map(hit => hit.word) })
  if (fits.length === 0) return []
  const isDone = fits.some(fit => fit.isDone)
  const best = fits.filter(fit => fit.isDone === isDone)
  // What is done says enough; what is only named must be what was named nearest.
  const near = at === 0 ? nearest(topics, sought.time) : topics.at(-1)!
  if (!isDone && !best.some(fit => fit.hit === near)) return []
  const meant = best.filter(fit => isDone || fit.hit === near || isBeside(fit.hit, near, around.own, at))
  // 感言和照片6月20日前交: each is a fact of its own. Of one word only one can be meant.
  const facts = unique(meant.map(fit => fit.hit)).map(hit => {
    const keys = unique(meant.filter(fit => fit.hit === hit).map(fit => fit.key))
    return keys.length < 2 ? keys : settled(keys, layers.slice(at + 1), words)
  })
  return facts.filter((keys, n) => facts.findIndex(other => other.join() === keys.join()) === n)
}

/** What is around, and the title: no further than a heading that speaks of something else. */
function layersOf({ layers, headings }: Around, { title, matters, words }: SoughtEvent): string[] {
  const general = new RegExp(oneOf(words.general), 'g')
  const isOther = (text: string) =>
    headings.includes(text) &&
    !matters(text).some(isTopic) &&
    (text.replace(general, '').match(/[\u4e00-\u9fff]/g) ?? []).length > 1
  const last = layers.findIndex(isOther)
  return last < 0 ? [...layers, title] : layers.slice(0, last)
}

const isTopic = (hit: MatterWord) =>
  !hit.isSetting && (hit.isThing || hit.is.length > 0 || hit.of.length > 0 || hit.turns.length > 0)
const unique = <T>(all: readonly T[]) => [...new Set(all)]

/** 委托他人代领的，: what is done by those alone whom a part before it singles out. */
function conditionOf({ before }: Around, matters: MatterFinder): MatterWord[] {
  const part =
    before
      .split(/[，,]/)
      .filter(text => text !== '')
      .at(-1) ?? ''
  return /(?:的|者)$/.test(part) ? matters(part) : []
}

interface Fit {
  key: string
  hit: MatterWord
  /** Whether what is done is said, and not only what it is about. */
  isDone: boolean
}

function fitsOf(topics: readonly MatterWord[], sought: SoughtEvent & { acts: readonly string[] }): Fit[] {
  const { acts, shapes, isOfStaff, fields, words } = sought
  // Of people who go by turns, only what goes by turns can be meant.
  const isSaidSo = ({ as }: DayHint) => (shapes.has('batch') ? as.includes('batch') : as.some(one => shapes.has(one)))
  const fits: Fit[] = []
  for (const hit of topics)
    for (const key of unique([...hit.is, ...hit.of, ...(shapes.has('batch') ? hit.turns : [])])) {
      const hint = words.days[key]!
      // What staff do is what students wait for (发放, 举行), or is not theirs.
      const isTheirs = !isOfStaff || hint.staff || acts.some(act => words.given.includes(act))
      if (!fields.has(key) || !isTheirs || !isSaidSo(hint)) continue
      const isOther = (act: string) => !words.bounds.includes(act) && !hint.by.includes(act) && !hint.is.includes(act)
      if (acts.some(isOther)) continue
      const isDone = acts.some(act => hint.by.includes(act))
      if (isDone || !hit.of.includes(key)) fits.push({ key, hit, isDone })
    }
  return fits
}

/** Words after a time that say nothing of what is then. */
const empty =
  /[前后起止之的于在为至到将须应需请可按每均即含约各]|全[体天]|所有|统一|集中|分别|具体|安排|时间|日期|[上下]午|开始|截止|结束|办理|进行|完成|毕业生|本科生|研究生|学生|同学|以班级?为单位/g

const place = /在[^，,]{1,20}?(?:[楼室馆厅场堂门口]|中心|校区|\d{3})|[^，,]*(?:[楼室馆厅场堂门]|中心|校区)\d*$/

/** 6月10日消防演练: what it says is no word of ours, and so it is not of what was said above either. */
function isOfItsOwn(text: string, hits: readonly MatterWord[], { to }: SoughtEvent['time']): boolean {
  if (hits.some(hit => hit.to > to)) return false
  const after = text
    .slice(to)
    .replace(/[（(][^（）()]*[）)]?/g, '')
    .replace(place, '')
    .replace(empty, '')
  return (after.match(/[\u4e00-\u9fff]/g) ?? []).length > 2
}

/** 办理退宿手续并离校: named in one breath. */
const isBeside = (hit: MatterWord, near: MatterWord, own: string, layer: number) =>
  layer === 0 && hit.to <= near.at && /^(?:手续)?[、和及与并暨]$/.test(own.slice(hit.to, near.at))

/** What the time belongs to: what was named last before it, or what the words after it end with, whichever begins nearer. */
function nearest(topics: readonly MatterWord[], { at, to }: SoughtEvent['time']): MatterWord {
  const before = topics.filter(hit => hit.to <= at).at(-1)
  const after = topics.filter(hit => hit.at >= to)
  if (!before || after.length === 0) return before ?? topics.at(-1)!
  return at - before.to <= after[0]!.at - to ? before : after.at(-1)!
}

/** Of facts that share a word, the one that is spoken of further out; all of them where none is. */
function settled(keys: readonly string[], layers: readonly (readonly MatterWord[])[], { days }: NoticeWords): string[] {
  const own = (key: string) =>
    new Set(
      onlyOf(
        days[key]!,
        keys.filter(other => other !== key).map(k => days[k]!),
      ),
    )
  const words = new Map(keys.map(key => [key, own(key)]))
  for (const hits of layers) {
    const named = keys.filter(key => hits.some(hit => words.get(key)!.has(hit.word)))
    if (named.length === 1) return named
  }
  return [...keys]
}

/** The words of a fact that the others do not have. */
const onlyOf = (hint: DayHint, others: readonly DayHint[]) =>
  [...hint.is, ...hint.of].filter(word => !others.some(other => other.is.includes(word) || other.of.includes(word)))
