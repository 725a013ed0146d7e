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
import { badge, bar, linkButton, time } from '../../parts/pieces.ts'
import { type Column, table } from '../../parts/table.ts'
import { addressOfOne, type PageVisit, rulesOf } from './rules.ts'

/** The broadcasts in one's care: by stage, with these words in them, some at a time. */
export async function listView({ visit, say }: PageVisit): Promise<View | null> {
  const stage = stages.find(s => s === visit.query('tab')) ?? 'sent'
  const search = visit.query('q').slice(0, 100)
  const from = Math.max(0, Math.min(100_000, Math.floor(Number(visit.query('from')) || 0)))
  const came = await visit.act(broadcastsInCare, rulesOf(visit), { stage, search, from })
  if ('refused' in came) return null
  const shown = { stage, search, from, ...came.done }
  return {
    title: say.title,
    main: html`<p>${linkButton('/desk/broadcasts/new', say.write, 'plain')}</p>${searchOf({ visit, say }, shown)}`,
    live: html`${tabsOf({ visit, say }, shown)}${tableOf({ visit, say }, shown)}${pagerOf({ visit, say }, shown)}`,
  }
}

type Shown = Overview & { stage: Stage; search: string; from: number }

const addressOfList = ({ stage, search, from = 0 }: { stage: Stage; search: string; from?: number }) =>
  `/desk/broadcasts?${new URLSearchParams({ tab: stage, ...(search && { q: search }), ...(from > 0 && { from: String(from) }) })}`

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

function pagerOf({ say: { list } }: PageVisit, { stage, search, from, count }: Shown) {
  const [newer, older] = [from - mostListed, from + mostListed]
  if (count <= mostListed && from === 0) return ''
  return html`<p class="row">${from > 0 ? linkButton(addressOfList({ stage, search, from: Math.max(0, newer) }), list.newer) : ''}${older < count ? linkButton(addressOfList({ stage, search, from: older }), list.older) : ''}</p>`
}
