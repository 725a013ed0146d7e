import type { Message } from '../update.ts'

/** The most characters (UTF-16 units) of a message that are read, kept and handed on. */
export const longestText = 4000
/** The most pictures of a message. */
export const mostPictures = 9

const gap = '\n…\n'
const half = Math.floor((longestText - gap.length) / 2)

/** A text of at most `longestText`: of a longer one the beginning and the end, because a cry for help may stand at either. */
export function withinLength(text: string): string {
  if (text.length <= longestText) return text
  // A cut may part the two halves of a character.
  const [start, end] = [text.slice(0, half), text.slice(-half)].map(part => part.toWellFormed())
  return `${start}${gap}${end}`
}

/** A message whose words and pictures, and what it quotes, are no more than one message may be. */
export function withinBounds(message: Message): Message {
  const { text, images, videos, quoted, quotedImages } = message
  return {
    ...message,
    text: withinLength(text),
    images: images.slice(0, mostPictures),
    ...(videos === undefined ? {} : { videos: videos.slice(0, mostPictures) }),
    ...(quoted === undefined ? {} : { quoted: withinLength(quoted) }),
    ...(quotedImages === undefined ? {} : { quotedImages: quotedImages.slice(0, mostPictures) }),
  }
}
