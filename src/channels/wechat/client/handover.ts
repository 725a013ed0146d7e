/** How long the bridge may take over one message before the next one comes anyway. */
const patienceMs = 5000

/** Messages handed to the bridge, so that a chat's next one comes only when it has the one before. */
export class Handover {
  readonly #emit: (messageId: string) => void
  readonly #taking = new Map<string, () => void>()

  constructor(emit: (messageId: string) => void) {
    this.#emit = emit
  }

  /** Hands a message on; resolves when the bridge has it, or has taken too long. */
  give(messageId: string): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => done(), patienceMs)
      const done = () => {
        clearTimeout(timer)
        this.#taking.delete(messageId)
        resolve()
      }
      this.#taking.set(messageId, done)
      this.#emit(messageId)
    })
  }

  /** The bridge has it. */
  taken(messageId: string): void {
    this.#taking.get(messageId)?.()
  }
}
