import { fill } from '../../content/words.ts'
import type { Broadcast, ClassTally } from '../../core/broadcast.ts'
import { dayMs } from '../../time/days.ts'
import { confirmLink, type LinkGround } from './link.ts'
import { confirmedOf } from './states.ts'
import type { BroadcastWords } from './words.ts'

/** What is copied by hand into the group of a class that no bot may enter. */
export interface ClassCopy {
  /** How many people it is for, and how many of them nothing reached. */
  head: string
  text: string
  /** The address of a picture with the class's link; null where there are no links. */
  picture: { url: string; alt: string } | null
}

/** The classes that a copy by hand is for: not reached whole and not confirmed by all; or those that are named. */
export const copiedFor = (classes: readonly ClassTally[], named: string): ClassTally[] =>
  named === ''
    ? classes.filter(c => c.unreachable + c.failed > 0 && confirmedOf(c) < c.people)
    : classes.filter(c => `${c.college}${c.name}`.includes(named))

/** The copy of a broadcast for the group of a class; whoever confirms by it only claims to. */
export function classCopy(
  broadcast: Broadcast,
  { college, name, people, unreachable, failed }: ClassTally,
  { words, links, now }: { words: BroadcastWords; links: LinkGround; now: Date },
): ClassCopy {
  const { number } = broadcast
  const until = (broadcast.startedAt ?? now.getTime()) + words.openDays * dayMs
  const link = confirmLink({ for: 'class', broadcast: number, college, name, until }, links)
  return {
    head: fill(words.relayHead, { class: name || college, people, unreachable: unreachable + failed }),
    text: link === null ? broadcast.text : fill(words.relayText, { text: broadcast.text, link }),
    // The picture is asked for by its path; the address in front of it is for people.
    picture:
      link === null
        ? null
        : {
            url: `${link.slice(links.publicUrl!.length)}/qr.png`,
            alt: fill(words.relayAlt, { number, class: name || college }),
          },
  }
}
