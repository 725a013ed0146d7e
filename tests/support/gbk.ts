/** A text in GB18030, which Node can read and not write: the table is what its decoder says about every pair of bytes. */
export function inGbk(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) table.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  return new Uint8Array([...text].flatMap(c => (c < '\x80' ? [c.charCodeAt(0)] : table.get(c)!)))
}
