import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { firstLine } from '../../../office/broadcasts/letter.ts'
import {
  broadcastsInCare,
  type ListedBroadcast,
  mostListed,
  type Overview,
  type Stage,
  stages,
} from '../../../office/broadcasts/look.ts'
import type { View } from '../../desk.ts'
import { field, filters, hiddenFields, tabs } from '../../parts/form.ts'
import { pageAsked, pager } from '../../parts/pager.ts'
import { badge, bar, linkButton, time } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { addressOfOne, type PageVisit, rulesOf } from './rules.ts'

/** The broadcasts in one's care: by stage, with these words in them, some at a time. */
export async function listView({ visit, say }: PageVisit): Promise<View | null> {
  const stage = stages.find(s => s === visit.query('tab')) ?? 'sent'
  const search = visit.query('q').slice(0, 100)
  const from = (pageAsked(visit) - 1) * mostListed
  const came = await visit.act(broadcastsInCare, rulesOf(visit), { stage, search, from })
  if ('refused' in came) return null
  const shown = { stage, search, ...came.done }
  return {
    title: say.title,
    main: html`<p>${linkButton('/desk/broadcasts/new', say.write, 'plain')}</p>${searchOf({ visit, say }, shown)}`,
    live: html`${tabsOf({ visit, say }, shown)}${tableOf({ visit, say }, shown)}${pager(visit, { page: from / mostListed + 1, pages: Math.ceil(shown.count / mostListed) })}`,
  }
}

type Shown = Overview & { stage: Stage; search: string }

const addressOfList = ({ stage, search }: { stage: Stage; search: string }) =>
  `/desk/broadcasts?${new URLSearchParams({ tab: stage, ...(search && { q: search }) })}`

const tabsOf = ({ say: { list } }: PageVisit, { stage: on, search, stages: counts }: Shown) =>
  tabs(
    list.label,
    stages.map(stage => ({
      to: addressOfList({ stage, search }),
      label: list.stages[stage],
      isOn: stage === on,
      count: counts[stage],
    })),
  )

const searchOf = ({ visit, say: { list } }: PageVisit, { stage, search }: Shown) =>
  filters(
    visit,
    html`${hiddenFields({ tab: stage })}${field('q', list.search, { value: search, type: 'search', most: 100 })}`,
    list.find,
  )

function tableOf({ visit, say }: PageVisit, { stage, search, listed, count }: Shown) {
  const { list } = say
  const empty = search === '' ? list.empty[stage] : fill(list.none, { search })
  return table(visit, listed, columnsOf({ visit, say }, stage), { caption: fill(list.caption, { count }), empty })
}

function columnsOf({ visit, say: { list } }: PageVisit, stage: Stage): Column<ListedBroadcast>[] {
  const { states } = visit.content.broadcastWords
  const c = list.columns
  const hasCounts = stage === 'sent' || stage === 'ended'
  return [
    {
      head: c.number,
      as: 'main',
      cell: ({ broadcast: b }) =>
        html`<a href="${addressOfOne(b.number)}">${b.number} ${b.template}</a> ${levelBadge(b)}`,
    },
    { head: c.about, cell: ({ broadcast }) => firstLine(broadcast.body) },
    { head: c.audience, cell: ({ broadcast }) => broadcast.audienceWords },
    { head: c.at, cell: ({ broadcast }) => time(visit, timeIn(broadcast)), sort: ({ broadcast }) => timeIn(broadcast) },
    { head: c.state, cell: ({ broadcast }) => badge(states[broadcast.state], lookOf(broadcast)) },
    ...(hasCounts
      ? ([
          {
            head: c.confirmed,
            as: 'number',
            cell: ({ counts }) => (counts ? bar(counts.confirmed, counts.people, list.bar) : ''),
          },
          {
            head: c.unreached,
            as: 'number',
            cell: ({ counts }) => (counts && counts.unreached > 0 ? String(counts.unreached) : ''),
          },
        ] satisfies Column<ListedBroadcast>[])
      : []),
  ]
}

/** The time that matters of a broadcast: when it left, when it is to, or when it was written. */
const timeIn = ({ startedAt, state, due, createdAt }: Broadcast) => startedAt ?? (state === 'draft' ? createdAt : due)

/** How pressing a broadcast is, where it is more than most. */
export const levelBadge = ({ level }: Pick<Broadcast, 'level'>) =>
  level === '普通' ? '' : badge(level, level === '紧急' ? 'bad' : 'warn')

/** How the state of a broadcast looks. */
export function lookOf({ state }: Pick<Broadcast, 'state'>): 'plain' | 'good' | 'bad' | 'warn' {
  if (state === 'sent') return 'good'
  if (state === 'waiting' || state === 'queued') return 'warn'
  return state === 'recalled' || state === 'refused' ? 'bad' : 'plain'
}
