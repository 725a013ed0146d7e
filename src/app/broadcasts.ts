import type { Content } from '../bot/content.ts'
import { fill } from '../content/words.ts'
import type { Chore } from '../core/chore.ts'
import type { Ids } from '../core/clock.ts'
import type { Saying } from '../core/delivery.ts'
import { awake, choicesOf, closesAt, copyOf, escalatesAt, namesText } from '../office/broadcasts/letter.ts'
import { confirmLink, type LinkGround } from '../office/broadcasts/pass.ts'
import { confirmedOf, percentOf } from '../office/broadcasts/states.ts'
import type { BroadcastWords } from '../office/broadcasts/words.ts'
import { makeArrivals } from '../store/broadcast/arrivals.ts'
import type { PlanParts } from '../store/broadcast/copies.ts'
import { makeMind } from '../store/broadcast/mind.ts'
import type { ClassNames, MindParts } from '../store/broadcast/parts.ts'
import { makePlanner } from '../store/broadcast/plan.ts'
import type { Database } from '../store/open.ts'

const dayMs = 86_400_000

/** What the chores of broadcasts stand on. */
export interface BroadcastGround {
  database: Database
  content(): Content
  ids: Ids
  links: LinkGround
}

/** Broadcasts leave when their time comes, and are looked after until their time to confirm is over. */
export function makeBroadcastChores({ database, content, ids, links }: BroadcastGround): Chore[] {
  const parts = planParts(content, ids, links)
  const openMs = () => content().broadcastWords.openDays * dayMs
  return [
    makePlanner(database, parts),
    makeArrivals(database, { ...parts, openMs }),
    makeMind(database, mindParts(content, ids)),
  ]
}

/** How the planner words and times a broadcast. */
export function planParts(content: () => Content, ids: Ids, links: LinkGround): PlanParts {
  const ground = () => ({ words: content().broadcastWords, zone: content().knowledge.school.zone })
  return {
    ids,
    copyOf(broadcast, { round, person, channel }) {
      const { words } = ground()
      // Where there are buttons, one press confirms; a link would only be one more thing to forward by mistake.
      const wantsLink = person !== null && channel !== undefined && !channel.abilities.has('choices')
      const until = (broadcast.startedAt ?? broadcast.due) + words.openDays * dayMs
      const link =
        wantsLink && broadcast.question === null
          ? confirmLink({ for: 'person', broadcast: broadcast.number, number: person, until }, links)
          : null
      return copyOf(broadcast, words, { isResend: round > 0, link })
    },
    timesOf(broadcast, at) {
      const { words, zone } = ground()
      return { closesAt: closesAt(broadcast, at, words), escalateAt: escalatesAt(broadcast, at, { words, zone }) }
    },
  }
}

function mindParts(content: () => Content, ids: Ids): MindParts {
  const words = () => content().broadcastWords
  return {
    ids,
    progressEvery: () => words().progressEveryMinutes * 60_000,
    escalateAt: (broadcast, at) =>
      escalatesAt(broadcast, at, { words: words(), zone: content().knowledge.school.zone }),
    progressMost: () => words().progressMost,
    progressOf(broadcast, tally) {
      const { number } = broadcast
      const text = fill(words().groupProgress, { number, confirmed: confirmedOf(tally), people: tally.people })
      return plain(text, percentOf(tally) < 100 ? choicesOf(broadcast, words()) : [])
    },
    ruleOf: level => words().levels[level].escalate ?? null,
    awake: (level, at) => awake(level, at, { words: words(), zone: content().knowledge.school.zone }),
    toMonitor: ({ number, template }, of) =>
      plain(fill(words().escalateMonitor, { number, template, ...classValues(of, words()) })),
    toStaff({ number, template, level }, classes) {
      const lines = classes.map(of => fill(words().escalateLine, classValues(of, words()))).join('\n')
      const below = words().levels[level].escalate?.below ?? 0
      return plain(fill(words().escalateStaff, { number, template, classes: classes.length, below, lines }))
    },
  }
}

const classValues = (of: ClassNames, words: BroadcastWords) => ({
  class: of.name,
  confirmed: confirmedOf(of),
  people: of.people,
  names: namesText(of.names, words),
})

const plain = (text: string, choices: Saying['choices'] = []): Saying => ({
  text,
  choices,
  images: [],
  rateable: false,
})
