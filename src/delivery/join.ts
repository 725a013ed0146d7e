import type { Delivery } from '../core/delivery.ts'

/** Deliveries of one chat, those that answer the same update together; each group's order and the groups' order stay as they were. */
export function groupAnswers(deliveries: readonly Delivery[]): Delivery[][] {
  const groups: Delivery[][] = []
  for (const delivery of deliveries) {
    const last = groups.at(-1)
    if (last && delivery.answers !== undefined && delivery.answers === last[0]!.answers) last.push(delivery)
    else groups.push([delivery])
  }
  return groups
}

/** One delivery that says what several would; it goes by the name of the first. */
export function joinAnswers(group: readonly Delivery[]): Delivery {
  const [first, ...rest] = group
  if (!first || rest.length === 0) return first!
  return {
    ...first,
    text: group.map(d => d.text).join('\n\n'),
    choices: group.flatMap(d => d.choices),
    images: group.flatMap(d => d.images),
    files: group.flatMap(d => d.files ?? []),
    rateable: group.some(d => d.rateable),
    attempts: Math.max(...group.map(d => d.attempts)),
  }
}
