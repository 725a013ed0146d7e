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

/** Pictures and files by the addresses that messages carry (`/pictures/…`, `/certificates/…`), for channels that must upload them. */
export interface Assets {
  /** Keeps a picture that arrived, without place, time and camera; null when it is none that we take or too large. */
  keep(bytes: Uint8Array): Promise<Picture | null>
  /** What an address stands for, or null when there is nothing behind it. */
  read(url: string): Promise<Asset | null>
}
