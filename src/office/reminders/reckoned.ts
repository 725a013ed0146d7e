/** Hears that a reminder (a standing one by its name, a person's by its id) is set aside, and for what kind of defect. */
export type SetAside = (reminder: string, error: unknown) => void

/** What `reckon` comes to; null where it fails, which `setAside` hears: a reminder with a defect must not keep the others from their times. */
export function reckoned<T>(reminder: string, reckon: () => T, setAside: SetAside = () => {}): T | null {
  try {
    return reckon()
  } catch (error) {
    setAside(reminder, error)
    return null
  }
}
