const key = 'farewell-place'

/** Who speaks, and in which chat, by their ids. */
interface Place {
  person?: string
  chat?: string
}

/** Where the page was before a reload of this tab; empty when it is not known. */
export function lastPlace(): Place {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}')
  } catch {
    return {} // storage is switched off, or holds something else: begin with the first
  }
}

/** Keeps where the page is, for a reload of this tab. */
export function keepPlace(place: Place): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(place))
  } catch {
    // storage is switched off: a reload then begins with the first
  }
}
