import type { Inbox, Notice, Update } from '../../src/core/update.ts'

/** An inbox that records, and fails when told to. A message counts once however often it is handed over. */
export class RecordingInbox implements Inbox {
  readonly updates: Update[] = []
  readonly notices: Notice[] = []
  readonly moves: { from: string; to: string }[] = []
  isFailing = false
  #waiting: { count: number; resolve: () => void }[] = []

  async update(update: Update): Promise<'done' | 'seen'> {
    if (this.isFailing) throw new Error('the database is busy')
    if (this.updates.some(u => u.id === update.id)) return 'seen'
    this.updates.push(update)
    for (const { count, resolve } of this.#waiting) if (this.updates.length >= count) resolve()
    return 'done'
  }

  async notice(notice: Notice): Promise<void> {
    this.notices.push(notice)
  }

  async moved(from: string, to: { id: string }): Promise<void> {
    this.moves.push({ from, to: to.id })
  }

  /** Resolves when `count` messages in all were taken; rejects after some seconds. */
  taken(count: number, patienceMs = 8000): Promise<void> {
    if (this.updates.length >= count) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const says = () =>
        `${this.updates.length} of ${count} messages were taken: ${this.updates.map(u => u.id).join(' ')}`
      const timer = setTimeout(() => reject(new Error(says())), patienceMs)
      const done = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#waiting.push({ count, resolve: done })
    })
  }
}
