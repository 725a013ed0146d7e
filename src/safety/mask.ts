const mask = '×××'

/** A text whose longer numbers are not to be read: phones, cards, student numbers, however they are spaced. */
export function masked(text: string): string {
  return text.replace(/[0-9０-９](?:[ -]?[0-9０-９]){4,}[Xx]?/g, mask)
}

/** A text in which these names are not to be read. */
export function nameless(text: string, names: readonly string[]): string {
  const longestFirst = [...names].sort((a, b) => b.length - a.length)
  return longestFirst.reduce((rest, name) => rest.replaceAll(name, mask), text)
}
