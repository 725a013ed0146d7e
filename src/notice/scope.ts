import { literal } from '../content/words.ts'
import type { Around } from './context.ts'
import type { NoticeScope } from './proposal.ts'
import type { NoticeLine } from './structure.ts'
import type { NoticeWords } from './words.ts'

/** Names that the school has; empty where nobody knows them. */
export interface KnownNames {
  campuses: readonly string[]
  colleges: readonly string[]
  buildings: readonly string[]
  classes: readonly string[]
}

type Finder = (text: string) => string[]

/** Whom something holds for: what the nearest words say that name exactly one, or a list. `title` is the notice's. */
export function scopeOf(around: Around, { title, finders }: { title: string; finders: ScopeFinders }): NoticeScope {
  const scope: NoticeScope = {}
  const { own, before, item, head, section } = around
  for (const [kind, find] of Object.entries(finders) as [keyof NoticeScope, Finder][]) {
    const near = find(`${item} ${own}`)
    if (near.length > 0) {
      scope[kind] = near.join(',')
      continue
    }
    const far = [before, head, section, title].map(find).find(names => names.length > 0)
    if (far?.length === 1) scope[kind] = far[0]!
  }
  return scope
}

/** How each kind of scope is found in a text. */
export type ScopeFinders = Record<keyof NoticeScope, Finder>

/** Finders that know the school's names and those that stand alone in the notice, and recognise others by how names are made. */
export function makeScopeFinders(known: KnownNames, lines: readonly NoticeLine[], words: NoticeWords): ScopeFinders {
  const isName = (name: string) => !words.no_names.some(start => name.startsWith(start))
  const made = (pattern: RegExp, names: readonly string[]) => (text: string) => {
    const there = names.filter(name => placesOf(name, text).some(at => !isPlace(text, at, at + name.length)))
    if (there.length > 0) return there
    const found = [...text.matchAll(pattern)].filter(({ 0: name, index }) => !isPlace(text, index, index + name.length))
    return unique(found.map(({ 0: name }) => trimmed(name, words)).filter(isName))
  }
  const listed = (lists: Readonly<Record<string, readonly string[]>>) => (text: string) => {
    const plain = text.replaceAll('研究生院', '')
    return Object.keys(lists).filter(name => lists[name]!.some(word => plain.includes(word)))
  }
  return {
    campus: made(/[\u4e00-\u9fff]{2}校区/g, unique([...known.campuses, ...campusesIn(lines).filter(isName)])),
    college: made(college, known.colleges),
    building: made(building, known.buildings),
    class: made(/[\u4e00-\u9fff]{2,6}\d{1,2}班/g, known.classes),
    batch: made(/第[一二三四五六七八九十\d]{1,2}批/g, []),
    loan: listed(words.scope.loan),
    degree: listed(words.scope.degree),
  }
}

const college =
  /(?:(?![的凭于由到在向交报送请须应时期等发找总把给办属还])[\u4e00-\u9fff]){1,10}(?:学院|书院)(?:[(（][^()（）]{2,6}[)）])?/g
const building =
  /(?:(?:(?!究生|科生|校区|[男女]生)[\u4e00-\u9fff]){2})?\d{1,2}(?:[-—~、和]\d{1,2})*(?:号楼|号公寓|[栋幢])/g
const unique = (names: readonly string[]) => [...new Set(names)]

/** The campuses of a notice: what fills a cell, or stands between signs or after 在 and its like. */
function campusesIn(lines: readonly NoticeLine[]): string[] {
  const name = /(?<=^|[\s，。；：、（(]|[在到至由从住])(?![各本两该])[\u4e00-\u9fff]{1,4}校区/g
  const texts = lines.flatMap(({ text, row }) => [text, ...(row ? row.headers : [])])
  const found = texts.flatMap(text => [...text.matchAll(name)].map(([campus]) => campus.replace(/^[在到至由从住]/, '')))
  return unique(found).sort((a, b) => b.length - a.length)
}

const placesOf = (name: string, text: string) =>
  [...text.matchAll(new RegExp(literal(name), 'g'))].map(found => found.index)

/** 在北苑校区体育场举行: where something is, and not whom it holds for. */
function isPlace(text: string, at: number, to: number): boolean {
  const after = text.slice(to)
  if (/(?:在|到|至|由|从|赴|往|送|经)$/.test(text.slice(0, at))) return true
  if (/^(?:毕业|学生|本科|研究生|同学|第.批|各|为|于|须|应|提前|\d{1,2}\s*[月日.:：/])/.test(after)) return false
  return /^[\u4e00-\u9fffA-Z\d]{0,10}?(?:楼|室|馆|厅|场|门|窗口|中心|食堂|礼堂|剧场|库房|点|处|座|站|店|大道)/.test(
    after,
  )
}

/** Without the words before a name that do not belong to it: 由示例学院, 仅样例化学院. */
function trimmed(name: string, { no_names: starts }: NoticeWords): string {
  let rest = name.replace(/^.*(?:大学|学校)(?=.{2,}(?:学院|书院))/, '')
  for (let n = 0; n < 3; n++) {
    const start = starts.find(s => s.length === 1 && rest.startsWith(s) && rest.length - s.length >= 4)
    if (start === undefined) return rest
    rest = rest.slice(start.length)
  }
  return rest
}
