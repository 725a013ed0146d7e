import { onTestFinished } from 'vitest'
import { tempFolder } from '../../support/folder.ts'
import { after, noon, type OpenOptions, type OpenStore, type Store } from '../../support/store.ts'

/** A database that the suites of this folder are run on. Whatever is opened is closed when its test is over. */
export interface Harness {
  name: string
  /** A store on an empty database of its own. */
  openEmpty(options?: OpenOptions): Promise<Store>
  /** So many stores on one empty database, as so many processes have them: the first is at home there, the others are beside it. */
  openSeveral(count: number, options?: OpenOptions): Promise<Store[]>
}

/** A harness from what opens a store in a place; `place` makes an empty one. */
export function harnessOf(name: string, open: OpenStore, place: () => string = tempFolder): Harness {
  async function opened(where: string, options?: OpenOptions): Promise<Store> {
    const store = await open(where, options)
    onTestFinished(() => store.close().catch(() => undefined)) // some tests close it themselves
    return store
  }
  return {
    name,
    openEmpty: options => opened(place(), options),
    async openSeveral(count, options) {
      const where = place()
      const stores = [await opened(where, options)]
      while (stores.length < count) stores.push(await opened(where, { ...options, shared: true }))
      return stores
    },
  }
}

/** A lease of a minute from noon on. */
export const lease = { limit: 100, leaseUntil: after(60_000) }

/** What is claimed at an instant. */
export const textsOf = async (store: Store, at = noon): Promise<string[]> =>
  (await store.outbox.claim(at, lease)).map(d => d.text)

/** A line of the web chat. */
export const aLine = (id: string, { chat = 'c', at = noon } = {}) => ({
  id,
  chat,
  from: { id: 'u1', name: '小林' },
  to: null,
  text: `text of ${id}`,
  images: [],
  choices: [],
  rateable: false,
  at: at.toISOString(),
})
