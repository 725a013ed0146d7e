import { html } from 'hono/html'
import { servingRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Group } from '../../../core/group.ts'
import type { Waiting } from '../../../core/work/queue.ts'
import { groupInCare, seeChannels, sendTest } from '../../../office/channels/channels.ts'
import { placeOf } from '../../../office/people/ground.ts'
import { watchText } from '../../../office/people/serving.ts'
import { minuteText } from '../../../time/shown.ts'
import { type DeskChannel, definePage, type Html, type Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, empty, section } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import {
  addressOfGroup,
  isWatched,
  modeOf,
  oneGroup,
  pressBind,
  pressMode,
  pressUnbind,
  pressWatch,
  titleOfGroup,
} from './group.ts'
import { pressSettle, uncertainOf } from './uncertain.ts'
import { type ChannelPageWords, channelPageWords } from './words.ts'

/** 渠道: how the platforms are, what is held for a person, the groups, and a message to oneself. */
export const channels = definePage<ChannelPageWords>({
  name: 'channels',
  right: 'see-channels',
  words: channelPageWords,
  async show(visit, say) {
    const rules = servingRulesOf(visit.content)
    if (visit.item !== '') {
      const came = await visit.act(groupInCare, rules, { chat: visit.item })
      return 'done' in came ? oneGroup(visit, say, came.done) : null
    }
    const came = await visit.act(seeChannels, rules, undefined)
    if ('refused' in came) return null
    const { waiting, uncertain: held, groups } = came.done
    const all = visit.desk.channels()
    const titleOf = (channel: string) => all.find(c => c.name === channel)?.title ?? channel
    return {
      title: say.title,
      main: '',
      live: section(say.state.heading, statesOf(visit, say, { all, waiting })),
      after: html`${uncertainOf(visit, say, { held, titleOf })}
        ${section(fill(say.groups.heading, { count: groups.length }), groupTable(visit, say, { groups, titleOf }))}
        ${section(say.test.heading, pressButton(visit, 'test', { button: say.test.send, look: 'quiet' }), { note: say.test.note })}`,
    }
  },
  acts: {
    settle: pressSettle,
    mode: pressMode,
    watch: pressWatch,
    bind: pressBind,
    unbind: pressUnbind,
    async test(visit) {
      const came = await visit.act(sendTest, servingRulesOf(visit.content), undefined)
      return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
    },
  },
})

interface States {
  all: readonly DeskChannel[]
  /** What waits, for whoever looks after the whole school; they alone see what is said of a platform, and what has to be scanned. */
  waiting: readonly Waiting[] | null
}

function statesOf(visit: Visit, { state: say }: ChannelPageWords, { all, waiting }: States): Html {
  if (all.length === 0) return empty(say.none)
  const looks = { up: 'good', starting: 'warn', waiting: 'warn', down: 'bad' } as const
  return html`${all.map(channel => {
    const queue = waiting?.find(w => w.channel === channel.name)
    const queued = queue
      ? fill(say.queue, { count: queue.count, since: minuteText(queue.since, visit.zone) })
      : say.idle
    return card({
      id: `channel-${channel.name}`,
      title: channel.title,
      marks: badge(say.states[channel.state], looks[channel.state]),
      lines:
        waiting === null
          ? ''
          : html`<p class="note">${[channel.detail, queued].filter(t => t !== '').join(' · ')}</p>${codeOf(channel, say)}`,
    })
  })}`
}

/** What has to be scanned, in the page itself: there is no address that could be sent on or kept. */
function codeOf({ loginPicture }: DeskChannel, say: ChannelPageWords['state']): Html {
  if (loginPicture === null) return ''
  const url = `data:image/png;base64,${Buffer.from(loginPicture).toString('base64')}`
  return html`<p>${say.scan}</p><img class="code" src="${url}" alt="${say.code}" width="264" height="264" />`
}

function groupTable(
  visit: Visit,
  say: ChannelPageWords,
  { groups, titleOf }: { groups: readonly Group[]; titleOf(channel: string): string },
): Html {
  const { columns, caption, none, unbound } = say.groups
  const rules = servingRulesOf(visit.content)
  return table(
    visit,
    groups,
    [
      { head: columns.title, as: 'main', cell: g => html`<a href="${addressOfGroup(g)}">${titleOfGroup(g, say)}</a>` },
      { head: columns.unit, cell: g => (g.unit ? placeOf(g.unit) : badge(unbound, 'warn')) },
      { head: columns.mode, cell: g => modeOf(g, visit) },
      { head: columns.watched, cell: g => watchText(isWatched(g, visit), rules) },
      { head: columns.channel, cell: g => titleOf(g.chat.channel) },
    ],
    { caption, empty: none },
  )
}
