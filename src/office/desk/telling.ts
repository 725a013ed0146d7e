import { fill } from '../../content/words.ts'
import type { Handoff } from '../../core/desk.ts'
import type { Phrases } from '../../knowledge/phrases.ts'

/** What of a request is told to those in whose care it is. */
export type ToldRequest = Pick<
  Handoff,
  'number' | 'name' | 'topic' | 'urgency' | 'text' | 'how' | 'mayContact' | 'isSuggestion'
>

/** A request as staff are told of it: a suggestion in its own words, every other in `template`; what was left out leaves no line. */
export function requestText(
  template: string,
  { isSuggestion, mayContact, how, ...request }: ToldRequest,
  words: Phrases['handoff'],
  { from = '' }: { from?: string } = {},
): string {
  const reach = mayContact ? fill(words.mayContact, { how }) : words.mayNotContact
  const text = fill(isSuggestion ? words.suggestion : template, { ...request, how: reach, from })
  return text.replace('（）', '').replace(/\n\n+/g, '\n')
}
