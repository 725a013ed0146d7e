import { judge } from './denial.ts'
import { mentionsIn, type Named, type Sentence } from './mention.ts'

/** Whether a sentence says yes or no to what was asked; null where it says neither, or both. `yes` and `no` are the question's own words. */
export function readYesNo(sentence: Sentence, { yes, no }: { yes: Named; no: Named }): boolean | null {
  const said = judge(sentence, mentionsIn(sentence, [yes, no]), 'one')
  const sure = said.filter(m => m.isSure)
  const values = new Set((sure.length > 0 ? sure : said).map(m => (m.of[0] === 0) !== (m.isDenied && m.of[0] === 0)))
  return values.size === 1 ? [...values][0]! : null
}
