import type { Alarm } from './alarm.ts'
import type { SafetyLists } from './lists.ts'
import { makePlain } from './text/plain.ts'

/** The kind under which links that imitate a true domain are spoken of. */
const linkType = '钓鱼短信'

/** Links that imitate a true domain, for someone who asks about a message: alone they are too little for an alarm, and worth a word. */
export function alikeLinks({ disguises, domains }: SafetyLists, text: string): Alarm | null {
  const hosts = makePlain(text.slice(0, 4000), disguises).links.map(l => l.host)
  const signals = [...new Set(hosts.filter(host => domains.looksAlike(host)))].slice(0, 3)
  return signals.length > 0 ? { kind: 'scam', type: linkType, grade: 'low', score: 0.5, signals } : null
}
