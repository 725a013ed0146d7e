import { fill } from '../../content/words.ts'
import { everyLine } from '../../knowledge/direct/lines.ts'
import { differences } from '../../knowledge/english/check.ts'
import { type Entry, placeholdersIn } from '../../knowledge/entry.ts'
import { type DateDoubt, doubtsOfDates } from '../../knowledge/layer/doubts.ts'
import type { School } from '../../knowledge/school.ts'
import { whomSaid } from '../people/published.ts'
import type { EditingRules } from './ground.ts'

/** What is worth knowing of an entry before it is saved, and keeps nobody from it: values that the school has not set, English that says something else. */
export function warningsOfEntry({ words, content }: EditingRules, entry: Entry): string[] {
  const { school, shipped } = content.knowledge
  const texts = [entry.short, entry.long, entry.late ?? '', entry.advice ?? '', ...everyLine(entry).map(l => l.say)]
  const keys = new Set([...texts.flatMap(placeholdersIn), ...(entry.deadline === null ? [] : [entry.deadline])])
  const unset = [...keys].flatMap(key => {
    const field = school.general.get(key)
    return field && field.value === null && !school.specials.has(key)
      ? [fill(words.warnings.unset, { label: field.label })]
      : []
  })
  const english = shipped.english?.texts.get(entry.id)
  return [...unset, ...(english && differences(english, entry).length > 0 ? [words.warnings.english] : [])]
}

/** What is doubtful about the dates of a school, in words; of one field where one is given, with those that it goes together with. */
export function warningsOfDates(
  { words, content }: Pick<EditingRules, 'words' | 'content'>,
  school: School,
  now: Date,
  key?: string,
): string[] {
  const stem = key?.replace(/\.(start|end)$/, '')
  const isMeant = (doubt: DateDoubt) =>
    key === undefined || doubt.key === key || (doubt.why === 'order' && doubt.key.replace(/\.start$/, '') === stem)
  return doubtsOfDates(school, now)
    .filter(isMeant)
    .map(({ why, label, value, for: whom, with: other }) => {
      const said = whom === null ? '' : `（${whomSaid(whom, content.knowledge.phrases.circles)}）`
      return fill(words.warnings[why], { label, value, whom: said, with: other ?? '' })
    })
}
