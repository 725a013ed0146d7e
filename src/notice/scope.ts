import type { Around } from './context.ts'
import type { NoticeScope } from './proposal.ts'
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
  const { own, before, item, head, section, rest } = around
  for (const [kind, find] of Object.entries(finders) as [keyof NoticeScope, Finder][]) {
    const near = find(`${item} ${own}`)
    if (near.length > 0) {
      scope[kind] = near.join(',')
      continue
    }
    const far = [before, rest, head, section, title].map(find).find(names => names.length > 0)
    if (far?.length === 1) scope[kind] = far[0]!
  }
  return scope
}

/** How each kind of scope is found in a text. */
export type ScopeFinders = Record<keyof NoticeScope, Finder>

/** Finders that know the school's names, and recognise others by how names are made. */
export function makeScopeFinders(known: KnownNames, words: NoticeWords): ScopeFinders {
  const isName = (name: string) => !words.no_names.some(start => name.startsWith(start))
  const unique = (names: readonly string[]) => [...new Set(names)]
  const made = (pattern: RegExp, names: readonly string[]) => (text: string) => {
    const there = names.filter(name => text.includes(name))
    if (there.length > 0) return there
    return unique([...text.matchAll(pattern)].map(found => trimmed(found[0], words)).filter(isName))
  }
  const listed = (lists: Readonly<Record<string, readonly string[]>>) => (text: string) =>
    Object.keys(lists).filter(name => lists[name]!.some(word => text.includes(word)))
  return {
    campus: made(/[\u4e00-\u9fff]{2}校区/g, known.campuses),
    college: made(
      /(?:(?![的凭于由到在向交报送请须应时期等])[\u4e00-\u9fff]){2,10}(?:学院|书院)(?:[(（][^()（）]{2,6}[)）])?/g,
      known.colleges,
    ),
    building: made(/(?:[\u4e00-\u9fff]{2})?\d{1,2}(?:[-—~、和]\d{1,2})*(?:号楼|[栋幢])/g, known.buildings),
    class: made(/[\u4e00-\u9fff]{2,6}\d{1,2}班/g, known.classes),
    batch: made(/第[一二三四五六七八九十\d]{1,2}批/g, []),
    loan: listed(words.scope.loan),
    degree: listed(words.scope.degree),
  }
}

/** Without the words before a name that do not belong to it: 由示例学院, 仅样例化学院. */
function trimmed(name: string, { no_names: starts }: NoticeWords): string {
  let rest = name
  for (let n = 0; n < 3; n++) {
    const start = starts.find(s => s.length === 1 && rest.startsWith(s) && rest.length - s.length >= 4)
    if (start === undefined) return rest
    rest = rest.slice(start.length)
  }
  return rest
}
