import type { SourceText } from '../content/yaml.ts'

const known = new WeakMap<SourceText, ReadonlyMap<string, string>>()

/** Under which heading of `school.yaml` (`# ── 退宿与离校日期 ──`) each field stands; empty for those above the first. */
export function fieldGroups(source: SourceText): ReadonlyMap<string, string> {
  const before = known.get(source)
  if (before) return before
  const groups = new Map<string, string>()
  let group = ''
  for (const line of source.text.split(/\r?\n/)) {
    group = /^\s*#\s*──+\s*(.+?)\s*──+\s*$/.exec(line)?.[1] ?? group
    const [, key] = /^ {2}([\w.]+):\s*$/.exec(line) ?? []
    if (key !== undefined) groups.set(key, group)
  }
  known.set(source, groups)
  return groups
}
