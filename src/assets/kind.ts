import type { PictureKind } from './strip.ts'
import type { VideoKind } from './video.ts'

const hex = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('hex')

const kinds: Record<PictureKind, { type: string; starts(bytes: Uint8Array): boolean }> = {
  png: { type: 'image/png', starts: b => hex(b, 0, 8) === '89504e470d0a1a0a' },
  jpg: { type: 'image/jpeg', starts: b => hex(b, 0, 3) === 'ffd8ff' },
  gif: { type: 'image/gif', starts: b => hex(b, 0, 4) === '47494638' },
  webp: { type: 'image/webp', starts: b => hex(b, 0, 4) === '52494646' && hex(b, 8, 12) === '57454250' },
}

/** The kind of a picture, read from its first bytes and never from what the sender says; null for what we do not take. */
export function kindOf(bytes: Uint8Array): PictureKind | null {
  return (Object.keys(kinds) as PictureKind[]).find(kind => kinds[kind].starts(bytes)) ?? null
}

const videoTypes: Record<VideoKind, string> = { mp4: 'video/mp4', mov: 'video/quicktime' }

/** The MIME type of a picture or video by its file name; null for a name that no kept picture has. */
export function typeOf(name: string): string | null {
  const extension = /^[a-z0-9-]+\.(png|jpg|gif|webp|mp4|mov)$/.exec(name)?.[1]
  if (extension === undefined) return null
  return extension in videoTypes ? videoTypes[extension as VideoKind] : kinds[extension as PictureKind].type
}
