import { fill } from '../../content/words.ts'
import { withAttachmentLines } from '../../core/attachments.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import { withNumberedChoices } from '../../core/text/split.ts'
import { compare } from './compare.ts'
import { choicesOf } from './letter.ts'
import { type LinkGround, readBroadcastLink } from './link.ts'
import type { BroadcastWords } from './words.ts'

/**
 * The record as it may have been received: with what a resend, a link of ours, a picture and a platform without buttons add to the text, as far
 * as that stands in `copy`. Any other link is somebody else's.
 */
export function receivedAs(
  copy: string,
  broadcast: Broadcast,
  { words, ground }: { words: BroadcastWords; ground: LinkGround },
): string {
  const { text, picture } = broadcast
  const isIn = (part: string) => part.trim() !== '' && compare(part, copy).is !== 'different'
  const links = ownLinks(copy, broadcast.number, ground)
  const ways = [words.confirmLink, words.relayText.split('\n').at(-1)!]
  const images = picture ? [picture] : []
  const attached = withAttachmentLines({ text: '', images }, ground.publicUrl).split('\n')
  const choices = withNumberedChoices(text, choicesOf(broadcast, words)).slice(text.length).split('\n')
  return [
    ...[words.resendHead].filter(isIn),
    text,
    ...links.flatMap(link => ways.map(way => fill(way, { link }))).filter(isIn),
    ...attached.filter(isIn),
    ...choices.filter(isIn),
  ].join('\n')
}

/** The links in a text that this bot signed for a broadcast, whether their time is over or not. */
function ownLinks(copy: string, number: string, { publicUrl, secret }: LinkGround): string[] {
  if (publicUrl === null || secret === null) return []
  const begins = `${publicUrl}/c/`
  const links = copy
    .split(/[\s“”"'<>（）]+/)
    .flatMap(word => (word.includes(begins) ? [word.slice(word.indexOf(begins))] : []))
  return [...new Set(links)].filter(link => {
    const pass = readBroadcastLink(link.slice(begins.length), secret, new Date(0))
    return typeof pass !== 'string' && pass.broadcast === number
  })
}
