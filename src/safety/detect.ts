import type { Alarm } from './alarm.ts'
import { dangerIn, type Hearing } from './danger.ts'
import type { SafetyLists } from './lists.ts'
import { detectScam } from './scam.ts'

/** What is alarming in a message, a person in danger before a scam; null when nothing is. Pure. */
export function alarmIn(lists: SafetyLists, text: string, hearing: Hearing = {}): Alarm | null {
  return dangerIn(lists, text, hearing) ?? detectScam(lists, text, hearing)
}
