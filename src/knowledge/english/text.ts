import type { SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import type { Entry } from '../entry.ts'

/** The English text of an entry: one for the group and the private chat alike. */
export interface EnglishText {
  id: string
  title: string
  text: string
  /** What holds once the deadline has passed. */
  late: string | null
  where: string
  line: number
}

/** The most characters of an English answer: as much room as the 300 of a Chinese one. */
const longest = 900

const heading = /^## +([a-z0-9-]+): +(\S.*)$/
const lateHeading = /^### +逾期\s*$/m

/** Reads a file of `knowledge/en`: `## <id>: <title>`, the text, and `### 逾期` where there is one. Faulty ones are reported and left out. */
export function parseEnglish(
  { where, text }: SourceText,
  { entries, problems }: { entries: ReadonlyMap<string, Entry>; problems: Problem[] },
): EnglishText[] {
  const lines = text.split(/\r?\n/)
  const starts = lines.flatMap((line, n) => (line.startsWith('## ') ? [n] : []))
  return starts.flatMap((start, n) => {
    const fault = (what: string, cure: string) => {
      problems.push({ where, line: start + 1, what, cure })
      return []
    }
    const [, id, title] = heading.exec(lines[start]!) ?? []
    if (!id || !title)
      return fault(`“${lines[start]}” 不是“## 编号: 英文标题”`, '写成 ## checkout-when: When to move out')
    const entry = entries.get(id)
    if (!entry) return fault(`没有条目 ${id}`, '改成存在的编号')
    const [body = '', late = null] = lines
      .slice(start + 1, starts[n + 1])
      .join('\n')
      .split(lateHeading)
      .map(part => part.trim())
    if (body === '') return fault(`${id}: 没有正文`, '写上英文回答；只有标题的写进 titles.yaml')
    if (/^### /m.test(body)) return fault(`${id}: 不认识的小节`, '只能用 ### 逾期')
    if (body.length > longest) return fault(`${id}: ${body.length} 个字符`, `缩短到 ${longest} 以内`)
    if (late !== null && !entry.deadline) return fault(`${id}: 写了“逾期”，中文条目却没有 deadline`, '删掉这一节')
    return [{ id, title, text: body, late, where, line: start + 1 }]
  })
}
