import { type Columns, type Field, fieldsOf, type HeaderMeaning } from './headers.ts'

/** One of the lists under a header: where its fields stand, and its part of the sheet as columns from 0. */
export interface ListPart {
  columns: Columns
  from: number
  to: number
}

/**
 * The lists that stand beside one another under one header: number and name come again, in turn. What stands only once under it, and in the outermost
 * list, holds for all of them.
 */
export function beside(
  texts: readonly (string | undefined)[],
  meant: readonly (readonly HeaderMeaning[])[],
): ListPart[] {
  const whole = { from: 0, to: texts.length }
  const starts = startsOf(texts, meant)
  if (starts.length < 2) return [{ ...whole, columns: columnsBetween(meant, whole) }]
  const parts = starts.map((from, n) => ({ from: n === 0 ? 0 : from, to: starts[n + 1] ?? texts.length }))
  const own = parts.map(part => ({ ...part, columns: columnsBetween(meant, part) }))
  const [all, ends] = [own.flatMap(o => fieldsOf(o.columns)), [own[0]!, own.at(-1)!]]
  const isAlone = (field: Field) => all.filter(([other]) => other === field).length === 1
  const shared = ends.flatMap(end => fieldsOf(end.columns).filter(([field]) => isAlone(field)))
  return own.map(part => ({ ...part, columns: { ...Object.fromEntries(shared), ...part.columns } }))
}

/** Where each of several lists begins; one or none where number and name do not come again in turn. */
function startsOf(texts: readonly (string | undefined)[], meant: readonly (readonly HeaderMeaning[])[]): number[] {
  const at = (field: Field) => meant.flatMap((all, n) => (all.some(m => m.field === field) ? [n] : []))
  const [numbers, names] = [at('number'), at('name')]
  if (numbers.length < 2 || numbers.length !== names.length) return []
  const pairs = numbers.map((number, n) => ({ first: Math.min(number, names[n]!), last: Math.max(number, names[n]!) }))
  if (pairs.some((pair, n) => n > 0 && pair.first <= pairs[n - 1]!.last)) return []
  // The columns before the first pair come again before the others: 序号, 班级 …
  const lead = new Set<string | undefined>(texts.slice(0, pairs[0]!.first).filter(t => t !== undefined))
  return pairs.map(({ first }, n) => {
    let from = first
    while (n > 0 && from - 1 > pairs[n - 1]!.last && lead.has(texts[from - 1])) from--
    return from
  })
}

function columnsBetween(
  meant: readonly (readonly HeaderMeaning[])[],
  { from, to }: { from: number; to: number },
): Columns {
  const found = meant.slice(from, to).flatMap((all, n) => all.map(m => ({ ...m, column: from + n })))
  const columns: Columns = {}
  for (const { field, column } of found.toSorted((a, b) => a.rank - b.rank))
    columns[field] = [...(columns[field] ?? []), column]
  const { rowId, ...rest } = columns
  // What numbers only the rows of a form is nobody's number where there is a better one.
  return rest.number || !rowId ? rest : { ...rest, number: rowId }
}
