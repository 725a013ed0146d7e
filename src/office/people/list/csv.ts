/** One cell: its text as it is shown, and as what it was stored; of a date, what somebody probably wrote before it became one. */
export interface Cell {
  text: string
  stored: 'text' | 'number' | 'error' | 'date'
  was?: string
}

/** A row with its number as spreadsheets show it (1-based); cells that hold nothing are left out. */
export interface Row {
  number: number
  cells: (Cell | undefined)[]
  isHidden?: boolean
}

/** The texts that bytes may mean, the likeliest first: by their mark, as UTF-8, as GB18030. */
export function decodings(bytes: Uint8Array): string[] {
  const decode = (encoding: string) => new TextDecoder(encoding).decode(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return [decode('utf-16le')]
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return [decode('utf-16be')]
  const wide = unmarked(bytes)
  if (wide) return [decode(wide)]
  const utf8 = decode('utf-8')
  return utf8.includes('\ufffd') ? [decode('gb18030'), utf8] : [utf8]
}

/** UTF-16 without a mark: of a list, whose digits and commas are many, every other byte is zero. */
function unmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 2000)
  const zeros = (rest: number) => head.filter((byte, n) => byte === 0 && n % 2 === rest).length
  if (zeros(1) > head.length / 8 && zeros(0) === 0) return 'utf-16le'
  return zeros(0) > head.length / 8 && zeros(1) === 0 ? 'utf-16be' : null
}

/** A text as rows of cells, once for each separator that it may have, the likeliest first. */
export function* cellsOf(text: string): Generator<Row[]> {
  const head = text.slice(0, 4000)
  const count = (separator: string) => head.split(separator).length
  const separators = [',', '\t', ';', '，', '|', '；'].sort((a, b) => count(b) - count(a))
  for (const separator of separators) yield split(text, separator) ?? split(text, separator, false)!
}

/**
 * Splits by a separator; quotes keep separators and line ends, unless `quoting` is off. Null when a quote is never closed: one stray mark must not
 * swallow the rest of the file.
 */
function split(text: string, separator: string, quoting = true): Row[] | null {
  const rows: Row[] = []
  let cells: (Cell | undefined)[] = []
  const endRow = (line: number) => {
    if (cells.some(c => c !== undefined)) rows.push({ number: line, cells })
    cells = []
  }
  let line = 1
  let began = 1
  for (let at = 0; at <= text.length; ) {
    const quoted = quoting && text[at] === '"' ? quotedAt(text, at) : null
    if (quoted?.end === -1) return null
    const end = endOf(text, quoted ? quoted.end : at, separator)
    const value = quoted ? quoted.value + text.slice(quoted.end, end) : text.slice(at, end)
    line += quoted ? quoted.value.split('\n').length - 1 : 0
    cells.push(value.trim() === '' ? undefined : { text: value, stored: 'text' })
    at = end
    if (text[at] === separator) {
      at++
      continue
    }
    endRow(began)
    if (at >= text.length) break
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    began = ++line
  }
  return rows
}

/** The first separator or line end from `at` on. */
function endOf(text: string, at: number, separator: string): number {
  let end = at
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return end
}

/** The text in quotes that begins at `at`, and where they end: -1 when they are never closed. */
function quotedAt(text: string, at: number): { value: string; end: number } {
  let value = ''
  for (let from = at + 1; ; ) {
    const close = text.indexOf('"', from)
    if (close === -1) return { value, end: -1 }
    value += text.slice(from, close)
    if (text[close + 1] !== '"') return { value, end: close + 1 }
    value += '"'
    from = close + 2
  }
}
