import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import {
  type NoticeGroup,
  noticeGroups,
  type OpenedNotice,
  openNotice,
  type ProposalShown,
} from '../../../office/notice/look.ts'
import type { Html, View } from '../../desk.ts'
import { form, pressButton, tabs } from '../../parts/form.ts'
import { onPage, pager } from '../../parts/pager.ts'
import { empty, facts, notice, section, time } from '../../parts/pieces.ts'
import { proposalCard, severalForm } from './cards.ts'
import { addressOfNotice, intakeRules, type NoticeVisit } from './rules.ts'

/** So many proposals stand on a page. */
const most = 25

/** A notice: what it is, and one group of what it proposes; null where there is none. */
export async function noticeView({ visit, say }: NoticeVisit, id: string): Promise<View | null> {
  const came = await visit.act(openNotice, intakeRules(visit), { id })
  if ('refused' in came) return null
  const opened = came.done
  const of = (group: NoticeGroup) => opened.proposals.filter(one => one.group === group)
  const asked = visit.query('of')
  const group =
    noticeGroups.find(one => one === asked) ?? noticeGroups.find(one => of(one).length > 0) ?? ('values' as const)
  const listed = noticeGroups.filter(one => one === group || of(one).length > 0)
  const ways = listed.map(one => {
    return { to: addressOfNotice(id, one), label: say.groups[one], isOn: one === group, count: of(one).length }
  })
  const { shown, ...turned } = onPage(of(group), visit, most)
  const cards = shown.length === 0 ? empty(say.none[group]) : shown.map(one => proposalCard({ visit, say }, id, one))
  const body = html`${cards}${severalOf({ visit, say }, id, group, shown)}${pager(visit, turned)}`
  return {
    title: opened.notice.title,
    up: { to: '/desk/notice', label: say.title },
    main: html`${aboutOf({ visit, say }, opened)}${tabs(say.tabs, ways)}
      ${section(say.groups[group], body, { note: say.notes[group] })}`,
  }
}

/** Takes all values that were ticked, or leaves what was ticked, where there are at least two that may be decided on so. */
function severalOf({ visit, say }: NoticeVisit, id: string, group: NoticeGroup, shown: readonly ProposalShown[]): Html {
  const ticked = shown.filter(one => one.isTheirs && (one.isSimple || one.said.field === null))
  if (group === 'done' || ticked.length < 2) return ''
  const areValues = group === 'values'
  const take = areValues ? html`<button class="plain">${say.acts.several}</button>` : ''
  const note = areValues ? html`<p class="note">${say.acts.severalNote}</p>` : ''
  const leave = html`<button class="quiet" formaction="/desk/notice/-/refuse">${say.acts.refuseSeveral}</button>`
  const body = html`${note}<div class="acts">${take}${leave}</div>`
  return form(visit, areValues ? 'take' : 'refuse', body, { id: severalForm, values: { id } })
}

function aboutOf({ visit, say }: NoticeVisit, { notice: about, name, mayDrop, proposals }: OpenedNotice): Html {
  const { id, number, issued, year, file, at } = about
  const drop = mayDrop ? pressButton(visit, 'drop', { button: say.drop, look: 'quiet', values: { id } }) : ''
  return html`<details ${proposals.length === 0 ? 'open' : ''}><summary>${[number, issued].filter(Boolean).join(' · ') || file}</summary>${facts(
    [
      [say.about.number, number ?? ''],
      [say.about.issued, issued ?? ''],
      [say.about.year, fill(say.yearIs, { year })],
      [say.about.file, file],
      [say.about.by, name],
      [say.about.at, time(visit, at)],
    ],
  )}${drop}</details>${issued === null ? notice(fill(say.noIssued, { year })) : ''}`
}
