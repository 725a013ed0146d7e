import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What is remembered in a file of facts. */
export interface Remembered<Fact> {
  /** The fact that a line holds, or null when it is none. */
  read(value: unknown): Fact | null
  apply(fact: Fact): void
  /** All that is still true, with which the file is written anew. */
  facts(): Fact[]
}

/** What must still be known after a restart: a file of one fact a line, so that a kill in the middle costs that line at most. */
export class FactFile<Fact> {
  readonly #path: string
  readonly #remembered: Remembered<Fact>
  readonly #mostLines: number
  /** Lines since the file was last written anew. */
  #lines = 0

  /** Applies what the file holds, and writes it anew: now, and whenever it has grown by `mostLines`. Only the owner may read it. */
  constructor(path: string, remembered: Remembered<Fact>, mostLines: number) {
    this.#path = path
    this.#remembered = remembered
    this.#mostLines = mostLines
    mkdirSync(dirname(path), { recursive: true })
    for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
      const fact = remembered.read(parsed(line))
      if (fact !== null) remembered.apply(fact)
    }
    this.#rewrite()
  }

  /** Applies a fact; it is in the file when the call returns. */
  keep(fact: Fact): void {
    this.#remembered.apply(fact)
    appendFileSync(this.#path, lineOf(fact))
    if (++this.#lines >= this.#mostLines) this.#rewrite()
  }

  #rewrite(): void {
    writeFileSync(`${this.#path}.new`, this.#remembered.facts().map(lineOf).join(''), { mode: 0o600 })
    renameSync(`${this.#path}.new`, this.#path)
    this.#lines = 0
  }
}

const lineOf = (fact: unknown) => `${JSON.stringify(fact)}\n`

function parsed(line: string): unknown {
  try {
    return line === '' ? null : JSON.parse(line)
  } catch {
    return null // the last line of a process that was killed
  }
}
