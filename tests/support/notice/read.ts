import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readKnowledge } from '../../../src/knowledge/load.ts'
import { type CompileGround, compileNotice } from '../../../src/notice/compile.ts'
import { documentOfText } from '../../../src/notice/files/text.ts'
import type { CompiledNotice, NoticeField } from '../../../src/notice/proposal.ts'
import { noticeWords } from '../content.ts'

const root = resolve(import.meta.dirname, '../../..')
const shipped = readKnowledge(resolve(root, 'knowledge'), { zone: 'Asia/Shanghai' }).knowledge!

/** The shipped facts, none of which is set. */
export const shippedFields: readonly NoticeField[] = [...shipped.school.general.values()].map(
  ({ key, label, type }) => ({ key, label, type, values: [] }),
)

/** What the shipped words read in a notice of a school whose names nobody knows; `set` is what is set of some facts. */
export const noticeGroundOf = (set: Record<string, string> = {}): CompileGround => ({
  words: noticeWords,
  fields: shippedFields.map(field => ({
    ...field,
    values: set[field.key] === undefined ? [] : [{ for: {}, value: set[field.key]! }],
  })),
  names: { campuses: [], colleges: [], buildings: [], classes: [] },
  today: '2027-05-01',
})

/** What is read in a text. */
export const noticeOf = (text: string, set: Record<string, string> = {}): CompiledNotice =>
  compileNotice(documentOfText(text), noticeGroundOf(set))

/** A sample notice by its name. */
export const sampleNotice = (name: string): string =>
  readFileSync(resolve(root, 'tests/content/notices', `${name}.md`), 'utf8')
