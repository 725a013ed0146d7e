import type { Picture } from './update.ts'

/** Bytes with what a receiver needs to know about them. */
export interface Asset {
  bytes: Uint8Array
  /** MIME type. */
  type: string
  /** A file name for people. */
  name: string
}

/** The largest picture that is taken, in bytes. */
export const largestPicture = 5 * 1024 * 1024
/** The largest video that is taken, in bytes: what Telegram hands to a bot. */
export const largestVideo = 20 * 1024 * 1024
/** Whether an address is that of a kept video. */
export const isVideo = ({ url }: Pick<Picture, 'url'>): boolean => /\.(?:mp4|mov)$/.test(url)

/** What one person may have kept within 24 hours, over all that they send; the same picture again counts once. */
export const dailyPictures = { count: 40, bytes: 60 * 1024 * 1024 }
/** What all pictures together may take, in bytes. */
export const picturesRoom = 5 * 1024 ** 3

/** What became of a picture that arrived. `no-room`: the disk or the folder is full; `busy`: too many are being looked at. */
export type Keeping =
  | { outcome: 'kept'; picture: Picture }
  | { outcome: 'refused'; reason: 'not-a-picture' | 'too-many-pictures' | 'no-room' | 'busy' }

/** Pictures and files by the addresses that messages carry (`/pictures/…`, `/certificates/…`), for channels that must upload them. */
export interface Assets {
  /**
   * Keeps a picture that arrived, without place, time and camera, for the person who sent it (by the id that their channel gives them); null
   * is the bot itself, which may keep as many as it needs. One that no message uses is gone within a day.
   * `videos`: where a video may come too; it is kept as pictures are.
   */
  keep(bytes: Uint8Array, holder: string | null, also?: { videos: boolean }): Promise<Keeping>
  /** What an address stands for, or null when there is nothing behind it. */
  read(url: string): Promise<Asset | null>
}

/** The kept picture, or null for whoever goes on without one. */
export const pictureIn = (keeping: Keeping): Picture | null => (keeping.outcome === 'kept' ? keeping.picture : null)

/** Someone who wants to see a picture: the people they may speak as, and the chats that they are in. */
export interface Viewer {
  people: readonly string[]
  chats: readonly string[]
}
