import { html } from 'hono/html'
import { peopleRulesOf, servingRulesOf } from '../../../bot/office.ts'
import { type Group, groupModes } from '../../../core/group.ts'
import { groupInCare } from '../../../office/channels/channels.ts'
import { sha256 } from '../../../office/people/code.ts'
import { placeOf } from '../../../office/people/ground.ts'
import { nameGroup, unbindGroup } from '../../../office/people/group.ts'
import { setMode, setWatch, watchText } from '../../../office/people/serving.ts'
import type { Came, Form, Html, View, Visit } from '../../desk.ts'
import { field, form, pressButton, select } from '../../parts/form.ts'
import { facts, section } from '../../parts/pieces.ts'
import type { ChannelPageWords } from './words.ts'

/** Where a group stands among the pages. */
export const addressOfGroup = (group: Group): string => `/desk/channels/${encodeURIComponent(group.chat.id)}`

/** What a group is called. */
export const titleOfGroup = ({ chat }: Group, { groups }: ChannelPageWords): string => chat.title || groups.noTitle

/** How a group is answered now, also where nobody has set it. */
export const modeOf = ({ mode }: Group, { content }: Visit) => mode ?? content.knowledge.school.groupMode

/** Whether a group is read for scams now, also where nobody has set it. */
export const isWatched = ({ watched }: Group, { content }: Visit): boolean => watched ?? content.caseWords.scam.groups

/** One group, and what can be changed of it. */
export function oneGroup(visit: Visit, say: ChannelPageWords, group: Group): View {
  const rules = servingRulesOf(visit.content)
  const { switchOn, switchOff } = rules.scam
  const values = { chat: group.chat.id }
  const on = { value: switchOn, label: watchText(true, rules) }
  const off = { value: switchOff, label: watchText(false, rules) }
  const modes = groupModes.map(mode => ({ value: mode, label: mode }))
  const mode = form(visit, 'mode', select('said', say.group.mode, { options: modes, value: modeOf(group, visit) }), {
    ...{ button: say.group.setMode, values },
  })
  const watched = isWatched(group, visit) ? switchOn : switchOff
  const watch = form(visit, 'watch', select('said', say.group.watch, { options: [on, off], value: watched }), {
    ...{ button: say.group.setWatch, values },
  })
  return {
    title: titleOfGroup(group, say),
    up: { to: '/desk/channels', label: say.groups.up },
    main: html`${facts([
      [say.groups.columns.unit, group.unit ? placeOf(group.unit) : say.groups.unbound],
      [say.groups.columns.channel, group.chat.channel],
    ])}${section(say.group.mode, mode, { note: say.group.modeNote })}
      ${section(say.group.watch, watch, { note: say.group.watchNote })}
      ${section(say.group.bind, bindingOf(visit, say, group), { note: say.group.bindNote })}`,
  }
}

function bindingOf(visit: Visit, say: ChannelPageWords, group: Group): Html {
  const tried = visit.tried?.act === 'bind' ? visit.tried.form.get('said') : null
  const value = tried ?? (group.unit ? placeOf(group.unit) : '')
  const values = { chat: group.chat.id }
  return html`${form(visit, 'bind', field('said', say.group.class, { value, isNeeded: true, most: 60 }), {
    ...{ button: say.group.setClass, values },
  })}${group.unit ? pressButton(visit, 'unbind', { button: say.group.unbind, look: 'quiet', values }) : ''}`
}

/** Does something with the group that a form names, where it is in the visitor's care. */
async function onGroup(
  visit: Visit,
  given: Form,
  say: ChannelPageWords,
  go: (group: Group) => Promise<Came>,
): Promise<Came> {
  const came = await visit.act(groupInCare, servingRulesOf(visit.content), { chat: given.get('chat') })
  return 'done' in came ? go(came.done) : { refused: say.groups.missing }
}

/** What was said of how a group is served; null where it is to be as it was before anybody said anything. */
const saidIn = (given: Form) => (given.get('unset') === '1' ? null : given.get('said'))

/** Sets when a group is answered. */
export const pressMode = (visit: Visit, given: Form, say: ChannelPageWords): Promise<Came> =>
  onGroup(visit, given, say, async ({ chat: { id: chat }, mode }) => {
    const came = await visit.act(setMode, servingRulesOf(visit.content), { chat, said: saidIn(given) })
    if ('refused' in came) return { refused: came.refused.says }
    const before: Record<string, string> = mode === null ? { unset: '1' } : { said: mode }
    return { done: came.done.says, undo: { act: 'mode', values: { chat, ...before } } }
  })

/** Sets whether a group is read for scams. */
export const pressWatch = (visit: Visit, given: Form, say: ChannelPageWords): Promise<Came> =>
  onGroup(visit, given, say, async ({ chat: { id: chat }, watched }) => {
    const rules = servingRulesOf(visit.content)
    const came = await visit.act(setWatch, rules, { chat, said: saidIn(given) })
    if ('refused' in came) return { refused: came.refused.says }
    const { switchOn, switchOff } = rules.scam
    const before: Record<string, string> = watched === null ? { unset: '1' } : { said: watched ? switchOn : switchOff }
    return { done: came.done.says, undo: { act: 'watch', values: { chat, ...before } } }
  })

/** Binds a group to the class that was named. */
export const pressBind = (visit: Visit, given: Form, say: ChannelPageWords): Promise<Came> =>
  onGroup(visit, given, say, async group => {
    const rules = peopleRulesOf(visit.content, sha256)
    const came = await visit.act(nameGroup, rules, { chat: group.chat, said: given.get('said') })
    if ('refused' in came) return { refused: came.refused.says }
    if ('which' in came.done) {
      const { says, classes } = came.done.which
      return { refused: [says, classes.slice(0, 9).map(placeOf).join('、')].join(' ') }
    }
    const values = { chat: group.chat.id }
    const back = group.unit
      ? { act: 'bind', values: { ...values, said: placeOf(group.unit) } }
      : { act: 'unbind', values: { ...values, sure: '1' } }
    return { done: came.done.says, undo: back }
  })

/** A group belongs to no class any more. */
export const pressUnbind = (visit: Visit, given: Form, say: ChannelPageWords): Promise<Came> =>
  onGroup(visit, given, say, async group => {
    // Whoever looks after classes alone does not see a group of none: there is no way back from here.
    if (given.get('sure') !== '1') return { ask: say.group.askUnbind, button: say.group.unbind, isGrave: true }
    const came = await visit.act(unbindGroup, peopleRulesOf(visit.content, sha256), { chat: group.chat })
    return 'done' in came ? { done: came.done.says, to: '/desk/channels' } : { refused: came.refused.says }
  })
