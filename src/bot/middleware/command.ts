import Fuse from 'fuse.js'
import { bareWords, fill } from '../../knowledge/phrases.ts'
import { type Middleware, say, silence } from '../context.ts'

/** 帮助, /help: what one may ask. A slash word that is nearly a command gets the right one suggested; in a group it is another bot's. */
export const command: Middleware = ({ knowledge: { phrases }, addressed, isGroup, text }) => {
  const slash = /^[/／]\S/.test(text)
  if (!addressed && !slash) return null
  const typed = bareWords(text.replace(/^[/／]/, ''))
  if (phrases.helpWords.some(word => bareWords(word) === typed)) return say(phrases.help)
  if (!slash) return null
  if (isGroup && !addressed) return silence
  const near = new Fuse([...phrases.helpWords, phrases.modeWord], { threshold: 0.5 }).search(typed)[0]
  return near ? say(fill(phrases.nearCommand, { typed: text.slice(0, 20), command: near.item })) : null
}
