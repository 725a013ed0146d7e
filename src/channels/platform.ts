import type { Hono } from 'hono'
import type { Assets } from '../core/asset.ts'
import type { Channel } from '../core/channel.ts'
import type { Clock } from '../core/clock.ts'
import type { Problem } from '../core/errors.ts'
import type { Folder } from '../core/folders.ts'
import type { Secret } from '../core/secret.ts'

/** What channels say by themselves: the two words of a rating, useful first, and the commands of the menu. */
export interface PlatformWords {
  rating: readonly string[]
  commands: readonly { name: string; about: string }[]
}

/** What channels are made of; each takes what it needs. */
export interface PlatformParts {
  assets: Assets
  clock: Clock
  /** The data folder; a channel keeps what it must remember in the folder of its own name there. */
  data: string
  /** Where people reach our pages from outside, or null. */
  publicUrl: string | null
  /** Reports; ids and reasons only, never texts, names or secrets. */
  log(event: string, detail: Record<string, unknown>): void
  /** Asked each time, so a reload shows. */
  words(): PlatformWords
  /** What was set up and opened before this one (see `all.ts`); undefined where it is off. */
  before(name: string): { settings: unknown; channel: Channel } | undefined
}

/** From what a platform's settings are read. What is wrong goes to `wrong`, with a cure and never with a secret in it. */
export interface GivenSettings {
  /** A setting, or its default. */
  value(name: string): string
  /** A secret from its variable or from the file that `<name>_FILE` names; null where neither is set. */
  secret(name: string): Secret | null
  /** The text of a file, or null when it cannot be read. */
  text(path: string): string | null
  wrong(name: string, what: string, cure: string): void
  problem(problem: Problem): void
  /** A whole number within these. */
  whole(name: string, within: { from: number; to: number }): number
  /** The zone of the school's dates. */
  zone: string
  /** The environment itself, for what a process of the platform's own is handed. */
  environment: Readonly<Record<string, string | undefined>>
}

/** A platform that people write on: all that is known of it outside its folder. */
export interface Platform<Settings = unknown> {
  /** Names the channel, its folder in the data folder, and its entry in `knowledge/channels.yaml`. */
  name: string
  /** Its variables with their defaults, as `.env.example` lists them. */
  settings: Readonly<Record<string, string>>
  /** What it keeps of people in the data folder; null for nothing. */
  folder: Folder | null
  /** Reads its settings; null where it is off. */
  read(given: GivenSettings): Settings | null
  /** Opens it; only now is its code loaded. `mount` is what it answers over HTTP, to be served at `/`. */
  open(settings: Settings, parts: PlatformParts): Promise<{ channel: Channel; mount?: Hono | null }>
}

/** A platform as it stands in the list of all. */
export const definePlatform = <Settings>(platform: Platform<Settings>): Platform => platform as Platform
