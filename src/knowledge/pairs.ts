/** Every two characters that stand side by side in a text, whatever is between them; a `{{field}}` counts by its name. */
export function pairsIn(text: string): Set<string> {
  const bare = [...text.replace(/[^\p{L}\p{N}]/gu, '')]
  return new Set(bare.slice(1).map((c, i) => `${bare[i]}${c}`))
}
