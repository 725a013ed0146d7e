import { courtesyFor } from '../../knowledge/phrases.ts'
import { type Middleware, say } from '../context.ts'

/** 你好, 谢谢: a kind word back when the message is nothing else and speaks to the bot. */
export const courtesy: Middleware = ({ knowledge: { phrases }, addressed, text }) => {
  const reply = addressed ? courtesyFor(phrases, text) : null
  return reply === null ? null : say(reply)
}
