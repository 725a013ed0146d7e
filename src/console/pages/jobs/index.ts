import { html } from 'hono/html'
import { jobRulesOf } from '../../../bot/office.ts'
import { unspaced } from '../../../content/normalize.ts'
import { fill } from '../../../content/words.ts'
import type { PostingState } from '../../../core/work/jobs.ts'
import { soughtIn } from '../../../office/jobs/asked.ts'
import { listPostings, onePosting, type PostingList } from '../../../office/jobs/list.ts'
import { may } from '../../../office/rights.ts'
import { definePage, type Html, type View, type Visit } from '../../desk.ts'
import { area, field, filters, form, tabs } from '../../parts/form.ts'
import { card, empty, linkButton, section } from '../../parts/pieces.ts'
import { jobActs } from './acts.ts'
import { doubtsNotice, postingBadge, postingCard, postingFacts, postingPresses } from './cards.ts'
import { postingForm } from './form.ts'
import { seekersView } from './seekers.ts'
import { type JobPageWords, jobPageWords } from './words.ts'

/** 就业信息: postings that were brought in: looked at, released or sent back, taken down; and those who agreed that the career office helps them. */
export const jobsPage = definePage<JobPageWords>({
  name: 'jobs',
  right: 'see-jobs',
  words: jobPageWords,
  async show(visit, say) {
    if (visit.item === 'new') return newView(visit, say)
    if (visit.item !== '') return /^J\d{6}-\w+$/.test(visit.item) ? oneView(visit, say) : null
    return visit.query('of') === 'seekers'
      ? seekersView(visit, say, tabsOf(visit, say, 'seekers', {}))
      : listView(visit, say)
  },
  acts: jobActs,
})

const lists: readonly PostingList[] = ['wait', 'open', 'back', 'over']

function tabsOf(
  visit: Visit,
  { tabs: words }: JobPageWords,
  on: PostingList | 'seekers',
  counts: Partial<Record<PostingState, number>>,
): Html {
  const count: Partial<Record<PostingList | 'seekers', number>> = { wait: counts.waiting ?? 0, open: counts.open ?? 0 }
  const all = [...lists, ...(may(visit.actor, 'see-job-seekers') ? (['seekers'] as const) : [])]
  return tabs(
    words.label,
    all.map(of => ({
      to: `/desk/jobs?of=${of}`,
      label: words[of],
      isOn: of === on,
      ...(on !== 'seekers' && count[of] !== undefined ? { count: count[of] } : {}),
    })),
  )
}

async function listView(visit: Visit, say: JobPageWords): Promise<View> {
  const rules = jobRulesOf(visit.content)
  const of = lists.find(name => name === visit.query('of')) ?? 'wait'
  const said = visit.query('q').slice(0, 60)
  const sought = said === '' ? null : soughtIn(unspaced(said), rules.lists)
  const came = await visit.act(listPostings, rules, { of, sought })
  const { postings, counts } = 'done' in came ? came.done : { postings: [], counts: {} }
  const body =
    postings.length === 0
      ? empty(say.none[of])
      : html`<p class="note">${fill(say.count, { count: postings.length })}</p>${postings.map(one => postingCard(visit, say, one))}`
  const search = filters(
    visit,
    html`<input type="hidden" name="of" value="${of}" />${field('q', say.filters.said, { type: 'search', value: said, most: 60 })}`,
    say.filters.button,
  )
  return {
    title: say.title,
    main: html`${tabsOf(visit, say, of, counts)}<div class="row">${linkButton('/desk/jobs/new', say.new, 'plain')}</div>${search}${section(say.tabs[of], body)}`,
  }
}

const newView = async (visit: Visit, say: JobPageWords): Promise<View> => ({
  title: say.new,
  up: { to: '/desk/jobs', label: say.one.up },
  main: postingForm(visit, say),
})

/** One posting whole, with its form and the way to send it back; null where there is none. */
async function oneView(visit: Visit, say: JobPageWords): Promise<View | null> {
  const came = await visit.act(onePosting, jobRulesOf(visit.content), { number: visit.item })
  if ('refused' in came) return null
  const { posting, doubts } = came.done
  const { number } = posting
  const back = form(visit, 'return', area('reason', say.one.reason, { most: 200, rows: 2 }), {
    button: say.acts.return,
    look: 'quiet',
    values: { number },
  })
  return {
    title: posting.title,
    up: { to: '/desk/jobs', label: say.one.up },
    main: html`${section(
      say.one.what,
      card({
        title: `${number} · ${posting.employer}`,
        marks: postingBadge(visit, say, posting),
        lines: html`${doubtsNotice(say, doubts)}${postingFacts(visit, say, posting)}`,
        acts: postingPresses(visit, say, posting),
      }),
    )}${posting.state === 'waiting' ? section(say.one.back, back, { note: say.one.backNote }) : ''}${section(say.one.edit, postingForm(visit, say, { text: posting, number }), { note: say.one.editNote })}`,
  }
}
