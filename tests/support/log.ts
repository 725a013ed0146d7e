import type { Log } from '../../src/app/log.ts'

/** A log that lets no defect pass: an error that is logged is thrown. `heard` hears of what is grave and no defect. */
export function failingLog(heard: (detail: Record<string, unknown>) => void = () => {}): Log {
  return {
    debug() {},
    info() {},
    warn: heard,
    error(detail) {
      if (detail.err) throw detail.err
      heard(detail)
    },
  }
}
