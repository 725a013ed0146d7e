import { canonical } from '../../../content/names.ts'
import { onOneLine } from '../../../core/text/harmless.ts'
import type { Row } from './csv.ts'
import type { HeaderReader } from './headers.ts'

/** Where a list's people belong, as far as something beside its columns says. */
export interface ListPlace {
  college?: string
  className?: string
  major?: string
  counselor?: string
}

const fields = ['college', 'className', 'major', 'counselor'] as const
type PlaceField = (typeof fields)[number]

const tidy = (text: string) => onOneLine(text.normalize('NFKC'))

/** What the rows above a list say of it in the columns from `from` to before `to`: `班级：计科1班`, or a title. */
export function placeAbove(
  rows: readonly Row[],
  { from, to, reader }: { from: number; to: number; reader: HeaderReader },
): { place: ListPlace; said: string } | null {
  let place: ListPlace = {}
  const said: string[] = []
  // The nearest says most.
  for (const row of rows.toReversed()) {
    const inside = row.cells.slice(from, to).filter(c => c !== undefined)
    const texts = [...new Set((inside.length > 0 ? inside : row.cells).flatMap(c => (c ? [tidy(c.text)] : [])))]
    const found = { ...titled(texts), ...labelled(texts, reader) }
    if (Object.keys(found).every(field => field in place)) continue
    place = { ...found, ...place }
    said.unshift(texts.join(' '))
  }
  return said.length > 0 ? { place, said: said.join(' ').slice(0, 40) } : null
}

/** What a name says, of a sheet or a file: `计科1班`, `计科2301`. */
export const placeInName = (name: string): ListPlace =>
  titled([tidy(name.replace(/\.[a-z]{2,5}$/i, ''))], { isName: true })

function titled(texts: readonly string[], as: { isName?: boolean } = {}): ListPlace {
  for (const text of texts) {
    const place = placeInTitle(text, as)
    if (place.className || place.college) return place
  }
  return {}
}

const institution = /^(.*(?:大学|学院|学部|书院|学校|研究院|系(?!统|列)))(.*)$/u

/** `示例学院计科1班学生名单`: the class up to 班, and the college before it. */
function placeInTitle(text: string, { isName = false }: { isName?: boolean }): ListPlace {
  // What stands in brackets is how many they are, or a year, but for the number of a class.
  const bare = text.replace(/[（(](?![\d一二三四五六七八九十]{1,4}[）)])[^）)]*[）)]/g, '')
  const classed = /^(.*?[\d一二三四五六七八九十a-z)）])班(?!主任|长|委|干|会)/iu.exec(bare)
  const head = (classed?.[1] ?? bare).split(/[\s,，、:：_|·]+/)
  const [, before = '', after = head.at(-1)!] = institution.exec(head.join('')) ?? []
  const college = /([^大]*?(?:学院|学部|书院|研究院|系))$/u.exec(before.replace(/^.*(?:大学|学校)/u, ''))?.[1]
  const rest = after.replace(/^(?:(?:19|20)\d\d届|毕业生|毕业班|本科生?|专科生?|学生|届)+/u, '')
  if (classed && rest !== '') return { ...(college ? { college: lastOf(college) } : {}), className: `${rest}班` }
  const code =
    /^(?!sheet|table|表|工作表|名单|附件|第|共)([\p{Script=Han}a-z]{1,8}\d{2,4})(?![\d届级年月学人.-])/iu.exec(rest)
  if (code && (isName ? code[0] === rest : true))
    return { ...(college ? { college: lastOf(college) } : {}), className: code[1]! }
  return college && /名单|花名册|名册|信息|学生|毕业生|一览/u.test(rest) ? { college: lastOf(college) } : {}
}

/** Of 职业学院软件学院 the last. */
const lastOf = (college: string) => college.split(/(?<=学院|学部|书院|研究院)/u).at(-1)!

/** What stands behind labels, in one cell or in the next one. */
function labelled(texts: readonly string[], { strict }: HeaderReader): ListPlace {
  const place: ListPlace = {}
  const put = (label: string, value: string) => {
    const field = strict(label)
      .map(m => m.field)
      .find((f): f is PlaceField => fields.includes(f as PlaceField))
    if (field && value !== '' && strict(value).length === 0) place[field] ??= value
  }
  texts.forEach((text, n) => {
    const found = [...text.matchAll(/([^\s:：,，;；]{1,10})[:：]\s*([^\s:：,，;；]{1,40})/gu)]
    for (const [, label, value] of found) put(label!, value!)
    if (found.length === 0 && texts[n + 1] !== undefined && !/[:：]./u.test(texts[n + 1]!)) put(text, texts[n + 1]!)
  })
  return place
}

/** Whether two names of a class differ only in how they are written. */
export const classKey = (name: string): string =>
  canonical(name)
    .replace(/(?:团支部|支部)$/, '')
    .replace(/班$/, '')
