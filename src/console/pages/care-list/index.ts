import { careListRulesOf } from '../../../bot/office.ts'
import { lookAtCare } from '../../../office/care-list/look.ts'
import { definePage, type Visit } from '../../desk.ts'
import { careListActs } from './acts.ts'
import { careEntryView } from './entry.ts'
import { careOverview } from './overview.ts'
import { type CarePageWords, carePageWords } from './words.ts'

/** 关注名单: the students whom staff look after more than others; whoever leads the school sees how many. */
export const careListPage = definePage<CarePageWords>({
  name: 'care-list',
  right: 'open-care-list',
  isSensitive: true,
  words: carePageWords,
  async show(visit, say) {
    if (visit.item === '') return careOverview(visit, say)
    const entry = await entryFor(visit, visit.item)
    return entry && careEntryView(visit, say, entry)
  },
  acts: careListActs,
})

/** An entry in full, or null where there is none that they may see. */
async function entryFor(visit: Visit, id: string) {
  const came = await visit.act(lookAtCare, careListRulesOf(visit.content), { id })
  return 'done' in came ? came.done.entry : null
}
