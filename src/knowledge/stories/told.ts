import { fill } from '../../content/words.ts'
import type { Stories, Story } from './real-cases.ts'

/** A case as people read it: one or two sentences, when it was, and who published it when; the address only where it is the publisher's own. */
export function storyText({ words }: Stories, { happened, story, source }: Story): string {
  const told = happened === '' ? story : fill(words.when, { when: dayText(words, happened), story })
  const { publisher, published, url, own } = source
  const said = published === '' ? publisher : fill(words.source, { publisher, date: dayText(words, published) })
  return fill(words.told, { story: told, source: own ? fill(words.address, { source: said, address: url }) : said })
}

/** The case with what can be learnt of it, for whoever asked for one. */
export const storyWithLesson = (stories: Stories, story: Story): string =>
  fill(stories.words.lesson, { told: storyText(stories, story), lesson: story.lesson })

/** The draft of a warning of a kind of scam, as the detectors call it, with the newest case of that kind below it; the draft alone where there is none. */
export function draftWithStory(stories: Stories, draft: string, alarm: string): string {
  const story = stories.all.find(s => stories.kinds[s.kind]!.alarms.includes(alarm))
  return story ? fill(stories.words.inWarning, { draft, told: storyText(stories, story) }) : draft
}

/** The case with its question and three numbered choices. */
export function cardText(stories: Stories, story: Story): string {
  const { ask, choices } = story.question
  const [one = '', two = '', three = ''] = choices
  return fill(stories.words.card.text, { told: storyText(stories, story), ask, one, two, three })
}

/** What is said to whoever chose the `picked`-th choice (from 1): the same reason either way. */
export function cardReply({ words }: Stories, { question }: Story, picked: number): string {
  const { right, choices, why } = question
  return picked === right
    ? fill(words.card.right, { why })
    : fill(words.card.wrong, { right, choice: choices[right - 1]!, why })
}

/** `2025-11-14` as 2025年11月14日, as far as it is known. */
function dayText(words: Stories['words'], date: string): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return fill(words.year, { year })
  const values = { year, month: Number(month), day: Number(day) }
  return fill(day === undefined ? words.month : words.day, values)
}

/**
 * Which of some cases (the newest first) is told next to somebody who heard those of `told` (the last heard at the end): the newest they did not hear, else the
 * one they heard longest ago; null where that would be the one they heard last, or there is none.
 */
export function nextStory(stories: readonly Story[], told: readonly string[]): Story | null {
  const fresh = stories.find(s => !told.includes(s.id))
  if (fresh) return fresh
  const [oldest] = stories.toSorted((a, b) => told.lastIndexOf(a.id) - told.lastIndexOf(b.id))
  return oldest && oldest.id !== told.at(-1) ? oldest : null
}
