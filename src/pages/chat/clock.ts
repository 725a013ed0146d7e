import type { WireClock } from '../../channels/web/wire.ts'
import { byId, element, setText } from './element.ts'
import { postClock } from './net.ts'
import { dayText, fieldValue, fullText, hourText, isoOf, seasonYear } from './time.ts'
import { words } from './words.ts'

/** The bot's clock as the page shows it. */
export interface Clock {
  /** The bot's time now, in milliseconds. */
  now(): number
  show(frame: WireClock): void
}

const quick = ['06-20T09:00', '06-29T20:00', '07-01T09:00']

/** Shows the bot's time in the bar and lets one set it. */
export function makeClock(first: WireClock, { announce }: { announce(text: string): void }): Clock {
  const button = byId('open-clock', HTMLButtonElement)
  const dialog = byId('clock', HTMLDialogElement)
  const now = byId('clock-now', HTMLElement)
  const input = byId('clock-input', HTMLInputElement)
  const trouble = byId('clock-trouble', HTMLElement)
  const day = element('span')
  const hour = element('strong')
  button.replaceChildren(hour, day)
  let frame = first
  let shownAt = performance.now()

  const clock: Clock = {
    now: () => Date.parse(frame.at) + performance.now() - shownAt,
    show(next) {
      frame = next
      shownAt = performance.now()
      tell()
    },
  }
  function tell() {
    const at = clock.now()
    setText(day, dayText(at))
    setText(hour, hourText(at))
    setText(now, `${fullText(at)}${frame.pretended ? words.clockPretended : ''}`)
    button.classList.toggle('pretended', frame.pretended)
    button.setAttribute('aria-label', words.clockLabel(fullText(at), frame.pretended))
  }
  async function set(at: string | null) {
    const answer = await postClock(at)
    if (answer.outcome !== 'ok') return setText(trouble, words.clockTrouble)
    clock.show(answer.value)
    announce(words.clockChanged(fullText(clock.now())))
    dialog.close()
  }
  function open() {
    setText(trouble, '')
    input.value = fieldValue(clock.now())
    const year = seasonYear(clock.now())
    const buttons = quick.map(time => {
      const at = isoOf(`${year}-${time}`)
      const instant = Date.parse(at)
      return element('button', {
        text: `${dayText(instant).split(' ')[0]} ${hourText(instant)}`,
        onClick: () => void set(at),
      })
    })
    const real = element('button', { text: words.clockReal, onClick: () => void set(null) })
    byId('clock-quick', HTMLElement).replaceChildren(...buttons, real)
    dialog.showModal()
  }

  button.hidden = false
  button.addEventListener('click', open)
  byId('clock-close', HTMLButtonElement).addEventListener('click', () => dialog.close())
  closeOnBackdrop(dialog)
  byId('clock-form', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault()
    void set(isoOf(input.value))
  })
  setInterval(tell, 1000)
  tell()
  return clock
}

/** A click beside a dialog closes it, as people expect on a phone. */
export function closeOnBackdrop(dialog: HTMLDialogElement): void {
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close()
  })
}
