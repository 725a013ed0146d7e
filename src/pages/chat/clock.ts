import type { WireClock } from '../../channels/web/wire.ts'
import { byId, element, setText } from './element.ts'
import { postClock } from './net.ts'
import { dayText, fieldValue, fullText, hourText, isoOf, seasonYear } from './time.ts'
import { words } from './words.ts'

/** Times of a season, in which people like to look. */
const quick = ['06-20T09:00', '06-29T20:00', '07-01T09:00']

/** The bot's clock: shows its time in the bar and lets one set it. */
export class PageClock {
  readonly #button = byId('open-clock', HTMLButtonElement)
  readonly #dialog = byId('clock', HTMLDialogElement)
  readonly #input = byId('clock-input', HTMLInputElement)
  readonly #trouble = byId('clock-trouble', HTMLElement)
  readonly #day = element('span')
  readonly #hour = element('strong')
  readonly #announce: (text: string) => void
  #frame: WireClock
  #shownAt = performance.now()

  constructor(first: WireClock, { announce }: { announce(text: string): void }) {
    this.#announce = announce
    this.#frame = first
    this.#button.replaceChildren(this.#hour, this.#day)
    this.#button.hidden = false
    this.#button.addEventListener('click', () => this.#open())
    byId('clock-close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close())
    closeOnBackdrop(this.#dialog)
    byId('clock-form', HTMLFormElement).addEventListener('submit', event => {
      event.preventDefault()
      void this.#set(isoOf(this.#input.value))
    })
    setInterval(() => this.#tell(), 1000)
    this.#tell()
  }

  /** The bot's time now, in milliseconds. */
  now(): number {
    return Date.parse(this.#frame.at) + performance.now() - this.#shownAt
  }

  show(frame: WireClock): void {
    this.#frame = frame
    this.#shownAt = performance.now()
    this.#tell()
  }

  #tell(): void {
    const at = this.now()
    const { pretended } = this.#frame
    setText(this.#day, dayText(at))
    setText(this.#hour, hourText(at))
    setText(byId('clock-now', HTMLElement), `${fullText(at)}${pretended ? words.clockPretended : ''}`)
    this.#button.classList.toggle('pretended', pretended)
    this.#button.setAttribute('aria-label', words.clockLabel(fullText(at), pretended))
  }

  #open(): void {
    setText(this.#trouble, '')
    this.#input.value = fieldValue(this.now())
    const year = seasonYear(this.now())
    const buttons = quick.map(time => {
      const at = isoOf(`${year}-${time}`)
      const instant = Date.parse(at)
      return element('button', {
        text: `${dayText(instant).split(' ')[0]} ${hourText(instant)}`,
        onClick: () => void this.#set(at),
      })
    })
    const real = element('button', { text: words.clockReal, onClick: () => void this.#set(null) })
    byId('clock-quick', HTMLElement).replaceChildren(...buttons, real)
    this.#dialog.showModal()
  }

  async #set(at: string | null): Promise<void> {
    const answer = await postClock(at)
    if (answer.outcome !== 'ok') return setText(this.#trouble, words.clockTrouble)
    this.show(answer.value)
    this.#announce(words.clockChanged(fullText(this.now())))
    this.#dialog.close()
  }
}

/** A click beside a dialog closes it, as people expect on a phone. */
export function closeOnBackdrop(dialog: HTMLDialogElement): void {
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close()
  })
}
