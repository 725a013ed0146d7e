import type { DomainFile } from './schema.ts'

/** Tells true domains from those that only look like one. */
export interface Domains {
  files: readonly DomainFile[]
  isLawful(host: string): boolean
  /** Whether a host carries the name of a true domain, or nearly so, without belonging to it. */
  looksAlike(host: string): boolean
}

// Only schools and public bodies can register these.
const reserved = ['.edu.cn', '.gov.cn']

/** Compiles the lists of domains. */
export function makeDomains(files: readonly DomainFile[]): Domains {
  const lawful = files.flatMap(file => file.lawful.map(domain => domain.toLowerCase()))
  const labels = [...new Set(lawful.map(mainLabel))].filter(label => label.length >= 4)
  const names = [...labels, ...files.flatMap(file => file.names)]
  const isLawful = (host: string): boolean => {
    return reserved.some(ending => host.endsWith(ending)) || lawful.some(d => host === d || host.endsWith(`.${d}`))
  }
  return {
    files,
    isLawful,
    looksAlike(host) {
      if (host === '' || host.length > 80 || isLawful(host)) return false
      const pieces = host.split(/[.-]/).map(straighten)
      const whole = straighten(host)
      if (lawful.some(domain => whole.includes(`${domain}.`) || whole.includes(`${domain.replaceAll('.', '-')}`)))
        return true
      return names.some(name => pieces.some(piece => isNear(piece, name)))
    },
  }
}

/** The label that a person knows a domain by: "chsi" of "www.chsi.com.cn". */
function mainLabel(domain: string): string {
  const parts = domain.split('.')
  const generic = new Set(['com', 'cn', 'net', 'org', 'gov', 'edu', 'www'])
  return parts.findLast(part => !generic.has(part)) ?? domain
}

/** Letters for the digits and pairs that pass for them. */
function straighten(text: string): string {
  return text.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('5', 's').replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/** Carries the name (with at most four characters more) or differs from a name of five and more in one place. */
function isNear(piece: string, name: string): boolean {
  const plain = straighten(name)
  if (piece.includes(plain) && piece.length <= plain.length + 4) return true
  return plain.length >= 5 && Math.abs(piece.length - plain.length) <= 1 && isOneEdit(piece, plain)
}

function isOneEdit(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  const rest = Math.min(a.length, b.length) - start
  while (end < rest && a.at(-1 - end) === b.at(-1 - end)) end++
  return Math.max(a.length, b.length) - start - end <= 1
}
