import { fill } from '../../../content/words.ts'
import { type Choice, saying } from '../../../core/delivery.ts'
import type { Posting, SoughtJobs } from '../../../core/work/jobs.ts'
import { fitting } from '../../../office/jobs/fit.ts'
import { openPostings } from '../../../office/jobs/list.ts'
import { postingLine, soughtText, wishText } from '../../../office/jobs/said.ts'
import type { Context, Decided } from '../../context.ts'
import { deskRulesOf, jobGroundOf } from '../../office.ts'

/** So many postings stand in one answer. */
const mostShown = 3
/** The entry that names the official places to look for jobs. */
const platforms = 'job-platforms'

/** Postings that somebody looks for: three at most, those after the ones that were shown before; an honest word where there are none. */
export async function listed(
  context: Context,
  { sought, shown }: { sought: SoughtJobs; shown: number },
): Promise<Decided> {
  const { jobWords: words, isGroup } = context
  const ground = jobGroundOf(context)
  const { exact, near } = fitting(await openPostings(ground), sought, ground.rules.lists)
  const all = exact.length > 0 ? exact : near
  const what = soughtText(words, sought)
  const wish = wishText(words, sought)
  if (all.length === 0) return shown > 0 ? saidOfJobs(words.said.nothingMore) : none(context, { what, wish })
  const page = all.slice(shown, shown + mostShown)
  if (page.length === 0) return saidOfJobs(fill(words.said.noMore, { wish }), { choices: [wishButton(wish)] })
  const head = fill(exact.length > 0 ? words.said.head : words.said.near, { what, count: all.length })
  return {
    ...pageOf(context, {
      page,
      head: shown === 0 ? [head] : [],
      from: shown,
      left: all.length - shown - page.length,
      wish,
      isGroup,
    }),
    session: { jobs: { sought: plainly(sought), shown: shown + page.length, at: context.turn.now.getTime() } },
  }
}

/** What is remembered of a search: nothing but what was looked for. */
const plainly = ({ places, kinds, traits, words }: SoughtJobs): SoughtJobs => ({ places, kinds, traits, words })

interface Page {
  page: readonly Posting[]
  head: readonly string[]
  from: number
  left: number
  wish: string
  isGroup: boolean
}

function pageOf(context: Context, { page, head, from, left, wish, isGroup }: Page): Decided {
  const { jobWords: words } = context
  const { said, heard } = words
  const lines = page.map((posting, n) => postingLine(words, posting, { n: from + n + 1, isShort: isGroup }))
  const rest = left > 0 ? [fill(said.more, { count: left })] : []
  const foot = isGroup ? [said.groupMore] : from === 0 ? [said.care] : []
  const next: Choice[] = left > 0 ? [{ value: heard.more[0]!, label: heard.more[0]! }] : [wishButton(wish)]
  return saidOfJobs([...head, ...lines, ...rest, ...foot].join('\n'), isGroup ? {} : { choices: next })
}

/** There are none: says so, and where to look instead. */
function none(context: Context, { what, wish }: { what: string; wish: string }): Decided {
  const { jobWords: words, turn, knowledge, isGroup } = context
  const { said } = words
  if (isGroup) return saidOfJobs(fill(said.groupNone, { what }))
  const official = deskRulesOf(knowledge).entryText(platforms, turn.whose, turn.now)
  const lines = [
    fill(said.none, { what }),
    fill(said.offer, { wish }),
    ...(official === null ? [] : ['', said.platforms, official]),
  ]
  return saidOfJobs(lines.join('\n'), { choices: [wishButton(wish)] })
}

const wishButton = (wish: string): Choice => ({ value: wish, label: wish })

/** Says something about postings: nothing that a later question about an entry leans on. */
export function saidOfJobs(text: string, { choices = [] }: { choices?: readonly Choice[] } = {}): Decided {
  return {
    effects: [{ do: 'say', toPerson: true, saying: saying(text, choices) }],
    verdict: { outcome: 'flow', entry: null, score: 1, candidates: [] },
  }
}
