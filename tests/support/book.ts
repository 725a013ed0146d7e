import { read, utils } from '@e965/xlsx'

/** The sheets of a workbook by name, each as rows of texts. */
export function readBook(bytes: Uint8Array): Record<string, string[][]> {
  const { Sheets } = read(bytes, { type: 'array' })
  const rows = (name: string) => utils.sheet_to_json<string[]>(Sheets[name]!, { header: 1, raw: false })
  return Object.fromEntries(Object.keys(Sheets).map(name => [name, rows(name)]))
}
