import type { CheckQuestion } from '../../core/broadcast.ts'

/**
 * A question as staff write it: the question, then the options line by line (or between ｜), the right one ending in `*`, and a line
 * that begins with 解释 where one is given. Null when it is not well formed.
 */
export function readQuestion(text: string): CheckQuestion | null {
  const lines = text
    .split(/\n|[|｜]/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const [question, ...rest] = lines
  const explains = rest.findIndex(line => /^解释\s*[:：]/.test(line))
  const explain = explains < 0 ? '' : rest[explains]!.replace(/^解释\s*[:：]\s*/, '')
  const options = rest.filter((_, n) => n !== explains).map(line => line.replace(/^\d{1,2}\s*[.、)）]\s*/, ''))
  const marked = options.flatMap((option, n) => (/[*＊✓√]$/.test(option) ? [n] : []))
  if (!question || options.length < 2 || options.length > 6 || marked.length !== 1) return null
  const bare = options.map(option => option.replace(/\s*[*＊✓√]$/, ''))
  if (bare.some(option => option === '')) return null
  return { question, options: bare, right: marked[0]!, explain }
}
