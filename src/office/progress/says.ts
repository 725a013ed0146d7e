import { fill } from '../../content/words.ts'
import type { PersonProgress } from '../../core/work/progress.ts'
import { unitsText } from '../people/describe.ts'
import { byPlace } from '../people/naming.ts'
import type { ProgressGround } from './ground.ts'
import type { ProgressList } from './list.ts'
import type { ProgressWords } from './words.ts'

/** Who is left (or done), as it is said in private: by how far they are and by class, and whom nothing reaches. */
export function listText({ rules }: Pick<ProgressGround, 'rules'>, list: ProgressList): string {
  const { words, audience } = rules
  const { item, all, done, groups, isDone } = list
  const people = groups.flatMap(g => g.people)
  const values = { item: item.title, all, done, left: people.length }
  const where = { scope: fill(words.inScope, { scope: unitsText(list.scope, audience) }) }
  if (all === 0) return fill(words.nobody, { ...values, ...where })
  if (people.length === 0) return fill(isDone ? words.doneNone : words.leftNone, { ...values, ...where })
  const isMany = people.length > words.namesMost
  return [
    fill(isDone ? words.doneHead : words.leftHead, { ...values, ...where }),
    ...(isMany ? [words.tooMany] : []),
    ...groups.flatMap(({ label, people: some }) => [
      ...(label === null ? [] : [fill(words.stageLine, { stage: label, count: some.length })]),
      ...classLines(some, words, isMany),
    ]),
    ...(isDone || isMany ? [] : unreachableLine(people, words)),
  ].join('\n')
}

function classLines(people: readonly PersonProgress[], words: ProgressWords, isMany: boolean): string[] {
  const byClass = Map.groupBy(people, p => JSON.stringify([p.college, p.className]))
  const classes = [...byClass.values()]
    .map(some => ({ college: some[0]!.college, name: some[0]!.className, some }))
    .sort(byPlace)
  const lines = classes.slice(0, words.classesMost).map(({ college, name, some }) => {
    const values = { class: name || college, count: some.length }
    return isMany
      ? fill(words.classCount, values)
      : fill(words.classLine, { ...values, names: some.map(p => p.name).join('、') })
  })
  const more = classes.length - lines.length
  return more > 0 ? [...lines, fill(words.overviewMore, { count: more })] : lines
}

/** Whom nothing reaches in private, with why. */
export function unreachableLine(people: readonly PersonProgress[], words: ProgressWords): string[] {
  const names = people.flatMap(({ name, reach }) => {
    if (reach.by === 'private') return []
    return [fill(words.person, { name, why: words.reach[reach.by === 'group' ? 'group' : reach.why] })]
  })
  if (names.length === 0) return []
  const some = names.slice(0, words.namesMost).join('、')
  const said = names.length > words.namesMost ? fill(words.namesMore, { names: some, count: names.length }) : some
  return [fill(words.unreachable, { count: names.length, names: said })]
}
