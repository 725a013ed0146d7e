import { wallTime } from '../../core/calendar.ts'
import { codeIn } from '../../core/turn.ts'
import { fill } from '../../knowledge/phrases.ts'
import { type Context, type Step, say } from '../context.ts'
import { dayText } from './speak.ts'

/** 验证 CODE: says what the records hold of a certificate. No name is said: whoever asks sees that on the paper in hand. */
export function verify({ turn, knowledge, flows, text }: Context): Step | null {
  const words = knowledge.phrases.flow
  const code = codeIn(text)
  if (code === null || !words.verify.some(w => text.includes(w))) return null
  const record = turn.certificate
  const verdict = { outcome: 'flow', entry: null, score: 1, candidates: [] } as const
  if (!record) return say(fill(words.verifyUnknown, { code }), { ...verdict, candidates: [] })
  const title = flows.current.get(record.flow)?.title ?? record.flow
  if (record.state === 'withdrawn')
    return say(fill(words.verifyRevoked, { code, title }), { ...verdict, candidates: [] })
  const { year, month, day } = wallTime(new Date(record.at), knowledge.school.zone)
  const date = `${year}年${dayText(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)}`
  return say(fill(words.verifyGenuine, { code, title, number: record.number, date }), { ...verdict, candidates: [] })
}
