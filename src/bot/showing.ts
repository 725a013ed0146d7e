import type { Clock } from '../core/clock.ts'
import { withinLength } from '../core/text/length.ts'
import type { Shown, Update } from '../core/update.ts'
import { address } from './address.ts'
import type { Content } from './content.ts'
import { isDoubted, shownNow, withoutAsk } from './safety/shown.ts'

/** So many people's are held at once; the oldest go first. */
const mostHeld = 500

/** What people asked the bot to look at in groups where it cannot write to them. */
export interface Showing {
  /** Notes what an update shows, and adds to one from a private chat what its writer showed in a group before. */
  recall(update: Update): Update
}

/** Makes an empty one. It is held in memory only, for the minutes that a private chat waits for a message to look at, and never written anywhere. */
export function makeShowing(content: () => Pick<Content, 'knowledge' | 'caseWords' | 'safety'>, clock: Clock): Showing {
  const held = new Map<string, { shown: Shown; at: number }>()

  function note(update: Update): void {
    const { knowledge, caseWords, safety } = content()
    const { addressed, text } = address(update, knowledge.phrases)
    if (!addressed || update.person.privateChat) return
    const asking = { turn: { update }, caseWords, safety, text }
    const pasted = withoutAsk(asking)
    if (pasted === null && !isDoubted(asking)) return
    const shown = shownNow(update.message) ?? (pasted ? { images: [], quoted: pasted } : null)
    if (!shown) return
    held.delete(update.person.id)
    held.set(update.person.id, { shown: cut(shown), at: clock.now().getTime() })
    if (held.size > mostHeld) held.delete(held.keys().next().value!)
  }

  function fresh(person: string): Shown | null {
    const waits = content().caseWords.check.waitMinutes * 60_000
    for (const [id, { at }] of held) if (Math.abs(clock.now().getTime() - at) >= waits) held.delete(id)
    return held.get(person)?.shown ?? null
  }

  return {
    recall(update) {
      const before = fresh(update.person.id)
      if (update.chat.kind === 'group') note(update)
      if (update.chat.kind === 'group' || !before) return update
      return { ...update, message: { ...update.message, shownBefore: before } }
    },
  }
}

const cut = (shown: Shown): Shown =>
  shown.quoted === undefined ? shown : { ...shown, quoted: withinLength(shown.quoted) }
