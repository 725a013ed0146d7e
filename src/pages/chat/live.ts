import type { WireClock, WireMessage } from '../../channels/web/wire.ts'

interface Ears {
  /** The number of the last message that the page has. */
  after(): number
  message(message: WireMessage): void
  clock(clock: WireClock): void
  /** The line is up again (also the first time). */
  opened(): void
  lost(): void
}

const reopenAfter = 3000

/** Listens to the server for ever. The browser reconnects by itself, except after an HTTP error: then this does. */
export function listen(ears: Ears): void {
  const source = new EventSource(`/api/stream?after=${ears.after()}`)
  source.addEventListener('open', () => ears.opened())
  source.addEventListener('message', event => ears.message(JSON.parse(event.data) as WireMessage))
  source.addEventListener('clock', event => ears.clock(JSON.parse((event as MessageEvent<string>).data) as WireClock))
  source.addEventListener('error', () => {
    ears.lost()
    if (source.readyState !== EventSource.CLOSED) return
    source.close()
    setTimeout(() => listen(ears), reopenAfter)
  })
}
